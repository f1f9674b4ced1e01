package ui

import (
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"concordance/corpus"
	"concordance/corpus/export"
)

// every is an address of every page.
var every = []string{
	"/", "/search", "/search?q=harbour", "/search?q=zzzzqqq", "/search?q=harbour&force=binding-decides&from=2090&to=2100",
	"/w/s-res-9901-2099", "/w/invented-memorandum-2097", "/w/s-res-9901-2099/para-2.a", "/w/invented-memorandum-2097/practice-3",
	"/w/s-res-9901-2099/report", "/w/s-res-9902-2098/report", "/w/invented-memorandum-2097/report",
	"/w/s-res-9901-2099/map", "/w/invented-memorandum-2097/map", "/new", "/sources?kind=resolution",
	"/w/s-res-9901-2099?beside=ar", "/w/s-res-9901-2099/para-2.a?beside=zh", "/w/s-res-9901-2099?find=harbour", "/w/s-res-9901-2099?find=zzzz",
	"/themes", "/themes/theme/public-private-partnership", "/sources", "/sources?body=Security+Council&year=2099", "/check", "/help",
	"/unresolved", "/unresolved?status=unresolved&reason=no+work+of+that+name",
}

// What every page owes every reader, in every language of the interface.
func TestEveryPage(t *testing.T) {
	h := site(t)
	for _, l := range []string{"en", "fr", "es", "ru", "ar", "zh"} {
		for _, at := range append([]string{"/nowhere"}, every...) {
			address := at + "?hl=" + l
			if strings.Contains(at, "?") {
				address = at + "&hl=" + l
			}
			w := get(t, h, address)
			if want := http.StatusOK; w.Code != want && at != "/nowhere" {
				t.Errorf("%s: status %d", address, w.Code)
				continue
			}
			body := w.Body.String()
			d := read(t, w)
			if n := d.Find("h1").Length(); n != 1 {
				t.Errorf("%s: %d h1", address, n)
			}
			html := d.Find("html")
			if html.AttrOr("lang", "") != l || (html.AttrOr("dir", "") == "rtl") != (l == "ar") {
				t.Errorf("%s: lang %q dir %q", address, html.AttrOr("lang", ""), html.AttrOr("dir", ""))
			}
			if href := d.Find("a").First().AttrOr("href", ""); href != "#main" || d.Find("main#main").Length() != 1 {
				t.Errorf("%s: no way past the navigation", address)
			}
			csp := w.Header().Get("Content-Security-Policy")
			if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("%s: policy %q", address, csp)
			}
			if d.Find("[style], style, script:not([src]):not([type='application/ld+json']), [onclick]").Length() > 0 {
				t.Errorf("%s: inline style or script, which the policy forbids", address)
			}
			d.Find("[src], link[rel=stylesheet], link[rel=icon], form[action], [data], [srcset], [poster]").Each(func(_ int, s *goquery.Selection) {
				for _, name := range []string{"src", "href", "action", "data", "srcset", "poster"} {
					if to, ok := s.Attr(name); ok && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
						t.Errorf("%s: %s=%q asks a third party", address, name, to)
					}
				}
			})
			d.Find("input:not([type=hidden])").Each(func(_ int, s *goquery.Selection) {
				if id, ok := s.Attr("id"); s.Closest("label").Length() == 0 && (!ok || d.Find("label[for="+id+"]").Length() != 1) {
					t.Errorf("%s: an input without a label", address)
				}
			})
			ids := map[string]bool{}
			d.Find("[id]").Each(func(_ int, s *goquery.Selection) {
				id := s.AttrOr("id", "")
				if ids[id] {
					t.Errorf("%s: two elements %q", address, id)
				}
				ids[id] = true
			})
			d.Find("[aria-labelledby]").Each(func(_ int, s *goquery.Selection) {
				if id := s.AttrOr("aria-labelledby", ""); !ids[id] {
					t.Errorf("%s: nothing is called %q", address, id)
				}
			})
			d.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
				href := s.AttrOr("href", "")
				if text(s) == "" && s.AttrOr("aria-label", "") == "" {
					t.Errorf("%s: the link to %s says nothing", address, href)
				}
				if strings.HasPrefix(href, "#") && href != "#" && !ids[href[1:]] {
					t.Errorf("%s: %s leads nowhere", address, href)
				}
				ours := strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "/api/") && !strings.HasPrefix(href, "/unapi") && !strings.HasPrefix(href, "/openapi")
				if ours && !strings.Contains(href, "hl=") {
					t.Errorf("%s: %s loses the language", address, href)
				}
			})
			if unfilled := regexp.MustCompile(`>[^<]*(\{[a-z]+\}|\b[a-z]+\.[a-z]+-[a-z]+\b)[^<]*<`).FindString(body); unfilled != "" && !strings.Contains(at, "help") {
				t.Errorf("%s: a message is not filled in: %s", address, unfilled)
			}
		}
	}
}

// Every link of ours leads to a page.
func TestLinksLead(t *testing.T) {
	h := site(t)
	seen := map[string]bool{}
	var walk func(string, int)
	walk = func(at string, depth int) {
		at, _, _ = strings.Cut(at, "#")
		if seen[at] || len(seen) > 400 {
			return
		}
		seen[at] = true
		w := get(t, h, at)
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d", at, w.Code)
			return
		}
		if depth == 0 || strings.HasPrefix(at, "/static/") {
			return
		}
		read(t, w).Find("a[href], link[href], script[src]").Each(func(_ int, s *goquery.Selection) {
			href := s.AttrOr("href", s.AttrOr("src", ""))
			if strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "/api/") && !strings.HasPrefix(href, "/unapi") && !strings.HasPrefix(href, "/openapi") && !strings.Contains(href, "/themes/") {
				walk(href, depth-1)
			}
		})
	}
	for _, at := range every {
		walk(at, 2)
	}
	if len(seen) < 50 {
		t.Errorf("only %d pages were reached", len(seen))
	}
}

func TestInterfaceLanguage(t *testing.T) {
	h := site(t)
	for _, x := range []struct{ target, header, want string }{
		{"/", "", "en"}, {"/", "fr-CA,fr;q=0.9,en;q=0.5", "fr"}, {"/", "ar", "ar"}, {"/", "zh-TW", "zh"}, {"/", "ja", "en"}, {"/", "de,es;q=0.5", "es"},
		{"/?hl=ru", "fr", "ru"}, {"/?hl=de", "fr", "fr"}, {"/?hl=xx", "", "en"}, {"/", ";;;", "en"},
	} {
		w := get(t, h, x.target, "Accept-Language", x.header)
		if !strings.Contains(w.Header().Get("Vary"), "Accept-Language") {
			t.Errorf("%s: a cache would mix the languages", x.target)
		}
		if got := read(t, w).Find("html").AttrOr("lang", ""); got != x.want {
			t.Errorf("%s with %q: %s, want %s", x.target, x.header, got, x.want)
		}
	}
}

func TestSearch(t *testing.T) {
	h := site(t)
	d := open(t, h, "/search?q=crowded+AND+harbours")
	if got := text(d.Find(".results h2#count")); got != "2 passages" { // the second by its heading
		t.Errorf("count %q", got)
	}
	hit := d.Find(".hit").First()
	if got := text(hit.Find("h3 a")); got != "S/RES/9901 (2099), para. 1" {
		t.Errorf("heading %q", got)
	}
	if got := hit.Find("h3 a").AttrOr("href", ""); got != "/w/s-res-9901-2099/para-1" {
		t.Errorf("leads to %q", got)
	}
	if got := hit.Find("mark").Text(); !strings.Contains(got, "crowded") {
		t.Errorf("marked %q", got)
	}
	if got := text(hit.Find(".provenance")); got != "Official text, English" {
		t.Errorf("provenance %q", got)
	}
	if got := text(hit.Find(".force")); got != "binding" {
		t.Errorf("force %q", got)
	}
	if got := text(hit.Find(".facts")); !strings.Contains(got, "1 March 2099") || !strings.Contains(got, "Security Council") || !strings.Contains(got, "中文") {
		t.Errorf("facts %q", got)
	}
	if v := d.Find("#q").AttrOr("value", ""); v != "crowded AND harbours" {
		t.Errorf("the box holds %q", v)
	}
}

// A reader is always told what is our note and what the official text.
func TestSearchTellsNotesFromText(t *testing.T) {
	h := site(t)
	d := open(t, h, "/search?q=police+train+together")
	hit := d.Find(".hit").First()
	if got := text(hit.Find(".said.ours .provenance")); got != "Concordance note" {
		t.Errorf("the note is called %q", got)
	}
	d = open(t, h, "/search?q=ferries")
	if got := text(d.Find(".hit").First().Find(".said:not(.ours) .provenance")); got != "Official text, English" {
		t.Errorf("the text is called %q", got)
	}
}

// A question in one language finds what is held in another, and says so.
func TestSearchAcrossLanguages(t *testing.T) {
	h := site(t)
	for q, lang := range map[string]string{"gardiens": "fr", "الفوانيس": "ar", "灯笼": "zh"} {
		d := open(t, h, "/search?hl=en&q="+url.QueryEscape(q))
		s := d.Find(".hit .snippet").First()
		if got := s.AttrOr("lang", ""); got != lang {
			t.Errorf("%s: snippet in %q, want %q", q, got, lang)
		}
		if (s.AttrOr("dir", "") == "rtl") != (lang == "ar") {
			t.Errorf("%s: direction %q", q, s.AttrOr("dir", ""))
		}
	}
}

func TestFilters(t *testing.T) {
	h := site(t)
	d := open(t, h, "/search?q=harbour&force=binding-decides&from=2090&hl=en")
	box := d.Find(`input[name=force][value=binding-decides]`)
	if _, on := box.Attr("checked"); !on || box.AttrOr("form", "") != "query" {
		t.Error("the filter's box is not ticked, or not of the form")
	}
	chips := d.Find(".chosen a:not(.clear)")
	if chips.Length() != 2 {
		t.Fatalf("%d filters shown, want 2", chips.Length())
	}
	u, err := url.Parse(chips.First().AttrOr("href", ""))
	if err != nil {
		t.Fatal(err)
	}
	if q := u.Query(); q.Has("force") || q.Get("from") != "2090" || q.Get("q") != "harbour" || q.Get("hl") != "en" {
		t.Errorf("taking the filter away leads to %s", u)
	}
	var offered []string
	for _, s := range d.Find(".takeaway li a").EachIter() {
		u, _ := url.Parse(s.AttrOr("href", ""))
		if q := u.Query(); u.Path != "/api/v1/export" || q.Get("format") == "" || q.Get("force") != "binding-decides" || q.Get("from") != "2090" {
			t.Errorf("the export %s does not export this search", u)
		}
		offered = append(offered, u.Query().Get("format"))
	}
	for _, f := range export.Formats {
		if !slices.Contains(offered, f.Name) {
			t.Errorf("a search can be had as %s, and the page does not say so: %v", f.Name, offered)
		}
	}
	if len(offered) != len(export.Formats) {
		t.Errorf("the page offers %v", offered)
	}
	// A form sends every box of a facet, in one go, without JavaScript.
	if d.Find(`form#query[method=get][action="/search"] input[name=q]`).Length() != 1 || d.Find(`button.apply[form=query][type=submit]`).Length() != 1 {
		t.Error("the filters cannot be applied")
	}
}

func TestSearchPages(t *testing.T) {
	h := site(t)
	d := open(t, h, "/search?size=2&hl=en")
	first := text(d.Find(".hit h3"))
	next, ok := d.Find("a[rel=next]").Attr("href")
	if !ok {
		t.Fatal("no next page")
	}
	d = open(t, h, next)
	if second := text(d.Find(".hit h3")); second == first || second == "" {
		t.Errorf("the next page shows %q", second)
	}
	if w := get(t, h, "/search?cursor=nonsense"); w.Code != http.StatusBadRequest {
		t.Errorf("a cursor that is none: status %d", w.Code)
	}
	if w := get(t, h, "/search?from=soon"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "from=") {
		t.Errorf("a year that is none: status %d", w.Code)
	}
}

func TestNothingFound(t *testing.T) {
	d := open(t, site(t), "/search?q=zzzzqqq")
	if d.Find(".empty a").Length() < 4 {
		t.Error("an empty result offers no way on")
	}
}

// Where the library is silent, the page says so, what was searched, and where
// to look on.
func TestSilence(t *testing.T) {
	h := site(t)
	d := open(t, h, "/search?q=harbours+umbrella")
	if got := text(d.Find(".results")); !strings.Contains(got, "In no passage and no note held here: umbrella") {
		t.Errorf("nothing says that umbrella stands nowhere: %s", got)
	}
	if got := text(d.Find(".scope")); got != "Searched: 6 official texts, 2 notes." {
		t.Errorf("searched: %q", got)
	}
	const silent = "None of these comes from a resolution"
	if got := text(open(t, h, "/search?q=police+train+together").Find(".results")); !strings.Contains(got, silent) {
		t.Error("nothing says that no resolution speaks of it")
	}
	if got := text(open(t, h, "/search?q=harbours").Find(".results")); strings.Contains(got, silent) {
		t.Error("a resolution that speaks is called silent")
	}
	see := open(t, h, "/search?q=vehicle+ramming").Find(`.results a[href*="/themes/measure/physical-barrier"]`)
	if see.Length() != 1 {
		t.Error("no related term is shown")
	}
}

// A source's page says what is held of it and how its facts are known; a note
// shows how it was checked and where the official text is.
func TestHoldings(t *testing.T) {
	h := site(t)
	d := open(t, h, "/w/s-res-9901-2099")
	if got := text(d.Find(".held-line")); !strings.Contains(got, "Official text held in: English, French, Arabic, Chinese.") ||
		!strings.Contains(got, "1 note on 1 paragraph.") || !strings.Contains(got, "1 numbered paragraph has no note.") {
		t.Errorf("held: %q", got)
	}
	d = open(t, h, "/w/invented-memorandum-2097")
	if got := text(d.Find(".held-line")); got != "1 note on 1 paragraph. The other paragraphs of this source are not held." {
		t.Errorf("held: %q", got)
	}
	if got := text(d.Find(".facts-list")); !strings.Contains(got, "2097 (from memory)") || !strings.Contains(got, "The document itself was read.") {
		t.Errorf("facts: %q", got)
	}
	note := d.Find("#practice-3 .note")
	if got := text(note); !strings.Contains(got, "paragraph read in full") || note.Find(`a[href="https://example.org/piers"]`).Length() != 1 {
		t.Errorf("note: %q", got)
	}
}

func TestReading(t *testing.T) {
	h := site(t)
	d := open(t, h, "/w/s-res-9901-2099")
	if got := text(d.Find("h1")); got != "S/RES/9901 (2099) Invented resolution on harbour lanterns" {
		t.Errorf("h1 %q", got)
	}
	if got := text(d.Find("#para-1 .num")); got != "1." {
		t.Errorf("number %q", got)
	}
	if got := d.Find("#para-1 .num a").AttrOr("href", ""); got != "/w/s-res-9901-2099/para-1" {
		t.Errorf("the number leads to %q", got)
	}
	if got := text(d.Find("#para-2 .official #para-2\\.a .pt")); got != "(a)" {
		t.Errorf("point %q", got)
	}
	if d.Find("#para-2 .official b").Length() != 0 || !strings.Contains(d.Find("#para-2 .official").Text(), "<b>& piers</b>") {
		t.Error("the text is not set as it stands")
	}
	cites := d.Find("#para-1 a.cite.held")
	if got := cites.AttrOr("href", ""); got != "/w/s-res-9902-2098/para-1" || text(cites) != "paragraph 1 of resolution 9902 (2098)" {
		t.Errorf("the citation %q leads to %q", text(cites), got)
	}
	doubtful := d.Find("#pp-1 .cite.doubtful")
	if text(doubtful) != "the Lantern Charter" || !strings.Contains(doubtful.AttrOr("title", ""), "no work of that name") {
		t.Errorf("the unresolved mention %q says %q", text(doubtful), doubtful.AttrOr("title", ""))
	}
	if got := d.Find("#para-1 sup a").AttrOr("href", ""); got != "#fn-1" || d.Find("#fn-1").Length() != 1 {
		t.Errorf("the footnote's mark leads to %q", got)
	}
	if got := text(d.Find("#para-2 .under a")); got != "Cited by 1 passage" {
		t.Errorf("cited by %q", got)
	}
	note := d.Find("#para-2 .note")
	if !strings.HasPrefix(text(note), "Concordance note: not the official text para. 2 (a)") {
		t.Errorf("note %q", text(note))
	}
	if d.Find(".official .note, .official .said").Length() != 0 {
		t.Error("a note stands inside the official text")
	}
	if got := text(d.Find(".contents li")); got != "Lanterns and crowds" {
		t.Errorf("contents %q", got)
	}
	if !strings.Contains(text(d.Find(".doubts")), "one line could not be placed") {
		t.Error("the source's doubts are not shown")
	}
}

// A work that is not held is linked at its official address; the work itself is not linked.
func TestCitationsOutside(t *testing.T) {
	h := site(t)
	for _, at := range []string{"/w/s-res-9903-2100", "/w/s-res-9903-2100/para-2"} {
		d := open(t, h, at)
		cites := d.Find(".official .cite").FilterFunction(func(_ int, s *goquery.Selection) bool {
			return strings.Contains(s.Closest(".official").Text(), "Assembly")
		})
		if cites.Length() != 1 || text(cites) != "resolution 98/765" || !strings.HasPrefix(cites.AttrOr("href", ""), "https://") || !cites.HasClass("outside") {
			t.Errorf("%s: %d citations, the first %q leads to %q", at, cites.Length(), text(cites.First()), cites.AttrOr("href", ""))
		}
	}
	if n := open(t, h, "/w/s-res-9903-2100/para-2").Find(".cites li").Length(); n != 1 {
		t.Errorf("%d works cited, want 1", n)
	}
}

func TestReadingInAnotherLanguage(t *testing.T) {
	h := site(t)
	d := open(t, h, "/w/s-res-9901-2099?hl=en&lang=ar")
	s := d.Find("#para-1 .official")
	if s.AttrOr("lang", "") != "ar" || s.AttrOr("dir", "") != "rtl" || d.Find("html").AttrOr("dir", "") != "ltr" {
		t.Error("the text is not marked as Arabic in an English page")
	}
	if d.Find(".tabs a[aria-current]").AttrOr("lang", "") != "ar" {
		t.Error("the language shown is not marked")
	}
	// Russian is not held: another is shown, and the page says so.
	d = open(t, h, "/w/s-res-9901-2099?lang=ru")
	if !strings.Contains(text(d.Find(".notice")), "Russian") || d.Find("#para-1 .official").AttrOr("lang", "") != "en" {
		t.Error("a reader of Russian is not told what is shown instead")
	}
}

func TestNotesOnly(t *testing.T) {
	d := open(t, site(t), "/w/invented-memorandum-2097")
	if got := text(d.Find(".notice")); !strings.Contains(got, "Notes only") || d.Find(`.notice a[href="https://example.org/piers"]`).Length() != 1 {
		t.Errorf("notice %q", got)
	}
	if d.Find(".official").Length() != 0 || d.Find("#practice-3 .note").Length() != 1 {
		t.Error("a note is shown as the text, or not at all")
	}
}

func TestPassage(t *testing.T) {
	h := site(t)
	d := open(t, h, "/w/s-res-9901-2099/para-2.a")
	if got := text(d.Find("h1")); got != "S/RES/9901 (2099), para. 2 (a)" {
		t.Errorf("h1 %q", got)
	}
	if got := d.Find(".line.asked").AttrOr("id", ""); got != "para-2.a" {
		t.Errorf("marked %q", got)
	}
	if got := text(d.Find(".citing")); !strings.Contains(got, "S/RES/9903 (2100)") || !strings.Contains(got, "para. 1") {
		t.Errorf("cited by %q", got)
	}
	if got := text(d.Find("#style-un")); !strings.Contains(got, "9901 (2099)") || !strings.Contains(got, "2 (a)") {
		t.Errorf("cite as %q", got)
	}
	if got := d.Find("meta[name=citation_technical_report_number]").AttrOr("content", ""); got != "S/RES/9901 (2099)" {
		t.Errorf("number for reference managers %q", got)
	}
	if got := d.Find("meta[name=citation_publication_date]").AttrOr("content", ""); got != "2099/03/01" {
		t.Errorf("date for reference managers %q", got)
	}
	if got := d.Find("link[rel=canonical]").AttrOr("href", ""); got != "https://concordance.example/w/s-res-9901-2099/para-2.a" {
		t.Errorf("canonical %q", got)
	}
	if d.Find("link[rel=alternate][hreflang]").Length() != 6 {
		t.Error("the other languages are not named")
	}
	if got := d.Find("a[rel=prev]").AttrOr("href", ""); got != "/w/s-res-9901-2099/para-1" {
		t.Errorf("previous %q", got)
	}
	if d.Find("a[rel=next]").Length() != 0 {
		t.Error("a footnote is the next paragraph")
	}
	d = open(t, h, "/w/s-res-9901-2099/para-1?hl=fr")
	if got := text(d.Find(".side-col .terms a")); !strings.Contains(got, "valuation d") {
		t.Errorf("terms %q", got)
	}
	if got := text(d.Find(".side-col .term-from")); got != "par règle" {
		t.Errorf("provenance of a term %q", got)
	}
	if got := d.Find(".cites a").First().AttrOr("href", ""); got != "/w/s-res-9902-2098/para-1?hl=fr" {
		t.Errorf("what it cites leads to %q", got)
	}
}

// A citation that a person corrected says so, in the text and in the list.
func TestCorrected(t *testing.T) {
	h := site(t)
	for l, said := range map[string]string{"en": "corrected by a reader", "fr": "corrigé par un lecteur"} {
		d := open(t, h, "/w/s-res-9902-2098/para-2?hl="+l)
		if got := text(d.Find("ul.cites li")); !strings.Contains(got, "A/RES/98/764") || !strings.Contains(got, said) {
			t.Errorf("%s: what it cites: %q", l, got)
		}
		if got := d.Find(".official .cite").AttrOr("title", ""); !strings.Contains(got, said) {
			t.Errorf("%s: the mark in the text says %q", l, got)
		}
	}
	if got := text(open(t, h, "/w/s-res-9901-2099/para-1").Find("ul.cites li")); strings.Contains(got, "corrected") {
		t.Errorf("what nobody corrected says %q", got)
	}
}

func TestAddresses(t *testing.T) {
	h := site(t)
	for _, x := range []struct {
		target string
		status int
		to     string
	}{
		{"/w/S/RES/9901%20(2099)", 301, "/w/s-res-9901-2099"},
		{"/w/S/RES/9901%20(2099)/para-2.a", 301, "/w/s-res-9901-2099/para-2.a"},
		{"/w/S/RES/9901%20(2099)/para-1?hl=fr&lang=ar", 301, "/w/s-res-9901-2099/para-1?hl=fr&lang=ar"},
		{"/w/s-res-9901-2099/para-99", 404, ""},
		{"/w/s-res-9901-2099/para-2.z", 404, ""},
		{"/w/s-res-9901-2099/<script>", 404, ""},
		{"/w/s-res-1-1900", 404, ""},
		{"/w/", 404, ""},
		{"/themes/theme/no-such-theme", 404, ""},
		{"/themes/risk-assessment", 301, "/themes/theme/risk-assessment"},
		{"/static/no-such-file.css", 404, ""},
		{"/sources?year=soon", 400, ""},
		{"/nowhere", 404, ""},
	} {
		w := get(t, h, x.target)
		if w.Code != x.status || w.Header().Get("Location") != x.to {
			t.Errorf("%s: %d %s, want %d %s", x.target, w.Code, w.Header().Get("Location"), x.status, x.to)
		}
	}
	// A passage that is missing in a work that is held leads on to the work.
	w := get(t, h, "/w/s-res-9901-2099/para-99")
	if !strings.Contains(w.Body.String(), `href="/w/s-res-9901-2099"`) {
		t.Error("the way to the work is not shown")
	}
}

func TestUnchangedPageIsNotSentAgain(t *testing.T) {
	h := site(t)
	tag := get(t, h, "/help").Header().Get("ETag")
	if w := get(t, h, "/help", "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("tag %q: status %d", tag, w.Code)
	}
}

func TestStaticFiles(t *testing.T) {
	h := site(t)
	d := open(t, h, "/help")
	css := d.Find("link[rel=stylesheet]").AttrOr("href", "")
	js := d.Find("script[src]").AttrOr("src", "")
	for _, x := range []struct {
		href, media string
		limit       int
	}{{css, "text/css", 40 << 10}, {js, "javascript", 20 << 10}} {
		w := get(t, h, x.href)
		if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Type"), x.media) || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", x.href, w.Code, w.Header())
		}
		if n := w.Body.Len(); n == 0 || n > x.limit {
			t.Errorf("%s has %d bytes, at most %d are wanted", x.href, n, x.limit)
		}
		if strings.Contains(w.Body.String(), "//cdn") || strings.Contains(w.Body.String(), "@import") {
			t.Errorf("%s asks a third party", x.href)
		}
	}
}

// All scripts together are small, since some pages have more than one.
func TestScriptsAreSmall(t *testing.T) {
	names, err := fs.Glob(staticFiles, "static/*.js")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	total := 0
	for _, n := range names {
		b, err := staticFiles.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		total += len(b)
	}
	if total > 20<<10 {
		t.Errorf("the scripts have %d bytes", total)
	}
}

func TestSources(t *testing.T) {
	h := site(t)
	d := open(t, h, "/sources")
	if got := text(d.Find("#digested + .shelf-list, .shelf-list")); !strings.Contains(got, "Invented Memorandum on Piers") || !strings.Contains(got, "notes only") {
		t.Errorf("digested %q", got)
	}
	d = open(t, h, "/sources?body=Security+Council&year=2098")
	if got := text(d.Find(".works")); !strings.Contains(got, "S/RES/9902 (2098)") || strings.Contains(got, "9901") || !strings.Contains(got, "May 2098") {
		t.Errorf("the year's works %q", got)
	}
}

func TestThemes(t *testing.T) {
	h := site(t)
	d := open(t, h, "/themes")
	entry := d.Find(`.entry a[href="/themes/theme/public-private-partnership"]`).Parent()
	if got := text(entry.Find(".entry-count")); got != "2" {
		t.Errorf("count %q", got)
	}
	d = open(t, h, "/themes/theme/public-private-partnership")
	groups := d.Find("section h2 .force")
	if got := text(groups); groups.Length() != 2 || !strings.HasPrefix(got, "calls upon") {
		t.Errorf("the strongest do not come first: %q", got)
	}
}

// An annex as a whole is no passage: its address leads to where it begins.
func TestWholeAnnex(t *testing.T) {
	h := siteWith(t, &corpus.Document{
		Description: corpus.Description{ID: "s-res-9908-2099", Symbol: "S/RES/9908 (2099)", Kind: corpus.KindResolution, Body: "Security Council"},
		Lang:        "en",
		Source:      corpus.Source{File: "annexed.txt", Format: "text", SHA256: strings.Repeat("8", 64)},
		Passages: []corpus.Passage{
			passage("para-1", "1", "Decides to keep the lanterns listed in annex II;"),
			passage("annex-2/para-1", "1", "The lantern of the long quay."),
			passage("annex-2/para-2", "2", "The lantern of the short quay."),
		},
	})
	w := get(t, h, "/w/s-res-9908-2099/annex-2?hl=fr")
	if to := w.Header().Get("Location"); w.Code != 303 || to != "/w/s-res-9908-2099?hl=fr#annex-2/para-1" {
		t.Errorf("%d %s", w.Code, to)
	}
	if w := get(t, h, "/w/s-res-9908-2099/annex-3"); w.Code != 404 {
		t.Errorf("an annex that is not there: %d", w.Code)
	}
}

// What was mended and what was relaxed is said in the language of the page; the
// parts of the query stand apart from a sentence of another direction.
func TestSearchSaysWhatItMended(t *testing.T) {
	h := site(t)
	for l, want := range map[string][]string{
		"en": {"NEAR/500 is out of bounds: read as NEAR/100.", "A closing parenthesis was missing: added at the end."},
		"fr": {"NEAR/500 sort des limites : lu comme NEAR/100.", "Il manquait une parenthèse fermante : ajoutée à la fin."},
		"ar": {"NEAR/500 خارج الحدود: قُرئ NEAR/100.", "نقص قوس إغلاق: أُضيف في الآخر."},
	} {
		d := open(t, h, "/search?hl="+l+"&q="+url.QueryEscape("(harbours NEAR/500 ferries"))
		said := d.Find(".repairs li").Map(func(_ int, s *goquery.Selection) string { return text(s) })
		for i, s := range said {
			said[i] = strings.NewReplacer("\u2068", "", "\u2069", "").Replace(s)
		}
		if !slices.Equal(said, want) {
			t.Errorf("%s says %q, want %q", l, said, want)
		}
		if s := d.Find(".repairs li").First().Text(); !strings.Contains(s, "\u2068NEAR/500\u2069") {
			t.Errorf("%s: the query is not apart in %q", l, s)
		}
	}
	d := open(t, h, "/search?hl=ru&q="+url.QueryEscape("harbours kayaks zeppelins umbrellas"))
	if got := text(d.Find(".repairs")); !strings.HasPrefix(got, "Всех этих слов нет ни в одном отрывке") {
		t.Errorf("relaxing says %q", got)
	}
}
