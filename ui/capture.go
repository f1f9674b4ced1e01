package ui

import (
	"net/url"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/export"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
)

// What a reference manager, a search engine or a harvester takes from a page of
// a work or passage: names in the head (record), the same for search engines
// (schema), links in the HTTP header (signposts), and COinS beside each entry
// of a list. unAPI, which the API answers, goes before all of them.

// record fills the head, the header and the JSON-LD of the page of w, or of the
// place l in its provision o. t is the language of the text shown.
//
// The Highwire institution makes it a report, so that the symbol arrives as its
// number. DC.type is not the kind: readers take "standard" or "document" for a
// type of theirs, and the number is lost.
func (p *Page) record(w *corpus.Work, o *corpus.Provision, l corpus.Locator, t lang.Tag) {
	path := workPath(w.ID, l)
	p.Canonical = p.base + path
	name := w.Title(lang.English)
	if place := placeIn(w, o, l); place != "" {
		name += ", " + place
	}
	add := func(value string, names ...string) {
		if value = cite.PlainLine(value); value == "" {
			return
		}
		for _, n := range names {
			p.Meta = append(p.Meta, Meta{n, value})
		}
	}
	add(name, "citation_title", "DC.title")
	for _, b := range authors(w) {
		add(b+",", "citation_author") // the comma says that there is no first name: readers part at the last space otherwise
		add(b, "DC.creator")
	}
	add(strings.ReplaceAll(w.Date, "-", "/"), "citation_publication_date")
	add(w.Date, "DC.date", "DCTERMS.issued")
	add(institution(w), "citation_technical_report_institution", "DC.publisher")
	add(w.Symbol, "citation_technical_report_number", "DC.identifier")
	add(p.Canonical, "citation_public_url", "DC.identifier")
	add(string(t), "citation_language", "DC.language")
	add("Text", "DC.type")
	words := keywords(o)
	add(strings.Join(words, "; "), "citation_keywords")
	for _, k := range words {
		add(k, "DC.subject")
	}
	for _, x := range lang.Interface {
		p.Alternate = append(p.Alternate, Alternate{x, p.base + path + "?hl=" + string(x)})
	}
	p.UnAPI = true
	p.schema(w, o, l, words)
	p.signposts(w, l)
}

// placeIn is the place in words of English, "para. 27"; "" where it may not be claimed.
func placeIn(w *corpus.Work, o *corpus.Provision, l corpus.Locator) string {
	if o == nil {
		return ""
	}
	return cite.Pinpoint(w, lang.English, o.Claims(l))
}

// authors are the issuing bodies, those of the United Nations under its name.
// A comma between the two would make persons of them.
func authors(w *corpus.Work) []string {
	var out []string
	for _, b := range cite.Bodies(w) {
		if organs[b] {
			b = "United Nations " + b
		}
		out = append(out, strings.ReplaceAll(b, ",", ""))
	}
	return out
}

// organs are bodies of the United Nations whose names do not say so.
var organs = map[string]bool{
	"Security Council": true, "General Assembly": true, "Economic and Social Council": true, "Human Rights Council": true,
	"Secretary-General": true, "Secretariat": true, "Counter-Terrorism Committee": true,
	"Counter-Terrorism Committee Executive Directorate": true, "Analytical Support and Sanctions Monitoring Team": true,
}

// institution is who publishes: the United Nations for its bodies, else the
// first body; nobody where none is known.
func institution(w *corpus.Work) string {
	bodies := cite.Bodies(w)
	for _, b := range bodies {
		if organs[b] || strings.HasPrefix(b, "United Nations") {
			return "United Nations"
		}
	}
	if len(bodies) > 0 {
		return bodies[0]
	}
	return ""
}

// maxKeywords bounds the subjects that a record names.
const maxKeywords = 30

// keywords are the English labels of the terms on a provision.
func keywords(o *corpus.Provision) []string {
	if o == nil {
		return nil
	}
	var uses []corpus.TermUse
	for _, n := range o.Notes {
		uses = append(uses, n.Terms...)
	}
	for _, l := range lang.Texts {
		if t := o.Texts[l]; t != nil {
			uses = append(uses, t.Terms...)
		}
	}
	var out []string
	for _, u := range uses {
		t := vocab.Lookup(u.ID)
		if t == nil || len(out) >= maxKeywords {
			continue
		}
		if s := t.Label(lang.English); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Schema is the schema.org description of a page.
type Schema struct {
	Context    string         `json:"@context,omitempty"`
	Type       string         `json:"@type"`
	ID         string         `json:"@id"`
	URL        string         `json:"url,omitempty"`
	Name       string         `json:"name"`
	Identifier string         `json:"identifier,omitempty"`
	Law        string         `json:"legislationIdentifier,omitempty"`
	LawDate    string         `json:"legislationDate,omitempty"`
	Number     string         `json:"reportNumber,omitempty"`
	Date       string         `json:"datePublished,omitempty"`
	Authors    []Organization `json:"author,omitempty"`
	Publisher  *Organization  `json:"publisher,omitempty"`
	Languages  []lang.Tag     `json:"inLanguage,omitempty"`
	SameAs     string         `json:"sameAs,omitempty"`
	Keywords   []string       `json:"keywords,omitempty"`
	PartOf     *Schema        `json:"isPartOf,omitempty"`
	Cites      []Schema       `json:"citation,omitempty"`
}

// Organization is a body in JSON-LD.
type Organization struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// schemaType is the class of a work: what binds is legislation to search engines.
func schemaType(w *corpus.Work) string {
	switch w.Kind {
	case corpus.KindResolution, corpus.KindLegislation:
		return "Legislation"
	case corpus.KindInitiative:
		return "CreativeWork"
	}
	return "Report"
}

// maxCites bounds the works that a description names as cited.
const maxCites = 50

func (p *Page) schema(w *corpus.Work, o *corpus.Provision, l corpus.Locator, words []string) {
	whole := &Schema{
		Type: schemaType(w), ID: p.base + workPath(w.ID, ""), URL: p.base + workPath(w.ID, ""),
		Name: cite.PlainLine(w.Title(lang.English)), Identifier: w.Symbol,
		Date: w.Date, Languages: w.Texts(), SameAs: official(w, lang.English),
	}
	switch whole.Type {
	case "Legislation":
		whole.Law, whole.LawDate = w.Symbol, w.Date
	case "Report":
		whole.Number = w.Symbol
	}
	for _, b := range authors(w) {
		whole.Authors = append(whole.Authors, Organization{"Organization", b})
	}
	if s := institution(w); s != "" {
		whole.Publisher = &Organization{"Organization", s}
	}
	p.Schema = whole
	if l != "" {
		name := w.Name(lang.English)
		if place := placeIn(w, o, l); place != "" {
			name += ", " + place
		}
		p.Schema = &Schema{Type: whole.Type, ID: p.Canonical, URL: p.Canonical, Name: name,
			Date: w.Date, Keywords: words, PartOf: whole, Cites: p.cited(w, o)}
	}
	p.Schema.Context = "https://schema.org"
}

// cited are the works that a provision cites, each once.
func (p *Page) cited(w *corpus.Work, o *corpus.Provision) []Schema {
	text, _ := o.Passage(lang.English)
	if text == nil {
		return nil
	}
	var out []Schema
	seen := map[string]bool{string(w.Target()): true}
	for _, c := range text.Citations {
		for t := range strings.SplitSeq(string(c.Target), " + ") {
			if t == "" || seen[t] || len(out) >= maxCites || c.Status != corpus.Resolved {
				continue
			}
			seen[t] = true
			at := cite.Address(corpus.Target(t), lang.English)
			if at == "" {
				at = p.base + "/w/" + url.PathEscape(t)
			}
			out = append(out, Schema{Type: "CreativeWork", ID: at, Name: t})
		}
	}
	return out
}

// signposts are the links of a page for programs (Signposting, level 1): how to
// cite it, where its records are, what it is, and what it is part of.
func (p *Page) signposts(w *corpus.Work, l corpus.Locator) {
	p.signpost(p.Canonical, "cite-as", "")
	p.signpost("https://schema.org/AboutPage", "type", "")
	p.signpost("https://schema.org/"+schemaType(w), "type", "")
	for _, f := range export.Formats {
		media, _, _ := strings.Cut(f.Media, ";")
		p.signpost(p.base+recordPath(w.ID, l)+"?format="+url.QueryEscape(f.Name), "describedby", media)
	}
	p.signpost(p.base+recordPath(w.ID, l), "describedby", "application/json")
	if l != "" {
		p.signpost(p.base+workPath(w.ID, ""), "collection", "text/html")
	}
	if a, err := url.Parse(official(w, p.Text)); err == nil && a.Host != "" {
		p.signpost(a.String(), "item", "")
	}
}

func (p *Page) signpost(address, rel, media string) {
	if strings.ContainsAny(address, "<>\" \r\n") {
		return
	}
	s := "<" + address + `>; rel="` + rel + `"`
	if media != "" {
		s += `; type="` + media + `"`
	}
	p.Links = append(p.Links, s)
}

// coins is a ContextObject in a Span (Z39.88): a record for each entry of a
// list. Its format has no number for a report, so that the symbol and the place
// stand before the title.
func coins(permalink, name, title, body, date string) string {
	var b strings.Builder
	b.WriteString("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&rft.genre=report")
	add := func(key, value string) {
		if value = cite.PlainLine(value); value != "" {
			b.WriteString("&" + key + "=" + strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
		}
	}
	if title != "" && !strings.HasPrefix(name, title) {
		name += ": " + title
	}
	add("rft.btitle", name)
	w := &corpus.Work{Description: corpus.Description{Body: body}}
	for _, a := range authors(w) {
		add("rft.aucorp", a)
	}
	add("rft.pub", institution(w))
	add("rft.date", date)
	add("rft_id", permalink)
	return b.String()
}
