// Package index is the contract of search: what is asked, what is answered,
// and what every engine must do. It knows no engine.
//
// The index is a view of the library and can always be rebuilt from it. A
// search is a URL query: the API call, the page's address, the export link and
// the command line's argument are the same string; [ParseRequest] reads it and
// [Request.Values] writes it.
//
// Files: index.go (Engine), request.go, result.go, facet.go (the facets),
// catchup.go (bringing an engine up to the library).
package index

import (
	"context"
	"errors"
	"iter"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// ErrBadCursor is returned for a cursor that no search of this engine gave.
var ErrBadCursor = errors.New("the cursor is not one of this search: start again without it")

// Engine finds provisions. Methods may be called from several goroutines.
type Engine interface {
	// Put replaces all provisions of each work, in one batch, and remembers seq
	// as the latest change of the library it holds.
	Put(ctx context.Context, seq uint64, works ...*corpus.Work) error
	// Delete takes works out, and remembers seq.
	Delete(ctx context.Context, seq uint64, ids ...corpus.WorkID) error
	// Rebuild makes a new index of works beside the old one, which serves
	// meanwhile, and swaps them. seq is the latest change that works holds.
	Rebuild(ctx context.Context, seq uint64, works iter.Seq2[*corpus.Work, error]) error

	Search(ctx context.Context, r Request) (*Result, error)
	// Suggest completes a prefix: symbols, titles, terms. At most 10.
	Suggest(ctx context.Context, prefix string, l lang.Tag) ([]Suggestion, error)
	Status(ctx context.Context) (Status, error)
	Close() error
}

// Status of an engine.
type Status struct {
	Provisions  uint64 `json:"provisions"`
	Seq         uint64 `json:"seq"`         // latest change of the library it holds
	Fingerprint string `json:"fingerprint"` // of version, facets, analysers and scoring
	Stale       bool   `json:"stale"`       // the fingerprint on disk is another: rebuild
	Generation  string `json:"generation"`  // changes with every Put, Delete and Rebuild; for ETags
}

// Suggestion completes what is being typed.
type Suggestion struct {
	Text  string `json:"text"`          // what to put in the box
	Label string `json:"label"`         // what to show
	Kind  string `json:"kind"`          // "work", "passage", "term", "phrase"
	URL   string `json:"url,omitempty"` // where it leads, for a work or a passage: "/w/s-res-2396-2017"
}
