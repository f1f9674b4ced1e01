package export_test

import (
	"fmt"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/export"
	"concordance/corpus/lang"
)

var kinds = []corpus.Kind{corpus.KindResolution, corpus.KindStatement, corpus.KindPrinciples, corpus.KindMemorandum, corpus.KindCompendium,
	corpus.KindGuide, corpus.KindFramework, corpus.KindReport, corpus.KindConceptNote, corpus.KindBriefing, corpus.KindPressRelease,
	corpus.KindDeclaration, corpus.KindDraft, corpus.KindStandard, corpus.KindStrategy, corpus.KindLegislation, corpus.KindInitiative,
	corpus.KindAnalysis, corpus.KindDocument}

var titles = map[lang.Tag]string{
	"en": "Lanterns of Harbour towns: 100% & more {safe}, #1 of $2_x~y^z", "fr": "Des lanternes d’été : l’œuvre des ports & quais",
	"es": "¿Qué faroles? Señales en los puertos ñandú", "ru": "Фонари портовых городов: надзор и учёт",
	"ar": "مصابيح مدن الموانئ: العناية والعدّ", "zh": "港口城镇灯笼：照看与清点",
}

var texts = map[lang.Tag]string{
	"en": "Calls upon towns:\n(a) To count lanterns, as in S/2098/1177;\n(b) To light them;", "fr": "Demande aux villes :\n(a) De compter les lanternes, comme dans S/2098/1177 ;\n(b) De les allumer ;",
	"es": "Exhorta a las ciudades a que:\n(a) Cuenten los faroles, como en S/2098/1177;\n(b) Los enciendan;", "ru": "Призывает города:\n(a) считать фонари, как в S/2098/1177;\n(b) зажигать их;",
	"ar": "يهيب بالمدن:\n(a) أن تحصي المصابيح، كما في S/2098/1177؛\n(b) أن تضيئها؛", "zh": "促请各城镇：\n(a) 清点灯笼，见 S/2098/1177；\n(b) 点亮灯笼；",
}

var (
	issuers = []string{"Security Council", "Counter-Terrorism Committee", "General Assembly", "Forum of Harbours; Quay Office, Lantern Unit"}
	themes  = []string{"theme/risk-management", "none", "theme/risk-assessment"} // not in the order of the vocabulary
	dates   = []string{"2099-12-21", "2098-06-03", "2097-06", "2096", ""}
)

// everyKind has a provision of a work of each kind in each of the six
// languages, and the two records that try every format. The works are made up.
func everyKind() (rs []export.Record) {
	for n, k := range kinds {
		for _, l := range lang.Interface {
			i := len(rs)
			w := &corpus.Work{Description: corpus.Description{ID: corpus.WorkID(fmt.Sprintf("%s-%s-2099", k, l)), Kind: k,
				Body: issuers[n%len(issuers)], Date: dates[i%len(dates)], Meeting: "9148", Titles: map[lang.Tag]string{l: titles[l]}}}
			switch {
			case k == corpus.KindResolution:
				w.Symbol, w.ID = fmt.Sprintf("S/RES/%d (2099)", 9901+i), corpus.WorkID(fmt.Sprintf("s-res-%d-2099", 9901+i))
			case n%len(issuers) < 3:
				w.Symbol = fmt.Sprintf("S/2099/%d", 1000+i)
			}
			cited := fmt.Sprintf("S/2098/%d", 1000+i)
			text := strings.Replace(texts[l], "S/2098/1177", cited, 1)
			at := strings.Index(text, cited)
			w.Provisions = []corpus.Provision{{Locator: "para-2", Number: "2", Texts: map[lang.Tag]*corpus.Passage{l: {
				Locator: "para-2", Number: "2", Text: text, Parts: cut(text, "para-2", "a", "b"),
				Citations: []corpus.Citation{{Start: at, End: at + len(cited), Target: corpus.Target(cited), Form: "symbol", Relation: "cites", Status: corpus.Resolved}},
				Role:      corpus.RoleCall, Terms: []corpus.TermUse{{ID: themes[i%len(themes)], From: "rule"}}}},
				Notes: []corpus.Note{{ID: string(w.ID) + "/para-2", Locator: "para-2", Text: "Towns are asked to count.", Status: "verified"}}}}
			rs = append(rs, record(w, "para-2", l))
		}
	}
	bad := record(hostileWork(hostile), "para-2", "en")
	bad.Work.ID = "hostile-2099"
	bad.URL = site + "hostile-2099/para-2"
	return append(rs, bad)
}

// told is what a reader understood of a record.
type told struct {
	Key, Title, Number, Date, Pinpoint, Institution, URL, Text string
	Authors                                                    []string
}

// meant is what a record of everyKind says. The parts of a body's name are joined by sep.
func meant(r export.Record, sep string) told {
	w := r.Work
	if w.ID == "hostile-2099" {
		return told{}
	}
	t := told{Title: titles[r.Lang], Number: w.Symbol, Date: w.Date, Pinpoint: "para. 2", URL: r.URL, Text: strings.ReplaceAll(r.Provision.Texts[r.Lang].Text, "\n", " ")}
	t.Institution = "United Nations"
	switch w.Body {
	case issuers[3]:
		t.Institution = "Forum of Harbours"
		t.Authors = []string{"Forum of Harbours", "Quay Office, Lantern Unit"}
		if sep == " " { // as RIS has it: readers part an author at the comma
			t.Authors[1] = "Quay Office Lantern Unit"
		}
	default:
		t.Authors = []string{"United Nations" + sep + w.Body}
	}
	return t
}

// inOrder puts what was understood in the order of the records, by their texts.
func inOrder(rs []export.Record, got []told) []told {
	out := make([]told, 0, len(got))
	for _, r := range rs {
		want := strings.Join(strings.Fields(r.Provision.Texts[r.Lang].Text), " ")
		k := slices.IndexFunc(got, func(g told) bool { return g.Text == want })
		if r.Work.ID == "hostile-2099" {
			k = slices.IndexFunc(got, func(g told) bool { return strings.Contains(g.Text, "HYPERLINK") })
		}
		if k >= 0 {
			out = append(out, got[k])
		}
	}
	return out
}

// field reads one of t's fields by its name in the table of readers.
func (t told) field(name string) string {
	switch name {
	case "title":
		return t.Title
	case "body":
		return strings.Join(t.Authors, "|")
	case "symbol":
		return t.Number
	case "date":
		return t.Date
	case "pinpoint":
		return t.Pinpoint
	case "institution":
		return t.Institution
	case "address":
		return t.URL
	case "text":
		return t.Text
	}
	panic("no field " + name)
}

// differences compares what was understood with what was meant, field by field.
func differences(rs []export.Record, got []told, sep string, fields []string) (out []string) {
	if len(got) != len(rs) {
		return []string{fmt.Sprintf("%d records were understood of %d", len(got), len(rs))}
	}
	for i, r := range rs {
		want := meant(r, sep)
		if want.Title == "" { // the hostile one: that it is one record and keeps its symbol
			if slices.Contains(fields, "symbol") && got[i].Number != r.Work.Symbol {
				out = append(out, fmt.Sprintf("hostile: symbol %q", got[i].Number))
			}
			continue
		}
		for _, f := range fields {
			if w, g := want.field(f), got[i].field(f); w != g {
				out = append(out, fmt.Sprintf("%s: %s is %q, want %q", r.Work.ID, f, g, w))
			}
		}
	}
	return out
}
