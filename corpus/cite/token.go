package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind tells what a token is.
type kind uint8

const (
	wordToken   kind = iota // a word the grammar does not know
	phraseToken             // words of the lexicon: see slots
	numberToken             // a plain number
	identToken              // an identifier: see ident
	markToken               // punctuation: see r
)

// token is a piece of the text.
type token struct {
	kind       kind
	glued      bool // nothing stands between it and the token before
	fresh      bool // a line begins before it
	r          rune // of a mark, made one of the ASCII marks where there is one
	start, end int  // bytes
	slots      set
	order      int32 // of a phrase whose place in its list counts
	number     int32 // of a plain number, at most 99999
	ident      *ident
	names      *[]*name
}

func (t *token) is(s slot) bool   { return t.slots.has(s) }
func (t *token) mark(r rune) bool { return t.kind == markToken && t.r == r }
func (t *token) any(s set) bool   { return t.slots.any(s) }

// ident is an identifier as printed.
type ident struct {
	form  *form
	parts []string // the groups of the form's pattern
}

// lexer cuts a text into tokens, in one pass.
type lexer struct {
	text   string
	words  *lexicon
	tokens []token
	last   int  // end of the token before
	fresh  bool // a line has begun since
}

// lex appends the tokens of text to tokens. It reads every byte a bounded
// number of times.
func lex(text string, words *lexicon, tokens []token) []token {
	x := lexer{text: text, words: words, tokens: tokens, last: -1, fresh: true}
	for i := 0; i < len(text); {
		switch c := text[i]; classes[c] {
		case lineByte:
			x.fresh = true
			i++
		case blankByte:
			i++
		case digitByte:
			i = x.number(i)
		case markByte:
			// A symbol of the lexicon such as § is no ASCII mark.
			x.emit(token{kind: markToken, r: rune(c), start: i, end: i + 1})
			i++
		case letterByte:
			i = x.letter(i)
		default:
			i = x.rune(i)
		}
	}
	return x.tokens
}

func (x *lexer) emit(t token) {
	t.glued, t.fresh = t.start == x.last, x.fresh
	x.fresh, x.last = false, t.end
	x.tokens = append(x.tokens, t)
}

// class says what a token can be by its first byte.
type class uint8

const (
	letterByte class = iota + 1
	digitByte
	blankByte
	lineByte
	markByte
	otherByte // of a rune outside ASCII
)

// classes are the classes of all bytes, and letters those of which a word of
// ASCII is made.
var classes, letters = func() (cs [256]class, ls [256]bool) {
	for i := range cs {
		c := byte(i)
		digit, letter := '0' <= c && c <= '9', 'a' <= c|0x20 && c|0x20 <= 'z' && c < utf8.RuneSelf
		ls[i] = digit || letter
		switch {
		case c >= utf8.RuneSelf:
			cs[i] = otherByte
		case c == '\n':
			cs[i] = lineByte
		case c == ' ' || c == '\t' || c == '\r':
			cs[i] = blankByte
		case digit:
			cs[i] = digitByte
		case letter:
			cs[i] = letterByte
		default:
			cs[i] = markByte
		}
	}
	return cs, ls
}()

// number reads an identifier that begins with a digit, or a plain number.
func (x *lexer) number(i int) int {
	text := x.text
	if x.words.mayBegin(text, i) { // a name that begins with its year
		if n, end, open := x.words.longest(text, i); n != nil {
			x.emit(phrase(n, open, text, i, end))
			return end
		}
	}
	end, n := i, int32(0)
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		if n = n*10 + int32(text[end]-'0'); n > 99_999 {
			n = 99_999
		}
		end++
	}
	if next := follower(text, end); next != 0 {
		if id, size := match(digitForms, text[i:], next); id != nil {
			x.emit(token{kind: identToken, start: i, end: i + size, ident: id})
			return i + size
		}
	}
	x.emit(token{kind: numberToken, start: i, end: end, number: n})
	return end
}

// follower is the next seen byte behind a number that can go on as an
// identifier, 0 when it cannot. A wide parenthesis is given as "(", and 'A'
// stands for the letter of a part, which other scripts write too.
func follower(text string, end int) byte {
	j := skipSpace(text, end)
	if j >= len(text) {
		return 0
	}
	switch c := text[j]; {
	case c == '(', c == '/':
		return c
	case 'A' <= c && c <= 'Z', c == 0xD8, c == 0xD9: // Arabic
		return 'A'
	case strings.HasPrefix(text[j:], "（"):
		return '('
	case strings.HasPrefix(text[j:], "А"), strings.HasPrefix(text[j:], "В"), strings.HasPrefix(text[j:], "С"): // Cyrillic
		return 'A'
	}
	return 0
}

// letter reads a symbol, a phrase or a word that begins with an ASCII letter.
func (x *lexer) letter(i int) int {
	text := x.text
	if text[i] <= 'Z' && mayBeSymbol(text, i) {
		if id, size := match(letterForms, text[i:], 0); id != nil {
			x.emit(token{kind: identToken, start: i, end: i + size, ident: id})
			return i + size
		}
	}
	if x.words.mayBegin(text, i) {
		if n, end, open := x.words.longest(text, i); n != nil {
			x.emit(phrase(n, open, text, i, end))
			return end
		}
	}
	end := wordEnd(text, i)
	x.emit(token{kind: wordToken, start: i, end: end})
	return end
}

// rune reads what begins with a rune outside ASCII: a phrase of the lexicon, a
// word or a mark.
func (x *lexer) rune(i int) int {
	text := x.text
	r, size := utf8.DecodeRuneInString(text[i:])
	if isSpace(r) || unseen(r) {
		return i + size
	}
	if n, end, open := x.words.longest(text, i); n != nil {
		x.emit(phrase(n, open, text, i, end))
		return end
	}
	switch {
	case isHan(r):
		x.emit(token{kind: wordToken, start: i, end: i + size})
		return i + size
	case !isLetter(r) && !unicode.IsDigit(r):
		x.emit(token{kind: markToken, r: plain(r), start: i, end: i + size})
		return i + size
	case unicode.Is(unicode.Arabic, r):
		if r == 'د' {
			if id, size := match(letterForms, text[i:], 0); id != nil {
				x.emit(token{kind: identToken, start: i, end: i + size, ident: id})
				return i + size
			}
		}
		if end, ok := x.arabic(i); ok {
			return end
		}
	}
	end := wordEnd(text, i)
	x.emit(token{kind: wordToken, start: i, end: end})
	return end
}

// isHan is unicode.Is(unicode.Han, r), with the common ones first.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r)
}

// arabic reads a phrase behind the letters that are written to the next
// word: و is "and", the others (ف ب ل ك) are prepositions.
func (x *lexer) arabic(i int) (int, bool) {
	text := x.text
	and := strings.HasPrefix(text[i:], "و")
	j := i
	for n := 0; n < 2 && j < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[j:])
		if !strings.ContainsRune("وفبلك", r) {
			return i, false
		}
		j += size
		if r == 'و' && j < len(text) && text[j] >= '0' && text[j] <= '9' {
			x.emit(token{kind: phraseToken, start: i, end: j, slots: of(andWord)})
			return j, true
		}
		if strings.HasPrefix(text[j:], "د") {
			if id, size := match(letterForms, text[j:], 0); id != nil {
				x.emit(token{kind: identToken, start: j, end: j + size, ident: id})
				return j + size, true
			}
		}
		if n, end, open := x.words.longest(text, j); n != nil && n.slots&^of(letterWord, andWord) != 0 {
			if and {
				x.emit(token{kind: phraseToken, start: i, end: i + len("و"), slots: of(andWord)})
			}
			x.emit(phrase(n, open, text, j, end))
			return end, true
		}
	}
	return i, false
}

// phrase is the token of the phrase n at text[start:end], with the titles that
// stand or begin there.
func phrase(n *node, open []*name, text string, start, end int) token {
	t := token{kind: phraseToken, start: start, end: end, slots: n.slots &^ of(nameWord), order: n.order}
	names := open
	for _, n := range n.names {
		if n.tail == "" && (!n.exact || n.text == seen(text[start:end])) {
			names = append(names, n)
		}
	}
	if names != nil {
		kept := names // what is named so is rare: room only for what is
		t.names = &kept
		t.slots |= of(nameWord)
	}
	if t.slots == 0 {
		t.kind = wordToken
	}
	return t
}

// seen is s without the marks that are not seen, and with plain spaces.
func seen(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf && s[i] != '\n'
	}
	if ascii {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unseen(r):
			return -1
		case isSpace(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// wordEnd returns the end of the word at i, which begins with a letter or digit.
func wordEnd(text string, i int) int {
	for i < len(text) && letters[text[i]] {
		i++
	}
	end := i
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if !letters[c] {
				return end
			}
			i++
			end = i
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case unseen(r): // inside a word, not at its end
		case isHan(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r):
			return end
		default:
			end = i
		}
	}
	return end
}

// plain gives the ASCII mark that says the same.
func plain(r rune) rune {
	switch r {
	case '，', '、', '،':
		return ','
	case '；', '؛':
		return ';'
	case '。':
		return '.'
	case '（':
		return '('
	case '）':
		return ')'
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	case '’', '‘':
		return '\''
	case '“', '”', '„', '«', '»', '《', '》', '「', '」':
		return '"'
	case '：':
		return ':'
	}
	return r
}
