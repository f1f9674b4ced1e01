package cite

import (
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// wellFormed checks what every result of Find keeps, whatever the text.
func wellFormed(t *testing.T, text string, cs []corpus.Citation) {
	t.Helper()
	free, enclosed := 0, 0
	for _, c := range cs {
		if c.Start < 0 || c.End > len(text) || c.Start >= c.End {
			t.Fatalf("span %d:%d of a text of %d bytes", c.Start, c.End, len(text))
		}
		switch {
		case c.Start < free:
			t.Fatalf("%q overlaps the mention before it", text[c.Start:c.End])
		case c.Start < enclosed && c.End > enclosed:
			t.Fatalf("%q is half inside a committee", text[c.Start:c.End])
		}
		if c.Form == "committee" {
			enclosed = c.End
		} else {
			free = c.End
		}
		switch c.Status {
		case corpus.Resolved, corpus.WrongYear:
			if c.Target == "" {
				t.Fatalf("%q is %s without a target", text[c.Start:c.End], c.Status)
			}
		case corpus.Unresolved, corpus.Ambiguous:
			if c.Target != "" || c.Detail == "" {
				t.Fatalf("%q is %s, target %q, detail %q", text[c.Start:c.End], c.Status, c.Target, c.Detail)
			}
		default:
			t.Fatalf("status %q", c.Status)
		}
		if c.Relation == "" || c.Form == "" {
			t.Fatalf("%q has relation %q, form %q", text[c.Start:c.End], c.Relation, c.Form)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, forms := range [][]*form{digitForms, letterForms, otherForms} {
		for _, form := range forms {
			for _, e := range form.examples {
				text, _ := marks(e.text)
				f.Add(text, string(e.lang))
			}
		}
	}
	f.Add("paragraphs 1 to 999 of resolution 1373 (2001\xff), para. \x80", "en")
	f.Add(strings.Repeat("(e) and ", 300)+"of paragraph 2", "en")
	f.Add("0ألف(د 0)", "ar")
	f.Add("A/0- A", "en")
	tagger := NewTagger([]Name{{Target: "a-made-up-memorandum", Texts: []corpus.Alias{{Text: "Made-up Memorandum", Lang: lang.English}}}})
	f.Fuzz(func(t *testing.T, text, l string) {
		wellFormed(t, text, tagger.Find(text, lang.Tag(l), at))
		ParseReference(text)
		ParsePlace(text)
		if target, ok := ParseSymbol(text); ok {
			if again, ok := ParseSymbol(string(target)); !ok || again != target {
				t.Fatalf("ParseSymbol(%q) = %q, which reads as %q, %v", text, target, again, ok)
			}
		}
	})
}

// Texts made to be slow: a test that hangs has found one.
func TestLongTexts(t *testing.T) {
	tagger := NewTagger(nil)
	for _, piece := range []string{
		"resolution 1373 (2001) ", "that resolution ", "those resolutions ", "60/288 ", "60/288, ", "and ", ", ", "of ", "paragraphs 1-150, ",
		"(a) and ", "paragraph 5 of ", "Committee ", "Committee established pursuant to resolution 1373 (2001) ", "1267/1989 ", "第1373号决议所设", "第60/288号、",
		"Compendium of good practices ", "Technical guide to the implementation of ", "((((", "\u200f", "\n", "1", "S/", "A/79/912-S/", "“", "ibid. ", "ودإ-",
		"(a)", "1 (a)", "第1(a)", "its paragraph 5, ", "其第5段", "经第1373(2001)号决议修正", "修正", "(a)和", "2272 x ", "第1373(2001)和", "第5段之目的",
	} {
		text := strings.Repeat(piece, 100_000/len(piece))
		for _, l := range []lang.Tag{lang.English, lang.Chinese} {
			wellFormed(t, text, tagger.Find(text, l, at))
			headed := "resolution 60/288 of " + text
			wellFormed(t, headed, tagger.Find(headed, l, at))
		}
	}
}

// Spaces and marks of direction do not change what is found.
func TestVariantsOfSpacing(t *testing.T) {
	tagger := NewTagger(nil)
	for _, forms := range [][]*form{digitForms, letterForms, otherForms} {
		for _, f := range forms {
			for _, e := range f.examples {
				text, _ := marks(e.text)
				var want []string
				for _, c := range tagger.Find(text, e.lang, at) {
					want = append(want, describe(c))
				}
				for _, space := range []string{"\u00a0", "\u202f", " \u200e", "\u200f "} {
					var got []string
					varied := strings.ReplaceAll(text, " ", space)
					for _, c := range tagger.Find(varied, e.lang, at) {
						got = append(got, describe(c))
					}
					if strings.Join(got, "; ") != strings.Join(want, "; ") {
						t.Errorf("%q with %q for spaces: got %v, want %v", text, space, got, want)
					}
				}
			}
		}
	}
}

// BenchmarkFindReal reads every paragraph of the real English resolutions.
func BenchmarkFindReal(b *testing.B) {
	var all []string
	size := 0
	archive(b, shared(b, "data/un-akn-sc.tar.zst"), func(name string, file []byte) {
		if languageOf(name) == lang.English {
			texts, _ := paragraphs(file)
			for _, s := range texts {
				all = append(all, s)
				size += len(s)
			}
		}
	})
	tagger := NewTagger(nil)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range all {
			tagger.Find(s, lang.English, at)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	var text strings.Builder
	for _, forms := range [][]*form{digitForms, letterForms, otherForms} {
		for _, f := range forms {
			for _, e := range f.examples {
				if e.lang == lang.English {
					s, _ := marks(e.text)
					text.WriteString(s)
					text.WriteString(". The museum keeps a register of every visitor and shares it with the police of the city once a month; the keepers of the register answer for it.\n")
				}
			}
		}
	}
	tagger, s := NewTagger(nil), text.String()
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		tagger.Find(s, lang.English, at)
	}
}
