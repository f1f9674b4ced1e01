//go:build !race

package format

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// The system itself holds a worker to its memory.
func TestPDFWorkerLimit(t *testing.T) {
	w, err := startPDFClient(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer w.end()
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", w.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`Max data size +(\w+)`).FindSubmatch(limits)
	if m == nil {
		t.Fatalf("no limit of data in %s", limits)
	}
	if string(m[1]) == "unlimited" {
		t.Error("a worker may take all memory")
	}
}

// A worker keeps under 300 MiB, however many documents, sound, broken and
// hostile, it reads.
func TestPDFWorkerMemory(t *testing.T) {
	lines := deflated("BT /F1 9 Tf 1 0 0 1 72 700 Tm (The lantern hangs over the market and the square.) Tj ET\n", 1_000_000)
	files := [][]byte{onePage(lines, "")}
	names, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "pdf", "*.pdf")) // larger ones, where there are
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, raw)
	}
	random := rand.New(rand.NewPCG(9901, 2099))
	for i := range 300 {
		raw := resolution9901()
		for range i % 8 { // of eight, one is sound
			raw[random.IntN(len(raw))] = byte(random.Uint32())
		}
		files = append(files, raw)
	}
	read, most := 0, 0.0
	var w *pdfClient
	watch := func(pid int) (peak chan float64) { // also of a worker that ends by itself
		peak = make(chan float64)
		go func() {
			for most := 0.0; ; most = max(most, peakMiB(pid)) {
				select {
				case peak <- most:
					return
				case <-time.After(2 * time.Millisecond):
				}
			}
		}()
		return peak
	}
	var peak chan float64
	for i, raw := range files {
		if w == nil {
			var err error
			if w, err = startPDFClient(t.Context()); err != nil {
				t.Fatal(err)
			}
			peak = watch(w.cmd.Process.Pid)
		}
		answer, err := w.ask(t.Context(), raw)
		if err == nil && answer.Error == "" {
			read++
		}
		if err != nil || answer.Last || i == len(files)-1 {
			most = max(most, <-peak, peakMiB(w.cmd.Process.Pid))
			w.end()
			w = nil
		}
	}
	t.Logf("%d of %d read, %.0f MiB at most", read, len(files), most)
	if read < 100 {
		t.Errorf("only %d of %d were read", read, len(files))
	}
	if most == 0 || most > 300 {
		t.Errorf("a worker took %.0f MiB", most)
	}
}
