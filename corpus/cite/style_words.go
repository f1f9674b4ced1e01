package cite

import (
	"cmp"
	"strings"
	"sync"

	"concordance/corpus/lang"
)

// unStyle is the style of the United Nations in l, in English where it has none
// of that language. The words are data of the languages.
func unStyle(l lang.Tag) (*lang.Style, lang.Tag) {
	if d := lang.Get(l); d != nil && d.Style != nil {
		return d.Style, l
	}
	return lang.Get(lang.English).Style, lang.English
}

// wordsOf are the words of pinpoints in the language, in English where there
// are none.
func wordsOf(l lang.Tag) pinWords {
	_, l = unStyle(l)
	return unWords()[l]
}

var unWords = sync.OnceValue(func() map[lang.Tag]pinWords {
	m := map[lang.Tag]pinWords{}
	for _, l := range lang.Texts {
		if s, own := unStyle(l); own == l {
			w := pinWords{
				kinds: twoForms(s.Places), containers: twoForms(s.Containers),
				point: s.Point, clause: s.Clause, item: s.Item, after: s.After,
				sep: s.Separator, list: s.List, and: s.And, dash: s.Dash,
				version: s.Version, name: func(d *lang.Language) string { return d.Name },
			}
			if l == lang.English {
				w.name = nil
			}
			m[l] = w
		}
	}
	return m
})

// twoForms gives one form for one and for several where the language has no other.
func twoForms(m map[string][]string) map[string][2]string {
	out := map[string][2]string{}
	for k, fs := range m {
		out[k] = [2]string{fs[0], fs[len(fs)-1]}
	}
	return out
}

// sameForm is a form that is the same for one and for several.
func sameForm(s string) [2]string { return [2]string{s, s} }

// container2 is a word for an annex, alone and with a number.
func container2(s string) [2]string { return [2]string{s, s + " %s"} }

// filled is the form with what fills it, or nothing where there is nothing.
func filled(form, s string) string {
	if s == "" {
		return ""
	}
	return strings.Replace(cmp.Or(form, "%s"), "%s", s, 1)
}
