package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// organ is who the words around a number say adopted it.
type organ int

const (
	noOrgan organ = iota
	council
	assembly
	otherOrgan
)

// organWords are the words for an organ in a language, the longest first.
type organWords struct {
	organ organ
	text  string // lower case
}

// Abbreviations that hold an organ and the noun in one.
var short = []organWords{
	{council, "unscr"}, {council, "scr"}, {council, "unscrs"}, {council, "unsc"}, {council, "sc"},
	{assembly, "unga"}, {assembly, "ga"},
}

// organsOf reads the words of l, and of English, that name organs.
func organsOf(l lang.Tag) []organWords {
	d := lang.Get(l)
	if d == nil {
		d = lang.Get(lang.English)
	}
	var ws []organWords
	for key, o := range map[string]organ{"council": council, "assembly": assembly, "ecosoc": otherOrgan, "hrc": otherOrgan, "other-organ": otherOrgan} {
		for _, w := range d.Citation[key] {
			ws = append(ws, organWords{o, strings.ToLower(w)})
		}
	}
	return append(ws, short...)
}

// reach is how many bytes before and behind a number an organ is looked for.
const reach = 90

// organ is the one organ that the noun phrase of the i-th mention names:
// "Security Council resolutions 1 (1946) and N", "la résolution N du Conseil de
// sécurité". It abstains where two are named, or other words stand between.
func (c *checker) organ(ms []corpus.Citation, i int) organ {
	text, first := c.report.Text, i
	for first > 0 && ms[first].Start-ms[first-1].End <= 12 && c.listed(text[ms[first-1].End:ms[first].Start]) {
		first--
	}
	last := i
	for last+1 < len(ms) && ms[last+1].Start-ms[last].End <= 12 && c.listed(text[ms[last].End:ms[last+1].Start]) {
		last++
	}
	start, end := ms[first].Start, ms[last].End
	before := c.phraseBefore(strings.ToValidUTF8(text[max(0, start-reach):start], ""))
	behind := c.phraseBehind(strings.ToValidUTF8(text[end:min(len(text), end+2*reach)], ""))
	switch {
	case before == noOrgan:
		return behind
	case behind == noOrgan || behind == before:
		return before
	}
	return noOrgan
}

// listed reports whether s joins two members of a list.
func (c *checker) listed(s string) bool { return c.plain(s, "and") }

// plain reports whether s has nothing but marks of a list and words of the slots.
func (c *checker) plain(s string, slots ...string) bool {
	d := lang.Get(c.lang)
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",，、'’()（）", r) }) {
		known := false
		for _, slot := range slots {
			for _, x := range d.Citation[slot] {
				x = strings.ToLower(x)
				known = known || x == w || strings.HasPrefix(x, w+" ") || strings.HasSuffix(x, " "+w) || strings.Contains(x, " "+w+" ")
			}
		}
		if !known && w != "s" && w != "no" && w != "no." && w != "number" && w != "el" && w != "l" && w != "la" && w != "le" && w != "du" && w != "de" && w != "del" && w != "des" && w != "в" {
			return false
		}
	}
	return true
}

// phraseBefore is the organ that ends s, nouns and articles at most behind it.
func (c *checker) phraseBefore(s string) organ {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return noOrgan // lower case moved the offsets: no language of ours does so
	}
	at, found := c.lastOrgan(low)
	if found.organ == noOrgan {
		return noOrgan
	}
	if !c.plain(s[at+len(found.text):], "resolution", "resolutions", "decision", "ordinal", "link") {
		return noOrgan
	}
	// "the General Assembly and Security Council resolutions ..." names two.
	if before, second := c.lastOrgan(low[:at]); second.organ != noOrgan && second.organ != found.organ &&
		c.plain(s[before+len(second.text):at], "and", "of") {
		return noOrgan
	}
	return found.organ
}

// phraseBehind is the organ that begins s after "of the".
func (c *checker) phraseBehind(s string) organ {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return noOrgan
	}
	best, found := len(low), organWords{}
	for _, w := range c.organs {
		if i := wordIndex(low, w.text, false); i >= 0 && (i < best || i == best && len(w.text) > len(found.text)) {
			best, found = i, w
		}
	}
	if found.organ == noOrgan || best > reach || strings.TrimSpace(s[:best]) == "" && c.lang != lang.Russian || strings.ContainsAny(s[:best], ",;:.()") ||
		!c.plain(s[:best], "of", "resolution", "resolutions") && !ofThe(low[:best]) {
		return noOrgan
	}
	return found.organ
}

// ofThe are the articles that tie an organ to the number before it.
func ofThe(s string) bool {
	switch strings.Join(strings.Fields(s), " ") {
	case "of the", "of", "du", "de la", "de l’", "de l'", "del", "des", "der":
		return true
	}
	return false
}

func (c *checker) lastOrgan(low string) (int, organWords) {
	best, found := -1, organWords{}
	for _, w := range c.organs {
		if i := wordIndex(low, w.text, true); i >= 0 && (found.organ == noOrgan || i+len(w.text) > best+len(found.text) ||
			i+len(w.text) == best+len(found.text) && len(w.text) > len(found.text)) {
			best, found = i, w
		}
	}
	return best, found
}

// wordIndex finds w in s at the borders of words; in Chinese words have none.
func wordIndex(s, w string, last bool) int {
	for from, to := 0, len(s); ; {
		i := -1
		if last {
			i = strings.LastIndex(s[:to], w)
		} else if i = strings.Index(s[from:], w); i >= 0 {
			i += from
		}
		if i < 0 {
			return -1
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(w):])
		if han(after) || han(before) || !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return i
		}
		if last {
			to = i + len(w) - 1
		} else {
			from = i + 1
		}
	}
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }
