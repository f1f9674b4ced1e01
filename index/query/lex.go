package query

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type kind int

const (
	leaf  kind = iota // node holds it
	open              // (
	shut              // )
	minus             // - or NOT
	or
	and
	near
)

type token struct {
	kind   kind
	node   Node // of a leaf
	within int  // of a NEAR
}

const quotes = "\"“”„‟«»「」『』＂"

func isQuote(r rune) bool { return strings.ContainsRune(quotes, r) }
func isOpen(r rune) bool  { return r == '(' || r == '（' }
func isShut(r rune) bool  { return r == ')' || r == '）' }
func isTilde(r rune) bool { return r == '~' || r == '～' }

// breaks reports whether r ends a word.
func breaks(r rune) bool { return unicode.IsSpace(r) || isQuote(r) || isOpen(r) || isShut(r) }

// solid reports whether r is something to look for.
func solid(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

type lexer struct {
	*mender
	s       string
	at      int
	shouted bool // a sentence in capitals: its AND and OR are words
	tokens  []token
	terms   int // pushed
	tries   int // readings of a reference
}

// shouted reports whether s is a sentence typed in capitals.
func shouted(s string) bool {
	return len(strings.Fields(s)) >= 6 && !strings.ContainsFunc(s, unicode.IsLower) && !strings.ContainsFunc(s, isQuote) &&
		strings.ContainsFunc(s, unicode.IsUpper) && !strings.ContainsAny(s, "():*")
}

// clean makes s valid, composed text of at most MaxBytes, without control characters.
func clean(s string, m *mender) string {
	if len(s) > MaxBytes {
		s = s[:MaxBytes]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if r, _ := utf8.DecodeLastRuneInString(s); r == utf8.RuneError && len(s) > 0 {
			s = s[:len(s)-1]
		}
		m.mend(TooLong, "limit", strconv.Itoa(MaxBytes))
	}
	s = strings.ToValidUTF8(s, " ")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r): // bidi marks, soft hyphens, joiners
			return -1
		case unicode.IsControl(r), r == utf8.RuneError:
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

func lex(s string, m *mender) []token {
	x := &lexer{mender: m, s: s, shouted: shouted(s)}
	for x.at < len(x.s) && x.terms <= MaxTerms {
		x.next()
	}
	return x.tokens
}

// push adds a leaf.
func (x *lexer) push(n Node) {
	x.terms++
	x.tokens = append(x.tokens, token{kind: leaf, node: n})
}

func (x *lexer) operator(k kind) { x.tokens = append(x.tokens, token{kind: k}) }

func (x *lexer) next() {
	r, n := utf8.DecodeRuneInString(x.s[x.at:])
	switch {
	case unicode.IsSpace(r):
		x.at += n
	case isQuote(r):
		x.at += n
		x.phrase(0)
	case isTilde(r) && x.slopBefore():
	case x.near():
	case x.reference():
	case isOpen(r):
		x.at += n
		x.operator(open)
	case isShut(r):
		x.at += n
		x.operator(shut)
	case r == '-' && x.negates(n):
		x.at += n
		x.operator(minus)
	case r == '/' && x.expression():
	default:
		x.word()
	}
}

// negates reports whether a minus stands before something, not inside a word.
func (x *lexer) negates(n int) bool {
	r, _ := utf8.DecodeRuneInString(x.s[x.at+n:])
	return solid(r) || isQuote(r) || isOpen(r) || r == '-'
}

// quoted reads up to the closing quotation mark and past it.
func (x *lexer) quoted() (string, bool) {
	i := strings.IndexFunc(x.s[x.at:], isQuote)
	text := x.s[x.at:]
	if i >= 0 {
		text = x.s[x.at : x.at+i]
		_, n := utf8.DecodeRuneInString(x.s[x.at+i:])
		x.at += i + n
	} else {
		x.at = len(x.s)
		if strings.ContainsFunc(text, solid) {
			x.mend(QuoteOpen)
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	return text, strings.ContainsFunc(text, solid)
}

// phrase reads the rest of a phrase, the opening quotation mark being read, and
// the ~N behind it. slop is the one before it.
func (x *lexer) phrase(slop int) {
	text, ok := x.quoted()
	if n, read := x.slop(); read {
		slop = n
	}
	if ok {
		x.push(Phrase{Text: text, Slop: slop})
	}
}

// run is what stands here up to the next break.
func (x *lexer) run() string {
	raw := x.s[x.at:]
	if i := strings.IndexFunc(raw, breaks); i >= 0 {
		return raw[:i]
	}
	return raw
}

// word reads up to the next break and pushes what it finds.
func (x *lexer) word() {
	raw := x.run()
	if raw == "" { // cannot be, but must not loop
		_, n := utf8.DecodeRuneInString(x.s[x.at:])
		x.at += n
		return
	}
	start := x.at
	x.at += len(raw)
	if x.field(start, raw) {
		return
	}
	if y, ok := years(strings.TrimRight(raw, ",;:!?")); ok {
		x.push(y)
		return
	}
	if head, digits, ok := misspelt(raw); ok {
		x.fuzzy(head, digits)
		return
	}
	text, star := trim(raw)
	switch {
	case text == "":
	case x.shouted && operators[text]:
		x.push(Word{Text: strings.ToLower(text)})
	case text == "AND":
		x.operator(and)
	case text == "OR":
		x.operator(or)
	case text == "NOT":
		x.operator(minus)
	default:
		if i := strings.IndexFunc(raw, solid); strings.HasSuffix(raw[:i], "*") {
			x.mend(Wildcard, "from", "*"+starred(text, star), "as", starred(text, star))
		}
		x.plain(text, star)
	}
}

func fieldName(s string) string {
	s = strings.ToLower(s)
	if s == "lang" {
		return "language"
	}
	return s
}

// field reads name:value and name:"a value", if raw begins so.
func (x *lexer) field(start int, raw string) bool {
	name, value, ok := strings.Cut(raw, ":")
	if !ok {
		return false
	}
	after := start + len(name) + 1
	name = fieldName(name)
	if x.dates(name, after, value) {
		return true
	}
	if !slices.Contains(Fields, name) {
		return false
	}
	if r, n := utf8.DecodeRuneInString(x.s[after:]); isQuote(r) {
		x.at = after + n
		text, ok := x.quoted()
		end := x.at
		if _, read := x.slop(); read {
			x.mend(NotUnderstood, "from", x.s[end:x.at])
		}
		if ok {
			x.push(Field{Name: name, Value: text})
		}
		return true
	}
	text, _ := trim(value)
	if text == "" {
		return false
	}
	x.push(Field{Name: name, Value: text + x.year(name)})
	return true
}

// year takes " (2017)" after a symbol in work:, cites: and citedby:.
func (x *lexer) year(name string) string {
	rest := x.s[x.at:]
	if name != "work" && name != "cites" && name != "citedby" || len(rest) < 7 || rest[0] != ' ' || rest[1] != '(' || rest[6] != ')' {
		return ""
	}
	if strings.Trim(rest[2:6], "0123456789") != "" {
		return ""
	}
	x.at += 7
	return rest[:7]
}
