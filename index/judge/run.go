package judge

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"concordance/index"
)

// Searcher is the part of an index.Engine that is measured.
type Searcher interface {
	Search(ctx context.Context, r index.Request) (*index.Result, error)
}

// Answer is what came of a query.
type Answer struct {
	Query Query    `json:"query"`
	Top   []Ranked `json:"top"` // the first ten
	Scores
}

// Ranked is a document that was found.
type Ranked struct {
	Doc   string `json:"doc"`
	Grade *int   `json:"grade"` // nil when nobody judged it
}

// Run asks s every query of c, over all cores, and answers in the order of the
// queries. progress, which may be nil, is told how many are done.
func Run(ctx context.Context, s Searcher, c *Collection, progress func(done, total int)) ([]Answer, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	answers := make([]Answer, len(c.Queries))
	var next atomic.Int64
	var mu sync.Mutex // guards done, and progress
	done := 0
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(answers) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := c.ask(ctx, s, i, &answers[i]); err != nil {
					cancel(err)
					return
				}
				mu.Lock()
				if done++; progress != nil {
					progress(done, len(answers))
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return answers, context.Cause(ctx)
}

// ask puts the query i of c.
func (c *Collection) ask(ctx context.Context, s Searcher, i int, a *Answer) error {
	q := c.Queries[i]
	r, err := s.Search(ctx, index.Request{Query: q.Text, Lang: q.Lang, Size: Deep, NoFacets: true})
	if err != nil {
		return fmt.Errorf("query %s: %w", q.ID, err)
	}
	ranking, g := c.ranking(r.Hits), c.Grades[q.ID]
	*a = Answer{Query: q, Top: []Ranked{}, Scores: Measure(ranking, g)}
	for _, doc := range ranking[:min(len(ranking), Top)] {
		found := Ranked{Doc: doc}
		if grade, ok := g[doc]; ok {
			found.Grade = &grade
		}
		a.Top = append(a.Top, found)
	}
	return nil
}

// ranking is hits by the names of their documents, each once: the order of the
// engine is total, so ties need no rule of their own.
func (c *Collection) ranking(hits []index.Hit) []string {
	seen := map[string]bool{}
	var names []string
	for i := range hits {
		if name := c.found(&hits[i]); name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}
