package api

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Works is a page of works, by ID.
type Works struct {
	Works []WorkInfo `json:"works"`
	Next  string     `json:"next,omitempty" doc:"Cursor of the next page"`
	Links *Links     `json:"links"`
}

func (a *API) worksRoute() huma.Operation {
	return huma.Operation{
		OperationID: "works", Path: "/api/v1/works", Tags: []string{"works"}, Summary: "List works",
		Description: "Works by ID, without their passages.",
		Parameters: append([]*huma.Param{
			query("kind", "Only this kind: resolution, guiding-principles, concept-note ...", huma.TypeString),
			query("body", "Only of this issuing body, in English: Security Council", huma.TypeString),
			numeric("year", "Only of this year", 1, 9999),
		}, pageParams(maxPage)...),
		Middlewares: huma.Middlewares{a.visited, a.cached},
	}
}

func (a *API) works(ctx context.Context, _ *struct{}) (*answer[Works], error) {
	v := visitOf(ctx)
	size, after, err := pageOf(v.query)
	if err != nil {
		return nil, err
	}
	f, err := filter(v.query)
	if err != nil {
		return nil, err
	}
	f.After = corpus.WorkID(after)
	body := Works{Works: []WorkInfo{}}
	b := newBuilder(a.Library, v.base)
	for w, err := range a.Library.Works(ctx, f) {
		if err != nil {
			return nil, err
		}
		if len(body.Works) == size {
			body.Next = cursorAfter(string(body.Works[size-1].ID))
			break
		}
		info, err := b.work(ctx, w)
		if err != nil {
			return nil, err
		}
		body.Works = append(body.Works, info)
	}
	var header []string
	body.Links, header = v.links(body.Next)
	return &answer[Works]{header, body}, nil
}

func filter(v url.Values) (f corpus.Filter, err error) {
	f.Kind, f.Body = corpus.Kind(v.Get("kind")), v.Get("body")
	if s := v.Get("year"); s != "" {
		if f.Year, err = strconv.Atoi(s); err != nil || f.Year < 1 || f.Year > 9999 {
			return f, bad("year=%q is not a year", s)
		}
	}
	return f, nil
}

// workInput names a work.
type workInput struct {
	ID string `path:"id" doc:"ID of the work, or its symbol with the slashes escaped" example:"s-res-9901-2099"`
}

func (a *API) workRoute() huma.Operation {
	op := huma.Operation{
		OperationID: "work", Path: "/api/v1/works/{id}", Tags: []string{"works"}, Summary: "A work with its passages",
		Description: "All passages in reading order; with size, a page of them. In a bibliographic format: the record of the work.",
		Parameters: append([]*huma.Param{
			query("passages", "false leaves the passages out", huma.TypeBoolean), languageParam(),
		}, pageParams(maxPage)...),
		Middlewares: huma.Middlewares{a.visited, a.cached, a.exported(a.workRecord)},
	}
	describeFormats(&op)
	return op
}

func (a *API) work(ctx context.Context, in *workInput) (*answer[Work], error) {
	v := visitOf(ctx)
	w, err := a.find(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	ps, next, err := passagesOf(w, v.query)
	if err != nil {
		return nil, err
	}
	ui, err := v.lang()
	if err != nil {
		return nil, err
	}
	body, err := newWork(ctx, a.Library, w, ps, v.base, ui)
	if err != nil {
		return nil, err
	}
	var header []string
	body.Next = next
	body.Links, header = v.links(next)
	body.Links.Formats = v.formats(workPath(w.ID))
	header = append(append(header, link(body.Work.URL, "cite-as")), v.alternates(workPath(w.ID))...)
	return &answer[Work]{header, body}, nil
}

// passagesOf are the provisions of w that were asked for: all, none, or a page.
func passagesOf(w *corpus.Work, v url.Values) (ps []corpus.Provision, next string, err error) {
	switch v.Get("passages") {
	case "", "true":
	case "false":
		return nil, "", nil
	default:
		return nil, "", bad("passages=%q: use true or false", v.Get("passages"))
	}
	all := slices.DeleteFunc(slices.Clone(w.Provisions), func(p corpus.Provision) bool { return p.Locator == "" })
	size, after, err := pageOf(v)
	if err != nil {
		return nil, "", err
	}
	if v.Get("size") == "" && after == "" {
		size = len(all)
	}
	return page(all, func(p corpus.Provision) string { return string(p.Locator) }, size, after)
}

// find reads a work by any name. When it is not held, the error says what is near.
func (a *API) find(ctx context.Context, name string) (*corpus.Work, error) {
	w, err := FindWork(ctx, a.Library, name)
	if !errors.Is(err, corpus.ErrNotFound) {
		return w, err
	}
	m := &Missing{What: err.Error() + ": name a work by its ID or its symbol, or search for it"}
	ss, err := a.Engine.Suggest(ctx, name[:min(len(name), maxName)], lang.English)
	if err != nil {
		return nil, m // what is near is a courtesy
	}
	for _, s := range ss {
		if s.Kind == "work" && len(m.Nearby) < nearby {
			m.Nearby = append(m.Nearby, s.Text)
		}
	}
	return nil, m
}

// maxName bounds, in bytes, the name that suggestions are sought for.
const maxName = 200
