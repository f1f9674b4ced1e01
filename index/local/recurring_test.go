package local

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

// Phrases that stand in several passages are suggested as they are written, and
// no parts of them.
func TestRecurringPhrases(t *testing.T) {
	texts := map[lang.Tag][]string{
		"en": {"Keepers of %s lanterns guard the harbour gates.", "The harbour gates, of %s wood, hold.", "Harbour gates %s.",
			"At harbour gates and lanterns %s walk on.", "Rule of bells %s; harbour. Gates.", "The rule of bells %s.", "A rule of bells is %s.",
			"Some rule of bells, %s.", "One rule of bells for %s.", "Rules 12 and 13 of %s.", "By rule of bells they %s.", "By harbour gates they %s."},
		"fr": {"La sécurité des écluses %s.", "Une sécurité des écluses %s.", "Sécurité des écluses %s.", "Pour la sécurité des écluses, %s.", "De la sécurité des écluses %s."},
		"zh": {"港口灯塔守护%s。", "在港口灯塔，%s。", "港口灯塔的%s。", "港口灯塔是%s。", "看港口灯塔%s。"},
		"ar": {"حماية أماكن العبادة %s.", "في حماية أماكن العبادة %s.", "لأجل حماية أماكن العبادة %s.", "عن حماية أماكن العبادة %s.", "مع حماية أماكن العبادة %s."},
	}
	names := []string{"amber", "birch", "cedar", "damson", "elder", "fir", "gorse", "hazel", "iris", "juniper", "kelp", "larch"}
	var works []*corpus.Work
	for l, all := range texts {
		for i, text := range all {
			w := work(fmt.Sprint(l, i), "")
			w.Provisions[0].Texts = map[lang.Tag]*corpus.Passage{l: {Text: fmt.Sprintf(text, names[i])}}
			works = append(works, w)
		}
	}
	e := open(t, "")
	if err := e.Put(context.Background(), 1, works...); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		typed string
		in    lang.Tag
		want  []string
	}{
		{"harb", "en", []string{"harbour gates"}},
		{"Harbour ga", "en", []string{"harbour gates"}},
		{"rule of", "en", []string{"rule of bells"}},
		{"of bells", "en", nil},
		{"ha", "en", nil}, // too little
		{"rules", "en", nil},
		{"securite", "fr", []string{"sécurité des écluses"}},
		{"sécurité des é", "fr", []string{"sécurité des écluses"}},
		{"harb", "fr", nil},
		{"港", "zh", []string{"港口灯塔"}},
		{"口灯", "zh", nil},
		{"حماية", "ar", []string{"حماية أماكن العبادة"}},
	} {
		all, err := e.Suggest(context.Background(), c.typed, c.in)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range all {
			if s.Kind == "phrase" {
				got = append(got, s.Text)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: the phrases are %q, want %q", c.typed, c.in, got, c.want)
		}
	}
	found, err := e.Search(context.Background(), index.Request{Query: "harbour gates"})
	if err != nil || found.Total < phraseLeast {
		t.Errorf("what is suggested finds %d (%v)", found.Total, err)
	}
}

// Counting keeps within its bound, and what recurs most is kept.
func TestRecurringBound(t *testing.T) {
	r := recurring{by: map[phraseID]*recurs{}, words: make([]phraseWord, 4*phraseRoom)}
	for i := range uint32(3 * phraseRoom) {
		r.count(phraseID{i%1000 + 1, i + 1}, "some words")
		if i%10 == 0 {
			r.count(phraseID{1, 1}, "the phrase")
		}
		r.entry++
		if len(r.by) > phraseRoom {
			t.Fatalf("%d phrases are counted at a time", len(r.by))
		}
	}
	if got := r.kept(); len(got) != 1 || got[0].written != "the phrase" {
		t.Errorf("kept: %v", got)
	}
}
