package local

import (
	"math"
	"slices"

	"concordance/corpus/lang"
	"concordance/index/query"
)

// The best hits are looked at once more, with what costs too much to weigh in
// all: how near the words of the query stand to each other, and how many groups
// of letters the words of the entry share with them, so that "protection" is kin
// to "protective". Both only ever add to a score, so the rest keeps its place.
const (
	reranked = 40

	nearWeight = .1 // two words of the query within nearWords, either way round; as much again one after the other
	nearWords  = 8

	maxQueryWords = 64
	maxQueryGrams = 250
)

// second is a second look under way.
type second struct {
	s     *search
	words []string // of the query, in their order, but for common ones
	grams map[lang.Tag][]weightedGram
	idf   [][]float32 // by channel, by word
}

type weightedGram struct {
	gram  string
	times float32
}

// looker looks at one entry after another.
type looker struct {
	*second
	marks map[*vocabulary]*marks
	tf    []float32
	at    [][]int32
}

// marks tells of the stems and letter groups of a vocabulary which are those of
// the query, by number plus one.
type marks struct {
	words bitset // that have such a stem or group: most have not, and are passed over
	stem  []uint8
	gram  []uint8
	idf   []float32 // by letter group of the query, times how often it has it
	avg   float32   // letter groups of an entry
	stems []uint32  // that are marked
	grams []uint32
	first []int // by word of the query: the first of the same stem
}

func (s *search) rerank(top []key) error {
	two := s.second()
	if two == nil || len(top) < 2 {
		return nil
	}
	l := &looker{second: two, marks: map[*vocabulary]*marks{}}
	defer l.free()
	for i := range top {
		top[i].near, top[i].kin = l.look(top[i].doc, int(top[i].channel))
	}
	s.addSecond(top)
	slices.SortFunc(top, s.compare)
	return nil
}

// addSecond adds what the second look found to the scores. Kinship is weighed
// against the best of it. A passage that is not held in the language of the
// query cannot be kin to it by its letters: it gets as much, for its score, as
// those that can get together.
func (s *search) addSecond(top []key) {
	best, kin := float32(0), float32(0)
	for i := range top {
		k := &top[i]
		k.score += k.near
		best = max(best, k.score)
		if int(k.channel) == s.own {
			kin = max(kin, k.kin)
		}
	}
	weight := float32(lang.Get(channels[s.own].tag).Search.Kin)
	given, base := float32(0), float32(0)
	for i := range top {
		k := &top[i]
		switch {
		case kin == 0 || k.channel < 0:
			k.kin = 0
		case channels[k.channel].tag == channels[s.own].tag:
			k.kin *= weight * best / kin
			given, base = given+k.kin, base+k.score
			k.score += k.kin
		}
	}
	for i := range top {
		k := &top[i]
		if k.channel >= 0 && channels[k.channel].tag != channels[s.own].tag {
			k.kin = 0
			if base > 0 && !s.ranking.NoOther && !s.heldInOwn(k.doc) {
				k.score += k.score * otherLanguage * given / base
			}
		}
	}
}

// otherLanguage is how far a passage that is only held in other languages is
// raised, beside what kinship gives those that are held in that of the query.
const otherLanguage = 1.2

// second prepares a second look; nil when the query has no words for it.
func (s *search) second() *second {
	if s.ranking.NoKin && s.ranking.NoNear {
		return nil
	}
	two := &second{s: s, grams: map[lang.Tag][]weightedGram{}, idf: make([][]float32, len(channels))}
	for _, w := range queryWords(s.query.Root) {
		for _, t := range analysers()[lang.English].tokens(w, nil) {
			if !s.common(t.form) && len(two.words) < maxQueryWords {
				two.words = append(two.words, w[t.at:t.end])
			}
		}
	}
	if len(two.words) == 0 {
		return nil
	}
	for c := range channels {
		if !s.v.has(c) {
			continue
		}
		n := max(s.v.texts[c].n, s.v.titles[c].n)
		for _, stem := range channels[c].stems(two.words) {
			l, err := s.bound.lister.term(c, stem)
			if err != nil {
				return nil
			}
			two.idf[c] = append(two.idf[c], idf(l.size(), max(n, l.size())))
		}
	}
	for _, t := range lang.Texts {
		if s.v.has(channelOf(t)) || t == lang.English { // the notes are in English
			two.grams[t] = gramsOf(t, two.words)
		}
	}
	return two
}

// queryWords lists the words of a query, those of phrases too, under no NOT.
func queryWords(n query.Node) []string {
	var out []string
	switch n := n.(type) {
	case query.And:
		for _, c := range n.Of {
			out = append(out, queryWords(c)...)
		}
	case query.Or:
		for _, c := range n.Of {
			out = append(out, queryWords(c)...)
		}
	case query.Word:
		return []string{n.Text}
	case query.Phrase:
		return []string{n.Text}
	}
	return out
}

func gramsOf(t lang.Tag, words []string) []weightedGram {
	var out []weightedGram
	for _, w := range words {
		for g := range letterGroups(t, analysers()[t].word(w).form) {
			i := slices.IndexFunc(out, func(o weightedGram) bool { return o.gram == g })
			if i >= 0 {
				out[i].times++
			} else if len(out) < maxQueryGrams {
				out = append(out, weightedGram{g, 1})
			}
		}
	}
	return out
}

// mark marks the vocabulary of a channel.
func (l *looker) mark(voc *vocabulary, ch *channel) *marks {
	if m := l.marks[voc]; m != nil {
		return m
	}
	t, stems := ch.tag, ch.stems(l.words)
	m, _ := voc.scratch.Get().(*marks)
	if m == nil {
		m = &marks{words: newBits(voc.words.len()), stem: make([]uint8, voc.stems.len()), gram: make([]uint8, voc.gram.len())}
	}
	l.marks[voc] = m
	m.first = m.first[:0]
	for i, s := range stems {
		m.first = append(m.first, slices.Index(stems, s))
		if o, ok := voc.stems.find(s); ok && m.stem[o] == 0 {
			m.stem[o] = uint8(i + 1)
			m.stems = append(m.stems, uint32(o))
			m.words.addAll(voc.wordsOfStem(uint32(o)))
		}
	}
	var sum, docs uint64
	for _, p := range l.s.v.parts {
		sum, docs = sum+p.forward.vocab[t].gramSum, docs+p.forward.vocab[t].gramDocs
	}
	m.avg = float32(max(float64(sum)/float64(max(docs, 1)), 1))
	for i, g := range l.grams[t] {
		df := 0
		for _, p := range l.s.v.parts {
			in := p.forward.vocab[t]
			o, ok := in.gram.find(g.gram)
			if !ok {
				continue
			}
			df += int(in.gramDF.at(o))
			if in == voc {
				m.gram[o] = uint8(i + 1)
				m.grams = append(m.grams, uint32(o))
				m.words.addAll(voc.wordsOfGroup(o))
			}
		}
		m.idf = append(m.idf, g.times*idf(df, max(int(docs), df)))
	}
	return m
}

// free clears the marks for the next search.
func (l *looker) free() {
	for voc, m := range l.marks {
		for _, o := range m.stems {
			m.stem[o] = 0
		}
		for _, o := range m.grams {
			m.gram[o] = 0
		}
		m.stems, m.grams, m.idf = m.stems[:0], m.grams[:0], m.idf[:0]
		clear(m.words)
		voc.scratch.Put(m)
	}
}

// look weighs nearness and kinship in an entry, in the channel where it scored best.
func (l *looker) look(d uint32, c int) (near, kin float32) {
	p, local := l.s.v.locate(d)
	if c < 0 || p == nil || !l.s.v.has(c) {
		return 0, 0
	}
	ch := &channels[c]
	voc := p.forward.vocab[ch.tag]
	m := l.mark(voc, ch)
	l.at = resize(l.at, len(l.words))
	for i := range l.at {
		l.at[i] = l.at[i][:0]
	}
	l.tf = append(l.tf[:0], make([]float32, len(l.grams[ch.tag]))...)
	title, text := p.forward.words(local, c)
	pos := int32(0)
	for _, b := range [][]byte{title.b, text.b} {
		for len(b) > 0 {
			var w uint32
			if w, b = next(b); w < firstWord {
				pos += gap
				continue
			}
			w -= firstWord
			pos++
			if !m.words.has(w) {
				continue
			}
			stem, grams := voc.about(w)
			if q := m.stem[stem]; q > 0 {
				l.at[q-1] = append(l.at[q-1], pos)
			}
			for ; len(grams) >= 4; grams = grams[4:] {
				if g := m.gram[grams.at(0)]; g > 0 {
					l.tf[g-1]++
				}
			}
		}
		pos += 10 * gap
	}
	if weight := lang.Get(ch.tag).Search.Near; weight > 0 && !l.s.ranking.NoNear {
		near = float32(weight) * l.near(m, l.idf[c])
	}
	if !l.s.ranking.NoKin {
		kin = l.kin(m, float32(title.groups+text.groups))
	}
	return near, kin
}

func resize(s [][]int32, n int) [][]int32 {
	for len(s) < n {
		s = append(s, nil)
	}
	return s[:n]
}

// near weighs how often neighbours in the query are neighbours in the entry. A
// pair is worth what its words are worth on average: weighed by the commoner, a
// rare word beside a common one would count for nothing.
func (l *looker) near(m *marks, idf []float32) float32 {
	sum := float32(0)
	k1 := float32(scoring.K1)
	for i := 0; i+1 < len(l.at); i++ {
		if m.first[i] == m.first[i+1] {
			continue
		}
		a, b := l.at[m.first[i]], l.at[m.first[i+1]]
		ordered, near := float32(0), float32(0)
		for _, x := range a {
			for _, y := range b {
				switch d := y - x; {
				case d == 1:
					ordered, near = ordered+1, near+1
				case d <= nearWords && d >= -nearWords:
					near++
				}
			}
		}
		w := (idf[i] + idf[i+1]) / 2 * (k1 + 1)
		sum += nearWeight * w * (ordered/(ordered+k1) + near/(near+k1))
	}
	return sum
}

// kin is the score of the letter groups alone: BM25, as of words.
func (l *looker) kin(m *marks, groups float32) float32 {
	k1, b := scoring.K1, scoring.B
	norm := float32(k1 * (1 - b + b*float64(groups/m.avg)))
	sum := float32(0)
	for i, tf := range l.tf {
		if tf > 0 {
			sum += m.idf[i] * float32(k1+1) * tf / (norm + tf)
		}
	}
	return float32(math.Max(0, float64(sum)))
}
