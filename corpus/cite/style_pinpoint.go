package cite

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Pinpoint writes places in w as the United Nations does, in the reader's
// language: "para. 2 (e)", "preamble, para. 3", "paras. 71–74 and 76",
// "annex, para. 77". Places that nobody can look up by a printed number (a
// heading) are left out.
func Pinpoint(w *corpus.Work, ui lang.Tag, ls ...corpus.Locator) string {
	return wordsOf(ui).render(w, ls)
}

// pinWords are the words and signs of pinpoints in one style.
type pinWords struct {
	// kinds gives, for a kind of place, how one and how several are written.
	kinds map[string][2]string
	// containers gives how an annex is written, alone and with a number.
	containers map[string][2]string
	point      string // a point of a paragraph: " (%s)"
	clause     string // a paragraph of an article: ", para. %s"
	item       string // an item of a list without letters: ", item %s"
	after      string // an unnumbered passage: "unnumbered paragraph after %s"
	sep        string // between container and place: ", "
	list, and  string // between places: ", " and " and "
	dash       string
	// version is for a place counted in one language alone, by that language's name.
	version string
	name    func(*lang.Language) string
}

// stylePlace is a locator taken apart.
type stylePlace struct {
	within []styleContainer
	kind   string
	number string   // "27", "2.4.1" of a section
	points []string // "e", "iv"
	after  bool     // an unnumbered passage after number
	only   lang.Tag // counted in this language's version alone
}

type styleContainer struct {
	kind string
	n    int // 0: the only one
}

// Points follow the first dot, save in sections and times, where the dots are
// the number's own.
func parseStylePlace(l corpus.Locator) stylePlace {
	s, only, _ := strings.Cut(string(l), "@")
	parts := strings.Split(s, "/")
	p := stylePlace{only: lang.Tag(only)}
	for _, c := range parts[:len(parts)-1] {
		kind, n, _ := strings.Cut(c, "-")
		i, _ := strconv.Atoi(n)
		p.within = append(p.within, styleContainer{kind, i})
	}
	p.kind, p.number, _ = strings.Cut(parts[len(parts)-1], "-")
	switch p.kind {
	case "section":
	case "time":
		p.number = strings.ReplaceAll(p.number, ".", ":")
	default:
		all := strings.Split(p.number, ".")
		p.number, p.points = latinSuffix.ReplaceAllString(all[0], "$1 $2"), all[1:]
	}
	if n, _, ok := strings.Cut(p.number, "~"); ok {
		p.number, p.after = n, true
	}
	return p
}

// head is what a place shares with its neighbours in a list.
func (p stylePlace) head() string { return fmt.Sprint(p.within, p.kind, p.after, p.only) }

// latinSuffix is what sets "12 quater" apart, and leaves "12a" alone.
var latinSuffix = regexp.MustCompile(`^([0-9]+)([a-z]{2,})$`)

func (f pinWords) render(w *corpus.Work, ls []corpus.Locator) string {
	var groups [][]stylePlace
	for _, l := range ls {
		if !l.Valid() {
			continue
		}
		p := parseStylePlace(l)
		if p.kind == "principle" && w != nil && w.Kind == corpus.KindPrinciples {
			p.kind = "guiding-principle"
		}
		if f.kinds[p.kind][0] == "" {
			continue
		}
		if n := len(groups); n > 0 && groups[n-1][0].head() == p.head() && !p.after {
			groups[n-1] = append(groups[n-1], p)
		} else {
			groups = append(groups, []stylePlace{p})
		}
	}
	var out []string
	for _, g := range groups {
		out = append(out, f.group(g))
	}
	return strings.Join(out, "; ")
}

// group writes places that differ in their numbers alone.
func (f pinWords) group(g []stylePlace) string {
	var parts []string
	for _, c := range g[0].within {
		if c.n == 0 {
			parts = append(parts, f.containers[c.kind][0])
		} else {
			parts = append(parts, fmt.Sprintf(f.containers[c.kind][1], c.ordinal()))
		}
	}
	form := f.kinds[g[0].kind][min(len(g), 2)-1]
	text := fmt.Sprintf(form, f.numbers(g))
	if g[0].after {
		text = fmt.Sprintf(f.after, text)
	}
	return strings.Join(append(parts, text), f.sep) + f.versionOf(g[0].only)
}

// versionOf says in which language's version a place is counted, where the
// versions differ: the same number in another is another passage.
func (f pinWords) versionOf(l lang.Tag) string {
	d := lang.Get(l)
	switch {
	case d == nil:
		return ""
	case f.name == nil:
		return fmt.Sprintf(" (%s version)", d.English)
	}
	return fmt.Sprintf(f.version, f.name(d))
}

// numbers writes "71–74 and 76".
func (f pinWords) numbers(g []stylePlace) string {
	var out []string
	for i := 0; i < len(g); {
		k := i
		for k+1 < len(g) && g[k].follows(g[k+1]) {
			k++
		}
		switch {
		case k > i+1:
			out = append(out, f.number(g[i])+f.dash+f.number(g[k]))
		default:
			k = i
			out = append(out, f.number(g[i]))
		}
		i = k + 1
	}
	if len(out) == 1 {
		return out[0]
	}
	return strings.Join(out[:len(out)-1], f.list) + f.and + out[len(out)-1]
}

// follows reports whether q is the whole paragraph next after the whole paragraph p.
func (p stylePlace) follows(q stylePlace) bool {
	a, errA := strconv.Atoi(p.number)
	b, errB := strconv.Atoi(q.number)
	return errA == nil && errB == nil && b == a+1 && len(p.points) == 0 && len(q.points) == 0
}

var digitsOnly = regexp.MustCompile(`^[0-9]+$`)

func (f pinWords) number(p stylePlace) string {
	s := p.number
	for _, point := range p.points {
		form := f.point
		switch {
		case p.kind == "art" && digitsOnly.MatchString(point):
			form = f.clause
		case digitsOnly.MatchString(point):
			form = f.item
		}
		s += fmt.Sprintf(form, point)
	}
	return s
}

// ordinal is the number of a container: annexes are counted in Roman numerals,
// parts and letters in Arabic ones.
func (c styleContainer) ordinal() string {
	if c.kind == "part" || c.kind == "letter" {
		return strconv.Itoa(c.n)
	}
	return romanNumeral(c.n)
}

func romanNumeral(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		n int
		s string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.n && b.Len() < 40; n -= d.n {
			b.WriteString(d.s)
		}
	}
	return b.String()
}
