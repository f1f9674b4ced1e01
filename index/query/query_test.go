package query

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"", ""},
		{"soft targets", "soft targets"},
		{"“soft targets”", `"soft targets"`},
		{`"soft targets`, `"soft targets"`},
		{"soft OR hard targets", "soft OR (hard targets)"},
		{"(soft OR hard) targets", "(soft OR hard) targets"},
		{"((soft", "soft"},
		{"soft)) targets", "soft targets"},
		{"stadium -football", "stadium -football"},
		{"stadium NOT football", "stadium -football"},
		{"stadium --football", "stadium football"},
		{"NOT", ""},
		{"OR", ""},
		{"a AND", "a"},
		{"a AND b c", "a AND b AND c"},
		{"terror*", "terror*"},
		{"te*t", "te*"},
		{"t*", "t"},
		{"theme:risk-assessment", "theme:risk-assessment"},
		{`theme:"risk assessment" x`, `theme:"risk assessment" x`},
		{"lang:fr", "language:fr"},
		{"foo:bar", "foo:bar"},
		{"theme:", "theme"},
		{"2015..2023 x", "2015..2023 x"},
		{"NOT ..2023", "NOT ..2023"},
		{"2023..2015", "2015..2023"},
		{"who, what?", "who what"},
		{"qui en 1811 ?", "qui en 1811"},
		{"counter-terrorism", "counter-terrorism"},
		{"###", ""},
		{"cibles vulnérables", "cibles vulnérables"},
		{"软目标", "软目标"},

		{"a NEAR b", "a NEAR/10 b"},
		{"a NEAR/٥ b", "a NEAR/5 b"},
		{`"soft targets" NEAR/10 resilience`, `"soft targets" NEAR/10 resilience`},
		{"storm* NEAR/3 stadum~1", "storm* NEAR/3 stadum~1"},
		{"a NEAR/5 b NEAR/6 c d", "a NEAR/5 b NEAR/6 c d"},
		{"a OR b NEAR/3 c", "a OR b NEAR/3 c"},
		{"-a NEAR/5 b", "-a NEAR/5 b"},
		{"a NEAR/0 b NEAR/500 c", "a NEAR/1 b NEAR/100 c"},
		{"NEAR a", "a"},
		{"a NEAR/5", "a"},
		{"NEAR/5 27", "27"},
		{"a NEAR (b OR c)", "a AND (b OR c)"},
		{"kind:guide NEAR b", "kind:guide AND b"},
		{"a NEAR -b", "a AND -b"},
		{"a NEAR NEAR b", "a AND b"},
		{"stay near/5 the harbour", "stay near/5 the harbour"},
		{"KEEP THE BOATS NEAR THE HARBOUR", "KEEP THE BOATS near THE HARBOUR"},
		{"KEEP THE BOATS NEAR/4 THE HARBOUR", "KEEP THE BOATS NEAR/4 THE HARBOUR"},

		{`"a b c"~5`, `"a b c"~5`},
		{`"a b"~ c`, `"a b"~10 c`},
		{`"a b"~0`, `"a b"`},
		{`"a b"~101`, `"a b"~100`},
		{`~5"a b"`, `"a b"~5`},
		{`«أ ب»~٥`, `"أ ب"~5`},
		{`title:"a b"~3`, `title:"a b"`},

		{"boat~", "boat~1"},
		{"harbour~", "harbour~2"},
		{"harbour~1.", "harbour~1"},
		{"harbour~9", "harbour~2"},
		{"harbour~0", "harbour"},
		{"harbour~0.8", "harbour~2"},
		{"at~", "at"},
		{"2396~1 x", "2396 x"},
		{"软目标~", "软目标"},
		{"a~b", "a~b"},

		{"*terror*", "terror*"},
		{"wom?n", "wom*"},
		{"who?What", "who?What"},
		{"/harbou?r/", "harbo*"},
		{"/.*wall/ x", "wall x"},
		{`/\w+(dock|quay)/`, "dock"},
		{"/+/ x", "x"},
		{"A/RES/60/288 caves", "A/RES/60/288 caves"},

		{"..2023", "..2023"},
		{"2015..", "2015.."},
		{"year:2015", "year:2015"},
		{"year:2015..2023", "2015..2023"},
		{"year:2015-2023 x", "2015..2023 x"},
		{"year:>=2015", "2015.."},
		{"date:<2015", "..2014"},
		{"date:[2015 TO *] x", "2015.. x"},
		{"date:2017-12-21", "2017..2017"},
		{"date:soon", "date:soon"},
	} {
		q := Parse(c.in, "")
		if got := q.String(); got != c.out {
			t.Errorf("Parse(%q) prints %q, want %q", c.in, got, c.out)
		}
	}
}

func TestRepairs(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []Code
	}{
		{`stadium "soft targets"~5 NEAR guards~1 -boat* year:2015..2023`, nil},
		{"a AND AND b", []Code{AndAlone}},
		{"OR a", []Code{OrAlone}},
		{"a NOT", []Code{NotAlone}},
		{"a NEAR", []Code{NearAlone}},
		{"a NEAR kind:guide", []Code{NearOperand}},
		{"a NEAR/0 b a NEAR/0 b", []Code{Bounds}},
		{"a NEAR/0 b NEAR/101 c", []Code{Bounds, Bounds}},
		{`"a`, []Code{QuoteOpen}},
		{"(a", []Code{GroupOpen}},
		{"a)", []Code{GroupShut}},
		{strings.Repeat("(", 30) + "a" + strings.Repeat(")", 30), []Code{TooDeep, GroupShut}},
		{strings.Repeat("a ", 300), []Code{TooMany}},
		{strings.Repeat("long", 1200), []Code{TooLong}},
		{"?!", []Code{Nothing}},
		{"*wall", []Code{Wildcard}},
		{"w*", []Code{ShortPrefix}},
		{"w~", []Code{ShortFuzzy}},
		{"/wall.*/", []Code{Expression}},
		{"date:2017-12", []Code{OnlyYears}},
		{`title:"a b"~3`, []Code{NotUnderstood}},
	} {
		var got []Code
		for _, r := range Parse(c.in, "").Repairs {
			got = append(got, r.Code)
			if r.Text == "" || strings.Contains(r.Text, "{") {
				t.Errorf("Parse(%q): %s says %q", c.in, r.Code, r)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Parse(%q) is mended: %v, want %v", c.in, got, c.want)
		}
	}
	if got := Parse("wom?n", "").Repairs[0].Values; got["from"] != "wom?n" || got["as"] != "wom*" {
		t.Errorf("a wildcard is mended with %v", got)
	}
	if n := len(Parse(strings.Repeat("b ? ) /x.a/ ", 99)+"a*a b*b c*c d*d e*e f*f g*g h*h i*i j*j k*k l*l m*m n*n o*o", "").Repairs); n > maxRepairs {
		t.Errorf("%d repairs", n)
	}
}

// The English of a count, and the values of a code, are in its sentence.
func TestSentences(t *testing.T) {
	for count, want := range map[string]string{"1": "One passage holds", "2": "2 passages hold"} {
		if got := Mended(Relaxed, "count", count).String(); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q", count, got)
		}
	}
	if got := Mended(Bounds, "from", "NEAR/{as}", "as", "NEAR/1").String(); !strings.HasPrefix(got, "NEAR/{as} is") {
		t.Errorf("a value is filled again: %q", got)
	}
}

func TestTree(t *testing.T) {
	want := Near{A: Near{A: Word{Text: "a"}, B: Phrase{Text: "b c", Slop: 3}, Within: 5}, B: Fuzzy{Text: "dock", Edits: 1}, Within: 10}
	q := Parse(`a NEAR/5 "b c"~3 NEAR dock~`, "")
	if !reflect.DeepEqual(q.Root, Node(want)) {
		t.Errorf("the tree is %#v", q.Root)
	}
	if got := q.Words(); !slices.Equal(got, []string{"a", "b c", "dock"}) {
		t.Errorf("the words are %q", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a b", `"a`, "((a) OR", "-..2023", "x:y:z", "theme:\"", "2396 (2017) para 27", "a\xff", "NOT -(-a)", "S/RES/2396 (2017) OR b", "*a*b*",
		"a NEAR/5 b NEAR c", "NEAR/5 NEAR -NEAR/999 (a", `~5"a b"~6`, `"a"~`, "stadum~2~1", "a~0.5 NOT~", "/a[b]+/ /(", "wo?m*n", "year:2015-2023", "date:[2015 TO *]", "years:<2020", "..2023", "a NEAR/٥ b～۲"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := Parse(s, "")
		again := Parse(q.String(), "")
		if !reflect.DeepEqual(again.Root, q.Root) {
			t.Errorf("Parse(%q) = %#v prints %q, which reads %#v", s, q.Root, q.String(), again.Root)
		}
	})
}
