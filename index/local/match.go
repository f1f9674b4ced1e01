package local

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"concordance/corpus/cite"
	"concordance/index/query"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// scores are sums by channel and entry.
type scores struct {
	by   [][]float32
	bits []bitset
}

func (v *view) newScores() *scores {
	if s, ok := v.scratch.Get().(*scores); ok {
		return s
	}
	return &scores{by: make([][]float32, len(channels)), bits: make([]bitset, len(channels))}
}

// free clears s for the next to use it.
func (v *view) free(s *scores) {
	for c := range s.bits {
		if s.bits[c] == nil {
			continue
		}
		by := s.by[c]
		s.bits[c].each(func(d uint32) { by[d] = 0 })
		clear(s.bits[c])
	}
	v.scratch.Put(s)
}

// channel gives the sums of a channel, made when first wanted.
func (s *scores) channel(c, size int) ([]float32, bitset) {
	if s.by[c] == nil {
		s.by[c], s.bits[c] = make([]float32, size), newBits(size)
	}
	return s.by[c], s.bits[c]
}

// best is the score of an entry: that of its best channel, and which.
func (s *scores) best(d uint32) (score float32, channel int) {
	channel = -1
	for c := range s.by {
		if s.bits[c] != nil && s.by[c][d] > score {
			score, channel = s.by[c][d], c
		}
	}
	return score, channel
}

// run is a plan being run over a view.
type run struct {
	v   *view
	ctx context.Context
	tf  []float32 // of the leaf at hand, by entry
	hit bitset
	// weight is what each word and phrase weighs, by channel, for snippets.
	weight  []map[string]float32
	repairs []query.Repair
	absent  []string  // words that no entry holds
	mute    bool      // they are not noted
	held    []float32 // the share of the words, by weight, that an entry holds, when some will do; else nil
	work    int       // postings read so far
	err     error
}

// maxWork bounds the postings read for a query, so that none takes a second;
// what comes after is left out, with a repair.
const maxWork = 12_000_000

func (r *run) spent() bool {
	if r.work <= maxWork {
		return false
	}
	if !slices.ContainsFunc(r.repairs, func(o query.Repair) bool { return o.Code == query.TooMuch }) {
		r.repairs = append(r.repairs, query.Mended(query.TooMuch))
	}
	return true
}

func newRun(ctx context.Context, v *view) *run {
	r := &run{v: v, ctx: ctx, tf: make([]float32, v.size), hit: newBits(v.size), weight: make([]map[string]float32, len(channels))}
	for c := range r.weight {
		r.weight[c] = map[string]float32{}
	}
	return r
}

func (r *run) fail(err error) {
	if r.err == nil && err != nil {
		r.err = err
	}
}

// find returns the entries a plan finds, and adds to their scores; nil when it
// is left out.
func (r *run) find(p plan, into *scores) bitset {
	if r.err == nil {
		r.err = r.ctx.Err()
	}
	if r.err != nil {
		return newBits(r.v.size)
	}
	switch p := p.(type) {
	case everything:
		return r.v.live.clone()
	case *every:
		return r.every(p, into)
	case *either:
		out := newBits(r.v.size)
		for _, o := range p.parts {
			if found := r.find(o, into); found != nil {
				if into != nil {
					r.note(o, found)
				}
				out.or(found)
			}
		}
		return out
	case *but:
		out := r.v.live.clone()
		if found := r.find(p.of, nil); found != nil {
			out.andNot(found)
		}
		return out
	}
	if r.spent() {
		return nil
	}
	switch p := p.(type) {
	case *term:
		return r.term(p, into)
	case *phrase:
		return r.phrase(p, into)
	case *prefix:
		return r.prefix(p, into)
	case *facet:
		return r.facet(p)
	case *cited:
		return r.cited(p)
	case *span:
		return r.v.years(p.from, p.to)
	case *ref:
		return r.ref(p, into)
	case *concept:
		return r.concept(p, into)
	}
	return newBits(r.v.size)
}

// note keeps the words of a part that found nothing: there the library is
// silent, and readers should know. Pairs of Han characters are no words.
func (r *run) note(p plan, found bitset) {
	if r.mute || !found.empty() {
		return
	}
	said := ""
	switch p := p.(type) {
	case *term:
		if !p.pair {
			said = p.text
		}
	case *prefix:
		said = p.form + "*"
	case *phrase:
		said = strings.Join(p.words, " ")
	case *concept:
		if words, ok := p.words.(*every); ok {
			for _, o := range words.parts {
				r.note(o, found)
			}
		}
		return
	}
	if said != "" && !slices.Contains(r.absent, said) {
		r.absent = append(r.absent, said)
	}
}

func (r *run) every(p *every, into *scores) bitset {
	found := make([]bitset, len(p.parts))
	out := r.v.live.clone()
	for i, o := range p.parts {
		if found[i] = r.find(o, into); found[i] != nil {
			if into != nil {
				r.note(o, found[i])
			}
			out.and(found[i])
		}
	}
	if into != nil {
		for _, o := range p.extra {
			r.find(o, into)
		}
	}
	if !p.relax || r.err != nil {
		return out
	}
	return r.relax(p, found, out)
}

// Relaxing. Words side by side are asked for together. When no entry holds
// them all, those that hold some will do; and when they are so many that they
// are a sentence rather than a list, and few hold them all, the others are
// shown too, in their rank. Of a sentence its phrases, references and groups
// may be missing too, if nothing is found with them: it may have been pasted.
const (
	sentence = 4   // words
	enough   = 10  // entries
	share    = .35 // of the weight of the rarest word
)

// relax adds to all, the entries that hold every part, those that hold some.
func (r *run) relax(p *every, found []bitset, all bitset) bitset {
	words, n := wordsIn(p.parts), all.count()
	if n >= enough || n > 0 && words < sentence {
		return all
	}
	out := r.some(p, found, loose)
	if out.empty() && words >= sentence {
		out = r.some(p, found, func(p plan) bool { return !hard(p) })
	}
	if out.count() <= n {
		return all
	}
	r.repairs = append(r.repairs, relaxedRepair(n))
	return out
}

// some finds the entries that hold all of the parts that may not be missing,
// and so many of the others that they weigh a share of the rarest: a common
// word alone does not make a passage worth showing.
func (r *run) some(p *every, found []bitset, mayMiss func(plan) bool) bitset {
	must, held := r.v.live.clone(), make([]float32, r.v.size)
	rarest, whole := float32(0), float32(0)
	for i, o := range p.parts {
		switch {
		case found[i] == nil:
		case mayMiss(o):
			if n := found[i].count(); n > 0 {
				weight := idf(n, r.v.size)
				rarest, whole = max(rarest, weight), whole+weight
				found[i].each(func(d uint32) { held[d] += weight })
			}
		default:
			must.and(found[i])
		}
	}
	out := newBits(r.v.size)
	must.each(func(d uint32) {
		if held[d] > 0 && held[d] >= share*rarest {
			out.add(d)
		}
		held[d] /= whole
	})
	r.held = held
	return out
}

// loose reports whether a part is words, which may be missing; a quoted phrase may not.
func loose(p plan) bool {
	switch p := p.(type) {
	case *term, *prefix, *concept:
		return true
	case *phrase:
		return !p.quoted
	}
	return false
}

// hard reports whether a part narrows, whatever else is asked for.
func hard(p plan) bool {
	switch p := p.(type) {
	case *facet, *cited, *span, *but:
		return true
	case *phrase:
		return p.title
	}
	return false
}

// wordsIn counts the loose words of parts.
func wordsIn(parts []plan) int {
	n := 0
	for _, p := range parts {
		switch p := p.(type) {
		case *term, *prefix:
			n++
		case *phrase:
			if !p.quoted {
				n += len(p.words)
			}
		case *concept:
			n += p.size
		}
	}
	return n
}

// gather adds the frequencies of a term in a field to those of the leaf. An
// entry whose weight is 0 in l is none of the channel's.
func (r *run) gather(field, term string, l lengths) {
	if l.n == 0 {
		return
	}
	t, err := r.v.reader.TermFieldReader(r.ctx, []byte(term), field, true, false, false)
	if err != nil {
		r.fail(err)
		return
	}
	defer t.Close()
	var buf bleveindex.TermFieldDoc
	for {
		d, err := t.Next(&buf)
		if err != nil || d == nil {
			r.fail(err)
			return
		}
		r.work++
		n := docOf(d.ID)
		if w := l.norm[n]; w > 0 {
			r.tf[n] += float32(d.Freq) * w
			r.hit.add(n)
		}
	}
}

// settle turns the frequencies of the leaf into scores of channel c, adds its
// entries to out and clears it. With top, the higher of two scores stays;
// else they add up.
func (r *run) settle(c int, key string, boost float32, into *scores, out bitset, top bool) {
	df := r.hit.count()
	if df == 0 {
		return
	}
	n := max(r.v.texts[c].n, r.v.titles[c].n, df)
	rare := idf(df, n)
	r.weight[c][key] = max(r.weight[c][key], rare*boost)
	k1 := float32(scoring.K1)
	out.or(r.hit)
	if into == nil {
		r.hit.each(func(d uint32) { r.tf[d] = 0 })
		clear(r.hit)
		return
	}
	by, bits := into.channel(c, r.v.size)
	bits.or(r.hit)
	r.hit.each(func(d uint32) {
		s := boost * rare * (k1 + 1) * r.tf[d] / (k1 + r.tf[d])
		if top {
			by[d] = max(by[d], s)
		} else {
			by[d] += s
		}
		r.tf[d] = 0
	})
	clear(r.hit)
}

// idf is what a word weighs that df of n entries hold.
func idf(df, n int) float32 { return float32(math.Log(1 + (float64(n-df)+.5)/(float64(df)+.5))) }

// stem is the term of a word in channel c.
func (p *term) stem(c int) string {
	if p.pair {
		return p.text
	}
	return channels[c].analyser().word(p.text).stem
}

func (r *run) term(p *term, into *scores) bitset {
	out := newBits(r.v.size)
	for c := range channels {
		s := p.stem(c)
		r.gather(channels[c].text, s, r.v.texts[c])
		r.gather(channels[c].title, s, r.v.titles[c])
		r.settle(c, s, float32(1+p.again), into, out, false)
	}
	return out
}

// maxPrefix is how many words of a field a prefix may stand for: the first in
// alphabetical order.
const maxPrefix = 500

func (r *run) prefix(p *prefix, into *scores) bitset {
	out := newBits(r.v.size)
	for c := range channels {
		ch := &channels[c]
		if r.v.texts[c].n == 0 && r.v.titles[c].n == 0 {
			continue
		}
		for _, field := range []string{ch.text, ch.title, ch.forms} {
			r.fail(r.gatherPrefix(field, p.form))
		}
		r.settle(c, p.form+"*", 1, into, out, false)
	}
	return out
}

func (r *run) gatherPrefix(field, form string) error {
	dict, err := r.v.reader.FieldDictPrefix(field, []byte(form))
	if err != nil {
		return err
	}
	defer dict.Close()
	for range maxPrefix {
		e, err := dict.Next()
		if err != nil || e == nil {
			return err
		}
		err = each(r.v.reader, field, e.Term, func(id bleveindex.IndexInternalID) error {
			d := docOf(id)
			r.tf[d] = 1
			r.hit.add(d)
			r.work++
			return nil
		})
		if err != nil || r.work > maxWork {
			return err
		}
	}
	return nil
}

func (r *run) facet(p *facet) bitset {
	out := newBits(r.v.size)
	for _, value := range p.values {
		r.fail(each(r.v.reader, facetPrefix+p.name, value, func(id bleveindex.IndexInternalID) error {
			out.add(docOf(id))
			return nil
		}))
	}
	return out
}

// cited finds the entries that the entries of a work, or one of them, cite. What
// a work cites of itself is left out.
func (r *run) cited(p *cited) bitset {
	out := newBits(r.v.size)
	for target := range r.v.places(r.v.citing(p.Reference)) {
		if target.Locator != "" {
			if d := r.v.passage(target); d >= 0 {
				out.add(uint32(d))
			}
			continue
		}
		for _, d := range r.v.entriesOf(target) {
			out.add(d)
		}
	}
	own := newBits(r.v.size)
	for _, d := range r.v.entriesOf(cite.Reference{Target: p.Target}) {
		own.add(d)
	}
	out.andNot(own)
	return out
}

// citing lists the entries that a reference names: of a passage the one that holds it.
func (v *view) citing(r cite.Reference) []uint32 {
	if r.Locator == "" {
		return v.entriesOf(r)
	}
	if d := v.passage(r); d >= 0 {
		return []uint32{uint32(d)}
	}
	return nil
}

// entriesOf lists the entries of the works a reference names.
func (v *view) entriesOf(r cite.Reference) []uint32 {
	var out []uint32
	for _, o := range v.worksOf(r) {
		_ = each(v.reader, facetPrefix+"work", v.work.values[o], func(id bleveindex.IndexInternalID) error {
			out = append(out, docOf(id))
			return nil
		})
	}
	return out
}

// places are what entries cite, each once.
func (v *view) places(entries []uint32) map[cite.Reference]bool {
	out := map[cite.Reference]bool{}
	for _, d := range entries {
		for _, o := range v.cited.of(d) {
			out[placeOf(v.cited.values[o])] = true
		}
	}
	return out
}

// Scores of a reference: what it names stands before what cites it.
const (
	passageScore = 30
	workScore    = 20
	citingScore  = 10
)

func (r *run) ref(p *ref, into *scores) bitset {
	out := newBits(r.v.size)
	give := func(d uint32, score float32) {
		out.add(d)
		if into != nil {
			by, bits := into.channel(0, r.v.size)
			bits.add(d)
			by[d] += score
		}
	}
	exact := r.v.passage(p.Reference)
	works := r.v.worksOf(p.Reference)
	for _, o := range works {
		r.fail(each(r.v.reader, facetPrefix+"work", r.v.work.values[o], func(id bleveindex.IndexInternalID) error {
			d := docOf(id)
			if exact >= 0 && d == uint32(exact) {
				give(d, passageScore)
			} else {
				give(d, workScore)
			}
			return nil
		}))
	}
	cites := r.v.facets[facetIndex("cites")]
	for o, value := range cites.values {
		if !targets(p.Reference, value) {
			continue
		}
		r.fail(each(r.v.reader, facetPrefix+"cites", cites.values[o], func(id bleveindex.IndexInternalID) error {
			if d := docOf(id); !out.has(d) {
				give(d, citingScore)
			}
			return nil
		}))
	}
	return out
}

// targets reports whether a target is what the reference names; one without a
// year names the resolution of that number.
func targets(r cite.Reference, target string) bool {
	t := string(r.Target)
	return target == t || strings.HasPrefix(target, t+" (") && !strings.HasSuffix(t, ")")
}

// worksOf lists the ordinals of the works a reference names.
func (v *view) worksOf(r cite.Reference) []uint32 {
	id := string(cite.WorkID(r.Target))
	if o, ok := v.work.ord(id); ok {
		return []uint32{o}
	}
	var out []uint32
	for o, w := range v.work.values { // "s-res-2396" means "s-res-2396-2017"
		if rest, ok := strings.CutPrefix(w, id+"-"); ok && len(rest) == 4 && strings.Trim(rest, "0123456789") == "" {
			out = append(out, uint32(o))
		}
	}
	return out
}

// passage is the entry a reference names: the passage of its locator, or that
// which holds it; of a whole work its own entry, else its first. -1 when there is none.
func (v *view) passage(r cite.Reference) int {
	for _, o := range v.worksOf(r) {
		w := v.work.values[o]
		for l := r.Locator; l != ""; l = l.Parent() {
			if id, err := v.reader.InternalID(w + "/" + string(l)); err == nil && id != nil {
				return int(docOf(id))
			}
		}
		if r.Locator != "" {
			continue
		}
		if id, err := v.reader.InternalID(w + "/"); err == nil && id != nil {
			return int(docOf(id))
		}
		first := -1
		_ = each(v.reader, facetPrefix+"work", w, func(id bleveindex.IndexInternalID) error {
			if d := docOf(id); first < 0 || v.place[d] < v.place[first] {
				first = int(d)
			}
			return nil
		})
		return first
	}
	return -1
}

// years finds the entries of works of from to to; 0 is open.
func (v *view) years(from, to int) bitset {
	out := newBits(v.size)
	year := v.facets[facetIndex("year")]
	in := make([]bool, len(year.values))
	for o, s := range year.values {
		n, err := strconv.Atoi(s)
		in[o] = err == nil && n >= from && (to == 0 || n <= to)
	}
	v.live.each(func(d uint32) {
		for _, o := range year.of(d) {
			if in[o] {
				out.add(d)
			}
		}
	})
	return out
}

// concept scores an entry by the words as typed or by another name of what
// they mean, whichever is higher; that the term was put on it counts besides.
func (r *run) concept(p *concept, into *scores) bitset {
	own := r.v.newScores()
	defer r.v.free(own)
	muted := r.mute
	r.mute = muted || !p.loose
	out := r.find(p.words, own)
	r.mute = muted
	if out == nil {
		return nil
	}
	for _, n := range p.names {
		for c := range channels {
			if channels[c].tag == n.tag {
				stems := channels[c].stems(n.words)
				r.gatherPhrase(c, stems, false)
				r.settle(c, phraseKey(stems), float32(scoring.Concept), own, out, true)
			}
		}
	}
	r.tagged(p, own, out)
	if into == nil {
		return out
	}
	for c := range own.bits {
		if own.bits[c] == nil {
			continue
		}
		by, bits := into.channel(c, r.v.size)
		bits.or(own.bits[c])
		own.bits[c].each(func(d uint32) { by[d] += own.by[c][d] })
	}
	return out
}

// tagged finds the entries that have the term of a concept, and adds to their
// scores in every channel where they have one.
func (r *run) tagged(p *concept, own *scores, out bitset) {
	i := facetIndex(p.term.Facet)
	if i < 0 {
		return
	}
	col := r.v.facets[i]
	o, ok := col.ord(p.term.ID)
	if !ok {
		return
	}
	bonus := float32(scoring.Tagged) * idf(int(col.frequency[o]), r.v.live.count())
	r.fail(each(r.v.reader, facetPrefix+p.term.Facet, p.term.ID, func(id bleveindex.IndexInternalID) error {
		d := docOf(id)
		out.add(d)
		scored := false
		for c := range own.bits {
			if own.bits[c] != nil && own.bits[c].has(d) {
				own.by[c][d] += bonus
				scored = true
			}
		}
		if !scored {
			by, bits := own.channel(0, r.v.size)
			bits.add(d)
			by[d] = bonus
		}
		return nil
	}))
}
