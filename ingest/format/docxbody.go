package format

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// docxReader reads the body of a document. Tracked changes are accepted: what
// was inserted is read, what was deleted is not.
type docxReader struct {
	ctx     context.Context
	text    *Text
	file    *docxFile
	styles  map[string]docxStyle
	lists   *docxLists
	links   map[string]string
	notes   map[string]Note   // "footnote 3" -> its text
	noteAt  map[string]int    // the same -> index in text.Notes
	counted []docxNote        // notes whose mark is counted, in order
	forms   map[string]string // number formats of "footnote" and "endnote", where the document says

	contents []string // lines of the table of contents, which are left out

	dec    *xml.Decoder
	part   string
	depth  int
	b      builder
	para   docxPara
	fields []string // hrefs of the fields begun
	field  bool     // between a field's begin and its result: its code, not text
	cells  int      // > 0: inside a table row
	box    int      // > 0: inside a text box or one-column table
	framed int      // boxes begun
	frame  int      // the one being read
	boxes  []Block  // of text boxes, until their paragraph ends
}

// docxPara is what a paragraph's properties say.
type docxPara struct {
	style   docxStyle
	styleID string
	list    string
	level   int
	heading int
	joined  bool // its mark was deleted: the next paragraph goes on
}

// readPart reads the blocks of a part.
func (d *docxReader) readPart(name string) error {
	rc, err := d.file.open(name)
	if rc == nil || err != nil {
		return err
	}
	defer rc.Close()
	d.dec, d.part = xml.NewDecoder(rc), name
	err = d.content()
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return partError(name, err)
}

// content reads what is inside an element, to its end.
func (d *docxReader) content() error {
	d.depth++
	defer func() { d.depth-- }()
	if d.depth > MaxDepth {
		return fmt.Errorf("%w: elements nested deeper than %d", ErrTooLarge, MaxDepth)
	}
	for {
		tok, err := d.dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := d.element(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		case xml.Directive:
			return fmt.Errorf("%w: a document type declaration, which DOCX forbids", ErrDamaged)
		}
	}
}

func (d *docxReader) element(t xml.StartElement) error {
	switch t.Name.Local {
	case "p":
		return d.paragraph()
	case "tbl":
		return d.table()
	case "r":
		return d.run(d.runLook())
	case "hyperlink":
		return d.hyperlink(t)
	case "sectPr":
		return d.section(t)
	case "del", "moveFrom", "Fallback", "rt", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "pPr", "rPr", "instrText", "delText",
		"annotation", "commentRangeStart":
		return d.dec.Skip()
	}
	return d.content() // ins, moveTo, sdt, smartTag, body, AlternateContent ...
}

func (d *docxReader) paragraph() error {
	if !d.para.joined {
		d.para = docxPara{}
	}
	d.para.joined = false
	err := d.each(func(t xml.StartElement) error {
		if t.Name.Local == "pPr" {
			return d.paragraphProperties(t)
		}
		return d.element(t)
	})
	switch {
	case err != nil || d.para.joined:
		return err
	case d.cells > 0:
		d.b.write(" ", look{})
		return nil
	}
	return d.flush()
}

func (d *docxReader) paragraphProperties(t xml.StartElement) error {
	var p struct {
		Style   docxVal   `xml:"pStyle"`
		Num     docxNumPr `xml:"numPr"`
		Outline *docxVal  `xml:"outlineLvl"`
		Deleted *struct{} `xml:"rPr>del"`
	}
	if err := d.dec.DecodeElement(&p, &t); err != nil {
		return err
	}
	d.para.joined = p.Deleted != nil
	if len(d.b.buf) > 0 && d.cells == 0 {
		return nil // the first half of a joined paragraph keeps its properties
	}
	d.para.styleID, d.para.style = p.Style.Val, d.styles[p.Style.Val]
	d.para.list, d.para.level, d.para.heading = d.para.style.list, d.para.style.level, d.para.style.heading
	if p.Num.List != nil {
		d.para.list = p.Num.List.Val
	}
	if p.Num.Level != nil {
		d.para.level = p.Num.Level.int()
	}
	if p.Num.Level == nil && p.Num.List == nil {
		if l, ok := d.lists.levelOf(d.para.list, d.para.styleID); ok {
			d.para.level = l
		}
	}
	if p.Outline != nil && p.Outline.int() < 9 {
		d.para.heading = p.Outline.int() + 1
	}
	if d.cells > 0 && d.para.list != "" { // in a cell the number is text
		if num := d.lists.next(d.para.list, d.para.level); num != "" {
			d.b.write(num+" ", look{})
		}
	}
	return nil
}

func (d *docxReader) runLook() look {
	l := look{italic: d.para.style.italic, bold: d.para.style.bold}
	if n := len(d.fields); n > 0 {
		l.href = d.fields[n-1]
	}
	return l
}

func (d *docxReader) hyperlink(t xml.StartElement) error {
	href := ""
	for _, a := range t.Attr {
		if a.Name.Local == "id" {
			href = d.links[a.Value]
		}
	}
	d.fields = append(d.fields, href)
	defer func() { d.fields = d.fields[:len(d.fields)-1] }()
	return d.content()
}

// run reads a run of text of one look.
func (d *docxReader) run(l look) error {
	hidden, custom := false, ""
	return d.each(func(t xml.StartElement) error {
		switch t.Name.Local {
		case "rPr":
			var p struct {
				Bold   *docxVal `xml:"b"`
				Italic *docxVal `xml:"i"`
				Hidden *docxVal `xml:"vanish"`
			}
			err := d.dec.DecodeElement(&p, &t)
			if p.Bold != nil {
				l.bold = p.Bold.on()
			}
			if p.Italic != nil {
				l.italic = p.Italic.on()
			}
			hidden = p.Hidden.on()
			return err
		case "t":
			var s string
			err := d.dec.DecodeElement(&s, &t)
			switch {
			case hidden || d.field:
			case custom != "":
				d.ownMark(custom, Normalize(s))
				custom = ""
			default:
				d.b.write(s, l)
			}
			return err
		case "instrText":
			var s string
			err := d.dec.DecodeElement(&s, &t)
			d.instruction(s)
			return err
		case "drawing", "pict", "AlternateContent", "object":
			return d.textBoxes()
		case "tab", "br", "cr", "ptab":
			d.b.write(" ", l)
		case "sym":
			d.b.write(symbolOf(t), l)
		case "noBreakHyphen":
			d.b.write("-", l)
		case "footnoteReference", "endnoteReference":
			custom = d.reference(t)
		case "fldChar":
			d.fieldChar(t)
		}
		return d.dec.Skip()
	})
}

// symbolOf is a character of a symbol font: those of Wingdings and its like are
// signs that open points.
func symbolOf(t xml.StartElement) string {
	for _, a := range t.Attr {
		if c, err := strconv.ParseUint(a.Value, 16, 32); a.Name.Local == "char" && err == nil && c > 0x20 && c < 0x2FFFF {
			if c >= 0xF000 && c <= 0xF0FF {
				return "•"
			}
			return string(rune(c))
		}
	}
	return ""
}

// contentsStyle: lines of a table of contents repeat headings and their numbers.
var contentsStyle = regexp.MustCompile(`(?i)^(?:toc \d|toc heading|table of (?:figures|contents))$`)

// docxNote is a note whose mark is counted.
type docxNote struct {
	kind string // "footnote", "endnote"
	at   int    // index in text.Notes
}

// docxNoteForms are the number formats of notes, in the settings or a section.
type docxNoteForms struct {
	Foot *docxVal `xml:"footnotePr>numFmt"`
	End  *docxVal `xml:"endnotePr>numFmt"`
}

func (d *docxReader) section(t xml.StartElement) error {
	var f docxNoteForms
	err := d.dec.DecodeElement(&f, &t)
	d.noteForms(f)
	return err
}

func (d *docxReader) noteForms(f docxNoteForms) {
	if d.forms == nil {
		d.forms = map[string]string{}
	}
	for kind, v := range map[string]*docxVal{"footnote": f.Foot, "endnote": f.End} {
		if v != nil && d.forms[kind] == "" {
			d.forms[kind] = v.Val
		}
	}
}

// numberNotes gives the notes their marks, in the format the document asks for:
// by default footnotes in digits, endnotes in Roman numerals.
func (d *docxReader) numberNotes(dir string) error {
	var f docxNoteForms
	if err := d.file.decode(path.Join(dir, "settings.xml"), &f); err != nil {
		return err
	}
	d.noteForms(f)
	counts := map[string]int{}
	for _, n := range d.counted {
		counts[n.kind]++
		form := d.forms[n.kind]
		if form == "" && n.kind == "endnote" {
			form = "lowerRoman"
		}
		d.text.Notes[n.at].Num = docxNumber(form, counts[n.kind])
	}
	return nil
}

// ownMark gives a note the mark printed in the text, "*", instead of a number.
func (d *docxReader) ownMark(key, mark string) {
	n := &d.text.Notes[d.noteAt[key]]
	n.Num = mark
	n.Text = strings.TrimLeft(strings.TrimPrefix(n.Text, mark), " ")
}

// reference marks a footnote. It returns the note's key when its mark is not
// counted but printed in the run that follows.
func (d *docxReader) reference(t xml.StartElement) (custom string) {
	kind := strings.TrimSuffix(t.Name.Local, "Reference")
	id, own := "", false
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "id":
			id = a.Value
		case "customMarkFollows":
			own = a.Value != "0" && a.Value != "false"
		}
	}
	key := kind + " " + id
	note, ok := d.notes[key]
	if !ok {
		return ""
	}
	at, seen := d.noteAt[key]
	if !seen {
		if !own {
			d.counted = append(d.counted, docxNote{kind, len(d.text.Notes)})
		}
		at = len(d.text.Notes)
		d.noteAt[key] = at
		d.text.Notes = append(d.text.Notes, note)
	}
	d.b.ref(at)
	if own {
		return key
	}
	return ""
}

func (d *docxReader) fieldChar(t xml.StartElement) {
	for _, a := range t.Attr {
		if a.Name.Local != "fldCharType" {
			continue
		}
		switch a.Value {
		case "begin":
			if len(d.fields) < MaxDepth {
				d.fields = append(d.fields, "")
			}
			d.field = true
		case "separate":
			d.field = false
		case "end":
			d.field = false
			if n := len(d.fields); n > 0 {
				d.fields = d.fields[:n-1]
			}
		}
	}
}

var hyperlinkCode = regexp.MustCompile(`HYPERLINK\s+"([^"]+)"`)

func (d *docxReader) instruction(code string) {
	if m := hyperlinkCode.FindStringSubmatch(code); m != nil && len(d.fields) > 0 {
		d.fields[len(d.fields)-1] = m[1]
	}
}

// textBoxes reads the text inside a drawing as boxes that follow the paragraph.
func (d *docxReader) textBoxes() error {
	b, para, fields, cells := d.b, d.para, d.fields, d.cells
	d.b, d.para, d.fields, d.cells = builder{}, docxPara{}, nil, 0
	before := len(d.text.Blocks)
	if d.box == 0 {
		d.framed++
		d.frame = d.framed
	}
	d.box++
	err := d.content()
	d.box--
	d.boxes = append(d.boxes, d.text.Blocks[before:]...)
	d.text.Blocks = d.text.Blocks[:before]
	d.b, d.para, d.fields, d.cells = b, para, fields, cells
	return err
}

// flush ends the block at hand.
func (d *docxReader) flush() error {
	block, ok := d.b.take()
	if ok && contentsStyle.MatchString(d.para.style.name) {
		d.contents = append(d.contents, block.Text)
		return nil
	}
	if ok {
		d.finish(&block)
		d.text.Blocks = append(d.text.Blocks, block)
	} else if d.para.list != "" {
		d.lists.next(d.para.list, d.para.level) // an empty paragraph counts
	}
	if d.box == 0 {
		d.text.Blocks = append(d.text.Blocks, d.boxes...)
		d.boxes = nil
	}
	return d.limits()
}

func (d *docxReader) limits() error {
	if len(d.text.Blocks) > MaxBlocks {
		return fmt.Errorf("%w of %d blocks", ErrTooLarge, MaxBlocks)
	}
	return d.ctx.Err()
}

// finish gives a block its kind and number.
func (d *docxReader) finish(b *Block) {
	b.Style = d.para.style.name
	if b.Style == "" {
		b.Style = d.para.styleID
	}
	if d.box > 0 {
		b.Box = d.frame
	}
	num := ""
	if d.para.list != "" {
		num = d.lists.next(d.para.list, d.para.level)
	}
	if num != "" {
		b.Num, b.Kind = num, Paragraph
		if lab, ok := readLabel(num + " "); ok && lab.class.isPoint() {
			b.Kind, b.Level = Item, 1
		}
	} else {
		b.classify()
	}
	if strings.EqualFold(b.Style, "title") && d.box == 0 {
		d.title(*b)
	}
	switch {
	case d.para.heading > 0 && b.Kind != Formula:
		if b.Num == "" {
			if lab, ok := readLabel(b.Text); ok && lab.size < len(b.Text) {
				b.setLabel(lab)
			}
		}
		b.Kind, b.Level = Heading, d.para.heading
	case d.box > 0 && b.Kind == Paragraph && b.Num == "":
		b.Kind = Box
	}
}

// title takes a paragraph of the style Title, a name that Word writes in every
// language, for the document's title, or for a further line of it.
func (d *docxReader) title(b Block) {
	m, n := &d.text.Meta, len(d.text.Blocks)
	switch {
	case mastheadLine(b.Text):
	case m.Title == "":
		m.Title = b.Text
	case n > 0 && strings.EqualFold(d.text.Blocks[n-1].Style, "title"):
		m.Title += " " + b.Text
	}
}

// unframe takes a box that holds more than two thirds of the text for what it
// is: a table the whole document was typed into.
func (d *docxReader) unframe() {
	sizes, whole := map[int]int{}, 0
	for _, b := range d.text.Blocks {
		sizes[b.Box] += len(b.Text)
		whole += len(b.Text)
	}
	for i := range d.text.Blocks {
		b := &d.text.Blocks[i]
		if b.Box == 0 || sizes[b.Box]*3 <= whole*2 {
			continue
		}
		if b.Box = 0; b.Kind == Box {
			b.Kind = Paragraph
		}
	}
}

// unheaded counts the lines of the table of contents that repeat no heading of
// the text.
func (d *docxReader) unheaded() int {
	headings := map[string]bool{}
	for _, b := range d.text.Blocks {
		if b.Kind == Heading {
			headings[strings.TrimSpace(b.Num+" "+b.Text)] = true
		}
	}
	n := 0
	for _, line := range d.contents {
		if !headings[line] && !headings[pageAtEnd.ReplaceAllString(line, "")] {
			n++
		}
	}
	return n
}

// pageAtEnd is the page number at the end of a line of a table of contents.
var pageAtEnd = regexp.MustCompile(`(?i) (?:\d{1,4}|[ivxlc]{1,6})$`)

// table reads rows, cells joined by " | ". A table of one column is a box.
func (d *docxReader) table() error {
	columns, nested := 0, d.cells > 0
	if d.box == 0 {
		d.framed++
		d.frame = d.framed
	}
	return d.each(func(t xml.StartElement) error {
		switch t.Name.Local {
		case "tblGrid":
			var grid struct {
				Col []struct{} `xml:"gridCol"`
			}
			err := d.dec.DecodeElement(&grid, &t)
			columns = len(grid.Col)
			return err
		case "tr":
			return d.row(nested, columns == 1 && !nested)
		}
		return d.dec.Skip()
	})
}

// row reads a row. One whose deletion was tracked is not read; the only cell of a
// row of one is a box.
func (d *docxReader) row(nested, boxed bool) error {
	if boxed {
		d.box++
		defer func() { d.box-- }()
	} else {
		d.cells++
		defer func() { d.cells-- }()
	}
	filled, deleted := 0, false
	err := d.each(func(t xml.StartElement) error {
		if t.Name.Local == "trPr" {
			var p struct {
				Deleted *struct{} `xml:"del"`
			}
			err := d.dec.DecodeElement(&p, &t)
			deleted = p.Deleted != nil
			return err
		}
		if t.Name.Local != "tc" || deleted {
			return d.dec.Skip()
		}
		if boxed {
			return d.content()
		}
		if filled++; filled > 1 {
			d.b.write(" | ", look{})
		}
		return d.content()
	})
	if err != nil || nested || boxed {
		return err
	}
	return d.endRow()
}

// each calls f with each element inside the one at hand, to its end. Content
// controls and insertions around them are looked through.
func (d *docxReader) each(f func(xml.StartElement) error) error {
	d.depth++
	defer func() { d.depth-- }()
	if d.depth > MaxDepth {
		return fmt.Errorf("%w: elements nested deeper than %d", ErrTooLarge, MaxDepth)
	}
	for {
		tok, err := d.dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "sdt", "sdtContent", "ins", "moveTo", "customXml":
				err = d.each(f)
			default:
				err = f(t)
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (d *docxReader) endRow() error {
	block, ok := d.b.take()
	if ok && strings.Trim(block.Text, " |") != "" {
		block.Kind = Row
		d.text.Blocks = append(d.text.Blocks, block)
	}
	d.text.Blocks = append(d.text.Blocks, d.boxes...)
	d.boxes = nil
	return d.limits()
}

// readNotes reads the footnotes and endnotes of a document, by kind and ID.
func (d *docxReader) readNotes(dir string) (map[string]Note, error) {
	notes := map[string]Note{}
	for _, kind := range []string{"footnote", "endnote"} {
		name := path.Join(dir, kind+"s.xml")
		rc, err := d.file.open(name)
		if err != nil {
			return nil, err
		}
		if rc == nil {
			continue
		}
		links, err := d.file.links(name)
		if err != nil {
			return nil, err
		}
		n := &docxReader{ctx: d.ctx, text: &Text{}, file: d.file, styles: d.styles, lists: &docxLists{}, links: links,
			dec: xml.NewDecoder(rc), part: name, cells: 1}
		err = n.notesOf(kind, notes)
		rc.Close()
		if err != nil {
			return nil, partError(name, err)
		}
	}
	return notes, nil
}

func (d *docxReader) notesOf(kind string, notes map[string]Note) error {
	for {
		tok, err := d.dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		t, ok := tok.(xml.StartElement)
		if !ok || t.Name.Local != kind {
			continue
		}
		id, special := "", false
		for _, a := range t.Attr {
			switch a.Name.Local {
			case "id":
				id = a.Value
			case "type":
				special = a.Value != "normal" // separators
			}
		}
		if err := d.content(); err != nil {
			return err
		}
		if block, ok := d.b.take(); ok && !special {
			notes[kind+" "+id] = Note{Text: block.Text, Links: block.Links}
		}
		if len(notes) > MaxBlocks {
			return fmt.Errorf("%w of %d notes", ErrTooLarge, MaxBlocks)
		}
	}
}
