package index

import (
	"slices"
	"strings"

	"concordance/corpus"
)

// Facet is a way to narrow a search. Values gives a provision's values.
type Facet struct {
	Name   string
	Values func(w *corpus.Work, p *corpus.Provision) []string
}

// Facets in the order pages show them. The term facets ("theme", "target",
// "threat", "phase", "actor", "measure", "cross-cutting") take their values
// from the vocabulary's terms on the passage and its notes.
var Facets = []Facet{
	{"force", forces},
	{"role", roles},
	{"theme", terms("theme")},
	{"target", terms("target")},
	{"threat", terms("threat")},
	{"phase", terms("phase")},
	{"actor", terms("actor")},
	{"measure", terms("measure")},
	{"cross-cutting", terms("cross-cutting")},
	{"country", countries},
	{"kind", func(w *corpus.Work, _ *corpus.Provision) []string { return []string{string(w.Kind)} }},
	{"body", func(w *corpus.Work, _ *corpus.Provision) []string { return one(w.Body) }},
	{"year", func(w *corpus.Work, _ *corpus.Provision) []string { return one(Year(w.Date)) }},
	{"language", languages},
	{"cites", cites},
	{"work", func(w *corpus.Work, _ *corpus.Provision) []string { return []string{string(w.ID)} }},
}

// Year is the year of a date as works have it, "" when there is none.
func Year(date string) string {
	if len(date) < 4 {
		return ""
	}
	return date[:4]
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// terms gives the IDs of a facet's terms: "theme/risk-assessment".
func terms(facet string) func(*corpus.Work, *corpus.Provision) []string {
	prefix := facet + "/"
	return func(_ *corpus.Work, p *corpus.Provision) []string {
		var out []string
		add := func(ts []corpus.TermUse) {
			for _, t := range ts {
				if strings.HasPrefix(t.ID, prefix) && !slices.Contains(out, t.ID) {
					out = append(out, t.ID)
				}
			}
		}
		for _, n := range p.Notes {
			add(n.Terms)
		}
		for _, t := range p.Texts {
			add(t.Terms)
		}
		slices.Sort(out)
		return out
	}
}

// A curated role wins over one given by rule.
func roles(_ *corpus.Work, p *corpus.Provision) []string {
	return one(string(RoleOf(p)))
}

func forces(_ *corpus.Work, p *corpus.Provision) []string {
	return one(string(ForceOf(p)))
}

// RoleOf is the role of a provision: its first note's, else its text's.
func RoleOf(p *corpus.Provision) corpus.Role {
	if len(p.Notes) > 0 {
		return p.Notes[0].Role
	}
	if t, _ := p.Passage(""); t != nil {
		return t.Role
	}
	return ""
}

// ForceOf is the force of a provision: its first note's, else its text's.
func ForceOf(p *corpus.Provision) corpus.Force {
	if len(p.Notes) > 0 && p.Notes[0].Force != "" {
		return p.Notes[0].Force
	}
	if t, _ := p.Passage(""); t != nil {
		return t.Force
	}
	return ""
}

// countries are the States a case study is about or a speaker speaks for.
func countries(_ *corpus.Work, p *corpus.Provision) []string {
	var out []string
	for _, t := range p.Texts {
		if t.Country != "" && !slices.Contains(out, t.Country) {
			out = append(out, t.Country)
		}
	}
	slices.Sort(out)
	return out
}

func languages(_ *corpus.Work, p *corpus.Provision) []string {
	var out []string
	for t := range p.Texts {
		out = append(out, string(t))
	}
	slices.Sort(out)
	return out
}

func cites(_ *corpus.Work, p *corpus.Provision) []string {
	var out []string
	add := func(t corpus.Target) {
		for one := range strings.SplitSeq(string(t), " + ") {
			if one != "" && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	for _, n := range p.Notes {
		for _, t := range n.Cites {
			add(t)
		}
	}
	for _, t := range p.Texts {
		for _, c := range t.Citations {
			add(c.Target)
		}
	}
	slices.Sort(out)
	return out
}
