package ingest

import (
	"archive/zip"
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/store"
	"concordance/ingest/source"
)

func openStore(t *testing.T) *store.Store {
	t.Helper()
	lib, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	return lib
}

// box packs the fixtures and two bad files into a zip.
func box(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "box.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	put := func(name, data string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("a/crossed.xml", "<akomaNtoso><p></b></akomaNtoso>")
	for _, name := range fixtures {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		put("b/"+name, string(b))
	}
	put("c/empty.xml", "")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// A bad file stops nothing and is named, in the order of the files, however
// many read at once; a second run adds nothing.
func TestRun(t *testing.T) {
	lib, name := openStore(t), box(t)
	run := func(o Options) *Report {
		t.Helper()
		r, err := Run(t.Context(), lib, cite.NewTagger(nil), source.Files(name, "gone.xml"), o)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	var last Progress
	first := run(Options{Batch: 2, Progress: func(p Progress) { last = p }})
	if first.Added != len(fixtures) || first.Works != 13 || first.Passages < 40 {
		t.Errorf("first run: %+v", first)
	}
	if last.Files != len(fixtures)+3 || last.Failed != 3 || last.Bytes == 0 {
		t.Errorf("progress ends at %+v", last)
	}
	var failed []string
	for _, f := range first.Failed {
		if f.Reason == "" || strings.Contains(f.Reason, "\n") {
			t.Errorf("%s: reason %q", f.File, f.Reason)
		}
		failed = append(failed, strings.TrimPrefix(f.File, name))
	}
	if diff := cmp.Diff([]string{"!a/crossed.xml", "!c/empty.xml", "gone.xml"}, failed); diff != "" {
		t.Error(diff)
	}
	second := run(Options{Workers: 5, Batch: 3})
	if second.Added != 0 || second.Replaced != 0 || second.Unchanged != len(fixtures) || second.Works != 0 || second.Passages != 0 {
		t.Errorf("second run: %+v", second)
	}
	if diff := cmp.Diff(first.Failed, second.Failed); diff != "" {
		t.Error("the report depends on the workers:", diff)
	}
	w, err := lib.Work(t.Context(), "s-res-9901-2099")
	if err != nil {
		t.Fatal(err)
	}
	if p := w.Provision("para-2.a.ii"); p == nil || len(p.Texts) != 3 {
		t.Errorf("three versions should meet at para-2.a.ii: %+v", p)
	}
}

func TestRunStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Run(ctx, openStore(t), nil, source.Files("testdata"), Options{Progress: func(Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want it cancelled", err)
	}
}

// closed is a library that cannot be written.
type closed struct{ corpus.Library }

var errClosed = errors.New("the disk is full")

func (closed) Works(context.Context, corpus.Filter) iter.Seq2[*corpus.Work, error] {
	return func(func(*corpus.Work, error) bool) {}
}

func (closed) Add(context.Context, ...*corpus.Document) ([]corpus.Outcome, error) {
	return nil, errClosed
}

func TestRunReportsTheLibrary(t *testing.T) {
	endless := func(yield func(source.File, error) bool) {
		for f, err := range source.Files("testdata/statement.en.xml") {
			for yield(f, err) {
			}
		}
	}
	_, err := Run(t.Context(), closed{}, nil, iter.Seq2[source.File, error](endless), Options{Batch: 1})
	if !errors.Is(err, errClosed) || !strings.Contains(err.Error(), "statement.en.xml") {
		t.Errorf("%v, want the library's error and the file", err)
	}
}
