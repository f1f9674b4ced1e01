package format

import (
	"slices"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

type runDirection int

const (
	neutral runDirection = iota
	leftToRight
	rightToLeft
	number
)

func direction(r rune) runDirection {
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.R, bidi.AL:
		return rightToLeft
	case bidi.L:
		return leftToRight
	case bidi.EN, bidi.AN:
		return number
	}
	return neutral
}

// readingOrder puts the glyphs of a right-to-left line, given from left to
// right as they stand on the page, in the order they are read: from the right,
// but numbers and words of other scripts from the left.
func readingOrder(gs []glyph) []glyph {
	out := slices.Clone(gs)
	slices.Reverse(out)
	keepClusters(out)
	for i := 0; i < len(out); {
		if d := direction(out[i].r); d != leftToRight && d != number {
			i++
			continue
		}
		end := leftToRightRun(out, i)
		slices.Reverse(out[i:end])
		i = end
	}
	for i := range out {
		out[i].r = mirrored(out, i)
	}
	return out
}

// leftToRightRun is the end of the run of left-to-right glyphs that begins at i:
// neutral ones belong to it when more of the same follow.
func leftToRightRun(gs []glyph, i int) int {
	words := direction(gs[i].r) == leftToRight
	end := i + 1
	for j := i + 1; j < len(gs); j++ {
		switch d := direction(gs[j].r); {
		case d == number:
			end = j + 1
		case d == leftToRight:
			words, end = true, j+1
		case d == rightToLeft:
			return end
		case !words && !insideNumber(gs, j):
			return end
		}
	}
	return end
}

// insideNumber: a separator between two digits, "1,5", "79/912".
func insideNumber(gs []glyph, j int) bool {
	switch gs[j].r {
	case '.', ',', '/', ':', '-':
		return j+1 < len(gs) && direction(gs[j+1].r) == number && spaceless(gs[j-1], gs[j]) && spaceless(gs[j], gs[j+1])
	}
	return false
}

func spaceless(a, b glyph) bool { return !spaceBetween(a, b, true) }

// keepClusters restores the order of letters that share one glyph (lam-alef),
// which stand at one place and were reversed with the rest.
func keepClusters(gs []glyph) {
	for i := 0; i < len(gs); {
		end := i + 1
		for end < len(gs) && gs[end].x == gs[i].x && gs[end].left == gs[i].left && unicode.Is(unicode.Arabic, gs[end].r) && unicode.Is(unicode.Arabic, gs[i].r) {
			end++
		}
		if end-i > 1 {
			slices.SortStableFunc(gs[i:end], func(a, b glyph) int { return a.id - b.id })
		}
		i = end
	}
}

// mirrored gives a bracket of a right-to-left line as it is typed: files hold it
// as it looks.
func mirrored(gs []glyph, i int) rune {
	switch gs[i].r {
	case '(':
		return ')'
	case ')':
		return '('
	case '[':
		return ']'
	case ']':
		return '['
	case '«':
		return '»'
	case '»':
		return '«'
	}
	return gs[i].r
}
