package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// Work joins a work of its description, versions and notes.
func (s *Store) Work(ctx context.Context, id corpus.WorkID) (*corpus.Work, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var dig *corpus.Digest
	var docs []*corpus.Document
	err := s.db.View(func(tx *bolt.Tx) (err error) {
		if dig, docs, err = (&writer{tx: tx}).parts(id); err != nil {
			return err
		}
		return newJudge().settleAll(tx, docs)
	})
	if err != nil {
		return nil, fmt.Errorf("library: work %s: %w", id, err)
	}
	if dig == nil && len(docs) == 0 {
		return nil, fmt.Errorf("work %q: %w", id, corpus.ErrNotFound)
	}
	if dig == nil {
		dig = new(corpus.Digest)
	}
	return corpus.Join(*dig, docs), nil
}

// Works yields the summaries of works, by ID.
func (s *Store) Works(ctx context.Context, f corpus.Filter) iter.Seq2[*corpus.Work, error] {
	var after []byte
	if f.After != "" {
		after = []byte(f.After)
	}
	return scan(ctx, s, works, [][]byte{nil}, after, func(_ *bolt.Tx, v []byte) (*corpus.Work, bool, error) {
		w := new(corpus.Work)
		if err := json.Unmarshal(v, w); err != nil {
			return nil, false, err
		}
		return w, passes(f, w), nil
	})
}

// Summary returns the summary of one work.
func (s *Store) Summary(ctx context.Context, id corpus.WorkID) (w *corpus.Work, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	err = s.db.View(func(tx *bolt.Tx) error {
		w, err = get[corpus.Work](works.of(tx), []byte(id))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("library: work %s: %w", id, err)
	}
	if w == nil {
		return nil, fmt.Errorf("work %q: %w", id, corpus.ErrNotFound)
	}
	return w, nil
}

func passes(f corpus.Filter, w *corpus.Work) bool {
	return (f.Kind == "" || f.Kind == w.Kind) &&
		(f.Body == "" || f.Body == w.Body) &&
		(f.Year == 0 || strings.HasPrefix(w.Date, fmt.Sprintf("%04d", f.Year)))
}

// Find returns the work that t names. A name that two works claim alike names
// neither: the error says which they are.
func (s *Store) Find(ctx context.Context, t corpus.Target) (corpus.WorkID, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	var ids []corpus.WorkID
	err := s.db.View(func(tx *bolt.Tx) error {
		ids = find(tx, string(t))
		return nil
	})
	switch {
	case err != nil:
		return "", fmt.Errorf("library: %w", err)
	case len(ids) == 0:
		return "", fmt.Errorf("%q: %w", t, corpus.ErrNotFound)
	case len(ids) > 1:
		return "", fmt.Errorf("%q names %d works (%s, %s ...): %w", t, len(ids), ids[0], ids[1], corpus.ErrNotFound)
	}
	return ids[0], nil
}

// Counts tells the size of the library.
func (s *Store) Counts(ctx context.Context) (c corpus.Counts, err error) {
	if err := ctx.Err(); err != nil {
		return c, err
	}
	err = s.db.View(func(tx *bolt.Tx) error {
		c, err = counts(tx)
		return err
	})
	return c, err
}
