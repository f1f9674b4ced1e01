package local

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes the forms of a word that readers take for the same into one: case,
// width, ligatures, accents (on Latin letters; a Russian й stays), Arabic
// vowel signs and letter variants, digits of other scripts, and look-alike
// letters of another script in a word.
func fold(word string) string {
	if s, ok := foldASCII(word); ok {
		return s
	}
	s := strings.ToLower(norm.NFKC.String(word))
	s = lookAlikes(s)
	return strings.ToLower(foldRunes(s))
}

func foldASCII(word string) (string, bool) {
	upper := false
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf {
			return "", false
		}
		upper = upper || c >= 'A' && c <= 'Z'
	}
	if !upper {
		return word, true
	}
	return strings.ToLower(word), true
}

func foldRunes(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	latin := false
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			if !latin && r == 0x306 { // breve: й
				b.WriteRune(r)
			}
			continue
		}
		latin = unicode.Is(unicode.Latin, r)
		switch {
		case r == 'ß':
			b.WriteString("ss")
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ى':
			b.WriteRune('ي')
		case r == 'ة':
			b.WriteRune('ه')
		case r == 'ـ': // tatweel
		case unicode.IsDigit(r) && r > '9':
			b.WriteByte(byte('0' + digit(r)))
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// digit is the value of a decimal digit of any script: each script's run of
// ten begins at a code point that is no digit before it.
func digit(r rune) rune {
	d := rune(0)
	for d < 9 && unicode.IsDigit(r-1) {
		r--
		d++
	}
	return d
}

// alike pairs Cyrillic letters with the Latin letters they look like.
var alike = map[rune]rune{
	'а': 'a', 'в': 'b', 'е': 'e', 'к': 'k', 'м': 'm', 'н': 'h', 'о': 'o', 'р': 'p', 'с': 'c', 'т': 't',
	'у': 'y', 'х': 'x', 'ѕ': 's', 'і': 'i', 'ј': 'j',
}

// lookAlikes writes a word of mixed Latin and Cyrillic letters in one script:
// that of the letters which cannot be of the other.
func lookAlikes(s string) string {
	var latin, cyrillic, disguised int
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
			if alike[r] != 0 {
				disguised++
			}
		}
	}
	if latin == 0 || cyrillic == 0 {
		return s
	}
	if disguised == cyrillic {
		return strings.Map(func(r rune) rune {
			if l := alike[r]; l != 0 {
				return l
			}
			return r
		}, s)
	}
	return strings.Map(func(r rune) rune {
		for c, l := range alike {
			if l == r {
				return c
			}
		}
		return r
	}, s)
}
