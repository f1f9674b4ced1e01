package format

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const page = `<!doctype html>
<html lang="fr">
<head><title>Lanterns of the square</title><link rel="canonical" href="https://example.org/lanterns">
<style>p { color: red }</style><script>var x = "<p>no</p>"</script></head>
<body>
<header><a href="/">Home</a></header>
<nav><ul><li>Menu</li></ul></nav>
<div class="cookie-banner"><p>We use cookies.</p></div>
<main><article>
<h1>Lanterns of the <em>square</em></h1>
<p>Keepers met on 4 May 2099 and agreed on the text below, which says in rather more words than
it needs that lanterns should be lit at dusk.<sup><a href="#fn1" id="r1">1</a></sup></p>
<h2>II. What was agreed</h2>
<ol start="3">
  <li>Light <b>every</b> lantern.<p>Even the small ones.</p></li>
  <li>Report to <a href="https://example.org/o?a=1&amp;b=2">the Office</a>:
    <ol type="a"><li>each week;</li><li>each month.</li></ol></li>
</ol>
<blockquote>Case study: the old market.</blockquote>
<table><caption>Lanterns</caption><tr><th>Square</th><th>Number</th></tr><tr><td>Old<br>market</td><td><p>12</p></td></tr><tr><td></td><td></td></tr></table>
<p>5. One paragraph<br>broken for looks<br>(a) and a point<br><br>and another.</p>
<div class="footnotes"><ol><li id="fn1"><p>Dusk is when the cat is grey. <a href="#r1">↩</a></p></li></ol></div>
</article></main>
<footer>© Office for Imaginary Squares</footer>
</body></html>`

func TestHTML(t *testing.T) {
	text := mustRead(t, "lanterns.html", []byte(page))
	want := []string{
		"cover, heading 1 [] Lanterns of the *square*",
		"body, paragraph [] Keepers met on 4 May 2099 and agreed on the text below, which says in rather more words than it needs that lanterns should be lit at dusk.{1}",
		"body, heading 2 [II.] What was agreed",
		"body, paragraph [3.] Light **every** lantern.",
		"body, paragraph [] Even the small ones.",
		"body, paragraph [4.] Report to <the Office>:",
		"body, item 1 [(a)] each week;",
		"body, item 1 [(b)] each month.",
		"body, box [] Case study: the old market.",
		"body, paragraph [] Lanterns",
		"body, row [] Square | Number",
		"body, row [] Old market | 12",
		"body, paragraph [5.] One paragraph broken for looks",
		"body, item 1 [(a)] and a point",
		"body, paragraph [] and another.",
		"note [1] Dusk is when the cat is grey.",
	}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	m := text.Meta
	if m.Lang != "fr" || m.Title != "Lanterns of the square" || m.Address != "https://example.org/lanterns" {
		t.Errorf("meta: %+v", m)
	}
	if l := text.Blocks[5].Links; len(l) != 1 || l[0].Href != "https://example.org/o?a=1&b=2" {
		t.Errorf("links: %v", l)
	}
}

func TestHTMLEncodings(t *testing.T) {
	body := "1. L’été des réverbères"
	for name, c := range map[string]struct{ raw, warning string }{
		"true windows-1252":      {"<html><meta charset=windows-1252><p>1. L\x92\xe9t\xe9 des r\xe9verb\xe8res", ""},
		"claims latin, is UTF-8": {"<html><meta charset=iso-8859-1><p>" + body, "but is UTF-8"},
		"claims UTF-8, is not":   {"<html><meta charset=utf-8><p>1. L\x92\xe9t\xe9 des r\xe9verb\xe8res", "windows-1252"},
		"says nothing":           {"<html><p>1. L\x92\xe9t\xe9 des r\xe9verb\xe8res", "windows-1252"},
		"marked":                 {"\ufeff<html><p>" + body, ""},
	} {
		text := mustRead(t, "a.html", []byte(c.raw))
		if got := text.Blocks[0]; got.Num != "1." || got.Text != body[3:] {
			t.Errorf("%s: %q", name, got.Text)
		}
		var said []string
		for _, w := range text.Warnings {
			said = append(said, w.Text)
		}
		if all := strings.Join(said, "; "); (c.warning == "") != (all == "") || !strings.Contains(all, c.warning) {
			t.Errorf("%s: warnings %q", name, all)
		}
	}
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte("<table><tr><td><table><tr><td>a<ol start=-9 type=i><li value=x>b"))
	f.Add([]byte(`<p>x<a href="#fn1">1</a><p id=fn1><a href="#fn1">1</a>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if text, err := decodeHTML(t.Context(), strings.NewReader(string(raw))); err == nil {
			sound(t, text)
		}
	})
}

// What frames most of a page is its layout, and an aside of links or outside of
// the content is none of it.
func TestHTMLFrames(t *testing.T) {
	const long = `<p>Keepers met in the harbour and heard, as they do each year, that the lamps of the old market are lit at dusk and put out at dawn by people who know them.</p>`
	for frame, boxes := range map[string]int{
		`<div class="panel">` + long + long + `</div><p>Short.</p>`:                                0,
		`<table border="1"><tr><td>` + long + long + `</td></tr></table><p>Short.</p>`:             0,
		long + `<div style="border-style: none; border-collapse: collapse"><p>Plain.</p></div>`:    0,
		long + `<aside><p><a href="/a">One more page</a> <a href="/b">and another</a></p></aside>`: 0,
		long + `<aside class="related-posts"><p>Read on elsewhere.</p></aside>`:                    0,
		long + `<aside><p>A word in between.</p></aside>`:                                          1,
		long + `<div style="margin:0; border-left: 3px solid red"><p>One.</p><p>Two.</p></div>`:    2,
		long + `<table class="box"><tr><td>First.</td></tr><tr><td>Second.</td></tr></table>`:      2,
		long + `<table border="1"><tr><td>Lamp</td><td>12</td></tr></table>`:                       0,
	} {
		text := mustRead(t, "p.html", []byte(`<!doctype html><title>Lamps</title><main><h1>Lamps</h1>`+frame+`</main><aside><p>Of the site.</p></aside>`))
		n := 0
		for _, b := range text.Blocks {
			if b.Kind == Box {
				n++
			}
			if b.Kind == Box != (b.Box == 1) || strings.Contains(b.Text, "elsewhere") || strings.Contains(b.Text, "page") || strings.Contains(b.Text, "Of the site") {
				t.Errorf("%s: %+v", frame, b)
			}
		}
		if n != boxes {
			t.Errorf("%s: %d paragraphs in boxes, want %d", frame, n, boxes)
		}
	}
}
