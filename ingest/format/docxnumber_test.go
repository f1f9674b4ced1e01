package format

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDOCXNumber(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"", 3, "3"}, {"decimalZero", 7, "07"}, {"decimalZero", 0, "00"}, {"decimal", 0, "0"},
		{"lowerLetter", 27, "aa"}, {"upperLetter", 2, "B"}, {"lowerRoman", 49, "xlix"}, {"upperRoman", 4, "IV"},
		{"ordinal", 2, "2nd"}, {"ordinal", 12, "12th"}, {"ordinal", 23, "23rd"}, {"numberInDash", 5, "- 5 -"},
		{"russianLower", 3, "в"}, {"russianUpper", 5, "Д"}, {"russianLower", 30, "аа"},
		{"arabicAbjad", 3, "ج"}, {"arabicAbjad", 23, "ث"}, {"arabicAlpha", 3, "ت"},
		{"chineseCounting", 3, "三"}, {"chineseCounting", 10, "十"}, {"chineseCountingThousand", 12, "十二"}, {"chineseCountingThousand", 20, "二十"},
		{"chineseCountingThousand", 105, "一百零五"}, {"japaneseCounting", 1010, "一千零一十"}, {"chineseLegalSimplified", 21, "贰拾壹"},
		{"ideographDigital", 20, "二〇"}, {"ideographTraditional", 2, "乙"}, {"ideographZodiac", 1, "子"}, {"ideographEnclosedCircle", 3, "㊂"},
		{"decimalEnclosedCircle", 3, "③"}, {"decimalEnclosedParen", 2, "⑵"}, {"decimalFullWidth", 14, "１４"}, {"decimalEnclosedCircle", 40, "40"},
		{"aFormatOfNextYear", 6, "6"},
	} {
		if got := docxNumber(c.format, c.n); got != c.want {
			t.Errorf("%d in %s: %q, want %q", c.n, c.format, got, c.want)
		}
	}
}

// Lists in the scripts of all languages, a list that is a style's, levels tied to
// paragraph styles, numbers in the cells of a table.
func TestDOCXLists(t *testing.T) {
	level := func(ilvl, form, text, more string) string {
		return `<w:lvl w:ilvl="` + ilvl + `"><w:start w:val="1"/><w:numFmt w:val="` + form + `"/>` + more + `<w:lvlText w:val="` + text + `"/></w:lvl>`
	}
	numbering := `<w:numbering>
	<w:abstractNum w:abstractNumId="0">` + level("0", "decimal", "%1 -", "") + level("1", "arabicAbjad", "(%2)", "") + `</w:abstractNum>
	<w:abstractNum w:abstractNumId="1">` + level("0", "chineseCounting", "%1、", "") + level("1", "chineseCounting", "(%2)", "") + `</w:abstractNum>
	<w:abstractNum w:abstractNumId="2">` + level("0", "decimal", "%1.", "") + level("1", "russianLower", "%2)", `<w:pStyle w:val="Point"/>`) + `</w:abstractNum>
	<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="ListStyle"/></w:abstractNum>
	<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
	<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num></w:numbering>`
	styles := `<w:styles><w:style w:type="numbering" w:styleId="ListStyle"><w:name w:val="Our list"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
	<w:style w:type="paragraph" w:styleId="Point"><w:name w:val="Our point"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
	<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>`
	body := wp(`<w:pStyle w:val="T1"/>`, wr("1. Lamps 3")) +
		item(1, 0, "يقرر:") + item(1, 1, "أن يضيء؛") + item(1, 1, "أن يطفئ.") + item(4, 0, "يطلب.") +
		item(2, 0, "导言") + item(2, 1, "点灯；") +
		item(3, 0, "Постановляет:") + wp(`<w:pStyle w:val="Point"/>`, wr("зажечь;")) + wp(`<w:pStyle w:val="Point"/>`, wr("погасить.")) +
		`<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>` + item(3, 0, "Lamp") + `</w:tc><w:tc>` + wp("", wr("lit")) + `</w:tc></w:tr>` +
		`<w:tr><w:trPr><w:del/></w:trPr><w:tc>` + wp("", wr("gone")) + `</w:tc><w:tc>` + wp("", wr("gone")) + `</w:tc></w:tr></w:tbl>` +
		item(3, 0, "Remains seized.")
	text := mustRead(t, "l.docx", makeDOCX(t, body, map[string]string{"word/numbering.xml": numbering, "word/styles.xml": styles}))
	want := []string{
		"body, paragraph [1 -] يقرر:", "body, item 1 [(أ)] أن يضيء؛", "body, item 1 [(ب)] أن يطفئ.", "body, paragraph [1 -] يطلب.",
		"body, paragraph [一、] 导言", "body, item 1 [(一)] 点灯；",
		"body, paragraph [1.] Постановляет:", "body, item 1 [а)] зажечь;", "body, item 1 [б)] погасить.",
		"body, row [] 2. Lamp | lit", "body, paragraph [3.] Remains seized.",
	}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	if len(text.Warnings) != 1 {
		t.Errorf("warnings %v", text.Warnings)
	}
}

// The symbol may stand in the page header alone; notes are numbered as asked for.
func TestDOCXHeaderAndNotes(t *testing.T) {
	note := func(id string) string { return `<w:r><w:endnoteReference w:id="` + id + `"/></w:r>` }
	body := wp("", wr("Letter of the keepers")) + wp("", wr("1. The lamps"), note("1"), wr(" are lit"), note("2"), wr("."), `<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`) +
		`<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr></w:sectPr>`
	text := mustRead(t, "h.docx", makeDOCX(t, body, map[string]string{
		"word/header1.xml":  `<w:hdr><w:tbl><w:tr><w:tc>` + wp("", wr("United Nations")) + `</w:tc><w:tc>` + wp("", wr("S/2099/17")) + `</w:tc></w:tr></w:tbl></w:hdr>`,
		"word/endnotes.xml": `<w:endnotes><w:endnote w:id="1">` + wp("", wr("One.")) + `</w:endnote><w:endnote w:id="2">` + wp("", wr("Two.")) + `</w:endnote></w:endnotes>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId1" Target="header1.xml"
			Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/></Relationships>`}))
	want := []string{"cover, paragraph [] Letter of the keepers", "body, paragraph [1.] The lamps{1} are lit{2}.•", "note [1] One.", "note [2] Two."}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	if text.Meta.Symbol != "S/2099/17" {
		t.Errorf("symbol %q", text.Meta.Symbol)
	}
}
