package corpus

import "testing"

func TestLocatorParts(t *testing.T) {
	for _, c := range []struct {
		l                     Locator
		class, number, parent string
		only                  string
	}{
		{"para-27", "para", "27", "", ""},
		{"para-2.e", "para", "2.e", "para-2", ""},
		{"para-3.b.iv", "para", "3.b.iv", "para-3.b", ""},
		{"para-12quater", "para", "12quater", "", ""},
		{"annex/para-77", "annex/para", "77", "", ""},
		{"annex-2/para-1.a", "annex-2/para", "1.a", "annex-2/para-1", ""},
		{"pp-3@fr", "pp", "3", "", "fr"},
		{"para-2.e@fr", "para", "2.e", "para-2@fr", "fr"},
		{"para-4~1", "para", "4~1", "", ""},
		{"section-2.4.1", "section", "2.4.1", "section-2.4", ""},
		{"art-39.1", "art", "39.1", "art-39", ""},
		{"chapter-VII", "chapter", "VII", "", ""},
		{"principle-9", "principle", "9", "", ""},
		{"annex-2", "annex", "2", "", ""},
	} {
		if !c.l.Valid() {
			t.Errorf("%s is not valid", c.l)
		}
		if got := c.l.Class(); got != c.class {
			t.Errorf("%s: class %q, want %q", c.l, got, c.class)
		}
		if got := c.l.Number(); got != c.number {
			t.Errorf("%s: number %q, want %q", c.l, got, c.number)
		}
		if got := string(c.l.Parent()); got != c.parent {
			t.Errorf("%s: parent %q, want %q", c.l, got, c.parent)
		}
		if got := string(c.l.Only()); got != c.only {
			t.Errorf("%s: only %q, want %q", c.l, got, c.only)
		}
	}
	for _, l := range []Locator{"", "27", "para", "para-", "para-e", "para-2/..", "../para-1", "para-1 ", "PARA-1", "para-1@french"} {
		if l.Valid() {
			t.Errorf("%q is valid", l)
		}
	}
}

// FuzzLocator: no string makes the methods panic, and a parent is shorter.
func FuzzLocator(f *testing.F) {
	for _, s := range []string{"para-2.e", "annex/para-77", "pp-3@fr", "@", "/", "-", "a.b/c.d@e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := Locator(s)
		l.Class()
		l.Number()
		if p := l.Parent(); p != "" && len(p) >= len(l) {
			t.Errorf("%q: parent %q is not shorter", l, p)
		}
	})
}
