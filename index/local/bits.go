package local

import "math/bits"

// bitset is a set of entries.
type bitset []uint64

func newBits(size int) bitset { return make(bitset, (size+63)/64) }

func (b bitset) add(d uint32)      { b[d>>6] |= 1 << (d & 63) }
func (b bitset) has(d uint32) bool { return b[d>>6]&(1<<(d&63)) != 0 }

func (b bitset) and(o bitset) {
	for i := range b {
		b[i] &= o[i]
	}
}

func (b bitset) or(o bitset) {
	for i := range b {
		b[i] |= o[i]
	}
}

func (b bitset) andNot(o bitset) {
	for i := range b {
		b[i] &^= o[i]
	}
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

func (b bitset) empty() bool {
	for _, w := range b {
		if w != 0 {
			return false
		}
	}
	return true
}

// each calls f for the members in order.
func (b bitset) each(f func(d uint32)) {
	for i, w := range b {
		for w != 0 {
			f(uint32(i<<6 + bits.TrailingZeros64(w)))
			w &= w - 1
		}
	}
}

func (b bitset) clone() bitset { return append(bitset(nil), b...) }
