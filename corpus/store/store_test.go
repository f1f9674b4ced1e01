package store_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/store"
)

// writerDir names the data directory of a test process that writes until it is killed.
const writerDir = "CONCORDANCE_TEST_WRITER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerDir); dir != "" {
		if err := write(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// write adds documents without end and names each when the library has said it
// is there.
func write(dir string) error {
	s, err := store.Open(dir)
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		en, fr := resolution(n, lang.English, 30, "S/RES/9900 (2098)"), resolution(n, lang.French, 30, "S/RES/9900 (2098)")
		if _, err := s.Add(ctx, en, fr); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// A process killed at any moment loses nothing it reported, and leaves a
// library in which everything still fits together.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	for round := range 3 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), writerDir+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		reported := 0
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if reported, err = strconv.Atoi(lines.Text()); err != nil {
				t.Fatal(err)
			}
			if reported == 7*(round+1) {
				cmd.Process.Kill()
			}
		}
		cmd.Wait()
		if reported < 7*(round+1) {
			t.Fatalf("round %d: the writer stopped by itself after %d", round, reported)
		}
		sound(t, dir, reported)
	}
}

// sound checks the library in dir against itself.
func sound(t *testing.T, dir string, reported int) {
	t.Helper()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var want corpus.Counts
	for w, err := range s.Works(ctx, corpus.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		want.Works++
		for _, d := range w.Documents {
			want.Documents++
			want.Passages += d.Passages
		}
		full, err := s.Work(ctx, w.ID)
		if err != nil || len(full.Provisions) != full.Documents[0].Passages {
			t.Errorf("work %s does not join (%v)", w.ID, err)
		}
	}
	if want.Works < reported {
		t.Errorf("%d works were reported, %d are there", reported, want.Works)
	}
	want.Citations = len(all(t, s.CitedBy(ctx, "S/RES/9900 (2098)", "")))
	got, _ := s.Counts(ctx)
	want.Seq = got.Seq
	if got != want {
		t.Errorf("the counts say %+v, the lists %+v", got, want)
	}
	if n := len(all(t, s.Changes(ctx, 0))); n != want.Works {
		t.Errorf("%d works in the log, %d in the library", n, want.Works)
	}
}

func TestOneOwner(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if _, err := store.Open(dir); !errors.Is(err, store.ErrOwned) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a second owner: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	add(t, s, resolution(9901, "en", 3))
	if err := s.SetMeta("digest", "abc"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = open(t, dir)
	if v := s.Meta("digest"); v != "abc" {
		t.Errorf("Meta = %q", v)
	}
	if v := s.Meta("other"); v != "" {
		t.Errorf("Meta of nothing = %q", v)
	}
	if _, err := s.Work(ctx, "s-res-9901-2099"); err != nil {
		t.Error(err)
	}
	if err := s.SetMeta("digest", ""); err != nil {
		t.Fatal(err)
	}
	if v := s.Meta("digest"); v != "" {
		t.Errorf("Meta taken away = %q", v)
	}
}

// A digest that knows a work no more takes its description and notes along.
func TestDescribeAll(t *testing.T) {
	s := open(t, t.TempDir())
	withText := corpus.Digest{Description: corpus.Description{ID: "s-res-9901-2099", Aliases: []corpus.Alias{{Text: "lanterns"}}},
		Notes: []corpus.Note{{ID: "x", Locator: "para-1", Cites: []corpus.Target{"S/RES/9900 (2098)"}}}}
	if err := s.DescribeAll(ctx, memorandum, withText); err != nil {
		t.Fatal(err)
	}
	add(t, s, resolution(9901, "en", 2))
	before, _ := s.Counts(ctx)
	if err := s.DescribeAll(ctx, memorandum, withText); err != nil {
		t.Fatal(err)
	}
	if c, _ := s.Counts(ctx); c != before {
		t.Errorf("the same digest again: counts %+v became %+v", before, c)
	}
	other := corpus.Digest{Description: corpus.Description{ID: "quay-guide-2098"}}
	if err := s.DescribeAll(ctx, other); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Work(ctx, memorandum.ID); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a work the digest has dropped: %v", err)
	}
	w, err := s.Work(ctx, "s-res-9901-2099")
	if err != nil || len(w.Aliases) != 0 || len(w.Provision("para-1").Notes) != 0 || len(w.Provisions) != 2 {
		t.Errorf("a work with a text of its own: %+v, %v", w, err)
	}
	if ms := all(t, s.CitedBy(ctx, "S/RES/9900 (2098)", "")); len(ms) != 0 {
		t.Errorf("what dropped notes cite: %v", ms)
	}
	if c, _ := s.Counts(ctx); c.Works != 2 || c.Notes != 0 {
		t.Errorf("counts %+v", c)
	}
}

// A library cut short, as by a full disk while it was copied, is refused.
func TestCutShort(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for n := range 20 {
		add(t, s, resolution(n, "en", 60, "S/RES/9900 (2098)"))
	}
	s.Close()
	path := filepath.Join(dir, store.File)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	whole = bytes.TrimRight(whole, "\x00") // the file is made longer than it needs to be
	for _, part := range []int{2, 3, 4, 10} {
		if err := os.WriteFile(path, whole[:len(whole)/part], 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := store.Open(dir); err == nil {
			s.Close()
			t.Errorf("1/%d of a library was opened", part)
		} else if !strings.Contains(err.Error(), "backup") {
			t.Errorf("the error does not say what to do: %v", err)
		}
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	open(t, dir).Close()
	db, err := bolt.Open(filepath.Join(dir, store.File), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("schema"), []byte("99")) })
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	_, err = store.Open(dir)
	if !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), "update Concordance") {
		t.Errorf("schema 99: %v", err)
	}
}

func TestNotALibrary(t *testing.T) {
	for name, content := range map[string][]byte{
		"text":  []byte("this is not a library"),
		"zeros": make([]byte, 64<<10),
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, store.File), content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(dir)
		if err == nil {
			s.Close()
			t.Errorf("%s: opened", name)
			continue
		}
		if !strings.Contains(err.Error(), "backup") {
			t.Errorf("%s: the error does not say what to do: %v", name, err)
		}
	}
}

func TestBackup(t *testing.T) {
	s := open(t, t.TempDir())
	add(t, s, resolution(9901, "en", 3, "S/RES/9900 (2098)"))
	var b bytes.Buffer
	if n, err := s.WriteTo(&b); err != nil || n != int64(b.Len()) {
		t.Fatalf("%d bytes, said %d: %v", b.Len(), n, err)
	}
	add(t, s, resolution(9902, "en", 3))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, store.File), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	sound(t, dir, 0)
	copied := open(t, dir)
	if _, err := copied.Work(ctx, "s-res-9902-2099"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("the copy holds what came after it: %v", err)
	}
	if _, err := copied.Work(ctx, "s-res-9901-2099"); err != nil {
		t.Error(err)
	}
}

// A backup that somebody takes slowly keeps nobody from writing.
func TestSlowBackup(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("on Windows the file can grow only when nobody reads it, so a slow backup does hold writers up")
	}
	s := open(t, t.TempDir())
	add(t, s, batch(1)...)
	r, w := io.Pipe()
	done := make(chan error)
	go func() {
		_, err := s.WriteTo(w)
		w.CloseWithError(err)
		done <- err
	}()
	if _, err := r.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	for i := range 5 { // the file grows well over its first size
		add(t, s, batch(100*(i+1))...)
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// Many readers and writers at once: every call ends, and nothing is lost.
func TestAtOnce(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for n := range 10 {
				if _, err := s.Add(ctx, resolution(100*(g+1)+n, "en", 30, "S/RES/9900 (2098)")); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 10 {
				for w, err := range s.Works(ctx, corpus.Filter{}) {
					if err == nil {
						_, err = s.Work(ctx, w.ID)
					}
					if err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	s.Close()
	sound(t, dir, 40)
}

// batch makes 64 documents: resolutions in six languages, of the size of real ones.
func batch(from int) []*corpus.Document {
	var ds []*corpus.Document
	for n := from; len(ds) < 64; n++ {
		for _, l := range lang.Interface {
			if len(ds) < 64 {
				ds = append(ds, resolution(n, l, 60, "S/RES/9900 (2098)", "S/RES/9899 (2098)"))
			}
		}
	}
	return ds
}

func BenchmarkAdd64(b *testing.B) {
	s := open(b, b.TempDir())
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		ds := batch(1 + 11*i)
		b.StartTimer()
		add(b, s, ds...)
	}
}

func BenchmarkAdd64Unchanged(b *testing.B) {
	s := open(b, b.TempDir())
	add(b, s, batch(1)...)
	ds := batch(1)
	for b.Loop() {
		add(b, s, ds...)
	}
}

func BenchmarkWork(b *testing.B) {
	s := open(b, b.TempDir())
	add(b, s, batch(1)...)
	for b.Loop() {
		if w, err := s.Work(ctx, "s-res-3-2099"); err != nil || len(w.Documents) != 6 {
			b.Fatal(err)
		}
	}
}

func BenchmarkCitedBy(b *testing.B) {
	s := open(b, b.TempDir())
	add(b, s, batch(1)...)
	for b.Loop() {
		n := 0
		for _, err := range s.CitedBy(ctx, "S/RES/9900 (2098)", "para-3") {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 0 {
			b.Fatal("a pinpoint matched")
		}
	}
}
