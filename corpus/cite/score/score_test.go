package score

import (
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
)

const own = corpus.Target("S/RES/9901 (2099)")

// at is a mention of target over [start, start+10).
func at(start int, target corpus.Target, form string, pins ...corpus.Locator) corpus.Citation {
	return corpus.Citation{Start: start, End: start + 10, Target: target, Form: form, Pinpoints: pins, Status: corpus.Resolved}
}

func TestCompare(t *testing.T) {
	a, b := corpus.Target("S/RES/9902 (2099)"), corpus.Target("S/RES/9903 (2099)")
	open := func(c corpus.Citation) corpus.Citation {
		c.Target, c.Status = "", corpus.Unresolved
		return c
	}
	wide := at(0, a, "resolution")
	wide.End++
	for _, c := range []struct {
		name        string
		want, found []corpus.Citation
		sum         Count // of all
		faults      string
	}{
		{
			"all right, places in another order",
			[]corpus.Citation{at(0, a, "resolution", "para-1", "para-2.e")}, []corpus.Citation{at(0, a, "resolution", "para-2.e", "para-1")},
			Count{Expected: 1, Found: 1, Spans: 1, Right: 1, Pinpointed: 1, Pinpoints: 1, Statuses: 1, StatusesRight: 1}, "",
		},
		{
			"another place",
			[]corpus.Citation{at(0, a, "resolution", "para-1")}, []corpus.Citation{at(0, a, "resolution")},
			Count{Expected: 1, Found: 1, Spans: 1, Right: 1, Pinpointed: 1, Statuses: 1, StatusesRight: 1}, "pinpoints",
		},
		{
			"another work: its places are wrong too",
			[]corpus.Citation{at(0, a, "resolution", "para-1")}, []corpus.Citation{at(0, b, "resolution", "para-1")},
			Count{Expected: 1, Found: 1, Spans: 1, Pinpointed: 1, Statuses: 1, StatusesRight: 1}, "target",
		},
		{
			"another span is told once",
			[]corpus.Citation{at(0, a, "resolution")}, []corpus.Citation{wide},
			Count{Expected: 1, Found: 1}, "span",
		},
		{
			"one missing, one too many",
			[]corpus.Citation{at(0, a, "resolution")}, []corpus.Citation{at(20, b, "symbol")},
			Count{Expected: 1, Found: 1}, "missing extra",
		},
		{
			"a reference back: right",
			[]corpus.Citation{at(0, a, "antecedent")}, []corpus.Citation{at(0, a, "antecedent")},
			Count{Expected: 1, Found: 1, Spans: 1, Right: 1, Statuses: 1, StatusesRight: 1, Antecedents: 1, AntecedentsRight: 1}, "",
		},
		{
			"a reference back: wrong",
			[]corpus.Citation{at(0, a, "antecedent")}, []corpus.Citation{at(0, b, "antecedent")},
			Count{Expected: 1, Found: 1, Spans: 1, Statuses: 1, StatusesRight: 1, Antecedents: 1, Wrong: 1}, "target",
		},
		{
			"a reference back: left open",
			[]corpus.Citation{at(0, a, "antecedent")}, []corpus.Citation{open(at(0, a, "antecedent"))},
			Count{Expected: 1, Found: 1, Spans: 1, Statuses: 1, Antecedents: 1}, "target",
		},
		{
			"a reference back that nobody can settle",
			[]corpus.Citation{open(at(0, a, "antecedent"))}, []corpus.Citation{at(0, a, "antecedent")},
			Count{Expected: 1, Found: 1, Spans: 1, Statuses: 1, Antecedents: 1, Wrong: 1}, "target",
		},
		{
			"a paragraph of the work itself needs no antecedent, one of another does",
			[]corpus.Citation{at(0, own, "internal"), at(20, a, "internal")}, []corpus.Citation{at(0, own, "internal"), at(20, own, "internal")},
			Count{Expected: 2, Found: 2, Spans: 2, Right: 1, Statuses: 2, StatusesRight: 2, Antecedents: 1, Wrong: 1}, "target",
		},
	} {
		board := Board{}
		var faults []string
		for _, m := range board.Compare(lang.English, own, c.want, c.found) {
			faults = append(faults, string(m.Fault))
		}
		if got := *board[Cell{}]; got != c.sum {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.sum)
		}
		if got := strings.Join(faults, " "); got != c.faults {
			t.Errorf("%s: faults %q, want %q", c.name, got, c.faults)
		}
	}
}

func TestBoard(t *testing.T) {
	board := Board{}
	a := corpus.Target("S/RES/9902 (2099)")
	board.Compare(lang.English, own, []corpus.Citation{at(0, a, "resolution"), at(20, a, "symbol")}, []corpus.Citation{at(0, a, "resolution")})
	board.Compare(lang.French, own, []corpus.Citation{at(0, a, "resolution")}, []corpus.Citation{at(0, a, "symbol"), at(20, a, "symbol")})
	for cell, want := range map[Cell]Count{
		{}:                   {Expected: 3, Found: 3, Right: 2},
		{Lang: "en"}:         {Expected: 2, Found: 1, Right: 1},
		{Form: "resolution"}: {Expected: 2, Found: 2, Right: 2}, // what the gold calls it counts
		{Form: "symbol"}:     {Expected: 1, Found: 1},
		{"fr", "symbol"}:     {Found: 1},
		{"en", "symbol"}:     {Expected: 1},
	} {
		if got := board[cell]; got == nil || got.Expected != want.Expected || got.Found != want.Found || got.Right != want.Right {
			t.Errorf("%+v: %+v, want %+v", cell, got, want)
		}
	}
	sum := board[Cell{}]
	if p, r, f := sum.Precision(), sum.Recall(), sum.F1(); p != 2.0/3 || r != 2.0/3 || f != 2.0/3 {
		t.Errorf("precision %f, recall %f, F1 %f: want two thirds each", p, r, f)
	}
}

func TestRead(t *testing.T) {
	const text = "Voir la résolution 9902 (2099)."
	var got []string
	err := Read(strings.NewReader(`
{"id":1,"lang":"fr","text":"`+text+`","sum":"`+Sum(text)+`","mentions":[{"start":20,"end":31,"target":"S/RES/9902 (2099)","form":"resolution"}]}
no JSON
{"id":2,"lang":"fr","work":"S/RES/9901 (2099)"}
{"id":3,"lang":"tlh","text":"x"}
{"id":4,"lang":"fr","text":"`+text+`","sum":"000000000000"}
{"id":5,"lang":"fr","text":"`+text+`","mentions":[{"start":10,"end":31,"target":null}]}
{"id":6,"lang":"fr","text":"`+text+`","mentions":[{"start":20,"end":3100}]}
{"id":7,"lang":"fr","text":"`+text+`","mentions":[{"start":20,"end":31},{"start":20,"end":31}]}
`), func(n int, l *Line, err error) {
		if err == nil {
			err = l.Check(l.Text)
		}
		if err != nil {
			got = append(got, err.Error())
		} else {
			got = append(got, "good")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"good", "not a JSON object", "neither a text nor", "not a language", "has the sum", "no part of the text", "no part of the text", "have one span"}
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("line %d: %q, want %q", i, got[i], want[i])
		}
	}
}
