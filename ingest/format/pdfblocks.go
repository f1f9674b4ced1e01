package format

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs makes blocks of the lines of all pages.
func (d *pdfDocument) paragraphs() {
	a := &assembler{d: d}
	for n, p := range d.pages {
		for column := range 3 {
			frame(p, column)
		}
		masthead := n == 0
		for i := 0; i < len(p); {
			end := i + 1
			for end < len(p) && p[end].row == p[i].row {
				end++
			}
			cells := p[i:end]
			if masthead && len(cells) == 1 && cells[0].width() > 0.62*cells[0].margin.width() {
				masthead = false
			}
			switch {
			case len(cells) > 1 && masthead:
				a.flush()
				for _, c := range cells {
					a.masthead(c)
				}
			case len(cells) > 1:
				a.row(cells)
			default:
				a.single(cells[0])
			}
			i = end
		}
	}
	a.flush()
}

// masthead keeps each part of a masthead line as a line of its own.
func (a *assembler) masthead(l *pdfLine) {
	var b builder
	a.write(&b, l)
	if block, ok := b.take(); ok {
		block.Kind, block.Page = Paragraph, l.page
		a.add(block)
	}
}

// assembler joins lines to paragraphs and cells to rows.
type assembler struct {
	d    *pdfDocument
	para []*pdfLine
	last int          // number of the numbered paragraph before
	rows [][]*pdfLine // the table row at hand: lines by cell
	rowY float64
}

// frame finds the margins of a column of a page: see pdfLine.
func frame(page []*pdfLine, column int) {
	var p []*pdfLine
	lefts, rights := map[float64]int{}, map[float64]int{}
	for _, l := range page {
		if l.column == column {
			p = append(p, l)
			lefts[math.Round(l.left/4)*4] += len(l.glyphs)
			rights[math.Round(l.right/4)*4] += len(l.glyphs)
		}
	}
	if len(p) == 0 {
		return
	}
	m := margin{left: commonest(lefts)}
	for _, l := range p {
		m.right = max(m.right, l.right)
	}
	if p[0].rtl {
		m.left = math.Inf(1)
		for _, l := range p {
			m.left = min(m.left, l.left)
		}
		m.right = commonest(rights)
	}
	for _, l := range p {
		l.margin = m
	}
}

// single takes a line that stands alone on its baseline.
func (a *assembler) single(l *pdfLine) {
	if a.continuesRow(l) {
		return
	}
	a.endRow()
	if dotted.MatchString(l.text) {
		a.flush()
		a.contents(l)
		return
	}
	if len(a.para) > 0 && a.begins(l) {
		a.flush()
	}
	a.line(l)
}

func (a *assembler) line(l *pdfLine) {
	a.endRow()
	a.para = append(a.para, l)
}

// dotted is a line of a table of contents.
var dotted = regexp.MustCompile(`(?:\. ?){5,}(?:[^.]{0,12}$|$)`)

// leaders are the dots between a heading and its page.
var leaders = regexp.MustCompile(` ?(?:\. ?){5,}[ |]*`)

// contents keeps a line of a table of contents as a row: its numbers number
// nothing here.
func (a *assembler) contents(l *pdfLine) {
	at := dotted.FindStringIndex(l.text)[0]
	cells := []string{strings.TrimRight(l.text[:at], ". ")}
	if page := strings.Trim(l.text[at:], ". "); page != "" {
		cells = append(cells, page)
	}
	a.add(Block{Kind: Row, Text: strings.Join(cells, " | "), Page: l.page, Style: "contents"})
}

// begins reports whether l begins a paragraph after the lines at hand.
func (a *assembler) begins(l *pdfLine) bool {
	prev := a.para[len(a.para)-1]
	lab, labelled := readLabel(l.text)
	closed := closes(prev.text) || endsSentence(prev.text)
	if math.Abs(l.size-prev.size) > 0.12*prev.size {
		return true
	}
	if prev.all((*font).isBold) != l.all((*font).isBold) {
		return true
	}
	sameColumn := l.page == prev.page && prev.y > l.y
	if isFormula(prev.text) || isFormula(l.text) || prev.rtl != l.rtl && prev.shortfall() > 0.5*l.margin.width() {
		return true
	}
	if sameColumn && a.d.apart(prev, l) {
		return true
	}
	if labelled && a.pointBeside(l) {
		return true
	}
	if sameColumn && a.furtherApart(l) {
		return true
	}
	if labelled && (lab.class == arabic && lab.value == a.last+1 || lab.class != arabic && (closed || l.indent() > prev.indent()+0.5*l.size)) {
		return true
	}
	if labelled && lab.class == arabic && closed && lab.value > a.last {
		return true
	}
	if !closed || sameColumn && a.d.spaced {
		return false
	}
	if l.indent() > prev.indent()+0.8*l.size || !sameColumn && a.d.indents && l.indent() > 1.5*l.size {
		return true
	}
	if !sameColumn && a.d.indents {
		return false // the paragraph goes on after the page
	}
	word, _, _ := strings.Cut(l.text, " ")
	fits := prev.shortfall() > (float64(utf8.RuneCountInString(word))+2)*0.55*l.size+0.05*l.margin.width()
	return fits && !continues(l.text) && !sameAlign(prev, l)
}

// pointBeside reports whether l, which opens with a number, stands as the point
// at hand does, whose other lines stand otherwise.
func (a *assembler) pointBeside(l *pdfLine) bool {
	first, last := a.para[0], a.para[len(a.para)-1]
	if _, ok := readLabel(first.text); !ok || len(a.para) == 1 {
		return false
	}
	return math.Abs(first.indent()-l.indent()) < 0.2*l.size && math.Abs(last.indent()-l.indent()) > 0.8*l.size
}

// furtherApart reports whether l stands further below the paragraph at hand than
// its last two lines from each other.
func (a *assembler) furtherApart(l *pdfLine) bool {
	n := len(a.para)
	if n < 2 || a.para[n-2].page != a.para[n-1].page {
		return false
	}
	within, gap := a.para[n-2].y-a.para[n-1].y, a.para[n-1].y-l.y
	return within > 0.9*l.size && gap > 1.35*within && gap > 1.2*l.size
}

// sameAlign: two short lines centred or set to the right together are one title.
func sameAlign(a, b *pdfLine) bool {
	return a.all((*font).isBold) && b.all((*font).isBold) && !endsSentence(a.text)
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"”’»)`)
	return s != "" && strings.ContainsAny(s[len(s)-1:], ".;:,?!") || strings.HasSuffix(s, "؛") || strings.HasSuffix(s, "،") || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "；") || strings.HasSuffix(s, "，")
}

// indent is how far the line begins after the margin; shortfall how far it ends
// before the other.
func (l *pdfLine) indent() float64 {
	if l.rtl {
		return l.margin.right - l.right
	}
	return l.left - l.margin.left
}

func (l *pdfLine) shortfall() float64 {
	if l.rtl {
		return l.left - l.margin.left
	}
	return l.margin.right - l.right
}

func (m margin) width() float64 { return m.right - m.left }

// flush makes a block of the lines at hand.
func (a *assembler) flush() {
	a.endRow()
	if len(a.para) == 0 {
		return
	}
	lines := a.para
	a.para = nil
	var b builder
	for i, l := range lines {
		if i > 0 {
			a.joinLine(&b, l)
		}
		a.write(&b, l)
	}
	block, ok := b.take()
	if !ok {
		return
	}
	block.Page = lines[0].page
	block.classify()
	a.heading(&block, lines)
	a.d.title.see(&block, lines[0].size)
	if lab, ok := readLabel(block.Num + " "); ok && lab.class == arabic && block.Kind == Paragraph {
		a.last = lab.value
	}
	a.add(block)
}

// joinLine prepares the builder for the next line: a space, or nothing after a
// hyphen, which is dropped when the document writes the word without it.
func (a *assembler) joinLine(b *builder, next *pdfLine) {
	text := strings.TrimRight(string(b.buf), " ")
	joined := a.d.known.join(text, next.text)
	switch {
	case strings.HasPrefix(joined, text+" "):
		b.write(" ", look{})
	case strings.HasPrefix(joined, text):
		b.buf = []byte(text)
	default:
		b.buf = []byte(text[:len(text)-1])
	}
}

// write adds a line's text, its raised marks as references where the page has
// a note for them.
func (a *assembler) write(b *builder, l *pdfLine) {
	for _, p := range l.pieces {
		mark := strings.Trim(strings.TrimSpace(p.text), "()")
		if p.raised {
			if note, ok := a.d.notes[noteKey{l.page, mark}]; ok {
				b.ref(note)
				continue
			}
			if marks := strings.FieldsFunc(mark, func(r rune) bool { return r == ',' || r == ' ' }); len(marks) > 1 && a.allNotes(l.page, marks) {
				for _, m := range marks {
					b.ref(a.d.notes[noteKey{l.page, m}])
				}
				continue
			}
		}
		a.writeStarred(b, l.page, p)
	}
}

func (a *assembler) allNotes(page int, marks []string) bool {
	return !slices.ContainsFunc(marks, func(m string) bool { _, ok := a.d.notes[noteKey{page, m}]; return !ok })
}

var stars = regexp.MustCompile(`\*{1,4}`)

// writeStarred writes a piece; asterisks after a word are references where the
// page has a note for them.
func (a *assembler) writeStarred(b *builder, page int, p piece) {
	at := 0
	for _, m := range stars.FindAllStringIndex(p.text, -1) {
		note, ok := a.d.notes[noteKey{page, p.text[m[0]:m[1]]}]
		if !ok || m[0] == 0 && len(b.buf) == 0 {
			continue
		}
		b.write(p.text[at:m[0]], p.look)
		b.ref(note)
		at = m[1]
	}
	b.write(p.text[at:], p.look)
}

// heading makes a heading of a block set as one: all bold, or larger than the
// text, or short and all in italics, and no sentence.
func (a *assembler) heading(b *Block, lines []*pdfLine) {
	if b.Kind == Heading && b.Num == "" {
		b.Level = 2
		if lines[0].size > 1.1*a.d.size {
			b.Level = 1
		}
		return
	}
	if b.Kind == Formula || b.Kind == Item || b.Kind == Heading || !titleLike(b.Text) {
		return
	}
	all := func(f func(*font) bool) bool {
		return !slices.ContainsFunc(lines, func(l *pdfLine) bool { return hasLetter(l.text) && !l.all(f) })
	}
	switch {
	case lines[0].size > 1.1*a.d.size && hasLetter(b.Text):
		b.Kind, b.Level = Heading, 1
	case all((*font).isBold):
		b.Kind, b.Level = Heading, 2
	case b.Num == "" && all((*font).isItalic) && utf8.RuneCountInString(b.Text) <= 100 && startsUpper(b.Text):
		b.Kind, b.Level = Heading, 3
	}
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func (a *assembler) add(b Block) { a.d.text.Blocks = append(a.d.text.Blocks, b) }

// row takes lines that share a baseline: the cells of a table.
func (a *assembler) row(cells []*pdfLine) {
	if len(a.para) > 0 {
		a.flush()
	}
	if a.wraps(cells) {
		for _, c := range cells {
			i := a.cellOf(c)
			a.rows[i] = append(a.rows[i], c)
		}
		a.rowY = cells[0].y
		return
	}
	a.endRow()
	for _, c := range cells {
		a.rows = append(a.rows, []*pdfLine{c})
	}
	a.rowY = cells[0].y
}

// wraps reports whether cells go on with the row at hand: close under it, each
// under one of its cells, and with the first cell empty or fewer cells than it.
func (a *assembler) wraps(cells []*pdfLine) bool {
	if len(a.rows) == 0 || cells[0].page != a.rows[0][0].page {
		return false
	}
	if gap := a.rowY - cells[0].y; gap <= 0 || gap > 1.25*a.d.leading {
		return false
	}
	if len(cells) >= len(a.rows) && !continues(cells[0].text) {
		return false
	}
	for _, c := range cells {
		if a.cellOf(c) < 0 {
			return false
		}
	}
	return true
}

// cellOf is the cell of the row at hand that c stands under; -1 none.
func (a *assembler) cellOf(c *pdfLine) int {
	for i, cell := range a.rows {
		first := cell[0]
		if math.Abs(first.left-c.left) < 1.5*c.size || math.Abs(first.right-c.right) < 0.5*c.size {
			return i
		}
	}
	return -1
}

// continuesRow takes a lone line into the row at hand when it stands under one
// of its cells.
func (a *assembler) continuesRow(l *pdfLine) bool {
	if len(a.rows) == 0 || !a.wraps([]*pdfLine{l}) {
		return false
	}
	i := a.cellOf(l)
	a.rows[i] = append(a.rows[i], l)
	a.rowY = l.y
	return true
}

func (a *assembler) endRow() {
	if len(a.rows) == 0 {
		return
	}
	cells := a.rows
	a.rows = nil
	if cells[0][0].rtl {
		slices.Reverse(cells)
	}
	var b builder
	for i, cell := range cells {
		if i > 0 {
			b.write(" | ", look{})
		}
		for j, l := range cell {
			if j > 0 {
				a.joinLine(&b, l)
			}
			a.write(&b, l)
		}
	}
	if block, ok := b.take(); ok {
		block.Kind, block.Page = Row, cells[0][0].page
		if leaders.MatchString(block.Text) {
			block.Text, block.Marks, block.Style = leaders.ReplaceAllString(block.Text, " | "), nil, "contents"
		}
		a.add(block)
	}
}
