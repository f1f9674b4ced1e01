package vocab

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"concordance/corpus/lang"

	"github.com/goccy/go-yaml"
)

// Use says what the terms of a facet are for.
type Use string

const (
	ForPassages Use = "passages" // its terms are put on passages and notes
	ForLabels   Use = "labels"   // it gives names to other values: roles, forces, kinds
	ForQueries  Use = "queries"  // it only widens queries: entities, general concepts
)

// Facet is one file: a kind of term.
type Facet struct {
	Name   string              `yaml:"facet"` // "theme"
	Labels map[lang.Tag]string `yaml:"labels"`
	Use    Use                 `yaml:"use"`
	Terms  []*Term             `yaml:"terms"` // in the order pages show them
}

// Label is the name of the facet in l, else in English.
func (f Facet) Label(l lang.Tag) string { return label(f.Labels, l, f.Name) }

// Term is one entry. In the file ID is the part after the slash; once loaded
// it is whole: "theme/risk-assessment".
type Term struct {
	ID    string `yaml:"id"`
	Facet string `yaml:"-"`
	// Labels has all six languages.
	Labels map[lang.Tag]string `yaml:"labels"`
	// Sources says where a label was read: "GA", "SC", "UB", "m".
	Sources map[lang.Tag]string `yaml:"sources,omitempty"`
	// Synonyms are other names by which the term is found in texts and queries.
	Synonyms map[lang.Tag][]string `yaml:"synonyms,omitempty"`
	// Weak names count only in a passage that speaks of terrorism: "school".
	Weak map[lang.Tag][]string `yaml:"weak,omitempty"`
	// Queries are names too ambiguous for texts that still widen a query: "CI".
	Queries map[lang.Tag][]string `yaml:"queries,omitempty"`
	// Not are phrases that hold a name and mean something else.
	Not map[lang.Tag][]string `yaml:"not,omitempty"`
	// Quiet terms are not found by their labels: "prevent" stands in every resolution.
	Quiet bool `yaml:"quiet,omitempty"`
	// Off lists the languages in which the rule that puts the term on passages
	// was measured and found wrong too often (SCORES.md): there only people put
	// it on.
	Off []lang.Tag `yaml:"off,omitempty,flow"`
	// Anchor terms show that a passage speaks of terrorism.
	Anchor     bool   `yaml:"anchor,omitempty"`
	Definition string `yaml:"definition,omitempty"` // English, our own words
	Broader    string `yaml:"broader,omitempty"`    // whole ID
	// Related are terms to look at too, whole IDs.
	Related []string `yaml:"related,omitempty"`
	UNBIS   string   `yaml:"unbis,omitempty"` // address in the UNBIS Thesaurus, only where it was verified
}

// Label is the term's name in l, else in English.
func (t *Term) Label(l lang.Tag) string { return label(t.Labels, l, t.ID) }

// Source says where the label in l was read: "GA", "SC", "UB", "m", or "ours"
// for our own translation.
func (t *Term) Source(l lang.Tag) string {
	if s := t.Sources[l]; s != "" {
		return s
	}
	return "ours"
}

// Names lists the label and every synonym in l, the ambiguous ones included.
func (t *Term) Names(l lang.Tag) []string {
	names := slices.Concat(t.Synonyms[l], t.Weak[l], t.Queries[l])
	if s := t.Labels[l]; s != "" {
		names = slices.Insert(names, 0, s)
	}
	return names
}

func label(labels map[lang.Tag]string, l lang.Tag, other string) string {
	for _, t := range []lang.Tag{l, lang.English} {
		if s := labels[t]; s != "" {
			return s
		}
	}
	return other
}

// order is the order of the files, hence of [Facets].
var order = []string{"theme", "target", "threat", "phase", "actor", "measure", "cross-cutting",
	"role", "force", "kind", "concept", "entity"}

//go:embed *.yaml
var files embed.FS

type vocabulary struct {
	facets []Facet
	terms  map[string]*Term
}

var all = sync.OnceValue(func() *vocabulary {
	v, err := load()
	if err != nil {
		panic(err) // the files are compiled in: only a broken build comes here
	}
	return v
})

func load() (*vocabulary, error) {
	v := &vocabulary{terms: map[string]*Term{}}
	for _, name := range order {
		file := name + ".yaml"
		b, err := files.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("corpus/vocab: %w", err)
		}
		var f Facet
		if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("corpus/vocab/%s: %w", file, err)
		}
		if f.Name != name {
			return nil, fmt.Errorf("corpus/vocab/%s: the facet is called %q", file, f.Name)
		}
		for _, t := range f.Terms {
			t.ID, t.Facet = name+"/"+t.ID, name
			if v.terms[t.ID] != nil {
				return nil, fmt.Errorf("corpus/vocab/%s: %s stands there twice", file, t.ID)
			}
			v.terms[t.ID] = t
		}
		v.facets = append(v.facets, f)
	}
	return v, nil
}

// Facets lists all facets in the order pages show them. Read only.
func Facets() []Facet { return all().facets }

// Terms lists the terms of a facet in the order pages show them; nil for an
// unknown facet. Read only.
func Terms(facet string) []*Term {
	for _, f := range Facets() {
		if f.Name == facet {
			return f.Terms
		}
	}
	return nil
}

// Lookup finds a term by its whole ID, "theme/risk-assessment"; nil when there is none.
func Lookup(id string) *Term { return all().terms[id] }
