package ui

import (
	"slices"
	"strings"

	"concordance/corpus/check"
)

// DraftLine is a line of a draft, in runs.
type DraftLine []Run

// Run is words of a draft that are marked in one way, or a verdict between words.
type Run struct {
	Text    string
	Class   string   // of the citation: "fault", "heed", "sound"; "" outside citations
	Quoted  string   // the same of the quotation
	Differs bool     // the words are not those of the source
	Verdict *Verdict // stands behind the citation or quotation
}

// Verdict tells of a citation or quotation and leads to the finding.
type Verdict struct {
	ID, URL, Class, Status string
}

// extent is a marked part of a draft.
type extent struct {
	start, end int
	mark       func(*Run)
	verdict    *Verdict
}

// draft lays out the text with its marks; the runs, joined, are the text.
func (v *checkPage) draft(r *check.Report) []DraftLine {
	shown := v.shown()
	var marks []extent
	for i, c := range r.Citations {
		class := citationClass(c.Status)
		marks = append(marks, extent{c.Start, c.End, func(x *Run) { x.Class = class }, shown[key("c", i)]})
	}
	for i, q := range r.Quotations {
		class := quotationClass(q.Status)
		marks = append(marks, extent{q.Start, q.End, func(x *Run) { x.Quoted = class }, shown[key("q", i)]})
		for _, d := range q.Differences {
			if d.Start >= q.Start && d.End <= q.End {
				marks = append(marks, extent{d.Start, d.End, func(x *Run) { x.Differs = true }, nil})
			}
		}
	}
	return runs(r.Text, marks)
}

// shown gives each finding that is listed its verdict, by key.
func (v *checkPage) shown() map[string]*Verdict {
	out := map[string]*Verdict{}
	for _, g := range v.Groups {
		for _, f := range g.Findings {
			out[strings.TrimPrefix(f.Place, "draft-")] = &Verdict{f.Place, "#" + f.ID, f.Class, f.Status}
		}
	}
	return out
}

// runs cuts text into lines, and these where marks begin and end. Marks may lie
// in one another; one that is out of bounds or cuts a letter is left out.
func runs(text string, marks []extent) []DraftLine {
	marks = keep(marks, func(m extent) bool { return m.start < m.end && boundary(text, m.start) && boundary(text, m.end) })
	slices.SortStableFunc(marks, func(a, b extent) int { return a.start - b.start })
	cuts := []int{0, len(text)}
	for _, m := range marks {
		cuts = append(cuts, m.start, m.end)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	lines := []DraftLine{nil}
	add := func(r Run) { lines[len(lines)-1] = append(lines[len(lines)-1], r) }
	var open []extent
	for i, at := range cuts {
		for _, m := range open {
			if m.end == at && m.verdict != nil {
				add(Run{Verdict: m.verdict})
			}
		}
		open = keep(open, func(m extent) bool { return m.end > at })
		for len(marks) > 0 && marks[0].start == at {
			open, marks = append(open, marks[0]), marks[1:]
		}
		if i+1 == len(cuts) {
			break
		}
		look := Run{}
		for _, m := range open {
			m.mark(&look)
		}
		for k, s := range strings.Split(text[at:cuts[i+1]], "\n") {
			if k > 0 {
				lines = append(lines, nil)
			}
			if look.Text = s; s != "" {
				add(look)
			}
		}
	}
	return keep(lines, func(l DraftLine) bool { return len(l) > 0 })
}
