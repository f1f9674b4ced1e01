package index

import (
	"slices"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index/query"
)

// Result answers a request.
type Result struct {
	Total int   `json:"total"` // exact
	Hits  []Hit `json:"hits"`
	// Facets, in the order of [Facets]; the count of a value ignores the other
	// values chosen in its own facet, those of years the From and To of the request, too.
	Facets []FacetCount `json:"facets,omitempty"`
	Next   string       `json:"next,omitempty"` // cursor of the next page, "" on the last
	// Query is the query as understood; Repairs says what was mended or relaxed.
	Query   string   `json:"query"`
	Repairs []Repair `json:"repairs,omitempty"`
	// Absent lists words of the query that stand in no passage and no note.
	Absent []string `json:"absent,omitempty"`
	// Expanded lists the terms of the vocabulary that the query names, in the
	// reader's language: their other names, in all languages, were searched too.
	Expanded []string `json:"expanded,omitempty"`
	// Meant is the query with its misspelt words mended, "" when none seems to be.
	Meant string `json:"did_you_mean,omitempty"`
}

// Partial reports whether the index was not whole: what is not among the hits may
// well be held.
func (r *Result) Partial() bool {
	return slices.ContainsFunc(r.Repairs, func(r Repair) bool { return r.Code == query.Rebuilding })
}

// Repair says what was mended or relaxed in a query.
type Repair = query.Repair

// Hit is one provision found.
type Hit struct {
	Work    corpus.WorkID  `json:"work_id"`
	Name    string         `json:"work"` // symbol where there is one, else the ID
	Locator corpus.Locator `json:"locator"`
	Lang    lang.Tag       `json:"lang"`  // of the snippet
	Title   string         `json:"title"` // of the work, in the reader's language where held
	Heading string         `json:"heading,omitempty"`
	Kind    corpus.Kind    `json:"kind"`
	Body    string         `json:"body,omitempty"`
	Date    string         `json:"date,omitempty"`
	Role    corpus.Role    `json:"role,omitempty"`
	Force   corpus.Force   `json:"force,omitempty"`
	Langs   []lang.Tag     `json:"langs,omitempty"` // languages of the official text held
	Score   float64        `json:"score"`
	Best    bool           `json:"best,omitempty"` // the query names this passage or work
	// Snippet is from the official text, or from our note when Note is true.
	// A reader must always be told which.
	Snippet string `json:"snippet"`
	Spans   []Span `json:"spans,omitempty"` // true match positions in Snippet
	Note    bool   `json:"note"`
	// Why says what of the query was found in it, the weightiest first.
	Why []Why `json:"why,omitempty"`
	// Others is how many more hits of the work there are, when hits are joined by work.
	Others int `json:"others,omitempty"`
	// Summary is our note on the provision, when there is one and the snippet is not it.
	Summary string `json:"summary,omitempty"`
}

// Why is one part of a hit's score.
type Why struct {
	Part Part `json:"part"`
	// Text is the word or phrase as typed, the label of a term in the reader's
	// language, or the symbol of a work; "" where Part says it all.
	Text string `json:"text,omitempty"`
	// In is where it was found: a language of the texts, or "note".
	In string `json:"in,omitempty"`
	// Share of the score, from 0 to 1.
	Share float64 `json:"share"`
}

// Part is a sort of reason for a hit.
type Part string

const (
	PartWord    Part = "word"    // a word of the query
	PartPhrase  Part = "phrase"  // words of the query side by side
	PartNear    Part = "near"    // words of the query close to each other
	PartConcept Part = "concept" // another name of a term that the query names
	PartTag     Part = "tag"     // the term was put on the passage or on a note
	PartKin     Part = "kin"     // words that share letters with those of the query
	PartNamed   Part = "named"   // the query names this work or passage
	PartCites   Part = "cites"   // it cites the work that the query names
)

// Span is a run of bytes of a snippet.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// FacetCount is one facet with its values, most frequent first.
type FacetCount struct {
	Name   string       `json:"name"`
	Values []ValueCount `json:"values"`
}

// ValueCount is a value of a facet, how many hits it has, and whether the
// request chose it.
type ValueCount struct {
	Value  string `json:"value"`
	Count  int    `json:"count"`
	Chosen bool   `json:"chosen,omitempty"`
}
