package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// operators are words in capitals that join others.
var operators = map[string]bool{"AND": true, "OR": true, "NOT": true, "NEAR": true}

// starred is how a word or a prefix is written.
func starred(text string, star bool) string {
	if star {
		return text + "*"
	}
	return text
}

// plain pushes a word, or a prefix when a star follows or stands in it.
func (x *lexer) plain(text string, star bool) {
	if i := wildcard(text); i >= 0 {
		head, _ := trim(text[:i])
		x.mend(Wildcard, "from", starred(text, star), "as", head+"*")
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

// wildcard is where a star stands in text, or among letters alone a question
// mark, which in an address or between two sentences is something else; -1 if
// nowhere.
func wildcard(text string) int {
	letters := !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("?*-", r)
	})
	for i, r := range text {
		after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		if r == '*' || r == '?' && letters && !unicode.IsUpper(after) {
			return i
		}
	}
	return -1
}

// misspelt splits "stadum~" and "stadum~1", with the punctuation behind them.
// "stadum~0.8", as Lucene once had it, gives no digits.
func misspelt(raw string) (head, digits string, ok bool) {
	for {
		i := strings.LastIndexFunc(raw, isTilde)
		if i < 0 {
			return raw, digits, ok
		}
		_, n := utf8.DecodeRuneInString(raw[i:])
		tail := strings.TrimRight(raw[i+n:], ".,;:!?")
		if before, after, cut := strings.Cut(tail, "."); cut && leadingDigits(before+after) == before+after {
			tail = ""
		}
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

// classes are parts of an expression that stand for any of several letters,
// times are how often a letter may stand.
var (
	classes = regexp.MustCompile(`\\.|\[[^\]]*\]?`)
	times   = regexp.MustCompile(`\{[^}]*\}?`)
)

// literal finds the first letters of an expression that have to be there as
// they stand, and whether it begins with them.
func literal(expression string) (text string, begins bool) {
	expression = times.ReplaceAllString(classes.ReplaceAllString(expression, "."), "*")
	i := strings.IndexFunc(expression, solid)
	if i < 0 {
		return "", false
	}
	rest := expression[i:]
	j := strings.IndexFunc(rest, func(r rune) bool { return !solid(r) && !unicode.IsMark(r) })
	if j < 0 {
		return rest, false
	}
	if _, n := utf8.DecodeLastRuneInString(rest[:j]); j > n && strings.ContainsRune("*?", rune(rest[j])) {
		j -= n // the last letter may be missing
	}
	return rest[:j], strings.Trim(expression[:i], "^") == "" && !strings.Contains(rest, "|")
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
	_, isDates := compared(name, value)
	return isYears || isField && (slices.Contains(Fields, fieldName(name)) || dated(name) && isDates)
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
