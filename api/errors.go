package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"concordance/corpus"
	"concordance/corpus/check"
	"concordance/index"
)

var (
	errBadRequest = errors.New("bad request")
	errNotReady   = errors.New("not ready")
	errNoRoute    = errors.New("no such address")
	errNoMethod   = errors.New("method not allowed")
	errMedia      = errors.New("unsupported media type")
)

// statuses says which status an error has. The first that matches wins; any
// other error is ours, a 500, and its words stay in the log.
var statuses = []struct {
	err    error
	status int
}{
	{errMoved, http.StatusTemporaryRedirect},
	{corpus.ErrNotFound, http.StatusNotFound},
	{errNoRoute, http.StatusNotFound},
	{errNoMethod, http.StatusMethodNotAllowed},
	{index.ErrBadCursor, http.StatusBadRequest},
	{errBadRequest, http.StatusBadRequest},
	{check.ErrTooLong, http.StatusRequestEntityTooLarge},
	{errMedia, http.StatusUnsupportedMediaType},
	{errNotReady, http.StatusServiceUnavailable},
	{context.DeadlineExceeded, http.StatusServiceUnavailable},
	{context.Canceled, 499}, // the client left: nobody reads it, the metrics do
}

// bad wraps an error as the caller's to mend.
func bad(format string, args ...any) error {
	return problem{errBadRequest, fmt.Errorf(format, args...)}
}

// problem is an error of one kind that speaks with the words of another.
type problem struct{ kind, words error }

func (p problem) Error() string   { return p.words.Error() }
func (p problem) Unwrap() []error { return []error{p.kind, p.words} }

// Missing is the error for a place or a work that is not held, with what is
// there instead. It is a corpus.ErrNotFound.
type Missing struct {
	What   string
	Nearby []string // locators, or IDs of works
}

func (m *Missing) Error() string { return m.What }

// Is makes a Missing a corpus.ErrNotFound.
func (m *Missing) Is(err error) bool { return err == corpus.ErrNotFound }

// nearby is how many places a 404 offers.
const nearby = 6

// missingPassage says what w has near the place that it has not.
func missingPassage(w *corpus.Work, l corpus.Locator) error {
	name := string(w.Target())
	if !l.Valid() {
		return &Missing{fmt.Sprintf("%q is not a place in a work: write para-27, para-2.e, pp-3, principle-9, annex/para-4 ...", l), firsts(w)}
	}
	if p := w.Provision(l); p != nil {
		return &Missing{fmt.Sprintf("%s has %s, but no point %s in it", name, p.Locator, l), points(p)}
	}
	if len(w.Texts()) == 0 { // what notes do not cover may well exist
		return &Missing{fmt.Sprintf("the official text of %s is not held here, and no note is on %s: ingest the text to read it", name, l), firsts(w)}
	}
	if first := w.Within(l); first != "" {
		return &Missing{fmt.Sprintf("%s of %s is no passage: it begins at %s", l, name, first), []string{string(first)}}
	}
	var same []corpus.Locator
	for _, p := range w.Provisions {
		if p.Locator.Class() == l.Class() && p.Locator != "" {
			same = append(same, p.Locator)
		}
	}
	if len(same) == 0 {
		return &Missing{fmt.Sprintf("%s has no %s, and no other of its kind", name, l), firsts(w)}
	}
	return &Missing{fmt.Sprintf("%s has no %s: its %s go from %s to %s", name, l, l.Class(), same[0], same[len(same)-1]), nearest(same, l)}
}

// firsts are the first place of each class.
func firsts(w *corpus.Work) []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, p := range w.Provisions {
		if c := p.Locator.Class(); !seen[c] && len(out) < nearby {
			seen[c] = true
			out = append(out, string(p.Locator))
		}
	}
	return out
}

// points are the points of p, in the first language held.
func points(p *corpus.Provision) []string {
	out := []string{string(p.Locator)}
	if t, _ := p.Passage(""); t != nil {
		for _, part := range t.Parts[:min(len(t.Parts), nearby-1)] {
			out = append(out, string(part.Locator))
		}
	}
	return out
}

// nearest are the places of the same class with the nearest numbers, in reading order.
func nearest(same []corpus.Locator, l corpus.Locator) []string {
	at := number(l)
	order := make([]int, len(same))
	for i := range same {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(abs(number(same[a])-at), abs(number(same[b])-at))
	})
	order = order[:min(len(order), nearby)]
	slices.Sort(order)
	var out []string
	for _, i := range order {
		out = append(out, string(same[i]))
	}
	return out
}

// number is the leading number of a locator, 0 when there is none.
func number(l corpus.Locator) int {
	s := l.Number()
	i := 0
	for i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, _ := strconv.Atoi(s[:i])
	return n
}

func abs(n int) int { return max(n, -n) }

// Problem is the body of every error, as RFC 9457 has it.
type Problem struct {
	Type      string   `json:"type" doc:"Always about:blank: the status says the kind"`
	Title     string   `json:"title" doc:"Words of the status"`
	Status    int      `json:"status"`
	Detail    string   `json:"detail" doc:"What is wrong and what to do"`
	Instance  string   `json:"instance" doc:"The path asked for"`
	RequestID string   `json:"request_id,omitempty" doc:"Number of the request in the server's log"`
	Nearby    []string `json:"nearby,omitempty" doc:"What is there instead of what was not found"`
	cause     error
}

func (p *Problem) Error() string  { return p.Detail }
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is the media type of problems.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// newProblem makes the problem of an error.
func newProblem(err error) *Problem {
	p := &Problem{Type: "about:blank", Status: http.StatusInternalServerError, cause: err}
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			p.Status = s.status
			break
		}
	}
	p.Title, p.Detail = cmp.Or(http.StatusText(p.Status), "Client Closed Request"), err.Error()
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		p.Detail = "The answer took too long: narrow the question, or ask again later."
	case p.Status == http.StatusInternalServerError:
		p.Detail = "Something went wrong here. The request's number helps whoever runs this server to find out what."
	}
	var m *Missing
	if errors.As(err, &m) {
		p.Nearby = m.Nearby
	}
	return p
}

// finish fills in what only the request knows, and keeps errors out of caches.
func (a *API) finish(c *gin.Context, p *Problem) {
	p.Instance = c.Request.URL.EscapedPath()
	p.RequestID = c.Writer.Header().Get("X-Request-ID")
	for _, h := range []string{"ETag", "Content-Disposition", "X-Total-Count"} {
		c.Header(h, "")
	}
	c.Header("Cache-Control", "no-store")
	sendOn(c, p.cause)
	if p.Status == http.StatusServiceUnavailable {
		c.Header("Retry-After", "5")
	}
	if p.Status == http.StatusInternalServerError {
		a.Log.Error("request failed", "id", p.RequestID, "path", c.Request.URL.Path, "error", p.cause)
	}
}

// problems is huma's hook on every body it writes.
func (a *API) problems(ctx huma.Context, _ string, v any) (any, error) {
	if e, ok := v.(*huma.ErrorModel); ok { // huma's own, of what it could not do
		p := newProblem(e)
		p.Status, p.Title = e.Status, e.Title
		v = p
	}
	if p, ok := v.(*Problem); ok {
		a.finish(humagin.Unwrap(ctx), p)
	}
	return v, nil
}

// fail answers with the problem of err, outside huma.
func (a *API) fail(c *gin.Context, err error) {
	p := newProblem(err)
	a.finish(c, p)
	c.Header("Content-Type", p.ContentType(""))
	c.Status(p.Status)
	writeJSON(c.Writer, p)
	c.Abort()
}

// NotFound answers an address that is not one of the API's.
func (a *API) NotFound(c *gin.Context) {
	open(c)
	a.fail(c, problem{errNoRoute, fmt.Errorf("there is nothing at %s: /openapi.json lists every address", c.Request.URL.EscapedPath())})
}

// MethodNotAllowed answers a method that an address does not take.
func (a *API) MethodNotAllowed(c *gin.Context) {
	open(c)
	a.fail(c, problem{errNoMethod, fmt.Errorf("%s does not take %s: use %s", c.Request.URL.EscapedPath(), c.Request.Method, c.Writer.Header().Get("Allow"))})
}
