// Package ingest turns files into documents of the library.
//
// The way is straight: source gives bytes, format makes blocks of them, a
// [Kind] (a genre: resolution, statement, concept note ...) makes passages of
// the blocks, and a [Tagger] marks citations, terms, roles. [Run] does it for
// many files and reports what became of each.
//
// Files: ingest.go (the types), kinds.go (the table of kinds), read.go (one
// file), run.go (many files), identity.go (symbol, language, title), compose.go
// (passages of blocks), body.go (numbered text), annex.go, heading.go, number.go
// (numbers of paragraphs and points), letter.go (what transmits a document), role.go
// (operative words), recommend.go (recommendations, annexed declarations), revision.go
// (reissues, revisions), soft.go (error pages), sketch.go (copies), ocr.go (scans),
// reading.go (how surely a file was read), and one file a genre: resolution.go,
// statement.go, conceptnote.go, recording.go, press.go, principles.go, compendium.go, report.go,
// numbered.go. SAMPLES.md is what becomes of the odd files.
package ingest

import (
	"concordance/corpus"
	"concordance/ingest/format"
)

// Kind is a genre of source.
type Kind struct {
	Name string
	// Match tells whether the text is of this genre. The first that matches parses it.
	Match func(*format.Text) bool
	// Parse makes a document with passages, roles, forces and identity. It does
	// not tag. It never drops a block of the body: what it cannot place it
	// keeps as a passage and says so in a warning.
	Parse func(*format.Text) (*corpus.Document, error)
}

// Tagger marks a parsed document in place.
type Tagger interface {
	Tag(d *corpus.Document)
}

// Report is what became of a run over many files. Its JSON form is part of the
// command line's contract.
type Report struct {
	Added     int       `json:"added"`
	Unchanged int       `json:"unchanged"`
	Replaced  int       `json:"replaced"`
	Works     int       `json:"works"`    // new works
	Passages  int       `json:"passages"` // of the documents added or replaced
	Failed    []Failure `json:"failed"`
	Warnings  []Doubt   `json:"warnings"`
}

// Failure names a file that could not be read, and why, in one line.
type Failure struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// Doubt names a file that was read with a doubt.
type Doubt struct {
	File    string `json:"file"`
	Warning string `json:"warning"`
}
