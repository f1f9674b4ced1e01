package local

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

// benchWorks makes n works of 50 provisions in two languages, of words as
// frequent as words are (the k-th as often as 1/k).
func benchWorks(n int) []*corpus.Work {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 4, 20_000)
	text := func() string {
		var b strings.Builder
		for range 30 + r.IntN(100) {
			fmt.Fprintf(&b, "word%d ", zipf.Uint64())
		}
		return b.String()
	}
	works := make([]*corpus.Work, n)
	for i := range works {
		w := &corpus.Work{Description: corpus.Description{ID: corpus.WorkID(fmt.Sprintf("work-%d", i)), Kind: corpus.KindReport,
			Body: fmt.Sprintf("Body %d", i%7), Date: fmt.Sprintf("%d-01-01", 2000+i%25), Titles: map[lang.Tag]string{"en": text()[:40]}}}
		for j := range 50 {
			l := corpus.Locator(fmt.Sprintf("para-%d", j+1))
			w.Provisions = append(w.Provisions, corpus.Provision{Locator: l, Texts: map[lang.Tag]*corpus.Passage{
				"en": {Locator: l, Text: text(), Terms: []corpus.TermUse{{ID: fmt.Sprintf("theme/t%d", r.IntN(20))}}}, "fr": {Locator: l, Text: text()}}})
		}
		works[i] = w
	}
	return works
}

// BenchmarkSearchPage is what a results page asks for: twenty hits with
// snippets, all facets, a filter.
func BenchmarkSearchPage(b *testing.B) {
	e, ctx := open(b, b.TempDir()), context.Background()
	err := e.Rebuild(ctx, 1, func(yield func(*corpus.Work, error) bool) {
		for _, w := range benchWorks(200) {
			if !yield(w, nil) {
				return
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, query string }{
		{"common", "word1"}, {"rare", "word5000"}, {"and", "word3 word20"}, {"sentence", "word3 word50 word400 word2000 word9000"},
		{"phrase", `"word1 word2"`}, {"prefix", "word12*"}, {"all", ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Search(ctx, index.Request{Query: c.query, Facets: map[string][]string{"body": {"Body 1", "Body 2", "Body 3"}}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPut(b *testing.B) {
	works, ctx := benchWorks(20), context.Background()
	e := open(b, b.TempDir())
	seq := uint64(0)
	for b.Loop() {
		seq++
		if err := e.Put(ctx, seq, works...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(works)*50)/b.Elapsed().Seconds(), "provisions/s")
}

// Suggestions look at the names of all works and at the terms that passages have.
func BenchmarkSuggest(b *testing.B) {
	const n = 20_000
	e := open(b, "")
	m := newMaker(32)
	if err := e.Rebuild(context.Background(), 1, func(yield func(*corpus.Work, error) bool) {
		for _, w := range m.works(n) {
			w.Provisions = w.Provisions[:1]
			if !yield(w, nil) {
				return
			}
		}
	}); err != nil {
		b.Fatal(err)
	}
	if _, err := e.Suggest(context.Background(), "x", lang.English); err != nil { // reads the names once
		b.Fatal(err)
	}
	for _, prefix := range []string{"l", "lant", "made-1", "keepers of the", "crit", "2000", "zzzz"} {
		b.Run(prefix, func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Suggest(context.Background(), prefix, lang.English); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
