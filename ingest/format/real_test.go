package format

import (
	"encoding/csv"
	"strings"
	"testing"
	"unicode"
)

// wordsOf counts the words of what a document says, its masthead left out:
// formats differ in it.
func wordsOf(t *Text) map[string]int {
	count := map[string]int{}
	add := func(s string) {
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			count[w]++
		}
	}
	for _, b := range t.Blocks {
		if b.Area != Cover {
			add(b.Num + " " + b.Text)
		}
	}
	for _, n := range t.Notes {
		add(n.Text)
	}
	return count
}

// share is the share of words two documents have in common.
func share(a, b map[string]int) float64 {
	all, common := 0, 0
	for w, n := range a {
		all += n
		common += 2 * min(n, b[w])
	}
	for _, n := range b {
		all += n
	}
	return float64(common) / float64(all)
}

// numbers lists the paragraph numbers in order.
func numbers(t *Text) string {
	var ns []string
	for _, b := range t.Blocks {
		if b.Num != "" && b.Area != Cover {
			ns = append(ns, b.Num)
		}
	}
	return strings.Join(ns, " ")
}

// Resolutions printed from the documents the official XML was made of: the
// words and the numbers of the paragraphs are the same.
func TestRealPDFs(t *testing.T) {
	rows := csv.NewReader(strings.NewReader(string(shared(t, "data/pairs.tsv"))))
	rows.Comma = '\t'
	pairs, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	archive := sharedArchive(t, "data/un-akn-sc.tar.zst")
	compared := 0
	for _, row := range pairs[1:] {
		symbol, file := row[0], row[2]
		dir := "data/pdf/"
		if symbol == "S/RES/2770" {
			dir = "data/samples/"
		}
		twin := archive(func(name string) bool {
			return strings.Contains(name, "/English/") && strings.Contains(name, "RES_"+strings.TrimPrefix(symbol, "S/RES/"))
		})
		if twin == nil {
			t.Logf("%s: no XML twin in the archive", symbol)
			continue
		}
		printed, official := mustRead(t, file, shared(t, dir+file)), mustRead(t, "twin.xml", twin)
		s := share(wordsOf(printed), wordsOf(official))
		t.Logf("%s: %.4f of the words", symbol, s)
		if s < 0.995 {
			t.Errorf("%s: only %.4f of the words are the same", symbol, s)
		}
		if p, o := numbers(printed), numbers(official); p != o {
			t.Errorf("%s: numbers\n%s\nwant\n%s", symbol, p, o)
		}
		compared++
	}
	if compared < 9 {
		t.Errorf("only %d pairs compared", compared)
	}
}

// The same text as DOCX, HTML and PDF.
func TestRealFormatsAgree(t *testing.T) {
	for _, c := range []struct {
		name  string
		share float64 // right-to-left words are sometimes parted or joined
	}{{"S_RES_2341_en", 1}, {"S_RES_2617_en", 1}, {"S_RES_2617_fr", 1}, {"S_RES_2617_ar", 0.995}} {
		doc := mustRead(t, c.name+".docx", shared(t, "data/docx/"+c.name+".docx"))
		page := mustRead(t, c.name+".html", shared(t, "data/docx/"+c.name+".html"))
		printed := mustRead(t, c.name+".pdf", shared(t, "data/docx/"+c.name+".pdf"))
		if s := share(wordsOf(doc), wordsOf(page)); s < 1 {
			t.Errorf("%s: HTML has %.4f of the words of the DOCX", c.name, s)
		}
		if s := share(wordsOf(doc), wordsOf(printed)); s < c.share {
			t.Errorf("%s: PDF has %.4f of the words of the DOCX", c.name, s)
		}
		if d, p := numbers(doc), numbers(printed); d != p || d != numbers(page) {
			t.Errorf("%s: numbers %s, of the PDF %s", c.name, d, p)
		}
	}
}

// A letter with principles in an annex: the annex is one, the footnotes are
// numbered in order and every one of them is tied to a mark.
func TestRealFootnotes(t *testing.T) {
	text := mustRead(t, "S_2025_22.en.pdf", shared(t, "data/pdf/S_2025_22.en.pdf"))
	if len(text.Notes) != 41 {
		t.Errorf("%d footnotes, want 41", len(text.Notes))
	}
	marked := map[int]int{}
	for _, b := range text.Blocks {
		for _, r := range b.Refs {
			marked[r.Note]++
		}
	}
	if len(marked) != len(text.Notes) {
		t.Errorf("%d of %d footnotes have a mark", len(marked), len(text.Notes))
	}
	last := text.Blocks[len(text.Blocks)-1]
	if last.Area != Annex || last.Annex != 1 {
		t.Errorf("the last paragraph is in %s %d", last.Area, last.Annex)
	}
	if text.Meta.Symbol != "S/2025/22" || text.Meta.Date != "2025-01-10" {
		t.Errorf("masthead: %+v", text.Meta)
	}
}

// The concept note, 26 paragraphs under six headings, each whole.
func TestRealConceptNote(t *testing.T) {
	text := mustRead(t, "ctc-concept-note-2021-01-27.txt", shared(t, "seeds/ctc-concept-note-2021-01-27.txt"))
	want := "I. 1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12. II. 13. 14. 15. 16. III. 17. 18. 19. 20. 21. 22. IV. 23. V. 24. 25. VI. 26."
	if got := numbers(text); got != want {
		t.Errorf("numbers %s", got)
	}
	for _, b := range text.Blocks {
		if b.Kind == Paragraph && b.Area == Body && (b.Num == "" || !strings.HasSuffix(b.Text, ".")) || strings.Contains(b.Text, "*") {
			t.Errorf("not a whole paragraph: %s %q", b.Num, b.Text)
		}
	}
	if len(text.Warnings) != 1 {
		t.Errorf("warnings: %v", text.Warnings)
	}
}

// A table page that says nothing of its encoding and has a broken mark of it.
func TestRealTable(t *testing.T) {
	text := mustRead(t, "scact2017_table_en.html", shared(t, "data/html/scact2017_table_en.html"))
	rows := 0
	for _, b := range text.Blocks {
		if b.Kind != Row {
			t.Errorf("not a row: %q", b.Text)
		}
		if strings.HasPrefix(b.Text, "S/PV.") && strings.Count(b.Text, " | ") == 4 {
			rows++
		}
	}
	if rows < 250 {
		t.Errorf("%d meetings", rows)
	}
}

// Files that must be refused, or read as what they are.
func TestRealOddities(t *testing.T) {
	_, err := read(t, "1971.pdf", shared(t, "data/samples/1971-10-25_GA_Resolution_2758_ru.pdf"))
	oneLine(t, err, ErrNoText)
	text := mustRead(t, "A_78_1.en.pdf", shared(t, "data/samples/A_78_1.en.pdf"))
	if text.Meta.Symbol != "" {
		t.Errorf("a page that says a document does not exist has the symbol %q", text.Meta.Symbol)
	}
}
