package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// TestLibrary is what every corpus.Library must do. It speaks to the interface
// alone: another implementation runs it by another way to open one.
func TestLibrary(t *testing.T) {
	behaviour(t, func(t *testing.T) corpus.Library { return open(t, t.TempDir()) })
}

func behaviour(t *testing.T, open func(*testing.T) corpus.Library) {
	for _, b := range []struct {
		name string
		test func(*testing.T, corpus.Library)
	}{
		{"versions join in one work", joins},
		{"adding twice is adding once", twice},
		{"the better source wins in any order", better},
		{"another parse replaces", reparse},
		{"a description without documents is a work", described},
		{"a description is replaced and documents stay", redescribed},
		{"remove", removes},
		{"find by ID, symbol and alias", finds},
		{"an alias of two works names neither", contested},
		{"works in order and by filter", lists},
		{"cited by", citedBy},
		{"cited by what only notes say", citedByNotes},
		{"cited by a passage that stands apart", citedByApart},
		{"unresolved", unresolvedMentions},
		{"a correction is applied wherever citations are read", corrects},
		{"corrections survive every re-reading", correctsAgain},
		{"a correction that cannot be made is refused", refuses},
		{"what has moved is followed", follows},
		{"changes name each work once", logs},
		{"the body of a loop may use the library", nested},
		{"nothing of a failed change stays", atomic},
		{"a cancelled context stops", cancelled},
	} {
		t.Run(b.name, func(t *testing.T) { b.test(t, open(t)) })
	}
}

func joins(t *testing.T, lib corpus.Library) {
	en, fr := resolution(9901, lang.English, 3), resolution(9901, lang.French, 3)
	fr.Warnings = []corpus.Warning{{Where: "para-2", Text: "no number in the file"}}
	o := add(t, lib, fr, en)
	if results(o) != "added added" || !o[0].NewWork || o[1].NewWork {
		t.Errorf("outcomes %+v", o)
	}
	w, err := lib.Work(ctx, en.ID)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "languages", w.Texts(), []lang.Tag{"en", "fr"})
	if len(w.Provisions) != 3 || len(w.Provisions[0].Texts) != 2 {
		t.Fatalf("%d provisions, the first in %d languages", len(w.Provisions), len(w.Provisions[0].Texts))
	}
	if d := cmp.Diff(&fr.Passages[1], w.Provision("para-2").Texts["fr"]); d != "" {
		t.Errorf("the passage came back changed:\n%s", d)
	}
	if d := cmp.Diff(fr.Source, w.Documents[1].Source); d != "" {
		t.Errorf("the source came back changed:\n%s", d)
	}
	if d := cmp.Diff(fr.Warnings, w.Documents[1].Warnings); d != "" {
		t.Errorf("the warnings came back changed:\n%s", d)
	}
	if _, err := lib.Work(ctx, "s-res-9999-2099"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a work that is not there: %v", err)
	}
	c, err := lib.Counts(ctx)
	if want := (corpus.Counts{Works: 1, Documents: 2, Passages: 6, Seq: c.Seq}); err != nil || c != want {
		t.Errorf("counts %+v, want %+v (%v)", c, want, err)
	}
}

func twice(t *testing.T, lib corpus.Library) {
	docs := func() []*corpus.Document {
		return []*corpus.Document{resolution(9901, "en", 3, "S/RES/9900 (2098)"), resolution(9902, "en", 2), resolution(9901, "ar", 3)}
	}
	add(t, lib, docs()...)
	before, _ := lib.Counts(ctx)
	again := docs()
	slices.Reverse(again)
	again[0].Source.File = "elsewhere/copy.xml" // the same bytes under another name
	again[0].Warnings = []corpus.Warning{{Text: "it lies in a strange folder"}}
	again[1].Source.SHA256 = "other bytes that say the same"
	o := add(t, lib, again...)
	if results(o) != "unchanged unchanged unchanged" {
		t.Errorf("second run: %s", results(o))
	}
	for _, x := range o {
		if x.Warning != "" || x.NewWork {
			t.Errorf("%+v", x)
		}
	}
	if after, _ := lib.Counts(ctx); after != before {
		t.Errorf("counts %+v became %+v", before, after)
	}
}

func better(t *testing.T, lib corpus.Library) {
	make := func() []*corpus.Document {
		return []*corpus.Document{
			from(resolution(9901, "en", 3), "pdf", "", "a.pdf"),
			from(resolution(9901, "en", 5), "akn", "2099-06-01", "b.xml"),
			from(resolution(9901, "en", 4), "akn", "2099-07-01", "c.xml"),
			from(resolution(9901, "en", 2), "akn", "2099-07-01", "d.xml"),
			from(resolution(9901, "en", 1), "html", "", "e.html"),
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	first := make()
	r.Shuffle(len(first), func(i, k int) { first[i], first[k] = first[k], first[i] })
	for _, o := range add(t, lib, first...)[1:] {
		if o.Warning == "" || !strings.Contains(o.Warning, "(") {
			t.Errorf("%s without a word on which file won", o.Result)
		}
	}
	w, _ := lib.Work(ctx, "s-res-9901-2099")
	if src := w.Documents[0].Source; src.Marked != "2099-07-01" {
		t.Errorf("%s is held, not the later official XML", src.File)
	}
	if len(w.Provisions) != w.Documents[0].Passages {
		t.Errorf("%d provisions of a version of %d passages", len(w.Provisions), w.Documents[0].Passages)
	}
	before, _ := lib.Counts(ctx)
	for range 10 {
		ds := make()
		r.Shuffle(len(ds), func(i, k int) { ds[i], ds[k] = ds[k], ds[i] })
		if o := add(t, lib, ds...); results(o) != "unchanged unchanged unchanged unchanged unchanged" {
			t.Fatalf("another run in another order: %s", results(o))
		}
	}
	if after, _ := lib.Counts(ctx); after != before {
		t.Errorf("counts %+v became %+v", before, after)
	}
}

func reparse(t *testing.T, lib corpus.Library) {
	add(t, lib, resolution(9901, "en", 3, "S/RES/9900 (2098)"))
	d := resolution(9901, "en", 3, "S/RES/9900 (2098)")
	d.Passages[2].Citations[0].Target = "S/RES/9899 (2098)"
	if o := add(t, lib, d); results(o) != "replaced" {
		t.Fatalf("the tagger has learned: %s", results(o))
	}
	equal(t, "old target", places(all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", ""))), []string{"s-res-9901-2099/para-1", "s-res-9901-2099/para-2"})
	equal(t, "new target", places(all(t, lib.CitedBy(ctx, "S/RES/9899 (2098)", ""))), []string{"s-res-9901-2099/para-3"})
}

var memorandum = corpus.Digest{
	Description: corpus.Description{ID: "harbour-memorandum-2097", Kind: corpus.KindMemorandum, Date: "2097",
		Titles:  map[lang.Tag]string{"en": "Harbour Memorandum on Lanterns"},
		Aliases: []corpus.Alias{{Text: "Harbour Memorandum", Lang: "en"}, {Text: "Mémorandum du port", Lang: "fr"}}},
	Notes: []corpus.Note{
		{ID: "harbour-memorandum-2097/practice-1", Locator: "practice-1", Text: "Count the lanterns.", Status: "verified"},
		{ID: "harbour-memorandum-2097/practice-2", Locator: "practice-2", Text: "Light them.", Status: "verified"},
	},
}

func described(t *testing.T, lib corpus.Library) {
	if err := lib.Describe(ctx, memorandum); err != nil {
		t.Fatal(err)
	}
	w, err := lib.Work(ctx, memorandum.ID)
	if err != nil || len(w.Provisions) != 2 || w.Provisions[1].Notes[0].Text != "Light them." {
		t.Fatalf("work %+v (%v)", w, err)
	}
	c, _ := lib.Counts(ctx)
	if c.Works != 1 || c.Notes != 2 || c.Documents != 0 {
		t.Errorf("counts %+v", c)
	}
	if err := lib.Describe(ctx, memorandum); err != nil {
		t.Fatal(err)
	}
	if again, _ := lib.Counts(ctx); again != c {
		t.Errorf("the same description again: counts %+v became %+v", c, again)
	}
}

func redescribed(t *testing.T, lib corpus.Library) {
	d := corpus.Digest{Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)",
		Titles: map[lang.Tag]string{"en": "Ours"}, Aliases: []corpus.Alias{{Text: "lantern resolution"}}},
		Notes: []corpus.Note{{ID: "x", Locator: "para-2", Text: "Old."}}}
	if err := lib.Describe(ctx, d); err != nil {
		t.Fatal(err)
	}
	add(t, lib, resolution(9901, "en", 3))
	d.Aliases, d.Notes = nil, []corpus.Note{{ID: "x", Locator: "para-2", Text: "New."}, {ID: "y", Locator: "para-3", Text: "More."}}
	if err := lib.Describe(ctx, d); err != nil {
		t.Fatal(err)
	}
	w, _ := lib.Work(ctx, d.ID)
	p := w.Provision("para-2")
	if len(p.Notes) != 1 || p.Notes[0].Text != "New." || p.Texts["en"] == nil || w.Titles["en"] != "Ours" {
		t.Errorf("provision %+v, titles %v", p, w.Titles)
	}
	if _, err := lib.Find(ctx, "lantern resolution"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an alias that was taken away still leads somewhere (%v)", err)
	}
	if c, _ := lib.Counts(ctx); c.Notes != 2 || c.Works != 1 || c.Documents != 1 {
		t.Errorf("counts %+v", c)
	}
}

func removes(t *testing.T, lib corpus.Library) {
	add(t, lib, resolution(9901, "en", 3, "S/RES/9900 (2098)"), resolution(9901, "fr", 3, "S/RES/9900 (2098)"))
	if err := lib.Remove(ctx, "s-res-9901-2099.en"); err != nil {
		t.Fatal(err)
	}
	if ms := all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", "")); len(ms) != 3 || ms[0].Document != "s-res-9901-2099.fr" {
		t.Errorf("mentions left: %v", ms)
	}
	if err := lib.Remove(ctx, "s-res-9901-2099.fr"); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Work(ctx, "s-res-9901-2099"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a work without anything is still there (%v)", err)
	}
	if _, err := lib.Find(ctx, "S/RES/9901 (2099)"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("its name is still there (%v)", err)
	}
	c, _ := lib.Counts(ctx)
	if c != (corpus.Counts{Seq: c.Seq}) {
		t.Errorf("counts of an empty library %+v", c)
	}
	if cs := all(t, lib.Changes(ctx, 0)); len(cs) != 1 || !cs[0].Removed {
		t.Errorf("log %v", cs)
	}
	if err := lib.Remove(ctx, "s-res-9901-2099.fr"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("removing it again: %v", err)
	}
	if err := lib.Describe(ctx, memorandum); err != nil {
		t.Fatal(err)
	}
	d := resolution(9901, "en", 2)
	d.ID, d.Symbol = memorandum.ID, ""
	add(t, lib, d)
	if err := lib.Remove(ctx, d.DocumentID()); err != nil {
		t.Fatal(err)
	}
	if w, err := lib.Work(ctx, memorandum.ID); err != nil || len(w.Documents) != 0 || len(w.Provisions) != 2 {
		t.Errorf("the digest's work went with its text: %v", err)
	}
}

func finds(t *testing.T, lib corpus.Library) {
	if err := lib.Describe(ctx, memorandum); err != nil {
		t.Fatal(err)
	}
	d := resolution(9903, "en", 1)
	d.ID, d.Symbol = "a-153-912-s-2099-306", "A/153/912-S/2099/306"
	add(t, lib, resolution(9901, "en", 1), resolution(9902, "en", 1), d)
	for name, want := range map[corpus.Target]corpus.WorkID{
		"S/RES/9901 (2099)": "s-res-9901-2099", "S/RES/9901(2099)": "s-res-9901-2099", "s-res-9901-2099": "s-res-9901-2099",
		"S/RES/9901": "s-res-9901-2099", "9902 (2099)": "s-res-9902-2099",
		"harbour-memorandum-2097": memorandum.ID, "Harbour  memorandum": memorandum.ID, "mémorandum du port": memorandum.ID,
		"A/153/912": d.ID, "S/2099/306": d.ID, "A/153/912-S/2099/306": d.ID,
		"S/RES/990": "", "S/RES/9901 (2098)": "", "Harbour": "", "": "",
	} {
		got, err := lib.Find(ctx, name)
		if got != want || (want == "") != errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("Find(%q) = %q, %v; want %q", name, got, err, want)
		}
	}
}

func contested(t *testing.T, lib corpus.Library) {
	other := memorandum
	other.ID, other.Symbol, other.Notes = "port-guide-2098", "harbour memorandum", nil
	third := memorandum
	third.ID, third.Notes = "quay-guide-2098", nil
	if err := lib.Describe(ctx, memorandum, third); err != nil {
		t.Fatal(err)
	}
	if id, err := lib.Find(ctx, "Harbour Memorandum"); !errors.Is(err, corpus.ErrNotFound) || !strings.Contains(err.Error(), "quay-guide-2098") {
		t.Errorf("Find = %q, %v", id, err)
	}
	if err := lib.Describe(ctx, other); err != nil {
		t.Fatal(err)
	}
	if id, err := lib.Find(ctx, "Harbour Memorandum"); id != other.ID || err != nil {
		t.Errorf("a symbol stands before an alias: Find = %q, %v", id, err)
	}
}

func lists(t *testing.T, lib corpus.Library) {
	var ds []*corpus.Document
	for n := 9000; n < 9300; n++ { // more than a page
		ds = append(ds, resolution(n, "en", 1))
	}
	ds[7].Kind, ds[7].Body, ds[7].Date = corpus.KindReport, "Secretariat", "2098"
	add(t, lib, ds...)
	ws := all(t, lib.Works(ctx, corpus.Filter{}))
	if len(ws) != 300 || !slices.IsSortedFunc(ws, func(a, b *corpus.Work) int { return strings.Compare(string(a.ID), string(b.ID)) }) {
		t.Errorf("%d works, or not in order", len(ws))
	}
	if len(ws[0].Documents) != 1 || len(ws[0].Provisions) != 0 || ws[0].Symbol != "S/RES/9000 (2099)" {
		t.Errorf("summary %+v", ws[0])
	}
	for _, f := range []corpus.Filter{{Kind: corpus.KindReport}, {Body: "Secretariat"}, {Year: 2098}, {Year: 2098, Body: "Secretariat"}} {
		if ws := all(t, lib.Works(ctx, f)); len(ws) != 1 || ws[0].ID != "s-res-9007-2099" {
			t.Errorf("%+v: %d works", f, len(ws))
		}
	}
	if ws := all(t, lib.Works(ctx, corpus.Filter{Kind: corpus.KindReport, Year: 2099})); len(ws) != 0 {
		t.Errorf("a filter joins by or: %d works", len(ws))
	}
	n := 0
	for range lib.Works(ctx, corpus.Filter{}) {
		if n++; n == 3 {
			break
		}
	}
}

func citedBy(t *testing.T, lib corpus.Library) {
	a := resolution(9901, "en", 12, "S/RES/9900 (2098)")
	for i := range a.Passages {
		a.Passages[i].Citations[0].Pinpoints = []corpus.Locator{corpus.Locator(fmt.Sprintf("para-%d.a", i+1))}
	}
	b := resolution(9902, "en", 1, "SC-COMMITTEE/1267-1989-2253", "S/RES/9899 (2098) + S/RES/9900 (2098)")
	b.Passages[0].Citations[1].Pinpoints = []corpus.Locator{"para-2"}
	own := resolution(9900, "en", 1, "S/RES/9900 (2098)")
	own.ID, own.Symbol = "s-res-9900-2098", "S/RES/9900 (2098)"
	add(t, lib, b, a)

	check := func(when string) {
		t.Helper()
		ms := all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", ""))
		got := places(ms)
		if len(got) != 13 || got[1] != "s-res-9901-2099/para-2" || got[9] != "s-res-9901-2099/para-10" || got[12] != "s-res-9902-2099/para-1" {
			t.Errorf("%s: in the order of reading, by work: %v", when, got)
		}
		if c := ms[0].Citation; a.Passages[0].Text[c.Start:c.End] != "S/RES/9900 (2098)" || ms[0].Document != "s-res-9901-2099.en" {
			t.Errorf("%s: mention %+v", when, ms[0])
		}
	}
	check("the cited work is not held")
	equal(t, "without its year, not held", places(all(t, lib.CitedBy(ctx, "S/RES/9899", ""))), []string{"s-res-9902-2099/para-1"})
	add(t, lib, own)
	check("the cited work is held, and cites itself")
	for _, name := range []corpus.Target{"s-res-9900-2098", "S/RES/9900", "9900 (2098)"} {
		if n := len(all(t, lib.CitedBy(ctx, name, ""))); n != 13 {
			t.Errorf("by %q: %d mentions, want 13", name, n)
		}
	}
	for l, want := range map[corpus.Locator][]string{
		"para-2":   {"s-res-9901-2099/para-2", "s-res-9902-2099/para-1"}, // a point of it, and it
		"para-2.a": {"s-res-9901-2099/para-2", "s-res-9902-2099/para-1"}, // it, and what holds it
		"para-2.b": {"s-res-9902-2099/para-1"},
		"para-1":   {"s-res-9901-2099/para-1"}, // not para-10
		"para-20":  nil,
	} {
		equal(t, string(l), places(all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", l))), want)
	}
	equal(t, "committee", places(all(t, lib.CitedBy(ctx, "SC-COMMITTEE/1267-1989-2253", ""))), []string{"s-res-9902-2099/para-1"})
	equal(t, "other member", places(all(t, lib.CitedBy(ctx, "S/RES/9899 (2098)", ""))), []string{"s-res-9902-2099/para-1"})
	if c, _ := lib.Counts(ctx); c.Citations != 15 {
		t.Errorf("%d citations, want 15: a plural reference is one", c.Citations)
	}
	if err := lib.Describe(ctx, memorandum); err != nil {
		t.Fatal(err)
	}
	add(t, lib, resolution(9904, "en", 1, corpus.Target(memorandum.ID), "Harbour Memorandum"))
	if ms := all(t, lib.CitedBy(ctx, corpus.Target(memorandum.ID), "")); len(ms) != 2 {
		t.Errorf("a work without a symbol, by its ID and its alias: %v", ms)
	}
}

func citedByNotes(t *testing.T, lib corpus.Library) {
	d := corpus.Digest{Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)"},
		Notes: []corpus.Note{{ID: "x", Locator: "para-2", Cites: []corpus.Target{"S/RES/9900 (2098)"}},
			{ID: "y", Locator: "para-9", Cites: []corpus.Target{"S/RES/9900 (2098)"}}}}
	if err := lib.Describe(ctx, d); err != nil {
		t.Fatal(err)
	}
	ms := all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", ""))
	equal(t, "notes only", places(ms), []string{"s-res-9901-2099/para-2", "s-res-9901-2099/para-9"})
	if ms[0].Document != "" || ms[0].Citation.Form != "note" {
		t.Errorf("%+v passes for the text's own", ms[0])
	}
	doc := resolution(9901, "en", 2, "S/RES/9900 (2098)")
	add(t, lib, doc)
	ms = all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", ""))
	equal(t, "the text says it itself", places(ms), []string{"s-res-9901-2099/para-9", "s-res-9901-2099/para-1", "s-res-9901-2099/para-2"})
	if err := lib.Remove(ctx, doc.DocumentID()); err != nil {
		t.Fatal(err)
	}
	equal(t, "without the text", places(all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", ""))), []string{"s-res-9901-2099/para-2", "s-res-9901-2099/para-9"})
	d.Notes = nil
	if err := lib.Describe(ctx, d); err != nil {
		t.Fatal(err)
	}
	equal(t, "without the notes", places(all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", ""))), nil)
}

// Where versions could not be aligned, a mention has the address that its
// passage has in the joined work, whichever version came first.
func citedByApart(t *testing.T, lib corpus.Library) {
	preamble := func(l lang.Tag, n int) *corpus.Document {
		d := resolution(9901, l, n, "S/RES/9900 (2098)")
		for i := range d.Passages {
			d.Passages[i].Locator, d.Passages[i].Number = corpus.Locator(fmt.Sprintf("pp-%d", i+1)), ""
			d.Passages[i].Citations[0].Status = corpus.WrongYear
		}
		return d
	}
	check := func(what string, got []corpus.Mention, want ...string) {
		t.Helper()
		equal(t, what, places(got), want)
		w, err := lib.Work(ctx, "s-res-9901-2099")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range got {
			_, l := m.Document.Split()
			if p := w.Provision(m.Locator); p == nil || p.Texts[l] == nil {
				t.Errorf("%s: the work has no %s in %s", what, m.Locator, l)
			}
		}
	}
	add(t, lib, preamble("fr", 2))
	check("alone", all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", "")), "s-res-9901-2099/pp-1", "s-res-9901-2099/pp-2")
	add(t, lib, preamble("en", 1))
	check("apart", all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", "")), "s-res-9901-2099/pp-1", "s-res-9901-2099/pp-1@fr", "s-res-9901-2099/pp-2@fr")
	check("unresolved", all(t, lib.Unresolved(ctx, "")), "s-res-9901-2099/pp-1", "s-res-9901-2099/pp-1@fr", "s-res-9901-2099/pp-2@fr")
	if err := lib.Remove(ctx, "s-res-9901-2099.en"); err != nil {
		t.Fatal(err)
	}
	check("alone again", all(t, lib.CitedBy(ctx, "S/RES/9900 (2098)", "")), "s-res-9901-2099/pp-1", "s-res-9901-2099/pp-2")
}

func unresolvedMentions(t *testing.T, lib corpus.Library) {
	d := resolution(9901, "en", 2, "S/RES/9900 (2098)", "S/RES/9899 (2098)")
	d.Passages[0].Citations[0] = corpus.Citation{Start: 1, End: 5, Form: "name", Status: corpus.Ambiguous, Candidates: []corpus.Target{"A", "B"}}
	d.Passages[1].Citations[1].Status = corpus.WrongYear
	add(t, lib, d)
	ms := all(t, lib.Unresolved(ctx, ""))
	equal(t, "unresolved", places(ms), []string{"s-res-9901-2099/para-1", "s-res-9901-2099/para-2"})
	if diff := cmp.Diff(d.Passages[0].Citations[0], ms[0].Citation); diff != "" {
		t.Error(diff)
	}
	if n := len(all(t, lib.CitedBy(ctx, "S/RES/9899 (2098)", ""))); n != 2 {
		t.Errorf("%d mentions of the instrument meant by a wrong year, want 2", n)
	}
	if err := lib.Remove(ctx, d.DocumentID()); err != nil {
		t.Fatal(err)
	}
	equal(t, "after removal", places(all(t, lib.Unresolved(ctx, ""))), nil)
}

func logs(t *testing.T, lib corpus.Library) {
	add(t, lib, resolution(9901, "en", 1), resolution(9902, "en", 1))
	mid, _ := lib.Counts(ctx)
	add(t, lib, resolution(9903, "en", 1))
	add(t, lib, resolution(9901, "fr", 1))
	if err := lib.Remove(ctx, "s-res-9902-2099.en"); err != nil {
		t.Fatal(err)
	}
	show := func(since uint64) (out []string) {
		last := since
		for _, c := range all(t, lib.Changes(ctx, since)) {
			if c.Seq <= last {
				t.Errorf("number %d after %d", c.Seq, last)
			}
			last = c.Seq
			out = append(out, fmt.Sprint(c.Work, c.Removed))
		}
		return out
	}
	want := []string{"s-res-9903-2099false", "s-res-9901-2099false", "s-res-9902-2099true"}
	equal(t, "from the start", show(0), want)
	equal(t, "from the middle", show(mid.Seq), want)
	end, _ := lib.Counts(ctx)
	equal(t, "from the end", show(end.Seq), nil)
	equal(t, "but the last", show(end.Seq-1), want[2:])
	add(t, lib, resolution(9902, "en", 1))
	equal(t, "back again", show(end.Seq), []string{"s-res-9902-2099false"})
}

func nested(t *testing.T, lib corpus.Library) {
	var ds []*corpus.Document
	for n := 9000; n < 9200; n++ {
		ds = append(ds, resolution(n, "en", 2, "S/RES/9900 (2098)"))
	}
	add(t, lib, ds...)
	n := 0
	for w, err := range lib.Works(ctx, corpus.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := lib.Work(ctx, w.ID); err != nil {
			t.Fatal(err)
		}
		n++
		add(t, lib, resolution(9000+n-1, "fr", 40)) // the file grows while it is read
	}
	if n != 200 {
		t.Errorf("%d works", n)
	}
}

func atomic(t *testing.T, lib corpus.Library) {
	bad := resolution(9902, "en", 1)
	bad.Lang = ""
	if _, err := lib.Add(ctx, resolution(9901, "en", 1), bad); err == nil || !strings.Contains(err.Error(), "9902-en.xml") {
		t.Errorf("a document without a language: %v", err)
	}
	if c, _ := lib.Counts(ctx); c != (corpus.Counts{}) {
		t.Errorf("counts %+v", c)
	}
	if o := add(t, lib); len(o) != 0 {
		t.Errorf("adding nothing: %v", o)
	}
}

func cancelled(t *testing.T, lib corpus.Library) {
	add(t, lib, resolution(9901, "en", 1), resolution(9902, "en", 1))
	c, cancel := context.WithCancel(ctx)
	defer cancel()
	n := 0
	var last error
	for _, err := range lib.Works(c, corpus.Filter{}) {
		n, last = n+1, err
		cancel()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d turns, the last with %v", n, last)
	}
	if _, err := lib.Add(c, resolution(9903, "en", 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("Add: %v", err)
	}
	if _, err := lib.Work(c, "s-res-9901-2099"); !errors.Is(err, context.Canceled) {
		t.Errorf("Work: %v", err)
	}
}
