package api

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/danielgtaylor/huma/v2/negotiation"
	"github.com/gin-gonic/gin"

	"concordance/corpus"
	"concordance/corpus/export"
	"concordance/corpus/lang"
	"concordance/index"
)

// records are what an export writes: how many, and each.
type records struct {
	name  string // of the file, without suffix
	count int
	next  string // cursor of the next page, "" for none
	each  iter.Seq2[export.Record, error]
}

func (a *API) exportRoute() huma.Operation {
	op := huma.Operation{
		OperationID: "export", Path: "/api/v1/export", Tags: []string{"search"}, Summary: "Export everything a search finds",
		Description: fmt.Sprintf("Takes the parameters of a search. Without size it writes every hit, at most %d; with size and cursor, a page.", a.MaxExport),
		Middlewares: huma.Middlewares{a.visited, a.cached, a.exported(a.found)}, DefaultStatus: http.StatusOK,
	}
	describeFormats(&op)
	delete(op.Responses["200"].Content, "application/json")
	op.Parameters = append([]*huma.Param{formatParam(true)}, searchParams()...)
	return op
}

// export is reached only when no format was named.
func (a *API) export(context.Context, *struct{}) (*struct{}, error) {
	return nil, bad("say which format: format=%s", strings.Join(export.Names(), ", "))
}

// exported answers in the format asked for, if one was, with what find gives.
func (a *API) exported(find func(huma.Context) (records, error)) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		f, ok, err := wanted(ctx)
		if err == nil && !ok {
			next(ctx)
			return
		}
		var rs records
		if err == nil {
			rs, err = find(ctx)
		}
		if err != nil {
			a.fail(humagin.Unwrap(ctx), err)
			return
		}
		a.write(ctx, f, rs)
	}
}

// wanted is the format a request names: by suffix, parameter or Accept. ok is
// false for the resource itself.
func wanted(ctx huma.Context) (f export.Format, ok bool, err error) {
	name := ctx.Param("format")
	if name == "" {
		name = ctx.Query("format")
	}
	if name == "" {
		accepted := negotiation.SelectQValue(accept(ctx), medias())
		for _, f := range export.Formats {
			if media(f) == accepted {
				return f, true, nil
			}
		}
		return f, false, nil
	}
	if name == "json" {
		return f, false, nil
	}
	if f, ok := export.Find(name); ok {
		return f, true, nil
	}
	for _, f := range export.Formats {
		if suffix(f) == name {
			return f, true, nil
		}
	}
	return f, false, bad("there is no format %q: use json, %s", name, strings.Join(export.Names(), ", "))
}

func medias() []string {
	ms := []string{"application/json"}
	for _, f := range export.Formats {
		ms = append(ms, media(f))
	}
	return ms
}

// media is the media type of f without its parameters.
func media(f export.Format) string {
	m, _, _ := strings.Cut(f.Media, ";")
	return strings.TrimSpace(m)
}

// suffix is what addresses end in for f. ".json" is the resource itself, and of
// formats that share an extension the first has it alone: the others put their
// name before it.
func suffix(f export.Format) string {
	s := strings.TrimPrefix(f.Extension, ".")
	taken := s == "json"
	for _, o := range export.Formats {
		if o.Name == f.Name {
			break
		}
		taken = taken || o.Extension == f.Extension
	}
	if taken {
		return strings.TrimSuffix(f.Name, "-"+s) + "." + s
	}
	return s
}

// alternates are the links to path in every format.
func (v visit) alternates(path string) []string {
	var out []string
	for _, f := range export.Formats {
		out = append(out, link(v.base+path+"?format="+f.Name, "alternate")+`; type="`+media(f)+`"`)
	}
	return out
}

// formats are the addresses of path in every format, by name.
func (v visit) formats(path string) map[string]string {
	m := map[string]string{}
	for _, f := range export.Formats {
		m[f.Name] = v.base + path + "?format=" + f.Name
	}
	return m
}

// write streams the records. Everything that can be found wrong is found
// before the first byte; what fails later breaks the connection off, so that
// nobody takes a part for the whole.
func (a *API) write(ctx huma.Context, f export.Format, rs records) {
	c := humagin.Unwrap(ctx)
	c.Header("Content-Type", f.Media)
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", rs.name+"."+suffix(f)))
	c.Header("X-Total-Count", strconv.Itoa(rs.count))
	v := visitOf(ctx.Context())
	if rs.next != "" {
		c.Writer.Header().Add("Link", link(v.address(v.path, v.with("cursor", rs.next)), "next"))
	}
	a.stream(ctx, func(to io.Writer) error { return f.Write(to, rs.each) })
}

// stream answers with what write writes. What fails after the first byte breaks
// the connection off.
func (a *API) stream(ctx huma.Context, write func(io.Writer) error) {
	c := humagin.Unwrap(ctx)
	c.Status(http.StatusOK)
	if c.Request.Method == http.MethodHead {
		return
	}
	buf := bufio.NewWriterSize(c.Writer, 32<<10)
	err := write(buf)
	if err == nil {
		err = buf.Flush()
	}
	if err == nil || ctx.Context().Err() != nil && c.Request.Context().Err() != nil {
		return // done, or the client left
	}
	if !c.Writer.Written() {
		a.fail(c, err)
		return
	}
	a.Log.Error("export broken off", "path", c.Request.URL.Path, "error", err)
	if err := breakOff(c); err != nil {
		a.Log.Error("the reader of a broken export was not told", "error", err)
	}
}

// breakOff lets the connection fail, whatever middleware still writes to it.
func breakOff(c *gin.Context) error {
	var w http.ResponseWriter = c.Writer
	if first, ok := c.Get(connection); ok {
		w = first.(http.ResponseWriter)
	}
	return http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0))
}

func (a *API) workRecord(ctx huma.Context) (records, error) {
	w, err := a.find(ctx.Context(), ctx.Param("id"))
	if err != nil {
		return records{}, err
	}
	v := visitOf(ctx.Context())
	l, err := v.lang()
	if err != nil {
		return records{}, err
	}
	return oneRecord(string(w.ID), export.Record{Work: w, Lang: l, URL: Permalink(v.base, w.ID, "")}), nil
}

func (a *API) passageRecord(ctx huma.Context) (records, error) {
	in := &passageInput{ctx.Param("id"), ctx.Param("locator")}
	w, p, err := a.findPassage(ctx.Context(), in)
	if err != nil {
		return records{}, err
	}
	v := visitOf(ctx.Context())
	l, err := v.lang()
	if err != nil {
		return records{}, err
	}
	name := string(w.ID) + "-" + strings.ReplaceAll(in.Locator, "/", "-")
	return oneRecord(name, export.Record{Work: w, Provision: p, Locator: in.locator(), Lang: l, URL: Permalink(v.base, w.ID, in.locator())}), nil
}

func oneRecord(name string, r export.Record) records {
	return records{name: name, count: 1, each: func(yield func(export.Record, error) bool) { yield(r, nil) }}
}

// place is a hit reduced to what an export needs of it.
type place struct {
	work    corpus.WorkID
	locator corpus.Locator
}

// found searches, and gives the records of every hit; with size, of one page.
func (a *API) found(ctx huma.Context) (records, error) {
	v := visitOf(ctx.Context())
	r, err := index.ParseRequest(v.query)
	if err != nil {
		return records{}, bad("%w", err)
	}
	r.NoFacets = true
	paged := r.Size != 0
	if !paged {
		r.Size = index.MaxSize
	}
	var ps []place
	for {
		res, err := a.Engine.Search(ctx.Context(), r)
		if err != nil {
			return records{}, err
		}
		if res.Partial() { // a file cannot say so
			return records{}, problem{errNotReady, errors.New("the index is being made again, and most passages are not in it yet: export again in a minute")}
		}
		if !paged && res.Total > a.MaxExport {
			return records{}, bad("%d provisions are found, and an export holds at most %d: narrow the search, or page with size and cursor", res.Total, a.MaxExport)
		}
		for _, h := range res.Hits {
			ps = append(ps, place{h.Work, h.Locator})
		}
		if paged || res.Next == "" || len(ps) >= a.MaxExport {
			next := res.Next
			return records{name: "concordance", count: len(ps), next: next, each: a.recordsOf(ctx.Context(), ps, r.Lang, v.base)}, nil
		}
		r.Cursor = res.Next
	}
}

// worksKept bounds the works an export holds in memory.
const worksKept = 200

// recordsOf reads the works of the places as they are needed.
func (a *API) recordsOf(ctx context.Context, ps []place, l lang.Tag, base string) iter.Seq2[export.Record, error] {
	return func(yield func(export.Record, error) bool) {
		works := map[corpus.WorkID]*corpus.Work{}
		for _, p := range ps {
			err := ctx.Err() // a pack writes nothing until the end: nobody else notices that the client left
			if err != nil {
				yield(export.Record{}, err)
				return
			}
			w := works[p.work]
			if w == nil {
				if w, err = a.Library.Work(ctx, p.work); err != nil {
					yield(export.Record{}, err)
					return
				}
				if len(works) >= worksKept {
					clear(works)
				}
				works[p.work] = w
			}
			r := export.Record{Work: w, Provision: w.Provision(p.locator), Locator: p.locator, Lang: l, URL: Permalink(base, w.ID, p.locator)}
			if !yield(r, nil) {
				return
			}
		}
	}
}
