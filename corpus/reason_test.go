package corpus

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"testing"
)

// A reason says in English what was missed and what there is instead.
func TestMissing(t *testing.T) {
	for _, tt := range []struct {
		missing []Locator
		nearest Locator
		want    string
	}{
		{[]Locator{"para-9"}, "para-5", "QUAYS has no paragraph 9: its last is paragraph 5"},
		{[]Locator{"para-3", "para-4"}, "para-2", "QUAYS has no paragraph 3, paragraph 4: its last is paragraph 2"},
		{[]Locator{"annex/para-9"}, "annex/para-5", "QUAYS has no annex, paragraph 9: its last is annex, paragraph 5"},
		{[]Locator{"para-9.b"}, "para-5", "QUAYS has no paragraph 9 (b): its last is paragraph 5"},
		{[]Locator{"para-2.e"}, "para-2.c", "QUAYS has no paragraph 2 (e): the points there are (a) to (c)"},
		{[]Locator{"para-2.e"}, "para-2.a", "QUAYS has no paragraph 2 (e): the only point there is (a)"},
		{[]Locator{"para-2.e"}, "para-2", "QUAYS has no paragraph 2 (e): there are no points there"},
	} {
		if got := Missing("QUAYS", tt.missing, tt.nearest).String(); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.missing, got, tt.want)
		}
	}
}

// The sentences of the tagger are read back as codes and values.
func TestWhy(t *testing.T) {
	for _, tt := range []struct {
		c    Citation
		want string // code and values; "" for none
	}{
		{Citation{Status: WrongYear, Detail: "2098"}, "year-printed printed=2098"},
		{Citation{Status: Unresolved, Detail: "the year of Council resolution 9950 is not known"}, "year-unknown number=9950"},
		{Citation{Status: Unresolved, Detail: "resolution 12 was not adopted in 2098"}, "not-in-year number=12 printed=2098"},
		{Citation{Status: Ambiguous, Detail: "the organ is not named"}, "organ-not-named"},
		{Citation{Status: Unresolved, Detail: "somebody wrote this"}, ""},
		{Citation{Status: Resolved}, ""},
	} {
		got := ""
		for _, r := range tt.c.Why() {
			got += r.Code
			for _, name := range []string{"number", "printed"} {
				if v := r.Values[name]; v != "" {
					got += " " + name + "=" + v
				}
			}
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.c.Detail, got, tt.want)
		}
	}
}

// Whatever reason the tagger gives is one that pages have words for: all are
// read from its source.
func TestTaggerReasons(t *testing.T) {
	names, err := filepath.Glob("cite/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, f)
	}
	inspect := func(see func(ast.Node) bool) {
		for _, f := range source {
			ast.Inspect(f, see)
		}
	}
	texts := map[string]string{} // of constants
	var sentence func(ast.Expr) string
	sentence = func(e ast.Expr) string {
		switch e := e.(type) {
		case *ast.BasicLit:
			s, _ := strconv.Unquote(e.Value)
			return s
		case *ast.BinaryExpr:
			return sentence(e.X) + sentence(e.Y)
		case *ast.Ident:
			return texts[e.Name]
		}
		return "1" // a number that is put in
	}
	inspect(func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			if l, ok := v.Values[0].(*ast.BasicLit); ok && l.Kind == token.STRING {
				texts[v.Names[0].Name] = sentence(l)
			}
		}
		return true
	})
	checked := 0
	inspect(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		if f, ok := call.Fun.(*ast.Ident); ok && (f.Name == "unresolved" || f.Name == "ambiguous") {
			checked++
			c := Citation{Status: Unresolved, Detail: sentence(call.Args[0])}
			if c.Why() == nil {
				t.Errorf("the reason %q has no code: give it one in reason.go, and words in the messages of pages", c.Detail)
			}
		}
		return true
	})
	if checked < 15 {
		t.Errorf("%d reasons were found in the source", checked)
	}
}
