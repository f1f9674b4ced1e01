package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"concordance/index/judge"
	"concordance/index/local"
)

// The parts of the scoreboard that say what each part of the ranking is worth.
const (
	partsByCollections = "\n## Without each part, by collections\n"
	partsByQueries     = "\n## Without each part, by our own judged queries\n"
)

// parts are the ranking as it is, and without each of its parts.
var parts = []struct {
	name string
	local.Ranking
}{
	{"as it is", local.Ranking{}},
	{"letter groups", local.Ranking{NoKin: true}},
	{"nearness", local.Ranking{NoNear: true}},
	{"vocabulary, tags too", local.Ranking{NoConcepts: true}},
	{"tags", local.Ranking{NoTags: true}},
	{"weight of titles", local.Ranking{NoTitles: true}},
	{"share of the words", local.Ranking{NoCoordination: true}},
	{"raising other languages", local.Ranking{NoOther: true}},
	{"relaxing", local.Ranking{NoRelaxing: true}},
}

// TestParts measures what each part of the ranking is worth on collections of
// the shared data. It writes the table, and holds nothing: what the whole is
// worth is held by TestCollections.
func TestParts(t *testing.T) {
	if !*update {
		t.Skip("ranks everything nine times, which takes minutes: run with -update when the ranking changes")
	}
	dir := sharedData(t)
	var columns [][]answers
	names := []string{"cisi", "cranfield", "scifact", "xquad-ar"}
	for _, name := range names {
		c, err := judge.Read(filepath.Join(dir, "data/ir", name), "")
		if err != nil {
			t.Fatal(err)
		}
		e, err := local.Open("")
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Fill(context.Background(), e); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, without(t, e, c))
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	partIs(t, partsByCollections, `
nDCG@10 of the ranking as it is and without one part of it. Parts that a collection has no use for (one language, no titles,
no terms) leave it as it is. Written by `+"`go test ./cmd/concordance -run TestParts -update`"+` with the shared data.

`, partsTable(names, columns))
}

// partsAreMeasured does the same on our own judged queries.
func partsAreMeasured(t *testing.T, data string) {
	if !*update {
		t.Skip("ranks everything nine times: run with -update when the ranking changes")
	}
	h, err := openHouse(data)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if err := h.ready(context.Background(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	e := h.engine.(*local.Engine)
	var names []string
	var columns [][]answers
	for _, dir := range judgedFolders(t) {
		c, err := judge.Read(dir, "")
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.Base(dir))
		columns = append(columns, without(t, e, c))
	}
	all := make([]answers, len(parts))
	for i := range parts {
		for _, c := range columns {
			all[i] = append(all[i], c[i]...)
		}
	}
	names, columns = append(names, "all"), append(columns, all)
	partIs(t, partsByQueries, `
nDCG@10 of the ranking as it is and without one part of it, on the same queries as above. The passages that a poorer ranking
brings up are judged less often than those of the ranking as it is, and count as wrong: differences are somewhat too
great. Written by `+"`go test ./cmd/concordance -run TestArchive -update`"+` with the shared data.

`, partsTable(names, columns))
}

type answers = []judge.Answer

// without is the answers by part.
func without(t *testing.T, e *local.Engine, c *judge.Collection) []answers {
	t.Helper()
	var out []answers
	for _, p := range parts {
		e.SetRanking(p.Ranking)
		as, err := judge.Run(context.Background(), e, c, func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, as)
	}
	e.SetRanking(local.Ranking{})
	return out
}

// partsTable has a row a part, and nDCG@10 a column.
func partsTable(names []string, columns [][]answers) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| without | %s |\n|---|%s\n", strings.Join(names, " | "), strings.Repeat("---:|", len(names)))
	for i, p := range parts {
		fmt.Fprintf(&b, "| %s", p.name)
		for _, c := range columns {
			fmt.Fprintf(&b, " | %.4f", judge.Mean(c[i]).NDCG)
		}
		b.WriteString(" |\n")
	}
	return b.String()
}
