package indextest

import (
	"fmt"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// provision makes a provision of texts by language, which may have a note
// under "note".
func provision(l corpus.Locator, texts map[lang.Tag]string) corpus.Provision {
	p := corpus.Provision{Locator: l, Texts: map[lang.Tag]*corpus.Passage{}}
	for t, s := range texts {
		if t == "note" {
			p.Notes = []corpus.Note{{Text: s, Role: corpus.RoleCall, Force: corpus.ForceHortatory}}
			continue
		}
		p.Texts[t] = &corpus.Passage{Locator: l, Text: s, Role: corpus.RoleObligation, Force: corpus.ForceBinding}
	}
	return p
}

// council is a made-up resolution in six languages, about crowded places.
func council() *corpus.Work {
	w := &corpus.Work{Description: corpus.Description{
		ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)", Kind: corpus.KindResolution, Body: "Security Council", Date: "2099-03-04",
		Titles: map[lang.Tag]string{"en": "Lighthouses in peril", "fr": "Phares en danger", "es": "Faros en peligro"},
	}}
	w.Provisions = []corpus.Provision{
		provision("pp-1", map[lang.Tag]string{
			"en": "Recalling that keepers of lighthouses watch over every harbour,",
			"fr": "Rappelant que les gardiens de phare veillent sur chaque port,",
			"es": "Recordando que los guardianes de los faros velan por cada puerto,",
			"ru": "напоминая, что смотрители маяков охраняют каждую гавань,",
			"ar": "وإذ يشير إلى أن حراس المنارات يسهرون على كل ميناء،",
			"zh": "回顾灯塔看守人守护每一个港湾，",
		}),
		provision("para-1", map[lang.Tag]string{
			"en":   "Decides that each State shall prepare a national assessment of the risk to soft targets, harbours among them, before the first winter storm;",
			"fr":   "Décide que chaque État établit une évaluation nationale du risque pesant sur les cibles vulnérables, dont les ports, avant la première tempête d'hiver ;",
			"es":   "Decide que cada Estado prepare una evaluación nacional del riesgo para los blancos fáciles, entre ellos los puertos, antes de la primera tormenta invernal;",
			"ru":   "постановляет, что каждое государство готовит национальную оценку риска для уязвимых целей, включая гавани, до первой зимней бури;",
			"ar":   "يقرر أن تعد كل دولة تقييما وطنيا للخطر الذي يهدد الأهداف غير المحصنة، ومنها الموانئ، قبل أول عاصفة شتوية؛",
			"zh":   "决定每个国家应在第一场冬季风暴之前为软目标包括港口编制国家风险评估；",
			"note": "States must assess what threatens open places such as harbours.",
		}),
		provision("para-2", map[lang.Tag]string{
			"en": "Calls upon owners of ferries to share timetables with the coast guard;",
			"fr": "Demande aux propriétaires de bacs de communiquer leurs horaires aux garde-côtes ;",
			"es": "Exhorta a los propietarios de transbordadores a comunicar sus horarios a los guardacostas;",
			"ru": "призывает владельцев паромов сообщать расписание береговой охране;",
			"ar": "يهيب بأصحاب العبارات أن يتبادلوا مواعيدها مع خفر السواحل؛",
			"zh": "吁请渡轮船东与海岸警卫队共享时刻表；",
		}),
	}
	w.Provisions[1].Texts["en"].Citations = []corpus.Citation{{Target: "harbour-keepers-guide", Pinpoints: []corpus.Locator{"practice-3"}, Status: corpus.Resolved}}
	w.Provisions[2].Texts["en"].Citations = []corpus.Citation{
		{Target: "A/RES/88/777", Status: corpus.Resolved},
		{Target: "S/RES/9901 (2099)", Pinpoints: []corpus.Locator{"para-1"}, Status: corpus.Resolved},
	}
	return w
}

// assembly is a made-up Assembly resolution in English, which says of cheese
// what the other says of harbours.
func assembly() *corpus.Work {
	w := &corpus.Work{Description: corpus.Description{
		ID: "a-res-88-777", Symbol: "A/RES/88/777", Kind: corpus.KindResolution, Body: "General Assembly", Date: "2098-11-30",
		Titles: map[lang.Tag]string{"en": "Cheese and harbours"},
	}}
	w.Provisions = []corpus.Provision{
		provision("para-1", map[lang.Tag]string{"en": "Invites dairies to ripen cheese in caves near harbours. Targets for the year are soft and few. Cheese ripens."}),
		provision("para-2", map[lang.Tag]string{"en": "Notes that a national cheese board judges every soft cheese before it is sold."}),
		provision("para-10", map[lang.Tag]string{"en": "Decides to remain seized of the cheese."}),
	}
	return w
}

// guide is a made-up guide of which only notes are held, without a symbol or a date.
func guide() *corpus.Work {
	w := &corpus.Work{Description: corpus.Description{
		ID: "harbour-keepers-guide", Kind: corpus.KindGuide, Body: "League of Harbour Keepers",
		Titles: map[lang.Tag]string{"en": "Guide of the harbour keepers"},
	}}
	w.Provisions = []corpus.Provision{
		provision("", map[lang.Tag]string{"note": "A guide to keeping a harbour awake at night."}),
		provision("practice-3", map[lang.Tag]string{"note": "Keepers rehearse a blackout with the ferry companies twice a year."}),
	}
	w.Provisions[1].Notes[0].Terms = []corpus.TermUse{{ID: "theme/training-and-exercises", From: "curated"}}
	return w
}

// charter is a made-up Assembly resolution that annexes what it is known by.
func charter() *corpus.Work {
	w := &corpus.Work{Description: corpus.Description{
		ID: "a-res-88-778", Symbol: "A/RES/88/778", Kind: corpus.KindResolution, Body: "General Assembly", Date: "2098-12-01",
		Titles:  map[lang.Tag]string{"en": "Congress of the gulls"},
		Aliases: []corpus.Alias{{Text: "Gull Charter", Lang: lang.English}},
	}}
	w.Provisions = []corpus.Provision{
		provision("para-1", map[lang.Tag]string{"en": "Endorses the Gull Charter, annexed hereto;"}),
		provision("para-2", map[lang.Tag]string{"en": "Decides to meet the gulls again."}),
		provision("annex/para-1", map[lang.Tag]string{"en": "No gull shall be fed on a pier."}),
		provision("annex/para-3", map[lang.Tag]string{"en": "Gulls keep away from the bread of others."}),
	}
	return w
}

// many makes n provisions of one work, all holding the word "barnacle".
func many(n int) *corpus.Work {
	w := &corpus.Work{Description: corpus.Description{ID: "barnacle-report", Kind: corpus.KindReport, Date: "2050",
		Titles: map[lang.Tag]string{"en": "Report on hulls"}}}
	for i := 1; i <= n; i++ {
		w.Provisions = append(w.Provisions, provision(corpus.Locator(fmt.Sprintf("para-%d", i)),
			map[lang.Tag]string{"en": fmt.Sprintf("Hull number %d carries a barnacle%s.", i, [...]string{"", " or two", " or more barnacle"}[i%3])}))
	}
	return w
}
