package local

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// A list against a plain map, over chunk borders.
func TestList(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 40 {
		size := 1 + r.IntN(4*chunkSize)
		want := map[uint32]float32{}
		for range r.IntN(1 + r.IntN(3000)) {
			want[r.Uint32N(uint32(size))] = r.Float32() * maxImpact
		}
		for _, d := range []uint32{0, chunkSize - 1, chunkSize, uint32(size - 1)} {
			if r.IntN(2) == 0 && int(d) < size {
				want[d] = r.Float32() * maxImpact
			}
		}
		docs := slices.Sorted(maps.Keys(want))
		m := newListMaker(size, 0)
		for _, d := range docs {
			m.put(d, want[d])
		}
		l := m.done()
		if l.size() != len(docs) || len(docs) == 0 != (l == nil) {
			t.Fatalf("%d entries, want %d", l.size(), len(docs))
		}
		var got []uint32
		l.each(func(d uint32) { got = append(got, d) })
		if !slices.Equal(got, docs) {
			t.Fatalf("entries %v, want %v", got, docs)
		}
		for range 2000 {
			d := r.Uint32N(uint32(size))
			has, held := l.at(d), want[d]
			_, there := want[d]
			if diff := has - held; there != (has > 0) || there && (diff > impactStep || diff < -impactStep) {
				t.Fatalf("entry %d: %v, want %v", d, has, held)
			}
		}
		n := 0
		for c := range chunks(size) {
			from, to := l.in(c)
			n += int(to - from)
			k := 0
			l.eachOf(c, func(x uint16) {
				if d := uint32(c)<<chunkBits | uint32(x); d != docs[int(from)+k] {
					t.Fatalf("chunk %d holds %d", c, d)
				}
				k++
			})
			if k != int(to-from) {
				t.Fatalf("chunk %d holds %d, want %d", c, k, to-from)
			}
		}
		if n != len(docs) {
			t.Fatalf("the chunks hold %d, want %d", n, len(docs))
		}
	}
}

// What a list gives to a set of entries, dense or not, against asking it of each.
func TestListNode(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	kinds := map[bool]int{}
	for range 60 {
		size := 1 + r.IntN(2*chunkSize)
		live := newBits(size)
		m := newListMaker(size, 0)
		share, inSet := r.Float64()*r.Float64(), r.Float64()*r.Float64()
		var set []uint32
		for d := range uint32(size) {
			live.add(d)
			if r.Float64() < share {
				m.put(d, r.Float32()*maxImpact)
			}
			if r.Float64() < inSet {
				set = append(set, d)
			}
		}
		l := m.done()
		if l == nil {
			continue
		}
		kinds[l.bits != nil]++
		w := (&view{size: size, live: live}).worker()
		for c := range chunks(size) {
			for _, top := range []bool{false, true} {
				w.begin(c)
				within := w.bits()
				for _, d := range set {
					if int(d>>chunkBits) == c {
						within.add(uint16(d & chunkMask))
					}
				}
				for name, in := range map[string]*chunkBitset{"all": nil, "a set": within} {
					n := &listNode{top: top}
					n.add(0, l, 1.5)
					out, found := n.eval(w, in, w.scores), n.eval(w, in, nil)
					for x := range uint16(chunkSize) {
						impact := float32(0)
						if d := uint32(c)<<chunkBits | uint32(x); int(d) < size && (in == nil || in.has(x)) {
							impact = l.at(d)
						}
						score, _ := w.scores.best(x)
						if out.has(x) != (impact > 0) || found.has(x) != out.has(x) || score-1.5*impact > 1e-4 || 1.5*impact-score > 1e-4 {
							t.Fatalf("of %s, dense %v, entry %d: found %v and %v with %v, want %v", name, l.bits != nil, x, out.has(x), found.has(x), score, 1.5*impact)
						}
					}
					w.scores.clear()
				}
			}
		}
	}
	if kinds[true] < 10 || kinds[false] < 10 {
		t.Errorf("dense or not: %v", kinds)
	}
}

// The heap of the best against sorting all, with ties.
func TestBest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	orders := []func(a, b key) int{byRelevance, newestFirst, oldestFirst}
	for i := range 300 {
		compare := orders[i%len(orders)]
		keys := make([]key, r.IntN(200))
		for i := range keys {
			keys[i] = key{doc: uint32(i), score: float32(r.IntN(20)), date: r.IntN(5), place: 2 * i}
		}
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		var b best
		b.reset(r.IntN(70), compare)
		for _, k := range keys {
			b.add(k)
		}
		b.sort()
		slices.SortFunc(keys, compare)
		if want := keys[:min(len(keys), b.max)]; !slices.Equal(b.keys, want) {
			t.Fatalf("of %d the best %d are %+v, want %+v", len(keys), b.max, b.keys, want)
		}
	}
}

// What the cache forgets, it forgets: it never tells another list, and stays within its bound.
func TestListCache(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const most = 64 << 10
	c := newListCache(most)
	made := map[string]*list{}
	kept := 0
	for range 20_000 {
		k := strconv.Itoa(r.IntN(r.IntN(400) + 1))
		if l, ok := c.get(k); ok {
			kept++
			if l != made[k] {
				t.Fatalf("%s has another's list", k)
			}
			continue
		}
		m := newListMaker(100, 0)
		for d := range uint32(r.IntN(100)) {
			m.put(d, 1)
		}
		made[k] = m.done()
		c.add(k, made[k])
		bytes := 0
		for _, half := range []map[string]*list{c.young, c.old} {
			for k, l := range half {
				if bytes += 64 + len(k); l != nil {
					bytes += l.bytes()
				}
			}
		}
		if bytes > most {
			t.Fatalf("%d bytes kept, at most %d allowed", bytes, most)
		}
	}
	if kept < 2000 {
		t.Errorf("only %d lists of 20,000 were found again", kept)
	}
}
