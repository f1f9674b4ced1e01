package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
	"concordance/index/query"
)

// themesPage is the view of templates/themes.html: the vocabulary as a table
// of contents.
type themesPage struct {
	*Page
	Facets []Chapter
}

// Chapter is a facet of the vocabulary.
type Chapter struct {
	Name, Label string
	Terms       []TermLine
}

// TermLine is a term with how many passages it stands on.
type TermLine struct {
	Label, URL string
	Count      int
	Number     string
	Narrower   bool
	Weights    []Weight
	Strongest  []Spot // the passages that weigh most
}

// Spot is a passage, by its place in a work.
type Spot struct{ Name, Place, URL string }

// Weight is how many passages of a term have a force.
type Weight struct {
	*Force
	Count string // "" for none
}

// termPage is the view of templates/term.html: a term with its passages, the
// strongest first.
type termPage struct {
	*Page
	Label      string
	Facet      string
	FacetURL   string
	Definition Said
	Also       []Said // synonyms in the interface's language
	See        []Choice
	Total      string
	AllURL     string
	Groups     []WeightGroup
}

// WeightGroup is the passages of one force.
type WeightGroup struct {
	*Force
	Count string
	Hits  []Hit
	More  string
}

// strongest is how many passages of each force a term's page shows.
const strongest = 6

// themesCache keeps the counts by force of every term; asking the engine for
// all of them takes many searches, so they are kept while the index does not change.
type themesCache struct {
	sync.Mutex
	generation string
	terms      map[string]termWeight // by ID of the term
}

// termWeight is what a term's passages weigh.
type termWeight struct {
	counts    map[corpus.Force]int
	strongest []index.Hit // of the strongest force there is
}

func (u *UI) themesPage(ctx context.Context, p *Page) (any, error) {
	p.Nav = "themes"
	p.Title = p.T("themes.title")
	p.Canonical = p.base + "/themes"
	if err := u.unfinished(ctx, p); err != nil { // before counting: it may end meanwhile
		return nil, err
	}
	terms, err := u.weights(ctx)
	if err != nil {
		return nil, err
	}
	v := &themesPage{Page: p}
	for _, f := range vocab.Facets() {
		if f.Use != vocab.ForPassages {
			continue
		}
		c := Chapter{Name: f.Name, Label: p.facet(f.Name)}
		for _, t := range f.Terms {
			c.Terms = append(c.Terms, p.termLine(t, terms[t.ID]))
		}
		v.Facets = append(v.Facets, c)
	}
	return v, nil
}

func (p *Page) termLine(t *vocab.Term, x termWeight) TermLine {
	l := TermLine{Label: t.Label(p.Tag), URL: p.Link("/themes/"+t.ID, ""), Narrower: t.Broader != ""}
	classes := map[string]int{}
	for f, n := range x.counts {
		l.Count += n
		classes[p.force(f).Class] += n
	}
	l.Number = p.Num(l.Count)
	for _, c := range []string{"binding", "asks", "guidance"} {
		w := Weight{Force: &Force{Class: c, Short: p.T("weight." + c)}}
		if n := classes[c]; n > 0 {
			w.Count = p.Num(n)
		}
		l.Weights = append(l.Weights, w)
	}
	for i := range x.strongest {
		h := &x.strongest[i]
		l.Strongest = append(l.Strongest, p.spot(h))
	}
	return l
}

// spot names a passage found.
func (p *Page) spot(h *index.Hit) Spot {
	s := Spot{Name: h.Name, URL: p.Work(h.Work, h.Locator)}
	if h.Name == string(h.Work) { // it has no symbol
		s.Name = short(h.Title)
	}
	if h.Locator != "" {
		s.Place = p.Locator(h.Locator)
	}
	return s
}

// weights counts, for every term, its passages by force, and finds the strongest.
func (u *UI) weights(ctx context.Context) (map[string]termWeight, error) {
	st, err := u.Engine.Status(ctx)
	if err != nil {
		return nil, err
	}
	u.themes.Lock()
	defer u.themes.Unlock()
	if u.themes.terms != nil && u.themes.generation == st.Generation {
		return u.themes.terms, nil
	}
	all, err := u.counted(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range vocab.Facets() {
		if f.Use != vocab.ForPassages {
			continue
		}
		for _, t := range f.Terms {
			x := all[t.ID]
			if x.strongest, err = u.foremost(ctx, f.Name, t.ID, x.counts); err != nil {
				return nil, err
			}
			all[t.ID] = x
		}
	}
	u.themes.generation, u.themes.terms = st.Generation, all
	return all, nil
}

// The contents name few passages under a term, the strongest; of equals those
// that editors wrote a note on, then the latest, among the first considered.
const (
	foremost   = 3
	considered = 20
)

// unnoted is 0 for a passage with a note, 1 for another.
func unnoted(h index.Hit) int {
	if h.Note || h.Summary != "" {
		return 0
	}
	return 1
}

// counted counts the passages of every term by force: a search a force, whose
// facets have the terms.
func (u *UI) counted(ctx context.Context) (map[string]termWeight, error) {
	all := map[string]termWeight{}
	for _, f := range weights {
		res, err := u.Engine.Search(ctx, index.Request{Size: 1, Facets: map[string][]string{"force": {string(f.force)}}})
		if err != nil {
			return nil, err
		}
		for _, c := range res.Facets {
			for _, v := range c.Values {
				if all[v.Value].counts == nil {
					all[v.Value] = termWeight{counts: map[corpus.Force]int{}}
				}
				all[v.Value].counts[f.force] = v.Count
			}
		}
	}
	return all, nil
}

// foremost finds some of the strongest passages of a term.
func (u *UI) foremost(ctx context.Context, facet, id string, counts map[corpus.Force]int) ([]index.Hit, error) {
	var out []index.Hit
	for _, f := range weights {
		if counts[f.force] == 0 || f.class == "context" {
			continue
		}
		r := index.Request{Size: considered, Sort: index.Newest, NoFacets: true, Facets: map[string][]string{facet: {id}, "force": {string(f.force)}}}
		res, err := u.Engine.Search(ctx, r)
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(res.Hits, func(a, b index.Hit) int { return unnoted(a) - unnoted(b) })
		if out = append(out, res.Hits...); len(out) >= foremost {
			return out[:foremost], nil
		}
	}
	return out, nil
}

// forces counts the passages of a term by force.
func (u *UI) forces(ctx context.Context, facet, id string) (map[corpus.Force]int, error) {
	res, err := u.Engine.Search(ctx, index.Request{Facets: map[string][]string{facet: {id}}, Size: 1})
	if err != nil {
		return nil, err
	}
	m := map[corpus.Force]int{}
	for _, c := range res.Facets {
		if c.Name != "force" {
			continue
		}
		for _, v := range c.Values {
			m[corpus.Force(v.Value)] = v.Count
		}
	}
	return m, nil
}

// related are the terms to look at beside ts, each once, as links.
func (p *Page) related(ts []*vocab.Term) []Choice {
	var out []Choice
	seen := map[string]bool{}
	for _, t := range ts {
		seen[t.ID] = true
	}
	for _, t := range ts { // a notion is looked for without its theme: that is worth a look
		if vocab.UseOf(t.Facet) == vocab.ForQueries {
			delete(seen, t.Broader)
		}
	}
	for _, t := range ts {
		for _, id := range append(slices.Clone(t.Related), t.Broader) {
			if o := vocab.Lookup(id); o != nil && !seen[id] {
				seen[id] = true
				out = append(out, Choice{Label: o.Label(p.Tag), URL: p.Link("/themes/"+id, "")})
			}
		}
	}
	return out
}

func (u *UI) term(ctx context.Context, p *Page) (any, error) {
	p.Nav = "themes"
	id := strings.Trim(strings.TrimPrefix(p.Path, "/themes"), "/")
	if id == "" {
		return nil, redirect(p.Link("/themes", ""))
	}
	t := vocab.Lookup(id)
	if t == nil {
		if t = vocab.Lookup("theme/" + id); t != nil {
			return nil, redirect(p.Link("/themes/"+t.ID, ""))
		}
		return nil, fmt.Errorf("term %q: %w", id, corpus.ErrNotFound)
	}
	p.Title = t.Label(p.Tag)
	p.Canonical = p.base + "/themes/" + id
	v := &termPage{
		Page:     p,
		Label:    t.Label(p.Tag),
		Facet:    p.facet(t.Facet),
		FacetURL: p.Link("/themes", t.Facet),
		AllURL:   p.facetLink(t.Facet, id),
	}
	if t.Definition != "" {
		v.Definition = said(t.Definition, lang.English)
	}
	for _, s := range t.Synonyms[p.Tag] {
		v.Also = append(v.Also, said(s, p.Tag))
	}
	v.See = p.related([]*vocab.Term{t})
	if err := u.unfinished(ctx, p); err != nil {
		return nil, err
	}
	return v, u.strongest(ctx, v, t)
}

// unfinished warns of the counts of a page while the index is made again.
func (u *UI) unfinished(ctx context.Context, p *Page) error {
	st, err := u.Engine.Status(ctx)
	if err == nil && st.Stale {
		p.Notice = p.T("repair." + string(query.Rebuilding))
	}
	return err
}

// strongest fills the groups, one search a force.
func (u *UI) strongest(ctx context.Context, v *termPage, t *vocab.Term) error {
	counts, err := u.forces(ctx, t.Facet, t.ID)
	if err != nil {
		return err
	}
	total := 0
	for _, n := range counts {
		total += n
	}
	v.Total = v.N("search.count", total)
	for _, x := range weights {
		if counts[x.force] == 0 {
			continue
		}
		r := index.Request{Lang: v.Text, Size: strongest, NoFacets: true,
			Facets: map[string][]string{t.Facet: {t.ID}, "force": {string(x.force)}}}
		res, err := u.Engine.Search(ctx, r)
		if err != nil {
			return err
		}
		r.Size = 0
		g := WeightGroup{Force: v.force(x.force), Count: v.N("search.count", res.Total)}
		for i := range res.Hits {
			g.Hits = append(g.Hits, v.hit(ctx, &res.Hits[i]))
		}
		if res.Total > len(g.Hits) {
			g.More = v.searchLink(r)
		}
		v.Groups = append(v.Groups, g)
	}
	return nil
}
