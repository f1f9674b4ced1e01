package check

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// quotations compares each quoted run beside a citation with what it cites.
func (c *checker) quotations() error {
	quotes := runs(c.report.Text)
	starts := sentences(c.report.Text, quotes)
	for _, q := range quotes {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		near := c.near(q, starts)
		if len(near) == 0 || c.named(q) {
			continue
		}
		found, err := c.compare(q, near)
		if err != nil {
			return err
		}
		if found != nil {
			c.report.Quotations = append(c.report.Quotations, *found)
		}
	}
	return nil
}

// neighbour is a citation near a quotation.
type neighbour struct {
	index int
	close bool // it stands in the same sentence or right behind the quotation
	far   int
}

// rightBehind is how many bytes behind a quotation a citation of it may begin
// in the next sentence: " (See S/RES/..."
const rightBehind = 40

// maxNear is how many citations one quotation is compared with.
const maxNear = 8

// near lists the citations that q may be quoted from: those of its sentence,
// then of the next and the one before, the nearest first.
func (c *checker) near(q run, starts []int) []neighbour {
	at := sentenceOf(starts, q.start)
	var ns []neighbour
	for i, f := range c.report.Citations {
		if f.End > q.start && f.Start < q.end { // a quotation may cite too
			continue
		}
		s := sentenceOf(starts, f.Start)
		if s < at-1 || s > at+1 {
			continue
		}
		n := neighbour{i, s == at, q.start - f.End}
		if f.Start >= q.end {
			n.far = f.Start - q.end
			n.close = n.close || n.far <= rightBehind
		}
		ns = append(ns, n)
	}
	slices.SortStableFunc(ns, func(a, b neighbour) int {
		if a.close != b.close {
			if a.close {
				return -1
			}
			return 1
		}
		return a.far - b.far
	})
	return ns[:min(len(ns), maxNear)]
}

func sentenceOf(starts []int, at int) int {
	return sort.Search(len(starts), func(i int) bool { return starts[i] > at })
}

// named reports whether q is the title of a work and no quotation from it.
func (c *checker) named(q run) bool {
	text := strings.ToLower(strings.Trim(c.report.Text[q.start:q.end], " ,.;"))
	for _, f := range c.report.Citations {
		if f.Start <= q.start && q.end <= f.End || q.start <= f.Start && f.End <= q.end && f.End-f.Start > (q.end-q.start)*2/3 {
			return true
		}
		h := c.held[f.Work]
		if h == nil {
			continue
		}
		for _, t := range h.Titles {
			if strings.Contains(strings.ToLower(t), text) {
				return true
			}
		}
		for _, a := range h.Aliases {
			if strings.EqualFold(a.Text, text) {
				return true
			}
		}
	}
	return false
}

// compare tells how q stands to the works of near. The first work of its
// sentence that has the words decides; else the nearest of all.
func (c *checker) compare(q run, near []neighbour) (*Quotation, error) {
	text := c.report.Text[q.start:q.end]
	ws := quoted(text)
	var best *Quotation
	for _, n := range near {
		f := &c.report.Citations[n.index]
		found, err := c.against(ws, q, f)
		if err != nil {
			return nil, err
		}
		found.Citation = n.index
		if !n.close && (found.Status == QuoteNotFound || found.Status == QuoteNotHeld) {
			continue // words of its own, as far as can be told
		}
		if best == nil || rank(found) < rank(best) {
			best = found
		}
		if best.Status == Exact && best.Detail == "" {
			break
		}
	}
	if best != nil && c.mayBeName(best, ws) {
		return nil, nil
	}
	if best != nil && best.Status == QuoteNotFound && best.Suggestion == "" {
		return best, c.elsewhere(ws, best)
	}
	if best != nil && best.Suggestion != "" {
		c.mendPlace(best)
	}
	return best, nil
}

// A run of fewer words than these beside a citation of a whole work may be the
// name of something, unless it is nearly what the work says.
const (
	nameWords = 12
	nearly    = 0.8
)

// mayBeName reports whether words that the source has not so are more likely a
// name than a quotation: capitals throughout, or few and beside no paragraph.
func (c *checker) mayBeName(q *Quotation, ws []word) bool {
	if !q.Status.Fault() || q.Suggestion != "" {
		return false
	}
	long, capitals := 0, 0
	for _, w := range ws {
		r, _ := utf8.DecodeRuneInString(q.Text[w.start:])
		if utf8.RuneCountInString(w.text) >= 4 {
			long++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	if long >= 2 && capitals == long {
		return true
	}
	return q.Status == Differs && len(ws) < nameWords && q.share < nearly && len(c.report.Citations[q.Citation].Pinpoints) == 0
}

// rank orders what was found from the best; of equals the nearer counts.
func rank(q *Quotation) int {
	switch {
	case q.Status == Exact:
		return 0
	case q.Status == QuoteNotFound && q.Suggestion != "": // in another paragraph
		return 1
	case q.Status == Differs:
		return 2
	case q.Status == QuoteNotFound:
		return 3
	}
	return 4
}

// mendPlace suggests the paragraph that holds the words to a citation of a
// paragraph that does not exist.
func (c *checker) mendPlace(q *Quotation) {
	if f := &c.report.Citations[q.Citation]; f.Status == NoSuchParagraph {
		f.Suggestion = q.Suggestion
	}
}

// against compares a quotation with the work of f: first with the paragraphs it
// names, then with all.
func (c *checker) against(ws []word, q run, f *Finding) (*Quotation, error) {
	r := &Quotation{Start: q.start, End: q.end, Text: c.report.Text[q.start:q.end], Differences: []Difference{}, Reasons: []corpus.Reason{}}
	h, err := c.work(f.Work)
	if err != nil {
		return nil, err
	}
	versions := c.versions(h, r.Text)
	if len(versions) == 0 {
		r.Status = QuoteNotHeld
		r.because("words-not-held")
		return r, nil
	}
	for _, v := range versions {
		if at, ok := v.exact(ws, f.Pinpoints); ok {
			r.Status, r.Locator, r.Passage = Exact, v.passages[at.passage].locator, v.passages[at.passage].excerpt(at)
			return r, nil
		}
	}
	if len(f.Pinpoints) > 0 {
		for _, v := range versions {
			if at, ok := v.exact(ws, nil); ok {
				p := v.passages[at.passage]
				r.Status, r.Locator, r.Passage = QuoteNotFound, p.locator, p.excerpt(at)
				r.Suggestion = suggestion(h, p.locator)
				r.because("words-elsewhere", "place", string(p.locator), "places", corpus.Spaced(f.Pinpoints))
				return r, nil
			}
		}
	}
	for _, v := range versions {
		if v.nearest(ws, f.Pinpoints, r) || len(f.Pinpoints) > 0 && v.nearest(ws, nil, r) {
			r.Status = Differs
			if len(f.Pinpoints) == 0 || claims(f.Pinpoints, r.Locator) {
				r.because("other-words", "place", string(r.Locator))
				return r, nil
			}
			r.Suggestion = suggestion(h, r.Locator)
			r.because("other-words-elsewhere", "place", string(r.Locator), "places", corpus.Spaced(f.Pinpoints))
			return r, nil
		}
	}
	r.Status = QuoteNotFound
	r.because("no-words", "work", string(h.Target()))
	return r, nil
}

func suggestion(h *held, l corpus.Locator) string {
	if s := pinpoint(h.Work, l); s != "" {
		return s
	}
	return corpus.InWords(l)
}

// versions are the language versions that a quotation can be compared with:
// the draft's language and the quotation's own.
func (c *checker) versions(h *held, text string) []*words {
	if h == nil {
		return nil
	}
	var vs []*words
	if v := h.in(c.lang); v != nil {
		vs = append(vs, v)
	}
	if own, _ := lang.Detect(text); own != "" && own != c.lang {
		if v := h.in(own); v != nil {
			vs = append(vs, v)
		}
	}
	return vs
}

// elsewhere looks for the words in the other works that the draft cites.
func (c *checker) elsewhere(ws []word, q *Quotation) error {
	seen := map[corpus.WorkID]bool{c.report.Citations[q.Citation].Work: true}
	for _, f := range c.report.Citations {
		if f.Work == "" || seen[f.Work] || len(seen) > maxHeld/2 {
			continue
		}
		seen[f.Work] = true
		h, err := c.work(f.Work)
		if err != nil {
			return err
		}
		for _, v := range c.versions(h, q.Text) {
			if at, ok := v.exact(ws, nil); ok {
				p := v.passages[at.passage]
				q.Passage = p.excerpt(at)
				q.Suggestion = cite.PlainLine(string(h.Target()) + ", " + suggestion(h, p.locator))
				q.because("words-in", "work", string(h.Target()), "place", string(p.locator))
				return nil
			}
		}
	}
	return nil
}
