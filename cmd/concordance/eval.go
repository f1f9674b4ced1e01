package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"concordance/api"
	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/cite/score"
	"concordance/corpus/lang"
)

func evalCommand(a *app) *cobra.Command {
	var l string
	c := &cobra.Command{
		Use:   "eval DIR...",
		Short: "Measure against what people judged",
		Long: "Measures search by the judged queries in folders, as trec_eval does: nDCG@10, MAP of the first hundred, R@100, means over\n" +
			"the queries that have a relevant document (score above 0). A folder holds\n" +
			"  queries.jsonl  lines {\"_id\",\"text\"}\n" +
			"  qrels.tsv      lines of query-id, corpus-id and score, with tabs between, after one that names these columns\n" +
			"  corpus.jsonl   lines {\"_id\",\"title\",\"text\"}: the documents, in the language of --lang, or of the line\n" +
			"                 \"language: xx\" in README.md\n" +
			"Without a corpus.jsonl the library is asked: corpus-id is \"work-id/locator\", and every query has its \"lang\". Then\n" +
			"judged@10 is the share of the first ten hits that somebody judged. -v lists the first ten hits of every query with their\n" +
			"grades, \"-\" where nobody judged. A folder that cannot be read is named and left out (exit code 3).",
		Example: "  concordance eval index/judge/queries -v\n  concordance eval data/ir/* -o json",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Help()
			}
			return a.evalSearch(c.Context(), args, l)
		},
	}
	c.Flags().StringVar(&l, "lang", "", "`language` of the documents and queries: en fr es ru ar zh de")
	c.AddCommand(evalCitationsCommand(a))
	return c
}

func evalCitationsCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "citations GOLD...",
		Short: "Score the citation tagger against expected mentions",
		Long: "Reads lines {\"id\",\"lang\",\"work\",\"locator\",\"text\"?,\"sum\"?,\"mentions\":[{\"start\",\"end\",\"target\",\"pinpoints\",\"form\",\"relation\",\"status\"}]}\n" +
			"from files, from the *.ndjson of folders, or from standard input (-). A line without a text takes it from the library;\n" +
			"\"sum\" is the first 12 hexadecimal digits of the text's SHA-256. A line whose text is missing or another one is named\n" +
			"and left out (exit code 3). A mention is right when its span and its target are. -v lists the mentions with a fault.",
		Example: "  concordance eval citations corpus/cite/gold\n  concordance eval citations gold.ndjson -v\n  concordance eval citations gold.ndjson -o json",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.evalCitations(c.Context(), args) },
	}
}

// evaluation is what a run measured. Misses are listed with -v only.
type evaluation struct {
	Lines   int       `json:"lines"` // measured
	LeftOut []leftOut `json:"left_out"`
	Scores  []scores  `json:"scores"`
	Misses  []miss    `json:"misses,omitempty"`
}

// leftOut is a line that could not be measured.
type leftOut struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// scores are those of a language and a form; "all" stands for every one.
type scores struct {
	Lang        string      `json:"lang"`
	Form        string      `json:"form"`
	Expected    int         `json:"expected"`
	Found       int         `json:"found"`
	Right       int         `json:"right"`
	Precision   float64     `json:"precision"`
	Recall      float64     `json:"recall"`
	F1          float64     `json:"f1"`
	SpanF1      float64     `json:"span_f1"`
	Pinpoints   agreement   `json:"pinpoints"` // of expected mentions with places in the work
	Antecedents antecedents `json:"antecedents"`
	Status      agreement   `json:"status"`   // of mentions found where expected
	Relation    agreement   `json:"relation"` // of right mentions
}

type agreement struct {
	Of    int `json:"of"`
	Right int `json:"right"`
}

type antecedents struct {
	Of        int `json:"of"`
	Right     int `json:"right"`
	Wrong     int `json:"wrong"`
	Abstained int `json:"abstained"`
}

// miss is a mention with a fault, with the words it covers.
type miss struct {
	ID      string `json:"id"`
	Lang    string `json:"lang"`
	Surface string `json:"surface"`
	score.Miss
}

const mostMisses = 10_000 // listed

// evaluator measures gold lines.
type evaluator struct {
	app    *app
	tagger *cite.Tagger
	board  score.Board
	desk   *desk // nil until a line needs the library
	last   struct {
		path    string
		passage api.Passage
		err     error
	}
	evaluation
}

func (a *app) evalCitations(ctx context.Context, paths []string) error {
	files, err := goldFiles(paths)
	if err != nil {
		return err
	}
	e := &evaluator{app: a, tagger: citeTagger(), board: score.Board{}}
	e.LeftOut = []leftOut{}
	defer func() {
		if e.desk != nil {
			e.desk.Close()
		}
	}()
	for _, f := range files {
		if err := e.file(ctx, f); err != nil {
			return err
		}
	}
	if e.Lines == 0 && len(e.LeftOut) == 0 {
		return nothing("no gold line in %s", strings.Join(paths, ", "))
	}
	e.Scores = rows(e.board)
	if err := a.printEvaluation(&e.evaluation); err != nil {
		return err
	}
	if len(e.LeftOut) > 0 {
		return exitError{code: exitPartly}
	}
	return nil
}

// goldFiles are the files that paths name, the *.ndjson of those that are folders.
func goldFiles(paths []string) ([]string, error) {
	var files []string
	for _, p := range paths {
		info, err := os.Stat(p)
		switch {
		case p == "-":
			files = append(files, p)
		case err != nil:
			return nil, failed(err)
		case info.IsDir():
			in, err := filepath.Glob(filepath.Join(p, "*.ndjson"))
			if err != nil || len(in) == 0 {
				return nil, failed(fmt.Errorf("%s: a folder without *.ndjson", p))
			}
			files = append(files, in...)
		default:
			files = append(files, p)
		}
	}
	return files, nil
}

func (e *evaluator) file(ctx context.Context, path string) error {
	in := e.app.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return failed(err)
		}
		defer f.Close()
		in = f
	}
	var fatal error
	err := score.Read(io.Reader(in), func(n int, l *score.Line, err error) {
		if fatal != nil {
			return
		}
		if err == nil {
			err = e.line(ctx, l)
		}
		var broken brokenDesk
		switch {
		case errors.As(err, &broken):
			fatal = broken.error
		case err != nil:
			e.LeftOut = append(e.LeftOut, leftOut{path, n, err.Error()})
			if e.app.verbose || len(e.LeftOut) <= maxNamed {
				fmt.Fprintf(e.app.err, "%s line %d: %v: left out\n", path, n, err)
			}
		}
	})
	if fatal != nil {
		return fatal
	}
	if err != nil {
		return failed(fmt.Errorf("%s: %w", path, err))
	}
	return nil
}

// brokenDesk is an error of the library itself: no other line would do better.
type brokenDesk struct{ error }

func (e *evaluator) line(ctx context.Context, l *score.Line) error {
	text, work := l.Text, l.Work
	if text == "" {
		var err error
		if text, work, err = e.text(ctx, l); err != nil {
			return err
		}
	}
	if err := l.Check(text); err != nil {
		return err
	}
	in := standing(work, l.Locator)
	for _, m := range e.board.Compare(l.Lang, in.Work, l.Mentions, e.tagger.Find(text, l.Lang, in)) {
		if e.app.verbose && len(e.Misses) < mostMisses {
			start, end := m.Span()
			e.Misses = append(e.Misses, miss{strings.Trim(string(l.ID), `"`), string(l.Lang), text[start:end], m})
		}
	}
	e.Lines++
	return nil
}

// text is the passage of the library that l points to, and how its work is called.
func (e *evaluator) text(ctx context.Context, l *score.Line) (text, work string, err error) {
	path := "/api/v1/works/" + url.PathEscape(l.Work) + "/passages/" + string(l.Locator)
	if e.last.path != path {
		e.last.path, e.last.passage = path, api.Passage{}
		e.last.err = e.ask(ctx, path, &e.last.passage)
	}
	if e.last.err != nil {
		return "", "", e.last.err
	}
	p := &e.last.passage
	texts := p.Text
	if p.Excerpt != nil {
		texts = p.Excerpt
	}
	if texts[l.Lang] == "" {
		return "", "", fmt.Errorf("%s is not held in %s: ingest that version", place(l.Work, l.Locator), l.Lang)
	}
	return texts[l.Lang], p.Work, nil
}

func (e *evaluator) ask(ctx context.Context, path string, to any) error {
	if e.desk == nil {
		d, err := e.app.openDesk(ctx)
		if err != nil {
			return brokenDesk{err}
		}
		e.desk = d
	}
	err := e.desk.json(ctx, path, nil, to)
	var exit exitError
	if errors.As(err, &exit) && exit.code == exitPartly {
		return brokenDesk{err}
	}
	return err
}

// rows are all scores, those of every language, of every form, of every form in
// every language.
func rows(b score.Board) []scores {
	var out []scores
	for cell, c := range b {
		out = append(out, scores{
			Lang: orAll(string(cell.Lang)), Form: orAll(cell.Form), Expected: c.Expected, Found: c.Found, Right: c.Right,
			Precision: c.Precision(), Recall: c.Recall(), F1: c.F1(), SpanF1: c.SpanF1(),
			Pinpoints:   agreement{c.Pinpointed, c.Pinpoints},
			Antecedents: antecedents{c.Antecedents, c.AntecedentsRight, c.Wrong, c.Abstained()},
			Status:      agreement{c.Statuses, c.StatusesRight},
			Relation:    agreement{c.Relations, c.RelationsRight},
		})
	}
	slices.SortFunc(out, func(x, y scores) int { return slices.Compare(x.order(), y.order()) })
	return out
}

func orAll(s string) string {
	if s == "" {
		return all
	}
	return s
}

const all = "all"

// order sorts the sums first, then languages as they are always listed.
func (s scores) order() []string {
	group := "0"
	switch {
	case s.Lang != all && s.Form != all:
		group = "3"
	case s.Form != all:
		group = "2"
	case s.Lang != all:
		group = "1"
	}
	return []string{group, fmt.Sprint(slices.Index(lang.Texts, lang.Tag(s.Lang))), s.Form}
}

func (a *app) printEvaluation(e *evaluation) error {
	switch a.output {
	case "json":
		return a.printJSON(e)
	case "ndjson":
		for _, s := range e.Scores {
			if err := a.printLine(s); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(scoreColumns, "\t"))
	for _, s := range e.Scores {
		fmt.Fprintln(w, strings.Join(s.columns(), "\t"))
	}
	if err := w.Flush(); err != nil {
		return failed(err)
	}
	fmt.Fprintf(a.out, "\n%d lines measured, %d left out\n", e.Lines, len(e.LeftOut))
	if len(e.LeftOut) > maxNamed && !a.verbose {
		fmt.Fprintln(a.err, "the others that were left out: see them with -v, or with -o json")
	}
	for _, m := range e.Misses {
		fmt.Fprintln(a.out, m.String())
	}
	return nil
}

// maxNamed is how many lines left out are named without -v: a library that
// holds none of the texts would name them all.
const maxNamed = 20

var scoreColumns = []string{"lang", "form", "expected", "found", "precision", "recall", "F1", "span F1",
	"pinpoints", "antecedents right", "wrong", "abstained", "status", "relation"}

// columns are the cells of a table; what was not to be measured stays empty.
func (s scores) columns() []string {
	out := []string{s.Lang, s.Form, fmt.Sprint(s.Expected), fmt.Sprint(s.Found),
		fmt.Sprintf("%.4f", s.Precision), fmt.Sprintf("%.4f", s.Recall), fmt.Sprintf("%.4f", s.F1), fmt.Sprintf("%.4f", s.SpanF1),
		s.Pinpoints.String()}
	if n := s.Antecedents; n.Of > 0 {
		out = append(out, fmt.Sprintf("%d of %d", n.Right, n.Of), fmt.Sprint(n.Wrong), fmt.Sprint(n.Abstained))
	} else {
		out = append(out, "", "", "")
	}
	return append(out, s.Status.String(), s.Relation.String())
}

func (n agreement) String() string {
	if n.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", n.Right, n.Of)
}

// String is one line: the fault, the words, what was expected and what was found.
func (m miss) String() string {
	return fmt.Sprintf("%s %s: %s %q: expected %s, found %s", m.ID, m.Lang, m.Fault, m.Surface, says(m.Want), says(m.Found))
}

func says(c *corpus.Citation) string {
	if c == nil {
		return "nothing"
	}
	parts := []string{fmt.Sprintf("[%d:%d]", c.Start, c.End), string(c.Target)}
	for _, l := range c.Pinpoints {
		parts = append(parts, string(l))
	}
	return strings.Join(filled(append(parts, c.Form, string(c.Status))...), " ")
}
