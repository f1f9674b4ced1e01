package corpus

import (
	"context"
	"errors"
	"iter"
)

// ErrNotFound is returned when a work, document or passage is not in the library.
var ErrNotFound = errors.New("not found in the library")

// Library is the truth: works, their documents and notes, and the citations
// between them. An index is a view of it. All methods may be called from
// several goroutines.
type Library interface {
	// Add stores documents, each joining the other languages of its work, in
	// one transaction. Adding a document twice is adding it once; a poorer
	// source of a version that is held changes nothing and says so. The
	// outcomes stand in the order of ds.
	Add(ctx context.Context, ds ...*Document) ([]Outcome, error)
	// Describe stores what the digest knows of works, and the notes on them.
	// It replaces an earlier description and its notes, and keeps documents.
	Describe(ctx context.Context, ds ...Digest) error
	// Remove takes a document out; a work without documents and notes goes too.
	Remove(ctx context.Context, id DocumentID) error

	// Work returns a work with its provisions, or ErrNotFound.
	Work(ctx context.Context, id WorkID) (*Work, error)
	// Works yields the works that f lets through, ordered by ID, without
	// their provisions (Description, Documents and Warnings only).
	Works(ctx context.Context, f Filter) iter.Seq2[*Work, error]
	// Summary returns one work as Works yields it, or ErrNotFound.
	Summary(ctx context.Context, id WorkID) (*Work, error)
	// Find returns the ID of the work that t names, by ID, symbol or alias;
	// ErrNotFound when the library does not hold it.
	Find(ctx context.Context, t Target) (WorkID, error)
	// Moved lists the places of a work whose passages stand elsewhere since it was
	// read first; Follow reads the list.
	Moved(ctx context.Context, id WorkID) ([]Move, error)
	// CitedBy yields the mentions of t from other works, grouped by citing
	// work. With a locator, only those whose pinpoints name it, a point of it
	// or a passage that holds it.
	CitedBy(ctx context.Context, t Target, l Locator) iter.Seq2[Mention, error]
	// Unresolved yields the mentions whose status is not Resolved, by document
	// and in the order of reading, beginning with the document from ("" is the
	// first). A mention resolves by itself when the text it waits for arrives.
	Unresolved(ctx context.Context, from DocumentID) iter.Seq2[Mention, error]

	// Correct keeps a person's word on a citation, in place of an earlier one on
	// the same words, and applies it wherever citations are read. It returns
	// the correction as it is kept: with its Nth where 0 was given, and the
	// passage where a point was named. The error wraps ErrNotFound when the
	// document or passage is not held, ErrBadCorrection when it cannot be made.
	Correct(ctx context.Context, c Correction) (Correction, error)
	// Uncorrect takes back the correction at the place of c: its Document,
	// Locator, Surface and Nth, which may be 0 where one stands. It returns
	// what was taken back. The error wraps ErrNotFound when there is none.
	Uncorrect(ctx context.Context, c Correction) (Correction, error)
	// Corrections yields all corrections by document, also those that no
	// longer find their words (Orphan).
	Corrections(ctx context.Context) iter.Seq2[Correction, error]

	// Changes yields, in order, the works changed after the sequence number
	// since, each once with its latest number. Removed works are yielded too.
	Changes(ctx context.Context, since uint64) iter.Seq2[Change, error]
	// Counts tells the size of the library.
	Counts(ctx context.Context) (Counts, error)
}

// Outcome is what became of one document.
type Outcome struct {
	Document DocumentID
	Work     WorkID
	Result   Result
	NewWork  bool   // the work was not in the library before
	Warning  string // e.g. which source was kept, and why
}

// Result of adding a document.
type Result string

const (
	Added     Result = "added"
	Unchanged Result = "unchanged"
	Replaced  Result = "replaced"
)

// Digest is what the digest holds of one work.
type Digest struct {
	Description `yaml:",inline"`
	Notes       []Note `json:"notes" yaml:"notes"`
}

// Filter narrows Works; a zero field lets everything through.
type Filter struct {
	Kind  Kind
	Body  string
	Year  int
	After WorkID // only works whose ID is greater: the next page
}

// Change is one entry of the library's log.
type Change struct {
	Seq     uint64
	Work    WorkID
	Removed bool
}

// Counts is the size of a library.
type Counts struct {
	Works     int    `json:"works"`
	Documents int    `json:"documents"`
	Passages  int    `json:"passages"` // over all documents
	Notes     int    `json:"notes"`
	Citations int    `json:"citations"`
	Seq       uint64 `json:"seq"` // number of the latest change
}
