package vocab

import (
	"slices"
	"strings"
	"unicode"

	"concordance/corpus/lang"

	"golang.org/x/text/unicode/norm"
)

// A word is the forms by which a word of a text may be matched, the plainest
// first. An empty word is a break: no name runs over it.
type word []string

// words cuts text. Han characters are words of their own, so that a name is
// found inside a run of them. Quotation marks and hyphens are passed over, so
// that “soft” targets are soft targets; a full stop, a comma or a bracket breaks.
func words(text string, l lang.Tag) []word {
	var out []word
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, forms(text[start:end], l))
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			flush(i)
			out = append(out, word{string(r)})
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && start >= 0, r == 'ـ' && start >= 0:
			if start < 0 {
				start = i
			}
		default:
			flush(i)
			if breaks(r) {
				out = append(out, nil)
			}
		}
	}
	flush(len(text))
	return out
}

// breaks reports whether r ends a run of words in which a name may stand.
func breaks(r rune) bool {
	return strings.ContainsRune(".,;:!?()[]{}|\n•…–—،؛؟。，、；：！？（）《》【】", r)
}

// forms gives the folded and stemmed word and, for an abbreviation, the letters
// as they stand: "IEDs" is "ied" and "IED".
func forms(s string, l lang.Tag) word {
	if l == lang.Arabic && !ascii(s) {
		return arabic(s)
	}
	w := word{stem(fold(s), l)}
	if a := abbreviation(s); a != "" {
		w = append(w, a)
	}
	return w
}

// abbreviation returns s in capitals, without a plural s, when it is written in
// capitals; else "".
func abbreviation(s string) string {
	if t := strings.TrimSuffix(s, "s"); len(t) >= 2 {
		s = t
	}
	upper := false
	for _, r := range s {
		if unicode.IsLower(r) || !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return ""
		}
		upper = upper || unicode.IsUpper(r)
	}
	if !upper {
		return ""
	}
	return s
}

// fold lowers s and takes its accents off; й stays й.
func fold(s string) string {
	s = strings.ToLower(s)
	if ascii(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case r == 'ё':
			b.WriteRune('е')
		case unicode.Is(unicode.Cyrillic, r):
			b.WriteRune(r)
		default:
			for _, d := range norm.NFD.String(string(r)) {
				if !unicode.Is(unicode.Mn, d) {
					b.WriteRune(d)
				}
			}
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// stem takes off what number and case add. It is light on purpose: protection
// and protect stay two words.
func stem(s string, l lang.Tag) string {
	switch l {
	case lang.English:
		return english(s)
	case lang.French:
		return french(s)
	case lang.Spanish:
		if len(s) > 3 {
			return strings.TrimSuffix(strings.TrimSuffix(s, "s"), "e")
		}
	case lang.Russian:
		return russian(s)
	}
	return s
}

func english(s string) string {
	switch {
	case len(s) <= 3 || !strings.HasSuffix(s, "s"):
		return s
	case strings.HasSuffix(s, "ies"):
		return s[:len(s)-3] + "y"
	case has(s, "sses", "xes", "ches", "shes"):
		return s[:len(s)-2]
	case has(s, "ss", "us", "is"):
		return s
	}
	return s[:len(s)-1]
}

func french(s string) string {
	switch {
	case len(s) <= 3:
		return s
	case strings.HasSuffix(s, "eaux"):
		return s[:len(s)-1]
	case strings.HasSuffix(s, "aux"):
		return s[:len(s)-2] + "l"
	case has(s, "s", "x"):
		return s[:len(s)-1]
	}
	return s
}

func has(s string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(x string) bool { return strings.HasSuffix(s, x) })
}

// endings of Russian nouns, adjectives and participles, the longest first.
var endings = strings.Fields("иями ями ами ого его ому ему ыми ими ией ием иях иям " +
	"ях ах ов ев ей ой ый ий ая яя ое ее ые ие ых их ую юю ом ем ам ям ым им ия ии ию ью ью " +
	"ь а я о е ы и у ю й")

func russian(s string) string {
	for _, e := range endings {
		if t, ok := strings.CutSuffix(s, e); ok && len(t) >= 6 { // three letters of two bytes
			return t
		}
	}
	return s
}

// arabicLetters writes one letter for its variants.
var arabicLetters = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ى", "ي", "ة", "ه", "ؤ", "و", "ئ", "ي", "ـ", "")

// arabic gives the bare word and the words it may be after its conjunction (و
// ف), its preposition (ب ل ك) and its article: والأهداف is اهداف too.
func arabic(s string) word {
	s = arabicLetters.Replace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s))
	out := word{article(s)}
	for _, from := range []string{s, cut(s, "وف")} {
		for _, t := range []string{from, cut(from, "بلك")} {
			for _, f := range []string{t, article(t)} {
				if f != "" && !slices.Contains(out, f) {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// article takes off ال, or لل (the preposition with it).
func article(s string) string {
	for _, a := range []string{"ال", "لل"} {
		if t, ok := strings.CutPrefix(s, a); ok && len(t) >= 4 { // two letters of two bytes
			return t
		}
	}
	return s
}

// cut takes one of the letters off the front when three remain; else "".
func cut(s, letters string) string {
	for _, r := range letters {
		if t, ok := strings.CutPrefix(s, string(r)); ok && len(t) >= 6 {
			return t
		}
	}
	return ""
}
