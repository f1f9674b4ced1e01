package local

import (
	"slices"
	"strings"
	"unicode/utf8"

	"concordance/corpus/lang"
)

// meant is the query with the words that stand nowhere replaced by words that
// do and are spelled alike; "" when there are none for any of them.
func (s *search) meant(absent []string) string {
	out := s.req.Query
	for _, w := range absent {
		form := fold(w)
		if strings.ContainsAny(w, " *~") || utf8.RuneCountInString(form) < 4 || !strings.Contains(out, w) {
			continue
		}
		if better := s.v.spelled(form, s.req.Lang); better != "" {
			if w == strings.ToUpper(w) {
				better = strings.ToUpper(better) // a query in capitals is read as one
			}
			out = strings.Replace(out, w, better, 1)
		}
	}
	if out == s.req.Query {
		return ""
	}
	return out
}

// spelled is the word of the library most like form: of those that differ in
// fewest letters, the one in most entries. The reader's language goes before
// English, and English before the others. "" when none is alike.
func (v *view) spelled(form string, l lang.Tag) string {
	most := 1
	if utf8.RuneCountInString(form) >= longWord {
		most = 2
	}
	tags := slices.Compact([]lang.Tag{l, lang.English})
	for _, t := range append(tags, lang.Texts...) {
		if w := v.spelledIn(form, t, most); w != "" {
			return w
		}
	}
	return ""
}

// longWord is how many letters a word has in which two may be wrong: a shorter
// one so changed is another word.
const longWord = 9

func (v *view) spelledIn(form string, t lang.Tag, most int) string {
	runes := []rune(form)
	times := map[string]uint32{} // entries that have a word, of those nearest
	distance := most
	var row editRow
	for _, p := range v.parts {
		voc := p.forward.vocab[t]
		for i := range voc.words.len() {
			w := voc.words.at(i)
			if len(w) > len(form)+4*most || len(w)+4*most < len(form) || !sameStart(w, runes[0]) {
				continue
			}
			n := row.edits(runes, []rune(string(w)), distance)
			if n > distance {
				continue
			}
			if n < distance {
				distance = n
				clear(times)
			}
			times[string(w)] += voc.df.at(i)
		}
	}
	best := ""
	for w, n := range times {
		if best == "" || n > times[best] || n == times[best] && w < best {
			best = w
		}
	}
	return best
}

// sameStart reports whether a word begins with a letter: few are mistyped there.
func sameStart(w []byte, r rune) bool {
	first, _ := utf8.DecodeRune(w)
	return first == r
}

// editRow has the room for counting edits.
type editRow struct{ before, last, now []int }

// edits is how many letters must be put in, left out, changed or swapped with
// the next to make b of a; more than most is most+1.
func (r *editRow) edits(a, b []rune, most int) int {
	if d := len(a) - len(b); d > most || -d > most {
		return most + 1
	}
	n := len(b) + 1
	if cap(r.now) < n {
		r.before, r.last, r.now = make([]int, 2*n), make([]int, 2*n), make([]int, 2*n)
	}
	before, last, now := r.before[:n], r.last[:n], r.now[:n]
	for j := range now {
		now[j] = j
	}
	for i := range a {
		before, last, now = last, now, before
		now[0] = i + 1
		least := now[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now[j+1] = min(last[j]+cost, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
			least = min(least, now[j+1])
		}
		if least > most {
			return most + 1
		}
	}
	return min(now[len(b)], most+1)
}
