package local

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// longText is a text of n words in sentences, and where some of its words stand.
func longText(n int) (string, []found) {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	var b strings.Builder
	var fs []found
	for i := range n {
		w := fmt.Sprintf("word%d", random.IntN(60))
		if random.IntN(3) == 0 {
			w = "ночь" + w
		}
		if random.IntN(4) == 0 {
			fs = append(fs, found{b.Len(), b.Len() + len(w), w, random.Float32()})
		}
		b.WriteString(w)
		switch {
		case i%2000 < 700: // a sentence longer than a snippet
			b.WriteString(" ")
		case random.IntN(9) == 0:
			b.WriteString(". ")
		default:
			b.WriteString(", ")
		}
	}
	return b.String(), fs
}

// The stretch that is shown weighs as much as the best of all that were tried.
func TestWindow(t *testing.T) {
	const budget = 200
	weigh := func(fs []found, from, to int) float32 {
		var seen []string
		score := float32(0)
		for _, f := range fs {
			if f.at < from || f.end > to {
				continue
			}
			if slices.Contains(seen, f.what) {
				score += f.weight / 10
			} else {
				seen = append(seen, f.what)
				score += f.weight
			}
		}
		return score
	}
	for _, n := range []int{40, 300, 2500} {
		text, fs := longText(n)
		from, _ := window(text, fs, budget)
		got := weigh(fs, from, ahead(text, from, budget))
		for _, start := range begin(text, sentences(text), fs, budget) {
			if best := weigh(fs, start, ahead(text, start, budget)); best > got {
				t.Fatalf("%d words: the stretch at %d weighs %v, one at %d %v", n, from, got, start, best)
			}
		}
	}
}

// A passage may be a table of a hundred pages, every word of which is asked for.
func BenchmarkWindow(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		text, fs := longText(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				window(text, fs, 300)
			}
		})
	}
}
