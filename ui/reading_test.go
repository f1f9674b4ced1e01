package ui

import (
	"strings"
	"testing"

	"concordance/corpus/lang"
)

// The page says of every version from which file it was read, how surely, and
// every doubt; and where there is no text, that there is none.
func TestReadingPage(t *testing.T) {
	h := site(t)
	d := open(t, h, "/w/s-res-9901-2099/report?hl=fr")
	if n := d.Find("section h2 a").Length(); n != 4 {
		t.Errorf("%d versions, want 4", n)
	}
	said := text(d.Find("main"))
	for _, want := range []string{"Confiance : moyenne", "la cote imprimée", "Mots", "page 2: one line could not be placed"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said", want)
		}
	}
	if got := d.Find("section h2 a").First().AttrOr("href", ""); got != "/w/s-res-9901-2099?hl=fr&lang=en" {
		t.Errorf("the first version is read at %q", got)
	}
	if n := open(t, h, "/w/s-res-9901-2099").Find("a[href='/w/s-res-9901-2099/report']").Length(); n != 1 {
		t.Errorf("%d links to the report", n)
	}
	if got := text(open(t, h, "/w/invented-memorandum-2097/report").Find("main")); !strings.Contains(got, "No text of this source is held.") {
		t.Errorf("a work without text: %q", got)
	}
}

func TestCountryLabels(t *testing.T) {
	words := loaded(t)
	for l, want := range map[lang.Tag]string{"en": "Iceland", "fr": "Islande", "es": "Islandia", "ru": "Исландия", "ar": "آيسلندا", "zh": "冰岛"} {
		if got := words[l].value("country", "ISL"); got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
	}
}
