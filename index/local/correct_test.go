package local_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"concordance/corpus"
	"concordance/corpus/store"
	"concordance/index"
	"concordance/index/local"
)

// A person's correction is found and counted as soon as the index has caught up
// with the library, and so is its taking back: nothing else is put again.
func TestCorrected(t *testing.T) {
	ctx := context.Background()
	lib, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	e, err := local.Open("")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	doc := func(id, symbol, text string, cites ...corpus.Citation) *corpus.Document {
		return &corpus.Document{Description: corpus.Description{ID: corpus.WorkID(id), Symbol: symbol, Kind: corpus.KindResolution}, Lang: "en",
			Source:   corpus.Source{File: id + ".txt", SHA256: strings.Repeat("0", 64)},
			Passages: []corpus.Passage{{Locator: "para-1", Number: "1", Text: text, Citations: cites}, {Locator: "para-2", Number: "2", Text: "Remains at the quay"}}}
	}
	const text = "Recalls resolution 9902 (2098) on lanterns"
	start := strings.Index(text, "resolution")
	docs := []*corpus.Document{
		doc("s-res-9901-2099", "S/RES/9901 (2099)", text, corpus.Citation{Start: start, End: start + len("resolution 9902 (2098)"),
			Target: "S/RES/9902 (2098)", Form: "resolution", Relation: "recalls", Status: corpus.Resolved}),
		doc("s-res-9902-2098", "S/RES/9902 (2098)", "Paints the boats"),
		doc("s-res-9903-2098", "S/RES/9903 (2098)", "Rings the bells"),
	}
	if _, err := lib.Add(ctx, docs...); err != nil {
		t.Fatal(err)
	}
	found := func(r index.Request) string {
		t.Helper()
		res, err := e.Search(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, h := range res.Hits {
			out = append(out, string(h.Work)+"/"+string(h.Locator))
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	check := func(when, cited, left string) {
		t.Helper()
		if err := index.CatchUp(ctx, lib, e, nil); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			r    index.Request
			want string
		}{
			{index.Request{Query: `cites:"` + cited + `"`}, "s-res-9901-2099/para-1"},
			{index.Request{Query: `cites:"` + left + `"`}, ""},
			{index.Request{Facets: map[string][]string{"cites": {cited}}}, "s-res-9901-2099/para-1"},
			{index.Request{Facets: map[string][]string{"cites": {left}}}, ""},
			{index.Request{Query: `citedby:"S/RES/9901 (2099)" boats`}, map[bool]string{true: "s-res-9902-2098/para-1"}[cited == "S/RES/9902 (2098)"]},
			{index.Request{Query: `citedby:"S/RES/9901 (2099)" bells`}, map[bool]string{true: "s-res-9903-2098/para-1"}[cited == "S/RES/9903 (2098)"]},
		} {
			if got := found(tt.r); got != tt.want {
				t.Errorf("%s: %s %v finds %q, want %q", when, tt.r.Query, tt.r.Facets, got, tt.want)
			}
		}
	}
	check("as it was read", "S/RES/9902 (2098)", "S/RES/9903 (2098)")
	c, err := lib.Correct(ctx, corpus.Correction{Document: "s-res-9901-2099.en", Locator: "para-1", Surface: "resolution 9902 (2098)",
		Action: corpus.ChangeTag, Target: "S/RES/9903 (2098)", Pinpoints: []corpus.Locator{"para-1"}, By: "a reader", At: time.Unix(0, 0).UTC()})
	if err != nil {
		t.Fatal(err)
	}
	check("corrected", "S/RES/9903 (2098)", "S/RES/9902 (2098)")
	if _, err := lib.Uncorrect(ctx, c); err != nil {
		t.Fatal(err)
	}
	check("taken back", "S/RES/9902 (2098)", "S/RES/9903 (2098)")
}
