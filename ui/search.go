package ui

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/export"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
)

// searchPage is the view of templates/search.html.
type searchPage struct {
	*Page
	Count    string // "1,204 passages"
	Total    int
	Query    string // as understood, when that is not what was typed
	Repairs  []string
	Absent   []string // words that stand nowhere
	Silent   bool     // something was found, but in no resolution or statement
	Partial  bool     // the index does not hold all: nothing is said of what was not found
	Scope    string   // what was searched
	NoText   bool     // no official text is held at all
	See      []Choice // terms to look at too
	Expanded []string // labels of terms that were searched under all their names
	Chosen   []Choice // filters in force: following one takes it away
	ClearURL string
	Facets   []Facet
	Timeline Timeline
	Hidden   []Meta // what the form keeps without showing it
	Sorts    []Choice
	Groups   []Choice
	Grouped  bool
	Meant    Choice // the query with its misspelt words mended
	Hits     []Hit
	Exports  []Choice
	More     string   // the next page
	Again    string   // the first page, when this is a later one
	Ways     []Choice // searches near this one that find something, when it finds nothing
	Examples []Choice
}

// Facet is a way to narrow the search.
type Facet struct {
	Name, Label string
	Values      []Value
	More        []Value // those behind "more"
	Open        bool
}

// Value is a checkbox.
type Value struct {
	Value, Label, Count string
	Chosen              bool
}

// Hit is a provision found.
type Hit struct {
	URL, Name, Place string
	Title            Said
	Heading          Said
	Facts            string // kind, body and date
	Languages        string
	Best             bool
	Force            *Force
	Role             string
	Label            string // official text, in which language; or note
	Note             bool
	Snippet          []Segment
	Lang             lang.Tag
	Dir              string
	Summary          string // our note, when the snippet is not it
	Why              string // it was found, in a sentence
	Like             string // the address of what is like it
	Others           Choice // the other hits of its work, when hits are joined by work
	ID               string // of its record, for reference managers
	COinS            string
}

// offered are the facets that have checkboxes, and how many stand open.
var offered = []string{"force", "role", "theme", "target", "phase", "actor", "measure", "threat", "cross-cutting",
	"country", "kind", "body", "language", "cites"}

const (
	openFacets = 3
	fewValues  = 7
	maxValues  = 40
)

func (u *UI) search(ctx context.Context, p *Page) (any, error) {
	p.Nav = "search"
	r, err := index.ParseRequest(p.Query)
	if err != nil {
		return nil, badRequest{err}
	}
	r.Lang = p.Text
	res, err := u.Engine.Search(ctx, r)
	if err != nil {
		return nil, err
	}
	p.Asked = r.Query
	p.NoIndex = true
	p.Feed = p.feedLink(r)
	if p.Title, err = p.searchTitle(ctx, r); err != nil {
		return nil, err
	}
	v := &searchPage{Page: p, Total: res.Total, Count: p.count(r, res.Total), Timeline: p.timeline(r, res.Facets)}
	if res.Query != r.Query {
		v.Query = res.Query
	}
	for _, r := range res.Repairs {
		v.Repairs = append(v.Repairs, p.repair(r))
	}
	v.Partial, v.Expanded, v.Absent = res.Partial(), res.Expanded, res.Absent
	v.See = p.related(vocab.Expand(r.Query, r.Lang))
	if err := u.scope(ctx, v, res); err != nil {
		return nil, err
	}
	if err := v.chosen(ctx, r); err != nil {
		return nil, err
	}
	v.facets(res.Facets)
	v.hidden(r)
	v.sorts(r)
	v.groups(r)
	for i := range res.Hits {
		v.Hits = append(v.Hits, v.grouped(ctx, r, &res.Hits[i]))
	}
	if res.Meant != "" {
		v.Meant = Choice{Label: res.Meant, URL: p.searchLink(asking(r, res.Meant))}
	}
	if res.Total == 0 && !v.Partial {
		if err := u.ways(ctx, v, r, res); err != nil {
			return nil, err
		}
	}
	if res.Next != "" {
		next := r
		next.Cursor = res.Next
		v.More = p.searchLink(next)
	}
	if r.Cursor != "" {
		v.Again = p.with("cursor", "")
	}
	v.exports(r)
	v.Examples = p.examples()
	return v, nil
}

// scope says what was searched, and whether those the reader may most want to
// rely on, resolutions and statements of the Council and the Assembly, are silent.
func (u *UI) scope(ctx context.Context, v *searchPage, res *index.Result) error {
	n, err := u.Library.Counts(ctx)
	if err != nil {
		return err
	}
	v.NoText = n.Documents == 0
	v.Scope = v.T("search.scope", "texts", v.N("search.texts", n.Documents), "notes", v.N("held.notes", n.Notes))
	for _, f := range res.Facets {
		if f.Name == "kind" {
			v.Silent = res.Total > 0 && !slices.ContainsFunc(f.Values, func(c index.ValueCount) bool {
				return c.Chosen || c.Value == string(corpus.KindResolution) || c.Value == string(corpus.KindStatement)
			})
		}
	}
	return nil
}

// searchTitle is what a search is called.
func (p *Page) searchTitle(ctx context.Context, r index.Request) (string, error) {
	var like string
	if r.Like != "" {
		name, err := p.nameOf(ctx, r.Like)
		if err != nil {
			return "", err
		}
		like = p.T("results.like-of", "place", name)
	}
	if s := join(r.Query, like); s != "" {
		return p.T("search.title-for", "query", s), nil
	}
	return p.T("search.title"), nil
}

// nameOf is the name of a work or a provision, "s-res-2396-2017/para-27"; the
// address itself where it names none.
func (p *Page) nameOf(ctx context.Context, at string) (string, error) {
	id, locator, _ := strings.Cut(at, "/")
	w, err := p.visits.library.Summary(ctx, corpus.WorkID(id))
	if errors.Is(err, corpus.ErrNotFound) {
		return at, nil
	}
	if err != nil {
		return "", err
	}
	if locator == "" {
		return w.Name(p.Tag), nil
	}
	return w.Name(p.Tag) + p.T("list.comma") + p.Locator(corpus.Locator(locator)), nil
}

// count says how many were found: passages, or the works they stand in.
func (p *Page) count(r index.Request, n int) string {
	if r.Group == index.ByWork {
		return p.N("results.works", n)
	}
	return p.N("search.count", n)
}

// asking is r with another query, from its first page.
func asking(r index.Request, query string) index.Request {
	r.Query, r.Cursor = query, ""
	return r
}

// without is r with no value of a facet.
func without(r index.Request, facet string) index.Request {
	r.Facets, r.Cursor = maps.Clone(r.Facets), ""
	delete(r.Facets, facet)
	return r
}

// narrowing is a filter in force, and the search without it.
type narrowing struct {
	label string
	rest  index.Request
}

// filters are the filters in force.
func (p *Page) filters(ctx context.Context, r index.Request) ([]narrowing, error) {
	var out []narrowing
	if r.Like != "" {
		name, err := p.nameOf(ctx, r.Like)
		if err != nil {
			return nil, err
		}
		rest := r
		rest.Like, rest.Cursor = "", ""
		out = append(out, narrowing{p.T("results.like-of", "place", name), rest})
	}
	for _, f := range index.Facets {
		for _, x := range r.Facets[f.Name] {
			name := p.value(f.Name, x)
			if f.Name == "work" {
				var err error
				if name, err = p.nameOf(ctx, x); err != nil {
					return nil, err
				}
			}
			out = append(out, narrowing{p.facet(f.Name) + p.T("list.colon") + name, r.With(f.Name, x)})
		}
	}
	return append(out, p.yearFilters(r)...), nil
}

// yearFilters are the years asked for: one filter when it is one year.
func (p *Page) yearFilters(r index.Request) []narrowing {
	from, to := r, r
	from.From, from.Cursor, to.To, to.Cursor = 0, "", 0, ""
	if r.From != 0 && r.From == r.To {
		from.To = 0
		return []narrowing{{p.facet("year") + p.T("list.colon") + yearText(r.From), from}}
	}
	var out []narrowing
	if r.From != 0 {
		out = append(out, narrowing{p.T("search.from-year", "year", yearText(r.From)), from})
	}
	if r.To != 0 {
		out = append(out, narrowing{p.T("search.to-year", "year", yearText(r.To)), to})
	}
	return out
}

// unfiltered is r without any filter.
func unfiltered(r index.Request) index.Request {
	return index.Request{Query: r.Query, Sort: r.Sort, Group: r.Group, Size: r.Size}
}

// chosen lists the filters in force.
func (v *searchPage) chosen(ctx context.Context, r index.Request) error {
	fs, err := v.filters(ctx, r)
	if err != nil {
		return err
	}
	for _, f := range fs {
		v.Chosen = append(v.Chosen, Choice{Label: f.label, URL: v.searchLink(f.rest)})
	}
	if len(fs) > 1 {
		v.ClearURL = v.searchLink(unfiltered(r))
	}
	return nil
}

// hidden are the fields that the form keeps: what has neither a box nor an input.
func (v *searchPage) hidden(r index.Request) {
	q := r.Values()
	for _, gone := range append([]string{"q", "lang", "from", "to", "cursor"}, offered...) {
		q.Del(gone)
	}
	for _, name := range slices.Sorted(maps.Keys(q)) {
		for _, x := range q[name] {
			v.Hidden = append(v.Hidden, Meta{Name: name, Content: x})
		}
	}
}

// The searches made in order to help with one that found nothing are bounded.
const (
	maxWays  = 6
	waysTime = 200 * time.Millisecond
)

// ways tries what may find something where r does not: without the words that
// stand nowhere, without one of the filters, without all of them.
func (u *UI) ways(ctx context.Context, v *searchPage, r index.Request, res *index.Result) error {
	fs, err := v.filters(ctx, r)
	if err != nil {
		return err
	}
	type way struct {
		label func(count string) string
		r     index.Request
	}
	var tries []way
	q := held(r.Query, res.Absent)
	if q == "" && r.Query != "" {
		return nil // none of the words stands anywhere: no filter is to blame
	}
	if q != "" && q != r.Query {
		tries = append(tries, way{func(n string) string { return v.T("empty.held", "query", apart(q), "count", n) }, asking(r, q)})
	}
	for _, f := range fs {
		tries = append(tries, way{func(n string) string { return v.T("empty.without", "filter", f.label, "count", n) }, f.rest})
	}
	if len(fs) > 1 {
		tries = append(tries, way{func(n string) string { return v.T("empty.unfiltered", "count", n) }, unfiltered(r)})
	}
	brief, cancel := context.WithTimeout(ctx, waysTime)
	defer cancel()
	for _, x := range tries[:min(len(tries), maxWays)] {
		one := x.r
		one.Lang, one.Size, one.NoFacets = r.Lang, 1, true
		found, err := u.Engine.Search(brief, one)
		if brief.Err() != nil && ctx.Err() == nil {
			return nil // nobody should wait for what only helps
		}
		if err != nil {
			return err
		}
		if found.Total > 0 {
			v.Ways = append(v.Ways, Choice{Label: x.label(v.count(r, found.Total)), URL: v.searchLink(x.r)})
		}
	}
	return nil
}

// held is the query without the words that stand nowhere.
func held(query string, absent []string) string {
	words := slices.DeleteFunc(strings.Fields(query), func(w string) bool {
		return slices.ContainsFunc(absent, func(a string) bool { return strings.EqualFold(a, w) })
	})
	return strings.Join(words, " ")
}

// facets lays out the counts, in the order of offered.
func (v *searchPage) facets(counts []index.FacetCount) {
	for _, name := range offered {
		i := slices.IndexFunc(counts, func(c index.FacetCount) bool { return c.Name == name })
		if i < 0 || len(counts[i].Values) == 0 {
			continue
		}
		if name == "force" {
			slices.SortStableFunc(counts[i].Values, func(a, b index.ValueCount) int { return strength(a.Value) - strength(b.Value) })
		}
		f := Facet{Name: name, Label: v.facet(name), Open: len(v.Facets) < openFacets}
		for k, c := range counts[i].Values {
			if k >= maxValues && !c.Chosen {
				continue
			}
			x := Value{Value: c.Value, Label: v.value(name, c.Value), Count: v.Num(c.Count), Chosen: c.Chosen}
			if len(f.Values) < fewValues || c.Chosen {
				f.Values = append(f.Values, x)
			} else {
				f.More = append(f.More, x)
			}
			f.Open = f.Open || c.Chosen
		}
		v.Facets = append(v.Facets, f)
	}
}

func (v *searchPage) sorts(r index.Request) {
	for _, s := range []struct {
		sort index.Sort
		key  string
	}{{index.Relevance, "relevance"}, {index.Newest, "newest"}, {index.Oldest, "oldest"}} {
		o := r
		o.Sort, o.Cursor = s.sort, ""
		v.Sorts = append(v.Sorts, Choice{ID: "sort-" + s.key, Label: v.T("search.sort-" + s.key), URL: v.searchLink(o), Current: r.Sort == s.sort})
	}
}

// groups are the two ways to show what was found.
func (v *searchPage) groups(r index.Request) {
	v.Grouped = r.Group != index.ByPassage
	for _, g := range []struct {
		group index.Group
		key   string
	}{{index.ByPassage, "passage"}, {index.ByWork, "work"}} {
		o := r
		o.Group, o.Cursor = g.group, ""
		v.Groups = append(v.Groups, Choice{ID: "by-" + g.key, Label: v.T("results.by-" + g.key), URL: v.searchLink(o), Current: r.Group == g.group})
	}
}

// grouped is a hit of a search, with the way to the others of its work.
func (v *searchPage) grouped(ctx context.Context, r index.Request, h *index.Hit) Hit {
	out := v.hit(ctx, h)
	if h.Others > 0 {
		o := r
		o.Group, o.Cursor = index.ByPassage, ""
		if !slices.Contains(r.Facets["work"], string(h.Work)) {
			o = o.With("work", string(h.Work))
		}
		out.Others = Choice{Label: v.N("results.others", h.Others), URL: v.searchLink(o)}
	}
	return out
}

// exports are the ways to take a search away.
func (v *searchPage) exports(r index.Request) {
	r.Cursor, r.Size = "", 0
	for _, f := range export.Formats {
		q := r.Values()
		q.Set("format", f.Name)
		v.Exports = append(v.Exports, Choice{Label: formatLabel(f), URL: address("/api/v1/export", q, "")})
	}
}

func (p *Page) hit(ctx context.Context, h *index.Hit) Hit {
	out := Hit{
		URL:     p.Work(h.Work, h.Locator),
		Name:    h.Name,
		Facts:   join(p.term("kind/"+string(h.Kind)), p.body(h.Body)),
		Best:    h.Best,
		Force:   p.force(h.Force),
		Role:    p.role(h.Role),
		Note:    h.Note,
		Snippet: snippet(h.Snippet, h.Spans),
		Lang:    h.Lang,
		Summary: h.Summary,
	}
	out.Why = p.found(h.Why)
	if h.Locator != "" {
		out.Place = p.Locator(h.Locator)
		out.Like = p.searchLink(index.Request{Like: string(h.Work) + "/" + string(h.Locator)})
	}
	if h.Date != "" {
		out.Facts = join(out.Facts, p.Date(h.Date))
	}
	switch {
	case h.Title == h.Name:
	case h.Name == string(h.Work): // it has no symbol
		out.Name = h.Title
	default:
		out.Title = Said{Text: h.Title}
	}
	out.Heading = said(h.Heading, h.Lang)
	p.UnAPI = true
	out.ID = recordID(h.Work, h.Locator)
	name := out.Name
	if place := cite.Pinpoint(&corpus.Work{Description: corpus.Description{Kind: h.Kind}}, lang.English, h.Locator); place != "" {
		name += ", " + place
	}
	out.COinS = coins(p.base+workPath(h.Work, h.Locator), name, h.Title, h.Body, h.Date)
	if l := lang.Get(h.Lang); l != nil {
		out.Dir = l.Dir()
	}
	var names []string
	for _, t := range h.Langs {
		names = append(names, lang.Get(t).Name)
	}
	out.Languages = join(names...)
	out.Label = p.label(p.visits.head(ctx, h.Work).Standing(h.Lang), h.Lang)
	if h.Note {
		out.Label = p.T("text.note-short")
	}
	return out
}

// examples are queries that show what the box understands.
func (p *Page) examples() []Choice {
	var out []Choice
	for _, k := range []string{"words", "symbol", "pinpoint", "phrase", "abbreviation"} {
		q := p.T("example." + k)
		out = append(out, Choice{Label: q, URL: p.link("/search", url.Values{"q": {q}}, "")})
	}
	return out
}
