package ui

import (
	"strings"

	"concordance/corpus"
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
	case "year", "cites", "work":
		return value
	}
	return w.term(value)
}

// Term is a term of the vocabulary on a passage or a note.
type Term struct {
	Label, Facet, URL string
	From              string // who put it there, in words
	Definition        string
}

func (p *Page) terms(uses []corpus.TermUse) []Term {
	var out []Term
	for _, u := range uses {
		facet, _, _ := strings.Cut(u.ID, "/")
		t := Term{Label: p.term(u.ID), Facet: p.facet(facet), URL: p.facetLink(facet, u.ID)}
		if u.From != "" {
			t.From = p.Word("from", u.From)
		}
		if v := vocab.Lookup(u.ID); v != nil {
			t.Definition = v.Definition
		}
		out = append(out, t)
	}
	return out
}
