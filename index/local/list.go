package local

import (
	"encoding/binary"
	"math"
	"math/bits"
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
	low    shorts   // number of the entry within its chunk; nil when the list is dense
	impact shorts   // 0 to 2.2, in steps of impactStep
	mapped bool     // it lies in a file, and takes no memory

	// A dense list, of a word that stands in more than a thirteenth of all entries,
	// has a bit of each entry instead, and by 64 bits how many of the chunk come
	// before: that is smaller, and two such lists are intersected 64 entries at a time.
	bits  []byte
	ranks shorts
}

// shorts is a list of 16-bit numbers, in memory as in a file.
type shorts []byte

func (s shorts) len() int               { return len(s) / 2 }
func (s shorts) at(i int) uint16        { return binary.LittleEndian.Uint16(s[2*i:]) }
func (s shorts) cut(a, b uint32) shorts { return s[2*a : 2*b] }

// An impact is tf·(k1+1)/(k1+tf), below k1+1.
const maxImpact = 2.2

const impactStep = float32(maxImpact / math.MaxUint16)

func (l *list) size() int {
	if l == nil {
		return 0
	}
	return l.impact.len()
}

// bytes is the memory it takes, about.
func (l *list) bytes() int {
	n := 160 + 4*len(l.start)
	if !l.mapped {
		n += len(l.low) + len(l.impact) + len(l.bits) + len(l.ranks)
	}
	return n
}

// A chunk of a dense list has so many words of 64 bits, and takes so many bytes.
const (
	chunkWords = chunkSize / 64
	denseBytes = 8*chunkWords + 2*chunkWords
)

// isDense reports whether a list of n entries is smaller when it is dense.
func isDense(n, chunks int) bool { return 2*n >= chunks*denseBytes }

// thicken makes a list dense.
func (l *list) thicken() {
	n := len(l.start) - 1
	l.bits, l.ranks = make([]byte, 0, n*8*chunkWords), make(shorts, 0, n*2*chunkWords)
	for c := range n {
		var chunk chunkBitset
		for low := l.low.cut(l.start[c], l.start[c+1]); len(low) > 0; low = low[2:] {
			chunk.add(low.at(0))
		}
		rank := 0
		for _, w := range chunk {
			l.bits = binary.LittleEndian.AppendUint64(l.bits, w)
			l.ranks = binary.LittleEndian.AppendUint16(l.ranks, uint16(rank))
			rank += bits.OnesCount64(w)
		}
	}
	l.low = nil
}

// denseChunk is a chunk of a dense list.
type denseChunk struct {
	bits          []byte
	ranks, impact shorts
}

func (l *list) dense(c int) denseChunk {
	from, to := l.in(c)
	return denseChunk{l.bits[8*chunkWords*c:][:8*chunkWords], l.ranks[2*chunkWords*c:][:2*chunkWords], l.impact.cut(from, to)}
}

func (d denseChunk) word(i int) uint64 { return binary.LittleEndian.Uint64(d.bits[8*i:]) }

// at is the impact in entry x of the chunk, which is among those of word.
func (d denseChunk) at(x int, word uint64) uint16 {
	return d.impact.at(int(d.ranks.at(x>>6)) + bits.OnesCount64(word&(1<<(x&63)-1)))
}

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
		l.eachOf(c, func(x uint16) { f(uint32(c)<<chunkBits | uint32(x)) })
	}
}

// eachOf calls f for every entry of a chunk, in order.
func (l *list) eachOf(c int, f func(x uint16)) {
	from, to := l.in(c)
	if from == to {
		return
	}
	if l.bits == nil {
		for low := l.low.cut(from, to); len(low) > 0; low = low[2:] {
			f(low.at(0))
		}
		return
	}
	d := l.dense(c)
	for i := range chunkWords {
		for w := d.word(i); w != 0; w &= w - 1 {
			f(uint16(i<<6 + bits.TrailingZeros64(w)))
		}
	}
}

// at is the impact in an entry, 0 when it is not there.
func (l *list) at(d uint32) float32 {
	if l == nil {
		return 0
	}
	c, x := int(d>>chunkBits), int(d&chunkMask)
	if l.bits != nil {
		chunk := l.dense(c)
		if w := chunk.word(x >> 6); w>>(x&63)&1 != 0 {
			return float32(chunk.at(x, w)) * impactStep
		}
		return 0
	}
	from, to := l.in(c)
	if i, ok := l.low.cut(from, to).find(uint16(x)); ok {
		return float32(l.impact.at(int(from)+i)) * impactStep
	}
	return 0
}

// find is the place of x among sorted numbers.
func (s shorts) find(x uint16) (int, bool) {
	lo, hi := 0, s.len()
	for lo < hi {
		if m := int(uint(lo+hi) >> 1); s.at(m) < x {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, lo < s.len() && s.at(lo) == x
}

// listMaker makes a list of entries that come in order.
type listMaker struct {
	l    list
	next int // chunk whose start is not written yet
}

func newListMaker(size, hint int) *listMaker {
	return &listMaker{l: list{start: make([]uint32, chunks(size)+1), low: make(shorts, 0, 2*hint), impact: make(shorts, 0, 2*hint)}}
}

// add adds an entry with its frequency, normalised by length.
func (m *listMaker) add(d uint32, tf float32) {
	k1 := float32(scoring.K1)
	m.put(d, tf*(k1+1)/(k1+tf))
}

func (m *listMaker) put(d uint32, impact float32) {
	for c := int(d >> chunkBits); m.next <= c; m.next++ {
		m.l.start[m.next] = uint32(m.l.low.len())
	}
	m.l.low = binary.LittleEndian.AppendUint16(m.l.low, uint16(d&chunkMask))
	m.l.impact = binary.LittleEndian.AppendUint16(m.l.impact, uint16(min(max(impact/impactStep+.5, 1), math.MaxUint16)))
}

// done gives the list; nil when nothing was added.
func (m *listMaker) done() *list {
	if len(m.l.low) == 0 {
		return nil
	}
	for ; m.next < len(m.l.start); m.next++ {
		m.l.start[m.next] = uint32(m.l.low.len())
	}
	if isDense(m.l.size(), len(m.l.start)-1) {
		m.l.thicken()
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
