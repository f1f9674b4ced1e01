package ui

import (
	"context"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Passage is a provision as the pages show it: the official text in one
// language, and our notes on it.
type Passage struct {
	Locator  corpus.Locator
	Place    string // "para. 27"
	Number   string // what hangs in the margin
	URL      string
	Headings []Heading // that begin with this passage
	Lines    []Line
	Lang     lang.Tag // of the text, "" when no text is held
	Label    string   // whose words the text is, and in which language
	Dir      string
	Foreign  bool // the text is not in the language of the page's other texts
	Inferred bool
	Force    *Force
	Role     string
	Second   *Version   // beside it, nil for nothing
	Feet     []*Passage // the footnotes whose marks stand in it first
	Notes    []Note
	CitedBy  int
	refs     []corpus.Ref // the footnote marks in it
}

// Binding reports whether the text binds: the run of a work marks only that.
func (p *Passage) Binding() bool { return p.Force != nil && p.Force.Class == "binding" }

// Note is one of our own notes.
type Note struct {
	Place     string // "" when it is on the whole of what it stands beside
	Text      string
	Force     *Force
	Role      string
	Addressee string
	Checked   string // how its pinpoint was checked, in words
	Official  string // where the official text is, "" unknown
	Cites     []Cited
}

// Cited is an entry in the list of what a passage cites.
type Cited struct {
	Text string
	Chip *Chip
}

// passage makes the view of a provision. l is the language of the texts.
func (p *Page) passage(ctx context.Context, w *corpus.Work, v *corpus.Provision, l lang.Tag, asked corpus.Locator) *Passage {
	out := &Passage{
		Locator: v.Locator,
		Place:   p.Locator(v.Locator),
		Number:  p.margin(v),
		URL:     p.Work(w.ID, v.Locator),
	}
	text, t := v.Passage(l)
	if text != nil {
		out.Lines = lines(text, asked, p.chips(ctx, w))
		out.Lang, out.Dir = t, lang.Get(t).Dir()
		out.Foreign = t != l
		out.Label = p.label(w.Standing(t), t)
		out.refs = text.Refs
		out.Inferred = text.Inferred
		out.Force = p.force(text.Force)
		out.Role = p.role(text.Role)
	}
	for i := range v.Notes {
		out.Notes = append(out.Notes, p.note(ctx, w, v, &v.Notes[i]))
	}
	return out
}

// label says whose words a text is: "Official text, French".
func (w *Words) label(s corpus.Standing, l lang.Tag) string {
	return w.T("text."+string(s), "language", w.Language(l))
}

func (p *Page) role(r corpus.Role) string {
	if r == "" {
		return ""
	}
	return p.term("role/" + string(r))
}

// margin is what hangs beside a passage: its number as printed, or for what is
// counted, the count in brackets.
func (p *Page) margin(v *corpus.Provision) string {
	switch {
	case v.Locator == "":
		return ""
	case v.Locator.Class() == "time":
		return strings.ReplaceAll(v.Locator.Number(), ".", ":")
	case len(v.Texts) == 0 && v.Number != "" && v.Locator.Parent() != "" && !strings.HasPrefix(v.Locator.Class(), "section"):
		return points(v.Locator.Number()) // a point that only notes are held of
	case v.Number != "":
		return v.Number + "."
	}
	return "[" + v.Locator.Number() + "]"
}

func (p *Page) note(ctx context.Context, w *corpus.Work, v *corpus.Provision, n *corpus.Note) Note {
	out := Note{
		Text:      n.Text,
		Force:     p.force(n.Force),
		Role:      p.role(n.Role),
		Addressee: n.Addressee,
		Checked:   p.Word("checked", n.Status),
		Official:  official(w, p.Text),
	}
	if n.Locator != v.Locator {
		out.Place = p.Locator(n.Locator)
	}
	for _, t := range n.Cites {
		c := corpus.Citation{Target: t, Status: corpus.Resolved, Relation: "cites"}
		out.Cites = append(out.Cites, Cited{Text: string(t), Chip: p.chip(ctx, &c)})
	}
	return out
}

// reading is the language a work is read in: the reader's where it is held,
// else the first held; "" when no text is held.
func reading(w *corpus.Work, wanted lang.Tag) lang.Tag {
	held := w.Texts()
	if len(held) == 0 {
		return ""
	}
	if slices.Contains(held, wanted) {
		return wanted
	}
	return held[0]
}

// shown tells which provisions a reader of l sees. Versions that could not be
// aligned stand apart: a reader sees those of the language read and not their
// counterparts in others.
func shown(w *corpus.Work, l lang.Tag) func(*corpus.Provision) bool {
	apart := map[string]bool{} // classes that l has versions of its own of
	for i := range w.Provisions {
		if o := w.Provisions[i].Locator; o.Only() == l && l != "" {
			apart[o.Class()] = true
		}
	}
	return func(v *corpus.Provision) bool {
		switch {
		case len(v.Texts) == 0 || v.Texts[l] != nil || len(v.Notes) > 0:
			return true
		case v.Locator.Only() != "":
			return false
		}
		return !apart[v.Locator.Class()]
	}
}

// footnote reports whether l is a footnote: those stand at the foot of a page.
func footnote(l corpus.Locator) bool { return strings.HasSuffix(l.Class(), "fn") }
