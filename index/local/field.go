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
	analyse func() // fills length and freqs; nil when they are there
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

// Analyze is called by Bleve, in parallel over documents.
func (f *field) Analyze() {
	if f.analyse != nil {
		f.analyse()
		f.analyse = nil
	}
}

// keywords is a field of whole values, for facets and columns.
func keywords(name string, values ...string) *field {
	f := &field{name: name, options: index.IndexField | index.SkipFreqNorm, length: len(values), freqs: index.TokenFrequencies{}}
	for _, v := range values {
		count(f.freqs, v)
	}
	return f
}

// stored is a field that is only kept.
func stored(name string, value []byte) *field {
	return &field{name: name, options: index.StoreField, value: value}
}

func count(freqs index.TokenFrequencies, term string) *index.TokenFreq {
	tf := freqs[term]
	if tf == nil {
		tf = &index.TokenFreq{Term: []byte(term)}
		freqs[term] = tf
	}
	tf.SetFrequency(tf.Frequency() + 1)
	return tf
}

// text is a searchable text: a field of stems with their positions. The words
// that differ from their stems go to the field forms.
func text(name string, a *analyser, forms *field, parts ...string) *field {
	f := &field{name: name, options: index.IndexField | index.IncludeTermVectors}
	f.analyse = func() {
		f.freqs = make(index.TokenFrequencies, 64)
		var ts []token
		base := 0
		for _, s := range parts {
			ts = a.tokens(s, ts[:0])
			locs := make([]index.TokenLocation, 2*len(ts))
			for i, t := range ts {
				loc := &locs[2*i]
				loc.Position = base + t.pos
				tf := count(f.freqs, t.stem)
				tf.Locations = append(tf.Locations, loc)
				if t.pair != "" {
					loc := &locs[2*i+1]
					loc.Position = base + t.pos - 1
					tf := count(f.freqs, t.pair)
					tf.Locations = append(tf.Locations, loc)
				}
				if t.form != t.stem && forms.freqs[t.form] == nil {
					count(forms.freqs, t.form)
				}
			}
			for _, t := range ts {
				if !a.stop[t.form] {
					f.length++
				}
			}
			base += len(ts) + gap
		}
		count(f.freqs, mark)
	}
	return f
}

// gap keeps a phrase from running over the end of a part.
const gap = 10

func forms(name string) *field {
	return &field{name: name, options: index.IndexField | index.SkipFreqNorm, freqs: index.TokenFrequencies{}}
}
