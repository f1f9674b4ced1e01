package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"concordance/corpus/export"
)

const about = `Concordance holds good practices on protecting "soft" targets and critical infrastructure against terrorist attacks,
as resolutions, guiding principles, memoranda and briefing papers state them, paragraph by paragraph.

**Works and places.** A work is named by its ID (` + "`s-res-9901-2099`" + `) or by its symbol with the slashes escaped
(` + "`S%2FRES%2F9901%20(2099)`" + `). A place in it is a locator: ` + "`para-27`, `para-2.e`, `pp-3`, `principle-9`, `annex/para-77`" + `.
Locators do not depend on the language: every language version of a paragraph answers at one address. The slash of a
locator may be written as it is or escaped.

**Official text and notes.** ` + "`text`" + ` is the official text in the languages held. ` + "`notes`" + ` are this knowledge base's own words.
A search hit says in ` + "`note`" + ` which of the two its snippet is.

**Offsets** (` + "`start`, `end`" + `) are bytes of UTF-8 into the text they belong to.

**Pages.** ` + "`size`" + ` and ` + "`cursor`" + `; the next page's address is in ` + "`links.next`" + ` and in the Link header. A cursor is opaque.

**Formats.** Works, passages and searches answer in bibliographic and table formats too: by suffix (` + "`para-27.ris`" + `), by
` + "`?format=`" + `, or by the Accept header.

**Errors** are problems (RFC 9457) that say what to do.

**Caching.** Answers carry an ETag that changes with the index; send it back in If-None-Match.`

// description is what the API says of itself; the routes fill it in.
func (a *API) description() huma.Config {
	c := huma.DefaultConfig("Concordance", a.Version)
	c.CreateHooks = nil
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", "" // served by serveDescription; no page that loads foreign scripts
	c.Info.Description = about
	c.Info.License = &huma.License{Name: "Apache License 2.0", Identifier: "Apache-2.0"}
	c.Tags = []*huma.Tag{
		{Name: "search", Description: "Finding provisions"},
		{Name: "works", Description: "Works and their passages"},
		{Name: "citations", Description: "Who cites whom"},
		{Name: "vocabulary", Description: "The terms passages are found by"},
		{Name: "operation", Description: "The state of the server"},
	}
	json := huma.Format{Marshal: writeJSON, Unmarshal: json.Unmarshal}
	c.Formats = map[string]huma.Format{"application/json": json, "json": json}
	c.Transformers = []huma.Transformer{a.problems}
	return c
}

// serveDescription serves what the routes have described by now.
func (a *API) serveDescription(rs *routes) {
	doc := a.huma.OpenAPI()
	schemas := doc.Components.Schemas.Map()
	delete(schemas, "ErrorModel") // huma's own error, which no answer has
	delete(schemas, "ErrorDetail")
	for _, s := range schemas {
		for _, p := range s.Properties {
			if p.Type == huma.TypeArray {
				p.Nullable = false // lists are never null
			}
		}
	}
	a.document = written(func() ([]byte, error) { return json.Marshal(doc) })
	rs.get("/openapi.json", static("application/openapi+json", a.document))
	rs.get("/openapi.yaml", static("application/openapi+yaml", written(doc.YAML)))
}

// written gives what describes the API: it is written when it is first asked for.
func written(write func() ([]byte, error)) func() []byte {
	return sync.OnceValue(func() []byte {
		b, err := write()
		if err != nil {
			panic(fmt.Errorf("describing the API: %w", err)) // the types are compiled in: only a broken build comes here
		}
		return b
	})
}

// Document is the description of the API that /openapi.json answers with; nil
// before Routes.
func (a *API) Document() []byte {
	if a.document == nil {
		return nil
	}
	return a.document()
}

// static serves bytes that do not change while the server runs.
func static(media string, body func() []byte) gin.HandlerFunc {
	etagOnce := sync.OnceValue(func() string { return etag(string(body())) })
	return func(c *gin.Context) {
		tag := etagOnce()
		c.Header("ETag", tag)
		c.Header("Cache-Control", "public, no-cache")
		if has(c.GetHeader("If-None-Match"), tag) {
			c.Status(http.StatusNotModified)
			return
		}
		c.Data(http.StatusOK, media, body())
	}
}

// describeErrors says what an operation may answer besides its own.
func (a *API) describeErrors(op *huma.Operation) {
	if op.Responses == nil {
		op.Responses = map[string]*huma.Response{}
	}
	schema := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	op.Responses["default"] = &huma.Response{
		Description: "A problem (RFC 9457)",
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: schema}},
	}
	if slices.Contains(op.Tags, "operation") || op.Method == http.MethodPost {
		return
	}
	op.Responses["304"] = &huma.Response{Description: "Nothing has changed since the answer whose ETag was sent in If-None-Match"}
}

// describeFormats says in which formats an operation answers besides JSON.
func describeFormats(op *huma.Operation) {
	content := map[string]*huma.MediaType{"application/json": {}}
	for _, f := range export.Formats {
		s := &huma.Schema{Description: f.Name}
		if !strings.HasSuffix(media(f), "json") {
			s.Type = huma.TypeString
		}
		content[media(f)] = &huma.MediaType{Schema: s}
	}
	op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: content}}
	op.Parameters = append(op.Parameters, formatParam(false))
}
