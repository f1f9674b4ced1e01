package export

import (
	"strings"

	"concordance/corpus/lang"
)

// The files of a package of Office Open XML that are the same in every export.
const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	relsNS  = "http://schemas.openxmlformats.org/package/2006/relationships"
	relType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordNS  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	wordML  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

var docxParts = [][2]string{
	{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordML + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordML + `styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + wordML + `settings+xml"/>` +
		`<Override PartName="/word/footnotes.xml" ContentType="` + wordML + `footnotes+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="` + wordML + `footer+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
	{"_rels/.rels", xmlHead + `<Relationships xmlns="` + relsNS + `"><Relationship Id="rId1" Type="` + relType + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
	{"word/_rels/document.xml.rels", xmlHead + `<Relationships xmlns="` + relsNS + `">` +
		`<Relationship Id="rId1" Type="` + relType + `styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + relType + `settings" Target="settings.xml"/>` +
		`<Relationship Id="rId3" Type="` + relType + `footnotes" Target="footnotes.xml"/><Relationship Id="rId4" Type="` + relType + `footer" Target="footer1.xml"/></Relationships>`},
	{"word/settings.xml", xmlHead + `<w:settings ` + wordNS + `><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`},
	{"word/footer1.xml", xmlHead + `<w:ftr ` + wordNS + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`},
}

// footnotesHead has the two separators that Word expects before the notes.
const footnotesHead = xmlHead + `<w:footnotes ` + wordNS + `>` +
	`<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
	`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`

// style is a paragraph style: what stands in its w:pPr and w:rPr.
type style struct {
	id, name, next string
	para, run      string
}

var paragraphStyles = []style{
	{"Title", "Title", "Normal", `<w:spacing w:after="120"/>`, `<w:b/><w:bCs/><w:sz w:val="44"/><w:szCs w:val="44"/>`},
	{"Subtitle", "Subtitle", "Normal", `<w:spacing w:after="240"/>`, `<w:color w:val="595959"/>`},
	{"Heading1", "heading 1", "Normal", `<w:keepNext/><w:spacing w:before="480" w:after="120"/><w:outlineLvl w:val="0"/>`, `<w:b/><w:bCs/><w:sz w:val="32"/><w:szCs w:val="32"/>`},
	{"Heading2", "heading 2", "Normal", `<w:keepNext/><w:spacing w:before="280" w:after="40"/><w:outlineLvl w:val="1"/>`, `<w:b/><w:bCs/><w:sz w:val="25"/><w:szCs w:val="25"/>`},
	{"Source", "Source", "Quote", `<w:keepNext/><w:spacing w:after="80"/>`, `<w:i/><w:iCs/><w:color w:val="595959"/>`},
	{"Quote", "Quote", "Quote", `<w:spacing w:after="80"/><w:ind w:left="567" w:right="284"/>`, ``},
	{"Absent", "Text not held", "Normal", `<w:spacing w:after="80"/><w:ind w:left="567" w:right="284"/>`, `<w:color w:val="595959"/>`},
	{"Note", "Note", "Normal", `<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="A6A6A6"/><w:left w:val="single" w:sz="4" w:space="4" w:color="A6A6A6"/><w:bottom w:val="single" w:sz="4" w:space="4" w:color="A6A6A6"/><w:right w:val="single" w:sz="4" w:space="4" w:color="A6A6A6"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/><w:spacing w:before="80" w:after="80"/><w:ind w:left="567" w:right="284"/>`, `<w:sz w:val="20"/><w:szCs w:val="20"/>`},
	{"Themes", "Themes", "Normal", `<w:spacing w:after="120"/><w:ind w:left="567"/>`, `<w:color w:val="595959"/><w:sz w:val="18"/><w:szCs w:val="18"/>`},
	{"Bibliography", "Bibliography", "Bibliography", `<w:spacing w:after="80"/><w:ind w:left="567" w:hanging="567"/>`, ``},
	{"FootnoteText", "footnote text", "FootnoteText", `<w:spacing w:after="0"/>`, `<w:sz w:val="18"/><w:szCs w:val="18"/>`},
}

// styles are for a reader of l.
func styles(l *lang.Language) string {
	var b strings.Builder
	x := newTags(&b)
	x.raw(xmlHead + `<w:styles ` + wordNS + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>` +
		`<w:sz w:val="22"/><w:szCs w:val="22"/>`)
	x.empty("w:lang", "w:val", "en-GB", "w:eastAsia", "zh-CN", "w:bidi", "ar-SA")
	x.raw(`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>`)
	if l.RTL {
		x.raw(`<w:pPr><w:bidi/></w:pPr>`)
	}
	x.raw(`</w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>`)
	for _, s := range paragraphStyles {
		x.open("w:style", "w:type", "paragraph", "w:styleId", s.id)
		x.empty("w:name", "w:val", s.name)
		x.raw(`<w:basedOn w:val="Normal"/>`)
		x.empty("w:next", "w:val", s.next)
		x.raw(`<w:qFormat/><w:pPr>` + s.para + `</w:pPr><w:rPr>` + s.run + `</w:rPr></w:style>`)
	}
	x.raw(`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="NoteLabel"><w:name w:val="Note label"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B5394"/><w:u w:val="single"/></w:rPr></w:style></w:styles>`)
	x.Flush() // into memory
	return b.String()
}

func coreProperties(l *lang.Language) string {
	var b strings.Builder
	x := newTags(&b)
	x.raw(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`)
	x.element("dc:title", wordsOf(l.Tag).Title)
	x.element("dc:creator", "Concordance")
	x.element("dc:language", string(l.Tag))
	x.raw("</cp:coreProperties>")
	x.Flush() // into memory
	return b.String()
}
