package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// run is what stands between two quotation marks: bytes of the text.
type run struct{ start, end int }

// closers gives the marks that close what a mark opens.
var closers = map[rune]string{'“': "”", '„': "“”", '«': "»", '「': "」", '『': "』", '"': "\""}

// Limits of a quotation.
const (
	minWords      = 5
	minCharacters = 8    // Chinese ones
	maxQuotation  = 6000 // bytes
	maxQuotations = 1000 // of one draft
)

// runs finds the quotations of text that are long enough to be looked up. A
// straight mark closes in its own paragraph.
func runs(text string) []run {
	var rs []run
	for i := 0; i < len(text) && len(rs) < maxQuotations; {
		r, size := utf8.DecodeRuneInString(text[i:])
		closing := closers[r]
		if closing == "" {
			i += size
			continue
		}
		start := i + size
		n := endOf(text[start:min(len(text), start+maxQuotation)], r, closing)
		if n < 0 {
			i = start
			continue
		}
		q := run{start, start + n}
		if longEnough(text[q.start:q.end]) {
			rs = append(rs, q)
		}
		_, closed := utf8.DecodeRuneInString(text[q.end:])
		i = q.end + closed
	}
	return rs
}

// endOf is where the quotation that open began ends in s, -1 where it does not.
func endOf(s string, open rune, closing string) int {
	depth := 0
	for i, r := range s {
		switch {
		case r == '\n' && strings.HasPrefix(strings.TrimLeft(s[i+1:], " \t\r"), "\n") && open == '"':
			return -1
		case strings.ContainsRune(closing, r):
			if depth == 0 {
				return i
			}
			depth--
		case r == open && open != '"':
			depth++
		}
	}
	return -1
}

func longEnough(s string) bool {
	ws := split(s)
	characters := 0
	for _, w := range ws {
		if r, _ := utf8.DecodeRuneInString(w.text); han(r) {
			characters++
		}
	}
	return characters >= minCharacters || len(ws)-characters >= minWords
}

// abbreviations end in a full stop that ends no sentence.
var abbreviations = map[string]bool{
	"para": true, "paras": true, "par": true, "no": true, "nos": true, "art": true, "arts": true, "p": true, "pp": true, "cf": true, "res": true,
	"op": true, "cit": true, "e.g": true, "i.e": true, "vol": true, "sect": true, "subpara": true, "párr": true, "núm": true, "n": true,
	"п": true, "пп": true, "рез": true, "ст": true, "z": true, "b": true, "abs": true, "ziff": true, "etc": true, "u.n": true, "st": true,
}

// sentences numbers the sentences of text: the byte at which each begins. What
// stands in a quotation does not end a sentence, but its last mark does.
func sentences(text string, quotes []run) []int {
	starts := []int{0}
	next := 0
	for i := 0; i < len(text); {
		for next < len(quotes) && quotes[next].end <= i {
			next++
		}
		if next < len(quotes) && i >= quotes[next].start {
			i = quotes[next].end
			if before, _ := utf8.DecodeLastRuneInString(text[:i]); strings.ContainsRune(".!?。！？؟", before) {
				_, mark := utf8.DecodeRuneInString(text[i:])
				if opens(text[i+mark:]) {
					starts = append(starts, i+mark)
				}
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case strings.ContainsRune("。！？", r):
			starts = append(starts, i)
		case r == '\n' && strings.HasPrefix(strings.TrimLeft(text[i:], " \t\r"), "\n"):
			starts = append(starts, i)
		case strings.ContainsRune(".!?؟", r) && opens(text[i:]) && !abbreviated(text[:i-size]):
			starts = append(starts, i)
		}
	}
	return starts
}

// opens reports whether s begins with a space and then not a small letter or a parenthesis.
func opens(s string) bool {
	rest := strings.TrimLeft(s, " \t\r\n\u00a0)”’\"")
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return len(rest) < len(s) && !unicode.IsLower(r) && r != '('
}

func abbreviated(s string) bool {
	i := len(s)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && r != '.' {
			break
		}
		i -= size
	}
	return abbreviations[strings.ToLower(s[i:])]
}
