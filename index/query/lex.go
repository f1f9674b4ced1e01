package query

import (
	"fmt"
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
)

type token struct {
	kind kind
	node Node
	text string // as typed, for repairs
}

const quotes = "\"“”„‟«»「」『』＂"

func isQuote(r rune) bool { return strings.ContainsRune(quotes, r) }
func isOpen(r rune) bool  { return r == '(' || r == '（' }
func isShut(r rune) bool  { return r == ')' || r == '）' }

// breaks reports whether r ends a word.
func breaks(r rune) bool { return unicode.IsSpace(r) || isQuote(r) || isOpen(r) || isShut(r) }

// solid reports whether r is something to look for.
func solid(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

type lexer struct {
	s       string
	at      int
	shouted bool // a sentence in capitals: its AND and OR are words
	tokens  []token
	repairs *[]string
	terms   int // pushed
	tries   int // readings of a reference
}

// shouted reports whether s is a sentence typed in capitals.
func shouted(s string) bool {
	return len(strings.Fields(s)) >= 6 && !strings.ContainsFunc(s, unicode.IsLower) && !strings.ContainsFunc(s, isQuote) &&
		strings.ContainsFunc(s, unicode.IsUpper) && !strings.ContainsAny(s, "():*")
}

func (x *lexer) repair(format string, a ...any) {
	*x.repairs = append(*x.repairs, fmt.Sprintf(format, a...))
}

// clean makes s valid, composed text of at most MaxBytes, without control characters.
func clean(s string, repairs *[]string) string {
	if len(s) > MaxBytes {
		s = s[:MaxBytes]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if r, _ := utf8.DecodeLastRuneInString(s); r == utf8.RuneError && len(s) > 0 {
			s = s[:len(s)-1]
		}
		*repairs = append(*repairs, fmt.Sprintf("The query is longer than %d bytes: its end was left out.", MaxBytes))
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

func lex(s string, repairs *[]string) []token {
	x := &lexer{s: s, repairs: repairs, shouted: shouted(s)}
	for x.at < len(x.s) && x.terms <= MaxTerms {
		x.next()
	}
	return x.tokens
}

func (x *lexer) push(k kind, n Node, text string) {
	if k == leaf {
		x.terms++
	}
	x.tokens = append(x.tokens, token{kind: k, node: n, text: text})
}

func (x *lexer) next() {
	r, n := utf8.DecodeRuneInString(x.s[x.at:])
	switch {
	case unicode.IsSpace(r):
		x.at += n
	case isQuote(r):
		x.at += n
		if text, ok := x.quoted(); ok {
			x.push(leaf, Phrase{text}, text)
		}
		x.slop()
	case x.reference():
	case isOpen(r):
		x.at += n
		x.push(open, nil, "(")
	case isShut(r):
		x.at += n
		x.push(shut, nil, ")")
	case r == '-' && x.negates(n):
		x.at += n
		x.push(minus, nil, "-")
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
			x.repair("A quotation mark was missing: closed at the end.")
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	return text, strings.ContainsFunc(text, solid)
}

// slop drops a ~N after a phrase.
func (x *lexer) slop() {
	rest := x.s[x.at:]
	if !strings.HasPrefix(rest, "~") {
		return
	}
	i := 1
	for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
		i++
	}
	x.repair("%s after a phrase was left out: phrases are exact.", rest[:i])
	x.at += i
}

// word reads up to the next break and pushes what it finds.
func (x *lexer) word() {
	raw := x.s[x.at:]
	if i := strings.IndexFunc(raw, breaks); i >= 0 {
		raw = raw[:i]
	}
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
	if y, ok := years(raw); ok {
		x.push(leaf, y, raw)
		return
	}
	text, star := trim(raw)
	switch {
	case text == "":
	case x.shouted && (text == "AND" || text == "OR" || text == "NOT"):
		x.push(leaf, Word{strings.ToLower(text)}, text)
	case text == "AND":
		x.push(and, nil, text)
	case text == "OR":
		x.push(or, nil, text)
	case text == "NOT":
		x.push(minus, nil, text)
	case strings.HasPrefix(text, "NEAR/") && strings.Trim(text[5:], "0123456789") == "":
		x.repair("%s is not understood: read as AND.", text)
		x.push(and, nil, text)
	default:
		x.plain(text, star)
	}
}

// plain pushes a word, or a prefix when a star follows or stands in it.
func (x *lexer) plain(text string, star bool) {
	if head, _, ok := strings.Cut(text, "*"); ok {
		x.repair("A star may only end a word: %s was read as %s*.", text, head)
		head, _ = trim(head)
		text, star = head, true
	}
	r, _ := utf8.DecodeRuneInString(text)
	if star && utf8.RuneCountInString(text) < 2 && !unicode.Is(unicode.Han, r) {
		x.repair("%s* is too short for a prefix: read as the word.", text)
		star = false
	}
	if !star && reserved(text) {
		x.push(leaf, Phrase{text}, text)
		return
	}
	if star {
		x.push(leaf, Prefix{text}, text+"*")
	} else {
		x.push(leaf, Word{text}, text)
	}
}

// reserved reports whether text cannot be printed as a word.
func reserved(text string) bool {
	if text == "AND" || text == "OR" || text == "NOT" || strings.HasPrefix(text, "NEAR/") {
		return true
	}
	_, isYears := years(text)
	name, _, isField := strings.Cut(text, ":")
	return isYears || isField && slices.Contains(Fields, fieldName(name))
}

// trim cuts what is nothing to look for from both ends; star tells whether a
// star stood at the end.
func trim(raw string) (text string, star bool) {
	i := strings.IndexFunc(raw, solid)
	if i < 0 {
		return "", false
	}
	j := strings.LastIndexFunc(raw, func(r rune) bool { return solid(r) || unicode.IsMark(r) })
	_, n := utf8.DecodeRuneInString(raw[j:])
	return raw[i : j+n], strings.HasPrefix(raw[j+n:], "*")
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
	if !ok || !slices.Contains(Fields, fieldName(name)) {
		return false
	}
	name = fieldName(name)
	after := start + strings.IndexByte(raw, ':') + 1
	if r, n := utf8.DecodeRuneInString(x.s[after:]); isQuote(r) {
		x.at = after + n
		if text, ok := x.quoted(); ok {
			x.push(leaf, Field{name, text}, text)
		}
		return true
	}
	text, _ := trim(value)
	if text == "" {
		return false
	}
	x.push(leaf, Field{name, text + x.year(name)}, raw)
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

// years reads 2015..2023, 2015.. and ..2023.
func years(raw string) (Years, bool) {
	a, b, ok := strings.Cut(raw, "..")
	if !ok || a == "" && b == "" {
		return Years{}, false
	}
	from, okA := year(a)
	to, okB := year(b)
	if !okA || !okB {
		return Years{}, false
	}
	if to != 0 && from > to {
		from, to = to, from
	}
	return Years{from, to}, true
}

func year(s string) (int, bool) {
	if s == "" {
		return 0, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && len(s) == 4 && n >= 1000
}
