package ingest

import (
	"bytes"
	"encoding/xml"
	"html"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/digest"
	"concordance/ingest/source"
)

func readFile(t *testing.T, name string) *corpus.Document {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(t.Context(), name, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sameText wants two readings of one text to have the same passages and points.
func sameText(t *testing.T, want, got *corpus.Document) {
	t.Helper()
	check(t, got)
	if got.ID != want.ID || got.Lang != want.Lang || got.Date != want.Date || got.ChapterVII != want.ChapterVII || got.Meeting != want.Meeting {
		t.Errorf("%s: %s %s %s %q %q, want %s %s %s %q %q", got.Source.File, got.ID, got.Lang, got.Date, got.ChapterVII, got.Meeting,
			want.ID, want.Lang, want.Date, want.ChapterVII, want.Meeting)
	}
	if diff := cmp.Diff(order(want), order(got)); diff != "" {
		t.Errorf("%s: in another order: -want +got\n%s", got.Source.File, diff)
	}
	texts := map[corpus.Locator]string{}
	each := func(d *corpus.Document, f func(corpus.Locator, string)) {
		for _, p := range d.Passages {
			f(p.Locator, plainWords(p.Text))
			for _, part := range p.Parts {
				f(part.Locator, plainWords(p.Text[part.Start:part.End]))
			}
		}
	}
	each(want, func(l corpus.Locator, s string) { texts[l] = s })
	each(got, func(l corpus.Locator, s string) {
		if w, ok := texts[l]; !ok {
			t.Errorf("%s: %s is not in %s", got.Source.File, l, want.Source.File)
		} else if w != s {
			t.Errorf("%s: %s\n got %.100s\nwant %.100s", got.Source.File, l, s, w)
		}
		delete(texts, l)
	})
	for l := range texts {
		t.Errorf("%s: no %s", got.Source.File, l)
	}
}

// order is the locators of a document's passages and points, as they stand.
func order(d *corpus.Document) []corpus.Locator {
	var ls []corpus.Locator
	for _, p := range d.Passages {
		ls = append(ls, p.Locator)
		for _, part := range p.Parts {
			ls = append(ls, part.Locator)
		}
	}
	return ls
}

// pageOf writes the XML of a document as a plain web page: a paragraph a line,
// its number on a line of its own, headings in bold, as word processors save it.
func pageOf(t *testing.T, data []byte) []byte {
	t.Helper()
	var out, line strings.Builder
	d := xml.NewDecoder(bytes.NewReader(data))
	var open []string
	end := func(before, after string) {
		if s := strings.Join(strings.Fields(line.String()), " "); s != "" {
			out.WriteString("<p>" + before + s + after + "</p>\n")
		}
		line.Reset()
	}
	emphasis := map[string]string{}
	for {
		token, err := d.Token()
		if err != nil {
			break // the malformed files of the archive are left out by the caller
		}
		switch x := token.(type) {
		case xml.StartElement:
			name := x.Name.Local
			if name == "meta" || name == "presentation" || name == "authorialNote" || name == "table" {
				d.Skip()
				continue
			}
			for _, a := range x.Attr {
				if tag := map[bool]string{strings.Contains(a.Value, "italic"): "i", strings.Contains(a.Value, "bold"): "b"}[true]; a.Name.Local == "class" && name == "span" && tag != "" {
					line.WriteString("<" + tag + ">")
					emphasis[strconv.Itoa(len(open))] = tag
				}
			}
			open = append(open, name)
		case xml.EndElement:
			open = open[:len(open)-1]
			if tag := emphasis[strconv.Itoa(len(open))]; x.Name.Local == "span" && tag != "" {
				line.WriteString("</" + tag + ">")
				delete(emphasis, strconv.Itoa(len(open)))
			}
			switch x.Name.Local {
			case "p":
				end("", "")
			case "num", "heading", "subheading":
				end("<b>", "</b>")
			}
		case xml.CharData:
			line.WriteString(html.EscapeString(string(x)))
		}
	}
	return []byte("<html><meta charset=utf-8><body>" + out.String() + "</body></html>")
}

// Most resolutions of the Assembly read the same from a page in which only the
// words, the numbers and the emphasis are left, in six languages. The others,
// which are known, have points that only the XML nests, tables or drafts inside.
func TestSameFromPages(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 197 documents twice: left out of short runs")
	}
	read, same := 0, 0
	for f, err := range source.Files(shared(t, "data/un-akn-ga-ct.tar.zst")) {
		if err != nil {
			t.Fatal(err)
		}
		data, err := bytesOf(f)
		if err != nil {
			t.Fatal(err)
		}
		want, err := Read(t.Context(), f.Name, bytes.NewReader(data))
		if err != nil {
			continue
		}
		read++
		got, err := Read(t.Context(), strings.TrimSuffix(f.Name, ".xml")+".html", bytes.NewReader(pageOf(t, data)))
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		check(t, got)
		paragraphs := func(d *corpus.Document) (out []string) {
			for _, p := range d.Passages {
				if c := p.Locator.Class(); c == "para" || c == "pp" {
					out = append(out, string(p.Locator)+" "+plainWords(p.Text))
				}
			}
			return out
		}
		if slices.Equal(paragraphs(want), paragraphs(got)) {
			same++
		}
	}
	t.Logf("%d of %d", same, read)
	if read < 190 || same < 182 {
		t.Errorf("%d of %d documents read the same, want 182", same, read)
	}
}

// A resolution reads the same from Word, from a page and from XML.
func TestSameFromOtherFormats(t *testing.T) {
	for other, xml := range map[string]string{
		"S_RES_2341_en": "S_RES_2341_1702174E.xml",
		"S_RES_2617_en": "S_RES_2617 (2021)-2119887E.xml",
		"S_RES_2617_fr": "S_RES_2617 (2021)-2119887F.xml",
		"S_RES_2617_ar": "S_RES_2617 (2021)-2119887A.xml",
	} {
		want := readFile(t, shared(t, "data/samples/"+xml))
		for _, kind := range []string{".docx", ".html"} {
			sameText(t, want, readFile(t, shared(t, "data/docx/"+other+kind)))
		}
	}
	sameText(t, readFile(t, shared(t, "data/samples/S_RES_2341_1702174E.xml")), readFile(t, shared(t, "data/docx/S_RES_2341_en.pdf")))
}

// The note this project started from: 26 paragraphs under six headings, and the
// identity the catalogue gives it.
func TestSeed(t *testing.T) {
	d := readFile(t, shared(t, "seeds/ctc-concept-note-2021-01-27.txt"))
	check(t, d)
	digests, err := digest.Load()
	if err != nil {
		t.Fatal(err)
	}
	var names []cite.Name
	for _, g := range digests {
		names = append(names, nameOf(g.Description))
	}
	Identify(d, names)
	if d.ID != "ctc-concept-note-2021-01-27" || d.Symbol != "" || d.Date != "2021-01-27" || d.Kind != corpus.KindConceptNote {
		t.Errorf("%s, symbol %q, %s, %s", d.ID, d.Symbol, d.Date, d.Kind)
	}
	headings := map[string]bool{}
	for i, p := range d.Passages {
		if want := corpus.Locator("para-" + strconv.Itoa(i+1)); p.Locator != want || len(p.Headings) != 1 {
			t.Errorf("%s under %q, want %s", p.Locator, p.Headings, want)
		}
		headings[strings.Join(p.Headings, " ")] = true
	}
	if len(d.Passages) != 26 || len(headings) != 6 {
		t.Errorf("%d paragraphs under %d headings", len(d.Passages), len(headings))
	}
}

// Principles are found by their own numbers in the annex of a letter, and the
// notes of the digest on these works have a passage to stand beside.
func TestPrinciplesOfLetters(t *testing.T) {
	digests, err := digest.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"A_79_912.en.pdf", "S_2025_22.en.pdf", "S_2025_482.en.pdf", "S_2025_496.en.pdf", "S_2025_71_Rev.1.en.pdf", "S_2025_72.en.pdf"} {
		d := readFile(t, shared(t, "data/pdf/"+name))
		check(t, d)
		notes := 0
		for _, g := range digests {
			if g.ID != d.ID {
				continue
			}
			for _, n := range g.Notes {
				if n.Locator == "" || n.Status != "verified" {
					continue
				}
				notes++
				if !holds(d, n.Locator) {
					t.Errorf("%s: no %s, of which the digest has a note", name, n.Locator)
				}
			}
		}
		if notes == 0 {
			t.Errorf("%s: read as %s, on which the digest has no notes", name, d.ID)
		}
	}
	d := readFile(t, shared(t, "data/pdf/A_79_912.en.pdf"))
	for n := 1; n <= 42; n++ {
		if text, ok := excerpt(d, corpus.Locator("principle-"+strconv.Itoa(n))); !ok || len(text) < 200 {
			t.Errorf("principle %d: %q", n, text)
		}
	}
}
