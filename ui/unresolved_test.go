package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"concordance/corpus"
)

// A mention that could not be settled is listed with its reason and its words,
// and leads to its passage.
func TestUnresolvedPage(t *testing.T) {
	h := site(t)
	d := open(t, h, "/unresolved")
	link := d.Find("main li a").FilterFunction(func(_ int, s *goquery.Selection) bool { return text(s) == "no work of that name" })
	if link.Length() != 1 {
		t.Fatalf("the reason is not listed: %s", text(d.Find("main")))
	}
	d = open(t, h, link.AttrOr("href", ""))
	hit := d.Find("li.hit")
	if hit.Length() != 1 || text(hit.Find("mark")) != "the Lantern Charter" || !strings.Contains(text(hit.Find(".snippet")), "on lighthouses and the Lantern Charter") {
		t.Errorf("%d mentions: %s", hit.Length(), text(hit))
	}
	if got := hit.Find("h3 a").AttrOr("href", ""); got != "/w/s-res-9901-2099/pp-1?lang=en" {
		t.Errorf("it leads to %q", got)
	}
	for _, at := range []string{"/help", "/sources"} {
		if open(t, h, at).Find(`main a[href="/unresolved"]`).Length() != 1 {
			t.Errorf("%s does not lead to the mentions that are not resolved", at)
		}
	}
	for _, at := range []string{"/unresolved?status=unresolved&page=x", "/unresolved?status=unresolved&page=9"} {
		if w := get(t, h, at); w.Code != 400 {
			t.Errorf("%s: %d", at, w.Code)
		}
	}
	if w := get(t, h, "/unresolved?status=grumpy"); w.Code != 400 {
		t.Errorf("a status that does not exist: %d", w.Code)
	}
}

// A reason of the tagger is given in the language of the page, without the
// numbers that are one mention's own where it stands for several.
func TestUnresolvedReasons(t *testing.T) {
	d := documents()[0]
	d.ID, d.Symbol = "lanterns", ""
	d.Passages = []corpus.Passage{
		passage("para-1", "1", "As [?the year of Council resolution 9950 is not known|resolution 9950] asks"),
		passage("para-2", "2", "As [?the year of Council resolution 9951 is not known|resolution 9951] asks"),
	}
	h := siteWith(t, d)
	link := open(t, h, "/unresolved?hl=fr").Find(`main li a:has([lang="fr"])`)
	if got := text(link); got != "l’année de la résolution … du Conseil de sécurité n’est pas connue" {
		t.Fatalf("the reason is %q", got)
	}
	page := open(t, h, link.AttrOr("href", ""))
	if got := text(page.Find("li.hit .facts")); page.Find("li.hit").Length() != 2 || !strings.Contains(got, "l’année de la résolution 9951 du Conseil de sécurité n’est pas connue") {
		t.Errorf("the mentions say %q", got)
	}
}

// Many mentions come on pages that lead to each other.
func TestUnresolvedPages(t *testing.T) {
	p := passage("para-1", "1", strings.Repeat("[?no such lantern|the lantern] and ", maxMentions+1)+"no more")
	d := documents()[0]
	d.ID, d.Symbol, d.Passages = "lanterns", "", []corpus.Passage{p}
	h := siteWith(t, d)
	at := "/unresolved?status=unresolved&reason=no+such+lantern"
	first := open(t, h, at)
	next := first.Find("nav.pages a[rel=next]").AttrOr("href", "")
	second := open(t, h, next)
	got := fmt.Sprint(first.Find("li.hit").Length(), second.Find("li.hit").Length(), second.Find("nav.pages a[rel=prev]").Length(), second.Find("nav.pages a[rel=next]").Length())
	if want := fmt.Sprint(maxMentions, 1, 1, 0); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
