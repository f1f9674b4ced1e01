package local

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/index"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	bindex "github.com/blevesearch/bleve_index_api"
)

// sized is a segment of so many entries, as the planner of merges sees it.
type sized struct {
	id   uint64
	size int64
}

func (s sized) Id() uint64          { return s.id }
func (s sized) FullSize() int64     { return s.size }
func (s sized) LiveSize() int64     { return s.size }
func (s sized) HasVector() bool     { return false }
func (s sized) FileSize() int64     { return 1000 * s.size }
func (s sized) LiveFileSize() int64 { return 1000 * s.size }

// A rebuild ends in one segment, also when one is much larger than the others.
func TestMergedIntoOne(t *testing.T) {
	for name, sizes := range map[string][]int64{
		"alike":           {1000, 1000, 1000, 998},
		"one much larger": {591_000, 25_000, 25_000, 1000, 1000, 1000, 400},
		"two larger":      {591_000, 300_000, 1000},
		"two":             {1_000_000, 1},
	} {
		var segments []mergeplan.Segment
		for i, n := range sizes {
			segments = append(segments, sized{uint64(i), n})
		}
		o := intoOne()
		plan, err := mergeplan.Plan(segments, &o)
		if err != nil {
			t.Fatal(err)
		}
		if plan == nil || len(plan.Tasks) != 1 || len(plan.Tasks[0].Segments) != len(sizes) {
			t.Errorf("%s: the plan is %+v", name, plan)
		}
	}
}

// longWork has so many provisions; text gives the texts of each.
func longWork(id string, n int, text func(i int) map[lang.Tag]string) *corpus.Work {
	w := work(id, "")
	w.Provisions = nil
	for i := range n {
		p := corpus.Provision{Locator: corpus.Locator(fmt.Sprintf("para-%d", i+1)), Texts: map[lang.Tag]*corpus.Passage{}}
		for l, s := range text(i) {
			p.Texts[l] = &corpus.Passage{Text: s}
		}
		w.Provisions = append(w.Provisions, p)
	}
	return w
}

// A work that goes in by several parts is one work, and the forward index that a
// rebuild drafts is the one that is made of what is stored, of works in any order.
func TestRebuiltByParts(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	texts := func(i int) map[lang.Tag]string {
		return map[lang.Tag]string{"en": fmt.Sprintf("Lantern %d guards the harbour gates of ward %d.", i, i%9),
			"zh": fmt.Sprintf("第%d号灯塔守护港口", i), "ar": fmt.Sprintf("المصباح %d يحرس الميناء", i)}
	}
	twice := longWork("c-2", 40, texts)
	twice.Provisions[20].Locator = "para-1"
	works := []*corpus.Work{longWork("b-1", buildRoom/2+700, texts), longWork("a-2", 30, texts), longWork("a-10", 1, texts), longWork("empty", 0, texts)}
	for name, works := range map[string][]*corpus.Work{"whole": works, "a locator stands twice": append(works, twice)} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(dir, name)
			e := open(t, dir)
			if err := e.Rebuild(ctx, 1, func(yield func(*corpus.Work, error) bool) {
				for _, w := range works {
					if !yield(w, nil) {
						return
					}
				}
			}); err != nil {
				t.Fatal(err)
			}
			if v := viewOf(t, e); len(v.parts) != 1 {
				t.Errorf("a rebuild ends in %d segments", len(v.parts))
			}
			files, err := filepath.Glob(filepath.Join(e.gen.dir, forwardDir, "*.fwd"))
			if err != nil || len(files) != 1 {
				t.Fatalf("forward indexes: %v (%v)", files, err)
			}
			if left, _ := filepath.Glob(filepath.Join(e.gen.dir, "spool-*")); len(left) > 0 {
				t.Errorf("a build leaves %v", left)
			}
			drafted, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			for target, want := range map[cite.Reference]corpus.Locator{
				{Target: "b-1", Locator: "para-1"}: "para-1", {Target: "b-1", Locator: "para-3700"}: "para-3700",
				{Target: "a-10", Locator: "para-1.a"}: "para-1", {Target: "a-2"}: "para-1",
			} {
				v, err := e.acquire()
				if err != nil {
					t.Fatal(err)
				}
				if d := v.passage(target); d < 0 {
					t.Errorf("%v names nothing", target)
				} else if r, err := v.record(uint32(d)); err != nil || r.Locator != want || string(r.Work) != string(target.Target) {
					t.Errorf("%v names %s of %s (%v)", target, r.Locator, r.Work, err)
				}
				v.release()
			}
			res, err := e.Search(ctx, index.Request{Query: `"harbour gates" lantern 3650`})
			if err != nil || res.Total != 1 || res.Hits[0].Locator != "para-3651" {
				t.Errorf("found %d: %v (%v)", res.Total, res.Hits, err)
			}
			if err := e.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(files[0]); err != nil {
				t.Fatal(err)
			}
			open(t, dir)
			if again, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(again, drafted) {
				t.Errorf("made of what is stored, the forward index is another: %d bytes and %d (%v)", len(again), len(drafted), err)
			}
		})
	}
}

// A change that fails takes no ID that a later one would give to another entry.
func TestIDsAreNotUsedAgain(t *testing.T) {
	ctx := context.Background()
	e := open(t, "")
	for i := range 3 {
		if err := e.Put(ctx, uint64(i+1), work(fmt.Sprintf("w-%d", i), "Lanterns hang.")); err != nil {
			t.Fatal(err)
		}
		before := e.tries
		if err := e.change(e.state, func(*bleve.Batch, bindex.IndexReader) error { return errClosed }); err == nil || e.tries != before+1 {
			t.Fatalf("a change that failed (%v) leaves %d tries, %d before", err, e.tries, before)
		}
	}
	if st := status(t, e); st.Provisions != 3 {
		t.Errorf("%d entries", st.Provisions)
	}
}
