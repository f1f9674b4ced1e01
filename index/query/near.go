package query

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

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
	rest := x.s[x.at:]
	_, n := utf8.DecodeRuneInString(rest)
	behind := rest[n:]
	behind = behind[len(leadingDigits(behind)):]
	r, n := utf8.DecodeRuneInString(behind)
	if !isQuote(r) {
		return false
	}
	slop, _ := x.slop()
	x.at += n
	x.phrase(slop)
	return true
}

// near reads NEAR and NEAR/n. It is tried before a reference: "NEAR/5 27" is none.
func (x *lexer) near() bool {
	if !strings.HasPrefix(x.s[x.at:], "NEAR") {
		return false
	}
	raw := x.run()
	text, _ := trim(raw)
	digits, ok := nearness(text)
	if !ok || x.shouted && digits == "" {
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
