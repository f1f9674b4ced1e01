package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// maxCorrections bounds what is kept of one document.
const maxCorrections = 5000

// Documents are kept as they were tagged, corrections beside them; whoever reads
// a document for its citations reads it by [corrected]. The lists of mentions
// hold the corrected citations, so a change of corrections takes the document's
// mentions out before, and enters them anew after.

// corrected reads a document with its corrections applied, nil when it is not there.
func corrected(tx *bolt.Tx, id corpus.DocumentID) (*corpus.Document, error) {
	d, err := document(tx, id)
	if d == nil || err != nil {
		return nil, err
	}
	return correct(tx, d)
}

// correct applies the corrections of d. It returns d itself when there are
// none, else a copy: d belongs to the caller of Add.
func correct(tx *bolt.Tx, d *corpus.Document) (*corpus.Document, error) {
	cs, err := correctionsOf(tx, d.DocumentID())
	if len(cs) == 0 || err != nil {
		return d, err
	}
	at := byPassage(cs)
	out := *d
	out.Passages = slices.Clone(d.Passages)
	for i := range out.Passages {
		p := &out.Passages[i]
		if here := at[p.Locator]; here != nil {
			p.Citations, _ = corpus.Correct(p.Text, p.Citations, here)
			delete(at, p.Locator) // a locator that stands twice is the first one's
		}
	}
	return &out, nil
}

func byPassage(cs []corpus.Correction) map[corpus.Locator][]corpus.Correction {
	m := map[corpus.Locator][]corpus.Correction{}
	for _, c := range cs {
		m[c.Locator] = append(m[c.Locator], c)
	}
	return m
}

func correctionsOf(tx *bolt.Tx, id corpus.DocumentID) ([]corpus.Correction, error) {
	return correctionsUnder(tx, join(string(id), ""))
}

// correctionsUnder are the corrections whose keys begin with prefix.
func correctionsUnder(tx *bolt.Tx, prefix []byte) ([]corpus.Correction, error) {
	var cs []corpus.Correction
	cursor := corrections.of(tx).Cursor()
	for k, v := cursor.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = cursor.Next() {
		var c corpus.Correction
		if err := json.Unmarshal(v, &c); err != nil {
			return nil, fmt.Errorf("correction %q: %w", k, err)
		}
		cs = append(cs, c)
	}
	return cs, nil
}

// citing is how many citations d makes.
func citing(d *corpus.Document) int {
	n := 0
	for i := range d.Passages {
		n += len(d.Passages[i].Citations)
	}
	return n
}

// Correct keeps a correction, in place of the one on the same words.
func (s *Store) Correct(ctx context.Context, c corpus.Correction) (corpus.Correction, error) {
	c.Orphan = false
	if err := c.Check(); err != nil {
		return c, err
	}
	err := s.update(ctx, func(w *writer) error {
		d, err := document(w.tx, c.Document)
		if err != nil {
			return err
		}
		if d == nil {
			return fmt.Errorf("document %s: %w", c.Document, corpus.ErrNotFound)
		}
		p := passageAt(d, c.Locator)
		if p == nil {
			return fmt.Errorf("%s has no passage %s: %w", c.Document, c.Locator, corpus.ErrNotFound)
		}
		c.Locator = p.Locator
		cs, err := correctionsOf(w.tx, c.Document)
		if err != nil {
			return err
		}
		if len(cs) >= maxCorrections {
			return fmt.Errorf("%w: %s has %d corrections, and no more are kept", corpus.ErrBadCorrection, c.Document, len(cs))
		}
		if err := c.Settle(p, byPassage(cs)[p.Locator]); err != nil {
			return err
		}
		return w.recorrect(c.Document, func() error { return putJSON(corrections.of(w.tx), correctionKey(&c), c) })
	})
	return c, err
}

// Uncorrect takes a correction back, also one whose document is gone.
func (s *Store) Uncorrect(ctx context.Context, c corpus.Correction) (corpus.Correction, error) {
	err := s.update(ctx, func(w *writer) error {
		d, err := document(w.tx, c.Document)
		if err != nil {
			return err
		}
		if d != nil {
			if p := passageAt(d, c.Locator); p != nil {
				c.Locator = p.Locator
			}
		}
		cs, err := correctionsUnder(w.tx, correctionKey(&c))
		switch {
		case err != nil:
			return err
		case len(cs) == 0:
			return fmt.Errorf("no correction of %q in %s of %s: %w", c.Surface, c.Locator, c.Document, corpus.ErrNotFound)
		case len(cs) > 1:
			return fmt.Errorf("%w: %d corrections are of %q in %s: say which, counted from 1",
				corpus.ErrBadCorrection, len(cs), c.Surface, c.Locator)
		}
		c = cs[0]
		return w.recorrect(c.Document, func() error { return corrections.of(w.tx).Delete(correctionKey(&c)) })
	})
	return c, err
}

// recorrect changes the corrections of a document, and what follows from them.
func (w *writer) recorrect(id corpus.DocumentID, change func() error) error {
	work, _ := id.Split()
	w.touched[work] = true
	before, err := corrected(w.tx, id)
	if err != nil {
		return err
	}
	if before == nil { // it was removed: nothing but the correction is left
		return change()
	}
	if err := dropMentions(w.tx, before); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	after, err := corrected(w.tx, id)
	if err != nil {
		return err
	}
	if err := putMentions(w.tx, after); err != nil {
		return err
	}
	v, err := versionOf(w.tx, id)
	if err != nil {
		return err
	}
	w.counts.Citations += citing(after) - v.Citations
	v.Citations = citing(after)
	return putJSON(versions.of(w.tx), []byte(id), v)
}

// passageAt is the passage that l names or that holds the point it names; a
// locator of a version kept apart ("pp-3@fr") is the version's own.
func passageAt(d *corpus.Document, l corpus.Locator) *corpus.Passage {
	if only := l.Only(); only != "" {
		if only != d.Lang {
			return nil
		}
		l = l[:len(l)-len(only)-1]
	}
	for ; l != ""; l = l.Parent() {
		for i := range d.Passages {
			if d.Passages[i].Locator == l {
				return &d.Passages[i]
			}
		}
	}
	return nil
}

// Corrections yields the corrections by document and passage, and tells which
// of them are orphans.
func (s *Store) Corrections(ctx context.Context) iter.Seq2[corpus.Correction, error] {
	return func(yield func(corpus.Correction, error) bool) {
		var of corpus.DocumentID // whose corrections at work are at hand
		var working map[string]bool
		scan(ctx, s, corrections, [][]byte{nil}, nil, func(tx *bolt.Tx, v []byte) (c corpus.Correction, ok bool, err error) {
			if err := json.Unmarshal(v, &c); err != nil {
				return c, false, err
			}
			if c.Document != of || working == nil {
				if working, err = atWork(tx, c.Document); err != nil {
					return c, false, err
				}
				of = c.Document
			}
			c.Orphan = !working[string(correctionKey(&c))]
			return c, true, nil
		})(yield)
	}
}

// atWork are the keys of the corrections of a document that take effect.
func atWork(tx *bolt.Tx, id corpus.DocumentID) (map[string]bool, error) {
	working := map[string]bool{}
	d, err := document(tx, id)
	if d == nil || err != nil {
		return working, err
	}
	cs, err := correctionsOf(tx, id)
	if err != nil {
		return nil, err
	}
	for l, here := range byPassage(cs) {
		p := passageAt(d, l)
		if p == nil || p.Locator != l {
			continue
		}
		_, done := corpus.Correct(p.Text, p.Citations, here)
		for i := range here {
			if done[i] {
				working[string(correctionKey(&here[i]))] = true
			}
		}
	}
	return working, nil
}
