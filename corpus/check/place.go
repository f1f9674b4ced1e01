package check

import (
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
			f.is(NotHeld, "place-not-held", "work", string(f.Target), "places", corpus.Spaced(f.Pinpoints))
		}
		return nil
	}
	var missing, unread []corpus.Locator
	for _, l := range f.Pinpoints {
		switch x, at := h.extent.Look(l); x {
		case corpus.Missed:
			if missing == nil {
				f.Nearest = at
			}
			missing = append(missing, l)
		case corpus.Uncertain:
			unread = append(unread, l)
		case corpus.Exists:
			if f.Passage == "" {
				f.Passage, f.Locator = h.excerpt(at, c.lang)
			}
		}
	}
	switch {
	case len(missing) > 0:
		f.misses(h.Target(), missing)
	case len(unread) > 0 && f.Status == OK:
		f.is(NotHeld, "place-not-shown", "work", string(f.Target), "places", corpus.Spaced(unread))
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

// misses says that the work that name names has not the places missing.
func (f *Finding) misses(name corpus.Target, missing []corpus.Locator) {
	f.Missing = missing
	why := corpus.Missing(name, missing, f.Nearest)
	if why.Code == "no-place" {
		f.Highest, _ = strconv.Atoi(f.Nearest.Number())
	}
	if f.Status == WrongYear || f.Status == Unknown {
		f.because(why)
		return
	}
	f.Status = NoSuchParagraph
	f.because(why)
	if f.Highest > 0 {
		f.Suggestion = anyNumber(f.Highest)
	}
}

func anyNumber(highest int) string { return "a number from 1 to " + strconv.Itoa(highest) }

// AnyNumber reports whether Suggestion says no more than that the number lies
// between 1 and Highest.
func (f *Finding) AnyNumber() bool { return f.Highest > 0 && f.Suggestion == anyNumber(f.Highest) }

// excerpt is what stands at a place that exists, in l where that version is
// held, and the passage it stands in.
func (h *held) excerpt(at corpus.Locator, l lang.Tag) (string, corpus.Locator) {
	p := h.Provision(at)
	for i := 0; p == nil && i < len(h.Provisions); i++ { // a version kept apart
		if own, _, _ := strings.Cut(string(h.Provisions[i].Locator), "@"); corpus.Locator(own).Contains(at) {
			p = &h.Provisions[i]
		}
	}
	if p == nil {
		return "", ""
	}
	t, _ := p.Passage(l)
	if t == nil {
		return "", ""
	}
	return t.Excerpt(at), p.Locator
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

func tail(l string) string { return l[strings.LastIndexByte(l, '/')+1:] }
