package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"concordance/api"
	"concordance/corpus"
	"concordance/corpus/export"
	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/local/localtest"
)

func TestMethods(t *testing.T) {
	h := filled(t).handler()
	tests := []struct {
		method, url string
		status      int
		header      [2]string
	}{
		{"HEAD", "/api/v1/works/s-res-9901-2099", 200, [2]string{"Content-Type", "application/json"}},
		{"HEAD", "/api/v1/works/none", 404, [2]string{"Content-Type", "application/problem+json"}},
		{"OPTIONS", "/api/v1/search", 204, [2]string{"Access-Control-Allow-Origin", "*"}},
		{"OPTIONS", "/api/v1/works/s-res-9901-2099/passages/annex/para-1", 204, [2]string{"Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"}},
		{"GET", "/api/v1/search", 200, [2]string{"Access-Control-Allow-Origin", "*"}},
		{"GET", "/api/v1/nothing", 404, [2]string{"Access-Control-Allow-Origin", "*"}},
		{"POST", "/api/v1/search", 405, [2]string{"Content-Type", "application/problem+json"}},
		{"DELETE", "/api/v1/works/s-res-9901-2099", 405, [2]string{"Content-Type", "application/problem+json"}},
	}
	for _, test := range tests {
		rec := ask(h, test.method, test.url)
		if rec.Code != test.status || rec.Header().Get(test.header[0]) != test.header[1] {
			t.Errorf("%s %s: status %d, %s %q; want %d, %q\n%s", test.method, test.url, rec.Code, test.header[0],
				rec.Header().Get(test.header[0]), test.status, test.header[1], rec.Body)
		}
		if test.status == 405 && !strings.Contains(rec.Header().Get("Allow"), "GET") {
			t.Errorf("%s %s: Allow is %q", test.method, test.url, rec.Header().Get("Allow"))
		}
	}
}

func TestCaching(t *testing.T) {
	w := filled(t)
	h := w.handler()
	const address = "/api/v1/works/s-res-9901-2099/passages/para-1"
	first := ask(h, "GET", address)
	tag := first.Header().Get("ETag")
	if tag == "" || first.Header().Get("Cache-Control") != "public, no-cache" || first.Header().Get("Vary") != "Accept" {
		t.Fatalf("headers %v", first.Header())
	}
	again := ask(h, "GET", address, `If-None-Match: "other", `+tag)
	if again.Code != http.StatusNotModified || again.Body.Len() > 0 || again.Header().Get("ETag") != tag {
		t.Errorf("status %d, ETag %s, body %s", again.Code, again.Header().Get("ETag"), again.Body)
	}
	if rec := ask(h, "GET", address, "If-None-Match: "+tag, "Accept-Encoding: gzip"); rec.Code != http.StatusNotModified || rec.Body.Len() > 0 {
		t.Errorf("compressed: status %d, %d bytes", rec.Code, rec.Body.Len())
	}
	if rec := ask(h, "GET", address, "If-None-Match: "+tag, "Accept: application/x-bibtex"); rec.Code != 200 {
		t.Errorf("another format was taken for the same: %d", rec.Code)
	}
	if rec := ask(h, "GET", "/api/v1/works/none", "If-None-Match: "+tag); rec.Code != 404 || rec.Header().Get("ETag") != "" {
		t.Errorf("a problem is cached: %d, %v", rec.Code, rec.Header())
	}
	if _, err := w.library.Add(context.Background(), extra()); err != nil {
		t.Fatal(err)
	}
	if err := index.CatchUp(context.Background(), w.library, w.engine, nil); err != nil {
		t.Fatal(err)
	}
	if rec := ask(h, "GET", address, "If-None-Match: "+tag); rec.Code != 200 || rec.Header().Get("ETag") == tag {
		t.Errorf("the index changed and the tag did not: %d", rec.Code)
	}
}

func extra() *corpus.Document {
	return &corpus.Document{
		Description: corpus.Description{ID: "s-2099-78", Symbol: "S/2099/78", Kind: corpus.KindReport, Titles: map[lang.Tag]string{"en": "Another list"}},
		Lang:        lang.English,
		Source:      corpus.Source{File: "extra.txt", Format: "text", SHA256: strings.Repeat("01", 32)},
		Passages:    []corpus.Passage{{Locator: "para-1", Number: "1", Text: "One more lantern."}},
	}
}

var nextLink = regexp.MustCompile(`<https://concordance\.example([^>]+)>; rel="next"`)

// next is the address of the next page by the Link header.
func next(rec *httptest.ResponseRecorder) string {
	m := nextLink.FindStringSubmatch(strings.Join(rec.Header().Values("Link"), ", "))
	if m == nil {
		return ""
	}
	return m[1]
}

// Following the Link headers gives everything once.
func TestPages(t *testing.T) {
	h := filled(t).handler()
	for start, want := range map[string]int{
		"/api/v1/search?size=3":                                 20,
		"/api/v1/search?q=stadium&size=5&sort=oldest":           12,
		"/api/v1/works?size=1":                                  4,
		"/api/v1/works/s-res-9900-2098?size=5":                  12,
		"/api/v1/works/s-res-9900-2098/cited-by?size=1":         3,
		"/api/v1/search?format=ndjson&size=4&kind=resolution":   0,
		"/api/v1/works/s-res-9901-2099/passages/para-2/cites?x": 1,
	} {
		seen := map[string]bool{}
		pages := 0
		for u := start; u != ""; pages++ {
			rec := ask(h, "GET", u)
			if rec.Code != 200 || pages > 30 {
				t.Fatalf("%s: status %d on page %d\n%s", u, rec.Code, pages, rec.Body)
			}
			var body struct {
				Hits     []struct{ URL string }
				Works    []struct{ URL string }
				Passages []struct{ URL string }
				Groups   []struct{ Relation, URL string }
			}
			if strings.HasPrefix(rec.Header().Get("Content-Type"), "application/json") {
				if err := json.Unmarshal(rec.Body.Bytes(), &body); err != nil {
					t.Fatal(err)
				}
			}
			for _, x := range body.Hits {
				seen[x.URL] = true
			}
			for _, x := range body.Works {
				seen[x.URL] = true
			}
			for _, x := range body.Passages {
				seen[x.URL] = true
			}
			for _, x := range body.Groups {
				seen[x.Relation+x.URL] = true
			}
			u = next(rec)
		}
		if want > 0 && len(seen) != want {
			t.Errorf("%s: %d different things on %d pages, want %d", start, len(seen), pages, want)
		}
		if strings.Contains(start, "ndjson") && pages < 3 {
			t.Errorf("%s: %d pages", start, pages)
		}
	}
}

// An export holds what the search finds, in the search's order, or nothing.
func TestExport(t *testing.T) {
	w := filled(t)
	rec := ask(w.handler(), "GET", "/api/v1/export?format=ris&q=stadium&sort=oldest")
	if rec.Code != 200 || rec.Header().Get("X-Total-Count") != "12" {
		t.Fatalf("status %d, %s records\n%s", rec.Code, rec.Header().Get("X-Total-Count"), rec.Body)
	}
	if got := rec.Header().Get("Content-Disposition"); got != `attachment; filename="concordance.ris"` {
		t.Errorf("Content-Disposition %s", got)
	}
	if n := strings.Count(rec.Body.String(), "TY  - "); n != 12 {
		t.Errorf("%d RIS records\n%s", n, rec.Body)
	}
	for _, f := range export.Formats {
		if rec := ask(w.handler(), "GET", "/api/v1/export?q=harbours&format="+f.Name); rec.Code != 200 || rec.Body.Len() == 0 {
			t.Errorf("%s: status %d, %d bytes", f.Name, rec.Code, rec.Body.Len())
		}
	}
	w.config.MaxExport = 3
	rec = ask(w.handler(), "GET", "/api/v1/export?format=ris&q=stadium")
	if rec.Code != 400 || !strings.Contains(rec.Body.String(), "at most 3") {
		t.Errorf("too many: status %d\n%s", rec.Code, rec.Body)
	}
	rec = ask(w.handler(), "GET", "/api/v1/export?format=ris&q=stadium&size=2")
	if rec.Code != 200 || rec.Header().Get("X-Total-Count") != "2" || next(rec) == "" {
		t.Errorf("a page: status %d, %v", rec.Code, rec.Header())
	}
}

// failing is a library that breaks after some works were read.
type failing struct {
	corpus.Library
	left int
}

func (f *failing) Work(ctx context.Context, id corpus.WorkID) (*corpus.Work, error) {
	if f.left--; f.left < 0 {
		return nil, errors.New("the disk is gone")
	}
	return f.Library.Work(ctx, id)
}

// An export that fails before its first byte is a problem; one that fails
// later breaks off, so that nobody takes a part for the whole.
func TestBrokenExport(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	var ds []*corpus.Document
	for i := range 80 {
		d := extra()
		d.ID, d.Symbol = corpus.WorkID(fmt.Sprintf("s-2099-%d", i)), fmt.Sprintf("S/2099/%d", i)
		d.Passages[0].Text = strings.Repeat("One more lantern. ", 100)
		ds = append(ds, d)
	}
	if _, err := w.library.Add(ctx, ds...); err != nil {
		t.Fatal(err)
	}
	if err := index.CatchUp(ctx, w.library, w.engine, nil); err != nil {
		t.Fatal(err)
	}
	get := func(left int) (status, size int, err error) {
		w.config.Library = &failing{w.library, left}
		s := httptest.NewServer(w.handler())
		defer s.Close()
		resp, err := http.Get(s.URL + "/api/v1/export?format=ndjson")
		if err != nil {
			return 0, 0, err
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		return resp.StatusCode, len(b), err
	}
	if status, n, err := get(80); status != 200 || n < 64<<10 || err != nil {
		t.Fatalf("whole: status %d, %d bytes, %v", status, n, err)
	}
	if status, n, err := get(70); err == nil {
		t.Errorf("broken off late: status %d, %d bytes, and no error", status, n)
	}
	if status, n, err := get(2); status != 500 || err != nil {
		t.Errorf("broken early: status %d, %d bytes, %v", status, n, err)
	}
}

func TestReady(t *testing.T) {
	w := newWorld(t)
	h := w.handler()
	refused := func(reason string) {
		t.Helper()
		rec := ask(h, "GET", "/readyz")
		if rec.Code != 503 || !strings.Contains(rec.Body.String(), reason) || rec.Header().Get("Retry-After") == "" {
			t.Errorf("status %d, %v\n%s", rec.Code, rec.Header(), rec.Body)
		}
	}
	refused("the library is empty")
	if _, err := w.library.Add(context.Background(), extra()); err != nil {
		t.Fatal(err)
	}
	if rec := ask(h, "GET", "/readyz"); rec.Code != 503 {
		t.Errorf("ready before the index holds the library: %d\n%s", rec.Code, rec.Body)
	}
	if err := index.CatchUp(context.Background(), w.library, w.engine, nil); err != nil {
		t.Fatal(err)
	}
	if rec := ask(h, "GET", "/readyz"); rec.Code != 200 {
		t.Errorf("status %d\n%s", rec.Code, rec.Body)
	}
	if rec := ask(h, "GET", "/healthz"); rec.Code != 200 {
		t.Errorf("/healthz: %d", rec.Code)
	}
}

// What breaks inside is told to the log, not to the caller.
func TestInternalError(t *testing.T) {
	w := filled(t)
	var log strings.Builder
	w.config.Log = logTo(&log)
	h := w.handler()
	w.library.Close()
	rec := ask(h, "GET", "/api/v1/works/s-res-9901-2099")
	if rec.Code != 500 || strings.Contains(rec.Body.String(), "database") || !strings.Contains(rec.Body.String(), "request-1") {
		t.Errorf("status %d\n%s", rec.Code, rec.Body)
	}
	if !strings.Contains(log.String(), "database not open") || !strings.Contains(log.String(), "request-1") {
		t.Errorf("the log says %q", log.String())
	}
	if rec := ask(h, "GET", "/api/v1/works/s-res-9901-2099.ris"); rec.Code != 500 {
		t.Errorf("as RIS: %d\n%s", rec.Code, rec.Body)
	}
}

func TestTimeout(t *testing.T) {
	w := filled(t)
	w.config.Timeout = 1 // nanosecond
	rec := ask(w.handler(), "GET", "/api/v1/works")
	if rec.Code != 503 || !strings.Contains(rec.Body.String(), "took too long") {
		t.Errorf("status %d\n%s", rec.Code, rec.Body)
	}
}

// The address in an answer is the one that was asked, unless the server has a public one.
func TestBase(t *testing.T) {
	w := filled(t)
	w.config.Base = ""
	rec := ask(w.handler(), "GET", "http://library.example:8080/api/v1/works/s-res-9901-2099/passages/para-1")
	if !strings.Contains(rec.Body.String(), `"url":"http://library.example:8080/w/s-res-9901-2099/para-1"`) {
		t.Errorf("%s", rec.Body)
	}
}

// The builders need no server.
func TestNewWork(t *testing.T) {
	w := filled(t)
	ctx := context.Background()
	work, err := api.FindWork(ctx, w.library, "9901 (2099)")
	if err != nil {
		t.Fatal(err)
	}
	r, err := api.NewWork(ctx, w.library, work, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Passages) != 4 || r.Work.Symbol != "S/RES/9901 (2099)" || r.Work.URL != "/w/s-res-9901-2099" {
		t.Errorf("%d passages of %s at %s", len(r.Passages), r.Work.Symbol, r.Work.URL)
	}
	for _, p := range r.Passages {
		alone, err := api.NewPassage(ctx, w.library, work, p.Locator, "")
		if err != nil {
			t.Fatal(err)
		}
		if a, b := asJSON(t, p), asJSON(t, alone); a != b {
			t.Errorf("%s differs in its work and alone:\n%s\n%s", p.Locator, a, b)
		}
	}
	point, err := api.NewPassage(ctx, w.library, work, "para-2.a", "")
	if err != nil {
		t.Fatal(err)
	}
	if s, l := point.In(lang.Arabic); l != lang.English || !strings.HasPrefix(s, "(a) By lighting") {
		t.Errorf("%s: %q", l, s)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// While the index is made again a search says so, and an export, whose file
// could not, is refused with what to do.
func TestRebuilding(t *testing.T) {
	w := filled(t)
	engine := localtest.Stale(t)
	w.config.Engine = engine
	h := w.handler()
	if rec := ask(h, "GET", "/api/v1/search?q=harbours"); rec.Code != 200 || !strings.Contains(rec.Body.String(), `"rebuilding"`) {
		t.Errorf("a search: %d %s", rec.Code, rec.Body)
	}
	for _, path := range []string{"/api/v1/export?q=harbours&format=csv", "/api/v1/search?q=harbours&format=ris"} {
		if rec := ask(h, "GET", path); rec.Code != 503 || !strings.Contains(rec.Body.String(), "again in a minute") {
			t.Errorf("%s: %d %s", path, rec.Code, rec.Body)
		}
	}
	if err := index.CatchUp(t.Context(), w.library, engine, nil); err != nil {
		t.Fatal(err)
	}
	if rec := ask(h, "GET", "/api/v1/export?q=harbours&format=csv"); rec.Code != 200 || strings.Count(rec.Body.String(), "\n") < 2 {
		t.Errorf("made again: %d %s", rec.Code, rec.Body)
	}
}
