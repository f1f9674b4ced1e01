package digest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
)

// Fault is something wrong in the corpus: where (a work, a note, a term) and what.
type Fault struct {
	Where string `json:"where"`
	What  string `json:"what"`
}

func (f Fault) String() string { return f.Where + ": " + f.What }

// The statuses a note may have.
const (
	Verified     = "verified"      // the whole paragraph was read
	DocumentOnly = "document-only" // no pinpoint is claimed
)

// Counts is the size of the corpus. Its JSON form is part of the command line's contract.
type Counts struct {
	Works        int              `json:"works"`
	Notes        int              `json:"notes"`
	Verified     int              `json:"verified"`
	DocumentOnly int              `json:"document_only"`
	Terms        int              `json:"terms"`
	Labels       map[lang.Tag]int `json:"labels"`
	Failing      []string         `json:"failing"` // the faults, in words; never null
}

// Count measures works and the vocabulary, and checks them.
func Count(works []corpus.Digest) Counts {
	c := Counts{Works: len(works), Labels: map[lang.Tag]int{}, Failing: []string{}}
	for _, w := range works {
		c.Notes += len(w.Notes)
		for _, n := range w.Notes {
			switch n.Status {
			case Verified:
				c.Verified++
			case DocumentOnly:
				c.DocumentOnly++
			}
		}
	}
	for _, f := range vocab.Facets() {
		c.Terms += len(f.Terms)
		for _, t := range f.Terms {
			for l := range t.Labels {
				c.Labels[l]++
			}
		}
	}
	for _, f := range Check(works) {
		c.Failing = append(c.Failing, f.String())
	}
	return c
}

// Check finds what is wrong in works and in the vocabulary they use.
func Check(works []corpus.Digest) []Fault {
	c := &checker{works: map[string]bool{}, notes: map[string]bool{}}
	for _, w := range works {
		c.once(c.works, string(w.ID))
	}
	for _, w := range works {
		c.work(w.Description)
		for _, n := range w.Notes {
			c.note(w, n)
		}
	}
	c.vocabulary()
	return c.faults
}

type checker struct {
	works, notes map[string]bool // the IDs met
	faults       []Fault
}

func (c *checker) fault(where, what string, args ...any) {
	c.faults = append(c.faults, Fault{where, fmt.Sprintf(what, args...)})
}

func (c *checker) once(met map[string]bool, id string) {
	if met[id] {
		c.fault(id, "the ID stands there twice")
	}
	met[id] = true
}

var (
	idForm   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	dateForm = regexp.MustCompile(`^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`)
	verbForm = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
)

func (c *checker) work(w corpus.Description) {
	where := string(w.ID)
	if !idForm.MatchString(where) {
		c.fault(where, "the ID is not lower-case letters and digits joined by hyphens")
	}
	if w.Symbol != "" {
		c.symbol(where, w)
	}
	if w.Titles[lang.English] == "" {
		c.fault(where, "no English title")
	}
	c.tags(where, "titles", slices.Collect(maps.Keys(w.Titles)))
	c.tags(where, "languages", w.Languages)
	for _, a := range w.Aliases {
		if a.Text == "" {
			c.fault(where, "an alias is empty")
		}
		if a.Lang != "" {
			c.tags(where, "aliases", []lang.Tag{a.Lang})
		}
	}
	c.term(where, "kind/"+string(w.Kind))
	if w.Body == "" {
		c.fault(where, "no issuing body")
	}
	if w.Date != "" && !dateForm.MatchString(w.Date) {
		c.fault(where, "date %q is not like 2017-12-21, 2017-12 or 2017", w.Date)
	}
	if !slices.Contains([]string{"", "yes", "no"}, w.ChapterVII) {
		c.fault(where, "chapter-vii %q is not yes or no", w.ChapterVII)
	}
	c.basis(where, w)
	for l, a := range w.Addresses {
		if !strings.HasPrefix(a, "https://") {
			c.fault(where, "address %q (%s) does not begin with https://", a, l)
		}
	}
	for _, r := range w.Relations {
		if !verbForm.MatchString(r.Type) {
			c.fault(where, "relation type %q is not a word", r.Type)
		}
		c.target(where, r.Target)
	}
}

// facts are the keys of the catalogue whose value may be known on a basis of its own.
var facts = []string{"symbol", "titles", "aliases", "kind", "body", "date", "meeting", "chapter-vii", "languages", "addresses", "relations"}

func (c *checker) basis(where string, w corpus.Description) {
	if !slices.Contains(corpus.Bases, w.Basis) {
		c.fault(where, "basis %q is not one of %v", w.Basis, corpus.Bases)
	}
	for key, b := range w.Facts {
		if !slices.Contains(facts, key) || !slices.Contains(corpus.Bases, b) {
			c.fault(where, "facts: %s: %s: no such fact or basis", key, b)
		}
	}
}

func (c *checker) symbol(where string, w corpus.Description) {
	if t, ok := cite.ParseSymbol(w.Symbol); !ok || string(t) != w.Symbol {
		c.fault(where, "symbol %q is read as %q", w.Symbol, t)
	}
	if id := cite.WorkID(corpus.Target(w.Symbol)); id != w.ID {
		c.fault(where, "the ID does not follow from the symbol: want %s", id)
	}
}

func (c *checker) tags(where, what string, ts []lang.Tag) {
	for _, t := range ts {
		if !slices.Contains(lang.Texts, t) {
			c.fault(where, "%s: %q is not a language of texts", what, t)
		}
	}
}

// target checks that t can be resolved: a work of the catalogue, a symbol, or
// one of the forms that have no text of their own.
func (c *checker) target(where string, t corpus.Target) {
	for _, prefix := range []string{"INSTR/", "TREATY/", "SC-COMMITTEE/", "SC-BODY/"} {
		if rest, ok := strings.CutPrefix(string(t), prefix); ok && rest != "" {
			return
		}
	}
	if c.works[string(t)] || t == "UN-CHARTER" {
		return
	}
	if got, ok := cite.ParseSymbol(string(t)); !ok || got != t {
		c.fault(where, "target %q is neither a work of the catalogue nor a symbol in canonical form", t)
	}
}

func (c *checker) term(where, id string) {
	if vocab.Lookup(id) == nil {
		c.fault(where, "term %q is not in the vocabulary", id)
	}
}

func (c *checker) note(w corpus.Digest, n corpus.Note) {
	where := n.ID
	c.once(c.notes, n.ID)
	base := string(w.ID)
	if n.Locator != "" {
		base += "/" + string(n.Locator)
	}
	if id, _, _ := strings.Cut(n.ID, "#"); id != base {
		c.fault(where, "the ID does not follow from work and locator: want %s", base)
	}
	if n.Locator != "" && !n.Locator.Valid() {
		c.fault(where, "locator %q is not valid", n.Locator)
	}
	if strings.TrimSpace(n.Text) == "" {
		c.fault(where, "no text")
	}
	c.term(where, "role/"+string(n.Role))
	c.term(where, "force/"+string(n.Force))
	switch {
	case n.Status != Verified && n.Status != DocumentOnly:
		c.fault(where, "status %q is not %s or %s", n.Status, Verified, DocumentOnly)
	case n.Status == DocumentOnly && n.Locator != "":
		c.fault(where, "a %s note claims the pinpoint %s", DocumentOnly, n.Locator)
	}
	for _, t := range n.Terms {
		c.term(where, t.ID)
	}
	for _, t := range n.Cites {
		c.target(where, t)
	}
}

func (c *checker) vocabulary() {
	for _, f := range vocab.Facets() {
		c.labels(f.Name, f.Labels)
		for _, t := range f.Terms {
			c.labels(t.ID, t.Labels)
			if t.Broader != "" {
				c.term(t.ID, t.Broader)
			}
			for _, r := range t.Related {
				c.term(t.ID, r)
			}
			for l, s := range t.Sources {
				if !slices.Contains([]string{"GA", "SC", "UB", "m"}, s) || t.Labels[l] == "" {
					c.fault(t.ID, "source %q of the label in %q is unknown", s, l)
				}
			}
		}
	}
}

func (c *checker) labels(where string, labels map[lang.Tag]string) {
	for _, l := range lang.Interface {
		if labels[l] == "" {
			c.fault(where, "no label in %s", l)
		}
	}
}
