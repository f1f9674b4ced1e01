package export

import (
	"archive/zip"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"concordance/corpus/lang"
)

// What a sheet of Excel holds.
const (
	sheetRows = 1 << 20 // the head is one
	cellUnits = 32_767  // of UTF-16, in a cell
)

// xlsx writes a workbook with the columns of CSV. Every cell is text, never a
// formula. The rows go out as they come: a library that keeps the workbook, or
// a file of it, until the end would make the length of an export a matter of
// memory.
type xlsx struct {
	z     *zip.Writer
	sheet tags
	rows  int
}

func newXLSX(w io.Writer) Writer { return &xlsx{z: zip.NewWriter(w)} }

const spreadsheetNS = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

// Styles of cells: text; the head; text that looks like a formula, which Excel
// would make one when somebody edits the cell.
const (
	plainCell = iota
	headCell
	quotedCell
)

var xlsxParts = [][2]string{
	{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
	{"_rels/.rels", xmlHead + `<Relationships xmlns="` + relsNS + `"><Relationship Id="rId1" Type="` + relType + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", xmlHead + `<workbook ` + spreadsheetNS + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<sheets><sheet name="Concordance" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="` + relsNS + `"><Relationship Id="rId1" Type="` + relType + `worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="` + relType + `styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", xmlHead + `<styleSheet ` + spreadsheetNS + `><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="3"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`},
}

// begin writes all but the rows; the first record tells which way the sheet reads.
func (x *xlsx) begin(l lang.Tag) error {
	if x.rows > 0 {
		return nil
	}
	if err := parts(x.z, xlsxParts...); err != nil {
		return err
	}
	w, err := part(x.z, "xl/worksheets/sheet1.xml")
	if err != nil {
		return err
	}
	x.sheet = newTags(w)
	var rtl string
	if rightToLeft(l) {
		rtl = "1"
	}
	x.sheet.raw(xmlHead + `<worksheet ` + spreadsheetNS + `><sheetViews>`)
	x.sheet.open("sheetView", "rightToLeft", rtl, "workbookViewId", "0")
	x.sheet.raw(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for k, c := range columns {
		width := 16
		if c == "title" || c == "text" || strings.HasPrefix(c, "summary (") || c == "citation" || c == "permalink" {
			width = 48
		}
		fmt.Fprintf(x.sheet, `<col min="%d" max="%[1]d" width="%d" customWidth="1"/>`, k+1, width)
	}
	x.sheet.raw("</cols><sheetData>")
	return x.row(columns, headCell)
}

func (x *xlsx) Write(r Record) error {
	if err := x.begin(r.Lang); err != nil {
		return err
	}
	if x.rows >= sheetRows {
		return fmt.Errorf("a sheet of Excel holds %d rows: narrow the search, or export as csv", sheetRows)
	}
	cells, err := row(r)
	if err != nil {
		return err
	}
	return x.row(cells, plainCell)
}

// row writes cells. Those that look like formulas are marked as quoted.
func (x *xlsx) row(cells []string, style int) error {
	x.rows++
	fmt.Fprintf(x.sheet, `<row r="%d">`, x.rows)
	for k, c := range cells {
		if c == "" {
			continue
		}
		s := style
		if guard(c) != c {
			s = quotedCell
		}
		fmt.Fprintf(x.sheet, `<c r="%c%d" s="%d" t="inlineStr"><is><t xml:space="preserve">`, 'A'+k, x.rows, s)
		x.sheet.text(escapeUnits(clip(c)))
		x.sheet.raw("</t></is></c>")
	}
	x.sheet.raw("</row>")
	return x.sheet.failed()
}

func (x *xlsx) Close() error {
	if err := x.begin(""); err != nil {
		return err
	}
	fmt.Fprintf(x.sheet, `</sheetData><autoFilter ref="A1:%c%d"/></worksheet>`, 'A'+len(columns)-1, x.rows)
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	return x.z.Close()
}

// unitEscape is how Excel writes a UTF-16 unit inside text.
var unitEscape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escapeUnits keeps text that looks like such an escape from being one.
func escapeUnits(s string) string { return unitEscape.ReplaceAllString(s, "_x005F$0") }

// clipped ends a text that a cell cannot hold whole.
const clipped = " … [cut here: the whole text is at the permalink]"

// clip is text that a cell can hold.
func clip(s string) string {
	if len(s) <= cellUnits {
		return s
	}
	left := cellUnits - utf8.RuneCountInString(clipped)
	end := 0
	for i, r := range s {
		if left -= utf16.RuneLen(r); left >= 0 {
			end = i + utf8.RuneLen(r)
		} else if left < -utf8.RuneCountInString(clipped) {
			return s[:end] + clipped
		}
	}
	return s
}

func rightToLeft(l lang.Tag) bool {
	d := lang.Get(l)
	return d != nil && d.RTL
}
