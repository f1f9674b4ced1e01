// Package query is the query language: what people type, read into a tree and
// printed back in a normal form.
//
//	soft targets                   passages that hold all the words
//	"soft targets"                 the words as a phrase
//	"soft targets plan"~5          the words in any order, each at most 5 words from each other
//	stadium NEAR/5 screening       both, at most 5 words apart, in either order; NEAR alone is NEAR/10
//	"soft targets" NEAR/10 resil*  phrases, prefixes and misspelt words too
//	stadium OR arena               either; NEAR binds before AND, AND before OR, parentheses before all
//	stadium -football              not; NOT football is the same
//	terror*                        words that begin so
//	stadum~1  infrastucture~2      words that differ by so many letters; stadum~ takes one for a word
//	                               under six letters, else two
//	theme:risk-assessment          a facet's value; also work: cites: citedby: kind: body: year: lang: title:
//	2015..2023  2015..  ..2023     years
//	S/RES/2396   60/288   2396 (2017) para 27   op 27 of 2396     a work or a passage
//
// Parse never fails: what is broken is mended, and Repairs says how, as codes
// that pages word in their languages. Operators are upper case, so that "and",
// "or", "not", "near" in a sentence are words. Parse(q.String()) gives q again.
//
// # Closeness
//
// Words side by side are one apart: NEAR/1 is a phrase in either order. Numbers
// go from 1 to 100. Each side of a NEAR is one word, phrase, prefix or misspelt
// word; a NEAR beside anything else, such as a group, a field or a NOT, is read
// as AND. A chain nests to the left: in a NEAR/5 b NEAR/5 c, c is near a place
// where a and b are near each other. The ~ of a phrase may stand before it too,
// ~5"soft targets", and without a number means 10; Arabic digits will do.
//
// # What is written elsewhere
//
// A star, or a question mark among letters, that does not end a word makes a
// prefix of what stands before it: te*t and wom?n are te* and wom*; before a
// word a star is left out. A regular expression between slashes is read as the
// letters it begins with, /terror.*/ as terror*. A word of fewer than three
// letters, or of Chinese characters, is never misspelt. year:2015..2023,
// year:2015-2023, year:>=2015 and year:[2015 TO 2023] are years, also under the
// names years: and date:, where date:2015 is 2015..2015 and of a day only the
// year counts.
//
// # All of the words, or some
//
// Words without an operator between them are asked for together: a passage must
// hold all of them, in any language or in our note on it, common words such as
// "the" and "who" apart. When fewer than ten passages hold them all, those that
// hold some are shown too, best first, and that is said among the repairs. Four
// words or more are taken for a sentence: if even so nothing holds its phrases
// and references, they may be missing; and in one of twelve words or more, which
// must have been pasted, quotation marks do not bind. A quoted sentence that
// stands nowhere is looked for by its words.
//
// Words joined by an explicit AND or NEAR, fields, years and what stands under a
// NOT are never relaxed. Words that name a term of the vocabulary stand for all
// of its names in all languages. In a sentence typed in capitals, AND, OR, NOT
// and NEAR without a number are words.
//
// Files: query.go (the tree), lex.go (characters to tokens), word.go, near.go,
// years.go and reference.go (sorts of token), parse.go (tokens to the tree),
// print.go, repair.go (what was mended).
package query
