package index

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"concordance/corpus/lang"
)

// Bounds of a request.
const (
	DefaultSize = 20
	MaxSize     = 1000
	MaxQuery    = 4096 // bytes; longer queries are cut, with a repair
)

// Request is one search.
type Request struct {
	Query string // in the query language; "" finds everything
	// Lang is the reader's language: titles, snippets and labels prefer it. It
	// does not narrow the search. "" is English.
	Lang lang.Tag
	// Facets narrows: facet name to accepted values (any of them); the facets
	// among themselves are joined by AND. Names are those of [Facets].
	Facets map[string][]string
	From   int // years, inclusive; 0 is open
	To     int
	Sort   Sort
	// Group joins hits: of those of one work only the best is shown.
	Group Group
	// Like asks for provisions like this one, "s-res-2396-2017/para-27", beside
	// what Query asks for; the provision itself is left out.
	Like   string
	Size   int // 1 to MaxSize; 0 is DefaultSize
	Cursor string
	// NoFacets leaves the counts out, for exports and later pages.
	NoFacets bool
}

// Sort orders the hits; ties are broken by work and reading order, so that an
// order is total and a cursor stable.
type Sort string

const (
	Relevance Sort = ""
	Newest    Sort = "newest"
	Oldest    Sort = "oldest"
)

// Group says what a hit stands for.
type Group string

const (
	ByPassage Group = ""
	ByWork    Group = "work"
)

// ParseRequest reads a URL query:
//
//	q=...&lang=fr&kind=resolution&theme=theme/risk-assessment&from=2015&to=2023&sort=newest&size=50&cursor=...
//
// Unknown parameters are ignored, so that pages may add their own (hl, view).
// The error says which parameter is wrong and what it accepts.
func ParseRequest(v url.Values) (Request, error) {
	r := Request{Query: v.Get("q"), Like: v.Get("like"), Cursor: v.Get("cursor"), Sort: Sort(v.Get("sort")), Group: Group(v.Get("group"))}
	if s := v.Get("lang"); s != "" {
		t, ok := lang.Parse(s)
		if !ok {
			return r, fmt.Errorf("lang=%q is not a language of texts: use one of %v", s, lang.Texts)
		}
		r.Lang = t
	}
	if !slices.Contains([]Sort{Relevance, Newest, Oldest}, r.Sort) {
		return r, fmt.Errorf("sort=%q is unknown: use newest or oldest, or leave it out for relevance", r.Sort)
	}
	if r.Group != ByPassage && r.Group != ByWork {
		return r, fmt.Errorf("group=%q is unknown: use work, or leave it out for every passage", r.Group)
	}
	for _, p := range []struct {
		name     string
		to       *int
		min, max int
	}{{"size", &r.Size, 1, MaxSize}, {"from", &r.From, 1, 9999}, {"to", &r.To, 1, 9999}} {
		s := v.Get(p.name)
		if s == "" {
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < p.min || n > p.max {
			return r, fmt.Errorf("%s=%q is not a number from %d to %d", p.name, s, p.min, p.max)
		}
		*p.to = n
	}
	for _, f := range Facets {
		for _, x := range v[f.Name] {
			if x == "" {
				continue
			}
			if r.Facets == nil {
				r.Facets = map[string][]string{}
			}
			if !slices.Contains(r.Facets[f.Name], x) {
				r.Facets[f.Name] = append(r.Facets[f.Name], x)
			}
		}
	}
	return r, nil
}

// Values writes r as ParseRequest reads it, with only what is set.
func (r Request) Values() url.Values {
	v := url.Values{}
	set := func(k, s string) {
		if s != "" {
			v.Set(k, s)
		}
	}
	num := func(k string, n int) {
		if n != 0 {
			v.Set(k, strconv.Itoa(n))
		}
	}
	set("q", r.Query)
	set("lang", string(r.Lang))
	set("like", r.Like)
	set("sort", string(r.Sort))
	set("group", string(r.Group))
	set("cursor", r.Cursor)
	num("size", r.Size)
	num("from", r.From)
	num("to", r.To)
	for k, xs := range r.Facets {
		v[k] = slices.Clone(xs)
	}
	return v
}

// With returns r with the facet value added (or taken out, if it was set) and
// the cursor dropped: the address behind a facet's checkbox.
func (r Request) With(facet, value string) Request {
	m := map[string][]string{}
	for k, xs := range r.Facets {
		m[k] = slices.Clone(xs)
	}
	if i := slices.Index(m[facet], value); i >= 0 {
		m[facet] = slices.Delete(m[facet], i, i+1)
	} else {
		m[facet] = append(m[facet], value)
	}
	r.Facets, r.Cursor = m, ""
	return r
}
