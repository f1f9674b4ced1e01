package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"concordance/corpus/lang"
)

// findParam is the parameter of a work's address that asks for words in it.
const findParam = "find"

// Bounds of finding in a work.
const (
	maxFind  = 200 // bytes of what is looked for
	maxFound = 100 // passages named
	margins  = 60  // letters shown before and after what was found
)

// Sought is what was looked for in the text of a work, and where it stands.
type Sought struct {
	Words  string
	Result string // in words: how often, in how many passages
	Places []Found
	More   string // says that not all are named, "" when they are
	Away   string // address without it
	words  []rune
	times  int
	passed int
}

// Found is a passage that has the words.
type Found struct {
	Place, URL string
	Snippet    []Segment
	Lang       lang.Tag
	Dir        string
}

// sought reads what to look for from the page's address; nil for nothing.
func (p *Page) sought() *Sought {
	s := strings.TrimSpace(p.Query.Get(findParam))
	if len(s) > maxFind {
		s = strings.ToValidUTF8(s[:maxFind], "")
	}
	folded, _ := fold(s)
	if len(folded) == 0 {
		return nil
	}
	p.NoIndex = true
	return &Sought{Words: s, Away: p.with(findParam, ""), words: folded}
}

// look marks the words in the versions of a passage and remembers where they stand.
func (f *Sought) look(p *Page, s *Passage) {
	versions := []Version{{Lines: s.Lines, Lang: s.Lang, Dir: s.Dir}}
	if s.Second != nil {
		versions = append(versions, *s.Second)
	}
	found := false
	for _, v := range versions {
		for i := range v.Lines {
			n := f.mark(&v.Lines[i])
			if f.times += n; n == 0 || found {
				continue
			}
			found = true
			if f.passed++; f.passed <= maxFound {
				f.Places = append(f.Places, Found{Place: s.Place, URL: "#" + string(s.Locator), Snippet: cropped(v.Lines[i].Segments), Lang: v.Lang, Dir: v.Dir})
			}
		}
	}
}

// conclude says how often the words were found.
func (f *Sought) conclude(p *Page) {
	if f.times == 0 {
		f.Result = p.T("find.none", "words", f.Words)
		return
	}
	f.Result = p.N("find.times", f.times, "words", f.Words, "places", p.N("find.places", f.passed))
	if f.passed > maxFound {
		f.More = p.N("find.more", f.passed-maxFound)
	}
}

// mark sets the words apart in one line and tells how often they stand in it.
// Of a citation that has some of them the whole is marked, so that it stays one link.
func (f *Sought) mark(l *Line) int {
	var text strings.Builder
	for _, s := range l.Segments {
		text.WriteString(s.Text)
	}
	hits := occurrences(text.String(), f.words)
	if len(hits) == 0 {
		return 0
	}
	var out []Segment
	at := 0
	for _, s := range l.Segments {
		end := at + len(s.Text)
		if s.Chip != nil {
			for _, h := range hits {
				s.Match = s.Match || h.start < end && h.end > at
			}
			out = append(out, s)
		} else if s.Text == "" {
			out = append(out, s)
		} else {
			var inside []span
			for _, h := range hits {
				if h.start < end && h.end > at {
					inside = append(inside, span{start: max(h.start, at) - at, end: min(h.end, end) - at, match: true})
				}
			}
			out = append(out, segments(s.Text, inside, nil)...)
		}
		at = end
	}
	l.Segments = out
	return len(hits)
}

// cropped is a line around what was found first in it, without its links.
func cropped(ss []Segment) []Segment {
	first := 0
	for first < len(ss) && !ss[first].Match {
		first++
	}
	var before, after strings.Builder
	for _, s := range ss[:first] {
		before.WriteString(s.Text)
	}
	for _, s := range ss[min(first+1, len(ss)):] {
		after.WriteString(s.Text)
	}
	return []Segment{{Text: tail(before.String())}, {Text: ss[first].Text, Match: true}, {Text: head(after.String())}}
}

// head is the beginning of a text that is too long for an excerpt, up to the end of a word.
func head(text string) string {
	r := []rune(text)
	if len(r) <= margins {
		return text
	}
	cut := string(r[:margins])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// tail is the end of one, from the beginning of a word.
func tail(text string) string {
	r := []rune(text)
	if len(r) <= margins {
		return text
	}
	cut := string(r[len(r)-margins:])
	if i := strings.IndexByte(cut, ' '); i >= 0 && i < len(cut)/2 {
		cut = cut[i+1:]
	}
	return "…" + cut
}

// occurrences are the places of words in text, one after the other. Case,
// accents and the kind of quotation mark or dash do not matter.
func occurrences(text string, words []rune) []span {
	folded, at := fold(text)
	var out []span
	for i := 0; i+len(words) <= len(folded); i++ {
		if !equal(folded[i:i+len(words)], words) {
			continue
		}
		end := len(text)
		if i+len(words) < len(at) {
			end = at[i+len(words)]
		}
		out = append(out, span{start: at[i], end: end})
		i += len(words) - 1
	}
	return out
}

func equal(a, b []rune) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// straight are letters and signs that are looked for as another.
var straight = map[rune]rune{'‘': '\'', '’': '\'', '“': '"', '”': '"', '«': '"', '»': '"', '–': '-', '—': '-', '‑': '-',
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ى': 'ي', 'ة': 'ه'}

// fold is text as it is compared, and for each letter of it the byte of text it comes from.
func fold(text string) (folded []rune, at []int) {
	for i, r := range text {
		if unicode.Is(unicode.Mn, r) || r == 'ـ' {
			continue
		}
		r = plain(unicode.ToLower(r))
		if unicode.IsSpace(r) {
			r = ' '
		}
		folded, at = append(folded, r), append(at, i)
	}
	return folded, at
}

// plain is a letter without its accents, and a sign in its plain form.
func plain(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	if x, ok := straight[r]; ok {
		return x
	}
	if d, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r))); d != utf8.RuneError {
		return d
	}
	return r
}
