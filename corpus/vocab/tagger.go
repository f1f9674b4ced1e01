package vocab

import "concordance/corpus"

// Tagger puts the terms a text names on its passages.
type Tagger struct{}

// NewTagger returns a tagger over the whole vocabulary.
func NewTagger() *Tagger { return &Tagger{} }

// Tag adds to each passage of d the terms its text names, with provenance "rule".
func (t *Tagger) Tag(d *corpus.Document) {}
