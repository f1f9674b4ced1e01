package ui

import (
	"cmp"
	"slices"
	"strconv"

	"concordance/corpus"
	"concordance/corpus/check"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// Verdicts counts the findings of one sort: "18 citations: 3 need attention".
type Verdicts struct {
	Text  string
	Fault bool
}

// FindingGroup is findings that ask the same of an author.
type FindingGroup struct {
	ID, Label string
	Fold      bool // nothing to do: shown on demand
	Findings  []Finding
	More      string // how many were left out
}

// Finding is what became of a citation or a quotation of a draft.
type Finding struct {
	ID       string // "finding-c3"; the place in the draft is "draft-c3"
	Place    string
	Class    string // "fault", "heed", "sound"
	Status   string // in words
	Surface  string
	Says     Said // what is wrong
	Suggest  Said
	Compared []Compared // a quotation against its source
	Name     string     // of the passage or work that was looked at
	URL      string
	Outside  bool // URL leads out of our pages
	Passage  Said
	start    int
}

// Compared is a run of a quotation: words of both, of the draft only, or of the source only.
type Compared struct{ Same, Draft, Source string }

// The classes of a finding, worst first.
const (
	fault = "fault" // to be mended
	heed  = "heed"  // to be known
	sound = "sound"
)

func class(isFault, isSound bool) string {
	switch {
	case isFault:
		return fault
	case isSound:
		return sound
	}
	return heed
}

func citationClass(s check.Status) string { return class(s.Fault(), s == check.OK) }

func quotationClass(s check.QuoteStatus) string { return class(s.Fault(), s == check.Exact) }

func (v *checkPage) summary(r *check.Report) {
	faults := 0
	for _, c := range r.Citations {
		if c.Status.Fault() {
			faults++
		}
	}
	v.verdicts(v.N("check.citations", len(r.Citations)), faults, len(r.Citations) > 0)
	if len(r.Quotations) == 0 {
		return
	}
	v.verdicts(v.N("check.quotations", len(r.Quotations)), r.Faults()-faults, true)
}

func (v *checkPage) verdicts(count string, faults int, any bool) {
	if any {
		count += v.T("list.colon") + v.N("check.attention", faults)
	}
	v.Summary = append(v.Summary, Verdicts{count, faults > 0})
}

// findings groups what was found, faults first.
func (v *checkPage) findings(r *check.Report) {
	groups := []FindingGroup{{ID: fault, Label: v.T("check.faults")}, {ID: heed, Label: v.T("check.heeds")}, {ID: sound, Label: v.T("check.sounds"), Fold: true}}
	add := func(f Finding) {
		i := slices.IndexFunc(groups, func(g FindingGroup) bool { return g.ID == f.Class })
		groups[i].Findings = append(groups[i].Findings, f)
	}
	for i := range r.Citations {
		add(v.citation(i, &r.Citations[i]))
	}
	for i := range r.Quotations {
		add(v.quotation(i, r))
	}
	for _, g := range groups {
		slices.SortStableFunc(g.Findings, func(a, b Finding) int { return cmp.Compare(a.start, b.start) })
		if n := len(g.Findings) - maxFindings; n > 0 {
			g.Findings, g.More = g.Findings[:maxFindings], v.N("check.more", n)
		}
		if len(g.Findings) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
}

// key names a finding in the anchors of the page: "c3" or "q0".
func key(sort string, i int) string { return sort + strconv.Itoa(i) }

func (v *checkPage) citation(i int, c *check.Finding) Finding {
	f := Finding{
		ID: "finding-" + key("c", i), Place: "draft-" + key("c", i),
		Class: citationClass(c.Status), Status: v.T("check.is-" + string(c.Status)), Surface: c.Surface, start: c.Start,
	}
	f.Says = v.why(c.Reasons, c.Detail)
	switch {
	case c.AnyNumber():
		f.Suggest = said(v.T("check.mend-number", "n", strconv.Itoa(c.Highest)), v.Tag)
	case c.Suggestion != "" && c.Suggestion != c.Surface:
		f.Suggest = said(c.Suggestion, "")
	}
	v.point(&f, c)
	return f
}

// point gives the address and the words of what was cited.
func (v *checkPage) point(f *Finding, c *check.Finding) {
	f.Name = v.apart(cmp.Or(string(c.Target), c.Surface))
	var at corpus.Locator
	if len(c.Pinpoints) > 0 && c.Passage != "" && c.Pinpoints[0].Valid() {
		at = c.Pinpoints[0]
		f.Name += v.T("list.comma") + v.Locator(at)
	}
	switch {
	case c.Work != "":
		f.URL = v.Work(c.Work, at)
	case c.Target != "":
		f.URL, f.Outside = cite.Address(c.Target, v.Page.Text), true
	}
	f.Passage = quoted(c.Passage)
}

// quoted is a passage in whatever language it is held.
func quoted(passage string) Said {
	if passage == "" {
		return Said{}
	}
	t, _ := lang.Detect(passage)
	return said(passage, t)
}

func (v *checkPage) quotation(i int, r *check.Report) Finding {
	q := &r.Quotations[i]
	f := Finding{
		ID: "finding-" + key("q", i), Place: "draft-" + key("q", i),
		Class: quotationClass(q.Status), Status: v.T("check.quotation-" + string(q.Status)), Surface: q.Text, start: q.Start,
	}
	if q.Citation >= 0 && q.Citation < len(r.Citations) {
		c := r.Citations[q.Citation]
		if q.Locator != "" {
			c.Pinpoints, c.Passage = []corpus.Locator{q.Locator}, cmp.Or(q.Passage, c.Passage)
		}
		v.point(&f, &c)
	}
	f.Says = v.why(q.Reasons, q.Detail)
	if q.Status == check.Differs {
		f.Compared = compare(r.Text, q)
	}
	if q.Suggestion != "" {
		f.Suggest = quoted(q.Suggestion)
	}
	return f
}

// compare sets a quotation against its source, in the draft's order. A
// difference that does not lie in the quotation is left out.
func compare(text string, q *check.Quotation) []Compared {
	var out []Compared
	at := q.Start
	for _, d := range q.Differences {
		if d.Start < at || d.End < d.Start || d.End > q.End {
			continue
		}
		if d.Start > at {
			out = append(out, Compared{Same: text[at:d.Start]})
		}
		out = append(out, Compared{Draft: text[d.Start:d.End], Source: d.Source})
		at = d.End
	}
	if at < q.End {
		out = append(out, Compared{Same: text[at:q.End]})
	}
	return out
}
