package ui

import (
	"context"
	"net/url"
	"slices"
	"strconv"

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
	Repairs  []Said
	Absent   []string // words that stand nowhere
	Silent   bool     // something was found, but in no resolution or statement
	Scope    string   // what was searched
	NoText   bool     // no official text is held at all
	See      []Choice // terms to look at too
	Expanded []string // labels of terms that were searched under all their names
	Chosen   []Choice // filters in force: following one takes it away
	ClearURL string
	Facets   []Facet
	From, To string
	Sort     string
	Sorts    []Choice
	Hits     []Hit
	Exports  []Choice
	More     string // the next page
	Again    string // the first page, when this is a later one
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
	p.Title = p.T("search.title")
	if r.Query != "" {
		p.Title = p.T("search.title-for", "query", r.Query)
	}
	v := &searchPage{Page: p, Total: res.Total, Count: p.N("search.count", res.Total), Sort: string(r.Sort)}
	if res.Query != r.Query {
		v.Query = res.Query
	}
	for _, s := range res.Repairs {
		v.Repairs = append(v.Repairs, said(s, lang.English))
	}
	v.Expanded, v.Absent = res.Expanded, res.Absent
	v.See = p.related(vocab.Expand(r.Query, r.Lang))
	if err := u.scope(ctx, v, res); err != nil {
		return nil, err
	}
	v.chosen(r)
	v.facets(res.Facets)
	v.sorts(r)
	for i := range res.Hits {
		v.Hits = append(v.Hits, p.hit(ctx, &res.Hits[i]))
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

// chosen lists the filters in force.
func (v *searchPage) chosen(r index.Request) {
	for _, f := range index.Facets {
		for _, x := range r.Facets[f.Name] {
			v.Chosen = append(v.Chosen, Choice{
				Label: v.facet(f.Name) + v.T("list.colon") + v.value(f.Name, x),
				URL:   v.searchLink(r.With(f.Name, x)),
			})
		}
	}
	year := func(key string, n *int) string {
		if *n == 0 {
			return ""
		}
		text := strconv.Itoa(*n)
		without := r
		without.Cursor = ""
		if key == "from" {
			without.From = 0
		} else {
			without.To = 0
		}
		v.Chosen = append(v.Chosen, Choice{Label: v.T("search."+key+"-year", "year", text), URL: v.searchLink(without)})
		return text
	}
	v.From, v.To = year("from", &r.From), year("to", &r.To)
	if len(v.Chosen) > 1 {
		v.ClearURL = v.searchLink(index.Request{Query: r.Query, Sort: r.Sort, Size: r.Size})
	}
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
		v.Sorts = append(v.Sorts, Choice{Label: v.T("search.sort-" + s.key), URL: v.searchLink(o), Current: r.Sort == s.sort})
	}
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
		Facts:   join(p.term("kind/"+string(h.Kind)), p.Word("body", h.Body)),
		Best:    h.Best,
		Force:   p.force(h.Force),
		Role:    p.role(h.Role),
		Note:    h.Note,
		Snippet: snippet(h.Snippet, h.Spans),
		Lang:    h.Lang,
		Summary: h.Summary,
	}
	if h.Locator != "" {
		out.Place = p.Locator(h.Locator)
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
