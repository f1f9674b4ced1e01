package api_test

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"concordance/corpus/export"
)

// unAPI, version 1: the formats, the formats of a record, the record; 404 for
// what is not held, 406 for a format that there is not.
func TestUnAPI(t *testing.T) {
	h := filled(t).handler()
	var f struct {
		ID      string `xml:"id,attr"`
		Formats []struct {
			Name string `xml:"name,attr"`
			Type string `xml:"type,attr"`
		} `xml:"format"`
	}
	for at, status := range map[string]int{"/unapi": http.StatusOK, "/unapi?id=s-res-9901-2099/para-2.a": http.StatusMultipleChoices} {
		w := ask(h, http.MethodGet, at)
		f.Formats, f.ID = nil, ""
		if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Code != status || len(f.Formats) != len(export.Formats) {
			t.Fatalf("%s: %d, %v, %+v", at, w.Code, err, f)
		}
		if f.Formats[0].Name != "ris" || f.Formats[0].Type != "application/x-research-info-systems" {
			t.Errorf("%s: first of all %+v", at, f.Formats[0])
		}
		if strings.Contains(at, "id=") != (f.ID == "s-res-9901-2099/para-2.a") {
			t.Errorf("%s: id %q", at, f.ID)
		}
	}
	w := ask(h, http.MethodGet, "/unapi?id=s-res-9901-2099/para-2.a&format=ris")
	for _, line := range []string{"TY  - RPRT\r\n", "SN  - S/RES/9901 (2099)\r\n", "N1  - Pinpoint: para. 2 (a)\r\n",
		"UR  - https://concordance.example/w/s-res-9901-2099/para-2.a\r\n", "AU  - United Nations Security Council\r\n"} {
		if !strings.Contains(w.Body.String(), line) {
			t.Errorf("the record has no %q:\n%s", line, w.Body)
		}
	}
	if w := ask(h, http.MethodGet, "/unapi?id=s-res-9901-2099&format=bibtex"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "@techreport{UNSC_Res9901_2099,") {
		t.Errorf("a whole work: %d %s", w.Code, w.Body)
	}
	for at, status := range map[string]int{
		"/unapi?id=s-res-9901-2099&format=pica":          http.StatusNotAcceptable,
		"/unapi?id=s-res-7777-2099&format=ris":           http.StatusNotFound,
		"/unapi?id=s-res-9901-2099/para-99&format=ris":   http.StatusNotFound,
		"/unapi?id=s-res-9901-2099/para-2.q&format=ris":  http.StatusNotFound,
		"/unapi?id=s-res-9901-2099/%3Cscript&format=ris": http.StatusNotFound,
	} {
		if w := ask(h, http.MethodGet, at); w.Code != status {
			t.Errorf("%s: %d, want %d", at, w.Code, status)
		}
	}
}

// Every format of the table has a suffix of its own and answers by it, by its
// name, and, where no other has its media type, by Accept.
func TestEveryFormatIsReached(t *testing.T) {
	h := filled(t).handler()
	medias := map[string]int{}
	for _, f := range export.Formats {
		m, _, _ := strings.Cut(f.Media, ";")
		medias[m]++
	}
	names := map[string]string{}
	for _, f := range export.Formats {
		byName := ask(h, http.MethodGet, "/api/v1/works/s-res-9901-2099/passages/para-2?format="+f.Name)
		if byName.Code != http.StatusOK || byName.Header().Get("Content-Type") != f.Media {
			t.Errorf("%s: %d %s", f.Name, byName.Code, byName.Header().Get("Content-Type"))
			continue
		}
		_, file, _ := strings.Cut(byName.Header().Get("Content-Disposition"), `filename="s-res-9901-2099-para-2.`)
		suffix := strings.Trim(file, `"`)
		if names[suffix] != "" || !strings.HasSuffix("."+suffix, f.Extension) {
			t.Errorf("%s and %s have the suffix %q", f.Name, names[suffix], suffix)
		}
		names[suffix] = f.Name
		bySuffix := ask(h, http.MethodGet, "/api/v1/works/s-res-9901-2099/passages/para-2."+suffix)
		if bySuffix.Code != http.StatusOK || bySuffix.Header().Get("Content-Type") != f.Media || bySuffix.Body.Len() == 0 {
			t.Errorf(".%s: %d %s", suffix, bySuffix.Code, bySuffix.Header().Get("Content-Type"))
		}
		if list := ask(h, http.MethodGet, "/api/v1/search."+suffix+"?q=harbours"); list.Code != http.StatusOK {
			t.Errorf("search.%s: %d", suffix, list.Code)
		}
		m, _, _ := strings.Cut(f.Media, ";")
		if medias[m] > 1 {
			continue
		}
		if w := ask(h, http.MethodGet, "/api/v1/works/s-res-9901-2099", "Accept: "+m); w.Header().Get("Content-Type") != f.Media {
			t.Errorf("Accept: %s answers %s", m, w.Header().Get("Content-Type"))
		}
	}
	for suffix, name := range map[string]string{"ris": "ris", "bib": "bibtex", "csl.json": "csl-json", "csv": "csv"} {
		if names[suffix] != name {
			t.Errorf(".%s is %s, as it never was", suffix, names[suffix])
		}
	}
}

// Citations come in the language asked for where a style has a form of it, and
// in short.
func TestCitationsInLanguages(t *testing.T) {
	h := filled(t).handler()
	for at, want := range map[string]string{
		"/api/v1/works/s-res-9901-2099/passages/para-2.a?lang=fr":  `"un":"Résolution 9901 (2099) du Conseil de sécurité, par. 2 a)."`,
		"/api/v1/works/s-res-9901-2099/passages/para-2.a":          `"un":"resolution 9901 (2099), para. 2 (a)."`,
		"/api/v1/works/s-res-9901-2099?passages=false&lang=zh":     `"un":"第9901(2099)号决议。"`,
		"/api/v1/works/s-res-9901-2099/passages/para-2?lang=ru":    `"oscola":"UNSC Res 9901, para 2"`,
		"/api/v1/works/s-res-9901-2099/passages/para-2?lang=welsh": `is not a language of texts`,
	} {
		if w := ask(h, http.MethodGet, at); !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s has no %s:\n%s", at, want, w.Body)
		}
	}
}
