package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words are the words of a document, folded to lower case, hyphens inside kept.
// They tell whether a hyphen at the end of a line belongs to the word.
type words map[string]bool

// add takes in the words of a line, but not the last when a hyphen breaks it.
func (w words) add(line string) {
	for _, f := range strings.FieldsFunc(line, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) }) {
		w[strings.ToLower(f)] = true
	}
}

// suspended are the words a hanging hyphen stands before: "troop- and
// police-contributing countries".
var suspended = map[string]bool{"and": true, "or": true, "to": true, "et": true, "ou": true, "y": true, "o": true, "и": true, "или": true, "und": true, "oder": true}

// join puts next after line. A hyphen that ends line stays ("counter-/terrorism":
// official texts break words at hyphens they have), unless the document writes
// the word without it elsewhere and nowhere with it.
func (w words) join(line, next string) string {
	first, _ := utf8.DecodeRuneInString(next)
	word, _, _ := strings.Cut(next, " ")
	if strings.HasSuffix(line, "/") && !strings.HasSuffix(line, " /") || amidNumber(line, next) {
		return line + next // a symbol, an address, a number goes on
	}
	if suspended[word] || !strings.HasSuffix(line, "-") || strings.HasSuffix(line, " -") || !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		last, _ := utf8.DecodeLastRuneInString(line)
		if line == "" || strings.HasSuffix(line, " ") || unspaced(last, first) {
			return line + next
		}
		return line + " " + next
	}
	head := line[strings.LastIndexFunc(line[:len(line)-1], func(r rune) bool { return r != '-' && !unicode.IsLetter(r) })+1:]
	end := strings.IndexFunc(next, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) })
	if end < 0 {
		end = len(next)
	}
	head, tail := strings.ToLower(head), strings.ToLower(next[:end])
	bare := strings.TrimLeft(strings.TrimSuffix(head, "-")+tail, "-")
	if unicode.IsLower(first) && w[bare] && !w[head+tail] {
		return line[:len(line)-1] + next
	}
	return line + next
}

// amidNumber reports whether a line of Chinese breaks inside a number, where no
// space is lost: between two digits with a character beside the number.
func amidNumber(line, next string) bool {
	before := strings.TrimRightFunc(line, unicode.IsDigit)
	after := strings.TrimLeftFunc(next, unicode.IsDigit)
	if before == line || after == next {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return isHan(last) || isHan(first)
}

// unspaced reports whether no space stands between two characters of one text:
// Chinese has none, not even beside the digits and letters of other scripts.
func unspaced(a, b rune) bool {
	return isHan(a) && !unicode.IsSpace(b) || isHan(b) && !unicode.IsSpace(a)
}

func isHan(r rune) bool {
	return r >= 0x2E80 && (unicode.Is(unicode.Han, r) || 0x3000 <= r && r <= 0x303F || 0xFF00 <= r && r <= 0xFF65)
}
