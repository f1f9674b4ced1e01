package api

import (
	"context"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics has a registry of its own, so that two servers in one process do not meet.
type metrics struct {
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	handler  http.Handler
}

// connection is the key of the writer that leads to the connection, for breaking it off.
const connection = "concordance/connection"

// statusTimeout bounds what a scrape asks of the library and the engine.
const statusTimeout = 2 * time.Second

func newMetrics(a *API) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "concordance_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "concordance_http_request_duration_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route"}),
	}
	r := prometheus.NewRegistry()
	r.MustRegister(m.requests, m.duration, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("concordance_provisions", "Provisions in the index.", func(ctx context.Context) (float64, error) {
			st, err := a.Engine.Status(ctx)
			return float64(st.Provisions), err
		}),
		gauge("concordance_works", "Works in the library.", func(ctx context.Context) (float64, error) {
			c, err := a.Library.Counts(ctx)
			return float64(c.Works), err
		}),
		gauge("concordance_index_lag", "Changes of the library that the index does not hold yet.", func(ctx context.Context) (float64, error) {
			c, err := a.Library.Counts(ctx)
			if err != nil {
				return 0, err
			}
			st, err := a.Engine.Status(ctx)
			return float64(c.Seq) - float64(st.Seq), err
		}))
	version := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "concordance_build_info", Help: "Always 1; the label says what runs."}, []string{"version"})
	version.WithLabelValues(a.Version).Set(1)
	r.MustRegister(version)
	m.handler = promhttp.HandlerFor(r, promhttp.HandlerOpts{DisableCompression: true}) // compressing is for the server's middleware
	return m
}

// gauge asks when it is scraped; an error shows as NaN.
func gauge(name, help string, ask func(context.Context) (float64, error)) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), statusTimeout)
		defer cancel()
		x, err := ask(ctx)
		if err != nil {
			return math.NaN()
		}
		return x
	})
}

// Metrics counts and times requests, the pages' too. Routes are counted by
// their pattern, so that nobody can fill the memory with addresses. It goes
// before any middleware that puts its own writer in place, such as compression.
func (a *API) Metrics() gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Set(connection, c.Writer)
		start := time.Now()
		c.Next()
		route := c.FullPath()
		if route == "" {
			route = "none"
		}
		method := c.Request.Method
		if !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions, http.MethodDelete}, method) {
			method = "other"
		}
		a.metrics.requests.WithLabelValues(route, method, strconv.Itoa(c.Writer.Status())).Inc()
		a.metrics.duration.WithLabelValues(route).Observe(time.Since(start).Seconds())
	}
}

func (a *API) serveMetrics(c *gin.Context) { a.metrics.handler.ServeHTTP(c.Writer, c.Request) }
