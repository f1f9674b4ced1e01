// Package store keeps the library in one bbolt file: it implements
// [corpus.Library], and is the only place that knows bbolt.
//
// Every change is one transaction, and a transaction that has been reported is
// on the disk: a process that is killed loses nothing it spoke of. One process
// owns the data directory at a time; a second one is told so ([ErrOwned]).
//
// What is kept twice is kept by one function: whenever a document, a
// description or a note of a work changes, the work is joined anew and its
// summary, its names and the citations its notes make are written from the join
// (writer.go). Nothing reads more than one work, or a page of short entries, at
// a time; no read transaction is open while a caller's loop body runs.
//
// Files: keys.go (every bucket and key), schema.go (migrations), store.go
// (Open, Meta, WriteTo), codec.go (values), add.go (Add), describe.go
// (Describe, Remove), correct.go (Correct, Uncorrect, Corrections), writer.go
// (what every change has in common), mention.go (citations and the index of
// them), moved.go (passages that stand elsewhere
// now), extent.go (which mentions name places that do not exist), name.go (names works go by),
// read.go (Work, Works, Find), list.go (CitedBy, Unresolved, Changes), scan.go
// (lists in pages).
package store
