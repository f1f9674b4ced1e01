package api_test

import (
	"net/http"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/index"
)

// What has moved is answered with its new address, in every format and at every
// address below it; a number given to another says where the old one went.
func TestMovedPlaces(t *testing.T) {
	w := filled(t)
	revised := stadiums()
	revised.Source.SHA256, revised.Source.Marked = strings.Repeat("ef", 32), "2098-06-01"
	texts := []string{"Lights every quay from dusk;", "Counts the passengers of ferries;", "Rings bells for boats overdue;"}
	revised.Passages = nil
	for i, n := range []string{"1", "2", "3"} {
		revised.Passages = append(revised.Passages, corpus.Passage{Locator: corpus.Locator("para-" + n), Number: n, Text: texts[i]})
	}
	again := *revised
	again.Source.SHA256, again.Source.Marked = strings.Repeat("fe", 32), "2098-07-01"
	again.Passages = []corpus.Passage{revised.Passages[2], revised.Passages[0]}
	again.Passages[0].Locator, again.Passages[1].Locator = "para-1", "para-2"
	for _, d := range []*corpus.Document{revised, &again} {
		if _, err := w.library.Add(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := index.CatchUp(t.Context(), w.library, w.engine, nil); err != nil {
		t.Fatal(err)
	}
	h := w.handler()
	for at, to := range map[string]string{
		"/api/v1/works/s-res-9900-2098/passages/para-3":                    "/api/v1/works/s-res-9900-2098/passages/para-1",
		"/api/v1/works/s-res-9900-2098/passages/para-3?format=ris&lang=en": "/api/v1/works/s-res-9900-2098/passages/para-1?format=ris&lang=en",
		"/api/v1/works/s-res-9900-2098/passages/para-3.ris":                "/api/v1/works/s-res-9900-2098/passages/para-1.ris",
		"/api/v1/works/s-res-9900-2098/passages/para-3/cited-by":           "/api/v1/works/s-res-9900-2098/passages/para-1/cited-by",
		"/unapi?id=s-res-9900-2098/para-3&format=ris":                      "/unapi?format=ris&id=s-res-9900-2098%2Fpara-1",
	} {
		r := ask(h, http.MethodGet, at)
		if r.Code != http.StatusTemporaryRedirect || r.Header().Get("Location") != to {
			t.Errorf("%s: %d to %q", at, r.Code, r.Header().Get("Location"))
			continue
		}
		if next := ask(h, http.MethodGet, to); next.Code != http.StatusOK {
			t.Errorf("%s: %d", to, next.Code)
		}
	}
	if r := ask(h, http.MethodGet, "/api/v1/works/s-res-9900-2098/passages/para-1"); !strings.Contains(r.Body.String(), `"moved":[{"from":"para-1","to":"para-2","lang":"en"}]`) {
		t.Errorf("a number given to another does not say where the old one went: %s", r.Body)
	}
	if r := ask(h, http.MethodGet, "/api/v1/works/s-res-9900-2098/passages/para-4"); r.Code != http.StatusNotFound {
		t.Errorf("what is gone: %d", r.Code)
	}
}
