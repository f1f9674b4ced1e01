package ui

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"concordance/corpus"
)

// newPage is the view of templates/new.html: the latest documents, and what
// came into the library or changed in it last.
type newPage struct {
	*Page
	Latest  []Shelf // by the date of the document
	Changed []Source
}

// recent is how many works each list of the page names.
const recent = 40

func (u *UI) newest(ctx context.Context, p *Page) (any, error) {
	p.Nav = "sources"
	p.Title = p.T("new.title")
	p.Canonical = p.base + "/new"
	works, err := u.catalogue.list(ctx, u.Library)
	if err != nil {
		return nil, err
	}
	v := &newPage{Page: p, Latest: p.latest(works)}
	v.Changed, err = u.changed(ctx, p)
	return v, err
}

// latest are the works with a text that have the latest dates, by month.
func (p *Page) latest(works []*corpus.Work) []Shelf {
	held := keep(works, func(w *corpus.Work) bool { return w.Date != "" && len(w.Documents) > 0 })
	slices.SortFunc(held, func(a, b *corpus.Work) int { return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.ID, b.ID)) })
	var out []Shelf
	for _, w := range held[:min(len(held), recent)] {
		month := p.Date(w.Date[:min(len(w.Date), len("2006-01"))])
		if len(out) == 0 || out[len(out)-1].Label != month {
			out = append(out, Shelf{Label: month})
		}
		last := &out[len(out)-1]
		last.Works = append(last.Works, p.source(w))
	}
	return out
}

// changed are the works that the library's log ends with, the last first. The
// log knows the order of changes and not their days.
func (u *UI) changed(ctx context.Context, p *Page) ([]Source, error) {
	n, err := u.Library.Counts(ctx)
	if err != nil {
		return nil, err
	}
	var log []corpus.Change
	for c, err := range u.Library.Changes(ctx, n.Seq-min(n.Seq, recent)) {
		if err != nil {
			return nil, err
		}
		log = append(log, c)
	}
	var out []Source
	for _, c := range slices.Backward(log) {
		w, err := u.Library.Summary(ctx, c.Work)
		if errors.Is(err, corpus.ErrNotFound) {
			continue // taken out
		}
		if err != nil {
			return nil, err
		}
		out = append(out, p.source(w))
	}
	return out, nil
}
