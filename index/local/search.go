package local

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/query"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Search implements index.Engine.
func (e *Engine) Search(ctx context.Context, req index.Request) (res *index.Result, err error) {
	v, err := e.acquire()
	if err != nil {
		return nil, fmt.Errorf("index/local: reading the index: %w", err)
	}
	defer v.release()
	defer func() { // a damaged segment makes Bleve panic
		if p := recover(); p != nil {
			res, err = nil, fmt.Errorf("index/local: the index is damaged, reindex: %v", p)
		}
	}()
	s := search{v: v, req: req, query: query.Parse(req.Query, req.Lang)}
	if req.Lang == "" {
		s.req.Lang = lang.English
	}
	return s.do(ctx)
}

// search is one search under way.
type search struct {
	v       *view
	req     index.Request
	query   query.Query
	plan    plan
	run     *run
	sums    *scores
	best    int // the entry the query names, -1 none
	finders []*finder
}

func (s *search) do(ctx context.Context) (*index.Result, error) {
	var expanded []string
	s.plan, expanded = compile(s.query)
	after, err := s.readCursor()
	if err != nil {
		return nil, err
	}
	s.run = newRun(ctx, s.v)
	s.sums = s.v.newScores()
	defer s.v.free(s.sums)
	matched := s.run.find(s.plan, s.sums)
	if matched == nil {
		matched = newBits(s.v.size)
	}
	s.run.note(s.plan, matched)
	if s.run.err != nil {
		return nil, fmt.Errorf("index/local: searching: %w", s.run.err)
	}
	if s.req.From != 0 || s.req.To != 0 {
		matched.and(s.v.years(s.req.From, s.req.To))
	}
	f := s.filters()
	hits := matched.clone()
	for _, b := range f {
		if b != nil {
			hits.and(b)
		}
	}
	if s.best = s.bestBet(); s.best >= 0 && !hits.has(uint32(s.best)) {
		s.best = -1 // the filters leave it out
	}
	res := &index.Result{Total: hits.count(), Query: s.query.String(), Hits: []index.Hit{},
		Repairs: slices.Concat(s.query.Repairs, s.run.repairs), Absent: s.run.absent, Expanded: expanded}
	if !s.req.NoFacets {
		res.Facets = s.counts(matched, hits, f)
	}
	page, more := s.page(hits, after)
	for _, k := range page {
		h, err := s.hit(k)
		if err != nil {
			return nil, err
		}
		res.Hits = append(res.Hits, h)
	}
	if more {
		res.Next = s.writeCursor(page[len(page)-1])
	}
	return res, nil
}

// key is what hits are ordered by: group, then score or date, then place.
// Places are doubled, so that a cursor may stand between two.
type key struct {
	doc   uint32
	group int // 0 is the entry the query names
	score float32
	date  int
	place int
}

func (s *search) key(d uint32) key {
	k := key{doc: d, group: 1, date: 2 * int(s.v.date.first(d)), place: 2 * int(s.v.place[d])}
	k.score, _ = s.sums.best(d)
	if s.run.held != nil {
		k.score *= coordination(s.run.held[d])
	}
	if int(d) == s.best {
		k.group = 0
	}
	return k
}

// coordination is the part of its score that an entry keeps that holds only a
// share of the words, by weight: one that holds them all should come before one
// that says the rarest of them often.
func coordination(share float32) float32 { return (1 + share) / 2 }

// compare orders hits as the request wants them.
func (s *search) compare(a, b key) int {
	switch s.req.Sort {
	case index.Newest:
		return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(a.place, b.place))
	case index.Oldest: // what has no date comes last
		return cmp.Or(cmp.Compare(dated(a.date), dated(b.date)), cmp.Compare(a.place, b.place))
	}
	return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(b.score, a.score), cmp.Compare(a.place, b.place))
}

func dated(date int) int {
	if date == 0 {
		return 1 << 40
	}
	return date
}

// page picks the hits after the cursor; more tells whether others follow.
func (s *search) page(hits bitset, after *key) (page []key, more bool) {
	size := s.req.Size
	if size <= 0 {
		size = index.DefaultSize
	}
	want := min(size, index.MaxSize) + 1
	hits.each(func(d uint32) {
		k := s.key(d)
		if after != nil && s.compare(k, *after) <= 0 {
			return
		}
		if page = append(page, k); len(page) == 4*want {
			slices.SortFunc(page, s.compare)
			page = page[:want]
		}
	})
	slices.SortFunc(page, s.compare)
	if len(page) < want {
		return page, false
	}
	return page[:want-1], true
}

// hit makes what is shown of an entry.
func (s *search) hit(k key) (index.Hit, error) {
	r, err := s.v.record(k.doc)
	if err != nil {
		return index.Hit{}, err
	}
	l := s.req.Lang
	h := index.Hit{Work: r.Work, Name: r.Name, Locator: r.Locator, Title: r.title(l), Heading: pick(r.Headings, l), Kind: r.Kind,
		Body: r.Body, Date: r.Date, Role: r.Role, Force: r.Force, Score: float64(k.score), Best: int(k.doc) == s.best}
	for _, t := range lang.Texts {
		if r.Texts[t] != "" {
			h.Langs = append(h.Langs, t)
		}
	}
	s.snippet(&h, r, k.doc)
	return h, nil
}

// record reads what is stored of an entry.
func (v *view) record(d uint32) (*record, error) {
	segment, at := v.segment(d)
	if segment == nil {
		return nil, errRecord
	}
	var r *record
	bad := errRecord
	err := segment.VisitDocument(at, func(field string, _ byte, value []byte, _ []uint64) bool {
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

// segment is where an entry is stored, and its number there.
func (v *view) segment(d uint32) (*scorch.SegmentSnapshot, uint64) {
	at := uint64(d)
	for _, s := range v.segments {
		if size := uint64(s.FullSize()); at >= size {
			at -= size
			continue
		}
		return s, at
	}
	return nil, 0
}

// bestBet is the entry that the whole query names, by reference or by the name
// of a work; -1 when it names none.
func (s *search) bestBet() int {
	if r, ok := s.plan.(*ref); ok {
		return s.v.passage(r.Reference)
	}
	return s.v.named(s.req.Query)
}

// named is the entry that stands for the work of this name, -1 when there is
// none or several.
func (v *view) named(name string) int {
	k := lookup(name)
	if k == "" || len(name) > maxPrefixBytes {
		return -1
	}
	works, err := v.names()
	if err != nil {
		return -1
	}
	found := -1
	for i := range works {
		if slices.Contains(works[i].keys, k) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	if found < 0 {
		return -1
	}
	return int(works[found].first)
}
