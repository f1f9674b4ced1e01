package local

import (
	"slices"
	"strings"
)

// column holds the values of a field for every entry, as ordinals: in as little
// memory as they take, since there is one of every entry.
type column struct {
	values []string // sorted; an ordinal is a place here
	// frequency is in how many entries a value stands, by ordinal.
	frequency []uint32

	// When no entry has more than one value: its ordinal plus one, 0 when it has
	// none, in the narrower of the two that can hold it.
	one16 []uint16
	one32 []uint32

	// Else the ordinals of entry d are many[start(d):start(d+1)], again in the
	// narrower of the two.
	base   []uint32 // by 128 entries
	off    []uint16 // by entry, one more than entries
	many16 []uint16
	many32 []uint32
}

const baseBits = 7

func (c *column) empty() bool { return len(c.values) == 0 }

func (c *column) start(d uint32) uint32 { return c.base[d>>baseBits] + uint32(c.off[d]) }

// each calls f with the ordinals of an entry.
func (c *column) each(d uint32, f func(o uint32)) {
	switch {
	case c.one16 != nil:
		if o := c.one16[d]; o > 0 {
			f(uint32(o) - 1)
		}
	case c.one32 != nil:
		if o := c.one32[d]; o > 0 {
			f(o - 1)
		}
	case c.many16 != nil:
		for _, o := range c.many16[c.start(d):c.start(d+1)] {
			f(uint32(o))
		}
	case c.many32 != nil:
		for _, o := range c.many32[c.start(d):c.start(d+1)] {
			f(o)
		}
	}
}

// first is the first ordinal of an entry plus one, 0 when it has none: what to sort by.
func (c *column) first(d uint32) uint32 {
	switch {
	case c.one16 != nil:
		return uint32(c.one16[d])
	case c.one32 != nil:
		return c.one32[d]
	case c.many16 != nil:
		if s := c.start(d); s < c.start(d+1) {
			return uint32(c.many16[s]) + 1
		}
	case c.many32 != nil:
		if s := c.start(d); s < c.start(d+1) {
			return c.many32[s] + 1
		}
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
	switch {
	case c.one16 != nil:
		o := c.one16[d]
		return o > 0 && in[o-1]
	case c.one32 != nil:
		o := c.one32[d]
		return o > 0 && in[o-1]
	case c.many16 != nil:
		return anyOf(c.many16[c.start(d):c.start(d+1)], in)
	case c.many32 != nil:
		return anyOf(c.many32[c.start(d):c.start(d+1)], in)
	}
	return false
}

func anyOf[O uint16 | uint32](ords []O, in []bool) bool {
	for _, o := range ords {
		if in[o] {
			return true
		}
	}
	return false
}

// divide parts entries of a chunk into those that have one of the ordinals
// marked in in, in the place of all, and the others, after to.
func (c *column) divide(base uint32, all []uint16, in []bool, to []uint16) (have, others []uint16) {
	have = all[:0]
	if c.one16 == nil {
		for _, x := range all {
			if c.any(base|uint32(x), in) {
				have = append(have, x)
			} else {
				to = append(to, x)
			}
		}
		return have, to
	}
	ords := c.one16[base:min(int(base)+chunkSize, len(c.one16))]
	for _, x := range all {
		if o := ords[x]; o > 0 && in[o-1] {
			have = append(have, x)
		} else {
			to = append(to, x)
		}
	}
	return have, to
}

// count adds to counts, by ordinal plus one, the values of entries of a chunk.
func (c *column) count(base uint32, low []uint16, counts []uint32) {
	switch {
	case c.one16 != nil:
		ords := c.one16[base:min(int(base)+chunkSize, len(c.one16))]
		for _, x := range low {
			counts[ords[x]]++
		}
	case c.one32 != nil:
		ords := c.one32[base:min(int(base)+chunkSize, len(c.one32))]
		for _, x := range low {
			counts[ords[x]]++
		}
	case c.many16 != nil:
		for _, x := range low {
			d := base + uint32(x)
			for _, o := range c.many16[c.start(d):c.start(d+1)] {
				counts[uint32(o)+1]++
			}
		}
	case c.many32 != nil:
		for _, x := range low {
			d := base + uint32(x)
			for _, o := range c.many32[c.start(d):c.start(d+1)] {
				counts[o+1]++
			}
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
	switch {
	case several:
		c.fillMany(docs, ends, size)
	case len(ends) < 1<<16-1:
		c.one16 = make([]uint16, size)
		eachOrd(docs, ends, func(d, o uint32) { c.one16[d] = uint16(o + 1) })
	default:
		c.one32 = make([]uint32, size)
		eachOrd(docs, ends, func(d, o uint32) { c.one32[d] = o + 1 })
	}
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
	if len(ends) <= 1<<16 {
		c.many16 = make([]uint16, len(docs))
		eachOrd(docs, ends, func(d, o uint32) {
			c.many16[start[d]] = uint16(o)
			start[d]++
		})
		return
	}
	c.many32 = make([]uint32, len(docs))
	eachOrd(docs, ends, func(d, o uint32) {
		c.many32[start[d]] = o
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
