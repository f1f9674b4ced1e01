package corpus

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"concordance/corpus/lang"
)

// Join makes a work of its description, its language versions and its notes.
//
// Passages with a number of their own meet by number. Passages that are
// counted (preambular paragraphs, statements, anything inferred) meet only when
// the two versions have the same sequence of them: where they differ, each
// version keeps its own passages, under a locator that names its language, and
// the work says so. Nothing is aligned by guess.
func Join(d Digest, docs []*Document) *Work {
	w := &Work{Description: d.Description, NoteCount: len(d.Notes)}
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, func(a, b *Document) int {
		return slices.Index(lang.Texts, a.Lang) - slices.Index(lang.Texts, b.Lang)
	})
	for _, doc := range docs {
		w.describe(doc)
		w.Documents = append(w.Documents, doc.Info())
	}
	j := joiner{work: w, index: map[Locator]int{}, shape: map[string][]Locator{}}
	for _, doc := range docs {
		j.add(doc)
	}
	for _, n := range d.Notes {
		j.note(n)
	}
	return w
}

// describe fills what the digest left open with what the document states.
func (w *Work) describe(d *Document) {
	if w.ID == "" {
		w.ID = d.ID
	}
	fill(&w.Symbol, d.Symbol)
	fill(&w.Body, d.Body)
	fill(&w.Date, d.Date)
	fill(&w.Meeting, d.Meeting)
	fill(&w.ChapterVII, d.ChapterVII)
	if w.Kind == "" {
		w.Kind = d.Kind
	}
	w.Titles = merge(w.Titles, d.Titles)
	w.Addresses = merge(w.Addresses, d.Addresses)
	for _, a := range d.Aliases {
		if !slices.Contains(w.Aliases, a) {
			w.Aliases = append(w.Aliases, a)
		}
	}
	for _, r := range d.Relations {
		if !slices.Contains(w.Relations, r) {
			w.Relations = append(w.Relations, r)
		}
	}
}

func fill(to *string, from string) {
	if *to == "" {
		*to = from
	}
}

func merge(to, from map[lang.Tag]string) map[lang.Tag]string {
	if len(from) == 0 {
		return to
	}
	m := maps.Clone(from)
	maps.Copy(m, to) // what is there already wins
	return m
}

type joiner struct {
	work  *Work
	index map[Locator]int      // into work.Provisions
	shape map[string][]Locator // class -> the sequence of the first version that has it
}

func (j *joiner) add(d *Document) {
	classes := map[string][]Locator{}
	for _, p := range d.Passages {
		c := p.Locator.Class()
		classes[c] = append(classes[c], p.Locator)
	}
	apart := map[string]bool{}
	for c, seq := range classes {
		first, seen := j.shape[c]
		if !seen {
			j.shape[c] = seq
			continue
		}
		if counted(c, d.Kind) && !slices.Equal(first, seq) {
			apart[c] = true
			j.work.Warnings = append(j.work.Warnings, fmt.Sprintf(
				"%s: %d passages %s-n where another version has %d: kept apart", d.Lang, len(seq), c, len(first)))
		}
	}
	slices.Sort(j.work.Warnings)
	at := -1 // where the passage before stands
	for i := range d.Passages {
		p := &d.Passages[i]
		l := p.Locator
		if apart[l.Class()] || p.Inferred && j.differs(l) {
			l = l.In(d.Lang)
		}
		k, ok := j.index[l]
		if !ok {
			k = j.insert(j.place(at, l), Provision{Locator: l, Number: p.Number, Texts: map[lang.Tag]*Passage{}})
		}
		if j.work.Provisions[k].Texts[d.Lang] == nil {
			j.work.Provisions[k].Texts[d.Lang] = p
		}
		at = k
	}
}

// place is where a new provision goes: after the one before it in its version.
// The first of those kept apart goes behind the shared ones of its class.
func (j *joiner) place(before int, l Locator) int {
	ps := j.work.Provisions
	if l.Only() == "" || before >= 0 && ps[before].Locator.Class() == l.Class() {
		return before + 1
	}
	last := before
	for i, p := range ps {
		if p.Locator.Class() == l.Class() {
			last = i
		}
	}
	return last + 1
}

// counted reports whether the class has ordinals of ours rather than numbers
// printed in the source.
func counted(class string, kind Kind) bool {
	return strings.HasSuffix(class, "pp") || strings.HasSuffix(class, "fn") || strings.HasPrefix(class, "letter") || kind == KindStatement || kind == KindPressRelease
}

// differs reports whether an inferred number has no counterpart yet.
func (j *joiner) differs(l Locator) bool {
	_, ok := j.index[l]
	return !ok && len(j.work.Provisions) > 0 && len(j.work.Documents) > 1
}

// insert puts p at position k and keeps the index true.
func (j *joiner) insert(k int, p Provision) int {
	w := j.work
	w.Provisions = slices.Insert(w.Provisions, k, p)
	if k == len(w.Provisions)-1 {
		j.index[p.Locator] = k
		return k
	}
	for i := k; i < len(w.Provisions); i++ {
		j.index[w.Provisions[i].Locator] = i
	}
	return k
}

// note hangs a note on its provision, making one where no text is held.
func (j *joiner) note(n Note) {
	l := n.Locator
	if p := j.work.Provision(l); p != nil {
		p.Notes = append(p.Notes, n)
		return
	}
	k := len(j.work.Provisions)
	if l != "" {
		for i, p := range j.work.Provisions {
			if p.Locator.Class() == l.Class() && compareNumbers(p.Locator.Number(), l.Number()) > 0 {
				k = i
				break
			}
		}
	} else {
		k = 0 // a note on the whole work stands before its passages
	}
	j.insert(k, Provision{Locator: l, Number: topNumber(l, j.work.Kind), Notes: []Note{n}})
}

// topNumber is the number printed at the passage that a locator names or lies
// in: "" where passages are only counted.
func topNumber(l Locator, kind Kind) string {
	n := l.Number()
	if counted(l.Class(), kind) {
		return ""
	}
	switch {
	case strings.HasPrefix(l.Class(), "section"):
		return n
	case l.Class() == "time":
		return strings.ReplaceAll(n, ".", ":")
	}
	n, _, _ = strings.Cut(n, ".")
	return n
}

// compareNumbers orders "2" before "10", "2.a" before "2.b", "4" before "4~1".
func compareNumbers(a, b string) int {
	na, ra := leading(a)
	nb, rb := leading(b)
	if na != nb {
		return na - nb
	}
	return strings.Compare(ra, rb)
}

func leading(s string) (n int, rest string) {
	i := 0
	for i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:]
}
