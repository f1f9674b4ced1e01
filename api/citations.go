package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// Citations lists what a work or a passage cites, or by what it is cited,
// grouped by relation and work, the most frequent first. A mention that stands
// in several language versions of a passage counts once.
type Citations struct {
	Work    string          `json:"work"`
	WorkID  corpus.WorkID   `json:"work_id"`
	Locator corpus.Locator  `json:"locator,omitempty" doc:"When a passage was asked"`
	Total   int             `json:"total" doc:"Places, over all groups"`
	Count   int             `json:"groups_total" doc:"Groups, over all pages"`
	Groups  []CitationGroup `json:"groups"`
	Next    string          `json:"next,omitempty" doc:"Cursor of the next page"`
	Links   *Links          `json:"links"`
}

// CitationGroup is one work, cited or citing, in one relation.
type CitationGroup struct {
	Relation string        `json:"relation" doc:"recalls, reaffirms, pursuant-to ...; cites when the verb says nothing"`
	Work     string        `json:"work" doc:"Symbol or canonical name; empty for mentions that could not be resolved"`
	WorkID   corpus.WorkID `json:"work_id" doc:"Empty when the work is not held"`
	Title    string        `json:"title" doc:"Empty when the work is not held"`
	URL      string        `json:"url" doc:"Permalink; empty when the work is not held"`
	Address  string        `json:"address" doc:"Official address, empty when unknown"`
	Count    int           `json:"count"`
	Places   []Place       `json:"places" doc:"The citing passages"`
}

// Place is where a mention stands.
type Place struct {
	Locator   corpus.Locator   `json:"locator"`
	Lang      lang.Tag         `json:"lang" doc:"Language of the version that was read; empty when only a note says so"`
	Surface   string           `json:"surface,omitempty" doc:"The words that make the mention"`
	Pinpoints []corpus.Locator `json:"pinpoints" doc:"Places in the cited work that it names"`
	Form      string           `json:"form" doc:"Form of the citation grammar; note when our note says so"`
	Status    corpus.Status    `json:"status"`
	Detail    string           `json:"detail,omitempty"`
	From      string           `json:"from,omitempty" doc:"person where a person corrected it"`
	URL       string           `json:"url" doc:"Permalink of the citing passage"`
}

func citationsRoute(a *API, id, path, summary string) huma.Operation {
	return huma.Operation{
		OperationID: id, Path: "/api/v1/works/{id}" + path, Tags: []string{"citations"}, Summary: summary,
		Parameters:  pageParams(maxPage),
		Middlewares: huma.Middlewares{a.visited, a.cached},
	}
}

func (a *API) workCitesRoute() huma.Operation {
	return citationsRoute(a, "work-cites", "/cites", "What a work cites")
}

func (a *API) workCitedByRoute() huma.Operation {
	return citationsRoute(a, "work-cited-by", "/cited-by", "By what a work is cited")
}

func (a *API) passageCitesRoute() huma.Operation {
	return citationsRoute(a, "passage-cites", "/passages/{locator}/cites", "What a passage cites")
}

func (a *API) passageCitedByRoute() huma.Operation {
	return citationsRoute(a, "passage-cited-by", "/passages/{locator}/cited-by", "By what a passage is cited")
}

func (a *API) cites(ctx context.Context, in *workInput) (*answer[Citations], error) {
	w, err := a.find(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return a.citesFrom(ctx, w, w.Provisions, "")
}

func (a *API) passageCites(ctx context.Context, in *passageInput) (*answer[Citations], error) {
	w, p, err := a.findPassage(ctx, in)
	if err != nil {
		return nil, err
	}
	return a.citesFrom(ctx, w, []corpus.Provision{*p}, in.locator())
}

func (a *API) citedBy(ctx context.Context, in *workInput) (*answer[Citations], error) {
	w, err := a.find(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return a.citing(ctx, w, "")
}

func (a *API) passageCitedBy(ctx context.Context, in *passageInput) (*answer[Citations], error) {
	w, _, err := a.findPassage(ctx, in)
	if err != nil {
		return nil, err
	}
	return a.citing(ctx, w, in.locator())
}

func (a *API) findPassage(ctx context.Context, in *passageInput) (*corpus.Work, *corpus.Provision, error) {
	w, err := a.find(ctx, in.ID)
	if err != nil {
		return nil, nil, err
	}
	l := in.locator()
	if p := w.Provision(l); p != nil && holds(p, l) {
		return w, p, nil
	}
	return nil, nil, a.gone(ctx, w, l)
}

// citesFrom answers what the provisions ps of w cite; of a point, the mentions inside it.
func (a *API) citesFrom(ctx context.Context, w *corpus.Work, ps []corpus.Provision, l corpus.Locator) (*answer[Citations], error) {
	b := newBuilder(a.Library, visitOf(ctx).base)
	g := newGroups()
	for i := range ps {
		for m, surface := range mentionsIn(&ps[i], l) {
			for t := range strings.SplitSeq(string(m.Citation.Target), " + ") {
				id, err := b.find(ctx, corpus.Target(t))
				if err != nil {
					return nil, err
				}
				if id != "" && id == w.ID {
					continue // "this resolution" is no citation of another
				}
				g.add(corpus.Target(t), id, m, surface, Permalink(b.base, w.ID, m.Locator))
			}
		}
	}
	return a.grouped(ctx, b, w, l, g)
}

// citing answers what cites w, or the place l in it.
func (a *API) citing(ctx context.Context, w *corpus.Work, l corpus.Locator) (*answer[Citations], error) {
	b := newBuilder(a.Library, visitOf(ctx).base)
	ms, err := collect(a.Library.CitedBy(ctx, w.Target(), l))
	if err != nil {
		return nil, err
	}
	g := newGroups()
	for _, m := range distinct(ms) {
		g.add("", m.Work, m, "", Permalink(b.base, m.Work, m.Locator))
	}
	return a.grouped(ctx, b, w, l, g)
}

// mentionsIn yields what p cites, of the words of l, with the words of each
// mention: each target once, from the first language that names it, then what
// only notes say.
func mentionsIn(p *corpus.Provision, l corpus.Locator) func(yield func(corpus.Mention, string) bool) {
	return func(yield func(corpus.Mention, string) bool) {
		seen := map[corpus.Target]bool{}
		for _, t := range lang.Texts {
			text := p.Texts[t]
			if text == nil {
				continue
			}
			here := map[corpus.Target]bool{}
			start, end := extent(text, l)
			for _, c := range text.Citations {
				if c.Start < start || c.End > end || c.Target != "" && (seen[c.Target] || here[c.Target]) {
					continue
				}
				here[c.Target] = true
				if !yield(corpus.Mention{Document: corpus.NewDocumentID("", t), Locator: p.Locator, Citation: c}, surface(text.Text, c)) {
					return
				}
			}
			for target := range here {
				seen[target] = true
			}
		}
		for _, n := range p.Notes {
			if l != "" && !l.Contains(n.Locator) {
				continue
			}
			for _, t := range n.Cites {
				if seen[t] {
					continue
				}
				seen[t] = true
				c := corpus.Citation{Target: t, Form: "note", Relation: plainly, Status: corpus.Resolved}
				if !yield(corpus.Mention{Locator: n.Locator, Citation: c}, "") {
					return
				}
			}
		}
	}
}

// extent is the bytes of t that l names: a point's, or all.
func extent(t *corpus.Passage, l corpus.Locator) (start, end int) {
	for _, part := range t.Parts {
		if part.Locator == l {
			return part.Start, part.End
		}
	}
	return 0, len(t.Text)
}

// groups gathers places by relation and work.
type groups struct {
	at  map[string]int
	all []CitationGroup
}

func newGroups() *groups { return &groups{at: map[string]int{}} }

func (g *CitationGroup) key() string {
	return g.Relation + "\x00" + cmp.Or(string(g.WorkID), g.Work)
}

func (g *groups) add(t corpus.Target, id corpus.WorkID, m corpus.Mention, surface, url string) {
	group := CitationGroup{Relation: cmp.Or(m.Citation.Relation, plainly), Work: string(t), WorkID: id, Places: []Place{}}
	i, ok := g.at[group.key()]
	if !ok {
		i = len(g.all)
		g.at[group.key()] = i
		g.all = append(g.all, group)
	}
	_, l := m.Document.Split()
	g.all[i].Count++
	g.all[i].Places = append(g.all[i].Places, Place{
		Locator: m.Locator, Lang: l, Surface: surface, Pinpoints: list(m.Citation.Pinpoints),
		Form: m.Citation.Form, Status: m.Citation.Status, Detail: m.Citation.Detail, From: m.Citation.From, URL: url,
	})
}

// grouped answers a page of the groups.
func (a *API) grouped(ctx context.Context, b *builder, w *corpus.Work, l corpus.Locator, g *groups) (*answer[Citations], error) {
	v := visitOf(ctx)
	size, after, err := pageOf(v.query)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(g.all, func(x, y CitationGroup) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.key(), y.key()))
	})
	body := Citations{Work: string(w.Target()), WorkID: w.ID, Locator: l, Count: len(g.all)}
	for _, x := range g.all {
		body.Total += x.Count
	}
	body.Groups, body.Next, err = page(g.all, func(x CitationGroup) string { return x.key() }, size, after)
	if err != nil {
		return nil, err
	}
	body.Groups = list(body.Groups)
	for i := range body.Groups {
		if err := b.complete(ctx, &body.Groups[i]); err != nil {
			return nil, err
		}
	}
	var header []string
	body.Links, header = v.links(body.Next)
	return &answer[Citations]{header, body}, nil
}

// complete fills in what the library knows of the group's work.
func (b *builder) complete(ctx context.Context, g *CitationGroup) error {
	if g.WorkID == "" {
		g.Address = cite.Address(corpus.Target(g.Work), lang.English)
		return nil
	}
	w, err := b.summary(ctx, g.WorkID)
	if err != nil {
		return err
	}
	g.Work, g.Title, g.URL, g.Address = string(w.Target()), w.Title(lang.English), Permalink(b.base, w.ID, ""), official(w)
	return nil
}
