package cite

import (
	"strings"
	"testing"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Works made up in the true form of the real ones.
var (
	styleResolution = &corpus.Work{Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)", Kind: corpus.KindResolution,
		Body: "Security Council", Date: "2099-12-21", Titles: map[lang.Tag]string{"en": "Security Council resolution 9901 (2099) [on harbours]"},
		Addresses: map[lang.Tag]string{"en": "https://docs.un.org/en/S/RES/9901(2099)"}}}
	styleUndated  = &corpus.Work{Description: corpus.Description{ID: "s-res-9902-2098", Symbol: "S/RES/9902 (2098)", Body: "Security Council"}}
	styleAssembly = &corpus.Work{Description: corpus.Description{ID: "a-res-153-298", Symbol: "A/RES/153/298", Kind: corpus.KindResolution,
		Body: "General Assembly", Date: "2099-06-22", Titles: map[lang.Tag]string{"en": "Lanterns of harbour towns"}}}
	styleOldAssembly = &corpus.Work{Description: corpus.Description{ID: "a-res-9625-xxv", Symbol: "A/RES/9625 (XXV)", Body: "General Assembly", Date: "1970"}}
	styleEcosoc      = &corpus.Work{Description: corpus.Description{ID: "e-res-2099-67", Symbol: "E/RES/2099/67", Body: "Economic and Social Council", Date: "2099-07"}}
	styleRights      = &corpus.Work{Description: corpus.Description{ID: "a-hrc-res-154-6", Symbol: "A/HRC/RES/154/6", Body: "Human Rights Council", Date: "2099-10-11"}}
	styleStatement   = &corpus.Work{Description: corpus.Description{ID: "s-prst-2099-7", Symbol: "S/PRST/2099/7", Kind: corpus.KindStatement,
		Body: "Security Council", Date: "2099-12-15", Titles: map[lang.Tag]string{"en": "Statement by the President of the Security Council"}}}
	styleReport = &corpus.Work{Description: corpus.Description{ID: "s-2099-496", Symbol: "S/2099/496", Kind: corpus.KindReport,
		Body: "Secretary-General", Date: "2099-07-31", Titles: map[lang.Tag]string{"en": "Ninth report on the light of harbours"}}}
	stylePrinciples = &corpus.Work{Description: corpus.Description{ID: "s-2098-1177", Symbol: "S/2098/1177", Kind: corpus.KindPrinciples,
		Body: "Counter-Terrorism Committee", Date: "2098-12", Titles: map[lang.Tag]string{"en": "Addendum to the guiding principles on lanterns"}}}
	styleMemorandum = &corpus.Work{Description: corpus.Description{ID: "harbour-memorandum-2097", Kind: corpus.KindMemorandum,
		Body: "Forum of Harbours", Date: "2097-09-21", Titles: map[lang.Tag]string{"en": "Harbour Memorandum on the Care of Lanterns", "fr": "Mémorandum du port sur le soin des lanternes"}}}
	styleJoint = &corpus.Work{Description: corpus.Description{ID: "quay-compendium-2098", Body: "Forum of Harbours; Quay Office; HARBPOL",
		Date: "2098-06", Titles: map[lang.Tag]string{"en": "Compendium of quays"}}}
	styleDatedTitle = &corpus.Work{Description: corpus.Description{ID: "quay-briefing-2099", Date: "2099-10-08",
		Titles: map[lang.Tag]string{"en": "Briefing on quays, 8 October 2099"}}}
	styleNothing = &corpus.Work{Description: corpus.Description{ID: "a-leaflet"}}
)

func TestCite(t *testing.T) {
	for _, c := range []struct {
		style   string
		work    *corpus.Work
		locator corpus.Locator
		want    string
	}{
		{"un", styleResolution, "para-27", "Security Council resolution 9901 (2099), para. 27."},
		{"un", styleResolution, "", "Security Council resolution 9901 (2099)."},
		{"un", styleResolution, "para-2.e", "Security Council resolution 9901 (2099), para. 2 (e)."},
		{"un", styleResolution, "pp-3", "Security Council resolution 9901 (2099), preamble, para. 3."},
		{"un", styleAssembly, "annex/para-77", "General Assembly resolution 153/298, annex, para. 77."},
		{"un", styleOldAssembly, "para-1", "General Assembly resolution 9625 (XXV), para. 1."},
		{"un", styleEcosoc, "", "Economic and Social Council resolution 2099/67."},
		{"un", styleRights, "para-3", "Human Rights Council resolution 154/6, para. 3."},
		{"un", styleStatement, "para-19.6", "S/PRST/2099/7, para. 19, item 6."},
		{"un", stylePrinciples, "annex-2/principle-50", "S/2098/1177, annex II, guiding principle 50."},
		{"un", styleMemorandum, "practice-3", "Forum of Harbours, Harbour Memorandum on the Care of Lanterns, 2097, good practice 3."},
		{"un", styleJoint, "section-2.4.1", "Forum of Harbours, Quay Office and HARBPOL, Compendium of quays, 2098, sect. 2.4.1."},
		{"un", styleDatedTitle, "time-00.12.30", "Briefing on quays, 8 October 2099, at 00:12:30."},
		{"un", styleNothing, "section-2.4.1", "a-leaflet, sect. 2.4.1."},

		{"oscola", styleResolution, "para-27", "UNSC Res 9901 (21 December 2099) UN Doc S/RES/9901, para 27"},
		{"oscola", styleResolution, "para-2.e", "UNSC Res 9901 (21 December 2099) UN Doc S/RES/9901, para 2(e)"},
		{"oscola", styleUndated, "pp-3", "UNSC Res 9902 (2098) UN Doc S/RES/9902, preamble, para 3"},
		{"oscola", styleAssembly, "para-74", "UNGA Res 153/298 (22 June 2099) UN Doc A/RES/153/298, para 74"},
		{"oscola", styleOldAssembly, "", "UNGA Res 9625 (XXV) (1970) UN Doc A/RES/9625 (XXV)"},
		{"oscola", styleEcosoc, "", "ECOSOC Res 2099/67 (July 2099) UN Doc E/RES/2099/67"},
		{"oscola", styleStatement, "para-21", "UNSC, ‘Statement by the President of the Security Council’ (15 December 2099) UN Doc S/PRST/2099/7, para 21"},
		{"oscola", styleReport, "para-31", "UNSG, ‘Ninth report on the light of harbours’ (31 July 2099) UN Doc S/2099/496, para 31"},
		{"oscola", styleMemorandum, "practice-3", "Forum of Harbours, ‘Harbour Memorandum on the Care of Lanterns’ (21 September 2097), good practice 3"},

		{"bluebook", styleResolution, "para-27", "S.C. Res. 9901, ¶ 27 (Dec. 21, 2099)"},
		{"bluebook", styleResolution, "pp-3", "S.C. Res. 9901, pmbl. ¶ 3 (Dec. 21, 2099)"},
		{"bluebook", styleUndated, "", "S.C. Res. 9902 (2098)"},
		{"bluebook", styleAssembly, "annex/para-77", "G.A. Res. 153/298, annex, ¶ 77 (June 22, 2099)"},
		{"bluebook", styleStatement, "para-21", "S.C. Pres. Statement 2099/7, ¶ 21 (Dec. 15, 2099)"},
		{"bluebook", styleReport, "para-31.b", "U.N. Secretary-General, Ninth report on the light of harbours, ¶ 31(b), U.N. Doc. S/2099/496 (July 31, 2099)"},
		{"bluebook", styleMemorandum, "section-2.4", "Forum of Harbours, Harbour Memorandum on the Care of Lanterns, § 2.4 (Sept. 21, 2097)"},

		{"chicago", styleResolution, "para-27", "UN Security Council, Resolution 9901, S/RES/9901 (December 21, 2099), para. 27."},
		{"chicago", styleAssembly, "para-74", "UN General Assembly, Resolution 153/298, Lanterns of harbour towns, A/RES/153/298 (June 22, 2099), para. 74."},
		{"chicago", styleReport, "fn-12", "UN Secretary-General, Ninth report on the light of harbours, S/2099/496 (July 31, 2099), footnote 12."},
		{"chicago", styleMemorandum, "case-7", "Forum of Harbours, Harbour Memorandum on the Care of Lanterns (September 21, 2097), case study 7."},

		{"chicago-author-date", styleResolution, "", "UN Security Council. 2099. Resolution 9901. S/RES/9901. December 21."},
		{"chicago-author-date", styleResolution, "para-27", "UN Security Council. 2099. Resolution 9901. S/RES/9901. December 21. (UN Security Council 2099, para. 27)"},
		{"chicago-author-date", styleMemorandum, "", "Forum of Harbours. 2097. Harbour Memorandum on the Care of Lanterns. September 21."},
		{"chicago-author-date", styleEcosoc, "", "UN Economic and Social Council. 2099. Resolution 2099/67. E/RES/2099/67."},

		{"apa", styleResolution, "para-27", "United Nations Security Council. (2099, December 21). Resolution 9901 (S/RES/9901). https://docs.un.org/en/S/RES/9901(2099) (United Nations Security Council, 2099, para. 27)"},
		{"apa", stylePrinciples, "", "Counter-Terrorism Committee. (2098, December). Addendum to the guiding principles on lanterns (S/2098/1177)."},
		{"apa", styleOldAssembly, "", "United Nations General Assembly. (1970). Resolution 9625 (XXV) (A/RES/9625 (XXV))."},
		{"apa", styleNothing, "", "a-leaflet. (n.d.)."},

		{"plain", styleResolution, "para-27", "S/RES/9901 (2099), para. 27"},
		{"plain", styleMemorandum, "", "Harbour Memorandum on the Care of Lanterns"},
	} {
		got, err := Cite(c.style, c.work, c.locator, lang.English)
		if err != nil || got != c.want {
			t.Errorf("%s of %s/%s:\n got %q, %v\nwant %q", c.style, c.work.ID, c.locator, got, err, c.want)
		}
	}
}

func TestCiteInLanguages(t *testing.T) {
	for _, c := range []struct {
		ui      lang.Tag
		work    *corpus.Work
		locator corpus.Locator
		want    string
	}{
		{"fr", styleResolution, "para-27", "Résolution 9901 (2099) du Conseil de sécurité, par. 27."},
		{"fr", styleAssembly, "para-2.e", "Résolution 153/298 de l’Assemblée générale, par. 2 e)."},
		{"fr", stylePrinciples, "annex/principle-50", "S/2098/1177, annexe, principe directeur 50."},
		{"fr", styleMemorandum, "practice-3", "Mémorandum du port sur le soin des lanternes, 2097, bonne pratique 3."},
		{"es", styleResolution, "pp-3", "Resolución 9901 (2099) del Consejo de Seguridad, preámbulo, párr. 3."},
		{"es", styleMemorandum, "practice-3", "Forum of Harbours, Harbour Memorandum on the Care of Lanterns, 2097, good practice 3."},
		{"ru", styleResolution, "para-27", "Резолюция 9901 (2099) Совета Безопасности, пункт 27."},
		{"ar", styleResolution, "para-27", "قرار مجلس الأمن 9901 (2099)، الفقرة 27."},
		{"zh", styleResolution, "para-27", "安全理事会第9901(2099)号决议，第27段。"},
		{"zh", styleAssembly, "pp-3", "大会第153/298号决议，序言部分第3段。"},
		{"de", styleResolution, "para-27", "Security Council resolution 9901 (2099), para. 27."},
	} {
		got, err := Cite("un", c.work, c.locator, c.ui)
		if err != nil || got != c.want {
			t.Errorf("%s of %s/%s:\n got %q, %v\nwant %q", c.ui, c.work.ID, c.locator, got, err, c.want)
		}
	}
}

func TestPinpoint(t *testing.T) {
	for _, c := range []struct {
		ls   string
		want string
	}{
		{"para-27", "para. 27"},
		{"para-2.e", "para. 2 (e)"},
		{"para-3.b.iv", "para. 3 (b) (iv)"},
		{"para-12quater", "para. 12 quater"},
		{"pp-3", "preamble, para. 3"},
		{"pp-3@fr", "preamble, para. 3 (French version)"},
		{"pp-3 pp-4@fr", "preamble, para. 3; preamble, para. 4 (French version)"},
		{"art-39.1", "art. 39, para. 1"},
		{"chapter-VII", "chap. VII"},
		{"principle-9", "principle 9"},
		{"practice-3", "good practice 3"},
		{"section-2.4.1", "sect. 2.4.1"},
		{"case-7", "case study 7"},
		{"box-2", "box 2"},
		{"table-4", "table 4"},
		{"fn-12", "footnote 12"},
		{"time-00.12.30", "at 00:12:30"},
		{"annex/para-77", "annex, para. 77"},
		{"annex-2/para-1", "annex II, para. 1"},
		{"annex-9/appendix-4/para-1.a", "annex IX, appendix IV, para. 1 (a)"},
		{"part-2/para-1", "part 2, para. 1"},
		{"para-4~1", "unnumbered paragraph after para. 4"},
		{"head-3", ""},
		{"", ""},
		{"nonsense", ""},
		{"para-74 para-76", "paras. 74 and 76"},
		{"para-71 para-72 para-73 para-74", "paras. 71–74"},
		{"para-71 para-72", "paras. 71 and 72"},
		{"para-2.e para-7 para-8 para-9", "paras. 2 (e) and 7–9"},
		{"para-1 para-3 para-5.a para-5.b", "paras. 1, 3, 5 (a) and 5 (b)"},
		{"pp-3 pp-4 para-27", "preamble, paras. 3 and 4; para. 27"},
		{"annex/para-1 annex/para-2 para-3", "annex, paras. 1 and 2; para. 3"},
	} {
		var ls []corpus.Locator
		for l := range strings.FieldsSeq(c.ls) {
			ls = append(ls, corpus.Locator(l))
		}
		if got := Pinpoint(nil, lang.English, ls...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.ls, got, c.want)
		}
	}
}

func TestCiteRefuses(t *testing.T) {
	if _, err := Cite("vancouver", styleResolution, "", "en"); err == nil || !strings.Contains(err.Error(), "oscola") {
		t.Errorf("an unknown style: %v", err)
	}
	if _, err := Cite("un", styleResolution, "paragraph 27", "en"); err == nil {
		t.Error("a locator that is none was cited")
	}
}

// Whatever the work says, a citation is one line that shows what it holds.
func TestCiteIsOneLine(t *testing.T) {
	w := &corpus.Work{Description: corpus.Description{ID: "x", Body: "A\r\nB", Date: "yesterday",
		Titles: map[lang.Tag]string{"en": "one\ntwo\u202Eeerht\x00\u2028four\xff"}}}
	for _, s := range Styles {
		got, err := Cite(s.Name, w, "para-1", "en")
		if err != nil || !strings.Contains(got, "one twoeerht four") || strings.Contains(got, "yesterday") {
			t.Errorf("%s: %q, %v", s.Name, got, err)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' {
				t.Errorf("%s: %q holds %U", s.Name, got, r)
			}
		}
	}
}

// Every language of the words has every form the others have.
func TestStyleWordsAreComplete(t *testing.T) {
	english := lang.Get(lang.English).Style
	one := func(l lang.Tag, what, form string) {
		t.Helper()
		if strings.Count(form, "%s") != 1 || strings.Contains(form, "  ") {
			t.Errorf("%s: %s is written %q", l, what, form)
		}
	}
	for _, l := range lang.Interface {
		s := lang.Get(l).Style
		if s == nil {
			t.Errorf("no words of %s", l)
			continue
		}
		for k := range english.Places {
			if n := len(s.Places[k]); n == 0 || n > 2 {
				t.Errorf("%s: kind %s is written in %d ways", l, k, n)
			}
			for _, f := range s.Places[k] {
				one(l, k, f)
			}
		}
		for k := range english.Containers {
			if f := s.Containers[k]; len(f) != 2 || f[0] == "" {
				t.Errorf("%s: container %s is written %q", l, k, f)
			} else {
				one(l, k, f[1])
			}
		}
		for _, o := range organs {
			one(l, o.word, s.Resolution[o.word])
		}
		for _, f := range []string{s.Short, s.Year, s.Point, s.Clause, s.Item, s.After, s.Version} {
			one(l, "a form", f)
		}
		if s.Separator == "" || s.List == "" || s.And == "" || s.Dash == "" || s.Stop == "" {
			t.Errorf("%s: a sign is missing: %+v", l, s)
		}
	}
}

// A work cited before is cited shortly, and its place never left out.
func TestCiteShort(t *testing.T) {
	for _, c := range []struct {
		style   string
		work    *corpus.Work
		locator corpus.Locator
		ui      lang.Tag
		want    string
	}{
		{"un", styleResolution, "para-27", "en", "resolution 9901 (2099), para. 27."},
		{"un", styleResolution, "para-27", "fr", "résolution 9901 (2099), par. 27."},
		{"un", styleResolution, "para-27", "ar", "القرار 9901 (2099)، الفقرة 27."},
		{"un", styleResolution, "para-27", "zh", "第9901(2099)号决议，第27段。"},
		{"un", stylePrinciples, "annex/principle-50", "en", "S/2098/1177, annex, guiding principle 50."},
		{"un", styleMemorandum, "practice-3", "en", "Harbour Memorandum on the Care of Lanterns, good practice 3."},
		{"oscola", styleResolution, "para-2.e", "en", "UNSC Res 9901, para 2(e)"},
		{"oscola", styleReport, "para-31", "en", "UN Doc S/2099/496, para 31"},
		{"oscola", styleMemorandum, "practice-3", "en", "‘Harbour Memorandum on the Care of Lanterns’, good practice 3"},
		{"bluebook", styleResolution, "para-27", "en", "S.C. Res. 9901, ¶ 27"},
		{"bluebook", styleReport, "para-31.b", "en", "Ninth report on the light of harbours, ¶ 31(b)"},
		{"chicago", styleAssembly, "para-74", "en", "UN General Assembly, Resolution 153/298, para. 74."},
		{"chicago", styleReport, "", "en", "UN Secretary-General, Ninth report on the light of harbours."},
		{"chicago-author-date", styleResolution, "para-27", "en", "(UN Security Council 2099, para. 27)"},
		{"chicago-author-date", styleResolution, "", "en", "(UN Security Council 2099)"},
		{"apa", styleResolution, "para-27", "en", "(United Nations Security Council, 2099, para. 27)"},
		{"apa", styleDatedTitle, "time-00.12.30", "en", "(Briefing on quays, 8 October 2099, 2099, at 00:12:30)"},
		{"apa", styleNothing, "", "en", "(a-leaflet, n.d.)"},
		{"plain", styleResolution, "para-27", "en", "S/RES/9901 (2099), para. 27"},
	} {
		got, err := CiteShort(c.style, c.work, c.locator, c.ui)
		if err != nil || got != c.want {
			t.Errorf("%s of %s/%s:\n got %q, %v\nwant %q", c.style, c.work.ID, c.locator, got, err, c.want)
		}
	}
}
