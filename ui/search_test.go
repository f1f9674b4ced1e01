package ui

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/local"
	"concordance/index/local/localtest"
)

// fuller is an engine that answers all that the contract lets an answer hold.
type fuller struct{ index.Engine }

func (e fuller) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	res, err := e.Engine.Search(ctx, r)
	if err != nil {
		return nil, err
	}
	if r.Query == "harbuor" {
		res.Meant = "harbour"
	}
	for i := range res.Hits {
		h := &res.Hits[i]
		h.Why = []index.Why{
			{Part: index.PartWord, Text: "harbour", In: "en", Share: .7}, {Part: index.PartTag, Text: "Risk assessment", Share: .25},
			{Part: index.PartWord, Text: "lantern", In: "note", Share: .001}, {Part: "of tomorrow", Text: "unheard of", Share: .049},
		}
		if r.Group == index.ByWork {
			h.Others = 3
		}
	}
	return res, nil
}

// fullSite serves the pages over the made-up library and a fuller engine.
func fullSite(t testing.TB) http.Handler {
	t.Helper()
	lib := library(t)
	engine, err := local.Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	if err := index.CatchUp(context.Background(), lib, engine, nil); err != nil {
		t.Fatal(err)
	}
	return pagesOn(t, lib, fuller{engine})
}

// While the index is made again, a search says so in the language of the page,
// and not that what it misses is not held; the themes warn of their counts, and
// a feed is refused.
func TestPagesWhileRebuilding(t *testing.T) {
	engine := localtest.Stale(t)
	lib := library(t)
	h := pagesOn(t, lib, engine)
	about := ".absent, .empty, .scope, .meant, .understood"
	for target, said := range map[string]string{"/search?q=harbour": "made again", "/search?q=harbour&hl=fr": "reconstruction"} {
		d := open(t, h, target)
		if got := d.Find(".repairs").Text(); !strings.Contains(got, said) {
			t.Errorf("%s says %q", target, got)
		}
		if got := d.Find(about); got.Length() > 0 {
			t.Errorf("%s says of what is held: %q", target, got.Text())
		}
	}
	for _, target := range []string{"/themes", "/themes/theme/border-and-traveller-screening"} {
		d := open(t, h, target)
		if got := d.Find(".notice").Text(); !strings.Contains(got, "made again") || strings.Contains(d.Text(), "No passage carries") {
			t.Errorf("%s warns of its counts %q", target, got)
		}
	}
	if rec := get(t, h, "/search.atom?q=harbour"); rec.Code != 503 || rec.Header().Get("Retry-After") == "" {
		t.Errorf("the feed: %d %v", rec.Code, rec.Header())
	}
	if err := index.CatchUp(context.Background(), lib, engine, nil); err != nil {
		t.Fatal(err)
	}
	if d := open(t, h, "/themes"); d.Find(".notice").Length() > 0 {
		t.Error("made again, the themes still warn")
	}
	if rec := get(t, h, "/search.atom?q=harbour"); rec.Code != 200 {
		t.Errorf("the feed of an index made again: %d", rec.Code)
	}
	if d := open(t, h, "/search?q=harbour"); d.Find(".repairs").Length() > 0 || d.Find(".scope").Length() != 1 || d.Find(".hits li").Length() == 0 {
		t.Error("made again, it still says so, or finds nothing")
	}
}

// asks is what a link asks for.
func asks(t testing.TB, s *goquery.Selection) url.Values {
	t.Helper()
	u, err := url.Parse(s.AttrOr("href", ""))
	if err != nil || s.Length() != 1 {
		t.Fatalf("%d links, %v", s.Length(), err)
	}
	return u.Query()
}

func TestTimeline(t *testing.T) {
	h := site(t)
	d := open(t, h, "/search?q=lighthouses+OR+lanterns&hl=en&sort=newest")
	bars := d.Find(".timeline svg a")
	if bars.Length() != 3 {
		t.Fatalf("%d bars, want one for each of three years", bars.Length())
	}
	before := ""
	for _, bar := range bars.EachIter() {
		label := bar.AttrOr("aria-label", "")
		year, rest, _ := strings.Cut(label, ": ")
		n := strings.Fields(rest)[0]
		q := asks(t, bar)
		if q.Get("from") != year || q.Get("to") != year || q.Get("sort") != "newest" || q.Get("q") == "" || q.Get("hl") != "en" {
			t.Errorf("%s leads to %v", label, q)
		}
		if got := text(open(t, h, bar.AttrOr("href", "")).Find("#count")); !strings.HasPrefix(got, n+" passage") {
			t.Errorf("%s leads to %s", label, got)
		}
		if year <= before {
			t.Errorf("%s after %s", year, before)
		}
		before = year
	}
	if got := d.Find(".timeline svg").AttrOr("aria-label", ""); !strings.Contains(got, "2098 to 2100, most in 2099:") {
		t.Errorf("the drawing is called %q", got)
	}
	left := func(d *goquery.Document, id string) string { return d.Find("#"+id+" .bar").AttrOr("x", "") }
	rtl := open(t, h, "/search?q=lighthouses+OR+lanterns&hl=ar")
	if left(d, "y2098") != "0.5" || left(rtl, "y2100") != "0.5" || left(rtl, "y2098") != left(d, "y2100") {
		t.Error("in a page from right to left the years do not run from right to left")
	}
	// Two years can be typed, and are kept.
	d = open(t, h, "/search?q=lanterns&from=2099&to=2100&hl=en")
	if d.Find(`#from[name=from][form=query][value="2099"]`).Length() != 1 || d.Find(`#to[name=to][form=query][value="2100"]`).Length() != 1 {
		t.Error("the years asked for do not stand in their fields")
	}
	if d.Find(".timeline a.in").Length() != d.Find(".timeline a").Length() {
		t.Error("years asked for are not marked")
	}
	// One year is one filter.
	d = open(t, h, "/search?q=lanterns&from=2099&to=2099&hl=en")
	if got := text(d.Find(".chosen a:not(.clear)")); got != "Remove the filter Year: 2099×" {
		t.Errorf("one year is shown as %q", got)
	}
	if q := asks(t, d.Find(".chosen a:not(.clear)")); q.Has("from") || q.Has("to") {
		t.Errorf("taking the year away leads to %v", q)
	}
}

func TestTimelineOfManyYears(t *testing.T) {
	for _, x := range []struct{ first, last, step int }{{2000, 2000, 1}, {1995, 2026, 1}, {1994, 2026, 2}, {1946, 2026, 5}, {1800, 2026, 10}, {1, 2026, 2026}} {
		if got := stepOf(x.first, x.last); got != x.step {
			t.Errorf("%d to %d: bars of %d years, want %d", x.first, x.last, got, x.step)
		}
	}
	p := &Page{Words: loaded(t)[lang.English]}
	line := p.timeline(index.Request{Facets: map[string][]string{"year": {"1946"}}, From: 1946, To: 1949}, []index.FacetCount{{Name: "year",
		Values: []index.ValueCount{{Value: "2026", Count: 1}, {Value: "1946", Count: 2}, {Value: "1948", Count: 998}, {Value: "soon", Count: 1}}}})
	if len(line.Bars) != 2 || line.Bars[0].Label != "1946–1949: 1,000 passages" || line.Bars[0].Height != tall {
		t.Fatalf("%+v", line.Bars)
	}
	first, last := line.Bars[0], line.Bars[1]
	if !first.Current || first.URL != "/search" || !first.Chosen || last.Current || last.Chosen {
		t.Errorf("the years asked for: %+v", line.Bars)
	}
	if last.URL != "/search?from=2025&to=2026" {
		t.Errorf("the last bar leads to %s, where a year of the facet or a year beyond the last is left", last.URL)
	}
	if last.Height < low || last.Y+last.Height != tall || last.X+slot != line.Width {
		t.Errorf("the last bar stands at %+v of %d", last, line.Width)
	}
}

func TestGroups(t *testing.T) {
	h := fullSite(t)
	d := open(t, h, "/search?q=lanterns&hl=en&force=binding-decides&group=work")
	if got := text(d.Find(".sorts a#by-work[aria-current]")); got != "By source" {
		t.Errorf("the way it is grouped is shown as %q", got)
	}
	if q := asks(t, d.Find("#by-passage")); q.Has("group") || q.Get("force") != "binding-decides" || q.Get("q") != "lanterns" {
		t.Errorf("by passage leads to %v", q)
	}
	if q := asks(t, d.Find("#sort-newest")); q.Get("group") != "work" {
		t.Errorf("another order loses the grouping: %v", q)
	}
	if d.Find(`input[type=hidden][form=query][name=group][value=work]`).Length() != 1 {
		t.Error("a new query loses the grouping")
	}
	others := d.Find(".hit .others").First()
	if got := text(others); got != "and 3 more in this source" {
		t.Errorf("others: %q", got)
	}
	if q := asks(t, others); q.Has("group") || q.Get("work") != "s-res-9901-2099" || q.Get("force") != "binding-decides" {
		t.Errorf("the others are at %v", q)
	}
	d = open(t, h, others.AttrOr("href", ""))
	if got := text(d.Find(".chosen")); !strings.Contains(got, "Source: S/RES/9901 (2099)") {
		t.Errorf("filters: %q", got)
	}
	if d.Find(`input[type=hidden][form=query][name=work][value=s-res-9901-2099]`).Length() != 1 {
		t.Error("a new query leaves the source, which no box shows")
	}
	if got := text(d.Find("#count")); !strings.Contains(got, "passage") {
		t.Errorf("count %q", got)
	}
}

func TestLike(t *testing.T) {
	h := site(t)
	d := open(t, h, "/search?q=crowded+harbours&force=binding-decides&hl=en")
	like := d.Find(".hit .like").First()
	if got := text(like); got != "More like this: S/RES/9901 (2099), para. 1" {
		t.Errorf("the link says %q", got)
	}
	if q := asks(t, like); q.Get("like") != "s-res-9901-2099/para-1" || q.Has("q") || q.Has("force") {
		t.Errorf("it leads to %v", q)
	}
	d = open(t, h, like.AttrOr("href", ""))
	const name = "Like S/RES/9901 (2099), para. 1"
	if got := text(d.Find(".chosen a")); !strings.Contains(got, name) {
		t.Errorf("filters: %q", got)
	}
	if got := text(d.Find("title")); !strings.HasPrefix(got, "Search: "+name) {
		t.Errorf("title %q", got)
	}
	if d.Find(`input[type=hidden][form=query][name=like]`).Length() != 1 {
		t.Error("a query within them loses what they are like")
	}
	if w := get(t, h, "/search?like=no-such-work/para-1"); w.Code >= http.StatusInternalServerError {
		t.Errorf("like nothing held: status %d", w.Code)
	}
}

func TestWhy(t *testing.T) {
	d := open(t, fullSite(t), "/search?q=harbour&hl=en")
	why := d.Find(".hit details.why").First()
	if _, shown := why.Attr("open"); shown || text(why.Find("summary")) != "Why this was found" {
		t.Errorf("the reason is not folded under its name: %q", text(why))
	}
	want := "Found by the word “harbour” (English, 70%); the term “Risk assessment” put on it (25%); the word “lantern” (our note)."
	plain := strings.NewReplacer("\u2068", "", "\u2069", "")
	if got := plain.Replace(text(why.Find("p"))); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
	for l, w := range loaded(t) {
		for _, part := range []index.Part{index.PartWord, index.PartPhrase, index.PartNear, index.PartConcept, index.PartTag, index.PartKin, index.PartNamed, index.PartCites} {
			if w.because(index.Why{Part: part, Text: "x", Share: .5}) == "" {
				t.Errorf("%s: the reason %s has no words", l, part)
			}
		}
		if w.found(nil) != "" {
			t.Errorf("%s: a reason where none is known", l)
		}
	}
}

func TestMeant(t *testing.T) {
	d := open(t, fullSite(t), "/search?q=harbuor&hl=fr&force=binding-decides")
	meant := d.Find(".meant a")
	if got := text(meant); got != "harbour" || !strings.HasPrefix(text(d.Find(".meant")), "Vouliez-vous dire") {
		t.Errorf("%q", text(d.Find(".meant")))
	}
	if q := asks(t, meant); q.Get("q") != "harbour" || q.Get("force") != "binding-decides" {
		t.Errorf("it leads to %v", q)
	}
	if open(t, fullSite(t), "/search?q=harbour").Find(".meant").Length() != 0 {
		t.Error("a query without a mistake is mended")
	}
}

// A notion is looked for under its own names: the theme it belongs to stands
// beside it, in the language of the page.
func TestSeeTheTheme(t *testing.T) {
	h := site(t)
	for target, want := range map[string]string{
		"/search?q=digital+evidence":              "/themes/theme/evidence-and-prosecution",
		"/search?q=preuves+num%C3%A9riques&hl=fr": "/themes/theme/evidence-and-prosecution?hl=fr",
	} {
		links := open(t, h, target).Find(".understood a").Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") })
		if !slices.Contains(links, want) {
			t.Errorf("%s: see %q, not %s", target, links, want)
		}
	}
}

// A search that finds nothing shows those near it that find something, with how
// much, and they keep their word.
func TestWaysOn(t *testing.T) {
	h := site(t)
	d := open(t, h, "/search?q=police+train&kind=resolution&from=2050&hl=en")
	ways := d.Find(".empty a.way-on")
	var said []string
	for _, s := range ways.EachIter() {
		said = append(said, text(s))
		if got := text(open(t, h, s.AttrOr("href", "")).Find("#count")); !strings.HasSuffix(text(s), ": "+got+".") {
			t.Errorf("%q leads to %s", text(s), got)
		}
	}
	if want := []string{"Without the filter “Kind of source: Resolution”: 1 passage.", "Without any filter: 1 passage."}; !slices.Equal(said, want) {
		t.Errorf("%q, want %q", said, want)
	}
	if d := open(t, h, "/search?q=police"); d.Find(".way-on").Length() != 0 {
		t.Error("ways on from what was found")
	}
	if got := held("harbours Umbrella  lanterns", []string{"umbrella"}); got != "harbours lanterns" {
		t.Errorf("without the absent word: %q", got)
	}
}

// What the form cannot show goes on with a new query all the same.
func TestFormKeeps(t *testing.T) {
	d := open(t, site(t), "/search?q=lanterns&hl=fr&lang=ar&sort=oldest&size=5&year=2099&work=s-res-9901-2099&force=binding-decides&nonsense=1")
	sent := url.Values{}
	d.Find("#query input, [form=query]").Each(func(_ int, s *goquery.Selection) {
		name, ok := s.Attr("name")
		if _, ticked := s.Attr("checked"); ok && (s.AttrOr("type", "") != "checkbox" || ticked) && s.AttrOr("value", "") != "" {
			sent.Add(name, s.AttrOr("value", ""))
		}
	})
	want := "force=binding-decides&hl=fr&lang=ar&q=lanterns&size=5&sort=oldest&work=s-res-9901-2099&year=2099"
	if got := sent.Encode(); got != want {
		t.Errorf("the form sends %s\nwant %s", got, want)
	}
}

// What binds is seen with the name of the passage.
func TestForceBesideTheName(t *testing.T) {
	d := open(t, site(t), "/search?q=crowded+harbours&hl=en")
	if got := text(d.Find(".hit.binding .hit-head .force.binding").First()); got != "binding" {
		t.Errorf("weight %q", got)
	}
	if d.Find(".hit.asks .hit-head .force.asks").Length() == 0 {
		t.Error("a call is not marked")
	}
}

// feedOf reads a feed as any reader of feeds would.
type feedOf struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string   `xml:"http://www.w3.org/2005/Atom id"`
	Title   string   `xml:"http://www.w3.org/2005/Atom title"`
	Updated string   `xml:"http://www.w3.org/2005/Atom updated"`
	Author  string   `xml:"http://www.w3.org/2005/Atom author>name"`
	Total   string   `xml:"http://a9.com/-/spec/opensearch/1.1/ totalResults"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID      string `xml:"http://www.w3.org/2005/Atom id"`
		Title   string `xml:"http://www.w3.org/2005/Atom title"`
		Updated string `xml:"http://www.w3.org/2005/Atom updated"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/2005/Atom link"`
		Summary struct {
			Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
			Text string `xml:",chardata"`
		} `xml:"http://www.w3.org/2005/Atom summary"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

func readFeed(t testing.TB, h http.Handler, target string) feedOf {
	t.Helper()
	w := get(t, h, target)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
		t.Fatalf("%s: status %d, %s", target, w.Code, w.Header().Get("Content-Type"))
	}
	var f feedOf
	d := xml.NewDecoder(w.Body)
	d.Strict = true
	if err := d.Decode(&f); err != nil {
		t.Fatalf("%s: %v", target, err)
	}
	if _, err := time.Parse(time.RFC3339, f.Updated); err != nil || f.ID == "" || f.Title == "" || f.Author == "" {
		t.Errorf("%s: not a feed: %v %+v", target, err, f)
	}
	return f
}

func TestFeed(t *testing.T) {
	h := site(t)
	page := open(t, h, "/search?q=lanterns&hl=fr&sort=oldest&force=hortatory")
	link := page.Find(`head link[rel=alternate][type="application/atom+xml"]`)
	if link.AttrOr("href", "") == "" || page.Find(".takeaway a.feed").AttrOr("href", "") != link.AttrOr("href", "") {
		t.Fatal("the page does not name its feed")
	}
	f := readFeed(t, h, link.AttrOr("href", ""))
	if f.Lang != "fr" || f.Title != "Recherche\u00a0: lanterns – Concordance" {
		t.Errorf("in %q, called %q", f.Lang, f.Title)
	}
	if got := text(page.Find("#count")); !strings.HasPrefix(got, f.Total+" ") || len(f.Entries) == 0 {
		t.Errorf("the page has %s, the feed %s", got, f.Total)
	}
	f = readFeed(t, h, "/search.atom?hl=en&lang=en")
	seen := map[string]bool{}
	for i, e := range f.Entries {
		at, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil {
			t.Errorf("%s: %v", e.ID, err)
		}
		if i > 0 {
			if before, _ := time.Parse(time.RFC3339, f.Entries[i-1].Updated); at.After(before) {
				t.Errorf("%s is newer than what stands before it", e.ID)
			}
		}
		permalink, ours := strings.CutPrefix(e.ID, "https://concordance.example")
		if !ours || seen[e.ID] || e.Title == "" || e.Summary.Text == "" || e.Summary.Lang == "" {
			t.Errorf("entry %+v", e)
		}
		seen[e.ID] = true
		if w := get(t, h, permalink); w.Code != http.StatusOK {
			t.Errorf("%s: status %d", permalink, w.Code)
		}
	}
	if len(f.Entries) < 8 || f.Updated != f.Entries[0].Updated {
		t.Errorf("%d entries, changed %s", len(f.Entries), f.Updated)
	}
	for _, e := range f.Entries {
		if strings.HasSuffix(e.ID, "/practice-3") && !strings.HasPrefix(e.Summary.Text, "Concordance note: not the official text: ") {
			t.Errorf("a note passes for the official text: %q", e.Summary.Text)
		}
	}
	other := readFeed(t, h, "/search.atom?hl=ar&lang=en")
	for i, e := range other.Entries {
		if e.ID != f.Entries[i].ID {
			t.Errorf("%s has another ID in Arabic", e.ID)
		}
	}
	if got := readFeed(t, h, "/search.atom?q=zzzzqqq"); len(got.Entries) != 0 {
		t.Error("entries of nothing")
	}
	for _, bad := range []string{"/search.atom?from=soon", "/search.atom?cursor=nonsense"} {
		if w := get(t, h, bad); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", bad, w.Code)
		}
	}
	w := get(t, h, "/search.atom?q=lanterns")
	if again := get(t, h, "/search.atom?q=lanterns", "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("an unchanged feed is sent again: status %d", again.Code)
	}
	if w := get(t, h, "/search.atom?q=%00%0b%ff"); xml.NewDecoder(w.Body).Decode(new(feedOf)) != nil {
		t.Error("bytes that XML cannot hold break the feed")
	}
}

// zipped is how many bytes go over the line.
func zipped(t testing.TB, body []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// What a reader on a slow line must wait for stays small.
func TestWeights(t *testing.T) {
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{}
	for name, f := range a.files {
		sizes[name[strings.LastIndexByte(name, '.'):]] += len(f.body)
	}
	if sizes[".js"] >= 20_000 || sizes[".css"] >= 40_000 || sizes[".js"] == 0 || sizes[".css"] == 0 {
		t.Errorf("scripts are %d bytes (20,000 at most), style sheets %d (40,000 at most)", sizes[".js"], sizes[".css"])
	}
	w := get(t, fullSite(t), "/search?hl=ru")
	if n := zipped(t, w.Body.Bytes()); w.Code != http.StatusOK || n >= 60_000 {
		t.Errorf("a page of results: status %d, %d bytes over the line (60,000 at most)", w.Code, n)
	}
}
