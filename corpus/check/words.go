package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// word is a word of a text as comparing sees it: without case, hyphens,
// apostrophes and vowel marks; a Chinese character is a word. gap stands where a
// quotation leaves out or puts in something.
type word struct {
	text       string
	start, end int // bytes
	gap        bool
}

// split cuts text into words. Numbers of points, "(a)", are none: who quotes
// leaves them out at will.
func split(text string) []word {
	var ws []word
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '(':
			if n := pointNumber(text[i:]); n > 0 {
				i += n
				continue
			}
		case han(r):
			ws = append(ws, word{text: text[i : i+size], start: i, end: i + size})
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := wordEnd(text, i)
			ws = append(ws, word{text: fold(text[i:end]), start: i, end: end})
			i = end
			continue
		}
		i += size
	}
	return ws
}

// pointNumber is the length of "(a)", "(iv)" or "(2)" at the start of s, 0 for none.
func pointNumber(s string) int {
	end := strings.IndexByte(s, ')')
	if end < 2 || end > 5 {
		return 0
	}
	if in := s[1:end]; len(in) == 1 || strings.Trim(in, "ivx") == "" {
		return end + 1
	}
	return 0
}

// wordEnd is where the word that begins at i ends. A hyphen or an apostrophe
// between two letters belongs to it.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case han(r):
			return i
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '\u00ad':
		case joins(r):
			if next, _ := utf8.DecodeRuneInString(text[i+size:]); !unicode.IsLetter(next) || han(next) {
				return i
			}
		default:
			return i
		}
		i += size
	}
	return i
}

func joins(r rune) bool { return strings.ContainsRune("-\u2010\u2011'’ʼ", r) }

// fold makes the spellings of a word alike.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if joins(r) || r == '\u00ad' || unicode.Is(unicode.Mn, r) || r == '\u0640' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// quoted cuts a quotation into words and gaps: "…", "...", "[...]", and what
// stands in brackets, which is not the source's. "[t]he" is "the".
func quoted(text string) []word {
	var ws []word
	from := 0
	add := func(end int) {
		for _, w := range split(text[from:end]) {
			w.start, w.end = w.start+from, w.end+from
			ws = append(ws, w)
		}
	}
	gap := func(start, end int) {
		add(start)
		ws = append(ws, word{start: start, end: end, gap: true})
		from = end
	}
	for i := 0; i < len(text); i++ {
		rest := text[i:]
		switch {
		case rest[0] == '[':
			end := strings.IndexByte(rest, ']')
			if end < 0 || end > 200 {
				continue
			}
			if letter := rest[1:end]; utf8.RuneCountInString(letter) == 1 && letter != "…" {
				if next, _ := utf8.DecodeRuneInString(rest[end+1:]); unicode.IsLetter(next) && !han(next) {
					add(i)
					stop := wordEnd(text, i+end+1)
					ws = append(ws, word{text: fold(letter + text[i+end+1:stop]), start: i, end: stop})
					from, i = stop, stop-1
					continue
				}
			}
			gap(i, i+end+1)
			i += end
		case strings.HasPrefix(rest, "..."):
			end := len(rest) - len(strings.TrimLeft(rest, "."))
			gap(i, i+end)
			i += end - 1
		case strings.HasPrefix(rest, ". . ."):
			gap(i, i+5)
			i += 4
		case strings.HasPrefix(rest, "…"):
			end := len(rest) - len(strings.TrimLeft(rest, "…"))
			gap(i, i+end)
			i += end - 1
		}
	}
	add(len(text))
	return ws
}

// source is a passage as words.
type source struct {
	locator corpus.Locator
	text    string
	words   []word
}

// words is one language version of a work, and where each pair of words stands.
type words struct {
	passages []source
	pairs    map[[2]string][]spot
}

type spot struct{ passage, at int }

// maxSpots bounds how many places of one pair of words are kept.
const maxSpots = 400

// in is the version of h in l, nil when it is not held.
func (h *held) in(l lang.Tag) *words {
	if w, ok := h.words[l]; ok {
		return w
	}
	w := &words{pairs: map[[2]string][]spot{}}
	for i := range h.Provisions {
		t := h.Provisions[i].Texts[l]
		if t == nil {
			continue
		}
		s := source{h.Provisions[i].Locator, t.Text, split(t.Text)}
		for at := 0; at+1 < len(s.words); at++ {
			pair := [2]string{s.words[at].text, s.words[at+1].text}
			if len(w.pairs[pair]) < maxSpots {
				w.pairs[pair] = append(w.pairs[pair], spot{len(w.passages), at})
			}
		}
		w.passages = append(w.passages, s)
	}
	if len(w.passages) == 0 {
		w = nil
	}
	h.words[l] = w
	return w
}
