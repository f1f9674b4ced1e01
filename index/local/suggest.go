package local

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
)

const (
	maxSuggestions = 10
	maxPrefixBytes = 200
	roomForTerms   = 3
)

// Suggest implements index.Engine: the passage or works a symbol names, works
// by their titles, terms of the vocabulary that passages have, and phrases that
// recur. Works leave some room to the others.
func (e *Engine) Suggest(ctx context.Context, prefix string, l lang.Tag) (out []index.Suggestion, err error) {
	defer damaged(&err)
	if l == "" {
		l = lang.English
	}
	prefix = strings.ToValidUTF8(strings.TrimSpace(prefix), "")
	if prefix == "" || len(prefix) > maxPrefixBytes {
		return []index.Suggestion{}, ctx.Err()
	}
	v, err := e.acquire()
	if err != nil {
		return nil, fmt.Errorf("index/local: reading the index: %w", err)
	}
	defer v.release()
	works, err := v.names()
	if err != nil {
		return nil, err
	}
	out = []index.Suggestion{}
	add := func(s index.Suggestion) {
		if len(out) < maxSuggestions && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if s, ok := v.suggestPassage(prefix, works, l); ok {
		add(s)
	}
	named, terms, phrases := rankNames(works, prefix, l), v.terms(prefix, l), v.recurring(prefix, l)
	phrases = slices.DeleteFunc(phrases, func(p index.Suggestion) bool {
		return slices.ContainsFunc(terms, func(t index.Suggestion) bool { return lookup(t.Label) == lookup(p.Label) })
	})
	first := max(maxSuggestions-len(out)-min(len(terms), roomForTerms)-min(len(phrases), maxRecurring), 0)
	for _, s := range slices.Concat(named[:min(len(named), first)], terms[:min(len(terms), roomForTerms)], phrases, named, terms) {
		add(s)
	}
	return out, nil
}

// names is what a work is called, for completing and for best bets.
type names struct {
	id     corpus.WorkID
	name   string // as cited
	titles map[lang.Tag]string
	keys   []string // folded: the symbol, its parts, titles
	first  uint32   // the entry that stands for it: its own, else its first passage
	size   int      // passages
}

// names reads the names of all works, once a view.
func (v *view) names() ([]names, error) {
	v.namesOnce.Do(func() {
		v.namesErr = guarded(0, func(int) (err error) {
			v.works, err = v.readNames()
			return err
		})
		if v.namesErr != nil {
			return
		}
		v.byName = make(map[string]int32, 4*len(v.works))
		for i := range v.works {
			for _, k := range v.works[i].keys {
				if _, taken := v.byName[k]; taken {
					v.byName[k] = -1
				} else {
					v.byName[k] = int32(i)
				}
			}
		}
	})
	return v.works, v.namesErr
}

func (v *view) readNames() ([]names, error) {
	first := make([]uint32, len(v.work.values))
	sizes := make([]int, len(v.work.values))
	v.live.each(func(d uint32) {
		v.work.each(d, func(o uint32) {
			if sizes[o] == 0 || v.place[d] < v.place[first[o]] {
				first[o] = d
			}
			sizes[o]++
		})
	})
	out := make([]names, 0, len(first))
	for o, d := range first {
		n, err := v.nameOf(d)
		if err != nil {
			return nil, err
		}
		n.first, n.size = d, sizes[o]
		out = append(out, n)
	}
	return out, nil
}

// nameOf reads the names of an entry's work. Segments never change, so what was
// read of one for an earlier view is true for this one.
func (v *view) nameOf(d uint32) (names, error) {
	p, at := v.locate(d)
	if p == nil {
		return names{}, errRecord
	}
	key := [2]uint64{p.snap.Id(), uint64(at)}
	if n, ok := v.known.Load(key); ok {
		return n.(names), nil
	}
	r, err := v.record(d)
	if err != nil {
		return names{}, err
	}
	n := names{id: r.Work, name: r.Name, titles: r.Titles}
	for _, s := range slices.Concat(symbolKeys(r.Symbol), []string{string(r.Work)}, strings.Split(r.Aliases, "\n")) {
		n.add(s)
	}
	for _, t := range r.Titles {
		n.add(t)
	}
	v.known.Store(key, n)
	return n, nil
}

func (n *names) add(s string) {
	if k := lookup(s); k != "" && !slices.Contains(n.keys, k) {
		n.keys = append(n.keys, k)
	}
}

// symbolKeys are the ways a symbol is begun to be typed: "S/RES/2396 (2017)",
// "RES/2396 (2017)", "2396 (2017)".
func symbolKeys(symbol string) []string {
	if symbol == "" {
		return nil
	}
	out := []string{symbol}
	for i, r := range symbol {
		if r == '/' {
			out = append(out, symbol[i+1:])
		}
	}
	return out
}

// lookup folds a name to what it is looked up by: its words.
func lookup(s string) string {
	var words []string
	eachWord(s, func(from, end int, _ bool) { words = append(words, fold(s[from:end])) })
	return strings.Join(words, " ")
}

// suggestPassage completes a reference with a place in it: "2396 para 27".
func (v *view) suggestPassage(prefix string, works []names, l lang.Tag) (index.Suggestion, bool) {
	r, ok := cite.ParseReference(prefix)
	if !ok || r.Locator == "" {
		return index.Suggestion{}, false
	}
	d := v.passage(r)
	if d < 0 {
		return index.Suggestion{}, false
	}
	rec, err := v.record(uint32(d))
	if err != nil {
		return index.Suggestion{}, false
	}
	return index.Suggestion{Text: rec.Name + "/" + string(rec.Locator), Label: label(rec.Name+", "+string(rec.Locator), rec.title(l)),
		Kind: "passage", URL: "/w/" + string(rec.Work) + "/" + string(rec.Locator)}, true
}

// rankNames lists the works that a prefix may mean: those whose symbol or
// title begins so before those with a word that does; the larger first.
func rankNames(works []names, prefix string, l lang.Tag) []index.Suggestion {
	k := lookup(prefix)
	if k == "" {
		return nil
	}
	type ranked struct {
		w    *names
		rank int
	}
	var found []ranked
	for i := range works {
		if r := rank(works[i].keys, k); r > 0 {
			found = append(found, ranked{&works[i], r})
		}
	}
	slices.SortFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.w.size, a.w.size), cmp.Compare(a.w.id, b.w.id))
	})
	out := []index.Suggestion{}
	for _, f := range found[:min(len(found), maxSuggestions)] {
		title := pick(f.w.titles, l)
		s := index.Suggestion{Text: f.w.name, Label: label(f.w.name, title), Kind: "work", URL: "/w/" + string(f.w.id)}
		if f.w.name == string(f.w.id) && title != "" { // it has no symbol
			s.Text, s.Label = title, title
		}
		out = append(out, s)
	}
	return out
}

// rank is 1 when a key is k, 2 when one begins with it, 3 when a word of one
// does, 0 when none.
func rank(keys []string, k string) int {
	best := 0
	for _, key := range keys {
		r := 0
		switch {
		case key == k:
			r = 1
		case strings.HasPrefix(key, k):
			r = 2
		case strings.Contains(key, " "+k):
			r = 3
		}
		if r > 0 && (best == 0 || r < best) {
			best = r
		}
	}
	return best
}

// maxLabel is the longest label in characters.
const maxLabel = 120

func label(name, title string) string {
	if title == "" || title == name {
		return name
	}
	s := name + " · " + title
	if utf8.RuneCountInString(s) <= maxLabel {
		return s
	}
	return strings.TrimSpace(s[:wordEnd(s, ahead(s, 0, maxLabel))]) + " …"
}

// terms lists the terms of the vocabulary that passages have, whose name in l
// or English begins with the prefix, or a word of it does; the most frequent first.
func (v *view) terms(prefix string, l lang.Tag) []index.Suggestion {
	k := lookup(prefix)
	if k == "" {
		return nil
	}
	type ranked struct {
		label string
		rank  int
		count uint32
	}
	var found []ranked
	for i := range index.Facets {
		c := v.facets[i]
		for o, id := range c.values {
			t := vocab.Lookup(id)
			if t == nil {
				continue
			}
			var keys []string
			for _, n := range append(t.Names(l), t.Label(l)) {
				keys = append(keys, lookup(n))
			}
			if r := rank(keys, k); r > 0 {
				found = append(found, ranked{t.Label(l), r, c.frequency[o]})
			}
		}
	}
	slices.SortFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.count, a.count), cmp.Compare(a.label, b.label))
	})
	out := []index.Suggestion{}
	for _, f := range found[:min(len(found), maxSuggestions)] {
		out = append(out, index.Suggestion{Text: f.label, Label: f.label, Kind: "term"})
	}
	return out
}
