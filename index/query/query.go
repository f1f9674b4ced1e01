package query

import (
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// Bounds of a query; what lies beyond is left out, with a repair.
const (
	MaxBytes = 4096
	MaxTerms = 200 // words, phrases, prefixes, fields, years and references
	MaxDepth = 20  // of parentheses
)

// Bounds and defaults of closeness and of misspellings.
const (
	DefaultWithin = 10  // of a NEAR, or a phrase with ~, without a number
	MaxWithin     = 100 // words
	MaxEdits      = 2   // letters
	minFuzzy      = 3   // letters of a word that may be misspelt
	longFuzzy     = 6   // letters of a word that may have two of them wrong
)

// Query is a query as understood.
type Query struct {
	Root Node // nil finds everything
	Lang lang.Tag
	// Repairs says what was mended: the first twenty, each once.
	Repairs []Repair
}

// Node is one of And, Or, Not, Near, Word, Prefix, Fuzzy, Phrase, Field, Years
// and Ref.
type Node interface{ print(p *printer) }

// And asks for all of its parts, at least two. Strict when the AND was written:
// then it is never relaxed.
type And struct {
	Of     []Node
	Strict bool
}

// Or asks for any of its parts, at least two.
type Or struct{ Of []Node }

// Not asks for what its part does not find.
type Not struct{ Of Node }

// Near asks for both of its parts at most Within words apart, in either order;
// side by side they are one apart. B is a Word, Phrase, Prefix or Fuzzy, A one
// of these or, in a chain, a Near: the place where its two parts are close.
type Near struct {
	A, B   Node
	Within int // 1 to MaxWithin
}

// Word is a word as typed, without the punctuation around it.
type Word struct{ Text string }

// Prefix asks for words that begin with Text.
type Prefix struct{ Text string }

// Fuzzy asks for words that differ from Text by at most Edits letters, changed,
// added, left out or swapped with the next.
type Fuzzy struct {
	Text  string
	Edits int // 1 to MaxEdits
}

// Phrase asks for its words side by side; with a Slop, for its words in any
// order, each at most so many words from each other.
type Phrase struct {
	Text string
	Slop int // 0 to MaxWithin
}

// Field asks for a value of a field, one of [Fields].
type Field struct{ Name, Value string }

// Years asks for works of From to To, inclusive; 0 is open. One of them is set.
type Years struct{ From, To int }

// Ref names a work, or a passage of one.
type Ref struct{ cite.Reference }

// Fields are the names before a colon: every facet's, "title", and "citedby",
// which finds what a work, or a passage of one, cites. "lang" is another name of
// "language".
var Fields = []string{
	"force", "role", "theme", "target", "threat", "phase", "actor", "measure", "cross-cutting",
	"country", "kind", "body", "year", "language", "cites", "citedby", "work", "title",
}

// Words lists the words of the query, phrases, prefixes and misspelt words
// included, as typed:
// what a reader looks for. Parts under a NOT are left out.
func (q Query) Words() []string {
	var out []string
	var walk func(Node)
	walk = func(n Node) {
		switch n := n.(type) {
		case And:
			for _, c := range n.Of {
				walk(c)
			}
		case Or:
			for _, c := range n.Of {
				walk(c)
			}
		case Near:
			walk(n.A)
			walk(n.B)
		case Word:
			out = append(out, n.Text)
		case Prefix:
			out = append(out, n.Text)
		case Fuzzy:
			out = append(out, n.Text)
		case Phrase:
			out = append(out, n.Text)
		}
	}
	walk(q.Root)
	return out
}
