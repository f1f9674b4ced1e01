package ui

import (
	"strings"
	"testing"

	"concordance/corpus"
)

// unofficial is a briefing held as captions in English, as a letter in French
// and as recognised words in Spanish; the German one is a translation.
func unofficial() []*corpus.Document {
	var out []*corpus.Document
	for _, x := range []struct {
		source  corpus.Source
		reading corpus.Reading
		head    corpus.Document
	}{
		{corpus.Source{Format: "subtitles"}, corpus.Reading{}, corpus.Document{Lang: "en"}},
		{corpus.Source{Format: "mail"}, corpus.Reading{}, corpus.Document{Lang: "fr"}},
		{corpus.Source{Format: "pdf"}, corpus.Reading{OCR: true}, corpus.Document{Lang: "es"}},
		{corpus.Source{Format: "pdf"}, corpus.Reading{}, corpus.Document{Lang: "de"}},
	} {
		d := x.head
		d.Description = corpus.Description{ID: "invented-briefing-2099", Kind: corpus.KindBriefing, Date: "2099"}
		d.Source, d.Reading = x.source, x.reading
		d.Source.File, d.Source.SHA256 = "briefing."+string(d.Lang), strings.Repeat("1", 64)
		d.Passages = []corpus.Passage{{Locator: "time-00.01.00", Number: "00:01:00", Text: "Zwobbelfish " + string(d.Lang)}}
		out = append(out, &d)
	}
	return out
}

// A text that is not the official one is nowhere called so.
func TestWhatATextIsIsSaid(t *testing.T) {
	h := siteWith(t, unofficial()...)
	for l, want := range map[string]string{"en": "Captions of a recording", "fr": "Letter as received", "es": "Text recognised from a scan", "de": "Unofficial translation"} {
		for _, at := range []string{"/search?q=zwobbelfish&", "/w/invented-briefing-2099/time-00.01.00?", "/w/invented-briefing-2099?"} {
			d := open(t, h, at+"hl=en&lang="+l)
			if got := strings.ToLower(text(d.Find("main"))); !strings.Contains(got, strings.ToLower(want)) || strings.Contains(got, "official text,") {
				t.Errorf("%slang=%s does not say %q: %s", at, l, want, got)
			}
		}
	}
}
