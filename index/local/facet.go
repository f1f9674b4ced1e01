package local

import (
	"slices"

	"concordance/index"
)

// maxValues is how many values of a facet are counted out to the reader: the
// most frequent. Chosen ones are always among them.
const maxValues = 200

// filters marks, by facet, the ordinals chosen; nil where nothing is chosen.
func (s *search) filters() {
	s.chosen = make([][]bool, len(index.Facets))
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
		s.chosen[i], s.filtered = in, true
	}
	if s.req.From != 0 || s.req.To != 0 {
		s.years, s.filtered = s.v.years(s.req.From, s.req.To), true
	}
	s.year = facetIndex("year")
	for i, in := range s.chosen {
		if in != nil || i == s.year && s.years != nil {
			s.narrowed = append(s.narrowed, i)
		}
	}
}

// filter leaves the hits of a chunk that all filters let through. What a single
// facet leaves out is kept for the counts of that facet.
func (s *search) filter(w *worker, base uint32) {
	for i := range w.only {
		w.only[i] = w.only[i][:0]
	}
	kept := w.hits[:0]
	if len(s.narrowed) == 1 && s.years == nil {
		i := s.narrowed[0]
		w.hits, w.only[i] = s.v.facets[i].divide(base, w.hits, s.chosen[i], w.only[i])
		return
	}
	for _, x := range w.hits {
		fails, which := s.fails(base | uint32(x))
		switch fails {
		case 0:
			kept = append(kept, x)
		case 1:
			w.only[which] = append(w.only[which], x)
		}
	}
	w.hits = kept
}

// fails tells how many facets leave an entry out, and the last of them; of more
// than one it does not matter how many. The years asked for are of the facet of years.
func (s *search) fails(d uint32) (n, which int) {
	for _, i := range s.narrowed {
		in := s.chosen[i]
		if in != nil && !s.v.facets[i].any(d, in) || s.years != nil && i == s.year && !s.years.has(d) {
			which = i
			if n++; n > 1 {
				break
			}
		}
	}
	return n, which
}

// countFacets counts the values of every facet over the hits of a chunk; a
// facet that narrows the hits is counted over what the others let through.
func (s *search) countFacets(w *worker, base uint32) {
	for i, c := range s.v.facets {
		if c.empty() {
			continue
		}
		c.count(base, w.hits, w.found.counts[i])
		if s.filtered {
			c.count(base, w.only[i], w.found.counts[i])
		}
	}
}

// facets makes what is shown of the counts.
func (s *search) facets(counts [][]uint32) []index.FacetCount {
	out := make([]index.FacetCount, len(index.Facets))
	for i, f := range index.Facets {
		out[i] = index.FacetCount{Name: f.Name, Values: s.v.facets[i].most(counts[i], s.req.Facets[f.Name])}
	}
	return out
}

// most lists the most frequent values and the chosen ones.
func (c *column) most(counts []uint32, chosen []string) []index.ValueCount {
	counts = counts[min(1, len(counts)):]
	// The count, the greater the smaller, then the ordinal: sorted as numbers
	// they are in the order wanted.
	var ranks []uint64
	least, more := leastShown(counts)
	for o, n := range counts {
		switch {
		case n < least:
			continue
		case n == least: // of as many, those first in order are shown
			if more == 0 {
				continue
			}
			more--
		}
		ranks = append(ranks, uint64(^n)<<32|uint64(o))
	}
	slices.Sort(ranks)
	values := make([]index.ValueCount, 0, min(len(ranks), maxValues))
	for _, r := range ranks[:min(len(ranks), maxValues)] {
		value := c.values[uint32(r)]
		values = append(values, index.ValueCount{Value: value, Count: int(^uint32(r >> 32)), Chosen: slices.Contains(chosen, value)})
	}
	for _, value := range chosen {
		if slices.ContainsFunc(values, func(v index.ValueCount) bool { return v.Value == value }) {
			continue
		}
		v := index.ValueCount{Value: value, Chosen: true}
		if o, ok := c.ord(value); ok {
			v.Count = int(counts[o])
		}
		values = append(values, v)
	}
	return values
}

// leastShown is how often a value must be counted to be among the most frequent,
// and how many there is room for that are counted so often and no more.
func leastShown(counts []uint32) (least uint32, room int) {
	room = maxValues
	if len(counts) <= room {
		return 1, room
	}
	var of [256]int // values by how often they are counted; the last are all above
	for _, n := range counts {
		of[min(n, 255)]++
	}
	for n := 255; n > 0; n-- {
		if of[n] >= room && n < 255 {
			return uint32(n), room
		}
		room -= min(of[n], room)
	}
	return 1, len(counts)
}
