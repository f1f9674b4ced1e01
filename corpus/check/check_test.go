package check_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/check"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/store"
)

// library is made up but for symbols: three resolutions of the Council that do
// not exist, one of the Assembly, and real symbols without texts.
func library(t testing.TB) *store.Store {
	t.Helper()
	lib, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	ctx := context.Background()
	docs := []*corpus.Document{
		document("S/RES/9901 (2099)", lang.English,
			"pp-1", "Recalling that lanterns burn on every quay of the harbour,",
			"para-1", "Decides that every harbour shall keep a lantern burning from dusk until dawn;",
			"para-2", "Calls upon the harbour masters:\n(a) To count the boats that lie at the quays each evening;\n(b) To write the count in a well-kept book;",
			"para-3", "Requests the keeper of the book to read it aloud once a year, in counter-current order, before the guild of ferrymen;",
			"para-4", "Decides to remain at the quay."),
		document("S/RES/9901 (2099)", lang.Chinese,
			"para-1", "决定每个港口应从黄昏到黎明点亮一盏灯笼；",
			"para-2", "呼吁港务长每天晚上清点停泊的船只；"),
		document("S/RES/9902 (2099)", lang.English,
			"para-1", "Encourages stadiums to paint their gates in colours that a child can name;",
			"para-2", "Invites the painters to meet in the shade of the northern stand;"),
		document("S/RES/9903 (2098)", lang.English, "para-1", "Establishes the office of the bell for one winter;"),
		document("A/RES/99/901", lang.English,
			"para-1", "Welcomes the songs that were sung about bridges;",
			"annex/para-7", "A bridge is greeted before it is crossed by anyone who carries bread."),
	}
	if _, err := lib.Add(ctx, docs...); err != nil {
		t.Fatal(err)
	}
	if err := lib.Describe(ctx, corpus.Digest{Description: corpus.Description{
		ID: "s-res-9902-2099", Symbol: "S/RES/9902 (2099)", Kind: corpus.KindResolution,
		Titles:    map[lang.Tag]string{"en": "Gates that a child can name at dusk"},
		Relations: []corpus.Relation{{Type: "extends", Target: "S/RES/9903 (2098)", Detail: "for a second winter"}},
	}}); err != nil {
		t.Fatal(err)
	}
	return lib
}

// document is a version of a work from locators and texts in turn.
func document(symbol string, l lang.Tag, passages ...string) *corpus.Document {
	d := &corpus.Document{
		Description: corpus.Description{ID: cite.WorkID(corpus.Target(symbol)), Symbol: symbol, Kind: corpus.KindResolution},
		Lang:        l, Source: corpus.Source{File: "made-up.xml", Format: "akn", SHA256: strings.Repeat("ab", 32)},
	}
	for i := 0; i < len(passages); i += 2 {
		loc, text := corpus.Locator(passages[i]), passages[i+1]
		p := corpus.Passage{Locator: loc, Text: text}
		if loc.Class() != "pp" {
			p.Number = loc.Number()
		}
		for _, letter := range []string{"a", "b"} {
			if at := strings.Index(text, "("+letter+")"); at >= 0 {
				end := len(text)
				if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
					end = at + n
				}
				p.Parts = append(p.Parts, corpus.Part{Locator: loc + corpus.Locator("."+letter), Number: "(" + letter + ")", Start: at, End: end})
			}
		}
		d.Passages = append(d.Passages, p)
	}
	return d
}

func draft(t *testing.T, lib check.Library, text string, l lang.Tag) *check.Report {
	t.Helper()
	r, err := check.Draft(context.Background(), lib, cite.NewTagger(nil), text, l)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Citations {
		if text[f.Start:f.End] != f.Surface {
			t.Errorf("%q is not at %d-%d", f.Surface, f.Start, f.End)
		}
	}
	for _, q := range r.Quotations {
		if text[q.Start:q.End] != q.Text {
			t.Errorf("%q is not at %d-%d", q.Text, q.Start, q.End)
		}
		for _, d := range q.Differences {
			if text[d.Start:d.End] != d.Quoted {
				t.Errorf("%q is not at %d-%d", d.Quoted, d.Start, d.End)
			}
		}
	}
	return r
}

// planted are sentences with one fault each: the words at fault, what is found
// and the mend ("" is not looked at). All stand on one page, between the sound ones.
var planted = []struct{ text, at, status, mend string }{
	{"The lantern came with resolution 9901 (2098), say the old.", "9901 (2098)", "wrong-year", "9901 (2099)"},
	{"Its gates are those of S/RES/9902 (2090), they add.", "S/RES/9902 (2090)", "wrong-year", "S/RES/9902 (2099)"},
	{"Aviation has its own text, resolution 2309 (2017), on aircraft.", "2309 (2017)", "wrong-year", "2309 (2016)"},
	{"The ban on money is in S/RES/1373 (2002), it is said.", "S/RES/1373 (2002)", "wrong-year", "S/RES/1373 (2001)"},
	{"A bell rings by UNSCR 9903 (2099), others hold.", "9903 (2099)", "wrong-year", "9903 (2098)"},
	{"Ferries are the matter of paragraph 12 of resolution 9901 (2099).", "9901 (2099)", "no-such-paragraph", "a number from 1 to 4"},
	{"See S/RES/9902 (2099), para. 3, on brushes.", "S/RES/9902 (2099)", "no-such-paragraph", "a number from 1 to 2"},
	{"Paint is bought under resolution 9902 (2099), paras. 2–5, it seems.", "9902 (2099)", "no-such-paragraph", ""},
	{"Oars are in paragraph 2 (d) of resolution 9901 (2099), they think.", "9901 (2099)", "no-such-paragraph", ""},
	{"The ninth preambular paragraph apart, preambular paragraph 9 of resolution 9901 (2099) is dull.", "9901 (2099)", "no-such-paragraph", ""},
	{"Songs are praised in A/RES/99/901, para. 30, at length.", "A/RES/99/901", "no-such-paragraph", ""},
	{"The Strategy is Security Council resolution 60/288, of course.", "60/288", "unknown", "A/RES/60/288"},
	{"Victims are named in S/RES/72/305, a long text.", "S/RES/72/305", "unknown", "A/RES/72/305"},
	{"Bridges are for resolution 99/901 of the Security Council to sing of.", "99/901", "unknown", "A/RES/99/901"},
	{"Lanterns were lit by General Assembly resolution 9901 (2099), they claim.", "9901 (2099)", "unknown", "S/RES/9901 (2099)"},
	{"A/RES/2396 (2017) asks for lists of passengers.", "A/RES/2396 (2017)", "unknown", "S/RES/2396 (2017)"},
	{"Nobody has read resolution 9950 (2099), yet it is cited.", "9950 (2099)", "unknown", ""},
	{"Resolutions 9901 (2099) and 9902 (2099) differ; that resolution is the better.", "that resolution", "ambiguous", ""},
	{"Resolution 9901 (2099), paragraph 1, says “every harbour shall keep a candle burning from dusk until dawn”.", "every harbour", "differs", ""},
	{"In paragraph 1 of resolution 9902 (2099) stands “Invites the painters to meet in the shade”.", "Invites", "not-found", "para. 2"},
	{"The Council wrote in resolution 9902 (2099): “no stadium may ever whistle before the rain has ended”.", "no stadium", "not-found", ""},
}

// sound are sentences with nothing to mend.
var sound = []string{
	"The lantern is kept by resolution 9901 (2099).",
	"Boats are counted, says S/RES/9901 (2099), para. 2 (a), each evening.",
	"See paragraphs 1 to 4 of resolution 9901 (2099).",
	"The first preambular paragraph, preambular paragraph 1 of resolution 9901 (2099), is fair.",
	"Resolution 9903 (2098) made the office of the bell.",
	"General Assembly resolution 99/901 is about bridges.",
	"Bread is in A/RES/99/901, annex, para. 7, and in A/RES/99/901, para. 7.",
	"Security Council resolutions 9901 (2099) and 9902 (2099) and General Assembly resolution 60/288 are read together.",
	"The General Assembly recalled Security Council resolution 1373 (2001) with care.",
	"General Assembly and Security Council resolutions 60/288 and 2396 (2017) are both cited.",
	"Paragraph 27 of resolution 2396 (2017) cannot be looked up here.",
	"Human Rights Council resolution 34/8 is another body’s.",
	"UNSCR 1373 needs no year.",
	"Friendly relations are the matter of General Assembly resolution 2625 (XXV).",
	"The 1540 Committee met in the rain.",
	"The report S/2099/77 has no number of its own.",
	"Resolution 9901 (2099), paragraph 1, “Decides that every harbour shall keep a lantern burning from dusk until dawn”.",
	"It is to be read “aloud once a year, in counter‑current order […] guild of ferrymen” (S/RES/9901 (2099), para. 3).",
	"The Council asked \"[t]he keeper of the book to read [the book] aloud once a year\" in resolution 9901 (2099).",
	"In resolution 9901 (2099) masters are to “count the boats that lie at the quays ... write the count in a well‐kept book”.",
	"The item “Improving the Care of Painted Gates and Stadiums” led to resolution 9902 (2099).",
	"“Gates that a child can name at dusk” is the title of resolution 9902 (2099).",
}

func TestPage(t *testing.T) {
	lib := library(t)
	var page strings.Builder
	for i := range max(len(planted), len(sound)) {
		if i < len(planted) {
			page.WriteString(planted[i].text + "\n\n")
		}
		if i < len(sound) {
			page.WriteString(sound[i] + "\n\n")
		}
	}
	r := draft(t, lib, page.String(), lang.English)
	found := 0
	for _, p := range planted {
		begin := strings.Index(page.String(), p.text)
		at := begin + strings.Index(p.text, p.at)
		status, mend := verdictAt(r, at)
		if status != p.status || p.mend != "" && mend != p.mend {
			t.Errorf("%s\n\tis %q, mended by %q; want %q and %q", p.text, status, mend, p.status, p.mend)
			continue
		}
		found++
	}
	if found < 20 {
		t.Errorf("%d faults found, want at least 20", found)
	}
	for _, s := range sound {
		begin := strings.Index(page.String(), s)
		for _, f := range r.Citations {
			if begin <= f.Start && f.End <= begin+len(s) && f.Status.Fault() {
				t.Errorf("%s\n\t%s is accused: %s (%s)", s, f.Surface, f.Status, f.Detail)
			}
		}
		for _, q := range r.Quotations {
			if begin <= q.Start && q.End <= begin+len(s) && q.Status != check.Exact {
				t.Errorf("%s\n\t%s is accused: %s (%s) %v", s, q.Text, q.Status, q.Detail, q.Differences)
			}
		}
	}
}

// verdictAt is the status and mend of what begins at a byte.
func verdictAt(r *check.Report, at int) (status, mend string) {
	for _, f := range r.Citations {
		if f.Start == at {
			return string(f.Status), f.Suggestion
		}
	}
	for _, q := range r.Quotations {
		if q.Start == at {
			return string(q.Status), q.Suggestion
		}
	}
	return "", ""
}

func TestSuperseded(t *testing.T) {
	r := draft(t, library(t), "The bell is rung by resolution 9903 (2098), para. 1.", lang.English)
	f := r.Citations[0]
	if f.Status != check.Superseded || r.Faults() != 0 || !strings.Contains(f.Detail, "extended by S/RES/9902 (2099) (for a second winter)") {
		t.Errorf("%s: %s", f.Status, f.Detail)
	}
}

func TestNotHeld(t *testing.T) {
	r := draft(t, library(t), "Paragraph 27 of resolution 2396 (2017) says “that lists are kept of all who travel”.", lang.English)
	if f := r.Citations[0]; f.Status != check.NotHeld || f.Target != "S/RES/2396 (2017)" {
		t.Errorf("%s %s", f.Status, f.Target)
	}
	if len(r.Quotations) != 1 || r.Quotations[0].Status != check.QuoteNotHeld || r.Faults() != 0 {
		t.Errorf("%+v", r.Quotations)
	}
}

func TestDifferences(t *testing.T) {
	r := draft(t, library(t), "Paragraph 1 of resolution 9901 (2099): “every harbour shall keep a candle burning from dusk until dawn”.", lang.English)
	q := r.Quotations[0]
	want := []check.Difference{{Quoted: "candle", Source: "lantern"}}
	got := slices.Clone(q.Differences)
	for i := range got {
		got[i].Start, got[i].End = 0, 0
	}
	if !slices.Equal(got, want) || q.Locator != "para-1" || q.Passage != "every harbour shall keep a lantern burning from dusk until dawn" {
		t.Errorf("%v in %s: %q", q.Differences, q.Locator, q.Passage)
	}
}

func TestMendByQuotation(t *testing.T) {
	r := draft(t, library(t), "“Invites the painters to meet in the shade of the northern stand” (S/RES/9902 (2099), para. 8).", lang.English)
	if f := r.Citations[0]; f.Status != check.NoSuchParagraph || f.Suggestion != "para. 2" {
		t.Errorf("%s: %q", f.Status, f.Suggestion)
	}
}

func TestElsewhere(t *testing.T) {
	r := draft(t, library(t), "The bell is in resolution 9903 (2098).\n\nA stadium is old.\n\nResolution 9902 (2099) says “Establishes the office of the bell for one winter”.", lang.English)
	if q := r.Quotations[0]; q.Status != check.QuoteNotFound || !strings.Contains(q.Suggestion, "S/RES/9903 (2098), para. 1") {
		t.Errorf("%s: %q", q.Status, q.Suggestion)
	}
}

func TestChinese(t *testing.T) {
	r := draft(t, library(t), "第9901(2099)号决议第1段“决定每个港口应从黄昏到黎明点亮一盏灯笼”。第9901(2099)号决议第2段“呼吁港务长每天早上清点停泊的船只”。安全理事会第60/288号决议。", lang.Chinese)
	if len(r.Quotations) != 2 || r.Quotations[0].Status != check.Exact || r.Quotations[1].Status != check.Differs {
		t.Fatalf("%+v", r.Quotations)
	}
	if f := r.Citations[2]; f.Status != check.Unknown || f.Suggestion != "A/RES/60/288" {
		t.Errorf("%s %q", f.Status, f.Suggestion)
	}
}

func TestOrganInEachLanguage(t *testing.T) {
	lib := library(t)
	for l, text := range map[lang.Tag]string{
		"fr": "La résolution 60/288 du Conseil de sécurité le dit.", "es": "La resolución 60/288 del Consejo de Seguridad lo dice.",
		"ru": "Об этом говорится в резолюции 60/288 Совета Безопасности.", "ar": "ينص على ذلك قرار مجلس الأمن 60/288.",
	} {
		if r := draft(t, lib, text, l); len(r.Citations) != 1 || r.Citations[0].Status != check.Unknown {
			t.Errorf("%s: %+v", l, r.Citations)
		}
	}
	for l, text := range map[lang.Tag]string{
		"fr": "La résolution 60/288 de l’Assemblée générale le dit.", "es": "La resolución 60/288 de la Asamblea General lo dice.",
		"ru": "Об этом говорится в резолюции 60/288 Генеральной Ассамблеи.", "ar": "ينص على ذلك قرار الجمعية العامة 60/288.", "zh": "大会第60/288号决议。",
	} {
		if r := draft(t, lib, text, l); len(r.Citations) != 1 || r.Citations[0].Status.Fault() {
			t.Errorf("%s: %+v", l, r.Citations)
		}
	}
}

func TestTooLong(t *testing.T) {
	_, err := check.Draft(context.Background(), library(t), cite.NewTagger(nil), strings.Repeat("quay ", check.MaxText/4), "")
	if !errors.Is(err, check.ErrTooLong) {
		t.Errorf("%v", err)
	}
}

// FuzzDraft holds that no text breaks a reading, and that offsets hold.
func FuzzDraft(f *testing.F) {
	for _, p := range planted {
		f.Add(p.text)
	}
	for _, s := range sound {
		f.Add(s)
	}
	f.Add("“”„“\"\"«[«…")
	lib := library(f)
	tagger := cite.NewTagger(nil)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := check.Draft(context.Background(), lib, tagger, text, lang.English)
		if err != nil {
			return
		}
		for _, q := range r.Quotations {
			if text[q.Start:q.End] != q.Text {
				t.Errorf("%q is not at %d", q.Text, q.Start)
			}
			for _, d := range q.Differences {
				if text[d.Start:d.End] != d.Quoted {
					t.Errorf("%q is not at %d", d.Quoted, d.Start)
				}
			}
		}
	})
}
