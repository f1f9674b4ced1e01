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
	phraseSample = 25_000  // entries looked at
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

// phrases counts the phrases of all languages.
type phrases map[lang.Tag]*recurring

// countPhrases counts the phrases of so many entries, or of a sample of them;
// record gives what is stored of an entry, nil where it is deleted.
func countPhrases(size int, record func(local uint32) (*record, error)) (phrases, error) {
	p := phrases{}
	for _, t := range lang.Texts {
		p[t] = &recurring{a: analysers()[t], id: map[string]uint32{}, by: map[phraseID]*recurs{}}
	}
	for local := 0; local < size; local += size/phraseSample + 1 {
		r, err := record(uint32(local))
		if err != nil {
			return nil, err
		}
		if r != nil {
			p.add(r)
		}
	}
	return p, nil
}

// add counts the phrases of an entry.
func (p phrases) add(r *record) {
	for c := range channels {
		p[channels[c].tag].add(r.text(c))
	}
	for _, r := range p {
		r.entry++
	}
}

// recurring counts the phrases of a language.
type recurring struct {
	a     *analyser
	entry uint32 // the one at hand
	id    map[string]uint32
	words []phraseWord
	by    map[phraseID]*recurs
	floor uint32 // phrases counted no more often were forgotten

	tokens []token
	ids    []uint32
}

// phraseWord is a word of which phrases are made.
type phraseWord struct {
	form            string
	content, number bool // no common word, and none with digits; one with digits
}

// recurs is how often a phrase stood somewhere, and how it is written.
type recurs struct {
	n, last uint32 // entries; the last of them, plus one
	written string
}

// add counts the phrases of a text.
func (r *recurring) add(text string) {
	r.tokens = r.a.tokens(text, r.tokens[:0])
	words, ids := r.tokens, r.ids[:0]
	for i := range words {
		ids = append(ids, r.number(words[i].form))
	}
	r.ids = ids
	for i := range ids {
		if !r.words[ids[i]].content {
			continue
		}
		key := phraseID{ids[i] + 1}
		most := phraseWords
		if startsHan(words[i].form) {
			most = phraseHan
		}
		for j := i + 1; j < len(ids) && j < i+most && joins(text[words[j-1].end:words[j].at], words[j-1].form, words[j].form); j++ {
			key[j-i] = ids[j] + 1
			w := &r.words[ids[j]]
			if w.number {
				break
			}
			if w.content {
				r.count(key, text[words[i].at:words[j].end])
			}
		}
	}
}

func (r *recurring) number(form string) uint32 {
	n, ok := r.id[form]
	if !ok {
		n = uint32(len(r.words))
		w := phraseWord{form: form, number: strings.ContainsFunc(form, unicode.IsDigit)}
		w.content = !w.number && !r.a.stop[form] && (startsHan(form) || utf8.RuneCountInString(form) > 1)
		r.id[form] = n
		r.words = append(r.words, w)
	}
	return n
}

// joins reports whether two words may be of a phrase, by what stands between.
func joins(between, a, b string) bool {
	if startsHan(a) || startsHan(b) {
		return between == "" && startsHan(a) && startsHan(b)
	}
	return between == " " || between == "-" || between == "'" || between == "’"
}

func (r *recurring) count(key phraseID, written string) {
	c := r.by[key]
	if c == nil {
		if len(r.by) >= phraseRoom {
			r.forget()
		}
		c = &recurs{}
		r.by[key] = c
	}
	if c.last == r.entry+1 {
		return
	}
	c.last = r.entry + 1
	c.n++
	if c.written == "" || better(written, c.written) {
		c.written = strings.Clone(written)
	}
}

// better reports whether a phrase is rather shown as a than as b: as it is
// written where it does not begin a sentence, if it ever does not, else with
// fewer capitals and with its accents, whichever came first.
func better(a, b string) bool {
	if x, y := capital(a), capital(b); x != y {
		return y
	}
	return a > b
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
func (r *recurring) kept() []phraseTimes {
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
			words = append(words, r.words[w-1].form)
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
