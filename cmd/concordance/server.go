package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-contrib/gzip"
	"github.com/gin-contrib/requestid"
	"github.com/gin-gonic/gin"
	"github.com/unrolled/secure"

	"concordance/api"
	"concordance/ui"
)

// Limits of the server.
const (
	maxBody       = 1 << 20 // bytes of a request's body
	readTimeout   = 30 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeaderSize = 64 << 10
)

// server is the house with its doors: API, pages, and changes for its owner.
type server struct {
	*house
	owner  owner
	base   string // public address for permalinks; "" takes it from each request
	log    *slog.Logger
	change sync.Mutex // one change at a time
}

func newServer(h *house, o owner, base string, log *slog.Logger) *server {
	return &server{house: h, owner: o, base: strings.TrimRight(base, "/"), log: log}
}

// handler is the one Gin engine. Middleware is set here and nowhere else; the
// order matters: an answer passes it from the bottom up.
func (s *server) handler() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	a := api.New(api.Config{
		Library: s.library, Engine: s.engine, Log: s.log, Version: version, Base: s.base,
		Tagger: citeTagger, ReadDraft: readDraft,
	})
	pages, err := ui.New(ui.Config{
		Library: s.library, Engine: s.engine, Log: s.log, Version: version, Base: s.base,
		Tagger: citeTagger, ReadDraft: readDraft, Description: a.Document,
	})
	if err != nil {
		panic(err) // templates are compiled in: only a broken build comes here
	}
	r.Use(
		requestid.New(),
		s.logged,
		a.Metrics(),
		gin.CustomRecoveryWithWriter(nil, s.recovered(pages)),
		headers(),
		gzip.Gzip(gzip.BestSpeed, gzip.WithExcludedPaths([]string{"/internal/"})),
		limited,
	)
	a.Routes(r)
	pages.Routes(r)
	s.adminRoutes(r)
	r.NoRoute(apiOr(a.NotFound, pages.NotFound))
	r.NoMethod(apiOr(a.MethodNotAllowed, pages.NotFound))
	return r
}

// apiOr answers addresses of the API with one handler, pages with the other.
func apiOr(forAPI, forPages gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		if strings.HasPrefix(c.Request.URL.Path, "/api/") {
			forAPI(c)
			return
		}
		forPages(c)
	}
}

// logged writes a line a request. What people search for is their own: the
// query is never logged.
func (s *server) logged(c *gin.Context) {
	start := time.Now()
	c.Next()
	s.log.Info("request", "id", requestid.Get(c), "method", c.Request.Method, "path", c.Request.URL.Path,
		"status", c.Writer.Status(), "bytes", c.Writer.Size(), "took", time.Since(start).Round(time.Microsecond))
}

// recovered answers for a handler that panicked: nothing of the cause is shown.
func (s *server) recovered(pages *ui.UI) gin.RecoveryFunc {
	return func(c *gin.Context, cause any) {
		s.log.Error("a handler failed", "id", requestid.Get(c), "path", c.Request.URL.Path, "cause", fmt.Sprint(cause))
		apiOr(func(c *gin.Context) {
			refuse(c, http.StatusInternalServerError, "Internal error",
				"Something went wrong here. The request's number helps whoever runs this server to find out what.")
		}, pages.Failed)(c)
		c.Abort()
	}
}

// refuse ends a request with an RFC 9457 body.
func refuse(c *gin.Context, status int, title, detail string) {
	c.Header("Content-Type", "application/problem+json")
	c.AbortWithStatusJSON(status, gin.H{
		"type": "about:blank", "title": title, "status": status, "detail": detail, "request_id": requestid.Get(c),
	})
}

// headers are the security headers. Pages carry no inline script or style and
// ask nothing of third parties.
func headers() gin.HandlerFunc {
	sec := secure.New(secure.Options{
		ContentTypeNosniff: true,
		FrameDeny:          true,
		ReferrerPolicy:     "same-origin",
		ContentSecurityPolicy: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
			"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		PermissionsPolicy:       "camera=(), microphone=(), geolocation=()",
		CrossOriginOpenerPolicy: "same-origin",
	})
	return func(c *gin.Context) {
		if sec.Process(c.Writer, c.Request) != nil {
			c.Abort()
		}
	}
}

// limited bounds the bodies of requests; a draft may be a file.
func limited(c *gin.Context) {
	limit := int64(maxBody)
	switch c.Request.URL.Path {
	case api.CheckPath:
		limit = api.MaxDraft + maxBody
	case ui.CheckPath:
		limit = ui.MaxForm
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
}
