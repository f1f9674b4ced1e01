package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// places checks the pinpoints of f against the text of its work.
func (c *checker) places(f *Finding) error {
	if len(f.Pinpoints) == 0 {
		return nil
	}
	h, err := c.work(f.Work)
	if err != nil {
		return err
	}
	if h == nil || len(h.Documents) == 0 {
		if f.Status == OK && !noted(h, f.Pinpoints) && !strings.Contains(string(f.Target), " + ") {
			f.Status = NotHeld
			f.Detail = fmt.Sprintf("the text of %s is not in the library: %s could not be looked up", f.Target, places(f.Pinpoints))
		}
		return nil
	}
	var missing, unread []corpus.Locator
	for _, l := range f.Pinpoints {
		p, verdict := h.place(l)
		switch verdict {
		case absent:
			missing = append(missing, l)
		case unsure:
			unread = append(unread, l)
		case present:
			if f.Passage == "" {
				if t, _ := p.Passage(c.lang); t != nil {
					f.Passage, f.Locator = t.Excerpt(l), p.Locator
				}
			}
		}
	}
	switch {
	case len(missing) > 0:
		c.noSuch(f, h.Work, missing)
	case len(unread) > 0 && f.Status == OK:
		f.Status = NotHeld
		f.Detail = fmt.Sprintf("the text of %s that is held does not show %s: it could not be looked up", f.Target, places(unread))
	}
	return nil
}

// noted reports whether verified notes of the digest stand on all of ls: who
// wrote them has read the paragraphs.
func noted(h *held, ls []corpus.Locator) bool {
	if h == nil {
		return false
	}
	for _, l := range ls {
		if p := h.Work.Provision(l); p == nil || !slices.ContainsFunc(p.Notes, func(n corpus.Note) bool { return n.Status == "verified" && l.Contains(n.Locator) }) {
			return false
		}
	}
	return true
}

// noSuch says that the work has not the places missing.
func (c *checker) noSuch(f *Finding, w *corpus.Work, missing []corpus.Locator) {
	what := fmt.Sprintf("%s has no %s", w.Target(), places(missing))
	l := missing[0]
	if highest := highestOf(w, l.Class()); highest > 0 && !strings.Contains(l.Number(), ".") {
		what += fmt.Sprintf(": its last is %d", highest)
		f.Highest = highest
	} else if points := pointsOf(w, l); points != "" {
		what += ": it has " + points
	}
	f.Missing = missing
	if f.Status == WrongYear || f.Status == Unknown {
		f.Detail += "; " + what
		return
	}
	f.Status, f.Detail = NoSuchParagraph, what
	if f.Highest > 0 {
		f.Suggestion = "a number from 1 to " + strconv.Itoa(f.Highest)
	}
}

// verdict of looking a place up.
type verdict int

const (
	present verdict = iota
	absent          // the text held says that there is none
	unsure          // the text held does not tell
)

// place looks l up. It accuses only where passages of the same class are held
// and none can be the one meant.
func (h *held) place(l corpus.Locator) (*corpus.Provision, verdict) {
	whole := passageOf(l)
	p := h.provision(whole)
	if p == nil {
		highest := highestOf(h.Work, whole.Class())
		n, exact := number(whole)
		if highest == 0 || !exact || n >= 1 && n <= highest || strings.Contains(string(whole), "section-") {
			return nil, unsure
		}
		return nil, absent
	}
	if whole == l || len(p.Texts) == 0 {
		return p, present
	}
	return p, point(p, corpus.Locator(string(p.Locator)+string(l[len(whole):])))
}

// passageOf cuts the points off a locator: "para-2.e" is "para-2".
func passageOf(l corpus.Locator) corpus.Locator {
	if l.Class() == "section" || strings.HasSuffix(l.Class(), "/section") {
		return l
	}
	for p := l.Parent(); p != ""; p = p.Parent() {
		l = p
	}
	return l
}

// provision finds a passage, kept apart by language or not, by its whole
// address, or by its own number inside an annex or a part where only one has it.
func (h *held) provision(l corpus.Locator) *corpus.Provision {
	var inside *corpus.Provision
	for i := range h.Provisions {
		p := &h.Provisions[i]
		at, _, _ := strings.Cut(string(p.Locator), "@")
		switch {
		case at == string(l):
			return p
		case inside == nil && tail(at) == tail(string(l)) && (!strings.Contains(string(l), "/") || strings.Contains(at, "/")):
			inside = p
		}
	}
	return inside
}

func tail(l string) string { return l[strings.LastIndexByte(l, '/')+1:] }

// point looks a point of p up in the versions held: as a part, or as its letter
// in a text whose points were not told apart.
func point(p *corpus.Provision, l corpus.Locator) verdict {
	letter := string(l[strings.LastIndexByte(string(l), '.')+1:])
	told := false // a version was read that would show the point
	for version, t := range p.Texts {
		if slices.ContainsFunc(t.Parts, func(part corpus.Part) bool { return part.Locator == l }) {
			return present
		}
		if strings.Contains(t.Text, letter+")") || strings.Contains(t.Text, letter+"）") {
			return unsure
		}
		told = told || len(t.Parts) > 0 || version == lang.English || version == lang.French || version == lang.Spanish
	}
	if !told {
		return unsure
	}
	return absent
}

// unsplit is the length of a last paragraph, in bytes, from which it may hold
// others that the reader of its file did not tell apart.
const unsplit = 3000

// highestOf is the highest number of the passages of a class that w has; 0 for
// none, or where it cannot be told. A class inside an annex is its own.
func highestOf(w *corpus.Work, class string) int {
	highest, longest := 0, 0
	for _, p := range w.Provisions {
		if p.Locator.Class() != class || len(p.Texts) == 0 {
			continue
		}
		n, _ := number(p.Locator)
		if n > highest {
			highest, longest = n, 0
		}
		for _, t := range p.Texts {
			if n == highest {
				longest = max(longest, len(t.Text))
			}
		}
	}
	if longest > unsplit {
		return 0
	}
	return highest
}

// number is the number of a passage; exact is false for "12bis" and "4~1".
func number(l corpus.Locator) (n int, exact bool) {
	s := l.Number()
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	return n, err == nil && i == len(s)
}

// pointsOf says which points the passage of l has.
func pointsOf(w *corpus.Work, l corpus.Locator) string {
	p := w.Provision(passageOf(l))
	if p == nil {
		return ""
	}
	t, _ := p.Passage("")
	if t == nil || len(t.Parts) == 0 {
		return "no points"
	}
	var ps []string
	for _, part := range t.Parts {
		if passageOf(l) == part.Locator.Parent() && !slices.Contains(ps, part.Number) {
			ps = append(ps, part.Number)
		}
	}
	if len(ps) < 2 {
		return strings.Join(ps, "")
	}
	return ps[0] + " to " + ps[len(ps)-1]
}

// places lists locators in words: "paragraph 41", "paragraphs 41 and 42".
func places(ls []corpus.Locator) string {
	if len(ls) > 6 {
		return places(ls[:1]) + " to " + string(ls[len(ls)-1].Number())
	}
	var ws []string
	for _, l := range ls {
		ws = append(ws, placeWords(l))
	}
	return strings.Join(ws, ", ")
}

var kinds = map[string]string{
	"para": "paragraph", "pp": "preambular paragraph", "fn": "footnote", "art": "Article", "practice": "good practice",
}

func placeWords(l corpus.Locator) string {
	class := l.Class()
	container, kind, ok := strings.Cut(class, "/")
	if !ok {
		container, kind = "", class
	}
	if k := kinds[kind]; k != "" {
		kind = k
	}
	n := l.Number()
	if whole := passageOf(l); whole != l {
		n = whole.Number()
		for _, x := range strings.Split(strings.TrimPrefix(string(l), string(whole)+"."), ".") {
			n += " (" + x + ")"
		}
	}
	s := kind + " " + n
	if container != "" {
		s = strings.ReplaceAll(container, "-", " ") + ", " + s
	}
	return s
}
