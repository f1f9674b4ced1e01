package check

import (
	"strings"

	"concordance/corpus"
)

// stretch is a run of words of a passage.
type stretch struct{ passage, from, to int }

// excerpt is the text of a stretch of the passage.
func (s *source) excerpt(at stretch) string {
	if at.from >= at.to {
		return ""
	}
	return s.text[s.words[at.from].start:s.words[at.to-1].end]
}

// claims reports whether one of ls names the passage at l, or a point of it.
func claims(ls []corpus.Locator, l corpus.Locator) bool {
	own, _, _ := strings.Cut(string(l), "@")
	for _, x := range ls {
		if w := string(passageOf(x)); w == own || !strings.Contains(w, "/") && w == tail(own) {
			return true
		}
	}
	return false
}

// exact finds a quotation word for word, in the passages that only names or in
// any: its segments between gaps in their order.
func (v *words) exact(ws []word, only []corpus.Locator) (stretch, bool) {
	segments := cut(ws)
	if len(segments) == 0 {
		return stretch{}, false
	}
	longest := 0
	for i, s := range segments {
		if len(s) > len(segments[longest]) {
			longest = i
		}
	}
	tried := map[int]bool{}
	for _, p := range v.candidates(segments[longest]) {
		if tried[p] || len(only) > 0 && !claims(only, v.passages[p].locator) {
			continue
		}
		tried[p] = true
		if from, to, ok := inOrder(v.passages[p].words, segments); ok {
			return stretch{p, from, to}, true
		}
	}
	return stretch{}, false
}

// cut gives the words between gaps.
func cut(ws []word) [][]word {
	var segments [][]word
	var now []word
	for _, w := range ws {
		if !w.gap {
			now = append(now, w)
			continue
		}
		if len(now) > 0 {
			segments = append(segments, now)
		}
		now = nil
	}
	if len(now) > 0 {
		segments = append(segments, now)
	}
	return segments
}

// candidates are the passages that may hold a segment, by its rarest pair of words.
func (v *words) candidates(segment []word) []int {
	var rarest []spot
	for i := 0; i+1 < len(segment); i++ {
		spots := v.pairs[[2]string{segment[i].text, segment[i+1].text}]
		if len(spots) == 0 {
			return nil
		}
		if rarest == nil || len(spots) < len(rarest) {
			rarest = spots
		}
	}
	if len(segment) == 1 || len(rarest) == maxSpots { // no pair tells
		all := make([]int, len(v.passages))
		for i := range all {
			all[i] = i
		}
		return all
	}
	var ps []int
	for _, s := range rarest {
		ps = append(ps, s.passage)
	}
	return ps
}

// inOrder finds the segments in ws one behind the other.
func inOrder(ws []word, segments [][]word) (from, to int, ok bool) {
	at := 0
	for n, s := range segments {
		i := indexOf(ws[at:], s)
		if i < 0 {
			return 0, 0, false
		}
		if n == 0 {
			from = at + i
		}
		at += i + len(s)
	}
	return from, at, true
}

func indexOf(ws, s []word) int {
next:
	for i := 0; i+len(s) <= len(ws); i++ {
		for j := range s {
			if ws[i+j].text != s[j].text {
				continue next
			}
		}
		return i
	}
	return -1
}

const (
	// alike is the share of a quotation's words that a passage must have, in
	// their order, to be what it was meant to quote.
	alike = 0.6
	// maxAligned is how many words of a quotation are laid beside a passage.
	maxAligned = 600
	slack      = 30 // words of a passage around the place where a quotation seems to stand
)

// nearest finds the passage that comes nearest to a quotation, of those that
// only names or of all, and writes where they part to q. It reports false when
// none is near.
func (v *words) nearest(ws []word, only []corpus.Locator, q *Quotation) bool {
	words := ws[:min(len(ws), maxAligned)]
	p, diagonal, ok := v.vote(words, only)
	if !ok {
		return false
	}
	source := &v.passages[p]
	from := min(max(0, diagonal-slack), len(source.words))
	to := min(len(source.words), max(from, diagonal+len(words)+slack))
	if gaps(words) { // what is left out may be long
		from, to = 0, min(len(source.words), 4*maxAligned)
	}
	pairs := align(words, source.words[from:to])
	told := 0
	for _, w := range words {
		if !w.gap {
			told++
		}
	}
	if len(pairs) < 3 || float64(len(pairs)) < alike*float64(told) {
		return false
	}
	q.Locator, q.share = source.locator, float64(len(pairs))/float64(told)
	first, last := pairs[0].b+from, pairs[len(pairs)-1].b+from
	q.Passage = source.excerpt(stretch{p, max(0, first-pairs[0].a), min(len(source.words), last+1+len(words)-1-pairs[len(pairs)-1].a)})
	q.Differences = differences(words, source, from, pairs, q)
	return true
}

func gaps(ws []word) bool {
	for _, w := range ws {
		if w.gap {
			return true
		}
	}
	return false
}

// vote finds the passage that shares the most pairs of words, and about where
// the quotation begins in it.
func (v *words) vote(ws []word, only []corpus.Locator) (passage, diagonal int, ok bool) {
	type band struct{ passage, diagonal int }
	const width = 16
	votes := map[band]int{}
	best := 0
	for i := 0; i+1 < len(ws); i++ {
		for _, s := range v.pairs[[2]string{ws[i].text, ws[i+1].text}] {
			if len(only) > 0 && !claims(only, v.passages[s.passage].locator) {
				continue
			}
			b := band{s.passage, (s.at - i + 1<<16) / width}
			votes[b]++
			if n := votes[b]; n > best {
				best, passage, diagonal, ok = n, s.passage, b.diagonal*width-1<<16, true
			}
		}
	}
	return passage, diagonal, ok
}

// pair is a word that two texts have in common: its places in both.
type pair struct{ a, b int }

// align finds the longest common run of words in order.
func align(a, b []word) []pair {
	n, m := len(a), len(b)
	length := make([]uint16, (n+1)*(m+1))
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			at := i*(m+1) + j
			if !a[i].gap && a[i].text == b[j].text {
				length[at] = length[at+m+2] + 1
			} else {
				length[at] = max(length[at+m+1], length[at+1])
			}
		}
	}
	var ps []pair
	for i, j := 0, 0; i < n && j < m; {
		at := i*(m+1) + j
		switch {
		case !a[i].gap && a[i].text == b[j].text:
			ps = append(ps, pair{i, j})
			i, j = i+1, j+1
		case length[at+m+1] >= length[at+1]:
			i++
		default:
			j++
		}
	}
	return ps
}

// differences tells where the words of a quotation and of its source part. What
// a gap leaves out does not count.
func differences(ws []word, s *source, from int, pairs []pair, q *Quotation) []Difference {
	ds := []Difference{}
	add := func(a1, a2, b1, b2 int) {
		for _, w := range ws[a1:a2] {
			if w.gap {
				return
			}
		}
		if a1 == a2 && b1 == b2 {
			return
		}
		d := Difference{Source: s.excerpt(stretch{0, b1, b2})}
		if a1 < a2 {
			d.Start, d.End = q.Start+ws[a1].start, q.Start+ws[a2-1].end
			d.Quoted = q.Text[ws[a1].start:ws[a2-1].end]
		} else { // words left out: between the neighbours
			d.Start = q.Start + ws[a1-1].end
			d.End = d.Start
		}
		ds = append(ds, d)
	}
	first, last := pairs[0], pairs[len(pairs)-1]
	if first.a > 0 {
		add(0, first.a, max(0, from+first.b-first.a), from+first.b)
	}
	for i := 1; i < len(pairs); i++ {
		add(pairs[i-1].a+1, pairs[i].a, from+pairs[i-1].b+1, from+pairs[i].b)
	}
	if last.a+1 < len(ws) {
		end := min(len(s.words), from+last.b+len(ws)-last.a)
		add(last.a+1, len(ws), from+last.b+1, end)
	}
	return ds
}
