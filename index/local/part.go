package local

import (
	"cmp"
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// part is one segment of a view.
type part struct {
	snap    *scorch.SegmentSnapshot
	base    uint32 // number of its first entry in the view
	size    int
	forward *forward

	mu    sync.Mutex                        // a dictionary is not for several goroutines
	dicts map[string]segment.TermDictionary // by field
}

func (p *part) dictionary(field string) (segment.TermDictionary, error) {
	if d := p.dicts[field]; d != nil {
		return d, nil
	}
	d, err := p.snap.Segment().Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("index/local: %w", err)
	}
	if p.dicts == nil {
		p.dicts = map[string]segment.TermDictionary{}
	}
	p.dicts[field] = d
	return d, nil
}

func (p *part) postings(field, term string) (segment.PostingsList, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	dict, err := p.dictionary(field)
	if err != nil {
		return nil, err
	}
	l, err := dict.PostingsList([]byte(term), p.snap.Deleted(), nil)
	if err != nil {
		return nil, fmt.Errorf("index/local: %w", err)
	}
	return l, nil
}

// walker walks the entries of a part that have a term.
type walker struct {
	it   segment.PostingsIterator
	base uint32
	doc  uint32 // number in the view
	freq float32
	norm float64
	err  error
	end  bool
}

// walk begins before the first entry; with lengths it tells the norm, too.
func (p *part) walk(field, term string, lengths bool) (*walker, error) {
	l, err := p.postings(field, term)
	if err != nil {
		return nil, err
	}
	return &walker{it: l.Iterator(true, lengths, false, nil), base: p.base, end: l.Count() == 0}, nil
}

func (w *walker) next() bool {
	if w.end {
		return false
	}
	x, err := w.it.Next()
	if err != nil || x == nil {
		w.err, w.end = err, true
		return false
	}
	w.doc, w.freq, w.norm = w.base+uint32(x.Number()), float32(x.Frequency()), x.Norm()
	return true
}

// holders appends the entries that have a term, in order.
func (v *view) holders(field, term string, to []uint32) (_ []uint32, err error) {
	for _, p := range v.parts {
		if to, err = p.holders(field, term, to); err != nil {
			return to, err
		}
	}
	return to, nil
}

// holders appends the entries of a part, as the view numbers them.
func (p *part) holders(field, term string, to []uint32) ([]uint32, error) {
	l, err := p.postings(field, term)
	if err != nil {
		return to, err
	}
	it := l.Iterator(false, false, false, nil)
	if fast, ok := it.(segment.OptimizablePostingsIterator); ok && fast.ActualBitmap() != nil {
		all := fast.ActualBitmap().ManyIterator()
		var buf [512]uint32
		for n := all.NextMany(buf[:]); n > 0; n = all.NextMany(buf[:]) {
			for _, local := range buf[:n] {
				to = append(to, p.base+local)
			}
		}
		return to, nil
	}
	for {
		x, err := it.Next()
		if err != nil {
			return to, fmt.Errorf("index/local: %w", err)
		}
		if x == nil {
			return to, nil
		}
		to = append(to, p.base+uint32(x.Number()))
	}
}

// record reads what is stored of an entry.
func (v *view) record(d uint32) (*record, error) {
	p, local := v.locate(d)
	if p == nil {
		return nil, errRecord
	}
	return readRecord(p.snap, uint64(local))
}

func readRecord(s *scorch.SegmentSnapshot, local uint64) (*record, error) {
	var r *record
	bad := errRecord
	err := s.VisitDocument(local, func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == recordField {
			r, bad = unmarshal(value)
		}
		return field != recordField
	})
	if err = cmp.Or(err, bad); err != nil {
		return nil, fmt.Errorf("index/local: %w", err)
	}
	return r, nil
}
