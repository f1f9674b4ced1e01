// Package cite knows how the works of the United Nations are cited: the
// grammar of symbols, of the places inside a work, and of the mentions in
// running text, in seven languages; and it writes citations in several styles.
//
// A text is cut into tokens ([Tagger.Find] calls lex), which a parser reads
// once from left to right; what only the mentions before can tell (that
// resolution, those resolutions, ibid.) is settled last. Nothing is resolved by
// guess: a mention that cannot be is kept with the reason. Time grows with the
// length of the text alone: there is no backtracking, and every look ahead or
// back is bounded.
//
// The words of each language are data, in package lang under "citation": a slot
// of the grammar to its alternatives (lexicon.go lists the slots). The forms are
// data too (forms.go), with examples beside them that are their test.
//
// Files: symbol.go (symbols, IDs, addresses), reference.go (whole strings),
// years.go (the numbers of the Council by year), forms.go (the rows of the
// grammar), identifier.go (what identifiers say), lexicon.go (the words), names.go
// and names.yaml (instruments cited by title), token.go (tokens), find.go,
// pinpoint.go and committee.go (the parser), resolve.go (antecedents), tag.go
// (Tagger), style*.go (citation styles).
package cite
