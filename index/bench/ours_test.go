package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"concordance/index/bench/passages"
)

// TestOursAnswers asks our engine by lines, as a run does, and compares with
// the passages themselves.
func TestOursAnswers(t *testing.T) {
	path, dir := table(t, 300), t.TempDir()
	word, with := firstWord(t, path)
	var in, out bytes.Buffer
	lines := json.NewEncoder(&in)
	for _, r := range []request{
		{Do: "build", Dir: dir, Passages: path}, {Do: "open", Dir: dir},
		{Do: "search", query: query{Query: word}},
		{Do: "search", query: query{Query: word, Page: true, Facet: "kind", Value: "none such"}},
		{Do: "settle"}, {Do: "sing"},
	} {
		if err := lines.Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := serveOurs(&in, &out); err != nil {
		t.Fatal(err)
	}
	var got []answer
	for d := json.NewDecoder(&out); d.More(); {
		var a answer
		if err := d.Decode(&a); err != nil {
			t.Fatal(err)
		}
		got = append(got, a)
	}
	if len(got) != 6 {
		t.Fatalf("%d answers to 6 requests", len(got))
	}
	if got[0].Passages != 300 || got[0].NS == 0 || got[1].Passages != 300 {
		t.Errorf("built and opened: %+v, %+v", got[0], got[1])
	}
	if got[2].Total != with || got[2].Counted != 0 {
		t.Errorf("%q found in %d passages, with %d counts; it stands in %d", word, got[2].Total, got[2].Counted, with)
	}
	if got[3].Total != 0 || got[3].Counted < with {
		t.Errorf("a page narrowed to nothing has %d hits and %d counts: those of the facet itself are to stand", got[3].Total, got[3].Counted)
	}
	if got[4].Heap == 0 || got[5].Error == "" {
		t.Errorf("settled: %+v; asked to sing: %+v", got[4], got[5])
	}
}

// firstWord is a word of the first passage whose ending no stemmer takes, and
// in how many passages it stands, by text or title.
func firstWord(t *testing.T, path string) (string, int) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	word, n := "", 0
	for row, err := range passages.ReadRows(f) {
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words(row.Text) {
			if word == "" && strings.HasSuffix(w, "k") {
				word = w
			}
		}
		if all := " " + strings.ToLower(row.Title+" "+strings.NewReplacer(",", "", ".", "", ";", "").Replace(row.Text)) + " "; word != "" && strings.Contains(all, " "+word+" ") {
			n++
		}
	}
	if n == 0 {
		t.Fatal("no word to ask")
	}
	return word, n
}
