package cite

import (
	"concordance/corpus"
	"concordance/corpus/lang"
)

// Name is a work or treaty cited by title: its target and every title and
// alias it goes by.
type Name struct {
	Target corpus.Target
	Texts  []corpus.Alias
}

// Place is where a text stands: the citing work and the passage.
type Place struct {
	Work    corpus.Target
	Locator corpus.Locator
}

// Tagger finds the citations of texts.
type Tagger struct {
	names []Name
}

// NewTagger returns a tagger that also knows names.
func NewTagger(names []Name) *Tagger { return &Tagger{names: names} }

// Find returns the mentions of other works in text.
func (t *Tagger) Find(text string, l lang.Tag, in Place) []corpus.Citation { return nil }

// Tag sets the citations of every passage of d.
func (t *Tagger) Tag(d *corpus.Document) {
	for i := range d.Passages {
		p := &d.Passages[i]
		p.Citations = t.Find(p.Text, d.Lang, Place{Work: target(d), Locator: p.Locator})
	}
}

func target(d *corpus.Document) corpus.Target {
	if d.Symbol != "" {
		return corpus.Target(d.Symbol)
	}
	return corpus.Target(d.ID)
}
