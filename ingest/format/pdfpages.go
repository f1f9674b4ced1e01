package format

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// layout makes a text of pages: lines, reading order, furniture away, footnotes
// aside, then paragraphs.
func layout(pages []*pdfPage) (*Text, error) {
	t := &Text{}
	d := &pdfDocument{text: t, known: words{}}
	for _, p := range pages {
		if p == nil || len(p.glyphs) == 0 {
			n := len(d.pages) + 1
			d.pages = append(d.pages, nil)
			t.warn(fmt.Sprintf("page %d", n), "no text on this page")
			continue
		}
		d.pages = append(d.pages, p.lines())
		d.heights = append(d.heights, p.height)
	}
	d.measure()
	d.dropFurniture()
	if d.orderColumns() {
		d.measure() // without the other column's lines between
	}
	d.takeNotes()
	for _, p := range d.pages {
		for _, l := range p {
			d.known.add(strings.TrimSuffix(l.text, "-"))
		}
	}
	d.paragraphs()
	if len(t.Blocks) == 0 {
		return nil, fmt.Errorf("%w: nothing but page numbers on %d pages", ErrNoText, len(pages))
	}
	t.settle()
	d.readTitle()
	return t, t.check()
}

// pdfDocument is the state of layout.
type pdfDocument struct {
	text    *Text
	pages   [][]*pdfLine // by page from 0, in reading order
	heights []float64
	size    float64 // of the body's font
	leading float64 // from line to line inside a paragraph
	spaced  bool    // paragraphs stand apart
	indents bool    // paragraphs begin with an indented line
	known   words
	notes   map[noteKey]int // index in text.Notes
	title   pdfTitle
}

// measure finds the font size and leading of most of the text.
func (d *pdfDocument) measure() {
	sizes, leads, wide := map[float64]int{}, map[float64]int{}, map[float64]int{}
	for _, p := range d.pages {
		for _, l := range p {
			sizes[math.Round(l.size*2)/2] += len(l.glyphs)
		}
	}
	d.size = commonest(sizes)
	near, all := 0, 0
	for _, p := range d.pages {
		for i, l := range p {
			above := lineOver(p, i)
			if above == nil || math.Abs(d.size-l.size) >= 0.3 || math.Abs(above.size-l.size) >= 0.3 {
				continue
			}
			dy := above.y - l.y
			if dy < 0.9*l.size || dy > 2.6*l.size {
				continue
			}
			wide[math.Round(dy*2)/2] += len(l.glyphs)
			all += len(l.glyphs)
			if dy < 1.5*l.size {
				leads[math.Round(dy*2)/2] += len(l.glyphs)
				near += len(l.glyphs)
			}
		}
	}
	if near*8 < all { // lines far apart, as Arabic has them
		leads = wide
	}
	d.leading = commonest(leads)
	most := leads[d.leading]
	for dy, n := range leads { // paragraphs of one line stand further apart
		if n*6 >= most && dy < d.leading {
			d.leading = dy
		}
	}
	if d.leading == 0 {
		d.leading = 1.2 * d.size
	}
	d.measureParagraphs()
}

// lineOver is the line that line i stands under; nil when nothing is near over it.
func lineOver(p []*pdfLine, i int) *pdfLine {
	l := p[i]
	for j := i - 1; j >= 0 && p[j].y-l.y <= 2.6*l.size; j-- {
		if above := p[j]; above.row != l.row && above.left < l.right && l.left < above.right {
			return above
		}
	}
	return nil
}

// measureParagraphs finds out how paragraphs are told apart: by space between
// them, by an indented first line, or both.
func (d *pdfDocument) measureParagraphs() {
	lines, apart, followed, indented := 0, 0, 0, 0
	for _, p := range d.pages {
		for i := 1; i < len(p); i++ {
			if p[i].row == p[i-1].row {
				continue
			}
			lines++
			if !d.apart(p[i-1], p[i]) {
				continue
			}
			apart++
			if i+1 < len(p) && p[i+1].row != p[i].row && !d.apart(p[i], p[i+1]) {
				followed++
				first, next := p[i].left, p[i+1].left
				if p[i].rtl {
					first, next = -p[i].right, -p[i+1].right
				}
				if first-next > 0.8*p[i].size {
					indented++
				}
			}
		}
	}
	d.spaced = apart*12 >= lines
	d.indents = indented*10 >= followed*4 && indented > 0
}

// apart: more space between two lines than between the lines of a paragraph.
func (d *pdfDocument) apart(above, below *pdfLine) bool {
	gap := above.y - below.y
	return gap > 1.27*d.leading && gap > 1.2*below.size
}

func commonest(count map[float64]int) float64 {
	best, most := 0.0, 0
	for v, n := range count {
		if n > most || n == most && v < best {
			best, most = v, n
		}
	}
	return best
}

var (
	jobNumber = regexp.MustCompile(`^(?:[A-Z]{1,4}\.)?\d\d-\d{4,6}(?: ?[()]?[A-Z][()]?)?(?: +\d{6})*$|^[()]?[A-Z][()]? ?\d\d-\d{4,6}$|^\*\d{6,8}\*$|^[\d ]{0,14}\*\d{6,8}\*$|^\d{1,3}/\d{1,3}$`)
	recycle   = regexp.MustCompile(`(?i)^please recycle`)
	digits    = regexp.MustCompile(`\d+`)
)

// dropFurniture removes page numbers, job numbers and running heads: what
// stands at the top or bottom of a page and has the form of a page number or
// comes again, digits apart, at the same height of other pages.
func (d *pdfDocument) dropFurniture() {
	count := map[place]int{}
	for n, p := range d.pages {
		seen := map[place]bool{}
		for _, l := range d.edge(n, p) {
			for _, k := range places(l, n) {
				for dy := -1; dy <= 1; dy++ {
					at := k
					at.y += dy
					if !seen[at] {
						seen[at] = true
						count[at]++
					}
				}
			}
		}
	}
	for n, p := range d.pages {
		edge := map[*pdfLine]bool{}
		for _, l := range d.edge(n, p) {
			edge[l] = true
		}
		furniture := func(l *pdfLine) bool {
			switch {
			case !edge[l] || n == 0 && symbolLine.MatchString(l.text): // the masthead's
				return false
			case pageNumber.MatchString(l.text), jobNumber.MatchString(l.text), recycle.MatchString(l.text):
				return true
			case n > 0 && symbolLine.MatchString(l.text): // the symbol that heads every page but the first
				return true
			case isWholeLabel(l.text): // the number of a paragraph, on a line of its own
				return false
			}
			times := 0
			for _, k := range places(l, n) {
				times = max(times, count[k])
			}
			return times >= 3 && (n > 0 || times*2 >= len(d.pages)) || n > 0 && d.headsTwo(l, p, count[places(l, n)[0]])
		}
		stays := map[int]bool{} // rows with something else on them: cells of a table
		for _, l := range p {
			if !furniture(l) {
				stays[l.row] = true
			}
		}
		d.pages[n] = slices.DeleteFunc(p, func(l *pdfLine) bool { return !stays[l.row] })
	}
}

// headsTwo: a document of two or three pages has its running head on as few as
// two of them. It is set smaller than the text, in the margin, and reads alike.
func (d *pdfDocument) headsTwo(l *pdfLine, p []*pdfLine, times int) bool {
	if times < 2 || len(d.pages) > 3 || l.size > 0.93*d.size {
		return false
	}
	for _, x := range p {
		if x.row != l.row && math.Abs(x.y-l.y) < 2*d.leading {
			return false
		}
	}
	return true
}

// place is what comes again from page to page: a text at a height, of which one
// number may count the pages.
type place struct {
	text   string
	offset int // of that number from the page's
	y      int // in units of 6 points
}

// places are the ways in which a line of page n may come again: as it is, or
// with its first or its last number one more a page. A footnote that reads like
// another but for its number does neither.
func places(l *pdfLine, n int) []place {
	y := int(math.Round(l.y / 6))
	out := []place{{l.text, 0, y}}
	numbers := digits.FindAllStringIndex(l.text, -1)
	for i, m := range numbers {
		if i > 0 && i < len(numbers)-1 {
			continue
		}
		value, err := strconv.Atoi(l.text[m[0]:m[1]])
		if err == nil {
			out = append(out, place{l.text[:m[0]] + "#" + l.text[m[1]:], value - n, y})
		}
	}
	return out
}

func isWholeLabel(s string) bool {
	l, ok := readLabel(s)
	return ok && l.size >= len(s) && l.class != bullet
}

// edge gives the lines near the top and the bottom of a page.
func (d *pdfDocument) edge(n int, p []*pdfLine) []*pdfLine {
	if len(p) == 0 {
		return nil
	}
	top, bottom := p[0].y, p[0].y
	for _, l := range p {
		top, bottom = max(top, l.y), min(bottom, l.y)
	}
	reach := 3.5 * d.leading
	var out []*pdfLine
	for _, l := range p {
		if l.y >= top-reach || l.y <= bottom+reach {
			out = append(out, l)
		}
	}
	return out
}

// orderColumns puts the left column before the right on the pages that have
// two, and reports whether any has.
func (d *pdfDocument) orderColumns() (any bool) {
	for i, p := range d.pages {
		if gutter := d.gutter(p); gutter != 0 {
			d.pages[i], any = d.partColumns(p, gutter), true
		}
	}
	return any
}

// partColumns reads the columns on both sides of a gutter one after the other.
// Lines across it part the page into regions. The notes at the foot of either
// column come last.
func (d *pdfDocument) partColumns(p []*pdfLine, gutter float64) []*pdfLine {
	var out, left, right []*pdfLine
	flush := func() {
		out = append(out, left...)
		out = append(out, right...)
		left, right = nil, nil
	}
	for _, l := range p {
		switch {
		case l.right <= gutter:
			l.column = 1
			left = append(left, l)
		case l.left >= gutter:
			l.column = 2
			right = append(right, l)
		default:
			flush()
			out = append(out, l)
		}
	}
	notes := d.columnNotes(&left, &right)
	flush()
	out = append(out, notes...)
	for i, l := range out { // a line of a column shares no row with the other column
		l.row = i + 1
	}
	return out
}

// columnNotes takes the notes from the foot of columns, under one rule.
func (d *pdfDocument) columnNotes(columns ...*[]*pdfLine) []*pdfLine {
	var rule, notes []*pdfLine
	for _, c := range columns {
		at := d.notesStart(*c)
		if at < 0 {
			continue
		}
		for _, l := range (*c)[at:] {
			if noteRule.MatchString(l.text) {
				rule = []*pdfLine{l}
			} else {
				notes = append(notes, l)
			}
		}
		*c = (*c)[:at]
	}
	return append(rule, notes...)
}

// gutter is the x of the space between two columns, which lines respect on both
// sides; 0 when there is none.
func (d *pdfDocument) gutter(p []*pdfLine) float64 {
	if len(p) < 24 {
		return 0
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, l := range p {
		lo, hi = min(lo, l.left), max(hi, l.right)
	}
	best, bestCross := 0.0, len(p)
	for i := range 1 + int(min(400, 0.15*(hi-lo))) { // a glyph may claim a width of light-years
		x := lo + 0.35*(hi-lo) + 2*float64(i)
		var left, right []*pdfLine
		cross := 0
		for _, l := range p {
			switch {
			case l.right <= x:
				left = append(left, l)
			case l.left >= x:
				right = append(right, l)
			default:
				cross++
			}
		}
		if cross*4 > len(left)+len(right) || cross >= bestCross {
			continue
		}
		if d.columns(left, right, x-lo, hi-x) {
			best, bestCross = x, cross
		}
	}
	return best
}

// columns reports whether the lines left and right of a gutter, in space so
// wide, are columns of text and not cells of a table: both are solid prose, or
// one is prose and the lines of the other, a few or a box, stand at heights of
// their own.
func (d *pdfDocument) columns(left, right []*pdfLine, leftWide, rightWide float64) bool {
	fewer := min(len(left), len(right))
	if fewer < 5 || max(len(left), len(right)) < 10 {
		return false
	}
	l, r := d.density(left, leftWide), d.density(right, rightWide)
	if fewer >= 10 && l.full && r.full && l.close*10 >= len(left)*6 && r.close*10 >= len(right)*6 {
		return true
	}
	rows := map[int]bool{}
	for _, x := range left {
		rows[x.row] = true
	}
	level := 0
	for _, x := range right {
		if rows[x.row] {
			level++
		}
	}
	prose := l.full && l.joined*10 >= len(left)*6 || r.full && r.joined*10 >= len(right)*6
	return prose && level*5 < fewer*2
}

// density is how prose fills a column, and the cells of a table do not.
type density struct {
	full          bool // half of the lines or more reach across it
	close, joined int  // lines close under another; lines close to another, above or below
}

func (d *pdfDocument) density(lines []*pdfLine, width float64) density {
	full := 0
	ys := make([]float64, 0, len(lines))
	for _, l := range lines {
		ys = append(ys, l.y)
		if l.width() > 0.7*width {
			full++
		}
	}
	slices.SortFunc(ys, func(a, b float64) int { return cmp.Compare(b, a) })
	out := density{full: full*10 >= len(lines)*5}
	before := false // the line before is close under another
	for i := 1; i < len(ys); i++ {
		near := ys[i-1]-ys[i] < 1.3*d.leading
		if near {
			out.close++
			out.joined++
			if !before {
				out.joined++
			}
		}
		before = near
	}
	return out
}
