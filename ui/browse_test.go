package ui

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// The map says in its lists what it draws, mirrored for a reader from the right.
func TestMap(t *testing.T) {
	h := site(t)
	d := open(t, h, "/w/s-res-9901-2099/map")
	if got := text(d.Find("[aria-labelledby=citing] li")); !strings.HasPrefix(got, "S/RES/9903 (2100) 1 passage") {
		t.Errorf("cited by %q", got)
	}
	if got := text(d.Find("[aria-labelledby=cited] li")); !strings.HasPrefix(got, "S/RES/9902 (2098) 2 passages") {
		t.Errorf("cites %q", got)
	}
	at := func(address, name string) string {
		s := open(t, h, address).Find("svg.drawing text").FilterFunction(func(_ int, s *goquery.Selection) bool { return text(s) == name })
		return s.AttrOr("text-anchor", "")
	}
	for address, want := range map[string]string{"/w/s-res-9901-2099/map": "end", "/w/s-res-9901-2099/map?hl=ar": "start"} {
		if got := at(address, "S/RES/9903 (2100)"); got != want {
			t.Errorf("%s: what cites it is drawn at the %s", address, got)
		}
	}
	if n := d.Find("svg.drawing path").Length(); n != 2 || d.Find("svg.drawing").AttrOr("aria-label", "") == "" {
		t.Errorf("%d lines are drawn", n)
	}
	d = open(t, h, "/w/invented-memorandum-2097/map")
	if d.Find("svg.drawing").Length() != 0 || !strings.Contains(text(d.Find("main")), "No citation") {
		t.Error("a map without citations is drawn")
	}
}

// The latest documents come by date, those changed last by the library's order.
func TestNew(t *testing.T) {
	d := open(t, site(t), "/new")
	if got := text(d.Find("[aria-labelledby=latest] .works a").First()); got != "S/RES/9903 (2100)" {
		t.Errorf("the latest is %q", got)
	}
	if strings.Contains(text(d.Find("[aria-labelledby=latest]")), "Memorandum") {
		t.Error("a work of which no text is held is among the latest documents")
	}
	if got := text(d.Find("[aria-labelledby=changed]")); !strings.Contains(got, "not their days") || !strings.Contains(got, "S/RES/9901 (2099)") {
		t.Errorf("changed last: %q", got)
	}
}

func TestSourcesByKindAndYear(t *testing.T) {
	h := site(t)
	d := open(t, h, "/sources")
	link := d.Find(`[aria-labelledby=kinds] a[href="/sources?kind=resolution&year=2099"]`)
	if link.Length() != 1 || d.Find(`ul.years > li > a[href="/sources?year=2100"]`).Length() != 1 {
		t.Error("the kinds or the years lead nowhere")
	}
	if got := text(open(t, h, "/sources?kind=resolution&year=2099").Find(".works")); !strings.Contains(got, "9901") || strings.Contains(got, "9902") {
		t.Errorf("resolutions of 2099: %q", got)
	}
}

// Under each subject stand its strongest passages, those with a note first.
func TestStrongestUnderThemes(t *testing.T) {
	d := open(t, site(t), "/themes")
	entry := d.Find(`.entry > a[href="/themes/theme/public-private-partnership"]`).Parent()
	if got := text(entry.Find(".foremost li").First()); got != "S/RES/9901 (2099), para. 2" {
		t.Errorf("the strongest is %q", got)
	}
}
