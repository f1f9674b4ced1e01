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
	number     int   // of a plain number, at most 99999
	ident      *ident
	names      []*name
}

func (t *token) is(s slot) bool   { return t.slots.has(s) }
func (t *token) mark(r rune) bool { return t.kind == markToken && t.r == r }
func (t *token) any(s set) bool   { return t.slots.any(s) }

// ident is an identifier as printed.
type ident struct {
	form  *form
	parts []string // the groups of the form's pattern
}

// lex cuts text into tokens. It reads every byte a bounded number of times.
func lex(text string, x *lexicon) []token {
	tokens := make([]token, 0, len(text)/5+8)
	last, fresh := -1, true
	emit := func(t token) {
		t.glued, t.fresh = t.start == last, fresh
		fresh, last = false, t.end
		tokens = append(tokens, t)
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\n':
			fresh = true
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case '0' <= c && c <= '9':
			i = lexNumber(text, i, x, emit)
		case c < utf8.RuneSelf && !isLetter(rune(c)):
			// A symbol of the lexicon such as § is no ASCII mark.
			emit(token{kind: markToken, r: rune(c), start: i, end: i + 1})
			i++
		default:
			i = lexWord(text, i, x, emit)
		}
	}
	return tokens
}

// lexNumber reads an identifier that begins with a digit, or a plain number.
func lexNumber(text string, i int, x *lexicon, emit func(token)) int {
	if x.ascii[text[i]] != 0 { // a name that begins with its year
		if n, end, open := x.longest(text, i); n != nil {
			emit(phrase(n, open, text, i, end))
			return end
		}
	}
	end, n := i, 0
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		if n = n*10 + int(text[end]-'0'); n > 99_999 {
			n = 99_999
		}
		end++
	}
	if mayBeIdent(text, end) {
		if id, size := match(digitForms, text[i:]); id != nil {
			emit(token{kind: identToken, start: i, end: i + size, ident: id})
			return i + size
		}
	}
	emit(token{kind: numberToken, start: i, end: end, number: n})
	return end
}

// mayBeIdent tells by the next seen byte whether a number can go on as an identifier.
func mayBeIdent(text string, end int) bool {
	j := skipSpace(text, end)
	if j >= len(text) {
		return false
	}
	switch c := text[j]; {
	case c == '(', c == '/', 'A' <= c && c <= 'Z':
		return true
	case strings.HasPrefix(text[j:], "（"):
		return true
	default:
		return c == 0xD8 || c == 0xD9 // Arabic: the letter of a part
	}
}

// lexWord reads a symbol, a phrase of the lexicon, a word or a mark.
func lexWord(text string, i int, x *lexicon, emit func(token)) int {
	c := text[i]
	if 'A' <= c && c <= 'Z' && mayBeSymbol(text, i) {
		if id, size := match(letterForms, text[i:]); id != nil {
			emit(token{kind: identToken, start: i, end: i + size, ident: id})
			return i + size
		}
	}
	r, size := rune(c), 1
	if c >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(text[i:])
		if isSpace(r) || unseen(r) {
			return i + size
		}
	}
	if n, end, open := x.longest(text, i); n != nil {
		emit(phrase(n, open, text, i, end))
		return end
	}
	if !isLetter(r) && !unicode.IsDigit(r) {
		emit(token{kind: markToken, r: plain(r), start: i, end: i + size})
		return i + size
	}
	if unicode.Is(unicode.Han, r) {
		emit(token{kind: wordToken, start: i, end: i + size})
		return i + size
	}
	if unicode.Is(unicode.Arabic, r) {
		if r == 'د' {
			if id, size := match(letterForms, text[i:]); id != nil {
				emit(token{kind: identToken, start: i, end: i + size, ident: id})
				return i + size
			}
		}
		if end, ok := lexArabic(text, i, x, emit); ok {
			return end
		}
	}
	end := wordEnd(text, i)
	emit(token{kind: wordToken, start: i, end: end})
	return end
}

// lexArabic reads a phrase behind the letters that are written to the next
// word: و is "and", the others (ف ب ل ك) are prepositions.
func lexArabic(text string, i int, x *lexicon, emit func(token)) (int, bool) {
	and := strings.HasPrefix(text[i:], "و")
	j := i
	for n := 0; n < 2 && j < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[j:])
		if !strings.ContainsRune("وفبلك", r) {
			return i, false
		}
		j += size
		if r == 'و' && j < len(text) && text[j] >= '0' && text[j] <= '9' {
			emit(token{kind: phraseToken, start: i, end: j, slots: of(andWord)})
			return j, true
		}
		if strings.HasPrefix(text[j:], "د") {
			if id, size := match(letterForms, text[j:]); id != nil {
				emit(token{kind: identToken, start: j, end: j + size, ident: id})
				return j + size, true
			}
		}
		if n, end, open := x.longest(text, j); n != nil && n.slots&^of(letterWord, andWord) != 0 {
			if and {
				emit(token{kind: phraseToken, start: i, end: i + len("و"), slots: of(andWord)})
			}
			emit(phrase(n, open, text, j, end))
			return end, true
		}
	}
	return i, false
}

// phrase is the token of the phrase n at text[start:end], with the titles that
// stand or begin there.
func phrase(n *node, open []*name, text string, start, end int) token {
	t := token{kind: phraseToken, start: start, end: end, slots: n.slots &^ of(nameWord), order: n.order, names: open}
	for _, n := range n.names {
		if n.tail == "" && (!n.exact || n.text == seen(text[start:end])) {
			t.names = append(t.names, n)
		}
	}
	if t.names != nil {
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
	end := i
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if !isLetter(rune(c)) && (c < '0' || c > '9') {
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
		case unicode.Is(unicode.Han, r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r):
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
