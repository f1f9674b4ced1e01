package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"concordance/corpus"
)

// ErrOwned is returned by Open when another process owns the data directory.
var ErrOwned = errors.New("another process owns the data directory")

// File is the name of the library inside the data directory.
const File = "library.db"

// patience is how long Open waits for another process to let go.
const patience = time.Second

// reserve is how much address space the file is mapped into from the start. Up
// to that size a long read (a backup) never makes a writer wait. Windows would
// make the file itself that large.
func reserve() int {
	if runtime.GOOS == "windows" || strconv.IntSize < 64 {
		return 0
	}
	return 1 << 30
}

// Store is a library on disk. Its methods may be called from several
// goroutines.
type Store struct{ db *bolt.DB }

var _ corpus.Library = (*Store)(nil)

// Open opens the library in dir, and makes both when they are not there. The
// error wraps ErrOwned when another process has it open, and ErrNewer when a
// later version of the program wrote it.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	path := filepath.Join(dir, File)
	db, err := openFile(path)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%w: %s is in use; stop that process or choose another directory with --data", ErrOwned, dir)
	case err != nil:
		return nil, err
	}
	if err := migrate(db, migrations); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &Store{db}, nil
}

// openFile opens the file and sees that it is whole. Bolt itself panics on a
// file that ends early.
func openFile(path string) (db *bolt.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damaged(path, fmt.Errorf("%v", p))
		}
	}()
	if err := checkLength(path); err != nil {
		return nil, err
	}
	db, err = bolt.Open(path, 0o600, &bolt.Options{Timeout: patience, FreelistType: bolt.FreelistMapType, InitialMmapSize: reserve()})
	return db, explain(path, err)
}

// checkLength compares the file's length with what its first pages say.
func checkLength(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil // a new library
	}
	if err != nil {
		return fmt.Errorf("open the library: %w", err)
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: patience, ReadOnly: true})
	if err != nil {
		return explain(path, err)
	}
	defer db.Close()
	return db.View(func(tx *bolt.Tx) error {
		if info, err = os.Stat(path); err != nil { // now that nobody writes to it
			return fmt.Errorf("open the library: %w", err)
		}
		if tx.Size() > info.Size() {
			return damaged(path, fmt.Errorf("%d bytes of %d are there", info.Size(), tx.Size()))
		}
		return nil
	})
}

// explain says what an error of opening means for the person.
func explain(path string, err error) error {
	switch {
	case err == nil, errors.Is(err, bolterrors.ErrTimeout):
		return err
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return damaged(path, err)
	}
	return fmt.Errorf("open the library: %w", err)
}

func damaged(path string, err error) error {
	return fmt.Errorf("%s is not a library of Concordance, or is damaged (%w): restore a backup, or move it away", path, err)
}

// Close gives the data directory free. It waits for calls under way.
func (s *Store) Close() error { return s.db.Close() }

// Meta is the string kept under key, "" when there is none.
func (s *Store) Meta(key string) (value string) {
	s.db.View(func(tx *bolt.Tx) error { // fails on a closed library, which holds nothing
		value = string(settings.of(tx).Get([]byte(key)))
		return nil
	})
	return value
}

// SetMeta keeps a small string under key; "" takes it away.
func (s *Store) SetMeta(key, value string) error {
	return s.db.Update(func(tx *bolt.Tx) error {
		if value == "" {
			return settings.of(tx).Delete([]byte(key))
		}
		return settings.of(tx).Put([]byte(key), []byte(value))
	})
}

// WriteTo writes a consistent copy of the library, while others read and
// write: a backup. The copy is a library file like [File].
func (s *Store) WriteTo(w io.Writer) (n int64, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		n, err = tx.WriteTo(w)
		return err
	})
	return n, err
}
