package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// A document of our own making, set as publications are: the same pieces are
// written as PDF, DOCX and HTML, and must read the same.
type made struct {
	name    string
	head    string // running head of the PDF
	columns bool   // the PDF sets the body in two columns
	pieces  []piece
}

// piece is a paragraph-like piece of a made document.
type piece struct {
	kind  byte   // one of the kinds below
	level int    // of a heading, from 1
	num   string // of a numbered heading: "1.2"
	text  string // ¹ stands where the footnote's mark is, soft hyphens where a line may break
	note  string
	inner []piece // of a box
}

const (
	aTitle   = 'T'
	aLead    = 'L' // a line of the title page
	aHeading = 'H'
	aPara    = 'P'
	aBullet  = '*'
	aBox     = 'B'
	anEntry  = 'E' // of a table of contents; num is the page
)

// plain is the text without marks, after the mark of its footnote if any.
func (p piece) plain() (before, after string, noted bool) {
	return strings.Cut(strings.ReplaceAll(p.text, "\u00ad", ""), "¹")
}

// ---- HTML

func (m made) html() []byte {
	var b, notes strings.Builder
	n := 0
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head><body>\n", html.EscapeString(m.pieces[0].text))
	b.WriteString("<header><a href=\"/\">The Lantern Office</a></header><nav><ul><li><a href=\"/a\">About</a></li></ul></nav><main><article>\n")
	var write func(ps []piece)
	write = func(ps []piece) {
		list := false
		for _, p := range ps {
			if list && p.kind != aBullet {
				b.WriteString("</ul>\n")
			}
			if !list && p.kind == aBullet {
				b.WriteString("<ul>\n")
			}
			list = p.kind == aBullet
			before, after, noted := p.plain()
			text := html.EscapeString(before)
			if noted {
				n++
				text += fmt.Sprintf(`<sup><a href="#fn%d" id="ref%d">%d</a></sup>`, n, n, n) + html.EscapeString(after)
				fmt.Fprintf(&notes, "<li id=\"fn%d\">%s <a href=\"#ref%d\">↩</a></li>\n", n, html.EscapeString(p.note), n)
			}
			switch p.kind {
			case aTitle:
				fmt.Fprintf(&b, "<h1>%s</h1>\n", text)
			case aHeading:
				fmt.Fprintf(&b, "<h%d>%s</h%[1]d>\n", p.level+1, strings.TrimSpace(p.num+" "+text))
			case aBullet:
				fmt.Fprintf(&b, "<li>%s</li>\n", text)
			case aBox:
				b.WriteString("<div class=\"box\">\n")
				write(p.inner)
				b.WriteString("</div>\n")
			case anEntry: // a page needs no table of contents
			default:
				fmt.Fprintf(&b, "<p>%s</p>\n", text)
			}
		}
		if list {
			b.WriteString("</ul>\n")
		}
	}
	write(m.pieces)
	if n > 0 {
		fmt.Fprintf(&b, "<div class=\"footnotes\"><ol>\n%s</ol></div>\n", notes.String())
	}
	b.WriteString("</article></main><footer><p>© The Lantern Office</p></footer></body></html>\n")
	return []byte(b.String())
}

// ---- DOCX

const (
	wordSpace     = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	wordStyles    = `<w:styles` + wordSpace + `><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>`
	wordNumbering = `<w:numbering` + wordSpace + `><w:abstractNum w:abstractNumId="0">%s</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
)

func (m made) docx(t testing.TB) []byte {
	t.Helper()
	var body, notes strings.Builder
	n := 0
	run := func(s string) string {
		if s == "" {
			return ""
		}
		return `<w:r><w:t xml:space="preserve">` + html.EscapeString(s) + `</w:t></w:r>`
	}
	var write func(ps []piece)
	write = func(ps []piece) {
		for _, p := range ps {
			before, after, noted := p.plain()
			text := run(before)
			if noted {
				n++
				text += fmt.Sprintf(`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, n) + run(after)
				fmt.Fprintf(&notes, `<w:footnote w:id="%d"><w:p><w:r><w:footnoteRef/></w:r>%s</w:p></w:footnote>`, n, run(" "+p.note))
			}
			properties := ""
			switch p.kind {
			case aTitle:
				properties = `<w:pStyle w:val="Title"/>`
			case aHeading:
				properties = fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, p.level)
				if p.num != "" { // counted by Word itself
					properties += fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr>`, strings.Count(strings.TrimSuffix(p.num, "."), "."))
				}
			case aBullet:
				properties = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`
			case aBox:
				body.WriteString(`<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>`)
				write(p.inner)
				body.WriteString(`</w:tc></w:tr></w:tbl>`)
				continue
			case anEntry:
				properties, text = `<w:pStyle w:val="TOC1"/>`, run(before)+`<w:r><w:tab/></w:r>`+run(p.num)
			}
			fmt.Fprintf(&body, `<w:p><w:pPr>%s</w:pPr>%s</w:p>`, properties, text)
		}
	}
	write(m.pieces)
	styles, levels := wordStyles, ""
	for l := 1; l <= 4; l++ {
		styles += fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %[1]d"/><w:pPr><w:outlineLvl w:val="%d"/></w:pPr></w:style>`, l, l-1)
		form := strings.TrimSuffix(strings.Join([]string{"%1", "%2", "%3", "%4"}[:l], "."), ".")
		if l == 1 {
			form += "."
		}
		levels += fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%s"/></w:lvl>`, l-1, form)
	}
	styles += `<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>`
	const type_ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Target="word/document.xml" Type="` + type_ + `officeDocument"/></Relationships>`},
		{"word/document.xml", `<?xml version="1.0"?><w:document` + wordSpace + `><w:body>` + body.String() + `</w:body></w:document>`},
		{"word/styles.xml", styles},
		{"word/numbering.xml", fmt.Sprintf(wordNumbering, levels)},
		{"word/footnotes.xml", `<w:footnotes` + wordSpace + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` + notes.String() + `</w:footnotes>`},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ---- PDF

// widths of Times, in thousandths of the font size, by letter; digits are 500
// and capitals some 670.
var widths = map[rune]int{' ': 250, 'a': 444, 'c': 444, 'e': 444, 'f': 333, 'i': 278, 'j': 278, 'l': 278, 'm': 778, 'r': 333, 's': 389, 't': 278,
	'w': 722, 'z': 444, '.': 250, ',': 250, ':': 278, ';': 278, '-': 333, '(': 333, ')': 333, '’': 333, '“': 444, '”': 444, '–': 500, '•': 350, 'I': 333}

func width(s string, size float64) float64 {
	total := 0
	for _, r := range s {
		switch w, ok := widths[r]; {
		case ok:
			total += w
		case r >= 'A' && r <= 'Z':
			total += 670
		default:
			total += 500
		}
	}
	return float64(total) * size / 1000
}

// madePage is a page in the making.
type madePage struct{ content bytes.Buffer }

func (p *madePage) show(x, y float64, font string, size float64, text string) {
	raw, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	raw = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(raw)
	fmt.Fprintf(&p.content, "BT /%s %g Tf 1 0 0 1 %.2f %.2f Tm (%s) Tj ET\n", font, size, x, y, raw)
}

// typesetter flows pieces over the columns of pages of A4.
type typesetter struct {
	m     made
	pages []*madePage
	cols  int
	col   int
	y     float64
	foot  float64    // where the notes of this column begin
	notes [][]string // of this column, by lines
	n     int        // footnotes so far
}

const (
	pageTop    = 770.0
	pageBottom = 80.0
	pageLeft   = 72.0
	bodySize   = 10.0
	noteSize   = 8.0
	leading    = 12.0
)

func (s *typesetter) page() *madePage { return s.pages[len(s.pages)-1] }

func (s *typesetter) width() float64 {
	if s.cols == 2 {
		return 215
	}
	return 451
}

func (s *typesetter) left() float64 { return pageLeft + float64(s.col)*236 }

func (s *typesetter) newPage() {
	s.endColumn()
	s.pages = append(s.pages, &madePage{})
	s.col, s.y, s.foot = 0, pageTop, pageBottom
	if len(s.pages) > 1 {
		s.page().show(pageLeft, 806, "F2", 8, strings.ToUpper(s.m.head))
		s.page().show(296, 40, "F1", 8, fmt.Sprint(len(s.pages)))
	}
}

// endColumn sets the notes of the column at its foot.
func (s *typesetter) endColumn() {
	if len(s.notes) > 0 {
		y := s.foot - 4
		fmt.Fprintf(&s.page().content, "%.1f %.1f m %.1f %.1f l S\n", s.left(), y+10, s.left()+100, y+10)
		for _, lines := range s.notes {
			mark, first, _ := strings.Cut(lines[0], " ")
			s.page().show(s.left(), y+2.5, "F1", 5.5, mark)
			s.page().show(s.left()+6, y, "F1", noteSize, first)
			for _, l := range lines[1:] {
				y -= 10
				s.page().show(s.left(), y, "F1", noteSize, l)
			}
			y -= 10
		}
	}
	s.notes = nil
}

func (s *typesetter) next() {
	if s.col+1 < s.cols {
		s.endColumn()
		s.col, s.y, s.foot = s.col+1, pageTop, pageBottom
		return
	}
	s.newPage()
}

// room moves on where less than h is left.
func (s *typesetter) room(h float64) {
	if s.y-h < s.foot+6 {
		s.next()
	}
}

// wrap breaks text into lines; a soft hyphen lets a word break.
func wrap(text string, size, first, rest float64) []string {
	var lines []string
	line, room := "", first
	for _, w := range strings.Fields(text) {
		bare := strings.ReplaceAll(w, "\u00ad", "")
		sep := " "
		if line == "" {
			sep = ""
		}
		if width(line+sep+bare, size) <= room {
			line += sep + bare
			continue
		}
		if a, b, ok := strings.Cut(w, "\u00ad"); ok && width(line+sep+a+"-", size) <= room {
			lines, line, room = append(lines, line+sep+a+"-"), strings.ReplaceAll(b, "\u00ad", ""), rest
			continue
		}
		lines, line, room = append(lines, line), bare, rest
	}
	return append(lines, line)
}

// set shows one paragraph; hang is the indent of its lines.
func (s *typesetter) set(p piece, font string, size, hang, inset float64) {
	s.room(2 * size)
	lines := wrap(p.text, size, s.width()-hang-2*inset, s.width()-hang-2*inset)
	for i, l := range lines {
		s.room(size)
		before, after, noted := strings.Cut(l, "¹")
		if noted {
			s.n++
			note := wrap(fmt.Sprint(s.n)+" "+p.note, noteSize, s.width(), s.width())
			if s.foot += float64(len(note)) * 10; len(s.notes) == 0 {
				s.foot += 4
			}
			s.notes = append(s.notes, note)
		}
		x := s.left() + hang + inset
		if i == 0 && p.kind == aBullet {
			s.page().show(s.left()+inset, s.y, font, size, "•")
		}
		s.page().show(x, s.y, font, size, before)
		if noted {
			x += width(before, size)
			s.page().show(x, s.y+3.5, font, 0.6*size, fmt.Sprint(s.n))
			s.page().show(x+0.35*size, s.y, font, size, after)
		}
		s.y -= size * leading / bodySize
	}
	s.y -= 6
}

func (s *typesetter) piece(p piece, inset float64) {
	switch p.kind {
	case aTitle:
		s.y -= 60
		s.set(p, "F2", 20, 0, 0)
	case aLead:
		s.set(p, "F1", 12, 0, 0)
	case aHeading:
		p.text = strings.TrimSpace(p.num + " " + p.text)
		s.room(40)
		s.y -= 4
		s.set(p, "F2", []float64{0, 16, 13, 11, 10}[p.level], 0, inset)
	case aBullet:
		s.set(p, "F1", bodySize, 14, inset)
	case anEntry:
		dots := (s.width() - width(p.text+p.num, bodySize) - 10) / width(".", bodySize)
		s.page().show(s.left(), s.y, "F1", bodySize, p.text+" "+strings.Repeat(".", int(dots))+" "+p.num)
		s.y -= 16
	case aBox:
		s.box(p)
	default:
		s.set(p, "F1", bodySize, 0, inset)
	}
}

// box sets pieces in a grey frame that no column break cuts.
func (s *typesetter) box(p piece) {
	height := 16.0
	for _, x := range p.inner {
		height += float64(len(wrap(x.text, bodySize, s.width()-16, s.width()-16)))*leading + 12
	}
	s.room(height)
	top := s.y + 12
	behind := s.page().content.Len()
	s.y -= 6
	for _, x := range p.inner {
		s.piece(x, 8)
	}
	frame := fmt.Sprintf("q 0.9 g 0.4 G %.1f %.1f %.1f %.1f re B Q\n", s.left(), s.y+2, s.width(), top-s.y-2)
	all := s.page().content.String()
	s.page().content.Reset()
	s.page().content.WriteString(all[:behind] + frame + all[behind:])
	s.y -= 14
}

func (m made) pdf() []byte {
	s := &typesetter{m: m, cols: 1}
	s.newPage()
	for i, p := range m.pieces {
		if m.columns && s.cols == 1 && p.kind == aHeading && p.num != "" { // the body begins
			s.newPage()
			s.cols = 2
		}
		if p.kind == aHeading && i > 0 && m.pieces[i-1].kind == aLead {
			s.newPage() // the title has a page
		}
		s.piece(p, 0)
	}
	s.endColumn()
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>"}
	var kids []string
	for _, p := range s.pages {
		objects = append(objects, fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", p.content.Len(), p.content.String()),
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>", len(objects)+1))
		kids = append(kids, fmt.Sprintf("%d 0 R", len(objects)))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(kids))
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", len(objects)+1, start)
	return b.Bytes()
}

// madeFiles are the made documents in all their forms.
func madeFiles(t testing.TB) []packed {
	t.Helper()
	var all []packed
	for _, m := range madeDocuments {
		all = append(all, packed{m.name + ".pdf", m.pdf()}, packed{m.name + ".docx", m.docx(t)}, packed{m.name + ".html", m.html()})
	}
	return all
}
