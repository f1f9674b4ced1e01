package corpus

import (
	"regexp"
	"strings"
	"sync"
)

// Reason is why something was found of a citation, as a code and the values of
// its sentence. Pages have a sentence for every code in each of their languages;
// the English one, which the API and the command line give, is String.
type Reason struct {
	Code string `json:"code"`
	// Values by name: "work" and "works" are targets, "place" and "places"
	// locators (of several, with " " between), the others numbers, letters or words.
	Values map[string]string `json:"values,omitempty"`
}

// Because makes a reason of a code and of names and values in turn.
func Because(code string, values ...string) Reason {
	r := Reason{Code: code}
	for i := 0; i+1 < len(values); i += 2 {
		if r.Values == nil {
			r.Values = map[string]string{}
		}
		r.Values[values[i]] = values[i+1]
	}
	return r
}

// reasons gives every code its English sentence. A sentence that package cite
// writes is read back from it: see Citation.Why.
var reasons = []struct{ code, english string }{
	// Places.
	{"no-place", "{work} has no {places}: its last is {place}"},
	{"no-point", "{work} has no {places}: the points there are ({first}) to ({last})"},
	{"one-point", "{work} has no {places}: the only point there is ({first})"},
	{"no-points", "{work} has no {places}: there are no points there"},
	{"another-work", "another work is meant"},
	{"place-not-held", "the text of {work} is not in the library: {places} could not be looked up"},
	{"place-not-shown", "the text of {work} that is held does not show {places}: it could not be looked up"},
	// Mentions.
	{"session-not-printed", "the session of the Assembly is not printed"},
	{"other-organ", "a resolution of another organ"},
	{"self-unknown", "the text does not say which work it is"},
	{"council-by-year", "the Economic and Social Council numbers its resolutions by year"},
	{"session-too-early", "the Assembly numbered its resolutions so from its thirty-first session on"},
	{"organ-not-named", "the organ is not named"},
	{"none-before", "no resolution is named before it in the paragraph"},
	{"several-before", "several resolutions are named before it"},
	{"before-unresolved", "the resolution named before it is not resolved"},
	{"no-list-before", "no list of resolutions stands before it in the paragraph"},
	{"list-too-long", "the list of resolutions before it is too long"},
	{"list-open", "the set of resolutions before it is open"},
	{"no-document-before", "no document is cited before it in the paragraph"},
	{"several-documents-before", "several documents are cited before it"},
	{"list-unresolved", "a resolution of the list before it is not resolved"},
	{"nothing-before", "nothing is cited before it in the paragraph"},
	{"zero", "0 is no number of a resolution"},
	{"year-unknown", "the year of Council resolution {number} is not known"},
	{"not-in-year", "resolution {number} was not adopted in {printed}"},
	{"year-printed", "the year printed is {printed}"},
	// Citations of a draft.
	{"may-mean", "it may mean {works}"},
	{"not-told", "it cannot be told which is meant"},
	{"other-year", "{work} was adopted in {year}, not in {printed}"},
	{"not-yet", "no Council resolution {number} is known: the latest known is {latest} ({year})"},
	{"number-alone", "the number {number} alone does not tell which organ and year: write them"},
	{"assembly-number", "{number} is a number of the General Assembly: the Security Council counts its resolutions through, with the year"},
	{"needs-session", "a resolution of the Assembly needs its session: 60/288, or 2625 (XXV) before 1976"},
	{"by-session", "the Assembly's resolutions of that time are cited by session, as 2625 (XXV): {number} could not be looked up by its year"},
	{"no-assembly-number", "the General Assembly has no resolution {number}: its numbers have a session, as 60/288"},
	{"councils", "{work} is the Security Council's"},
	{"session-to-come", "the General Assembly has not met for its session {session}"},
	{"work-not-held", "{work} is not in the library: it could not be looked up"},
	{"extended", "extended by {work}{remark}"},
	{"superseded", "superseded by {work}{remark}"},
	{"revised", "revised by {work}{remark}"},
	{"succeeded", "succeeded by {work}{remark}"},
	{"updated", "updated by {work}{remark}"},
	{"replaced", "replaced by {work}{remark}"},
	// Quotations.
	{"words-not-held", "the text is not in the library: the words could not be compared"},
	{"words-elsewhere", "the words stand in {place}, not in {places}"},
	{"other-words", "{place} says it in other words"},
	{"other-words-elsewhere", "{place} says it in other words, and is not {places}"},
	{"no-words", "the words do not stand in the text of {work}"},
	{"words-in", "they stand in {work}, {place}"},
}

// Codes lists the codes of all reasons, for those who word them.
func Codes() []string {
	var cs []string
	for _, r := range reasons {
		cs = append(cs, r.code)
	}
	return cs
}

// String is the English sentence, without a full stop.
func (r Reason) String() string {
	for _, s := range reasons {
		if s.code == r.Code {
			return r.Fill(s.english, func(name, value string) string {
				switch name {
				case "works":
					return strings.ReplaceAll(value, " + ", " or ")
				case "place", "places":
					return InWords(Locators(value)...)
				}
				return value
			})
		}
	}
	return r.Code
}

// Fill puts the values into the {names} of a sentence, as say words them.
func (r Reason) Fill(sentence string, say func(name, value string) string) string {
	return placeholder.ReplaceAllStringFunc(sentence, func(s string) string {
		name := s[1 : len(s)-1]
		return say(name, r.Values[name])
	})
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// Explain is the English of reasons: one sentence, without a full stop.
func Explain(rs ...Reason) string {
	var s []string
	for _, r := range rs {
		s = append(s, r.String())
	}
	return strings.Join(s, "; ")
}

var quotedName = regexp.MustCompile(`\\\{([a-z]+)\\\}`)

// mentioned are the sentences in which package cite gives its reasons, as
// expressions that find the values in them.
var mentioned = sync.OnceValue(func() map[string]*regexp.Regexp {
	m := map[string]*regexp.Regexp{}
	for _, r := range reasons {
		if !strings.Contains(r.english, "{work") && !strings.Contains(r.english, "{place") {
			form := quotedName.ReplaceAllString(regexp.QuoteMeta(r.english), `(?P<$1>[0-9]+)`)
			m[r.code] = regexp.MustCompile(`^` + form + `$`)
		}
	}
	return m
})

// Why gives the reasons for which c is not resolved: those that were set, or
// what its Detail says. It is nil where the Detail is a sentence of another
// hand, or there is none.
func (c *Citation) Why() []Reason {
	switch {
	case len(c.Reasons) > 0 || c.Detail == "":
		return c.Reasons
	case c.Status == WrongYear:
		return []Reason{Because("year-printed", "printed", c.Detail)}
	}
	for code, form := range mentioned() {
		if m := form.FindStringSubmatch(c.Detail); m != nil {
			r := Because(code)
			for i, name := range form.SubexpNames() {
				if name != "" {
					r = r.with(name, m[i])
				}
			}
			return []Reason{r}
		}
	}
	return nil
}

func (r Reason) with(name, value string) Reason {
	if r.Values == nil {
		r.Values = map[string]string{}
	}
	r.Values[name] = value
	return r
}

// Missing is why a work that name names has not the places missing, of which
// nearest is the nearest that there is: see Extent.Look.
func Missing(name Target, missing []Locator, nearest Locator) Reason {
	r := Because("no-place", "work", string(name), "places", Spaced(missing), "place", string(nearest))
	if !strings.Contains(missing[0].Number(), ".") || kindOf(missing[0].Class()) == "section" {
		return r
	}
	_, point, _ := strings.Cut(nearest.Number(), ".")
	whole, _, _ := strings.Cut(missing[0].Number(), ".")
	if at, _, _ := strings.Cut(nearest.Number(), "."); at != whole {
		return r // the paragraph is missed, not the point alone
	}
	switch point {
	case "":
		r.Code = "no-points"
	case "a":
		r.Code = "one-point"
		r.with("first", "a")
	default:
		r.Code = "no-point"
		r.with("first", "a").with("last", point)
	}
	return r
}

// Spaced joins locators as the values of a reason have them; Locators is the inverse.
func Spaced(ls []Locator) string {
	var s []string
	for _, l := range ls {
		s = append(s, string(l))
	}
	return strings.Join(s, " ")
}

// Locators splits what Spaced joined.
func Locators(s string) []Locator {
	var ls []Locator
	for _, l := range strings.Fields(s) {
		ls = append(ls, Locator(l))
	}
	return ls
}

// kinds are the English words of the kinds that do not go by their own.
var kinds = map[string]string{
	"para": "paragraph", "pp": "preambular paragraph", "fn": "footnote", "art": "Article", "practice": "good practice",
}

// InWords lists places in English: "paragraph 41", "annex, paragraph 2 (a)".
// Of more than six it gives the first and the number of the last.
func InWords(ls ...Locator) string {
	if len(ls) > 6 {
		return InWords(ls[0]) + " to " + ls[len(ls)-1].Number()
	}
	var ws []string
	for _, l := range ls {
		ws = append(ws, l.inWords())
	}
	return strings.Join(ws, ", ")
}

func (l Locator) inWords() string {
	container, kind := "", l.Class()
	if i := strings.LastIndexByte(kind, '/'); i >= 0 {
		container, kind = kind[:i], kind[i+1:]
	}
	number := l.Number()
	if kind != "section" {
		whole, points, _ := strings.Cut(number, ".")
		number = whole
		for p := range strings.SplitSeq(points, ".") {
			if p != "" {
				number += " (" + p + ")"
			}
		}
	}
	if k := kinds[kind]; k != "" {
		kind = k
	}
	s := kind + " " + number
	if container != "" {
		s = strings.ReplaceAll(strings.ReplaceAll(container, "-", " "), "/", ", ") + ", " + s
	}
	return s
}
