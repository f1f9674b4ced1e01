package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"concordance/api"
	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

func showCommand(a *app) *cobra.Command {
	var l string
	c := &cobra.Command{
		Use:   "show WORK[/LOCATOR]",
		Short: "Show a work, or one passage of it",
		Example: "  concordance show 'S/RES/2396 (2017)'\n  concordance show 'S/RES/2396 (2017)/para-27' --lang fr\n" +
			"  concordance show s-res-2396-2017/para-27 -o json",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			t, ok := lang.Parse(l)
			if !ok {
				return fmt.Errorf("--lang %s is not a language of texts: use one of %v", l, lang.Texts)
			}
			return a.show(c.Context(), args[0], t)
		},
	}
	c.Flags().StringVar(&l, "lang", "en", "`language` of the text")
	return c
}

// reference reads what people write for a work or a passage. A work without a
// symbol is named by its ID.
func reference(s string) (work string, l corpus.Locator) {
	if r, ok := cite.ParseReference(s); ok {
		return string(r.Target), r.Locator
	}
	id, loc, _ := strings.Cut(s, "/")
	return id, corpus.Locator(loc)
}

// address is where the API answers for what ref names: a work, or the passage l.
func address(ref string) (path string, l corpus.Locator) {
	work, l := reference(ref)
	path = "/api/v1/works/" + url.PathEscape(work)
	if l != "" {
		path += "/passages/" + string(l)
	}
	return path, l
}

func (a *app) show(ctx context.Context, ref string, l lang.Tag) error {
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	path, loc := address(ref)
	if loc == "" {
		var w api.Work
		if err := d.json(ctx, path, nil, &w); err != nil {
			return err
		}
		if a.output != "table" {
			return a.printWork(w)
		}
		gs, err := d.citedBy(ctx, path)
		if err != nil {
			return err
		}
		a.tableWork(w, gs, l)
		return nil
	}
	var p api.Passage
	if err := d.json(ctx, path, nil, &p); err != nil {
		return err
	}
	switch a.output {
	case "json":
		return a.printJSON(p)
	case "ndjson":
		return a.printLine(p)
	}
	gs, err := d.citedBy(ctx, path)
	if err != nil {
		return err
	}
	a.printPassage(p, l)
	a.printCiting(gs)
	return nil
}

func (a *app) printWork(w api.Work) error {
	if a.output == "json" {
		return a.printJSON(w)
	}
	for _, p := range w.Passages {
		if err := a.printLine(p); err != nil {
			return err
		}
	}
	return nil
}

// tableWork shows a work, how often it is cited, and its passages.
func (a *app) tableWork(w api.Work, citing []api.CitationGroup, l lang.Tag) {
	fmt.Fprintf(a.out, "%s\n%s\n%s\n\n", w.Work.Name, w.Work.Title, strings.Join(filled(w.Work.Body, w.Work.Date, string(w.Work.Kind)), ", "))
	a.printCounts(citing)
	for _, p := range w.Passages {
		a.printPassage(p, l)
	}
}

func filled(ss ...string) []string {
	return slices.DeleteFunc(ss, func(s string) bool { return s == "" })
}

// printPassage shows the official text in l, or in the language held, and our notes.
func (a *app) printPassage(p api.Passage, l lang.Tag) {
	fmt.Fprintf(a.out, "%s  %s\n", place(p.Work, p.Locator), strings.Join(filled(string(p.Role), string(p.Force)), ", "))
	text, t := p.In(l)
	if text != "" {
		for line := range strings.Lines(text) {
			fmt.Fprintln(a.out, wrap(line, "  ", 96))
		}
		if t != l {
			fmt.Fprintf(a.out, "  [official text in %s: not held in %s]\n", t, l)
		}
	}
	for _, n := range p.Notes {
		fmt.Fprintln(a.out, wrap("Note (not the official text, "+n.Status+"): "+n.Text, "  | ", 96))
	}
	fmt.Fprintln(a.out)
}
