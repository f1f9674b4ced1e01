package vocab

import (
	"slices"
	"strings"
	"sync"

	"concordance/corpus/lang"
)

// name is what a node of the trie says of the words that lead to it.
type name struct {
	term *Term
	weak bool // counts only beside an anchor
	not  bool // means something else than the term
}

// node is a place in a trie of words.
type node struct {
	next  map[string]*node
	names []name
}

// add enters a name. An abbreviation is entered in capitals, so that "CIP" is
// not found in "cip"; loose enters it in small letters too, as queries have it.
// A name with a break in it can never be matched and is left out.
func (n *node) add(text string, l lang.Tag, what name, loose bool) {
	ws := words(text, l)
	for _, w := range ws {
		if len(w) == 0 {
			return
		}
	}
	if len(ws) == 0 {
		return
	}
	capitals := strings.ToUpper(text) == text && strings.ToLower(text) != text
	if !capitals || loose {
		n.path(ws, func(w word) string { return w[0] }).put(what)
	}
	if capitals {
		n.path(ws, func(w word) string { return w[len(w)-1] }).put(what)
	}
}

func (n *node) path(ws []word, key func(word) string) *node {
	for _, w := range ws {
		k := key(w)
		if n.next == nil {
			n.next = map[string]*node{}
		}
		if n.next[k] == nil {
			n.next[k] = new(node)
		}
		n = n.next[k]
	}
	return n
}

func (n *node) put(what name) {
	for _, x := range n.names {
		if x == what {
			return
		}
	}
	n.names = append(n.names, what)
}

// match is a name found: words[start:end].
type match struct {
	start, end int
	name
}

// find returns every name in ws, the shorter inside the longer too, but none
// inside a phrase in which it means something else.
func (n *node) find(ws []word) []match {
	var out []match
	for i := range ws {
		n.from(ws, i, i, &out)
	}
	type place struct {
		term *Term
		at   int
	}
	denied := map[place]int{} // how far a phrase denies the term from there on
	for _, m := range out {
		for at := m.start; m.not && at < m.end; at++ {
			p := place{m.term, at}
			denied[p] = max(denied[p], m.end)
		}
	}
	return slices.DeleteFunc(out, func(m match) bool { return m.end <= denied[place{m.term, m.start}] })
}

func (n *node) from(ws []word, start, at int, out *[]match) {
	for _, what := range n.names {
		*out = append(*out, match{start, at, what})
	}
	if at == len(ws) || n.next == nil {
		return
	}
	for _, form := range ws[at] {
		if next := n.next[form]; next != nil {
			next.from(ws, start, at+1, out)
		}
	}
}

// tries holds, for each language, the names texts are searched for and those
// queries are.
type tries struct {
	texts, queries map[lang.Tag]*node
}

var names = sync.OnceValue(func() *tries {
	t := &tries{map[lang.Tag]*node{}, map[lang.Tag]*node{}}
	for _, l := range lang.Interface {
		t.texts[l], t.queries[l] = new(node), new(node)
		for _, f := range Facets() {
			if f.Use == ForLabels {
				continue
			}
			for _, term := range f.Terms {
				t.add(term, l)
			}
		}
	}
	return t
})

func (t *tries) add(term *Term, l lang.Tag) {
	both := func(texts []string, what name) {
		for _, s := range texts {
			t.texts[l].add(s, l, what, false)
			t.queries[l].add(s, l, what, true)
		}
	}
	if !term.Quiet {
		both([]string{term.Labels[l]}, name{term: term})
	}
	both(term.Synonyms[l], name{term: term})
	both(term.Weak[l], name{term: term, weak: true})
	both(term.Not[l], name{term: term, not: true})
	for _, s := range term.Queries[l] {
		t.queries[l].add(s, l, name{term: term}, true)
	}
}
