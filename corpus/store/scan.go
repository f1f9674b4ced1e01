package store

import (
	"bytes"
	"context"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"
)

// page is how many entries are read in one transaction.
const page = 128

// scan yields the entries of b whose keys begin with one of the prefixes, in
// the order of what follows the prefix; an entry that stands under several
// prefixes comes once. It starts behind the key ending after. decode makes the
// value, and false leaves the entry out.
//
// Entries are read page by page, each in its own transaction that is over
// before the first is yielded: the loop body may read and write the library,
// and may take its time. Bolt would block, for good, a reader that begins a
// second transaction while a writer waits for the first.
func scan[T any](ctx context.Context, s *Store, b bucket, prefixes [][]byte, after []byte,
	decode func(tx *bolt.Tx, v []byte) (T, bool, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for more := true; more; {
			var found []T
			err := s.db.View(func(tx *bolt.Tx) (err error) {
				m := newMerge(b.of(tx), prefixes, after)
				for n := 0; n < page; n++ {
					suffix, v := m.next()
					if suffix == nil {
						more = false
						return nil
					}
					after = append(after[:0:0], suffix...)
					x, ok, err := decode(tx, v)
					if err != nil {
						return fmt.Errorf("library: bucket %s, entry %q: %w", b.name, suffix, err)
					}
					if ok {
						found = append(found, x)
					}
				}
				return nil
			})
			if err != nil {
				yield(none, err)
				return
			}
			for _, x := range found {
				if err := ctx.Err(); err != nil {
					yield(none, err)
					return
				}
				if !yield(x, nil) {
					return
				}
			}
			if err := ctx.Err(); err != nil {
				yield(none, err)
				return
			}
		}
	}
}

// merge walks several prefixes of a bucket at once.
type merge struct{ heads []head }

type head struct {
	cursor      *bolt.Cursor
	prefix      []byte
	suffix, val []byte // suffix nil: at the end
}

func newMerge(b *bolt.Bucket, prefixes [][]byte, after []byte) *merge {
	m := new(merge)
	for _, p := range prefixes {
		h := head{cursor: b.Cursor(), prefix: p}
		h.set(h.cursor.Seek(append(bytes.Clone(p), after...)))
		if after != nil && bytes.Equal(h.suffix, after) {
			h.set(h.cursor.Next())
		}
		m.heads = append(m.heads, h)
	}
	return m
}

func (h *head) set(k, v []byte) {
	h.suffix, h.val = nil, nil
	if k != nil && bytes.HasPrefix(k, h.prefix) {
		h.suffix, h.val = k[len(h.prefix):], v
	}
}

// next is the least suffix that is left and its value; nil at the end.
func (m *merge) next() (suffix, val []byte) {
	for i := range m.heads {
		if h := &m.heads[i]; h.suffix != nil && (suffix == nil || bytes.Compare(h.suffix, suffix) < 0) {
			suffix, val = h.suffix, h.val
		}
	}
	for i := range m.heads {
		if h := &m.heads[i]; suffix != nil && bytes.Equal(h.suffix, suffix) {
			h.set(h.cursor.Next())
		}
	}
	return suffix, val
}
