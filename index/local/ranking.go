package local

// Ranking says which parts of the ranking to do without, to measure what each
// is worth (index/judge/SCORES.md). The zero value is the ranking as it is.
type Ranking struct {
	NoKin          bool // letter groups
	NoNear         bool // nearness of words
	NoConcepts     bool // other names of terms of the vocabulary, and the terms put on passages
	NoTags         bool // terms put on passages and notes
	NoTitles       bool // a word in a title weighs as one in a text
	NoCoordination bool // the share of the words held
	NoOther        bool // passages held only in other languages are not raised
	NoRelaxing     bool // all words or nothing
}
