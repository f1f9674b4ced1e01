package lang

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestEveryLanguageIsComplete(t *testing.T) {
	english := Get(English)
	for _, tag := range Texts {
		l := Get(tag)
		if l.Tag != tag || l.Name == "" || l.English == "" || len(l.ISO6392) != 3 || len(l.Months) != 12 {
			t.Errorf("%s: incomplete: %+v", tag, l)
		}
		for weight := range english.Verbs {
			if len(l.Verbs[weight]) == 0 {
				t.Errorf("%s: no verbs of weight %q", tag, weight)
			}
		}
		for weight, verbs := range l.Verbs {
			for _, v := range verbs {
				if v != strings.ToLower(v) || v != strings.TrimSpace(v) || v == "" {
					t.Errorf("%s: verb %q of %q is not a bare lower-case word", tag, v, weight)
				}
			}
		}
		if len(l.ChapterVII) == 0 {
			t.Errorf("%s: no phrase for Chapter VII", tag)
		}
		for slot := range english.Citation {
			switch {
			case slot == "thereof" && (tag == Russian || tag == Chinese): // they say "its"
				continue
			case slot == "the" && (tag == Russian || tag == Chinese || tag == Arabic || tag == German): // without an article of its own
				continue
			case slot == "nth" && (tag == Russian || tag == Chinese || tag == Arabic || tag == German): // they count preambles in digits, or not at all
				continue
			case slot == "annexes" && tag == Chinese: // no plural
				continue
			case strings.HasSuffix(slot, "ed-by") && tag == Chinese: // the verb stands behind: see "through"
				continue
			}
			if len(l.Citation[slot]) == 0 {
				t.Errorf("%s: no words for the citation slot %q", tag, slot)
			}
		}
	}
}

// Every language of the pages has all the words of a pack, and no others do.
func TestPacksAreComplete(t *testing.T) {
	for _, tag := range Texts {
		p := Get(tag).Pack
		if spoken := slices.Contains(Interface, tag); (p != nil) != spoken {
			t.Errorf("%s: has words for packs: %v, spoken by the pages: %v", tag, p != nil, spoken)
		}
		if p == nil {
			continue
		}
		v := reflect.ValueOf(*p)
		for i := range v.NumField() {
			if v.Field(i).Len() == 0 {
				t.Errorf("%s: no word for %s", tag, v.Type().Field(i).Name)
			}
		}
		for standing := range Get(English).Pack.Standing {
			if p.Standing[standing] == "" {
				t.Errorf("%s: no word for a text that is %s", tag, standing)
			}
		}
	}
}

func TestParse(t *testing.T) {
	for in, want := range map[string]Tag{"EN": "en", "fr-CA": "fr", "fra": "fr", "zh-Hans": "zh", " deu ": "de", "it": "", "": ""} {
		got, ok := Parse(in)
		if got != want || ok != (want != "") {
			t.Errorf("Parse(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestDetect(t *testing.T) {
	for want, text := range map[Tag]string{
		English: "The museum keeps a register of every visitor and shares it with the police once a month.",
		French:  "Le musée tient un registre de tous les visiteurs et le transmet chaque mois à la police.",
		Spanish: "El museo lleva un registro de todos los visitantes y lo comunica cada mes a la policía.",
		German:  "Das Museum führt ein Verzeichnis aller Besucher und übermittelt es jeden Monat der Polizei.",
		Russian: "Музей ведет список всех посетителей и раз в месяц передает его полиции.",
		Arabic:  "يحتفظ المتحف بسجل لجميع الزوار ويرسله إلى الشرطة كل شهر.",
		Chinese: "博物馆登记所有参观者，并每月将登记册送交警方。",
	} {
		if got, sure := Detect(text); got != want || sure < 0.1 || sure > 1 {
			t.Errorf("Detect(%q) = %q, %.2f, want %q", text, got, sure, want)
		}
	}
	// A quotation in another script does not change the language of a text.
	mixed := "Le musée tient un registre de tous les visiteurs (музей, 博物馆) et le transmet chaque mois à la police."
	if got, _ := Detect(mixed); got != French {
		t.Errorf("Detect(mixed) = %q, want fr", got)
	}
	for _, none := range []string{"", "1234 (5)", "\xff\xfe"} {
		if got, sure := Detect(none); got != "" || sure != 0 {
			t.Errorf("Detect(%q) = %q, %v, want nothing", none, got, sure)
		}
	}
}
