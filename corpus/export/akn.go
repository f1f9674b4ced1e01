package export

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// akn writes Akoma Ntoso 3.0: a collection with a document a record, a portion
// where the record is of a provision. Citations are <ref>s; their addresses are
// permalinks, since a name of /akn/ needs the date of the work cited, which a
// citation does not give. Our notes stand in the meta block, apart from the text.
type akn struct {
	x tags
	n int // components so far
}

func newAKN(w io.Writer) Writer { return &akn{x: newTags(w)} }

const aknHead = `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><documentCollection name="export">` +
	`<meta><identification source="#concordance">` +
	`<FRBRWork><FRBRthis value="/akn/un/doc/export/!main"/><FRBRuri value="/akn/un/doc/export"/><FRBRdate date="0001-01-01" name="unknown"/><FRBRauthor href="#concordance"/><FRBRcountry value="un"/></FRBRWork>` +
	`<FRBRExpression><FRBRthis value="/akn/un/doc/export/mul@/!main"/><FRBRuri value="/akn/un/doc/export/mul@"/><FRBRdate date="0001-01-01" name="unknown"/><FRBRauthor href="#concordance"/><FRBRlanguage language="mul"/></FRBRExpression>` +
	`<FRBRManifestation><FRBRthis value="/akn/un/doc/export/mul@/!main.xml"/><FRBRuri value="/akn/un/doc/export/mul@.xml"/><FRBRdate date="0001-01-01" name="unknown"/><FRBRauthor href="#concordance"/></FRBRManifestation>` +
	`</identification><references source="#concordance"><TLCOrganization eId="concordance" href="/akn/ontology/organization/concordance" showAs="Concordance"/></references></meta>
<collectionBody>
`

// component is one document of the collection while it is written.
type component struct {
	tags
	r    Record
	id   string // "cmp_3": what all eIds in it begin with
	refs int
}

func (a *akn) Write(r Record) error {
	if a.n == 0 {
		a.x.raw(aknHead)
	}
	a.n++
	c := &component{tags: a.x, r: r, id: fmt.Sprintf("cmp_%d", a.n)}
	i := newItem(r)
	if r.Provision == nil {
		i.textLang = wholeLang(r)
	}
	c.open("component", "eId", c.id)
	if r.Provision == nil {
		c.whole(i)
	} else {
		c.portion(i)
	}
	c.close("component")
	c.raw("\n")
	return c.failed()
}

func (a *akn) Close() error {
	if a.n == 0 { // the schema wants a document
		a.x.raw(aknHead + `<component eId="cmp_1"><documentRef eId="cmp_1__none" href="#concordance" showAs="nothing was found"/></component>` + "\n")
	}
	a.x.raw("</collectionBody></documentCollection></akomaNtoso>\n")
	return a.x.Flush()
}

// portion writes a provision or a point of one.
func (c *component) portion(i item) {
	c.open("portion", "includedIn", aknExpression(c.r.Work, i.textLang))
	c.meta(i)
	c.raw("<portionBody>")
	p, _ := c.r.Provision.Passage(c.r.Lang)
	l := locator(c.r)
	switch k := partOf(p, l); {
	case p == nil:
		c.raw(`<container name="text-not-held"`)
		c.attr("eId", c.id+"__"+eID(l))
		c.raw("><p/></container>")
	case l == p.Locator:
		c.passage(p, "")
	case k >= 0:
		c.point(p, k)
	default: // a place the text does not have
		c.raw(`<container name="no-such-place"`)
		c.attr("eId", c.id+"__"+eID(l))
		c.raw("><p/></container>")
	}
	c.raw("</portionBody></portion>")
}

// whole writes all provisions of a work in one language: preambular paragraphs
// and the rest.
func (c *component) whole(i item) {
	name, root := string(c.r.Work.Kind), "doc"
	if name == "" {
		name = "document"
	}
	if c.r.Work.Kind == corpus.KindResolution || c.r.Work.Kind == corpus.KindStatement {
		root = "statement"
	}
	c.open(root, "name", name)
	c.meta(i)
	var preamble, body []*corpus.Passage
	for k := range c.r.Work.Provisions {
		p := c.r.Work.Provisions[k].Texts[i.textLang]
		switch {
		case p == nil:
		case p.Locator.Class() == "pp" && len(body) == 0:
			preamble = append(preamble, p)
		default:
			body = append(body, p)
		}
	}
	if len(preamble) > 0 {
		c.open("preamble")
		c.open("recitals", "eId", c.id+"__recs")
		for _, p := range preamble {
			c.passage(p, "recital")
		}
		c.raw("</recitals></preamble>")
	}
	c.raw("<mainBody>")
	for _, p := range body {
		c.passage(p, "hcontainer")
	}
	if len(body) == 0 {
		c.raw("<p/>")
	}
	c.raw("</mainBody>")
	c.close(root)
}

// wholeLang is the language in which a whole work is written: the reader's, else
// the first that is held.
func wholeLang(r Record) lang.Tag {
	for _, l := range append([]lang.Tag{r.Lang}, lang.Texts...) {
		for k := range r.Work.Provisions {
			if r.Work.Provisions[k].Texts[l] != nil {
				return l
			}
		}
	}
	return ""
}

// aknNames are the elements for kinds of passages; others are hcontainers, which
// say their name.
var aknNames = map[string]string{"para": "paragraph", "section": "section", "art": "article", "chapter": "chapter", "pp": "recital"}

// passage writes a passage with its points.
func (c *component) passage(p *corpus.Passage, where string) {
	class := string(p.Locator.Class())
	kind := class[strings.LastIndex(class, "/")+1:]
	name := aknNames[kind]
	if name == "recital" && where == "hcontainer" {
		name = ""
	}
	id := c.id + "__" + eID(p.Locator)
	if name == "recital" {
		c.open(name, "eId", id)
		c.blocks(p, 0, len(p.Text))
		c.close(name)
		return
	}
	if name == "" {
		name = "hcontainer"
		c.open(name, "name", kind, "eId", id)
	} else {
		c.open(name, "eId", id)
	}
	c.element("num", cite.PlainLine(p.Number))
	if n := len(p.Headings); n > 0 {
		c.element("heading", cite.PlainLine(p.Headings[n-1]))
	}
	c.content(p, id, p.Locator, 0, len(p.Text))
	c.close(name)
}

// point writes the part k of p.
func (c *component) point(p *corpus.Passage, k int) {
	t := p.Parts[k]
	id := c.id + "__" + eID(t.Locator)
	c.open("point", "eId", id)
	c.element("num", cite.PlainLine(t.Number))
	start := t.Start
	if strings.HasPrefix(p.Text[t.Start:t.End], t.Number) {
		start += len(t.Number)
	}
	c.content(p, id, t.Locator, start, t.End)
	c.close("point")
}

// content writes the text from start to end, in which l's points stand: as
// introduction, points and what follows, where they cut it so, else as lines.
func (c *component) content(p *corpus.Passage, id string, l corpus.Locator, start, end int) {
	var points []int
	at, whole := start, true
	for k, t := range p.Parts {
		if t.Locator.Parent() != l || t.Start < start || t.End > end {
			continue
		}
		whole = whole && t.Start >= at && (len(points) == 0 || strings.TrimSpace(p.Text[at:t.Start]) == "")
		points, at = append(points, k), t.End
	}
	if len(points) == 0 || !whole {
		c.open("content", "eId", id+"__content")
		c.blocks(p, start, end)
		c.close("content")
		return
	}
	c.wrapped("intro", p, id, start, p.Parts[points[0]].Start)
	for _, k := range points {
		c.point(p, k)
	}
	c.wrapped("wrapUp", p, id, at, end)
}

// wrapped writes the text before or after points, if there is any.
func (c *component) wrapped(name string, p *corpus.Passage, id string, start, end int) {
	if cite.PlainLine(p.Text[start:end]) == "" {
		return
	}
	c.open(name, "eId", id+"__"+name)
	c.blocks(p, start, end)
	c.close(name)
}

// blocks writes a <p> a line.
func (c *component) blocks(p *corpus.Passage, start, end int) {
	some := false
	for at := start; at < end; {
		stop := end
		if n := strings.IndexByte(p.Text[at:end], '\n'); n >= 0 {
			stop = at + n
		}
		if line := p.Text[at:stop]; cite.PlainLine(line) != "" {
			c.raw("<p>")
			c.inline(p, stop-len(strings.TrimLeft(line, " ")), at+len(strings.TrimRight(line, " ")))
			c.raw("</p>")
			some = true
		}
		at = stop + 1
	}
	if !some {
		c.raw("<p/>")
	}
}

// inline writes text with its citations.
func (c *component) inline(p *corpus.Passage, start, end int) {
	at := start
	for _, x := range p.Citations {
		if x.Start < at || x.End > end || x.Start >= x.End {
			continue
		}
		u := c.href(x)
		if u == "" {
			continue
		}
		c.text(piece(p.Text[at:x.Start]))
		c.refs++
		c.open("ref", "eId", fmt.Sprintf("%s__ref_%d", c.id, c.refs), "href", u)
		c.text(piece(p.Text[x.Start:x.End]))
		c.close("ref")
		at = x.End
	}
	c.text(piece(p.Text[at:end]))
}

// href is where a mention leads; of a paragraph that does not exist, to the work.
func (c *component) href(x corpus.Citation) string {
	var l corpus.Locator
	switch x.Status {
	case corpus.Resolved:
		if len(x.Pinpoints) > 0 {
			l = x.Pinpoints[0]
		}
	case corpus.WrongYear, corpus.NoSuchParagraph:
	default:
		return ""
	}
	return targetURL(c.r, x.Target, l)
}

// piece is a stretch of text as a plain line that keeps a space at its ends.
func piece(s string) string {
	p := cite.PlainLine(s)
	if p == "" {
		if s != "" && strings.TrimSpace(s) == "" {
			return " "
		}
		return ""
	}
	if strings.TrimLeft(s, " \t\u00a0") != s {
		p = " " + p
	}
	if strings.TrimRight(s, " \t\u00a0") != s {
		p += " "
	}
	return p
}

// meta writes what the record's document is, and our notes on it.
func (c *component) meta(i item) {
	w := c.r.Work
	c.raw(`<meta><identification source="#concordance">`)
	uri := aknWork(w)
	issued := [2]string{"0001-01-01", "unknown"} // as the United Nations' own files write it
	if i.date[2] > 0 {
		issued = [2]string{date(i.date), "issue"}
	}
	author := "#" + c.id + "__author_1"
	if len(i.bodies) == 0 {
		author = "#concordance" // the schema wants one; who issued it is not known
	}
	level := func(name, this, uri string, rest func()) {
		c.open(name)
		c.empty("FRBRthis", "value", this)
		c.empty("FRBRuri", "value", uri)
		if name == "FRBRWork" {
			c.alias(i)
		}
		c.empty("FRBRdate", "date", issued[0], "name", issued[1])
		c.empty("FRBRauthor", "href", author)
		rest()
		c.close(name)
	}
	expression := aknExpression(w, i.textLang)
	level("FRBRWork", uri+"/!main", uri, func() {
		c.empty("FRBRcountry", "value", country(i))
		if i.number != "" {
			c.empty("FRBRnumber", "value", i.number)
		}
		if i.title != "" {
			c.empty("FRBRname", "value", i.title)
		}
	})
	level("FRBRExpression", expression+"/!main", expression, func() { c.empty("FRBRlanguage", "language", iso(i.textLang)) })
	level("FRBRManifestation", expression+"/!main.xml", expression+".xml", func() {})
	c.raw("</identification>")
	c.keywords(i)
	c.references(i)
	c.notes(i)
	c.raw("</meta>")
}

// alias writes the address, the pinpoint and the date as far as it is known.
func (c *component) alias(i item) {
	for _, a := range [][2]string{{"permalink", i.link()}, {"official", i.official}, {"pinpoint", i.pinpoint}, {"date", date(i.date)}, {"key", i.key}} {
		if a[1] != "" {
			c.empty("FRBRalias", "value", a[1], "name", a[0])
		}
	}
}

func (c *component) keywords(i item) {
	if len(i.keywords) == 0 {
		return
	}
	c.open("classification", "source", "#concordance")
	for _, k := range i.keywords {
		c.empty("keyword", "value", k, "showAs", k, "dictionary", "concordance")
	}
	c.close("classification")
}

func (c *component) references(i item) {
	if len(i.bodies) == 0 {
		return
	}
	c.open("references", "source", "#concordance")
	for n, a := range i.authors(", ") {
		c.empty("TLCOrganization", "eId", fmt.Sprintf("%s__author_%d", c.id, n+1), "href", "/akn/ontology/organization/"+slug(a), "showAs", a)
	}
	c.close("references")
}

// notes are ours: they say so, and with what certainty they are on this place.
func (c *component) notes(i item) {
	if i.summary == "" {
		return
	}
	c.raw(`<notes source="#concordance" xml:lang="en">`)
	c.open("note", "eId", c.id+"__note_1", "status", "editorial", "class", i.status)
	c.element("p", "Summary, not the official text: "+i.summary)
	c.raw("</note></notes>")
}

func (t tags) attr(name, value string) {
	t.raw(" " + name + `="`)
	t.text(value)
	t.raw(`"`)
}

// partOf is the index of the part of p at l, -1 for none.
func partOf(p *corpus.Passage, l corpus.Locator) int {
	if p == nil {
		return -1
	}
	return slices.IndexFunc(p.Parts, func(x corpus.Part) bool { return x.Locator == l })
}

// councilRes and assemblyRes are works the United Nations names in its own files.
var (
	councilRes  = regexp.MustCompile(`^S/RES/([0-9]+) \(([0-9]{4})\)$`)
	assemblyRes = regexp.MustCompile(`^A/RES/([0-9]+)/([0-9]+)$`)
)

// aknWork names a work: as the United Nations does where its naming is known
// and the day too, else by our ID.
func aknWork(w *corpus.Work) string {
	d := dateParts(w.Date)
	if d[2] > 0 {
		if m := councilRes.FindStringSubmatch(w.Symbol); m != nil {
			return "/akn/un/statement/deliberation/unsc/" + date(d) + "/" + m[1] + "-" + m[2]
		}
		if m := assemblyRes.FindStringSubmatch(w.Symbol); m != nil {
			return "/akn/un/statement/deliberation/unga/" + date(d) + "/" + m[1] + "-" + m[2]
		}
	}
	u := "/akn/" + country(newItem(Record{Work: w})) + "/doc"
	for _, s := range []string{string(w.Kind), date(d), string(w.ID)} {
		if s != "" {
			u += "/" + slug(s)
		}
	}
	return u
}

func aknExpression(w *corpus.Work, l lang.Tag) string { return aknWork(w) + "/" + iso(l) + "@" }

// country is the jurisdiction: the United Nations, or several States together.
func country(i item) string {
	if i.un || i.number != "" {
		return "un"
	}
	return "int"
}

// iso is "eng"; "und" of no language.
func iso(l lang.Tag) string {
	if d := lang.Get(l); d != nil {
		return d.ISO6392
	}
	return "und"
}

// eID is a locator as part of an eId: "para_27__point_a", "annex__para_3".
func eID(l corpus.Locator) string {
	s := strings.NewReplacer("/", "__", "-", "_", ".", "__point_", "~", "_after_", "@", "_in_").Replace(string(l))
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, s)
}

// slug is text as a part of an address.
func slug(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r == '-':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return ' '
	}, s)
	return strings.Join(strings.Fields(s), "-")
}
