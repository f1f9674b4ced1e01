package local

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"sync/atomic"
)

// lister makes the lists of words, phrases and prefixes in a view, or finds
// them made. What it reads is bounded.
type lister struct {
	v    *view
	work int  // postings read so far, and what is worth as much
	cut  bool // a list is not whole: there was too much to read
}

// maxWork bounds the postings read for a query, so that none takes a second;
// what comes after is left out, with a repair.
const maxWork = 5_000_000

func (g *lister) spent() bool { return g.work > maxWork }

// cached finds a list by its key, or makes it. One that is not whole is not kept.
func (g *lister) cached(key string, make func() (*list, error)) (*list, error) {
	l, ok := g.v.lists.get(key)
	if !ok {
		before := g.cut
		g.cut = false
		var err error
		if l, err = make(); err != nil {
			return nil, err
		}
		if !g.cut {
			g.v.lists.add(key, l)
		}
		g.cut = g.cut || before
	}
	g.work += l.size()
	return l, nil
}

func listKey(kind byte, c int, rest string) string { return string([]byte{kind, byte(c)}) + rest }

// has reports whether any entry has texts or titles in channel c.
func (v *view) has(c int) bool { return v.texts[c].n > 0 || v.titles[c].n > 0 }

// term is the list of a stem in channel c, in texts and titles together.
func (g *lister) term(c int, stem string) (*list, error) {
	if !g.v.has(c) {
		return nil, nil
	}
	key := listKey('w', c, stem)
	return g.cached(key, func() (*list, error) {
		if l, ok := g.v.frequent.list(key); ok {
			return l, nil
		}
		return g.v.readTerm(c, stem)
	})
}

// readTerm reads the postings of a word in texts and titles, side by side.
func (v *view) readTerm(c int, stem string) (*list, error) {
	ch := &channels[c]
	text, title := &v.texts[c], &v.titles[c]
	m := newListMaker(v.size, 0)
	for _, p := range v.parts {
		a, err := p.walk(ch.text, stem, false)
		if err != nil {
			return nil, err
		}
		b, err := p.walk(ch.title, stem, false)
		if err != nil {
			return nil, err
		}
		a.end, b.end = a.end || text.n == 0, b.end || title.n == 0
		okA, okB := a.next(), b.next()
		for okA || okB {
			d, tf := uint32(0), float32(0)
			switch {
			case okA && (!okB || a.doc <= b.doc):
				d = a.doc
			default:
				d = b.doc
			}
			if okA && a.doc == d {
				tf += a.freq * text.norm(d)
				okA = a.next()
			}
			if okB && b.doc == d {
				tf += b.freq * title.norm(d)
				okB = b.next()
			}
			if tf > 0 {
				m.add(d, tf)
			}
		}
		if a.err != nil || b.err != nil {
			return nil, firstError(a.err, b.err)
		}
	}
	return m.done(), nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// expanded is a prefix or a misspelt word with the stems it stands for.
type expanded struct {
	list  *list
	stems []string
}

// maxPrefix is how many words a prefix or a misspelt word may stand for in a
// segment: the first in alphabetical order. More are left out, with a repair.
const maxPrefix = 2000

// prefix is the list of the words of channel c that begin so, or whose stems do.
func (g *lister) prefix(c int, form string) (expanded, error) {
	found, stems := g.look(c, func(voc *vocabulary) []uint32 { return voc.beginning(form, maxPrefix) })
	l, err := g.cached(listKey('*', c, form), func() (*list, error) {
		in := newBits(g.v.size)
		for i, words := range found {
			if err := g.holding(g.v.parts[i], c, words, in); err != nil {
				return nil, err
			}
		}
		return g.v.flat(in, func(uint32) float32 { return 1 }), nil
	})
	return expanded{l, stems}, err
}

// fuzzy is the list of the stems in channel c of words that differ by at most so
// many letters from a word.
func (g *lister) fuzzy(c int, w word, edits int) (expanded, error) {
	if len(w.form) > maxFuzzy || g.spent() {
		l, err := g.term(c, w.stem)
		return expanded{l, []string{w.stem}}, err
	}
	_, stems := g.look(c, func(voc *vocabulary) []uint32 {
		g.work += voc.words.len()
		return voc.alike(w.form, edits, maxPrefix)
	})
	l, err := g.cached(listKey('~', c, string(rune('0'+edits))+w.form), func() (*list, error) { return g.anyOf(c, stems) })
	return expanded{l, stems}, err
}

// look finds words in the vocabularies of all parts, for channel c, and tells
// what stems they have.
func (g *lister) look(c int, find func(*vocabulary) []uint32) (words [][]uint32, stems []string) {
	if !g.v.has(c) {
		return nil, nil
	}
	for _, p := range g.v.parts {
		voc := p.forward.vocab[channels[c].tag]
		found := find(voc)
		g.cut = g.cut || len(found) >= maxPrefix
		g.work += termWork * len(found)
		for _, w := range found {
			stems = append(stems, string(voc.stems.at(int(voc.stem(w)))))
		}
		words = append(words, found)
	}
	slices.Sort(stems)
	return words, slices.Compact(stems)
}

// maxFuzzy is the longest word in bytes that is looked up with misspellings:
// longer ones cost too much.
const maxFuzzy = 40

// termWork is what finding a word in a dictionary and its postings costs, in
// postings; entryWork what looking into the words of an entry does.
const (
	termWork  = 100
	entryWork = 8
)

// holding adds to in the entries of a part that hold one of the words. Where
// these are all words of their stem, its postings tell; else the entries do.
func (g *lister) holding(p *part, c int, words []uint32, in bitset) error {
	ch, voc := &channels[c], p.forward.vocab[channels[c].tag]
	wanted := map[uint32]int{} // by stem: how many of its words
	for _, w := range words {
		wanted[voc.stem(w)]++
	}
	var docs []uint32
	for _, s := range slices.Sorted(maps.Keys(wanted)) {
		stem := string(voc.stems.at(int(s)))
		for _, field := range []string{ch.text, ch.title} {
			if g.spent() {
				g.cut = true
				return nil
			}
			var err error
			if docs, err = p.holders(field, stem, docs[:0]); err != nil {
				return err
			}
			g.work += len(docs)
			all := wanted[s] == voc.wordsOfStem(s).len()
			if !all {
				g.work += entryWork * len(docs)
			}
			for _, d := range docs {
				if all || !in.has(d) && p.forward.hasAny(d-p.base, c, words) {
					in.add(d)
				}
			}
		}
	}
	return nil
}

// hasAny reports whether an entry has one of the words, which are sorted.
func (f *forward) hasAny(local uint32, c int, words []uint32) bool {
	title, text := f.words(local, c)
	for _, b := range [][]byte{title.b, text.b} {
		for len(b) > 0 {
			var w uint32
			if w, b = next(b); w < firstWord {
				continue
			}
			if _, ok := slices.BinarySearch(words, w-firstWord); ok {
				return true
			}
		}
	}
	return false
}

// flat is the list of entries of a set, each with its impact.
func (v *view) flat(in bitset, impact func(d uint32) float32) *list {
	m := newListMaker(v.size, 0)
	in.each(func(d uint32) { m.put(d, impact(d)) })
	return m.done()
}

// phrase is the list of stems side by side in channel c; of titles only, if so asked.
func (g *lister) phrase(c int, stems []string, titleOnly bool) (*list, error) {
	if len(stems) == 1 && !titleOnly {
		return g.term(c, stems[0])
	}
	kind := byte('p')
	if titleOnly {
		kind = 't'
	}
	units := make([]unit, len(stems))
	return g.cached(listKey(kind, c, strings.Join(stems, " ")), func() (*list, error) {
		all := make([]*list, len(stems))
		for i, s := range stems {
			l, err := g.term(c, s)
			if err != nil || l == nil {
				return nil, err
			}
			all[i], units[i] = l, unit{{s}}
		}
		p := passages{c: c, units: []unit{joinUnits(units)}, titleOnly: titleOnly}
		return g.verify(all, p)
	})
}

// near is the list of entries where several units stand near each other.
func (g *lister) near(c int, p passages) (*list, error) {
	return g.cached(listKey('n', c, p.key()), func() (*list, error) {
		var all []*list
		for _, u := range p.units {
			for _, stems := range u {
				l, err := g.anyOf(c, stems)
				if err != nil || l == nil {
					return nil, err
				}
				all = append(all, l)
			}
		}
		return g.verify(all, p)
	})
}

// anyOf is the list of entries that have one of the stems.
func (g *lister) anyOf(c int, stems []string) (*list, error) {
	if len(stems) == 1 {
		return g.term(c, stems[0])
	}
	in := newBits(g.v.size)
	for _, s := range stems {
		if g.spent() {
			g.cut = true
			break
		}
		l, err := g.term(c, s)
		if err != nil {
			return nil, err
		}
		l.each(in.add)
	}
	return g.v.flat(in, func(uint32) float32 { return 1 }), nil
}

// verify keeps of the entries that are in all lists those where the words stand
// as they should, with how often they do.
func (g *lister) verify(all []*list, p passages) (*list, error) {
	sort.Slice(all, func(i, j int) bool { return all[i].size() < all[j].size() })
	if len(all) == 0 || all[0] == nil {
		return nil, nil
	}
	var docs []uint32
	all[0].each(func(d uint32) {
		if g.spent() {
			g.cut = true
			return
		}
		g.work += len(all)
		for _, l := range all[1:] {
			if l != all[0] && l.at(d) == 0 {
				return
			}
		}
		g.work += entryWork
		docs = append(docs, d)
	})
	tfs := make([]float32, len(docs))
	var at, tries atomic.Int64
	const run = 256
	err := parallel((len(docs)+run-1)/run, func(int) error {
		j := p.judge(g.v)
		j.tries = min(max(nearWork/max(len(docs), 1), leastTries), maxTries)
		for {
			to := int(at.Add(run))
			from := to - run
			if from >= len(docs) || tries.Load() > nearWork {
				return nil
			}
			before := j.tried
			for i := from; i < min(to, len(docs)); i++ {
				tfs[i] = j.frequency(docs[i])
			}
			tries.Add(int64(j.tried - before))
		}
	})
	if err != nil {
		return nil, err
	}
	g.work += int(tries.Load()) / 4
	g.cut = g.cut || tries.Load() > nearWork
	m := newListMaker(g.v.size, 0)
	for i, d := range docs {
		if tfs[i] > 0 {
			m.add(d, tfs[i])
		}
	}
	return m.done(), nil
}
