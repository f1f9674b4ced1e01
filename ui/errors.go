package ui

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

// redirect is returned by a page whose proper address is another.
type redirect string

func (r redirect) Error() string { return "see " + string(r) }

// elsewhere is returned by a page that the reader wants in another form, or
// that has moved: the address asked for stays good, and is asked again.
type elsewhere struct {
	status int // 303 for another form of the page, 302 for a page that has moved
	url    string
}

func (e elsewhere) Error() string { return "see " + e.url }

// badRequest is returned for an address that asks for what cannot be. The
// message is for the reader.
type badRequest struct{ error }

// errorPage is the view of templates/error.html.
type errorPage struct {
	*Page
	Status  int
	Key     string // of the messages: "not-found", "bad-request", "failed"
	Detail  Said
	Instead []Choice // where to go
}

// NotFound answers with the 404 page; made for the router's NoRoute.
func (u *UI) NotFound(c *gin.Context) {
	u.fail(c, u.newPage(c), corpus.ErrNotFound)
}

// Failed answers with the 500 page; made for the recovery from a panic.
func (u *UI) Failed(c *gin.Context) {
	u.fail(c, u.newPage(c), errors.New("the page failed"))
}

func (u *UI) fail(c *gin.Context, p *Page, err error) {
	var to redirect
	if errors.As(err, &to) {
		c.Redirect(http.StatusMovedPermanently, string(to))
		return
	}
	var other elsewhere
	if errors.As(err, &other) {
		c.Header("Vary", "Accept, Accept-Language")
		c.Redirect(other.status, other.url)
		return
	}
	v := errorPage{Page: p, Status: http.StatusInternalServerError, Key: "failed"}
	var bad badRequest
	var gone missing
	switch {
	case errors.As(err, &gone):
		v.Status, v.Key = http.StatusNotFound, "no-passage"
		name := gone.work.Name(p.Tag)
		if gone.locator.Valid() {
			v.Detail = said(name+p.T("list.comma")+p.Locator(gone.locator), p.Tag)
		}
		v.Instead = append(v.Instead, Choice{Label: name, URL: p.Work(gone.work.ID, "")})
	case errors.Is(err, corpus.ErrNotFound):
		v.Status, v.Key = http.StatusNotFound, "not-found"
	case errors.As(err, &bad), errors.Is(err, index.ErrBadCursor):
		v.Status, v.Key, v.Detail = http.StatusBadRequest, "bad-request", said(err.Error(), lang.English)
	case c.Request.Context().Err() != nil:
		return // the reader has left
	default:
		u.Log.ErrorContext(c.Request.Context(), "page failed", "path", p.Path, "error", err)
	}
	p.Title = p.T("error." + v.Key)
	u.render(c, v.Status, "error", v)
}
