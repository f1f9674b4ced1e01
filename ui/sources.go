package ui

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"sync"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

// sourcesPage is the view of templates/sources.html: what the library holds.
type sourcesPage struct {
	*Page
	Narrowed string // the filter in words, "" on the first page
	Back     string
	Count    string
	Digested []Shelf // works with notes, by kind: the first page shows only these
	Kinds    []BodyShelf
	Bodies   []BodyShelf
	Shelves  []Shelf     // works that the filter lets through, by year
	Years    []YearShelf // instead, when there are too many for one page
}

// Shelf is works of a kind or year.
type Shelf struct {
	Label string
	Works []Source
}

// Source is a work in a list.
type Source struct {
	Name  string
	Title Said
	URL   string
	Date  string
	Held  string
	Notes string
	COinS string
	order string
}

// maxListed is how many works a page lists before it asks for a year.
const maxListed = 400

// BodyShelf is how many works of a body or kind there are, by year.
type BodyShelf struct {
	Label Said
	URL   string
	Count string
	Years []YearShelf
	n     int
}

// YearShelf is a year of them.
type YearShelf struct {
	Year, URL, Count string
}

// years counts works by year, the last first; narrowed is the address they
// are narrowed from.
func (p *Page) years(works []*corpus.Work, narrowed url.Values) []YearShelf {
	counts := map[string]int{}
	for _, w := range works {
		counts[index.Year(w.Date)]++
	}
	delete(counts, "")
	var out []YearShelf
	for y, n := range counts {
		at := url.Values{"year": {y}}
		for _, k := range []string{"body", "kind"} {
			if narrowed.Has(k) {
				at.Set(k, narrowed.Get(k))
			}
		}
		out = append(out, YearShelf{y, p.link("/sources", at, ""), p.Num(n)})
	}
	slices.SortFunc(out, func(a, b YearShelf) int { return cmp.Compare(b.Year, a.Year) })
	return out
}

func (u *UI) sources(ctx context.Context, p *Page) (any, error) {
	p.Nav = "sources"
	p.Title = p.T("sources.title")
	f, narrowed, err := filter(p.Query)
	if err != nil {
		return nil, badRequest{err}
	}
	works, err := u.catalogue.list(ctx, u.Library)
	if err != nil {
		return nil, err
	}
	works = keep(works, func(w *corpus.Work) bool { return passes(f, w) })
	v := &sourcesPage{Page: p, Count: p.N("sources.count", len(works))}
	if narrowed {
		v.Narrowed = p.narrowed(f)
		v.Back = p.Link("/sources", "")
		if v.Years = p.years(works, p.Query); len(works) > maxListed && len(v.Years) > 1 {
			return v, nil
		}
		v.Years = nil
		v.Shelves = p.shelves(works, func(w *corpus.Work) string { return index.Year(w.Date) }, p.T("sources.undated"))
		return v, nil
	}
	p.Canonical = p.base + "/sources"
	digested := keep(works, func(w *corpus.Work) bool { return w.NoteCount > 0 || len(w.Documents) == 0 })
	v.Digested = p.shelves(digested, func(w *corpus.Work) string { return p.term("kind/" + string(w.Kind)) }, "")
	slices.SortStableFunc(v.Digested, func(a, b Shelf) int { return len(b.Works) - len(a.Works) })
	v.Bodies = p.gathered(works, "body", func(w *corpus.Work) string { return w.Body }, func(s string) Said { return p.word("body", s) })
	v.Kinds = p.gathered(works, "kind", func(w *corpus.Work) string { return string(w.Kind) },
		func(s string) Said { return said(p.term("kind/"+s), p.Tag) })
	v.Years = p.years(works, nil)
	return v, nil
}

// catalogue keeps the summaries of all works while the library does not change:
// reading some thousands of them takes longer than a page may.
type catalogue struct {
	sync.Mutex
	seq   uint64
	works []*corpus.Work
}

// list gives the summaries, by ID. They are shared: not to be changed.
func (c *catalogue) list(ctx context.Context, lib corpus.Library) ([]*corpus.Work, error) {
	n, err := lib.Counts(ctx)
	if err != nil {
		return nil, err
	}
	c.Lock()
	defer c.Unlock()
	if c.works != nil && c.seq == n.Seq {
		return c.works, nil
	}
	var works []*corpus.Work
	for w, err := range lib.Works(ctx, corpus.Filter{}) {
		if err != nil {
			return nil, err
		}
		works = append(works, w)
	}
	c.seq, c.works = n.Seq, works
	return works, nil
}

func passes(f corpus.Filter, w *corpus.Work) bool {
	return (f.Kind == "" || f.Kind == w.Kind) && (f.Body == "" || f.Body == w.Body) &&
		(f.Year == 0 || index.Year(w.Date) == strconv.Itoa(f.Year))
}

func filter(q url.Values) (f corpus.Filter, narrowed bool, err error) {
	f = corpus.Filter{Kind: corpus.Kind(q.Get("kind")), Body: q.Get("body")}
	if s := q.Get("year"); s != "" {
		if f.Year, err = strconv.Atoi(s); err != nil {
			return f, false, err
		}
	}
	return f, f != corpus.Filter{}, nil
}

func (p *Page) narrowed(f corpus.Filter) string {
	var parts []string
	if f.Body != "" {
		parts = append(parts, p.Word("body", f.Body))
	}
	if f.Kind != "" {
		parts = append(parts, p.term("kind/"+string(f.Kind)))
	}
	if f.Year != 0 {
		parts = append(parts, strconv.Itoa(f.Year))
	}
	return join(parts...)
}

// shelves groups works by what of says, the last group first when it is a year.
func (p *Page) shelves(works []*corpus.Work, of func(*corpus.Work) string, other string) []Shelf {
	groups := map[string][]Source{}
	for _, w := range works {
		k := cmp.Or(of(w), other)
		groups[k] = append(groups[k], p.source(w))
	}
	var out []Shelf
	for k, s := range groups {
		slices.SortFunc(s, func(a, b Source) int { return cmp.Compare(b.order, a.order) })
		out = append(out, Shelf{k, s})
	}
	slices.SortFunc(out, func(a, b Shelf) int { return cmp.Compare(b.Label, a.Label) })
	return out
}

func (p *Page) source(w *corpus.Work) Source {
	s := Source{Name: w.Name(p.Tag), URL: p.Work(w.ID, ""), Held: p.held(w), order: w.Date + string(w.ID),
		COinS: coins(p.base+workPath(w.ID, ""), w.Name(lang.English), w.Title(lang.English), w.Body, w.Date)}
	if w.Symbol != "" {
		s.Title = title(w, p.Tag)
	}
	if w.Date != "" {
		s.Date = p.Date(w.Date)
	}
	if w.NoteCount > 0 {
		s.Notes = p.N("held.notes", w.NoteCount)
	}
	return s
}

// gathered counts works by what key has in them, and by year.
func (p *Page) gathered(works []*corpus.Work, key string, value func(*corpus.Work) string, label func(string) Said) []BodyShelf {
	of := map[string][]*corpus.Work{}
	for _, w := range works {
		if s := value(w); s != "" {
			of[s] = append(of[s], w)
		}
	}
	var out []BodyShelf
	for s, ws := range of {
		at := url.Values{key: {s}}
		out = append(out, BodyShelf{Label: label(s), URL: p.link("/sources", at, ""),
			Count: p.N("sources.count", len(ws)), Years: p.years(ws, at), n: len(ws)})
	}
	slices.SortFunc(out, func(a, b BodyShelf) int {
		return cmp.Or(b.n-a.n, cmp.Compare(a.Label.Text, b.Label.Text))
	})
	return out
}
