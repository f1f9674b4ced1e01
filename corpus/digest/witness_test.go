package digest_test

import (
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/digest"
	"concordance/corpus/lang"
	"concordance/corpus/store"
)

// A made-up resolution, and notes on it that are right and wrong.
func TestWitness(t *testing.T) {
	library, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer library.Close()
	text := "The wardens of every harbour in Oldmarch shall count their lamps before the winter storms arrive: (a) at dusk"
	formula := "having considered with the greatest care the report of the wardens of the lamps"
	doc := func(symbol string, id corpus.WorkID, texts ...string) *corpus.Document {
		d := &corpus.Document{Description: corpus.Description{ID: id, Symbol: symbol, Kind: corpus.KindResolution}, Lang: lang.English}
		for i, s := range texts {
			d.Passages = append(d.Passages, corpus.Passage{Locator: corpus.Locator("para-" + string(rune('1'+i))), Text: s})
		}
		return d
	}
	first := doc("S/RES/9901 (2099)", "s-res-9901-2099", text, formula)
	at := strings.Index(text, "(a)")
	first.Passages[0].Parts = []corpus.Part{{Locator: "para-1.a", Number: "(a)", Start: at, End: len(text)}}
	docs := []*corpus.Document{first}
	for i := range 13 {
		year := string(rune('a' + i))
		docs = append(docs, doc("", corpus.WorkID("formal-"+year), formula))
	}
	if _, err := library.Add(t.Context(), docs...); err != nil {
		t.Fatal(err)
	}
	note := func(l corpus.Locator, text string) corpus.Note {
		return corpus.Note{ID: "s-res-9901-2099/" + string(l), Locator: l, Text: text, Status: digest.Verified}
	}
	e, err := digest.Witness(t.Context(), library, []corpus.Digest{
		{Description: corpus.Description{ID: "s-res-9901-2099"}, Notes: []corpus.Note{
			note("para-1", "Harbour wardens must count lamps in autumn."),
			note("para-1.a", "They count at dusk. HAVING considered, with the greatest care, the report of the wardens of the lamps."),
			note("para-7", "Says that the wardens, of every harbour in Oldmarch shall count their lamps daily."),
			{ID: "s-res-9901-2099", Text: "On the whole.", Status: digest.DocumentOnly},
		}},
		{Description: corpus.Description{ID: "s-res-9902-2099"}, Notes: []corpus.Note{
			{ID: "s-res-9902-2099/para-1", Locator: "para-1", Text: "Not held.", Status: digest.Verified},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if e.Texts != 1 || e.Pinpoints != 4 || e.Checked != 3 || e.Found != 2 || e.Compared != 14 {
		t.Errorf("got %+v", e)
	}
	want := []string{
		"s-res-9901-2099/para-7: the official text has no such paragraph",
		`s-res-9901-2099/para-7: repeats "the wardens of every harbour in oldmarch shall count their" of s-res-9901-2099`,
	}
	if !slices.Equal(e.Failing, want) {
		t.Errorf("failing: %q", e.Failing)
	}
}
