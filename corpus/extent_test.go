package corpus

import (
	"strings"
	"testing"

	"concordance/corpus/lang"
)

// told makes up a version of a work from locators and texts in turn. Lines
// that begin with (a) are points, with (i) points of the point before.
func told(l lang.Tag, passages ...string) *Document {
	d := &Document{Description: Description{ID: "quays", Kind: KindResolution}, Lang: l}
	for i := 0; i+1 < len(passages); i += 2 {
		p := Passage{Locator: Locator(passages[i]), Text: passages[i+1]}
		if p.Locator.Class() != "pp" {
			p.Number = p.Locator.Number()
		}
		at, letter := 0, Locator("")
		for line := range strings.SplitSeq(p.Text, "\n") {
			if mark, _, ok := strings.Cut(line, ") "); ok && strings.HasPrefix(mark, "(") {
				point := p.Locator + Locator("."+mark[1:])
				if strings.Contains("iii", mark[1:]) {
					point = letter + Locator("."+mark[1:])
				} else {
					letter = point
				}
				p.Parts = append(p.Parts, Part{Locator: point, Number: mark + ")", Start: at, End: at + len(line)})
			}
			at += len(line) + 1
		}
		d.Passages = append(d.Passages, p)
	}
	return d
}

func TestExtent(t *testing.T) {
	three := []string{"para-1", "Counts the boats", "para-2", "Lights:\n(a) The lamps\n(i) Of oil\n(b) The bells", "para-3", "Goes home"}
	with := func(more ...string) []*Document {
		return []*Document{told("en", append(three[:len(three):len(three)], more...)...)}
	}
	changed := func(f func(*Document)) []*Document {
		ds := with()
		f(ds[0])
		return ds
	}
	plain := func(l lang.Tag) *Document { return told(l, "para-1", "Counts the boats", "para-2", "Goes home") }
	for _, tt := range []struct {
		name string
		held []*Document
		at   Locator
		want Existence
		near Locator
	}{
		{"a paragraph", with(), "para-3", Exists, "para-3"},
		{"one too many", with(), "para-4", Missed, "para-3"},
		{"number nought", with(), "para-0", Missed, "para-3"},
		{"a point", with(), "para-2.b", Exists, "para-2.b"},
		{"a point of a point", with(), "para-2.a.i", Exists, "para-2.a.i"},
		{"a point too many", with(), "para-2.c", Missed, "para-2.b"},
		{"what may be a point of a point", with(), "para-2.v", Uncertain, ""},
		{"a point of a paragraph that is missed", with(), "para-7.a", Missed, "para-3"},
		{"a point where one version marks none", with(), "para-3.a", Uncertain, ""},
		{"a point where two versions mark none", []*Document{plain("en"), plain("fr")}, "para-2.a", Missed, "para-2"},
		{"a point that the text has, and that was not read as one", changed(func(d *Document) { d.Passages[1].Text += " and (c) the oars" }), "para-2.d", Uncertain, ""},
		{"points that go on in a passage without a number", with("para-2~1", "(c) The oars"), "para-2.c", Uncertain, ""},
		{"points that are not where lines begin, in one version", changed(func(d *Document) { d.Passages[1].Parts[0].Start = 3 }), "para-2.d", Uncertain, ""},
		{"points that two versions count apart", []*Document{with()[0], told("fr", "para-1", "Compte", "para-2", "Allume:\n(a) Lampes", "para-3", "Rentre")}, "para-2.d", Uncertain, ""},
		{"a point that one of two versions has", []*Document{with()[0], told("fr", "para-1", "Compte", "para-2", "Allume:\n(a) Lampes", "para-3", "Rentre")}, "para-2.b", Exists, "para-2.b"},
		{"an inserted paragraph that is there", with("para-3bis", "Returns"), "para-3bis", Exists, "para-3bis"},
		{"an inserted paragraph that is not", with(), "para-3bis", Uncertain, ""},
		{"an annex as a whole", with("annex-2/para-1", "Lists the boats"), "annex-2", Exists, "annex-2"},
		{"an annex, of several", with("annex-2/para-1", "Lists the boats"), "annex", Exists, "annex"},
		{"an annex that no text held has", with(), "annex", Uncertain, ""},
		{"a gap", []*Document{told("en", "para-1", "Counts", "para-3", "Goes")}, "para-2", Uncertain, ""},
		{"behind a gap", []*Document{told("en", "para-1", "Counts", "para-3", "Goes")}, "para-9", Uncertain, ""},
		{"a paragraph that another swallowed", changed(func(d *Document) { d.Passages[2].Text += "\n4. Returns" }), "para-4", Uncertain, ""},
		{"a last paragraph that may hold others", changed(func(d *Document) { d.Passages[2].Text = strings.Repeat("quay ", unsplit) }), "para-4", Uncertain, ""},
		{"numbers that were inferred", changed(func(d *Document) { d.Passages[2].Inferred = true }), "para-4", Uncertain, ""},
		{"counted paragraphs of a statement", changed(func(d *Document) { d.Kind = KindStatement }), "para-4", Uncertain, ""},
		{"a paragraph of a preamble", with("pp-1", "Recalling", "pp-2", "Noting"), "pp-2", Exists, "pp-2"},
		{"one too many in a preamble", with("pp-1", "Recalling", "pp-2", "Noting"), "pp-3", Missed, "pp-2"},
		{"a preamble that was not told apart", with("pp-1", "Recalling\nNoting"), "pp-2", Uncertain, ""},
		{"a preamble that is not held", with(), "pp-2", Uncertain, ""},
		{"a paragraph of an annex", with("annex/para-1", "Rule"), "annex/para-1", Exists, "annex/para-1"},
		{"one too many in an annex", with("annex/para-1", "Rule"), "annex/para-2", Missed, "annex/para-1"},
		{"an annex that is not held", with(), "annex/para-2", Uncertain, ""},
		{"a number that only an annex has", with("annex/para-7", "Rule"), "para-7", Exists, "annex/para-7"},
		{"a number below that of an annex", with("annex/para-7", "Rule"), "para-6", Uncertain, ""},
		{"a number above that of an annex", with("annex/para-7", "Rule"), "para-8", Missed, "para-3"},
		{"a paragraph that may be a principle", with("principle-9", "Rule"), "para-9", Uncertain, ""},
		{"a principle too many", with("principle-1", "Rule"), "principle-2", Missed, "principle-1"},
		{"an article", with("art-1", "Rule"), "art-1", Exists, "art-1"},
		{"a paragraph of an article that is not told apart", with("art-1", "Rule"), "art-1.2", Uncertain, ""},
		{"an article too many", with("art-1", "Rule"), "art-2", Missed, "art-1"},
		{"a chapter that is there", with("chapter-VII", "Rule"), "chapter-VII", Exists, "chapter-VII"},
		{"a chapter that is not", with("chapter-VII", "Rule"), "chapter-XX", Uncertain, ""},
		{"a section that is there", with("section-2.4.1", "Rule"), "section-2.4.1", Exists, "section-2.4.1"},
		{"a section that is not", with("section-2", "Rule"), "section-9", Uncertain, ""},
		{"a work without its text", nil, "para-4", Uncertain, ""},
	} {
		got, near := ExtentOf(Join(Digest{Description: Description{ID: "quays"}}, tt.held)).Look(tt.at)
		if got != tt.want || near != tt.near {
			t.Errorf("%s: %s is %d, nearest %q; want %d, %q", tt.name, tt.at, got, near, tt.want, tt.near)
		}
	}
}
