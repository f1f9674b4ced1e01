package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	citationGold   = "../../corpus/cite/gold"
	citationScores = "../../corpus/cite/SCORES.md"
)

// byLabels is the heading under which the measurement on our own gold begins;
// what stands before it is the test's of corpus/cite.
const byLabels = "\n## By our own labels\n"

// goldIsMeasured scores the tagger on the paragraphs labelled by hand, whose
// texts the library holds, and compares with the scoreboard.
func goldIsMeasured(t *testing.T, data string) {
	code, out, errs := concordance(t, data, "eval", "citations", citationGold, "-o", "json")
	var e evaluation
	if err := json.Unmarshal([]byte(out), &e); err != nil || code != exitFound {
		t.Fatalf("exit code %d, %v: every labelled text should be held as it was labelled\n%s", code, err, errs)
	}
	got := goldTable(&e)
	b, err := os.ReadFile(citationScores)
	if err != nil {
		t.Fatal(err)
	}
	before, after, _ := strings.Cut(string(b), byLabels)
	if *update {
		if err := os.WriteFile(citationScores, []byte(before+byLabels+got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if after != got {
		t.Error("the scoreboard of citations is out of date: run this test with -update, and read the difference")
	}
}

// goldTable prints the part of the scoreboard that is measured on labels.
func goldTable(e *evaluation) string {
	var b strings.Builder
	fmt.Fprintf(&b, `
%d paragraphs chosen for hard forms, labelled by language models and checked by no person (see %sgold/README.md%s), scored by
%sconcordance eval citations corpus/cite/gold%s, which lists the mentions with a fault under %s-v%s. Right is a mention
whose span and target are, to the byte; span F1 leaves the target out. Pinpoints: expected mentions with places in the
work, right in all of them and in the work. Antecedents: mentions whose work only the words before them tell, or the
place they stand in; abstained is better than wrong. Status: of mentions found where expected. Forms are the gold's,
for what is found in vain the tagger's. Written by %sgo test ./cmd/concordance -run TestArchive -update%s with the
shared data; do not edit.

| language | form | expected | found | precision | recall | F1 | span F1 | pinpoints | antecedents | wrong | abstained | status |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
`, e.Lines, "`", "`", "`", "`", "`", "`", "`", "`")
	for _, s := range e.Scores {
		columns := s.columns()
		fmt.Fprintf(&b, "| %s |\n", strings.Join(columns[:len(columns)-1], " | "))
	}
	return b.String()
}
