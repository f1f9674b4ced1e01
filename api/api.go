package api

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/index"
)

// Defaults of Config.
const (
	DefaultTimeout   = 20 * time.Second
	DefaultMaxExport = 50_000
)

// Config is what the API needs.
type Config struct {
	Library corpus.Library
	Engine  index.Engine
	Log     *slog.Logger // nil is slog.Default()
	Version string
	// Base is the public address of the server, "https://example.org", for
	// permalinks. "" takes it from each request.
	Base string
	// Timeout bounds the work on one answer; an export has ten times as long.
	// 0 is DefaultTimeout.
	Timeout time.Duration
	// Tagger gives what finds the citations of drafts, always the same; nil knows
	// no instrument by its title.
	Tagger func() *cite.Tagger
	// ReadDraft takes the words out of a file that a draft comes in; nil refuses files.
	ReadDraft func(ctx context.Context, name string, r io.Reader) (string, error)
	// MaxExport bounds the records of one export. 0 is DefaultMaxExport.
	MaxExport int
}

// API answers over HTTP.
type API struct {
	Config
	huma     huma.API
	metrics  *metrics
	document func() []byte // what describes it
}

// New makes the API of c.
func New(c Config) *API {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Timeout == 0 {
		c.Timeout = DefaultTimeout
	}
	if c.MaxExport == 0 {
		c.MaxExport = DefaultMaxExport
	}
	if c.Tagger == nil {
		c.Tagger = sync.OnceValue(func() *cite.Tagger { return cite.NewTagger(nil) })
	}
	a := &API{Config: c}
	a.metrics = newMetrics(a)
	return a
}

// Routes adds the addresses of the API to r. A work may be named by its symbol
// with the slashes escaped (S%2FRES%2F9901%20(2099)), so r matches escaped paths.
func (a *API) Routes(r *gin.Engine) {
	r.UseRawPath, r.UnescapePathValues, r.HandleMethodNotAllowed = true, true, true
	r.NoRoute(a.NotFound)
	r.NoMethod(a.MethodNotAllowed)

	rs := newRoutes(r)
	a.huma = huma.NewAPI(a.description(), rs)

	get(a, a.searchRoute(), a.search)
	get(a, a.suggestRoute(), a.suggest)
	get(a, a.termsRoute(), a.terms)
	get(a, a.worksRoute(), a.works)
	get(a, a.workRoute(), a.work)
	get(a, a.workCitesRoute(), a.cites)
	get(a, a.workCitedByRoute(), a.citedBy)
	get(a, a.passageRoute(), a.passage)
	get(a, a.passageCitesRoute(), a.passageCites)
	get(a, a.passageCitedByRoute(), a.passageCitedBy)
	get(a, a.correctionsRoute(), a.corrections)
	get(a, a.unresolvedRoute(), a.unresolved)
	get(a, a.graphRoute(), a.noGraph)
	get(a, a.exportRoute(), a.export)
	post(a, a.checkRoute(), a.check)
	get(a, healthRoute(), a.health)
	get(a, readyRoute(), a.ready)
	get(a, versionRoute(), a.version)

	rs.get(UnAPIPath, a.unAPI)
	rs.get("/metrics", a.serveMetrics)
	a.serveDescription(rs)
}
