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
	if last := line[strings.LastIndexByte(line, ' ')+1:]; strings.HasSuffix(last, "/") && (strings.Contains(last, "www.") || strings.Contains(last, "://")) {
		return line + next // an address goes on
	}
	if suspended[word] || !strings.HasSuffix(line, "-") || strings.HasSuffix(line, " -") || !unicode.IsLetter(first) && !unicode.IsDigit(first) {
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
