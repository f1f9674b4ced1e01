package ingest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/ingest/format"
)

// numberForm is the number of a paragraph: "27.", "40 -", "12 quater.", "1.1.".
var numberForm = regexp.MustCompile(`^([0-9]{1,4}(?:\.[0-9]{1,3}){0,4}) ?(bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)?[ .、．:–—-]*$`)

// number is the number of a paragraph as printed, without what ends it, and as
// locators write it.
type number struct {
	printed string // "12 quater"
	locator string // "12quater"
	n       int    // 12; the first number of "1.1"
	nested  bool   // "1.1"
	suffix  bool   // "12 quater"
}

// parseNumber reads a paragraph's number.
func parseNumber(num string) (number, bool) {
	m := numberForm.FindStringSubmatch(westernDigits(num))
	if m == nil {
		return number{}, false
	}
	first, _, nested := strings.Cut(m[1], ".")
	n, _ := strconv.Atoi(first)
	p := number{printed: m[1], locator: m[1], n: n, nested: nested, suffix: m[2] != ""}
	if p.suffix {
		p.printed, p.locator = m[1]+" "+m[2], m[1]+m[2]
	}
	return p, true
}

// westernDigits writes Arabic-Indic digits as 0-9.
func westernDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}

var (
	leadingNumber = regexp.MustCompile(`^[^\pL\pN(]{0,3}([0-9]{1,4})(?:[.–-]+ ?| +[–-] ?| +)`)
	formalNumber  = regexp.MustCompile(`^([0-9]{1,4})(?:\.| [–-]) `)
)

// numberInText finds the number a paragraph's text opens with, its element
// having none, and the bytes it takes there. It must be the one that is due, or
// be set off as numbers are and skip no more than two.
func numberInText(text string, due int) (n, size int) {
	m := leadingNumber.FindStringSubmatchIndex(text)
	if m == nil {
		return 0, 0
	}
	n, _ = strconv.Atoi(text[m[2]:m[3]])
	formal := formalNumber.MatchString(text)
	if n == due && (n > 1 || formal) || formal && due > 1 && n > due && n <= due+2 {
		return n, m[1]
	}
	return 0, 0
}

var leadingPoint = regexp.MustCompile(`^[“”"«„]?(\([\pL\pN]{1,5}\) |[‘’][0-9]{1,2}[‘’] |[\pL\pN]{1,2}\) |[\x{621}-\x{64A}]{1,2} ?[-–] |[•▪●○–—-] ?)`)

// pointInText finds the number of a point where its text opens with it: it
// must be the next of an open list, or the first of a new one.
func (c *composer) pointInText(x format.Block) (format.Block, bool) {
	m := leadingPoint.FindStringSubmatchIndex(x.Text)
	if m == nil {
		return x, false
	}
	num := strings.TrimSpace(x.Text[m[2]:m[3]])
	ms := marks(num)
	fits := false
	for _, k := range ms {
		fits = fits || k.n <= 1
	}
	for level := range c.points {
		_, ok := c.points.continues(ms, level+1)
		fits = fits || ok
	}
	if !fits {
		return x, false
	}
	x = cut(x, m[1])
	x.Num = num
	return x, true
}

// style is the alphabet a list is numbered in.
type style int

const (
	letters style = iota + 1 // a b c, in any alphabet
	romans                   // i ii iii, and what stands for them in Arabic and Chinese
	digits
	capitals // A B C
	capitalRomans
	bullets
)

// mark is one reading of a point's number.
type mark struct {
	style style
	n     int
}

// token is how locators write the mark: it does not depend on the language.
func (m mark) token() string {
	switch m.style {
	case letters, capitals:
		if m.n > 26 {
			return strings.Repeat(string(rune('a'+(m.n-1)%26)), 1+(m.n-1)/26)
		}
		return string(rune('a' + m.n - 1))
	case romans, capitalRomans:
		return roman(m.n)
	}
	return strconv.Itoa(m.n)
}

// marks gives the ways to read a point's number, the likelier first: "(i)" is
// the numeral one and the ninth letter. It returns nil for what is no number.
func marks(num string) []mark {
	quoted := strings.ContainsAny(num, "‘’“”'\"")
	s := strings.Trim(westernDigits(num), " ()[].,:;‘’“”'\"（）-–ـ\t")
	if s == "" {
		if strings.ContainsAny(num, "•-–—▪●○◦■□*·➢►") {
			return []mark{{bullets, 0}}
		}
		return nil
	}
	if n, err := strconv.Atoi(s); err == nil && n > 0 && n < 1000 {
		if quoted { // Arabic texts write ’1‘ where English has (i)
			return []mark{{romans, n}, {digits, n}}
		}
		return []mark{{digits, n}}
	}
	if n := chineseNumber(s); n > 0 {
		return []mark{{romans, n}}
	}
	var ms []mark
	lower := strings.ToLower(s)
	up := lower != s
	if n := romanValue(lower); n > 0 {
		ms = append(ms, mark{pick(up, capitalRomans, romans), n})
	}
	for _, n := range letterValues(lower) {
		ms = append(ms, mark{pick(up, capitals, letters), n})
	}
	if ms == nil && utf8.RuneCountInString(s) == 1 {
		if r, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return []mark{{bullets, 0}}
		}
	}
	return ms
}

func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

const abjad = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
const cyrillic = "абвгдежзиклмнопрстуфхцчшщэюя"

// alphabetic is the order of the Arabic alphabet, in which some number instead.
const alphabetic = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"

// looksLatin maps Cyrillic letters to the Latin ones they are typed for.
var looksLatin = map[rune]int{'а': 1, 'с': 3, 'е': 5, 'і': 9, 'о': 15, 'р': 16, 'х': 24, 'у': 25}

// letterValues are the places a letter, or a doubled one, may hold in a list.
func letterValues(s string) []int {
	r, size := utf8.DecodeRuneInString(s)
	again := 0
	for rest := s[size:]; rest != ""; rest = rest[size:] {
		if next, n := utf8.DecodeRuneInString(rest); next != r || n != size {
			return nil
		}
		again++
	}
	if again > 2 {
		return nil
	}
	switch {
	case r >= 'a' && r <= 'z':
		return []int{int(r-'a') + 1 + 26*again}
	case again > 0:
		return nil
	case r == 'ñ':
		return []int{15}
	case r == 'ا' || r == 'آ' || r == 'إ':
		return []int{1}
	}
	var ns []int
	if n, ok := looksLatin[r]; ok {
		ns = append(ns, n)
	}
	if i := runeIndex(cyrillic, r); i >= 0 {
		ns = append(ns, i+1)
	}
	for _, order := range []string{abjad, alphabetic} {
		if i := runeIndex(order, r); i >= 0 && !slices.Contains(ns, i+1) {
			ns = append(ns, i+1)
		}
	}
	return ns
}

func runeIndex(s string, r rune) int {
	n := 0
	for _, x := range s {
		if x == r {
			return n
		}
		n++
	}
	return -1
}

// chineseNumber reads 一, 十二 and ㈠ up to 99.
func chineseNumber(s string) int {
	const units = "一二三四五六七八九"
	n, unit := 0, 0
	for _, r := range s {
		switch {
		case r >= '㈠' && r <= '㈩':
			return int(r-'㈠') + 1
		case r >= '①' && r <= '⑳':
			return int(r-'①') + 1
		case r == '十':
			n += max(unit, 1) * 10
			unit = 0
		default:
			if unit = runeIndex(units, r) + 1; unit == 0 {
				return 0
			}
		}
	}
	return n + unit
}

var romanDigits = []struct {
	value int
	digit string
}{{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}}

func roman(n int) string {
	if n < 1 || n > 89 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range romanDigits {
		for n >= d.value {
			b.WriteString(d.digit)
			n -= d.value
		}
	}
	return b.String()
}

// romanValue reads a numeral up to 89, 0 when it is not well formed.
func romanValue(s string) int {
	n, rest := 0, s
	for _, d := range romanDigits {
		for strings.HasPrefix(rest, d.digit) {
			n += d.value
			rest = rest[len(d.digit):]
		}
	}
	if rest != "" || n == 0 || roman(n) != s {
		return 0
	}
	return n
}

// list follows the points of one passage: the last mark at each level.
type list []mark

// place gives the level of a point, from 1, and settles how its number is read:
// as what continues an open list, else as what begins a new one. The level the
// source gives (0 for none) holds unless the number says otherwise.
func (l *list) place(ms []mark, hint int) (level int, m mark) {
	if hint > len(*l)+1 {
		hint = len(*l) + 1
	}
	if hint > 0 {
		if m, ok := l.fits(ms, hint); ok {
			return l.set(hint, m)
		}
	}
	for level := len(*l); level > 0; level-- {
		if m, ok := l.continues(ms, level); ok {
			return l.set(level, m)
		}
	}
	for _, m := range ms {
		if m.n == 1 || m.style == bullets {
			return l.set(pick(hint > 0, hint, len(*l)+1), mark{m.style, 1})
		}
	}
	for level := len(*l); level > 0; level-- { // a number was left out
		for _, m := range ms {
			if (*l)[level-1].style == m.style {
				return l.set(level, m)
			}
		}
	}
	return l.set(pick(hint > 0, hint, len(*l)+1), ms[0])
}

// continues reports whether a reading is the next of the open list at level.
func (l *list) continues(ms []mark, level int) (mark, bool) {
	last := (*l)[level-1]
	for _, m := range ms {
		if m.style == last.style && (m.n == last.n+1 || m.style == bullets) {
			return mark{m.style, last.n + 1}, true
		}
	}
	return mark{}, false
}

// fits reports whether a reading continues the list at level, or opens one there.
func (l *list) fits(ms []mark, level int) (mark, bool) {
	if level <= len(*l) {
		return l.continues(ms, level)
	}
	for _, m := range ms {
		if m.n == 1 || m.style == bullets {
			return mark{m.style, 1}, true
		}
	}
	return mark{}, false
}

func (l *list) set(level int, m mark) (int, mark) {
	*l = append((*l)[:level-1], m)
	return level, m
}

// cut takes the first n bytes off a block's text, keeping its offsets true.
func cut(b format.Block, n int) format.Block {
	b.Text = b.Text[n:]
	var marks []format.Mark
	for _, m := range b.Marks {
		if m.End > n {
			m.Start, m.End = max(m.Start-n, 0), m.End-n
			marks = append(marks, m)
		}
	}
	var refs []format.Ref
	for _, r := range b.Refs {
		r.At = max(r.At-n, 0)
		refs = append(refs, r)
	}
	b.Marks, b.Refs, b.Links = marks, refs, nil
	return b
}
