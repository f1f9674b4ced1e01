package ingest

import (
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

func passageOf(t *testing.T, d *corpus.Document, l corpus.Locator) *corpus.Passage {
	t.Helper()
	for i := range d.Passages {
		if d.Passages[i].Locator == l {
			return &d.Passages[i]
		}
	}
	t.Fatalf("no %s among the %d passages of %s", l, len(d.Passages), d.ID)
	return nil
}

// A letter that transmits a document is no part of its numbering.
func TestLetter(t *testing.T) {
	d := readFixture(t, "letter.en.txt")
	if p := passageOf(t, d, "letter/para-1"); p.Number != "" || p.Role != corpus.RoleProcedure {
		t.Errorf("the letter's first paragraph: %+v", p)
	}
	for i := 1; i <= 5; i++ {
		passageOf(t, d, corpus.Locator("para-"+string(rune('0'+i))))
	}
	if p := passageOf(t, d, "principle-2"); p.Headings[1] != "Non-binding guiding principles on quiet squares" {
		t.Errorf("principle 2 stands under %q", p.Headings)
	}
	if p := passageOf(t, d, "para-4"); p.Role != corpus.RoleRecommendation || len(p.Parts) != 2 {
		t.Errorf("paragraph 4: %+v", p)
	}
	if d.Source.Reissued != "2099-03-03" {
		t.Errorf("reissued %q", d.Source.Reissued)
	}
}

// Two letters, one forwarding the other, have a numbering each; the lines over
// letters are known in six languages.
func TestLetterLines(t *testing.T) {
	for l, line := range map[lang.Tag]string{
		lang.English: "Identical letters dated 3 May 2099 from the Chair addressed to the President",
		lang.French:  "Lettre datée du 3 mai 2099, adressée à la Présidente par le Président du Comité",
		lang.Spanish: "Carta de fecha 3 de mayo de 2099 dirigida a la Presidencia por el Presidente del Comité",
		lang.Russian: "Письмо Председателя Комитета от 3 мая 2099 года на имя Председателя",
		lang.Arabic:  "رسالة مؤرخة 3 أيار/مايو 2099 موجهة إلى الرئيس من رئيس اللجنة",
		lang.Chinese: "2099年5月3日委员会主席给主席的信",
	} {
		text := &format.Text{Meta: format.Meta{Lang: l, Symbol: "S/2099/22"}, Blocks: []format.Block{
			{Kind: format.Paragraph, Area: format.Cover, Text: line},
			{Kind: format.Paragraph, Area: format.Body, Text: "The first."},
			{Kind: format.Paragraph, Area: format.Body, Text: line},
			{Kind: format.Paragraph, Area: format.Body, Text: "The second."},
			{Kind: format.Heading, Area: format.Body, Level: 1, Text: "The report"},
			{Kind: format.Paragraph, Area: format.Body, Text: "Before the numbers."},
			{Kind: format.Paragraph, Area: format.Body, Num: "1.", Text: "The report proper."},
		}}
		d, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range d.Passages {
			got = append(got, string(p.Locator))
		}
		if s := strings.Join(got, " "); s != "letter-1/para-1 letter-2/para-1 para-0~1 para-1" {
			t.Errorf("%s: %s", l, s)
		}
	}
}

func TestCompendium(t *testing.T) {
	d := readFixture(t, "compendium.en.md")
	if d.Kind != corpus.KindCompendium || d.Titles[lang.English] == "" {
		t.Errorf("kind %s, titles %v", d.Kind, d.Titles)
	}
	for l, code := range map[corpus.Locator]string{"case-1": "JOR", "case-2": "CIV", "case-3": "ISL"} {
		if p := passageOf(t, d, l); p.Country != code || p.Role != corpus.RoleCase {
			t.Errorf("%s: country %q, role %s", l, p.Country, p.Role)
		}
	}
	if p := passageOf(t, d, "section-1.1.1.1"); len(p.Headings) != 4 {
		t.Errorf("the section of the fourth level stands under %q", p.Headings)
	}
	if p := passageOf(t, d, "section-1.1"); p.Role != corpus.RoleRecommendation {
		t.Errorf("section 1.1 is %s", p.Role)
	}
	if p := passageOf(t, d, "box-1"); strings.Count(p.Text, "\n") != 1 {
		t.Errorf("box 1 is %q", p.Text)
	}
	passageOf(t, d, "section-1.1.1.1~1") // goes on after the box, and is no part of it
}

// A case study that names two States is of neither.
func TestCountryOpen(t *testing.T) {
	d := &corpus.Document{Passages: []corpus.Passage{{Role: corpus.RoleCase, Text: "Iceland and Jordan\nBridges."}, {Role: corpus.RoleContext, Text: "Iceland"}}}
	c := &composer{doc: d, lang: lang.English}
	c.locate()
	for _, p := range d.Passages {
		if p.Country != "" {
			t.Errorf("%q is of %s", p.Text, p.Country)
		}
	}
}

func TestPressRelease(t *testing.T) {
	d := readFixture(t, "press.en.txt")
	if d.Kind != corpus.KindPressRelease || d.ID != "sc-99999" || d.Date != "2099-05-03" || d.Symbol != "" {
		t.Errorf("%s %s %s %q", d.Kind, d.ID, d.Date, d.Symbol)
	}
	for l, want := range map[corpus.Locator][2]string{
		"para-3": {"ADA MILLER, Chief Keeper of the River Office", ""},
		"para-5": {"JONAS WEAVER (Iceland)", "ISL"},
		"para-6": {"MARIE TISSERAND (Côte d’Ivoire)", "CIV"},
	} {
		p := passageOf(t, d, l)
		if got := p.Headings[len(p.Headings)-1]; got != want[0] || p.Country != want[1] {
			t.Errorf("%s: said by %q for %q, want %q", l, got, p.Country, want)
		}
	}
}

func TestReport(t *testing.T) {
	d := readFixture(t, "report.en.txt")
	if d.Kind != corpus.KindReport {
		t.Errorf("kind %s", d.Kind)
	}
	for l, role := range map[corpus.Locator]corpus.Role{
		"para-1": corpus.RoleContext, "para-2": corpus.RoleContext, "para-3": corpus.RoleFinding,
		"para-4": corpus.RoleRecommendation, "para-5": corpus.RoleRecommendation,
	} {
		if p := passageOf(t, d, l); p.Role != role {
			t.Errorf("%s is %s, want %s", l, p.Role, role)
		}
	}
}

func TestRecommends(t *testing.T) {
	for _, c := range []struct {
		lang         lang.Tag
		text         string
		any, guiding bool // in any text; in a text written to guide
	}{
		{lang.English, "Member States should light lamps.", true, true},
		{lang.English, "Lamps should be lit.", false, true},
		{lang.English, "It should be noted that lamps were lit.", false, false},
		{lang.English, "It is recommended that lamps be lit.", true, true},
		{lang.English, "The shoulder of the road was wet.", false, false},
		{lang.French, "Les États Membres devraient allumer des lampes.", true, true},
		{lang.French, "Les lampes devraient être allumées.", false, true},
		{lang.French, "Il convient de noter que les lampes brûlaient.", false, false},
		{lang.Spanish, "Se recomienda encender las lámparas.", true, true},
		{lang.Spanish, "Las lámparas deberían encenderse.", false, true},
		{lang.Spanish, "Las lámparas ardían.", false, false},
		{lang.Russian, "Государствам-членам следует зажечь фонари.", true, true},
		{lang.Russian, "Следует зажечь фонари.", false, true},
		{lang.Russian, "Следует отметить, что фонари горели.", false, false},
		{lang.Arabic, "ينبغي للدول أن تضيء المصابيح.", true, true},
		{lang.Arabic, "وينبغي إضاءة المصابيح.", false, true},
		{lang.Arabic, "كانت المصابيح مضاءة.", false, false},
		{lang.Chinese, "各国应点灯。", true, true},
		{lang.Chinese, "灯应当点亮。", false, true},
		{lang.Chinese, "灯亮着。", false, false},
	} {
		if got := recommends(c.text, c.lang, false); got != c.any {
			t.Errorf("%s in any text: %v", c.text, got)
		}
		if got := recommends(c.text, c.lang, true); got != c.guiding {
			t.Errorf("%s in guidance: %v", c.text, got)
		}
	}
}

// What the Assembly annexes weighs as its recommendation; of the Council's
// annexes only a declaration weighs.
func TestAnnexedDeclaration(t *testing.T) {
	read := func(symbol, body, title string) *corpus.Document {
		d, err := Parse(&format.Text{Meta: format.Meta{Lang: lang.English, Symbol: symbol, Type: "resolution", Body: body}, Blocks: []format.Block{
			{Kind: format.Formula, Area: format.Body, Text: "The " + body + ","},
			{Kind: format.Paragraph, Area: format.Body, Num: "1.", Text: "Adopts the text annexed to the present resolution."},
			{Kind: format.Heading, Area: format.Annex, Annex: 1, Level: 1, Text: "Annex"},
			{Kind: format.Heading, Area: format.Annex, Annex: 1, Level: 2, Text: title},
			{Kind: format.Paragraph, Area: format.Annex, Annex: 1, Num: "1.", Text: "Light lamps at dusk;"},
			{Kind: format.Paragraph, Area: format.Annex, Annex: 1, Num: "2.", Text: "Welcomes the lamps of last year."},
		}})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		d            *corpus.Document
		role, second corpus.Role
		force        corpus.Force
	}{
		{read("A/RES/99/1", "General Assembly", "Declaration on lamps"), corpus.RoleRecommendation, corpus.RoleContext, corpus.ForceRecommendation},
		{read("S/RES/9902 (2099)", "Security Council", "Declaration on lamps"), corpus.RoleRecommendation, corpus.RoleContext, corpus.ForceHortatory},
		{read("S/RES/9903 (2099)", "Security Council", "List of lamps"), corpus.RoleContext, corpus.RoleContext, corpus.ForceInformational},
	} {
		first, second := passageOf(t, c.d, "annex/para-1"), passageOf(t, c.d, "annex/para-2")
		if first.Role != c.role || first.Force != c.force || second.Role != c.second || second.Force != c.force {
			t.Errorf("%s: %s %s, then %s %s", c.d.Symbol, first.Role, first.Force, second.Role, second.Force)
		}
	}
}

// A box is one passage with its points, whatever frames it; one without a number
// leaves the number of another alone.
func TestBoxes(t *testing.T) {
	const lines = `<h4>What keepers forget</h4><p>Mostly this.</p><ul><li>The oil;</li><li>the wick.</li></ul>`
	for _, frame := range []string{
		`<aside>` + lines + `</aside>`,
		`<aside class="callout">` + lines + `</aside>`,
		`<div style="border: 1px solid #999; padding: 4px">` + lines + `</div>`,
		`<table border="1"><tr><td>` + lines + `</td></tr></table>`,
		`<table><tbody><tr><td style='border:solid windowtext 1.0pt'>` + lines + `</td></tr></tbody></table>`,
	} {
		page := `<!doctype html><html lang="en"><head><title>Handbook of small lamps</title></head><body><main><h1>Handbook of small lamps</h1>
<h2>1. Trimming</h2><p>Trim each lamp before the pilots are awake, for afterwards they will all want to talk about the tides.</p>` + frame + `
<h3>1.1 Filling</h3><p>Fill each lamp to the line that the founder drew, and put the can away before the cat finds where it stands.</p>
<blockquote>Box 1: Kinds of oil</blockquote><blockquote>Box 2: Kinds of wick</blockquote><p>Text of the section goes on, since nobody has told it to stop yet.</p></main></body></html>`
		d, err := Read(t.Context(), "boxes.html", strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		check(t, d)
		var got []string
		for _, p := range d.Passages {
			got = append(got, string(p.Locator))
		}
		if s := strings.Join(got, " "); s != "section-1 box-3 section-1.1 box-1 box-2 section-1.1~1" {
			t.Errorf("%.40s: %s", frame, s)
			continue
		}
		p := passageOf(t, d, "box-3")
		if p.Text != "What keepers forget\nMostly this.\n• The oil;\n• the wick." || len(p.Parts) != 2 || p.Number != "" {
			t.Errorf("%.40s: %+v", frame, p)
		}
		if h := passageOf(t, d, "section-1.1~1").Headings; len(h) != 2 {
			t.Errorf("%.40s: the heading of the box stands over what follows: %q", frame, h)
		}
	}
}

// The headings right before the text are no title page, unless they may be lines
// of the title or of a masthead.
func TestHeadingsOfCover(t *testing.T) {
	heading := func(level int, text string) format.Block {
		return format.Block{Kind: format.Heading, Area: format.Cover, Level: level, Text: text}
	}
	line := format.Block{Kind: format.Paragraph, Area: format.Cover, Text: "Second edition"}
	text := format.Block{Kind: format.Paragraph, Area: format.Body, Text: "The lamps are lit."}
	for name, c := range map[string]struct {
		symbol string
		blocks []format.Block
		body   int // blocks that are no cover
	}{
		"after a line":       {"", []format.Block{heading(1, "Of lamps"), line, heading(1, "Background"), text}, 2},
		"of a lower level":   {"", []format.Block{heading(1, "Of lamps"), heading(2, "Background"), text}, 2},
		"two of them":        {"", []format.Block{heading(1, "Of lamps"), line, heading(1, "Part one"), heading(2, "Background"), text}, 3},
		"lines of the title": {"", []format.Block{heading(1, "Of lamps"), heading(1, "and of oil"), text}, 1},
		"the title":          {"", []format.Block{line, heading(1, "Of lamps"), text}, 1},
		"of the contents":    {"", []format.Block{heading(1, "Of lamps"), line, heading(1, "Contents"), text}, 1},
		"of a masthead":      {"A/99/901", []format.Block{heading(1, "Agenda item 9"), line, heading(1, "Measures on lamps"), text}, 1},
		"further up":         {"", []format.Block{heading(1, "Of lamps"), line, heading(1, "The Lantern Office"), line, text}, 1},
	} {
		n := 0
		for _, x := range uncover(&format.Text{Meta: format.Meta{Symbol: c.symbol}, Blocks: c.blocks}) {
			if x.Area != format.Cover {
				n++
			}
		}
		if n != c.body {
			t.Errorf("%s: %d blocks are no cover, want %d", name, n, c.body)
		}
	}
}

// The numbers of a list in a box are its points; those that go on with the
// numbers of the text are paragraphs, in a box or not.
func TestNumbersInBoxes(t *testing.T) {
	para := func(box int, num, text string) format.Block {
		return format.Block{Kind: format.Paragraph, Area: format.Body, Box: box, Num: num, Text: text}
	}
	in := func(text string) format.Block {
		return format.Block{Kind: format.Box, Area: format.Body, Box: 1, Text: text}
	}
	for name, c := range map[string]struct {
		blocks []format.Block
		want   string
	}{
		"a list":             {[]format.Block{para(0, "1.", "One."), para(0, "2.", "Two."), in("Steps"), para(1, "1.", "Look."), para(1, "2.", "Light."), para(1, "3.", "Leave."), para(0, "3.", "Three.")}, "para-1 para-2 box-1 box-1.1 box-1.2 box-1.3 para-3"},
		"a list in front":    {[]format.Block{in("Steps"), para(1, "1.", "Look."), para(1, "2.", "Light."), para(0, "1.", "One."), para(0, "2.", "Two.")}, "box-1 box-1.1 box-1.2 para-1 para-2"},
		"a list and nothing": {[]format.Block{para(0, "", "Words."), para(1, "1.", "Look."), para(1, "2.", "Light.")}, "para-0~1 box-1 box-1.1 box-1.2"},
		"goes on":            {[]format.Block{para(0, "1.", "One."), para(1, "2.", "Two."), para(1, "3.", "Three."), para(0, "4.", "Four.")}, "para-1 para-2 para-3 para-4"},
		"begins":             {[]format.Block{para(1, "1.", "One."), para(1, "2.", "Two."), para(0, "3.", "Three.")}, "para-1 para-2 para-3"},
	} {
		composed := newComposer(&format.Text{}, corpus.KindReport)
		readBody(composed, c.blocks, false)
		var got []string
		for _, l := range order(composed.doc) {
			got = append(got, string(l))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", name, s, c.want)
		}
	}
}
