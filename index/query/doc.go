// Package query is the query language: what people type, read into a tree and
// printed back in a normal form.
//
//	soft targets                   passages that hold all the words
//	"soft targets"                 the words as a phrase
//	stadium OR arena               either; AND binds before OR, parentheses before both
//	stadium -football              not; NOT football is the same
//	terror*                        words that begin so
//	theme:risk-assessment          a facet's value; also work: cites: citedby: kind: body: year: lang: title:
//	2015..2023  2015..  ..2023     years
//	S/RES/2396   60/288   2396 (2017) para 27   op 27 of 2396     a work or a passage
//
// Parse never fails: what is broken is mended, and Repairs says how. Operators
// are upper case, so that "and", "or", "not" in a sentence are words.
// Parse(q.String()) gives q again.
//
// Words without an operator between them are asked for together: a passage must
// hold all of them, in any language or in our note on it, common words such as
// "the" and "who" apart. Two things are relaxed, and said among the repairs:
//
//   - When no passage holds all the words, an engine shows those that hold some,
//     best first.
//   - Four words or more are taken for a sentence. When fewer than ten passages
//     hold all of its words, those that hold some are shown too, best first.
//     If even so nothing holds its phrases and references, they may be missing:
//     the sentence may have been pasted.
//
// So a short query counts what it says, and a question still finds something.
// Words joined by an explicit AND, fields, years and what stands under a NOT are
// never relaxed. Words that name a term of the vocabulary stand for all of its
// names in all languages. In a sentence typed in capitals, AND and OR are words.
//
// Files: query.go (the tree), lex.go (characters to tokens), reference.go
// (symbols among the tokens), parse.go (tokens to the tree), print.go.
package query
