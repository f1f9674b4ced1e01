package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus"
)

// passageInput names a place in a work.
type passageInput struct {
	ID      string `path:"id" doc:"ID of the work, or its symbol with the slashes escaped" example:"s-res-9901-2099"`
	Locator string `path:"locator" doc:"Place in the work; it may hold slashes" example:"para-2.e"`
}

func (in *passageInput) locator() corpus.Locator { return corpus.Locator(in.Locator) }

func (a *API) passageRoute() huma.Operation {
	op := huma.Operation{
		OperationID: "passage", Path: "/api/v1/works/{id}/passages/{locator}", Tags: []string{"works"}, Summary: "A passage, in every language held",
		Description: "For a point (para-2.e) the answer is its paragraph, with the point's own words in excerpt.",
		Parameters:  []*huma.Param{languageParam()},
		Middlewares: huma.Middlewares{a.visited, a.cached, a.exported(a.passageRecord)},
	}
	describeFormats(&op)
	return op
}

func (a *API) passage(ctx context.Context, in *passageInput) (*answer[Passage], error) {
	w, _, err := a.findPassage(ctx, in)
	if err != nil {
		return nil, err
	}
	v := visitOf(ctx)
	ui, err := v.lang()
	if err != nil {
		return nil, err
	}
	p, err := newPassage(ctx, a.Library, w, in.locator(), v.base, ui)
	if err != nil {
		return nil, err
	}
	if p.Moved, err = a.movesFrom(ctx, w, p.Locator); err != nil {
		return nil, err
	}
	header := append([]string{link(p.URL, "cite-as")}, v.alternates(passagePath(w.ID, p.Locator))...)
	return &answer[Passage]{header, p}, nil
}

func workPath(id corpus.WorkID) string { return "/api/v1/works/" + string(id) }

func passagePath(id corpus.WorkID, l corpus.Locator) string {
	if l == "" {
		return workPath(id)
	}
	return workPath(id) + "/passages/" + string(l)
}
