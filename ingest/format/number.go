package format

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A label is the number a paragraph, point or heading opens with.
type label struct {
	num   string // as printed, trimmed: "27.", "(a)", "40 -", "•"
	size  int    // bytes it takes at the head of the text, space after it included
	class class
	value int // 27 of "27.", 1 of "(a)", 4 of "IV."; 0 for bullets
}

type class int

const (
	noLabel    class = iota
	arabic           // 27.
	section          // 2.4.1
	upperRoman       // IV.
	upperAlpha       // A.
	paren            // (1)
	lowerAlpha       // (a), a), a., (أ), а)
	lowerRoman       // (i)
	bullet           // •, –
)

var labelForms = []struct {
	class class
	form  *regexp.Regexp // group 1 is the number as printed, group 2 its value
}{
	{arabic, regexp.MustCompile(`^(([0-9٠-٩]{1,3}) ?[.．、])(?: |$|\n|[^\s\d])`)},
	{arabic, regexp.MustCompile(`^(([0-9٠-٩]{1,3}) ?[-–])(?: [^0-9A-Za-z]|$)`)},
	{section, regexp.MustCompile(`^(([1-9]\d?(?:\.[1-9]\d?){1,3})\.?)(?: [^\sa-z]|$)`)},
	{upperRoman, regexp.MustCompile(`^(([IVXL]{1,7})\.)(?: |$)`)},
	{upperAlpha, regexp.MustCompile(`^(\(?([A-ZА-Я])[.)])(?: |$)`)},
	{upperRoman, regexp.MustCompile(`^(([一二三四五六七八九十]{1,3})、)`)},
	{paren, regexp.MustCompile(`^([(（]?([0-9٠-٩]{1,3})[)）])(?: |$|[^\s,.;)])`)},
	{lowerRoman, regexp.MustCompile(`^([(（]([一二三四五六七八九十]{1,3})[)）])`)},
	{lowerRoman, regexp.MustCompile(`^(([㈠-㈩]))`)},
	{lowerRoman, regexp.MustCompile(`^([‘’]([0-9٠-٩]{1,2})[‘’])(?: |$)`)}, // Arabic texts write ’1‘ for (i)
	{lowerAlpha, regexp.MustCompile(`^(（([a-z])）)`)},
	{lowerAlpha, regexp.MustCompile(`^(\(([a-zа-я]|aa|bb|cc|dd|ee|ff|gg|hh)\))`)},
	{lowerAlpha, regexp.MustCompile(`^(([a-zа-я])[.)])(?: |$)`)},
	{lowerAlpha, regexp.MustCompile(`^(\(([\x{0621}-\x{064A}]{1,2})\))`)},
	{lowerAlpha, regexp.MustCompile(`^(([\x{0621}-\x{064A}]) ?[-–ـ])(?: |$)`)},
	{lowerRoman, regexp.MustCompile(`^(\(?([ivxl]{1,6})\))(?: |$|\pL)`)},
	{lowerRoman, regexp.MustCompile(`^(([ivx]{2,5})\.)(?: |$)`)},
	{lowerRoman, regexp.MustCompile(`^(([㈠-㈩]))`)},
	{lowerRoman, regexp.MustCompile(`^([‘’]([0-9]{1,2})[‘’])`)}, // Arabic
	{bullet, regexp.MustCompile(`^(()[•·▪●○◦■□➢►])`)},
	{bullet, regexp.MustCompile(`^(()[–—-])(?: |$)`)},
}

// readLabel reads the number text opens with. Whether "I." is a heading or a
// person's initial, and "(i)" the letter or the numeral, is for the caller to
// decide: see outline.
func readLabel(text string) (l label, ok bool) {
	for _, f := range labelForms {
		m := f.form.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		l = label{num: text[:m[3]], size: m[3], class: f.class, value: labelValue(f.class, text[m[4]:m[5]])}
		if l.class == upperRoman && l.value == 0 {
			continue // "IIX."
		}
		for l.size < len(text) && text[l.size] == ' ' {
			l.size++
		}
		return l, true
	}
	return label{}, false
}

func labelValue(c class, s string) int {
	switch c {
	case arabic, paren:
		return digitsValue(s)
	case section:
		n, _ := strconv.Atoi(s[strings.LastIndexByte(s, '.')+1:])
		return n
	case upperRoman, lowerRoman:
		if r, _ := utf8.DecodeRuneInString(s); r >= '㈠' && r <= '㈩' {
			return int(r-'㈠') + 1
		}
		if n := digitsValue(s); n > 0 {
			return n
		}
		if n := chineseValue(s); n > 0 {
			return n
		}
		return romanValue(s)
	case upperAlpha, lowerAlpha:
		return letterValue(s)
	}
	return 0
}

// digitsValue reads digits, Arabic-Indic ones too; 0 when s is no number.
func digitsValue(s string) int {
	n := 0
	for _, r := range s {
		if r >= '٠' && r <= '٩' {
			r = r - '٠' + '0'
		}
		if r < '0' || r > '9' {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// chineseValue reads 三, 十二 and ㈢ up to 99; 0 when s is no such number.
func chineseValue(s string) int {
	n, unit := 0, 0
	for _, r := range s {
		switch {
		case r >= '㈠' && r <= '㈩':
			return int(r-'㈠') + 1
		case r == '十':
			n += max(unit, 1) * 10
			unit = 0
		default:
			at := strings.IndexRune(chineseUnits, r)
			if at < 0 {
				return 0
			}
			unit = at/len("一") + 1
		}
	}
	return n + unit
}

const chineseUnits = "一二三四五六七八九"

// romanValue reads a numeral up to 89; 0 when it is not well formed.
func romanValue(s string) int {
	s = strings.ToLower(s)
	for n := 1; n < 90; n++ {
		if roman(n) == s {
			return n
		}
	}
	return 0
}

// roman writes a numeral in lower case.
func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		digit string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= d.value {
			b.WriteString(d.digit)
			n -= d.value
		}
	}
	return b.String()
}

// abjad is the order in which Arabic documents letter their points.
const abjad = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"

func letterValue(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	r = unicode.ToLower(r)
	switch {
	case r >= 'a' && r <= 'z':
		if len(s) > size { // (aa) follows (z)
			return int(r-'a') + 27
		}
		return int(r-'a') + 1
	case r >= 'а' && r <= 'я':
		return int(r-'а') + 1
	}
	n := 0
	for _, l := range abjad {
		n++
		if l == r {
			return n
		}
	}
	return 0
}

// outline keeps track of the points of a paragraph to tell their levels: the
// first kind of label met is level 1, the next level 2, and so on.
type outline struct {
	open []label // the last label at each level
}

// reset begins a new paragraph or section.
func (o *outline) reset() { o.open = o.open[:0] }

// place gives the level of a point, from 1, and settles whether "(i)" is the
// letter or the numeral.
func (o *outline) place(l label) int {
	l = o.settle(l)
	for i, last := range o.open {
		if last.class == l.class {
			o.open = append(o.open[:i], l)
			return i + 1
		}
	}
	o.open = append(o.open, l)
	return len(o.open)
}

// settle reads "(i)", "(v)", "(x)", "(c)" ... as what continues an open list.
func (o *outline) settle(l label) label {
	if l.class != lowerAlpha {
		return l
	}
	n := romanValue(strings.Trim(l.num, "(). "))
	if n == 0 {
		return l
	}
	for i := len(o.open) - 1; i >= 0; i-- {
		switch last := o.open[i]; {
		case last.class == lowerRoman && last.value == n-1:
			l.class, l.value = lowerRoman, n
			return l
		case last.class == lowerAlpha && last.value == l.value-1:
			return l
		}
	}
	if n == 1 { // a list that opens with (i)
		l.class, l.value = lowerRoman, 1
	}
	return l
}

// isPoint reports whether labels of the class number points of a paragraph.
func (c class) isPoint() bool {
	return c == paren || c == lowerAlpha || c == lowerRoman || c == bullet
}
