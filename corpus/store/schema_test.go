package store

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"

	bolt "go.etcd.io/bbolt"
)

func TestMigrate(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), File), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var ran []string
	step := func(name string, fails bool) migration {
		return migration{name, func(tx *bolt.Tx) error {
			ran = append(ran, name)
			if name == "first" {
				return createBuckets(tx)
			}
			if err := settings.of(tx).Put([]byte(name), []byte("done")); err != nil || !fails {
				return err
			}
			return errors.New("no such luck")
		}}
	}
	at := func() (n int, done string) {
		db.View(func(tx *bolt.Tx) (err error) {
			n, err = schema(tx)
			if b := settings.of(tx); b != nil {
				done = string(b.Get([]byte("second")))
			}
			return err
		})
		return n, done
	}
	if err := migrate(db, []migration{step("first", false)}); err != nil {
		t.Fatal(err)
	}
	err = migrate(db, []migration{step("first", false), step("second", true)})
	if err == nil || !strings.Contains(err.Error(), "migration 2 (second)") {
		t.Errorf("a step that fails: %v", err)
	}
	if n, done := at(); n != 1 || done != "" {
		t.Errorf("after a step that failed: schema %d, %q stays", n, done)
	}
	if err := migrate(db, []migration{step("first", false), step("second", false), step("third", false)}); err != nil {
		t.Fatal(err)
	}
	if n, done := at(); n != 3 || done != "done" {
		t.Errorf("schema %d, %q", n, done)
	}
	if want := []string{"first", "second", "second", "third"}; !slices.Equal(ran, want) {
		t.Errorf("steps %v, want %v", ran, want)
	}
	if err := migrate(db, []migration{step("first", false)}); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer schema: %v", err)
	}
}

// The declarations are the store's documentation: none is half made.
func TestBuckets(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range buckets {
		if b.name == "" || b.key == "" || b.value == "" || b.about == "" || seen[b.name] {
			t.Errorf("%+v", b)
		}
		seen[b.name] = true
	}
}

// A library of the first release, which knew no corrections, opens with a place for them.
func TestMigrateToCorrections(t *testing.T) {
	dir := t.TempDir()
	db, err := bolt.Open(filepath.Join(dir, File), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(db, migrations[:1]); err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte(corrections.name)) }); err != nil {
		t.Fatal(err)
	}
	db.Close()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for c, err := range s.Corrections(t.Context()) {
		t.Errorf("%+v, %v in a library without corrections", c, err)
	}
	s.db.View(func(tx *bolt.Tx) error {
		if n, err := schema(tx); err != nil || n != len(migrations) || corrections.of(tx) == nil {
			t.Errorf("schema %d, %v", n, err)
		}
		return nil
	})
}

// A library written before paragraphs were listed lists them when it is opened.
func TestFillExtents(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	doc := func(id corpus.WorkID, target corpus.Target, pin corpus.Locator) *corpus.Document {
		d := &corpus.Document{Description: corpus.Description{ID: id, Symbol: strings.ToUpper(string(id)), Kind: corpus.KindDocument}, Lang: "en"}
		d.Passages = []corpus.Passage{{Locator: "para-1", Number: "1", Text: "Count the lanterns", Citations: []corpus.Citation{
			{End: 5, Target: target, Pinpoints: []corpus.Locator{pin}, Form: "name", Status: corpus.Resolved}}}}
		return d
	}
	if _, err := s.Add(context.Background(), doc("lanterns", "QUAYS", "para-1"), doc("quays", "LANTERNS", "para-7")); err != nil {
		t.Fatal(err)
	}
	err = s.db.Update(func(tx *bolt.Tx) error { // as the first schema left it
		if err := tx.DeleteBucket([]byte(extents.name)); err != nil {
			return err
		}
		if err := tx.DeleteBucket([]byte(unresolved.name)); err != nil {
			return err
		}
		return meta.of(tx).Put([]byte(keySchema), []byte("1"))
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if s, err = Open(dir); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var got []string
	for m, err := range s.Unresolved(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(m.Document)+": "+m.Citation.Detail)
	}
	if want := []string{"quays.en: LANTERNS has no paragraph 7: its last is paragraph 1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
