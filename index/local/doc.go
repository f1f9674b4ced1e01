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
//	engine.go      Engine: open, put, delete, rebuild, status
//	generation.go  the directory of generations
//	entry.go       a provision as a Bleve document
//	field.go       a field with tokens of our own making
//	record.go      what is stored with an entry, for showing it
//	analyser.go    text to tokens; fold.go, stem.go: the words
//	channel.go     the languages and their fields
//	view.go        a snapshot with its columns in memory; column.go
//	plan.go        a query compiled for an index
//	match.go       running a plan: BM25F over postings; phrase.go
//	search.go      one search; facet.go, cursor.go, snippet.go, best.go
//	suggest.go     completing what is typed
package local
