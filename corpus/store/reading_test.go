package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"concordance/corpus"
)

// How a file was read is kept with its document, and learnt of a file that was
// stored before readings were: the same file again then replaces itself, once.
func TestReadingIsKept(t *testing.T) {
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	add := func(r corpus.Reading) corpus.Result {
		t.Helper()
		out, err := s.Add(t.Context(), &corpus.Document{
			Description: corpus.Description{ID: "s-2099-22", Symbol: "S/2099/22", Kind: corpus.KindReport}, Lang: "en",
			Source: corpus.Source{File: "a.txt", Format: "text", SHA256: "00"}, Reading: r,
			Passages: []corpus.Passage{{Locator: "para-1", Number: "1", Text: "A lamp was lit."}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return out[0].Result
	}
	full := corpus.Reading{Genre: "report", Words: 4, Confidence: corpus.ConfidenceHigh, Sketch: []uint32{1, 2}}
	for i, step := range []struct {
		reading corpus.Reading
		want    corpus.Result
	}{{corpus.Reading{}, corpus.Added}, {full, corpus.Replaced}, {full, corpus.Unchanged}} {
		if got := add(step.reading); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
	}
	w, err := s.Summary(t.Context(), "s-2099-22")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(full, w.Documents[0].Reading); diff != "" {
		t.Error(diff)
	}
}
