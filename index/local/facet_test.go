package local

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// The values shown are the most frequent, those of as many in their order.
func TestMostFrequentValues(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, count := range map[string]func() uint32{
		"few counts":  func() uint32 { return uint32(r.IntN(3)) },
		"many counts": func() uint32 { return uint32(r.IntN(200)) },
		"all high":    func() uint32 { return 255 + uint32(r.IntN(9)) },
		"mixed":       func() uint32 { return uint32(r.IntN(2) * r.IntN(1000)) },
	} {
		for _, n := range []int{0, 1, 150, 200, 201, 3000} {
			c := &column{}
			counts := make([]uint32, n+1)
			type value struct{ o, n int }
			var want []value
			for o := range n {
				c.values = append(c.values, fmt.Sprintf("%04d", o))
				if counts[o+1] = count(); counts[o+1] > 0 {
					want = append(want, value{o, int(counts[o+1])})
				}
			}
			slices.SortFunc(want, func(a, b value) int { return cmp.Or(b.n-a.n, a.o-b.o) })
			want = want[:min(len(want), maxValues)]
			got := c.most(counts, nil)
			if len(got) != len(want) {
				t.Fatalf("%s: %d of %d values are shown, want %d", name, len(got), n, len(want))
			}
			for i := range want {
				if got[i].Value != c.values[want[i].o] || got[i].Count != want[i].n {
					t.Fatalf("%s, %d values: at %d is %v, want %v", name, n, i, got[i], want[i])
				}
			}
		}
	}
}
