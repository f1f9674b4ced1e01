package local

import (
	"slices"
	"strings"
)

// column holds the values of a field for every entry, as ordinals: in as little
// memory as they take, since there is one of every entry, and searches read it
// for every hit.
type column struct {
	values []string // sorted; an ordinal is a place here
	// frequency is in how many entries a value stands, by ordinal.
	frequency []uint32

	// When no entry has more than one value: its ordinal plus one, 0 when it has none.
	one ordinals

	// Else the ordinals of entry d are those of many from start(d) to start(d+1).
	base []uint32 // by 128 entries
	off  []uint16 // by entry, one more than entries
	many ordinals
}

const baseBits = 7

func (c *column) empty() bool { return len(c.values) == 0 }

// several reports whether entries may have more than one value.
func (c *column) several() bool { return c.off != nil }

func (c *column) start(d uint32) uint32 { return c.base[d>>baseBits] + uint32(c.off[d]) }

// ordinals are numbers of as few bits as the greatest of them takes: one of the
// lists has them, the others are nil.
type ordinals struct {
	of8  []uint8
	of16 []uint16
	of32 []uint32
}

type ordinal interface{ uint8 | uint16 | uint32 }

func newOrdinals(n, greatest int) (o ordinals) {
	switch {
	case greatest < 1<<8:
		o.of8 = make([]uint8, n)
	case greatest < 1<<16:
		o.of16 = make([]uint16, n)
	default:
		o.of32 = make([]uint32, n)
	}
	return o
}

func (o *ordinals) at(i uint32) uint32 {
	switch {
	case o.of8 != nil:
		return uint32(o.of8[i])
	case o.of16 != nil:
		return uint32(o.of16[i])
	}
	return o.of32[i]
}

func (o *ordinals) set(i, n uint32) {
	switch {
	case o.of8 != nil:
		o.of8[i] = uint8(n)
	case o.of16 != nil:
		o.of16[i] = uint16(n)
	default:
		o.of32[i] = n
	}
}

// each calls f with the ordinals of an entry.
func (c *column) each(d uint32, f func(o uint32)) {
	switch {
	case c.empty():
	case c.several():
		for i := c.start(d); i < c.start(d+1); i++ {
			f(c.many.at(i))
		}
	default:
		if o := c.one.at(d); o > 0 {
			f(o - 1)
		}
	}
}

// first is the first ordinal of an entry plus one, 0 when it has none: what to sort by.
func (c *column) first(d uint32) uint32 {
	switch {
	case c.empty():
		return 0
	case !c.several():
		return c.one.at(d)
	}
	if s := c.start(d); s < c.start(d+1) {
		return c.many.at(s) + 1
	}
	return 0
}

// value is the first value of an entry, "" when it has none.
func (c *column) value(d uint32) string {
	if o := c.first(d); o > 0 {
		return c.values[o-1]
	}
	return ""
}

// any reports whether an entry has one of the ordinals marked in in.
func (c *column) any(d uint32, in []bool) bool {
	if !c.several() {
		o := c.first(d)
		return o > 0 && in[o-1]
	}
	for i := c.start(d); i < c.start(d+1); i++ {
		if in[c.many.at(i)] {
			return true
		}
	}
	return false
}

// divide parts entries of a chunk into those that have one of the ordinals
// marked in in, in the place of all, and the others, after to.
func (c *column) divide(base uint32, all []uint16, in []bool, to []uint16) (have, others []uint16) {
	switch {
	case c.several() || c.empty():
		have = all[:0]
		for _, x := range all {
			if c.any(base|uint32(x), in) {
				have = append(have, x)
			} else {
				to = append(to, x)
			}
		}
		return have, to
	case c.one.of8 != nil:
		return divide(chunkOf(c.one.of8, base), all, in, to)
	case c.one.of16 != nil:
		return divide(chunkOf(c.one.of16, base), all, in, to)
	}
	return divide(chunkOf(c.one.of32, base), all, in, to)
}

func divide[O ordinal](ords []O, all []uint16, in []bool, to []uint16) (have, others []uint16) {
	have = all[:0]
	for _, x := range all {
		if o := ords[x]; o > 0 && in[o-1] {
			have = append(have, x)
		} else {
			to = append(to, x)
		}
	}
	return have, to
}

// chunkOf is the part of a list by entry that is of the chunk which begins at base.
func chunkOf[O ordinal](list []O, base uint32) []O {
	return list[base:min(int(base)+chunkSize, len(list))]
}

// count adds to counts, by ordinal plus one, the values of entries of a chunk.
func (c *column) count(base uint32, low []uint16, counts []uint32) {
	switch {
	case c.empty():
	case c.many.of8 != nil:
		countMany(c, c.many.of8, base, low, counts)
	case c.many.of16 != nil:
		countMany(c, c.many.of16, base, low, counts)
	case c.many.of32 != nil:
		countMany(c, c.many.of32, base, low, counts)
	case c.one.of8 != nil:
		countOne(chunkOf(c.one.of8, base), low, counts)
	case c.one.of16 != nil:
		countOne(chunkOf(c.one.of16, base), low, counts)
	default:
		countOne(chunkOf(c.one.of32, base), low, counts)
	}
}

func countOne[O ordinal](ords []O, low []uint16, counts []uint32) {
	for _, x := range low {
		counts[ords[x]]++
	}
}

func countMany[O ordinal](c *column, many []O, base uint32, low []uint16, counts []uint32) {
	for _, x := range low {
		d := base | uint32(x)
		for _, o := range many[c.start(d):c.start(d+1)] {
			counts[uint32(o)+1]++
		}
	}
}

func (c *column) ord(value string) (uint32, bool) {
	i, ok := slices.BinarySearch(c.values, value)
	return uint32(i), ok
}

// arrange gives entries in the order of their first values, those of one value
// as they were.
func (c *column) arrange(docs []uint32) []uint32 {
	next := make([]uint32, len(c.values)+2) // by value: where its next entry goes
	for _, d := range docs {
		next[c.first(d)+1]++
	}
	for o := range len(next) - 1 {
		next[o+1] += next[o]
	}
	out := make([]uint32, len(docs))
	for _, d := range docs {
		o := c.first(d)
		out[next[o]] = d
		next[o]++
	}
	return out
}

// newColumn reads a field through its dictionary: values come sorted, and
// each with the entries that have it. room may be used, and is not kept.
func (v *view) newColumn(field string, room []uint32) (*column, error) {
	c := &column{}
	docs := room[:0] // entries by value
	var ends []uint32
	dict, err := v.reader.FieldDict(field)
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	for {
		entry, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		before := len(docs)
		if docs, err = v.holders(field, entry.Term, docs); err != nil {
			return nil, err
		}
		if len(docs) > before { // else all its entries are deleted
			c.values = append(c.values, strings.Clone(entry.Term))
			ends = append(ends, uint32(len(docs)))
			c.frequency = append(c.frequency, uint32(len(docs)-before))
		}
	}
	c.fill(docs, ends, v.size)
	return c, nil
}

// fill lays out the ordinals: those of docs up to ends[0] are 0, and so on.
func (c *column) fill(docs, ends []uint32, size int) {
	if len(ends) == 0 {
		return
	}
	several := false
	seen := newBits(size)
	for _, d := range docs {
		several = several || seen.has(d)
		seen.add(d)
	}
	if several {
		c.fillMany(docs, ends, size)
		return
	}
	c.one = newOrdinals(size, len(ends))
	eachOrd(docs, ends, func(d, o uint32) { c.one.set(d, o+1) })
}

func (c *column) fillMany(docs, ends []uint32, size int) {
	start := make([]uint32, size+1)
	for _, d := range docs {
		start[d+1]++
	}
	for d := range size {
		start[d+1] += start[d]
	}
	c.base, c.off = make([]uint32, size>>baseBits+1), make([]uint16, size+1)
	for d, s := range start {
		if d&(1<<baseBits-1) == 0 {
			c.base[d>>baseBits] = s
		}
		c.off[d] = uint16(s - c.base[d>>baseBits]) // see maxValuesEach
	}
	c.many = newOrdinals(len(docs), len(ends)-1)
	eachOrd(docs, ends, func(d, o uint32) {
		c.many.set(start[d], o)
		start[d]++
	})
}

func eachOrd(docs, ends []uint32, f func(d, o uint32)) {
	at := uint32(0)
	for o, end := range ends {
		for ; at < end; at++ {
			f(docs[at], uint32(o))
		}
	}
}
