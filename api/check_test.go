package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"concordance/api"
	"concordance/corpus/check"
)

// send posts a draft.
func send(h http.Handler, media, body, query string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", api.CheckPath+query, strings.NewReader(body))
	r.Header.Set("Content-Type", media)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

func form(t *testing.T, file, text string) (media, body string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	field := "text"
	part := func() (io.Writer, error) { return w.CreateFormField(field) }
	if file != "" {
		part = func() (io.Writer, error) { return w.CreateFormFile("file", file) }
	}
	p, err := part()
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(p, text)
	w.Close()
	return w.FormDataContentType(), b.String()
}

func TestCheck(t *testing.T) {
	w := filled(t)
	w.config.ReadDraft = func(_ context.Context, name string, r io.Reader) (string, error) {
		b, err := io.ReadAll(r)
		return strings.ToUpper(name) + ": " + string(b), err
	}
	h := w.handler()
	const text = "See S/RES/9901 (2098), para. 2, and resolution 9900 (2098), para. 40."
	formMedia, formBody := form(t, "", text)
	fileMedia, fileBody := form(t, "draft.txt", text)
	asJSON, _ := json.Marshal(map[string]string{"text": text, "lang": "en"})
	const found, faults = `"target":"S/RES/9901 (2099)","pinpoints":["para-2"],"status":"wrong-year"`, `"faults":2`
	for _, test := range []struct {
		name, media, body, query string
		status                   int
		has                      []string
	}{
		{"JSON", "application/json", string(asJSON), "", 200, []string{found, faults, `"start":4,"end":21`,
			`"url":"https://concordance.example/w/s-res-9901-2099/para-2"`, `"status":"no-such-paragraph"`, `"quotations":[]`}},
		{"text", "text/plain; charset=utf-8", text, "?lang=en", 200, []string{found, faults}},
		{"form", formMedia, formBody, "", 200, []string{found, faults}},
		{"file", fileMedia, fileBody, "", 200, []string{found, `"text":"DRAFT.TXT: See`}},
		{"nothing cited", "text/plain", "A quay.", "", 200, []string{`"citations":[]`, `"faults":0`}},
		{"no text", "text/plain", " ", "", 400, []string{"there is no text"}},
		{"broken JSON", "application/json", "{", "", 400, []string{"not a JSON object"}},
		{"another type", "image/png", "x", "", 415, []string{"application/json, multipart/form-data or text/plain"}},
		{"another language", "text/plain", text, "?lang=tlh", 400, []string{"use one of"}},
		{"too long", "text/plain", strings.Repeat("quay ", check.MaxText/4), "", 413, []string{"in parts"}},
	} {
		rec := send(h, test.media, test.body, test.query)
		if rec.Code != test.status {
			t.Errorf("%s: status %d, want %d: %s", test.name, rec.Code, test.status, rec.Body)
		}
		for _, s := range test.has {
			if !strings.Contains(rec.Body.String(), s) {
				t.Errorf("%s lacks %s: %s", test.name, s, rec.Body)
			}
		}
		if got := rec.Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q: an answer about a draft must not be kept", test.name, got)
		}
	}
	if rec := ask(h, "GET", api.CheckPath); rec.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: status %d", rec.Code)
	}
}
