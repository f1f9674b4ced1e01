package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"concordance/ingest/format"
)

// sentences makes paragraphs of what a format took for headings by their looks:
// a numbered sentence in italics is an operative paragraph.
func sentences(blocks []format.Block) []format.Block {
	out := slices.Clone(blocks)
	for i := range out {
		x := &out[i]
		if x.Kind != format.Heading || titleLike(*x) {
			continue
		}
		_, numbered := parseNumber(x.Num)
		if numbered && !strings.ContainsAny(lastRune(x.Text), ":：") || utf8.RuneCountInString(x.Text) > 400 {
			x.Kind, x.Level = format.Paragraph, 0
		}
	}
	return out
}

// enterSection remembers the number of a section whose paragraphs have none.
func (b *body) enterSection(x format.Block) {
	if n, ok := parseNumber(x.Num); ok && !b.formal && b.last == 0 {
		b.section = n.locator
	} else if n := chapterOf(x.Text); n != "" && x.Num == "" && !b.formal && b.last == 0 {
		b.section = n
	} else if x.Num != "" {
		b.section = ""
	}
}

// isHeading reports whether block i heads what follows.
func (b *body) isHeading(i int) bool {
	x := b.blocks[i]
	switch {
	case x.Kind == format.Heading:
		return true
	case x.Kind != format.Paragraph:
		return false
	case strings.ContainsAny(lastRune(x.Text), ":："): // "Reports:" over numbered paragraphs
		return b.formal && b.annex == 0 && x.Num == "" && utf8.RuneCountInString(x.Text) <= 60 && b.numberFollows(i)
	case !titleLike(x):
		return false
	case x.Num != "":
		return lettered(x.Num) && (bold(x) || b.passage() == nil || terminated(b.passage().Text) && utf8.RuneCountInString(x.Text) <= 120)
	case bold(x):
		return !b.formal || b.annex > 0 || !b.spoken(x)
	}
	if i > 0 && !b.formal && annexHeading(b.blocks[i-1]) && b.textFollows(i) { // the title of what is annexed
		return true
	}
	p := b.passage()
	return p != nil && b.annex == 0 && (terminated(p.Text) || b.preamble && strings.ContainsAny(lastRune(p.Text), ",،，")) &&
		utf8.RuneCountInString(x.Text) <= 100 && b.textFollows(i) && !b.spoken(x)
}

// numberFollows reports whether the next block opens a numbered paragraph.
func (b *body) numberFollows(i int) bool {
	for _, x := range b.blocks[i+1:] {
		if x.Area != format.Cover && words(x.Num+x.Text) {
			_, numbered := paragraphNumber(x)
			return numbered
		}
	}
	return false
}

// pointFollows reports whether the next block is a point of a paragraph.
func (b *body) pointFollows(i int) bool {
	for k, x := range b.blocks[i+1:] {
		if x.Area == format.Cover || !words(x.Num+x.Text) {
			continue
		}
		if _, numbered := paragraphNumber(x); numbered || x.Area != b.blocks[i].Area {
			return false
		}
		if x.Kind == format.Item || x.Num != "" && x.Kind == format.Paragraph && !lettered(x.Num) {
			return true
		}
		_, ok := b.pointInText(x)
		return ok || b.isHeading(i+1+k) && b.pointFollows(i+1+k)
	}
	return false
}

// spoken reports whether x is a sentence of the operative part.
func (b *body) spoken(x format.Block) bool {
	_, class := leadingVerb(x.Text, b.lang)
	return class != ""
}

// textFollows reports whether a numbered paragraph, a recital or another
// heading comes next.
func (b *body) textFollows(i int) bool {
	for _, x := range b.blocks[i+1:] {
		if x.Area == format.Cover || !words(x.Num+x.Text) {
			continue
		}
		_, numbered := paragraphNumber(x)
		return numbered || x.Kind == format.Heading || !titleLike(x) && x.Num == ""
	}
	return false
}

// lettered reports whether num is one headings have: "A.", "IV.", "I".
func lettered(num string) bool {
	ms := marks(num)
	return ms != nil && (ms[0].style == capitals || ms[0].style == capitalRomans) && !strings.Contains(num, "(")
}

// titleLike reports whether a paragraph is short and no sentence.
func titleLike(x format.Block) bool {
	return x.Text != "" && utf8.RuneCountInString(x.Text) <= 250 && !strings.ContainsAny(lastRune(x.Text), ".;,:؛،。；，：")
}

// bold reports whether all of a block's words are bold or in italics.
func bold(x format.Block) bool {
	at := 0
	for _, m := range x.Marks {
		if !m.Bold && !m.Italic || m.Start < at {
			continue
		}
		if words(x.Text[at:m.Start]) {
			return false
		}
		at = m.End
	}
	return at > 0 && !words(x.Text[min(at, len(x.Text)):])
}
