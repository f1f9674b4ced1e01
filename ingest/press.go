package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/country"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// pressRelease is a press release or the coverage of a meeting: a number, a
// headline, a lead, and then one speaker after another. Nothing is numbered;
// paragraphs are counted, and stand under the speaker whose words they report.
var pressRelease = Kind{Name: "press release", Match: isPressRelease, Parse: parsePressRelease}

var (
	pressNumber = regexp.MustCompile(`^(SC|GA|SG/SM|SG/T|SG/A|ECOSOC|DSG/SM|PAL|DC|L/T|ORG|AFR|ENV/DEV|HR|PI)/([0-9]{3,6})(?:[ -].{0,30})?$`)
	pressWords  = regexp.MustCompile(`(?i)^(?:(?:joint )?press (?:release|statement)|meetings coverage(?: and press releases)?|communiqués?(?: de presse)?|comunicado(?: de prensa)?|пресс-релиз|نشرة صحفية|بيان صحفي|新闻稿)$`)
)

func isPressRelease(t *format.Text) bool {
	return pressHead(t) != nil
}

// pressHead finds the release's number ("SC/12714", "" when none is printed)
// among the first blocks; nil when the text is no press release.
func pressHead(t *format.Text) *string {
	number, named := "", false
	for i, x := range t.Blocks {
		if i > 14 {
			break
		}
		for line := range strings.SplitSeq(x.Text, "\n") {
			if m := pressNumber.FindStringSubmatch(strings.TrimSpace(line)); m != nil && number == "" {
				number = m[1] + "/" + m[2]
			}
			named = named || pressWords.MatchString(strings.TrimSpace(line))
		}
	}
	if number == "" && !named {
		return nil
	}
	return &number
}

func parsePressRelease(t *format.Text) (*corpus.Document, error) {
	c := newComposer(t, corpus.KindPressRelease)
	if pressNumber.MatchString(t.Meta.Symbol) {
		t.Meta.Symbol = ""
	}
	c.identify()
	number := ""
	if n := pressHead(t); n != nil {
		number = *n
	}
	if c.doc.Symbol == "" && number != "" {
		c.doc.ID, c.doc.Reading.Identity = cite.WorkID(corpus.Target(number)), corpus.OriginMasthead
		c.doc.Aliases = append(c.doc.Aliases, corpus.Alias{Text: number})
	}
	r := &release{composer: c}
	for _, x := range uncover(t) {
		r.block(x, number)
	}
	c.footnotes()
	c.inform(corpus.RoleContext)
	return c.finish()
}

// release reads the paragraphs of a press release.
type release struct {
	*composer
	speaker string // as printed: "ADA LOVELACE (Ruritania)"
	state   string // for which that person speaks: an alpha-3 code, "" for none
	titled  bool
}

func (r *release) block(x format.Block, number string) {
	text := strings.TrimSpace(x.Text)
	switch {
	case !words(x.Num + x.Text), text == number, pressWords.MatchString(text), pressNumber.MatchString(text):
		return
	case dateLine(x, r.lang):
		fill(&r.doc.Date, dateIn(text, r.lang))
		return
	case !r.titled && r.passage() == nil && len(r.doc.Passages) == 0 && text == r.doc.Titles[r.lang]: // heads the whole, as its title does
		r.titled = true
		return
	case x.Kind == format.Heading || x.Kind == format.Paragraph && x.Num == "" && titleLike(x) && utf8.RuneCountInString(text) <= 150:
		if x.Level == 0 {
			x.Level = pick(r.titled, 2, 1)
		}
		if !r.titled && r.doc.Titles[r.lang] == "" && utf8.RuneCountInString(text) <= maxTitle {
			r.doc.Titles[r.lang] = text
		}
		r.titled = true
		r.silence()
		r.heading(x)
		return
	case x.Kind == format.Item && r.passage() != nil:
		if x.Num == "" {
			r.extend(x)
		} else {
			r.point(x)
		}
		return
	case x.Kind == format.Row && r.passage() != nil && r.passage().Locator.Class() == "table":
		r.extend(x)
		return
	case x.Kind == format.Row:
		r.start(r.count("table"), "", x)
		return
	}
	r.hear(text)
	p := r.start(r.count("para"), "", format.Block{})
	r.append(x.Num, x)
	if r.speaker != "" {
		p.Headings = append(p.Headings, r.speaker)
		p.Country = r.state
	}
}

// silence ends a speaker's turn.
func (r *release) silence() { r.speaker, r.state = "", "" }

// spokenBy is the opening of a speaker's paragraph: a name with its last part
// in capitals, then the State or the office in brackets.
var spokenBy = regexp.MustCompile(`^((?:[\pL.’'-]+ ){0,5}[\pL.’'-]+),? ?[(（]([^()（）]{2,80})[)）]`)

// office is the opening of one who speaks for a body: "ADA LOVELACE, Executive
// Director of ..., said".
var office = regexp.MustCompile(`^((?:[\p{Lu}.’'-]+ ){1,4}[\p{Lu}.’'-]{2,}), ([^,]{4,160}),`)

// hear notes a change of speaker.
func (r *release) hear(text string) {
	if m := spokenBy.FindStringSubmatch(text); m != nil && (capitals3(m[1]) || !cased(r.lang)) {
		in := country.In(m[2], r.lang)
		if !cased(r.lang) && len(in) == 0 {
			return
		}
		r.silence()
		r.speaker = m[0]
		if len(in) == 1 {
			r.state = in[0]
		}
		return
	}
	if m := office.FindStringSubmatch(text); m != nil && cased(r.lang) {
		r.silence()
		r.speaker = m[1] + ", " + m[2]
	}
}

// cased reports whether the language has capitals.
func cased(l lang.Tag) bool { return l != lang.Arabic && l != lang.Chinese }

// capitals3 reports whether a name has a part of three capitals or more.
func capitals3(name string) bool {
	run := 0
	for _, c := range name {
		if unicode.IsUpper(c) {
			if run++; run == 3 {
				return true
			}
		} else {
			run = 0
		}
	}
	return false
}
