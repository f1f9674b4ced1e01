package local

import (
	"cmp"
	"context"
	"slices"
	"sync/atomic"

	"concordance/index"
)

// worker looks at one chunk at a time. What it needs is kept for the next search.
type worker struct {
	v       *view
	chunk   int
	live    chunkBitset
	arena   []*chunkBitset // sets given out for the chunk at hand
	used    int
	scores  *sums
	spare   []*sums
	held    [chunkSize]float32 // weight of the words held, while some will do; nought between
	share   [chunkSize]float32 // the same as a share of all words
	members []uint16
	places  [chunkSize]uint16 // see lookIn
	hits    []uint16
	only    [][]uint16 // by facet: what that facet's filter alone leaves out
	found   gathered
	of      *search // whose hits found has
}

func (v *view) worker() *worker {
	if w, ok := v.workers.Get().(*worker); ok {
		return w
	}
	return &worker{v: v, scores: newSums(), only: make([][]uint16, len(index.Facets))}
}

// begin turns to a chunk.
func (w *worker) begin(chunk int) {
	w.chunk, w.used = chunk, 0
	w.live.copyChunk(w.v.live, chunk)
}

// bits gives an empty set, good until the next chunk.
func (w *worker) bits() *chunkBitset {
	if w.used == len(w.arena) {
		w.arena = append(w.arena, new(chunkBitset))
	}
	b := w.arena[w.used]
	w.used++
	clear(b[:])
	return b
}

func (w *worker) sums() *sums {
	if n := len(w.spare); n > 0 {
		s := w.spare[n-1]
		w.spare = w.spare[:n-1]
		return s
	}
	return newSums()
}

func (w *worker) free(s *sums) {
	s.clear()
	w.spare = append(w.spare, s)
}

// entriesEach is how many entries are worth waking another processor.
const entriesEach = 1 << 13

// chunkwise calls f for every chunk in which root may have entries, on several
// workers, and then last for each worker, one after the other. It stops when f
// returns false.
func (v *view) chunkwise(ctx context.Context, root node, f func(w *worker) bool, last func(w *worker)) error {
	n := chunks(v.size)
	var next atomic.Int64
	var stop atomic.Bool
	several := min(n, root.size()/entriesEach+1)
	workers := make([]*worker, several)
	err := parallel(several, func(i int) error {
		w := v.worker()
		workers[i] = w
		for !stop.Load() {
			c := int(next.Add(1)) - 1
			if c >= n {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if !root.any(c) {
				continue
			}
			w.begin(c)
			if !f(w) {
				stop.Store(true)
			}
		}
		return nil
	})
	if err != nil {
		return err // the workers may be half done: they are let go
	}
	for _, w := range workers {
		if w != nil {
			last(w)
			v.workers.Put(w)
		}
	}
	return nil
}

// key is what hits are ordered by. Places are doubled, so that a cursor may
// stand between two.
type key struct {
	doc     uint32
	channel int8 // in which it scored best, -1 in none
	score   float32
	date    int
	place   int
	others  int // more hits of its work, when hits are joined
	// Parts of the score that come from the second look: see rerank.
	near, kin float32
}

// gathered is the hits of a worker, or of all.
type gathered struct {
	matched int        // entries, before the filters
	total   int        // hits
	counts  [][]uint32 // by facet, by ordinal plus one
	top     best
	page    best // those after the cursor
	bestOK  bool // the entry the query names is among the hits
	best    key
	works   []workHits // by work, when hits are joined
}

// workHits are the hits of one work.
type workHits struct {
	doc     uint32
	score   float32
	n       uint32
	channel int8
}

// best keeps the first few keys of an order: a heap whose root is the last of them.
type best struct {
	keys    []key
	max     int
	compare func(a, b key) int
}

func (b *best) reset(max int, compare func(a, b key) int) {
	b.keys, b.max, b.compare = b.keys[:0], max, compare
}

// full reports whether what is added from now on takes the place of another.
func (b *best) full() bool { return len(b.keys) == b.max }

func (b *best) add(k key) {
	switch {
	case len(b.keys) < b.max:
		b.keys = append(b.keys, k)
		for i := len(b.keys) - 1; i > 0; {
			up := (i - 1) / 2
			if b.compare(b.keys[i], b.keys[up]) <= 0 {
				return
			}
			b.keys[i], b.keys[up] = b.keys[up], b.keys[i]
			i = up
		}
	case b.max > 0 && b.compare(k, b.keys[0]) < 0:
		b.sink(k)
	}
}

// sink puts a key in the place of the root, and lower as far as it belongs.
func (b *best) sink(k key) {
	at := 0
	for {
		last := 2*at + 1
		if last >= len(b.keys) {
			break
		}
		if last+1 < len(b.keys) && b.compare(b.keys[last+1], b.keys[last]) > 0 {
			last++
		}
		if b.compare(b.keys[last], k) <= 0 {
			break
		}
		b.keys[at], at = b.keys[last], last
	}
	b.keys[at] = k
}

// sort puts the keys in order; nothing may be added after.
func (b *best) sort() { slices.SortFunc(b.keys, b.compare) }

// byRelevance orders by score, then by work and reading order.
func byRelevance(a, b key) int {
	switch {
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return cmp.Compare(a.place, b.place)
}

func newestFirst(a, b key) int {
	return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(a.place, b.place))
}

// oldestFirst puts what has no date last.
func oldestFirst(a, b key) int {
	return cmp.Or(cmp.Compare(dated(a.date), dated(b.date)), cmp.Compare(a.place, b.place))
}

func dated(date int) int {
	if date == 0 {
		return 1 << 40
	}
	return date
}

// coordination is the part of its score that an entry keeps that holds only a
// share of the words, by weight: one that holds them all should come before one
// that says the rarest of them often. Of many words more may be missing.
func coordination(share float32, words int) float32 {
	return 1 - max(leastCoordination, min(1, fullCoordination/float32(words)))*(1-share)
}

const (
	fullCoordination  = 3 // words of which each counts in full
	leastCoordination = .15
)

// scan finds all hits of root.
func (s *search) scan(ctx context.Context, root node) (*gathered, error) {
	some, relaxed := root.(*someNode)
	s.relaxed, s.apart = relaxed, nil
	if relaxed {
		s.apart = some.apart
	}
	all := &gathered{}
	s.reset(all)
	err := s.v.chunkwise(ctx, root, func(w *worker) bool {
		if w.of != s {
			w.of = s
			s.reset(&w.found)
		}
		out := root.eval(w, nil, w.scores)
		s.collect(w, out)
		w.scores.clear()
		return true
	}, func(w *worker) {
		if w.of == s {
			s.merge(all, &w.found)
			w.of = nil
		}
	})
	if err != nil {
		return nil, err
	}
	s.joined(all)
	all.top.sort()
	all.page.sort()
	return all, nil
}

// reset prepares what a worker gathers.
func (s *search) reset(f *gathered) {
	f.matched, f.total, f.bestOK = 0, 0, false
	f.top.reset(max(reranked, s.want), s.compare)
	f.page.reset(0, s.compare)
	if s.after != nil {
		f.page.reset(s.want+reranked, s.compare)
	}
	if !s.req.NoFacets {
		if f.counts == nil {
			f.counts = make([][]uint32, len(s.v.facets))
		}
		for i, c := range s.v.facets {
			if f.counts[i] == nil {
				f.counts[i] = make([]uint32, len(c.values)+1)
			} else {
				clear(f.counts[i])
			}
		}
	}
	if s.req.Group == index.ByWork {
		if f.works == nil {
			f.works = make([]workHits, len(s.v.work.values)+1)
		}
		clear(f.works)
	}
}

// collect takes the hits of a chunk: counts them, and keeps the best.
func (s *search) collect(w *worker, out *chunkBitset) {
	f := &w.found
	base := uint32(w.chunk) << chunkBits
	w.hits = out.appendTo(w.hits[:0])
	f.matched += len(w.hits)
	if s.filtered {
		s.filter(w, base)
	}
	f.total += len(w.hits)
	if !s.req.NoFacets {
		s.countFacets(w, base)
	}
	for _, x := range w.hits {
		d := base | uint32(x)
		score, channel := w.scores.best(x)
		if channel >= 0 && int(channel) != s.own {
			score, channel = s.inOwn(w.scores, d, x, score, channel)
		}
		if s.relaxed && !s.ranking.NoCoordination {
			score *= coordination(w.share[x], s.words)
		}
		if s.req.Group == index.ByWork {
			g := &f.works[s.v.work.first(d)]
			if g.n++; g.n == 1 || d == uint32(s.best) || int(g.doc) != s.best && (score > g.score || score == g.score && s.v.place[d] < s.v.place[g.doc]) {
				g.doc, g.score, g.channel = d, score, channel
			}
			continue
		}
		s.keep(f, d, score, channel, 0)
	}
}

// foreign is what a match in another language counts where the passage is held
// in that of the query.
const foreign = .8

// inOwn prefers the language of the query: a passage that is held in it is
// found in another only by what says more there.
func (s *search) inOwn(sums *sums, d uint32, x uint16, score float32, channel int8) (float32, int8) {
	if int(channel) == noteChannel || s.ranking.NoOther || !s.heldInOwn(d) {
		return score, channel
	}
	score *= foreign
	for _, c := range [2]int{s.own, noteChannel} {
		if slices.Contains(sums.touched, c) && sums.by[c][x&chunkMask] > score {
			score, channel = sums.by[c][x&chunkMask], int8(c)
		}
	}
	return score, channel
}

// heldInOwn reports whether an entry has a text in the language of the query.
func (s *search) heldInOwn(d uint32) bool {
	words := s.v.texts[s.own].words
	return words != nil && words[d] > 0
}

// keep puts a hit among the best, if it belongs there.
func (s *search) keep(f *gathered, d uint32, score float32, channel int8, others int) {
	if int(d) == s.best {
		f.bestOK, f.best = true, s.key(d, score, channel, others)
		return
	}
	if s.byScore && f.top.full() && score < f.top.keys[0].score && (s.after == nil || f.page.full() && score < f.page.keys[0].score) {
		return
	}
	k := s.key(d, score, channel, others)
	f.top.add(k)
	if s.after != nil && s.compare(k, *s.after) > 0 {
		f.page.add(k)
	}
}

func (s *search) key(d uint32, score float32, channel int8, others int) key {
	return key{doc: d, channel: channel, score: score, date: 2 * int(s.v.date.first(d)), place: 2 * int(s.v.place[d]), others: others}
}

// merge adds what one worker gathered.
func (s *search) merge(to, from *gathered) {
	to.matched += from.matched
	to.total += from.total
	if from.bestOK {
		to.bestOK, to.best = true, from.best
	}
	for _, k := range from.top.keys {
		to.top.add(k)
	}
	for _, k := range from.page.keys {
		to.page.add(k)
	}
	if !s.req.NoFacets {
		for i := range to.counts {
			for o, n := range from.counts[i] {
				to.counts[i][o] += n
			}
		}
	}
	if s.req.Group != index.ByWork {
		return
	}
	for i := range from.works {
		a, b := &to.works[i], &from.works[i]
		switch {
		case b.n == 0:
		case a.n == 0:
			*a = *b
		default:
			n := a.n + b.n
			if int(b.doc) == s.best || int(a.doc) != s.best && (b.score > a.score || b.score == a.score && s.v.place[b.doc] < s.v.place[a.doc]) {
				*a = *b
			}
			a.n = n
		}
	}
}

// joined makes hits of works.
func (s *search) joined(f *gathered) {
	if s.req.Group != index.ByWork {
		return
	}
	f.total = 0
	for i := range f.works {
		if g := &f.works[i]; g.n > 0 {
			f.total++
			s.keep(f, g.doc, g.score, g.channel, int(g.n)-1)
		}
	}
}
