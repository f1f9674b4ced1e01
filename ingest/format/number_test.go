package format

import "testing"

func TestReadLabel(t *testing.T) {
	for _, c := range []struct {
		text, num, rest string
		class           class
		value           int
	}{
		{"27. Calls", "27.", "Calls", arabic, 27},
		{"27 . Calls", "27 .", "Calls", arabic, 27},
		{"4、呼吁", "4、", "呼吁", arabic, 4},
		{"40 - يشجع", "40 -", "يشجع", arabic, 40},
		{"٤٠ - يشجع", "٤٠ -", "يشجع", arabic, 40},
		{"2.4.1 Screening", "2.4.1", "Screening", section, 1},
		{"IV. Venue", "IV.", "Venue", upperRoman, 4},
		{"A. Gates", "A.", "Gates", upperAlpha, 1},
		{"(a) Gates", "(a)", "Gates", lowerAlpha, 1},
		{"a) Portails", "a)", "Portails", lowerAlpha, 1},
		{"б) ворота", "б)", "ворота", lowerAlpha, 2},
		{"(أ) البوابات", "(أ)", "البوابات", lowerAlpha, 1},
		{"(aa) Gates", "(aa)", "Gates", lowerAlpha, 27},
		{"(ii) Gates", "(ii)", "Gates", lowerRoman, 2},
		{"(3) Gates", "(3)", "Gates", paren, 3},
		{"• Gates", "•", "Gates", bullet, 0},
		{"– Gates", "–", "Gates", bullet, 0},
		{"2396 (2017) and others", "", "", noLabel, 0},
		{"10.30 a.m.", "", "", noLabel, 0},
		{"(CTED) shall", "", "", noLabel, 0},
		{"11 – 15 May", "", "", noLabel, 0},
		{"IIX. No numeral", "", "", noLabel, 0},
		{"-5 degrees", "", "", noLabel, 0},
	} {
		l, ok := readLabel(c.text)
		if ok != (c.class != noLabel) || l.num != c.num || l.class != c.class || l.value != c.value {
			t.Errorf("readLabel(%q) = %+v, %v", c.text, l, ok)
			continue
		}
		if ok && c.text[l.size:] != c.rest {
			t.Errorf("readLabel(%q) leaves %q, want %q", c.text, c.text[l.size:], c.rest)
		}
	}
}

func TestOutline(t *testing.T) {
	for _, c := range []struct {
		name   string
		labels []string
		levels []int
	}{
		{"letters, then numerals", []string{"(a)", "(b)", "(i)", "(ii)", "(c)", "(i)"}, []int{1, 1, 2, 2, 1, 2}},
		{"a long list of letters", []string{"(g)", "(h)", "(i)", "(j)"}, []int{1, 1, 1, 1}},
		{"numerals first", []string{"(i)", "(ii)", "(iii)", "(iv)", "(v)"}, []int{1, 1, 1, 1, 1}},
		{"bullets under letters", []string{"(a)", "•", "•", "(b)", "•"}, []int{1, 2, 2, 1, 2}},
	} {
		var o outline
		for i, s := range c.labels {
			l, ok := readLabel(s + " ")
			if !ok {
				t.Fatalf("%s: no label %q", c.name, s)
			}
			if got := o.place(l); got != c.levels[i] {
				t.Errorf("%s: %s at %d is of level %d, want %d", c.name, s, i, got, c.levels[i])
			}
		}
	}
}

func TestJoinHyphens(t *testing.T) {
	w := words{}
	w.add("security of gatekeepers and counter-terrorism")
	for _, c := range []struct{ line, next, want string }{
		{"the secu-", "rity of", "the security of"},
		{"on counter-", "terrorism in", "on counter-terrorism in"},
		{"well-", "trained staff", "well-trained staff"},
		{"troop- and", "others", "troop- and others"},
		{"troop-", "and police-contributing", "troop- and police-contributing"},
		{"see www.example.org/a/", "b.html", "see www.example.org/a/b.html"},
		{"plain", "words", "plain words"},
	} {
		if got := w.join(c.line, c.next); got != c.want {
			t.Errorf("join(%q, %q) = %q, want %q", c.line, c.next, got, c.want)
		}
	}
}
