package local

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"concordance/corpus/lang"
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
}{K1: 1.2, B: 0.75, TitleB: 0.75, Title: 4, SharedTitle: 0.5, Concept: 1.1, Tagged: 1.5}

// view is a snapshot of the index with what every search needs in memory. Its
// entries are numbered from 0 to size; some numbers are free.
type view struct {
	reader     bleveindex.IndexReader
	refs       atomic.Int32 // the engine's own and one a search
	generation string
	stale      bool // the index is to be made again
	ranking    Ranking

	parts  []*part
	size   int
	live   bitset
	count  int       // of live entries
	facets []*column // in the order of index.Facets
	work   *column   // one of facets
	order  *column
	date   *column
	place  []uint32 // rank of the entry by work, then reading order
	texts  []lengths
	titles []lengths
	lists  *listCache
	// frequent has the lists of frequent words, where they are in a file.
	frequent *frequent

	workers sync.Pool // *worker

	citedOnce sync.Once
	citedCol  *column // places that the entry cites
	citedErr  error

	known     *sync.Map // names by segment and number, of this index's views
	namesOnce sync.Once
	works     []names
	byName    map[string]int32 // by what they are called; -1 where several are
	namesErr  error
}

// lengths has the lengths of a text, in words that are not common.
type lengths struct {
	words []uint16 // by entry; nil when the field is in no entry
	avg   float32
	n     int                    // entries that have the field
	b     float32                // how much length matters
	boost func(d uint32) float32 // weight of the field in an entry; nil is 1
	in    bitset                 // it counts only in these entries; nil is all
}

// norm is what one occurrence of a word counts in an entry, 0 when the field
// does not count there.
func (l *lengths) norm(d uint32) float32 {
	if l.in != nil && !l.in.has(d) {
		return 0
	}
	w := 1 / (1 - l.b + l.b*float32(l.words[d])/l.avg)
	if l.boost != nil {
		w *= l.boost(d)
	}
	return w
}

// newView reads what searches need of a snapshot, which it then owns.
func newView(r bleveindex.IndexReader, g *generation, rank Ranking) (*view, error) {
	v := &view{reader: r, known: &g.names, ranking: rank}
	v.refs.Store(1)
	s, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("index/local: an index of another sort: %T", r)
	}
	v.divide(s.Segments())
	if err := v.columns(g); err != nil {
		return nil, err
	}
	v.lists = newListCache(cacheBytes(v.size))
	if err := g.forwards(v); err != nil {
		return nil, err
	}
	v.openFrequent(g)
	return v, nil
}

// read reads the columns and the lengths of texts, several at a time.
func (v *view) read() error {
	v.facets = make([]*column, len(index.Facets))
	type job func(room []uint32) error
	column := func(to **column, field string) job {
		return func(room []uint32) (err error) {
			*to, err = v.newColumn(field, room)
			return err
		}
	}
	jobs := []job{column(&v.order, orderField), column(&v.date, dateField)}
	for i, f := range index.Facets {
		jobs = append(jobs, column(&v.facets[i], facetPrefix+f.Name))
	}
	v.texts, v.titles = make([]lengths, len(channels)), make([]lengths, len(channels))
	for i, c := range channels {
		jobs = append(jobs, func([]uint32) (err error) {
			v.texts[i], err = v.lengths(c.text)
			return err
		})
		if !c.note { // the notes share the English titles
			jobs = append(jobs, func([]uint32) (err error) {
				v.titles[i], err = v.lengths(c.title)
				return err
			})
		}
	}
	return spread(len(jobs), func() func(int) error {
		room := make([]uint32, 0, 2*v.count)
		return func(i int) error { return jobs[i](room) }
	})
}

// cacheBytes bounds the lists kept, by the number of entries.
func cacheBytes(size int) int { return 16<<20 + 8*size }

// release gives a reference back; the last closes the snapshot.
func (v *view) release() {
	if v.refs.Add(-1) == 0 {
		for _, p := range v.parts {
			p.forward.release()
		}
		v.frequent.close()
		_ = v.reader.Close()
	}
}

// divide numbers the entries, segment after segment.
func (v *view) divide(segments []*scorch.SegmentSnapshot) {
	for _, s := range segments {
		v.parts = append(v.parts, &part{snap: s, base: uint32(v.size), size: int(s.FullSize())})
		v.size += int(s.FullSize())
	}
	v.live = newBits(v.size)
	for _, p := range v.parts {
		gone := p.snap.Deleted()
		for local := range uint32(p.size) {
			if gone == nil || !gone.Contains(local) {
				v.live.add(p.base + local)
			}
		}
	}
	v.count = v.live.count()
}

// rank orders the entries by work and reading order.
func (v *view) rank() {
	docs := make([]uint32, 0, v.count)
	v.live.each(func(d uint32) { docs = append(docs, d) })
	docs = v.order.arrange(docs)
	docs = v.work.arrange(docs)
	v.place = make([]uint32, v.size)
	for i, d := range docs {
		v.place[d] = uint32(i)
	}
}

// weigh says what lengths and titles do to the weight of a word.
func (v *view) weigh() {
	boost := v.titleBoost()
	v.titles[noteChannel] = v.titles[channelOf(lang.English)]
	for i := range channels {
		text, title := &v.texts[i], &v.titles[i]
		text.b = float32(scoring.B)
		title.b, title.boost = float32(scoring.TitleB), boost
		if channels[i].note && title.n > 0 { // a title counts among the notes only where there is one
			title.in, title.n = text.holders(), text.n
		}
	}
}

// holders are the entries that have the field.
func (l *lengths) holders() bitset {
	b := newBits(len(l.words))
	for d, n := range l.words {
		if n > 0 {
			b.add(uint32(d))
		}
	}
	return b
}

// titleBoost gives the weight of the title by entry.
func (v *view) titleBoost() func(uint32) float32 {
	if v.ranking.NoTitles {
		return func(uint32) float32 { return 1 }
	}
	share := make([]float32, len(v.work.values)+1) // by work
	for o, n := range v.work.frequency {
		share[o+1] = float32(scoring.SharedTitle + (scoring.Title-scoring.SharedTitle)/float64(n))
	}
	return func(d uint32) float32 { return share[v.work.first(d)] }
}

// lengths reads how long the texts of a field are: a mark stands once in each.
func (v *view) lengths(field string) (lengths, error) {
	var l lengths
	sum := 0.0
	for _, p := range v.parts {
		w, err := p.walk(field, mark, true)
		if err != nil {
			return l, err
		}
		for w.next() {
			if l.words == nil {
				l.words = make([]uint16, v.size)
			}
			n := 1.0
			if w.norm > 0 {
				n = math.Round(1 / (w.norm * w.norm))
			}
			l.words[w.doc] = uint16(min(n, math.MaxUint16))
			sum += n
			l.n++
		}
		if w.err != nil {
			return l, w.err
		}
	}
	l.avg = float32(max(sum/float64(max(l.n, 1)), 1))
	return l, nil
}

// cited is the column of the places that entries cite, read when first asked for.
func (v *view) cited() (*column, error) {
	v.citedOnce.Do(func() { v.citedCol, v.citedErr = v.newColumn(citedField, nil) })
	return v.citedCol, v.citedErr
}

// locate is where an entry is stored, and its number there.
func (v *view) locate(d uint32) (*part, uint32) {
	i, found := slices.BinarySearchFunc(v.parts, d, func(p *part, d uint32) int { return cmp.Compare(p.base, d) })
	if !found {
		i--
	}
	for i > 0 && v.parts[i].size == 0 {
		i--
	}
	if i < 0 || d >= v.parts[i].base+uint32(v.parts[i].size) {
		return nil, 0
	}
	return v.parts[i], d - v.parts[i].base
}
