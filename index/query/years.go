package query

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// dated reports whether a field compares dates: "year", and what people write
// for it elsewhere.
func dated(name string) bool {
	switch strings.ToLower(name) {
	case "year", "years", "date":
		return true
	}
	return false
}

// dates reads the value of the field name, if it compares dates; it begins at
// after. year:2015 is left to the facet.
func (x *lexer) dates(name string, after int, value string) bool {
	if !dated(name) {
		return false
	}
	if m := bracketed.FindStringSubmatch(x.s[after:]); m != nil {
		if y, ok := years(strings.Trim(m[1], "*") + ".." + strings.Trim(m[2], "*")); ok {
			x.at = after + len(m[0])
			x.push(y)
			return true
		}
	}
	y, ok := compared(name, value)
	if !ok {
		return false
	}
	if isoDate.MatchString(value) {
		x.mend(OnlyYears, "from", value, "as", Query{Root: y}.String())
	}
	x.push(y)
	return true
}

// bracketed is a range as Lucene has it: [2015 TO *].
var bracketed = regexp.MustCompile(`^[\[{]([0-9]{4}|\*) TO ([0-9]{4}|\*)[\]}]`)

// isoDate is a day or a month, of which the year is taken.
var isoDate = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$`)

// compared reads 2015..2023, 2015-2023, >=2015 and the like, and one year or
// date, which is a range of one year.
func compared(name, s string) (Years, bool) {
	s = strings.TrimRight(s, ",;:!?")
	if isoDate.MatchString(s) {
		s = s[:4] + ".." + s[:4]
	}
	if y, ok := years(s); ok {
		return y, true
	}
	if n, ok := year(s); ok && n != 0 && fieldName(name) != "year" {
		return Years{From: n, To: n}, true
	}
	for _, dash := range []string{"-", "–", "—"} {
		if from, to, ok := strings.Cut(s, dash); ok && from != "" && to != "" {
			return years(from + ".." + to)
		}
	}
	return bound(s)
}

// bound reads >=2015, >2015, <=2015 and <2015.
func bound(s string) (Years, bool) {
	rest := strings.TrimLeft(s, "<>=")
	n, ok := year(rest)
	if !ok || n == 0 {
		return Years{}, false
	}
	switch s[:len(s)-len(rest)] {
	case ">=":
		return Years{From: n}, true
	case ">":
		return years(strconv.Itoa(n+1) + "..")
	case "<=":
		return Years{To: n}, true
	case "<":
		return years(".." + strconv.Itoa(n-1))
	}
	return Years{}, false
}

// years reads 2015..2023, 2015.. and ..2023.
func years(raw string) (Years, bool) {
	a, b, ok := strings.Cut(raw, "..")
	if !ok || a == "" && b == "" {
		return Years{}, false
	}
	from, okA := year(a)
	to, okB := year(b)
	if !okA || !okB {
		return Years{}, false
	}
	if to != 0 && from > to {
		from, to = to, from
	}
	return Years{From: from, To: to}, true
}

func year(s string) (int, bool) {
	if s == "" {
		return 0, true
	}
	n := number(s)
	return n, leadingDigits(s) == s && utf8.RuneCountInString(s) == 4 && n >= 1000
}
