package local

import (
	"fmt"
	"slices"
	"strings"
)

// unit is words side by side, each one of several stems: a word, a phrase, a
// prefix.
type unit [][]string

func joinUnits(us []unit) unit {
	var out unit
	for _, u := range us {
		out = append(out, u...)
	}
	return out
}

func (u unit) key() string {
	var parts []string
	for _, stems := range u {
		parts = append(parts, strings.Join(stems, "|"))
	}
	return strings.Join(parts, " ")
}

// stems are the terms of words as written.
func (ch *channel) stems(words []string) []string {
	stems := make([]string, len(words))
	for i, w := range words {
		stems[i] = ch.analyser().word(w).stem
	}
	return stems
}

// phraseKey names a phrase among the weights of a run.
func phraseKey(stems []string) string { return strings.Join(stems, " ") }

// passages is what is looked for in the order of words: one unit, or several,
// each within so many words of the one before; when mutual, of all the others.
type passages struct {
	c         int
	units     []unit
	within    []int
	mutual    bool
	titleOnly bool
}

func (p *passages) key() string {
	parts := []string{fmt.Sprint(p.mutual, p.within)}
	for _, u := range p.units {
		parts = append(parts, u.key())
	}
	return strings.Join(parts, "\x00")
}

// judge looks at entries for passages; it is not for several goroutines.
type judge struct {
	passages
	v     *view
	tries int // of a NEAR in one text, at most
	tried int // in all
	bound map[*vocabulary]*matchers
	stems []uint32 // of the entry at hand; gapStem between parts, and of words not sought
	at    []int    // where words sought stand
	found [][]int  // where each unit begins
}

// matchers are passages in a vocabulary.
type matchers struct {
	units []matcher
	words bitset // that any of them asks for: most of a text are not
}

// matcher is a unit in a vocabulary: by word, the places of its stems.
type matcher []oneOf

// oneOf is some stems of a vocabulary, listed when they are few, else marked.
type oneOf struct {
	few  []uint32
	many bitset
}

// fewStems are looked through faster than a bitset is made.
const fewStems = 8

// oneOf looks stems up, and adds their words to words.
func (voc *vocabulary) oneOf(stems []string, words bitset) oneOf {
	var o oneOf
	if len(stems) > fewStems {
		o.many = newBits(voc.stems.len())
	}
	for _, s := range stems {
		place, ok := voc.stems.find(s)
		if !ok {
			continue
		}
		words.addAll(voc.wordsOfStem(uint32(place)))
		switch {
		case o.many != nil:
			o.many.add(uint32(place))
		default:
			o.few = append(o.few, uint32(place))
		}
	}
	return o
}

func (o *oneOf) has(stem uint32) bool {
	if o.many != nil {
		return stem != gapStem && o.many.has(stem)
	}
	for _, s := range o.few {
		if s == stem {
			return true
		}
	}
	return false
}

const gapStem = ^uint32(0)

func (p passages) judge(v *view) *judge {
	return &judge{passages: p, v: v, bound: map[*vocabulary]*matchers{}, found: make([][]int, len(p.units))}
}

// bind looks the stems up in a vocabulary.
func (j *judge) bind(voc *vocabulary) *matchers {
	if ms, ok := j.bound[voc]; ok {
		return ms
	}
	ms := &matchers{make([]matcher, len(j.units)), newBits(voc.words.len())}
	for i, u := range j.units {
		for _, stems := range u {
			ms.units[i] = append(ms.units[i], voc.oneOf(stems, ms.words))
		}
	}
	j.bound[voc] = ms
	return ms
}

// frequency is how often the passages stand in an entry, normalised by length;
// 0 when they do not.
func (j *judge) frequency(d uint32) float32 {
	p, local := j.v.locate(d)
	if p == nil {
		return 0
	}
	ch := &channels[j.c]
	voc := p.forward.vocab[ch.tag]
	ms := j.bind(voc)
	title, text := p.forward.words(local, j.c)
	tf := float32(0)
	if l := &j.v.titles[j.c]; l.n > 0 {
		if n := j.times(voc, ms, title.b); n > 0 {
			tf += float32(n) * l.norm(d)
		}
	}
	if l := &j.v.texts[j.c]; l.n > 0 && !j.titleOnly {
		if n := j.times(voc, ms, text.b); n > 0 {
			tf += float32(n) * l.norm(d)
		}
	}
	return tf
}

// times counts how often the units stand in encoded words as they should.
func (j *judge) times(voc *vocabulary, ms *matchers, b []byte) int {
	j.stems, j.at = j.stems[:0], j.at[:0]
	for len(b) > 0 {
		var w uint32
		switch w, b = next(b); {
		case w < firstWord:
			for range gap {
				j.stems = append(j.stems, gapStem)
			}
		case ms.words.has(w - firstWord):
			j.at = append(j.at, len(j.stems))
			j.stems = append(j.stems, voc.stem(w-firstWord))
		default:
			j.stems = append(j.stems, gapStem)
		}
	}
	for i, m := range ms.units {
		j.found[i] = m.places(j.stems, j.at, j.found[i][:0])
		if len(j.found[i]) == 0 {
			return 0
		}
	}
	if len(ms.units) == 1 {
		return len(j.found[0])
	}
	n := 0
	j.tried += j.each(j.tries, j.found, func([]int) bool { n++; return false })
	return n
}

// gap keeps a phrase from running over the end of a heading.
const gap = 10

// places lists where the words begin; at is where any word sought stands.
func (m matcher) places(stems []uint32, at, to []int) []int {
	for _, i := range at {
		if m.begins(stems[i:]) {
			to = append(to, i)
		}
	}
	return to
}

func (m matcher) begins(stems []uint32) bool {
	if len(stems) < len(m) {
		return false
	}
	for k := range m {
		if !m[k].has(stems[k]) {
			return false
		}
	}
	return true
}

// maxTries bounds how many places are tried for a NEAR in one text, but in none
// fewer than leastTries; nearWork in all texts together: what comes after is
// left out, with a repair.
const (
	maxTries   = 20_000
	leastTries = 500
	nearWork   = 10_000_000
)

// each calls f with the places of the units that make the NEAR true, given all
// places of each. f tells whether it wants more with the same first place. It
// tries so many places at most, and tells how many.
func (p *passages) each(most int, found [][]int, f func(at []int) bool) (tries int) {
	p.prune(found)
	at := make([]int, len(p.units))
	var place func(i int) bool
	place = func(i int) bool {
		if i == len(p.units) {
			return f(at)
		}
		for _, x := range found[i] {
			if tries++; tries > most {
				return false
			}
			if p.fits(at[:i], x) {
				at[i] = x
				if !place(i + 1) {
					return false
				}
			}
		}
		return true
	}
	for _, x := range found[0] {
		at[0] = x
		place(1)
	}
	return tries
}

// prune leaves of the places of each unit, in order, those with a place of the
// next one close by: without it, a text of common words has too many to try.
func (p *passages) prune(found [][]int) {
	for i := len(found) - 2; i >= 0; i-- {
		own, next, others := len(p.units[i]), len(p.units[i+1]), found[i+1]
		found[i] = slices.DeleteFunc(found[i], func(x int) bool {
			after, _ := slices.BinarySearch(others, x+own)
			before, _ := slices.BinarySearch(others, x-next+1)
			return (after == len(others) || distance(x, own, others[after], next) > p.within[i]) &&
				(before == 0 || distance(x, own, others[before-1], next) > p.within[i])
		})
	}
}

// fits reports whether the next unit may stand at x.
func (p *passages) fits(at []int, x int) bool {
	i := len(at)
	for k := range at {
		d := distance(at[k], len(p.units[k]), x, len(p.units[i]))
		if k == i-1 && d > p.within[k] || p.mutual && d > p.within[0] || d > 1<<20 {
			return false
		}
	}
	return true
}

// distance is how many words lie from one stretch to the other: 1 side by side.
// Stretches that overlap are as far as can be.
func distance(a, lenA, b, lenB int) int {
	switch {
	case b >= a+lenA:
		return b - (a + lenA) + 1
	case a >= b+lenB:
		return a - (b + lenB) + 1
	}
	return 1 << 30
}
