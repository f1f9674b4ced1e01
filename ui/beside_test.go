package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"concordance/corpus"
)

// Two versions stand side by side, paragraph by paragraph, each with its language.
func TestSideBySide(t *testing.T) {
	h := site(t)
	for _, at := range []string{"/w/s-res-9901-2099?lang=en&beside=ar", "/w/s-res-9901-2099/para-1?lang=en&beside=ar"} {
		d := open(t, h, at)
		cells := d.Find(".prov").FilterFunction(func(_ int, s *goquery.Selection) bool {
			return strings.Contains(s.Text(), "assess the risk")
		}).Find(".official")
		first, second := cells.Eq(0), cells.Eq(1)
		if cells.Length() != 2 || first.AttrOr("lang", "") != "en" || second.AttrOr("lang", "") != "ar" || second.AttrOr("dir", "") != "rtl" {
			t.Fatalf("%s: %d cells", at, cells.Length())
		}
		if !strings.Contains(text(second), "يقرر أن يقيّم") || second.Find(".cite.held").Length() != 1 {
			t.Errorf("%s: beside it stands %q", at, text(second))
		}
		if got := d.Find(".beside-with [aria-current]").AttrOr("lang", ""); got != "ar" {
			t.Errorf("%s: the language beside is marked as %q", at, got)
		}
	}
	// The choice goes along to other texts.
	d := open(t, h, "/w/s-res-9901-2099/para-1?beside=ar")
	if got := d.Find("a[rel=next]").AttrOr("href", ""); got != "/w/s-res-9901-2099/para-2?beside=ar" {
		t.Errorf("the next paragraph is at %q", got)
	}
	// What is not held, and the language read itself, cannot stand beside.
	for _, l := range []string{"ru", "en", "xx", ""} {
		if n := open(t, h, "/w/s-res-9901-2099?lang=en&beside="+l).Find(".second").Length(); n != 0 {
			t.Errorf("beside=%s: %d cells beside", l, n)
		}
	}
}

// Where one version has no counterpart the place stays empty, and says so.
func TestSideBySideApart(t *testing.T) {
	var ds []*corpus.Document
	for l, preamble := range map[string][]string{"en": {"one zwo", "two zwo"}, "fr": {"un zwo"}} {
		d := &corpus.Document{Description: corpus.Description{ID: "s-res-9905-2099", Symbol: "S/RES/9905 (2099)"}}
		d.Lang = documents()[map[string]int{"en": 0, "fr": 1}[l]].Lang
		d.Source = corpus.Source{File: l, Format: "text", SHA256: strings.Repeat("2", 64)}
		for i, s := range preamble {
			d.Passages = append(d.Passages, corpus.Passage{Locator: corpus.Locator("pp-" + string(rune('1'+i))), Text: s})
		}
		d.Passages = append(d.Passages, corpus.Passage{Locator: "para-1", Number: "1", Text: "shared " + l})
		ds = append(ds, d)
	}
	d := open(t, siteWith(t, ds...), "/w/s-res-9905-2099?lang=en&beside=fr")
	var got []string
	d.Find(".provisions > .prov[id]").Each(func(_ int, s *goquery.Selection) {
		var cells []string
		s.Children().Not(".num, .under").Each(func(_ int, c *goquery.Selection) {
			if c.HasClass("none") {
				cells = append(cells, "-")
			} else {
				cells = append(cells, text(c))
			}
		})
		got = append(got, strings.Join(cells, "|"))
	})
	slices.Sort(got)
	if want := []string{"-|un zwo", "one zwo|-", "shared en|shared fr", "two zwo|-"}; !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
}

// A footnote stands under the paragraph that has its mark.
func TestFootnotesInPlace(t *testing.T) {
	d := open(t, site(t), "/w/s-res-9901-2099")
	if got := text(d.Find("#para-1 > #fn-1 .fn-text")); got != "An invented footnote on lanterns." || d.Find(".footnotes").Length() != 0 {
		t.Errorf("the footnote %q", got)
	}
}

// Few ways to cite are in sight, the others a click away.
func TestCiteThisIsFolded(t *testing.T) {
	for _, at := range []string{"/w/s-res-9901-2099", "/w/s-res-9901-2099/para-1"} {
		d := open(t, site(t), at)
		if n := d.Find(".cite-this .copy").Not("details .copy").Length(); n != 2 {
			t.Errorf("%s: %d lines in sight, want the citation and the link", at, n)
		}
		if d.Find("details[open] .formats, .cite-this > .formats").Length() != 0 {
			t.Errorf("%s: the formats are in sight", at)
		}
	}
}

// A passage is never like itself, and a list that is not there has no heading.
func TestMoreLikeThis(t *testing.T) {
	d := open(t, site(t), "/w/s-res-9901-2099/para-1")
	if (d.Find("#like").Length() == 1) != (d.Find("[aria-labelledby=like] li").Length() > 0) {
		t.Error("the heading and the list do not go together")
	}
	if d.Find(`[aria-labelledby=like] a[href="/w/s-res-9901-2099/para-1"]`).Length() != 0 {
		t.Error("the passage is like itself")
	}
}
