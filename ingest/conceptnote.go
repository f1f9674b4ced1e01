package ingest

import (
	"regexp"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// conceptNote is a concept note of a briefing or an event: a title, a date and
// numbered paragraphs under headings. It has no symbol: the work it is is found
// by its title and date.
var conceptNote = Kind{Name: "concept note", Match: isConceptNote, Parse: parseConceptNote}

var conceptWords = regexp.MustCompile(`(?i)^(?:concept note|note conceptuelle|note de cadrage|nota conceptual|концептуальная записка|مذكرة مفاهيمية|ورقة مفاهيمية|概念说明|konzeptpapier)\b|^概念说明|^مذكرة مفاهيمية|^концептуальная записка`)

func isConceptNote(t *format.Text) bool {
	if conceptWords.MatchString(t.Meta.Title) {
		return true
	}
	for i, x := range t.Blocks {
		if i > 12 {
			break
		}
		if len(x.Text) < 80 && conceptWords.MatchString(x.Text) {
			return true
		}
	}
	return false
}

func parseConceptNote(t *format.Text) (*corpus.Document, error) {
	c := newComposer(t, corpus.KindConceptNote)
	c.identify()
	for _, x := range t.Blocks {
		if x.Area != format.Cover {
			break
		}
		if c.doc.Date == "" {
			c.doc.Date = dateIn(x.Text, c.lang)
		}
		if c.doc.Body == "" && strings.Contains(x.Text, "Counter-Terrorism Committee") {
			c.doc.Body = "Counter-Terrorism Committee"
		}
	}
	readBody(c, uncover(t), false)
	c.advise(false)
	c.inform(corpus.RoleContext)
	return c.finish()
}

var dayMonthYear = regexp.MustCompile(`([0-9]{1,2})(?:er|\.)? (?:de )?(\pL+)(?: de)? ([0-9]{4})`)

// dateIn finds the first date written out in a line, "2021-01-27"; "" when
// there is none.
func dateIn(s string, l lang.Tag) string {
	data := lang.Get(l)
	if data == nil {
		return ""
	}
	for _, m := range dayMonthYear.FindAllStringSubmatch(westernDigits(s), -1) {
		day, _ := strconv.Atoi(m[1])
		for i, month := range data.Months {
			if strings.EqualFold(month, m[2]) && day >= 1 && day <= 31 {
				return m[3] + "-" + twoDigits(i+1) + "-" + twoDigits(day)
			}
		}
	}
	return ""
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
