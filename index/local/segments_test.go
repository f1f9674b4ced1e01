package local

import (
	"context"
	"math"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"concordance/corpus"
	"concordance/index"
)

// asks gives the answers of n queries.
func asks(t *testing.T, e *Engine, queries []string, r index.Request) []*index.Result {
	t.Helper()
	var out []*index.Result
	for i, q := range queries {
		r.Query, r.Lang = q, spoken[i%len(spoken)]
		res, err := e.Search(context.Background(), r)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		out = append(out, res)
	}
	return out
}

// madeQueries are queries over made-up works, some with a misspelt word or a sentence.
func madeQueries(m *maker, works []*corpus.Work, n int) []string {
	a := newAsker(m, works)
	var out []string
	for i := range n {
		q := a.query().text
		switch i % 5 {
		case 0:
			q = a.word("en") + "q " + a.word("fr") + "x"
		case 1:
			q = a.stretch("en", 6)
		}
		out = append(out, q)
	}
	return out
}

// inPieces indexes works one by one, some of them twice. With gone, works that go
// again share segments with others.
func inPieces(t *testing.T, works, gone []*corpus.Work) *Engine {
	t.Helper()
	ctx, e, seq := context.Background(), open(t, ""), uint64(0)
	put := func(works ...*corpus.Work) {
		t.Helper()
		seq++
		if err := e.Put(ctx, seq, works...); err != nil {
			t.Fatal(err)
		}
	}
	for i, w := range works {
		if i < len(gone) {
			put(w, gone[i])
		} else {
			put(w)
		}
		if i%10 == 0 {
			asks(t, e, []string{"lanterns"}, index.Request{}) // forward indexes are made before works go
		}
	}
	for _, w := range gone {
		seq++
		if err := e.Delete(ctx, seq, w.ID); err != nil {
			t.Fatal(err)
		}
	}
	put(works[len(gone) : len(gone)+12]...)
	v, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer v.release()
	if len(v.parts) < 2 {
		t.Fatalf("%d segments: nothing to compare", len(v.parts))
	}
	return e
}

// Answers do not depend on how the entries lie in segments: works put one by
// one give the same as the same works indexed at once.
func TestSegments(t *testing.T) {
	m := newMaker(30)
	works := m.works(60)
	queries := madeQueries(m, works, 200)
	whole, pieces := open(t, t.TempDir()), inPieces(t, works, nil)
	if err := whole.Rebuild(context.Background(), 1, yields(works)); err != nil {
		t.Fatal(err)
	}
	for _, r := range []index.Request{{}, {Group: index.ByWork, NoFacets: true}, {From: 2000, To: 2010, Size: 50, NoFacets: true}} {
		sameAnswers(t, queries, asks(t, pieces, queries, r), asks(t, whole, queries, r))
	}
	like := index.Request{Like: string(works[5].ID) + "/para-1"}
	sameAnswers(t, []string{"like"}, asks(t, pieces, []string{""}, like), asks(t, whole, []string{""}, like))
}

// What was deleted is not found, counted or proposed. Only kinship still knows
// it, until segments are merged: scores move by some parts in a hundred, and hits of almost the
// same score may change places.
func TestDeletedInSegments(t *testing.T) {
	m := newMaker(33)
	works, gone := m.works(70), []*corpus.Work(nil)
	works, gone = works[:60], works[60:]
	queries := madeQueries(m, slices.Concat(works, gone), 200)
	whole, pieces := open(t, ""), inPieces(t, works, gone)
	if err := whole.Rebuild(context.Background(), 1, yields(works)); err != nil {
		t.Fatal(err)
	}
	r := index.Request{Size: index.MaxSize}
	got, want := asks(t, pieces, queries, r), asks(t, whole, queries, r)
	for i, q := range queries {
		scores := map[string]float64{}
		for _, h := range want[i].Hits {
			scores[string(h.Work)+"/"+string(h.Locator)] = h.Score
		}
		for _, h := range got[i].Hits {
			is, was := h.Score, scores[string(h.Work)+"/"+string(h.Locator)]
			if math.Abs(is-was) > .15*was+.05 {
				t.Errorf("%q: %s/%s has %v, want %v", q, h.Work, h.Locator, is, was)
			}
		}
		if got[i].Total != want[i].Total || len(got[i].Hits) != len(want[i].Hits) || got[i].Meant != want[i].Meant || !slices.Equal(got[i].Absent, want[i].Absent) {
			t.Errorf("%q: %d hits, %q, %v; want %d, %q, %v", q, got[i].Total, got[i].Meant, got[i].Absent, want[i].Total, want[i].Meant, want[i].Absent)
		}
		if !reflect.DeepEqual(got[i].Facets, want[i].Facets) {
			t.Errorf("%q: the facets count %v, want %v", q, got[i].Facets, want[i].Facets)
		}
	}
}

// Nor do they depend on how many processors there are.
func TestProcessors(t *testing.T) {
	m := newMaker(31)
	works := m.works(50)
	queries := madeQueries(m, works, 200)
	e := open(t, "")
	if err := e.Rebuild(context.Background(), 1, yields(works)); err != nil {
		t.Fatal(err)
	}
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	alone := asks(t, e, queries, index.Request{})
	for _, n := range []int{2, 5} {
		runtime.GOMAXPROCS(n)
		e.SetRanking(Ranking{}) // another view: nothing is kept of the first answers
		sameAnswers(t, queries, asks(t, e, queries, index.Request{}), alone)
	}
}

// Over several chunks of entries, which several workers take, as well.
func TestProcessorsOverChunks(t *testing.T) {
	v := largeView(t)
	words := mostFrequent(v, 300)
	var queries []string
	for i := range 40 {
		a, b := words[7*i%len(words)], words[(11*i+100)%len(words)]
		queries = append(queries, []string{a + " " + b, `"` + words[i%20] + " " + b + `"`, a + " OR " + b, a + " NEAR/20 " + b}[i%4])
	}
	e, err := large()
	if err != nil {
		t.Fatal(err)
	}
	if chunks(v.size) < 2 {
		t.Fatal("one chunk only")
	}
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	for _, r := range []index.Request{{}, {Group: index.ByWork}, {Sort: index.Newest, Facets: map[string][]string{"kind": {"report", "guide"}}}} {
		runtime.GOMAXPROCS(1)
		alone := asks(t, e, queries, r)
		runtime.GOMAXPROCS(3)
		sameAnswers(t, queries, asks(t, e, queries, r), alone)
	}
}
