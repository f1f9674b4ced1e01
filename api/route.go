package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"concordance/corpus/export"
)

// get describes and serves one address. An error of f becomes a Problem.
func get[I, O any](a *API, op huma.Operation, f func(context.Context, *I) (*O, error)) {
	op.Method = http.MethodGet
	register(a, op, f)
}

// post is get for an address that is sent something. A middleware of op reads
// the body: huma would, and validate it as JSON, if it were described before.
func post[I, O any](a *API, op huma.Operation, f func(context.Context, *I) (*O, error)) {
	body := op.RequestBody
	op.Method, op.RequestBody = http.MethodPost, nil
	register(a, op, f)
	a.huma.OpenAPI().Paths[op.Path].Post.RequestBody = body
}

func register[I, O any](a *API, op huma.Operation, f func(context.Context, *I) (*O, error)) {
	op.SkipValidateParams = true // handlers read parameters themselves, and say what to do in their own words
	a.describeErrors(&op)
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, newProblem(err)
		}
		return out, nil
	})
}

// answer is a body with the links of RFC 8288.
type answer[T any] struct {
	Link []string `header:"Link" doc:"rel first, next, describedby (RFC 8288)"`
	Body T
}

// routes is huma's adapter to Gin. It differs from huma's own in three things:
// a {locator} may hold slashes, what ends in a name may carry the suffix of a
// format (para-27.ris), and every address answers HEAD and the preflight of CORS.
type routes struct {
	*gin.Engine
	ends map[string]gin.HandlerFunc // by what follows {locator}: "", "/cites", "/cited-by"
}

func newRoutes(r *gin.Engine) *routes { return &routes{r, map[string]gin.HandlerFunc{}} }

const locatorPart = "/{locator}"

// Handle serves an operation.
func (r *routes) Handle(op *huma.Operation, handle func(huma.Context)) {
	h := func(c *gin.Context) { handle(inJSON{humagin.NewContext(op, c)}) }
	if op.Method == http.MethodPost {
		r.POST(op.Path, open, h)
		r.OPTIONS(op.Path, open, preflightOf("POST, OPTIONS", "Accept, Content-Type, X-Request-ID"))
		return
	}
	before, end, ok := strings.Cut(op.Path, locatorPart)
	if !ok {
		r.get(op.Path, suffixed("id", h))
		if hasFormats(op) && !strings.HasSuffix(op.Path, "}") {
			r.get(op.Path+".{format}", h) // search.ris
		}
		return
	}
	if len(r.ends) == 0 {
		r.get(before+"/*locator", r.place)
	}
	r.ends[end] = suffixed("locator", h)
}

// inJSON is a request as huma is to see it. What huma writes is JSON, whatever is
// accepted (other formats are written before it: exported), and its reading of
// an Accept header panics on some that are not well formed ("a;b,c").
type inJSON struct{ asked }

// asked has another name than huma.Context, whose method Context a field of
// that name would hide.
type asked = huma.Context

// Header is the header name of the request, but no Accept: see accept.
func (c inJSON) Header(name string) string {
	if http.CanonicalHeaderKey(name) == "Accept" {
		return ""
	}
	return c.asked.Header(name)
}

// Unwrap is the request as it came.
func (c inJSON) Unwrap() huma.Context { return c.asked }

// accept is the Accept header of a request.
func accept(ctx huma.Context) string { return humagin.Unwrap(ctx).GetHeader("Accept") }

func hasFormats(op *huma.Operation) bool {
	return slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == "format" })
}

// get serves a path as huma writes it, "/works/{id}".
func (r *routes) get(path string, h gin.HandlerFunc) {
	path = strings.NewReplacer("{", ":", "}", "").Replace(path)
	r.Match([]string{http.MethodGet, http.MethodHead}, path, open, h)
	r.OPTIONS(path, open, preflightOf("GET, HEAD, OPTIONS", "Accept, If-None-Match, X-Request-ID"))
}

// place hands an address below passages/ to the operation whose end it has.
func (r *routes) place(c *gin.Context) {
	l := strings.TrimPrefix(c.Param("locator"), "/")
	for end, h := range r.ends {
		if rest, ok := strings.CutSuffix(l, end); ok && end != "" {
			set(c, "locator", rest)
			h(c)
			return
		}
	}
	set(c, "locator", l)
	r.ends[""](c)
}

// suffixed cuts the suffix of a format off the parameter name and keeps it as
// the parameter "format": "para-27.ris".
func suffixed(name string, h gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		if rest, format := cutSuffix(c.Param(name)); format != "" {
			set(c, name, rest)
			c.AddParam("format", format)
		}
		h(c)
	}
}

// cutSuffix cuts the longest suffix of a format: ".csl.json" before ".json".
func cutSuffix(s string) (rest, suffix string) {
	rest = s
	for _, x := range suffixes() {
		if r, ok := strings.CutSuffix(s, "."+x); ok && r != "" && len(x) > len(suffix) {
			rest, suffix = r, x
		}
	}
	return rest, suffix
}

// suffixes are those of the export formats, and "json" for the resource itself.
func suffixes() []string {
	xs := []string{"json"}
	for _, f := range export.Formats {
		xs = append(xs, suffix(f))
	}
	return xs
}

func set(c *gin.Context, name, value string) {
	for i := range c.Params {
		if c.Params[i].Key == name {
			c.Params[i].Value = value
		}
	}
}

// open lets every origin read, and names the description (RFC 8631).
func open(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Link, ETag, Content-Disposition, Retry-After, X-Request-ID, X-Total-Count")
	h.Add("Link", `</openapi.json>; rel="service-desc"; type="application/openapi+json"`)
}

// preflightOf answers the preflight of CORS.
func preflightOf(methods, headers string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("Access-Control-Allow-Methods", methods)
		c.Header("Access-Control-Allow-Headers", headers)
		c.Header("Access-Control-Max-Age", "86400")
		c.Header("Allow", methods)
		c.Status(http.StatusNoContent)
	}
}
