package judge_test

import (
	"context"
	"errors"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/judge"
	"concordance/index/local"
)

func engine(t *testing.T) index.Engine {
	t.Helper()
	e, err := local.Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func read(t *testing.T, dir string) *judge.Collection {
	t.Helper()
	c, err := judge.Read(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRun(t *testing.T) {
	c, e := read(t, "testdata/harbour"), engine(t)
	if err := c.Fill(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	told := 0
	got, err := judge.Run(t.Context(), e, c, func(done, total int) {
		if told++; done != told || total != 3 {
			t.Errorf("told %d of %d, want %d of 3", done, total, told)
		}
	})
	if err != nil || told != 3 {
		t.Fatalf("%v, told %d times", err, told)
	}
	two, one := 2, 1
	tops := [][]judge.Ranked{{{Doc: "phare/1 bis", Grade: &two}}, {{Doc: "c", Grade: &one}}, {}}
	for i, want := range tops {
		if d := cmp.Diff(want, got[i].Top); d != "" {
			t.Errorf("query %s: %s", got[i].Query.ID, d)
		}
	}
	// One of two relevant documents is there at all.
	if s := got[0].Scores; s.MAP != .5 || s.Recall != .5 || s.Judged != 1 {
		t.Errorf("query 1: %+v", s)
	}
	if s := got[1].Scores; s != (judge.Scores{NDCG: 1, MAP: 1, Recall: 1, Judged: 1}) {
		t.Errorf("query 2: %+v", s)
	}
	if s := got[2].Scores; s != (judge.Scores{Judged: 1}) {
		t.Errorf("query 4, of which nothing is found: %+v", s)
	}
}

// TestRunOverCores: the answers are the same, however many run at once.
func TestRunOverCores(t *testing.T) {
	c, e := read(t, "testdata/harbour"), engine(t)
	if err := c.Fill(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	run := func(cores int) []judge.Answer {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		answers, err := judge.Run(t.Context(), e, c, nil)
		if err != nil {
			t.Fatal(err)
		}
		return answers
	}
	if d := cmp.Diff(run(1), run(4)); d != "" {
		t.Error(d)
	}
}

func TestRunOfLibrary(t *testing.T) {
	c, e := read(t, "testdata/library"), engine(t)
	passage := func(l corpus.Locator, texts map[lang.Tag]string) corpus.Provision {
		p := corpus.Provision{Locator: l, Texts: map[lang.Tag]*corpus.Passage{}}
		for tag, s := range texts {
			p.Texts[tag] = &corpus.Passage{Locator: l, Text: s}
		}
		return p
	}
	err := e.Put(t.Context(), 1,
		&corpus.Work{
			Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)", Kind: corpus.KindResolution},
			Provisions: []corpus.Provision{
				passage("pp-1", map[lang.Tag]string{"en": "Recalling the keepers of lighthouses,", "fr": "Rappelant les gardiens de phare,"}),
				passage("para-1", map[lang.Tag]string{"en": "Decides to count the ships;"}),
				passage("para-2", map[lang.Tag]string{"en": "Calls upon each ferry to keep to its timetables;"}),
			},
		},
		&corpus.Work{
			Description: corpus.Description{
				ID: "harbour-keepers-guide", Kind: corpus.KindGuide, Titles: map[lang.Tag]string{"fr": "Guide des gardiens de phare"},
			},
			Provisions: []corpus.Provision{{Notes: []corpus.Note{{Text: "On lamps."}}}},
		})
	if err != nil {
		t.Fatal(err)
	}
	got, err := judge.Run(t.Context(), e, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []map[string]int{{"s-res-9901-2099/para-2": 3}, {"s-res-9901-2099/pp-1": 2, "harbour-keepers-guide": 1}} {
		found := map[string]int{}
		for _, r := range got[i].Top {
			if r.Grade == nil {
				t.Errorf("%s: nobody judged %s", got[i].Query.ID, r.Doc)
				continue
			}
			found[r.Doc] = *r.Grade
		}
		if d := cmp.Diff(want, found); d != "" {
			t.Errorf("%s: %s", got[i].Query.ID, d)
		}
	}
}

// TestRunStops: a run ends when it is told to, and when a search fails.
func TestRunStops(t *testing.T) {
	c, e := read(t, "testdata/harbour"), engine(t)
	if err := c.Fill(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := judge.Run(stopped, e, c, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	e.Close()
	if _, err := judge.Run(t.Context(), e, c, nil); err == nil {
		t.Error("a closed engine was asked, and no error came")
	}
}
