package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
)

// docx writes an assessment pack: provisions under their themes, each with its
// official text as a quotation, a footnote that cites it, and our note apart
// from it; at the end the works. The order is the vocabulary's, so nothing can
// go out before the last record is known: what is finished waits in spools, one
// a theme, and memory holds no more than a line a work.
type docx struct {
	z      *zip.Writer
	themes map[string]*chapter // by ID of the term, "" for no theme
	works  map[string]string   // bibliography entry to address
	once   once
	n      int      // records so far
	lang   lang.Tag // of the reader: the first record's
}

// chapter is what stands under a theme, and the footnotes to it. Both hold unset
// where the number of a footnote comes: LibreOffice takes the notes in the order
// of their file, whatever their IDs say, so both must be the order of reading.
type chapter struct{ text, footnotes spool }

const unset = "\x00" // no XML holds it

// numbering writes numbers for what is unset, from 1.
type numbering struct {
	w io.Writer
	n int
}

func (x *numbering) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		before, after, found := bytes.Cut(rest, []byte(unset))
		if _, err := x.w.Write(before); err != nil {
			return 0, err
		}
		if found {
			x.n++
			if _, err := io.WriteString(x.w, strconv.Itoa(x.n)); err != nil {
				return 0, err
			}
		}
		rest = after
	}
	return len(p), nil
}

func newDOCX(w io.Writer) Writer {
	return &docx{z: zip.NewWriter(w), themes: map[string]*chapter{}, works: map[string]string{}, once: once{}}
}

func (d *docx) Write(r Record) error {
	i := newItem(r)
	if !i.says() && !d.once.pass(r, i) {
		return nil
	}
	if d.n == 0 {
		d.lang = r.Lang
	}
	d.n++
	citation, err := i.cite("un", r)
	if err != nil {
		return err
	}
	if err := d.work(i, r); err != nil {
		return err
	}
	c := d.theme(r)
	p := page{newTags(&c.text)}
	p.provision(i, r)
	if err := p.Flush(); err != nil {
		return err
	}
	f := page{newTags(&c.footnotes)}
	f.footnote(citation, i.link(), r.Lang)
	return f.Flush()
}

// work adds the record's work to the bibliography.
func (d *docx) work(i item, r Record) error {
	entry, err := cite.Cite("chicago-author-date", r.Work, "", r.Lang)
	if err != nil {
		return fmt.Errorf("export of %s: %w", r.Work.ID, err)
	}
	u := i.official
	if u == "" {
		u = plainURL(workURL(r))
	}
	d.works[entry] = u
	return nil
}

// theme is the chapter of the record's first theme that the vocabulary knows.
func (d *docx) theme(r Record) *chapter {
	var theme string
	if r.Provision != nil {
		for _, id := range termIDs(r.Provision) {
			if strings.HasPrefix(id, "theme/") && vocab.Lookup(id) != nil {
				theme = id
				break
			}
		}
	}
	if d.themes[theme] == nil {
		d.themes[theme] = &chapter{}
	}
	return d.themes[theme]
}

func (d *docx) Close() error {
	if err := parts(d.z, docxParts...); err != nil {
		return err
	}
	l := lang.Get(d.lang)
	if l == nil {
		l = lang.Get(lang.English)
	}
	if err := parts(d.z, [2]string{"word/styles.xml", styles(l)}, [2]string{"docProps/core.xml", coreProperties(l)}); err != nil {
		return err
	}
	if err := d.document(); err != nil {
		return err
	}
	w, err := part(d.z, "word/footnotes.xml")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, footnotesHead); err != nil {
		return err
	}
	numbered := &numbering{w: w}
	for _, id := range d.order() {
		if err := d.themes[id].footnotes.copyTo(numbered); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(w, "</w:footnotes>"); err != nil {
		return err
	}
	return d.z.Close()
}

func (d *docx) document() error {
	w, err := part(d.z, "word/document.xml")
	if err != nil {
		return err
	}
	say, p := wordsOf(d.lang), page{newTags(w)}
	p.raw(xmlHead + `<w:document ` + wordNS + `><w:body>`)
	p.para("Title", d.lang, say.Title)
	p.para("Subtitle", d.lang, fmt.Sprintf("%s: %d. %s: %d.", say.Provisions, d.n, say.Works, len(d.works)))
	p.para("Normal", d.lang, say.About)
	numbered := &numbering{w: w}
	for _, id := range d.order() {
		heading := say.Other
		if id != "" {
			heading = label(id, d.lang)
		}
		p.para("Heading1", d.lang, heading)
		if err := p.Flush(); err != nil {
			return err
		}
		if err := d.themes[id].text.copyTo(numbered); err != nil {
			return err
		}
	}
	if len(d.works) > 0 {
		p.para("Heading1", d.lang, say.Bibliography)
	}
	for _, entry := range sorted(d.works) {
		p.start("Bibliography", lang.English)
		p.run("", lang.English, entry+" ")
		p.link(d.works[entry], lang.English)
		p.raw("</w:p>")
	}
	p.raw(`<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="708" w:footer="708" w:gutter="0"/>`)
	if rightToLeft(d.lang) {
		p.raw("<w:bidi/>")
	}
	p.raw("</w:sectPr></w:body></w:document>")
	return p.Flush()
}

// order is that of the vocabulary; what has no theme comes last.
func (d *docx) order() (ids []string) {
	for _, t := range vocab.Terms("theme") {
		if d.themes[t.ID] != nil {
			ids = append(ids, t.ID)
		}
	}
	if d.themes[""] != nil {
		ids = append(ids, "")
	}
	return ids
}

func (d *docx) drop() {
	for _, c := range d.themes {
		c.text.drop()
		c.footnotes.drop()
	}
}

func sorted(m map[string]string) []string {
	ks := make([]string, 0, len(m))
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

// page writes WordprocessingML. Paragraphs and runs have the language and the
// direction of their words.
type page struct{ tags }

// provision writes a heading, the text with the mark of its footnote, and our note.
func (p page) provision(i item, r Record) {
	say := wordsOf(r.Lang)
	p.para("Heading2", r.Lang, i.heading(r))
	if i.title != i.name() {
		p.para("Source", i.lang, i.title)
	}
	lines := i.lines(r)
	if s := standing(say, i, r.Work); s != "" {
		p.para("Source", r.Lang, s)
	}
	for k, line := range lines {
		p.start("Quote", i.textLang)
		p.run("", i.textLang, line)
		if k == len(lines)-1 {
			p.mark()
		}
		p.raw("</w:p>")
	}
	if len(lines) == 0 {
		p.start("Absent", r.Lang)
		if r.Provision != nil {
			p.run("", r.Lang, say.NoText)
		} else {
			p.run("", lang.English, strings.Join(i.facts(), ". "))
		}
		p.mark()
		p.raw("</w:p>")
	}
	if i.summary != "" {
		p.start("Note", lang.English) // notes are written in English
		p.run("NoteLabel", r.Lang, noteLabel(say, i)+": ")
		p.run("", lang.English, i.summary)
		p.raw("</w:p>")
	}
	if r.Provision != nil {
		p.themes(r, say)
	}
}

func (p page) themes(r Record, say *lang.Pack) {
	var names []string
	for _, id := range termIDs(r.Provision) {
		if l := label(id, r.Lang); strings.HasPrefix(id, "theme/") && l != "" && !slices.Contains(names, l) {
			names = append(names, l)
		}
	}
	if len(names) > 0 {
		p.para("Themes", r.Lang, say.Themes+": "+strings.Join(names, "; "))
	}
}

// footnote writes a citation and where it can be looked up.
func (p page) footnote(citation, address string, l lang.Tag) {
	p.raw(`<w:footnote w:id="` + unset + `">`)
	p.start("FootnoteText", l)
	p.raw(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>`)
	p.run("", l, " "+citation+" ")
	p.link(address, lang.English)
	p.raw("</w:p></w:footnote>")
}

func (p page) mark() {
	p.raw(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="` + unset + `"/></w:r>`)
}

func (p page) para(style string, l lang.Tag, text string) {
	p.start(style, l)
	p.run("", l, text)
	p.raw("</w:p>")
}

// start begins a paragraph in a style.
func (p page) start(style string, l lang.Tag) {
	p.raw("<w:p><w:pPr>")
	p.empty("w:pStyle", "w:val", style)
	if rightToLeft(l) {
		p.raw("<w:bidi/>")
	} else {
		p.raw(`<w:bidi w:val="0"/>`)
	}
	p.raw("</w:pPr>")
}

// run writes text in the look of a character style, "" for none.
func (p page) run(style string, l lang.Tag, text string) {
	if text == "" {
		return
	}
	p.raw("<w:r><w:rPr>")
	if style != "" {
		p.empty("w:rStyle", "w:val", style)
	}
	if rightToLeft(l) {
		p.raw("<w:rtl/>")
	}
	p.language(l)
	p.raw(`</w:rPr><w:t xml:space="preserve">`)
	p.text(text)
	p.raw("</w:t></w:r>")
}

// regions complete the languages for a spelling checker.
var regions = map[lang.Tag]string{"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh": "zh-CN", "de": "de-DE"}

func (p page) language(l lang.Tag) {
	switch {
	case regions[l] == "":
	case rightToLeft(l):
		p.empty("w:lang", "w:bidi", regions[l])
	case l == lang.Chinese:
		p.empty("w:lang", "w:eastAsia", regions[l])
	default:
		p.empty("w:lang", "w:val", regions[l])
	}
}

// link writes an address that can be followed where it is a page's.
func (p page) link(u string, l lang.Tag) {
	if !web(u) {
		p.run("", l, u)
		return
	}
	const field = `<w:r><w:fldChar w:fldCharType="%s"/></w:r>`
	fmt.Fprintf(p, field, "begin")
	p.raw("<w:r>")
	p.element("w:instrText", ` HYPERLINK "`+u+`" `, "xml:space", "preserve") // plainURL leaves no quotation mark
	p.raw("</w:r>")
	fmt.Fprintf(p, field, "separate")
	p.run("Hyperlink", l, u)
	fmt.Fprintf(p, field, "end")
}
