package local

import (
	"context"
	"iter"
	"runtime/debug"
	"strings"
	"sync"

	"concordance/corpus"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

const (
	// maxBuilders bounds how many batches are made at once while rebuilding.
	maxBuilders = 4
	// buildRoom is how many texts are in the batches made at once. As each batch
	// becomes a segment to be merged, they are larger than those of a change, and no
	// larger than memory is worth: with four builders as with two.
	buildRoom = 6000
)

// building counts the builds under way in this process.
var building struct {
	sync.Mutex
	n, percent int
}

// lessGC lets twice the memory pass until garbage is collected: a build makes
// much of it and keeps little, and is a tenth faster. The last build that ends
// sets all back.
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

// stretch is provisions of a work that are entries with successive numbers.
type stretch struct {
	work     *corpus.Work
	nth      int // work
	from, to int
	number   uint32 // of the first
}

// build fills an empty generation, and leaves drafts of its forward index.
func build(ctx context.Context, g *generation, s state, works iter.Seq2[*corpus.Work, error]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if g.dir != "" {
		g.drafts = &drafts{dir: g.dir}
	}
	parts := make(chan []stretch)
	builders := min(max(processors(), 2), maxBuilders)
	var wg sync.WaitGroup
	for range builders {
		wg.Go(func() {
			if err := guarded(0, func(int) error { return g.enter(s.changes, parts) }); err != nil {
				cancel(err)
			}
		})
	}
	err := g.feed(ctx, works, buildRoom/builders, parts)
	close(parts)
	wg.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return err
	}
	return g.finish(ctx, s)
}

// enter makes batches of parts, with a draft of its own.
func (g *generation) enter(change uint64, parts <-chan []stretch) error {
	d := newDraft()
	if g.drafts != nil {
		var err error
		if d, err = g.drafts.begin(); err != nil {
			return err
		}
	}
	for part := range parts {
		b := g.idx.NewBatch()
		for _, p := range part {
			for i := p.from; i < p.to; i++ {
				n := p.number + uint32(i-p.from)
				if err := b.IndexAdvanced(d.newEntry(change, p.nth, p.work, &p.work.Provisions[i], i)); err != nil {
					return err
				}
				if err := d.end(n); err != nil {
					return err
				}
			}
		}
		if err := g.idx.Batch(b); err != nil {
			return err
		}
	}
	return nil
}

// feed cuts works into parts of so many texts and sends them.
func (g *generation) feed(ctx context.Context, works iter.Seq2[*corpus.Work, error], most int, to chan<- []stretch) error {
	var part []stretch
	size, nth, number := 0, -1, uint32(0)
	send := func() error {
		select {
		case to <- part:
			part, size = nil, 0
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	for w, err := range works {
		if err != nil {
			return err
		}
		nth++
		if g.drafts != nil {
			g.drafts.works = append(g.drafts.works, draftedWork{corpus.WorkID(strings.Clone(string(w.ID))), number, len(w.Provisions)})
		}
		from := 0
		for i := range w.Provisions {
			if size += textCount(&w.Provisions[i]); size < most && i+1 < len(w.Provisions) {
				continue
			}
			part = append(part, stretch{w, nth, from, i + 1, number})
			number += uint32(i + 1 - from)
			from = i + 1
			if size < most {
				continue
			}
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}

// textCount is how many texts a provision is searched in.
func textCount(p *corpus.Provision) int { return max(1, len(p.Texts)+min(len(p.Notes), 1)) }

// finish merges all segments into one, writes what the index says of itself, and
// opens it anew, as merging was put off while it was built. The merged segment is
// on record only once a batch after it is.
func (g *generation) finish(ctx context.Context, s state) error {
	if g.dir != "" {
		if err := g.compact(ctx); err != nil {
			return err
		}
	}
	last := g.idx.NewBatch()
	s.write(last)
	if err := g.idx.Batch(last); err != nil || g.dir == "" {
		return err
	}
	return g.reopen()
}

// compact merges all segments into one: a search then looks each word up once.
func (g *generation) compact(ctx context.Context) error {
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
