package export

import (
	"bufio"
	"io"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// jsonLD writes the terms of schema.org. The context stands in the file, so
// that no processor needs the network. A passage is a part of its work; our
// note on it is a comment.
type jsonLD struct {
	w   *bufio.Writer
	any bool
}

func newJSONLD(w io.Writer) Writer { return &jsonLD{w: bufio.NewWriter(w)} }

const jsonLDHead = `{"@context":{"@vocab":"https://schema.org/","url":{"@type":"@id"},"sameAs":{"@type":"@id"}},"@graph":[`

type ldText struct {
	Value string   `json:"@value"`
	Lang  lang.Tag `json:"@language,omitempty"`
}

type ldThing struct {
	ID         string    `json:"@id,omitempty"`
	Type       any       `json:"@type"`
	Name       *ldText   `json:"name,omitempty"`
	Identifier string    `json:"identifier,omitempty"`
	Legal      string    `json:"legislationIdentifier,omitempty"`
	Number     string    `json:"reportNumber,omitempty"`
	Genre      string    `json:"genre,omitempty"`
	Author     []ldThing `json:"author,omitempty"`
	Publisher  *ldThing  `json:"publisher,omitempty"`
	Date       string    `json:"datePublished,omitempty"`
	Lang       lang.Tag  `json:"inLanguage,omitempty"`
	URL        string    `json:"url,omitempty"`
	SameAs     string    `json:"sameAs,omitempty"`
	Pinpoint   string    `json:"pagination,omitempty"`
	Text       *ldText   `json:"text,omitempty"`
	Comment    *ldThing  `json:"comment,omitempty"`
	Status     string    `json:"creativeWorkStatus,omitempty"`
	Keywords   []string  `json:"keywords,omitempty"`
	Citation   []ldThing `json:"citation,omitempty"`
	PartOf     *ldThing  `json:"isPartOf,omitempty"`
}

func (x *jsonLD) Write(r Record) error {
	i := newItem(r)
	work := ldWork(i, r)
	thing := work
	if r.Provision != nil {
		thing = ldPassage(i, r)
		thing.PartOf = &work
	}
	j, err := marshal(thing)
	if err != nil {
		return err
	}
	sep := ",\n"
	if !x.any {
		sep = jsonLDHead + "\n"
	}
	x.any = true
	x.w.WriteString(sep)
	_, err = x.w.WriteString(visible(string(j)))
	return err
}

// ldWork is the work; a resolution is legislation besides being a report.
func ldWork(i item, r Record) ldThing {
	t := ldThing{ID: plainURL(workURL(r)), Type: "Report", Name: ldName(i), Number: i.number, Genre: i.genre,
		Date: date(i.date), URL: plainURL(workURL(r)), SameAs: i.official}
	if r.Work.Kind == corpus.KindResolution {
		t.Type, t.Legal = []string{"Legislation", "Report"}, i.number
	}
	for _, a := range i.authors(", ") {
		t.Author = append(t.Author, organization(a))
	}
	if p := i.publisher(); p != "" {
		o := organization(p)
		t.Publisher = &o
	}
	return t
}

func ldPassage(i item, r Record) ldThing {
	t := ldThing{ID: i.url, Type: "CreativeWork", Lang: i.textLang, URL: i.url, Pinpoint: i.pinpoint, Keywords: i.keywords}
	if i.withheld {
		t.ID = plainURL(r.URL) // its own address, which claims nothing: no pinpoint, and the work is elsewhere
		t.URL = ""
	}
	if i.text != "" {
		t.Text = &ldText{i.text, i.textLang}
	}
	if i.summary != "" {
		t.Comment = &ldThing{Type: "Comment", Text: &ldText{i.summary, lang.English}, Status: i.status}
	}
	for _, c := range citationsIn(r) {
		if c.Status == corpus.Resolved {
			t.Citation = append(t.Citation, cited(r, c))
		}
	}
	return t
}

// cited is the work a citation leads to.
func cited(r Record, c corpus.Citation) ldThing {
	return ldThing{ID: targetURL(r, c.Target, ""), Type: "CreativeWork", Identifier: cite.PlainLine(string(c.Target)),
		Pinpoint: cite.Pinpoint(&corpus.Work{}, lang.English, c.Pinpoints...)}
}

func ldName(i item) *ldText {
	if i.title == "" {
		return nil
	}
	return &ldText{i.title, i.lang}
}

func organization(name string) ldThing {
	return ldThing{Type: "Organization", Name: &ldText{Value: name}}
}

func (x *jsonLD) Close() error {
	if !x.any {
		x.w.WriteString(jsonLDHead)
	}
	x.w.WriteString("\n]}\n")
	return x.w.Flush()
}
