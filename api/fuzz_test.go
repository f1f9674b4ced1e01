package api_test

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Whatever is asked, the answer is a good one or a problem that says what to
// do: never a fault of ours, and never JSON that is none.
func FuzzAddress(f *testing.F) {
	w := filled(f)
	h := w.handler()
	for _, s := range [][3]string{
		{"search", "q=harbours&size=2", ""},
		{"search", "cursor=eyJ9&q=%22open", "text/csv;q=x"},
		{"search.csl.json", "theme=theme/x&year=2099&year=&from=2099&to=1", "*/*"},
		{"export", "format=ris&size=1000", ""},
		{"export", "", "a;b,c"},
		{"works", "cursor=YWZ0ZXI6cy0&size=1&year=2099", ""},
		{"works/s-res-9901-2099/passages/para-2.b.ris", "lang=fr", ""},
		{"works/S%2FRES%2F9901%20(2099)/passages/annex/para-1/cited-by", "size=1", "application/x-bibtex"},
		{"works/s-res-9901-2099/passages/para-2.%00/cites", "", ""},
		{"works/s-2099-77/cites", "cursor=YWZ0ZXI6Y2l0ZXMAUw", ""},
		{"suggest", "q=%ff%fe&lang=zh-Hans", ""},
		{"terms", "facet=theme", ""},
	} {
		f.Add(s[0], s[1], s[2])
	}
	f.Fuzz(func(t *testing.T, path, query, accept string) {
		u, err := url.ParseRequestURI("/api/v1/" + path)
		if err != nil || strings.ContainsAny(path, "?#") {
			t.Skip("the input is not the path of an address: nothing to ask the API")
		}
		r := httptest.NewRequest("GET", "/", nil)
		u.RawQuery = query
		r.URL, r.RequestURI = u, u.RequestURI()
		r.Header.Set("Accept", accept)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		switch rec.Code {
		case 200, 301, 307, 400, 404:
		default:
			t.Errorf("%s: status %d\n%s", u, rec.Code, rec.Body)
		}
		media := rec.Header().Get("Content-Type")
		if (media == "application/json" || media == "application/problem+json") && !json.Valid(rec.Body.Bytes()) {
			t.Errorf("%s: not JSON\n%s", u, rec.Body)
		}
	})
}
