package format

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// deflated is n times the block, deflated: a stream of a PDF with its length.
func deflated(block string, n int) string {
	var b bytes.Buffer
	z, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	for range n {
		z.Write([]byte(block))
	}
	z.Close()
	return fmt.Sprintf("/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", b.Len(), b.String())
}

// onePage is a PDF of one page with this content stream, the page's resources
// and further objects, the first of which is number 6.
func onePage(content, resources string, more ...string) []byte {
	return assemble(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>" + resources + ">>>>",
		"<<" + content, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"}, more...))
}

func stream(s string) string {
	return fmt.Sprintf("/Length %d>>stream\n%s\nendstream", len(s), s)
}

// doublyDeflated is a kilobyte that unpacks to half a gigabyte of drawing commands.
func doublyDeflated() []byte {
	var once, twice bytes.Buffer
	z := zlib.NewWriter(&once)
	block := bytes.Repeat([]byte("q "), 1<<19)
	for range 512 {
		z.Write(block)
	}
	z.Close()
	z = zlib.NewWriter(&twice)
	z.Write(once.Bytes())
	z.Close()
	return onePage(fmt.Sprintf("/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream", twice.Len(), twice.String()), "")
}

// thickPage writes a character at each of some quarter of a million places.
func thickPage() string {
	var b strings.Builder
	for y := range 500 {
		fmt.Fprintf(&b, "BT /F1 1 Tf 1 0 0 1 20 %g Tm (%s) Tj ET\n", 780-1.5*float64(y), strings.Repeat("lantern", 72))
	}
	return b.String()
}

// forms draws a form ten times over that draws the next likewise, nine deep.
func forms(innermost string) []byte {
	all, ten := make([]string, 9), strings.Repeat("/N Do ", 10)
	for i := range all {
		inner := ten
		if i == len(all)-1 {
			inner = innermost
		}
		all[i] = fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>/XObject<</N %d 0 R>>>>%s", 7+i, stream(inner))
	}
	return onePage(stream(ten), "/XObject<</N 6 0 R>>", all...)
}

// Small PDFs that mean to use all the memory or time there is are refused for
// it, and the next document is read.
func TestPDFBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("each bomb uses up a limit: left out of short runs")
	}
	const words = "BT /F1 9 Tf 1 0 0 1 72 700 Tm (The lantern hangs over the market and the square.) Tj ET\n"
	var kids strings.Builder
	for range 4000 {
		kids.WriteString("3 0 R ")
	}
	for _, c := range []struct {
		what  string
		raw   []byte
		class error
	}{
		{"stream of half a gigabyte", doublyDeflated(), ErrTooLarge},
		{"stream of glyphs", onePage(deflated(words, 1_000_000), ""), ErrTooLarge},
		{"page of glyphs", onePage(stream(thickPage()), ""), ErrTooLarge},
		{"forms in forms", forms(words), ErrTooLarge},
		{"empty forms in forms", forms("0 0 m"), ErrTooLarge},
		{"one page four thousand times", assemble([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[" + kids.String() + "]/Count 4000>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
			"<<" + stream(words), "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"}), ErrTooLarge},
		{"arrays in arrays", onePage(deflated(strings.Repeat("[", 1<<16), 300), ""), ErrNoText},
		{"states in states", onePage(deflated(strings.Repeat("q ", 1<<16), 800), ""), ErrTooLarge},
	} {
		start := time.Now()
		_, err := read(t, "x.pdf", c.raw)
		t.Logf("%s: %d bytes, %.1f s: %v", c.what, len(c.raw), time.Since(start).Seconds(), err)
		if err == nil {
			t.Errorf("%s: was read", c.what)
			continue
		}
		oneLine(t, err, c.class)
		if _, err := read(t, "after.pdf", resolution9901()); err != nil {
			t.Errorf("%s: the document after it: %v", c.what, err)
		}
	}
}

// A glyph of any size stands on its page and delays nobody.
func TestPDFHugeGlyph(t *testing.T) {
	for _, size := range []string{"4294967295", "99999999999999999999", "0.00000001", "-12"} {
		var content strings.Builder
		for i := range 30 {
			fmt.Fprintf(&content, "BT /F1 9 Tf 1 0 0 1 72 %d Tm (left line %d goes on until it is full) Tj ET\n", 700-12*i, i)
			fmt.Fprintf(&content, "BT /F1 9 Tf 1 0 0 1 320 %d Tm (right line %d goes on until it is full) Tj ET\n", 700-12*i, i)
		}
		fmt.Fprintf(&content, "BT /F1 %s Tf 1 0 0 1 72 50 Tm (huge) Tj ET\n", size)
		text := mustRead(t, "x.pdf", onePage(stream(content.String()), ""))
		all := strings.Join(render(text), "\n")
		for i := range 20 { // it may spoil the lines that it covers
			if !strings.Contains(all, fmt.Sprintf("left line %d goes on until it is full", i)) || !strings.Contains(all, fmt.Sprintf("right line %d goes on until it is full", i)) {
				t.Errorf("size %s: line %d is not read", size, i)
			}
		}
	}
}

// Whatever becomes of its workers, a pool leaves no process, file or goroutine.
func TestPDFPoolLeavesNothing(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("processes and files are counted in /proc, which only Linux has")
	}
	children := func() (pids []string) {
		lists, _ := filepath.Glob("/proc/self/task/*/children")
		for _, l := range lists {
			b, _ := os.ReadFile(l)
			pids = append(pids, strings.Fields(string(b))...)
		}
		return pids
	}
	files := func() int {
		open, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		return len(open)
	}
	if _, err := read(t, "first.pdf", resolution9901()); err != nil { // whatever is opened once is open now
		t.Fatal(err)
	}
	pids, fds, goroutines := len(children()), files(), runtime.NumGoroutine()

	pool := &pdfPool{free: make(chan *pdfClient, 2), slots: make(chan struct{}, 2)}
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			raw := resolution9901()
			switch i % 4 {
			case 1:
				raw = raw[:len(raw)/2]
			case 2: // given up while it is read
				raw = forms("0 0 m")
				time.AfterFunc(300*time.Millisecond, cancel)
			}
			text, err := pool.read(ctx, raw)
			if honest := i%4 == 0 || i%4 == 3; honest != (err == nil) || honest != (text != nil) {
				t.Errorf("document %d: %v", i, err)
			}
		})
	}
	all.Wait()
	for len(pool.free) > 0 {
		w := <-pool.free
		w.retire.Stop()
		w.end()
	}
	for range 100 { // goroutines end in their own time
		if runtime.NumGoroutine() <= goroutines {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if p, f, g := len(children()), files(), runtime.NumGoroutine(); p != pids || f != fds || g > goroutines {
		t.Errorf("processes %d, files %d, goroutines %d; before %d, %d, %d", p, f, g, pids, fds, goroutines)
	}
}
