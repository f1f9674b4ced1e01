// Package judge measures how well an engine finds what people judged to be
// right: nDCG@10, MAP and R@100, as trec_eval defines them.
//
// A collection is a folder with queries.jsonl and qrels.tsv. With a
// corpus.jsonl it brings its own documents, in one language; without one its
// judgements are on passages of the library, and each query has its language.
//
// Files: judge.go (Collection), read.go (its files), measure.go (the measures),
// run.go (asking an engine).
package judge

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

// Collection is a set of queries with judgements on what answers them.
type Collection struct {
	Name    string
	Lang    lang.Tag // of the documents; "" when these are passages of the library
	Docs    []Doc
	Queries []Query           // those with a relevant document, in the order of the file
	Grades  map[string]Grades // by query
	Idle    int               // queries without a relevant document: they are not asked
	Unknown int               // judgements on a query or a document that is not there
}

// Doc is a document that a collection brings.
type Doc struct {
	ID    string `json:"_id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Query is a question as somebody would type it.
type Query struct {
	ID   string   `json:"_id"`
	Text string   `json:"text"`
	Lang lang.Tag `json:"lang,omitempty"`
	Who  string   `json:"who,omitempty"` // would ask it
}

// Grades are the judgements on one query: how well each document answers it.
// A grade above 0 is relevant.
type Grades map[string]int

// relevant counts the documents that answer the query.
func (g Grades) relevant() int {
	n := 0
	for _, grade := range g {
		if grade > 0 {
			n++
		}
	}
	return n
}

// OfLibrary reports whether the judgements are on passages of the library.
func (c *Collection) OfLibrary() bool { return c.Docs == nil }

// Fill puts the documents of c, and nothing else, into e.
func (c *Collection) Fill(ctx context.Context, e index.Engine) error {
	return e.Rebuild(ctx, 1, c.works())
}

// The ID of a document can be any text, that of a work cannot: works are
// numbered, and have one provision.
const (
	workPrefix = "d-"
	only       = corpus.Locator("para-1")
)

func (c *Collection) works() iter.Seq2[*corpus.Work, error] {
	return func(yield func(*corpus.Work, error) bool) {
		for i := range c.Docs {
			if !yield(c.work(i), nil) {
				return
			}
		}
	}
}

func (c *Collection) work(i int) *corpus.Work {
	d := &c.Docs[i]
	w := &corpus.Work{Description: corpus.Description{
		ID: corpus.WorkID(workPrefix + strconv.Itoa(i)), Kind: corpus.KindDocument,
	}}
	if d.Title != "" {
		w.Titles = map[lang.Tag]string{c.Lang: d.Title}
	}
	p := &corpus.Passage{Locator: only, Text: d.Text}
	w.Provisions = []corpus.Provision{{Locator: only, Texts: map[lang.Tag]*corpus.Passage{c.Lang: p}}}
	return w
}

// found is the document that h is, by the name that judgements have for it:
// for passages of the library "work-id/locator", for a whole work "work-id".
func (c *Collection) found(h *index.Hit) string {
	if c.OfLibrary() {
		return strings.TrimSuffix(string(h.Work)+"/"+string(h.Locator), "/")
	}
	i, err := strconv.Atoi(strings.TrimPrefix(string(h.Work), workPrefix))
	if err != nil || i < 0 || i >= len(c.Docs) {
		return "" // the engine holds more than this collection
	}
	return c.Docs[i].ID
}
