// Package corpus is the domain of Concordance: works, their language versions,
// the passages they are made of, the notes that digest them and the citations
// between them. Nothing here reads files, stores or searches.
//
// The words follow FRBR, as Akoma Ntoso and libraries use them. A [Work] is what
// is cited whatever the language; a [Document] is one language version read from
// one file; a [Passage] is its smallest citable piece, addressed by a [Locator].
// The language versions of a passage meet in a [Provision], which is the unit of
// search, of citation and of every permalink.
//
// Files: work.go (Work, Provision, Note), document.go (Document, Passage),
// locator.go (Locator), citation.go (Citation, Target), term.go (roles, forces,
// terms), reading.go (how surely a file was read), join.go (how versions meet),
// moved.go (what stands elsewhere after a change), extent.go (which places a work has), correction.go (a person's word), reason.go
// (why something was found of a citation), library.go (the Library interface).
package corpus
