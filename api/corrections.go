package api

import (
	"context"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus"
)

// Corrections is a page of what persons said of citations, by document.
type Corrections struct {
	Corrections []Correction `json:"corrections"`
	Orphans     int          `json:"orphans" doc:"How many of all corrections no longer find their words"`
	Total       int          `json:"total" doc:"Corrections over all pages"`
	Next        string       `json:"next,omitempty" doc:"Cursor of the next page"`
	Links       *Links       `json:"links"`
}

// Correction is a person's word on a citation. It is kept apart from the
// documents and wins over what the program finds in them.
type Correction struct {
	Work      corpus.WorkID     `json:"work_id" example:"s-res-9901-2099"`
	Document  corpus.DocumentID `json:"document" example:"s-res-9901-2099.en"`
	Locator   corpus.Locator    `json:"locator" doc:"Of the citing passage" example:"para-2"`
	Surface   string            `json:"surface" doc:"The words corrected"`
	Nth       int               `json:"nth" doc:"Which time these words stand in the passage, from 1"`
	Action    corpus.Action     `json:"action" enum:"add,change,reject"`
	Target    corpus.Target     `json:"target" doc:"What the words cite; empty when they are no citation"`
	Pinpoints []corpus.Locator  `json:"pinpoints"`
	By        string            `json:"by" doc:"Who corrected, as they call themselves"`
	At        string            `json:"at" doc:"When, RFC 3339" example:"2099-07-01T12:00:00Z"`
	Note      string            `json:"note,omitempty"`
	Orphan    bool              `json:"orphan" doc:"The words no longer stand there: it is kept, and changes nothing"`
}

func (a *API) correctionsRoute() huma.Operation {
	return huma.Operation{
		OperationID: "corrections", Path: "/api/v1/corrections", Tags: []string{"citations"}, Summary: "What persons corrected",
		Description: "Every correction of a citation, by document and passage, with those that no longer find their words.",
		Parameters:  pageParams(maxPage),
		Middlewares: huma.Middlewares{a.visited, a.cached},
	}
}

func (a *API) corrections(ctx context.Context, _ *struct{}) (*answer[Corrections], error) {
	v := visitOf(ctx)
	size, after, err := pageOf(v.query)
	if err != nil {
		return nil, err
	}
	all, err := collect(a.Library.Corrections(ctx))
	if err != nil {
		return nil, err
	}
	body := Corrections{Corrections: []Correction{}, Total: len(all)}
	for _, c := range all {
		if c.Orphan {
			body.Orphans++
		}
	}
	part, next, err := page(all, correctionKey, size, after)
	if err != nil {
		return nil, err
	}
	for _, c := range part {
		body.Corrections = append(body.Corrections, NewCorrection(c))
	}
	var header []string
	body.Next = next
	body.Links, header = v.links(next)
	return &answer[Corrections]{header, body}, nil
}

func correctionKey(c corpus.Correction) string {
	return fmt.Sprintf("%s %s %d %s", c.Document, c.Locator, c.Nth, c.Surface)
}

// NewCorrection makes the resource of c.
func NewCorrection(c corpus.Correction) Correction {
	w, _ := c.Document.Split()
	return Correction{
		Work: w, Document: c.Document, Locator: c.Locator, Surface: c.Surface, Nth: c.Nth, Action: c.Action,
		Target: c.Target, Pinpoints: list(c.Pinpoints), By: c.By, At: c.At.UTC().Format("2006-01-02T15:04:05Z"), Note: c.Note, Orphan: c.Orphan,
	}
}
