package vocab

import (
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Tagger puts the terms a text names on its passages.
type Tagger struct {
	names *tries
	off   bool
}

// NewTagger returns a tagger over the whole vocabulary. It may be used by
// several goroutines.
func NewTagger() *Tagger { return &Tagger{names: names()} }

// WithOff returns a tagger that uses the rules that are off too, to measure them.
func (t *Tagger) WithOff() *Tagger { return &Tagger{t.names, true} }

// Tag adds to each passage of d the terms its text names, with provenance
// "rule". Terms that are there already stay as they are. A text in a language
// the vocabulary does not speak gets none.
func (t *Tagger) Tag(d *corpus.Document) {
	root := t.names.texts[d.Lang]
	if root == nil {
		return
	}
	title := anchored(root.find(words(d.Titles[d.Lang], d.Lang)))
	for i := range d.Passages {
		p := &d.Passages[i]
		ms := root.find(words(p.Text, d.Lang))
		about := title || anchored(ms) ||
			anchored(root.find(words(strings.Join(p.Headings, "\n"), d.Lang)))
		for _, term := range named(ms, about) {
			if UseOf(term.Facet) == ForPassages && (t.off || !slices.Contains(term.Off, d.Lang)) && !slices.ContainsFunc(p.Terms, func(u corpus.TermUse) bool { return u.ID == term.ID }) {
				p.Terms = append(p.Terms, corpus.TermUse{ID: term.ID, From: "rule"})
			}
		}
	}
}

// Expand returns the terms that a query in l names, in the order of its words;
// ambiguous names and abbreviations in small letters count. With l "" every
// language is tried.
func Expand(text string, l lang.Tag) []*Term {
	var out []*Term
	for _, try := range lang.Interface {
		if l != "" && l != try {
			continue
		}
		for _, term := range named(names().queries[try].find(words(text, try)), true) {
			if !slices.Contains(out, term) {
				out = append(out, term)
			}
		}
	}
	return out
}

// named gives the terms of the matches, without weak ones unless the text is
// about terrorism.
func named(ms []match, about bool) []*Term {
	var out []*Term
	for _, m := range ms {
		if (about || !m.weak) && !slices.Contains(out, m.term) {
			out = append(out, m.term)
		}
	}
	return out
}

// anchored reports whether the matches show that the text is about terrorism.
func anchored(ms []match) bool {
	return slices.ContainsFunc(ms, func(m match) bool { return m.term.Anchor && !m.weak })
}

// UseOf says what the terms of a facet are for, "" when there is no such facet.
func UseOf(facet string) Use {
	for _, f := range Facets() {
		if f.Name == facet {
			return f.Use
		}
	}
	return ""
}
