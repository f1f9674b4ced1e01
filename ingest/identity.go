package ingest

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// identify fills the description of a document from what its masthead, its
// metadata and its own words say. The masthead is trusted; what disagrees with
// it is a warning. The file's name is compared later, when it is known.
func (c *composer) identify() {
	m := c.text.Meta
	d := c.doc
	c.settleLanguage()
	c.compareLanguage()
	d.Symbol = c.symbol()
	d.Body = bodyOf(d.Symbol)
	if d.Body == "" {
		d.Body = m.Body
	}
	if d.Body != m.Body && bodies[m.Body] {
		c.warn("", "the masthead names the %s, the symbol %s is of the %s", m.Body, d.Symbol, d.Body)
	}
	d.Date, d.Meeting = c.text.Meta.Date, m.Meeting
	if m.Published != "" && !strings.Contains(d.Symbol, "/RES/") && m.Type == "" {
		d.Date = m.Published // what is issued and not adopted is dated by its issue
	}
	if d.Meeting == "" {
		d.Meeting = meetingOf(m)
	}
	d.Titles = map[lang.Tag]string{}
	if m.Title == "" && m.Type == "" {
		m.Title = c.firstHeading()
	}
	if m.Title == "" && m.Type == "" {
		m.Title = c.coverHeading()
	}
	if m.Title != "" && len(m.Title) <= maxTitle {
		d.Titles[c.lang] = m.Title
	}
	if t := m.Other["title"]; t != "" && d.Titles[lang.English] == "" { // the library's own, always in English
		d.Titles[lang.English] = t
	}
	if d.Symbol == "" {
		return
	}
	d.ID = cite.WorkID(corpus.Target(d.Symbol))
	d.Relations = append(d.Relations, relationsOf(d.Symbol)...)
	c.reissue()
	if a := cite.Address(corpus.Target(d.Symbol), c.lang); a != "" {
		d.Addresses = map[lang.Tag]string{c.lang: a}
	}
	if first, second, ok := strings.Cut(d.Symbol, "-S/"); ok { // one document, two symbols
		d.Aliases = append(d.Aliases, corpus.Alias{Text: first}, corpus.Alias{Text: "S/" + second})
	}
}

// symbol settles what the document's symbol is. The masthead has it twice, in
// its corner and in its title line; the metadata repeat the corner; the file's
// name is a fourth voice. Where they disagree, the title line counts when the
// file's name or the corner supports it, the corner otherwise.
func (c *composer) symbol() string {
	m := c.text.Meta
	corner, title, name := canonical(m.Symbol), titleSymbol(m), symbolOfName(m.Other["file"])
	kind := c.typeSaid()
	if title == "" && corner == "" {
		title = c.titleOfText()
	}
	said := symbolOf(m.Other["work"], m.Type)
	chosen, origin := corner, corpus.OriginMasthead
	switch {
	case corner == "" && said != "":
		chosen, origin = said, corpus.OriginMetadata
		c.warn("", "the masthead has no symbol; %s is taken from the metadata", said)
	case corner == "" && title != "":
		chosen, origin = title, corpus.OriginTitle
	case corner == "" && name != "" && suits(name, kind):
		chosen, origin = canonicalYear(name, m.Date), corpus.OriginFileName
		c.warn("", "the document prints no symbol that could be read; %s is taken from the file's name", chosen)
	case title != "" && !sameSymbol(title, corner) && sameSymbol(title, name):
		chosen, origin = title, corpus.OriginTitle
	case name != "" && !sameSymbol(name, corner) && !suits(corner, m.Type) && suits(name, m.Type),
		name != "" && title == "" && !sameSymbol(name, corner) && suits(name, m.Type) && sameJob(m):
		chosen, origin = canonicalYear(name, m.Date), corpus.OriginFileName
	}
	c.disagree(chosen, corner, "the masthead says")
	c.disagree(chosen, title, "the title says")
	if corner == chosen || said != corner {
		c.disagree(chosen, said, "the metadata say")
	}
	c.disagree(chosen, name, "the file's name says")
	if chosen != "" {
		c.doc.Reading.Identity = origin
	}
	return chosen
}

// disagree warns where another source names another document.
func (c *composer) disagree(chosen, other, who string) {
	if chosen != "" && other != "" && !sameSymbol(chosen, other) && !strings.HasPrefix(bare(chosen), bare(other)+"/") {
		c.warn("", "%s %s; the document is read as %s", who, other, chosen)
	}
}

var titleNumber = regexp.MustCompile(`([0-9]{3,4}) ?[(（]([0-9]{4})[)）]`)

// titleSymbol reads the title line of a Council resolution: "Resolution 2772 (2025)".
func titleSymbol(m format.Meta) string {
	if m.Type != "resolution" || !strings.HasPrefix(m.Symbol, "S/RES/") {
		return ""
	}
	if t := titleNumber.FindStringSubmatch(m.Other["cover"]); t != nil {
		return "S/RES/" + t[1] + " (" + t[2] + ")"
	}
	return ""
}

// typeSaid is the type the file gives itself, else the genre its text has.
func (c *composer) typeSaid() string {
	switch {
	case c.text.Meta.Type != "":
		return c.text.Meta.Type
	case c.doc.Kind == corpus.KindResolution:
		return "resolution"
	case c.doc.Kind == corpus.KindStatement:
		return "presidentialStatement"
	}
	return ""
}

var resolutionLine = regexp.MustCompile(`(?i)^(?:(?:resolution|résolution|resolución|резолюция|القرار)\b|第) ?`)

// titleOfText reads the symbol of a Council resolution off the line before the
// opening formula, where nothing else names it: "Resolution 9901 (2099)" over
// "The Security Council,". Its date, too, may stand there.
func (c *composer) titleOfText() string {
	if c.doc.Kind != corpus.KindResolution {
		return ""
	}
	found := ""
	for i, x := range c.text.Blocks {
		switch {
		case i > 12:
			return ""
		case x.Kind == format.Formula:
			if found != "" && councilWithin(x.Text, c.lang, 10) > 0 {
				return found
			}
			return ""
		case found == "" && len(x.Text) < 120 && resolutionLine.MatchString(x.Text):
			if t := titleNumber.FindStringSubmatch(x.Text); t != nil {
				found = "S/RES/" + t[1] + " (" + t[2] + ")"
				fill(&c.text.Meta.Date, dateIn(x.Text, c.lang))
			}
		}
	}
	return ""
}

func fill(to *string, from string) {
	if *to == "" {
		*to = from
	}
}

// suits reports whether a symbol is of the type the file says it is.
func suits(symbol, kind string) bool {
	switch kind {
	case "resolution":
		return strings.Contains(symbol, "/RES/")
	case "presidentialStatement":
		return strings.Contains(symbol, "/PRST/")
	}
	return !strings.Contains(symbol, "/RES/") && !strings.Contains(symbol, "/PRST/")
}

// canonicalYear completes a Council resolution's symbol with the year of its adoption.
func canonicalYear(symbol, date string) string {
	if strings.HasPrefix(symbol, "S/RES/") && len(date) >= 4 {
		return symbol + " (" + date[:4] + ")"
	}
	return symbol
}

var digitsOnly = regexp.MustCompile(`[0-9]{7}`)

// sameJob reports whether the file's name carries the job number printed in the
// document: then the name belongs to it.
func sameJob(m format.Meta) bool {
	job := strings.ReplaceAll(m.Other["job"], "-", "")
	return len(job) >= 7 && slices.Contains(digitsOnly.FindAllString(path.Base(m.Other["file"]), -1), job[:7])
}

// firstHeading is the heading a text opens with, "" when it opens otherwise.
func (c *composer) firstHeading() string {
	for _, x := range c.text.Blocks {
		if words(x.Text) {
			if x.Kind == format.Heading && x.Num == "" && x.Area != format.Cover {
				return x.Text
			}
			return ""
		}
	}
	return ""
}

// coverHeading is the only heading of the highest level on the cover, "" when
// there are several: then nobody can tell.
func (c *composer) coverHeading() string {
	best, found, level := "", 0, 99
	for _, x := range c.text.Blocks {
		if x.Area != format.Cover {
			break
		}
		if x.Kind != format.Heading || x.Num != "" || !words(x.Text) {
			continue
		}
		switch {
		case x.Level < level:
			best, found, level = x.Text, 1, x.Level
		case x.Level == level:
			found++
		}
	}
	if found != 1 || c.text.Meta.Symbol != "" { // a masthead is no title page
		return ""
	}
	return best
}

// maxTitle is the longest title, in bytes, that is taken for one.
const maxTitle = 400

// canonical is a symbol in the form citations use, without the asterisk of a
// reissue; "" when it is none.
func canonical(s string) string {
	s = strings.Trim(s, " *.,;")
	if s == "" {
		return ""
	}
	if t, ok := cite.ParseSymbol(s); ok {
		if strings.EqualFold(string(t), s) { // "Rev.1" as printed
			return s
		}
		return string(t)
	}
	if strings.Contains(s, "/") {
		return s
	}
	return ""
}

// sameSymbol compares symbols without regard to spaces and the year of Council
// resolutions, whose numbers are unique.
func sameSymbol(a, b string) bool {
	return bare(a) == bare(b)
}

func bare(s string) string {
	s, _, _ = strings.Cut(s, "(")
	return strings.ToUpper(strings.ReplaceAll(s, " ", ""))
}

var workForm = regexp.MustCompile(`/(unsc|unga|ecosoc)/[0-9-]+/([^/]+)/`)

// symbolOf makes the symbol of Akoma Ntoso's name of the work:
// "/akn/un/statement/deliberation/unsc/2017-02-13/2341-2017/".
func symbolOf(work, kind string) string {
	m := workForm.FindStringSubmatch(work)
	if m == nil {
		return ""
	}
	a, b, ok := strings.Cut(m[2], "-")
	if !ok || a == "" || b == "" {
		return ""
	}
	switch {
	case m[1] == "unsc" && kind == "resolution":
		return "S/RES/" + a + " (" + b + ")"
	case m[1] == "unsc" && kind == "presidentialStatement":
		return "S/PRST/" + a + "/" + b
	case m[1] == "unsc" && kind == "draftResolution":
		return "S/" + a + "/" + b
	case m[1] == "unga" && kind == "resolution":
		return canonical("A/RES/" + a + "/" + b)
	case m[1] == "ecosoc" && kind == "resolution":
		return "E/RES/" + a + "/" + b
	}
	return ""
}

// bodies are the bodies a masthead may name.
var bodies = map[string]bool{"Security Council": true, "General Assembly": true, "Economic and Social Council": true}

// bodyOf is the body that issues documents of that symbol.
func bodyOf(symbol string) string {
	switch {
	case strings.HasPrefix(symbol, "S/"):
		return "Security Council"
	case strings.HasPrefix(symbol, "A/HRC/"):
		return "Human Rights Council"
	case strings.HasPrefix(symbol, "A/"):
		return "General Assembly"
	case strings.HasPrefix(symbol, "E/"):
		return "Economic and Social Council"
	}
	return ""
}

var meetingRecord = regexp.MustCompile(`^S/PV\.([0-9]+)`)

// meetingOf reads the meeting off the symbol of its record.
func meetingOf(m format.Meta) string {
	for _, step := range []string{"step adopted", "step "} {
		if r := meetingRecord.FindStringSubmatch(m.Other[step]); r != nil {
			return format.Ordinal(r[1])
		}
	}
	return ""
}

// settleLanguage takes the language of the text itself; what the metadata say
// otherwise is a warning.
func (c *composer) settleLanguage() {
	var b strings.Builder
	for _, x := range c.text.Blocks {
		if x.Area != format.Cover {
			b.WriteString(x.Text)
			b.WriteByte('\n')
		}
		if b.Len() > 4000 {
			break
		}
	}
	said := c.text.Meta.Lang
	found, sure := lang.Detect(b.String())
	switch {
	case found == "" || sure < 0.5 || found == said:
		c.lang = said
	case said == "":
		c.lang = found
	default:
		c.lang = found
		c.warn("", "the metadata say the language is %s, the text is in %s", lang.Get(said).English, lang.Get(found).English)
	}
	if c.lang == "" {
		c.lang = found
	}
	if c.lang == "" {
		c.lang = lang.English
		c.warn("", "the language could not be told; English is assumed")
	}
	c.doc.Lang = c.lang
}

var (
	councilName   = regexp.MustCompile(`(?i)^S[_-]RES[_-]([0-9]{3,4})(?:[^0-9]|$)`)
	yearName      = regexp.MustCompile(`(?i)^SC_([0-9]{3,4})_([0-9]{4})`)
	statementName = regexp.MustCompile(`(?i)^S_PRST_([0-9]{4})_([0-9]{1,3})(?:[^0-9]|$)`)
	assemblyName  = regexp.MustCompile(`(?i)^(?:A_RES_)?([0-9]{2})_([0-9]{1,3})(?:[^0-9]|$)`)
	ecosocName    = regexp.MustCompile(`(?i)^E_RES_([0-9]{4})_([0-9]{1,3})(?:[^0-9]|$)`)
	plainName     = regexp.MustCompile(`(?i)^S_([0-9]{4})[_-]([0-9]{1,4})(?:[^0-9]|$)`)
	letterOf      = regexp.MustCompile(`(?i)(?:[0-9]|[_ .-])([ACEFGRS])\.[a-z]+$|[._-](ar|zh|en|fr|de|ru|es)\.[a-z]+$`)
)

// symbolOfName is the symbol a file's name spells, "" when it spells none.
func symbolOfName(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	for _, f := range []struct {
		form   *regexp.Regexp
		before string
	}{{statementName, "S/PRST/"}, {ecosocName, "E/RES/"}, {assemblyName, "A/RES/"}, {councilName, "S/RES/"}, {yearName, "S/RES/"}, {plainName, "S/"}} {
		m := f.form.FindStringSubmatch(base)
		switch {
		case m == nil:
		case len(m) == 2 || f.form == yearName:
			return f.before + strings.TrimLeft(m[1], "0")
		default:
			return f.before + m[1] + "/" + m[2]
		}
	}
	return ""
}

// fileLetters are the languages as file names of the United Nations end.
var fileLetters = map[string]lang.Tag{"A": lang.Arabic, "C": lang.Chinese, "E": lang.English, "F": lang.French, "G": lang.German, "R": lang.Russian, "S": lang.Spanish}

// languageOfName is the language the end of a file's name, or its folder, tells.
func languageOfName(name string) lang.Tag {
	if m := letterOf.FindStringSubmatch(path.Base(name)); m != nil {
		if m[1] != "" {
			return fileLetters[strings.ToUpper(m[1])]
		}
		return lang.Tag(strings.ToLower(m[2]))
	}
	return ""
}

func languageOfFolder(name string) lang.Tag {
	dir := path.Base(path.Dir(name))
	for _, t := range lang.Texts {
		if lang.Get(t).English == dir {
			return t
		}
	}
	return ""
}

// compareLanguage warns where a file's name or folder says another language.
func (c *composer) compareLanguage() {
	name := c.text.Meta.Other["file"]
	if l := languageOfName(name); l != "" && l != c.lang {
		c.warn("", "the file's name says %s, the text is in %s", lang.Get(l).English, lang.Get(c.lang).English)
	}
	if l := languageOfFolder(name); l != "" && l != c.lang {
		c.warn("", "the file lies in the folder %s, the text is in %s", lang.Get(l).English, lang.Get(c.lang).English)
	}
}

// nameOf is a work by its titles and aliases.
func nameOf(d corpus.Description) cite.Name {
	n := cite.Name{Target: corpus.Target(d.ID), Texts: slices.Clone(d.Aliases)}
	for _, l := range lang.Texts {
		if t := d.Titles[l]; t != "" {
			n.Texts = append(n.Texts, corpus.Alias{Text: t, Lang: l})
		}
	}
	return n
}

// Identify gives a document without a symbol the identity of the work it is,
// found among names by title and date; failing that, an ID made of its title.
// It never invents a symbol.
func Identify(d *corpus.Document, names []cite.Name) {
	if d.Symbol != "" {
		return
	}
	title := foldTitle(d.Titles[d.Lang])
	best, score, tied := corpus.Target(""), 0, false
	for _, n := range names {
		switch s := likeness(d, title, n); {
		case s > score:
			best, score, tied = n.Target, s, false
		case s == score && n.Target != best:
			tied = true
		}
	}
	if score >= 2 && !tied {
		d.ID, d.Reading.Identity = corpus.WorkID(best), corpus.OriginTitle
		if s := canonical(string(best)); strings.Contains(s, "/") {
			d.ID, d.Symbol = cite.WorkID(best), s
		}
		return
	}
	if d.ID == "" {
		d.ID = titleID(d)
	}
	if d.Reading.Identity == "" {
		d.Reading.Identity = pick(title != "", corpus.OriginTitle, corpus.OriginFileName)
	}
}

// likeness scores how well a name fits: 4 and 3 the same title, 2 a title within
// the other of the same date, or one that goes on where a name of the work
// ends ("Memorandum of the Harbour" and "... on Quiet Squares"), unless their
// years differ; 0 no fit.
func likeness(d *corpus.Document, title string, n cite.Name) int {
	if len(title) < 12 {
		return 0
	}
	dated := d.Date != "" && strings.Contains(string(n.Target), d.Date)
	for _, t := range n.Texts {
		f := foldTitle(t.Text)
		switch {
		case f == title:
			return pick(dated, 4, 3)
		case dated && len(f) >= 12 && (strings.Contains(f, title) || strings.Contains(title, f) || alike(f, title) >= 3):
			return 2
		case distinctive(f) && strings.HasPrefix(title, f+" ") && !otherYear(d.Date, n.Target):
			return 2
		}
	}
	return 0
}

// distinctive reports whether a folded name is long enough that a title which
// begins with it is that work's.
func distinctive(name string) bool { return len(name) >= 16 && strings.Count(name, " ") >= 1 }

var yearOfID = regexp.MustCompile(`-((?:19|20)[0-9]{2})$`)

// otherYear reports whether the work t is of another year than date.
func otherYear(date string, t corpus.Target) bool {
	m := yearOfID.FindStringSubmatch(string(t))
	return m != nil && date != "" && !strings.HasPrefix(date, m[1])
}

// alike counts the longer words two folded titles have in common.
func alike(a, b string) int {
	n := 0
	words := strings.Fields(b)
	for _, w := range strings.Fields(a) {
		if len(w) > 4 && slices.Contains(words, w) {
			n++
		}
	}
	return n
}

// foldTitle is a title in lower case, letters and digits only.
func foldTitle(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// nameOfFile is a file's name without folders, extension and language: what a
// document without symbol and title is known by.
func nameOfFile(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	if ext := path.Ext(base); len(ext) == 3 {
		if _, ok := lang.Parse(ext[1:]); ok {
			base = strings.TrimSuffix(base, ext)
		}
	}
	return foldTitle(base)
}

// titleID makes an ID of the title and date: "concept-note-...-2021-01-27".
func titleID(d *corpus.Document) corpus.WorkID {
	s := foldTitle(d.Titles[d.Lang])
	if s == "" {
		s = nameOfFile(d.Source.File)
	}
	if s == "" {
		s = string(d.Kind)
	}
	id := cite.WorkID(corpus.Target(s))
	if len(id) > 80 {
		id = corpus.WorkID(strings.Trim(string(id[:80]), "-"))
	}
	if d.Date != "" {
		id += corpus.WorkID("-" + d.Date)
	}
	return id
}
