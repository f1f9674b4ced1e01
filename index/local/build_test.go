package local

import (
	"testing"

	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
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
