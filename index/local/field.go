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
			p := newPostings(f.freqs, ts)
			for i := range ts {
				t := &ts[i]
				p.add(t.stem, base+t.pos)
				if t.pair != "" {
					p.add(t.pair, base+t.pos-1)
				}
				if t.form != t.stem && forms.freqs[t.form] == nil {
					count(forms.freqs, t.form)
				}
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

// postings makes the entries of a text's terms out of a few allocations.
type postings struct {
	to    index.TokenFrequencies
	freqs []index.TokenFreq
	locs  []index.TokenLocation
	ptrs  []*index.TokenLocation
}

func newPostings(to index.TokenFrequencies, ts []token) *postings {
	n := len(ts)
	for i := range ts {
		if ts[i].pair != "" {
			n++
		}
	}
	return &postings{to, make([]index.TokenFreq, 0, n), make([]index.TokenLocation, 0, n), make([]*index.TokenLocation, 0, n)}
}

func (p *postings) add(term string, pos int) {
	p.locs = append(p.locs, index.TokenLocation{Position: pos})
	loc := &p.locs[len(p.locs)-1]
	tf := p.to[term]
	if tf == nil {
		p.freqs = append(p.freqs, index.TokenFreq{Term: []byte(term)})
		tf = &p.freqs[len(p.freqs)-1]
		p.to[term] = tf
	}
	tf.SetFrequency(tf.Frequency() + 1)
	if tf.Locations == nil { // most terms stand once
		p.ptrs = append(p.ptrs, loc)
		n := len(p.ptrs)
		tf.Locations = p.ptrs[n-1 : n : n]
		return
	}
	tf.Locations = append(tf.Locations, loc)
}

// gap keeps a phrase from running over the end of a part.
const gap = 10

func forms(name string) *field {
	return &field{name: name, options: index.IndexField | index.SkipFreqNorm, freqs: index.TokenFrequencies{}}
}
