package format

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// BenchmarkPDFs reads the real PDFs with two workers, as ingesting does, and
// reports pages a second, the most memory a worker took, and what else the
// machine had to do.
func BenchmarkPDFs(b *testing.B) {
	names, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "pdf", "*.pdf"))
	if err != nil || len(names) == 0 {
		b.Skip("the PDFs of ../shared/data/pdf are not beside this checkout: nothing true to measure")
	}
	var files [][]byte
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, raw)
	}
	pool := &pdfPool{free: make(chan *pdfClient, 2), slots: make(chan struct{}, 2)}
	readBoth(b, pool, files[:2]) // starts the workers
	pages := 0
	for b.Loop() {
		pages += readBoth(b, pool, files)
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
	for len(pool.free) > 0 {
		w := <-pool.free
		b.ReportMetric(peakMiB(w.cmd.Process.Pid), "MiB/worker")
		w.end()
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		b.Logf("load %s", load)
	}
}

// readBoth reads the files two at a time and counts their pages.
func readBoth(b *testing.B, pool *pdfPool, files [][]byte) (pages int) {
	work, counts := make(chan []byte), make(chan int)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			for raw := range work {
				t, err := pool.decode(b.Context(), bytes.NewReader(raw))
				if err != nil {
					b.Error(err)
					continue
				}
				counts <- lastPage(t)
			}
		})
	}
	go func() {
		for _, raw := range files {
			work <- raw
		}
		close(work)
		both.Wait()
		close(counts)
	}()
	for n := range counts {
		pages += n
	}
	return pages
}

func lastPage(t *Text) int {
	last := 0
	for _, b := range t.Blocks {
		last = max(last, b.Page)
	}
	for _, n := range t.Notes {
		last = max(last, n.Page)
	}
	return last
}

// peakMiB is the most memory a process has held; 0 where the system does not say.
func peakMiB(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var kib float64
	fmt.Sscan(after, &kib)
	return kib / 1024
}
