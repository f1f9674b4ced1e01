package store_test

import (
	"fmt"
	"slices"
	"testing"

	"concordance/corpus"
)

// revision makes up a later reading of the fictional S/RES/9901 (2099).
func revision(n int, texts ...string) *corpus.Document {
	d := resolution(9901, "en", 0)
	for i, s := range texts {
		d.Passages = append(d.Passages, corpus.Passage{Locator: corpus.Locator(fmt.Sprintf("para-%d", i+1)), Number: fmt.Sprint(i + 1), Text: s})
	}
	return from(d, "akn", fmt.Sprintf("2099-06-%02d", n), fmt.Sprintf("revision-%d.xml", n))
}

// Permalinks: what has moved is followed over several revisions and readings,
// and what has come back is not sent anywhere.
func follows(t *testing.T, lib corpus.Library) {
	const quays, ferries, bells = "Lights the quays at dusk;", "Counts the passengers of ferries;", "Rings bells for boats overdue;"
	moves := func() []corpus.Move {
		t.Helper()
		ms, err := lib.Moved(ctx, "s-res-9901-2099")
		if err != nil {
			t.Fatal(err)
		}
		return ms
	}
	add(t, lib, revision(1, quays, ferries))
	add(t, lib, revision(1, quays, ferries))
	if ms := moves(); len(ms) != 0 {
		t.Errorf("read twice, nothing moves: %v", ms)
	}
	add(t, lib, revision(2, bells, quays, ferries))
	if ms, want := moves(), []corpus.Move{{From: "para-1", To: "para-2", Lang: "en"}, {From: "para-2", To: "para-3", Lang: "en"}}; !slices.Equal(ms, want) {
		t.Errorf("one put before: %v", ms)
	}
	add(t, lib, revision(3, bells, "Paints the lighthouses;", quays, ferries))
	if m, ok := corpus.Follow(moves(), "para-1", "en"); !ok || m.To != "para-3" {
		t.Errorf("moved twice: %v", m)
	}
	if m, ok := corpus.Follow(moves(), "para-3", "en"); !ok || m.To != "para-4" {
		t.Errorf("the number of the second reading: %v", m)
	}
	add(t, lib, revision(4, quays, ferries))
	if m, ok := corpus.Follow(moves(), "para-1", "en"); ok && m.To != "para-1" {
		t.Errorf("back in its place, and sent to %v", m)
	}
	if m, ok := corpus.Follow(moves(), "para-4", "en"); !ok || m.To != "para-2" {
		t.Errorf("the number of the third reading: %v", m)
	}
	if ms, err := lib.Moved(ctx, "s-res-9999-2099"); err != nil || len(ms) != 0 {
		t.Errorf("a work that is not held: %v, %v", ms, err)
	}
}
