// Package local is the embedded engine. It is the only place that knows Bleve,
// and uses it for what it does well: analysing in parallel, writing segments
// safely, and handing out postings. Ranking, facets, snippets and paging are
// our own, over those postings.
//
// An entry of the index is a provision, named work/locator. Every language has
// fields of its own ("text.fr", "title.fr"), with its own analyser; our notes
// have "note.en": each is a channel. A query is analysed by each language and
// asked of each; an entry's score is that of its best channel, so that a
// provision held in six languages does not win by number.
//
// A search goes so: the query is compiled into a plan (plan.go), the plan bound
// to a view of the index (bind.go), which makes a list of entries for every
// word, phrase and NEAR (gather.go) and joins them in nodes (node.go). The nodes
// are asked chunk by chunk, on all processors (scan.go); when too few entries
// hold everything, again for some of it (relax.go). The best hits get a second
// look (rerank.go), and a page of them is shown (search.go). What a query may
// read is bounded; what lies beyond is left out, and said.
//
// Bleve's inverted index forgets the order of words. Each segment has a forward
// index beside it, which lists them: phrases, nearness and kinship of words are
// judged by it, and other spellings found in it. A rebuild makes it of the words
// it cuts for the postings; whenever it is missing, damaged or another segment's
// it is made again of what is stored, to the same byte.
//
// On disk a directory holds generations, one Bleve index each, and a file
// "current" that names the one in use. A rebuild writes a new generation beside
// the old one and then changes the file: whatever happens meanwhile, one whole
// index is there.
//
// Files, what is written:
//
//	engine.go      Engine: open, put, delete, status
//	build.go       filling a new generation, for a rebuild
//	generation.go  the directory of generations
//	entry.go       a provision as a Bleve document
//	field.go       a field with terms that we count
//	record.go      what is stored with an entry, for showing it
//	analyser.go    text to tokens; fold.go and stem.go: the forms of a word
//	channel.go     the languages and their fields
//	draft.go       the words of entries, as they are cut
//	spool.go       what is drafted, in a file or in memory
//	forward.go     the forward index of a segment
//	recurring.go   phrases that recur, to be suggested
//	shelf.go       the forward indexes of a generation: in files, or in memory
//	frequent.go    the lists of frequent words, in a file
//	kept.go        the columns of a view, in a file
//
// What is read:
//
//	view.go        a snapshot with its columns in memory; column.go, bits.go
//	part.go        a segment of it: dictionaries, postings, records
//	list.go        the entries that hold a word, with what it is worth in each
//	gather.go      making lists; prefixes and misspelt words
//	phrase.go      words in their order: phrases and NEARs
//
// And a search:
//
//	plan.go        a query compiled; concept.go: words that name a term
//	bind.go        a plan bound to a view: lists, and what they weigh
//	node.go        nodes: and, or, not, lists, sets
//	scan.go        the hits of a node: filtered, counted, the best kept
//	parallel.go    on all processors, a panic being an error
//	relax.go       asking for some of the words
//	language.go    which language a query is in
//	rerank.go      the second look: nearness and kinship
//	ranking.go     which parts of the ranking to do without, for measuring
//	reference.go   works and passages that a query names or that others cite
//	like.go        entries like another
//	search.go      one search; facet.go, cursor.go, snippet.go
//	why.go         what a score is made of
//	spell.go       the query as it was perhaps meant
//	suggest.go     completing what is typed, and the names of works
package local
