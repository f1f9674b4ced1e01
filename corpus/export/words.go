package export

import (
	"concordance/corpus"
	"concordance/corpus/lang"
)

// wordsOf is what documents for readers of l say in their own words; readers of
// a language without them get English.
func wordsOf(l lang.Tag) *lang.Pack {
	if x := lang.Get(l); x != nil && x.Pack != nil {
		return x.Pack
	}
	return lang.Get(lang.English).Pack
}

// noteLabel says that a note is one, and of a note on no certain paragraph that too.
func noteLabel(say *lang.Pack, i item) string {
	if i.status != "verified" {
		return say.Note + " (" + say.Unclaimed + ")"
	}
	return say.Note
}

// standing says what the text of i is where it is not the official one, else "".
func standing(say *lang.Pack, i item, w *corpus.Work) string {
	if i.text == "" {
		return ""
	}
	return say.Standing[string(w.Standing(i.textLang))]
}
