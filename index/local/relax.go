package local

import (
	"context"
	"sync/atomic"
)

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

// relax gives what to ask instead, in turn, when too few entries hold every
// part of root, and how many do.
func (s *search) relax(ctx context.Context, root node) (some []node, n int, err error) {
	all, ok := root.(*andNode)
	p, isEvery := s.plan.(*every)
	if !ok || !isEvery || !p.relax || s.like >= 0 {
		return nil, 0, nil
	}
	words, need := wordsIn(p.parts), enough
	if words < sentence {
		need = 1
	}
	if n, err = s.count(ctx, root, need); err != nil || n >= need {
		return nil, n, err
	}
	sizes, err := s.counts(ctx, all.parts)
	if err != nil {
		return nil, n, err
	}
	some = append(some, s.some(all, sizes, loose))
	if words >= sentence {
		some = append(some, s.some(all, sizes, func(p plan) bool { return !hard(p) }))
	}
	return some, n, nil
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
// word alone does not make a passage worth showing.
func (s *search) some(all *andNode, sizes []int, mayMiss func(plan) bool) *someNode {
	n := &someNode{extra: all.extra}
	rarest := float32(0)
	for i, p := range all.parts {
		if !mayMiss(all.plans[i]) {
			n.must = append(n.must, p)
			continue
		}
		if sizes[i] == 0 {
			continue
		}
		weight := idf(sizes[i], s.v.count)
		n.may, n.weight = append(n.may, p), append(n.weight, weight)
		rarest, n.whole = max(rarest, weight), n.whole+weight
	}
	n.least = share * rarest
	return n
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

// wordsIn counts the loose words of parts.
func wordsIn(parts []plan) int {
	n := 0
	for _, p := range parts {
		switch p := p.(type) {
		case *term, *prefix, *fuzzy:
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
