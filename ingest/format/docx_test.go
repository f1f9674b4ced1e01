package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const wordNamespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

// makeDOCX zips parts; body goes into the document part.
func makeDOCX(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels": `<Relationships><Relationship Id="a" Target="word/document.xml"
			Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0"?><w:document ` + wordNamespaces + `><w:body>` + body + `</w:body></w:document>`,
	}
	for name, part := range parts {
		all[name] = strings.Replace(part, ">", " "+wordNamespaces+">", 1)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, part := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(part))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wp is a paragraph: properties, then its runs.
func wp(properties string, runs ...string) string {
	return "<w:p><w:pPr>" + properties + "</w:pPr>" + strings.Join(runs, "") + "</w:p>"
}

func wr(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func wi(text string) string { return `<w:r><w:rPr><w:i/></w:rPr><w:t>` + text + `</w:t></w:r>` }

// item is a paragraph of list num at a level.
func item(num, level int, text string) string {
	return wp(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, num), wr(text))
}

const (
	testNumbering = `<w:numbering>
	<w:abstractNum w:abstractNumId="0">
		<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
		<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
		<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
	</w:abstractNum>
	<w:abstractNum w:abstractNumId="1">
		<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
	</w:abstractNum>
	<w:abstractNum w:abstractNumId="2">
		<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
	</w:abstractNum>
	<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
	<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
	<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
	<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
	</w:numbering>`
	testStyles = `<w:styles>
	<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Normal"/></w:style>
	<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Base"/>
		<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
	<w:style w:type="paragraph" w:styleId="HUN"><w:name w:val="_ H_2_3"/><w:basedOn w:val="Base"/></w:style>
	</w:styles>`
	testFootnotes = `<w:footnotes>
	<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
	<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Cotton, not wool.</w:t></w:r></w:p></w:footnote>
	<w:footnote w:id="3"><w:p><w:r><w:t xml:space="preserve">* Reissued.</w:t></w:r></w:p></w:footnote>
	</w:footnotes>`
	testLinks = `<Relationships><Relationship Id="rId5" Target="https://example.org/s" TargetMode="External"
		Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>`
)

func TestDOCX(t *testing.T) {
	body := wp("", wr("United Nations")) +
		`<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>` + wp("", wr("Security Council")) + `</w:tc><w:tc>` +
		wp("", wr("S/RES/9901 (2099)"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>`) + `</w:tc></w:tr></w:tbl>` +
		wp("", wi("The Security Council"), wr(",")) +
		wp("", wi("Recalling"), wr(" the lanterns"), `<w:r><w:footnoteReference w:id="2"/></w:r>`, wr(" of the old"), `<w:r><w:noBreakHyphen/></w:r>`, wr("market,")) +
		wp(`<w:pStyle w:val="H1"/>`, wr("Care")) +
		item(1, 0, "Calls upon keepers to:") +
		item(1, 1, "Trim;") + item(1, 2, "The wick;") + item(1, 2, "The beard;") + item(1, 1, "Fill;") +
		item(1, 0, "Decides to:") + item(1, 1, "Meet;") +
		item(2, 0, "Starts again at seven.") +
		item(3, 0, "A point with a bullet.") +
		wp(`<w:pStyle w:val="HUN"/>`, wr("Unnumbered head")) +
		wp("", wr("A change: "), `<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>`, wr(" words and a "),
			`<w:hyperlink r:id="rId5">`+wr("link")+`</w:hyperlink>`, wr(".")) +
		`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + wr("Two paragraphs ") + `</w:p>` + wp("", wr("made one.")) +
		`<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>` +
		`<w:tr><w:tc>` + wp("", wr("Old")) + wp("", wr("market")) + `</w:tc><w:tc>` + wp("", wr("12")) + `</w:tc></w:tr></w:tbl>` +
		`<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>` + wp("", wr("Case study: a square.")) + `</w:tc></w:tr></w:tbl>` +
		wp("", wr("Beside a box."), `<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>`+wp("", wr("In the box."))+
			`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+wp("", wr("In the box."))+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`) +
		wp("", wr("Annex")) + item(1, 0, "Goes on counting.")
	text := mustRead(t, "r.docx", makeDOCX(t, body, map[string]string{
		"word/numbering.xml": testNumbering, "word/styles.xml": testStyles, "word/footnotes.xml": testFootnotes, "word/_rels/document.xml.rels": testLinks}))
	want := []string{
		"cover, paragraph [] United Nations",
		"cover, row [] Security Council | S/RES/9901 (2099){*}",
		"body, formula [] *The Security Council*,",
		"body, paragraph [] *Recalling* the lanterns{1} of the old-market,",
		"body, heading 1 [I.] **Care**",
		"body, paragraph [1.] Calls upon keepers to:",
		"body, item 1 [(a)] Trim;",
		"body, item 2 [(i)] The wick;",
		"body, item 2 [(ii)] The beard;",
		"body, item 1 [(b)] Fill;",
		"body, paragraph [2.] Decides to:",
		"body, item 1 [(a)] Meet;",
		"body, paragraph [7.] Starts again at seven.",
		"body, item 1 [•] A point with a bullet.",
		"body, heading 2 [] Unnumbered head",
		"body, paragraph [] A change: new words and a <link>.",
		"body, paragraph [] Two paragraphs made one.",
		"body, row [] Old market | 12",
		"body, box [] Case study: a square.",
		"body, paragraph [] Beside a box.",
		"body, box [] In the box.",
		"annex 1, heading 1 [] Annex",
		"annex 1, paragraph [8.] Goes on counting.",
		"note [*] Reissued.",
		"note [1] Cotton, not wool.",
	}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	if text.Meta.Symbol != "S/RES/9901 (2099)" || text.Meta.Body != "Security Council" {
		t.Errorf("masthead: %+v", text.Meta)
	}
}

// Numbers typed by hand stay as they are.
func TestDOCXTypedNumbers(t *testing.T) {
	text := mustRead(t, "r.docx", makeDOCX(t, wp("", wr("3."), `<w:r><w:tab/></w:r>`, wr("Calls upon"))+wp("", wr("(b) Trim")), nil))
	if d := cmp.Diff([]string{"body, paragraph [3.] Calls upon", "body, item 1 [(b)] Trim"}, render(text)); d != "" {
		t.Error(d)
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add(item(1, 0, "a") + wp("", wi("b")))
	f.Add(`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + wp("", wr("x")) + `</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>`)
	f.Add(`<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:footnoteReference w:id="2"/>`)
	f.Fuzz(func(t *testing.T, body string) {
		raw := makeDOCX(t, body, map[string]string{"word/numbering.xml": testNumbering, "word/footnotes.xml": testFootnotes})
		if text, err := decodeDOCX(t.Context(), bytes.NewReader(raw)); err == nil {
			sound(t, text)
		}
	})
}

// The paragraphs of the style Title are the title, a table that holds everything
// is no box, and a table of contents that repeats the headings is not missed.
func TestDOCXTitle(t *testing.T) {
	styles := map[string]string{"word/styles.xml": `<w:styles><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
		<w:style w:type="paragraph" w:styleId="Kop"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Inhalt"><w:name w:val="toc 1"/></w:style></w:styles>`}
	title := func(s string) string { return wp(`<w:pStyle w:val="Titel"/>`, wr(s)) }
	body := title("United Nations") + title("Handbook of small lamps") + title("and of their oil") + wp(`<w:pStyle w:val="Inhalt"/>`, wr("Trimming 3")) +
		`<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>` + wp(`<w:pStyle w:val="Kop"/>`, wr("Trimming")) +
		wp("", wr("Trim each lamp before the pilots are awake, for afterwards they will all want to talk about the tides, and there is no oil in that.")) +
		`</w:tc></w:tr></w:tbl>`
	text := mustRead(t, "t.docx", makeDOCX(t, body, styles))
	if text.Meta.Title != "Handbook of small lamps and of their oil" {
		t.Errorf("title %q", text.Meta.Title)
	}
	if len(text.Warnings) > 0 {
		t.Errorf("warnings %v", text.Warnings)
	}
	for _, b := range text.Blocks {
		if b.Box != 0 || b.Kind == Box {
			t.Errorf("in a box: %+v", b)
		}
	}
	text = mustRead(t, "t.docx", makeDOCX(t, wp(`<w:pStyle w:val="Inhalt"/>`, wr("Filling 4"))+body, styles))
	if len(text.Warnings) != 1 {
		t.Errorf("a line of the contents heads nothing, and the warnings are %v", text.Warnings)
	}
}
