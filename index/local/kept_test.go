package local

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"concordance/corpus"
	"concordance/index"
)

// keptEngine has an index large enough to have its columns and lists in files.
func keptEngine(t *testing.T, dir string) *Engine {
	t.Helper()
	works := benchWorks(fileFrom/50 + 1)
	e := open(t, dir)
	err := e.Rebuild(context.Background(), 1, func(yield func(*corpus.Work, error) bool) {
		for _, w := range works {
			if !yield(w, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func viewOf(t *testing.T, e *Engine) *view {
	t.Helper()
	v, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.release)
	return v
}

// Lists in a file are the lists made from postings.
func TestFrequent(t *testing.T) {
	v := viewOf(t, keptEngine(t, t.TempDir()))
	if v.frequent == nil || v.frequent.keys.len() < 5 {
		t.Fatalf("lists of frequent words in a file: %+v", v.frequent)
	}
	for i := range v.frequent.keys.len() {
		key := string(v.frequent.keys.at(i))
		kept, _ := v.frequent.list(key)
		made, err := v.readTerm(int(key[1]), key[2:])
		if err != nil || string(kept.low) != string(made.low) || string(kept.bits) != string(made.bits) || string(kept.ranks) != string(made.ranks) ||
			string(kept.impact) != string(made.impact) || fmt.Sprint(kept.start) != fmt.Sprint(made.start) {
			t.Fatalf("%q: the list in the file is another (%v)", key[2:], err)
		}
	}
}

// Columns in a file are the columns read from postings.
func TestKeptColumns(t *testing.T) {
	dir := t.TempDir()
	e := keptEngine(t, dir)
	made := viewOf(t, e)
	mark, ok := made.whole(e.gen)
	if !ok {
		t.Fatal("an index of one segment is not whole")
	}
	fromFile := &view{size: made.size, live: made.live, count: made.count}
	if err := fromFile.readKept(filepath.Join(e.gen.dir, forwardDir, keptFile), mark); err != nil {
		t.Fatal(err)
	}
	for i, want := range made.kept() {
		if got := fromFile.kept()[i]; !reflect.DeepEqual(got, want) {
			t.Errorf("list %d of the file is another", i)
		}
	}
	fromFile.work = fromFile.facets[facetIndex("work")]
	fromFile.weigh()
	for i := range channels {
		if got, want := fromFile.titles[i].n, made.titles[i].n; got != want {
			t.Errorf("%d titles in channel %d, want %d", got, i, want)
		}
	}
	if err := fromFile.readKept(filepath.Join(e.gen.dir, forwardDir, keptFile), mark+1); err == nil {
		t.Error("the columns of another index were taken")
	}
}

// A damaged file is made again.
func TestDamagedFiles(t *testing.T) {
	dir := t.TempDir()
	e := keptEngine(t, dir)
	ask := func() string {
		r, err := e.Search(context.Background(), index.Request{Query: "word1 OR word2 OR word5", Size: 50})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(r.Total, r.Hits, r.Facets)
	}
	want := ask()
	r := rand.New(rand.NewPCG(21, 22))
	for _, file := range []string{frequentFile, keptFile} {
		name := filepath.Join(e.gen.dir, forwardDir, file)
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all := [][]byte{nil, whole[:len(whole)/2], make([]byte, len(whole)), append(whole[:len(whole)-20:len(whole)-20], make([]byte, 20)...)}
		if file == frequentFile { // a key that leads outside the file
			b := slices.Clone(whole)
			ends := binary.LittleEndian.Uint64(b[len(b)-32:])
			copy(b[ends:], "\xff\xff\xff\xff")
			all = append(all, b)
		}
		for range 12 { // cut anywhere
			all = append(all, whole[:r.IntN(len(whole))])
		}
		for _, damaged := range all {
			if err := e.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			e = open(t, dir)
			if got := ask(); got != want {
				t.Errorf("%s: with %d bytes of %d the answer is another", file, len(damaged), len(whole))
			}
			if b, err := os.ReadFile(name); err != nil || string(b) != string(whole) {
				t.Errorf("%s: a damaged file of %d bytes was not made again (%v)", file, len(damaged), err)
			}
		}
	}
}
