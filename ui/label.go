package ui

import (
	"strings"

	"concordance/corpus"
	"concordance/corpus/country"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
)

// Force is the weight of a passage, as a chip.
type Force struct {
	Class string // "binding", "asks", "guidance", "context": the four colours
	Short string // "binding"
	Long  string // what the short word stands for
}

// weights orders the forces from the strongest to the weakest, each with its colour.
var weights = []struct {
	force corpus.Force
	class string
}{
	{corpus.ForceBinding, "binding"},
	{corpus.ForceBindingOther, "binding"},
	{corpus.ForceSARP, "binding"},
	{corpus.ForceNational, "binding"},
	{corpus.ForceHortatory, "asks"},
	{corpus.ForceRecommendation, "asks"},
	{corpus.ForceGuidance, "guidance"},
	{corpus.ForceStandard, "guidance"},
	{corpus.ForceContextual, "context"},
	{corpus.ForceInformational, "context"},
}

// strength is the place of a force in weights: the strongest is 0.
func strength(force string) int {
	for i, x := range weights {
		if string(x.force) == force {
			return i
		}
	}
	return len(weights)
}

func (w *Words) force(f corpus.Force) *Force {
	if f == "" {
		return nil
	}
	class := "context"
	for _, x := range weights {
		if x.force == f {
			class = x.class
		}
	}
	return &Force{Class: class, Short: w.Word("force", string(f)), Long: w.term("force/" + string(f))}
}

// term is the vocabulary's label of a term, or the bare ID.
func (w *Words) term(id string) string {
	if t := vocab.Lookup(id); t != nil {
		return t.Label(w.Tag)
	}
	_, bare, _ := strings.Cut(id, "/")
	return bare
}

// facet is the name of a facet.
func (w *Words) facet(name string) string {
	if w.Has("facet." + name) {
		return w.T("facet." + name)
	}
	for _, f := range vocab.Facets() {
		if f.Name == name {
			return f.Label(w.Tag)
		}
	}
	return name
}

// value is the name of a facet's value.
func (w *Words) value(facet, value string) string {
	switch facet {
	case "force":
		return w.Word(facet, value)
	case "role", "kind":
		return w.term(facet + "/" + value)
	case "body":
		return w.Word("body", value)
	case "language":
		return w.Language(lang.Tag(value))
	case "country":
		return country.Name(value, w.Tag)
	case "year", "cites", "work":
		return value
	}
	return w.term(value)
}

// Term is a term of the vocabulary on a passage or a note.
type Term struct{ Label, Facet, URL, Definition string }

// TermGroup is the terms that came the same way.
type TermGroup struct {
	From  string // who put them there, in words
	Terms []Term
}

// termGroups gives the terms of a provision by where they came from, those put
// there by people first; a term stands once, under the first.
func (p *Page) termGroups(o *corpus.Provision, l lang.Tag) []TermGroup {
	var uses []corpus.TermUse
	for _, n := range o.Notes {
		uses = append(uses, n.Terms...)
	}
	if t := o.Texts[l]; t != nil {
		uses = append(uses, t.Terms...)
	}
	var out []TermGroup
	seen := map[string]bool{}
	for _, from := range []string{"person", "curated", "rule", ""} {
		var g TermGroup
		for _, u := range uses {
			if u.From == from && !seen[u.ID] {
				seen[u.ID] = true
				g.Terms = append(g.Terms, p.termOf(u.ID))
			}
		}
		if len(g.Terms) == 0 {
			continue
		}
		if from != "" {
			g.From = p.Word("from", from)
		}
		out = append(out, g)
	}
	return out
}

func (p *Page) termOf(id string) Term {
	facet, _, _ := strings.Cut(id, "/")
	t := Term{Label: p.term(id), Facet: p.facet(facet), URL: p.facetLink(facet, id)}
	if v := vocab.Lookup(id); v != nil {
		t.Definition = v.Definition
	}
	return t
}
