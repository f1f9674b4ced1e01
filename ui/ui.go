package ui

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/index"
)

// Config is what the pages need.
type Config struct {
	Library corpus.Library
	Engine  index.Engine
	Log     *slog.Logger
	Version string
	// Base is the public address without a closing slash
	// ("https://concordance.example"), for canonical and exported links; "" takes
	// scheme and host from the request.
	Base string
	// Tagger gives what finds the citations of drafts, always the same; nil knows
	// no instrument by its name.
	Tagger func() *cite.Tagger
	// ReadDraft reads a draft from a file; nil takes the file for plain text.
	ReadDraft DraftReader
	// Description gives the OpenAPI document of the API, as JSON, for the page that
	// shows it; nil has no such page.
	Description func() []byte
}

// UI serves the pages.
type UI struct {
	Config
	pages  map[string]*template.Template
	assets assets
	themes themesCache

	catalogue catalogue
	doubts    unresolvedCache
}

//go:embed templates
var templates embed.FS

// New reads templates and static files.
func New(c Config) (*UI, error) {
	if c.Library == nil || c.Engine == nil {
		return nil, errors.New("ui: a library and an engine are needed")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Tagger == nil {
		c.Tagger = sync.OnceValue(func() *cite.Tagger { return cite.NewTagger(nil) })
	}
	if c.ReadDraft == nil {
		c.ReadDraft = plainDraft
	}
	u := &UI{Config: c}
	var err error
	if u.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	if u.pages, err = parseTemplates(); err != nil {
		return nil, err
	}
	return u, nil
}

// parseTemplates makes one template a page: the frame (layout.html, parts.html) and the
// page's own file, which defines "main".
func parseTemplates() (map[string]*template.Template, error) {
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	frame, err := template.New("layout.html").Funcs(template.FuncMap{"on": on}).ParseFS(templates, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, fmt.Errorf("ui: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, n := range names {
		base := strings.TrimSuffix(path.Base(n), ".html")
		if base == "layout" || base == "parts" {
			continue
		}
		t, err := template.Must(frame.Clone()).ParseFS(templates, n)
		if err != nil {
			return nil, fmt.Errorf("ui: %w", err)
		}
		pages[base] = t
	}
	return pages, nil
}

// pair is what a part of a page is given: the page, for its words, and its own matter.
type pair struct{ P, X any }

func on(p, x any) pair { return pair{p, x} }

// build makes the view of a page. The view embeds the *Page it was given.
type build func(ctx context.Context, p *Page) (any, error)

// Routes adds the pages and the static files to r.
func (u *UI) Routes(r gin.IRouter) {
	for _, x := range []struct {
		path, page string
		build      build
	}{
		{"/", "home", u.home},
		{"/search", "search", u.search},
		{"/w/*path", "work", u.work},
		{"/themes", "themes", u.themesPage},
		{"/themes/*id", "term", u.term},
		{"/sources", "sources", u.sources},
		{"/new", "new", u.newest},
		{"/unresolved", "unresolved", u.unresolved},
		{"/help", "help", u.help},
		{referencePath, "reference", u.reference},
	} {
		r.Match([]string{http.MethodGet, http.MethodHead}, x.path, u.handler(x.page, x.build))
	}
	r.Match([]string{http.MethodGet, http.MethodHead}, feedPath, u.feed)
	r.Match([]string{http.MethodGet, http.MethodHead}, CheckPath, u.checkForm)
	r.POST(CheckPath, u.checkDraft)
	r.Match([]string{http.MethodGet, http.MethodHead}, "/static/:file", u.static)
}

// handler builds a page, renders it and answers.
func (u *UI) handler(page string, b build) gin.HandlerFunc {
	return func(c *gin.Context) {
		p := u.newPage(c)
		view, err := b(c.Request.Context(), p)
		if err != nil {
			u.fail(c, p, err)
			return
		}
		for _, l := range p.Links {
			c.Writer.Header().Add("Link", l)
		}
		u.render(c, http.StatusOK, cmp.Or(p.template, page), view)
	}
}

// policy allows what the pages use: our own files, and nothing inline.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// render sends the page whole, with an ETag of its bytes unless it must not be kept.
func (u *UI) render(c *gin.Context, status int, page string, view any) {
	var b bytes.Buffer
	if err := u.pages[page].ExecuteTemplate(&b, "layout.html", view); err != nil {
		u.Log.ErrorContext(c.Request.Context(), "page not rendered", "page", page, "error", err)
		c.String(http.StatusInternalServerError, "500")
		return
	}
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy)
	h.Add("Vary", "Accept, Accept-Language")
	send(c, status, "text/html; charset=utf-8", b.Bytes())
}

// send answers with the bytes, and an ETag of them unless they must not be kept.
func send(c *gin.Context, status int, media string, body []byte) {
	h := c.Writer.Header()
	if status == http.StatusOK && h.Get("Cache-Control") == "" {
		f := fnv.New128a()
		f.Write(body)
		tag := fmt.Sprintf(`W/"%x"`, f.Sum(nil))
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache")
		if strings.Contains(c.GetHeader("If-None-Match"), tag) {
			c.Status(http.StatusNotModified)
			return
		}
	}
	c.Data(status, media, body)
}
