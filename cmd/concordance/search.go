package main

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"concordance/index"
)

// searchFlags are the parts of a request that have a flag of their own.
type searchFlags struct {
	size     int
	lang     string
	sort     string
	from, to int
	facets   []string
}

func (f *searchFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.lang, "lang", "", "reader's `language`: en fr es ru ar zh de")
	c.Flags().StringVar(&f.sort, "sort", "", "newest or oldest, instead of the most relevant first")
	c.Flags().IntVar(&f.from, "from", 0, "first `year`")
	c.Flags().IntVar(&f.to, "to", 0, "last `year`")
	c.Flags().StringArrayVar(&f.facets, "facet", nil, "narrow by `name=value`, e.g. role=obligation; may be repeated")
}

// values is the URL query of the words given: either words, or a whole query as
// in the address of a page ("?q=stadium&role=call").
func (f *searchFlags) values(args []string) (url.Values, error) {
	text := strings.Join(args, " ")
	v := url.Values{"q": {text}}
	if q, ok := strings.CutPrefix(text, "?"); ok {
		var err error
		if v, err = url.ParseQuery(q); err != nil {
			return nil, err
		}
	}
	for k, s := range map[string]string{"lang": f.lang, "sort": f.sort, "size": number(f.size), "from": number(f.from), "to": number(f.to)} {
		if s != "" {
			v.Set(k, s)
		}
	}
	for _, p := range f.facets {
		name, value, ok := strings.Cut(p, "=")
		if !ok {
			return nil, fmt.Errorf("--facet %s has no value: write name=value", p)
		}
		v.Add(name, value)
	}
	_, err := index.ParseRequest(v)
	return v, err
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func searchCommand(a *app) *cobra.Command {
	var f searchFlags
	c := &cobra.Command{
		Use:   "search QUERY...",
		Short: "Find passages",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			v, err := f.values(args)
			if err != nil {
				return err
			}
			return a.search(c.Context(), v)
		},
	}
	f.register(c)
	c.Flags().IntVar(&f.size, "size", 0, fmt.Sprintf("`number` of hits (default %d, at most %d)", index.DefaultSize, index.MaxSize))
	return c
}

func (a *app) search(ctx context.Context, v url.Values) error {
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	var r index.Result
	if err := d.json(ctx, "/api/v1/search", v, &r); err != nil {
		return err
	}
	if r.Hits == nil {
		r.Hits = []index.Hit{}
	}
	if err := a.printResult(r); err != nil {
		return err
	}
	if r.Total == 0 {
		return nothing("nothing found for %q", v.Get("q"))
	}
	return nil
}

func (a *app) printResult(r index.Result) error {
	switch a.output {
	case "json":
		return a.printJSON(r)
	case "ndjson":
		for _, h := range r.Hits {
			if err := a.printLine(h); err != nil {
				return err
			}
		}
		return nil
	}
	for _, s := range r.Repairs {
		fmt.Fprintln(a.err, s)
	}
	if len(r.Absent) > 0 {
		fmt.Fprintln(a.err, "In no passage and no note here:", strings.Join(r.Absent, ", "))
	}
	if len(r.Expanded) > 0 {
		fmt.Fprintln(a.err, "Searched under all their names, in all languages:", strings.Join(r.Expanded, ", "))
	}
	for i, h := range r.Hits {
		fmt.Fprintf(a.out, "%d. %s  %s\n", i+1, place(h.Name, h.Locator), strings.Join(kinds(h), ", "))
		fmt.Fprintln(a.out, wrap(h.Snippet, "   ", 96))
	}
	fmt.Fprintf(a.err, "%d of %d found\n", len(r.Hits), r.Total)
	return nil
}

// kinds says in words what a hit is, and whether the words are official.
func kinds(h index.Hit) []string {
	var ks []string
	for _, s := range []string{string(h.Role), string(h.Force), h.Date} {
		if s != "" {
			ks = append(ks, s)
		}
	}
	if h.Note {
		return append(ks, "our note")
	}
	return append(ks, "official text, "+string(h.Lang))
}
