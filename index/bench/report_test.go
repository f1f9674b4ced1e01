package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMergeKeepsTheOtherSizes(t *testing.T) {
	file := merge("", "## 10 passages (a)\nold\n", 10)
	file = merge(file, "## 100 passages (b)\nkept\n", 100)
	file = merge(file, "## 10 passages (c)\nnew\n", 10)
	_, sections, _ := strings.Cut(file, "## ")
	if d := cmp.Diff("10 passages (c)\nnew\n\n## 100 passages (b)\nkept\n", sections); d != "" {
		t.Error(d)
	}
}

func TestMissesAreBold(t *testing.T) {
	r := results{n: 100_000, engines: []built{{name: "ours"}, {name: "lucene"}},
		queries: []query{{Class: "common", Share: .01}, {Class: "or", Share: .02}},
		totals:  [][]int{{7, 8}, {7, 9}}, counted: [][]int{{0, 0}, {0, 0}},
		best: [][]time.Duration{{3 * time.Millisecond, 3 * time.Millisecond}, {time.Millisecond, time.Millisecond}}}
	got := r.markdown()
	for _, want := range []string{
		"| common | 7 | 3.00 / 3.00 | 1.00 / 1.00 | 0.001 | – | 3.00 (≤ 4.00) |",
		"| or | 8 | 3.00 / 3.00 | 1.00 / 1.00 | 0.003 | – | **3.00** (≤ 2.00) |",
		"| common | 1 of 1 (all together 7 to our 7) |",
		"| or | 0 of 1 (all together 9 to our 8) |",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no line %s in\n%s", want, got)
		}
	}
}
