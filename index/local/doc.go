// Package local is the embedded engine. It is the only place that knows Bleve,
// and uses it for what it does well: analysing in parallel, writing segments
// safely, and handing out postings. Ranking, facets, snippets and paging are
// our own, over those postings.
//
// An entry of the index is a provision, named work/locator. Every language has
// fields of its own ("text.fr", "title.fr"), with its own analyser; our notes
// have "note.en". A query is analysed by each language and asked of each; an
// entry's score is that of its best language, so that a provision held in six
// does not win by number.
//
// On disk a directory holds generations, one Bleve index each, and a file
// "current" that names the one in use. A rebuild writes a new generation beside
// the old one and then changes the file: whatever happens meanwhile, one whole
// index is there.
//
// Files:
//
//	engine.go      Engine: open, put, delete, status
//	build.go       filling a new generation, for a rebuild
//	generation.go  the directory of generations
//	entry.go       a provision as a Bleve document
//	field.go       a field with tokens of our own making
//	record.go      what is stored with an entry, for showing it
//	analyser.go    text to tokens; fold.go and stem.go: the forms of a word
//	channel.go     the languages and their fields
//	view.go        a snapshot with its columns in memory; column.go, bits.go
//	plan.go        a query compiled; concept.go: words that name a term
//	match.go       running a plan: BM25F over postings; phrase.go
//	search.go      one search; facet.go, cursor.go, snippet.go
//	suggest.go     completing what is typed, and the names of works
package local
