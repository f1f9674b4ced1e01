package ui

import (
	"bytes"
	"context"
	"encoding/xml"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/query"
)

// feedPath is the address of a search as an Atom feed (RFC 4287).
const feedPath = "/search.atom"

// feedSize is how many entries a feed has; the next page has the others (RFC 5005).
const feedSize = 50

// undated is the time of what has no date: before everything that has one.
const undated = "1945-06-26T00:00:00Z"

type atomFeed struct {
	XMLName  xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     lang.Tag `xml:"xml:lang,attr"`
	Open     string   `xml:"xmlns:opensearch,attr"`
	ID       string   `xml:"id"`
	Title    string   `xml:"title"`
	Subtitle string   `xml:"subtitle"`
	Updated  string   `xml:"updated"`
	Author   string   `xml:"author>name"`
	Total    int      `xml:"opensearch:totalResults"`
	Links    []atomLink
	Entries  []atomEntry
}

type atomLink struct {
	XMLName xml.Name `xml:"link"`
	Rel     string   `xml:"rel,attr"`
	Type    string   `xml:"type,attr"`
	Href    string   `xml:"href,attr"`
}

type atomEntry struct {
	XMLName    xml.Name `xml:"entry"`
	ID         string   `xml:"id"`
	Title      string   `xml:"title"`
	Updated    string   `xml:"updated"`
	Published  string   `xml:"published,omitempty"`
	Link       atomLink
	Categories []atomCategory
	Summary    atomText `xml:"summary"`
}

type atomCategory struct {
	XMLName xml.Name `xml:"category"`
	Term    string   `xml:"term,attr"`
	Label   string   `xml:"label,attr"`
}

type atomText struct {
	Lang lang.Tag `xml:"xml:lang,attr,omitempty"`
	Text string   `xml:",chardata"`
}

// feed answers any search as a feed, the newest first.
func (u *UI) feed(c *gin.Context) {
	p := u.newPage(c)
	r, err := index.ParseRequest(p.Query)
	if err != nil {
		u.fail(c, p, badRequest{err})
		return
	}
	r.Lang, r.Sort, r.Size, r.NoFacets = p.Text, index.Newest, feedSize, true
	res, err := u.Engine.Search(c.Request.Context(), r)
	if err != nil {
		u.fail(c, p, err)
		return
	}
	if res.Partial() { // a reader of feeds keeps what it has, and asks again
		c.Header("Retry-After", "60")
		c.String(http.StatusServiceUnavailable, p.T("repair."+string(query.Rebuilding)))
		return
	}
	if p.Title, err = p.searchTitle(c.Request.Context(), r); err != nil {
		u.fail(c, p, err)
		return
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(p.atom(c.Request.Context(), r, res)); err != nil {
		u.fail(c, p, err)
		return
	}
	c.Header("Vary", "Accept-Language")
	send(c, http.StatusOK, "application/atom+xml; charset=utf-8", b.Bytes())
}

func (p *Page) atom(ctx context.Context, r index.Request, res *index.Result) *atomFeed {
	first := r
	first.Cursor = ""
	f := &atomFeed{
		Lang:     p.Tag,
		Open:     "http://a9.com/-/spec/opensearch/1.1/",
		ID:       p.base + p.feedLink(first),
		Title:    p.Title + " – " + p.T("site.name"),
		Subtitle: p.T("site.about"),
		Updated:  undated,
		Author:   p.T("site.name"),
		Total:    res.Total,
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: p.base + p.feedLink(r)},
			{Rel: "alternate", Type: "text/html", Href: p.base + p.searchLink(ordered(first))},
		},
	}
	if res.Next != "" {
		next := r
		next.Cursor = res.Next
		f.Links = append(f.Links, atomLink{Rel: "next", Type: "application/atom+xml", Href: p.base + p.feedLink(next)})
	}
	for i := range res.Hits {
		e := p.entry(ctx, &res.Hits[i])
		f.Updated = max(f.Updated, e.Updated) // all are written alike
		f.Entries = append(f.Entries, e)
	}
	return f
}

// entry is a hit; its ID is the permalink, which is kept.
func (p *Page) entry(ctx context.Context, h *index.Hit) atomEntry {
	permalink := p.base + workPath(h.Work, h.Locator)
	view := p.hit(ctx, h)
	e := atomEntry{ID: permalink, Title: view.Name, Updated: instant(h.Date), Summary: atomText{Lang: h.Lang, Text: h.Snippet}}
	if view.Place != "" {
		e.Title += p.T("list.comma") + view.Place
	}
	if h.Title != "" && h.Title != view.Name {
		e.Title += p.T("list.colon") + h.Title
	}
	if e.Updated != undated {
		e.Published = e.Updated
	}
	if h.Note { // never to be taken for the official text
		e.Summary = atomText{Lang: h.Lang, Text: p.T("text.note") + p.T("list.colon") + h.Snippet}
	}
	e.Link = atomLink{Rel: "alternate", Type: "text/html", Href: p.base + p.Work(h.Work, h.Locator)}
	if view.Force != nil {
		e.Categories = append(e.Categories, atomCategory{Term: string(h.Force), Label: view.Force.Short})
	}
	if h.Role != "" {
		e.Categories = append(e.Categories, atomCategory{Term: string(h.Role), Label: view.Role})
	}
	return e
}

// feedLink is the address of a search as a feed. It names the languages: a
// program that reads feeds has none of its own.
func (p *Page) feedLink(r index.Request) string {
	v := ordered(r).Values()
	v.Del("sort") // always the newest first
	v.Set("hl", string(p.Tag))
	v.Set("lang", string(p.Text))
	return address(feedPath, v, "")
}

// ordered is r as a feed has it: one page, the newest first.
func ordered(r index.Request) index.Request {
	r.Sort, r.Size, r.Lang = index.Newest, 0, ""
	return r
}

// instant is the beginning of a day, a month or a year as feeds write time.
func instant(date string) string {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, date); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	return undated
}
