package api

import (
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus/export"
	"concordance/corpus/lang"
	"concordance/index"
)

func formatParam(required bool) *huma.Param {
	var names []any
	for _, f := range export.Formats {
		names = append(names, f.Name)
	}
	p := query("format", "Format of the answer; a suffix of the path (.ris) or the Accept header say the same", huma.TypeString)
	p.Required, p.Schema.Enum = required, names
	return p
}

// query describes a parameter of the URL query.
func query(name, doc, typ string) *huma.Param {
	return &huma.Param{Name: name, In: "query", Description: doc, Schema: &huma.Schema{Type: typ}}
}

func numeric(name, doc string, least, most float64) *huma.Param {
	p := query(name, doc, huma.TypeInteger)
	p.Schema.Minimum, p.Schema.Maximum = &least, &most
	return p
}

func languageParam() *huma.Param {
	p := query("lang", "Reader's language: titles, snippets and labels prefer it; it does not narrow", huma.TypeString)
	for _, t := range lang.Texts {
		p.Schema.Enum = append(p.Schema.Enum, string(t))
	}
	return p
}

func pageParams(most float64) []*huma.Param {
	return []*huma.Param{
		numeric("size", "How many on a page", 1, most),
		query("cursor", "Where the page begins: next of the page before", huma.TypeString),
	}
}

// searchParams describes what index.ParseRequest reads.
func searchParams() []*huma.Param {
	q := query("q", fmt.Sprintf("Query; empty finds everything. Longer than %d bytes is cut, with a repair", index.MaxQuery), huma.TypeString)
	sort := query("sort", "Instead of the most relevant first", huma.TypeString)
	sort.Schema.Enum = []any{string(index.Newest), string(index.Oldest)}
	ps := []*huma.Param{q, languageParam(), sort,
		numeric("from", "First year, inclusive", 1, 9999), numeric("to", "Last year, inclusive", 1, 9999)}
	ps = append(ps, pageParams(index.MaxSize)...)
	for _, f := range index.Facets {
		p := query(f.Name, "Narrows to "+facetLabel(f.Name, lang.English)+"; any of the values given. Facets are joined by AND", huma.TypeArray)
		p.Schema.Items = &huma.Schema{Type: huma.TypeString}
		p.Explode = ptr(true)
		ps = append(ps, p)
	}
	return ps
}

func ptr[T any](x T) *T { return &x }
