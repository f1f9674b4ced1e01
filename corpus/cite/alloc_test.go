//go:build !race

// The race detector makes a sync.Pool drop what it holds at random, so that
// allocations can only be counted without it.

package cite

import (
	"testing"

	"concordance/corpus/lang"
)

// What cites nothing costs no allocation.
func TestLineWithoutMatchAllocatesNothing(t *testing.T) {
	tagger := NewTagger(nil)
	for _, l := range lang.Texts {
		line := prose[l][0]
		if cs := tagger.Find(line, l, at); len(cs) != 0 {
			t.Fatalf("%s: the line cites %v", l, cs)
		}
		if n := testing.AllocsPerRun(200, func() { tagger.Find(line, l, at) }); n >= 1 {
			t.Errorf("%s: %.1f allocations", l, n)
		}
	}
}
