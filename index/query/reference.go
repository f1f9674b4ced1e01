package query

import (
	"strings"
	"unicode"

	"concordance/corpus/cite"
)

// A reference among the words is at most this many of them and bytes.
const (
	maxWindow      = 8
	maxWindowBytes = 120
	maxTries       = 500 // readings in one query
)

// whole reads all of s as a reference: then a bare number will do, "2396", but
// "..2023" and "2015.." are years.
func whole(s string) (Ref, bool) {
	if _, ok := years(s); ok || len(s) > maxWindowBytes {
		return Ref{}, false
	}
	return parseRef(strings.TrimRight(s, " .,;"))
}

// parseRef takes a reference only when its normal form names the same place.
func parseRef(s string) (Ref, bool) {
	if !strings.ContainsFunc(s, unicode.IsDigit) || strings.ContainsFunc(s, isQuote) {
		return Ref{}, false
	}
	r, ok := cite.ParseReference(s)
	if !ok {
		return Ref{}, false
	}
	again, ok := cite.ParseReference(Ref{Reference: r}.text())
	return Ref{Reference: r}, ok && again == r
}

// text is the normal form: "S/RES/2396 (2017)/para-27".
func (r Ref) text() string {
	if r.Locator == "" {
		return string(r.Target)
	}
	return string(r.Target) + "/" + string(r.Locator)
}

// reference reads the longest reference that begins here, and pushes it.
func (x *lexer) reference() bool {
	rest := x.s[x.at:]
	if !beginsReference(rest) {
		return false
	}
	for _, end := range windows(rest) {
		// "in 1811 ?" ends in a bare number, with a space before the mark
		text := strings.TrimRightFunc(rest[:end], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?؟。？", r) })
		if !explicit(text) {
			continue
		}
		if x.tries++; x.tries > maxTries {
			return false
		}
		if r, ok := parseRef(text); ok {
			x.at += end
			x.push(r)
			return true
		}
	}
	return false
}

// openers are words a reference may begin with, apart from a symbol or a number.
var openers = map[string]bool{
	"op": true, "ops": true, "pp": true, "para": true, "paras": true, "paragraph": true, "operative": true,
	"preambular": true, "resolution": true, "res": true, "res.": true, "unscr": true, "scr": true, "unga": true, "principle": true,
	"security": true, "general": true, "résolution": true, "resolución": true, "резолюция": true, "第": true,
}

func beginsReference(rest string) bool {
	word := rest[:min(len(rest), maxWindowBytes)] // a longer one is none
	if i := strings.IndexFunc(word, breaks); i >= 0 {
		word = word[:i]
	}
	return strings.ContainsFunc(word, unicode.IsDigit) || openers[strings.ToLower(word)]
}

// windows lists where a reference that begins at 0 may end, longest first.
func windows(rest string) []int {
	var ends []int
	depth, gap := 0, true
	add := func(i int) {
		if depth == 0 && (len(ends) == 0 || ends[len(ends)-1] != i) {
			ends = append(ends, i)
		}
	}
	words := 0
scan:
	for i, r := range rest {
		if i > maxWindowBytes || words == maxWindow {
			break
		}
		switch {
		case isQuote(r):
			add(i)
			rest = rest[:i]
			break scan
		case isOpen(r):
			depth++
			gap = false
		case isShut(r):
			add(i)
			if depth--; depth < 0 {
				rest = rest[:i]
				break scan
			}
			gap = false
		case unicode.IsSpace(r):
			if !gap {
				words++
				add(i)
			}
			gap = true
		default:
			gap = false
		}
	}
	if len(rest) <= maxWindowBytes && depth == 0 && words < maxWindow {
		add(len(rest))
	}
	for i, j := 0, len(ends)-1; i < j; i, j = i+1, j-1 {
		ends[i], ends[j] = ends[j], ends[i]
	}
	return ends
}

// explicit reports whether the text is more than a number: among other words a
// bare "2396" is a word.
func explicit(text string) bool {
	return strings.ContainsFunc(text, unicode.IsDigit) && strings.ContainsFunc(text, func(r rune) bool { return r == '/' || r == '(' || r == '-' || unicode.IsSpace(r) })
}
