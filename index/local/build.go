package local

import (
	"context"
	"iter"
	"runtime/debug"
	"sync"

	"concordance/corpus"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

const (
	// builders is how many batches are made at once while rebuilding.
	builders = 2
	// buildPart is how many provisions go in one: as each becomes a segment to be
	// merged, more than in a change, and no more than memory is worth.
	buildPart = 1000
)

// building counts the builds under way in this process.
var building struct {
	sync.Mutex
	n, percent int
}

// lessGC lets twice the memory pass until garbage is collected: a build makes
// much of it and keeps little. The last build that ends sets all back.
func lessGC() (back func()) {
	building.Lock()
	defer building.Unlock()
	if building.n++; building.n == 1 {
		building.percent = debug.SetGCPercent(200)
	}
	return func() {
		building.Lock()
		defer building.Unlock()
		if building.n--; building.n == 0 {
			debug.SetGCPercent(building.percent)
		}
	}
}

// build fills an empty generation.
func build(ctx context.Context, g *generation, s state, works iter.Seq2[*corpus.Work, error]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	batches := make(chan *bleve.Batch)
	var wg sync.WaitGroup
	for range builders {
		wg.Go(func() {
			for b := range batches {
				if err := g.idx.Batch(b); err != nil {
					cancel(err)
				}
			}
		})
	}
	err := feed(ctx, g, works, batches)
	close(batches)
	wg.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return err
	}
	last := g.idx.NewBatch()
	s.write(last)
	if err := g.idx.Batch(last); err != nil {
		return err
	}
	return g.compact(ctx)
}

// compact merges all segments into one: a search then looks each word up once.
func (g *generation) compact(ctx context.Context) error {
	if g.dir == "" {
		return nil
	}
	i, err := g.idx.Advanced()
	if err != nil {
		return err
	}
	once := intoOne()
	return i.(*scorch.Scorch).ForceMerge(ctx, &once)
}

// intoOne are the options of a merge of all segments at once.
func intoOne() mergeplan.MergePlanOptions {
	o := mergeplan.SingleSegmentMergePlanOptions
	o.SegmentsPerMergeTask = 1 << 20
	// The planner thinks it better to leave out a segment much larger than the others.
	o.ScoreSegments = func(some []mergeplan.Segment, _ *mergeplan.MergePlanOptions) float64 { return -float64(len(some)) }
	return o
}

// feed makes batches of works and sends them.
func feed(ctx context.Context, g *generation, works iter.Seq2[*corpus.Work, error], to chan<- *bleve.Batch) error {
	b, size := g.idx.NewBatch(), 0
	send := func() error {
		select {
		case to <- b:
			b, size = g.idx.NewBatch(), 0
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	for w, err := range works {
		if err != nil {
			return err
		}
		if err := add(b, w); err != nil {
			return err
		}
		if size += len(w.Provisions); size >= buildPart {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}
