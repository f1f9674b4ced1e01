package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/country"
	"concordance/ingest/format"
)

// compendium is a compendium, a guide or a handbook: chapters and sections
// numbered to four levels, boxes, and case studies that are passages of their own
// with the country they are about.
var compendium = Kind{Name: "compendium", Match: isCompendium, Parse: parseCompendium}

var (
	compendiumWords = regexp.MustCompile(`(?i)\bcompendi(?:um|o)\b|\brecueil\b|сборник|خلاصة وافية|خلاصة|汇编`)
	guideWords      = regexp.MustCompile(`(?i)\b(?:guide|handbook|manual|toolkit|guía|manuel|guidebook)\b|руководство|пособие|справочник|دليل|指南|手册`)
)

func isCompendium(t *format.Text) bool {
	head := headline(t)
	if !compendiumWords.MatchString(head) && !guideWords.MatchString(head) {
		return false
	}
	sections, set := 0, 0
	for _, x := range t.Blocks {
		if n, ok := parseNumber(x.Num); ok && n.nested && x.Kind == format.Heading {
			sections++
		}
		if kind, _, _, ok := titleOf(x); x.Kind == format.Box || ok && kind >= 2 {
			set++
		}
	}
	return sections > 0 || set > 1
}

func parseCompendium(t *format.Text) (*corpus.Document, error) {
	kind := corpus.KindGuide
	if compendiumWords.MatchString(headline(t)) {
		kind = corpus.KindCompendium
	}
	c := newComposer(t, kind)
	c.identify()
	readBody(c, uncover(t), false)
	c.advise(true)
	c.locate()
	c.inform(corpus.RoleContext)
	for i := range c.doc.Passages {
		if p := &c.doc.Passages[i]; paragraphLike(p.Locator) {
			p.Force = corpus.ForceGuidance
		}
	}
	return c.finish()
}

// headline is what a document says of itself at its head: its title, the lines
// of its cover and its first headings.
func headline(t *format.Text) string {
	lines := []string{t.Meta.Title}
	seen := 0
	for i, x := range t.Blocks {
		if i > 40 || seen > 7 {
			break
		}
		if x.Kind == format.Row || utf8.RuneCountInString(x.Text) > 300 || x.Area != format.Cover && x.Kind != format.Heading {
			continue
		}
		if x.Num == "" && words(x.Text) {
			lines = append(lines, x.Text)
			seen++
		}
	}
	return strings.Join(lines, "\n")
}

// locate gives case studies their country: the one their title names, else the
// only one their first sentence names. Where several are named it stays open.
func (c *composer) locate() {
	for i := range c.doc.Passages {
		p := &c.doc.Passages[i]
		if p.Role != corpus.RoleCase || p.Country != "" {
			continue
		}
		title, rest, _ := strings.Cut(p.Text, "\n")
		in := country.In(title, c.lang)
		if len(in) == 0 {
			in = country.In(firstSentence(rest), c.lang)
		}
		if len(in) == 1 {
			p.Country = in[0]
		}
	}
}

func firstSentence(s string) string {
	if i := strings.IndexAny(s, ".\n。؟"); i >= 0 {
		return s[:i]
	}
	return s
}

// chapterForm is the heading of a chapter: "Chapter 3: ...", "Глава II. ...".
var chapterForm = regexp.MustCompile(`(?i)^(?:chapter|chapitre|capítulo|глава|الفصل|kapitel) ([0-9]{1,2}|[ivx]{1,5})\b|^第([0-9]{1,2}|[一二三四五六七八九十]{1,3})章`)

// chapterOf is the number of the chapter a heading opens, as sections count it; "" for none.
func chapterOf(text string) string {
	m := chapterForm.FindStringSubmatch(westernDigits(text))
	if m == nil {
		return ""
	}
	n := m[1] + m[2]
	if ms := marks(n); ms != nil {
		return mark{digits, ms[0].n}.token()
	}
	return ""
}
