package format

import (
	"slices"
	"strings"

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

// keepClusters restores the order of letters that share one glyph, lam-alef
// above all: they stand at one place, so that turning the line does not tell
// their order.
func keepClusters(gs []glyph) {
	for i := 0; i+1 < len(gs); i++ {
		a, b := &gs[i], &gs[i+1]
		if a.left == b.left && a.right == b.right && b.r == 'ل' && strings.ContainsRune("اأإآ", a.r) {
			*a, *b = *b, *a
		}
	}
}

var mirrorOf = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '«': '»', '»': '«', '{': '}', '}': '{', '<': '>', '>': '<'}

const opening = "([«{<"

// mirrorBrackets gives the brackets of a right-to-left line as they are typed.
// Some files hold them so, others as they look: the spaces beside them tell.
func mirrorBrackets(gs []glyph) []glyph {
	typed, looked := 0, 0
	for i, g := range gs {
		if mirrorOf[g.r] == 0 {
			continue
		}
		before := i == 0 || spaceBetween(gs[i-1], g, true)
		after := i == len(gs)-1 || spaceBetween(g, gs[i+1], true)
		switch opens := strings.ContainsRune(opening, g.r); {
		case before == after:
		case before == opens:
			typed++
		default:
			looked++
		}
	}
	if looked > typed {
		for i := range gs {
			if m := mirrorOf[gs[i].r]; m != 0 {
				gs[i].r = m
			}
		}
	}
	return gs
}
