package ui

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index/local"
)

// A reader of a language whose preamble could not be aligned sees that
// preamble, and not the other one; what is shared is seen by all.
func TestVersionsKeptApart(t *testing.T) {
	document := func(l lang.Tag, preamble ...string) *corpus.Document {
		d := &corpus.Document{Description: corpus.Description{ID: "s-res-9905-2099"}, Lang: l}
		for i, s := range preamble {
			d.Passages = append(d.Passages, corpus.Passage{Locator: corpus.Locator("pp-" + string(rune('1'+i))), Text: s})
		}
		d.Passages = append(d.Passages, corpus.Passage{Locator: "para-1", Number: "1", Text: "shared"})
		return d
	}
	w := corpus.Join(corpus.Digest{}, []*corpus.Document{document("en", "one", "two"), document("fr", "un")})
	for l, want := range map[lang.Tag][]corpus.Locator{
		"en": {"pp-1", "pp-2", "para-1"},
		"fr": {"pp-1@fr", "para-1"},
	} {
		see := shown(w, l)
		var got []corpus.Locator
		for i := range w.Provisions {
			if see(&w.Provisions[i]) {
				got = append(got, w.Provisions[i].Locator)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("a reader of %s sees %v, want %v", l, got, want)
		}
	}
}

func TestReadingLanguage(t *testing.T) {
	w := &corpus.Work{Documents: []corpus.DocumentInfo{{Lang: "fr"}, {Lang: "ar"}}}
	for wanted, want := range map[lang.Tag]lang.Tag{"ar": "ar", "fr": "fr", "en": "fr"} {
		if got := reading(w, wanted); got != want {
			t.Errorf("%s: %s, want %s", wanted, got, want)
		}
	}
	if got := reading(&corpus.Work{}, "en"); got != "" {
		t.Errorf("a work without texts is read in %q", got)
	}
}

func TestHeadings(t *testing.T) {
	for _, x := range []struct {
		before, now string
		want        string
	}{
		{"", "A", "A1"}, {"A", "A", ""}, {"A", "A|b", "b2"}, {"A|b", "B|b", "B1 b2"}, {"A|b", "A", ""}, {"", "A|b|c|d", "A1 b2 c3 d3"},
	} {
		var got []string
		for _, h := range begun(strings.Split(x.before, "|"), strings.Split(x.now, "|"), 0) {
			got = append(got, h.Text+string(rune('0'+h.Level)))
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("after %q, %q begins %q, want %q", x.before, x.now, s, x.want)
		}
	}
}

// When the library fails, the reader gets a page in the design, with no word
// of what failed.
func TestFailure(t *testing.T) {
	engine, err := local.Open("")
	if err != nil {
		t.Fatal(err)
	}
	lib := closed(t)
	u, err := New(Config{Library: lib, Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	gin.SetMode(gin.TestMode)
	r := gin.New()
	u.Routes(r)
	w := httptest.NewRecorder()
	r.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/w/s-res-9901-2099?hl=es", nil))
	d := read(t, w)
	if w.Code != http.StatusInternalServerError || text(d.Find("h1")) != "Algo ha fallado" || strings.Contains(d.Text(), "database") {
		t.Errorf("status %d: %s", w.Code, text(d.Find("main")))
	}
}

func TestConfigIsChecked(t *testing.T) {
	if _, err := New(Config{}); err == nil {
		t.Error("a UI without a library was made")
	}
}
