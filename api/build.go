package api

import (
	"context"
	"iter"
	"slices"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// plainly is the relation of a mention whose verb says nothing.
const plainly = "cites"

// maxCiting is how many citing passages a passage lists; its cited-by address
// has them all.
const maxCiting = 100

// NewPassage makes the resource of the place l in w. base is the public
// address of the server, without a slash at its end, and may be empty. The
// error is a [*Missing] when w has no such place.
func NewPassage(ctx context.Context, lib corpus.Library, w *corpus.Work, l corpus.Locator, base string) (Passage, error) {
	return newPassage(ctx, lib, w, l, base, lang.English)
}

// newPassage writes its citations in ui, where a style has a form of it.
func newPassage(ctx context.Context, lib corpus.Library, w *corpus.Work, l corpus.Locator, base string, ui lang.Tag) (Passage, error) {
	p := w.Provision(l)
	if p == nil || !holds(p, l) {
		return Passage{}, missingPassage(w, l)
	}
	b := newBuilder(lib, base)
	b.ui = ui
	ms, err := collect(lib.CitedBy(ctx, w.Target(), l))
	if err != nil {
		return Passage{}, err
	}
	return b.passage(ctx, w, p, l, ms)
}

// NewWork makes the resource of w with all its passages.
func NewWork(ctx context.Context, lib corpus.Library, w *corpus.Work, base string) (Work, error) {
	return newWork(ctx, lib, w, w.Provisions, base, lang.English)
}

// newWork makes the resource of w with the passages of ps, and its citations in
// ui, where a style has a form of it.
func newWork(ctx context.Context, lib corpus.Library, w *corpus.Work, ps []corpus.Provision, base string, ui lang.Tag) (Work, error) {
	b := newBuilder(lib, base)
	b.ui = ui
	info, err := b.work(ctx, w)
	if err != nil {
		return Work{}, err
	}
	out := Work{Work: info, Passages: []Passage{}}
	if len(ps) == 0 {
		return out, nil
	}
	ms, err := collect(pinpointed(lib.CitedBy(ctx, w.Target(), "")))
	if err != nil {
		return Work{}, err
	}
	for i := range ps {
		l := ps[i].Locator
		if l == "" {
			continue // notes on the whole work stand with the work
		}
		here := slices.DeleteFunc(slices.Clone(ms), func(m corpus.Mention) bool { return !pointsTo(m, l) })
		p, err := b.passage(ctx, w, &ps[i], l, here)
		if err != nil {
			return Work{}, err
		}
		out.Passages = append(out.Passages, p)
	}
	return out, nil
}

// NewWorkInfo makes the resource of w without its passages.
func NewWorkInfo(ctx context.Context, lib corpus.Library, w *corpus.Work, base string) (WorkInfo, error) {
	return newBuilder(lib, base).work(ctx, w)
}

// FindWork reads a work by its ID, its symbol as people write it, or an alias.
// The error wraps corpus.ErrNotFound when the library does not hold it.
func FindWork(ctx context.Context, lib corpus.Library, name string) (*corpus.Work, error) {
	id, err := lib.Find(ctx, corpus.Target(name))
	if err != nil {
		return nil, err
	}
	return lib.Work(ctx, id)
}

// Permalink is the address of a work, or of the place l in it.
func Permalink(base string, id corpus.WorkID, l corpus.Locator) string {
	u := base + "/w/" + string(id)
	if l != "" {
		u += "/" + string(l)
	}
	return u
}

// holds reports whether l is p or a point of it, in any language or note.
func holds(p *corpus.Provision, l corpus.Locator) bool {
	if p.Locator == l {
		return true
	}
	for _, t := range p.Texts {
		if slices.ContainsFunc(t.Parts, func(part corpus.Part) bool { return part.Locator == l }) {
			return true
		}
	}
	return slices.ContainsFunc(p.Notes, func(n corpus.Note) bool { return n.Locator == l })
}

// pinpointed yields the mentions that name places.
func pinpointed(ms iter.Seq2[corpus.Mention, error]) iter.Seq2[corpus.Mention, error] {
	return func(yield func(corpus.Mention, error) bool) {
		for m, err := range ms {
			if (err != nil || len(m.Citation.Pinpoints) > 0) && !yield(m, err) {
				return
			}
		}
	}
}

// pointsTo reports whether m names l, a point of it or a passage that holds it.
func pointsTo(m corpus.Mention, l corpus.Locator) bool {
	return slices.ContainsFunc(m.Citation.Pinpoints, func(p corpus.Locator) bool { return l.Contains(p) || p.Contains(l) })
}

func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for x, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}
