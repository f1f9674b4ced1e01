package cite

import (
	"strings"
	"testing"

	"concordance/corpus/lang"
)

func TestRelations(t *testing.T) {
	tagger := NewTagger(nil)
	for _, c := range []struct {
		lang lang.Tag
		text string
		want string // of each mention, in order
	}{
		{"en", "Recalling its resolutions 2341 (2017) and 2396 (2017), and urging States to apply resolution 2370 (2017)", "recalls recalls cites"},
		{"en", "Reaffirming resolution 2341 (2017); notes resolution 2396 (2017)", "reaffirms cites"},
		{"en", "a list kept pursuant to paragraph 4 of resolution 2341 (2017)", "pursuant-to"},
		{"en", "Decides to extend the mandate set out in resolution 2341 (2017) for a year", "extends"},
		{"en", "Decides to amend paragraph 3 of resolution 2341 (2017)", "amends"},
		{"en", "this list supersedes that of resolution 2341 (2017)", "supersedes"},
		{"en", "Museums keep lists. Resolution 2341 (2017) asks for them", "cites"},
		{"fr", "Rappelant ses résolutions 2341 (2017) et 2396 (2017)", "recalls recalls"},
		{"fr", "une liste tenue en application de la résolution 2341 (2017)", "pursuant-to"},
		{"fr", "en vertu de l’Article 41 de la Charte des Nations Unies", "pursuant-to"},
		{"fr", "Décide de proroger le mandat défini dans la résolution 2341 (2017)", "extends"},
		{"es", "Reafirmando la resolución 2341 (2017) y recordando la resolución 2396 (2017)", "reaffirms recalls"},
		{"es", "una lista llevada de conformidad con la resolución 2341 (2017)", "pursuant-to"},
		{"ru", "ссылаясь на свои резолюции 2341 (2017) и 2396 (2017)", "recalls recalls"},
		{"ru", "перечень, который ведется в соответствии с резолюцией 2341 (2017)", "pursuant-to"},
		{"ar", "وإذ يشير إلى القرارين 2341 (2017) و 2396 (2017)", "recalls recalls"},
		{"ar", "القائمة المعدة عملا بالقرار 2341 (2017)", "pursuant-to"},
		{"zh", "回顾第2341(2017)和2396(2017)号决议", "recalls recalls"},
		{"zh", "根据第2341(2017)号决议编制的名单", "pursuant-to"},
		{"de", "unter Hinweis auf seine Resolution 2341 (2017)", "recalls"},
		{"de", "die gemäß Resolution 2341 (2017) geführte Liste", "pursuant-to"},
		{"en", "resolution 2341 (2017), as amended by resolution 2370 (2017), applies", "cites amended-by"},
		{"en", "Decides to renew the measures of resolution 2341 (2017), as extended by resolutions 2370 (2017) and 2396 (2017)", "extends extended-by extended-by"},
		{"en", "Renews the mandate set out in resolution 2341 (2017)", "extends"},
		{"en", "the measures as set out in paragraph 3 of resolution 2341 (2017)", "pursuant-to"},
		{"en", "in accordance with paragraph 3 of resolution 2341 (2017)", "pursuant-to"},
		{"en", "the Panel established by resolution 2341 (2017) and the Group established pursuant to resolution 2370 (2017)", "pursuant-to pursuant-to"},
		{"en", "resolution 2396 (2017) replaces resolution 2341 (2017)", "cites supersedes"},
		{"fr", "la résolution 2341 (2017), telle que modifiée par la résolution 2370 (2017)", "cites amended-by"},
		{"fr", "le mandat défini dans la résolution 2341 (2017), prorogé par la résolution 2370 (2017)", "cites extended-by"},
		{"fr", "les mesures énoncées au paragraphe 3 de la résolution 2341 (2017)", "pursuant-to"},
		{"fr", "le Groupe créé par la résolution 2341 (2017)", "pursuant-to"},
		{"fr", "Réaffirmant la résolution 2341 (2017); la présente liste remplace celle de la résolution 2370 (2017)", "reaffirms supersedes"},
		{"es", "la resolución 2341 (2017), modificada por la resolución 2370 (2017)", "cites amended-by"},
		{"es", "el mandato de la resolución 2341 (2017), prorrogado en la resolución 2370 (2017)", "cites extended-by"},
		{"es", "Prorroga el mandato establecido en la resolución 2341 (2017)", "extends"},
		{"es", "las medidas enunciadas en el párrafo 3 de la resolución 2341 (2017)", "pursuant-to"},
		{"es", "el Grupo establecido en virtud de la resolución 2341 (2017)", "pursuant-to"},
		{"es", "esta lista sustituye la de la resolución 2341 (2017)", "supersedes"},
		{"ru", "резолюция 2341 (2017), с поправками, внесенными резолюцией 2370 (2017)", "cites amended-by"},
		{"ru", "мандат по резолюции 2341 (2017), продленный резолюцией 2370 (2017)", "cites extended-by"},
		{"ru", "продлевает мандат, предусмотренный резолюцией 2341 (2017)", "extends"},
		{"ru", "меры, изложенные в пункте 3 резолюции 2341 (2017)", "pursuant-to"},
		{"ru", "Группа, учрежденная резолюцией 2341 (2017)", "pursuant-to"},
		{"ru", "подтверждая резолюцию 2341 (2017); этот перечень заменяет перечень резолюции 2370 (2017)", "reaffirms supersedes"},
		{"ar", "القرار 2341 (2017)، بصيغته المعدلة بالقرار 2370 (2017)", "cites amended-by"},
		{"ar", "ولاية القرار 2341 (2017)، والممددة بموجب القرار 2370 (2017)", "cites extended-by"},
		{"ar", "يقرر تمديد الولاية المنصوص عليها في القرار 2341 (2017)", "extends"},
		{"ar", "التدابير المبينة في الفقرة 3 من القرار 2341 (2017)", "pursuant-to"},
		{"ar", "الفريق المنشأ عملا بالقرار 2341 (2017)", "pursuant-to"},
		{"ar", "وإذ يؤكد من جديد القرار 2341 (2017)", "reaffirms"},
		{"ar", "قرار يحل محل القرار 2341 (2017)", "supersedes"},
		{"zh", "经第2370(2017)号决议修正的第2341(2017)号决议", "amended-by cites"},
		{"zh", "经第2370(2017)和2396(2017)号决议延长的任务", "extended-by extended-by"},
		{"zh", "决定延长第2341(2017)号决议规定的任务", "extends"},
		{"zh", "按照第2341(2017)号决议第3段", "pursuant-to"},
		{"zh", "重申第2341(2017)号决议；本名单取代第2370(2017)号决议的名单", "reaffirms supersedes"},
		{"de", "Resolution 2341 (2017), geändert durch Resolution 2370 (2017)", "cites amended-by"},
	} {
		var got []string
		for _, c := range tagger.Find(c.text, c.lang, at) {
			got = append(got, c.Relation)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.text, s, c.want)
		}
	}
}
