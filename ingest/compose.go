package ingest

import (
	"fmt"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// composer makes passages of blocks: it keeps their text, parts, footnote marks
// and headings in step. Genres tell it what each block is.
type composer struct {
	text     *format.Text
	doc      *corpus.Document
	lang     lang.Tag
	taken    map[corpus.Locator]bool
	headings []heading
	notes    map[int]corpus.Locator // footnote by index
	counts   map[string]int         // of counted passages, by container and class
	place    string                 // container: "", "annex/", "annex-2/part-2/"

	at     int          // index of the passage being written, -1 between passages
	points list         // its points
	levels []int        // open parts of it, innermost last: index into Parts
	leads  [][]leadMark // emphasis of each passage, for the role
	twice  []string     // locators of passages whose number was taken
}

type heading struct {
	level int
	text  string
	used  bool
}

// topLevel is the level of an annex's heading: over all others.
const topLevel = -1

// leadMark is a run of emphasis in a passage's text.
type leadMark struct{ start, end int }

func newComposer(t *format.Text, kind corpus.Kind) *composer {
	d := &corpus.Document{}
	d.Kind = kind
	d.Warnings = append(d.Warnings, t.Warnings...)
	return &composer{text: t, doc: d, taken: map[corpus.Locator]bool{}, notes: map[int]corpus.Locator{}, counts: map[string]int{}, at: -1}
}

func (c *composer) warn(where string, text string, args ...any) {
	c.doc.Warnings = append(c.doc.Warnings, corpus.Warning{Where: where, Text: fmt.Sprintf(text, args...)})
}

// start opens a passage. A locator that is taken gets "~2", and a warning.
func (c *composer) start(l corpus.Locator, num string, b format.Block) *corpus.Passage {
	c.end()
	free := c.free(l)
	if free != l {
		c.twice = append(c.twice, string(free))
	}
	p := corpus.Passage{Locator: free, Number: num}
	for i := range c.headings {
		c.headings[i].used = true
		p.Headings = append(p.Headings, c.headings[i].text)
	}
	c.doc.Passages = append(c.doc.Passages, p)
	c.leads = append(c.leads, nil)
	c.at = len(c.doc.Passages) - 1
	c.append("", b)
	return c.passage()
}

// free is l, or the first of l~2, l~3 ... that no passage has.
func (c *composer) free(l corpus.Locator) corpus.Locator {
	f := l
	for n := 2; c.taken[f]; n++ {
		f = l + corpus.Locator("~"+strconv.Itoa(n))
	}
	c.taken[f] = true
	return f
}

// passage is the passage being written, nil between passages.
func (c *composer) passage() *corpus.Passage {
	if c.at < 0 {
		return nil
	}
	return &c.doc.Passages[c.at]
}

// append adds a block's text, its number before it, as a new line.
func (c *composer) append(num string, b format.Block) (start int) {
	p := c.passage()
	if p.Text != "" && (num != "" || b.Text != "") {
		p.Text += "\n"
	}
	start = len(p.Text)
	if num != "" {
		p.Text += num
		if b.Text != "" {
			p.Text += " "
		}
	}
	base := len(p.Text)
	p.Text += b.Text
	for _, r := range b.Refs {
		p.Refs = append(p.Refs, corpus.Ref{At: base + r.At, Locator: c.note(r.Note)})
	}
	for _, m := range b.Marks {
		c.leads[c.at] = append(c.leads[c.at], leadMark{base + m.Start, base + m.End})
	}
	return start
}

// extend continues the passage with a block that has no number of its own. It
// closes the points: what follows a list belongs to the paragraph.
func (c *composer) extend(b format.Block) {
	c.close(0)
	c.append(b.Num, b)
}

// point adds a numbered point to the passage.
func (c *composer) point(b format.Block) {
	ms := marks(b.Num)
	if ms == nil {
		c.extend(b)
		return
	}
	hint := 0
	if b.Kind == format.Item {
		hint = b.Level
	}
	level, m := c.points.place(ms, hint)
	c.close(level - 1)
	if strings.HasSuffix(c.passage().Locator.Class(), "section") && (m.style == bullets || m.style == digits) {
		c.append(b.Num, b) // section-1.1.1 is a section, not a point
		return
	}
	parent := c.passage().Locator
	if n := len(c.levels); n > 0 {
		parent = c.passage().Parts[c.levels[n-1]].Locator
	}
	l := c.free(parent + corpus.Locator("."+m.token()))
	start := c.append(b.Num, b)
	p := c.passage()
	p.Parts = append(p.Parts, corpus.Part{Locator: l, Number: b.Num, Start: start, End: len(p.Text)})
	c.levels = append(c.levels, len(p.Parts)-1)
}

// close ends the open parts deeper than level.
func (c *composer) close(level int) {
	p := c.passage()
	for len(c.levels) > level {
		last := len(c.levels) - 1
		p.Parts[c.levels[last]].End = len(p.Text)
		c.levels = c.levels[:last]
	}
}

// end closes the passage being written.
func (c *composer) end() {
	if c.at < 0 {
		return
	}
	c.close(0)
	c.points = c.points[:0]
	c.at = -1
}

// heading opens a heading. One of the same level closes the one before, unless
// nothing stood under it yet: then the two are lines of one.
func (c *composer) heading(b format.Block) {
	c.end()
	text := strings.TrimSpace(b.Num + " " + strings.ReplaceAll(b.Text, "\n", " "))
	if text == "" {
		return
	}
	level := b.Level
	if level == 0 {
		level = 4
	}
	n := len(c.headings)
	for n > 0 && c.headings[n-1].used && c.headings[n-1].level >= level {
		n--
	}
	c.headings = append(c.headings[:n], heading{level: level, text: text})
	for _, r := range b.Refs {
		c.note(r.Note)
	}
}

// leave forgets the headings: a new part of the document begins. Those that
// nothing stood under are kept as passages.
func (c *composer) leave() {
	c.end()
	unused := c.headings
	c.headings = nil
	for _, h := range unused {
		if !h.used {
			p := c.start(c.count("head"), "", format.Block{Text: h.text})
			c.warn(string(p.Locator), "nothing stands under the heading %q", shorten(h.text, 60))
			c.end()
		}
	}
}

// count is the next locator of a class that is counted.
func (c *composer) count(class string) corpus.Locator {
	c.counts[c.place+class]++
	return corpus.Locator(c.place + class + "-" + strconv.Itoa(c.counts[c.place+class]))
}

// note gives the locator of a footnote: its own number, else its place.
func (c *composer) note(i int) corpus.Locator {
	if l, ok := c.notes[i]; ok || i < 0 || i >= len(c.text.Notes) {
		return l
	}
	n := strings.Trim(westernDigits(c.text.Notes[i].Num), " ().[]")
	if v, err := strconv.Atoi(n); err != nil || v < 1 || v > 9999 {
		n = strconv.Itoa(i + 1)
	}
	l := corpus.Locator("fn-" + n)
	if c.taken[l] && c.place != "" {
		l = corpus.Locator(c.place) + l
	}
	l = c.free(l)
	c.notes[i] = l
	return l
}

// footnotes adds the footnotes as passages, after everything else.
func (c *composer) footnotes() {
	c.leave()
	for i, n := range c.text.Notes {
		l := c.note(i)
		c.doc.Passages = append(c.doc.Passages, corpus.Passage{
			Locator: l, Number: n.Num, Text: n.Text, Role: corpus.RoleContext, Force: corpus.ForceInformational,
		})
		c.leads = append(c.leads, nil)
	}
}

// relocate gives a passage another locator, and its parts with it.
func (c *composer) relocate(i int, l corpus.Locator) {
	p := &c.doc.Passages[i]
	old := p.Locator
	delete(c.taken, old)
	p.Locator = c.free(l)
	for k := range p.Parts {
		part := &p.Parts[k]
		delete(c.taken, part.Locator)
		part.Locator = c.free(p.Locator + corpus.Locator(strings.TrimPrefix(string(part.Locator), string(old))))
	}
}
