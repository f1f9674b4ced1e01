package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
)

// visit is what a handler may ask about its request.
type visit struct {
	base  string // public address of the server
	path  string
	query url.Values
}

type visitKey struct{}

func visitOf(ctx context.Context) visit {
	v, _ := ctx.Value(visitKey{}).(visit)
	return v
}

// address is the absolute address of path?query on this server.
func (v visit) address(path string, query url.Values) string {
	if len(query) == 0 {
		return v.base + path
	}
	return v.base + path + "?" + query.Encode()
}

// exportTime is how many times as long an export may take as another answer.
const exportTime = 10

// visited is the first middleware of an operation: it makes the visit and bounds its time.
func (a *API) visited(ctx huma.Context, next func(huma.Context)) {
	limit := a.Timeout
	if _, ok, _ := wanted(ctx); ok {
		limit *= exportTime
	}
	if ctx.Operation().Path == CheckPath {
		limit *= checkTime
	}
	a.visitFor(limit, ctx, next)
}

// visitedLong is visited for what reads the whole library.
func (a *API) visitedLong(ctx huma.Context, next func(huma.Context)) {
	a.visitFor(a.Timeout*exportTime, ctx, next)
}

func (a *API) visitFor(limit time.Duration, ctx huma.Context, next func(huma.Context)) {
	u := ctx.URL()
	v := visit{base: a.base(ctx), path: u.EscapedPath(), query: u.Query()}
	c, cancel := context.WithTimeout(context.WithValue(ctx.Context(), visitKey{}, v), limit)
	defer cancel()
	next(huma.WithContext(ctx, c))
}

func (a *API) base(ctx huma.Context) string {
	if a.Base != "" {
		return strings.TrimSuffix(a.Base, "/")
	}
	if ctx.TLS() != nil {
		return "https://" + ctx.Host()
	}
	return "http://" + ctx.Host()
}

// cached answers 304 to whoever has what would be answered again. The tag is
// weak, because the body may be compressed on its way.
func (a *API) cached(ctx huma.Context, next func(huma.Context)) {
	st, err := a.Engine.Status(ctx.Context())
	if err != nil {
		a.fail(humagin.Unwrap(ctx), err)
		return
	}
	tag := etag(a.Version, st.Generation, a.base(ctx), accept(ctx), ctx.Operation().OperationID, address(ctx))
	ctx.AppendHeader("Vary", "Accept")
	ctx.SetHeader("Cache-Control", "public, no-cache")
	ctx.SetHeader("ETag", tag)
	if has(ctx.Header("If-None-Match"), tag) {
		ctx.SetStatus(http.StatusNotModified)
		return
	}
	next(ctx)
}

func address(ctx huma.Context) string {
	u := ctx.URL()
	return u.RequestURI()
}

// etag makes a weak tag of what an answer depends on.
func etag(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// has reports whether an If-None-Match lists the tag; weak comparison.
func has(header, tag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(t), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// writeJSON writes v whole or not at all. A client that left is no error.
func writeJSON(w io.Writer, v any) error {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, _ = io.WriteString(w, b.String())
	return nil
}
