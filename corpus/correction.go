package corpus

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// ErrBadCorrection is returned for a correction that cannot be made; the error
// that wraps it says what to do.
var ErrBadCorrection = errors.New("the correction cannot be made")

// Action is what a person does to the citations of a passage.
type Action string

const (
	AddTag    Action = "add"    // the words cite Target, and nothing was marked there
	ChangeTag Action = "change" // the words cite Target, not what was marked
	RejectTag Action = "reject" // the words are no citation
)

// Correction is a person's word on a citation. It wins over the tagger and is
// kept apart from the documents, so that none of their re-readings undoes it.
// Its place is named by words, not by offsets: the Nth time that Surface stands
// in the passage, counted from 1. One correction stands at a place.
type Correction struct {
	Document  DocumentID `json:"document"`
	Locator   Locator    `json:"locator"` // of the passage, as the document has it
	Surface   string     `json:"surface"`
	Nth       int        `json:"nth"`
	Action    Action     `json:"action"`
	Target    Target     `json:"target,omitempty"` // "" to reject
	Pinpoints []Locator  `json:"pinpoints,omitempty"`
	By        string     `json:"by"`
	At        time.Time  `json:"at"`
	Note      string     `json:"note,omitempty"`
	// Orphan is set where corrections are listed: the words no longer stand at
	// the place, or another correction has taken them, and nothing is changed.
	Orphan bool `json:"orphan,omitempty"`
}

// Limits of a correction, in bytes or pieces.
const (
	maxSurface   = 500
	maxCorrector = 200
	maxRemark    = 2000
	maxTarget    = 500
	maxPinpoints = 50
)

// Check says whether c is whole. It does not look at the passage. The error
// wraps [ErrBadCorrection].
func (c *Correction) Check() error {
	switch {
	case c.Document == "" || c.Locator == "":
		return bad("name the document and the passage")
	case c.Surface == "" || len(c.Surface) > maxSurface || !utf8.ValidString(c.Surface) || strings.ContainsRune(c.Surface, 0):
		return bad("name the words that cite, at most %d bytes of them", maxSurface)
	case c.Nth < 0:
		return bad("the first time the words stand in the passage is 1, not %d", c.Nth)
	case c.By == "" || len(c.By) > maxCorrector:
		return bad("say who corrects, in at most %d bytes", maxCorrector)
	case len(c.Note) > maxRemark:
		return bad("the note has %d bytes; at most %d fit", len(c.Note), maxRemark)
	case len(c.Target) > maxTarget || len(c.Pinpoints) > maxPinpoints:
		return bad("a target has at most %d bytes and %d pinpoints", maxTarget, maxPinpoints)
	}
	for _, p := range c.Pinpoints {
		if !p.Valid() {
			return bad("%q is not a locator: write para-2 or para-2.e", p)
		}
	}
	switch c.Action {
	case AddTag, ChangeTag:
		if c.Target == "" {
			return bad("say what the words cite")
		}
	case RejectTag:
		if c.Target != "" || len(c.Pinpoints) > 0 {
			return bad("words that are no citation have no target")
		}
	default:
		return bad("the action %q is unknown: add, change or reject", c.Action)
	}
	return nil
}

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrBadCorrection, fmt.Sprintf(format, args...))
}

// Places are the byte offsets at which surface stands in text, each behind the
// one before. Digits bound a number: "99" does not stand in "9901".
func Places(text, surface string) []int {
	var at []int
	if surface == "" {
		return nil
	}
	for from := 0; ; {
		i := strings.Index(text[from:], surface)
		if i < 0 {
			return at
		}
		start, end := from+i, from+i+len(surface)
		if cutsNumber(text, start) || cutsNumber(text, end) {
			from = start + 1
			continue
		}
		at = append(at, start)
		from = end
	}
}

// cutsNumber reports whether i lies between two digits.
func cutsNumber(text string, i int) bool {
	return i > 0 && i < len(text) && digit(text[i-1]) && digit(text[i])
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// span is where c stands in text; ok is false when it does not.
func (c *Correction) span(text string) (start, end int, ok bool) {
	at := Places(text, c.Surface)
	if c.Nth < 1 || c.Nth > len(at) {
		return 0, 0, false
	}
	return at[c.Nth-1], at[c.Nth-1] + len(c.Surface), true
}

// tags reports whether c puts a citation where its words stand.
func (c *Correction) tags() bool { return c.Action != RejectTag }

// Correct gives the citations of text as the corrections leave them, by Start
// and without overlap; machine is what the tagger found, and is not changed. A
// citation that a correction overlaps is taken out; what a person says stands in
// its place, in its form and relation. Of two tags that persons gave to the same
// words, the one that begins first stays, of two that begin alike the older.
// done tells which of cs took effect.
func Correct(text string, machine []Citation, cs []Correction) (out []Citation, done []bool) {
	done = make([]bool, len(cs))
	out = slices.Clone(machine)
	var given []Citation
	for _, p := range placed(text, cs) {
		c := &cs[p.index]
		if c.tags() && len(given) > 0 && p.start < given[len(given)-1].End {
			continue
		}
		done[p.index] = true
		if c.tags() {
			given = append(given, c.citation(p.start, p.end, over(machine, p.start, p.end)))
		}
		out = slices.DeleteFunc(out, func(x Citation) bool { return x.Start < p.end && p.start < x.End })
	}
	out = append(out, given...)
	slices.SortFunc(out, func(a, b Citation) int { return a.Start - b.Start })
	return out, done
}

type place struct{ index, start, end int }

// placed are the corrections whose words stand in text, in the order of the text.
func placed(text string, cs []Correction) []place {
	var ps []place
	for i := range cs {
		if start, end, ok := cs[i].span(text); ok {
			ps = append(ps, place{i, start, end})
		}
	}
	slices.SortStableFunc(ps, func(a, b place) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return cs[a.index].At.Compare(cs[b.index].At)
	})
	return ps
}

// over is the first citation that overlaps start to end; nil when none does.
func over(cs []Citation, start, end int) *Citation {
	for i := range cs {
		if cs[i].Start < end && start < cs[i].End {
			return &cs[i]
		}
	}
	return nil
}

// citation is the tag that c gives, in the place of old, which may be nil.
func (c *Correction) citation(start, end int, old *Citation) Citation {
	t := Citation{Start: start, End: end, Target: c.Target, Pinpoints: c.Pinpoints,
		Form: FromPerson, Relation: "cites", Status: Resolved, From: FromPerson}
	if old != nil {
		t.Form = old.Form
		if old.Relation != "" {
			t.Relation = old.Relation
		}
	}
	return t
}

// Settle checks c against the passage it is for, in which the tagger found what
// p.Citations holds and the others are at work, and sets Nth where the words
// stand once. The error wraps [ErrBadCorrection].
func (c *Correction) Settle(p *Passage, others []Correction) error {
	at := Places(p.Text, c.Surface)
	switch {
	case len(at) == 0:
		return bad("%q does not stand in %s: write the words as the passage has them", c.Surface, c.Locator)
	case c.Nth > len(at):
		return bad("%q stands %d times in %s, not %d", c.Surface, len(at), c.Locator, c.Nth)
	case c.Nth == 0 && len(at) > 1:
		return bad("%q stands %d times in %s: say which, counted from 1, or name more words", c.Surface, len(at), c.Locator)
	case c.Nth == 0:
		c.Nth = 1
	}
	start, end, _ := c.span(p.Text)
	if c.Action != AddTag && over(p.Citations, start, end) == nil {
		return bad("no citation was found in %q: add one, or remove the correction that did", c.Surface)
	}
	for i := range others {
		o := &others[i]
		from, to, ok := o.span(p.Text)
		if ok && c.tags() && o.tags() && !(from == start && to == end) && from < end && start < to {
			return bad("%q overlaps the correction of %q: remove that one first", c.Surface, o.Surface)
		}
	}
	return nil
}
