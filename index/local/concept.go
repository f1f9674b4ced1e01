package local

import (
	"cmp"
	"slices"
	"sync"

	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index/query"
)

// piece is one token of the words asked for together.
type piece struct {
	token
	raw string
	of  int // which word, as typed
}

// pieces cuts words into tokens.
func pieces(words []string) []piece {
	var out []piece
	for i, s := range words {
		for _, t := range analysers()[lang.English].tokens(s, nil) {
			out = append(out, piece{t, s[t.at:t.end], i})
		}
	}
	return out
}

// naming is a stretch of pieces that names a term of the vocabulary.
type naming struct {
	from, to int
	term     *vocab.Term
	loose    bool // by a name that only serves to understand queries
}

// namings finds the terms that the words name, the longest names first, without
// overlap. What a theme and a notion are both called is the notion: a theme
// holds many, so that its other names mean other things.
func namings(ps []piece, terms []*vocab.Term) []naming {
	var all []naming
	for _, t := range terms {
		for _, n := range stemmedNames(t) {
			a := analysers()[n.tag]
			for i := 0; i+len(n.stems) <= len(ps); i++ {
				if a.same(ps[i:i+len(n.stems)], n.stems) {
					all = append(all, naming{i, i + len(n.stems), t, n.loose})
				}
			}
		}
	}
	// "Protection of soft targets" is a name of protecting: what is protected says more.
	all = slices.DeleteFunc(all, func(n naming) bool {
		return n.term.Facet == "phase" && slices.ContainsFunc(all, func(o naming) bool {
			return o.term.Facet != "phase" && n.from <= o.from && o.to <= n.to && o.to-o.from < n.to-n.from
		})
	})
	slices.SortStableFunc(all, func(a, b naming) int {
		return cmp.Or((b.to-b.from)-(a.to-a.from), b.exact()-a.exact())
	})
	var out []naming
	for _, n := range all {
		if !slices.ContainsFunc(out, func(o naming) bool { return n.from < o.to && o.from < n.to }) {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b naming) int { return a.from - b.from })
	return out
}

// exact is 1 for a term that is there for queries alone.
func (n naming) exact() int {
	if vocab.UseOf(n.term.Facet) == vocab.ForQueries {
		return 1
	}
	return 0
}

// stemmedName is a name of a term by its stems.
type stemmedName struct {
	tag   lang.Tag
	stems []string
	loose bool // it only serves to understand queries
}

var stemmed sync.Map // []stemmedName by *vocab.Term: there are few, and they never change

func stemmedNames(t *vocab.Term) []stemmedName {
	if names, ok := stemmed.Load(t); ok {
		return names.([]stemmedName)
	}
	var out []stemmedName
	for _, l := range lang.Interface {
		for _, n := range t.Names(l) {
			if stems := analysers()[l].stemsOf(n); len(stems) > 0 {
				out = append(out, stemmedName{tag: l, stems: stems, loose: slices.Contains(t.Queries[l], n)})
			}
		}
	}
	stemmed.Store(t, out)
	return out
}

func (a *analyser) stemsOf(s string) []string {
	var out []string
	for _, t := range a.tokens(s, nil) {
		out = append(out, t.stem)
	}
	return out
}

func (a *analyser) same(ps []piece, stems []string) bool {
	for i, s := range stems {
		if a.word(ps[i].raw).stem != s {
			return false
		}
	}
	return true
}

// maxNames bounds the other names of one concept that are looked up.
const maxNames = 80

// names lists what a term is called, by language, but for names so ambiguous
// that they only serve to understand queries.
func namesOf(t *vocab.Term) []name {
	var out []name
	for _, l := range lang.Interface {
		for _, n := range t.Names(l) {
			if words := splitWords(n); len(words) > 0 && !slices.Contains(t.Queries[l], n) && len(out) < maxNames {
				out = append(out, name{l, words})
			}
		}
	}
	return out
}

func raws(ps []piece) []string {
	var out []string
	for _, p := range ps {
		out = append(out, p.raw)
	}
	return out
}

// words compiles words that stand side by side: those that name a term become
// a concept, the others terms of their own.
func (c *compiler) words(nodes []query.Word, keep bool) (parts, extra []plan) {
	texts := make([]string, len(nodes))
	all := ""
	for i, n := range nodes {
		texts[i] = n.Text
		all += n.Text + " "
	}
	ps := pieces(texts)
	at := 0
	for _, n := range namings(ps, vocab.Expand(all, "")) {
		p, x := c.plain(ps[at:n.from], keep)
		parts, extra = append(parts, p...), append(extra, x...)
		p, x = c.plain(ps[n.from:n.to], true)
		if n.to-n.from > 1 {
			x = append(x, &phrase{words: raws(ps[n.from:n.to])})
		}
		label := n.term.Label(c.lang)
		parts = append(parts, &concept{term: n.term, label: label, words: &every{parts: p, extra: x}, names: namesOf(n.term), size: n.to - n.from, loose: n.loose})
		if !slices.Contains(c.expanded, label) {
			c.expanded = append(c.expanded, label)
		}
		at = n.to
	}
	p, x := c.plain(ps[at:], keep)
	return append(parts, p...), append(extra, x...)
}
