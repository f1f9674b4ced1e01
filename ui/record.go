package ui

import (
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// record writes what reference managers and search engines read in the head:
// Highwire and Dublin Core names, the permalink and the other languages. The
// Highwire institution is what makes it a report, so that the symbol arrives
// as its number.
func (p *Page) record(w *corpus.Work, l corpus.Locator, t lang.Tag) {
	path := workPath(w.ID, l)
	p.Canonical = p.base + path
	name := w.Title(lang.English)
	if l != "" {
		name += ", " + p.Locator(l)
	}
	add := func(value string, names ...string) {
		if value == "" {
			return
		}
		for _, n := range names {
			p.Meta = append(p.Meta, Meta{n, value})
		}
	}
	add(name, "citation_title", "DC.title")
	add(author(w.Body), "citation_author", "DC.creator")
	add(strings.ReplaceAll(w.Date, "-", "/"), "citation_publication_date")
	add(w.Date, "DC.date")
	add(author(w.Body), "citation_technical_report_institution")
	add(w.Symbol, "citation_technical_report_number", "DC.identifier")
	add(p.Canonical, "citation_public_url", "DC.identifier")
	add(string(t), "citation_language", "DC.language")
	add(string(w.Kind), "DC.type")
	for _, o := range lang.Interface {
		p.Alternate = append(p.Alternate, Alternate{o, p.base + path + "?hl=" + string(o)})
	}
}

// author is an issuing body as references name it.
func author(body string) string {
	switch body {
	case "Security Council", "General Assembly", "Economic and Social Council":
		return "United Nations, " + body
	}
	return body
}
