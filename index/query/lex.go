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

// slop reads a ~N, if one stands here.
func (x *lexer) slop() (int, bool) {
	rest := x.s[x.at:]
	r, n := utf8.DecodeRuneInString(rest)
	if !isTilde(r) {
		return 0, false
	}
	digits := leadingDigits(rest[n:])
	x.at += n + len(digits)
	if digits == "" {
		return DefaultWithin, true
	}
	return x.bounded("~", digits, 0, MaxWithin), true
}

// slopBefore reads a ~N before a phrase, and the phrase: where writing runs from
// right to left, people put it on either side.
func (x *lexer) slopBefore() bool {
	start := x.at
	if slop, ok := x.slop(); ok {
		if r, n := utf8.DecodeRuneInString(x.s[x.at:]); isQuote(r) {
			x.at += n
			x.phrase(slop)
			return true
		}
	}
	x.at = start
	return false
}

// near reads NEAR and NEAR/n. It is tried before a reference: "NEAR/5 27" is none.
func (x *lexer) near() bool {
	raw, _ := x.run()
	text, _ := trim(raw)
	digits, ok := nearness(text)
	if !ok || x.shouted && text == "NEAR" {
		return false
	}
	within := DefaultWithin
	if digits != "" {
		within = x.bounded("NEAR/", digits, 1, MaxWithin)
	}
	x.at += len(raw)
	x.tokens = append(x.tokens, token{kind: near, within: within})
	return true
}

// nearness reports whether text is NEAR or NEAR/n, and gives the digits of n.
func nearness(text string) (digits string, ok bool) {
	rest, ok := strings.CutPrefix(text, "NEAR")
	if !ok || rest == "" {
		return "", ok
	}
	digits, ok = strings.CutPrefix(rest, "/")
	return digits, ok && digits != "" && leadingDigits(digits) == digits
}

// bounded is a number from least to most; what was typed beyond is cut.
func (x *lexer) bounded(operator, digits string, least, most int) int {
	n := number(digits)
	if m := min(max(n, least), most); m != n {
		x.mend(Bounds, "from", operator+digits, "as", operator+strconv.Itoa(m))
		return m
	}
	return n
}

func leadingDigits(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return digit(r) < 0 }); i >= 0 {
		return s[:i]
	}
	return s
}

// number is the value of digits; beyond 9999 it does not matter.
func number(digits string) int {
	n := 0
	for _, r := range digits {
		n = min(10*n+digit(r), 9999)
	}
	return n
}

// digit is the value of a digit in Latin, Arabic and Persian writing, and in
// the wide form of Chinese; -1 of anything else.
func digit(r rune) int {
	for _, zero := range "0٠۰０" {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// run is what stands here up to the next break, and what follows.
func (x *lexer) run() (raw, rest string) {
	raw = x.s[x.at:]
	if i := strings.IndexFunc(raw, breaks); i >= 0 {
		return raw[:i], raw[i:]
	}
	return raw, ""
}

// word reads up to the next break and pushes what it finds.
func (x *lexer) word() {
	raw, _ := x.run()
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
			x.mend(Wildcard, "from", "*"+text, "as", Word{Text: text}.starred(star))
		}
		x.plain(text, star)
	}
}

// operators are words in capitals that join others.
var operators = map[string]bool{"AND": true, "OR": true, "NOT": true, "NEAR": true}

// starred is how a word or a prefix is written.
func (n Word) starred(star bool) string {
	if star {
		return n.Text + "*"
	}
	return n.Text
}

// plain pushes a word, or a prefix when a star follows or stands in it.
func (x *lexer) plain(text string, star bool) {
	if i := wildcard(text); i >= 0 {
		head, _ := trim(text[:i])
		x.mend(Wildcard, "from", Word{Text: text}.starred(star), "as", head+"*")
		text, star = head, true
	}
	if star && short(text) {
		x.mend(ShortPrefix, "from", text+"*", "as", text)
		star = false
	}
	switch {
	case star:
		x.push(Prefix{Text: text})
	case reserved(text):
		x.push(Phrase{Text: text})
	default:
		x.push(Word{Text: text})
	}
}

// short reports whether too many words begin with text.
func short(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return utf8.RuneCountInString(text) < 2 && !unicode.Is(unicode.Han, r)
}

// wildcard is where a star stands in text, or a question mark for a small
// letter, not between two sentences; -1 if nowhere.
func wildcard(text string) int {
	for i, r := range text {
		if r == '*' {
			return i
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		if r == '?' && unicode.IsLower(before) && unicode.IsLower(after) {
			return i
		}
	}
	return -1
}

// misspelt splits "stadum~" and "stadum~1", with the punctuation behind them.
func misspelt(raw string) (head, digits string, ok bool) {
	for {
		i := strings.LastIndexFunc(raw, isTilde)
		if i < 0 {
			return raw, digits, ok
		}
		_, n := utf8.DecodeRuneInString(raw[i:])
		tail := strings.TrimRight(raw[i+n:], ".,;:!?")
		if tail != leadingDigits(tail) || !strings.ContainsFunc(raw[:i], solid) {
			return raw, digits, ok
		}
		raw, digits, ok = raw[:i], tail, true
	}
}

// fuzzy pushes a word that may be misspelt; one that is too short, or has a
// star, as what it would be without the ~.
func (x *lexer) fuzzy(head, digits string) {
	text, star := trim(head)
	letters := len(slices.DeleteFunc([]rune(text), func(r rune) bool { return !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) }))
	switch {
	case star || wildcard(text) >= 0:
		x.plain(text, star)
	case letters < minFuzzy:
		x.mend(ShortFuzzy, "from", text+"~"+digits, "as", text)
		x.plain(text, false)
	case digits == "" && letters < longFuzzy:
		x.push(Fuzzy{Text: text, Edits: 1})
	case digits == "":
		x.push(Fuzzy{Text: text, Edits: MaxEdits})
	default:
		if n := x.bounded("~", digits, 0, MaxEdits); n > 0 {
			x.push(Fuzzy{Text: text, Edits: n})
		} else {
			x.plain(text, false)
		}
	}
}

// expression reads a regular expression between slashes as the letters that it
// begins with, else as the first that stand in it.
func (x *lexer) expression() bool {
	rest := x.s[x.at+1:]
	end := strings.IndexByte(rest, '/')
	if end < 0 || end > maxWindowBytes || strings.ContainsFunc(rest[:end], unicode.IsSpace) || !strings.ContainsAny(rest[:end], `.*+?[]{}()|\^$`) {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest[end+1:]); rest[end+1:] != "" && !breaks(r) {
		return false
	}
	from := x.s[x.at : x.at+end+2]
	x.at += len(from)
	text, begins := literal(rest[:end])
	switch {
	case text == "":
		x.mend(NotUnderstood, "from", from)
		return true
	case begins && !short(text):
		x.mend(Expression, "from", from, "as", text+"*")
		x.plain(text, true)
	default:
		x.mend(Expression, "from", from, "as", text)
		x.plain(text, false)
	}
	return true
}

// literal finds the first letters of an expression that have to be there as
// they stand, and whether it begins with them.
func literal(expression string) (text string, begins bool) {
	i := strings.IndexFunc(expression, solid)
	if i < 0 {
		return "", false
	}
	rest := expression[i:]
	j := strings.IndexFunc(rest, func(r rune) bool { return !solid(r) && !unicode.IsMark(r) })
	if j < 0 {
		return rest, false
	}
	if _, n := utf8.DecodeLastRuneInString(rest[:j]); j > n && strings.ContainsRune("*?{", rune(rest[j])) {
		j -= n // the last letter may be missing
	}
	return rest[:j], strings.Trim(expression[:i], "^") == ""
}

// reserved reports whether text cannot be printed as a word.
func reserved(text string) bool {
	if _, near := nearness(text); near || operators[text] {
		return true
	}
	if _, _, fuzzy := misspelt(text); fuzzy {
		return true
	}
	_, isYears := years(text)
	name, value, isField := strings.Cut(text, ":")
	return isYears || isField && (slices.Contains(Fields, fieldName(name)) || dated(name) && value != "")
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
	if !ok {
		return false
	}
	after := start + len(name) + 1
	name = fieldName(name)
	if dated(name) && x.dates(name, after, value) {
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
