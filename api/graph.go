package api

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/export"
	"concordance/corpus/lang"
)

func (a *API) graphRoute() huma.Operation {
	format := query("format", "Format of the graph", huma.TypeString)
	level := query("level", "What the nodes are", huma.TypeString)
	level.Schema.Enum, level.Schema.Default = []any{"work", "passage"}, "work"
	op := huma.Operation{
		OperationID: "graph", Path: "/api/v1/citations/graph", Tags: []string{"citations"}, Summary: "The graph of citations",
		Description: "Nodes are works, held or only cited; an edge leads from a work to one that it cites, in one relation, with the number of passages that do. " +
			"At level passage the nodes are passages, and works cited without a paragraph.",
		Parameters: []*huma.Param{format, level,
			query("work", "Only what this work cites and is cited by: its ID or symbol", huma.TypeString)},
		Middlewares: huma.Middlewares{a.visitedLong, a.cached, a.graph}, DefaultStatus: http.StatusOK,
		Responses: map[string]*huma.Response{"200": {Description: "The graph", Content: map[string]*huma.MediaType{}}},
	}
	for _, f := range export.GraphFormats {
		format.Schema.Enum = append(format.Schema.Enum, f.Name)
		op.Responses["200"].Content[f.Media] = &huma.MediaType{}
	}
	format.Schema.Default = export.GraphFormats[0].Name
	return op
}

// noGraph is never reached: the middleware answers.
func (a *API) noGraph(context.Context, *struct{}) (*struct{}, error) { return nil, nil }

// graph streams the graph that a request asks for.
func (a *API) graph(ctx huma.Context, _ func(huma.Context)) {
	c := humagin.Unwrap(ctx)
	name := cmp.Or(ctx.Param("format"), ctx.Query("format"), export.GraphFormats[0].Name)
	f, ok := export.FindGraph(name)
	if !ok {
		a.fail(c, bad("there is no graph format %q: use graphml or json", name))
		return
	}
	g := &grapher{lib: a.Library, b: newBuilder(a.Library, visitOf(ctx.Context()).base), seen: map[string]bool{}}
	switch level := ctx.Query("level"); level {
	case "", "work":
	case "passage":
		g.passages = true
	default:
		a.fail(c, bad("level=%q is unknown: use work or passage", level))
		return
	}
	var of *corpus.Work
	file := "concordance"
	if name := ctx.Query("work"); name != "" {
		var err error
		if of, err = a.find(ctx.Context(), name); err != nil {
			a.fail(c, err)
			return
		}
		file += "-" + string(of.ID)
	}
	c.Header("Content-Type", f.Media)
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", file+"."+f.Name))
	a.stream(ctx, func(w io.Writer) error {
		g.out = f.New(w)
		if err := g.write(ctx.Context(), of); err != nil {
			return err
		}
		return g.out.Close()
	})
}

// grapher writes a graph while it reads the library, a work at a time.
type grapher struct {
	lib      corpus.Library
	b        *builder
	out      export.GraphWriter
	passages bool
	seen     map[string]bool // nodes written
}

// end is one end of an edge. A work that is not held has the ID it would have.
type end struct {
	work corpus.WorkID
	at   corpus.Locator
	name corpus.Target // of a work that is not held
	held bool
}

func (e end) id() string {
	if e.at == "" {
		return string(e.work)
	}
	return string(e.work) + "/" + string(e.at)
}

// edge is an edge before it is counted.
type edge struct {
	from, to end
	relation string
}

// write writes the whole graph, or what of cites and what cites it.
func (g *grapher) write(ctx context.Context, of *corpus.Work) error {
	if of != nil {
		return g.around(ctx, of)
	}
	for s, err := range g.lib.Works(ctx, corpus.Filter{}) {
		if err != nil {
			return err
		}
		w, err := g.lib.Work(ctx, s.ID)
		if err != nil {
			return err
		}
		if err := g.from(ctx, w, func(edge) bool { return true }); err != nil {
			return err
		}
	}
	return nil
}

func (g *grapher) around(ctx context.Context, of *corpus.Work) error {
	if err := g.from(ctx, of, func(edge) bool { return true }); err != nil {
		return err
	}
	citing := map[corpus.WorkID]bool{}
	for m, err := range g.lib.CitedBy(ctx, of.Target(), "") {
		if err != nil {
			return err
		}
		citing[m.Work] = true
	}
	for _, id := range slices.Sorted(maps.Keys(citing)) {
		w, err := g.lib.Work(ctx, id)
		if err != nil {
			return err
		}
		if err := g.from(ctx, w, func(e edge) bool { return e.to.work == of.ID }); err != nil {
			return err
		}
	}
	return nil
}

// from writes w and the edges from it that keep lets through.
func (g *grapher) from(ctx context.Context, w *corpus.Work, keep func(edge) bool) error {
	if !g.passages {
		if err := g.node(ctx, end{work: w.ID, held: true}); err != nil {
			return err
		}
	}
	counts := map[edge]int{}
	var order []edge
	for i := range w.Provisions {
		for e := range g.edges(ctx, w, &w.Provisions[i]) {
			if e.err != nil {
				return e.err
			}
			if !keep(e.edge) {
				continue
			}
			if counts[e.edge]++; counts[e.edge] == 1 {
				order = append(order, e.edge)
			}
		}
	}
	for _, e := range order {
		if err := g.node(ctx, e.from); err != nil {
			return err
		}
		if err := g.node(ctx, e.to); err != nil {
			return err
		}
		if err := g.out.Edge(export.Edge{Source: e.from.id(), Target: e.to.id(), Relation: e.relation, Count: counts[e]}); err != nil {
			return err
		}
	}
	return nil
}

// node writes an end once.
func (g *grapher) node(ctx context.Context, e end) error {
	if g.seen[e.id()] {
		return nil
	}
	g.seen[e.id()] = true
	n := export.Node{ID: e.id(), Name: string(e.name), Work: e.work, Locator: e.at, Held: e.held}
	if e.held {
		w, err := g.b.summary(ctx, e.work)
		if err != nil {
			return err
		}
		n.Name, n.Kind, n.Body, n.Date = w.Name(lang.English), w.Kind, w.Body, w.Date
	}
	if e.at != "" {
		n.Name += "/" + string(e.at)
	}
	return g.out.Node(n)
}

// found is an edge, or why there is none.
type found struct {
	edge
	err error
}

// edges yields what a provision cites, each place once in a relation: as the
// first language that names it has it, then what only notes say. What is
// not resolved makes no edge.
func (g *grapher) edges(ctx context.Context, w *corpus.Work, p *corpus.Provision) func(yield func(found) bool) {
	return func(yield func(found) bool) {
		said := map[end]bool{} // by a language before
		say := func(c *corpus.Citation, here map[edge]bool) bool {
			for _, at := range g.pinpoints(c) {
				for t := range strings.SplitSeq(string(c.Target), " + ") {
					to, err := g.end(ctx, corpus.Target(t), at)
					e := edge{g.source(w, p), to, cmp.Or(c.Relation, plainly)}
					if err == nil && (t == "" || said[to] || here[e] || e.from == to) {
						continue
					}
					here[e] = true
					if !yield(found{e, err}) {
						return false
					}
				}
			}
			return true
		}
		for _, l := range lang.Texts {
			text := p.Texts[l]
			if text == nil {
				continue
			}
			here := map[edge]bool{}
			for i := range text.Citations {
				if !say(&text.Citations[i], here) {
					return
				}
			}
			for e := range here {
				said[e.to] = true
			}
		}
		here := map[edge]bool{}
		for _, n := range p.Notes {
			for _, t := range n.Cites {
				if !say(&corpus.Citation{Target: t}, here) {
					return
				}
			}
		}
	}
}

func (g *grapher) source(w *corpus.Work, p *corpus.Provision) end {
	e := end{work: w.ID, held: true}
	if g.passages {
		e.at = p.Locator
	}
	return e
}

// pinpoints are the places of a citation that make edges.
func (g *grapher) pinpoints(c *corpus.Citation) []corpus.Locator {
	if !g.passages || len(c.Pinpoints) == 0 || c.Status == corpus.NoSuchParagraph {
		return []corpus.Locator{""}
	}
	return c.Pinpoints
}

func (g *grapher) end(ctx context.Context, t corpus.Target, at corpus.Locator) (end, error) {
	id, err := g.b.find(ctx, t)
	if err != nil || id != "" {
		return end{id, at, "", true}, err
	}
	return end{cite.WorkID(t), at, t, false}, nil
}
