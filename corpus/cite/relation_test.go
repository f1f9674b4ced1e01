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
