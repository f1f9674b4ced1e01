package local

import (
	"math"
	"sync"
)

// Entries are looked at in chunks, so that what a search writes down about
// them stays in the processor's nearest memory.
const (
	chunkBits = 14
	chunkSize = 1 << chunkBits
	chunkMask = chunkSize - 1
)

// chunks is how many chunks hold size entries.
func chunks(size int) int { return (size + chunkMask) >> chunkBits }

// list has the entries that hold a word or a phrase in a channel, in order, and
// what it is worth in each: the part of BM25F that does not depend on the query.
type list struct {
	start  []uint32 // by chunk, one more than chunks: where its entries begin
	low    []uint16 // number of the entry within its chunk
	impact []uint16 // 0 to 2.2, in steps of impactStep
}

// An impact is tf·(k1+1)/(k1+tf), below k1+1.
const maxImpact = 2.2

const impactStep = float32(maxImpact / math.MaxUint16)

func (l *list) size() int {
	if l == nil {
		return 0
	}
	return len(l.low)
}

// bytes is the memory it takes, about.
func (l *list) bytes() int { return 96 + 4*len(l.start) + 4*len(l.low) }

// in is where chunk c lies.
func (l *list) in(c int) (from, to uint32) {
	if l == nil {
		return 0, 0
	}
	return l.start[c], l.start[c+1]
}

// each calls f for every entry, in order.
func (l *list) each(f func(d uint32)) {
	if l == nil {
		return
	}
	for c := range len(l.start) - 1 {
		for _, x := range l.low[l.start[c]:l.start[c+1]] {
			f(uint32(c)<<chunkBits | uint32(x))
		}
	}
}

// at is the impact in an entry, 0 when it is not there.
func (l *list) at(d uint32) float32 {
	if l == nil {
		return 0
	}
	from, to := l.in(int(d >> chunkBits))
	if i, ok := search16(l.low[from:to], uint16(d&chunkMask)); ok {
		return float32(l.impact[int(from)+i]) * impactStep
	}
	return 0
}

// search16 finds x in a sorted slice.
func search16(s []uint16, x uint16) (int, bool) {
	lo, hi := 0, len(s)
	for lo < hi {
		if m := int(uint(lo+hi) >> 1); s[m] < x {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, lo < len(s) && s[lo] == x
}

// listMaker makes a list of entries that come in order.
type listMaker struct {
	l    list
	next int // chunk whose start is not written yet
}

func newListMaker(size, hint int) *listMaker {
	return &listMaker{l: list{start: make([]uint32, chunks(size)+1), low: make([]uint16, 0, hint), impact: make([]uint16, 0, hint)}}
}

// add adds an entry with its frequency, normalised by length.
func (m *listMaker) add(d uint32, tf float32) {
	k1 := float32(scoring.K1)
	m.put(d, tf*(k1+1)/(k1+tf))
}

func (m *listMaker) put(d uint32, impact float32) {
	for c := int(d >> chunkBits); m.next <= c; m.next++ {
		m.l.start[m.next] = uint32(len(m.l.low))
	}
	m.l.low = append(m.l.low, uint16(d&chunkMask))
	m.l.impact = append(m.l.impact, uint16(min(max(impact/impactStep+.5, 1), math.MaxUint16)))
}

// done gives the list; nil when nothing was added.
func (m *listMaker) done() *list {
	if len(m.l.low) == 0 {
		return nil
	}
	for ; m.next < len(m.l.start); m.next++ {
		m.l.start[m.next] = uint32(len(m.l.low))
	}
	return &m.l
}

// listCache keeps lists made lately, within a bound. It has two halves: what is
// asked for again moves to the young one; when that is full, the old one goes.
type listCache struct {
	mu         sync.Mutex
	young, old map[string]*list
	size, max  int // bytes of the young half
}

func newListCache(maxBytes int) *listCache {
	return &listCache{young: map[string]*list{}, old: map[string]*list{}, max: maxBytes / 2}
}

// get tells a list; nil may be what is known of a word that stands nowhere.
func (c *listCache) get(key string) (*list, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, ok := c.young[key]
	if ok {
		return l, true
	}
	if l, ok = c.old[key]; ok {
		c.put(key, l)
	}
	return l, ok
}

func (c *listCache) add(key string, l *list) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(key, l)
}

func (c *listCache) put(key string, l *list) {
	n := 64 + len(key)
	if l != nil {
		n += l.bytes()
	}
	if c.size+n > c.max {
		c.old, c.young, c.size = c.young, map[string]*list{}, 0
	}
	c.young[key] = l
	c.size += n
}
