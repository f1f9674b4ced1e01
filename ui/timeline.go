package ui

import (
	"strconv"

	"concordance/index"
)

// Timeline is the hits by year: bars to narrow by, and two years to type.
type Timeline struct {
	From, To string // the years asked for
	Span     string // in words: from when to when, and when most
	First    string // the year at the beginning of the axis
	Last     string
	Width    int
	Bars     []Bar
}

// Bar is a year, or a few years where there are many; its link narrows the
// search to them, or takes that back where it is so narrowed.
type Bar struct {
	ID, URL, Label string
	Years          string // the first and the last, "2015-2019"
	X, Y, Height   int
	Chosen         bool // within the years asked for
	Current        bool // just these years are asked for
}

// The drawing's units: it is stretched to the room there is.
const (
	slot     = 10 // from bar to bar
	tall     = 60 // the highest bar
	low      = 2  // the lowest that can be seen
	manyBars = 32 // more are neither seen nor walked through
)

// steps are how many years a bar may stand for.
var steps = []int{1, 2, 5, 10, 25, 50}

// timeline draws the facet of years.
func (p *Page) timeline(r index.Request, facets []index.FacetCount) Timeline {
	t := Timeline{From: yearText(r.From), To: yearText(r.To)}
	years := yearCounts(facets)
	if len(years) < 2 {
		return t
	}
	first, last, most := bounds(years)
	t.First, t.Last = strconv.Itoa(first), strconv.Itoa(last)
	t.Span = p.T("timeline.span", "from", t.First, "to", t.Last, "most", p.N("timeline.bar", years[most], "year", strconv.Itoa(most)))
	step := stepOf(first, last)
	bins := make([]int, last/step-first/step+1)
	highest := 0
	for y, n := range years {
		i := y/step - first/step
		bins[i] += n
		highest = max(highest, bins[i])
	}
	t.Width = len(bins) * slot
	for i, n := range bins {
		if n == 0 {
			continue
		}
		from := max((first/step+i)*step, first)
		to := min((first/step+i+1)*step-1, last)
		b := p.bar(r, from, to, n)
		b.X = i * slot
		if p.Dir() == "rtl" { // time runs as the reader reads
			b.X = t.Width - b.X - slot
		}
		b.Height = max(low, tall*n/highest)
		b.Y = tall - b.Height
		t.Bars = append(t.Bars, b)
	}
	return t
}

// bar is the bar of the years from to to, without its place.
func (p *Page) bar(r index.Request, from, to, n int) Bar {
	narrowed := r.From != 0 || r.To != 0
	b := Bar{
		ID:      "y" + strconv.Itoa(from),
		Years:   yearText(from) + "-" + yearText(to),
		Current: r.From == from && r.To == to,
		Chosen:  narrowed && (r.From == 0 || from >= r.From) && (r.To == 0 || to <= r.To),
	}
	name := strconv.Itoa(from)
	if from != to {
		name += "–" + strconv.Itoa(to)
	}
	b.Label = p.N("timeline.bar", n, "year", name)
	q := without(r, "year")
	q.From, q.To, q.Cursor = from, to, ""
	if b.Current {
		q.From, q.To = 0, 0
	}
	b.URL = p.searchLink(q)
	return b
}

// yearCounts are the hits of each year.
func yearCounts(facets []index.FacetCount) map[int]int {
	out := map[int]int{}
	for _, f := range facets {
		if f.Name != "year" {
			continue
		}
		for _, v := range f.Values {
			if y, err := strconv.Atoi(v.Value); err == nil && v.Count > 0 {
				out[y] = v.Count
			}
		}
	}
	return out
}

// bounds are the first and the last year, and the first of those with most hits.
func bounds(years map[int]int) (first, last, most int) {
	for y, n := range years {
		if first == 0 || y < first {
			first = y
		}
		last = max(last, y)
		if most == 0 || n > years[most] || n == years[most] && y < most {
			most = y
		}
	}
	return first, last, most
}

// stepOf is how many years a bar stands for, so that there are not too many.
func stepOf(first, last int) int {
	for _, s := range steps {
		if last/s-first/s < manyBars {
			return s
		}
	}
	return last // one bar
}

// yearText is a year as a field holds it, "" for none.
func yearText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
