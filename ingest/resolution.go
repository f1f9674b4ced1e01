package ingest

import (
	"strings"

	"concordance/corpus"
	"concordance/ingest/format"
)

// resolution is a resolution of the Security Council, the General Assembly or
// the Economic and Social Council, or a draft of one.
var resolution = Kind{Name: "resolution", Match: isResolution, Parse: parseResolution}

func isResolution(t *format.Text) bool {
	if isStatement(t) {
		return false
	}
	if t.Meta.Type == "resolution" || t.Meta.Type == "draftResolution" {
		return true
	}
	if strings.Contains(t.Meta.Symbol, "/RES/") {
		return true
	}
	for i, b := range t.Blocks {
		if b.Kind == format.Formula && b.Annex == 0 && i < 60 {
			return true
		}
	}
	return false
}

func parseResolution(t *format.Text) (*corpus.Document, error) {
	c := newComposer(t, corpus.KindResolution)
	c.identify()
	if t.Meta.Type == "draftResolution" || c.doc.Symbol != "" && !strings.Contains(c.doc.Symbol, "/RES/") {
		c.doc.Kind = corpus.KindDraft
	}
	readBody(c, t.Blocks, true)
	c.weigh()
	return c.finish()
}
