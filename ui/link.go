package ui

import (
	"net/url"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

// workPath is the address of a work, or of a passage in it.
func workPath(w corpus.WorkID, l corpus.Locator) string {
	p := "/w/" + url.PathEscape(string(w))
	if l != "" {
		p += "/" + string(l)
	}
	return p
}

// Link is an address of ours that keeps the languages the reader chose.
// fragment may be "".
func (p *Page) Link(path, fragment string) string { return p.link(path, nil, fragment) }

func (p *Page) link(path string, v url.Values, fragment string) string {
	q := url.Values{}
	for k, xs := range v {
		q[k] = xs
	}
	if p.hlChosen && !q.Has("hl") {
		q.Set("hl", string(p.Tag))
	}
	if p.textChosen && !q.Has("lang") {
		q.Set("lang", string(p.Text))
	}
	return address(path, q, fragment)
}

func address(path string, q url.Values, fragment string) string {
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	if fragment != "" {
		path += "#" + fragment
	}
	return path
}

// Work is the address of a work or passage.
func (p *Page) Work(w corpus.WorkID, l corpus.Locator) string { return p.read(w, l, "") }

// read is the address of a work or passage to be read as the reader reads now:
// with a second language beside the first, where they asked for one.
func (p *Page) read(w corpus.WorkID, l corpus.Locator, fragment string) string {
	var v url.Values
	if p.Beside != "" {
		v = url.Values{besideParam: {string(p.Beside)}}
	}
	return p.link(workPath(w, l), v, fragment)
}

// Search is the address of a search for q.
func (p *Page) Search(q string) string { return p.link("/search", url.Values{"q": {q}}, "") }

// searchLink is the address of a request.
func (p *Page) searchLink(r index.Request) string {
	v := r.Values()
	v.Del("lang") // the reader's choice, which link adds
	return p.link("/search", v, "")
}

// facetLink is the address of everything under one value of a facet.
func (p *Page) facetLink(facet, value string) string {
	return p.link("/search", url.Values{facet: {value}}, "")
}

// with is the address of this page with one parameter set, or taken out when
// the value is "". A cursor does not outlive the change.
func (p *Page) with(name, value string) string {
	q := url.Values{}
	for k, xs := range p.Query {
		q[k] = xs
	}
	q.Del("cursor")
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	return address(p.Path, q, "")
}

// Choice is one of several: a language, an order.
type Choice struct {
	ID         string // of the link, where it must be found again
	Label, URL string
	Tag        lang.Tag // of the label, when it is in a language of its own
	Dir        string
	Current    bool
}

// Interfaces are the languages of the interface, each in its own name.
func (p *Page) Interfaces() []Choice {
	var out []Choice
	for _, t := range lang.Interface {
		l := lang.Get(t)
		out = append(out, Choice{Label: l.Name, URL: p.with("hl", string(t)), Tag: t, Dir: l.Dir(), Current: t == p.Tag})
	}
	return out
}

// external reports whether an address may stand in a link out of our pages.
func external(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}
