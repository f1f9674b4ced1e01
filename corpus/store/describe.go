package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"concordance/corpus"
)

// Describe stores what the digest knows of works, in one transaction. A
// description that is held already, to the letter, is not a change.
func (s *Store) Describe(ctx context.Context, ds ...corpus.Digest) error {
	return s.update(ctx, func(w *writer) error {
		for i := range ds {
			if err := w.describe(&ds[i]); err != nil {
				return fmt.Errorf("library: digest of %q: %w", ds[i].ID, err)
			}
		}
		return nil
	})
}

func (w *writer) describe(d *corpus.Digest) error {
	if d.ID == "" || len(d.ID) > maxKey {
		return fmt.Errorf("the work has no ID, or one of more than %d bytes", maxKey)
	}
	j, err := json.Marshal(d)
	if err != nil {
		return err
	}
	b := pack(j)
	if bytes.Equal(b, digests.of(w.tx).Get([]byte(d.ID))) {
		return nil
	}
	old, err := digest(w.tx, d.ID)
	if err != nil {
		return err
	}
	if old != nil {
		if err := dropNoteMentions(w.tx, old); err != nil {
			return err
		}
		w.counts.Notes -= len(old.Notes)
	}
	w.counts.Notes += len(d.Notes)
	w.touched[d.ID] = true
	return digests.of(w.tx).Put([]byte(d.ID), b)
}

// Remove takes a document out; the error wraps corpus.ErrNotFound when it is
// not held. A work that is left with nothing, neither another version nor an
// entry in the digest, goes too.
func (s *Store) Remove(ctx context.Context, id corpus.DocumentID) error {
	return s.update(ctx, func(w *writer) error {
		v, err := versionOf(w.tx, id)
		if err != nil {
			return err
		}
		if v == nil {
			return fmt.Errorf("document %s: %w", id, corpus.ErrNotFound)
		}
		return w.drop(id)
	})
}
