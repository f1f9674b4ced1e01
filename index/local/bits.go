package local

import "math/bits"

// bitset is a set of entries.
type bitset []uint64

func newBits(size int) bitset { return make(bitset, (size+63)/64) }

func (b bitset) add(d uint32)      { b[d>>6] |= 1 << (d & 63) }
func (b bitset) has(d uint32) bool { return b[d>>6]&(1<<(d&63)) != 0 }

func (b bitset) addAll(members nums) {
	for ; len(members) >= 4; members = members[4:] {
		b.add(members.at(0))
	}
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
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

// chunkBitset is a set of entries of one chunk.
type chunkBitset [chunkSize / 64]uint64

func (b *chunkBitset) and(o *chunkBitset) {
	for i := range b {
		b[i] &= o[i]
	}
}

func (b *chunkBitset) or(o *chunkBitset) {
	for i := range b {
		b[i] |= o[i]
	}
}

func (b *chunkBitset) andNot(o *chunkBitset) {
	for i := range b {
		b[i] &^= o[i]
	}
}

func (b *chunkBitset) has(x uint16) bool { return b[(x&chunkMask)>>6]&(1<<(x&63)) != 0 }
func (b *chunkBitset) add(x uint16)      { b[(x&chunkMask)>>6] |= 1 << (x & 63) }

func (b *chunkBitset) count() int { return bitset(b[:]).count() }

func (b *chunkBitset) empty() bool {
	any := uint64(0)
	for _, w := range b {
		any |= w
	}
	return any == 0
}

// appendTo appends the members, in order.
func (b *chunkBitset) appendTo(to []uint16) []uint16 {
	for i, w := range b {
		for w != 0 {
			to = append(to, uint16(i<<6+bits.TrailingZeros64(w)))
			w &= w - 1
		}
	}
	return to
}

// copyChunk makes b the chunk c of a set.
func (b *chunkBitset) copyChunk(s bitset, c int) {
	const words = chunkSize / 64
	n := 0
	if from := c * words; from < len(s) {
		n = copy(b[:], s[from:min(from+words, len(s))])
	}
	clear(b[n:])
}
