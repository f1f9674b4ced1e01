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

// join puts next after line. A hyphen that ends line stays ("counter-/terrorism":
// official texts break words at hyphens they have), unless the document writes
// the word without it elsewhere and nowhere with it.
func (w words) join(line, next string) string {
	first, _ := utf8.DecodeRuneInString(next)
	if !strings.HasSuffix(line, "-") || strings.HasSuffix(line, " -") || !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		if line == "" || strings.HasSuffix(line, " ") {
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
