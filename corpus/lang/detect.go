package lang

import (
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// sample is how much of a text is read to tell its language, in bytes.
const sample = 20_000

// latin are the languages that only their letter groups tell apart.
var latin = map[whatlanggo.Lang]Tag{
	whatlanggo.Eng: English,
	whatlanggo.Fra: French,
	whatlanggo.Spa: Spanish,
	whatlanggo.Deu: German,
}

var ours = whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
	whatlanggo.Eng: true, whatlanggo.Fra: true, whatlanggo.Spa: true, whatlanggo.Deu: true,
}}

// Detect tells the language of a text, among [Texts], and how sure that is,
// from 0 (no letters: the tag is then "") to 1. Chinese, Arabic and Russian
// are told by their script, the rest by their letter groups; a few words are
// enough for the first and too few for the second.
func Detect(text string) (Tag, float64) {
	if len(text) > sample {
		text = text[:sample] // a split rune at the end counts as no letter
	}
	letters, script := map[Tag]int{}, Tag("")
	total := 0
	for _, r := range text {
		t := Tag("")
		switch {
		case unicode.Is(unicode.Latin, r):
			t = English
		case unicode.Is(unicode.Cyrillic, r):
			t = Russian
		case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
			t = Arabic
		case unicode.Is(unicode.Han, r):
			t = Chinese
			letters[t]++ // a character says more than a letter
			total++
		default:
			continue
		}
		letters[t]++
		total++
	}
	for _, t := range []Tag{English, Russian, Arabic, Chinese} {
		if letters[t] > letters[script] {
			script = t
		}
	}
	if script == "" {
		return "", 0
	}
	share := float64(letters[script]) / float64(total)
	if script != English {
		return script, share
	}
	found := whatlanggo.DetectWithOptions(text, ours)
	if t := latin[found.Lang]; t != "" {
		return t, share * min(1, found.Confidence)
	}
	return English, 0
}
