package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"concordance/api"
)

// maxPlaces is how many citing passages of a source are named.
const maxPlaces = 8

// citedBy reads who cites what path names, all pages of it.
func (d *desk) citedBy(ctx context.Context, path string) ([]api.CitationGroup, error) {
	var out []api.CitationGroup
	v := url.Values{"size": {"1000"}}
	for {
		var c api.Citations
		if err := d.json(ctx, path+"/cited-by", v, &c); err != nil {
			return nil, err
		}
		out = append(out, c.Groups...)
		if c.Next == "" {
			return out, nil
		}
		v.Set("cursor", c.Next)
	}
}

// relations are groups by relation, the most frequent first.
func relations(gs []api.CitationGroup) (by map[string][]api.CitationGroup, counts map[string]int, order []string) {
	by, counts = map[string][]api.CitationGroup{}, map[string]int{}
	for _, g := range gs {
		by[g.Relation] = append(by[g.Relation], g)
		counts[g.Relation] += g.Count
	}
	order = slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	return by, counts, order
}

// citers says how many passages of how many works cite.
func citers(gs []api.CitationGroup) string {
	works := map[string]bool{}
	n := 0
	for _, g := range gs {
		works[g.Work] = true
		n += g.Count
	}
	return fmt.Sprintf("Cited by %s of %s", plural(n, "passage"), plural(len(works), "other work"))
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// printCounts says how often a work is cited, by relation.
func (a *app) printCounts(gs []api.CitationGroup) {
	if len(gs) == 0 {
		return
	}
	_, counts, order := relations(gs)
	var parts []string
	for _, r := range order {
		parts = append(parts, fmt.Sprintf("%s %d", r, counts[r]))
	}
	fmt.Fprintf(a.out, "%s: %s\n\n", citers(gs), strings.Join(parts, ", "))
}

// printCiting shows who cites a passage, by relation and source.
func (a *app) printCiting(gs []api.CitationGroup) {
	if len(gs) == 0 {
		return
	}
	fmt.Fprintln(a.out, citers(gs))
	by, counts, order := relations(gs)
	for _, r := range order {
		fmt.Fprintf(a.out, "  %s: %d\n", r, counts[r])
		for _, g := range by[r] {
			var at []string
			for _, p := range g.Places[:min(len(g.Places), maxPlaces)] {
				at = append(at, cmp.Or(string(p.Locator), "the whole"))
			}
			if more := len(g.Places) - len(at); more > 0 {
				at = append(at, fmt.Sprintf("and %d more", more))
			}
			fmt.Fprintln(a.out, wrap(g.Work+": "+strings.Join(at, ", "), "    ", 96))
		}
	}
}
