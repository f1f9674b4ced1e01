package local

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"concordance/corpus"
	"concordance/index"
)

// Lists in a file are the lists made from postings; a damaged file is made again.
func TestFrequent(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	works := benchWorks(fileFrom/50 + 1)
	e := open(t, dir)
	err := e.Rebuild(ctx, 1, func(yield func(*corpus.Work, error) bool) {
		for _, w := range works {
			if !yield(w, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	if v.frequent == nil || v.frequent.keys.len() < 5 {
		t.Fatalf("lists of frequent words in a file: %+v", v.frequent)
	}
	for i := range v.frequent.keys.len() {
		key := string(v.frequent.keys.at(i))
		kept, _ := v.frequent.list(key)
		made, err := v.readTerm(int(key[1]), key[2:])
		if err != nil || string(kept.low) != string(made.low) || string(kept.impact) != string(made.impact) || fmt.Sprint(kept.start) != fmt.Sprint(made.start) {
			t.Fatalf("%q: the list in the file is another (%v)", key[2:], err)
		}
	}
	v.release()
	ask := func() string {
		r, err := e.Search(ctx, index.Request{Query: "word1 OR word2 OR word5", Size: 50})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(r.Total, r.Hits)
	}
	want, name := ask(), filepath.Join(e.gen.dir, forwardDir, frequentFile)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, damaged := range [][]byte{nil, whole[:len(whole)/2], append([]byte{}, make([]byte, len(whole))...), append(whole[:len(whole)-20:len(whole)-20], make([]byte, 20)...)} {
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		e = open(t, dir)
		if got := ask(); got != want {
			t.Errorf("with %d bytes of %d the answer is another", len(damaged), len(whole))
		}
		if b, err := os.ReadFile(name); err != nil || string(b) != string(whole) {
			t.Errorf("a damaged file of %d bytes was not made again (%v)", len(damaged), err)
		}
	}
}
