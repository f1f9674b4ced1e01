package local

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/query"
)

// Search implements index.Engine.
func (e *Engine) Search(ctx context.Context, req index.Request) (res *index.Result, err error) {
	v, err := e.acquire()
	if err != nil {
		return nil, fmt.Errorf("index/local: reading the index: %w", err)
	}
	defer v.release()
	defer damaged(&err)
	if !slices.Contains(lang.Texts, req.Lang) {
		req.Lang = lang.English
	}
	s := &search{v: v, ranking: v.ranking, req: req, query: query.Parse(req.Query, req.Lang)}
	if res, err = s.do(ctx); err == nil && v.stale { // what is not in it may well be held
		res.Repairs, res.Absent, res.Meant = append(res.Repairs, query.Mended(query.Rebuilding)), nil, ""
	}
	return res, err
}

// search is one search under way.
type search struct {
	v        *view
	ranking  Ranking
	req      index.Request
	query    query.Query
	typed    string // the query as typed, in its normal form
	plan     plan
	expanded []string // terms of the vocabulary that the query names
	like     int      // the entry that hits are to be like, -1 none
	bound    *binder
	best     int // the entry the query names, -1 none
	after    *key
	want     int // hits of a page, and one more
	compare  func(a, b key) int
	byScore  bool
	relaxed  bool
	apart    []*phrase              // quoted, but looked for by their words
	words    int                    // of the query
	own      int                    // channel of the query's language
	common   func(form string) bool // a common word of the query's language

	filtered bool
	chosen   [][]bool // by facet
	narrowed []int    // facets that leave entries out
	year     int      // that of years
	years    bitset
}

func (s *search) do(ctx context.Context) (*index.Result, error) {
	if err := s.prepare(); err != nil {
		return nil, err
	}
	root, err := s.bind(ctx)
	res := &index.Result{Query: s.query.String(), Hits: []index.Hit{}, Repairs: s.query.Repairs}
	if err == nil && len(s.bound.absent) > 0 {
		root, err = s.respell(ctx, root, res)
	}
	if err == nil && s.req.Like != "" {
		root, err = s.alike(root)
	}
	if err != nil {
		return nil, fmt.Errorf("index/local: searching: %w", err)
	}
	res.Expanded = s.expanded
	f, err := s.find(ctx, root, res)
	if err != nil {
		return nil, fmt.Errorf("index/local: searching: %w", err)
	}
	if s.bound.cut || s.bound.lister.cut {
		res.Repairs = append(res.Repairs, query.Mended(query.TooMuch))
	}
	if !s.v.stale { // else a passage may well name it
		res.Repairs = append(res.Repairs, s.bound.wider...)
	}
	res.Absent, res.Total = append(res.Absent, s.bound.absent...), f.total
	if !s.req.NoFacets {
		res.Facets = s.facets(f.counts)
	}
	page, more, err := s.page(f)
	if err != nil {
		return nil, err
	}
	if res.Hits, err = s.hits(page); err != nil {
		return nil, err
	}
	if more {
		res.Next = s.writeCursor(page[len(page)-1])
	}
	return res, nil
}

// bind compiles the query and binds it to the view.
func (s *search) bind(ctx context.Context) (node, error) {
	s.plan, s.expanded = compile(s.query)
	s.bound = newBinder(ctx, s.v, s.ranking, s.req.Lang)
	root, err := s.bound.bind(s.plan)
	if err != nil {
		return nil, err
	}
	if root == nil {
		root = &setNode{newBits(s.v.size)}
	}
	s.bound.note(s.plan, root)
	s.own, err = s.language()
	return root, err
}

// respell asks for words that stand nowhere as words that do and are spelled
// alike, and says so; what was typed could only miss.
func (s *search) respell(ctx context.Context, root node, res *index.Result) (node, error) {
	absent, typed, was := s.bound.absent, s.query, s.bound
	meant, err := s.meant(absent)
	if err != nil || meant == "" {
		return root, err
	}
	plan, expanded := s.plan, s.expanded
	s.query = query.Parse(meant, s.req.Lang)
	again, err := s.bind(ctx)
	if err != nil || len(s.bound.absent) >= len(absent) { // it is no better
		s.query, s.bound, s.plan, s.expanded = typed, was, plan, expanded
		return root, err
	}
	res.Meant = meant
	res.Repairs = append(res.Repairs, query.Mended(query.Respelled, "from", res.Query, "as", meant))
	for _, w := range absent {
		if !slices.Contains(s.bound.absent, w) {
			res.Absent = append(res.Absent, w)
		}
	}
	return again, nil
}

// prepare reads the request.
func (s *search) prepare() (err error) {
	s.common, s.typed = common(s.query), s.query.String()
	if s.after, err = s.readCursor(); err != nil {
		return err
	}
	size := s.req.Size
	if size <= 0 {
		size = index.DefaultSize
	}
	s.want = min(size, index.MaxSize) + 1
	switch s.req.Sort {
	case index.Newest:
		s.compare = newestFirst
	case index.Oldest:
		s.compare = oldestFirst
	default:
		s.compare, s.byScore = byRelevance, true
	}
	s.filters()
	s.best, s.like = s.bestBet(), -1
	if s.req.Like != "" {
		s.like = s.v.passage(reference(s.req.Like))
	}
	return nil
}

// find runs the bound query, relaxed if need be.
func (s *search) find(ctx context.Context, root node, res *index.Result) (*gathered, error) {
	some, n, err := s.relax(ctx, root)
	if err != nil {
		return nil, err
	}
	for _, r := range some {
		f, err := s.scan(ctx, r)
		if err != nil {
			return nil, err
		}
		if f.matched > n {
			res.Repairs = append(res.Repairs, relaxedRepair(n))
			return f, nil
		}
		if f.matched > 0 {
			break
		}
	}
	return s.scan(ctx, root)
}

// page picks the hits after the cursor; more tells whether others follow.
func (s *search) page(f *gathered) (page []key, more bool, err error) {
	top := f.top.keys[:min(len(f.top.keys), reranked)]
	rest := f.top.keys[len(top):]
	if s.after != nil {
		rest = slices.DeleteFunc(f.page.keys, func(k key) bool {
			return slices.ContainsFunc(top, func(t key) bool { return t.doc == k.doc })
		})
	}
	if s.byScore {
		if err := s.rerank(top); err != nil {
			return nil, false, err
		}
	}
	if s.after == nil && f.bestOK {
		page = append(page, f.best)
	}
	for _, k := range slices.Concat(top, rest) {
		if s.after == nil || s.compare(k, *s.after) > 0 {
			page = append(page, k)
		}
	}
	if len(page) < s.want {
		return page, false, nil
	}
	return page[:s.want-1], true, nil
}

// hitsEach is how many hits are worth waking another processor.
const hitsEach = 12

// hits makes what is shown of the entries of a page.
func (s *search) hits(page []key) ([]index.Hit, error) {
	hits := make([]index.Hit, len(page))
	var at atomic.Int64
	err := parallel((len(page)+hitsEach-1)/hitsEach, func(int) error {
		fs := &finders{s: s}
		defer fs.done()
		for {
			i := int(at.Add(1)) - 1
			if i >= len(page) {
				return nil
			}
			h, err := s.hit(page[i], fs)
			if err != nil {
				return err
			}
			hits[i] = h
		}
	})
	return hits, err
}

// hit makes what is shown of an entry.
func (s *search) hit(k key, fs *finders) (index.Hit, error) {
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
	h.Others, h.Why = k.others, s.why(k)
	fs.snippet(&h, r, k)
	return h, nil
}

// bestBet is the entry that the whole query names, by reference, by the name of
// a work, or by such a name and a place in it; -1 when it names none.
func (s *search) bestBet() int {
	if r, ok := s.query.Root.(query.Ref); ok {
		return s.v.passage(r.Reference)
	}
	if d := s.v.named(s.req.Query); d >= 0 {
		return d
	}
	return s.v.placed(s.req.Query)
}

// placed is the entry that a name and a place name: "Valletta principle 20". Of
// a name its beginning is enough, if only one work is called so. What a
// resolution annexes is known by name, not the resolution: its place comes first.
func (v *view) placed(query string) int {
	words := strings.Fields(query)
	if len(words) < 3 || len(words) > maxPlaced || len(query) > maxPrefixBytes || !strings.ContainsFunc(words[len(words)-1], unicode.IsDigit) {
		return -1
	}
	for i := len(words) - 1; i > 0; i-- {
		place, ok := cite.ParsePlace(strings.Join(words[i:], " "))
		if !ok {
			continue
		}
		if o := v.onlyWork(strings.Join(words[:i], " ")); o >= 0 {
			for _, place := range []corpus.Locator{"annex/" + place, place} {
				if d := v.passage(cite.Reference{Target: corpus.Target(v.works[o].name), Locator: place}); d >= 0 {
					return d
				}
			}
		}
	}
	return -1
}

// maxPlaced is how many words a name and a place have at most.
const maxPlaced = 12

// onlyWork is the place in names of the one work whose name begins so; -1 when
// there is none or several.
func (v *view) onlyWork(name string) int {
	k := lookup(name)
	works, err := v.names()
	if err != nil || k == "" {
		return -1
	}
	found := -1
	for i := range works {
		if slices.ContainsFunc(works[i].keys, func(key string) bool { return key == k || strings.HasPrefix(key, k+" ") }) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
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
	found, ok := v.byName[k]
	if !ok || found < 0 {
		return -1
	}
	return int(works[found].first)
}
