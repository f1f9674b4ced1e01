package ui

import (
	"sort"
	"strings"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/index"
)

// Segment is a run of text that looks one way, or, without text, a point in it.
type Segment struct {
	Text   string
	Match  bool   // found by the query
	Chip   *Chip  // the citation it belongs to
	Anchor string // a point (a) begins here
	Note   string // a footnote mark stands here: the footnote's locator
	Mark   string // what the mark shows
	Again  bool   // the same words stand before on the page, in another language
}

// Line is a paragraph or a point of a passage.
type Line struct {
	ID       string // anchor: the point's locator; "" for what is not a point
	Number   string // "(a)", hung before the text
	Depth    int    // of the point: 1 for (a), 2 for (i)
	Asked    bool   // the address asks for this point
	Segments []Segment
}

// span is a run of bytes that looks its own way.
type span struct {
	start, end int
	match      bool
	chip       *Chip
}

// pin is a point between bytes.
type pin struct {
	at      int
	segment Segment
}

// segments cuts text at spans and pins. The texts of the segments, joined, are
// the text whatever the spans are: one that is out of bounds, cuts a letter or
// begins inside another is left out.
func segments(text string, spans []span, pins []pin) []Segment {
	var out []Segment
	at := 0
	emit := func(to int, s span) {
		for len(pins) > 0 && pins[0].at <= to {
			if cut := max(pins[0].at, at); cut > at {
				out = append(out, Segment{Text: text[at:cut], Match: s.match, Chip: s.chip})
				at = cut
			}
			out = append(out, pins[0].segment)
			pins = pins[1:]
		}
		if to > at {
			out = append(out, Segment{Text: text[at:to], Match: s.match, Chip: s.chip})
			at = to
		}
	}
	pins = keep(pins, func(p pin) bool { return boundary(text, p.at) })
	sort.SliceStable(pins, func(i, j int) bool { return pins[i].at < pins[j].at })
	sort.SliceStable(spans, func(i, j int) bool { return spans[i].start < spans[j].start })
	for _, s := range spans {
		if s.start < at || s.end <= s.start || !boundary(text, s.start) || !boundary(text, s.end) {
			continue
		}
		emit(s.start, span{})
		emit(s.end, s)
	}
	emit(len(text), span{})
	return out
}

func keep[T any](xs []T, ok func(T) bool) []T {
	var out []T
	for _, x := range xs {
		if ok(x) {
			out = append(out, x)
		}
	}
	return out
}

// boundary reports whether text may be cut at i.
func boundary(text string, i int) bool {
	return i >= 0 && i <= len(text) && (i == len(text) || utf8.RuneStart(text[i]))
}

// snippet marks the matches of a hit.
func snippet(text string, matches []index.Span) []Segment {
	spans := make([]span, len(matches))
	for i, m := range matches {
		spans[i] = span{start: m.Start, end: m.End, match: true}
	}
	return segments(text, spans, nil)
}

// lines cuts a passage into its paragraphs and points, with citations and
// footnote marks in place. chip says how a citation looks.
func lines(p *corpus.Passage, asked corpus.Locator, chip func(*corpus.Citation) *Chip) []Line {
	var spans []span
	for i := range p.Citations {
		c := &p.Citations[i]
		spans = append(spans, span{start: c.Start, end: c.End, chip: chip(c)})
	}
	var out []Line
	start := 0
	for text := range strings.SplitSeq(p.Text, "\n") {
		out = append(out, line(p, text, start, spans, asked))
		start += len(text) + 1
	}
	return out
}

// line makes one line of a passage; it begins at byte start of the passage's text.
func line(p *corpus.Passage, text string, start int, spans []span, asked corpus.Locator) Line {
	l, end := Line{}, start+len(text)
	body := start
	var pins []pin
	for _, part := range p.Parts {
		switch {
		case part.Start == start && l.ID == "":
			l.ID = string(part.Locator)
			l.Number, body = number(text, part.Number, start)
			l.Depth = depth(part.Locator)
			l.Asked = part.Locator == asked
		case part.Start >= start && part.Start < end: // a point in the run of the line
			pins = append(pins, pin{at: max(part.Start, body) - body, segment: Segment{Anchor: string(part.Locator)}})
		case part.Start < start && start < part.End && l.ID == "":
			l.Depth = depth(part.Locator) // a further paragraph of the point
		}
	}
	for _, r := range p.Refs {
		if r.At >= start && r.At <= end {
			pins = append(pins, pin{at: max(r.At, body) - body, segment: Segment{Note: string(r.Locator), Mark: r.Locator.Number()}})
		}
	}
	var inside []span
	for _, s := range spans {
		if s.start < end && s.end > body {
			inside = append(inside, span{start: max(s.start, body) - body, end: min(s.end, end) - body, chip: s.chip})
		}
	}
	l.Segments = segments(p.Text[body:end], inside, pins)
	return l
}

// number parts a point's number from its words: it hangs before them. body is
// where the words begin, in the passage's text.
func number(text, printed string, start int) (n string, body int) {
	rest, ok := strings.CutPrefix(text, printed)
	if printed == "" || !ok {
		return "", start
	}
	trimmed := strings.TrimLeft(rest, " ")
	return printed, start + len(text) - len(trimmed)
}

// depth of a point: 1 for "para-2.e", 2 for "para-3.b.iv".
func depth(l corpus.Locator) int {
	n := 0
	for p := l.Parent(); p != ""; p = p.Parent() {
		n++
	}
	return n
}
