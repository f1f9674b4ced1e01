package ui

import (
	"strings"
	"testing"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/index"
)

// saying is what segments say together.
func saying(ss []Segment) string {
	var b strings.Builder
	for _, s := range ss {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Whatever the spans are, no byte of the text is lost, doubled or cut in two.
func FuzzSegments(f *testing.F) {
	f.Add("crowded harbours", 0, 7, 8, 16, 3)
	f.Add("الموانئ المزدحمة", 0, 14, 3, 99, 15)
	f.Add("拥挤港口", 3, 6, 4, 9, 12)
	f.Add("", 0, 0, -1, 1, 0)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, at int) {
		got := segments(text, []span{{start: a, end: b, match: true}, {start: c, end: d, chip: &Chip{}}}, []pin{{at: at, segment: Segment{Note: "fn-1"}}})
		if s := saying(got); s != text {
			t.Fatalf("%q became %q", text, s)
		}
		for _, s := range got {
			if utf8.ValidString(text) && !utf8.ValidString(s.Text) {
				t.Fatalf("a letter was cut: %q", s.Text)
			}
			if s.Text == "" && s.Note == "" {
				t.Fatal("an empty segment")
			}
		}
	})
}

// A passage in lines says what the passage says.
func FuzzLines(f *testing.F) {
	f.Add("Calls upon:\n(a) one;\n(b) two;", 0, 5, 12, 20, 28)
	f.Add("(a) (i) first\nsecond", 4, 8, 0, 13, 4)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, at int) {
		p := &corpus.Passage{Locator: "para-1", Text: text,
			Citations: []corpus.Citation{{Start: a, End: b}, {Start: c, End: d}},
			Parts:     []corpus.Part{{Locator: "para-1.a", Number: "(a)", Start: c, End: d}, {Locator: "para-1.a.i", Number: "(i)", Start: a, End: b}},
			Refs:      []corpus.Ref{{At: at, Locator: "fn-1"}},
		}
		var b2 strings.Builder
		for i, l := range lines(p, "para-1.a", func(*corpus.Citation) *Chip { return &Chip{} }) {
			if i > 0 {
				b2.WriteString("\n")
			}
			b2.WriteString(l.Number + saying(l.Segments))
		}
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if squeeze(b2.String()) != squeeze(text) {
			t.Fatalf("%q became %q", text, b2.String())
		}
	})
}

func TestSnippet(t *testing.T) {
	got := snippet("risk in <b>crowds</b>", []index.Span{{Start: 0, End: 4}, {Start: 11, End: 17}})
	var marked []string
	for _, s := range got {
		if s.Match {
			marked = append(marked, s.Text)
		}
	}
	if strings.Join(marked, "|") != "risk|crowds" {
		t.Errorf("marked %q", marked)
	}
}

func TestLines(t *testing.T) {
	p := passage("para-2", "2", "Calls upon towns,\nin [S/RES/9902 (2098)|resolution 9902], to:\n(a) share;\n(b) keep:\nall of it")
	p.Parts[1].End = len(p.Text)
	p.Refs = []corpus.Ref{{At: strings.Index(p.Text, "keep") + 4, Locator: "fn-7"}}
	ls := lines(&p, "para-2.b", func(*corpus.Citation) *Chip { return &Chip{Class: "held"} })
	if len(ls) != 5 {
		t.Fatalf("%d lines", len(ls))
	}
	if c := ls[1].Segments[1]; c.Text != "resolution 9902" || c.Chip == nil {
		t.Errorf("citation %+v", c)
	}
	if l := ls[2]; l.ID != "para-2.a" || l.Number != "(a)" || l.Depth != 1 || l.Asked || l.Segments[0].Text != "share;" {
		t.Errorf("point (a): %+v", l)
	}
	if l := ls[3]; !l.Asked || l.Segments[1].Note != "fn-7" || l.Segments[1].Mark != "7" {
		t.Errorf("point (b): %+v", l)
	}
	if l := ls[4]; l.ID != "" || l.Depth != 1 {
		t.Errorf("the second paragraph of (b): %+v", l)
	}
}
