// Package check reads a draft against the library: does each work that it cites
// exist, has it the year and the paragraphs that the draft says, has a later one
// taken its place, and do quoted words stand where they are said to stand.
//
// It accuses only on evidence. A work that the library does not hold is not
// wrong for that, and says so; a citation that a later work supersedes is sound.
//
// Files: report.go (what is found), draft.go (a whole draft), finding.go (a
// citation), organ.go (who is said to have adopted it), place.go (its
// paragraphs), marks.go (quotation marks and sentences), quote.go (which
// citation a quotation belongs to), words.go and compare.go (quotation and
// source, word for word).
package check
