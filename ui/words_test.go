package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"
	"unicode"

	"golang.org/x/net/html"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
	"concordance/index/query"
)

func loaded(t testing.TB) map[lang.Tag]*Words {
	t.Helper()
	all := map[lang.Tag]*Words{}
	for _, l := range lang.Interface {
		w, err := readWords(l)
		if err != nil {
			t.Fatal(err)
		}
		all[l] = w
	}
	return all
}

// categories are the plural categories of whole numbers.
var categories = map[lang.Tag][]string{
	"en": {"one", "other"}, "fr": {"one", "other"}, "es": {"one", "other"}, "zh": {"other"},
	"ru": {"few", "many", "one", "other"}, "ar": {"few", "many", "one", "other", "two", "zero"},
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

func placeholders(s string) []string {
	out := placeholder.FindAllString(s, -1)
	slices.Sort(out)
	return slices.Compact(out)
}

// Every language has the messages of English, with its own plural forms and the
// same placeholders.
func TestMessagesComplete(t *testing.T) {
	all := loaded(t)
	for _, l := range lang.Interface {
		for key, m := range all[l].messages {
			if _, ok := all["en"].messages[key]; !ok {
				t.Errorf("%s: %s is not a message of English", l, key)
			}
			if m.plural == nil && strings.TrimSpace(m.text) == "" && key != "number.group" {
				t.Errorf("%s: %s is empty", l, key)
			}
		}
		for key, english := range all["en"].messages {
			m, ok := all[l].messages[key]
			if !ok {
				t.Errorf("%s: %s is missing", l, key)
				continue
			}
			if (m.plural == nil) != (english.plural == nil) {
				t.Errorf("%s: %s counts in one language and not in the other", l, key)
				continue
			}
			if english.plural == nil {
				if want, got := placeholders(english.text), placeholders(m.text); !slices.Equal(want, got) {
					t.Errorf("%s: %s has the placeholders %v, want %v", l, key, got, want)
				}
				continue
			}
			var have []string
			for c := range m.plural {
				have = append(have, c)
			}
			slices.Sort(have)
			if !slices.Equal(have, categories[l]) {
				t.Errorf("%s: %s has the plural forms %v, want %v", l, key, have, categories[l])
			}
			if want, got := placeholders(english.plural["other"]), placeholders(m.plural["other"]); !slices.Equal(want, got) {
				t.Errorf("%s: %s has the placeholders %v, want %v", l, key, got, want)
			}
		}
	}
}

// Every reason has words on pages, with the values of its English sentence.
func TestReasonsHaveWords(t *testing.T) {
	english := loaded(t)["en"]
	for _, code := range corpus.Codes() {
		m, ok := english.messages["reason."+code]
		if !ok {
			t.Errorf("%s has no words", code)
			continue
		}
		r := corpus.Because(code)
		bare := len(r.String())
		for _, name := range placeholders(m.text) {
			with := corpus.Because(code, strings.Trim(name, "{}"), "para-7").String()
			if len(with) <= bare {
				t.Errorf("%s: the sentence has no %s", code, name)
			}
		}
	}
	for key := range english.messages {
		if code, ok := strings.CutPrefix(key, "reason."); ok && !slices.Contains(corpus.Codes(), code) {
			t.Errorf("%s is the words of no reason", key)
		}
	}
}

// Every repair has words on pages, with the values of its English sentence.
func TestRepairsHaveWords(t *testing.T) {
	english := loaded(t)["en"]
	for _, code := range query.Codes() {
		m, ok := english.messages["repair."+string(code)]
		if !ok {
			t.Errorf("%s has no words", code)
			continue
		}
		text := m.text
		if m.plural != nil {
			text = strings.ReplaceAll(m.plural["other"], "{n}", "{count}")
		}
		if want, got := placeholders(query.Mended(code).String()), placeholders(text); !slices.Equal(got, want) {
			t.Errorf("%s has the placeholders %v, want %v", code, got, want)
		}
	}
	for key := range english.messages {
		if code, ok := strings.CutPrefix(key, "repair."); ok && !slices.Contains(query.Codes(), query.Code(code)) {
			t.Errorf("%s is the words of no repair", key)
		}
	}
}

// keysOfTemplates are the constant keys that templates ask for.
func keysOfTemplates(t *testing.T) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	pages, err := trees(t)
	if err != nil {
		t.Fatal(err)
	}
	var walk func(parse.Node)
	walk = func(n parse.Node) {
		switch n := n.(type) {
		case *parse.ListNode:
			if n != nil {
				for _, x := range n.Nodes {
					walk(x)
				}
			}
		case *parse.ActionNode:
			walk(n.Pipe)
		case *parse.TemplateNode:
			walk(n.Pipe)
		case *parse.PipeNode:
			if n != nil {
				for _, c := range n.Cmds {
					walk(c)
				}
			}
		case *parse.CommandNode:
			if len(n.Args) > 1 {
				call := n.Args[0].String()
				if s, ok := n.Args[1].(*parse.StringNode); ok && regexp.MustCompile(`(^|\.)[TNH]$`).MatchString(call) {
					keys[s.Text] = true
				}
			}
			for _, a := range n.Args {
				walk(a)
			}
		case *parse.IfNode:
			walk(n.Pipe)
			walk(n.List)
			walk(n.ElseList)
		case *parse.RangeNode:
			walk(n.Pipe)
			walk(n.List)
			walk(n.ElseList)
		case *parse.WithNode:
			walk(n.Pipe)
			walk(n.List)
			walk(n.ElseList)
		}
	}
	for _, tree := range pages {
		walk(tree.Root)
	}
	return keys
}

// trees gives the trees of all templates.
func trees(t *testing.T) (map[string]*parse.Tree, error) {
	t.Helper()
	all := map[string]*parse.Tree{}
	pages, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	for page, p := range pages {
		for _, x := range p.Templates() {
			if x.Tree != nil {
				all[page+"/"+x.Name()] = x.Tree
			}
		}
	}
	return all, nil
}

// keysOfCode are the constant keys that the Go files ask for.
func keysOfCode(t *testing.T) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"T", "N", "H"}, f.Sel.Name) {
				return true
			}
			if s, ok := call.Args[0].(*ast.BasicLit); ok && s.Kind == token.STRING {
				k, _ := strconv.Unquote(s.Value)
				keys[k] = true
			}
			return true
		})
	}
	return keys
}

func TestNoKeyIsMissing(t *testing.T) {
	english := loaded(t)["en"]
	templates, code := keysOfTemplates(t), keysOfCode(t)
	if len(templates) < 50 || len(code) < 20 {
		t.Fatalf("found only %d keys in templates and %d in code: the search for them is broken", len(templates), len(code))
	}
	for k := range templates {
		if !english.Has(k) {
			t.Errorf("a template asks for %q", k)
		}
	}
	for k := range code {
		if !english.Has(k) && !strings.HasSuffix(k, ".") && !strings.HasSuffix(k, "-") {
			t.Errorf("the code asks for %q", k)
		}
	}
}

// Values of the domain that pages name must have names.
func TestNamesOfValues(t *testing.T) {
	english := loaded(t)["en"]
	var keys []string
	for _, x := range weights {
		keys = append(keys, "force."+string(x.force))
	}
	for _, s := range []corpus.Status{corpus.Unresolved, corpus.Ambiguous, corpus.WrongYear, corpus.NoSuchParagraph} {
		keys = append(keys, "status."+string(s))
	}
	for _, l := range lang.Texts {
		keys = append(keys, "language."+string(l))
	}
	for _, s := range corpus.Standings {
		keys = append(keys, "text."+string(s), "work.held-"+string(s))
	}
	for _, c := range []string{"annex", "appendix", "enclosure", "part", "para", "pp", "principle", "practice", "section", "case", "box", "fn", "time", "head", "table"} {
		keys = append(keys, "locator."+c+"-n")
	}
	for _, r := range []string{"cites", "recalls", "reaffirms", "pursuant-to", "extends", "extended-by", "amends", "amended-by", "supersedes"} {
		keys = append(keys, "relation."+r)
	}
	for _, s := range []string{"not-found", "no-passage", "bad-request", "failed"} {
		keys = append(keys, "error."+s, "error."+s+"-text")
	}
	for _, x := range syntax {
		keys = append(keys, "help.query-"+x.key)
	}
	for _, x := range onKeys {
		keys = append(keys, "help.key-"+x.key)
	}
	for _, k := range keys {
		if !english.Has(k) {
			t.Errorf("%s is missing", k)
		}
	}
	for _, f := range index.Facets {
		if english.facet(f.Name) == f.Name {
			t.Errorf("the facet %s has no name", f.Name)
		}
	}
	for _, r := range []corpus.Role{corpus.RoleObligation, corpus.RoleCall, corpus.RoleRecommendation, corpus.RolePrinciple, corpus.RolePractice,
		corpus.RoleCase, corpus.RoleFinding, corpus.RoleContext, corpus.RoleProcedure} {
		if vocab.Lookup("role/"+string(r)) == nil {
			t.Errorf("the role %s has no name", r)
		}
	}
}

// spoken are attributes that are read out or shown.
var spoken = []string{"aria-label", "title", "placeholder", "alt"}

// No word stands in a template itself, the name of the site apart and what is
// typed on a command line.
func TestNoWordsInTemplates(t *testing.T) {
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	action := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	for _, n := range names {
		b, err := templates.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		z := html.NewTokenizer(strings.NewReader(action.ReplaceAllString(string(b), "")))
		inside := ""
		for {
			kind := z.Next()
			if kind == html.ErrorToken {
				break
			}
			tok := z.Token()
			switch kind {
			case html.StartTagToken:
				inside = tok.Data
				for _, a := range tok.Attr {
					if slices.Contains(spoken, a.Key) && strings.ContainsFunc(a.Val, unicode.IsLetter) {
						t.Errorf("%s: %s=%q is not a message", n, a.Key, a.Val)
					}
				}
			case html.EndTagToken:
				inside = ""
			case html.TextToken:
				if inside != "code" && strings.ContainsFunc(tok.Data, unicode.IsLetter) {
					t.Errorf("%s: %q is not a message", n, strings.TrimSpace(tok.Data))
				}
			}
		}
	}
}

func TestPlurals(t *testing.T) {
	for _, x := range []struct {
		l    lang.Tag
		n    int
		want string
	}{
		{"en", 0, "other"}, {"en", 1, "one"}, {"en", 2, "other"},
		{"fr", 0, "one"}, {"fr", 1, "one"}, {"fr", 2, "other"},
		{"ru", 1, "one"}, {"ru", 2, "few"}, {"ru", 5, "many"}, {"ru", 11, "many"}, {"ru", 12, "many"}, {"ru", 21, "one"}, {"ru", 104, "few"}, {"ru", 0, "many"},
		{"ar", 0, "zero"}, {"ar", 1, "one"}, {"ar", 2, "two"}, {"ar", 3, "few"}, {"ar", 11, "many"}, {"ar", 100, "other"}, {"ar", 103, "few"}, {"ar", 202, "other"},
		{"zh", 1, "other"},
	} {
		if got := plural(x.l, x.n); got != x.want {
			t.Errorf("%s %d: %s, want %s", x.l, x.n, got, x.want)
		}
	}
}

func TestDatesNumbersAndLocators(t *testing.T) {
	all := loaded(t)
	for _, x := range []struct{ l, date, want string }{
		{"en", "2017-12-21", "21 December 2017"}, {"en", "2019-06", "June 2019"}, {"en", "2017", "2017"}, {"en", "soon", "soon"}, {"en", "2017-13-01", "2017-13-01"},
		{"fr", "2017-12-01", "1er décembre 2017"}, {"es", "2017-12-21", "21 de diciembre de 2017"}, {"ru", "2017-12-21", "21 декабря 2017 года"},
		{"zh", "2017-12-21", "2017年12月21日"}, {"zh", "2019-06", "2019年6月"},
	} {
		if got := all[lang.Tag(x.l)].Date(x.date); got != x.want {
			t.Errorf("%s %s: %q, want %q", x.l, x.date, got, x.want)
		}
	}
	for _, x := range []struct {
		l    string
		n    int
		want string
	}{{"en", 1234567, "1,234,567"}, {"en", 999, "999"}, {"fr", 12345, "12\u202f345"}, {"es", 1234, "1234"}, {"es", 12345, "12\u202f345"}} {
		if got := all[lang.Tag(x.l)].Num(x.n); got != x.want {
			t.Errorf("%s %d: %q, want %q", x.l, x.n, got, x.want)
		}
	}
	for _, x := range []struct{ l, locator, want string }{
		{"en", "para-27", "para. 27"}, {"fr", "para-27", "par. 27"}, {"es", "para-27", "párr. 27"}, {"ru", "para-27", "п. 27"}, {"ar", "para-27", "الفقرة 27"}, {"zh", "para-27", "第27段"},
		{"en", "para-2.e", "para. 2 (e)"}, {"en", "para-3.b.iv", "para. 3 (b) (iv)"}, {"en", "para-12quater", "para. 12 quater"}, {"en", "para-12bis.a", "para. 12 bis (a)"},
		{"en", "pp-3", "preamble, para. 3"}, {"en", "annex/para-77", "annex, para. 77"}, {"en", "annex-2/para-1", "annex 2, para. 1"},
		{"en", "section-2.4.1", "section 2.4.1"}, {"en", "para-4~1", "after para. 4 (1)"}, {"en", "pp-3@fr", "preamble, para. 3 (French version)"},
		{"en", "time-00.12.30", "at 00:12:30"}, {"zh", "annex/para-7", "附件，第7段"}, {"en", "practice-3", "good practice 3"}, {"en", "nonsense", "nonsense"}, {"en", "odd-1", "odd-1"},
	} {
		if got := all[lang.Tag(x.l)].Locator(corpus.Locator(x.locator)); got != x.want {
			t.Errorf("%s %s: %q, want %q", x.l, x.locator, got, x.want)
		}
	}
}
