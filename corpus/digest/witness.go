package digest

import (
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Evidence is what the official texts of a library say of the notes. Its JSON
// form is part of what "doctor --corpus" prints.
type Evidence struct {
	Texts     int      `json:"texts"`     // works with verified pinpoints whose official text is held
	Pinpoints int      `json:"pinpoints"` // verified notes that claim a pinpoint
	Checked   int      `json:"checked"`   // of these, the ones on works whose text is held
	Found     int      `json:"found"`     // of the checked, those whose paragraph is there
	Compared  int      `json:"compared"`  // English texts the notes' words were compared with
	Failing   []string `json:"-"`
}

// Witness reads the official texts that library holds: each verified pinpoint
// must be in the text of its work, and no note may repeat ten words of any
// English text, but for formal phrases that stand in many works.
func Witness(ctx context.Context, library corpus.Library, works []corpus.Digest) (Evidence, error) {
	e := Evidence{Failing: []string{}}
	notes := map[corpus.WorkID][]corpus.Note{}
	for _, d := range works {
		notes[d.ID] = d.Notes
	}
	runs := newRuns(works)
	for s, err := range library.Works(ctx, corpus.Filter{}) {
		if err != nil {
			return e, err
		}
		if len(s.Documents) == 0 {
			continue
		}
		w, err := library.Work(ctx, s.ID)
		if err != nil {
			return e, err
		}
		e.pinpoints(w, notes[w.ID])
		e.Compared += runs.compare(w)
	}
	for _, d := range works {
		e.Pinpoints += pinpointed(d.Notes)
	}
	e.Failing = append(e.Failing, runs.copied()...)
	return e, nil
}

func pinpointed(notes []corpus.Note) int {
	n := 0
	for _, x := range notes {
		if claims(x) {
			n++
		}
	}
	return n
}

func claims(n corpus.Note) bool { return n.Status == Verified && n.Locator != "" }

// pinpoints looks up the paragraphs that notes name in the texts of w.
func (e *Evidence) pinpoints(w *corpus.Work, notes []corpus.Note) {
	if pinpointed(notes) == 0 {
		return
	}
	e.Texts++
	there := map[corpus.Locator]bool{}
	for i := range w.Provisions {
		for _, p := range w.Provisions[i].Texts {
			there[p.Locator] = true
			for _, part := range p.Parts {
				there[part.Locator] = true
			}
		}
	}
	for _, n := range notes {
		if !claims(n) {
			continue
		}
		e.Checked++
		if there[n.Locator] {
			e.Found++
		} else {
			e.Failing = append(e.Failing, fmt.Sprintf("%s: the official text has no such paragraph", n.ID))
		}
	}
}

// run is how many words in a row make a copy; a run in more works than
// formal is a formula of the house and no copy.
const (
	run    = 10
	formal = 12
)

// runs knows every run of ten words of the notes.
type runs struct {
	seed  maphash.Seed
	notes map[uint64][]string // the IDs of the notes that hold the run
	words map[uint64]string
	works map[uint64][]string // the works it was met in, at most formal+1
}

func newRuns(works []corpus.Digest) *runs {
	r := &runs{maphash.MakeSeed(), map[uint64][]string{}, map[uint64]string{}, map[uint64][]string{}}
	for _, d := range works {
		for _, n := range d.Notes {
			r.each(n.Text, func(h uint64, words []string) {
				r.notes[h] = append(r.notes[h], n.ID)
				r.words[h] = strings.Join(words, " ")
			})
		}
	}
	return r
}

// each calls f with the hash of every run of words in text, and the run.
func (r *runs) each(text string, f func(uint64, []string)) {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	for i := range max(0, len(words)-run+1) {
		f(maphash.String(r.seed, strings.Join(words[i:i+run], " ")), words[i:i+run])
	}
}

// compare notes which runs stand in the English text of w; it answers how many
// texts that were.
func (r *runs) compare(w *corpus.Work) int {
	read := 0
	for i := range w.Provisions {
		p := w.Provisions[i].Texts[lang.English]
		if p == nil {
			continue
		}
		read = 1
		r.each(p.Text, func(h uint64, _ []string) {
			met := r.works[h]
			if r.notes[h] != nil && len(met) <= formal && !slices.Contains(met, string(w.ID)) {
				r.works[h] = append(met, string(w.ID))
			}
		})
	}
	return read
}

// copied says which notes repeat a text, once a note, in the order of notes.
func (r *runs) copied() []string {
	said := map[string]string{}
	for h, works := range r.works {
		if len(works) > formal {
			continue
		}
		for _, id := range r.notes[h] {
			what := fmt.Sprintf("%s: repeats %q of %s", id, r.words[h], slices.Min(works))
			if said[id] == "" || what < said[id] {
				said[id] = what
			}
		}
	}
	out := slices.Collect(maps.Values(said))
	slices.Sort(out)
	return out
}
