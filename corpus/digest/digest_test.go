package digest

import (
	"strings"
	"testing"
	"testing/fstest"

	"concordance/corpus"
	"concordance/corpus/lang"
)

func TestLoad(t *testing.T) {
	ds, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Check(ds) {
		t.Error(f)
	}
	c := Count(ds)
	if c.Works < 113 || c.Notes < 598 || c.Verified+c.DocumentOnly != c.Notes {
		t.Errorf("works %d, notes %d, verified %d, document-only %d", c.Works, c.Notes, c.Verified, c.DocumentOnly)
	}
	for l, n := range c.Labels {
		if n != c.Terms {
			t.Errorf("%s: %d labels for %d terms", l, n, c.Terms)
		}
	}
}

// What a reader relies on: the weight of the paragraphs about soft targets.
func TestForce(t *testing.T) {
	ds, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	notes := map[string]corpus.Note{}
	for _, d := range ds {
		for _, n := range d.Notes {
			notes[n.ID] = n
		}
	}
	for id, want := range map[string]corpus.Force{
		"s-res-2396-2017/para-27":            corpus.ForceHortatory,
		"s-res-2396-2017/para-28":            corpus.ForceHortatory,
		"s-res-2396-2017/pp-14":              corpus.ForceContextual,
		"s-res-2396-2017/para-11":            corpus.ForceBinding,
		"s-res-2396-2017/para-17":            corpus.ForceContextual, // recalls what binds by another text
		"s-res-2396-2017/para-51":            corpus.ForceContextual, // remains seized
		"s-res-2341-2017/para-2":             corpus.ForceHortatory,
		"s-res-2617-2021/para-2":             corpus.ForceBindingOther,
		"s-res-1373-2001/para-2.e":           corpus.ForceBinding,
		"a-res-77-298/para-74":               corpus.ForceRecommendation,
		"a-res-76-181/annex/para-77":         corpus.ForceRecommendation,
		"a-79-912-s-2025-306/principle-9":    corpus.ForceGuidance,
		"ctc-concept-note-2021-01-27/para-4": corpus.ForceInformational,
	} {
		if got := notes[id].Force; got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	want := map[string]corpus.Target{
		"Antalya Memorandum":                "gctf-antalya-memorandum-2017",
		"Madrid Guiding Principles":         "S/2015/939",
		"Global Counter-Terrorism Strategy": "A/RES/60/288",
		"ISO 22341:2021":                    "iso-22341-2021",
		"联合国全球反恐战略":                         "A/RES/60/288",
	}
	for _, n := range Names() {
		for _, a := range n.Texts {
			if a.Text == "Vehicle security barriers" {
				t.Error("a title that only describes is taken for a name")
			}
			if to, ok := want[a.Text]; ok && to == n.Target {
				delete(want, a.Text)
			}
		}
	}
	for text, to := range want {
		t.Errorf("no name %q for %s", text, to)
	}
}

func TestHash(t *testing.T) {
	if h := Hash(); len(h) != 64 || h != Hash() {
		t.Errorf("%q", h)
	}
}

// An error names the file and the line.
func TestLoadErrors(t *testing.T) {
	works := "- {id: s-res-9901-2099, symbol: S/RES/9901 (2099), kind: resolution}\n"
	for _, c := range []struct {
		name, file, text, want string
	}{
		{"unknown key", "catalogue.yaml", "- id: x\n  colour: red\n", "colour"},
		{"no YAML", "catalogue.yaml", "- id: [\n", "catalogue.yaml"},
		{"unknown work", "s-res-9902-2099.yaml", "[]", "s-res-9902-2099.yaml: no work"},
		{"unknown key of a note", "s-res-9901-2099.yaml", "- id: a\n  wieght: b\n", "wieght"},
		{"wrong type", "s-res-9901-2099.yaml", "- id: a\n  terms: {}\n", "s-res-9901-2099.yaml"},
	} {
		fs := fstest.MapFS{"catalogue.yaml": {Data: []byte(works)}}
		fs[c.file] = &fstest.MapFile{Data: []byte(c.text)}
		if _, err := load(fs); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", c.name, err, c.want)
		}
	}
}

// Every kind of fault is found.
func TestCheck(t *testing.T) {
	good := corpus.Digest{Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)",
		Titles: map[lang.Tag]string{"en": "Protection of squares"}, Kind: corpus.KindResolution, Body: "Security Council", Date: "2099-02-03", Basis: corpus.BasisText},
		Notes: []corpus.Note{{ID: "s-res-9901-2099/para-4", Locator: "para-4", Text: "States are asked to count benches.",
			Role: corpus.RoleCall, Force: corpus.ForceHortatory, Status: Verified}}}
	if fs := Check([]corpus.Digest{good}); len(fs) > 0 {
		t.Fatalf("faults in a good work: %v", fs)
	}
	for _, c := range []struct {
		spoil func(*corpus.Digest)
		want  string
	}{
		{func(d *corpus.Digest) { d.ID = "S-RES" }, "lower-case"},
		{func(d *corpus.Digest) { d.ID = "other-work" }, "does not follow from the symbol"},
		{func(d *corpus.Digest) { d.Symbol = "nonsense" }, "is read as"},
		{func(d *corpus.Digest) { d.Titles = nil }, "no English title"},
		{func(d *corpus.Digest) { d.Kind = "poem" }, "kind/poem"},
		{func(d *corpus.Digest) { d.Basis = "rumour" }, `basis "rumour"`},
		{func(d *corpus.Digest) { d.Facts = map[string]corpus.Basis{"date": "rumour"} }, "facts: date: rumour"},
		{func(d *corpus.Digest) { d.Facts = map[string]corpus.Basis{"colour": "text"} }, "facts: colour"},
		{func(d *corpus.Digest) { d.Body = "" }, "issuing body"},
		{func(d *corpus.Digest) { d.Date = "0001-13-01" }, "date"},
		{func(d *corpus.Digest) { d.ChapterVII = "perhaps" }, "chapter-vii"},
		{func(d *corpus.Digest) { d.Languages = []lang.Tag{"xx"} }, "not a language"},
		{func(d *corpus.Digest) { d.Relations = []corpus.Relation{{Type: "recalls", Target: "no such"}} }, "neither a work"},
		{func(d *corpus.Digest) { d.Notes = append(d.Notes, d.Notes[0]) }, "twice"},
		{func(d *corpus.Digest) { d.Notes[0].Locator = "paragraph four" }, "not valid"},
		{func(d *corpus.Digest) { d.Notes[0].ID = "s-res-9901-2099/para-5" }, "want s-res-9901-2099/para-4"},
		{func(d *corpus.Digest) { d.Notes[0].Text = " " }, "no text"},
		{func(d *corpus.Digest) { d.Notes[0].Role = "wish" }, "role/wish"},
		{func(d *corpus.Digest) { d.Notes[0].Force = "" }, "force/"},
		{func(d *corpus.Digest) { d.Notes[0].Status = "believed" }, "status"},
		{func(d *corpus.Digest) { d.Notes[0].Status = DocumentOnly }, "claims the pinpoint"},
		{func(d *corpus.Digest) { d.Notes[0].Terms = []corpus.TermUse{{ID: "theme/magic"}} }, "theme/magic"},
		{func(d *corpus.Digest) { d.Notes[0].Cites = []corpus.Target{"somewhere"} }, "neither a work"},
	} {
		d := good
		d.Notes = append([]corpus.Note(nil), good.Notes...)
		c.spoil(&d)
		var all []string
		for _, f := range Check([]corpus.Digest{d}) {
			all = append(all, f.String())
		}
		if !strings.Contains(strings.Join(all, "\n"), c.want) {
			t.Errorf("want %q, got %q", c.want, all)
		}
	}
}
