package ingest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// principles are guiding principles and memoranda of good practices: items with
// a name and a number of their own, wherever in the document they stand, in the
// annex of a letter too.
var principles = Kind{Name: "principles", Match: isPrinciples, Parse: parsePrinciples}

// titles are the words that name numbered items, by the class of their locators.
var titles = []struct {
	class string
	form  *regexp.Regexp // group 1 is the number, group 2 what follows it
	role  corpus.Role
}{
	{"principle", titleForm(`(?:non-binding )?(?:additional )?(?:guiding )?principle|principio(?: rector)?|principe(?: directeur)?|(?:руководящий )?принцип|المبدأ(?: التوجيهي)?|(?:指导)?原则|leitprinzip|grundsatz`), corpus.RolePrinciple},
	{"practice", titleForm(`good practice|bonne pratique|buena práctica|(?:хорошая|передовая) практика|الممارسة الجيدة|良好做法|gute praxis`), corpus.RolePractice},
	{"case", titleForm(`case study|étude de cas|estudio de caso|тематическое исследование|دراسة حالة|案例(?:研究)?|fallstudie`), corpus.RoleCase},
	{"box", titleForm(`box|encadré|recuadro|вставка|الإطار|框|kasten`), corpus.RoleContext},
}

// countryCase is the heading of a case study without a number: "Case study:
// Freedonia", "Country example - The bridge at the mill".
var countryCase = regexp.MustCompile(`(?i)^(?:case stud(?:y|ies)|country (?:example|case(?: study)?|experience|practice)|étude de cas|exemple de pays|estudio de caso|ejemplo de país|` +
	`тематическое исследование|пример из практики|страновой пример|دراسة حالة|مثال قطري|案例(?:研究)?|国家案例) ?[:：.–—-] ?(.+)$`)

func titleForm(words string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:` + words + `) ?(?:no\. ?|№ ?)?([0-9]{1,3})(?: ?[.:：)–—-] ?(.*)|())$`)
}

// titleOf reads the name and number a block opens with.
func titleOf(x format.Block) (kind int, num, rest string, ok bool) {
	if x.Kind == format.Row || x.Kind == format.Item || x.Num != "" {
		return 0, "", "", false
	}
	line, more, _ := strings.Cut(x.Text, "\n")
	for i, t := range titles {
		m := t.form.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		num = strings.TrimLeft(m[1], "0")
		if num == "" {
			continue
		}
		return i, num, strings.TrimSpace(m[2] + "\n" + more), true
	}
	if m := countryCase.FindStringSubmatch(line); m != nil && (x.Kind == format.Heading || x.Kind == format.Box || utf8.RuneCountInString(line) <= 160 && !terminated(line)) {
		return caseTitle, "", strings.TrimSpace(m[1] + "\n" + more), true
	}
	return 0, "", "", false
}

// caseTitle is the place of case studies in titles.
const caseTitle = 2

// counted is the next free locator of a class that has numbers where they are
// printed and is counted where they are not. What has a number printed, further
// on too, keeps it.
func (b *body) counted(class string) corpus.Locator {
	for n := 1; ; n++ {
		if l := corpus.Locator(class + "-" + strconv.Itoa(n)); !b.taken[l] && !b.printed[l] {
			return l
		}
	}
}

func isPrinciples(t *format.Text) bool {
	seen := map[string]bool{}
	for _, x := range t.Blocks {
		if kind, num, _, ok := titleOf(x); ok && kind < 2 {
			seen[num] = true
		}
	}
	return len(seen) >= 3
}

func parsePrinciples(t *format.Text) (*corpus.Document, error) {
	c := newComposer(t, corpus.KindPrinciples)
	c.identify()
	c.dateOfCover()
	readBody(c, uncover(t), false)
	c.locate()
	c.advise(true)
	practices := 0
	for i := range c.doc.Passages {
		p := &c.doc.Passages[i]
		if p.Locator.Class() == "practice" {
			practices++
		}
		if p.Force == "" || p.Role == corpus.RolePrinciple || p.Role == corpus.RolePractice {
			p.Force = corpus.ForceGuidance
		}
		if p.Role == "" {
			p.Role = corpus.RoleContext
		}
	}
	if practices > 0 && strings.Contains(strings.ToLower(c.doc.Titles[c.lang]), "memorandum") {
		c.doc.Kind = corpus.KindMemorandum
	}
	return c.finish()
}

// title opens a principle, a good practice, a case study or a box. Its title is
// the first line of its text; the paragraphs without a number that follow are
// the rest.
func (b *body) title(i int) bool {
	x := b.blocks[i]
	if b.formal {
		return false
	}
	kind, num, rest, ok := titleOf(x)
	if !ok {
		return false
	}
	l := corpus.Locator(titles[kind].class + "-" + num)
	if num == "" {
		l, num = b.counted(titles[kind].class), ""
	}
	b.vacate(l)
	p := b.start(l, num, cut(x, len(x.Text)-len(rest)))
	p.Role, p.Force = titles[kind].role, corpus.ForceGuidance
	b.titled = true
	return true
}

// vacate frees the locator of a principle that was only listed in a table of
// contents: a title without text.
func (b *body) vacate(l corpus.Locator) {
	if !b.taken[l] {
		return
	}
	for i := range b.doc.Passages {
		p := &b.doc.Passages[i]
		if p.Locator != l {
			continue
		}
		if strings.Contains(p.Text, "\n") || len(p.Text) > 250 || p.Text != "" && terminated(p.Text) {
			return
		}
		p.Number, p.Role, p.Force = "", corpus.RoleContext, corpus.ForceInformational
		b.relocate(i, b.count("head"))
		return
	}
}

// sentenceLength, in characters: what is longer and ends as sentences end is
// text, and no line of a title page.
const sentenceLength = 100

// uncover gives the body what a format took for the cover: from the first
// sentence or numbered item on, nothing is a title page any more, and the
// headings right before it head it.
func uncover(t *format.Text) []format.Block {
	out := slices.Clone(t.Blocks)
	masthead := t.Meta.Symbol != "" // its headings are of the masthead
	open := false
	for i := range out {
		x := &out[i]
		if x.Area != format.Cover {
			if !open && !masthead {
				uncoverHeadings(out, i)
			}
			open = true
			continue
		}
		_, _, _, title := titleOf(*x)
		chapter := x.Kind == format.Heading && chapterOf(x.Text) != ""
		if title || chapter || x.Kind == format.Paragraph && utf8.RuneCountInString(x.Text) > sentenceLength && terminated(x.Text) {
			if !open && !masthead {
				uncoverHeadings(out, i)
			}
			open = true
		}
		if open {
			x.Area = format.Body
		}
	}
	return out
}

// uncoverHeadings gives the body the headings of the cover that stand right
// before block i, where the text begins. The first heading of a cover is its
// title; those that follow at once and are of its level may be lines of it.
func uncoverHeadings(blocks []format.Block, i int) {
	first := slices.IndexFunc(blocks[:i], func(x format.Block) bool { return x.Kind == format.Heading })
	if _, _, _, item := titleOf(blocks[i]); first < 0 || blocks[i].Kind == format.Heading && !item {
		return
	}
	from := i
	for from > first+1 && blocks[from-1].Kind == format.Heading && blocks[from-1].Num == "" && !contentsWords.MatchString(blocks[from-1].Text) {
		from--
	}
	for k := from; k < i; k++ {
		if from > first+1 || blocks[k].Level > blocks[first].Level {
			blocks[k].Area = format.Body
		}
	}
}

// contentsWords head a table of contents, which may be left out.
var contentsWords = regexp.MustCompile(`(?i)^(?:(?:table of )?contents|sommaire|table des matières|índice|contenido|содержание|оглавление|(?:جدول )?المحتويات|目[录次]|inhalt(?:sverzeichnis)?)$`)

// dateOfCover dates a document by a line of its cover that says a date and no
// more than a place beside it, where nothing else dates it.
func (c *composer) dateOfCover() {
	for _, x := range uncover(c.text) {
		if x.Area != format.Cover || c.doc.Date != "" {
			return
		}
		if dateLine(x, c.lang) {
			if c.doc.Symbol == "" && c.doc.ID == "" && c.doc.Titles[c.lang] != "" {
				c.doc.ID = titleID(c.doc) // of the title alone: covers print the date in many ways
			}
			c.doc.Date = dateIn(x.Text, c.lang)
		}
	}
}

// dateLine reports whether a block is a line with a date.
func dateLine(x format.Block, l lang.Tag) bool {
	text := strings.TrimSpace(x.Text)
	return x.Num == "" && utf8.RuneCountInString(text) < 40 && dateIn(text, l) != "" && !terminated(text)
}
