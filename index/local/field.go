package local

import (
	"sync"

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
	p := newPostings(len(values))
	for _, v := range values {
		p.add(v)
	}
	return &field{name: name, options: index.IndexField | index.SkipFreqNorm, length: len(values), freqs: p.to}
}

// stored is a field that is only kept.
func stored(name string, value []byte) *field {
	return &field{name: name, options: index.StoreField, value: value}
}

// text is a searchable text: a field of stems. Their order, and the words as
// they are written, are in the forward index.
func text(name string, a *analyser, parts ...string) *field {
	f := &field{name: name, options: index.IndexField}
	f.analyse = func() {
		room := 0
		for _, s := range parts {
			room += len(s) / 8 // words are about as long, and some come again
		}
		stems := newPostings(room)
		f.freqs = stems.to
		ts := tokenRoom.Get().(*[]token)
		defer tokenRoom.Put(ts)
		for _, s := range parts {
			*ts = a.tokens(s, (*ts)[:0])
			for i := range *ts {
				t := &(*ts)[i]
				stems.add(t.stem)
				if t.pair != "" {
					stems.add(t.pair)
				}
				if !a.stop[t.form] {
					f.length++
				}
			}
		}
		stems.add(mark)
	}
	return f
}

// tokenRoom has tokens to use again: a text makes many, for a moment.
var tokenRoom = sync.Pool{New: func() any { return new([]token) }}

// postings counts the terms of a text. Terms and counts are cut from larger
// pieces: there are hundreds of them in a text.
type postings struct {
	to    index.TokenFrequencies
	new   []index.TokenFreq // room for terms to come
	bytes []byte            // and for their bytes
}

// newPostings has room for so many terms.
func newPostings(room int) *postings {
	return &postings{to: make(index.TokenFrequencies, room), new: make([]index.TokenFreq, room), bytes: make([]byte, 0, 8*room)}
}

func (p *postings) add(term string) {
	tf := p.to[term]
	if tf == nil {
		tf = p.enter(term)
	}
	tf.SetFrequency(tf.Frequency() + 1)
}

func (p *postings) enter(term string) *index.TokenFreq {
	if len(p.new) == 0 {
		p.new = make([]index.TokenFreq, 16)
	}
	if cap(p.bytes)-len(p.bytes) < len(term) {
		p.bytes = make([]byte, 0, max(128, len(term)))
	}
	tf := &p.new[0]
	p.new = p.new[1:]
	from := len(p.bytes)
	p.bytes = append(p.bytes, term...)
	tf.Term = p.bytes[from:len(p.bytes):len(p.bytes)]
	p.to[term] = tf
	return tf
}
