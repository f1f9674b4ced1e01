package cite

import (
	"fmt"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Style is a way to write a citation. The language is the reader's; styles but
// "un" are English by their own rules and pay no heed to it.
type Style struct {
	Name  string // as commands and addresses write it
	Label string // as pages show it
	write func(cited) string
}

// Styles in the order pages offer them. Adding one is a function here and its
// rows in the table of style_test.go.
var Styles = []Style{
	{"un", "United Nations", writeUN},
	{"oscola", "OSCOLA", writeOSCOLA},
	{"bluebook", "Bluebook", writeBluebook},
	{"chicago", "Chicago (notes)", writeChicago},
	{"chicago-author-date", "Chicago (author-date)", writeChicagoAuthorDate},
	{"apa", "APA 7", writeAPA},
	{"plain", "Symbol", writePlain},
}

// Cite writes a citation of w in a style, with the pinpoint l names; "" cites
// the whole work. What is not known of the work is left out, never guessed. The
// result is one line of plain text.
func Cite(style string, w *corpus.Work, l corpus.Locator, ui lang.Tag) (string, error) {
	return write(style, w, l, ui, false)
}

// CiteShort is the form for a work cited in full before; in the styles of
// author and date, what stands in the text.
func CiteShort(style string, w *corpus.Work, l corpus.Locator, ui lang.Tag) (string, error) {
	return write(style, w, l, ui, true)
}

func write(style string, w *corpus.Work, l corpus.Locator, ui lang.Tag, short bool) (string, error) {
	if l != "" && !l.Valid() {
		return "", fmt.Errorf("%q is not a locator: write para-27, pp-3 or annex/para-77", l)
	}
	var names []string
	for _, s := range Styles {
		if s.Name == style {
			return PlainLine(s.write(cited{newStyleSource(w), l, ui, short})), nil
		}
		names = append(names, s.Name)
	}
	return "", fmt.Errorf("style %q is unknown: use one of %s", style, strings.Join(names, ", "))
}

// cited is what a style has to write.
type cited struct {
	styleSource
	locator corpus.Locator
	ui      lang.Tag
	short   bool // it was cited in full before
}

// joined joins the parts that are not empty.
func joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// bracketed is " (s)", or nothing.
func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// fullStop ends a sentence, if it has no end yet.
func fullStop(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}
