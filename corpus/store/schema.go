package store

import (
	"errors"
	"fmt"
	"strconv"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// ErrNewer is returned by Open for a library that a later version of the
// program has written.
var ErrNewer = errors.New("the library was written by a newer version of Concordance")

// migration takes the schema one step further. Steps are never changed once
// released; a new one is added at the end.
type migration struct {
	about string
	run   func(*bolt.Tx) error
}

var migrations = []migration{
	{"the buckets of keys.go", createBuckets},
	{"the bucket of corrections", createBuckets}, // the others are there
	{"which paragraphs works have", fillExtents},
	{"which places of every class works have", fillExtents},
	{"where passages have moved", createBuckets},
}

func createBuckets(tx *bolt.Tx) error {
	for _, b := range buckets {
		if _, err := tx.CreateBucketIfNotExists([]byte(b.name)); err != nil {
			return fmt.Errorf("bucket %s: %w", b.name, err)
		}
	}
	return nil
}

// fillExtents writes the extents of the works held, and lists the mentions that
// name a paragraph.
func fillExtents(tx *bolt.Tx) error {
	if err := createBuckets(tx); err != nil {
		return err
	}
	w := &writer{tx: tx}
	return works.of(tx).ForEach(func(k, _ []byte) error {
		dig, docs, err := w.parts(corpus.WorkID(k))
		if err != nil || len(docs) == 0 {
			return err
		}
		if dig == nil {
			dig = new(corpus.Digest)
		}
		for _, d := range docs {
			if err := putMentions(tx, d); err != nil {
				return err
			}
		}
		return setExtent(tx, corpus.Join(*dig, docs))
	})
}

// migrate runs the steps that the library has not seen, each in a transaction
// of its own together with the number that says so.
func migrate(db *bolt.DB, steps []migration) error {
	for {
		done := false
		err := db.Update(func(tx *bolt.Tx) error {
			n, err := schema(tx)
			if err != nil {
				return err
			}
			if n > len(steps) {
				return fmt.Errorf("%w (schema %d, this version knows %d): update Concordance, or use another data directory",
					ErrNewer, n, len(steps))
			}
			if n == len(steps) {
				done = true
				return nil
			}
			if err := steps[n].run(tx); err != nil {
				return fmt.Errorf("migration %d (%s): %w", n+1, steps[n].about, err)
			}
			return meta.of(tx).Put([]byte(keySchema), strconv.AppendInt(nil, int64(n+1), 10))
		})
		if done || err != nil {
			return err
		}
	}
}

// schema is how many migrations have run; 0 for a new file.
func schema(tx *bolt.Tx) (int, error) {
	b := meta.of(tx)
	if b == nil {
		return 0, nil
	}
	n, err := strconv.Atoi(string(b.Get([]byte(keySchema))))
	if err != nil || n < 0 {
		return 0, fmt.Errorf("the library's schema number is damaged: restore a backup")
	}
	return n, nil
}
