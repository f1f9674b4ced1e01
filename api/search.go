package api

import (
	"context"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus/country"
	"concordance/corpus/export"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
)

// Results answers a search.
type Results struct {
	Total   int            `json:"total" doc:"How many provisions were found, exactly"`
	Hits    []Hit          `json:"hits"`
	Facets  []FacetCount   `json:"facets" doc:"Counts; those of a value ignore the other values chosen in its own facet. Empty behind the first page"`
	Next    string         `json:"next,omitempty" doc:"Cursor of the next page"`
	Query   string         `json:"query" doc:"The query as understood"`
	Repairs []index.Repair `json:"repairs" doc:"What was mended or relaxed in the query"`
	Absent  []string       `json:"absent" doc:"Words of the query that stand in no passage and no note held here"`
	// Expanded is index.Result's.
	Expanded []string `json:"expanded" doc:"Terms of the vocabulary that the query names: their other names, in all languages, were searched too"`
	// Meant is index.Result's.
	Meant string `json:"did_you_mean,omitempty" doc:"The query with its misspelt words mended; what was found was found for it"`
	Links *Links `json:"links"`
}

// Hit is a provision found.
type Hit struct {
	index.Hit
	URL string `json:"url" doc:"Permalink"`
	API string `json:"api" doc:"Address of the passage in this API"`
}

// FacetCount is a facet with its values, most frequent first.
type FacetCount struct {
	Name   string       `json:"name"`
	Label  string       `json:"label" doc:"In the reader's language"`
	Values []ValueCount `json:"values"`
}

// ValueCount is a value of a facet.
type ValueCount struct {
	index.ValueCount
	Label string `json:"label" doc:"In the reader's language"`
}

func (a *API) searchRoute() huma.Operation {
	op := huma.Operation{
		OperationID: "search", Path: "/api/v1/search", Tags: []string{"search"}, Summary: "Find provisions",
		Description: "The query and every filter are one URL query: the same string is the address of the page (/search), of the " +
			"export and of a feed. With a format it answers every hit, or size of them.",
		Parameters:  searchParams(),
		Middlewares: huma.Middlewares{a.visited, a.cached, a.exported(a.found)},
	}
	describeFormats(&op)
	return op
}

func (a *API) search(ctx context.Context, _ *struct{}) (*answer[Results], error) {
	v := visitOf(ctx)
	r, err := index.ParseRequest(v.query)
	if err != nil {
		return nil, bad("%w", err)
	}
	res, err := a.Engine.Search(ctx, r)
	if err != nil {
		return nil, err
	}
	body := Results{
		Total: res.Total, Hits: []Hit{}, Facets: []FacetCount{}, Next: res.Next, Query: res.Query,
		Repairs: list(res.Repairs), Absent: list(res.Absent), Expanded: list(res.Expanded), Meant: res.Meant,
	}
	for _, h := range res.Hits {
		body.Hits = append(body.Hits, Hit{h, Permalink(v.base, h.Work, h.Locator), v.base + passagePath(h.Work, h.Locator)})
	}
	for _, f := range res.Facets {
		body.Facets = append(body.Facets, labelled(f, r.Lang))
	}
	var header []string
	body.Links, header = v.links(res.Next)
	body.Links.Formats = map[string]string{}
	for _, f := range export.Formats {
		body.Links.Formats[f.Name] = v.address("/api/v1/export", v.exportQuery(r, f))
	}
	return &answer[Results]{header, body}, nil
}

// exportQuery is the query that exports everything r finds.
func (v visit) exportQuery(r index.Request, f export.Format) url.Values {
	r.Size, r.Cursor = 0, ""
	q := r.Values()
	q.Set("format", f.Name)
	return q
}

func labelled(f index.FacetCount, l lang.Tag) FacetCount {
	out := FacetCount{f.Name, facetLabel(f.Name, l), []ValueCount{}}
	for _, v := range f.Values {
		out.Values = append(out.Values, ValueCount{v, valueLabel(f.Name, v.Value, l)})
	}
	return out
}

// facetLabel is the name of a facet in l, else its own.
func facetLabel(name string, l lang.Tag) string {
	for _, f := range vocab.Facets() {
		if f.Name == name {
			return f.Label(l)
		}
	}
	return name
}

// valueLabel is the name of a facet's value in l, else the value.
func valueLabel(facet, value string, l lang.Tag) string {
	id := value
	if !strings.HasPrefix(value, facet+"/") {
		id = facet + "/" + value
	}
	if t := vocab.Lookup(id); t != nil {
		return t.Label(l)
	}
	if facet == "country" {
		return country.Name(value, l)
	}
	if facet == "language" {
		if x := lang.Get(lang.Tag(value)); x != nil {
			return x.Name
		}
	}
	return value
}
