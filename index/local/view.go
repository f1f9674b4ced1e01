package local

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"concordance/index"
)

// scoring holds the constants of BM25F; they are part of the fingerprint.
var scoring = struct {
	K1, B, TitleB float64
	// Title is the weight of a word in the title of a work of one provision.
	// A title shared by many says less of each.
	Title, SharedTitle float64
	// Concept is the weight of another name of a concept that the query names.
	Concept float64
	// Tagged is the weight of the concept's term on a passage or its notes.
	Tagged float64
}{K1: 1.2, B: 0.75, TitleB: 0.75, Title: 4, SharedTitle: 0.5, Concept: 0.7, Tagged: 0.5}

// view is a snapshot of the index with what every search needs in memory. Its
// entries are numbered from 0 to size; some numbers are free.
type view struct {
	reader     bleveindex.IndexReader
	refs       atomic.Int32 // the engine's own and one a search
	generation string

	segments []*scorch.SegmentSnapshot

	size   int
	live   bitset
	facets []*column // in the order of index.Facets
	work   *column   // one of facets
	order  *column
	date   *column
	cited  *column  // places that the entry cites
	place  []uint32 // rank of the entry by work, then reading order
	texts  []lengths
	titles []lengths

	scratch sync.Pool // *scores

	known     *sync.Map // names by segment and number, of this index's views
	namesOnce sync.Once
	works     []names
	namesErr  error
}

// lengths has what the length of a text does to the weight of a word in it.
type lengths struct {
	norm []float32 // weight by entry; nil when the field is in no entry
	docs bitset
	n    int
}

func newView(r bleveindex.IndexReader, known *sync.Map) (*view, error) {
	v := &view{reader: r, known: known}
	v.refs.Store(1)
	if s, ok := r.(*scorch.IndexSnapshot); ok {
		v.segments = s.Segments()
	}
	if err := v.measure(); err != nil {
		return nil, err
	}
	for _, f := range index.Facets {
		c, err := newColumn(r, facetPrefix+f.Name, v.size)
		if err != nil {
			return nil, err
		}
		v.facets = append(v.facets, c)
		if f.Name == "work" {
			v.work = c
		}
	}
	var err error
	if v.order, err = newColumn(r, orderField, v.size); err != nil {
		return nil, err
	}
	if v.date, err = newColumn(r, dateField, v.size); err != nil {
		return nil, err
	}
	if v.cited, err = newColumn(r, citedField, v.size); err != nil {
		return nil, err
	}
	v.rank()
	if err := v.weigh(); err != nil {
		return nil, err
	}
	return v, nil
}

// release gives a reference back; the last closes the snapshot.
func (v *view) release() {
	if v.refs.Add(-1) == 0 {
		_ = v.reader.Close()
	}
}

// measure finds the entries: every one has an order.
func (v *view) measure() error {
	r, err := v.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer r.Close()
	var docs []uint32
	for {
		id, err := r.Next()
		if err != nil {
			return err
		}
		if id == nil {
			break
		}
		d := docOf(id)
		docs = append(docs, d)
		v.size = max(v.size, int(d)+1)
	}
	v.live = newBits(v.size)
	for _, d := range docs {
		v.live.add(d)
	}
	return nil
}

// rank orders the entries by work and reading order.
func (v *view) rank() {
	docs := make([]uint32, 0, v.size)
	v.live.each(func(d uint32) { docs = append(docs, d) })
	slices.SortFunc(docs, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(v.work.first(a), v.work.first(b)), cmp.Compare(v.order.first(a), v.order.first(b)))
	})
	v.place = make([]uint32, v.size)
	for i, d := range docs {
		v.place[d] = uint32(i)
	}
}

// weigh reads the lengths of all texts and titles.
func (v *view) weigh() error {
	shared := v.titleWeights()
	one := func(uint32) float64 { return 1 }
	fields := map[string]lengths{}
	for _, c := range channels {
		for _, f := range []struct {
			name   string
			b      float64
			weight func(uint32) float64
		}{{c.text, scoring.B, one}, {c.title, scoring.TitleB, shared}} {
			if _, done := fields[f.name]; done {
				continue
			}
			l, err := v.lengths(f.name, f.b, f.weight)
			if err != nil {
				return err
			}
			fields[f.name] = l
		}
		text, title := fields[c.text], fields[c.title]
		if c.note {
			title = title.within(text)
		}
		v.texts, v.titles = append(v.texts, text), append(v.titles, title)
	}
	return nil
}

// within keeps the weights of entries that o has too: a title counts among the
// notes only where there is one.
func (l lengths) within(o lengths) lengths {
	if l.n == 0 || o.n == 0 {
		return lengths{}
	}
	in := lengths{norm: make([]float32, len(l.norm)), docs: l.docs.clone()}
	in.docs.and(o.docs)
	in.docs.each(func(d uint32) { in.norm[d] = l.norm[d]; in.n++ })
	return in
}

// titleWeights gives the weight of the title by entry.
func (v *view) titleWeights() func(uint32) float64 {
	sizes := make([]float64, len(v.work.values)+1)
	v.live.each(func(d uint32) { sizes[v.work.first(d)]++ })
	return func(d uint32) float64 {
		return scoring.SharedTitle + (scoring.Title-scoring.SharedTitle)/sizes[v.work.first(d)]
	}
}

func (v *view) lengths(field string, b float64, weight func(uint32) float64) (lengths, error) {
	t, err := v.reader.TermFieldReader(context.Background(), []byte(mark), field, true, true, false)
	if err != nil {
		return lengths{}, err
	}
	defer t.Close()
	l := lengths{n: int(t.Count())}
	if l.n == 0 {
		return l, nil
	}
	l.norm, l.docs = make([]float32, v.size), newBits(v.size)
	sum := 0.0
	var buf bleveindex.TermFieldDoc
	for {
		d, err := t.Next(&buf)
		if err != nil {
			return lengths{}, err
		}
		if d == nil {
			break
		}
		n := docOf(d.ID)
		length := 1.0
		if d.Norm > 0 {
			length = math.Round(1 / (d.Norm * d.Norm))
		}
		l.norm[n] = float32(length)
		l.docs.add(n)
		sum += length
	}
	avg := max(sum/float64(l.n), 1)
	l.docs.each(func(d uint32) {
		l.norm[d] = float32(weight(d) / (1 - b + b*float64(l.norm[d])/avg))
	})
	return l, nil
}
