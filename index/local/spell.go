package local

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"concordance/corpus/lang"
)

// maxMeant is how many words of a query are looked for in another spelling: it
// takes a look at every word of the library.
const maxMeant = 5

// meant is the query with the words that stand nowhere replaced by words that
// do and are spelled alike; "" when there are none for any of them.
func (s *search) meant(absent []string) (string, error) {
	out, looked := s.req.Query, 0
	for _, w := range absent {
		form := fold(w)
		if strings.ContainsAny(w, " *~") || utf8.RuneCountInString(form) < 4 || len(form) > maxFuzzy || !strings.Contains(out, w) {
			continue
		}
		if looked++; looked > maxMeant {
			break
		}
		better, err := s.spelled(form)
		if err != nil {
			return "", err
		}
		if better != "" {
			if w == strings.ToUpper(w) {
				better = strings.ToUpper(better) // a query in capitals is read as one
			}
			out = strings.Replace(out, w, better, 1)
		}
	}
	if out == s.req.Query {
		return "", nil
	}
	return out, nil
}

// spelled is the word of the library most like form: of those that differ in
// fewest letters, the one in most entries. The reader's language goes before
// English, and English before the others. "" when none is alike.
func (s *search) spelled(form string) (string, error) {
	most := 1
	if utf8.RuneCountInString(form) >= longWord {
		most = 2
	}
	tags := slices.Compact([]lang.Tag{s.req.Lang, lang.English})
	for _, t := range append(tags, lang.Texts...) {
		for _, w := range s.v.spelledLike(form, t, most) {
			// its last entry may be gone since the segment was written
			l, err := s.bound.lister.term(channelOf(t), analysers()[t].word(w).stem)
			if err != nil || l.size() > 0 {
				return w, err
			}
		}
	}
	return "", nil
}

// longWord is how many letters a word has in which two may be wrong: a shorter
// one so changed is another word.
const longWord = 9

// spelledLike lists the words of a language that differ from form in at most so many
// letters, the most alike first.
func (v *view) spelledLike(form string, t lang.Tag, most int) []string {
	type found struct {
		edits int
		times uint32 // entries that have it
	}
	all := map[string]found{}
	_, first := utf8.DecodeRuneInString(form) // few words are mistyped in their first letter
	for _, p := range v.parts {
		voc := p.forward.vocab[t]
		voc.eachAlike(form, form[:first], most, func(i, edits int) {
			w := string(voc.words.at(i))
			all[w] = found{edits, all[w].times + voc.df.at(i)}
		})
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		return cmp.Or(cmp.Compare(all[a].edits, all[b].edits), cmp.Compare(all[b].times, all[a].times), cmp.Compare(a, b))
	})
}

// eachAlike calls f with the words that begin with start and differ from form in
// at most so many letters, and in how many.
func (voc *vocabulary) eachAlike(form, start string, most int, f func(w, edits int)) {
	runes := []rune(form)
	var row editRow
	for i := range voc.words.len() {
		w := voc.words.at(i)
		if len(w) > len(form)+4*most || len(w)+4*most < len(form) || !bytes.HasPrefix(w, []byte(start)) {
			continue
		}
		row.word = row.word[:0]
		for _, r := range string(w) {
			row.word = append(row.word, r)
		}
		if n := row.edits(runes, row.word, most); n <= most {
			f(i, n)
		}
	}
}

// alike lists the words that differ from form in at most so many letters, the
// first in the alphabet if there are more than so many.
func (voc *vocabulary) alike(form string, edits, most int) []uint32 {
	var out []uint32
	voc.eachAlike(form, "", edits, func(w, _ int) { out = append(out, uint32(w)) })
	slices.SortFunc(out, func(a, b uint32) int { return bytes.Compare(voc.words.at(int(a)), voc.words.at(int(b))) })
	out = out[:min(len(out), most)]
	slices.Sort(out)
	return out
}

// editRow has the room for counting edits.
type editRow struct {
	before, last, now []int
	word              []rune
}

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
