package ingest

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// sample is what a file of data/samples exercises, and what must come of it:
// which document in which language with how many numbered paragraphs, or a
// refusal in whose reason these words stand.
type sample struct {
	exercises string
	symbol    string
	lang      lang.Tag
	numbered  int // paragraphs with a number of the main text
	refused   string
}

var samples = map[string]sample{
	"1971-10-25_GA_Resolution_2758_ru.pdf": {exercises: "a scan without a text layer, in Russian", refused: "image-only scan"},
	"2001-N0155743.txt":                    {exercises: "plain text, masthead in lines, points (a) to (g)", symbol: "S/RES/1373 (2001)", lang: "en", numbered: 9},
	"A_78_1.en.pdf":                        {exercises: "the ODS page that says the document does not exist", refused: "not a document"},
	"A_RES_77_298_2312692E.xml":            {exercises: "Assembly resolution: real title in the second docTitle, headings, footnotes with symbols", symbol: "A/RES/77/298", lang: "en", numbered: 123},
	"S_2025_22.en.pdf":                     {exercises: "letter with guiding principles in its annex, page furniture inside sentences, 41 footnotes", symbol: "S/2025/22", lang: "en", numbered: 24},
	"S_PRST_2000_13-0040019E.xml":          {exercises: "XML that is not well formed", refused: "damaged file: line 90"},
	"S_PRST_2013_1-1320669E.xml":           {exercises: "presidential statement: paragraphs without numbers, counted", symbol: "S/PRST/2013/1", lang: "en"},
	"S_RES_0635_1989_EN_GOLD.txt":          {exercises: "old style, symbol only in the title line, date under it", symbol: "S/RES/635 (1989)", lang: "en", numbered: 6},
	"S_RES_2341_1702174E.xml":              {exercises: "a Cyrillic letter in an English verb, attributes that number nothing", symbol: "S/RES/2341 (2017)", lang: "en", numbered: 14},
	"S_RES_2396_1723112E.xml":              {exercises: "36 preambular paragraphs, several weights in one paragraph, headings between paragraphs", symbol: "S/RES/2396 (2017)", lang: "en", numbered: 51},
	"S_RES_2617 (2021)-2119887A.xml":       {exercises: "right to left, numbers printed “40 -”", symbol: "S/RES/2617 (2021)", lang: "ar", numbered: 41},
	"S_RES_2617 (2021)-2119887E.xml":       {exercises: "spaces and brackets in the name, written procedure without a meeting", symbol: "S/RES/2617 (2021)", lang: "en", numbered: 41},
	"S_RES_2617 (2021)-2119887F.xml":       {exercises: "the same in French: the versions meet", symbol: "S/RES/2617 (2021)", lang: "fr", numbered: 41},
	"S_RES_2770 (2025).en.pdf":             {exercises: "a recent resolution as PDF", symbol: "S/RES/2770 (2025)", lang: "en", numbered: 1},
	"scact2017_table_en.html":              {exercises: "HTML table in the wrong encoding", lang: "en"},
	"test.pdf":                             {exercises: "two columns of dates in a table, a footnote with a letter, a name that says nothing", symbol: "A/INF/76/1", lang: "en", numbered: 2},
}

// Every sample is read right or refused rightly; SAMPLES.md is the table (-update
// writes it anew).
func TestSamples(t *testing.T) {
	dir := shared(t, "data/samples")
	t.Setenv(OCRVariable, "off") // the table does not depend on what is installed
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	rows := ""
	for _, f := range files {
		names = append(names, f.Name())
		want, ok := samples[f.Name()]
		if !ok {
			t.Errorf("%s: nobody has said what it exercises", f.Name())
			continue
		}
		rows += fmt.Sprintf("| %s | %s | %s |\n", f.Name(), want.exercises, outcome(t, filepath.Join(dir, f.Name()), want))
	}
	if known := slices.Sorted(maps.Keys(samples)); !slices.Equal(names, known) {
		t.Errorf("the samples are %q, known are %q", names, known)
	}
	got := "# What becomes of the samples\n\nEvery file of `data/samples`, what is odd about it, and what came out: read, with what was found, or refused, with the\n" +
		"reason a person sees. `go test ./ingest -run Samples -update` writes this table; the test holds it to the files.\n\n" +
		"| file | what it exercises | what came out |\n|---|---|---|\n" + rows
	if *update {
		if err := os.WriteFile("SAMPLES.md", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	held, err := os.ReadFile("SAMPLES.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(held) != got {
		t.Errorf("SAMPLES.md is not what came out: run the test with -update and read the difference\n%s", got)
	}
}

var quoted = regexp.MustCompile(`"[^"]*"`)

// outcome reads a sample and says what came out.
func outcome(t *testing.T, file string, want sample) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(file)
	d, err := Read(context.Background(), name, bytes.NewReader(b))
	if err != nil {
		reason := strings.TrimPrefix(err.Error(), name+": ")
		if want.refused == "" || !strings.Contains(reason, want.refused) {
			t.Errorf("%s: refused for %q, want %q", name, reason, want.refused)
		}
		reason = quoted.ReplaceAllString(reason, "“...”") // a document's own words stay out of the table
		return "refused: " + reason
	}
	check(t, d)
	numbered := 0
	for _, p := range d.Passages {
		if p.Locator.Class() == "para" && p.Number != "" {
			numbered++
		}
	}
	if want.refused != "" || d.Symbol != want.symbol || d.Lang != want.lang || numbered != want.numbered {
		t.Errorf("%s: %q in %s, %d numbered paragraphs; want %+v", name, d.Symbol, d.Lang, numbered, want)
	}
	return "read: " + summaryOf(d, numbered)
}

func summaryOf(d *corpus.Document, numbered int) string {
	id := d.Symbol
	if id == "" {
		id = "no symbol, " + string(d.ID)
	}
	r := d.Reading
	s := fmt.Sprintf("%s, %s, %s; %d passages, %d of them numbered paragraphs, %d footnotes; known by %s, confidence %s",
		id, r.Genre, lang.Get(d.Lang).English, len(d.Passages), numbered, r.Notes, r.Identity, r.Confidence)
	for _, w := range d.Warnings {
		if !strings.Contains(w.Text, `"`) { // quotes nothing
			s += "; doubt: " + strings.TrimPrefix(w.Where+": ", ": ") + w.Text
		}
	}
	return s
}
