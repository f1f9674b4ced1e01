package ui

import (
	"context"
	"slices"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// besideParam is the parameter of an address that asks for a second language
// beside the one that is read.
const besideParam = "beside"

// Version is a provision in the second language, "" of Lines when it is not held in it.
type Version struct {
	Lines []Line
	Lang  lang.Tag
	Dir   string
	Label string
}

// beside is the language to set beside l: the one asked for, when w is held in
// it, else "".
func (p *Page) beside(w *corpus.Work, l lang.Tag) lang.Tag {
	t := p.Beside
	if t == l || !slices.Contains(w.Texts(), t) {
		return ""
	}
	return t
}

// besideWith are the languages that can be set beside l, and the way back to l alone.
func (p *Page) besideWith(held []lang.Tag, l, second lang.Tag) []Choice {
	var out []Choice
	for _, t := range held {
		if t != l {
			x := lang.Get(t)
			out = append(out, Choice{Label: x.Name, URL: p.with(besideParam, string(t)), Tag: t, Dir: x.Dir(), Current: t == second})
		}
	}
	if second != "" {
		out = append(out, Choice{Label: p.T("beside.alone"), URL: p.with(besideParam, "")})
	}
	return out
}

// pair sets the version of o in t beside s. A provision that is not held in the
// language read has an empty place there: the reader sees which has no counterpart.
func (p *Page) pair(ctx context.Context, w *corpus.Work, o *corpus.Provision, s *Passage, l, t lang.Tag, asked corpus.Locator) {
	if t == "" {
		return
	}
	s.Second = &Version{Lang: t, Dir: lang.Get(t).Dir(), Label: p.label(w.Standing(t), t)}
	if text := o.Texts[t]; text != nil {
		s.Second.Lines = again(lines(text, asked, p.chips(ctx, w)))
	}
	if o.Texts[l] == nil {
		s.Lines, s.Foreign = nil, false
	}
}

// again takes the anchors out of lines that stand on the page a second time.
func again(ls []Line) []Line {
	for i := range ls {
		ls[i].ID = ""
		ls[i].Segments = keep(ls[i].Segments, func(s Segment) bool { return s.Anchor == "" })
		for k := range ls[i].Segments {
			ls[i].Segments[k].Again = true
		}
	}
	return ls
}
