package corpus

import (
	"slices"
	"strings"
	"unicode"

	"concordance/corpus/lang"
)

// Move says that what stood at From in one language's version stands at To
// since the version was read anew, was replaced by a revision, or was joined
// with others.
type Move struct {
	From Locator  `json:"from"`
	To   Locator  `json:"to"`
	Lang lang.Tag `json:"lang"`
}

// Limits of Moves: how alike two texts must be, from 0 to 1, to be one passage
// amended, and how many pairs are compared.
const (
	stays    = 0.5  // at the same number
	follows  = 0.6  // at another number
	apart    = 0.1  // better than the second best
	maxPairs = 40e3 // a work rewritten whole is not followed
)

// Moves compares a work before and after a change and tells which passages
// stand elsewhere now. A passage is followed by its words: the same words in
// one other place, or words so alike as no other's. What cannot be followed
// beyond doubt is not in the list.
func Moves(before, after *Work) []Move {
	var out []Move
	for _, l := range after.Texts() {
		if untouched(before, after, l) {
			continue
		}
		ms := compare(l, passages(before, l), passages(after, l))
		out = append(out, ms...)
		for _, m := range compare(l, pointsIn(before, l), pointsIn(after, l)) {
			if with, ok := Follow(ms, m.From, l); !ok || with.To != m.To {
				out = append(out, m) // it did not just go with its passage
			}
		}
	}
	return out
}

// untouched reports whether the version in l is the very one that it was, at the
// same locators, or was not there before: most changes bring another language.
func untouched(before, after *Work, l lang.Tag) bool {
	type held struct {
		at Locator
		p  *Passage
	}
	of := func(w *Work) (out []held) {
		for i := range w.Provisions {
			if p := &w.Provisions[i]; p.Texts[l] != nil {
				out = append(out, held{p.Locator, p.Texts[l]})
			}
		}
		return out
	}
	was := of(before)
	return len(was) == 0 || slices.Equal(was, of(after))
}

// standing is a passage or point at its place in the work.
type standing struct {
	at    Locator
	words string
	grams map[string]bool
}

func compare(l lang.Tag, was, is []*standing) []Move {
	at, of := map[Locator]*standing{}, map[string][]*standing{}
	for _, s := range is {
		at[s.at] = s
		of[s.words] = append(of[s.words], s)
	}
	taken := map[*standing]bool{} // by a passage whose words are the same
	var out []Move
	var lost []*standing
	for _, s := range was {
		here, same := at[s.at], of[s.words]
		switch {
		case here != nil && here.words == s.words:
			taken[here] = true
		case len(same) == 1:
			taken[same[0]] = true
			out = append(out, Move{s.at, same[0].at, l})
		case len(same) == 0:
			lost = append(lost, s)
		}
	}
	var free []*standing
	for _, s := range is {
		if !taken[s] {
			free = append(free, s)
		}
	}
	if len(lost)*len(free) > maxPairs {
		return out
	}
	for _, s := range lost {
		if here := at[s.at]; here != nil && !taken[here] && s.like(here) >= stays {
			continue
		}
		if to := s.likest(free); to != nil && to.at != s.at {
			out = append(out, Move{s.at, to.at, l})
		}
	}
	return out
}

func passages(w *Work, l lang.Tag) []*standing {
	var out []*standing
	for i := range w.Provisions {
		p := &w.Provisions[i]
		if t := p.Texts[l]; t != nil {
			out = stand(out, p.Locator, t.Text)
		}
	}
	return out
}

// pointsIn are the points of the passages that every version shares the
// locators of.
func pointsIn(w *Work, l lang.Tag) []*standing {
	var out []*standing
	for i := range w.Provisions {
		p := &w.Provisions[i]
		t := p.Texts[l]
		if t == nil || p.Locator.Only() != "" {
			continue
		}
		for _, x := range t.Parts {
			out = stand(out, x.Locator, strings.TrimPrefix(t.Excerpt(x.Locator), x.Number))
		}
	}
	return out
}

func stand(ss []*standing, at Locator, text string) []*standing {
	if words := bare(text); words != "" {
		return append(ss, &standing{at: at, words: words})
	}
	return ss
}

// bare is a text without what a reader would not call a change: case, signs and spaces.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// likest is the one of ss that is like s as no other is, nil when there is none.
func (s *standing) likest(ss []*standing) *standing {
	var best *standing
	first, second := 0.0, 0.0
	for _, o := range ss {
		if s.at.Class() != o.at.Class() {
			continue
		}
		switch x := s.like(o); {
		case x > first:
			best, first, second = o, x, first
		case x > second:
			second = x
		}
	}
	if first < follows || first-second < apart {
		return nil
	}
	return best
}

// like is how alike two texts are, from 0 to 1: the share of the runs of three
// letters that they have in common. It needs no words, which Chinese does not part.
func (s *standing) like(o *standing) float64 {
	a, b := s.three(), o.three()
	if len(a)+len(b) == 0 {
		return 0
	}
	both := 0
	for g := range a {
		if b[g] {
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}

func (s *standing) three() map[string]bool {
	if s.grams == nil {
		s.grams = map[string]bool{}
		rs := []rune(s.words)
		for i := 0; i+3 <= len(rs); i++ {
			s.grams[string(rs[i:i+3])] = true
		}
	}
	return s.grams
}

// Follow is where what stood at l went, in the language wanted where it moved
// in that, else in any. A point goes with its passage. ok is false when it has
// not moved.
func Follow(ms []Move, l Locator, wanted lang.Tag) (m Move, ok bool) {
	for p := l; p != ""; p = p.Parent() {
		for _, x := range ms {
			if x.From != p || ok && x.Lang != wanted {
				continue
			}
			m, ok = x, true
		}
		if ok {
			m.From, m.To = l, m.To+Locator(strings.TrimPrefix(string(l), string(p)))
			return m, true
		}
	}
	return Move{}, false
}
