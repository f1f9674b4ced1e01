package format

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"

	"concordance/corpus/lang"
)

// akn is Akoma Ntoso 3.0 as the United Nations writes it (AKN4UN): a cover page
// with the masthead, a preamble of containers, a main body of numbered
// paragraphs with lists, and annexes as attachments.
var akn = Format{
	Name:   "akn",
	Media:  "application/akn+xml",
	Match:  func(_ string, head []byte) bool { return bytes.Contains(head, []byte("<akomaNtoso")) },
	Decode: decodeAKN,
}

// maxAttribute is the longest attribute value, in bytes, that a file may hold.
const maxAttribute = 1 << 20

// decodeAKN reads a file. Broken markup is an error that wraps ErrDamaged and
// says line, column and reason: a text that may have holes is no source.
func decodeAKN(ctx context.Context, r io.Reader) (*Text, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(b) > MaxBytes {
		return nil, fmt.Errorf("%w: more than %d MB", ErrTooLarge, MaxBytes>>20)
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, ErrEmpty
	}
	a := &aknReader{xml: xml.NewDecoder(bytes.NewReader(b)), text: &Text{Meta: Meta{Other: map[string]string{}}}, area: Body}
	a.xml.CharsetReader = charset.NewReaderLabel
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		t, err := a.xml.RawToken()
		if err == io.EOF {
			if len(a.open) > 0 {
				return nil, a.damaged("the file ends inside <%s>", a.open[len(a.open)-1].name)
			}
			break
		}
		if err != nil {
			return nil, a.syntax(err)
		}
		if err := a.token(t); err != nil {
			return nil, err
		}
	}
	if err := a.flush(); err != nil {
		return nil, err
	}
	if len(a.text.Blocks) == 0 {
		return nil, ErrNoText
	}
	a.text.Meta.settle()
	return a.text, nil
}

// aknReader turns the stream of tags into blocks.
type aknReader struct {
	xml   *xml.Decoder
	text  *Text
	open  []aknElement // enclosing elements, outermost first
	size  int          // bytes of text so far
	area  Area
	annex int

	block *writer // the block being written; nil between blocks
	note  *writer // the footnote being written, inside or outside a block
	num   *writer // the number being written
	meta  *writer // a masthead field being written, beside its block
	cells int     // cells seen in the row being written
	lists int     // enclosing lists
}

// aknElement is one open element.
type aknElement struct {
	name  string
	kind  Kind   // of the blocks made of its text; "" when the element makes none
	attr  attrs  // those that matter
	num   string // its <num>, until a block takes it
	level int    // of lists around it
	look  look   // of the text in it
}

type attrs struct{ class, name, refersTo, date, title, href, marker, value, showAs, as, outcome, language string }

// token handles one token.
func (a *aknReader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return a.start(t)
	case xml.EndElement:
		return a.end(t.Name.Local)
	case xml.CharData:
		return a.chars(t)
	case xml.Directive:
		return a.damaged("a document type declaration (<!%.20s) is not accepted", t)
	}
	return nil
}

func (a *aknReader) damaged(format string, args ...any) error {
	line, col := a.xml.InputPos()
	return fmt.Errorf("%w: line %d, column %d: %s", ErrDamaged, line, col, brief(fmt.Sprintf(format, args...)))
}

func (a *aknReader) syntax(err error) error {
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		return a.damaged("%s", s.Msg)
	}
	return a.damaged("%v", err)
}

// read takes the attributes that matter and refuses those that do not belong.
func (a *aknReader) read(t xml.StartElement) (at attrs, err error) {
	for i, x := range t.Attr {
		if len(x.Value) > maxAttribute {
			return at, fmt.Errorf("%w: an attribute of <%s> has more than %d bytes", ErrTooLarge, t.Name.Local, maxAttribute)
		}
		for _, y := range t.Attr[:i] {
			if x.Name == y.Name {
				return at, a.damaged("attribute %s stands twice in <%s>", x.Name.Local, t.Name.Local)
			}
		}
		if x.Name.Space != "" {
			continue
		}
		switch v := x.Value; x.Name.Local {
		case "class":
			at.class = v
		case "name":
			at.name = v
		case "refersTo":
			at.refersTo = v
		case "date":
			at.date = v
		case "title":
			at.title = v
		case "href":
			at.href = v
		case "marker":
			at.marker = v
		case "value":
			at.value = v
		case "showAs":
			at.showAs = v
		case "as":
			at.as = v
		case "outcome":
			at.outcome = v
		case "language":
			at.language = v
		}
	}
	return at, nil
}

// blocks says which elements make blocks of their own, and of what kind.
var aknBlocks = map[string]Kind{
	"paragraph": Paragraph, "alinea": Paragraph, "container": Paragraph, "wrapUp": Paragraph, "listIntroduction": Paragraph,
	"point": Item, "item": Item, "formula": Formula, "tr": Row,
	"heading": Heading, "subheading": Heading, "crossHeading": Heading, "block": Heading,
	"section": Heading, "coverPage": Paragraph, "preface": Paragraph, "preamble": Paragraph, "mainBody": Paragraph, "conclusions": Paragraph,
}

func (a *aknReader) start(t xml.StartElement) error {
	if len(a.open) >= MaxDepth {
		return fmt.Errorf("%w: elements nested deeper than %d", ErrTooLarge, MaxDepth)
	}
	at, err := a.read(t)
	if err != nil {
		return err
	}
	name := t.Name.Local
	e := aknElement{name: name, kind: aknBlocks[name], attr: at, look: a.look()}
	switch {
	case a.inside("meta"):
		a.text.Meta.aknMeta(a.open, e)
		e.kind = ""
	case name == "coverPage" || name == "preface" || name == "conclusions":
		a.area = Cover
	case name == "preamble":
		a.area = a.part(Preamble)
	case name == "mainBody":
		a.area = a.part(Body)
	case name == "attachment":
		a.annex++
		a.area = Annex
	case name == "list" || name == "sublist" || name == "blockList":
		a.lists++
	case name == "authorialNote":
		a.startNote(at)
		e.look = look{}
	case name == "num":
		a.num = &writer{}
	case name == "a":
		e.look.href = at.href
	case name == "span" || name == "i" || name == "b":
		e.look.italic = e.look.italic || name == "i" || strings.Contains(at.class, "italic") || strings.Contains(at.class, "underline")
		e.look.bold = e.look.bold || name == "b" || strings.Contains(at.class, "bold")
	case name == "eol" || name == "br":
		a.writer().add("\n", look{})
	case name == "td" || name == "th":
		if w := a.writer(); a.cells > 0 && w != nil {
			w.add(" | ", look{})
		}
		a.cells++
	case name == "statement":
		a.text.Meta.Type = at.name
	case strings.HasPrefix(name, "doc") || name == "inline" || name == "session":
		a.startField(name, at)
	}
	if e.kind != "" && a.note == nil {
		if err := a.flush(); err != nil {
			return err
		}
		if e.kind != Heading { // which takes the number of what it heads
			if err := a.bare(); err != nil {
				return err
			}
		}
		e.level = a.lists
		if e.kind == Item && e.level == 0 {
			e.level = 1
		}
		a.cells = 0
	}
	a.open = append(a.open, e)
	if name == "p" && a.note == nil && !a.inside("tr") {
		a.again()
	} else if name == "tr" || name == "p" && a.inside("tr") {
		a.writer().add(" ", look{})
	}
	return nil
}

// part is the area that a preamble or main body means where it stands: inside
// an attachment everything is the annex.
func (a *aknReader) part(in Area) Area {
	if a.annex > 0 {
		return Annex
	}
	return in
}

// inside reports whether an element of that name is open.
func (a *aknReader) inside(name string) bool {
	for i := len(a.open) - 1; i >= 0; i-- {
		if a.open[i].name == name {
			return true
		}
	}
	return false
}

// again starts a new line when the element has a block already: the second <p>
// of a paragraph belongs to it.
func (a *aknReader) again() {
	e := a.owner()
	if e == nil || a.block == nil {
		return
	}
	switch e.name {
	case "coverPage", "preface", "preamble", "mainBody": // each of their <p> stands for itself
		a.flush()
	default:
		a.block.add("\n", look{})
	}
}

// look is how text is set where the reader stands.
func (a *aknReader) look() look {
	if len(a.open) == 0 {
		return look{}
	}
	return a.open[len(a.open)-1].look
}

// owner is the innermost element that makes blocks.
func (a *aknReader) owner() *aknElement {
	for i := len(a.open) - 1; i >= 0; i-- {
		if a.open[i].kind != "" {
			return &a.open[i]
		}
	}
	return nil
}

func (a *aknReader) end(name string) error {
	if len(a.open) == 0 {
		return a.damaged("</%s> closes nothing", name)
	}
	e := a.open[len(a.open)-1]
	if e.name != name {
		return a.damaged("<%s> is closed by </%s>", e.name, name)
	}
	switch {
	case a.inside("meta"):
		// nothing written
	case name == "list" || name == "sublist" || name == "blockList":
		a.lists--
	case name == "authorialNote":
		a.endNote()
	case name == "num":
		a.endNum()
	case name == "attachments":
		a.annex, a.area = 0, Body
	case a.meta != nil && a.meta.field == name:
		a.text.Meta.aknField(name, e.attr, a.inside("preface"), a.meta.finish())
		a.meta = a.meta.outer
	case e.kind != "" && a.note == nil:
		if err := a.flush(); err != nil {
			return err
		}
		if err := a.bare(); err != nil {
			return err
		}
	}
	a.open = a.open[:len(a.open)-1]
	return nil
}

// startField starts to catch a masthead field. Its words stay in the text too,
// parted from those before.
func (a *aknReader) startField(name string, at attrs) {
	a.meta = &writer{field: name, outer: a.meta}
	if a.area == Cover && a.block != nil {
		a.block.add(" ", look{})
	}
	if name == "inline" && at.name == "adoptionMeeting" {
		a.text.Meta.Meeting = Ordinal(at.title)
	}
	if name == "docDate" {
		a.text.Meta.aknDate(at)
	}
}

// chars adds character data to what is being written.
func (a *aknReader) chars(b []byte) error {
	if a.inside("meta") {
		if a.open[len(a.open)-1].name == "docketNumber" && a.annex == 0 {
			a.text.Meta.Other["job"] = Normalize(string(b))
		}
		return nil
	}
	if a.size += len(b); a.size > MaxText {
		return fmt.Errorf("%w: more than %d MB of text", ErrTooLarge, MaxText>>20)
	}
	s := spaced(b)
	for m := a.meta; m != nil; m = m.outer {
		m.add(s, look{})
	}
	if a.writer() == nil {
		if strings.TrimSpace(s) == "" {
			return nil
		}
		a.begin()
	}
	a.writer().add(s, a.look())
	return nil
}

// spaced is b with the line breaks of the markup as spaces: in Akoma Ntoso only
// <eol> breaks a line.
func spaced(b []byte) string {
	for i, c := range b {
		if c == '\n' || c == '\r' {
			b[i] = ' '
		}
	}
	return string(b)
}

// writer is where text goes now, nil between blocks.
func (a *aknReader) writer() *writer {
	switch {
	case a.note != nil:
		return a.note
	case a.num != nil:
		return a.num
	}
	return a.block
}

// begin opens a block of the innermost element that makes blocks. A paragraph's
// number goes to its first block.
func (a *aknReader) begin() {
	w := &writer{}
	a.block = w
	b := &w.block
	b.Area, b.Annex = a.area, a.annex
	b.Kind = Paragraph
	e := a.owner()
	if e == nil {
		return
	}
	b.Kind, b.Style = e.kind, e.attr.class
	switch e.name {
	case "point", "item":
		b.Level = e.level
	case "wrapUp":
		b.Style = "wrapUp"
	case "coverPage", "preface", "conclusions":
		b.Style = e.name
	case "section", "mainBody", "preamble":
		b.Kind = Paragraph
	case "container":
		if e.attr.name == "formula" {
			b.Kind = Formula
		}
		if a.area == Body && a.inside("embeddedStructure") {
			b.Area = Preamble
		}
	case "crossHeading":
		if e.attr.refersTo == "#preamble" {
			b.Kind, b.Area = Paragraph, Preamble
		}
	}
	b.Num, e.num = e.num, ""
	if e.kind == Heading {
		a.heading(b)
	}
}

// heading gives a heading the number and class of the paragraph it stands in.
// Inside a point it is a line of the list.
func (a *aknReader) heading(b *Block) {
	b.Level = 3
	for i := len(a.open) - 1; i >= 0; i-- {
		switch e := &a.open[i]; e.name {
		case "paragraph":
			if b.Num == "" {
				b.Num, e.num = e.num, ""
			}
			b.Style = e.attr.class
			b.Level = aknLevel(b.Style)
			if numbered(b.Num) { // "4. Measures", marked as a heading, is cited as paragraph 4
				b.Kind, b.Level = Paragraph, 0
			}
			return
		case "point", "item":
			b.Kind, b.Level, b.Style = Item, max(e.level, 1), "subheading"
			b.Num, e.num = e.num, ""
			return
		case "section", "mainBody":
			return
		}
	}
}

// aknLevel is the level the class of a heading means, 0 when it is none of
// a heading.
func aknLevel(class string) int {
	switch {
	case class == "HCh" || strings.HasPrefix(class, "TitleH"):
		return 1
	case class == "H1" || class == "Heading1" || strings.HasPrefix(strings.ToLower(class), "blueheadingh1"):
		return 2
	case class == "H23" || strings.HasPrefix(strings.ToLower(class), "blueheadingh2"):
		return 3
	case class == "H4":
		return 4
	case class == "H56":
		return 5
	}
	return 0
}

// flush ends the block being written.
func (a *aknReader) flush() error {
	w := a.block
	a.block = nil
	if w == nil {
		return nil
	}
	b := w.finish()
	if b.Text == "" && b.Num == "" {
		return nil
	}
	if b.Kind == Paragraph && aknLevel(b.Style) > 0 && headed(b.Text) && !numbered(b.Num) {
		b.Kind, b.Level = Heading, aknLevel(b.Style)
	}
	return a.put(b)
}

// headed reports whether text under a heading's class reads as one.
func headed(s string) bool {
	return len(s) <= 400 && !strings.ContainsAny(s[max(0, len(s)-1):], ";,.:")
}

// numbered reports whether a number is a paragraph's, "4.", and not a heading's.
func numbered(num string) bool { return num != "" && num[0] >= '0' && num[0] <= '9' }

// bare keeps a number whose element ends without text: the text follows in a
// paragraph of its own.
func (a *aknReader) bare() error {
	e := a.owner()
	if e == nil || e.num == "" {
		return nil
	}
	a.begin()
	b := a.block.finish()
	a.block = nil
	return a.put(b)
}

func (a *aknReader) put(b Block) error {
	if len(a.text.Blocks) >= MaxBlocks {
		return fmt.Errorf("%w: more than %d paragraphs", ErrTooLarge, MaxBlocks)
	}
	a.text.Blocks = append(a.text.Blocks, b)
	return nil
}

func (a *aknReader) endNum() {
	num := a.num.finish().Text
	a.num = nil
	e := a.owner()
	if e == nil {
		return
	}
	if e.name == "section" { // a heading of its own, as nothing else in the section takes it
		a.flush()
		a.put(Block{Kind: Heading, Area: a.area, Annex: a.annex, Level: 2, Num: num, Style: "section"})
		return
	}
	e.num = num
}

// startNote starts a footnote and leaves its mark in the text.
func (a *aknReader) startNote(e attrs) {
	if a.block == nil && a.num == nil {
		a.begin()
	}
	if a.block != nil {
		at := len(strings.TrimRight(string(a.block.buf), " \n"))
		a.block.refs = append(a.block.refs, Ref{At: at, Note: len(a.text.Notes)})
	}
	a.text.Notes = append(a.text.Notes, Note{Num: Normalize(e.marker)})
	a.note = &writer{index: len(a.text.Notes) - 1, outer: a.note}
}

func (a *aknReader) endNote() {
	if a.note == nil {
		return
	}
	b := a.note.finish()
	n := &a.text.Notes[a.note.index]
	n.Text, n.Links = b.Text, b.Links
	a.note = a.note.outer
}

// writer builds one block, footnote, number or field of the masthead.
type writer struct {
	builder
	block Block  // its kind, area, number and style
	field string // name of the field
	index int    // of the footnote
	outer *writer
}

// add appends a run of text; a nil writer takes none.
func (w *writer) add(s string, l look) {
	if w != nil {
		w.write(s, l)
	}
}

// finish gives the block with its text.
func (w *writer) finish() Block {
	t, _ := w.take()
	b := w.block
	b.Text, b.Marks, b.Links, b.Refs = t.Text, t.Marks, t.Links, t.Refs
	return b
}

// aknMeta takes what the meta element tells of the document itself; the meta of
// an attachment tells nothing new.
func (m *Meta) aknMeta(open []aknElement, e aknElement) {
	for _, o := range open {
		if o.name == "attachment" {
			return
		}
	}
	in := open[len(open)-1].name
	switch {
	case e.name == "FRBRuri" && in == "FRBRWork":
		m.Other["work"] = e.attr.value
	case e.name == "FRBRdate" && in == "FRBRWork":
		m.Date = date(e.attr.date)
	case e.name == "FRBRdate" && in == "FRBRExpression":
		m.Published = date(e.attr.date)
	case e.name == "FRBRdate" && in == "FRBRManifestation":
		m.Marked = date(e.attr.date)
	case e.name == "FRBRlanguage":
		if l, ok := lang.Parse(e.attr.language); ok {
			m.Lang = l
		}
	case e.name == "keyword" && e.attr.refersTo == "title":
		m.Other["title"] = Normalize(firstOf(e.attr.showAs, e.attr.value))
	case e.name == "step" && e.attr.as != "":
		m.Other["step "+e.attr.outcome] = Normalize(e.attr.as)
	}
}

// aknDate takes the dates of the masthead: that of adoption is the date of the
// document, that of issue stands beside it.
func (m *Meta) aknDate(at attrs) {
	d := date(at.date)
	switch {
	case d == "":
	case at.refersTo == "#adoptionDate":
		m.Other["adopted"] = d
	case at.refersTo == "#dateOfIssuance":
		m.Other["issued"] = d
	}
}

// aknField takes a field of the masthead.
func (m *Meta) aknField(name string, at attrs, preface bool, b Block) {
	switch {
	case b.Text == "":
	case name == "docNumber" && (at.refersTo == "#symbol" || m.Symbol == "" && !preface):
		m.Symbol = b.Text
	case name == "docAuthority" && at.refersTo == "#issuingBody":
		m.Body = b.Text
	case name == "session":
		m.Other["session"] = b.Text
	case name == "docTitle" && preface:
		m.Other["preface"] = b.Text // the last one is the title
	case name == "docTitle":
		if m.Other["cover"] == "" {
			m.Other["cover"] = b.Text
		}
	}
}

// settle chooses among what was found, once the whole file is read.
func (m *Meta) settle() {
	m.Title = firstOf(m.Other["preface"], m.Other["cover"])
	if t := m.Other["title"]; t != "" && m.Lang == lang.English && m.Other["session"] == "" {
		m.Title = t
	}
	m.Date = firstOf(m.Date, m.Other["adopted"])
	m.Published = firstOf(m.Other["issued"], m.Published)
	m.Date = firstOf(m.Date, m.Published)
}

// date is s when it is a day that can be: the files write 0001-01-01 for none.
func date(s string) string {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' || s < "1945" {
		return ""
	}
	return s
}

func firstOf(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

// Ordinal writes the number of a meeting as English texts do, "7775th", whatever
// the language it is printed in; "" when there is no number.
func Ordinal(s string) string {
	i := strings.IndexAny(s, "0123456789")
	if i < 0 {
		return ""
	}
	j := i
	for j < len(s) && s[j] >= '0' && s[j] <= '9' && j-i < 6 {
		j++
	}
	n, _ := strconv.Atoi(s[i:j])
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}
