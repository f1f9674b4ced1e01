package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

// recitals parts preambular paragraphs that a page break joined: a comma, then
// a capital that opens preambular words in italics.
func (c *composer) recitals(blocks []format.Block) []format.Block {
	var out []format.Block
	preamble := false
	for _, x := range blocks {
		_, numbered := paragraphNumber(x)
		preamble = (preamble || x.Kind == format.Formula) && !numbered
		for at := c.joint(x); preamble && at > 0; at = c.joint(x) {
			head, rest := x, cut(x, at)
			head.Text = strings.TrimRight(x.Text[:at], " ")
			head.Marks, head.Refs, head.Links = nil, nil, nil
			for _, m := range x.Marks {
				if m.End <= at {
					head.Marks = append(head.Marks, m)
				}
			}
			rest.Refs = nil
			for _, r := range x.Refs {
				if r.At <= at {
					head.Refs = append(head.Refs, format.Ref{At: min(r.At, len(head.Text)), Note: r.Note})
				} else {
					rest.Refs = append(rest.Refs, format.Ref{At: r.At - at, Note: r.Note})
				}
			}
			out = append(out, head)
			x = rest
		}
		out = append(out, x)
	}
	return out
}

// joint is where the second of two joined preambular paragraphs begins, 0 when
// x is one.
func (c *composer) joint(x format.Block) int {
	if x.Kind != format.Paragraph {
		return 0
	}
	for _, m := range x.Marks {
		before := strings.TrimRight(x.Text[:min(m.Start, len(x.Text))], " ")
		if !m.Italic || before == "" || len(before) == m.Start || !strings.ContainsAny(lastRune(before), ",，") {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(x.Text[m.Start:]); !unicode.IsUpper(r) {
			continue
		}
		if _, class := verbAt(x.Text[m.Start:], c.lang); class == contextual {
			return m.Start
		}
	}
	return 0
}
