package local

import (
	index "github.com/blevesearch/bleve_index_api"
)

// mark is a term that stands once in every text, so that its postings give the
// length of every text of a field. No word can be it.
const mark = "\x00"

// field is a field of a Bleve document with tokens of our own making.
type field struct {
	name    string
	options index.FieldIndexingOptions
	value   []byte // stored, if the options say so
	length  int
	freqs   index.TokenFrequencies
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.freqs }
func (f *field) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }
func (f *field) Size() int                                        { return 200 + len(f.value) + 100*len(f.freqs) }

// Analyze has nothing to do: a draft counts the words.
func (f *field) Analyze() {}

// stored is a field that is only kept.
func stored(name string, value []byte) *field {
	return &field{name: name, options: index.StoreField, value: value}
}

// text is a searchable text: a field of stems. Their order, and the words as
// they are written, are in the forward index.
func text(name string, freqs index.TokenFrequencies, length int) *field {
	return &field{name: name, options: index.IndexField, freqs: freqs, length: length}
}

// times is how often a term stands in a text. They are shared: nothing changes
// them.
func times(n int) *index.TokenFreq {
	if n < len(fewTimes) {
		return &fewTimes[n]
	}
	tf := &index.TokenFreq{}
	tf.SetFrequency(n)
	return tf
}

var fewTimes = func() (few [64]index.TokenFreq) {
	for n := range few {
		few[n].SetFrequency(n)
	}
	return few
}()

// once are terms that stand once each.
func once(terms ...string) index.TokenFrequencies {
	freqs := make(index.TokenFrequencies, len(terms))
	for _, t := range terms {
		freqs[t] = times(1)
	}
	return freqs
}
