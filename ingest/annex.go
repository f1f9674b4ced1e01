package ingest

import (
	"regexp"
	"strconv"
	"unicode/utf8"

	"concordance/ingest/format"
)

// numberedBefore reports whether a numbered paragraph stands before the annex. In
// a letter none does: the annex is the document, and its numbers need no prefix.
func (b *body) numberedBefore() bool {
	for i, x := range b.blocks {
		if x.Area == format.Annex {
			return false
		}
		if b.numbers[i] > 0 {
			return true
		}
	}
	return true
}

var annexStart = regexp.MustCompile(`(?i)^(?:\pL+ )?(?:annex|annexe|anexo|anlage|приложение|المرفق|مرفق)(?:[ :–—-]|$)|^附件|附件$|anlage$`)

// opensAnnex reports whether block i is the first of an annex: the source marks
// it so, or it is a heading that says so after the numbered text.
func (b *body) opensAnnex(i, annex int) bool {
	x := b.blocks[i]
	if x.Area == format.Cover {
		return false
	}
	if x.Area == format.Annex && x.Annex > annex {
		return true
	}
	if !annexHeading(x) {
		return false
	}
	if x.Area == format.Annex { // another annex in the same attachment
		return i > 0 && b.blocks[i-1].Area == format.Annex && b.blocks[i-1].Annex == x.Annex && !b.annexJust(i)
	}
	return b.numbered && b.restarts(i)
}

// annexJust reports whether only headings stand between the start of the
// attachment and block i: "Annex" over "Annex I" is one heading.
func (b *body) annexJust(i int) bool {
	for k := i - 1; k >= 0 && b.blocks[k].Area == format.Annex && b.blocks[k].Annex == b.blocks[i].Annex; k-- {
		if b.blocks[k].Num != "" || !titleLike(b.blocks[k]) {
			return false
		}
		if annexHeading(b.blocks[k]) {
			return true
		}
	}
	return true
}

// restarts reports whether the next numbered paragraph is number 1, or there is none.
func (b *body) restarts(i int) bool {
	n := b.next(i)
	return n <= 1
}

func annexHeading(x format.Block) bool {
	if x.Num != "" || utf8.RuneCountInString(x.Text) > 160 || x.Kind != format.Heading && !titleLike(x) {
		return false
	}
	return annexStart.MatchString(x.Text)
}

// sourceAnnex is the annex, by the source's count, that the block before i stands in.
func (b *body) sourceAnnex(i int) int {
	for k := i - 1; k >= 0; k-- {
		if b.blocks[k].Area != format.Cover {
			return b.blocks[k].Annex
		}
	}
	return 0
}

func (b *body) enterAnnex() {
	b.settle()
	b.leave()
	if b.single {
		return
	}
	b.annex++
	b.part, b.last, b.preamble, b.titled = 1, 0, false, false
	b.place = b.container()
}

// container is the locator prefix of where the reader stands.
func (b *body) container() string {
	s := ""
	if b.annex > 0 {
		s = "annex/"
		if b.annexes > 1 {
			s = "annex-" + strconv.Itoa(b.annex) + "/"
		}
	}
	if b.part > 1 {
		s += "part-" + strconv.Itoa(b.part) + "/"
	}
	return s
}
