package format

import (
	"math"
	"slices"
	"strings"
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
	if r < 0x80 && ('a' <= r|0x20 && r|0x20 <= 'z') {
		return leftToRight
	}
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
// but numbers and words of other scripts from the left. Spaces become glyphs.
func readingOrder(gs []*glyph) []*glyph {
	spreadClusters(gs)
	out := withSpaces(gs)
	slices.Reverse(out)
	keepClusters(out)
	out = withoutStretch(out)
	for i := 0; i < len(out); {
		end := leftToRightRun(out, i)
		if end == i {
			i++
			continue
		}
		slices.Reverse(out[i:end])
		i = end
	}
	return out
}

// tatweel stretches the join of two letters, to fill a line.
const tatweel = 'ـ'

// withoutStretch drops the tatweels between letters and those that hang on none.
// One that ends a word was typed, as after a preposition before a number.
func withoutStretch(gs []*glyph) []*glyph {
	kept := gs[:0]
	for i, g := range gs {
		if g.r == tatweel {
			next := i + 1
			for next < len(gs) && gs[next].r == tatweel {
				next++
			}
			inside := next < len(gs) && direction(gs[next].r) == rightToLeft
			if inside || len(kept) == 0 || !unicode.IsLetter(kept[len(kept)-1].r) {
				continue
			}
		}
		kept = append(kept, g)
	}
	return kept
}

// withSpaces puts a glyph into every gap that is a space.
func withSpaces(gs []*glyph) []*glyph {
	out := make([]*glyph, 0, len(gs)+len(gs)/4)
	for i, g := range gs {
		if i > 0 && spaceBetween(gs[i-1], g, true) {
			s := new(glyph)
			*s = *g
			s.r, s.marks, s.raised, s.left, s.right = ' ', "", false, gs[i-1].right, g.left
			out = append(out, s)
		}
		out = append(out, g)
	}
	return out
}

// leftToRightRun is the end of the run of glyphs read from the left that begins
// at i; i when none begins. A word of another script takes in the words of its
// kind beside it; a number stands alone, and a range of years, parted by a
// dash, is two numbers, as the bidirectional algorithm has it after Arabic.
func leftToRightRun(gs []*glyph, i int) int {
	end, letters := token(gs, i)
	if !letters {
		return numberRun(gs, i)
	}
	for j := end; j < len(gs) && direction(gs[j].r) != rightToLeft; {
		if strings.ContainsRune(" ,;.:", gs[j].r) { // between two foreign words
			j++
			continue
		}
		next, letters := token(gs, j)
		if next == j {
			break
		}
		if j = next; letters {
			end = next
		}
	}
	return end
}

// token is the end of the run without spaces, brackets or right-to-left letters
// that begins at i, without the punctuation at its end, and whether it holds
// letters.
func token(gs []*glyph, i int) (end int, letters bool) {
	end = i
	for j := i; j < len(gs) && gs[j].r != ' ' && mirrorOf[gs[j].r] == 0; j++ {
		switch direction(gs[j].r) {
		case rightToLeft:
			return end, letters
		case leftToRight:
			letters, end = true, j+1
		case number:
			end = j + 1
		default:
			if j == i { // a token begins with a letter or a digit
				return i, false
			}
		}
	}
	return end, letters
}

// numberRun is the end of the number that begins at i: digits with the
// separators that belong to numbers between them, "1,5", "79/912".
func numberRun(gs []*glyph, i int) int {
	end := i
	for j := i; j < len(gs); j++ {
		switch {
		case direction(gs[j].r) == number:
			end = j + 1
		case j == i || !strings.ContainsRune(".,/:", gs[j].r):
			return end
		}
	}
	return end
}

// sameCluster reports whether two letters share one glyph: they stand at one place.
func sameCluster(a, b *glyph) bool {
	return math.Abs(a.x-b.x) < 0.03*a.size && direction(a.r) == rightToLeft && direction(b.r) == rightToLeft
}

// spreadClusters gives the letters of one glyph its whole width.
func spreadClusters(gs []*glyph) {
	for i := 1; i < len(gs); i++ {
		if a, b := gs[i-1], gs[i]; sameCluster(a, b) {
			a.left, b.left = min(a.left, b.left), min(a.left, b.left)
			a.right, b.right = max(a.right, b.right), max(a.right, b.right)
		}
	}
}

// keepClusters restores the order of letters that share one glyph, lam-alef
// above all: they stand at one place, so that turning the line turned them. The
// file has them in order, except that some write the alef first.
func keepClusters(gs []*glyph) {
	for i := 0; i < len(gs); {
		end := i + 1
		for end < len(gs) && sameCluster(gs[i], gs[end]) && gs[end-1].id == gs[end].id+1 {
			end++
		}
		slices.Reverse(gs[i:end])
		if end == i+2 && gs[i+1].r == 'ل' && strings.ContainsRune("اأإآ", gs[i].r) {
			gs[i], gs[i+1] = gs[i+1], gs[i]
		}
		i = end
	}
}

var mirrorOf = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '«': '»', '»': '«', '{': '}', '}': '{', '<': '>', '>': '<'}

const opening = "([«{<"

// mirrorBrackets gives the brackets of a right-to-left line as they are typed.
// Some files hold them so, others as they look, and some both: the spaces beside
// each tell, and those beside the others where they do not.
func mirrorBrackets(gs []*glyph) []*glyph {
	looked := 0
	for i, g := range gs {
		if mirrorOf[g.r] == 0 {
			continue
		}
		switch opens, known := bracketOpens(gs, i); {
		case !known:
		case opens == strings.ContainsRune(opening, g.r):
			looked--
		default:
			looked++
		}
	}
	for i, g := range gs {
		m := mirrorOf[g.r]
		if m == 0 {
			continue
		}
		opens, known := bracketOpens(gs, i)
		if known && opens != strings.ContainsRune(opening, g.r) || !known && looked > 0 {
			mirrored := *g
			mirrored.r = m
			gs[i] = &mirrored
		}
	}
	return gs
}

// bracketOpens tells by the spaces beside a bracket whether it opens.
func bracketOpens(gs []*glyph, i int) (opens, known bool) {
	before := i == 0 || gs[i-1].r == ' '
	if i > 0 && i == len(gs)-1 {
		return before, true
	}
	after := i == len(gs)-1 || gs[i+1].r == ' ' || direction(gs[i+1].r) == neutral
	return before, before != after
}
