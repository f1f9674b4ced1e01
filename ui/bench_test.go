package ui

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/gin-gonic/gin"

	"concordance/corpus/store"
	"concordance/index"
	"concordance/index/local"
)

// archived is the pages over a library of someone's own: a data directory in
// CONCORDANCE_LIBRARY, which no server has open; without one, the made-up
// library, whose times say little.
func archived(b *testing.B) *UI {
	b.Helper()
	c := Config{Base: "https://concordance.example"}
	if dir := os.Getenv("CONCORDANCE_LIBRARY"); dir == "" {
		lib := library(b)
		engine, err := local.Open("")
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { engine.Close() })
		if err := index.CatchUp(b.Context(), lib, engine, nil); err != nil {
			b.Fatal(err)
		}
		c.Library, c.Engine = lib, engine
	} else {
		lib, err := store.Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { lib.Close() })
		engine, err := local.Open(filepath.Join(dir, "index"))
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { engine.Close() })
		c.Library, c.Engine = lib, engine
	}
	u, err := New(c)
	if err != nil {
		b.Fatal(err)
	}
	return u
}

// archive serves them.
func archive(b *testing.B) http.Handler {
	b.Helper()
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	archived(b).Routes(r)
	return r
}

// BenchmarkSearchPage is what a page of results costs: time, bytes, and bytes
// over the line. The whole archive is to stay under 50 ms and 60 kB.
func BenchmarkSearchPage(b *testing.B) {
	h := archive(b)
	for _, x := range []struct{ name, address string }{
		{"words", "/search?q=stadium+security+private+operators&hl=en"},
		{"common", "/search?q=terrorism&hl=en"},
		{"everything", "/search?hl=en"},
		{"filters", "/search?q=critical+infrastructure&force=hortatory&force=binding-decides&from=2015&hl=en"},
		{"symbol", "/search?q=2396+para+27&hl=en"},
		{"arabic", "/search?q=%D8%A7%D9%84%D8%A3%D9%87%D8%AF%D8%A7%D9%81+%D8%A7%D9%84%D8%B3%D9%87%D9%84%D8%A9&hl=ar"},
		{"chinese", "/search?q=%E5%85%B3%E9%94%AE%E5%9F%BA%E7%A1%80%E8%AE%BE%E6%96%BD&hl=zh"},
		{"nothing", "/search?q=zzzzqqq+xxxxjjj&force=hortatory&theme=theme/risk-assessment&hl=en"},
		{"feed", "/search.atom?q=terrorism&hl=en"},
	} {
		b.Run(x.name, func(b *testing.B) {
			var body []byte
			for b.Loop() {
				w := get(b, h, x.address)
				if w.Code != http.StatusOK {
					b.Fatalf("%s: status %d", x.address, w.Code)
				}
				body = w.Body.Bytes()
			}
			b.ReportMetric(float64(len(body)), "B/page")
			b.ReportMetric(float64(zipped(b, body)), "B/line")
		})
	}
}

// BenchmarkThemes is what the first reader of the themes after a change of the
// index waits for.
func BenchmarkThemes(b *testing.B) {
	u := archived(b)
	for b.Loop() {
		u.themes.terms = nil
		if _, err := u.weights(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
