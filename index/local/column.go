package local

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"
)

// column holds the values of a field for every entry, as ordinals.
type column struct {
	values []string // sorted; an ordinal is a place here
	start  []uint32 // by entry, one more than entries: its ordinals are ords[start[d]:start[d+1]]
	ords   []uint32
	// frequency is in how many entries a value stands, by ordinal.
	frequency []uint32
}

// of lists the ordinals of an entry.
func (c *column) of(d uint32) []uint32 { return c.ords[c.start[d]:c.start[d+1]] }

// first is the first ordinal of an entry plus one, 0 when it has none: what to sort by.
func (c *column) first(d uint32) uint32 {
	if o := c.of(d); len(o) > 0 {
		return o[0] + 1
	}
	return 0
}

func (c *column) ord(value string) (uint32, bool) {
	i, ok := slices.BinarySearch(c.values, value)
	return uint32(i), ok
}

// newColumn reads a field through its dictionary: values come sorted, and
// each with the entries that have it.
func newColumn(r index.IndexReader, field string, size int) (*column, error) {
	c := &column{start: make([]uint32, size+1)}
	var docs, ends []uint32 // entries by value
	dict, err := r.FieldDict(field)
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
		err = each(r, field, entry.Term, func(id index.IndexInternalID) error {
			if d := docOf(id); int(d) < size {
				docs = append(docs, d)
				c.start[d+1]++
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(docs) > before { // else all its entries are deleted
			c.values = append(c.values, strings.Clone(entry.Term))
			ends = append(ends, uint32(len(docs)))
			c.frequency = append(c.frequency, uint32(len(docs)-before))
		}
	}
	for d := range size {
		c.start[d+1] += c.start[d]
	}
	c.ords = make([]uint32, len(docs))
	next := slices.Clone(c.start)
	at := uint32(0)
	for o, end := range ends {
		for ; at < end; at++ {
			d := docs[at]
			c.ords[next[d]] = uint32(o)
			next[d]++
		}
	}
	return c, nil
}

// each calls f for every entry that has the term.
func each(r index.IndexReader, field, term string, f func(index.IndexInternalID) error) error {
	t, err := r.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return err
	}
	defer t.Close()
	var buf index.TermFieldDoc
	for {
		d, err := t.Next(&buf)
		if err != nil || d == nil {
			return err
		}
		if err := f(d.ID); err != nil {
			return err
		}
	}
}

// docOf is the number of an entry in its snapshot.
func docOf(id index.IndexInternalID) uint32 { return uint32(binary.BigEndian.Uint64(id)) }

func idOf(d uint32) index.IndexInternalID { return index.NewIndexInternalID(nil, uint64(d)) }
