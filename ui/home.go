package ui

import (
	"context"
	"errors"

	"concordance/corpus"
	"concordance/corpus/vocab"
)

// homePage is the view of templates/home.html.
type homePage struct {
	*Page
	Counts    []Figure
	Examples  []Choice
	Facets    []Entry
	Principal []Principal
}

// Figure is a number with what it counts.
type Figure struct{ Number, Label string }

// Entry leads into a list.
type Entry struct {
	Label string
	URL   string
	Items []Choice
	More  string
}

// Principal is one of the works everything here turns on.
type Principal struct {
	Work
	URL   string
	Held  string // "6 languages"; or that only notes are held
	Notes string
}

// principal are the works a reader new to the subject begins with.
var principal = []corpus.Target{
	"S/RES/2341 (2017)",
	"S/RES/2396 (2017)",
	"S/RES/2617 (2021)",
	"A/RES/77/298",
	"S/2015/939",
	"S/2018/1177",
	"gctf-antalya-memorandum-2017",
	"un-compendium-critical-infrastructure-2022",
}

// previewed is how many terms of a facet the home page shows.
const previewed = 8

func (u *UI) home(ctx context.Context, p *Page) (any, error) {
	p.Title = p.T("site.name")
	p.Lead = p.T("site.about")
	p.Canonical = p.base + "/"
	v := &homePage{Page: p, Examples: p.examples()}
	n, err := u.Library.Counts(ctx)
	if err != nil {
		return nil, err
	}
	v.Counts = p.figures(n)
	for _, f := range vocab.Facets() {
		if f.Use != vocab.ForPassages {
			continue
		}
		e := Entry{Label: p.facet(f.Name), URL: p.Link("/themes", f.Name)}
		for i, t := range f.Terms {
			if i == previewed {
				e.More = p.N("home.more", len(f.Terms)-previewed)
				break
			}
			e.Items = append(e.Items, Choice{Label: t.Label(p.Tag), URL: p.Link("/themes/"+t.ID, "")})
		}
		v.Facets = append(v.Facets, e)
	}
	for _, t := range principal {
		id, err := u.Library.Find(ctx, t)
		if errors.Is(err, corpus.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		w, err := u.Library.Summary(ctx, id)
		if err != nil {
			return nil, err
		}
		v.Principal = append(v.Principal, p.principal(w))
	}
	return v, nil
}

func (p *Page) figures(n corpus.Counts) []Figure {
	figure := func(key string, n int) Figure { return Figure{p.Num(n), p.N("figure."+key, n)} }
	return []Figure{
		figure("works", n.Works),
		figure("documents", n.Documents),
		figure("passages", n.Passages),
		figure("notes", n.Notes),
		figure("citations", n.Citations),
	}
}

func (p *Page) principal(w *corpus.Work) Principal {
	v := Principal{Work: p.head(w, p.Tag), URL: p.Work(w.ID, ""), Held: p.held(w)}
	if w.NoteCount > 0 {
		v.Notes = p.N("held.notes", w.NoteCount)
	}
	return v
}

// held says what of a work is in the library.
func (p *Page) held(w *corpus.Work) string {
	switch {
	case len(w.Documents) == 0 && w.NoteCount == 0:
		return p.T("held.entry")
	case len(w.Documents) == 0:
		return p.T("held.notes-only")
	case len(w.Documents) == 1:
		return p.T("held.in", "language", p.Language(w.Documents[0].Lang))
	}
	return p.N("held.languages", len(w.Documents))
}
