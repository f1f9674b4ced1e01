package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// statement is a statement by the President of the Security Council. It numbers
// nothing: its paragraphs are counted from the first that speaks for the
// Council, the line that opens the document not counted.
var statement = Kind{Name: "statement", Match: isStatement, Parse: parseStatement}

func isStatement(t *format.Text) bool {
	return strings.Contains(t.Meta.Symbol, "/PRST/") || t.Meta.Type == "presidentialStatement"
}

func parseStatement(t *format.Text) (*corpus.Document, error) {
	c := newComposer(t, corpus.KindStatement)
	c.identify()
	s := &speech{composer: c, quoted: mostlyQuoted(t.Blocks)}
	annexed := len(t.Blocks)
	for i, x := range t.Blocks {
		if x.Area == format.Annex || s.spoke && annexHeading(x) {
			annexed = i
			break
		}
		s.block(x)
	}
	c.end()
	if annexed < len(t.Blocks) {
		for i := range t.Blocks[annexed:] { // one annex, however the source files it
			if x := &t.Blocks[annexed+i]; x.Area != format.Cover && x.Annex == 0 {
				x.Area, x.Annex = format.Annex, 1
			}
		}
		readBody(c, t.Blocks[annexed:], false)
	} else {
		c.footnotes()
	}
	c.weighStatement()
	return c.finish()
}

// speech reads the paragraphs of a statement.
type speech struct {
	*composer
	quoted bool // its paragraphs open with quotation marks
	spoke  bool // a counted paragraph was read
	row    bool
}

func (s *speech) block(x format.Block) {
	if x.Area == format.Cover || !words(x.Num+x.Text) {
		return
	}
	row := x.Kind == format.Row
	defer func() { s.row = row }()
	if x.Num == "" && x.Kind == format.Paragraph && s.passage() != nil {
		x, _ = s.pointInText(x)
	}
	n, numbered := paragraphNumber(x)
	switch {
	case row && s.row && s.passage() != nil:
		s.extend(x)
	case row:
		s.start(s.count("table"), "", x)
	case x.Kind == format.Heading || titleLike(x) && bold(x):
		s.heading(x)
	case strings.HasPrefix(x.Text, "* "):
		s.start(s.count("fn"), "*", x)
		s.end()
	case s.passage() == nil && !s.spoke && !s.speaks(x):
		s.start(s.count("head"), "", x)
		s.end()
	case numbered && (councilAt(x.Text, s.lang) > 0 || s.passage() == nil):
		s.spoke = true
		s.start(s.count("para"), n.printed, x)
	case x.Num != "" && s.passage() != nil && marks(x.Num) != nil:
		s.point(x)
	case s.goesOn(x):
		s.more(x)
	default:
		s.spoke = true
		s.start(s.count("para"), "", format.Block{})
		s.append(x.Num, x)
	}
}

// speaks reports whether a paragraph is the first of the statement: it opens
// with a quotation mark, whichever way round, or with the Council's name.
func (s *speech) speaks(x format.Block) bool {
	if strings.ContainsAny(lastRune(x.Text), ":：") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(x.Text)
	return unicode.In(r, unicode.Quotation_Mark) || councilWithin(x.Text, s.lang, 25) > 0
}

// goesOn reports whether x belongs to the paragraph before: it has no quotation
// mark where all paragraphs have one, and the one before is not at its end.
func (s *speech) goesOn(x format.Block) bool {
	p := s.passage()
	if p == nil {
		return false
	}
	r, _ := utf8.DecodeRuneInString(x.Text)
	if unicode.In(r, unicode.Quotation_Mark) || councilAt(x.Text, s.lang) > 0 {
		return false
	}
	return unicode.IsLower(r) || s.quoted || !terminated(p.Text)
}

// more continues the paragraph: as a point of the list it announced, else as
// another line of it.
func (s *speech) more(x format.Block) {
	p := s.passage()
	if strings.ContainsAny(lastRune(p.Text), ":;") && x.Num == "" {
		level, m := s.points.place([]mark{{bullets, 0}}, 1)
		s.close(level - 1)
		start := s.append("", x)
		l := s.free(p.Locator + corpus.Locator("."+m.token()))
		p.Parts = append(p.Parts, corpus.Part{Locator: l, Start: start, End: len(p.Text)})
		s.levels = append(s.levels, len(p.Parts)-1)
		return
	}
	s.extend(x)
}

// mostlyQuoted reports whether paragraphs open with quotation marks.
func mostlyQuoted(blocks []format.Block) bool {
	quoted, all := 0, 0
	for _, x := range blocks {
		if x.Area != format.Body || x.Kind != format.Paragraph || x.Num != "" {
			continue
		}
		all++
		if r, _ := utf8.DecodeRuneInString(x.Text); unicode.In(r, unicode.Quotation_Mark) {
			quoted++
		}
	}
	return quoted*2 >= all && quoted > 0
}

// councilAt finds the Council's name near the head of a paragraph and gives
// where it ends, 0 when it is not there.
func councilAt(text string, l lang.Tag) int { return councilWithin(text, l, 40) }

// councilWithin is councilAt with another distance, in characters: the line that
// opens a statement names the Council further on.
func councilWithin(text string, l lang.Tag, far int) int {
	data := lang.Get(l)
	if data == nil {
		return 0
	}
	for _, name := range data.Citation["council"] {
		i := strings.Index(text, name)
		if i >= 0 && utf8.RuneCountInString(text[:i]) <= far {
			return i + len(name)
		}
	}
	return 0
}

// weighStatement gives the paragraphs their role by the verb after the
// Council's name; a statement binds no one.
func (c *composer) weighStatement() {
	for i := range c.doc.Passages {
		p := &c.doc.Passages[i]
		if p.Role != "" {
			continue
		}
		p.Role, p.Force = corpus.RoleContext, corpus.ForceInformational
		if p.Locator.Class() != "para" {
			continue
		}
		verb, class := c.verbs(i, 0)
		if class == "" {
			verb, class = c.verbs(i, councilAt(p.Text, c.lang))
		}
		p.Verb, p.Force = verb, corpus.ForceContextual
		if class != "" && class != contextual {
			p.Role, p.Force = corpus.RoleCall, corpus.ForceHortatory
		}
	}
}
