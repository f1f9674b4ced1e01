package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize gives text the one form every later offset refers to: NFC; every
// kind of space a plain space, runs of them one, none at the ends or beside a
// line break; no-break hyphens plain; soft hyphens, zero-width and directional
// marks and control characters removed; ligatures and Arabic presentation forms
// expanded. Line breaks are kept, as "\n". Quotation marks, dashes and look-alike
// letters stay as printed. Normalize(Normalize(s)) == Normalize(s).
func Normalize(s string) string {
	if plain(s) {
		return s
	}
	return strings.TrimRight(string(appendNormal(nil, s)), " \n")
}

// plain reports the common case: ASCII that is normal already.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == 0x7f {
			return false
		}
		if c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// appendNormal appends s to the normal text in to, so that a paragraph may
// arrive in pieces. It leaves a trailing space or line break for the next piece.
func appendNormal(to []byte, s string) []byte {
	start := len(to)
	pending := make([]byte, 0, len(s))
	last := func() byte { // the character before, of this piece or of those before
		if len(pending) > 0 {
			return pending[len(pending)-1]
		}
		if start > 0 {
			return to[start-1]
		}
		return '\n'
	}
	skipLF := false
	for _, r := range s {
		if skipLF && r == '\n' {
			skipLF = false
			continue
		}
		skipLF = r == '\r'
		switch k := kindOf(r); {
		case k == kindLetter:
			pending = utf8.AppendRune(pending, r)
		case k == kindSpace:
			if c := last(); c != ' ' && c != '\n' {
				pending = append(pending, ' ')
			}
		case k == kindBreak:
			if len(pending) > 0 && pending[len(pending)-1] == ' ' {
				pending = pending[:len(pending)-1]
			} else if len(pending) == 0 && start > 0 && to[start-1] == ' ' {
				to, start = to[:start-1], start-1
			}
			if len(pending) > 0 || start > 0 {
				pending = append(pending, '\n')
			}
		case k == kindHyphen:
			pending = append(pending, '-')
		case k == kindBullet:
			pending = append(pending, "•"...)
		case k == kindCompat:
			for _, e := range norm.NFKC.String(string(r)) {
				if e != ' ' {
					pending = utf8.AppendRune(pending, e)
				} else if c := last(); c != ' ' && c != '\n' {
					pending = append(pending, ' ')
				}
			}
		}
	}
	return norm.NFC.Append(to, pending...)
}

type runeKind int

const (
	kindLetter runeKind = iota // kept as it is
	kindSpace
	kindBreak
	kindHyphen
	kindBullet
	kindCompat  // expanded by NFKC
	kindRemoved // leaves no trace
)

func kindOf(r rune) runeKind {
	switch {
	case r > ' ' && r < 0x7f:
		return kindLetter
	case r == ' ' || r == '\t':
		return kindSpace
	case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return kindBreak
	case r == 0x2010 || r == 0x2011:
		return kindHyphen
	case r == 0xF0B7: // the bullet of Word's Symbol font
		return kindBullet
	case r >= 0xFB00 && r <= 0xFB17, r >= 0xFB50 && r <= 0xFDFC && r != 0xFD3E && r != 0xFD3F, r >= 0xFE70 && r <= 0xFEFC:
		return kindCompat
	case unicode.Is(unicode.Zs, r):
		return kindSpace
	case unicode.Is(unicode.Cc, r), invisible(r):
		return kindRemoved
	}
	return kindLetter
}

// invisible: soft hyphen, zero-width and directional marks, interlinear
// anchors, and code points that are no characters.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x61C, r == 0x180E, r == 0xFEFF:
	case r >= 0x200B && r <= 0x200F:
	case r >= 0x202A && r <= 0x202E:
	case r >= 0x2060 && r <= 0x206F:
	case r >= 0xFFF9 && r <= 0xFFFB:
	case r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
	default:
		return false
	}
	return true
}
