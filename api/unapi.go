package api

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"concordance/corpus/export"
	"concordance/corpus/lang"
)

// UnAPIPath is where reference managers ask for the records of what a page
// names (unAPI, version 1): without id the formats, with id the formats of that
// record, with both the record. An id is the end of a permalink,
// "s-res-2396-2017/para-27", and needs no escaping: readers of unAPI do none.
const UnAPIPath = "/unapi"

type unAPIFormats struct {
	XMLName xml.Name      `xml:"formats"`
	ID      string        `xml:"id,attr,omitempty"`
	Formats []unAPIFormat `xml:"format"`
}

type unAPIFormat struct {
	Name string `xml:"name,attr"`
	Type string `xml:"type,attr"`
}

func (a *API) unAPI(c *gin.Context) {
	id, name := c.Query("id"), c.Query("format")
	if id == "" {
		answerFormats(c, http.StatusOK, "")
		return
	}
	f, ok := export.Find(name)
	if name != "" && !ok {
		c.String(http.StatusNotAcceptable, "there is no format %q: use one of %s\n", name, strings.Join(export.Names(), ", "))
		return
	}
	r, err := a.unAPIRecord(c, id)
	if err != nil {
		a.fail(c, err)
		return
	}
	if name == "" {
		answerFormats(c, http.StatusMultipleChoices, id)
		return
	}
	var b bytes.Buffer
	w := f.New(&b)
	if err := w.Write(r); err != nil {
		a.fail(c, err)
		return
	}
	if err := w.Close(); err != nil {
		a.fail(c, err)
		return
	}
	c.Data(http.StatusOK, f.Media, b.Bytes())
}

// unAPIRecord is the record of a work, or of a place in it.
func (a *API) unAPIRecord(c *gin.Context, id string) (export.Record, error) {
	base := strings.TrimSuffix(a.Base, "/")
	if base == "" {
		base = origin(c.Request)
	}
	in := passageInput{}
	in.ID, in.Locator, _ = strings.Cut(id, "/")
	r := export.Record{Locator: in.locator(), Lang: lang.English}
	var err error
	if in.Locator == "" {
		r.Work, err = a.find(c.Request.Context(), in.ID)
	} else {
		r.Work, r.Provision, err = a.findPassage(c.Request.Context(), &in)
	}
	if err == nil {
		r.URL = Permalink(base, r.Work.ID, r.Locator)
	}
	return r, err
}

func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func answerFormats(c *gin.Context, status int, id string) {
	out := unAPIFormats{ID: id}
	for _, f := range export.Formats {
		out.Formats = append(out.Formats, unAPIFormat{f.Name, media(f)})
	}
	c.XML(status, out)
}
