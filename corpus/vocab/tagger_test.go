package vocab

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
)

func tag(t *testing.T, text string, l lang.Tag, headings ...string) []string {
	t.Helper()
	d := &corpus.Document{Lang: l, Passages: []corpus.Passage{{Text: text, Headings: headings}}}
	NewTagger().WithOff().Tag(d)
	var ids []string
	for _, u := range d.Passages[0].Terms {
		if u.From != "rule" {
			t.Errorf("%s comes from %q", u.ID, u.From)
		}
		ids = append(ids, u.ID)
	}
	return ids
}

// The sentences are made up. has and not are lists of terms that must and must
// not be found.
func TestTagger(t *testing.T) {
	for _, c := range []struct {
		name     string
		l        lang.Tag
		text     string
		has, not string
	}{
		{"quotes round the adjective", "en", "The town of Oldmarch lists its “soft” targets every spring.", "target/c-soft-target", ""},
		{"quotes round the whole", "en", "Guards of 'soft targets' meet on Mondays.", "target/c-soft-target", ""},
		{"hyphen and number", "en", "Each canton writes risk-assessments of its places of worship.", "theme/risk-assessment target/religious-site", ""},
		{"abbreviation", "en", "Two IEDs and one VBIED were made safe; the UAS was lost.", "threat/ied threat/uas", "theme/weapons-and-explosives-control"},
		{"small letters are no abbreviation", "en", "He uas late, as the ied of the table shows.", "", "threat/uas threat/ied"},
		{"a comma breaks", "en", "They weighed risk, assessment fees and soft, targets excluded.", "", "theme/risk-assessment target/c-soft-target"},
		{"a line breaks", "en", "public-private\npartnership", "", "theme/public-private-partnership"},
		{"sports", "en", "Stewards at sporting events hold joint training with local authorities.", "target/sport-event theme/local-authorities-cities theme/training-and-exercises", ""},
		{"overcrowded is not crowded", "en", "Terrorist convicts sit in overcrowded cells.", "", "target/c-soft-target"},
		{"smoking", "en", "The terrorism squad enforces the ban on smoking in public places.", "", "target/c-soft-target"},
		{"weak without an anchor", "en", "The ministry repaired eleven schools and a temple.", "", "target/educational-institution target/religious-site"},
		{"weak with an anchor", "en", "After the terrorist attack the schools of Oldmarch stayed shut.", "target/educational-institution", ""},
		{"public place with an anchor", "en", "Terrorists look for public places with one gate.", "target/c-soft-target", ""},
		{"last resort", "en", "Counter-terrorism law is used only as a last resort.", "", "target/hotel-hospitality"},
		{"in concert", "en", "States act in concert against terrorism.", "", "target/cultural-event"},
		{"asset recovery", "en", "The unit works on asset recovery.", "", "phase/recover"},
		{"ambiguous abbreviations stay off", "en", "The API of the CI server returned an MTA record.", "", "theme/border-and-traveller-screening target/c-ci threat/firearms-armed-assault"},
		{"name of a strategy", "en", "The Global Counter-Terrorism Strategy is older.", "", "theme/strategy-and-action-plan"},
		{"no concept on passages", "en", "Counter-terrorism is a task of the CTC.", "actor/UN-entity", "concept/c-ct entity/ctc"},

		{"plural", "fr", "Les maires protègent les lieux de culte et les établissements d’enseignement.", "target/religious-site target/educational-institution actor/local-government", ""},
		{"apostrophe", "fr", "L'échange d'informations et la prise d’otages ont été étudiés.", "theme/information-sharing threat/hostage-taking", ""},
		{"irregular plural", "fr", "Trois hôpitaux de la vallée ont dressé des plans d’urgence.", "target/hospital theme/emergency-planning", ""},
		{"weak", "fr", "Les écoles du village ont été repeintes.", "", "target/educational-institution"},
		{"de concert", "fr", "Ils agissent de concert contre le terrorisme.", "", "target/cultural-event"},

		{"plural", "es", "Los alcaldes hicieron evaluaciones de riesgos de los centros de transporte.", "theme/risk-assessment target/transport-hub", ""},
		{"case of the whole", "es", "LAS ALIANZAS PÚBLICO-PRIVADAS AYUDAN A LOS OPERADORES DE INFRAESTRUCTURAS CRÍTICAS.", "theme/public-private-partnership target/c-ci", ""},
		{"abbreviation", "es", "Los AEI y los drones preocupan al valle.", "threat/ied threat/uas", ""},
		{"weak with an anchor", "es", "El atentado cerró las universidades de la ciudad.", "target/educational-institution", ""},

		{"cases", "ru", "Городской совет обсудил оценку рисков для туристических объектов и мест отправления культа.", "theme/risk-assessment target/tourist-site target/religious-site", ""},
		{"genitive plural", "ru", "Учебник о самодельных взрывных устройствах и беспилотных авиационных системах.", "threat/ied threat/uas", ""},
		{"instrumental", "ru", "Работа с частным сектором и гражданским обществом идёт.", "theme/public-private-partnership actor/civil-society", ""},
		{"scientists are no exercises", "ru", "Учёные долины пишут книгу.", "", "theme/training-and-exercises"},
		{"weak", "ru", "В деревне построили школу.", "", "target/educational-institution"},

		{"article", "ar", "تعمل البلدية على حماية المواقع الدينية ومراكز النقل.", "target/religious-site target/transport-hub", ""},
		{"conjunction and preposition", "ar", "يهتم المجلس بالأهداف غير المحصنة وبتقييم المخاطر.", "target/c-soft-target theme/risk-assessment", ""},
		{"vowel signs", "ar", "منظومات الطائرات المسيّرة فوق الوادي", "threat/uas", ""},
		{"lam with article", "ar", "دعم للمستشفيات وللمجتمع المدني", "target/hospital actor/civil-society", ""},
		{"to achieve is not to investigate", "ar", "يسعى المجلس إلى تحقيق أهدافه.", "", "phase/investigate"},
		{"weak", "ar", "رممت القرية المدارس.", "", "target/educational-institution"},

		{"inside a run", "zh", "该市每年进行风险评估并保护宗教场所和旅游景点。", "theme/risk-assessment target/religious-site target/tourist-site", ""},
		{"quotes", "zh", "山谷里的“软”目标没有围墙。", "target/c-soft-target", ""},
		{"stability is not profiling", "zh", "村庄的稳定性很好。", "", "cross-cutting/non-discrimination"},
		{"weak", "zh", "村里修了三所学校。", "", "target/educational-institution"},
		{"weak with an anchor", "zh", "恐怖袭击之后学校停课。", "target/educational-institution", ""},

		{"no vocabulary", "de", "Schutz weicher Ziele und kritischer Infrastruktur.", "", ""},
		{"nothing", "en", "", "", ""},
	} {
		t.Run(string(c.l)+"/"+c.name, func(t *testing.T) {
			got := tag(t, c.text, c.l)
			for id := range strings.FieldsSeq(c.has + " " + c.not) {
				if Lookup(id) == nil {
					t.Fatalf("the test names %s, which is no term", id)
				}
				want := slices.Contains(strings.Fields(c.has), id)
				if slices.Contains(got, id) != want {
					t.Errorf("%s: found %v, want %v; all: %v", id, !want, want, got)
				}
			}
			if c.l == lang.German && len(got) > 0 {
				t.Errorf("found %v", got)
			}
		})
	}
}

// Headings and the title show what a passage is about.
func TestAnchorAround(t *testing.T) {
	text := "Schools lock their gates at nine."
	if got := tag(t, text, "en", "Terrorism"); !slices.Contains(got, "target/educational-institution") {
		t.Errorf("under a heading: %v", got)
	}
	d := &corpus.Document{Lang: "en", Passages: []corpus.Passage{{Text: text}}}
	d.Titles = map[lang.Tag]string{"en": "Threats by terrorist groups"}
	NewTagger().WithOff().Tag(d)
	if len(d.Passages[0].Terms) == 0 {
		t.Error("under a title: nothing")
	}
}

// A rule that was found wrong too often is not used in its language.
func TestOff(t *testing.T) {
	for _, f := range Facets() {
		for _, term := range f.Terms {
			for _, l := range term.Off {
				d := &corpus.Document{Lang: l, Passages: []corpus.Passage{{
					Text: strings.Join(term.Names(l), ". "), Headings: []string{"Terrorism"}}}}
				NewTagger().Tag(d)
				if slices.ContainsFunc(d.Passages[0].Terms, func(u corpus.TermUse) bool { return u.ID == term.ID }) {
					t.Errorf("%s is put on a text in %s", term.ID, l)
				}
			}
		}
	}
}

// What a person chose stays, and tagging twice is tagging once.
func TestTagKeeps(t *testing.T) {
	d := &corpus.Document{Lang: "en", Passages: []corpus.Passage{{
		Text:  "Soft targets need risk assessments.",
		Terms: []corpus.TermUse{{ID: "target/c-soft-target", From: "person"}},
	}}}
	NewTagger().Tag(d)
	once := slices.Clone(d.Passages[0].Terms)
	NewTagger().Tag(d)
	if !slices.Equal(once, d.Passages[0].Terms) {
		t.Errorf("once %v, twice %v", once, d.Passages[0].Terms)
	}
	if once[0].From != "person" {
		t.Errorf("%v", once)
	}
}

func TestExpand(t *testing.T) {
	for _, c := range []struct {
		text string
		l    lang.Tag
		want string
	}{
		{"CI protection", "en", "target/c-ci"},
		{"vbied", "en", "threat/ied"},
		{"drones", "en", "threat/uas"},
		{"returnees", "en", "threat/c-ftf"},
		{"schools", "en", "target/educational-institution"},
		{"counterterrorism", "en", "concept/c-ct"},
		{"cted", "en", "entity/cted"},
		{"evaluation des risques", "fr", "theme/risk-assessment"}, // typed without accents
		{"дроны", "ru", "threat/uas"},
		{"الطائرات المسيرة", "ar", "threat/uas"},
		{"无人机", "zh", "threat/uas"},
		{"软目标", "", "target/c-soft-target"}, // language unknown
	} {
		var got []string
		for _, term := range Expand(c.text, c.l) {
			got = append(got, term.ID)
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s %q: %v, want %s", c.l, c.text, got, c.want)
		}
	}
	if got := Expand("bicycle", "en"); len(got) > 0 {
		t.Errorf("bicycle: %v", got[0].ID)
	}
}

// The tagger reads whatever a file held.
func FuzzTagger(f *testing.F) {
	for _, s := range []string{"“soft” targets", "IEDs, IED", "والأهداف غير المحصنة", "软目标软", "места отправления культа", "l’échange", "\xff\xfe", "ـــ", strings.Repeat("ولل", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range lang.Texts {
			d := &corpus.Document{Lang: l, Passages: []corpus.Passage{{Text: s, Headings: []string{s}}}}
			NewTagger().Tag(d)
			for _, u := range d.Passages[0].Terms {
				if Lookup(u.ID) == nil {
					t.Errorf("%q is no term", u.ID)
				}
			}
			if d.Passages[0].Text != s {
				t.Error("the text changed")
			}
		}
		if utf8.ValidString(s) {
			Expand(s, "")
		}
	})
}
