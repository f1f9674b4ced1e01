package store_test

import (
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// citing makes up a document of one paragraph that cites places in t.
func citing(n int, form string, t corpus.Target, pins ...corpus.Locator) *corpus.Document {
	d := resolution(n, "en", 1, t)
	c := &d.Passages[0].Citations[0]
	c.Form, c.Pinpoints = form, pins
	return d
}

// seen is what Work, CitedBy and Unresolved say of the one citation of the work.
func seen(t *testing.T, lib corpus.Library, id corpus.WorkID) (status corpus.Status, detail string) {
	t.Helper()
	w, err := lib.Work(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := w.Provisions[0].Passage(lang.English)
	c := p.Citations[0]
	listed := false
	for _, m := range all(t, lib.Unresolved(ctx, "")) {
		if m.Work == id {
			listed = true
			if m.Citation.Status != c.Status || m.Citation.Detail != c.Detail || m.Citation.Target != c.Target {
				t.Errorf("Unresolved says %+v, the work %+v", m.Citation, c)
			}
		}
	}
	if listed != (c.Status != corpus.Resolved) {
		t.Errorf("a citation that is %s is listed as unresolved: %v", c.Status, listed)
	}
	for _, m := range all(t, lib.CitedBy(ctx, "S/RES/9901 (2099)", "")) {
		if m.Work == id && (m.Citation.Status != c.Status || m.Citation.Detail != c.Detail) {
			t.Errorf("CitedBy says %+v, the work %+v", m.Citation, c)
		}
	}
	return c.Status, c.Detail
}

// A paragraph is missed only while the text that lacks it is held.
func TestNoSuchParagraph(t *testing.T) {
	s := open(t, t.TempDir())
	add(t, s, citing(9902, "resolution", "S/RES/9901 (2099)", "para-2", "para-9"))
	check := func(when string, status corpus.Status, detail string) {
		t.Helper()
		if got, why := seen(t, s, "s-res-9902-2099"); got != status || why != detail {
			t.Errorf("%s: %s (%s), want %s (%s)", when, got, why, status, detail)
		}
	}
	check("without the text", corpus.Resolved, "")
	cited := resolution(9901, "en", 5)
	add(t, s, cited)
	check("with the text", corpus.NoSuchParagraph, "S/RES/9901 (2099) has no paragraph 9: its last is paragraph 5")
	add(t, s, resolution(9901, "fr", 9))
	check("with a version that has it", corpus.Resolved, "")
	for _, l := range []lang.Tag{"fr", "en"} {
		if err := s.Remove(ctx, corpus.NewDocumentID(cited.ID, l)); err != nil {
			t.Fatal(err)
		}
	}
	check("when the texts are gone", corpus.Resolved, "")
	if err := s.Remove(ctx, "s-res-9902-2099.en"); err != nil {
		t.Fatal(err)
	}
	if ms := all(t, s.Unresolved(ctx, "")); len(ms) != 0 {
		t.Errorf("after removal: %+v", ms)
	}
}

// What is not certain is not accused.
func TestSuchParagraphs(t *testing.T) {
	points := func(l lang.Tag, marks ...string) *corpus.Document {
		d := resolution(9901, l, 3)
		for _, m := range marks {
			d.Passages[1].Parts = append(d.Passages[1].Parts, corpus.Part{Locator: corpus.Locator("para-2." + m), Number: "(" + m + ")"})
		}
		return d
	}
	edited := func(f func(*corpus.Document)) *corpus.Document {
		d := resolution(9901, "en", 5)
		f(d)
		return d
	}
	numbered := points("en")
	for _, tt := range []struct {
		name   string
		held   []*corpus.Document
		form   string
		pin    corpus.Locator
		status corpus.Status
		detail string
	}{
		{"a paragraph", []*corpus.Document{numbered}, "resolution", "para-3", corpus.Resolved, ""},
		{"one too many", []*corpus.Document{numbered}, "resolution", "para-4", corpus.NoSuchParagraph, "S/RES/9901 (2099) has no paragraph 4: its last is paragraph 3"},
		{"the only paragraph", []*corpus.Document{resolution(9901, "en", 1)}, "resolution", "para-2", corpus.NoSuchParagraph, "S/RES/9901 (2099) has no paragraph 2: its last is paragraph 1"},
		{"by a work the text does not name", []*corpus.Document{numbered}, "antecedent", "para-4", corpus.Unresolved, "S/RES/9901 (2099) has no paragraph 4: its last is paragraph 3; another work is meant"},
		{"a point that is not marked up", []*corpus.Document{numbered}, "resolution", "para-2.e", corpus.Resolved, ""},
		{"a point that one version marks", []*corpus.Document{points("en", "a", "b")}, "resolution", "para-2.e", corpus.Resolved, ""},
		{"a point that no version has", []*corpus.Document{points("en", "a", "b"), points("fr", "a", "b")}, "resolution", "para-2.e", corpus.NoSuchParagraph, "S/RES/9901 (2099) has no paragraph 2 (e): the points there are (a) to (b)"},
		{"a point of a point", []*corpus.Document{points("en", "a", "b"), points("fr", "a", "b")}, "resolution", "para-2.i", corpus.Resolved, ""},
		{"a point some versions have", []*corpus.Document{points("en", "a", "b"), points("fr", "a", "b", "c")}, "resolution", "para-2.c", corpus.Resolved, ""},
		{"a paragraph of the preamble", []*corpus.Document{numbered}, "resolution", "pp-9", corpus.Resolved, ""},
		{"a footnote", []*corpus.Document{numbered}, "resolution", "fn-9", corpus.Resolved, ""},
		{"a place in an annex", []*corpus.Document{numbered}, "resolution", "annex/para-9", corpus.Resolved, ""},
		{"a number that an annex has", []*corpus.Document{edited(func(d *corpus.Document) { d.Passages[4].Locator = "annex/para-9" })}, "resolution", "para-9", corpus.Resolved, ""},
		{"a text with a gap", []*corpus.Document{edited(func(d *corpus.Document) { d.Passages = append(d.Passages[:2], d.Passages[3:]...) })}, "resolution", "para-9", corpus.Resolved, ""},
		{"a text whose reading lost a paragraph", []*corpus.Document{edited(func(d *corpus.Document) { d.Passages[4].Text += "\n6. Invites quays" })}, "resolution", "para-6", corpus.Resolved, ""},
		{"numbers that are inferred", []*corpus.Document{edited(func(d *corpus.Document) { d.Passages[4].Inferred = true })}, "resolution", "para-9", corpus.Resolved, ""},
		{"a statement, whose paragraphs are counted", []*corpus.Document{edited(func(d *corpus.Document) { d.Kind = corpus.KindStatement })}, "statement", "para-9", corpus.Resolved, ""},
		{"an inserted paragraph", []*corpus.Document{numbered}, "resolution", "para-12bis", corpus.Resolved, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			add(t, s, tt.held...)
			add(t, s, citing(9902, tt.form, "S/RES/9901 (2099)", tt.pin))
			if status, detail := seen(t, s, "s-res-9902-2099"); status != tt.status || detail != tt.detail {
				t.Errorf("%s (%s), want %s (%s)", status, detail, tt.status, tt.detail)
			}
			if n := len(all(t, s.CitedBy(ctx, "S/RES/9901 (2099)", ""))); (n == 1) != (tt.status != corpus.Unresolved) {
				t.Errorf("cited by %d", n)
			}
		})
	}
}
