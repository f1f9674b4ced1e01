package local

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The places of a NEAR against trying all.
func TestNearPlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	some := 0
	for range 3000 {
		n := 2 + r.IntN(3)
		p := passages{mutual: r.IntN(3) == 0}
		found := make([][]int, n)
		for i := range n {
			p.units = append(p.units, make(unit, 1+r.IntN(2)))
			if i > 0 {
				p.within = append(p.within, 1+r.IntN(8))
				if p.mutual {
					p.within[i-1] = p.within[0]
				}
			}
			for x := range 40 {
				if r.IntN(8) == 0 {
					found[i] = append(found[i], x)
				}
			}
		}
		var want [][]int
		at := make([]int, n)
		var all func(i int)
		all = func(i int) {
			if i == n {
				for a := range n {
					for b := range a {
						first, second := min(at[a], at[b]), max(at[a], at[b])
						size := len(p.units[b])
						if first == at[a] {
							size = len(p.units[a])
						}
						d := second - first - size + 1
						if d < 1 || (b == a-1 || p.mutual) && d > p.within[max(a-1, 0)] {
							return
						}
					}
				}
				want = append(want, slices.Clone(at))
				return
			}
			for _, x := range found[i] {
				at[i] = x
				all(i + 1)
			}
		}
		all(0)
		var got [][]int
		p.each(1<<30, found, func(at []int) bool { got = append(got, slices.Clone(at)); return true })
		if !slices.EqualFunc(got, want, slices.Equal[[]int]) {
			t.Fatalf("%+v: %v, want %v", p, got, want)
		}
		some += len(want)
	}
	if some < 1000 {
		t.Errorf("only %d places", some)
	}
}
