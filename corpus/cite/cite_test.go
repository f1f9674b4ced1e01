package cite

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// marks takes the [brackets] out of an example and returns the spans between them.
func marks(text string) (plain string, spans [][2]int) {
	var open []int
	var b strings.Builder
	for _, r := range text {
		switch r {
		case '[':
			spans = append(spans, [2]int{b.Len(), 0})
			open = append(open, len(spans)-1)
		case ']':
			spans[open[len(open)-1]][1] = b.Len()
			open = open[:len(open)-1]
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), spans
}

// describe writes a citation as the examples do.
func describe(c corpus.Citation) string {
	words := []string{}
	if c.Target != "" {
		words = append(words, string(c.Target))
	} else {
		words = append(words, string(c.Status))
	}
	for _, l := range c.Pinpoints {
		words = append(words, string(l))
	}
	if c.Target != "" && c.Status != corpus.Resolved {
		words = append(words, string(c.Status))
	}
	return strings.Join(words, " ")
}

func TestForms(t *testing.T) {
	tagger := NewTagger(nil)
	for _, f := range slices.Concat(digitForms, letterForms, otherForms) {
		if len(f.examples) == 0 {
			t.Errorf("form %q has no example", f.name)
		}
		for _, e := range f.examples {
			text, spans := marks(e.text)
			var want, got []string
			for i, s := range spans {
				w := "?"
				if i < len(e.want) {
					w = e.want[i]
				}
				want = append(want, fmt.Sprintf("%q %s", text[s[0]:s[1]], w))
			}
			for _, c := range tagger.Find(text, e.lang, at) {
				got = append(got, fmt.Sprintf("%q %s", text[c.Start:c.End], describe(c)))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s: %s\n got %s\nwant %s", f.name, e.lang, text, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
			}
		}
	}
}

func TestParseSymbol(t *testing.T) {
	for in, want := range map[string]corpus.Target{
		"S/RES/2396":             "S/RES/2396 (2017)",
		"S/RES/2396(2017)":       "S/RES/2396 (2017)",
		"s/res/2396 (2017)":      "S/RES/2396 (2017)",
		"2396 (2017)":            "S/RES/2396 (2017)",
		"2396":                   "S/RES/2396 (2017)",
		"SCR 2396":               "S/RES/2396 (2017)",
		"UNSCR 2396 (2017)":      "S/RES/2396 (2017)",
		"resolution 2396":        "S/RES/2396 (2017)",
		"S/RES/9901 (2099)":      "S/RES/9901 (2099)",
		"2368 (2016)":            "",
		"60/288":                 "A/RES/60/288",
		"A/RES/77/298":           "A/RES/77/298",
		"a/res/80/1 b":           "A/RES/80/1 B",
		"2625 (XXV)":             "A/RES/2625 (XXV)",
		"A/RES/217(III)A":        "A/RES/217 A (III)",
		"S-23/2":                 "A/RES/S-23/2",
		"A/RES/ES-10/24":         "A/RES/ES-10/24",
		"1996/31":                "E/RES/1996/31",
		"E/RES/1980/67":          "E/RES/1980/67",
		"A/HRC/RES/54/6":         "A/HRC/RES/54/6",
		"S/PRST/2015/25":         "S/PRST/2015/25",
		"S/PRST/ 2014/23":        "S/PRST/2014/23",
		"s/2018/1177":            "S/2018/1177",
		"S/2025/71/rev.1":        "S/2025/71/Rev.1",
		"A/79/6 (Sect. 3)/Add.4": "A/79/6 (Sect. 3)/Add.4",
		"A/66/782-S/2012/261":    "A/66/782-S/2012/261",
		"S/RES/2195 (2014)*":     "S/RES/2195 (2014)",
		"soft targets":           "",
		"":                       "",
		"27":                     "",
		"A/B":                    "",
	} {
		got, ok := ParseSymbol(in)
		if got != want || ok != (want != "") {
			t.Errorf("ParseSymbol(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestParsePlace(t *testing.T) {
	for in, want := range map[string]corpus.Locator{
		"principle 20":                        "principle-20",
		"OP27":                                "para-27",
		"para. 2 (e)":                         "para-2.e",
		"pp 3":                                "pp-3",
		"annex, para. 77":                     "annex/para-77",
		"paragraphe 27":                       "para-27",
		"пункт 27":                            "para-27",
		"الفقرة 27":                           "para-27",
		"第27段":                                "para-27",
		"para 27 and 28":                      "para-27",
		"":                                    "",
		"27":                                  "", // of what?
		"para":                                "",
		"annex":                               "",
		"para 27 of 2396":                     "", // the work is named
		"2396 para 27":                        "",
		"stadium security":                    "",
		strings.Repeat("para ", MaxReference): "",
	} {
		got, ok := ParsePlace(in)
		if got != want || ok != (want != "") {
			t.Errorf("ParsePlace(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestParseReference(t *testing.T) {
	for in, want := range map[string]string{
		"2396 (2017) para 27":              "S/RES/2396 (2017) para-27",
		"2396 para 27":                     "S/RES/2396 (2017) para-27",
		"S/RES/2396 (2017) para-27":        "S/RES/2396 (2017) para-27",
		"2396 OP27":                        "S/RES/2396 (2017) para-27",
		"OP 27 of 2396":                    "S/RES/2396 (2017) para-27",
		"PP 14 of 2396 (2017)":             "S/RES/2396 (2017) pp-14",
		"S/RES/2341":                       "S/RES/2341 (2017) ",
		"60/288":                           "A/RES/60/288 ",
		"2396":                             "S/RES/2396 (2017) ",
		"2017":                             "",
		"1999":                             "",
		"27":                               "",
		"resolution 2396 (2017), para. 27": "S/RES/2396 (2017) para-27",
		"para 2 (e) of resolution 1373":    "S/RES/1373 (2001) para-2.e",
		"s-res-2396-2017/para-27":          "S/RES/2396 (2017) para-27",
		"s-res-2396-2017":                  "S/RES/2396 (2017) ",
		"S/RES/2396 (2017)/para-27":        "S/RES/2396 (2017) para-27",
		"S/RES/2396/para-27":               "S/RES/2396 (2017) para-27",
		"A/RES/76/181/annex/para-77":       "A/RES/76/181 annex/para-77",
		"A/RES/76/181, annex, para. 77":    "A/RES/76/181 annex/para-77",
		"gctf-antalya-memorandum-2017/practice-3": "gctf-antalya-memorandum-2017 practice-3",
		"S/2018/1177 guiding principle 50":        "S/2018/1177 principle-50",
		"s/2018/1177":                             "S/2018/1177 ",
		"résolution 2396 (2017), par. 27":         "S/RES/2396 (2017) para-27",
		"paragraphe 27 de la résolution 2396":     "S/RES/2396 (2017) para-27",
		"párrafo 27 de la resolución 2396 (2017)": "S/RES/2396 (2017) para-27",
		"пункт 27 резолюции 2396 (2017)":          "S/RES/2396 (2017) para-27",
		"الفقرة 27 من القرار 2396 (2017)":         "S/RES/2396 (2017) para-27",
		"第2396(2017)号决议第27段":                      "S/RES/2396 (2017) para-27",
		"2396(2017)第27段":                          "S/RES/2396 (2017) para-27",
		"第2396号决议":                                "S/RES/2396 (2017) ",
		"General Assembly resolution 60/288":      "A/RES/60/288 ",
		"Human Rights Council resolution 16/18":   "A/HRC/RES/16/18 ",
		"Resolution 2396 (2017) Ziffer 27":        "S/RES/2396 (2017) para-27",
		"protection of soft targets":              "",
		"resolution on aviation":                  "",
		"2396 stadiums":                           "",
		"para 27":                                 "",
		"soft-target":                             "",
		"":                                        "",
	} {
		got, ok := ParseReference(in)
		s := ""
		if ok {
			s = string(got.Target) + " " + string(got.Locator)
		}
		if s != want {
			t.Errorf("ParseReference(%q) = %q, want %q", in, s, want)
		}
	}
}

func TestNames(t *testing.T) {
	tagger := NewTagger([]Name{
		{Target: "A/99/912-S/2099/306", Texts: []corpus.Alias{{Text: "S/2099/306"}, {Text: "A/99/912"}, {Text: "Harbour Principles", Lang: lang.English}}},
		{Target: "A/RES/99/2", Texts: []corpus.Alias{{Text: "Quay Agenda for Museums", Lang: lang.English}}},
		{Target: "A/RES/99/3", Texts: []corpus.Alias{{Text: "Quay Declaration", Lang: lang.English}, {Text: "Quay Declaration on Piers ... Agenda for Museums", Lang: lang.English}}},
		{Target: "a-made-up-memorandum", Texts: []corpus.Alias{
			{Text: "Memorandum on the Protection of Museums (2098)", Lang: lang.English}, {Text: "Mémorandum des musées", Lang: lang.French}}},
	})
	for _, e := range []example{
		{"en", "see [S/2099/306] and the [Harbour Principles], principle 3", []string{"A/99/912-S/2099/306", "A/99/912-S/2099/306 principle-3"}},
		{"en", "good practice 4 of the [memorandum on the protection of museums (2098)]", []string{"a-made-up-memorandum practice-4"}},
		{"en", "the harbour principles of good seamanship", nil},
		{"en", "the [Quay Declaration on Piers: Towards the Quay Agenda for Museums]", []string{"A/RES/99/3"}}, // the longer title wins over the name inside it
		{"en", "the [Quay Declaration] and the [Quay Agenda for Museums]", []string{"A/RES/99/3", "A/RES/99/2"}},
		{"en", "le Mémorandum des musées", nil},
		{"fr", "le [Mémorandum des musées]", []string{"a-made-up-memorandum"}},
		{"en", "museums under article 3 of the [Geneva Conventions of 1949] and the [Chemical Weapons Convention]", []string{"TREATY/GENEVA-CONVENTIONS-1949 art-3", "TREATY/CWC"}},
		{"en", "museums read the Optional Protocol to the Convention against Torture", nil}, // a name inside the title of another
		{"en", "the museums keep the Convention", nil},
		{"fr", "le musée cite la [Convention contre la torture]", []string{"TREATY/CAT"}},
		{"es", "el museo cita el [Documento Final de la Cumbre Mundial 2005]", []string{"A/RES/60/1"}},
		{"ru", "музей хранит текст [Договора о нераспространении ядерного оружия]", []string{"TREATY/NPT"}},
		{"ar", "يعمل المتحف وفقا ل[معاهدة عدم انتشار الأسلحة النووية]", []string{"TREATY/NPT"}},
		{"zh", "博物馆展出《[反对劫持人质国际公约]》", []string{"TREATY/HOSTAGES-1979"}},
	} {
		text, spans := marks(e.text)
		var got []string
		for i, c := range tagger.Find(text, e.lang, at) {
			got = append(got, describe(c))
			if i >= len(spans) || spans[i] != [2]int{c.Start, c.End} {
				t.Errorf("%s: found %q", text, text[c.Start:c.End])
			}
		}
		if !slices.Equal(got, e.want) {
			t.Errorf("%s: got %v, want %v", text, got, e.want)
		}
	}
}

// A passage's citations do not overlap, and a text of no known language is read in the one it shows.
func TestTag(t *testing.T) {
	d := &corpus.Document{Lang: lang.English, Passages: []corpus.Passage{
		{Locator: "para-1", Text: "Requests the Committee established pursuant to resolution 1373 (2001) to apply paragraph 2 of this resolution;"},
		{Locator: "para-2", Text: "Notes subparagraph (a) above."},
	}}
	d.Symbol = "S/RES/9901 (2099)"
	NewTagger(nil).Tag(d)
	var got []string
	for _, p := range d.Passages {
		for _, c := range p.Citations {
			got = append(got, p.Text[c.Start:c.End]+": "+describe(c))
		}
	}
	want := []string{
		"1373 (2001): S/RES/1373 (2001)", "this resolution: S/RES/9901 (2099) para-2", "subparagraph (a) above: S/RES/9901 (2099) para-2.a",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	cs := NewTagger(nil).Find("Le musée suit le paragraphe 4 de la résolution 2396 (2017) du Conseil de sécurité.", "", Place{})
	if len(cs) != 1 || describe(cs[0]) != "S/RES/2396 (2017) para-4" {
		t.Errorf("a text without a language: %v", cs)
	}
	cs = NewTagger(nil).Find("paragraph 4 of this resolution", lang.English, Place{})
	if len(cs) != 1 || cs[0].Status != corpus.Unresolved || cs[0].Detail == "" {
		t.Errorf("a text of no known work: %v", cs)
	}
}

// "Ibid." at the head of a footnote is what the footnote before cites, where
// that is one work.
func TestIbidOfTheFootnoteBefore(t *testing.T) {
	d := &corpus.Document{Lang: lang.English, Passages: []corpus.Passage{
		{Locator: "fn-1", Text: "Ibid., para. 2."},
		{Locator: "fn-2", Text: "See S/2018/1177, para. 3."},
		{Locator: "para-1", Text: "The museum follows resolution 2396 (2017)."},
		{Locator: "fn-3", Text: "Ibid., para. 5; ibid., para. 6."},
		{Locator: "fn-4", Text: "Idem, para. 7; and S/2020/731."},
		{Locator: "fn-5", Text: "Ibid., para. 8."},
		{Locator: "annex/fn-6", Text: "Ibid., para. 9."},
	}}
	NewTagger(nil).Tag(d)
	var got []string
	for _, p := range d.Passages {
		var cs []string
		for _, c := range p.Citations {
			cs = append(cs, describe(c))
		}
		got = append(got, strings.Join(cs, ", "))
	}
	want := []string{
		"unresolved para-2", "S/2018/1177 para-3", "S/RES/2396 (2017)", "S/2018/1177 para-5, S/2018/1177 para-6",
		"S/2018/1177 para-7, S/2020/731", "unresolved para-8", "unresolved para-9",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWorkIDAndAddress(t *testing.T) {
	for in, want := range map[corpus.Target][2]string{
		"S/RES/2396 (2017)":            {"s-res-2396-2017", "https://docs.un.org/fr/S/RES/2396(2017)"},
		"A/79/912-S/2025/306":          {"a-79-912-s-2025-306", "https://docs.un.org/fr/A/79/912"},
		"A/RES/60/288":                 {"a-res-60-288", "https://docs.un.org/fr/A/RES/60/288"},
		"A/RES/217 A (III)":            {"a-res-217-a-iii", "https://docs.un.org/fr/A/RES/217(III)"},
		"A/79/6 (Sect. 3)/Add.4":       {"a-79-6-sect-3-add-4", "https://docs.un.org/fr/A/79/6(Sect.%203)/Add.4"},
		"S/2025/71/Rev.1":              {"s-2025-71-rev-1", "https://docs.un.org/fr/S/2025/71/Rev.1"},
		"gctf-antalya-memorandum-2017": {"gctf-antalya-memorandum-2017", ""},
		"SC-COMMITTEE/1540":            {"sc-committee-1540", ""},
		"UN-CHARTER":                   {"un-charter", ""},
		"SC/12714":                     {"sc-12714", ""},
	} {
		if id := WorkID(in); string(id) != want[0] {
			t.Errorf("WorkID(%q) = %q, want %q", in, id, want[0])
		}
		if a := Address(in, lang.French); a != want[1] {
			t.Errorf("Address(%q) = %q, want %q", in, a, want[1])
		}
	}
	if a := Address("S/RES/2396 (2017)", lang.German); a != "https://docs.un.org/en/S/RES/2396(2017)" {
		t.Errorf("German has no address of its own: %q", a)
	}
}

func TestCouncilYears(t *testing.T) {
	last := 0
	for i, y := range councilYears {
		if y.first > y.last || y.first <= last || i > 0 && y.year <= councilYears[i-1].year {
			t.Errorf("years out of order at %+v", y)
		}
		last = y.last
	}
	for n, want := range map[int]int{1373: 2001, 1540: 2004, 2178: 2014, 2341: 2017, 2368: 2017, 2396: 2017, 2617: 2021, 2810: 2025} {
		if from, to := councilYear(n); from != want || to != want {
			t.Errorf("councilYear(%d) = %d, %d, want %d", n, from, to, want)
		}
	}
}

func TestEveryWordHasASlot(t *testing.T) {
	for _, l := range lang.Texts {
		for key := range lang.Get(l).Citation {
			if slots[key] == none {
				t.Errorf("%s: the grammar does not read the words under %q", l, key)
			}
		}
	}
}
