package query

import (
	"regexp"
	"strconv"
	"strings"
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

// dates reads the value of the field name, which compares dates and begins at
// after; year:2015 is left to the facet.
func (x *lexer) dates(name string, after int, value string) bool {
	if m := bracketed.FindStringSubmatch(x.s[after:]); m != nil {
		if y, ok := years(strings.Trim(m[1], "*") + ".." + strings.Trim(m[2], "*")); ok {
			x.at = after + len(m[0])
			x.push(y)
			return true
		}
	}
	text := strings.TrimRight(value, ".,;:!?")
	if y, ok := compared(text); ok {
		x.push(y)
		return true
	}
	if n, ok := year(text); ok && n != 0 && fieldName(name) != "year" {
		x.push(Years{From: n, To: n})
		return true
	}
	if whole, ok := day(text); ok {
		y := Years{From: whole, To: whole}
		x.mend(OnlyYears, "from", value, "as", Query{Root: y}.String())
		x.push(y)
		return true
	}
	return false
}

// bracketed is a range as Lucene has it: [2015 TO *].
var bracketed = regexp.MustCompile(`^[\[{]([0-9]{4}|\*) TO ([0-9]{4}|\*)[\]}]`)

// compared reads 2015..2023, 2015-2023, >=2015, <2015 and the like.
func compared(s string) (Years, bool) {
	if y, ok := years(s); ok {
		return y, true
	}
	for _, dash := range []string{"-", "–", "—"} {
		if from, to, ok := strings.Cut(s, dash); ok && len(from) == 4 && len(to) == 4 {
			return years(from + ".." + to)
		}
	}
	for _, c := range []struct {
		sign     string
		from, by int
	}{{">=", 1, 0}, {"<=", 0, 0}, {">", 1, 1}, {"<", 0, -1}} {
		rest, ok := strings.CutPrefix(s, c.sign)
		if !ok {
			continue
		}
		n, ok := year(rest)
		if n += c.by; !ok || rest == "" || n < 1000 || n > 9999 {
			return Years{}, false
		}
		if c.from == 1 {
			return Years{From: n}, true
		}
		return Years{To: n}, true
	}
	return Years{}, false
}

// day reads 2017-12-21 and 2017-12, of which the year is given.
func day(s string) (year int, ok bool) {
	if !isoDate.MatchString(s) {
		return 0, false
	}
	year, err := strconv.Atoi(s[:4])
	return year, err == nil && year >= 1000
}

var isoDate = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$`)

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
	n, err := strconv.Atoi(s)
	return n, err == nil && len(s) == 4 && n >= 1000
}
