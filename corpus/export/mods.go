package export

import (
	"io"
	"strings"

	"concordance/corpus/lang"
)

// mods writes a MODS collection (version 3.4, which all later ones read). A body is one whole name; the
// pinpoint is a note and, as the schema has it, a detail of the part cited.
type mods struct {
	x     tags
	once  once
	begun bool
}

func newMODS(w io.Writer) Writer { return &mods{x: newTags(w), once: once{}} }

const modsHead = `<?xml version="1.0" encoding="UTF-8"?>
<modsCollection xmlns="http://www.loc.gov/mods/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-4.xsd">
`

func (m *mods) begin() {
	if !m.begun {
		m.begun = true
		m.x.raw(modsHead)
	}
}

func (m *mods) Write(r Record) error {
	m.begin()
	i := newItem(r)
	if !m.once.pass(r, i) {
		return nil
	}
	x := m.x
	x.open("mods", "ID", xmlID(i.key), "version", "3.4")
	m.title(i)
	for _, a := range i.authors(", ") {
		x.open("name", "type", "corporate")
		x.element("namePart", a)
		x.raw(`<role><roleTerm type="text" authority="marcrelator">author</roleTerm></role></name>`)
	}
	x.raw(`<typeOfResource>text</typeOfResource><genre authority="local">report</genre>`)
	x.element("genre", i.genre)
	m.origin(i)
	if l := lang.Get(i.lang); l != nil {
		x.open("language")
		x.element("languageTerm", l.ISO6392, "type", "code", "authority", "iso639-3")
		x.close("language")
	}
	x.element("abstract", i.abstract())
	x.element("note", i.place(), "type", "pinpoint")
	for _, n := range i.more() {
		x.element("note", n)
	}
	for _, k := range i.keywords {
		x.open("subject")
		x.element("topic", k)
		x.close("subject")
	}
	x.element("identifier", i.number, "type", "report number")
	x.element("identifier", i.link(), "type", "uri")
	m.location(i)
	m.part(i)
	x.raw(`<recordInfo>`)
	x.element("recordIdentifier", i.key)
	x.raw("</recordInfo></mods>\n")
	return m.x.failed()
}

func (m *mods) title(i item) {
	if i.title == "" {
		return
	}
	var code string
	if l := lang.Get(i.lang); l != nil {
		code = l.ISO6392
	}
	m.x.open("titleInfo", "lang", code)
	m.x.element("title", i.title)
	m.x.close("titleInfo")
}

func (m *mods) origin(i item) {
	if i.publisher() == "" && i.date[0] == 0 {
		return
	}
	m.x.open("originInfo")
	m.x.element("publisher", i.publisher())
	m.x.element("dateIssued", date(i.date), "encoding", "w3cdtf", "keyDate", "yes")
	m.x.close("originInfo")
}

func (m *mods) location(i item) {
	if i.link() == "" {
		return
	}
	m.x.open("location")
	m.x.element("url", i.link(), "usage", "primary display")
	if i.official != i.link() {
		m.x.element("url", i.official, "note", "Official text")
	}
	m.x.close("location")
}

// part has the symbol a second time, where bibutils looks for it, and the pinpoint.
func (m *mods) part(i item) {
	if i.number == "" && i.pinpoint == "" {
		return
	}
	m.x.open("part")
	for _, d := range [][3]string{{"number", "number", i.number}, {"pinpoint", "caption", i.pinpoint}} {
		if d[2] != "" {
			m.x.open("detail", "type", d[0])
			m.x.element(d[1], d[2])
			m.x.close("detail")
		}
	}
	m.x.close("part")
}

func (m *mods) Close() error {
	m.begin()
	m.x.raw("</modsCollection>\n")
	return m.x.Flush()
}

// xmlID is a cite key as an XML name. Two keys stay two: locators and work IDs
// have no two full stops in a row.
func xmlID(key string) string {
	key = strings.NewReplacer(":", "..", "+", "...").Replace(key)
	if c := key[0]; c >= '0' && c <= '9' || c == '-' || c == '.' {
		key = "_" + key
	}
	return key
}
