package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/digest"
	"concordance/corpus/lang"
	"concordance/corpus/store"
	"concordance/corpus/vocab"
)

var update = flag.Bool("update", false, "write the scoreboards anew")

const scoreboard = "../../corpus/vocab/SCORES.md"

// trusted is the precision under which a rule stays off; fewer proposals than
// few in a language are judged with those of the other languages.
const (
	trusted = .8
	few     = 5
)

// tally counts how often a rule proposed a term, an editor chose it, and both.
type tally struct{ proposed, wanted, right int }

func (t tally) precision() float64 { return float64(t.right) / float64(max(1, t.proposed)) }
func (t tally) recall() float64    { return float64(t.right) / float64(max(1, t.wanted)) }

func (t *tally) add(o tally) {
	t.proposed, t.wanted, t.right = t.proposed+o.proposed, t.wanted+o.wanted, t.right+o.right
}

// rulesAreMeasured judges the rules that put terms on passages by the terms
// that editors gave the notes on them, and compares with the scoreboard.
func rulesAreMeasured(t *testing.T, data string) {
	library, err := store.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer library.Close()
	scores, passages := judgeRules(t, library)
	for id, by := range scores {
		off := vocab.Lookup(id).Off
		for l, n := range by {
			if n.proposed < few {
				n = pooled(by)
			}
			if n.proposed > 0 && n.precision() < trusted && !slices.Contains(off, l) {
				t.Errorf("%s in %s: precision %.2f (%d of %d): its rule should be off", id, l, n.precision(), n.right, n.proposed)
			}
		}
	}
	got := table(scores, passages)
	if *update {
		if err := os.WriteFile(scoreboard, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(scoreboard); err != nil || string(want) != got {
		t.Errorf("the scoreboard is out of date (%v): run this test with -update", err)
	}
}

// judgeRules tags every passage that notes cover whole with all rules, those that
// are off too: by term and language. It answers the number of passages too.
func judgeRules(t *testing.T, library corpus.Library) (map[string]map[lang.Tag]tally, int) {
	works, err := digest.Load()
	if err != nil {
		t.Fatal(err)
	}
	tagger := vocab.NewTagger().WithOff()
	scores, passages := map[string]map[lang.Tag]tally{}, 0
	for _, d := range works {
		w, err := library.Work(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i := range w.Provisions {
			o := &w.Provisions[i]
			wanted := chosen(o)
			if wanted == nil || len(o.Texts) == 0 {
				continue
			}
			passages++
			for l, p := range o.Texts {
				if !slices.Contains(lang.Interface, l) {
					continue
				}
				text := *p
				text.Terms = nil
				doc := &corpus.Document{Description: w.Description, Lang: l, Passages: []corpus.Passage{text}}
				tagger.Tag(doc)
				count(scores, l, doc.Passages[0].Terms, wanted)
			}
		}
	}
	return scores, passages
}

// chosen are the terms editors gave a provision and its points; nil when some
// of it has no note, for then nobody said that a term does not belong.
func chosen(o *corpus.Provision) map[string]bool {
	if len(o.Notes) == 0 {
		return nil
	}
	terms, noted := map[string]bool{}, map[corpus.Locator]bool{}
	for _, n := range o.Notes {
		noted[n.Locator] = true
		for _, u := range n.Terms {
			terms[u.ID] = true
		}
	}
	p, _ := o.Passage(lang.English)
	if noted[o.Locator] || p == nil {
		return terms
	}
	for _, part := range p.Parts {
		if !noted[part.Locator] && !noted[part.Locator.Parent()] {
			return nil
		}
	}
	return terms
}

func count(scores map[string]map[lang.Tag]tally, l lang.Tag, proposed []corpus.TermUse, wanted map[string]bool) {
	add := func(id string, n tally) {
		if scores[id] == nil {
			scores[id] = map[lang.Tag]tally{}
		}
		sum := scores[id][l]
		sum.add(n)
		scores[id][l] = sum
	}
	for _, u := range proposed {
		if n := (tally{proposed: 1}); wanted[u.ID] {
			n.right = 1
			add(u.ID, n)
		} else {
			add(u.ID, n)
		}
	}
	for id := range wanted {
		add(id, tally{wanted: 1})
	}
}

func pooled(by map[lang.Tag]tally) tally {
	var all tally
	for _, n := range by {
		all.add(n)
	}
	return all
}

// table prints the scoreboard.
func table(scores map[string]map[lang.Tag]tally, passages int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# How well the rules put terms on passages

Measured by %scmd/concordance/rules_test.go%s over the %d passages of official text that
notes cover whole: a term a rule proposes is right when an editor gave it to a note on the
passage. Judged: proposals; wanted: terms the editors gave. The other languages are judged
by the same notes, where the text is held in them. The names were mended, and rules under
precision .80 set off in their language, while looking at these very passages: nothing is
held out. Editors read the English text. Written by %sgo test ./cmd/concordance -run
TestArchive -update%s with the shared data; do not edit.

| facet | language | precision | recall | judged | wanted |
|---|---|---:|---:|---:|---:|
`, "`", "`", passages, "`", "`")
	var ids []string
	for id := range scores {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, f := range vocab.Facets() {
		for _, l := range lang.Interface {
			var sum tally
			for _, id := range ids {
				if term := vocab.Lookup(id); term.Facet == f.Name {
					n := scores[id][l]
					if slices.Contains(term.Off, l) {
						n.proposed, n.right = 0, 0
					}
					sum.add(n)
				}
			}
			if sum.wanted > 0 {
				fmt.Fprintf(&b, "| %s | %s | %.2f | %.2f | %d | %d |\n", f.Name, l, sum.precision(), sum.recall(), sum.proposed, sum.wanted)
			}
		}
	}
	b.WriteString("\nBy term, English; a rule that is off is shown as it would do.\n\n| term | precision | recall | judged | wanted | off in |\n|---|---:|---:|---:|---:|---|\n")
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(vocab.Lookup(a).Facet, vocab.Lookup(b).Facet) })
	for _, id := range ids {
		var off []string
		for _, l := range vocab.Lookup(id).Off {
			off = append(off, string(l))
		}
		n := scores[id][lang.English]
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %d | %d | %s |\n", id, n.precision(), n.recall(), n.proposed, n.wanted, strings.Join(off, " "))
	}
	return b.String()
}
