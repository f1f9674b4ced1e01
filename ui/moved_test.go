package ui

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/store"
)

const (
	quays   = "Lights every quay from dusk until the last ferry has left;"
	ferries = "Counts the passengers of ferries at each pier;"
	bells   = "Rings the bells for boats that are overdue;"
)

// readingOf is one reading of the invented S/RES/9905 (2099).
func readingOf(n int, l lang.Tag, kind string, texts ...string) *corpus.Document {
	d := &corpus.Document{
		Description: corpus.Description{ID: "s-res-9905-2099", Symbol: "S/RES/9905 (2099)", Kind: corpus.KindResolution, Body: "Security Council", Date: "2099-07-01"},
		Lang:        l,
		Source:      corpus.Source{File: fmt.Sprintf("%s-%d.xml", l, n), Format: "akn", SHA256: fmt.Sprintf("%063d%d", n, len(l)), Marked: fmt.Sprintf("2099-07-%02d", n)},
	}
	for i, s := range texts {
		p := passage(corpus.Locator(fmt.Sprintf("%s-%d", kind, i+1)), fmt.Sprint(i+1), s)
		if kind == "pp" {
			p.Number = ""
		}
		d.Passages = append(d.Passages, p)
	}
	return d
}

func add(t *testing.T, lib *store.Store, ds ...*corpus.Document) {
	t.Helper()
	if _, err := lib.Add(t.Context(), ds...); err != nil {
		t.Fatal(err)
	}
}

// A permalink leads to the same words after the same file is read again, and
// after a better file replaces it.
func TestPermalinkSurvivesReadingAgain(t *testing.T) {
	lib := library(t)
	add(t, lib, readingOf(1, "en", "para", quays, ferries))
	before := text(open(t, siteOn(t, lib), "/w/s-res-9905-2099/para-2").Find(".official"))
	again := readingOf(1, "en", "para", quays, ferries)
	again.Passages[1].Role = corpus.RoleObligation // the reader has learned
	add(t, lib, readingOf(1, "en", "para", quays, ferries))
	add(t, lib, again)
	add(t, lib, readingOf(2, "en", "para", quays, ferries))
	d := open(t, siteOn(t, lib), "/w/s-res-9905-2099/para-2")
	if after := text(d.Find(".official")); after != before || !strings.Contains(after, "passengers") {
		t.Errorf("%q became %q", before, after)
	}
	if d.Find(".moved").Length() != 0 {
		t.Error("a notice, and nothing has moved")
	}
}

// A revision that numbers its paragraphs otherwise sends the reader of an old
// number on, and says so; a number that was given to another paragraph shows
// that one, and where the old one went.
func TestPermalinkSurvivesRenumbering(t *testing.T) {
	lib := library(t)
	add(t, lib, readingOf(1, "en", "para", quays, ferries, bells))
	add(t, lib, readingOf(2, "en", "para", quays, bells))
	h := siteOn(t, lib)
	w := get(t, h, "/w/s-res-9905-2099/para-3?hl=es")
	to := w.Header().Get("Location")
	if w.Code != http.StatusFound || to != "/w/s-res-9905-2099/para-2?from=para-3&hl=es" {
		t.Fatalf("the number of before: %d to %q", w.Code, to)
	}
	d := open(t, h, to)
	if got := text(d.Find(".moved")); !strings.Contains(got, "3") || !strings.Contains(got, "2") {
		t.Errorf("notice %q", got)
	}
	if got := text(d.Find(".official")); !strings.Contains(got, "bells") {
		t.Errorf("sent on to %q", got)
	}
	if href := d.Find(`link[rel="canonical"]`).AttrOr("href", ""); href != "https://concordance.example/w/s-res-9905-2099/para-2" {
		t.Errorf("canonical %q", href)
	}
	d = open(t, h, "/w/s-res-9905-2099/para-2?hl=en") // was ferries, which are gone
	if got := text(d.Find(".official")); !strings.Contains(got, "bells") || d.Find(".moved").Length() != 0 {
		t.Errorf("the number as it is: %q %q", got, text(d.Find(".moved")))
	}
	if w := get(t, h, "/w/s-res-9905-2099/para-9"); w.Code != http.StatusNotFound {
		t.Errorf("a number that never was: %d", w.Code)
	}
	if got := open(t, h, "/w/s-res-9905-2099/para-2?from=para-1").Find(".moved").Length(); got != 0 {
		t.Error("the address claims a move that never was, and the page believes it")
	}

	add(t, lib, readingOf(3, "en", "para", ferries, quays, bells))
	h = siteOn(t, lib)
	d = open(t, h, "/w/s-res-9905-2099/para-1?hl=en")
	if got := text(d.Find(".official")); !strings.Contains(got, "passengers") {
		t.Errorf("the number as it is: %q", got)
	}
	if got := d.Find(".moved a").AttrOr("href", ""); got != "/w/s-res-9905-2099/para-2?from=para-1&hl=en" {
		t.Errorf("where the quays went: %q in %q", got, text(d.Find(".moved")))
	}
}

// Where a language is added that counts its preamble otherwise, whoever reads
// the first is sent to what they read; where the versions come to agree, back.
func TestPermalinkSurvivesLanguages(t *testing.T) {
	lib := library(t)
	add(t, lib, readingOf(1, "fr", "pp", "Rappelant les quais,", "Saluant les gardiens des phares,"))
	add(t, lib, readingOf(1, "en", "pp", "Recalling the quays,", "Recalling the ferries,", "Welcoming the keepers of lighthouses,"))
	h := siteOn(t, lib)
	w := get(t, h, "/w/s-res-9905-2099/pp-2?hl=fr")
	to := w.Header().Get("Location")
	if w.Code != http.StatusFound || to != "/w/s-res-9905-2099/pp-2@fr?from=pp-2&hl=fr&lang=fr" {
		t.Fatalf("in French: %d to %q", w.Code, to)
	}
	if got := text(open(t, h, to).Find(".official")); !strings.Contains(got, "gardiens") {
		t.Errorf("sent on to %q", got)
	}
	d := open(t, h, "/w/s-res-9905-2099/pp-2?hl=en")
	if got := text(d.Find(".official")); !strings.Contains(got, "ferries") {
		t.Errorf("in English: %q", got)
	}
	if got := d.Find(".moved a").AttrOr("href", ""); !strings.HasPrefix(got, "/w/s-res-9905-2099/pp-2@fr?") {
		t.Errorf("whoever was sent by a French reader: %q", text(d.Find(".moved")))
	}

	add(t, lib, readingOf(2, "en", "pp", "Recalling the quays,", "Welcoming the keepers of lighthouses,"))
	h = siteOn(t, lib)
	w = get(t, h, "/w/s-res-9905-2099/pp-2@fr?hl=fr")
	if to := w.Header().Get("Location"); w.Code != http.StatusFound || to != "/w/s-res-9905-2099/pp-2?from=pp-2%40fr&hl=fr" {
		t.Fatalf("the versions agree: %d to %q", w.Code, to)
	}
	d = open(t, h, "/w/s-res-9905-2099/pp-2?hl=fr")
	if got := text(d.Find(".official")); !strings.Contains(got, "gardiens") || d.Find(".moved").Length() != 0 {
		t.Errorf("back in its place: %q %q", got, text(d.Find(".moved")))
	}
}
