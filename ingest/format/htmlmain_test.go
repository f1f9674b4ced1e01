package format

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

const (
	menu   = `<ul class="menu"><li><a href="/a">About us and what we do</a></li><li><a href="/b">Documents of the Office</a></li><li><a href="/c">Contact the keepers</a></li></ul>`
	report = `<p>Keepers met in the harbour and heard, as they do each year, that the lamps of the old market are lit at dusk and put out at dawn by people who know them well.</p>
<p>AMBER LIGHTFOOT (<b>Harbour Trust</b>) said that four hundred lamps had been counted, that nine were broken, and that the gate would be mended before the winter.</p>`
)

var reportBlocks = []string{
	"body, paragraph [] Keepers met in the harbour and heard, as they do each year, that the lamps of the old market are lit at dusk and put out at dawn by people who know them well.",
	"body, paragraph [] AMBER LIGHTFOOT (**Harbour Trust**) said that four hundred lamps had been counted, that nine were broken, and that the gate would be mended before the winter.",
}

// Pages as the sites build them: what surrounds the content is gone, whatever
// holds it.
func TestHTMLSites(t *testing.T) {
	for site, body := range map[string]string{
		"Drupal": `<header role="banner">` + menu + `</header><div class="layout"><main><div class="region region-content"><h1>Lamps are lit</h1><article class="node node--type-press">
			<div class="node__content"><div class="field field--name-field-date">4 May</div><div class="field field--name-body">` + report + `</div></div></article>
			<div class="related-content">` + menu + `</div></div></main></div><footer>` + menu + `</footer>`,
		"Drupal 7":           `<div id="header">` + menu + `</div><div id="content"><div class="node"><div class="field field-name-body"><div>` + report + `</div></div></div></div>`,
		"DNN":                `<div id="nav">` + menu + menu + `</div><div id="dnn_ContentPane">` + report + `</div>`,
		"WordPress":          `<div id="masthead">` + menu + `</div><div id="page"><div class="entry-content">` + report + `</div></div>`,
		"no known container": `<div id="top">` + menu + `</div><div class="story"><div class="txt">` + report + `</div></div><div id="bottom">` + menu + menu + `</div>`,
	} {
		page := `<!doctype html><html><head><meta charset="utf-8"><title>Lamps are lit | Office for Imaginary Squares</title>
			<meta property="article:published_time" content="2099-05-04T10:00:00-04:00"></head><body>` + body + `</body></html>`
		text := mustRead(t, "p.html", []byte(page))
		if d := cmp.Diff(reportBlocks, render(text)); d != "" {
			t.Errorf("%s: %s", site, d)
		}
		if m := text.Meta; m.Title != "Lamps are lit" || m.Date != "2099-05-04" {
			t.Errorf("%s: %+v", site, m)
		}
	}
}

// A table of meetings is all links, and all of it is content.
func TestHTMLMeetingTable(t *testing.T) {
	row := `<tr><td><a href="/r">S/PV.99001</a></td><td>4 May</td><td><a href="/p">SC/99002</a></td><td>Lamps<br>of squares</td><td><a href="/s">S/RES/9901 (2099)</a><br>15-0-0</td></tr>`
	page := "<link rel=stylesheet href=x.css>\n<table><tr><th colspan=5>Meetings of 2099<br>(latest first)</th></tr><tr><th>Record</th><th>Date</th><th>Press</th><th>Topic</th><th>Outcome</th></tr>" +
		strings.Repeat(row, 3) + "</table>"
	want := []string{"body, row [] Meetings of 2099 (latest first)", "body, row [] Record | Date | Press | Topic | Outcome"}
	for range 3 {
		want = append(want, "body, row [] <S/PV.99001> | 4 May | <SC/99002> | Lamps of squares | <S/RES/9901 (2099)> 15-0-0")
	}
	if d := cmp.Diff(want, render(mustRead(t, "t.html", []byte(page)))); d != "" {
		t.Error(d)
	}
}

// Old pages say nothing of their encoding, or what is not true.
func TestGuessEncoding(t *testing.T) {
	const (
		russian = "Совет по фонарям постановляет, что каждый смотритель зажигает все лампы на площади до наступления темноты."
		arabic  = "يقرر مجلس المصابيح أن يضيء كل حارس جميع المصابيح في الساحة قبل حلول الظلام وأن يبقي المسألة قيد نظره."
		chinese = "灯火理事会决定，各国的所有看守人应在天黑之前点亮广场上的灯，并在第二年向大会提出关于这一问题的报告。"
		taiwan  = "燈火理事會決定，各國的所有看守人應在天黑之前點亮廣場上的燈，並在第二年向大會提出關於這一問題的報告。"
		french  = "Les réverbères de la place sont allumés à l’aube, même l’été, par des gardiens zélés et âgés."
	)
	for name, c := range map[string]struct {
		enc  encoding.Encoding
		text string
	}{
		"windows-1251": {charmap.Windows1251, russian}, "koi8-r": {charmap.KOI8R, russian}, "windows-1256": {charmap.Windows1256, arabic},
		"gb18030": {simplifiedchinese.GB18030, chinese}, "big5": {traditionalchinese.Big5, taiwan}, "windows-1252": {charmap.Windows1252, french},
	} {
		raw, err := c.enc.NewEncoder().String(c.text)
		if err != nil {
			t.Fatal(name, err)
		}
		for file, data := range map[string]string{"a.txt": raw, "a.html": "<html><p>" + raw, "b.html": `<html><meta charset="iso-8859-1"><p>` + raw} {
			text := mustRead(t, file, []byte(data))
			if text.Blocks[0].Text != c.text {
				t.Errorf("%s, %s: %q", name, file, text.Blocks[0].Text)
			}
			if warned := len(text.Warnings) > 0; !warned && (name != "windows-1252" || file != "b.html") {
				t.Errorf("%s, %s: no warning", name, file)
			}
		}
	}
}
