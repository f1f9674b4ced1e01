package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func table(t *testing.T, n int) string {
	t.Helper()
	path, err := writePassages(options{n: n, dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestQueriesAreOfTheirClasses(t *testing.T) {
	path := table(t, 3000)
	queries, err := chooseQueries(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := chooseQueries(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(queries, again); d != "" {
		t.Errorf("chosen otherwise the second time:\n%s", d)
	}
	count := map[string]int{}
	for _, q := range queries {
		count[q.Class]++
		words := len(strings.Fields(q.Query))
		ok := map[string]bool{
			"common": words == 1, "rare": words == 1,
			"and":     strings.Count(q.Query, " AND ") == words/2 && words >= 3 && words <= 5,
			"or":      strings.Count(q.Query, " OR ") >= 2,
			"phrase":  strings.Count(q.Query, `"`) == 2 && words >= 2,
			"prefix":  strings.HasSuffix(q.Query, "*"),
			"page":    q.Page && words >= 2 && !strings.Contains(q.Query, " OR "),
			"page or": q.Page && strings.Contains(q.Query, " OR "),
		}[q.Class]
		if !ok || q.Page && (!slices.Contains(sixFacets, q.Facet) || q.Value == "") {
			t.Errorf("%+v is not of its class", q)
		}
	}
	for _, c := range classes {
		if count[c] != perClass {
			t.Errorf("%d queries of class %q, not %d", count[c], c, perClass)
		}
	}
}

func TestPhrasesStayWithinAClause(t *testing.T) {
	got := phrases("Welcomes once more blimmery grons of tarvel, porfits since 1999 kelt.", 2)
	if d := cmp.Diff([]string{"blimmery grons"}, got); d != "" {
		t.Error(d)
	}
	got = phrases("Welcomes once more blimmery grons of tarvel, porfits since 1999 kelt.", 3)
	if d := cmp.Diff([]string{"grons of tarvel"}, got); d != "" {
		t.Error(d)
	}
}
