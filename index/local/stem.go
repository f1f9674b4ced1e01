package local

import (
	"strings"

	"concordance/corpus/lang"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
)

// words is what an analyser knows of a language.
type words struct {
	stem analysis.TokenFilter // nil leaves a word as it is
	stop []byte               // list of common words, in the form Snowball publishes them
}

var languages = map[lang.Tag]words{
	lang.English: {en.NewEnglishStemmerFilter(), en.EnglishStopWords},
	lang.French:  {fr.NewFrenchLightStemmerFilter(), fr.FrenchStopWords},
	lang.Spanish: {es.NewSpanishLightStemmerFilter(), es.SpanishStopWords},
	lang.Russian: {ru.NewRussianStemmerFilter(), ru.RussianStopWords},
	lang.Arabic:  {ar.NewArabicStemmerFilter(), ar.ArabicStopWords},
	lang.German:  {de.NewGermanLightStemmerFilter(), de.GermanStopWords},
	lang.Chinese: {nil, []byte("的\n了\n和\n与\n及\n或\n在\n对\n为\n是\n等\n之\n于\n谁\n吗\n呢")},
}

// stopWords reads a list into folded words.
func stopWords(list []byte) map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(string(list)) {
		line, _, _ = strings.Cut(line, "|")
		line, _, _ = strings.Cut(line, "#")
		for _, w := range strings.Fields(line) {
			for _, part := range strings.FieldsFunc(w, func(r rune) bool { return r == '\'' || r == '’' }) {
				m[fold(part)] = true
			}
		}
	}
	return m
}
