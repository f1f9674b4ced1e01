package local

import (
	"context"
	"slices"
	"testing"

	"concordance/corpus"
	"concordance/index"
)

// A prefix finds the words that begin so, and other words of their stems only
// where it is no longer than the stem; in one segment as in several.
func TestPrefixes(t *testing.T) {
	ctx := context.Background()
	works := []*corpus.Work{work("a", "They protect markets"), work("b", "Protecting markets"), work("c", "Protection of markets"),
		work("d", "Policies of markets"), work("e", "A policy for markets"), work("f", "Nothing of the kind")}
	several, whole := open(t, ""), open(t, "")
	for i, w := range works {
		if err := several.Put(ctx, uint64(i+1), w); err != nil {
			t.Fatal(err)
		}
	}
	if err := whole.Put(ctx, 1, works...); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string][]corpus.WorkID{
		"protect*":      {"a", "b", "c"},
		"protecti*":     {"b", "c"},
		"protectin*":    {"b"},
		"protections*":  {},
		"polic*":        {"d", "e"},
		"policie*":      {"d"},
		"mark*":         {"a", "b", "c", "d", "e"},
		"protecting~1":  {"a", "b", "c"}, // words as near stand for their stems
		"protecteng~1":  {"a", "b", "c"},
		"prothectong~2": {"a", "b", "c"},
		"prothectong~1": {},
	} {
		for name, e := range map[string]*Engine{"several segments": several, "one": whole} {
			res, err := e.Search(ctx, index.Request{Query: query})
			if err != nil {
				t.Fatal(err)
			}
			got := []corpus.WorkID{}
			for _, h := range res.Hits {
				got = append(got, h.Work)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s finds %v, want %v", name, query, got, want)
			}
		}
	}
}
