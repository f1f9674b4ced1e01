package corpus

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Extent is which places a work has, as far as the official texts held show
// it: by class ("para", "pp", "annex/para", "art"), what stands in it.
type Extent map[string]*Run

// Run is the passages of one class.
type Run struct {
	// Numbers are those held of passages and points, in reading order: "1", "2",
	// "2.a", "12bis", "VII".
	Numbers []string `json:"numbers"`
	// Last is the number behind which there is none; 0 where that is not proved.
	Last int `json:"last,omitempty"`
	// Closed are the passages and points of which every point is in Numbers.
	Closed []string `json:"closed,omitempty"`
}

// Existence is what an extent says of a place.
type Existence int

const (
	Uncertain Existence = iota // the texts held do not tell
	Exists
	Missed // the texts held prove that there is none
)

// unsplit is the length in bytes from which a last passage without points may
// hold others that the reading of its file did not tell apart.
const unsplit = 3000

// ExtentOf is the extent of a work; nil when no text of it is held.
func ExtentOf(w *Work) Extent {
	if len(w.Documents) == 0 {
		return nil
	}
	e := Extent{}
	shared := map[string][]*Provision{} // by class, those that are not kept apart
	for i := range w.Provisions {
		p := &w.Provisions[i]
		if len(p.Texts) == 0 {
			continue
		}
		class := p.Locator.Class()
		r := e[class]
		if r == nil {
			r = &Run{}
			e[class] = r
		}
		r.add(p)
		if p.Locator.Only() == "" {
			shared[class] = append(shared[class], p)
		}
	}
	for _, r := range e { // points may have been read as passages between the numbers
		r.Closed = slices.DeleteFunc(r.Closed, func(n string) bool { return r.has(n + "~1") })
	}
	if w.Kind == KindStatement {
		return e // its paragraphs are counted by its readers, not numbered
	}
	for class, ps := range shared {
		e[class].Last = last(kindOf(class), ps, e[class])
	}
	return e
}

// add enters a passage and its points.
func (r *Run) add(p *Provision) {
	n := p.Locator.Number()
	if !slices.Contains(r.Numbers, n) {
		r.Numbers = append(r.Numbers, n)
	}
	class := p.Locator.Class()
	for _, t := range p.Texts {
		for _, part := range t.Parts {
			if point := part.Locator.Number(); part.Locator.Class() == class && !slices.Contains(r.Numbers, point) {
				r.Numbers = append(r.Numbers, point)
			}
		}
	}
	if kindOf(class) != "section" && p.Locator.Only() == "" && closed(p) {
		r.Closed = append(r.Closed, n)
	}
}

func kindOf(class string) string { return class[strings.LastIndexByte(class, '/')+1:] }

// counts reports whether the passages of a kind are numbered through, so that
// one behind the last does not exist.
func counts(kind string) bool {
	switch kind {
	case "section", "head", "time", "table", "chapter":
		return false
	}
	return true
}

// aside reports whether the numbers of a kind are ordinals of ours or those of
// notes, which nobody cites as paragraphs.
func aside(kind string) bool {
	switch kind {
	case "pp", "fn", "head", "time":
		return true
	}
	return false
}

// last is the number of the last of ps, when all of 1 to it are held, its number
// is printed and none can hide another; else 0.
func last(kind string, ps []*Provision, r *Run) int {
	if !counts(kind) {
		return 0
	}
	held := map[int]bool{}
	var end *Provision
	greatest := 0
	for _, p := range ps {
		n, rest := numeral(p.Locator.Number())
		if n == 0 || rest != "" {
			continue
		}
		if swallows(kind, p) {
			return 0
		}
		held[n] = true
		if n > greatest {
			greatest, end = n, p
		}
	}
	if end == nil || len(held) != greatest || kind != "pp" && !printed(end) || long(end) {
		return 0
	}
	for _, s := range r.Numbers { // a version kept apart has more
		if n, _ := numeral(s); n > greatest {
			return 0
		}
	}
	return greatest
}

// numeral reads the number that s begins with and what follows it: "2.e" is 2
// and ".e", "12bis" 12 and "bis"; 0 when there is none.
func numeral(s string) (n int, rest string) {
	i := 0
	for i < len(s) && digit(s[i]) {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		return 0, s
	}
	return n, s[i:]
}

var numbered = regexp.MustCompile(`\n[0-9]{1,3}\.[ \t]`)

// swallows reports whether a version of p has a line that may begin another
// passage: one with a number, or, in a preamble, any that is no point.
func swallows(kind string, p *Provision) bool {
	for _, t := range p.Texts {
		if numbered.MatchString(t.Text) || kind == "pp" && len(t.Parts) == 0 && strings.Contains(t.Text, "\n") {
			return true
		}
	}
	return false
}

func printed(p *Provision) bool {
	for _, t := range p.Texts {
		if t.Number != "" && !t.Inferred {
			return true
		}
	}
	return false
}

func long(p *Provision) bool {
	for _, t := range p.Texts {
		if len(t.Text) > unsplit && len(t.Parts) == 0 {
			return true
		}
	}
	return false
}

var mark = regexp.MustCompile(`(?:^|[^\pL\pN])([a-z])[)）]`)

// closed reports whether every point (a), (b) ... of p is known: the versions that
// mark points mark the same, in order, and no text shows another; and two
// versions do, or one whose marks stand where its lines begin. A text without
// any mark is proof only beside another like it.
func closed(p *Provision) bool {
	const none = 'a' - 1
	var end byte
	mute, marking, shown := 0, 0, false
	for _, t := range p.Texts {
		e, ok := lastPoint(p.Locator, t)
		switch {
		case !ok:
			return false
		case e == none:
			mute++
			continue
		case marking > 0 && e != end:
			return false
		}
		end = e
		marking++
		shown = shown || atLines(p.Locator, t)
	}
	if marking == 0 {
		end = none
	}
	for _, t := range p.Texts {
		for _, m := range mark.FindAllStringSubmatch(t.Text, -1) {
			if m[1][0] > end && !strings.Contains("ivx", m[1]) {
				return false
			}
		}
	}
	return marking >= 2 && mute == 0 || marking == 1 && shown || marking == 0 && mute >= 2
}

// lastPoint is the last of the points (a), (b) ... that a version marks, the byte
// before 'a' where it marks none; ok is false for others, or some out of order.
func lastPoint(l Locator, t *Passage) (end byte, ok bool) {
	next := byte('a')
	for _, part := range t.Parts {
		point, in := strings.CutPrefix(string(part.Locator), string(l)+".")
		switch {
		case !in:
			return 0, false
		case strings.Contains(point, "."):
			continue // a point of a point
		case point != string(next):
			return 0, false
		}
		next++
	}
	return next - 1, true
}

// atLines reports whether the marks of a version's points stand in its text,
// each where a line begins.
func atLines(l Locator, t *Passage) bool {
	for _, part := range t.Parts {
		if part.Start < 0 || part.Start > len(t.Text) || part.Number == "" || !strings.HasPrefix(t.Text[part.Start:], part.Number) ||
			part.Locator.Parent() == l && part.Start > 0 && t.Text[part.Start-1] != '\n' {
			return false
		}
	}
	return true
}

// Look says whether the work has l. at is the place itself where it exists, as
// the work has it (a paragraph may stand in an annex that l does not name), and
// the nearest there is where it is missed.
func (e Extent) Look(l Locator) (x Existence, at Locator) {
	if l.Whole() {
		return e.whole(l)
	}
	class, number := l.Class(), l.Number()
	if l.Only() != "" {
		l = l[:len(l)-len(l.Only())-1]
	}
	r := e[class]
	whole, point, _ := strings.Cut(number, ".")
	if kindOf(class) == "section" {
		whole, point = number, ""
	}
	if !r.has(whole) {
		if other := e.inside(l, whole); other != "" {
			return e.look(e[other.Class()], other, whole, point)
		}
		n, err := strconv.Atoi(whole)
		if r == nil || r.Last == 0 || err != nil || n >= 1 && n <= r.Last || n <= e.beyond(class) && n > 0 {
			return Uncertain, ""
		}
		return Missed, Locator(class + "-" + strconv.Itoa(r.Last))
	}
	return e.look(r, Locator(class+"-"+whole), whole, point)
}

// whole looks for an annex as a whole. That a text held has none proves nothing:
// annexes are often published apart. "annex" alone may mean any.
func (e Extent) whole(l Locator) (Existence, Locator) {
	for class := range e {
		if strings.HasPrefix(class, string(l)+"/") || strings.HasPrefix(class, string(l)+"-") && l.Number() == "" {
			return Exists, l
		}
	}
	return Uncertain, ""
}

// look looks for a point of the passage at, which the work has.
func (e Extent) look(r *Run, at Locator, whole, point string) (Existence, Locator) {
	if point == "" {
		return Exists, at
	}
	if r.has(whole + "." + point) {
		return Exists, at + Locator("."+point)
	}
	first, _, _ := strings.Cut(point, ".")
	n, _ := strconv.Atoi(whole)
	switch {
	case len(first) != 1 || first < "a" || first > "z" || strings.Contains("ivx", first): // "paragraph 4 (i)" may mean a point of a point
		return Uncertain, ""
	case !slices.Contains(r.Closed, whole) || r.has(whole+"."+first) || n <= e.beyond(at.Class()):
		return Uncertain, ""
	}
	end := byte('a')
	for r.has(whole + "." + string(end)) {
		end++
	}
	if end > 'a' {
		at += Locator("." + string(end-1))
	}
	return Missed, at
}

func (r *Run) has(number string) bool { return r != nil && slices.Contains(r.Numbers, number) }

// inside is the place of the same kind and number in an annex or a part.
func (e Extent) inside(l Locator, number string) Locator {
	var found []string
	for class, r := range e {
		if class != l.Class() && e.meant(l.Class(), class) && kindOf(class) == kindOf(l.Class()) && r.has(number) {
			found = append(found, class+"-"+number)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return Locator(slices.Min(found))
}

// meant reports whether who writes a place of a class may mean one of other: of
// the same kind in an annex or a part, or, by "paragraph", whatever has numbers.
func (e Extent) meant(class, other string) bool {
	switch {
	case strings.Contains(class, "/") && !strings.Contains(other, "/"):
		return false
	case kindOf(class) == "para":
		return !aside(kindOf(other))
	}
	return kindOf(class) == kindOf(other)
}

// beyond is the greatest number of the places elsewhere that may be meant.
func (e Extent) beyond(class string) int {
	greatest := 0
	for other, r := range e {
		if other == class || !e.meant(class, other) {
			continue
		}
		for _, s := range r.Numbers {
			n, _ := numeral(s)
			greatest = max(greatest, n)
		}
	}
	return greatest
}
