package format

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
)

// classify tells headings, formulas, points and paragraphs apart where the file
// has no markup for it, and takes the number off the text.
func (b *Block) classify() {
	b.Kind = Paragraph
	if _, whole := findDate(b.Text); whole {
		return // "29. Januar 2099" is no paragraph 29
	}
	lab, ok := readLabel(b.Text)
	switch {
	case isFormula(b.Text):
		b.Kind = Formula
	case ok && (lab.class == upperRoman || lab.class == upperAlpha || lab.class == section):
		if !titleLike(b.Text) && lab.size < len(b.Text) {
			return // "A. Smith took the floor."
		}
		b.Kind, b.Level = Heading, headingLevel(lab)
		b.setLabel(lab)
	case ok && lab.class.isPoint():
		b.Kind, b.Level = Item, 1
		b.setLabel(lab)
	case ok:
		b.setLabel(lab)
	case b.allBold() && titleLike(b.Text) || capitals(b.Text):
		b.Kind, b.Level = Heading, 1
	}
}

func (b *Block) setLabel(l label) {
	b.Num = l.num
	b.drop(l.size)
}

func headingLevel(l label) int {
	switch l.class {
	case upperRoman:
		return 1
	case section:
		return strings.Count(strings.TrimRight(l.num, "."), ".") + 1
	}
	return 2
}

// titleLike: short, and no sentence.
func titleLike(s string) bool {
	return utf8.RuneCountInString(s) <= 240 && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ";") && !strings.HasSuffix(s, ",")
}

// capitals: a line all in capitals, longer than an acronym.
func capitals(s string) bool {
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) || unicode.In(r, unicode.Arabic, unicode.Han) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 6 && strings.Contains(s, " ") && titleLike(s)
}

// settle finishes a file without markup of its parts: numbers that stand alone
// go to the paragraph after them; the cover is what comes before the body begins
// to speak, or before the first numbered heading or paragraph; points get their
// levels; and the masthead is read.
func (t *Text) settle() {
	t.joinNumbers()
	contents := map[int]bool{} // pages with a table of contents: its "Annex" begins none
	for _, b := range t.Blocks {
		if b.Style == "contents" {
			contents[b.Page] = true
		}
	}
	start := max(0, slices.IndexFunc(t.Blocks, func(b Block) bool {
		return begins(b) && !(contents[b.Page] && annexHead.MatchString(b.Text))
	}))
	annex := 0
	var o outline
	for i := range t.Blocks {
		b := &t.Blocks[i]
		if i >= start && b.Num == "" && b.Kind != Row && !contents[b.Page] && annexHead.MatchString(b.Text) {
			annex++
			if b.Kind == Paragraph {
				b.Kind, b.Level = Heading, 1
			}
		}
		switch {
		case annex > 0:
			b.Area, b.Annex = Annex, annex
		case i < start:
			b.Area = Cover
		default:
			b.Area = Body
		}
		if b.Kind != Item {
			if b.Num != "" || annexHead.MatchString(b.Text) { // a line between the points closes no list
				o.reset()
			}
		} else if lab, ok := readLabel(b.Num + " "); ok {
			b.Level = o.place(lab)
		}
	}
	readMasthead(&t.Meta, t.Blocks)
	t.dropClosing(start)
}

// closingLine is the line under an Assembly resolution that says when it was
// adopted: "53rd plenary meeting", often with the date.
var closingLine = regexp.MustCompile(`(?i)^(?:(\d{1,4}(?:st|nd|rd|th)) (?:\(resumed\) )?plenary meeting|\d{1,4}e? ?séance plénière|\d{1,4}\.?[ªa]? ?(?:sesión plenaria|plenarsitzung)|` +
	`\d{1,4}-?\pL{0,3} пленарное заседание|الجلسة العامة [\d(]|第 ?\d{1,4} ?次(?:全体)?会议)`)

// dropClosing takes the line of the plenary meeting, and a date on a line of its
// own after it, out of the body: it is what the masthead says, not a paragraph.
func (t *Text) dropClosing(start int) {
	for i := len(t.Blocks) - 1; i > start; i-- {
		b := t.Blocks[i]
		if b.Area != Body || b.Num != "" || b.Kind != Paragraph && b.Kind != Heading || utf8.RuneCountInString(b.Text) > 80 {
			continue
		}
		m := closingLine.FindStringSubmatch(b.Text)
		if m == nil || closes(b.Text) {
			continue
		}
		end := i + 1
		if end < len(t.Blocks) && t.Blocks[end].Num == "" {
			if _, whole := findDate(t.Blocks[end].Text); whole {
				end++
			}
		}
		if end < len(t.Blocks) && t.Blocks[end].Area == Body {
			return // the text goes on: no closing line
		}
		if t.Meta.Meeting == "" {
			t.Meta.Meeting = m[1]
		}
		t.Blocks = slices.Delete(t.Blocks, i, end)
		return
	}
}

// begins: the words by which a body speaks, a number, the head of an annex, or
// a long sentence end the cover.
func begins(b Block) bool {
	switch b.Kind {
	case Formula:
		return true
	case Item, Row:
		return false
	}
	return b.Num != "" || annexHead.MatchString(b.Text) || closes(b.Text) && (long(b.Text) || b.recital())
}

// long: more than a line of a masthead holds. Chinese has no spaces.
func long(s string) bool { return strings.Count(s, " ") >= 25 || utf8.RuneCountInString(s) >= 250 }

// recital: it opens in italics, goes on upright and ends with a comma.
func (b *Block) recital() bool {
	r, _ := utf8.DecodeLastRuneInString(b.Text)
	return len(b.Marks) > 0 && b.Marks[0].Start == 0 && b.Marks[0].Italic && b.Marks[0].End < len(b.Text)/2 && strings.ContainsRune(",،，", r)
}

// annexHead is the head of an annex, or of what is enclosed: the word and its
// number alone, or with what it is annexed to.
var annexHead = regexp.MustCompile(`(?i)^(?:annex|annexe|anexo|приложение|المرفق|附件|anlage|appendix|enclosure|pièce jointe|documento adjunto)(?: [IVXLC]{1,5}| \d{1,2}| [A-Z])?\*?(?: (?:to|à|a|к) .{1,300}[^.;,])?$`)

// joinNumbers gives a number on a line of its own to the paragraph after it.
func (t *Text) joinNumbers() {
	kept := t.Blocks[:0]
	for _, b := range t.Blocks {
		if n := len(kept); n > 0 {
			last := kept[n-1]
			if last.Num != "" && last.Text == "" && b.Num == "" && (b.Kind == Paragraph || b.Kind == Heading) {
				b.Num = last.Num
				if last.Kind != Heading || titleLike(b.Text) {
					b.Kind, b.Level = last.Kind, last.Level
				}
				kept[n-1] = b
				continue
			}
		}
		kept = append(kept, b)
	}
	t.Blocks = kept
}

func (t *Text) warn(where, what string) {
	t.Warnings = append(t.Warnings, corpus.Warning{Where: where, Text: what})
}

// check keeps the limits on what a file may hold.
func (t *Text) check() error {
	if len(t.Blocks) > MaxBlocks {
		return fmt.Errorf("%w of %d blocks", ErrTooLarge, MaxBlocks)
	}
	size := 0
	for _, b := range t.Blocks {
		size += len(b.Text)
	}
	for _, n := range t.Notes {
		size += len(n.Text)
	}
	if size > MaxText {
		return fmt.Errorf("%w of %d MB of text", ErrTooLarge, MaxText>>20)
	}
	return nil
}
