package ui

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/index"
)

// passagePage is the view of templates/passage.html: one passage with what
// surrounds it.
type passagePage struct {
	*Page
	Head       Work
	Passage    *Passage
	Asked      string // the point the address names, "para. 2 (e)"; the passage's place when it names none
	ReadURL    string // the passage in the run of the work
	Above      []Said // headings it stands under
	Languages  []Choice
	BesideWith []Choice // the languages that can be set beside it
	Missing    string
	Terms      []TermGroup
	Cites      []Cited
	CitedBy    []CitingGroup
	CitedLine  string // "Cited by 12 passages of 5 works"
	MoreURL    string // everything that cites the work, when the list was cut
	Footnotes  []*Passage
	Cite       CiteThis
	Like       []Hit  // passages like it
	LikeURL    string // all of them
	Previous   *Choice
	Next       *Choice
}

// CitingGroup is who cites a passage in one way.
type CitingGroup struct {
	Relation string
	Works    []Citing
}

// Citing is a work that cites, with the places where it does.
type Citing struct {
	Name   string
	Title  Said
	URL    string
	Date   string
	Places []Choice
	order  string
}

// maxCiting bounds the works named in a cited-by list: the search shows the rest.
const maxCiting = 60

// missing is a passage that a work held does not have.
type missing struct {
	work    *corpus.Work
	locator corpus.Locator
}

func (m missing) Error() string {
	return fmt.Sprintf("%s has no %s here", m.work.Name(lang.English), m.locator)
}

func (m missing) Unwrap() error { return corpus.ErrNotFound }

func (u *UI) passagePage(ctx context.Context, p *Page, w *corpus.Work, l corpus.Locator) (any, error) {
	if !l.Valid() {
		if r, ok := cite.ParseReference(string(w.Target()) + " " + string(l)); ok && r.Locator.Valid() && r.Locator != l {
			return nil, redirect(p.Work(w.ID, r.Locator))
		}
		return nil, missing{w, l}
	}
	if l.Whole() { // it is read, not a passage: the reading page shows where it begins
		if first := w.Within(l); first != "" {
			return nil, elsewhere{http.StatusSeeOther, p.link(workPath(w.ID, ""), nil, string(first))}
		}
		return nil, missing{w, l}
	}
	o := w.Provision(l)
	if err := u.moved(ctx, p, w, o, l); err != nil {
		return nil, err
	}
	t := reading(w, p.Text)
	v := &passagePage{
		Page:    p,
		Head:    p.head(w, t),
		Passage: p.passage(ctx, w, o, t, l),
		Asked:   p.Locator(l),
		ReadURL: p.read(w.ID, "", string(l)),
		Cite:    p.citeThis(w, o, l),
	}
	second := p.beside(w, v.Passage.Lang)
	p.pair(ctx, w, o, v.Passage, v.Passage.Lang, second, l)
	if text, in := o.Passage(t); text != nil {
		for _, h := range text.Headings {
			v.Above = append(v.Above, said(h, in))
		}
		v.Cites = p.cites(ctx, w, text.Citations)
		for _, r := range text.Refs {
			if fn := w.Provision(r.Locator); fn != nil {
				note := p.passage(ctx, w, fn, in, "")
				p.pair(ctx, w, fn, note, in, second, "")
				v.Footnotes = append(v.Footnotes, note)
			}
		}
		if in != p.Text {
			v.Missing = p.T("passage.missing", "wanted", p.Language(p.Text), "shown", p.Language(in))
		}
	}
	v.Terms = p.termGroups(o, v.Passage.Lang)
	v.Languages = p.versions(o, v.Passage.Lang)
	if v.Passage.Lang != "" {
		v.BesideWith = p.besideWith(w.Texts(), v.Passage.Lang, second)
	}
	v.neighbours(w, o, t)
	if err := u.citing(ctx, v, w, l); err != nil {
		return nil, err
	}
	if err := u.like(ctx, v, w.ID, o.Locator); err != nil {
		return nil, err
	}
	p.Title = w.Name(p.Tag) + p.T("list.comma") + v.Asked
	p.Lead = v.Head.Heading.Text
	p.record(w, o, l, v.Passage.Lang)
	return v, nil
}

// has reports whether v is l, or has a point or a note at l.
func has(v *corpus.Provision, l corpus.Locator) bool {
	if v.Locator == l {
		return true
	}
	for _, t := range v.Texts {
		if slices.ContainsFunc(t.Parts, func(x corpus.Part) bool { return x.Locator == l }) {
			return true
		}
	}
	return slices.ContainsFunc(v.Notes, func(n corpus.Note) bool { return n.Locator == l })
}

// versions are the languages a passage is held in.
func (p *Page) versions(o *corpus.Provision, current lang.Tag) []Choice {
	var out []Choice
	for _, t := range lang.Texts {
		if o.Texts[t] == nil {
			continue
		}
		l := lang.Get(t)
		out = append(out, Choice{Label: l.Name, URL: p.with("lang", string(t)), Tag: t, Dir: l.Dir(), Current: t == current})
	}
	return out
}

// cites lists what a passage cites, each target and pinpoint once.
func (p *Page) cites(ctx context.Context, w *corpus.Work, cs []corpus.Citation) []Cited {
	var out []Cited
	seen := map[string]int{} // where in out
	for i := range cs {
		c := &cs[i]
		if itself(w, c) {
			continue
		}
		text := p.citation(c)
		if c.Target == "" {
			text = p.doubt(c)
		}
		k, ok := seen[text]
		switch {
		case !ok:
			seen[text] = len(out)
			out = append(out, Cited{Text: text, Chip: p.chip(ctx, c)})
		case c.From == corpus.FromPerson:
			out[k].Chip = p.chip(ctx, c) // of alike ones, the one that says who
		}
	}
	return out
}

// neighbours finds the passages before and after o.
func (v *passagePage) neighbours(w *corpus.Work, o *corpus.Provision, l lang.Tag) {
	see := shown(w, l)
	choice := func(x *corpus.Provision) *Choice {
		return &Choice{Label: v.Locator(x.Locator), URL: v.Work(w.ID, x.Locator)}
	}
	past := false
	for i := range w.Provisions {
		x := &w.Provisions[i]
		switch {
		case x.Locator == o.Locator:
			past = true
		case x.Locator == "" || footnote(x.Locator) || !see(x):
		case past:
			v.Next = choice(x)
			return
		default:
			v.Previous = choice(x)
		}
	}
}

// citing fills who cites the passage.
func (u *UI) citing(ctx context.Context, v *passagePage, w *corpus.Work, l corpus.Locator) error {
	type key struct {
		relation string
		work     corpus.WorkID
	}
	places := map[key][]corpus.Locator{}
	var order []key
	works := map[corpus.WorkID]bool{}
	total := 0
	for m, err := range u.Library.CitedBy(ctx, w.Target(), l) {
		if err != nil {
			return err
		}
		relation := m.Citation.Relation
		if relation == "" {
			relation = "cites"
		}
		k := key{relation, m.Work}
		if slices.Contains(places[k], m.Locator) {
			continue // another language of the same passage
		}
		if len(places[k]) == 0 {
			order = append(order, k)
		}
		places[k] = append(places[k], m.Locator)
		works[m.Work] = true
		total++
	}
	if total == 0 {
		return nil
	}
	v.CitedLine = v.N("passage.cited-by", total, "works", v.N("passage.in-works", len(works)))
	groups := map[string]*CitingGroup{}
	var names []string
	for _, k := range order {
		if len(works) > maxCiting && len(groups) > 0 && count(groups) >= maxCiting {
			v.MoreURL = v.facetLink("cites", string(w.Target()))
			break
		}
		c, err := u.citingWork(ctx, v.Page, k.work, places[k])
		if err != nil {
			return err
		}
		g := groups[k.relation]
		if g == nil {
			g = &CitingGroup{Relation: v.Word("relation", k.relation)}
			groups[k.relation] = g
			names = append(names, k.relation)
		}
		g.Works = append(g.Works, c)
	}
	slices.SortFunc(names, func(a, b string) int { return len(groups[b].Works) - len(groups[a].Works) })
	for _, n := range names {
		slices.SortFunc(groups[n].Works, func(a, b Citing) int { return strings.Compare(b.order, a.order) })
		v.CitedBy = append(v.CitedBy, *groups[n])
	}
	return nil
}

func count(groups map[string]*CitingGroup) int {
	n := 0
	for _, g := range groups {
		n += len(g.Works)
	}
	return n
}

func (u *UI) citingWork(ctx context.Context, p *Page, id corpus.WorkID, places []corpus.Locator) (Citing, error) {
	w, err := u.Library.Summary(ctx, id)
	if err != nil {
		return Citing{}, err
	}
	c := Citing{Name: w.Name(p.Tag), Title: title(w, p.Tag), URL: p.Work(id, ""), order: w.Date + string(id)}
	if w.Date != "" {
		c.Date = p.Date(w.Date)
	}
	if w.Symbol == "" {
		c.Title = Said{}
	}
	for _, l := range places {
		label := p.Locator(l)
		if l == "" {
			label = p.T("passage.whole")
		}
		c.Places = append(c.Places, Choice{Label: label, URL: p.Work(id, l)})
	}
	return c, nil
}

// fewLike is how many passages like one its page names.
const fewLike = 5

// like fills the passages that are like the one at l. An engine that does not
// know likeness finds everything, the passage itself too: that is no answer.
func (u *UI) like(ctx context.Context, v *passagePage, w corpus.WorkID, l corpus.Locator) error {
	r := index.Request{Like: recordID(w, l), Lang: v.Text, Size: fewLike, NoFacets: true}
	res, err := u.Engine.Search(ctx, r)
	if err != nil {
		return err
	}
	st, err := u.Engine.Status(ctx)
	if err != nil || uint64(res.Total) >= st.Provisions {
		return err
	}
	for i := range res.Hits {
		v.Like = append(v.Like, v.hit(ctx, &res.Hits[i]))
	}
	r.Size, r.NoFacets = 0, false
	v.LikeURL = v.searchLink(r)
	return nil
}
