package query

import (
	"slices"
	"strings"
)

// Repair says what was mended or relaxed in a query, as a code and the values
// of its sentence. Pages have a sentence for every code in each of their
// languages; Text is the English one, for the API and the command line.
type Repair struct {
	Code Code `json:"code"`
	// Values by name: "from" is what was typed and "as" what it was read as, in
	// the query language; "limit" and "count" are numbers.
	Values map[string]string `json:"values,omitempty"`
	Text   string            `json:"text"`
}

// Code names a sort of repair.
type Code string

// What may be mended in a query, and what an engine may relax.
const (
	TooLong       Code = "too-long"       // limit, in bytes
	TooMany       Code = "too-many"       // limit, in terms
	TooDeep       Code = "too-deep"       // parentheses in parentheses
	Nothing       Code = "nothing"        // to look for
	QuoteOpen     Code = "quote-open"     // a quotation mark without a partner
	GroupOpen     Code = "group-open"     // an opening parenthesis without a partner
	GroupShut     Code = "group-shut"     // a closing one
	AndAlone      Code = "and-alone"      // nothing on one side of it
	OrAlone       Code = "or-alone"       // nothing on one side of it
	NotAlone      Code = "not-alone"      // nothing after it
	NearAlone     Code = "near-alone"     // nothing on one side of it
	NearOperand   Code = "near-operand"   // beside it something that has no place in a text
	Bounds        Code = "bounds"         // from, as: a number that is too great or too small
	Wildcard      Code = "wildcard"       // from, as: not at the end of a word
	Expression    Code = "expression"     // from, as: a regular expression
	ShortPrefix   Code = "short-prefix"   // from, as
	ShortFuzzy    Code = "short-fuzzy"    // from, as
	OnlyYears     Code = "only-years"     // from, as: a date
	NotUnderstood Code = "not-understood" // from, left out

	RelaxedNone Code = "relaxed-none" // no passage holds all the words
	Relaxed     Code = "relaxed"      // count: so many passages hold all the words
	TooMuch     Code = "too-much"     // the engine stopped before the last parts
	Respelled   Code = "respelled"    // from, as: words that stand nowhere, by words that are spelled alike
	Wider       Code = "wider"        // from, as: a term that no passage names, by the one above it
	Rebuilding  Code = "rebuilding"   // the index is being made again: most passages are not in it yet
)

// repairs gives every code its English sentence.
var repairs = []struct {
	code    Code
	english string
	one     string // for a count of one
}{
	{code: TooLong, english: "The query is longer than {limit} bytes: its end was left out."},
	{code: TooMany, english: "The query has more than {limit} words: the others were left out."},
	{code: TooDeep, english: "The parentheses are too deep: the inner ones were left out."},
	{code: Nothing, english: "There is nothing to look for in the query: everything is shown."},
	{code: QuoteOpen, english: "A quotation mark was missing: closed at the end."},
	{code: GroupOpen, english: "A closing parenthesis was missing: added at the end."},
	{code: GroupShut, english: "A closing parenthesis had no partner: left out."},
	{code: AndAlone, english: "An AND had nothing beside it: left out."},
	{code: OrAlone, english: "An OR had nothing beside it: left out."},
	{code: NotAlone, english: "A NOT had nothing after it: left out."},
	{code: NearAlone, english: "A NEAR had nothing beside it: left out."},
	{code: NearOperand, english: "NEAR stands between words and phrases only: read as AND."},
	{code: Bounds, english: "{from} is out of bounds: read as {as}."},
	{code: Wildcard, english: "Only a star at the end of a word is understood: {from} was read as {as}."},
	{code: Expression, english: "Regular expressions are not understood: {from} was read as {as}."},
	{code: ShortPrefix, english: "{from} is too short for a prefix: read as {as}."},
	{code: ShortFuzzy, english: "Other spellings are looked for of words of three letters and more: {from} was read as {as}."},
	{code: OnlyYears, english: "Only years can be asked for: {from} was read as {as}."},
	{code: NotUnderstood, english: "{from} is not understood: left out."},

	{code: RelaxedNone, english: "No passage holds all of these words: shown are those that hold some of them, best first."},
	{code: Relaxed, english: "{count} passages hold all of these words: those that hold some of them are shown too, best first.",
		one: "One passage holds all of these words: those that hold some of them are shown too, best first."},
	{code: Respelled, english: "Not every word of {from} stands in the library: shown is what was found for {as}."},
	{code: TooMuch, english: "The query asks for too much: its last parts were left out."},
	{code: Wider, english: "No passage names {from}: passages on the wider subject, {as}, are looked for too."},
	{code: Rebuilding, english: "The index is being made again, and most passages are not in it yet: ask again in a minute."},
}

// Codes lists the codes of all repairs, for those who word them.
func Codes() []Code {
	var cs []Code
	for _, r := range repairs {
		cs = append(cs, r.code)
	}
	return cs
}

// Mended makes a repair of a code and of names and values in turn.
func Mended(code Code, values ...string) Repair {
	r := Repair{Code: code}
	for i := 0; i+1 < len(values); i += 2 {
		if r.Values == nil {
			r.Values = map[string]string{}
		}
		r.Values[values[i]] = values[i+1]
	}
	r.Text = r.english()
	return r
}

// String is the English sentence.
func (r Repair) String() string { return r.Text }

func (r Repair) english() string {
	for _, s := range repairs {
		switch {
		case s.code != r.Code:
		case s.one != "" && r.Values["count"] == "1":
			return s.one
		default:
			return r.Fill(s.english, func(value string) string { return value })
		}
	}
	return string(r.Code)
}

// Fill puts the values into the {names} of a sentence, as say words them.
func (r Repair) Fill(sentence string, say func(value string) string) string {
	var pairs []string
	for name, value := range r.Values {
		pairs = append(pairs, "{"+name+"}", say(value))
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// maxRepairs is how many are worth reading.
const maxRepairs = 20

// mender collects repairs, each once.
type mender []Repair

func (m *mender) mend(code Code, values ...string) {
	r := Mended(code, values...)
	said := slices.ContainsFunc(*m, func(o Repair) bool { return o.Code == r.Code && o.Text == r.Text })
	if !said && len(*m) < maxRepairs {
		*m = append(*m, r)
	}
}
