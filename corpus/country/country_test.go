package country

import (
	"slices"
	"testing"

	"concordance/corpus/lang"
)

func TestIn(t *testing.T) {
	for _, c := range []struct {
		lang lang.Tag
		text string
		want []string
	}{
		{lang.English, "CASE STUDY: FRANCE AND THE UNITED KINGDOM", []string{"FRA", "GBR"}},
		{lang.English, "Guinea-Bissau mends its bridges", []string{"GNB"}},
		{lang.English, "The Nigerian baker and the Omani one", nil},
		{lang.English, "A bridge in Cote d'Or, and one in Côte d'Ivoire", []string{"CIV"}},
		{lang.French, "Exemple des Pays-Bas", []string{"NLD"}},
		{lang.Spanish, "El puente de los Países Bajos (Reino de los)", []string{"NLD"}},
		{lang.Russian, "Тематическое исследование: Казахстан", []string{"KAZ"}},
		{lang.Arabic, "دراسة حالة: الأردن وفرنسا", []string{"JOR", "FRA"}},
		{lang.Chinese, "案例研究：新加坡的桥梁", []string{"SGP"}},
		{lang.German, "Frankreich", nil}, // no names in German
	} {
		if got := In(c.text, c.lang); !slices.Equal(got, c.want) {
			t.Errorf("In(%q, %s) = %v, want %v", c.text, c.lang, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	if n := len(Codes()); n != 248 {
		t.Errorf("%d countries", n)
	}
	for _, c := range Codes() {
		for _, l := range lang.Interface {
			n := Name(c, l)
			if n == "" || n == c {
				t.Errorf("%s has no name in %s", c, l)
				continue
			}
			if !slices.Contains(In(n, l), c) {
				t.Errorf("%s: %q is found as %v", l, n, In(n, l))
			}
		}
	}
	if got := Name("XXX", lang.French); got != "XXX" {
		t.Errorf("an unknown code is shown as %q", got)
	}
}
