package corpus

import (
	"slices"
	"strings"
	"testing"

	"concordance/corpus/lang"
)

// version makes a document of the fictional S/RES/9901 (2099).
func version(l lang.Tag, locators ...Locator) *Document {
	d := &Document{Description: Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)", Kind: KindResolution}, Lang: l}
	for _, x := range locators {
		d.Passages = append(d.Passages, Passage{Locator: x, Number: x.Number(), Text: string(l) + " " + string(x)})
	}
	return d
}

// shape writes a work as "locator[languages]" in reading order.
func shape(w *Work) string {
	var out []string
	for _, p := range w.Provisions {
		var ls []string
		for l := range p.Texts {
			ls = append(ls, string(l))
		}
		slices.Sort(ls)
		s := string(p.Locator) + "[" + strings.Join(ls, " ") + "]"
		if len(p.Notes) > 0 {
			s += "+note"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestJoin(t *testing.T) {
	note := func(l Locator) Note { return Note{ID: "n", Locator: l, Text: "Light the paths."} }
	statement := func(l lang.Tag, locators ...Locator) *Document {
		d := version(l, locators...)
		d.Kind = KindStatement
		return d
	}
	for _, c := range []struct {
		name   string
		docs   []*Document
		notes  []Note
		want   string
		doubts int
	}{
		{"versions meet at their numbers",
			[]*Document{version("fr", "pp-1", "para-1", "para-2"), version("en", "pp-1", "para-1", "para-2")}, nil,
			"pp-1[en fr] para-1[en fr] para-2[en fr]", 0},
		{"a different count of preambular paragraphs keeps both apart",
			[]*Document{version("en", "pp-1", "pp-2", "para-1"), version("ru", "pp-1", "para-1")}, nil,
			"pp-1[en] pp-2[en] pp-1@ru[ru] para-1[en ru]", 1},
		{"a paragraph that one version lacks stands in its place",
			[]*Document{version("en", "para-1", "para-3"), version("ar", "para-1", "para-2", "para-3")}, nil,
			"para-1[ar en] para-2[ar] para-3[ar en]", 0},
		{"statements are counted, so they meet only when the counts agree",
			[]*Document{statement("en", "para-1", "para-2"), statement("zh", "para-1", "para-2", "para-3")}, nil,
			"para-1[en] para-2[en] para-1@zh[zh] para-2@zh[zh] para-3@zh[zh]", 1},
		{"annexes are classes of their own",
			[]*Document{version("en", "para-1", "annex/para-1"), version("es", "para-1", "annex/para-1", "annex/para-2")}, nil,
			"para-1[en es] annex/para-1[en es] annex/para-2[es]", 0},
		{"notes find their passage, also by a point of it",
			[]*Document{version("en", "para-1", "para-2")}, []Note{note("para-2.e")},
			"para-1[en] para-2[en]+note", 0},
		{"notes without a text stand in order of their numbers",
			nil, []Note{note("para-10"), note("para-2"), note("")},
			"[]+note para-2[]+note para-10[]+note", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := Join(Digest{Notes: c.notes}, c.docs)
			if got := shape(w); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if len(w.Warnings) != c.doubts {
				t.Errorf("warnings %q, want %d", w.Warnings, c.doubts)
			}
		})
	}
}

// TestJoinDescribes: what the digest says wins over what a file says, and a
// file fills what the digest leaves open.
func TestJoinDescribes(t *testing.T) {
	d := version("en", "para-1")
	d.Date, d.Titles = "2099-03-03", map[lang.Tag]string{"en": "Resolution 9901 (2099)"}
	w := Join(Digest{Description: Description{ID: d.ID, Titles: map[lang.Tag]string{"en": "Lantern festivals"}}}, []*Document{d})
	if w.Titles["en"] != "Lantern festivals" || w.Date != "2099-03-03" || w.Symbol != d.Symbol {
		t.Errorf("title %q, date %q, symbol %q", w.Titles["en"], w.Date, w.Symbol)
	}
	if p := w.Provision("para-1.a"); p == nil || p.Locator != "para-1" {
		t.Errorf("point a of paragraph 1 is found in %v", p)
	}
}

// A note on what is only counted claims no number: "pp-3" is no paragraph 3.
func TestNoteNumbers(t *testing.T) {
	notes := []Note{{ID: "a", Locator: "pp-3"}, {ID: "b", Locator: "para-6.b"}, {ID: "c", Locator: "annex/para-7"}}
	for _, c := range []struct {
		kind Kind
		want []string
	}{{KindResolution, []string{"", "6", "7"}}, {KindStatement, []string{"", "", ""}}} {
		w := Join(Digest{Description: Description{ID: "x", Kind: c.kind}, Notes: notes}, nil)
		for i, p := range w.Provisions {
			if p.Number != c.want[i] {
				t.Errorf("%s: %s has the number %q, want %q", c.kind, p.Locator, p.Number, c.want[i])
			}
		}
	}
}
