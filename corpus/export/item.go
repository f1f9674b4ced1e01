package export

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
)

// item is what a record says, in the terms of bibliographies. Every string is
// one plain line; "" is not known.
type item struct {
	key       string         // "UNSC_Res2396_2017:para-27": ASCII, the same every time
	title     string         // of the work
	genre     string         // "Resolution"
	number    string         // the symbol as printed
	bodies    []string       // "Security Council"
	un        bool           // issued within the United Nations
	date      [3]int         // year, month, day; 0 unknown
	lang      lang.Tag       // of the title
	textLang  lang.Tag       // of the text
	locator   corpus.Locator // what may be claimed: see pinpoint
	pinpoint  string         // "para. 27"
	meeting   string
	url       string
	official  string // official address
	text      string // official text of the provision or point
	summary   string // our own words on it
	status    string // of the summary
	keywords  []string
	wholeWork bool // cites the whole work
	withheld  bool // because the record's own place may not be claimed
}

// genres names the kinds of works as bibliographies print them.
var genres = map[corpus.Kind]string{
	corpus.KindResolution: "Resolution", corpus.KindStatement: "Statement by the President", corpus.KindPrinciples: "Guiding principles",
	corpus.KindMemorandum: "Memorandum", corpus.KindCompendium: "Compendium", corpus.KindGuide: "Guide",
	corpus.KindFramework: "Framework document", corpus.KindReport: "Report", corpus.KindConceptNote: "Concept note",
	corpus.KindBriefing: "Briefing", corpus.KindPressRelease: "Press release", corpus.KindDeclaration: "Declaration",
	corpus.KindDraft: "Draft", corpus.KindStandard: "Standard", corpus.KindStrategy: "Strategy",
	corpus.KindLegislation: "Legislation", corpus.KindInitiative: "Initiative", corpus.KindAnalysis: "Analysis",
}

func newItem(r Record) item {
	w := r.Work
	i := item{
		title: cite.PlainLine(w.Title(r.Lang)), genre: genres[w.Kind], number: cite.PlainLine(w.Symbol),
		date: dateParts(w.Date), meeting: cite.PlainLine(w.Meeting), url: plainURL(r.URL),
	}
	for _, b := range cite.Bodies(w) {
		i.bodies = append(i.bodies, cite.PlainLine(b))
		i.un = i.un || unitedNations[b] || strings.HasPrefix(b, "United Nations")
	}
	i.lang = titleLang(w, r.Lang)
	i.official = plainURL(address(w, r.Lang))
	i.locator = pinpoint(r)
	i.wholeWork = i.locator == ""
	i.pinpoint = cite.Pinpoint(w, lang.English, i.locator)
	i.key = key(w.ID, i.locator)
	if r.Provision == nil {
		return i
	}
	if i.wholeWork && locator(r) != "" {
		i.withheld = true
		i.url = strings.TrimSuffix(i.url, "/"+string(locator(r)))
	}
	if p, l := r.Provision.Passage(r.Lang); p != nil {
		i.text, i.textLang = cite.PlainLine(p.Excerpt(locator(r))), l
	}
	if n := noteOf(r); n != nil {
		i.summary, i.status = cite.PlainLine(n.Text), n.Status
	}
	if !i.withheld {
		i.keywords = keywords(r.Provision)
	}
	return i
}

// locator is the place the record is about, claimed or not.
func locator(r Record) corpus.Locator {
	if r.Provision != nil && r.Locator == "" {
		return r.Provision.Locator
	}
	return r.Locator
}

// pinpoint is the place that a citation of the record may claim: one whose
// official text is held, or that a verified note is on. Everything else cites
// the whole work.
func pinpoint(r Record) corpus.Locator {
	p, l := r.Provision, locator(r)
	if p == nil || !l.Valid() || !(p.Locator == l || p.Locator.Contains(l)) {
		return ""
	}
	for _, t := range p.Texts {
		if p.Locator == l || slices.ContainsFunc(t.Parts, func(x corpus.Part) bool { return x.Locator == l }) {
			return l
		}
	}
	for _, n := range p.Notes {
		if n.Status == "verified" && (n.Locator == l || l.Contains(n.Locator)) {
			return l
		}
	}
	return ""
}

// noteOf is the note that may stand for the provision: the one on the very
// place before one on the whole of it.
func noteOf(r Record) *corpus.Note {
	var found *corpus.Note
	for k := range r.Provision.Notes {
		n := &r.Provision.Notes[k]
		if n.Status != "verified" && n.Status != "document-only" {
			continue
		}
		if n.Locator == locator(r) {
			return n
		}
		if found == nil {
			found = n
		}
	}
	return found
}

// abstract is the official text, else our summary, which says that it is one;
// nothing where it is of a place and the citation of the whole work.
func (i item) abstract() string {
	if i.withheld {
		return ""
	}
	if i.text == "" && i.summary != "" {
		return "Summary, not the official text: " + i.summary
	}
	return i.text
}

// place is "Pinpoint: para. 27", or nothing.
func (i item) place() string {
	if i.pinpoint == "" {
		return ""
	}
	return "Pinpoint: " + i.pinpoint
}

// more are the lines that have no field of their own.
func (i item) more() []string {
	var out []string
	if i.meeting != "" {
		out = append(out, "Meeting: "+i.meeting)
	}
	if i.official != "" && i.official != i.url {
		out = append(out, "Official text: "+i.official)
	}
	return out
}

// link is the permalink, else the official address.
func (i item) link() string {
	if i.url != "" {
		return i.url
	}
	return i.official
}

// unitedNations are bodies of the United Nations whose names do not say so.
var unitedNations = map[string]bool{
	"Security Council": true, "General Assembly": true, "Economic and Social Council": true, "Human Rights Council": true,
	"Secretary-General": true, "Secretariat": true, "Counter-Terrorism Committee": true,
	"Counter-Terrorism Committee Executive Directorate": true, "Analytical Support and Sanctions Monitoring Team": true,
}

// authors are the issuing bodies, those of the United Nations under its name;
// sep stands between the two: "United Nations, Security Council".
func (i item) authors(sep string) []string {
	var out []string
	for _, b := range i.bodies {
		if unitedNations[b] {
			b = "United Nations" + sep + b
		}
		out = append(out, b)
	}
	return out
}

// publisher is the institution: the United Nations for its bodies, else the first body.
func (i item) publisher() string {
	switch {
	case i.un:
		return "United Nations"
	case len(i.bodies) > 0:
		return i.bodies[0]
	}
	return ""
}

// titleLang is the language Work.Title answers in.
func titleLang(w *corpus.Work, l lang.Tag) lang.Tag {
	for _, t := range append([]lang.Tag{l}, lang.Texts...) {
		if w.Titles[t] != "" {
			return t
		}
	}
	return ""
}

func address(w *corpus.Work, l lang.Tag) string {
	for _, t := range append([]lang.Tag{l}, lang.Texts...) {
		if a := w.Addresses[t]; a != "" {
			return a
		}
	}
	if w.Symbol == "" {
		return ""
	}
	if l == "" {
		l = lang.English
	}
	return cite.Address(corpus.Target(w.Symbol), l)
}

var (
	dateForm = regexp.MustCompile(`^([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?$`)
	notURL   = regexp.MustCompile("[\\s\\\\{}<>\"^`|\\x00-\\x20\\x7f]|[^\\x00-\\x7f]")
)

// dateParts reads a date as far as it is known; the year 1 is nobody's.
func dateParts(s string) (d [3]int) {
	m := dateForm.FindStringSubmatch(s)
	if m == nil || m[1] == "0001" {
		return d
	}
	for i := range d {
		d[i], _ = strconv.Atoi(m[i+1])
	}
	return d
}

// plainURL escapes what has no place in an address and would end a field.
func plainURL(s string) string {
	return notURL.ReplaceAllStringFunc(s, func(c string) string {
		var b strings.Builder
		for _, x := range []byte(c) {
			b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(x)+0x100, 16)[1:]))
		}
		return b.String()
	})
}

var keyForms = []struct {
	form *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^s-res-([0-9]+)-([0-9]{4})$`), "UNSC_Res${1}_$2"},
	{regexp.MustCompile(`^s-prst-([0-9]{4})-([0-9]+)$`), "UNSC_PRST${1}_$2"},
	{regexp.MustCompile(`^a-res-([0-9]+)-([0-9]+)$`), "UNGA_Res${1}_$2"},
}

// key is the cite key. Different works and places have different keys.
func key(id corpus.WorkID, l corpus.Locator) string {
	k := string(id)
	for _, f := range keyForms {
		if f.form.MatchString(k) {
			k = f.form.ReplaceAllString(k, f.key)
			break
		}
	}
	if l != "" {
		k += ":" + string(l)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '/':
			return ':'
		case r == '~' || r == '@':
			return '+'
		case r < 0x80 && (r == '-' || r == '_' || r == '.' || r == ':' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'):
			return r
		}
		return '_'
	}, k)
}

// termIDs are the provision's terms, those of notes first.
func termIDs(p *corpus.Provision) (ids []string) {
	for _, n := range p.Notes {
		for _, t := range n.Terms {
			ids = append(ids, t.ID)
		}
	}
	for _, l := range lang.Texts {
		if t := p.Texts[l]; t != nil {
			for _, u := range t.Terms {
				ids = append(ids, u.ID)
			}
		}
	}
	return ids
}

// label is what a term is called in l, as one plain line.
func label(id string, l lang.Tag) string {
	if t := vocab.Lookup(id); t != nil {
		return cite.PlainLine(t.Label(l))
	}
	if _, name, ok := strings.Cut(id, "/"); ok {
		id = strings.ReplaceAll(name, "-", " ")
	}
	return cite.PlainLine(id)
}

// keywords are the English labels of the provision's terms.
func keywords(p *corpus.Provision) (out []string) {
	for _, id := range termIDs(p) {
		if l := label(id, lang.English); l != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// cite is the citation of what the item may claim, in a style.
func (i item) cite(style string, r Record) (string, error) {
	c, err := cite.Cite(style, r.Work, i.locator, r.Lang)
	if err != nil {
		return "", fmt.Errorf("export of %s: %w", r.Work.ID, err)
	}
	return c, nil
}

// name is the symbol, else the title.
func (i item) name() string {
	if i.number != "" {
		return i.number
	}
	return i.title
}

// lines are the official text of the record's place, a plain line for each of
// its paragraphs and points.
func (i item) lines(r Record) (out []string) {
	if r.Provision == nil {
		return nil
	}
	p, _ := r.Provision.Passage(r.Lang)
	if p == nil {
		return nil
	}
	for line := range strings.SplitSeq(p.Excerpt(locator(r)), "\n") {
		if line = cite.PlainLine(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// citationsIn are the citations that stand in the official text of the record's place.
func citationsIn(r Record) (out []corpus.Citation) {
	if r.Provision == nil {
		return nil
	}
	p, _ := r.Provision.Passage(r.Lang)
	if p == nil {
		return nil
	}
	start, end := 0, len(p.Text)
	if l := locator(r); l != p.Locator {
		k := slices.IndexFunc(p.Parts, func(x corpus.Part) bool { return x.Locator == l })
		if k < 0 {
			return nil
		}
		start, end = p.Parts[k].Start, p.Parts[k].End
	}
	for _, c := range p.Citations {
		if start <= c.Start && c.End <= end {
			out = append(out, c)
		}
	}
	return out
}

// workURL is the permalink of the record's work, "" where none is known.
func workURL(r Record) string {
	if l := locator(r); l != "" {
		return strings.TrimSuffix(r.URL, "/"+string(l))
	}
	return r.URL
}

// targetURL is the permalink of a place in a cited work beside that of r's own,
// else the official address of the work; "" where neither can be told.
func targetURL(r Record, t corpus.Target, l corpus.Locator) string {
	base, ok := strings.CutSuffix(workURL(r), string(r.Work.ID))
	if t == "" || strings.Contains(string(t), " + ") {
		return "" // several works: one address would name the wrong one
	}
	if !ok || base == "" {
		return plainURL(cite.Address(t, lang.English))
	}
	u := base + string(cite.WorkID(t))
	if l != "" && l.Valid() {
		u += "/" + string(l)
	}
	return plainURL(u)
}

// web reports whether an address may be made a link: a page, nothing that runs.
func web(u string) bool { return strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://") }

// once lets each work through once where a citation is of the whole work: two
// provisions whose pinpoints may not be claimed are one citation.
type once map[corpus.WorkID]bool

func (o once) pass(r Record, i item) bool {
	if !i.wholeWork {
		return true
	}
	seen := o[r.Work.ID]
	o[r.Work.ID] = true
	return !seen
}
