package ui

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestOccurrences(t *testing.T) {
	for _, x := range []struct{ text, words, want string }{
		{"Risk, and RISK again; brisk", "risk", "Risk|RISK|risk"},
		{"évaluer la coopération", "COOPERATION", "coopération"},
		{"so-called “soft” targets", `"soft" targets`, "“soft” targets"},
		{"aaaa", "aa", "aa|aa"},
		{"أنْ يقيّموا الخطر", "يقيموا", "يقيّموا"},
		{"决定评估风险", "评估", "评估"},
		{"one\u00a0two", "one two", "one\u00a0two"},
		{"nothing here", "risk", ""},
		{"", "risk", ""},
	} {
		words, _ := fold(x.words)
		var got []string
		for _, s := range occurrences(x.text, words) {
			got = append(got, x.text[s.start:s.end])
		}
		if strings.Join(got, "|") != x.want {
			t.Errorf("%q in %q: %q", x.words, x.text, got)
		}
	}
}

// Marks never change the text, wherever they fall.
func FuzzMark(f *testing.F) {
	f.Add("in resolution 9902 of towns", "resolution", 3, 18)
	f.Add("Risque élevé à l’échelle", "eleve", 0, 6)
	f.Fuzz(func(t *testing.T, body, words string, start, end int) {
		folded, _ := fold(words)
		if len(folded) == 0 || !strings.Contains(strings.ToValidUTF8(body, ""), body) {
			return
		}
		l := Line{Segments: segments(body, []span{{start: start, end: end, chip: &Chip{Class: "held"}}}, nil)}
		n := (&Sought{words: folded}).mark(&l)
		var b strings.Builder
		marks, chips := 0, 0
		for _, s := range l.Segments {
			b.WriteString(s.Text)
			if s.Match {
				marks++
			}
			if s.Chip != nil {
				chips++
			}
		}
		if b.String() != body || (n > 0) != (marks > 0) || chips > 1 {
			t.Fatalf("%q became %q: %d found, %d marked, %d citations", body, b.String(), n, marks, chips)
		}
	})
}

func TestFindInDocument(t *testing.T) {
	h := site(t)
	d := open(t, h, "/w/s-res-9901-2099?find=LANTERN&beside=fr")
	if got := text(d.Find("#found")); got != "“LANTERN” stands 5 times, in 3 passages." {
		t.Errorf("result %q", got)
	}
	if n := d.Find(".provisions mark").Length(); n != 5 {
		t.Errorf("%d places are marked", n)
	}
	if got := text(d.Find("#pp-1 mark > .cite").First()); got != "the Lantern Charter" {
		t.Errorf("the citation with the word is marked as %q", got)
	}
	d.Find(".found ol a").Each(func(_ int, s *goquery.Selection) {
		if href := s.AttrOr("href", ""); d.Find(strings.ReplaceAll(href, ".", `\.`)).Length() != 1 {
			t.Errorf("%q leads nowhere", href)
		}
	})
	if d.Find(`.find input[name=beside][value=fr]`).Length() != 1 || d.Find("#find").AttrOr("value", "") != "LANTERN" {
		t.Error("the form forgets what was asked")
	}
	if got := text(open(t, h, "/w/s-res-9901-2099?find=zebra&hl=fr").Find("#found")); got != "« zebra » ne figure pas dans ce texte." {
		t.Errorf("nothing found: %q", got)
	}
	if open(t, h, "/w/s-res-9901-2099?find=+").Find(".found, mark").Length() != 0 {
		t.Error("spaces were looked for")
	}
}
