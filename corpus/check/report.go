package check

import "concordance/corpus"

// Report is what Draft found. Offsets are bytes of Text.
type Report struct {
	Text       string      `json:"-"`
	Citations  []Finding   `json:"citations"`  // by Start; never nil
	Quotations []Quotation `json:"quotations"` // by Start; never nil
}

// Finding is what became of one citation.
type Finding struct {
	Start      int              `json:"start"`
	End        int              `json:"end"`
	Surface    string           `json:"surface"` // Text[Start:End]
	Target     corpus.Target    `json:"target"`  // the instrument meant, "" when that cannot be told
	Pinpoints  []corpus.Locator `json:"pinpoints"`
	Status     Status           `json:"status"`
	Detail     string           `json:"detail"`     // what is wrong, or by what it is superseded; English
	Suggestion string           `json:"suggestion"` // what to write instead, "" when that cannot be told
	Work       corpus.WorkID    `json:"work"`       // "" when the library does not know it
	URL        string           `json:"url"`        // for the caller to fill in: where the work is read
	Passage    string           `json:"passage"`    // text of the first pinpoint that is held, "" when none is
	Locator    corpus.Locator   `json:"locator"`    // of Passage, as the work has it
	// What Detail says, for those who say it in another language.
	Reasons    []corpus.Reason  `json:"reasons"`              // never nil
	Candidates []corpus.Target  `json:"candidates,omitempty"` // when ambiguous
	Successors []Successor      `json:"successors,omitempty"` // when superseded
	Missing    []corpus.Locator `json:"missing,omitempty"`    // pinpoints that the work has not
	Highest    int              `json:"highest,omitempty"`    // number of the last paragraph of their class
	Nearest    corpus.Locator   `json:"nearest,omitempty"`    // of the places the work has, to the first of Missing
}

// is gives f a status for a reason: its code, and names and values in turn.
func (f *Finding) is(s Status, code string, values ...string) {
	f.Status, f.Reasons, f.Detail = s, nil, ""
	f.because(corpus.Because(code, values...))
}

// because adds reasons.
func (f *Finding) because(rs ...corpus.Reason) {
	f.Reasons = append(f.Reasons, rs...)
	f.Detail = corpus.Explain(f.Reasons...)
}

// Successor is a later work that takes the place of the one cited, or prolongs it.
type Successor struct {
	Target   corpus.Target `json:"target"`
	Relation string        `json:"relation"` // "extended", "superseded", "revised", "succeeded", "updated" or "replaced"
	Detail   string        `json:"detail,omitempty"`
}

// Status of a citation.
type Status string

// A citation that is Superseded is sound, as is one whose text is NotHeld as far as can be told.
const (
	OK              Status = "ok"
	WrongYear       Status = "wrong-year"
	NoSuchParagraph Status = "no-such-paragraph"
	Superseded      Status = "superseded"
	Ambiguous       Status = "ambiguous"
	Unknown         Status = "unknown"
	NotHeld         Status = "not-held" // a work by its form, whose text is not in the library
)

// Fault reports whether an author has something to mend.
func (s Status) Fault() bool {
	return s == WrongYear || s == NoSuchParagraph || s == Ambiguous || s == Unknown
}

// Quotation is a quoted run of words near a citation.
type Quotation struct {
	Start       int             `json:"start"` // of the words, without the marks
	End         int             `json:"end"`
	Text        string          `json:"text"` // Text[Start:End]
	Status      QuoteStatus     `json:"status"`
	Citation    int             `json:"citation"`    // index into Report.Citations
	Locator     corpus.Locator  `json:"locator"`     // of the passage compared with
	Detail      string          `json:"detail"`      // English
	Reasons     []corpus.Reason `json:"reasons"`     // what Detail says; never nil
	Suggestion  string          `json:"suggestion"`  // "" when there is none
	Differences []Difference    `json:"differences"` // in order; never nil
	Passage     string          `json:"passage"`     // the words of the passage that come nearest, "" when none do

	share float64 // of its words that Passage has, in their order
}

// because gives a reason more: its code, and names and values in turn.
func (q *Quotation) because(code string, values ...string) {
	q.Reasons = append(q.Reasons, corpus.Because(code, values...))
	q.Detail = corpus.Explain(q.Reasons...)
}

// QuoteStatus says how a quotation compares with what it is said to quote.
type QuoteStatus string

const (
	Exact         QuoteStatus = "exact"
	Differs       QuoteStatus = "differs"
	QuoteNotFound QuoteStatus = "not-found"
	QuoteNotHeld  QuoteStatus = "not-held"
)

// Fault reports whether an author has something to mend.
func (s QuoteStatus) Fault() bool { return s == Differs || s == QuoteNotFound }

// Difference is one place where a quotation and its source part; either side
// may be empty.
type Difference struct {
	Start  int    `json:"start"` // bytes of Report.Text: the words that differ
	End    int    `json:"end"`
	Quoted string `json:"quoted"`
	Source string `json:"source"`
}

// Faults counts what an author has to mend.
func (r *Report) Faults() int {
	n := 0
	for _, f := range r.Citations {
		if f.Status.Fault() {
			n++
		}
	}
	for _, q := range r.Quotations {
		if q.Status.Fault() {
			n++
		}
	}
	return n
}
