package ingest

import (
	"concordance/corpus"
	"concordance/ingest/format"
)

var conceptNote = Kind{Name: "concept note", Match: func(*format.Text) bool { return false }, Parse: parseNumbered}
var principles = Kind{Name: "principles", Match: func(*format.Text) bool { return false }, Parse: parseNumbered}
var _ = corpus.KindConceptNote
