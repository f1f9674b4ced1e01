package ui

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// The reference of the API shows every operation of the description, and what
// it can be given.
func TestReference(t *testing.T) {
	base := served(t)
	fetched := func(at string) []byte {
		t.Helper()
		r, err := http.Get(base + at)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %v", at, r.Status, err)
		}
		return b
	}
	var d openAPI
	if err := json.Unmarshal(fetched("/openapi.json"), &d); err != nil || len(d.Paths) < 10 {
		t.Fatalf("%d paths: %v", len(d.Paths), err)
	}
	page, err := goquery.NewDocumentFromReader(bytes.NewReader(fetched("/help/api?hl=fr")))
	if err != nil {
		t.Fatal(err)
	}
	shown := page.Find(".address").Map(func(_ int, s *goquery.Selection) string { return text(s) })
	for path, methods := range d.Paths {
		for method, o := range methods {
			if !slices.Contains(shown, strings.ToUpper(method)+" "+path) {
				t.Errorf("%s %s (%s) is not shown", method, path, o.Summary)
			}
		}
	}
	if page.Find("dt code").Length() < 30 || page.Find("[lang=en] h2").Length() < 4 {
		t.Error("parameters or chapters are missing")
	}
	if w := get(t, site(t), "/help/api"); w.Code != http.StatusNotFound {
		t.Errorf("without a description: status %d", w.Code)
	}
}
