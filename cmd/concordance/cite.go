package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"concordance/api"
	"concordance/corpus/cite"
	"concordance/corpus/export"
)

func citeCommand(a *app) *cobra.Command {
	var o citeOptions
	var format string
	c := &cobra.Command{
		Use:   "cite WORK[/LOCATOR]",
		Short: "Write the citation of a work or a passage",
		Example: "  concordance cite 'S/RES/2396 (2017)/para-27' --style oscola\n" +
			"  concordance cite 'S/RES/2396 (2017)/para-27' --lang fr --short\n" +
			"  concordance cite 'S/RES/2396 (2017)/para-27' --format ris",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "" {
				return a.citeFormat(c.Context(), args[0], format)
			}
			return a.cite(c.Context(), args[0], o)
		},
	}
	c.Flags().StringVar(&o.style, "style", "un", "citation `style`: "+strings.Join(styleNames(), ", "))
	c.Flags().StringVar(&o.lang, "lang", "en", "`language` of the citation, in the style of the United Nations; the others are English")
	c.Flags().BoolVar(&o.short, "short", false, "the form for a work cited before")
	c.Flags().StringVar(&format, "format", "", "a record instead of a sentence: `format` "+strings.Join(export.Names(), ", "))
	return c
}

// citeOptions say how a citation is written.
type citeOptions struct {
	style, lang string
	short       bool
}

func styleNames() []string {
	var ns []string
	for _, s := range cite.Styles {
		ns = append(ns, s.Name)
	}
	return ns
}

func (a *app) cite(ctx context.Context, ref string, o citeOptions) error {
	if !slices.Contains(styleNames(), o.style) {
		return fmt.Errorf("--style %s is unknown: use one of %s", o.style, strings.Join(styleNames(), ", "))
	}
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	styles, err := d.styles(ctx, ref, o)
	if err != nil {
		return err
	}
	switch a.output {
	case "json":
		return a.printJSON(map[string]string{"style": o.style, "citation": styles[o.style]})
	case "ndjson":
		return a.printLine(map[string]string{"style": o.style, "citation": styles[o.style]})
	}
	fmt.Fprintln(a.out, styles[o.style])
	return nil
}

// styles are the citations of a work or a passage, by style.
func (d *desk) styles(ctx context.Context, ref string, o citeOptions) (map[string]string, error) {
	path, loc := address(ref)
	q := url.Values{"lang": {o.lang}}
	var full, short map[string]string
	var err error
	if loc == "" {
		var w api.Work
		q.Set("passages", "false")
		err = d.json(ctx, path, q, &w)
		full, short = w.Work.Cite, w.Work.Short
	} else {
		var p api.Passage
		err = d.json(ctx, path, q, &p)
		full, short = p.Cite, p.Short
	}
	if o.short {
		return short, err
	}
	return full, err
}

// citeFormat writes a record for a reference manager.
func (a *app) citeFormat(ctx context.Context, ref, format string) error {
	f, ok := export.Find(format)
	if !ok {
		return unknownFormat(format)
	}
	if err := a.showable(format); err != nil {
		return err
	}
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	path, _ := address(ref)
	return a.copyOut(d.get(ctx, path, url.Values{"format": {f.Name}}, "*/*"))
}

func (a *app) copyOut(body io.ReadCloser, err error) error {
	if err != nil {
		return err
	}
	defer body.Close()
	_, err = io.Copy(a.out, body)
	return failed(err)
}

// showable refuses to write files of other programs to a terminal.
func (a *app) showable(format string) error {
	f, ok := a.out.(*os.File)
	if ok && isatty.IsTerminal(f.Fd()) && (format == "docx" || format == "xlsx") {
		return fmt.Errorf("--format %s is not for reading on a terminal: send it to a file, > found.%[1]s", format)
	}
	return nil
}

func unknownFormat(name string) error {
	return fmt.Errorf("--format %s is unknown: use one of %s", name, strings.Join(export.Names(), ", "))
}
