// Package score measures citations that were found against those expected.
//
// Files: score.go (comparing, counting), gold.go (reading lines of expected
// mentions).
package score

import (
	"slices"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Count is what was counted over a set of texts. An antecedent that is neither
// right nor wrong was left open: abstained.
type Count struct {
	Expected, Found int // mentions
	Spans           int // found where expected, to the byte
	Right           int // and of the target expected

	Pinpointed, Pinpoints     int // expected with places in the work; those of them right in all of these
	Statuses, StatusesRight   int // found where expected, with a status in the gold; those that have it
	Relations, RelationsRight int // right mentions with a relation in the gold; those that have it

	Antecedents             int // expected mentions that only the words before them can tell
	AntecedentsRight, Wrong int
}

// Add adds what o counted.
func (c *Count) Add(o Count) {
	c.Expected, c.Found, c.Spans, c.Right = c.Expected+o.Expected, c.Found+o.Found, c.Spans+o.Spans, c.Right+o.Right
	c.Pinpointed, c.Pinpoints = c.Pinpointed+o.Pinpointed, c.Pinpoints+o.Pinpoints
	c.Statuses, c.StatusesRight = c.Statuses+o.Statuses, c.StatusesRight+o.StatusesRight
	c.Antecedents, c.AntecedentsRight, c.Wrong = c.Antecedents+o.Antecedents, c.AntecedentsRight+o.AntecedentsRight, c.Wrong+o.Wrong
	c.Relations, c.RelationsRight = c.Relations+o.Relations, c.RelationsRight+o.RelationsRight
}

// Abstained is how many antecedents were left open.
func (c Count) Abstained() int { return c.Antecedents - c.AntecedentsRight - c.Wrong }

// Precision is the share of what was found that is right; 0 of nothing.
func (c Count) Precision() float64 { return Share(c.Right, c.Found) }

// Recall is the share of what was expected that was found right.
func (c Count) Recall() float64 { return Share(c.Right, c.Expected) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return Share(2*c.Right, c.Found+c.Expected) }

// SpanF1 is the F1 of the spans alone, whatever they resolve to.
func (c Count) SpanF1() float64 { return Share(2*c.Spans, c.Found+c.Expected) }

// Share is n of all, 0 where there is nothing.
func Share(n, all int) float64 { return float64(n) / float64(max(1, all)) }

// Fault is what is wrong with one mention.
type Fault string

// The faults, by what is judged first. A mention has one.
const (
	Missing    Fault = "missing"   // expected, nothing found there
	Extra      Fault = "extra"     // found, nothing expected there
	Span       Fault = "span"      // the right target, over other bytes
	WrongWork  Fault = "target"    // the right span, another target
	WrongPlace Fault = "pinpoints" // right but for its places
	WrongState Fault = "status"    // right but for its status
)

// Miss is a mention with a fault: what was expected, what was found, either may be nil.
type Miss struct {
	Fault Fault            `json:"fault"`
	Want  *corpus.Citation `json:"want,omitempty"`
	Found *corpus.Citation `json:"found,omitempty"`
}

// Cell is a language and a form; an empty one stands for all.
type Cell struct {
	Lang lang.Tag
	Form string
}

// Board keeps the counts by language and form.
type Board map[Cell]*Count

// Compare counts what was found in a text in l, standing in the work own,
// against what was wanted, and returns the faults in the order of the text.
// Both lists are in that order, and of one span each has one mention at most.
func (b Board) Compare(l lang.Tag, own corpus.Target, want, found []corpus.Citation) []Miss {
	var misses []Miss
	paired := make([]bool, len(found))
	for i := range want {
		w := &want[i]
		c := Count{Expected: 1}
		at := slices.IndexFunc(found, func(f corpus.Citation) bool { return f.Start == w.Start && f.End == w.End })
		var f *corpus.Citation
		if at >= 0 {
			f, paired[at] = &found[at], true
			c.same(w, f)
		}
		c.places(w, f)
		c.antecedent(w, own, found)
		b.add(l, w.Form, c)
		if m := fault(w, f, found); m != nil {
			misses = append(misses, *m)
		}
	}
	for i := range found {
		if f := &found[i]; !paired[i] {
			b.add(l, f.Form, Count{Found: 1})
			if !spanOf(f, want) {
				misses = append(misses, Miss{Fault: Extra, Found: f})
			}
		}
	}
	slices.SortStableFunc(misses, func(x, y Miss) int {
		a, _ := x.Span()
		b, _ := y.Span()
		return a - b
	})
	return misses
}

// add counts c in its cell and in the three sums that hold it.
func (b Board) add(l lang.Tag, form string, c Count) {
	for _, cell := range []Cell{{}, {Lang: l}, {Form: form}, {l, form}} {
		if b[cell] == nil {
			b[cell] = &Count{}
		}
		b[cell].Add(c)
	}
}

// same counts f, found over the very bytes of w.
func (c *Count) same(w, f *corpus.Citation) {
	c.Found, c.Spans = 1, 1
	if f.Target == w.Target {
		c.Right = 1
		if w.Relation != "" {
			c.Relations = 1
			if f.Relation == w.Relation {
				c.RelationsRight = 1
			}
		}
	}
	if w.Status != "" {
		c.Statuses = 1
		if f.Status == w.Status {
			c.StatusesRight = 1
		}
	}
}

// places counts the pinpoints of w: right when all are there and no other, in
// the right work. f is nil when nothing was found.
func (c *Count) places(w, f *corpus.Citation) {
	if len(w.Pinpoints) == 0 {
		return
	}
	c.Pinpointed = 1
	if f != nil && f.Target == w.Target && samePlaces(w, f) {
		c.Pinpoints = 1
	}
}

func samePlaces(w, f *corpus.Citation) bool {
	a, b := slices.Clone(w.Pinpoints), slices.Clone(f.Pinpoints)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// antecedent judges a mention whose work only the words before it tell, or the
// place it stands in. What overlaps it answers for it; an answer where none is
// to be had is as wrong as a false one.
func (c *Count) antecedent(w *corpus.Citation, own corpus.Target, found []corpus.Citation) {
	if !refersBack(w, own) {
		return
	}
	c.Antecedents = 1
	var answer corpus.Target
	for _, f := range found {
		if overlap(*w, f) && f.Form != "committee" {
			if answer = f.Target; answer == w.Target {
				break
			}
		}
	}
	switch answer {
	case w.Target:
		c.AntecedentsRight = 1
	case "": // left open
	default:
		c.Wrong = 1
	}
}

// refersBack reports whether the words of w do not name its work: "this
// resolution", "that resolution", "ibid.", "paragraph 5 above" of another work.
func refersBack(w *corpus.Citation, own corpus.Target) bool {
	switch w.Form {
	case "antecedent", "self":
		return true
	case "internal":
		return w.Target != own
	}
	return false
}

func overlap(a, b corpus.Citation) bool { return a.Start < b.End && b.Start < a.End }

// fault is what is wrong with w; f was found over its bytes, or is nil.
func fault(w, f *corpus.Citation, found []corpus.Citation) *Miss {
	switch {
	case f == nil:
		for i := range found {
			if overlap(*w, found[i]) && found[i].Target == w.Target {
				return &Miss{Span, w, &found[i]}
			}
		}
		return &Miss{Missing, w, nil}
	case f.Target != w.Target:
		return &Miss{WrongWork, w, f}
	case !samePlaces(w, f):
		return &Miss{WrongPlace, w, f}
	case w.Status != "" && w.Status != f.Status:
		return &Miss{WrongState, w, f}
	}
	return nil
}

// spanOf reports whether f is told already, as the other span of an expected mention.
func spanOf(f *corpus.Citation, want []corpus.Citation) bool {
	return slices.ContainsFunc(want, func(w corpus.Citation) bool { return overlap(*f, w) && f.Target == w.Target })
}

// Span is the bytes m is about: those expected, else those found.
func (m Miss) Span() (start, end int) {
	if m.Want != nil {
		return m.Want.Start, m.Want.End
	}
	return m.Found.Start, m.Found.End
}
