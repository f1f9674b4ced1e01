package store

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
	"concordance/corpus/cite"
)

// CitedBy yields the mentions of t from other works, grouped by citing work and
// in the order of reading. A mention that only a note makes has no document:
// its form is "note". One that stands in several language versions comes once
// for each. The mentions of a work that is held are found by every
// name it goes by.
func (s *Store) CitedBy(ctx context.Context, t corpus.Target, l corpus.Locator) iter.Seq2[corpus.Mention, error] {
	return func(yield func(corpus.Mention, error) bool) {
		self, prefixes, err := s.named(t)
		if err != nil {
			yield(corpus.Mention{}, err)
			return
		}
		decode := mentions()
		for m, err := range scan(ctx, s, citations, prefixes, nil, func(tx *bolt.Tx, v []byte) (corpus.Mention, bool, error) {
			m, err := decode(tx, v)
			return m, m.Work != self && m.Citation.Target != "" && pointsTo(&m.Citation, l), err
		}) {
			if !yield(m, err) {
				return
			}
		}
	}
}

// named gives the ID of the work that t names, held or not, and the prefixes of
// its citations.
func (s *Store) named(t corpus.Target) (self corpus.WorkID, prefixes [][]byte, err error) {
	keys := spellings(string(t))
	self = cite.WorkID(corpus.Target(keys[len(keys)-1]))
	err = s.db.View(func(tx *bolt.Tx) error {
		for _, k := range keys {
			if yearless.MatchString(k) {
				keys = append(keys, cited(tx, k+" (")...)
			}
		}
		ids := find(tx, string(t))
		if len(ids) != 1 {
			return nil
		}
		self = ids[0]
		w, err := get[corpus.Work](works.of(tx), []byte(self))
		if w == nil || err != nil {
			return err
		}
		for k := range namesOf(&w.Description) {
			if slices.Equal(holders(tx, k), ids) { // else the name means another work, or several
				keys = append(keys, k)
			}
		}
		return nil
	})
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		prefixes = append(prefixes, join(k, ""))
	}
	return self, prefixes, err
}

// cited is the first folded target, if any, that begins with prefix.
func cited(tx *bolt.Tx, prefix string) []string {
	k, _ := citations.of(tx).Cursor().Seek([]byte(prefix))
	if !bytes.HasPrefix(k, []byte(prefix)) {
		return nil
	}
	target, _, _ := strings.Cut(string(k), "\x00")
	return []string{target}
}

// mentions gives a decoder of mentions that come in the order of documents. A
// mention in a passage that stands apart has the passage's address in the
// joined work ("pp-3@fr"), and one of a paragraph that does not exist says so.
func mentions() func(tx *bolt.Tx, v []byte) (corpus.Mention, error) {
	var of corpus.DocumentID // whose passages apart are at hand
	var apart []corpus.Locator
	j := newJudge()
	return func(tx *bolt.Tx, v []byte) (m corpus.Mention, err error) {
		if err := json.Unmarshal(v, &m); err != nil {
			return m, err
		}
		if m.Document != of {
			held, err := versionOf(tx, m.Document)
			if err != nil {
				return m, err
			}
			of, apart = m.Document, nil
			if held != nil {
				apart = held.Apart
			}
		}
		if slices.Contains(apart, m.Locator) {
			_, l := m.Document.Split()
			m.Locator = m.Locator.In(l)
		}
		return m, j.settle(tx, &m.Citation)
	}
}

// pointsTo reports whether a pinpoint of c names l, a point of it or a passage
// that holds it.
func pointsTo(c *corpus.Citation, l corpus.Locator) bool {
	if l == "" {
		return true
	}
	for _, p := range c.Pinpoints {
		if l.Contains(p) || p.Contains(l) {
			return true
		}
	}
	return false
}

// Unresolved yields the mentions that are not resolved, by document, from the
// document from on.
func (s *Store) Unresolved(ctx context.Context, from corpus.DocumentID) iter.Seq2[corpus.Mention, error] {
	return func(yield func(corpus.Mention, error) bool) {
		decode := mentions()
		scan(ctx, s, unresolved, [][]byte{nil}, []byte(from), func(tx *bolt.Tx, v []byte) (corpus.Mention, bool, error) {
			m, err := decode(tx, v)
			return m, m.Citation.Status != corpus.Resolved, err
		})(yield)
	}
}

// Changes yields the log behind since.
func (s *Store) Changes(ctx context.Context, since uint64) iter.Seq2[corpus.Change, error] {
	return scan(ctx, s, changes, [][]byte{nil}, seqKey(since), func(_ *bolt.Tx, v []byte) (c corpus.Change, ok bool, err error) {
		err = json.Unmarshal(v, &c)
		return c, true, err
	})
}
