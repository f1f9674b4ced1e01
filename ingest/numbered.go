package ingest

import (
	"concordance/corpus"
	"concordance/ingest/format"
)

// numbered is any document with paragraphs: the last resort.
var numbered = Kind{Name: "numbered", Match: func(*format.Text) bool { return true }, Parse: parseNumbered}

func parseNumbered(t *format.Text) (*corpus.Document, error) {
	c := newComposer(t, corpus.KindDocument)
	c.identify()
	readBody(c, uncover(t), false)
	c.advise(false)
	c.locate()
	c.inform(corpus.RoleContext)
	return c.finish()
}

// inform gives every passage that has none the role, and the force of a text
// that asks nothing.
func (c *composer) inform(r corpus.Role) {
	for i := range c.doc.Passages {
		if p := &c.doc.Passages[i]; p.Role == "" {
			p.Role, p.Force = r, corpus.ForceInformational
		}
	}
}
