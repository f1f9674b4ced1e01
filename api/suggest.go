package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus/lang"
	"concordance/index"
)

// Suggestions completes what is being typed.
type Suggestions struct {
	Query       string             `json:"query"`
	Suggestions []index.Suggestion `json:"suggestions" doc:"At most 10"`
}

func (a *API) suggestRoute() huma.Operation {
	return huma.Operation{
		OperationID: "suggest", Path: "/api/v1/suggest", Tags: []string{"search"}, Summary: "Complete what is being typed",
		Parameters:  []*huma.Param{query("q", "What has been typed so far", huma.TypeString), languageParam()},
		Middlewares: huma.Middlewares{a.visited, a.cached},
	}
}

func (a *API) suggest(ctx context.Context, _ *struct{}) (*answer[Suggestions], error) {
	v := visitOf(ctx)
	l, err := v.lang()
	if err != nil {
		return nil, err
	}
	q := v.query.Get("q")
	if len(q) > index.MaxQuery {
		return nil, bad("q is %d bytes long: type less than %d", len(q), index.MaxQuery)
	}
	ss, err := a.Engine.Suggest(ctx, q, l)
	if err != nil {
		return nil, err
	}
	return &answer[Suggestions]{Body: Suggestions{q, list(ss)}}, nil
}

// lang is the reader's language, English when none is named.
func (v visit) lang() (lang.Tag, error) {
	s := v.query.Get("lang")
	if s == "" {
		return lang.English, nil
	}
	t, ok := lang.Parse(s)
	if !ok {
		return "", bad("lang=%q is not a language of texts: use one of %v", s, lang.Texts)
	}
	return t, nil
}
