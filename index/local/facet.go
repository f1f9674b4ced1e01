package local

import (
	"cmp"
	"slices"

	"concordance/index"
)

// maxValues is how many values of a facet are counted out to the reader: the
// most frequent. Chosen ones are always among them.
const maxValues = 200

// filters gives, by facet, the entries that the chosen values let through; nil
// where nothing is chosen.
func (s *search) filters() []bitset {
	out := make([]bitset, len(index.Facets))
	for i, f := range index.Facets {
		chosen := s.req.Facets[f.Name]
		if len(chosen) == 0 {
			continue
		}
		c := s.v.facets[i]
		in := make([]bool, len(c.values))
		for _, value := range chosen {
			if o, ok := c.ord(value); ok {
				in[o] = true
			}
		}
		out[i] = newBits(s.v.size)
		s.v.live.each(func(d uint32) {
			for _, o := range c.of(d) {
				if in[o] {
					out[i].add(d)
				}
			}
		})
	}
	return out
}

// counts counts the values of every facet over the hits; a facet that narrows
// the hits is counted over what the others let through.
func (s *search) counts(matched, hits bitset, filters []bitset) []index.FacetCount {
	out := make([]index.FacetCount, len(index.Facets))
	for i, f := range index.Facets {
		over := hits
		if filters[i] != nil {
			over = matched.clone()
			for j, b := range filters {
				if b != nil && j != i {
					over.and(b)
				}
			}
		}
		out[i] = index.FacetCount{Name: f.Name, Values: s.v.facets[i].count(over, s.req.Facets[f.Name])}
	}
	return out
}

func (c *column) count(over bitset, chosen []string) []index.ValueCount {
	counts := make([]int, len(c.values))
	over.each(func(d uint32) {
		for _, o := range c.of(d) {
			counts[o]++
		}
	})
	values := []index.ValueCount{}
	for o, n := range counts {
		if is := slices.Contains(chosen, c.values[o]); n > 0 || is {
			values = append(values, index.ValueCount{Value: c.values[o], Count: n, Chosen: is})
		}
	}
	for _, value := range chosen {
		if _, ok := c.ord(value); !ok {
			values = append(values, index.ValueCount{Value: value, Chosen: true})
		}
	}
	slices.SortFunc(values, func(a, b index.ValueCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	if len(values) <= maxValues {
		return values
	}
	kept := values[:maxValues:maxValues]
	for _, v := range values[maxValues:] {
		if v.Chosen {
			kept = append(kept, v)
		}
	}
	return kept
}
