package ui

import (
	"context"
	"strings"

	"concordance/index/query"
)

// helpPage is the view of templates/help.html.
type helpPage struct {
	*Page
	Queries []Example
	Fields  string // the names before a colon
	Counts  []Figure
	Keys    []Key

	Reference string // the address of the description of the API, "" for none

	Linked, Labelled, Ruled, Ranked Board
}

// Key is a key with what it does.
type Key struct{ Keys, Does string }

// Example is a query with what it does.
type Example struct {
	Query, URL, Meaning string
}

// syntax are the examples of the query language, by key of the messages; the
// queries are the same in every language.
var syntax = []struct{ query, key string }{
	{`stadium security`, "all"},
	{`"soft targets"`, "phrase"},
	{`"soft targets" NEAR/10 resilience`, "near"},
	{`"stadium security plan"~5`, "slop"},
	{`stadium OR arena`, "any"},
	{`stadium NOT football`, "not"},
	{`(stadium OR arena) AND screening`, "group"},
	{`protect*`, "prefix"},
	{`stadum~`, "fuzzy"},
	{`2396 para 27`, "pinpoint"},
	{`S/RES/2341`, "symbol"},
	{`body:"Security Council" screening`, "field"},
	{`screening 2015..2023`, "years"},
	{`cites:"S/RES/2396 (2017)"`, "cites"},
	{`citedby:"S/RES/2396 (2017)"`, "citedby"},
}

// onKeys are those that pages listen to, by key of the messages.
var onKeys = []struct{ keys, key string }{
	{"/", "box"},
	{"j k", "step"},
	{"↑ ↓ ← →", "arrows"},
	{"Esc", "escape"},
}

func (u *UI) help(ctx context.Context, p *Page) (any, error) {
	p.Nav = "help"
	p.Title = p.T("help.title")
	p.Canonical = p.base + "/help"
	v := &helpPage{Page: p, Fields: "`" + strings.Join(query.Fields, ":` `") + ":`"}
	for _, x := range syntax {
		v.Queries = append(v.Queries, Example{x.query, p.Search(x.query), p.T("help.query-" + x.key)})
	}
	n, err := u.Library.Counts(ctx)
	if err != nil {
		return nil, err
	}
	v.Counts = p.figures(n)
	for _, x := range onKeys {
		v.Keys = append(v.Keys, Key{Keys: x.keys, Does: p.T("help.key-" + x.key)})
	}
	if u.Description != nil {
		v.Reference = p.Link(referencePath, "")
	}
	v.Linked, v.Labelled, v.Ruled, v.Ranked = p.linked(), p.labelled(), p.ruled(), p.ranked()
	return v, nil
}
