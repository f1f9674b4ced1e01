package local

import (
	"context"
	"slices"
	"sync/atomic"

	"concordance/index/query"
)

// Relaxing. Words side by side are asked for together. When few entries hold
// them all, those that hold some are shown too, in their rank. Words that are
// so many that they are a sentence may miss its phrases, references and groups
// as well, if nothing is found with them; and in a sentence so long that it must
// have been pasted, quotation marks do not bind.
const (
	sentence = 4   // words
	pasted   = 12  // words
	enough   = 10  // entries
	share    = .35 // of the weight of the rarest word
)

// relax gives what to ask instead, in turn, when too few entries hold every
// part of root, and how many do.
func (s *search) relax(ctx context.Context, root node) (some []node, n int, err error) {
	all, ok := s.relaxable(root)
	if !ok {
		return nil, 0, nil
	}
	need := enough
	if _, quoted := s.plan.(*phrase); quoted {
		need = 1
	}
	if n, err = s.count(ctx, root, need); err != nil || n >= need {
		return nil, n, err
	}
	sizes, err := s.counts(ctx, all.parts)
	if err != nil {
		return nil, n, err
	}
	words := wordsIn(all.plans)
	s.words = words
	if words < pasted {
		if m, err := s.some(all, sizes, loose); err != nil || len(m.may) > 0 {
			some = append(some, m)
		}
	}
	if words >= sentence {
		m, err := s.some(all, sizes, func(p plan) bool { return !hard(p) })
		if err != nil {
			return nil, n, err
		}
		some = append(some, m)
	}
	return some, n, nil
}

// relaxable gives the parts that may be relaxed: those of the whole query, or a
// quoted sentence that is all of it.
func (s *search) relaxable(root node) (*andNode, bool) {
	if s.req.Like != "" || s.ranking.NoRelaxing {
		return nil, false
	}
	switch p := s.plan.(type) {
	case *every:
		all, ok := root.(*andNode)
		return all, ok && p.relax
	case *phrase:
		return &andNode{parts: []node{root}, plans: []plan{p}}, !p.title && len(p.words) >= sentence
	}
	return nil, false
}

// count counts the entries of a node, up to enough of them.
func (s *search) count(ctx context.Context, root node, enough int) (int, error) {
	var n atomic.Int64
	err := s.v.chunkwise(ctx, root, func(w *worker) bool {
		return n.Add(int64(root.eval(w, nil, nil).count())) < int64(enough)
	}, func(*worker) {})
	return int(n.Load()), err
}

// counts counts the entries of several nodes.
func (s *search) counts(ctx context.Context, of []node) ([]int, error) {
	sums := make([]atomic.Int64, len(of))
	any := &orNode{parts: of}
	err := s.v.chunkwise(ctx, any, func(w *worker) bool {
		for i, n := range of {
			if n.any(w.chunk) {
				sums[i].Add(int64(n.eval(w, nil, nil).count()))
			}
		}
		return true
	}, func(*worker) {})
	out := make([]int, len(of))
	for i := range sums {
		out[i] = int(sums[i].Load())
	}
	return out, err
}

// some finds the entries that hold all of the parts that may not be missing,
// and so many of the others that they weigh a share of the rarest: a common
// word alone does not make a passage worth showing. A quoted phrase that may be
// missing counts by its words, too.
func (s *search) some(all *andNode, sizes []int, mayMiss func(plan) bool) (*someNode, error) {
	n := &someNode{extra: all.extra}
	rarest := float32(0)
	may := func(m node, size int) {
		if size > 0 {
			weight := idf(size, s.v.count)
			n.may, n.weight = append(n.may, m), append(n.weight, weight)
			rarest, n.whole = max(rarest, weight), n.whole+weight
		}
	}
	for i, p := range all.parts {
		if !mayMiss(all.plans[i]) {
			n.must = append(n.must, p)
			continue
		}
		may(p, sizes[i])
		words, ok := all.plans[i].(*phrase)
		if !ok || !words.quoted || len(words.words) < 2 {
			continue
		}
		n.apart = append(n.apart, words)
		loose, err := s.unquoted(words)
		if err != nil {
			return nil, err
		}
		for _, m := range loose {
			may(m, m.size())
		}
	}
	n.least = share * rarest
	if slices.ContainsFunc(all.plans, func(p plan) bool { _, ok := p.(*ref); return ok && !mayMiss(p) }) {
		n.least = 0 // a work is named: the words beside it only rank what it finds
	}
	return n, nil
}

// unquoted are the words of a phrase, as if it had been typed without quotation marks.
func (s *search) unquoted(p *phrase) ([]node, error) {
	c := &compiler{lang: s.req.Lang, stop: s.common}
	var typed []query.Word
	for _, w := range p.words {
		typed = append(typed, query.Word{Text: w})
	}
	parts, _ := c.words(typed, false)
	for _, e := range c.expanded {
		if !slices.Contains(s.expanded, e) {
			s.expanded = append(s.expanded, e)
		}
	}
	var out []node
	for _, o := range parts {
		n, err := s.bound.quietly(o)
		if err != nil {
			return nil, err
		}
		if n != nil {
			out = append(out, n)
		}
	}
	return out, nil
}

// loose reports whether a part is words, which may be missing; a quoted phrase may not.
func loose(p plan) bool {
	switch p := p.(type) {
	case *term, *prefix, *fuzzy, *concept:
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

// wordsIn counts the words of parts.
func wordsIn(parts []plan) int {
	n := 0
	for _, p := range parts {
		switch p := p.(type) {
		case *term, *prefix, *fuzzy:
			n++
		case *phrase:
			n += len(p.words)
		case *concept:
			n += p.size
		}
	}
	return n
}
