package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/store"
	"concordance/ingest/source"
)

// mutants is a kind of file and sound examples of it.
type mutants struct {
	ext   string // ".pdf"
	sound [][]byte
	// inside, where there is one, mutates what the file packs and packs it anew,
	// so that the harm gets past a checksum or a table of places.
	inside func(r *rand.Rand, raw []byte) []byte
}

// Files of every format, cut, flipped, spliced, go the whole way into a library:
// each is read or named with its reason, nothing breaks down and nothing is left
// behind. CONCORDANCE_MUTATIONS says how many of each; the same ones every time.
func TestMutations(t *testing.T) {
	n := 20
	if s := os.Getenv("CONCORDANCE_MUTATIONS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil || n < 1 {
			t.Fatalf("CONCORDANCE_MUTATIONS is %q, want a number", s)
		}
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	lib, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	before := heldNow(t)
	for _, m := range soundFiles(t) {
		t.Run(m.ext, func(t *testing.T) { m.run(t, lib, n) })
	}
	after := heldNow(t)
	for deadline := time.Now().Add(5 * time.Second); after.goroutines > before.goroutines+idleGoroutines && time.Now().Before(deadline); after = heldNow(t) {
		time.Sleep(20 * time.Millisecond) // those that end are given the time to
	}
	t.Logf("before %+v, after %+v", before, after)
	if after.workers > 2 {
		t.Errorf("%d workers are left, want the two that wait for work", after.workers)
	}
	if after.files > before.files+4*after.workers+poller || after.goroutines > before.goroutines+idleGoroutines {
		t.Errorf("left behind: before %+v, after %+v", before, after)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v %v", left, err)
	}
}

// What waiting workers hold: two of them a goroutine each, which reads its errors,
// and four files each, three pipes and its handle; and the runtime's poller two.
const (
	idleGoroutines = 2
	poller         = 2
)

// held is what this process holds of the system.
type held struct{ goroutines, files, workers int }

func heldNow(t testing.TB) held {
	t.Helper()
	h := held{goroutines: runtime.NumGoroutine()}
	if runtime.GOOS != "linux" {
		return h // elsewhere only goroutines are counted
	}
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	h.files = len(fds)
	h.workers = len(workers(t))
	return h
}

// workers are the processes this one has started and not waited for.
func workers(t testing.TB) []string {
	t.Helper()
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, l := range lists {
		b, _ := os.ReadFile(l) // a thread may end meanwhile
		all = append(all, strings.Fields(string(b))...)
	}
	return all
}

// peak is the most memory a process has used, in MB; 0 when it is gone.
func peak(pid string) int {
	b, _ := os.ReadFile("/proc/" + pid + "/status")
	m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(b)
	if m == nil {
		return 0
	}
	kB, _ := strconv.Atoi(string(m[1]))
	return kB >> 10
}

// witness checks the documents on their way into the library.
type witness struct {
	corpus.Library
	t    *testing.T
	docs map[string]bool
}

func (w *witness) Add(ctx context.Context, docs ...*corpus.Document) ([]corpus.Outcome, error) {
	for _, d := range docs {
		check(w.t, d)
		w.docs[d.Source.File] = true
	}
	return w.Library.Add(ctx, docs...)
}

func (m mutants) run(t *testing.T, lib corpus.Library, n int) {
	dir := t.TempDir()
	seeds := fnv.New64()
	io.WriteString(seeds, m.ext)
	var names []string
	for i := range n {
		r := rand.New(rand.NewPCG(seeds.Sum64(), uint64(i)))
		raw := m.sound[i%len(m.sound)]
		if m.inside != nil && i%3 > 0 {
			raw = m.inside(r, raw)
		} else {
			raw = mutate(r, raw, m.sound[r.IntN(len(m.sound))])
		}
		name := filepath.Join(dir, fmt.Sprintf("%04d%s", i, m.ext))
		if err := os.WriteFile(name, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	w := &witness{Library: lib, t: t, docs: map[string]bool{}}
	most, last, slowest, slow := 0, time.Now(), time.Duration(0), ""
	report, err := Run(t.Context(), w, cite.NewTagger(nil), source.Files(dir), Options{Progress: func(p Progress) {
		if d := time.Since(last); d > slowest {
			slowest, slow = d, p.File
		}
		last = time.Now()
		if p.Files%50 == 0 {
			for _, pid := range workers(t) {
				most = max(most, peak(pid))
			}
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	reasons := m.accountFor(t, names, w.docs, report)
	t.Logf("%d files: %d documents, %d failures; slowest %.2f s (%s); worker %d MB\n%s", n, len(w.docs), len(report.Failed), slowest.Seconds(), filepath.Base(slow), most, reasons)
	if most > 1024 {
		t.Errorf("a worker used %d MB", most)
	}
}

// accountFor checks that every file is read or named with a reason, and lists
// the reasons with how often each was given.
func (m mutants) accountFor(t *testing.T, names []string, docs map[string]bool, report *Report) string {
	t.Helper()
	named := map[string]bool{}
	for name := range docs {
		file, _, _ := strings.Cut(name, "!")
		named[file] = true
	}
	counts := map[string]int{}
	for _, f := range report.Failed {
		file, _, _ := strings.Cut(f.File, "!")
		named[file] = true
		if !plainReason(f.Reason) {
			t.Errorf("%s: %q is no reason", f.File, f.Reason)
		}
		counts[regexp.MustCompile(`[0-9]+|"[^"]*"|<[^>]*>`).ReplaceAllString(f.Reason, "…")]++
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !named[name] {
			t.Errorf("%s (%d bytes) is neither read nor named", filepath.Base(name), len(raw))
		}
	}
	var lines []string
	for reason, n := range counts {
		lines = append(lines, fmt.Sprintf("%5d %s", n, reason))
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	return strings.Join(lines[:min(len(lines), 12)], "\n")
}

// plainReason reports whether a person can use a reason: one line in words, no
// defect of ours.
func plainReason(s string) bool {
	for _, bad := range []string{"please report", "goroutine", "panic", "runtime error", "nil pointer", "broken pipe", "\n"} {
		if strings.Contains(s, bad) {
			return false
		}
	}
	return len(s) > 5 && len(s) < 350
}

// mutate harms a file in one to four ways.
func mutate(r *rand.Rand, raw, other []byte) []byte {
	raw = slices.Clone(raw)
	for range 1 + r.IntN(4) {
		if len(raw) < 2 {
			return raw
		}
		from := r.IntN(len(raw))
		to := min(len(raw), from+1+r.IntN(1+min(len(raw), 4096)))
		switch r.IntN(7) {
		case 0:
			for range 1 + r.IntN(16) {
				raw[r.IntN(len(raw))] ^= 1 << r.IntN(8)
			}
		case 1:
			raw = raw[:from+1]
		case 2: // splice
			raw = slices.Concat(raw[:from], other[min(from, len(other)):])
		case 3: // the same block several times
			block := slices.Clone(raw[from:to])
			raw = slices.Concat(raw[:to], bytes.Repeat(block, 1+r.IntN(8)), raw[to:])
		case 4:
			raw = slices.Delete(raw, from, to)
		case 5:
			fill := []byte{0, 0xff, ' ', '<', '9'}[r.IntN(5)]
			for i := from; i < to; i++ {
				raw[i] = fill
			}
		case 6: // a number becomes another
			if at := regexp.MustCompile(`[0-9]+`).FindIndex(raw[from:]); at != nil {
				n := []string{"0", "-1", "1", "65536", "4294967295", "99999999999999999999"}[r.IntN(6)]
				raw = slices.Concat(raw[:from+at[0]], []byte(n), raw[from+at[1]:])
			}
		}
	}
	return raw
}

// soundFiles are the files that are mutated: the fixtures, by format.
func soundFiles(t *testing.T) []mutants {
	t.Helper()
	by := map[string][][]byte{}
	names, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	var members []packed
	for _, name := range names {
		if strings.HasSuffix(name, ".json") {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		by[filepath.Ext(name)] = append(by[filepath.Ext(name)], raw)
		if len(raw) < 4096 {
			members = append(members, packed{filepath.Base(name), raw})
		}
	}
	for _, f := range madeFiles(t) {
		by[filepath.Ext(f.name)] = append(by[filepath.Ext(f.name)], f.data)
	}
	var all []mutants
	for _, ext := range []string{".pdf", ".docx", ".html", ".xml", ".md", ".txt", ".vtt"} {
		m := mutants{ext: ext, sound: by[ext]}
		if len(m.sound) == 0 {
			t.Fatalf("no example of %s", ext)
		}
		switch ext {
		case ".docx":
			m.inside = insideZip
		case ".pdf":
			m.inside = insidePDF
		}
		all = append(all, m)
	}
	ball := tarOf(t, members)
	return append(all,
		mutants{".zip", [][]byte{zipOf(t, members)}, insideZip},
		mutants{".tar", [][]byte{ball}, nil},
		mutants{".tar.gz", [][]byte{gzipOf(ball)}, insideGzip},
		mutants{".tar.zst", [][]byte{zstdOf(ball)}, insideZstd})
}

// packed is a file in an archive.
type packed struct {
	name string
	data []byte
}

func zipOf(t testing.TB, files []packed) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, files []packed) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		err := w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.data)), Mode: 0o644, Typeflag: tar.TypeReg})
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(raw []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	w.Write(raw)
	w.Close()
	return b.Bytes()
}

var zstdWriter, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))

func zstdOf(raw []byte) []byte { return zstdWriter.EncodeAll(raw, nil) }

var pdfStream = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)

// insidePDF mutates what stands on one page.
func insidePDF(r *rand.Rand, raw []byte) []byte {
	streams := pdfStream.FindAllSubmatchIndex(raw, -1)
	at := streams[r.IntN(len(streams))]
	page := mutate(r, raw[at[2]:at[3]], raw[at[2]:at[3]])
	return slices.Concat(raw[:at[2]], page, raw[at[3]:])
}

func insideZip(r *rand.Rand, raw []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil || len(z.File) == 0 {
		panic("the sound zip is none")
	}
	victim := r.IntN(len(z.File))
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, f := range z.File {
		if i != victim {
			w.Copy(f)
			continue
		}
		in, err := f.Open()
		if err != nil {
			panic(err)
		}
		data, _ := io.ReadAll(in)
		in.Close()
		out, _ := w.Create(f.Name)
		out.Write(mutate(r, data, data))
	}
	w.Close()
	return b.Bytes()
}

func insideGzip(r *rand.Rand, raw []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		panic(err)
	}
	data, _ := io.ReadAll(z)
	return gzipOf(mutate(r, data, data))
}

func insideZstd(r *rand.Rand, raw []byte) []byte {
	z, err := zstd.NewReader(bytes.NewReader(raw), zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	defer z.Close()
	data, _ := io.ReadAll(z)
	return zstdOf(mutate(r, data, data))
}
