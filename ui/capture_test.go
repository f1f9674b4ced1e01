package ui

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// captured is an item as Zotero keeps it.
type captured struct {
	kind, title, number, institution, date, url, language string
	authors, tags                                         []string
}

// embedded takes the item that Zotero's Embedded Metadata translator would, by
// its rules as we restate them (research on conventions, section 3):
//
//   - citation_technical_report_institution makes a report; a bare
//     citation_title a journal article; a Dublin Core type that is the name of
//     one of Zotero's types goes before both
//   - the Highwire names fill the fields; Dublin Core only what they leave
//   - an author is parted at semicolons, and at commas where both sides have two
//     words; a name in which a comma was given has no first name unless
//     something follows the comma, and any other is parted at its last space
//   - keywords are parted at semicolons; JSON-LD is not read
func embedded(d *goquery.Document) captured {
	meta := func(name string) string { return d.Find(`head meta[name="`+name+`"]`).First().AttrOr("content", "") }
	it := captured{title: meta("citation_title"), number: meta("citation_technical_report_number"),
		institution: meta("citation_technical_report_institution"), date: meta("citation_publication_date"),
		url: meta("citation_public_url"), language: meta("citation_language")}
	switch types := []string{"report", "statute", "standard", "document", "bill", "webpage", "book"}; {
	case slices.Contains(types, meta("DC.type")):
		it.kind = meta("DC.type")
	case it.institution != "":
		it.kind = "report"
	case it.title != "":
		it.kind = "journalArticle"
	default:
		it.kind = "webpage"
	}
	d.Find(`head meta[name="citation_author"]`).Each(func(_ int, s *goquery.Selection) {
		names := strings.Split(s.AttrOr("content", ""), ";")
		if parts := strings.Split(names[0], ","); len(names) == 1 && len(parts) > 1 &&
			strings.Contains(strings.TrimSpace(parts[0]), " ") && strings.Contains(strings.TrimSpace(parts[1]), " ") {
			names = parts
		}
		for _, n := range names {
			it.authors = append(it.authors, person(n))
		}
	})
	for _, k := range strings.Split(meta("citation_keywords"), ";") {
		it.tags = append(it.tags, strings.TrimSpace(k))
	}
	return it
}

// person is how a name is kept: "last|first", or "name|" for one that stands whole.
func person(name string) string {
	comma := strings.Contains(name, ",")
	name = strings.Trim(name, " ,./[]:")
	if comma {
		last, first, _ := strings.Cut(name, ",")
		return last + "|" + strings.TrimSpace(first)
	}
	if i := strings.LastIndex(name, " "); i >= 0 {
		return name[i+1:] + "|" + name[:i]
	}
	return name + "|"
}

// A page of a work or passage arrives in Zotero as a report of the body, with
// symbol and full date, in whatever language it is read.
func TestZoteroTakesAReport(t *testing.T) {
	h := site(t)
	for _, c := range []struct {
		path string
		want captured
	}{
		{"/w/s-res-9901-2099", captured{"report", "Invented resolution on harbour lanterns", "S/RES/9901 (2099)", "United Nations", "2099/03/01",
			"https://concordance.example/w/s-res-9901-2099", "en", []string{"United Nations Security Council|"}, []string{""}}},
		{"/w/s-res-9901-2099/para-1?hl=ar", captured{"report", "Invented resolution on harbour lanterns, para. 1", "S/RES/9901 (2099)", "United Nations", "2099/03/01",
			"https://concordance.example/w/s-res-9901-2099/para-1", "ar", []string{"United Nations Security Council|"}, []string{"Risk and threat assessment"}}},
		{"/w/s-res-9902-2098/para-2", captured{"report", "Invented resolution on lighthouses, para. 2", "S/RES/9902 (2098)", "United Nations", "2098/05",
			"https://concordance.example/w/s-res-9902-2098/para-2", "en", []string{"United Nations Security Council|"}, []string{""}}},
		{"/w/invented-memorandum-2097/practice-3?hl=fr", captured{"report", "Invented Memorandum on Piers, good practice 3", "", "Forum of Piers", "2097",
			"https://concordance.example/w/invented-memorandum-2097/practice-3", "", []string{"Forum of Piers|"}, nil}},
	} {
		got := embedded(open(t, h, c.path))
		if c.want.tags == nil || c.want.tags[0] != "" {
			if len(got.tags) == 0 || got.tags[0] == "" {
				t.Errorf("%s: no keywords", c.path)
			}
		}
		got.tags, c.want.tags = nil, nil
		if strings.Join(got.authors, ";") != strings.Join(c.want.authors, ";") {
			t.Errorf("%s: authors %q", c.path, got.authors)
		}
		got.authors, c.want.authors = nil, nil
		if got.kind != c.want.kind || got.title != c.want.title || got.number != c.want.number || got.institution != c.want.institution ||
			got.date != c.want.date || got.url != c.want.url || got.language != c.want.language {
			t.Errorf("%s:\n got %+v\nwant %+v", c.path, got, c.want)
		}
	}
}

// Every entry of a list is a record of its own: its context object says report,
// symbol, place, body, date and permalink, and unAPI names it.
func TestListsCarryRecords(t *testing.T) {
	h := site(t)
	for _, at := range []string{"/search?q=harbour", "/search?q=pier&hl=ar", "/themes/theme/public-private-partnership"} {
		d := open(t, h, at)
		hits := d.Find(".hit")
		if n := hits.Length(); n == 0 || d.Find(".hit .Z3988").Length() != n || d.Find(".hit abbr.unapi-id").Length() != n {
			t.Errorf("%s: %d hits, %d context objects", at, n, d.Find(".hit .Z3988").Length())
		}
		if d.Find(`head link[rel="unapi-server"]`).AttrOr("href", "") != "/unapi" {
			t.Errorf("%s: names no unAPI server", at)
		}
	}
	d := open(t, h, "/search?q=ferries")
	v, err := url.ParseQuery(d.Find(".Z3988").First().AttrOr("title", ""))
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range map[string]string{
		"ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:book", "rft.genre": "report",
		"rft.btitle": "S/RES/9901 (2099), para. 2: Invented resolution on harbour lanterns", "rft.aucorp": "United Nations Security Council",
		"rft.pub": "United Nations", "rft.date": "2099-03-01", "rft_id": "https://concordance.example/w/s-res-9901-2099/para-2",
	} {
		if v.Get(k) != want {
			t.Errorf("%s is %q, want %q", k, v.Get(k), want)
		}
	}
	if raw := d.Find(".Z3988").First().AttrOr("title", ""); strings.Contains(raw, "+") {
		t.Errorf("a plus is read as a plus by some: %s", raw)
	}
	if id := d.Find("abbr.unapi-id").First().AttrOr("title", ""); id != "s-res-9901-2099/para-2" {
		t.Errorf("unAPI id %q", id)
	}
	if n := open(t, h, "/sources?body=Security+Council&year=2099").Find("ul.works .Z3988").Length(); n == 0 {
		t.Error("the list of sources has no context objects")
	}
}

// The JSON-LD of a page is JSON whatever the titles hold, and says what the page says.
func TestSchema(t *testing.T) {
	h := site(t)
	for at, want := range map[string]map[string]string{
		"/w/s-res-9901-2099": {"@type": "Legislation", "@id": "https://concordance.example/w/s-res-9901-2099",
			"legislationIdentifier": "S/RES/9901 (2099)", "legislationDate": "2099-03-01"},
		"/w/s-res-9901-2099/para-2.a?hl=zh": {"@type": "Legislation", "@id": "https://concordance.example/w/s-res-9901-2099/para-2.a",
			"name": "S/RES/9901 (2099), para. 2 (a)"},
		"/w/invented-memorandum-2097": {"@type": "Report", "name": "Invented Memorandum on Piers", "datePublished": "2097"},
	} {
		var got map[string]any
		if err := json.Unmarshal([]byte(open(t, h, at).Find(`script[type="application/ld+json"]`).Text()), &got); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		if got["@context"] != "https://schema.org" {
			t.Errorf("%s: context %v", at, got["@context"])
		}
		for k, v := range want {
			if got[k] != v {
				t.Errorf("%s: %s is %v, want %s", at, k, got[k], v)
			}
		}
	}
	var p Schema
	text := open(t, h, "/w/s-res-9901-2099/para-1").Find(`script[type="application/ld+json"]`).Text()
	if err := json.Unmarshal([]byte(text), &p); err != nil || p.PartOf == nil || p.PartOf.Law != "S/RES/9901 (2099)" || len(p.Cites) != 1 || p.Cites[0].Name != "S/RES/9902 (2098)" {
		t.Errorf("%v: %s", err, text)
	}
}

var linkForm = regexp.MustCompile(`^<([^>]+)>; rel="([a-z-]+)"(?:; type="([^"]+)")?$`)

// The header of a page says how it is cited, where its records are, and what it is part of.
func TestSignposts(t *testing.T) {
	h := site(t)
	w := get(t, h, "/w/s-res-9901-2099/para-2.a?hl=ru")
	links := map[string][]string{}
	types := map[string]string{}
	for _, l := range w.Header().Values("Link") {
		m := linkForm.FindStringSubmatch(l)
		if m == nil {
			t.Fatalf("not a link: %s", l)
		}
		links[m[2]] = append(links[m[2]], m[1])
		types[m[1]] = m[3]
	}
	base := "https://concordance.example"
	for rel, want := range map[string]string{"cite-as": base + "/w/s-res-9901-2099/para-2.a", "collection": base + "/w/s-res-9901-2099",
		"type": "https://schema.org/Legislation", "describedby": base + "/api/v1/works/s-res-9901-2099/passages/para-2.a?format=ris"} {
		if !slices.Contains(links[rel], want) {
			t.Errorf("%s: %q", rel, links[rel])
		}
	}
	if types[base+"/api/v1/works/s-res-9901-2099/passages/para-2.a?format=ris"] != "application/x-research-info-systems" {
		t.Errorf("types %q", types)
	}
	if n := len(get(t, h, "/search?q=harbour").Header().Values("Link")); n != 0 {
		t.Errorf("a list is no record, and has %d links", n)
	}
}

// A permalink answers with the record to whoever asks for one, and with the
// page to every browser.
func TestPermalinksNegotiate(t *testing.T) {
	h := site(t)
	for _, c := range []struct{ at, accept, to string }{
		{"/w/s-res-9901-2099/para-1", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""},
		{"/w/s-res-9901-2099/para-1", "*/*", ""},
		{"/w/s-res-9901-2099/para-1", "", ""},
		{"/w/s-res-9901-2099/para-1", "application/x-bibtex", "/api/v1/works/s-res-9901-2099/passages/para-1?format=bibtex"},
		{"/w/s-res-9901-2099", "text/html;q=0.5, application/x-research-info-systems", "/api/v1/works/s-res-9901-2099?format=ris"},
		{"/w/s-res-9901-2099", "application/x-bibtex;q=0.5, text/html", ""},
		{"/w/s-res-9901-2099", "application/json", "/api/v1/works/s-res-9901-2099?format=json"},
		{"/w/s-res-9901-2099/para-2.a.ris", "text/html", "/api/v1/works/s-res-9901-2099/passages/para-2.a.ris"},
		{"/w/s-res-9901-2099.bib", "", "/api/v1/works/s-res-9901-2099.bib"},
	} {
		w := get(t, h, c.at, "Accept", c.accept)
		if c.to == "" {
			if w.Code != http.StatusOK {
				t.Errorf("%s as %q: status %d", c.at, c.accept, w.Code)
			}
			continue
		}
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != c.to || !strings.Contains(w.Header().Get("Vary"), "Accept") {
			t.Errorf("%s as %q: %d to %q", c.at, c.accept, w.Code, w.Header().Get("Location"))
		}
	}
}

// Both pages offer each citation in full and short, each format, and nothing of
// it needs a script.
func TestCiteThis(t *testing.T) {
	h := site(t)
	for at, want := range map[string]string{
		"/w/s-res-9901-2099?hl=fr":        "Résolution 9901 (2099) du Conseil de sécurité.",
		"/w/s-res-9901-2099/para-2.a":     "Security Council resolution 9901 (2099), para. 2 (a).",
		"/w/invented-memorandum-2097":     "Forum of Piers, Invented Memorandum on Piers, 2097.",
		"/w/s-res-9901-2099/para-2?hl=zh": "安全理事会第9901(2099)号决议，第2段。",
	} {
		d := open(t, h, at)
		if got := text(d.Find("#style-un")); got != want {
			t.Errorf("%s: %q", at, got)
		}
		if n, m := d.Find("[id^=style-]").Length(), d.Find("[id^=short-]").Length(); n != 7 || m != n {
			t.Errorf("%s: %d styles, %d short", at, n, m)
		}
		if n := d.Find(".formats a").Length(); n < 5 || d.Find(`.formats a[href$="format=csv"]`).Length() != 1 {
			t.Errorf("%s: %d formats", at, n)
		}
		if d.Find(".cite-this button").Length() != 0 {
			t.Errorf("%s: a button that does nothing without a script", at)
		}
	}
}
