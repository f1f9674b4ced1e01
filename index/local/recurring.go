package local

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus/lang"
	"concordance/index"
)

// Phrases that recur are offered to complete what is typed: two to six words
// side by side, or two to eight Chinese characters, that begin and end with no
// common word and stand in several entries. They are counted while a forward
// index is made, in a sample of a large segment and within a bound on memory,
// and those that nearly always stand in a longer one are left out.
const (
	phraseSample = 50_000  // entries looked at
	phraseRoom   = 1 << 17 // phrases counted at a time
	phraseLeast  = 5       // entries one must stand in
	phraseMost   = 3000    // kept of a language
	phraseWords  = 5
	phraseHan    = 8
	phraseNested = .8 // share of the times in which it stands in one longer phrase
	phraseTyped  = 3  // characters to type before any are offered; of Chinese one
	maxRecurring = 4  // offered
)

// phraseID is the numbers of the words of a phrase, plus one; the rest is 0.
type phraseID [phraseHan]uint32

func (p phraseID) len() int {
	n := slices.Index(p[:], 0)
	if n < 0 {
		return len(p)
	}
	return n
}

// recurring counts the phrases of a language.
type recurring struct {
	by    map[phraseID]*recurs
	floor uint32 // phrases counted no more often were forgotten
}

// recurs is how often a phrase stood somewhere, and how it is written.
type recurs struct {
	n, last uint32 // entries; the last of them, plus one
	written string
}

// add counts the phrases of a text: its words, their numbers, and the text.
func (r *recurring) add(v *newVocabulary, entry uint32, ids []uint32, words []token, text string) {
	for i := range ids {
		if !v.words[ids[i]].content {
			continue
		}
		key := phraseID{ids[i] + 1}
		most := phraseWords
		if startsHan(words[i].form) {
			most = phraseHan
		}
		for j := i + 1; j < len(ids) && j < i+most && joins(text[words[j-1].end:words[j].at], words[j-1].form, words[j].form); j++ {
			key[j-i] = ids[j] + 1
			w := &v.words[ids[j]]
			if w.number {
				break
			}
			if w.content {
				r.count(key, entry, text[words[i].at:words[j].end])
			}
		}
	}
}

// joins reports whether two words may be of a phrase, by what stands between.
func joins(between, a, b string) bool {
	if startsHan(a) || startsHan(b) {
		return between == "" && startsHan(a) && startsHan(b)
	}
	return between == " " || between == "-" || between == "'" || between == "’"
}

func (r *recurring) count(key phraseID, entry uint32, written string) {
	c := r.by[key]
	if c == nil {
		if len(r.by) >= phraseRoom {
			r.forget()
		}
		c = &recurs{}
		r.by[key] = c
	}
	if c.last == entry+1 {
		return
	}
	c.last = entry + 1
	c.n++
	// As it is written where it does not begin a sentence, if it ever does not.
	if c.n >= 3 && (c.written == "" || c.n < 100 && capital(c.written) && !capital(written)) {
		c.written = strings.Clone(written)
	}
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// forget makes room: the rarest go.
func (r *recurring) forget() {
	for len(r.by) >= phraseRoom/2 {
		r.floor++
		maps.DeleteFunc(r.by, func(_ phraseID, c *recurs) bool { return c.n <= r.floor })
	}
}

// phraseTimes is a phrase that recurs, and how often.
type phraseTimes struct {
	key     string // its words, folded
	written string
	times   uint32
}

// kept lists the phrases worth offering, by their words.
func (r *recurring) kept(v *newVocabulary) []phraseTimes {
	nested := map[phraseID]bool{}
	after := map[phraseID][2]uint32{} // by phrase: how often the two words do that follow most
	for key, c := range r.by {
		if c.n < phraseLeast {
			continue
		}
		n := key.len()
		for from := range n {
			for to := from + 2; to <= n; to++ {
				var part phraseID
				copy(part[:], key[from:to])
				p := r.by[part]
				if p == nil || part == key {
					continue
				}
				if float64(c.n) >= phraseNested*float64(p.n) {
					nested[part] = true
				}
				if from == 0 && to == n-1 {
					most := after[part]
					after[part] = [2]uint32{max(most[0], c.n), max(most[1], min(most[0], c.n))}
				}
			}
		}
	}
	for part, most := range after {
		if float64(most[0]+most[1]) >= phraseNested*float64(r.by[part].n) {
			nested[part] = true // it breaks off in the middle
		}
	}
	var out []phraseTimes
	for key, c := range r.by {
		if c.n < phraseLeast || nested[key] || key.len() == phraseHan { // of these, some may go on
			continue
		}
		var words []string
		for _, w := range key[:key.len()] {
			words = append(words, v.words[w-1].form)
		}
		out = append(out, phraseTimes{strings.Join(words, " "), c.written, c.n})
	}
	slices.SortFunc(out, func(a, b phraseTimes) int {
		return cmp.Or(cmp.Compare(b.times, a.times), strings.Compare(a.key, b.key))
	})
	out = out[:min(len(out), phraseMost)]
	slices.SortFunc(out, func(a, b phraseTimes) int { return strings.Compare(a.key, b.key) })
	return out
}

// begun lists the recurring phrases of a vocabulary that begin so.
func (voc *vocabulary) begun(key string) []phraseTimes {
	var out []phraseTimes
	for i, _ := voc.phrases.find(key); i < voc.phrases.len(); i++ {
		k := string(voc.phrases.at(i))
		if !strings.HasPrefix(k, key) {
			break
		}
		out = append(out, phraseTimes{k, string(voc.written.at(i)), binary.LittleEndian.Uint32(voc.times[4*i:])})
	}
	return out
}

// recurring lists the phrases of the texts in l that begin with the prefix, the
// most frequent first.
func (v *view) recurring(prefix string, l lang.Tag) []index.Suggestion {
	k := lookup(prefix)
	if utf8.RuneCountInString(k) < phraseTyped && !startsHan(k) {
		return nil
	}
	all := map[string]phraseTimes{}
	for _, p := range v.parts {
		voc := p.forward.vocab[l]
		if voc == nil {
			continue
		}
		for _, f := range voc.begun(k) {
			f.times += all[f.key].times
			all[f.key] = f
		}
	}
	var out []index.Suggestion
	for _, f := range slices.SortedFunc(maps.Values(all), func(a, b phraseTimes) int {
		return cmp.Or(cmp.Compare(b.times, a.times), strings.Compare(a.key, b.key))
	}) {
		out = append(out, index.Suggestion{Text: f.written, Label: f.written, Kind: "phrase"})
	}
	return out[:min(len(out), maxRecurring)]
}
