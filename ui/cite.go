package ui

import (
	"mime"
	"net/url"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/export"
	"concordance/corpus/lang"
)

// CiteThis is what stands beside a work or passage for whoever cites it:
// ready-made citations, the permalink, and records to download.
type CiteThis struct {
	Main      *Style  // the style shown first; nil when no style has a form for the work
	Styles    []Style // the others
	Permalink string
	Exports   []Choice
	ID        string // by which reference managers ask for the record: the end of the permalink
	Whole     string // says that the place is not claimed and the whole work cited, "" when it is
}

// Style is a citation in one style, and its form for a work cited before.
type Style struct {
	Name, Label string
	Text, Short string
	Lang        lang.Tag
}

// styleLanguage is the language of a style's words: the manual of the United
// Nations has one for each of its languages, the others are English.
func styleLanguage(style string, ui lang.Tag) lang.Tag {
	if style == "un" {
		return ui
	}
	return lang.English
}

// citeThis makes the citations of w, or of the place l in its provision o, which
// are nil and "" for the whole work. A place that may not be claimed is not: the
// citation is of the work.
func (p *Page) citeThis(w *corpus.Work, o *corpus.Provision, l corpus.Locator) CiteThis {
	c := CiteThis{Permalink: p.base + workPath(w.ID, l), ID: recordID(w.ID, l)}
	at := l
	if o != nil {
		at = o.Claims(l)
	}
	if at != l {
		c.Whole = p.T("cite-this.whole")
	}
	for _, s := range cite.Styles {
		full, err := cite.Cite(s.Name, w, at, p.Tag)
		if err != nil {
			continue // a style that has no form for this work is left out
		}
		short, err := cite.CiteShort(s.Name, w, at, p.Tag)
		if err != nil {
			continue
		}
		c.Styles = append(c.Styles, Style{s.Name, s.Label, full, short, styleLanguage(s.Name, p.Tag)})
	}
	if len(c.Styles) > 0 {
		c.Main, c.Styles = &c.Styles[0], c.Styles[1:]
	}
	for _, f := range export.Formats {
		c.Exports = append(c.Exports, Choice{Label: formatLabel(f), URL: recordPath(w.ID, l) + "?format=" + url.QueryEscape(f.Name)})
	}
	return c
}

// recordID is the end of a permalink.
func recordID(w corpus.WorkID, l corpus.Locator) string {
	if l == "" {
		return string(w)
	}
	return string(w) + "/" + string(l)
}

// recordPath is the address of the API's record.
func recordPath(w corpus.WorkID, l corpus.Locator) string {
	path := "/api/v1/works/" + url.PathEscape(string(w))
	if l != "" {
		path += "/passages/" + string(l)
	}
	return path
}

// formatLabels are the names that formats go by; the others are known by their
// extension.
var formatLabels = map[string]string{
	"ris": "RIS", "bibtex": "BibTeX", "biblatex": "BibLaTeX", "csl-json": "CSL-JSON", "mods": "MODS", "csv": "CSV", "xlsx": "XLSX",
	"ndjson": "NDJSON", "jsonld": "JSON-LD", "json-ld": "JSON-LD", "markdown": "Markdown", "akn": "Akoma Ntoso", "docx": "DOCX",
}

func formatLabel(f export.Format) string {
	if s := formatLabels[f.Name]; s != "" {
		return s
	}
	return strings.ToUpper(strings.TrimPrefix(f.Extension, "."))
}

// negotiated is the address of the record in the format that whoever follows
// a permalink prefers to a page; "" is the page.
func (p *Page) negotiated(accept string, w corpus.WorkID, l corpus.Locator) string {
	if f := wanted(accept); f != "" {
		return recordPath(w, l) + "?format=" + url.QueryEscape(f)
	}
	return ""
}

// cutFormat cuts the suffix of a format off the address of a record: ".ris".
func cutFormat(path string) (rest, suffix string, ok bool) {
	extensions := []string{"json"}
	for _, f := range export.Formats {
		extensions = append(extensions, strings.TrimPrefix(f.Extension, "."))
	}
	for _, x := range extensions {
		if r, found := strings.CutSuffix(path, "."+x); found && r != "" {
			return r, x, true
		}
	}
	return path, "", false
}

// maxAccept bounds the media types of an Accept header that are looked at.
const maxAccept = 40

// wanted is the format that an Accept header prefers to a page, "" for none.
func wanted(accept string) string {
	best, format := 0.0, ""
	parts := strings.Split(accept, ",")
	for _, part := range parts[:min(len(parts), maxAccept)] {
		m, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		q := 1.0
		if s, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(s, 64); err != nil {
				continue
			}
		}
		if q <= best {
			continue
		}
		switch name := formatOf(m); {
		case name != "":
			best, format = q, name
		case m == "text/html", m == "application/xhtml+xml", m == "*/*", m == "text/*":
			best, format = q, ""
		}
	}
	return format
}

// formatOf is the first format of a media type, "json" for the API's own answer.
func formatOf(media string) string {
	if media == "application/json" {
		return "json"
	}
	for _, f := range export.Formats {
		if m, _, err := mime.ParseMediaType(f.Media); err == nil && m == media && m != "text/html" {
			return f.Name
		}
	}
	return ""
}
