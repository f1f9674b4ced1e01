package ui

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Page is what every view embeds: the reader's languages, the address, and
// what stands in the head.
type Page struct {
	*Words             // the language of the interface
	Text      lang.Tag // the language the reader wants texts in
	Beside    lang.Tag // the language to set beside it where texts are read, "" for none
	Path      string
	Query     url.Values
	Title     string
	Lead      string // one sentence for the head
	Nav       string // the entry of the navigation the page belongs to
	Canonical string
	Meta      []Meta
	Alternate []Alternate
	Schema    *Schema  // of a work or passage, for search engines
	Links     []string // of the HTTP header
	UnAPI     bool     // it names records that reference managers may ask for
	Notice    string   // what whoever followed an old address should know
	NoticeURL string   // where the notice leads, "" for nowhere
	NoIndex   bool
	Feed      string // the address of the page as an Atom feed
	Asked     string // what stands in the search box
	Version   string

	accept               string
	hlChosen, textChosen bool
	base                 string
	template             string // of the page, when it is not the route's
	assets               map[string]string
	visits               *visits
}

// Meta is a meta element of the head.
type Meta struct{ Name, Content string }

// Alternate is another language of the page.
type Alternate struct {
	Tag lang.Tag
	URL string
}

var interfaces = func() language.Matcher {
	var ts []language.Tag
	for _, t := range lang.Interface {
		ts = append(ts, language.Make(string(t)))
	}
	return language.NewMatcher(ts)
}()

func (u *UI) newPage(c *gin.Context) *Page {
	r := c.Request
	p := &Page{
		Path:    r.URL.Path,
		Query:   r.URL.Query(),
		Version: u.Version,
		accept:  r.Header.Get("Accept"),
		base:    u.Base,
		assets:  u.assets.urls,
	}
	if p.base == "" {
		p.base = origin(r)
	}
	t, ok := lang.Parse(p.Query.Get("hl"))
	if p.hlChosen = ok && messages[t] != nil; !p.hlChosen {
		t = accepted(r.Header.Get("Accept-Language"))
	}
	p.Words = messages[t]()
	if p.Text, p.textChosen = lang.Parse(p.Query.Get("lang")); !p.textChosen {
		p.Text = p.Tag
	}
	p.Beside, _ = lang.Parse(p.Query.Get(besideParam))
	p.visits = &visits{library: u.Library, works: map[corpus.Target]corpus.WorkID{}, heads: map[corpus.WorkID]*corpus.Work{}}
	return p
}

// accepted is the language of the interface that a browser asks for.
func accepted(header string) lang.Tag {
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 {
		return lang.English
	}
	_, i, confidence := interfaces.Match(wanted...)
	if confidence == language.No {
		return lang.English
	}
	return lang.Interface[i]
}

func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// Dir is the direction of the interface.
func (p *Page) Dir() string { return lang.Get(p.Tag).Dir() }

// Own is the name of the interface's language in itself.
func (p *Page) Own() string { return lang.Get(p.Tag).Name }

// HL is the interface language to carry in a form, "" when the address has none.
func (p *Page) HL() string {
	if p.hlChosen {
		return string(p.Tag)
	}
	return ""
}

// TextLang is the text language to carry in a form, "" when the address has none.
func (p *Page) TextLang() string {
	if p.textChosen {
		return string(p.Text)
	}
	return ""
}

// Asset is the address of a static file.
func (p *Page) Asset(name string) string { return p.assets[name] }

// Fields are the languages as hidden fields of a form.
func (p *Page) Fields() []Meta {
	var out []Meta
	if s := p.HL(); s != "" {
		out = append(out, Meta{"hl", s})
	}
	if s := p.TextLang(); s != "" {
		out = append(out, Meta{"lang", s})
	}
	return out
}

// Said is a text with its language, for elements whose language may differ
// from the page's.
type Said struct {
	Text string
	Tag  lang.Tag
	Dir  string
}

func said(text string, t lang.Tag) Said {
	s := Said{Text: text, Tag: t}
	if l := lang.Get(t); l != nil {
		s.Dir = l.Dir()
	}
	return s
}

// join sets parts apart by the mark of enumeration between facts ("·").
func join(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " · ")
}
