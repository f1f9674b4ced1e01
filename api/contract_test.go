package api_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// contract is the description the server gives of itself.
type contract struct{ doc *openapi3.T }

func readContract(t *testing.T, h http.Handler) *contract {
	t.Helper()
	rec := ask(h, "GET", "/openapi.json")
	doc, err := openapi3.NewLoader().LoadFromData(rec.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return &contract{doc}
}

var templatePart = regexp.MustCompile(`\\\{[a-z]+\\\}`)

// path is the longest template that the path matches, "" for none.
func (c *contract) path(path string) string {
	best := ""
	for template := range c.doc.Paths.Map() {
		form := templatePart.ReplaceAllString(regexp.QuoteMeta(template), `.+`)
		if regexp.MustCompile("^"+form+"$").MatchString(path) && len(template) > len(best) {
			best = template
		}
	}
	return best
}

// check fails when an answer is not as the description says.
func (c *contract) check(t *testing.T, r *http.Request, rec *httptest.ResponseRecorder) {
	t.Helper()
	template := c.path(r.URL.EscapedPath())
	if template == "" || r.Method != http.MethodGet {
		return
	}
	item := c.doc.Paths.Value(template)
	media, _, _ := strings.Cut(rec.Header().Get("Content-Type"), ";")
	if media != "application/json" && media != "application/problem+json" { // records: their own room tests them
		if item.Get.Responses.Status(rec.Code).Value.Content[media] == nil {
			t.Errorf("%s %s answers %s, which is not described", r.Method, r.URL, media)
		}
		return
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: r,
			Route:   &routers.Route{Spec: c.doc, Path: template, PathItem: item, Method: r.Method, Operation: item.Get},
		},
		Status: rec.Code, Header: rec.Header(), Body: io.NopCloser(bytes.NewReader(rec.Body.Bytes())),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	if err := openapi3filter.ValidateResponse(context.Background(), in); err != nil {
		t.Errorf("%s %s is not as described: %v\n%s", r.Method, r.URL, err, rec.Body)
	}
}

func TestContract(t *testing.T) {
	h := filled(t).handler()
	c := readContract(t, h)
	const problem, js = "application/problem+json", "application/json"
	symbol := url.PathEscape("S/RES/9901 (2099)")
	tests := []struct {
		name    string
		url     string
		headers []string
		status  int
		media   string // "" is not looked at
		has     []string
		hasNot  []string
	}{
		{"search", "/api/v1/search?q=harbours", nil, 200, js, []string{`"work":"S/RES/9901 (2099)"`, `"url":"https://concordance.example/w/s-res-9901-2099/`}, nil},
		{"everything", "/api/v1/search", nil, 200, js, []string{`"facets":[{`, `"label":"English"`}, nil},
		{"a page", "/api/v1/search?size=2", nil, 200, js, []string{`"next":"`, `"links":{"self":"https://concordance.example/api/v1/search?size=2"`, "cursor="}, nil},
		{"facets", "/api/v1/search?kind=resolution&year=2098&year=2099&body=Security+Council", nil, 200, js, []string{`"chosen":true`}, []string{"S/2099/77"}},
		{"reader's language", "/api/v1/search?q=ports&lang=fr", nil, 200, js, []string{"Du soin des ports"}, nil},
		{"nothing", "/api/v1/search?q=zyzzyva", nil, 200, js, []string{`"total":0`, `"hits":[]`}, nil},
		{"overlong query", "/api/v1/search?q=" + strings.Repeat("lantern+", 2000), nil, 200, js, []string{`"repairs":[{"code":"too-long"`, `"text":"The query is longer than`}, nil},
		{"size 0", "/api/v1/search?size=0", nil, 400, problem, []string{"not a number from 1 to 1000"}, nil},
		{"size of words", "/api/v1/search?size=many", nil, 400, problem, []string{`"detail":"size=`}, nil},
		{"unknown sort", "/api/v1/search?sort=colour", nil, 400, problem, []string{"newest or oldest"}, nil},
		{"unknown language", "/api/v1/search?lang=tlh", nil, 400, problem, []string{"use one of"}, nil},
		{"bad cursor", "/api/v1/search?cursor=ZmFrZQ", nil, 400, problem, []string{"start again without it", `"request_id":"request-1"`}, nil},
		{"search as RIS", "/api/v1/search.ris?q=harbours", nil, 200, "application/x-research-info-systems", []string{"https://concordance.example/w/s-res-9901-2099"}, nil},
		{"unknown suffix", "/api/v1/search.exe?q=harbours", nil, 400, problem, []string{"there is no format", "ris"}, nil},

		{"suggest", "/api/v1/suggest?q=S/RES/99", nil, 200, js, []string{`"suggestions":[`, "S/RES/9901 (2099)"}, nil},
		{"suggest nothing", "/api/v1/suggest", nil, 200, js, []string{`"suggestions":[]`}, nil},
		{"terms", "/api/v1/terms", nil, 200, js, []string{`"id":"theme/risk-assessment"`, `"sources":{`, `"zh":`}, nil},
		{"terms of a facet", "/api/v1/terms?facet=threat", nil, 200, js, []string{`"id":"threat/`}, []string{`"id":"theme/`}},
		{"terms of no facet", "/api/v1/terms?facet=colour", nil, 404, problem, []string{`"nearby":["theme"`}, nil},

		{"works", "/api/v1/works", nil, 200, js, []string{`"id":"harbour-memorandum-2099"`, `"symbol":""`, `"languages":["en","fr"]`}, []string{"/home/someone"}},
		{"works by kind and year", "/api/v1/works?kind=resolution&year=2098", nil, 200, js, []string{"s-res-9900-2098"}, []string{"s-res-9901-2099"}},
		{"a page of works", "/api/v1/works?size=1", nil, 200, js, []string{`"next":"`, "harbour-memorandum-2099"}, []string{"s-res-9900-2098"}},
		{"works of no year", "/api/v1/works?year=soon", nil, 400, problem, nil, nil},
		{"works behind a bad cursor", "/api/v1/works?cursor=%21", nil, 400, problem, []string{"start again"}, nil},

		{"a work", "/api/v1/works/s-res-9901-2099", nil, 200, js, []string{`"passages":[{`, `"locator":"annex/para-1"`, `"file":"en.xml"`}, nil},
		{"a work by its symbol", "/api/v1/works/" + symbol, nil, 200, js, []string{`"id":"s-res-9901-2099"`}, nil},
		{"a work by an alias", "/api/v1/works/Lantern%20Memorandum", nil, 200, js, []string{`"id":"harbour-memorandum-2099"`, "lanterns as a whole"}, nil},
		{"a work without passages", "/api/v1/works/s-res-9901-2099?passages=false", nil, 200, js, []string{`"passages":[]`}, nil},
		{"a work with a page of passages", "/api/v1/works/s-res-9900-2098?size=5", nil, 200, js, []string{`"locator":"para-5"`, `"next":"`}, []string{`"locator":"para-6"`}},
		{"passages=perhaps", "/api/v1/works/s-res-9901-2099?passages=perhaps", nil, 400, problem, []string{"true or false"}, nil},
		{"no such work", "/api/v1/works/s-res-4242-2042", nil, 404, problem, []string{"not found in the library: name a work by its ID", `"instance":"/api/v1/works/s-res-4242-2042"`}, nil},
		{"a work as BibTeX", "/api/v1/works/s-res-9901-2099.bib", nil, 200, "application/x-bibtex", []string{"9901"}, nil},
		{"a work's JSON by suffix", "/api/v1/works/s-res-9901-2099.json", []string{"Accept: application/x-bibtex"}, 200, js, []string{`"id":"s-res-9901-2099"`}, nil},

		{"a passage", "/api/v1/works/s-res-9901-2099/passages/para-2", nil, 200, js, []string{
			`"text":{"en":"Calls upon`, `"fr":"Demande`, `"terms":[{"id":"theme/risk-assessment","label":`, `"from":"curated"`,
			`"headings":["Quays"]`, `"surface":"9900 (2098)"`, `"url":"https://concordance.example/w/s-res-9900-2098/para-3"`,
			`"cited_by":[{"work":"S/2099/77"`, `"notes":[{`, `"cite":{"`}, []string{`"excerpt"`, "null"}},
		{"a passage by its symbol", "/api/v1/works/" + symbol + "/passages/para-2", nil, 200, js, []string{`"locator":"para-2"`}, nil},
		{"a point", "/api/v1/works/s-res-9901-2099/passages/para-2.b", nil, 200, js, []string{`"excerpt":{"en":"(b) By counting the boats;","fr":"b) En comptant les bateaux ;"}`, `"number":"(b)"`}, nil},
		{"in an annex", "/api/v1/works/s-res-9901-2099/passages/annex/para-1", nil, 200, js, []string{"harbour master", `"citations":[]`, `"cited_by":[]`}, nil},
		{"in an annex, escaped", "/api/v1/works/s-res-9901-2099/passages/annex%2Fpara-1", nil, 200, js, []string{"harbour master"}, nil},
		{"only a note", "/api/v1/works/harbour-memorandum-2099/passages/practice-3", nil, 200, js, []string{`"text":{}`, "Hang a lantern", "good practice 3"}, nil},
		{"a note that claims no place", "/api/v1/works/harbour-memorandum-2099/passages/practice-4", nil, 200, js, []string{"Trim the wick", `"un":"Harbour Forum`}, []string{"good practice 4"}},
		{"a paragraph without text or note", "/api/v1/works/harbour-memorandum-2099/passages/para-40", nil, 404, problem, []string{"is not held here, and no note is on para-40"}, []string{"has no para-40"}},
		{"no such paragraph", "/api/v1/works/s-res-9900-2098/passages/para-40", nil, 404, problem, []string{"go from para-1 to para-12", `"nearby":["para-7","para-8","para-9","para-10","para-11","para-12"]`}, nil},
		{"no such point", "/api/v1/works/s-res-9901-2099/passages/para-2.z", nil, 404, problem, []string{`"nearby":["para-2","para-2.a","para-2.b"]`}, nil},
		{"no such class", "/api/v1/works/s-res-9901-2099/passages/principle-4", nil, 404, problem, []string{`"nearby":["pp-1","para-1","annex/para-1"]`}, nil},
		{"no locator", "/api/v1/works/s-res-9901-2099/passages/", nil, 404, problem, []string{"is not a place in a work"}, nil},
		{"traversal", "/api/v1/works/s-res-9901-2099/passages/..%2f..%2f..%2fetc%2fpasswd", nil, 404, problem, []string{"is not a place in a work"}, nil},
		{"traversal by ID", "/api/v1/works/..%2f..%2fetc%2fpasswd", nil, 404, problem, []string{"name a work by its ID"}, nil},
		{"a broken escape", "/api/v1/works/%00%ff", nil, 404, problem, nil, nil},

		{"a passage as RIS", "/api/v1/works/s-res-9901-2099/passages/para-2.ris", nil, 200, "application/x-research-info-systems", []string{"/w/s-res-9901-2099/para-2"}, nil},
		{"a point as CSL", "/api/v1/works/s-res-9901-2099/passages/para-2.b.csl.json", nil, 200, "application/vnd.citationstyles.csl+json", []string{"9901"}, nil},
		{"an annex as CSV", "/api/v1/works/s-res-9901-2099/passages/annex/para-1.csv", nil, 200, "text/csv", nil, nil},
		{"a passage as BibLaTeX", "/api/v1/works/s-res-9901-2099/passages/para-2.biblatex.bib", nil, 200, "application/x-biblatex", []string{"@report{"}, nil},
		{"a passage as MODS", "/api/v1/works/s-res-9901-2099/passages/para-2.mods.xml", nil, 200, "application/mods+xml", []string{"<modsCollection"}, nil},
		{"a passage as Akoma Ntoso", "/api/v1/works/s-res-9901-2099/passages/para-2.xml", nil, 200, "application/akn+xml", []string{"<portion", `href="https://concordance.example/w/s-res-9900-2098/para-3"`}, nil},
		{"a work as Akoma Ntoso", "/api/v1/works/s-res-9901-2099.xml", nil, 200, "application/akn+xml", []string{"<statement", "<paragraph", "<recital"}, nil},
		{"a passage as JSON-LD", "/api/v1/works/s-res-9901-2099/passages/para-2.jsonld", nil, 200, "application/ld+json", []string{`"isPartOf"`}, nil},
		{"a passage as Markdown", "/api/v1/works/s-res-9901-2099/passages/para-2.md", nil, 200, "text/markdown", []string{"> "}, nil},
		{"a search as DOCX", "/api/v1/search.docx?q=harbours", nil, 200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{"word/footnotes.xml"}, nil},
		{"a search as XLSX", "/api/v1/search.xlsx?q=harbours", nil, 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{"xl/workbook.xml"}, nil},
		{"by Accept", "/api/v1/works/s-res-9901-2099/passages/para-2", []string{"Accept: application/x-bibtex, application/json;q=0.5"}, 200, "application/x-bibtex", nil, nil},
		{"a browser's Accept", "/api/v1/works/s-res-9901-2099/passages/para-2", []string{"Accept: text/html,application/xhtml+xml,*/*;q=0.8"}, 200, js, nil, nil},
		{"no such passage as RIS", "/api/v1/works/s-res-9901-2099/passages/para-99.ris", nil, 404, problem, nil, nil},

		{"cites", "/api/v1/works/s-res-9901-2099/cites", nil, 200, js, []string{`"groups_total":2`, `"relation":"recalls","work":"S/RES/9900 (2098)"`, `"relation":"pursuant-to"`}, nil},
		{"cites of a passage", "/api/v1/works/s-res-9901-2099/passages/para-2/cites", nil, 200, js, []string{`"total":1`, `"pinpoints":["para-3"]`}, nil},
		{"cites that a person gave", "/api/v1/works/s-res-9900-2098/passages/para-5/cites", nil, 200, js, []string{`"work":"S/2099/78"`, `"from":"person"`}, nil},
		{"cites of a point", "/api/v1/works/s-res-9901-2099/passages/para-2.b/cites", nil, 200, js, []string{`"total":0`, `"groups":[]`}, nil},
		{"cites of what is unresolved", "/api/v1/works/s-2099-77/cites", nil, 200, js, []string{`"status":"unresolved"`, `"surface":"the old text"`}, nil},
		{"cited by", "/api/v1/works/s-res-9900-2098/cited-by", nil, 200, js, []string{`"total":3`, `"work":"S/2099/77"`, `"work":"S/RES/9901 (2099)"`}, nil},
		{"cited by, a page", "/api/v1/works/s-res-9900-2098/cited-by?size=1", nil, 200, js, []string{`"groups_total":3`, `"next":"`}, nil},
		{"cited by of a passage", "/api/v1/works/s-res-9901-2099/passages/para-2/cited-by", nil, 200, js, []string{`"total":1`, `"S/2099/77"`}, nil},
		{"cited by of a point", "/api/v1/works/s-res-9901-2099/passages/para-2.a/cited-by", nil, 200, js, []string{`"total":1`}, nil},
		{"cited by a note", "/api/v1/works/s-res-9901-2099/cited-by", nil, 200, js, []string{`"form":"note"`, `"work":"harbour-memorandum-2099"`}, nil},
		{"cited by in an annex", "/api/v1/works/s-res-9901-2099/passages/annex/para-1/cited-by", nil, 200, js, []string{`"total":0`}, nil},
		{"cites behind a bad cursor", "/api/v1/works/s-res-9901-2099/cites?cursor=YWZ0ZXI6eA", nil, 400, problem, nil, nil},

		{"corrections", "/api/v1/corrections", nil, 200, js, []string{`"total":2`, `"orphans":0`, `"surface":"the gates"`, `"at":"2099-07-01T12:00:00Z"`}, nil},
		{"a page of corrections", "/api/v1/corrections?size=1", nil, 200, js, []string{`"next":"`, `"total":2`}, nil},
		{"corrections behind a bad cursor", "/api/v1/corrections?cursor=x", nil, 400, problem, nil, nil},
		{"unresolved", "/api/v1/citations/unresolved", nil, 200, js, []string{`"surface":"the old text"`, `"work":"S/2099/77"`, `"passage_url":"https://concordance.example/w/s-2099-77/`}, nil},
		{"unresolved of a status", "/api/v1/citations/unresolved?status=ambiguous", nil, 200, js, []string{`"mentions":[]`}, nil},
		{"unresolved of no status", "/api/v1/citations/unresolved?status=grumpy", nil, 400, problem, []string{"wrong-year"}, nil},
		{"unresolved behind a bad cursor", "/api/v1/citations/unresolved?cursor=YWZ0ZXI6eA", nil, 400, problem, []string{"start again"}, nil},
		{"graph", "/api/v1/citations/graph", nil, 200, "application/graphml+xml", []string{`<node id="s-res-9901-2099">`, `<edge source="s-2099-77" target="s-res-9901-2099">`}, nil},
		{"graph as JSON", "/api/v1/citations/graph?format=json", nil, 200, js, []string{`{"source":"s-res-9901-2099","target":"s-res-9900-2098","relation":"recalls","count":`, `"name":"S/RES/9900 (2098)","kind":"resolution"`}, nil},
		{"graph by suffix", "/api/v1/citations/graph.json?level=passage", nil, 200, js, []string{`"source":"s-res-9901-2099/para-2","target":"s-res-9900-2098/para-3"`, `"locator":"para-3","held":true`}, nil},
		{"graph of a work", "/api/v1/citations/graph?format=json&work=" + symbol, nil, 200, js, []string{`"source":"s-2099-77","target":"s-res-9901-2099"`, `"source":"harbour-memorandum-2099","target":"s-res-9901-2099"`}, []string{`"source":"s-2099-77","target":"s-res-9900-2098"`}},
		{"graph of no work", "/api/v1/citations/graph?work=s-res-4242-2042", nil, 404, problem, nil, nil},
		{"graph in an unknown format", "/api/v1/citations/graph?format=dot", nil, 400, problem, []string{"graphml or json"}, nil},
		{"graph of an unknown level", "/api/v1/citations/graph?level=word", nil, 400, problem, []string{"work or passage"}, nil},

		{"export", "/api/v1/export?format=ndjson&q=stadium", nil, 200, "application/x-ndjson", []string{"s-res-9900-2098/para-12"}, nil},
		{"export by Accept", "/api/v1/export?q=stadium", []string{"Accept: text/csv"}, 200, "text/csv", nil, nil},
		{"export in no format", "/api/v1/export?q=stadium", nil, 400, problem, []string{"format=ris"}, nil},
		{"export in an unknown format", "/api/v1/export?q=stadium&format=wordstar", nil, 400, problem, []string{"ris"}, nil},
		{"export behind a bad cursor", "/api/v1/export?q=stadium&format=ris&cursor=x", nil, 400, problem, []string{"start again"}, nil},

		{"health", "/healthz", nil, 200, js, []string{`"status":"ok"`}, nil},
		{"ready", "/readyz", nil, 200, js, []string{`"status":"ready"`, `"works":4`}, nil},
		{"version", "/version", nil, 200, js, []string{`"version":"9.9.9"`}, nil},
		{"metrics", "/metrics", nil, 200, "", []string{"concordance_works 4", `concordance_build_info{version="9.9.9"} 1`, `route="/api/v1/works/:id/passages/*locator"`}, []string{"para-2"}},
		{"YAML", "/openapi.yaml", nil, 200, "application/openapi+yaml", []string{"openapi: 3.1.0", "version: 9.9.9"}, nil},
		{"no such address", "/api/v1/colours", nil, 404, problem, []string{"/openapi.json"}, nil},
		{"no such version", "/api/v2/search", nil, 404, problem, []string{"/openapi.json"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rec := ask(h, "GET", test.url, test.headers...)
			body := rec.Body.String()
			if rec.Code != test.status {
				t.Fatalf("%s: status %d, want %d\n%s", test.url, rec.Code, test.status, body)
			}
			if got := rec.Header().Get("Content-Type"); !strings.HasPrefix(got, test.media) {
				t.Errorf("Content-Type %q, want %q", got, test.media)
			}
			for _, s := range test.has {
				if !strings.Contains(body, s) {
					t.Errorf("%s lacks %s\n%s", test.url, s, body)
				}
			}
			for _, s := range test.hasNot {
				if strings.Contains(body, s) {
					t.Errorf("%s has %s\n%s", test.url, s, body)
				}
			}
			c.check(t, httptest.NewRequest("GET", test.url, nil), rec)
		})
	}
	t.Run("every address is tried", func(t *testing.T) {
		tried := map[string]bool{}
		for _, test := range tests {
			u, _, _ := strings.Cut(test.url, "?")
			tried[c.path(u)] = tried[c.path(u)] || test.status == 200
		}
		for template, item := range c.doc.Paths.Map() {
			if !tried[template] && item.Get != nil {
				t.Errorf("%s is described, and no test asks for it with success", template)
			}
		}
	})
}
