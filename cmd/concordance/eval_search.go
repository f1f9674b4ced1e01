package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"text/tabwriter"

	"concordance/api"
	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/judge"
	"concordance/index/local"
)

// measured is a line of the scoreboard of search: a collection, or the queries
// in one language of a collection whose queries have several.
type measured struct {
	Collection string  `json:"collection"`
	Language   string  `json:"language"` // "all" for those of several
	Queries    int     `json:"queries"`  // that were asked
	NDCG       float64 `json:"ndcg@10"`
	MAP        float64 `json:"map"`
	Recall     float64 `json:"recall@100"`
	// Judged is given where people judged what an engine had found.
	Judged  *float64       `json:"judged@10,omitempty"`
	Answers []judge.Answer `json:"answers,omitempty"` // with -v
}

// evalSearch measures search on the collections in dirs. One that cannot be
// measured is named, and the others are measured.
func (a *app) evalSearch(ctx context.Context, dirs []string, l string) error {
	tag, ok := lang.Tag(""), true
	if l != "" {
		if tag, ok = lang.Parse(l); !ok {
			return fmt.Errorf("--lang %s is not a language of texts: use one of %v", l, lang.Texts)
		}
	}
	rows, failures, empty := []measured{}, 0, 0
	for _, dir := range dirs {
		got, err := a.evalCollection(ctx, dir, tag)
		if ctx.Err() != nil {
			return failed(context.Cause(ctx))
		}
		if err != nil {
			if failures++; errors.Is(err, judge.ErrNothing) {
				empty++
			}
			fmt.Fprintf(a.err, "%v: left out\n", err)
			continue
		}
		rows = append(rows, got...)
	}
	if err := a.printMeasured(rows); err != nil {
		return err
	}
	switch {
	case empty == len(dirs):
		return exitError{code: exitNothing}
	case failures > 0:
		return exitError{code: exitPartly}
	}
	return nil
}

// evalCollection measures the collection in dir, with an engine of its own or
// on the library.
func (a *app) evalCollection(ctx context.Context, dir string, l lang.Tag) ([]measured, error) {
	c, err := judge.Read(dir, l)
	if err != nil {
		return nil, err
	}
	bar := a.bar(c.Name)
	defer bar.Done()
	var answers []judge.Answer
	if c.OfLibrary() {
		answers, err = a.askLibrary(ctx, c, bar)
	} else {
		answers, err = askDocs(ctx, c, bar.Set)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	a.warn(c)
	rows := summed(c, answers)
	if a.verbose {
		rows[0].Answers = answers
	}
	return rows, nil
}

// askDocs asks an engine that holds the documents of c, in memory.
func askDocs(ctx context.Context, c *judge.Collection, progress func(done, total int)) ([]judge.Answer, error) {
	e, err := local.Open("")
	if err != nil {
		return nil, err
	}
	defer e.Close()
	if err := c.Fill(ctx, e); err != nil {
		return nil, err
	}
	return judge.Run(ctx, e, c, progress)
}

// askLibrary asks the library in the data directory.
func (a *app) askLibrary(ctx context.Context, c *judge.Collection, bar *bar) ([]judge.Answer, error) {
	d, err := a.openDesk(ctx)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	if err := a.missing(ctx, d, c); err != nil {
		return nil, err
	}
	return judge.Run(ctx, d, c, bar.Set)
}

// missing counts the judgements on passages that the library does not hold, and
// names the first few of these.
func (a *app) missing(ctx context.Context, d *desk, c *judge.Collection) error {
	names := map[string]int{}
	for _, g := range c.Grades {
		for name := range g {
			names[name]++
		}
	}
	named := 0
	var last string
	var held map[corpus.Locator]bool
	for _, name := range slices.Sorted(maps.Keys(names)) {
		work, locator, _ := strings.Cut(name, "/")
		if work != last { // names of one work stand together: it is read once
			var err error
			if held, err = d.passages(ctx, work); err != nil {
				return err
			}
			last = work
		}
		if held[corpus.Locator(locator)] {
			continue
		}
		c.Unknown += names[name]
		if named++; named <= maxNamed || a.verbose {
			fmt.Fprintf(a.err, "%s: %s was judged and is not held here\n", c.Name, name)
		}
	}
	return nil
}

// passages are the places of the whole passages of a work, and "" for the work
// itself: points of a passage are not found by themselves. None where there is
// no such work.
func (d *desk) passages(ctx context.Context, work string) (map[corpus.Locator]bool, error) {
	var w api.Work
	err := d.json(ctx, "/api/v1/works/"+url.PathEscape(work), nil, &w)
	var exit exitError
	if errors.As(err, &exit) && exit.code != exitPartly {
		return nil, nil
	}
	held := map[corpus.Locator]bool{"": true}
	for _, p := range w.Passages {
		held[p.Locator] = true
	}
	return held, err
}

// Search implements judge.Searcher.
func (d *desk) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	var res index.Result
	err := d.json(ctx, "/api/v1/search", r.Values(), &res)
	return &res, err
}

// warn says what of c was not measured.
func (a *app) warn(c *judge.Collection) {
	if c.Unknown > 0 {
		fmt.Fprintf(a.err, "%s: judgements on a query or a document that is not there: %d\n", c.Name, c.Unknown)
	}
	if c.Idle > 0 {
		fmt.Fprintf(a.err, "%s: queries without a relevant document, which were not asked: %d\n", c.Name, c.Idle)
	}
}

// summed is the line of a collection; where its queries have several languages,
// one for each follows.
func summed(c *judge.Collection, answers []judge.Answer) []measured {
	if !c.OfLibrary() {
		return []measured{newMeasured(c, string(c.Lang), answers)}
	}
	rows := []measured{newMeasured(c, all, answers)}
	for _, l := range lang.Texts {
		var in []judge.Answer
		for _, x := range answers {
			if x.Query.Lang == l {
				in = append(in, x)
			}
		}
		if len(in) > 0 {
			rows = append(rows, newMeasured(c, string(l), in))
		}
	}
	return rows
}

func newMeasured(c *judge.Collection, l string, answers []judge.Answer) measured {
	s := judge.Mean(answers)
	m := measured{Collection: c.Name, Language: l, Queries: len(answers), NDCG: s.NDCG, MAP: s.MAP, Recall: s.Recall}
	if c.OfLibrary() {
		m.Judged = &s.Judged
	}
	return m
}

func (a *app) printMeasured(rows []measured) error {
	switch a.output {
	case "json":
		return a.printJSON(rows)
	case "ndjson":
		for _, m := range rows {
			if err := a.printLine(m); err != nil {
				return err
			}
		}
		return nil
	}
	if len(rows) == 0 {
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	shown := measuredColumns
	if !slices.ContainsFunc(rows, func(m measured) bool { return m.Judged != nil }) {
		shown = shown[:len(shown)-1]
	}
	fmt.Fprintln(w, strings.Join(shown, "\t"))
	for _, m := range rows {
		fmt.Fprintln(w, strings.Join(m.columns()[:len(shown)], "\t"))
	}
	if err := w.Flush(); err != nil {
		return failed(err)
	}
	for _, m := range rows {
		for _, x := range m.Answers {
			fmt.Fprintln(a.out)
			fmt.Fprint(a.out, answerText(x))
		}
	}
	return nil
}

var measuredColumns = []string{"collection", "language", "queries", "nDCG@10", "MAP", "R@100", "judged@10"}

// columns are the cells of a table; judged@10 stays empty where it says nothing.
func (m measured) columns() []string {
	out := []string{m.Collection, m.Language, fmt.Sprint(m.Queries), digits(m.NDCG), digits(m.MAP), digits(m.Recall), ""}
	if m.Judged != nil {
		out[6] = digits(*m.Judged)
	}
	return out
}

func digits(x float64) string { return fmt.Sprintf("%.4f", x) }

// answerText is a query with its score, and the first ten hits with their grades.
func answerText(x judge.Answer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  %s  %s\n", digits(x.NDCG), x.Query.ID, x.Query.Lang, x.Query.Text)
	for i, r := range x.Top {
		grade := "-"
		if r.Grade != nil {
			grade = fmt.Sprint(*r.Grade)
		}
		fmt.Fprintf(&b, "%4d. %2s  %s\n", i+1, grade, r.Doc)
	}
	return b.String()
}
