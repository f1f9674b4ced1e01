package ui

import (
	"context"
	"errors"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
)

// visits remembers, for one page, which of the works cited are held.
type visits struct {
	library corpus.Library
	works   map[corpus.Target]corpus.WorkID // "" is not held
	heads   map[corpus.WorkID]*corpus.Work  // without provisions
}

// head is a work without its provisions; an empty one when it was taken out
// since it was found.
func (v *visits) head(ctx context.Context, id corpus.WorkID) *corpus.Work {
	w, ok := v.heads[id]
	if !ok {
		var err error
		if w, err = v.library.Summary(ctx, id); err != nil {
			w = &corpus.Work{}
		}
		v.heads[id] = w
	}
	return w
}

// find is the work that t names, "" when the library does not hold it.
func (v *visits) find(ctx context.Context, t corpus.Target) (corpus.WorkID, error) {
	if id, ok := v.works[t]; ok {
		return id, nil
	}
	id, err := v.library.Find(ctx, t)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return "", err
	}
	v.works[t] = id
	return id, nil
}

// Chip is how a citation looks in the text.
type Chip struct {
	URL   string // "" when it leads nowhere
	Title string // what it cites, and how
	Class string // "held", "outside" (official address), "doubtful"
	Doubt string // why it is doubtful, "" when it is not
	Hand  string // that a person corrected it, "" when none did
}

// chips says how the citations of the passages of w look.
func (p *Page) chips(ctx context.Context, w *corpus.Work) func(*corpus.Citation) *Chip {
	return func(c *corpus.Citation) *Chip {
		if itself(w, c) {
			return nil
		}
		return p.chip(ctx, c)
	}
}

// itself reports whether a citation is of the whole work it stands in ("this
// resolution"): a link would lead the reader to where they are.
func itself(w *corpus.Work, c *corpus.Citation) bool {
	return c.Target == w.Target() && len(c.Pinpoints) == 0 && c.Status == corpus.Resolved
}

func (p *Page) chip(ctx context.Context, c *corpus.Citation) *Chip {
	chip := &Chip{Class: "doubtful", Title: p.citation(c)}
	if c.Status != corpus.Resolved {
		chip.Doubt = p.doubt(c)
		chip.Title = chip.Doubt
	}
	if c.From == corpus.FromPerson {
		chip.Hand = p.T("cite.person")
		chip.Title += p.T("list.comma") + chip.Hand
	}
	if c.Target == "" {
		return chip
	}
	url, id := p.lead(ctx, c)
	chip.URL = url
	switch {
	case chip.Doubt != "":
	case id != "":
		chip.Class = "held"
		if w := p.visits.head(ctx, id); w.Symbol != "" && len(w.Titles) > 0 {
			chip.Title += p.T("list.semicolon") + w.Title(p.Tag)
		}
	default:
		chip.Class = "outside"
	}
	return chip
}

// lead is where a citation leads: the passage or work, and which work that is,
// when it is held, else the official address.
func (p *Page) lead(ctx context.Context, c *corpus.Citation) (url string, held corpus.WorkID) {
	var outside string
	for one := range strings.SplitSeq(string(c.Target), " + ") {
		t := corpus.Target(one)
		id, err := p.visits.find(ctx, t)
		if err == nil && id != "" {
			var l corpus.Locator
			if len(c.Pinpoints) > 0 && c.Status == corpus.Resolved && c.Pinpoints[0].Valid() {
				l = c.Pinpoints[0]
			}
			return p.Work(id, l), id
		}
		if outside == "" {
			outside = cite.Address(t, p.Text)
		}
	}
	return outside, ""
}

// citation puts a citation into words: "recalls: S/RES/2396 (2017), para. 27".
func (p *Page) citation(c *corpus.Citation) string {
	s := strings.ReplaceAll(string(c.Target), " + ", p.T("list.comma"))
	if places := p.places(c.Pinpoints); places != "" {
		s += p.T("list.comma") + places
	}
	relation := c.Relation
	if relation == "" {
		relation = "cites"
	}
	return p.T("cite.title", "relation", p.Word("relation", relation), "target", s)
}

// places joins locators: "para. 2 (e), para. 7".
func (p *Page) places(ls []corpus.Locator) string {
	var out []string
	for _, l := range ls {
		out = append(out, p.Locator(l))
	}
	return strings.Join(out, p.T("list.comma"))
}

// doubt says why a citation is not resolved.
func (p *Page) doubt(c *corpus.Citation) string {
	s := p.Word("status", string(c.Status))
	if len(c.Candidates) > 0 {
		var names []string
		for _, t := range c.Candidates {
			names = append(names, string(t))
		}
		s += p.T("list.colon") + strings.Join(names, p.T("list.comma"))
	}
	if why := p.why(c.Why(), c.Detail).Text; why != "" {
		s += p.T("list.colon") + why
	}
	return s
}
