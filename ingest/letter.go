package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/ingest/format"
)

// letterDated is the line over a letter or note that transmits a document:
// "Letter dated 9 January 2025 from ...", "Identical letters dated ...".
var letterDated = regexp.MustCompile(`(?i)^(?:identical )?(?:letters? dated|notes? verbales? dated)|^(?:lettres?(?: identiques)?|notes? verbales?) datée?s? d|` +
	`^(?:cartas?(?: idénticas)?|notas? verbale?s?) (?:de fecha |idénticas? de fecha )|^(?:идентичные )?(?:письмо|письма|вербальная нота) .{0,40}от |` +
	`^(?:رسالة|رسالتان|رسائل|مذكرة شفوية)(?: متطابقتان| متطابقة)? مؤرخ|(?:的信|的同文信|的普通照会)$`)

// correspondence finds the letters that transmit the document: where the line
// over one stands on the cover or in the text, all that has no number and is no
// heading after it, up to the annex or the first heading, is the letter. The
// numbers of the document proper then need no prefix, and its count of
// unnumbered passages does not begin with the letter's.
func (b *body) correspondence() {
	b.letters = make([]int, len(b.blocks))
	if b.formal {
		return
	}
	open := false
	for i, x := range b.blocks {
		switch {
		case !words(x.Num + x.Text):
		case letterLine(x):
			open = x.Area == format.Cover || x.Area == format.Body
			if open && x.Area != format.Cover {
				b.written++
				b.letters[i] = -b.written
			}
		case x.Area == format.Cover:
		case !open || x.Area != format.Body || x.Kind != format.Paragraph || x.Num != "":
			open = false
		default:
			if b.written == 0 {
				b.written = 1
			}
			b.letters[i] = b.written
		}
	}
}

func letterLine(x format.Block) bool {
	return x.Num == "" && (x.Kind == format.Paragraph || x.Kind == format.Heading) && x.Area != format.Annex &&
		utf8.RuneCountInString(x.Text) <= 600 && !terminated(x.Text) && letterDated.MatchString(strings.TrimRight(x.Text, " *"))
}

// letter places a paragraph of a letter: letter/para-2, letter-2/para-1 where
// there are several. The line over a second letter is its heading.
func (b *body) letter(i int) bool {
	n := b.letters[i]
	if n == 0 {
		return false
	}
	x := b.blocks[i]
	if n < 0 {
		x.Level = topLevel
		b.leave()
		b.heading(x)
		return true
	}
	place := "letter/"
	if b.written > 1 {
		place = "letter-" + strconv.Itoa(n) + "/"
	}
	before := b.place
	b.place = place
	p := b.start(b.count("para"), "", x)
	p.Role, p.Force = corpus.RoleProcedure, corpus.ForceInformational
	b.end()
	b.place = before
	if next := i + 1; next >= len(b.letters) || b.letters[next] == 0 {
		b.headings = nil // the letter's own heading ends with it
	}
	return true
}
