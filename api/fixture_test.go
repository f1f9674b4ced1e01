package api_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"

	"concordance/api"
	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/store"
	"concordance/index"
	"concordance/index/local"
)

// world is a small library of works that do not exist, its engine, and the API over both.
type world struct {
	library *store.Store
	engine  index.Engine
	config  api.Config
}

func newWorld(t testing.TB) *world {
	t.Helper()
	gin.SetMode(gin.TestMode)
	lib, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	engine, err := local.Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	return &world{lib, engine, api.Config{
		Library: lib, Engine: engine, Version: "9.9.9", Base: "https://concordance.example",
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}}
}

// filled is a world with its works in it.
func filled(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	ctx := context.Background()
	if _, err := w.library.Add(ctx, harbours(lang.English), harbours(lang.French), stadiums(), list()); err != nil {
		t.Fatal(err)
	}
	if err := w.library.Describe(ctx, digests()...); err != nil {
		t.Fatal(err)
	}
	for _, l := range []corpus.Locator{"para-5", "para-6"} {
		if _, err := w.library.Correct(ctx, corpus.Correction{Document: "s-res-9900-2098.en", Locator: l, Surface: "the gates",
			Action: corpus.AddTag, Target: "S/2099/78", By: "a reader", At: time.Date(2099, 7, 1, 12, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := index.CatchUp(ctx, w.library, w.engine, nil); err != nil {
		t.Fatal(err)
	}
	return w
}

// handler has the middleware of the server that answers depend on.
func (w *world) handler() http.Handler {
	r := gin.New()
	a := api.New(w.config)
	r.Use(func(c *gin.Context) { c.Header("X-Request-ID", "request-1") }, a.Metrics(), gzip.Gzip(gzip.BestSpeed))
	a.Routes(r)
	return r
}

// ask answers one request; headers are "Name: value".
func ask(h http.Handler, method, url string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, url, nil)
	for _, x := range headers {
		k, v, _ := strings.Cut(x, ": ")
		r.Header.Set(k, v)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

// harbours is S/RES/9901 (2099), which cites S/RES/9900 (2098).
func harbours(l lang.Tag) *corpus.Document {
	d := &corpus.Document{
		Description: corpus.Description{
			ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)", Kind: corpus.KindResolution,
			Body: "Security Council", Date: "2099-03-04",
			Titles: map[lang.Tag]string{"en": "On the care of harbours", "fr": "Du soin des ports"},
		},
		Lang:   l,
		Source: corpus.Source{File: "/home/someone/papers/" + string(l) + ".xml", Format: "akn", SHA256: strings.Repeat("ab", 32)},
	}
	switch l {
	case lang.English:
		two := "Calls upon States to look after their harbours:\n(a) By lighting every quay, as paragraph 3 of resolution 9900 (2098) has it;\n(b) By counting the boats;"
		d.Passages = []corpus.Passage{
			{Locator: "pp-1", Text: "Recalling its resolution 9900 (2098),", Role: corpus.RoleContext, Force: corpus.ForceContextual, Verb: "Recalling",
				Citations: []corpus.Citation{mention("Recalling its resolution 9900 (2098),", "9900 (2098)", "S/RES/9900 (2098)", "recalls")}},
			{Locator: "para-1", Number: "1", Text: "Decides that harbours shall be kept.", Role: corpus.RoleObligation, Force: corpus.ForceBindingOther, Verb: "Decides"},
			{Locator: "para-2", Number: "2", Text: two, Role: corpus.RoleCall, Force: corpus.ForceHortatory, Verb: "Calls upon",
				Headings:  []string{"Quays"},
				Parts:     []corpus.Part{part(two, "para-2.a", "(a)"), part(two, "para-2.b", "(b)")},
				Citations: []corpus.Citation{mention(two, "9900 (2098)", "S/RES/9900 (2098)", "pursuant-to", "para-3")},
				Terms:     []corpus.TermUse{{ID: "theme/risk-assessment", From: "rule"}}},
			{Locator: "annex/para-1", Number: "1", Text: "The list of harbours is kept by the harbour master."},
		}
	case lang.French:
		two := "Demande aux États de prendre soin de leurs ports :\na) En éclairant chaque quai ;\nb) En comptant les bateaux ;"
		d.Passages = []corpus.Passage{
			{Locator: "pp-1", Text: "Rappelant sa résolution 9900 (2098),", Role: corpus.RoleContext,
				Citations: []corpus.Citation{mention("Rappelant sa résolution 9900 (2098),", "9900 (2098)", "S/RES/9900 (2098)", "recalls")}},
			{Locator: "para-1", Number: "1", Text: "Décide que les ports seront entretenus."},
			{Locator: "para-2", Number: "2", Text: two, Parts: []corpus.Part{part(two, "para-2.a", "a)"), part(two, "para-2.b", "b)")}},
		}
	}
	return d
}

// stadiums is S/RES/9900 (2098), with twelve paragraphs.
func stadiums() *corpus.Document {
	d := &corpus.Document{
		Description: corpus.Description{
			ID: "s-res-9900-2098", Symbol: "S/RES/9900 (2098)", Kind: corpus.KindResolution,
			Body: "Security Council", Date: "2098-05-06", Titles: map[lang.Tag]string{"en": "On the care of stadiums"},
		},
		Lang:   lang.English,
		Source: corpus.Source{File: "stadiums.xml", Format: "akn", SHA256: strings.Repeat("cd", 32)},
	}
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"} {
		d.Passages = append(d.Passages, corpus.Passage{
			Locator: corpus.Locator("para-" + n), Number: n, Role: corpus.RoleCall,
			Text: "Encourages States to count the gates of stadium number " + n + ".",
		})
	}
	return d
}

// list is a document that cites both, and something nobody can find.
func list() *corpus.Document {
	text := "As S/RES/9901 (2099), paragraph 2, and S/RES/9900 (2098) ask, and as the old text has it, gates & quays <are> counted."
	return &corpus.Document{
		Description: corpus.Description{
			ID: "s-2099-77", Symbol: "S/2099/77", Kind: corpus.KindReport, Date: "2099-06-07",
			Titles: map[lang.Tag]string{"en": "A list of gates and quays"},
		},
		Lang:   lang.English,
		Source: corpus.Source{File: "list.txt", Format: "text", SHA256: strings.Repeat("ef", 32)},
		Passages: []corpus.Passage{{Locator: "para-1", Number: "1", Text: text, Citations: []corpus.Citation{
			mention(text, "S/RES/9901 (2099)", "S/RES/9901 (2099)", "", "para-2"),
			mention(text, "S/RES/9900 (2098)", "S/RES/9900 (2098)", ""),
			{Start: strings.Index(text, "the old"), End: strings.Index(text, " has it"), Form: "name", Status: corpus.Unresolved, Detail: "no such name"},
		}}},
	}
}

func digests() []corpus.Digest {
	return []corpus.Digest{
		{Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)", Kind: corpus.KindResolution}, Notes: []corpus.Note{
			{ID: "s-res-9901-2099/para-2", Locator: "para-2", Text: "Asks States for light and a count of boats.", Role: corpus.RoleCall,
				Force: corpus.ForceHortatory, Status: "verified", Terms: []corpus.TermUse{{ID: "theme/risk-assessment", From: "curated"}}},
		}},
		{Description: corpus.Description{
			ID: "harbour-memorandum-2099", Kind: corpus.KindMemorandum, Body: "Harbour Forum", Date: "2099",
			Titles:  map[lang.Tag]string{"en": "Harbour Memorandum on Lanterns"},
			Aliases: []corpus.Alias{{Text: "Lantern Memorandum", Lang: "en"}},
		}, Notes: []corpus.Note{
			{ID: "harbour-memorandum-2099", Text: "A memorandum on lanterns as a whole.", Role: corpus.RolePractice, Force: corpus.ForceGuidance, Status: "verified"},
			{ID: "harbour-memorandum-2099/practice-3", Locator: "practice-3", Text: "Hang a lantern at every gate of the harbour.",
				Role: corpus.RolePractice, Force: corpus.ForceGuidance, Status: "verified", Cites: []corpus.Target{"S/RES/9901 (2099)"}},
			{ID: "harbour-memorandum-2099/practice-4", Locator: "practice-4", Text: "Trim the wick.",
				Role: corpus.RolePractice, Force: corpus.ForceGuidance, Status: "document-only"},
		}},
	}
}

func mention(text, surface string, t corpus.Target, relation string, pins ...corpus.Locator) corpus.Citation {
	i := strings.Index(text, surface)
	return corpus.Citation{Start: i, End: i + len(surface), Target: t, Pinpoints: pins, Form: "resolution", Relation: relation, Status: corpus.Resolved}
}

// part is the point that begins with number, up to the end of its line.
func part(text string, l corpus.Locator, number string) corpus.Part {
	i := strings.Index(text, "\n"+number) + 1
	end := len(text)
	if j := strings.IndexByte(text[i:], '\n'); j >= 0 {
		end = i + j
	}
	return corpus.Part{Locator: l, Number: number, Start: i, End: end}
}

func logTo(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }
