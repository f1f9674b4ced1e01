package format

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain text", "plain text"},
		{"  two \t spaces  ", "two spaces"},
		{"no\u00a0break\u202fand\u2009thin\u2007figure\u3000wide", "no break and thin figure wide"},
		{"non\u2011violent, anti\u2010money", "non-violent, anti-money"},
		{"soft\u00adened zero\u200bwidth\u200c\u200d\u2060", "softened zerowidth"},
		{"\ufeff\u200f\u061cmarks\u202a\u202e\u2066\u2069", "marks"},
		{"\ufb01re o\ufb00ice \ufb04uent", "fire office ffluent"},
		{"\ufef3\ufe8e", "\u064a\u0627"}, // Arabic presentation forms
		{"cafe\u0301", "caf\u00e9"},
		{"bell\x07 and null\x00", "bell and null"},
		{"a \r\n b\rc\u2028d\n\ne \n", "a\nb\nc\nd\n\ne"},
		{"“soft” targets – Da’esh", "“soft” targets – Da’esh"},
		{"Сalls upon", "Сalls upon"}, // a Cyrillic letter stays as printed
		{"\uf0b7 point", "• point"},
	} {
		if got := Normalize(c.in); got != c.want {
			t.Errorf("Normalize(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"a\u0301 b", " \n ", "\ufefb\ufe70", "x\r\n\r\ny", "\xff\xfe", strings.Repeat("\u0301", 70), "e\u200b\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Normalize(s)
		if twice := Normalize(once); twice != once {
			t.Fatalf("not idempotent: %q, %q, %q", s, once, twice)
		}
		if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) {
			t.Fatalf("not valid NFC: %q", once)
		}
		if strings.Contains(once, "  ") || strings.Contains(once, " \n") || strings.Contains(once, "\n ") {
			t.Fatalf("loose space in %q", once)
		}
	})
}
