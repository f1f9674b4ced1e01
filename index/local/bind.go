package local

import (
	"context"
	"math"
	"slices"
	"strings"

	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
	"concordance/index/query"
)

// binder binds a plan to a view: it makes the lists that the plan asks for.
type binder struct {
	v       *view
	ctx     context.Context
	ranking Ranking
	lang    lang.Tag // the reader's
	lister  lister
	// weight is what each word and phrase weighs, by channel, for snippets.
	weight []map[string]float32
	absent []string       // words that no entry holds
	mute   bool           // they are not noted
	wider  []query.Repair // terms that no passage names
	denied bool           // it is bound what must not be found
	cut    bool           // parts were left out: they ask for too much
	leaves []leaf         // what scores, for explaining
}

// leaf is a scoring node with what it stands for in the query.
type leaf struct {
	part index.Part
	text string
	node *listNode
}

func newBinder(ctx context.Context, v *view, r Ranking, l lang.Tag) *binder {
	b := &binder{v: v, ctx: ctx, ranking: r, lang: l, lister: lister{v: v}, weight: make([]map[string]float32, len(channels))}
	for c := range b.weight {
		b.weight[c] = map[string]float32{}
	}
	return b
}

// bind gives the node of a plan; nil when it is left out.
func (b *binder) bind(p plan) (node, error) {
	if err := b.ctx.Err(); err != nil {
		return nil, err
	}
	switch p := p.(type) {
	case everything:
		return allNode{}, nil
	case *every:
		return b.every(p)
	case *either:
		return b.either(p)
	case *but:
		denied := b.denied
		b.denied = true
		of, err := b.quietly(p.of)
		b.denied = denied
		if err != nil || of == nil {
			return nil, err
		}
		return &notNode{of}, nil
	}
	if b.lister.spent() {
		b.cut = true
		return nil, nil
	}
	switch p := p.(type) {
	case *term:
		return b.term(p)
	case *phrase:
		return b.phrase(p)
	case *near:
		return b.near(p)
	case *prefix:
		return b.prefix(p)
	case *fuzzy:
		return b.fuzzy(p)
	case *facet:
		return b.facet(p)
	case *cited:
		return b.cited(p)
	case *span:
		b.lister.work += b.v.count
		return &setNode{b.v.years(p.from, p.to)}, nil
	case *ref:
		return b.ref(p)
	case *concept:
		return b.concept(p)
	}
	return &setNode{newBits(b.v.size)}, nil
}

// quietly binds what is not to be found: it neither scores nor is missed.
func (b *binder) quietly(p plan) (node, error) {
	mute, leaves := b.mute, len(b.leaves)
	b.mute = true
	n, err := b.bind(p)
	b.mute, b.leaves = mute, b.leaves[:leaves]
	return n, err
}

func (b *binder) every(p *every) (node, error) {
	n := &andNode{}
	for _, o := range p.parts {
		m, err := b.bind(o)
		if err != nil {
			return nil, err
		}
		if m == nil {
			continue
		}
		b.note(o, m)
		n.parts = append(n.parts, m)
		n.plans = append(n.plans, o)
	}
	for _, o := range p.extra {
		m, err := b.bind(o)
		if err != nil {
			return nil, err
		}
		if m != nil && m.size() > 0 {
			n.extra = append(n.extra, m)
		}
	}
	n.sort()
	return n, nil
}

func (b *binder) either(p *either) (node, error) {
	n := &orNode{}
	for _, o := range p.parts {
		m, err := b.bind(o)
		if err != nil {
			return nil, err
		}
		if m != nil {
			b.note(o, m)
			n.parts = append(n.parts, m)
		}
	}
	return n, nil
}

// note keeps the words of a part that finds nothing: there the library is
// silent, and readers should know. Pairs of Han characters are no words.
func (b *binder) note(p plan, n node) {
	if b.mute || n == nil || n.size() > 0 {
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
	case *fuzzy:
		said = p.text + "~"
	case *phrase:
		said = strings.Join(p.words, " ")
	case *concept:
		if words, ok := p.words.(*every); ok {
			for _, o := range words.parts {
				b.note(o, n)
			}
		}
		return
	}
	if said != "" && !slices.Contains(b.absent, said) {
		b.absent = append(b.absent, said)
	}
}

// listNode of what has one list a channel, weighted by how rare it is there.
func (b *binder) lists(part index.Part, text string, boost float32, of func(c int) (string, *list, error)) (*listNode, error) {
	n := &listNode{}
	for c := range channels {
		if !b.v.has(c) {
			continue
		}
		key, l, err := of(c)
		if err != nil {
			return nil, err
		}
		if l.size() == 0 {
			continue
		}
		rare := boost * idf(l.size(), max(b.v.texts[c].n, b.v.titles[c].n, l.size()))
		b.weight[c][key] = max(b.weight[c][key], rare)
		n.add(c, l, rare)
	}
	if len(n.lists) > 0 {
		b.leaves = append(b.leaves, leaf{part, text, n})
	}
	return n, nil
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

func (b *binder) term(p *term) (node, error) {
	boost := float32(1 + p.again)
	if p.boost > 0 {
		boost *= p.boost
	}
	return b.lists(index.PartWord, p.text, boost, func(c int) (string, *list, error) {
		s := p.stem(c)
		l, err := b.lister.term(c, s)
		return s, l, err
	})
}

func (b *binder) phrase(p *phrase) (node, error) {
	return b.lists(index.PartPhrase, strings.Join(p.words, " "), 1, func(c int) (string, *list, error) {
		stems := channels[c].stems(p.words)
		l, err := b.lister.phrase(c, stems, p.title)
		return phraseKey(stems), l, err
	})
}

func (b *binder) near(p *near) (node, error) {
	if p.units == nil {
		p.units = make([][]unit, len(channels))
	}
	return b.lists(index.PartNear, p.typed, 1, func(c int) (string, *list, error) {
		p.units[c] = nil
		var units []unit
		for _, o := range p.parts {
			u, err := b.unit(o, c)
			if err != nil || len(u) == 0 {
				return "", nil, err
			}
			units = append(units, u)
		}
		p.units[c] = units
		l, err := b.lister.near(c, p.passages(c))
		return p.typed, l, err
	})
}

// passages is what a NEAR looks for in a channel.
func (p *near) passages(c int) passages {
	return passages{c: c, units: p.units[c], within: p.within, mutual: p.mutual}
}

// unit gives the stems of one side of a NEAR; nil when it stands nowhere.
func (b *binder) unit(p plan, c int) (unit, error) {
	switch p := p.(type) {
	case *phrase:
		var u unit
		for _, s := range channels[c].stems(p.words) {
			u = append(u, []string{s})
		}
		return u, nil
	case *prefix:
		x, err := b.lister.prefix(c, p.form)
		if len(x.stems) == 0 {
			return nil, err
		}
		return unit{x.stems}, err
	case *fuzzy:
		x, err := b.lister.fuzzy(c, channels[c].analyser().word(p.text), p.edits)
		if len(x.stems) == 0 {
			return nil, err
		}
		return unit{x.stems}, err
	}
	return nil, nil
}

func (b *binder) prefix(p *prefix) (node, error) {
	return b.lists(index.PartWord, p.form+"*", 1, func(c int) (string, *list, error) {
		x, err := b.lister.prefix(c, p.form)
		return p.form + "*", x.list, err
	})
}

func (b *binder) fuzzy(p *fuzzy) (node, error) {
	p.stems = make([][]string, len(channels))
	return b.lists(index.PartWord, p.text+"~", 1, func(c int) (string, *list, error) {
		x, err := b.lister.fuzzy(c, channels[c].analyser().word(p.text), p.edits)
		p.stems[c] = x.stems
		return p.text + "~", x.list, err
	})
}

func (b *binder) facet(p *facet) (node, error) {
	set := newBits(b.v.size)
	var docs []uint32
	var err error
	for _, value := range p.values {
		if docs, err = b.v.holders(facetPrefix+p.name, value, docs[:0]); err != nil {
			return nil, err
		}
		b.lister.work += len(docs)
		for _, d := range docs {
			set.add(d)
		}
	}
	return &setNode{set}, nil
}

// Scores of a reference: what it names stands before what cites it.
const (
	passageScore = 30
	workScore    = 20
	citingScore  = 10
)

func (b *binder) ref(p *ref) (node, error) {
	v := b.v
	exact := v.passage(p.Reference)
	named, citing := newBits(v.size), newBits(v.size)
	var docs []uint32
	var err error
	for _, o := range v.worksOf(p.Reference) {
		if docs, err = v.holders(facetPrefix+"work", v.work.values[o], docs[:0]); err != nil {
			return nil, err
		}
		for _, d := range docs {
			named.add(d)
		}
	}
	cites := v.facets[facetIndex("cites")]
	for o, value := range cites.values {
		if !targets(p.Reference, value) {
			continue
		}
		if docs, err = v.holders(facetPrefix+"cites", cites.values[o], docs[:0]); err != nil {
			return nil, err
		}
		for _, d := range docs {
			if !named.has(d) {
				citing.add(d)
			}
		}
	}
	n := &listNode{}
	of := func(part index.Part, set bitset, score func(d uint32) float32) {
		if l := v.flat(set, func(d uint32) float32 { return score(d) / passageScore }); l != nil {
			one := &listNode{}
			one.add(0, l, passageScore)
			b.leaves = append(b.leaves, leaf{part, string(p.Target), one})
			n.add(0, l, passageScore)
		}
	}
	of(index.PartNamed, named, func(d uint32) float32 {
		if exact >= 0 && d == uint32(exact) {
			return passageScore
		}
		return workScore
	})
	of(index.PartCites, citing, func(uint32) float32 { return citingScore })
	return n, nil
}

// targets reports whether a target is what the reference names; one without a
// year names the resolution of that number.
func targets(r cite.Reference, target string) bool {
	t := string(r.Target)
	return target == t || strings.HasPrefix(target, t+" (") && !strings.HasSuffix(t, ")")
}

// concept scores an entry by the words as typed or by another name of what
// they mean, whichever is higher; that the term was put on it counts besides.
func (b *binder) concept(p *concept) (node, error) {
	mute := b.mute
	b.mute = mute || !p.loose
	words, err := b.bind(p.words)
	b.mute = mute
	if err != nil || words == nil {
		return words, err
	}
	if b.ranking.NoConcepts {
		return words, nil
	}
	n := &conceptNode{words: words, names: &listNode{top: true}}
	label := p.label
	for _, name := range p.names {
		for c := range channels {
			if channels[c].tag != name.tag || !b.v.has(c) {
				continue
			}
			stems := channels[c].stems(name.words)
			l, err := b.lister.phrase(c, stems, false)
			if err != nil {
				return nil, err
			}
			if l.size() == 0 {
				continue
			}
			rare := float32(scoring.Concept) * idf(l.size(), max(b.v.texts[c].n, b.v.titles[c].n, l.size()))
			b.weight[c][phraseKey(stems)] = max(b.weight[c][phraseKey(stems)], rare)
			n.names.add(c, l, rare)
		}
	}
	if len(n.names.lists) > 0 {
		b.leaves = append(b.leaves, leaf{index.PartConcept, label, n.names})
	}
	if err := b.tagged(p.term, n, label); err != nil {
		return nil, err
	}
	if b.denied || len(n.names.lists) > 0 || n.tagged.size() > 0 {
		return n, nil
	}
	// Of a term that nothing is said of, the wider one may tell. Who does not want
	// shopping centres has not said so of all soft targets.
	if said, err := b.said(p, words); said || err != nil {
		return n, err
	}
	for t, depth := vocab.Lookup(p.term.Broader), 0; n.tagged.size() == 0 && t != nil && depth < 5; t, depth = vocab.Lookup(t.Broader), depth+1 {
		if err := b.tagged(t, n, t.Label(b.lang)); err != nil {
			return nil, err
		}
		r := query.Mended(query.Wider, "from", label, "as", t.Label(b.lang))
		if n.tagged.size() > 0 && !slices.ContainsFunc(b.wider, func(o query.Repair) bool { return o.Text == r.Text }) {
			b.wider = append(b.wider, r)
		}
	}
	return n, nil
}

// said reports whether the words that name a term stand somewhere, side by side:
// "shopping centre" is not said where somebody shops and something is a centre.
func (b *binder) said(p *concept, words node) (bool, error) {
	all, ok := p.words.(*every)
	if !ok || p.size == 1 {
		return words.size() > 0, nil
	}
	for _, x := range all.extra {
		whole, ok := x.(*phrase)
		for c := range channels {
			if !ok || !b.v.has(c) {
				continue
			}
			l, err := b.lister.phrase(c, channels[c].stems(whole.words), false)
			if err != nil || l.size() > 0 {
				return true, err
			}
		}
	}
	return false, nil
}

// tagged adds the entries that have a term.
func (b *binder) tagged(t *vocab.Term, n *conceptNode, label string) error {
	i := facetIndex(t.Facet)
	if i < 0 || b.ranking.NoTags {
		return nil
	}
	docs, err := b.v.holders(facetPrefix+t.Facet, t.ID, nil)
	if err != nil || len(docs) == 0 {
		return err
	}
	m := newListMaker(b.v.size, len(docs))
	for _, d := range docs {
		m.put(d, 1)
	}
	n.tagged = m.done()
	n.bonus = float32(scoring.Tagged) * idf(len(docs), b.v.count)
	one := &listNode{}
	one.add(0, n.tagged, n.bonus)
	b.leaves = append(b.leaves, leaf{index.PartTag, label, one})
	return nil
}
