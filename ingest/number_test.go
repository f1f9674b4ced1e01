package ingest

import (
	"strings"
	"testing"

	"concordance/corpus/lang"
	"concordance/ingest/format"
)

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		num, printed, locator string
	}{
		{"27.", "27", "27"},
		{"40 -", "40", "40"},
		{"37 –", "37", "37"},
		{"٤٠ -", "40", "40"},
		{"12 quater.", "12 quater", "12quater"},
		{"2.4.1.", "2.4.1", "2.4.1"},
		{"27", "27", "27"},
		{"(1)", "", ""},
		{"a.", "", ""},
		{"6.D.4", "", ""},
		{"•", "", ""},
	} {
		n, ok := parseNumber(c.num)
		if ok != (c.locator != "") || n.printed != c.printed || n.locator != c.locator {
			t.Errorf("%q: %+v, %v", c.num, n, ok)
		}
	}
}

// Points are numbered by position, whatever the alphabet: the same list in
// every language has the same tokens.
func TestPoints(t *testing.T) {
	for _, c := range []struct {
		name, nums, want string
	}{
		{"English", "(a) (i) (ii) (b) (c)", "a a.i a.ii b c"},
		{"French", "a) i) ii) b) c)", "a a.i a.ii b c"},
		{"Russian in Latin letters, some typed in Cyrillic", "а) i) ii) b) с)", "a a.i a.ii b c"},
		{"Russian alphabet", "а) б) в) г) д) е)", "a b c d e f"},
		{"Arabic", "(أ) ’1‘ ’2‘ (ب) (ج) (د) (هـ) (و)", "a a.i a.ii b c d e f"},
		{"Chinese", "(a) ㈠ ㈡ (b) (c)", "a a.i a.ii b c"},
		{"Chinese numerals", "一. 二. 十. 十一.", "i ii x xi"},
		{"the letter i", "(g) (h) (i) (j)", "g h i j"},
		{"dashes", "– – –", "1 2 3"},
		{"dashes under a letter", "a) – – b) –", "a a.1 a.2 b b.1"},
		{"digits under letters", "a. 1. 2. b. 1.", "a a.1 a.2 b b.1"},
		{"past z", "(y) (z) (aa) (bb)", "y z aa bb"},
	} {
		var l list
		var open, got []string
		for num := range strings.FieldsSeq(c.nums) {
			level, m := l.place(marks(num), 0)
			open = append(open[:level-1], m.token())
			got = append(got, strings.Join(open, "."))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.nums, s, c.want)
		}
	}
}

func TestLeadingVerb(t *testing.T) {
	for _, c := range []struct {
		text  string
		lang  lang.Tag
		verb  string
		class string
	}{
		{"Calls upon keepers to", lang.English, "Calls upon", hortatory},
		{"Сalls upon keepers to", lang.English, "Сalls upon", hortatory}, // a Cyrillic С
		{"Decides to act", lang.English, "Decides", decides},
		{"“Decides to act", lang.English, "“Decides", decides},
		{"Decidedly odd", lang.English, "", ""},
		{"постановляет зажечь", lang.Russian, "постановляет", decides},
		{"يقرِّر أن يضيء", lang.Arabic, "يقرِّر", decides},
		{"决定点灯", lang.Chinese, "决定", decides},
	} {
		n, class := leadingVerb(c.text, c.lang)
		if class != c.class || class != "" && c.text[:n] != c.verb {
			t.Errorf("%q: %q, %q", c.text, c.text[:n], class)
		}
	}
}

func TestRole(t *testing.T) {
	d := readFixture(t, "resolution.en.xml")
	for _, c := range []struct{ locator, role, force, verb string }{
		{"pp-3", "context", "contextual", "Acting"},
		{"para-1", "obligation", "binding-decides", "Decides, encourages"},
		{"para-2", "call", "hortatory", "Сalls upon"},
		{"para-4", "context", "contextual", "Welcomes"},
		{"para-4bis", "obligation", "binding-decides", "Demands"},
		{"para-5", "procedure", "contextual", "Decides"},
	} {
		for _, p := range d.Passages {
			if string(p.Locator) == c.locator && (string(p.Role) != c.role || string(p.Force) != c.force || p.Verb != c.verb) {
				t.Errorf("%s: %s, %s, %q", p.Locator, p.Role, p.Force, p.Verb)
			}
		}
	}
}

func TestSymbolOfName(t *testing.T) {
	for name, want := range map[string]string{
		"S_RES_2341_1702174E.xml":                      "S/RES/2341",
		"a.tar.zst!x/2021/S_RES_2617 (2021)-2119A.xml": "S/RES/2617",
		"SC_2568_2021-E.xml":                           "S/RES/2568",
		"75_258_E.xml":                                 "A/RES/75/258",
		"A_RES_76_181-2119220E.xml":                    "A/RES/76/181",
		"S_PRST_2014_23_0-1463834E.xml":                "S/PRST/2014/23",
		"E_RES_2023_26-2314958E.xml":                   "E/RES/2023/26",
		"S_2023_506-2313545E.xml":                      "S/2023/506",
		"notes.txt":                                    "",
	} {
		if got := symbolOfName(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// The masthead is trusted over the file's name, but not over its own title line
// and the name together.
func TestSymbolSettled(t *testing.T) {
	for _, c := range []struct {
		corner, title, file, want string
		warned                    bool
	}{
		{"S/RES/9901 (2099)", "Resolution 9901 (2099)", "S_RES_9901.xml", "S/RES/9901 (2099)", false},
		{"S/RES/9901 (2099)*", "Resolution 9901 (2099)", "fog.xml", "S/RES/9901 (2099)", false},
		{"S/RES/9901 (2099)", "Resolution 9901 (2099)", "S_RES_9902.xml", "S/RES/9901 (2099)", true},
		{"S/RES/9801 (2099)", "Resolution 9901 (2099)", "S_RES_9901.xml", "S/RES/9901 (2099)", true},
		{"S/RES/9801 (2099)", "Resolution 9901 (2099)", "fog.xml", "S/RES/9801 (2099)", true},
	} {
		text := &format.Text{
			Meta:   format.Meta{Type: "resolution", Symbol: c.corner, Lang: lang.English, Other: map[string]string{"cover": c.title, "file": c.file}},
			Blocks: []format.Block{{Kind: format.Paragraph, Area: format.Body, Num: "1.", Text: "Decides that every harbour shall keep a lamp."}},
		}
		d, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if d.Symbol != c.want || len(d.Warnings) > 0 != c.warned {
			t.Errorf("%+v: %q, warnings %v", c, d.Symbol, d.Warnings)
		}
	}
}

// A clause further on may ask for more than the one a paragraph opens with.
func TestClauses(t *testing.T) {
	for _, c := range []struct {
		l    lang.Tag
		text string
		want string // the words found behind the opening, with a bar between
	}{
		{lang.English, "Affirms that ferries matter, and in this regard calls upon all States to light them", "calls upon"},
		{lang.English, "Notes the lamps. The Security Council urges keepers to trim them and further invites sailors to look", "urges|invites"},
		{lang.English, "Notes the many offers, and requests for help, and appeals from towns", ""},
		{lang.English, "Recalls the decision that encourages lamps", ""},
		{lang.French, "Constate le retard et, à cet égard, demande aux États d’agir, et les encourage", "demande"},
		{lang.Spanish, "Reconoce la demora y, a este respecto, exhorta a los Estados a que actúen", "exhorta"},
		{lang.Russian, "отмечает задержку и в этой связи призывает государства действовать", "призывает"},
		{lang.Arabic, "يلاحظ التأخير، ويهيب بالدول أن تعمل", "يهيب"},
		{lang.Chinese, "注意到拖延，并在这方面敦促各国采取行动", "敦促"},
	} {
		var got []string
		for _, at := range clauses(c.text, c.l) {
			if n, class := verbAt(c.text[at:], c.l); weight[class] >= weight[hortatory] && !isNoun(c.text[at:], c.l) {
				got = append(got, strings.TrimSpace(c.text[at:at+n]))
			}
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s %q: found %q, want %q", c.l, c.text, g, c.want)
		}
	}
}
