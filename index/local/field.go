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

// text is a searchable text: a field of stems. Their order is in the forward
// index. The words
// that differ from their stems go to the field forms.
func text(name string, a *analyser, forms *field, parts ...string) *field {
	f := &field{name: name, options: index.IndexField}
	f.analyse = func() {
		f.freqs = make(index.TokenFrequencies, 64)
		p := postings{to: f.freqs}
		var ts []token
		for _, s := range parts {
			ts = a.tokens(s, ts[:0])
			for i := range ts {
				t := &ts[i]
				p.add(t.stem)
				if t.pair != "" {
					p.add(t.pair)
				}
				if t.form != t.stem && forms.freqs[t.form] == nil {
					count(forms.freqs, t.form)
				}
				if !a.stop[t.form] {
					f.length++
				}
			}
		}
		count(f.freqs, mark)
	}
	return f
}

// postings counts the terms of a text.
type postings struct {
	to  index.TokenFrequencies
	new []index.TokenFreq // room for terms to come
}

func (p *postings) add(term string) {
	tf := p.to[term]
	if tf == nil {
		if len(p.new) == 0 {
			p.new = make([]index.TokenFreq, 64)
		}
		tf, p.new = &p.new[0], p.new[1:]
		tf.Term = []byte(term)
		p.to[term] = tf
	}
	tf.SetFrequency(tf.Frequency() + 1)
}

func forms(name string) *field {
	return &field{name: name, options: index.IndexField | index.SkipFreqNorm, freqs: index.TokenFrequencies{}}
}
