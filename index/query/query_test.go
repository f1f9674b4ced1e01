package query

import (
	"reflect"
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
		{"counter-terrorism", "counter-terrorism"},
		{"###", ""},
		{"cibles vulnérables", "cibles vulnérables"},
		{"软目标", "软目标"},
	} {
		q := Parse(c.in, "")
		if got := q.String(); got != c.out {
			t.Errorf("Parse(%q) prints %q, want %q", c.in, got, c.out)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a b", `"a`, "((a) OR", "-..2023", "x:y:z", "theme:\"", "2396 (2017) para 27", "a\xff", "NOT -(-a)", "S/RES/2396 (2017) OR b", "*a*b*"} {
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
