package ingest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// assess says how a document was read: what was found in it, and how sure that
// is. It adds the doubts that show only on the whole.
func assess(d *corpus.Document, t *format.Text) {
	r := &d.Reading
	r.Notes = len(t.Notes)
	for i := range d.Passages {
		r.Words += wordCount(d.Passages[i].Text, d.Lang)
	}
	r.OCR = t.Meta.Other["ocr"] != ""
	var empty int
	r.Pages, empty = pages(t, d)
	r.Confidence = confidence(d)
	switch {
	case empty*4 > r.Pages:
		r.Confidence = corpus.ConfidenceLow
	case empty > 0 && r.Confidence == corpus.ConfidenceHigh:
		r.Confidence = corpus.ConfidenceMedium
	}
	r.Sketch = sketch(d)
}

// wordCount counts words; where words are not set apart, characters.
func wordCount(s string, l lang.Tag) int {
	if l != lang.Chinese {
		return len(strings.Fields(s))
	}
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// pageful is about what a page holds, in characters: a paragraph as long as two
// may pass over a whole page.
const pageful = 3000

// pages counts the pages of a text and doubts those that nothing was read from.
func pages(t *format.Text, d *corpus.Document) (n, empty int) {
	size := map[int]int{}
	for _, x := range t.Blocks {
		size[x.Page] += utf8.RuneCountInString(x.Text)
		n = max(n, x.Page)
	}
	for _, x := range t.Notes {
		size[x.Page] += utf8.RuneCountInString(x.Text)
		n = max(n, x.Page)
	}
	if scan, err := strconv.Atoi(t.Meta.Other["pages"]); err == nil {
		return scan, 0
	}
	for p := 1; p < n; p++ {
		if size[p] > 0 || size[p-1] > pageful {
			continue
		}
		empty++
		where := fmt.Sprintf("page %d", p)
		if mentions(t.Warnings, where) {
			continue
		}
		d.Warnings = append(d.Warnings, corpus.Warning{Where: where, Text: "nothing was read from this page: it is blank, or a picture"})
	}
	return n, empty
}

func mentions(ws []corpus.Warning, where string) bool {
	for _, w := range ws {
		if w.Where == where {
			return true
		}
	}
	return false
}

// markedUp are the formats that mark up what they hold: their structure is told,
// not read off the layout.
var markedUp = map[string]bool{"akn": true, "docx": true, "html": true, "markdown": true}

// confidence weighs the doubts of a document against what vouches for it. A
// format that marks up its structure vouches for it, and so do printed numbers
// that run without a gap.
func confidence(d *corpus.Document) corpus.Confidence {
	if d.Reading.OCR {
		return corpus.ConfidenceLow
	}
	numbered, gaps, inferred := 0, 0, 0
	last := map[string]int{}
	for i := range d.Passages {
		p := &d.Passages[i]
		n, ok := parseNumber(p.Number)
		if !ok || n.nested || n.suffix || strings.Contains(p.Locator.Class(), "fn") {
			continue
		}
		numbered++
		if p.Inferred {
			inferred++
		}
		c := p.Locator.Class()
		if last[c] > 0 && n.n != last[c]+1 || last[c] == 0 && n.n != 1 {
			gaps++
		}
		last[c] = n.n
	}
	doubtful := gaps + inferred
	switch {
	case numbered > 0 && doubtful*10 > numbered && doubtful > 1:
		return corpus.ConfidenceLow
	case doubtful > 0, d.Reading.Identity == corpus.OriginFileName:
		return corpus.ConfidenceMedium
	case markedUp[d.Source.Format], numbered >= 3:
		return corpus.ConfidenceHigh
	}
	return corpus.ConfidenceMedium
}
