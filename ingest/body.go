package ingest

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// body reads the numbered text that resolutions, reports and notes share: an
// optional preamble, headings, numbered paragraphs with points, annexes that
// number anew. It loses nothing: what has no number and continues nothing is a
// passage of its own.
type body struct {
	*composer
	blocks   []format.Block
	numbers  []int                   // number of the paragraph each block opens, 0 when none
	annexes  int                     // of the document
	annex    int                     // the one being read, 0 in the main text
	part     int                     // numbering sequence inside the main text or annex, from 1
	last     int                     // number of the paragraph before
	loose    []int                   // passages without a number since then
	numbered bool                    // a numbered paragraph was read in the main text
	preamble bool                    // the opening formula was read and no operative paragraph yet
	formal   bool                    // the text has a preamble: a resolution
	row      bool                    // the passage being written is a table
	inText   int                     // paragraphs whose number the source has in their text
	printed  map[corpus.Locator]bool // locators that the numbers of principles, practices, cases and boxes ask for
	titled   bool                    // the passage is a principle, practice, case or section: text without a number belongs to it
	single   bool                    // the only annex is the document itself
	section  string                  // number of the section whose text comes next: "2.4.1"
	letters  []int                   // for each block of a letter that transmits the document, which one; 0 elsewhere
	written  int                     // how many such letters there are
}

// readBody composes all blocks of the text.
func readBody(c *composer, blocks []format.Block, formal bool) {
	blocks = sentences(blocks)
	if formal {
		blocks = c.recitals(blocks)
	}
	listed(blocks)
	b := &body{composer: c, blocks: blocks, formal: formal, part: 1}
	b.survey()
	b.correspondence()
	for i := range b.blocks {
		b.block(i)
	}
	b.settle()
	if b.inText > 0 {
		b.warn("", "the numbers of %d paragraphs stand in their text and are not marked up", b.inText)
	}
	c.footnotes()
}

// survey finds the numbered paragraphs and counts the annexes.
func (b *body) survey() {
	b.numbers, b.printed = make([]int, len(b.blocks)), map[corpus.Locator]bool{}
	seen := 0
	for i, x := range b.blocks {
		if n, ok := paragraphNumber(x); ok && !n.nested && !n.suffix {
			b.numbers[i] = n.n
		}
		if b.opensAnnex(i, seen) {
			b.annexes++
		}
		if x.Area == format.Annex && x.Annex > 0 {
			seen = x.Annex
		}
		b.numbered = b.numbered || b.numbers[i] > 0
		if kind, num, _, ok := titleOf(x); ok && num != "" {
			b.printed[corpus.Locator(titles[kind].class+"-"+num)] = true
		}
	}
	if !b.formal && b.annexes == 1 && !b.numberedBefore() {
		b.annexes, b.single = 0, true
	}
	b.numbered = false
}

// paragraphNumber is the number of a block that opens a numbered paragraph.
func paragraphNumber(x format.Block) (number, bool) {
	if x.Num == "" || x.Area == format.Cover || x.Kind != format.Paragraph {
		return number{}, false
	}
	return parseNumber(x.Num)
}

// next is the number of the next numbered paragraph after block i, 0 when there is none.
func (b *body) next(i int) int {
	for _, n := range b.numbers[i+1:] {
		if n > 0 {
			return n
		}
	}
	return 0
}

// block places one block.
func (b *body) block(i int) {
	x := b.blocks[i]
	if x.Area == format.Cover || !words(x.Num+x.Text) {
		return
	}
	if b.opensAnnex(i, b.sourceAnnex(i)) {
		b.enterAnnex()
		if annexHeading(x) {
			x.Level = topLevel
			b.heading(x)
			return
		}
	}
	if b.letter(i) {
		return
	}
	if x.Kind != format.Row {
		b.row = false
	}
	if i > 0 && framed(b.blocks[i-1]) && !b.sameBox(i) { // what is set apart ends with its frame
		b.end()
		b.titled = false
	}
	if b.title(i) {
		return
	}
	switch {
	case x.Kind == format.Formula:
		b.formula(x)
	case x.Kind == format.Row:
		b.tableRow(x)
	case x.Kind == format.Box, x.Kind == format.Heading && x.Box > 0, x.Kind == format.Item && x.Box > 0 && !b.sameBox(i):
		b.box(i)
	case b.isHeading(i) && b.passage() != nil && b.pointFollows(i):
		b.extend(x) // a line between the points of a paragraph
	case b.isHeading(i):
		b.titled = false
		b.heading(x)
		b.enterSection(x)
	case x.Area == format.Preamble:
		b.recital(x)
	case x.Kind == format.Item:
		b.item(x)
	case x.Num != "":
		b.numberedBlock(i)
	default:
		b.plain(i)
	}
}

// words reports whether s says anything: rules and stars between parts do not.
func words(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}

// formula is "The Security Council,": it opens the preamble and is no paragraph.
func (b *body) formula(x format.Block) {
	b.end()
	b.preamble = b.annex == 0
	if len(x.Refs) > 0 {
		for _, r := range x.Refs {
			b.note(r.Note)
		}
	}
}

// recital is a preambular paragraph, or a point of one.
func (b *body) recital(x format.Block) {
	if x.Kind == format.Item && b.passage() != nil {
		b.point(x)
		return
	}
	if x.Num != "" && b.passage() != nil && marks(x.Num) != nil {
		b.point(x)
		return
	}
	p := b.start(b.count("pp"), "", x)
	p.Role, p.Force = corpus.RoleContext, corpus.ForceContextual
	if x.Num != "" {
		p.Text = x.Num + " " + p.Text
	}
}

// item is a point of the passage before.
func (b *body) item(x format.Block) {
	if b.passage() == nil {
		b.unnumbered(x)
		return
	}
	if x.Num == "" {
		b.extend(x)
		return
	}
	b.point(x)
}

func (b *body) tableRow(x format.Block) {
	if b.row && b.passage() != nil {
		b.extend(x)
		return
	}
	b.start(b.count("table"), "", x)
	b.row = true
}

// box is text set apart. What follows in the same box belongs to it, or to the
// case study whose title opened it.
func (b *body) box(i int) {
	x := b.blocks[i]
	if b.sameBox(i) && b.passage() != nil {
		b.extend(x)
		return
	}
	b.titled = false
	p := b.start(b.counted("box"), "", format.Block{})
	p.Role, p.Force = corpus.RoleContext, corpus.ForceInformational
	if x.Kind == format.Item && x.Num != "" {
		b.point(x)
		return
	}
	b.append(x.Num, x)
}

// listed makes points of the numbered paragraphs of a box, unless they go on
// with the numbers of the text around it.
func listed(blocks []format.Block) {
	last := 0
	for i, end := 0, 0; i < len(blocks); i = end {
		end = i + 1
		for blocks[i].Box > 0 && end < len(blocks) && blocks[end].Box == blocks[i].Box {
			end++
		}
		first := firstNumber(blocks[i:end])
		if first == 0 {
			continue
		}
		list := blocks[i].Box > 0 && first != last+1
		if blocks[i].Box > 0 && !list && last == 0 { // "1." of the text, or of a list
			list = firstNumber(blocks[end:]) <= first
		}
		for k := i; k < end; k++ {
			switch n, ok := paragraphNumber(blocks[k]); {
			case !ok || n.nested:
			case list:
				blocks[k].Kind, blocks[k].Level = format.Item, 1
			default:
				last = n.n
			}
		}
	}
}

// firstNumber is the number of the first numbered paragraph, 0 when there is none.
func firstNumber(blocks []format.Block) int {
	for _, x := range blocks {
		if n, ok := paragraphNumber(x); ok && !n.nested {
			return n.n
		}
	}
	return 0
}

// framed reports whether a block stands in a box.
func framed(x format.Block) bool { return x.Kind == format.Box || x.Box > 0 }

// sameBox reports whether block i stands in the box that the one before stands in.
func (b *body) sameBox(i int) bool {
	return i > 0 && framed(b.blocks[i-1]) && framed(b.blocks[i]) && b.blocks[i-1].Box == b.blocks[i].Box
}

// numberedBlock is a paragraph with something in front: its number, or a point's.
func (b *body) numberedBlock(i int) {
	x := b.blocks[i]
	n, ok := paragraphNumber(x)
	switch {
	case ok && n.nested:
		b.nested(n, x)
	case ok:
		b.paragraph(i, n)
	case b.passage() != nil:
		b.point(x)
	default:
		b.unnumbered(x)
	}
}

// paragraph opens a numbered paragraph.
func (b *body) paragraph(i int, n number) {
	b.preamble, b.titled = false, false
	if b.annex == 0 {
		b.numbered = true
	}
	prev, next := b.last, b.next(i)
	resumes := next == prev+1 || next == prev+2
	switch {
	case n.suffix || n.n == prev+1 || prev == 0:
		b.last = n.n
	case n.n == 1 && !(resumes && next != 2):
		b.restart()
		b.last = n.n
	case n.n <= prev:
		b.warn("", "paragraph %d stands after paragraph %d: its number is misprinted or repeated", n.n, prev)
		if resumes {
			b.last = next - 1
		}
	case next == prev+2:
		b.warn("", "paragraph %d stands after paragraph %d: its number is misprinted", n.n, prev)
		b.last = prev + 1
	default:
		b.gap(n.n)
		b.last = n.n
	}
	b.loose = nil
	p := b.start(corpus.Locator(b.place+"para-"+n.locator), n.printed, b.blocks[i])
	p.Number = n.printed
}

// gap deals with the numbers missing before n: when exactly one is, and exactly
// one paragraph without a number stands there, that is its number.
func (b *body) gap(n int) {
	missing := n - b.last - 1
	if missing == 1 && len(b.loose) == 1 && b.last > 0 {
		b.infer(b.loose[0], b.last+1)
		b.warn(b.place+"para-"+strconv.Itoa(b.last+1), "the paragraph has no number in the source; it stands where %d is missing", b.last+1)
		return
	}
	if b.last > 0 {
		b.warn("", "paragraph %d stands after paragraph %d: %d numbers are missing", n, b.last, missing)
	}
}

// infer gives the passage the number that is missing where it stands.
func (b *body) infer(at, n int) {
	b.relocate(at, corpus.Locator(b.place+"para-"+strconv.Itoa(n)))
	p := &b.doc.Passages[at]
	p.Number, p.Inferred = strconv.Itoa(n), true
}

// restart begins a new numbering sequence.
func (b *body) restart() {
	b.part++
	b.place = b.container()
	if b.annex == 0 {
		b.warn(strings.TrimSuffix(b.place, "/"), "the numbering starts again")
	}
}

// nested is a paragraph numbered "1.1".
func (b *body) nested(n number, x format.Block) {
	b.start(corpus.Locator(b.place+"para-"+n.locator), n.printed, x)
}

// plain is a paragraph without a number: a recital, the text of a number that
// stands alone, a continuation, or a passage of its own.
func (b *body) plain(i int) {
	x := b.blocks[i]
	p := b.passage()
	if p != nil {
		if y, ok := b.pointInText(x); ok {
			b.point(y)
			return
		}
	}
	switch {
	case b.titled && p != nil:
		b.extend(x)
	case b.numberInText(x):
	case strings.HasPrefix(x.Text, "* ") && b.annex == 0:
		b.start(b.count("fn"), "*", x)
		b.end()
	case p != nil && p.Number != "" && p.Text == "":
		b.append("", x)
	case p != nil && x.Style == "wrapUp":
		b.extend(x)
	case b.isRecital(i):
		if p != nil && b.preamble && b.continues(x) && !laidOut(x) && !(recited(p.Text) && (b.lang == lang.German || !opensLower(x.Text))) {
			b.extend(x)
			return
		}
		b.recital(x)
	case p != nil && b.continues(x):
		b.extend(x)
	default:
		b.unnumbered(x)
	}
}

// isRecital reports whether a paragraph before the operative ones belongs to
// the preamble, though the source may have filed it elsewhere: it ends with a
// comma, or none of the operative words opens it.
func (b *body) isRecital(i int) bool {
	x := b.blocks[i]
	if !b.formal || b.annex > 0 || b.numbered || len(b.loose) > 0 {
		return false
	}
	if strings.ContainsAny(lastRune(x.Text), ",،，、") {
		return true
	}
	if !b.preamble {
		return false
	}
	_, class := leadingVerb(x.Text, b.lang)
	return (class == contextual || class == "" && x.Page > 0) && b.next(0) > 0 || class == "" && b.recitalAhead(i)
}

// recitalAhead reports whether, before the first numbered paragraph, a paragraph
// that ends as recitals do follows block i: then the preamble is not over.
func (b *body) recitalAhead(i int) bool {
	for k := i + 1; k < len(b.blocks) && b.blocks[k].Kind == format.Paragraph && b.blocks[k].Num == ""; k++ {
		if recited(b.blocks[k].Text) && !strings.ContainsAny(lastRune(b.blocks[k].Text), ";；؛") {
			return b.next(k) > 0
		}
	}
	return false
}

// recited reports whether a preambular paragraph is at its end, which is a comma.
// German ones open with a small letter.
func recited(s string) bool { return strings.ContainsAny(lastRune(s), ",،，;；؛") }

func opensLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// laidOut reports whether a page shows that x is a paragraph of its own, where
// neither italics nor a capital could: Chinese has neither.
func laidOut(x format.Block) bool {
	r, _ := utf8.DecodeRuneInString(x.Text)
	return x.Page > 0 && unicode.Is(unicode.Han, r)
}

// continues reports whether x goes on where the passage stopped: the passage
// ends in the middle of a sentence or announces a list.
func (b *body) continues(x format.Block) bool {
	p := b.passage()
	r, _ := utf8.DecodeRuneInString(x.Text)
	if b.formal && b.annex == 0 && b.last > 0 && unicode.In(r, unicode.Quotation_Mark) {
		return true // words the paragraph quotes
	}
	if _, class := leadingVerb(x.Text, b.lang); class != "" && b.formal && b.annex == 0 {
		return false
	}
	if b.formal && b.annex == 0 && len(x.Marks) > 0 && x.Marks[0].Start == 0 && x.Marks[0].Italic && !x.Marks[0].Bold {
		return false
	}
	announced := b.formal && b.annex == 0 && (strings.Contains(p.Text, ":\n") || strings.Contains(p.Text, "：\n"))
	return unicode.IsLower(r) || announced || !terminated(p.Text)
}

// terminated reports whether a text ends as paragraphs end.
func terminated(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return strings.ContainsRune(" ”“\"’'»)]）*", r) })
	return s == "" || strings.ContainsAny(lastRune(s), ".;؛。；!?؟。！？")
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// numberInText opens a paragraph whose number the source prints in the text and
// does not mark up: its text opens with the number that is due. The number
// counts as inferred, for only the sequence vouches for it.
func (b *body) numberInText(x format.Block) bool {
	n, size := numberInText(x.Text, b.last+1)
	if n == 0 || size >= len(x.Text) {
		return false
	}
	if n > b.last+1 {
		b.gap(n)
	}
	b.last = n
	b.loose, b.preamble = nil, false
	b.numbered = b.numbered || b.annex == 0
	p := b.start(corpus.Locator(b.place+"para-"+strconv.Itoa(b.last)), strconv.Itoa(b.last), cut(x, size))
	p.Inferred = true
	b.inText++
	return true
}

// unnumbered is a paragraph without a number that continues nothing: para-4~1,
// or the text of its section.
func (b *body) unnumbered(x format.Block) {
	if b.section != "" && b.last == 0 && x.Num == "" {
		l := corpus.Locator(b.place + "section-" + b.section)
		num := b.section
		for n, first := 1, l; b.taken[l]; n++ { // goes on after a box: section-2.4~1
			l, num = first+corpus.Locator("~"+strconv.Itoa(n)), ""
		}
		b.start(l, num, x)
		b.titled = true
		return
	}
	b.start(corpus.Locator(b.place+"para-"+strconv.Itoa(b.last)+"~"+strconv.Itoa(len(b.loose)+1)), "", format.Block{})
	b.append(x.Num, x)
	b.loose = append(b.loose, b.at)
	if b.annex == 0 {
		b.preamble = false
	}
}

// settle ends a main text: the only operative paragraph of a resolution that
// numbers none is its first.
func (b *body) settle() {
	b.end()
	if b.formal && b.annex == 0 && b.last == 0 && len(b.loose) == 1 {
		b.infer(b.loose[0], 1)
	} else if len(b.loose) > 0 && b.formal && b.annex == 0 {
		b.warn("", "%d paragraphs after paragraph %d have no number", len(b.loose), b.last)
	}
	b.loose = nil
}
