package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const (
	judgedQueries = "../../index/judge/queries"
	searchScores  = "../../index/judge/SCORES.md"
	// mayFall is how far a measure may fall before the test says that search got worse.
	mayFall = .005
)

// The parts of the scoreboard of search, by their headings.
const (
	byCollections = "\n## By collections that nobody here made\n"
	byQueries     = "\n## By our own judged queries\n"
)

// TestCollections measures search on the test collections of the shared data,
// and compares with the scoreboard.
func TestCollections(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(sharedData(t), "data/ir/*"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no collection in the shared data (%v)", err)
	}
	partIs(t, byCollections, `
Ten public collections, none of them of texts like ours, each in an engine of its own, scored by `+"`concordance eval`"+`: nDCG@10
with linear gain, MAP of the first hundred hits, recall at 100; means over the queries with a relevant document. One setting
a language, the one that is shipped. The weights were chosen while looking at these very collections: nothing is held
out. Written by `+"`go test ./cmd/concordance -run TestCollections -update`"+` with the shared data; do not edit.

`, evalTable(t, t.TempDir(), dirs))
}

// judgedAreMeasured measures search on our own judged queries to the library in
// data, and compares with the scoreboard.
func judgedAreMeasured(t *testing.T, data string) {
	dirs := judgedFolders(t)
	partIs(t, byQueries, `
Queries put to the library of the archive, judged by language models and by no person (see the README beside each set),
scored by `+"`concordance eval index/judge/queries`"+`, which lists the first ten hits of each query under `+"`-v`"+`. judged@10 is the share of
the first ten that were judged at all: what was not judged counts as wrong. Written by
`+"`go test ./cmd/concordance -run TestArchive -update`"+` with the shared data; do not edit.

`, evalTable(t, data, dirs))
}

// judgedFolders are the folders of judged queries.
func judgedFolders(t *testing.T) []string {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(judgedQueries, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "queries.jsonl" {
			dirs = append(dirs, filepath.Dir(path))
		}
		return err
	})
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no judged queries in %s (%v)", judgedQueries, err)
	}
	return dirs
}

// evalTable runs the command on dirs and prints what it measured.
func evalTable(t *testing.T, data string, dirs []string) string {
	t.Helper()
	code, out, errs := concordance(t, data, append([]string{"eval", "-o", "json"}, dirs...)...)
	var rows []measured
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != exitFound {
		t.Fatalf("exit code %d, %v\n%s", code, err, errs)
	}
	if errs != "" {
		t.Errorf("not all was measured:\n%s", errs)
	}
	return markdown(rows)
}

func markdown(rows []measured) string {
	shown := len(measuredColumns)
	if rows[0].Judged == nil {
		shown--
	}
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n|---|---|%s\n", strings.Join(measuredColumns[:shown], " | "), strings.Repeat("---:|", shown-2))
	for _, m := range rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(m.columns()[:shown], " | "))
	}
	return b.String()
}

// partIs compares a part of the scoreboard with what was measured now, and says
// which measures fell; with -update it writes the part anew.
func partIs(t *testing.T, heading, says, table string) {
	t.Helper()
	b, err := os.ReadFile(searchScores)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(b), heading)
	part, after := rest, ""
	if i := strings.Index(rest, "\n## "); i >= 0 {
		part, after = rest[:i], rest[i:]
	}
	for _, fall := range falls(part, table) {
		t.Error("worse than the scoreboard says: ", fall)
	}
	switch got := says + table; {
	case *update:
		if err := os.WriteFile(searchScores, []byte(before+heading+got+after), 0o644); err != nil {
			t.Fatal(err)
		}
	case part != got:
		t.Error("the scoreboard of search is out of date: run this test with -update, and read the difference")
	}
}

// falls lists the measures that are lower in the table now than in the one before.
func falls(before, now string) []string {
	var out []string
	was := measures(before)
	for row, values := range measures(now) {
		for i, x := range values[:min(len(values), len(measuredColumns)-2)] {
			if i < len(was[row]) && x < was[row][i]-mayFall {
				out = append(out, fmt.Sprintf("%s: %s fell from %.4f to %.4f", row, measuredColumns[i+2], was[row][i], x))
			}
		}
	}
	return out
}

// measures reads a table: by collection and language, the numbers of the columns after them.
func measures(table string) map[string][]float64 {
	rows := map[string][]float64{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "| "), " | ")
		if len(cells) < len(measuredColumns)-1 {
			continue
		}
		var values []float64
		for _, s := range cells[2:] {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				break // the heading
			}
			values = append(values, x)
		}
		if len(values) > 0 {
			rows[cells[0]+" "+cells[1]] = values
		}
	}
	return rows
}

// TestFalls: what the scoreboard guards is seen to be lower, and nothing else.
func TestFalls(t *testing.T) {
	table := func(ndcg, recall float64) string {
		return markdown([]measured{{Collection: "harbour", Language: "fr", Queries: 7, NDCG: ndcg, MAP: .3, Recall: recall}})
	}
	before := table(.5, .9)
	for _, c := range []struct {
		now, want string
	}{
		{before, ""},
		{table(.496, .95), ""},
		{table(.494, .9), "harbour fr: nDCG@10 fell from 0.5000 to 0.4940"},
		{table(.6, .8), "harbour fr: R@100 fell from 0.9000 to 0.8000"},
	} {
		if got := strings.Join(falls(before, c.now), "; "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
