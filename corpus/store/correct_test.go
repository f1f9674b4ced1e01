package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"concordance/corpus"
	"concordance/corpus/store"
	"concordance/index"
)

var moment = time.Date(2099, 7, 1, 12, 0, 0, 0, time.UTC)

// person is a correction of the first paragraph of the fictional 9901.
func person(a corpus.Action, surface string, nth int, t corpus.Target, pins ...corpus.Locator) corpus.Correction {
	return corpus.Correction{Document: "s-res-9901-2099.en", Locator: "para-1", Surface: surface, Nth: nth,
		Action: a, Target: t, Pinpoints: pins, By: "a reader", At: moment}
}

// worded is the fictional 9901 with one paragraph of text, in which the tagger
// found what stands in brackets: "[words>target]", unresolved without a target.
func worded(text string) *corpus.Document {
	d := resolution(9901, "en", 1)
	var plain strings.Builder
	p := corpus.Passage{Locator: "para-1", Number: "1"}
	for text != "" {
		before, rest, _ := strings.Cut(text, "[")
		mark, after, found := strings.Cut(rest, "]")
		plain.WriteString(before)
		if !found {
			break
		}
		words, target, _ := strings.Cut(mark, ">")
		c := corpus.Citation{Start: plain.Len(), End: plain.Len() + len(words), Target: corpus.Target(target),
			Form: "resolution", Relation: "recalls", Status: corpus.Resolved}
		if target == "" {
			c.Status = corpus.Unresolved
		}
		p.Citations = append(p.Citations, c)
		plain.WriteString(words)
		text = after
	}
	p.Text = plain.String()
	d.Passages = []corpus.Passage{p}
	return d
}

func correct(t *testing.T, lib corpus.Library, cs ...corpus.Correction) {
	t.Helper()
	for _, c := range cs {
		if _, err := lib.Correct(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
}

// tags writes the citations of the first paragraph, those of persons with an
// exclamation mark, and sees that the lists and the facet agree with them.
func tags(t *testing.T, lib corpus.Library) string {
	t.Helper()
	w, err := lib.Work(ctx, "s-res-9901-2099")
	if err != nil {
		t.Fatal(err)
	}
	p := w.Provisions[0].Texts["en"]
	var out []string
	var targets []string
	unresolved, end := 0, 0
	for _, c := range p.Citations {
		if c.Start < end {
			t.Errorf("citations overlap: %+v", p.Citations)
		}
		end = c.End
		s := p.Text[c.Start:c.End] + ">" + string(c.Target)
		for _, l := range c.Pinpoints {
			s += "#" + string(l)
		}
		if c.From == corpus.FromPerson {
			s += "!"
		}
		out = append(out, s)
		if c.Status != corpus.Resolved {
			unresolved++
			continue
		}
		targets = append(targets, string(c.Target))
		found := false
		for _, m := range all(t, lib.CitedBy(ctx, c.Target, "")) {
			found = found || m.Citation.Start == c.Start && m.Citation.From == c.From && slices.Equal(m.Citation.Pinpoints, c.Pinpoints)
		}
		if !found {
			t.Errorf("the cited-by list of %s lacks %s", c.Target, s)
		}
	}
	if n := len(all(t, lib.Unresolved(ctx, ""))); n != unresolved {
		t.Errorf("%d mentions are listed as unresolved, the work has %d", n, unresolved)
	}
	for _, f := range index.Facets {
		if f.Name == "cites" {
			slices.Sort(targets)
			equal(t, "facet cites", f.Values(w, &w.Provisions[0]), slices.Compact(targets))
		}
	}
	if n, err := lib.Counts(ctx); err != nil || n.Citations != len(p.Citations) {
		t.Errorf("%d citations are counted, the work has %d (%v)", n.Citations, len(p.Citations), err)
	}
	return strings.Join(out, " ")
}

func corrects(t *testing.T, lib corpus.Library) {
	const text = "Recalls [9900 (2098)>S/RES/9900 (2098)] and the lantern plan, [the old text], and 9900 (2098)"
	for _, c := range []struct {
		name string
		cs   []corpus.Correction
		want string
	}{
		{"none", nil, "9900 (2098)>S/RES/9900 (2098) the old text>"},
		{"add", []corpus.Correction{person(corpus.AddTag, "the lantern plan", 0, "lantern-plan-2097", "para-3")},
			"9900 (2098)>S/RES/9900 (2098) the lantern plan>lantern-plan-2097#para-3! the old text>"},
		{"add at the second place", []corpus.Correction{person(corpus.AddTag, "9900 (2098)", 2, "S/RES/9900 (2098)")},
			"9900 (2098)>S/RES/9900 (2098) the old text> 9900 (2098)>S/RES/9900 (2098)!"},
		{"change", []corpus.Correction{person(corpus.ChangeTag, "9900 (2098)", 1, "A/RES/88/7", "para-2.b")},
			"9900 (2098)>A/RES/88/7#para-2.b! the old text>"},
		{"settle what was open", []corpus.Correction{person(corpus.ChangeTag, "the old text", 0, "S/RES/9898 (2098)")},
			"9900 (2098)>S/RES/9900 (2098) the old text>S/RES/9898 (2098)!"},
		{"reject", []corpus.Correction{person(corpus.RejectTag, "9900 (2098)", 1, "")}, "the old text>"},
		{"overlap", []corpus.Correction{person(corpus.AddTag, "Recalls 9900", 0, "A/RES/88/7")},
			"Recalls 9900>A/RES/88/7! the old text>"},
		{"one over two", []corpus.Correction{person(corpus.AddTag, "9900 (2098) and the lantern plan, the old text", 0, "A/RES/88/7")},
			"9900 (2098) and the lantern plan, the old text>A/RES/88/7!"},
		{"the later of two on the same words", []corpus.Correction{
			person(corpus.ChangeTag, "9900 (2098)", 1, "A/RES/88/7"), person(corpus.RejectTag, "9900 (2098)", 1, "")}, "the old text>"},
		{"a rejection beside a narrower tag", []corpus.Correction{
			person(corpus.RejectTag, "9900 (2098)", 1, ""), person(corpus.AddTag, "(2098)", 1, "A/RES/88/7")}, "(2098)>A/RES/88/7! the old text>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			add(t, lib, worded(text))
			correct(t, lib, c.cs...)
			if got := tags(t, lib); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			for _, x := range all(t, lib.Corrections(ctx)) {
				if x.Orphan {
					t.Errorf("%+v is an orphan", x)
				}
				if _, err := lib.Uncorrect(ctx, x); err != nil {
					t.Fatal(err)
				}
			}
			if got := tags(t, lib); got != "9900 (2098)>S/RES/9900 (2098) the old text>" {
				t.Errorf("taken back: %s", got)
			}
		})
	}
}

// orphans lists the corrections, orphans with a question mark.
func orphans(t *testing.T, lib corpus.Library) string {
	t.Helper()
	var out []string
	for _, c := range all(t, lib.Corrections(ctx)) {
		s := string(c.Action) + " " + c.Surface
		if c.Orphan {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func correctsAgain(t *testing.T, lib corpus.Library) {
	first := worded("Recalls [9900 (2098)>S/RES/9900 (2098)] and the lantern plan")
	add(t, lib, first)
	given := first.Passages[0].Citations
	correct(t, lib, person(corpus.AddTag, "the lantern plan", 0, "lantern-plan-2097"),
		person(corpus.RejectTag, "9900 (2098)", 0, ""))
	const want, kept = "the lantern plan>lantern-plan-2097!", "reject 9900 (2098), add the lantern plan"
	check := func(when, wantTags, wantKept string) {
		t.Helper()
		if got := tags(t, lib); got != wantTags {
			t.Errorf("%s: tags %s, want %s", when, got, wantTags)
		}
		if got := orphans(t, lib); got != wantKept {
			t.Errorf("%s: kept %s, want %s", when, got, wantKept)
		}
	}
	check("corrected", want, kept)
	if len(given) != 1 || len(first.Passages[0].Citations) != 1 {
		t.Error("the caller's document was changed")
	}
	if got := results(add(t, lib, first)); got != "unchanged" {
		t.Errorf("the same document: %s", got)
	}
	check("the same document again", want, kept)

	moved := worded("Strongly recalls, as ever, [9900 (2098)>S/RES/9900 (2098)], [9899 (2098)>S/RES/9899 (2098)] and the lantern plan")
	if got := results(add(t, lib, moved)); got != "replaced" {
		t.Fatalf("another parse: %s", got)
	}
	check("offsets moved", "9899 (2098)>S/RES/9899 (2098) the lantern plan>lantern-plan-2097!", kept)

	add(t, lib, worded("Recalls [9900 (2098)>S/RES/9900 (2098)] and no plan"))
	check("words gone", "", "reject 9900 (2098), add the lantern plan?")

	if err := lib.Remove(ctx, first.DocumentID()); err != nil {
		t.Fatal(err)
	}
	if got := orphans(t, lib); got != "reject 9900 (2098)?, add the lantern plan?" {
		t.Errorf("document gone: %s", got)
	}
	add(t, lib, first)
	check("added anew", want, kept)
	if err := lib.Describe(ctx, corpus.Digest{Description: corpus.Description{ID: first.ID, Symbol: first.Symbol},
		Notes: []corpus.Note{{ID: "s-res-9901-2099/para-1", Locator: "para-1", Text: "Ours."}}}); err != nil {
		t.Fatal(err)
	}
	check("described", want, kept)

	if err := lib.Remove(ctx, first.DocumentID()); err != nil {
		t.Fatal(err)
	}
	before, _ := lib.Counts(ctx)
	if _, err := lib.Uncorrect(ctx, person("", "the lantern plan", 0, "")); err != nil {
		t.Errorf("an orphan of a document that is gone cannot be taken back: %v", err)
	}
	if after, _ := lib.Counts(ctx); after.Seq == before.Seq || after.Works != before.Works {
		t.Errorf("taking back an orphan: %+v to %+v", before, after)
	}
	if got := orphans(t, lib); got != "reject 9900 (2098)?" {
		t.Errorf("taken back: %s is left", got)
	}
}

func refuses(t *testing.T, lib corpus.Library) {
	add(t, lib, worded("Recalls [9900 (2098)>S/RES/9900 (2098)], the plan, the plan and 99001"))
	correct(t, lib, person(corpus.AddTag, "the plan and", 0, "A/RES/88/7"))
	at := func(c corpus.Correction, d corpus.DocumentID, l corpus.Locator) corpus.Correction {
		c.Document, c.Locator = d, l
		return c
	}
	plan := person(corpus.AddTag, "the plan", 1, "A/RES/88/7")
	nobody := plan
	nobody.By = ""
	for _, c := range []struct {
		name string
		c    corpus.Correction
		err  error
		says string
	}{
		{"no document", at(plan, "s-res-9999-2099.en", "para-1"), corpus.ErrNotFound, "s-res-9999-2099.en"},
		{"no language", at(plan, "s-res-9901-2099.fr", "para-1"), corpus.ErrNotFound, "s-res-9901-2099.fr"},
		{"no passage", at(plan, plan.Document, "para-9"), corpus.ErrNotFound, "para-9"},
		{"another version's passage", at(plan, plan.Document, "para-1@fr"), corpus.ErrNotFound, "para-1@fr"},
		{"no words", person(corpus.AddTag, "the moon", 0, "A/RES/88/7"), corpus.ErrBadCorrection, "does not stand in para-1"},
		{"part of a number", person(corpus.AddTag, "9900", 2, "A/RES/88/7"), corpus.ErrBadCorrection, "stands 1 times"},
		{"which", person(corpus.AddTag, "the plan", 0, "A/RES/88/7"), corpus.ErrBadCorrection, "say which"},
		{"too far", person(corpus.AddTag, "the plan", 3, "A/RES/88/7"), corpus.ErrBadCorrection, "stands 2 times"},
		{"nothing to change", person(corpus.ChangeTag, "Recalls", 0, "A/RES/88/7"), corpus.ErrBadCorrection, "add one"},
		{"nothing to reject", person(corpus.RejectTag, "Recalls", 0, ""), corpus.ErrBadCorrection, "no citation was found"},
		{"over another person's", person(corpus.AddTag, "the plan", 2, "A/RES/88/7"), corpus.ErrBadCorrection, "overlaps the correction"},
		{"no target", person(corpus.AddTag, "Recalls", 0, ""), corpus.ErrBadCorrection, "say what"},
		{"a rejection with a target", person(corpus.RejectTag, "9900 (2098)", 0, "A/RES/88/7"), corpus.ErrBadCorrection, "no target"},
		{"no such action", person("praise", "Recalls", 0, ""), corpus.ErrBadCorrection, "praise"},
		{"no locator", person(corpus.AddTag, "Recalls", 0, "A/RES/88/7", "page 3"), corpus.ErrBadCorrection, "page 3"},
		{"by nobody", nobody, corpus.ErrBadCorrection, "who"},
		{"long words", person(corpus.AddTag, strings.Repeat("x", 501), 0, "A/RES/88/7"), corpus.ErrBadCorrection, "500"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := lib.Correct(ctx, c.c)
			if !errors.Is(err, c.err) || !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("%v, want %v that says %q", err, c.err, c.says)
			}
		})
	}
	if got := orphans(t, lib); got != "add the plan and" {
		t.Errorf("kept: %s", got)
	}
	if _, err := lib.Uncorrect(ctx, person("", "the moon", 0, "")); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("taking back what is not there: %v", err)
	}
	correct(t, lib, plan, person(corpus.RejectTag, "9900 (2098)", 0, ""))
	if got, err := lib.Uncorrect(ctx, person("", "the plan", 0, "")); err != nil || got.Nth != 1 || got.Target != "A/RES/88/7" {
		t.Errorf("taken back %+v, %v", got, err)
	}
}

// A point's locator stands for its passage's.
func TestCorrectPoint(t *testing.T) {
	lib := open(t, t.TempDir())
	add(t, lib, worded("Recalls the plan"))
	c := person(corpus.AddTag, "the plan", 0, "A/RES/88/7")
	c.Locator = "para-1.a"
	if got, err := lib.Correct(ctx, c); err != nil || got.Locator != "para-1" || got.Nth != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := lib.Uncorrect(ctx, c); err != nil {
		t.Error(err)
	}
}

// A backup is the library, corrections and all.
func TestCorrectionsInBackup(t *testing.T) {
	lib := open(t, t.TempDir())
	add(t, lib, worded("Recalls the plan"))
	correct(t, lib, person(corpus.AddTag, "the plan", 0, "A/RES/88/7"))
	var copied bytes.Buffer
	if _, err := lib.WriteTo(&copied); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, store.File), copied.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	other := open(t, dir)
	if got := tags(t, other); got != "the plan>A/RES/88/7!" {
		t.Errorf("the copy has %s", got)
	}
}
