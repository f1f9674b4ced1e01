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

// DescribeAll makes ds the whole of the digest: it describes them, and takes out
// what an earlier digest said of any other work.
func (s *Store) DescribeAll(ctx context.Context, ds ...corpus.Digest) error {
	return s.update(ctx, func(w *writer) error {
		keep := map[string]bool{}
		for i := range ds {
			keep[string(ds[i].ID)] = true
			if err := w.describe(&ds[i]); err != nil {
				return fmt.Errorf("library: digest of %q: %w", ds[i].ID, err)
			}
		}
		var gone []corpus.WorkID
		err := digests.of(w.tx).ForEach(func(k, _ []byte) error {
			if !keep[string(k)] {
				gone = append(gone, corpus.WorkID(k))
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range gone {
			if err := w.forget(id); err != nil {
				return fmt.Errorf("library: digest of %q: %w", id, err)
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
	if err := w.forget(d.ID); err != nil {
		return err
	}
	w.counts.Notes += len(d.Notes)
	w.touched[d.ID] = true
	return digests.of(w.tx).Put([]byte(d.ID), b)
}

// forget takes out what the digest knows of a work, if it is held.
func (w *writer) forget(id corpus.WorkID) error {
	old, err := digest(w.tx, id)
	if old == nil || err != nil {
		return err
	}
	if err := dropNoteMentions(w.tx, old); err != nil {
		return err
	}
	w.counts.Notes -= len(old.Notes)
	w.touched[id] = true
	return digests.of(w.tx).Delete([]byte(id))
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
