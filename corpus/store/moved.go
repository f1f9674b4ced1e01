package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// Moved lists the places of a work whose passages stand elsewhere since the
// work was read first.
func (s *Store) Moved(ctx context.Context, id corpus.WorkID) ([]corpus.Move, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var out []corpus.Move
	err := s.db.View(func(tx *bolt.Tx) (err error) {
		out, err = movesOf(tx, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("library: work %s: %w", id, err)
	}
	return out, nil
}

func movesOf(tx *bolt.Tx, id corpus.WorkID) ([]corpus.Move, error) {
	var out []corpus.Move
	prefix := join(string(id), "")
	c := moved.of(tx).Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var m corpus.Move
		if err := json.Unmarshal(v, &m); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// remember keeps how a work stands before this change first touches its texts.
func (w *writer) remember(id corpus.WorkID) error {
	if _, ok := w.before[id]; ok {
		return nil
	}
	w.before[id] = nil
	if len(documentIDs(w.tx, id)) == 0 {
		return nil
	}
	_, docs, err := w.parts(id)
	if err != nil {
		return err
	}
	for _, d := range docs {
		w.fresh[d.DocumentID()] = d // read once in this change
	}
	w.before[id] = corpus.Join(corpus.Digest{}, docs)
	return nil
}

// follow writes down what has moved between the work as it stood and as it is.
// Whoever was sent to a place that has moved is sent on; what has come back is
// not sent anywhere.
func (w *writer) follow(work *corpus.Work) error {
	before := w.before[work.ID]
	if before == nil {
		return nil
	}
	now := corpus.Moves(before, work)
	old, err := movesOf(w.tx, work.ID)
	if err != nil {
		return err
	}
	for _, m := range old {
		to, ok := corpus.Follow(now, m.To, m.Lang)
		if !ok || to.Lang != m.Lang {
			continue
		}
		if m.To = to.To; m.To == m.From {
			err = moved.of(w.tx).Delete(moveKey(work.ID, m))
		} else {
			err = putJSON(moved.of(w.tx), moveKey(work.ID, m), m)
		}
		if err != nil {
			return err
		}
	}
	for _, m := range now {
		if err := putJSON(moved.of(w.tx), moveKey(work.ID, m), m); err != nil {
			return err
		}
	}
	return nil
}

func moveKey(id corpus.WorkID, m corpus.Move) []byte {
	return join(string(id), string(m.From), string(m.Lang))
}
