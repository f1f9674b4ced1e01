package api

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus"
	"concordance/index"
)

// Unresolved is a page of the mentions that could not be resolved.
type Unresolved struct {
	Mentions []UnresolvedMention `json:"mentions" doc:"By document, in the order of reading"`
	Next     string              `json:"next,omitempty" doc:"Cursor of the next page"`
	Links    *Links              `json:"links"`
}

// UnresolvedMention is a mention with the passage it stands in.
type UnresolvedMention struct {
	Work    string         `json:"work" doc:"Symbol, or ID, of the citing work"`
	WorkID  corpus.WorkID  `json:"work_id"`
	Locator corpus.Locator `json:"locator"`
	Citation
	Passage string `json:"passage_url" doc:"Permalink of the citing passage"`
}

// doubts are the statuses of mentions that are not resolved.
var doubts = []corpus.Status{corpus.Unresolved, corpus.Ambiguous, corpus.WrongYear, corpus.NoSuchParagraph}

func (a *API) unresolvedRoute() huma.Operation {
	status := query("status", "Only this status", huma.TypeString)
	for _, s := range doubts {
		status.Schema.Enum = append(status.Schema.Enum, string(s))
	}
	return huma.Operation{
		OperationID: "unresolved", Path: "/api/v1/citations/unresolved", Tags: []string{"citations"}, Summary: "Mentions that could not be resolved",
		Description: "Each with its reason. They resolve by themselves when the text they wait for arrives. One that stands in several language versions comes once for each.",
		Parameters:  append([]*huma.Param{status}, pageParams(maxPage)...),
		Middlewares: huma.Middlewares{a.visited, a.cached},
	}
}

func (a *API) unresolved(ctx context.Context, _ *struct{}) (*answer[Unresolved], error) {
	v := visitOf(ctx)
	size, after, err := pageOf(v.query)
	if err != nil {
		return nil, err
	}
	status := corpus.Status(v.query.Get("status"))
	if status != "" && !slices.Contains(doubts, status) {
		return nil, bad("status=%q is unknown: use one of %v, or leave it out", status, doubts)
	}
	from, skip, err := splitPlace(after)
	if err != nil {
		return nil, err
	}
	body := Unresolved{Mentions: []UnresolvedMention{}}
	b := newBuilder(a.Library, v.base)
	texts := &surfaces{lib: a.Library}
	n := 0 // place of the mention in its document
	var doc corpus.DocumentID
	for m, err := range a.Library.Unresolved(ctx, from) {
		if err != nil {
			return nil, err
		}
		if n++; m.Document != doc {
			doc, n = m.Document, 1
		}
		if doc == from && n <= skip || status != "" && m.Citation.Status != status {
			continue
		}
		if len(body.Mentions) == size {
			body.Next = cursorAfter(after)
			break
		}
		one, err := a.unresolvedMention(ctx, b, texts, m)
		if err != nil {
			return nil, err
		}
		body.Mentions = append(body.Mentions, one)
		after = string(doc) + " " + strconv.Itoa(n)
	}
	var header []string
	body.Links, header = v.links(body.Next)
	return &answer[Unresolved]{header, body}, nil
}

// splitPlace reads a cursor: the document of the last mention and its place there.
func splitPlace(after string) (corpus.DocumentID, int, error) {
	if after == "" {
		return "", 0, nil
	}
	doc, n, _ := strings.Cut(after, " ")
	skip, err := strconv.Atoi(n)
	if err != nil || skip < 1 {
		return "", 0, index.ErrBadCursor
	}
	return corpus.DocumentID(doc), skip, nil
}

func (a *API) unresolvedMention(ctx context.Context, b *builder, texts *surfaces, m corpus.Mention) (UnresolvedMention, error) {
	w, err := b.summary(ctx, m.Work)
	if err != nil {
		return UnresolvedMention{}, err
	}
	text, err := texts.of(ctx, m)
	if err != nil {
		return UnresolvedMention{}, err
	}
	_, l := m.Document.Split()
	c, err := b.citation(ctx, text, l, m.Citation)
	return UnresolvedMention{string(w.Target()), w.ID, m.Locator, c, Permalink(b.base, w.ID, m.Locator)}, err
}

// surfaces finds the texts of mentions that come by work.
type surfaces struct {
	lib  corpus.Library
	work *corpus.Work // the latest
}

func (s *surfaces) of(ctx context.Context, m corpus.Mention) (string, error) {
	if s.work == nil || s.work.ID != m.Work {
		w, err := s.lib.Work(ctx, m.Work)
		if err != nil {
			return "", err
		}
		s.work = w
	}
	_, l := m.Document.Split()
	if p := s.work.Provision(m.Locator); p != nil && p.Texts[l] != nil {
		return p.Texts[l].Text, nil
	}
	return "", nil
}
