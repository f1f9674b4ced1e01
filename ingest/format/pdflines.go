package format

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pdfLine is a run of glyphs on one baseline, left to right as they stand.
type pdfLine struct {
	page        int
	y           float64
	size        float64 // of most of its glyphs
	glyphs      []*glyph
	left, right float64
	rtl         bool
	pieces      []piece // in reading order, with spaces
	row         int     // lines of one baseline share it, counted from the top of the page
	column      int     // 1 left, 2 right; 0 on a page without columns, or across them
	margin      margin  // of the column, or the page
	text        string
}

// margin is where the lines of a column begin and end.
type margin struct{ left, right float64 }

// lines groups a page's glyphs by baseline, puts superscripts where they hang,
// and parts each baseline at wide gaps: columns, cells, mastheads.
func (page *pdfPage) lines() []*pdfLine {
	marks := page.takeMarks()
	rows := hangSuperscripts(page.baselines())
	hangMarks(rows, marks)
	var lines []*pdfLine
	rtl := page.rightToLeft()
	for i, row := range rows {
		slices.SortStableFunc(row, func(a, b *glyph) int { return cmp.Compare(a.x, b.x) })
		for _, part := range partAtGaps(dropDoubles(row), rtl) {
			l := newLine(part, rtl)
			l.page, l.row = page.number, i
			if l.text != "" {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// baselines groups glyphs whose origins stand at one height.
func (page *pdfPage) baselines() [][]*glyph {
	gs := make([]*glyph, len(page.glyphs))
	for i := range gs {
		gs[i] = &page.glyphs[i]
	}
	slices.SortStableFunc(gs, func(a, b *glyph) int { return cmp.Compare(b.y, a.y) })
	var rows [][]*glyph
	for _, g := range gs {
		if n := len(rows); n > 0 {
			first := rows[n-1][0]
			if math.Abs(first.y-g.y) <= max(0.8, 0.12*min(first.size, g.size)) {
				rows[n-1] = append(rows[n-1], g)
				continue
			}
		}
		rows = append(rows, append(make([]*glyph, 0, 128), g))
	}
	return rows
}

// takeMarks takes out the combining marks that are glyphs of their own: they
// stand at any height.
func (page *pdfPage) takeMarks() []*glyph {
	isMark := func(g glyph) bool { return g.r >= 0x300 && unicode.Is(unicode.Mn, g.r) }
	var marks []*glyph
	for _, g := range page.glyphs {
		if isMark(g) {
			marks = append(marks, &g)
		}
	}
	if marks != nil {
		page.glyphs = slices.DeleteFunc(page.glyphs, isMark)
	}
	return marks
}

// hangMarks puts each combining mark over the letter it stands at.
func hangMarks(rows [][]*glyph, marks []*glyph) {
	for _, m := range marks {
		var host *glyph
		best := math.Inf(1)
		for _, row := range rows {
			if dy := math.Abs(row[0].y - m.y); dy > 1.2*row[0].size {
				continue
			}
			for _, g := range row {
				if !unicode.IsLetter(g.r) {
					continue
				}
				d := math.Abs((g.left+g.right)/2-(m.left+m.right)/2) + math.Abs(g.y-m.y)
				if d < best {
					best, host = d, g
				}
			}
		}
		if host != nil && best < 1.5*host.size {
			host.marks += string(m.r)
		}
	}
}

// hangSuperscripts moves runs of small glyphs that stand a little above or
// below a line and touch one of its glyphs into that line.
func hangSuperscripts(rows [][]*glyph) [][]*glyph {
	sizes := make([]float64, len(rows))
	for i, row := range rows {
		sizes[i] = mainSize(row)
		slices.SortStableFunc(row, func(a, b *glyph) int { return cmp.Compare(a.x, b.x) })
	}
	for i := range rows {
		kept := rows[i][:0:0]
		for _, run := range runs(rows[i]) {
			host := findHost(rows, sizes, i, run)
			if host < 0 {
				kept = append(kept, run...)
				continue
			}
			for _, g := range run {
				g.raised = g.y > rows[host][0].y
				rows[host] = append(rows[host], g)
			}
		}
		rows[i] = kept
	}
	return slices.DeleteFunc(rows, func(r []*glyph) bool { return len(r) == 0 })
}

// runs parts a row, sorted, into words.
func runs(row []*glyph) [][]*glyph {
	var out [][]*glyph
	for i, g := range row {
		if i == 0 || g.left-row[i-1].right > 0.4*g.size {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], g)
	}
	return out
}

// findHost is the row whose superscript the run is; -1 when it stands on its own.
func findHost(rows [][]*glyph, sizes []float64, i int, run []*glyph) int {
	first, last := run[0], run[len(run)-1]
	for _, j := range []int{i + 1, i - 1, i + 2, i - 2} {
		if j < 0 || j >= len(rows) || len(rows[j]) == 0 || sizes[j] == 0 || first.size > 0.8*sizes[j] {
			continue
		}
		rise := first.y - rows[j][0].y
		if rise > 0.7*sizes[j] || rise < -0.35*sizes[j] {
			continue
		}
		for _, h := range rows[j] {
			if gap := max(h.left-last.right, first.left-h.right); gap < 0.9*sizes[j] && gap > -0.6*sizes[j] {
				return j
			}
		}
	}
	return -1
}

// mainSize is the font size most of the glyphs have.
func mainSize(gs []*glyph) float64 {
	count := map[float64]int{}
	best, most := 0.0, 0
	for _, g := range gs {
		s := math.Round(g.size*4) / 4
		if count[s]++; count[s] > most || count[s] == most && s > best {
			best, most = s, count[s]
		}
	}
	return best
}

// dropDoubles removes glyphs printed twice to look bold. Two letters of one
// ligature stand at one place too, but follow each other in the stream.
func dropDoubles(row []*glyph) []*glyph {
	kept := row[:0:0]
	for _, g := range row {
		if n := len(kept); n > 0 && kept[n-1].r == g.r && g.id != kept[n-1].id+1 && math.Abs(kept[n-1].left-g.left) < 0.08*g.size && math.Abs(kept[n-1].right-g.right) < 0.08*g.size {
			continue
		}
		kept = append(kept, g)
	}
	return kept
}

// partAtGaps parts a row where nothing is printed for more than one and a half
// times the height of the font, but not after the number of a paragraph.
func partAtGaps(row []*glyph, rtl bool) [][]*glyph {
	var parts [][]*glyph
	start, spaces := 0, justified(row, rtl)
	for i := 1; i <= len(row); i++ {
		if i < len(row) && row[i].left-row[i-1].right <= max(spaces, 1.5*max(row[i].size, row[i-1].size)) {
			continue
		}
		parts = append(parts, row[start:i])
		start = i
	}
	for i := 0; i+1 < len(parts); i++ {
		left, right := parts[i], parts[i+1]
		gap := right[0].left - left[len(left)-1].right
		joins := gap < 6*left[0].size && isLabel(left, false) // "27.   Calls upon"
		if newLine(right, rtl).rtl {
			joins = gap < 6*left[0].size && isLabel(right, true)
		}
		if joins {
			parts[i] = slices.Concat(left, right)
			parts = slices.Delete(parts, i+1, i+2)
			i--
		}
	}
	return parts
}

// justified is the widest space of a row of words whose spaces are stretched
// alike, to fill the line; 0 of any other row. One space, the first, may differ:
// that after a number; and so may those inside "1540 (2004)", which do not stretch.
func justified(row []*glyph, rtl bool) float64 {
	var gaps []float64
	letters, numbers, number := 0, 0, true // number: nothing else in the word at hand
	for i, b := range row {
		if unicode.IsLetter(b.r) {
			letters++
		}
		number = number && (unicode.IsDigit(b.r) || strings.ContainsRune(".,%-–", b.r))
		if i == 0 {
			continue
		}
		a := row[i-1]
		gap := b.left - a.right
		if gap < 0.15*b.size || gap < 0.6*b.size && (unicode.IsDigit(a.r) || unicode.IsDigit(b.r)) {
			continue
		}
		if !rtl && b.id != a.id+1 { // written apart: cells
			return 0
		}
		gaps = append(gaps, gap)
		if number {
			numbers++
		}
		number = unicode.IsDigit(b.r)
	}
	if len(gaps) < 3 || letters*7 < len(row) || numbers*4 > len(gaps) {
		return 0
	}
	if alike(gaps) {
		return slices.Max(gaps)
	}
	if rtl {
		gaps = gaps[:len(gaps)-1]
	} else {
		gaps = gaps[1:]
	}
	if len(gaps) >= 3 && alike(gaps) {
		return slices.Max(gaps)
	}
	return 0
}

// alike: widths that differ by no more than letters round off.
func alike(widths []float64) bool { return slices.Max(widths) < 1.4*slices.Min(widths) }

// isLabel reports whether the glyphs are a number and nothing else.
func isLabel(gs []*glyph, rtl bool) bool {
	if len(gs) > 9 {
		return false
	}
	text := Normalize(newLine(gs, rtl).text)
	if l, ok := readLabel(text + " "); ok && l.size >= len(text) {
		return true
	}
	return noteMark.MatchString(text) && gs[0].raised
}

// newLine makes a line of glyphs; rtl is the direction of lines without letters.
func newLine(gs []*glyph, rtl bool) *pdfLine {
	l := &pdfLine{glyphs: gs, size: mainSize(gs), left: math.Inf(1), right: math.Inf(-1)}
	for _, g := range gs {
		l.left, l.right = min(l.left, g.left), max(l.right, g.right)
		if !g.raised {
			l.y = g.y
		}
	}
	strong := rightness(gs)
	l.rtl = strong > 0 || rtl && strong < 0 && setFromRight(gs)
	if strong == 0 && rtl { // a number alone reads like the page, but the number of the job does not
		if l.read(); !jobNumber.MatchString(l.text) {
			l.rtl = true
		}
	}
	l.read()
	return l
}

// setFromRight reports whether a line of foreign words on a page read from the
// right is set from there: its full stop stands left, or the number of a note right.
func setFromRight(gs []*glyph) bool {
	first, last := gs[0], gs[len(gs)-1]
	if strings.ContainsRune(".,;:", first.r) {
		return true
	}
	end := len(gs)
	for end > 0 && strings.ContainsRune("()0123456789", gs[end-1].r) {
		end--
	}
	return end > 0 && end < len(gs) && gs[end].left-gs[end-1].right > 0.12*last.size && (last.raised || strings.ContainsRune("()", gs[end].r))
}

// read sets the line's text.
func (l *pdfLine) read() {
	l.pieces = l.readPieces()
	var b strings.Builder
	for _, p := range l.pieces {
		b.WriteString(p.text)
	}
	l.text = Normalize(b.String())
}

// rightness counts letters read from the right, less those read from the left.
func rightness(gs []*glyph) int {
	n := 0
	for _, g := range gs {
		n += g.rightness()
	}
	return n
}

// rightness is 1 for a letter read from the right, -1 for one read from the left.
func (g *glyph) rightness() int {
	switch direction(g.r) {
	case rightToLeft:
		return 1
	case leftToRight:
		return -1
	}
	return 0
}

func (page *pdfPage) rightToLeft() bool {
	n := 0
	for i := range page.glyphs {
		n += page.glyphs[i].rightness()
	}
	return n > 0
}

// piece is a run of characters of one look, in reading order.
type piece struct {
	text   string
	look   look
	raised bool
}

// readPieces gives the line's text, in reading order, with its spaces.
func (l *pdfLine) readPieces() []piece {
	gs := l.glyphs
	if l.rtl {
		gs = mirrorBrackets(readingOrder(gs))
	}
	var out []piece
	var at piece
	var text []byte
	for i, g := range gs {
		next := piece{look: look{italic: g.font.italic, bold: g.font.bold}, raised: g.raised}
		if i > 0 && (next.look != at.look || next.raised != at.raised) {
			at.text = string(text)
			out, text = append(out, at), text[:0]
		}
		at = next
		if i > 0 && !l.rtl && spaceBetween(gs[i-1], g, false) {
			text = append(text, ' ')
		}
		text = utf8.AppendRune(text, g.r)
		text = append(text, g.marks...)
	}
	at.text = string(text)
	return append(out, at)
}

// spaceBetween: what the file says where it wrote the one glyph next to the
// other, else the gap. The glyphs stand a left of b; of a right-to-left line b
// is written first.
func spaceBetween(a, b *glyph, rtl bool) bool {
	gap := max(b.left-a.right, a.left-b.right)
	size := min(a.size, b.size)
	if unspaced(a.r, b.r) && (b.id != a.id+1 || b.spaceWide == 0) {
		return gap > size
	}
	if rtl && a.id == b.id+1 {
		return a.space && gap > 0.03*size || gap > 0.3*size
	}
	if rtl {
		return gap > 0.12*size
	}
	if b.id != a.id+1 {
		return gap > 0.16*size
	}
	if b.spaceWide > 0 {
		return b.spaceWide > 0.1*size
	}
	// A space that pdfium sees in a narrow gap is an accident of typesetting: "de -listing".
	return b.space && gap > 0.14*size || gap > 0.5*size
}

func (l *pdfLine) width() float64 { return l.right - l.left }

// all reports whether every letter of the line satisfies f.
func (l *pdfLine) all(f func(*font) bool) bool {
	letters := 0
	for _, g := range l.glyphs {
		if unicode.IsLetter(g.r) || unicode.IsDigit(g.r) && !g.raised {
			if !f(g.font) {
				return false
			}
			letters++
		}
	}
	return letters > 0
}

func (f *font) isBold() bool   { return f.bold }
func (f *font) isItalic() bool { return f.italic }
