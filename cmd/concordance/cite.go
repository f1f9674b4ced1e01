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
	var style, format string
	c := &cobra.Command{
		Use:   "cite WORK[/LOCATOR]",
		Short: "Write the citation of a work or a passage",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "" {
				return a.citeFormat(c.Context(), args[0], format)
			}
			return a.cite(c.Context(), args[0], style)
		},
	}
	c.Flags().StringVar(&style, "style", "un", "citation `style`: "+strings.Join(styleNames(), ", "))
	c.Flags().StringVar(&format, "format", "", "a record instead of a sentence: `format` "+strings.Join(export.Names(), ", "))
	return c
}

func styleNames() []string {
	var ns []string
	for _, s := range cite.Styles {
		ns = append(ns, s.Name)
	}
	return ns
}

func (a *app) cite(ctx context.Context, ref, style string) error {
	if !slices.Contains(styleNames(), style) {
		return fmt.Errorf("--style %s is unknown: use one of %s", style, strings.Join(styleNames(), ", "))
	}
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	styles, err := d.styles(ctx, ref)
	if err != nil {
		return err
	}
	switch a.output {
	case "json":
		return a.printJSON(map[string]string{"style": style, "citation": styles[style]})
	case "ndjson":
		return a.printLine(map[string]string{"style": style, "citation": styles[style]})
	}
	fmt.Fprintln(a.out, styles[style])
	return nil
}

// styles are the citations of a work or a passage, by style.
func (d *desk) styles(ctx context.Context, ref string) (map[string]string, error) {
	path, loc := address(ref)
	if loc == "" {
		var w api.Work
		err := d.json(ctx, path, url.Values{"passages": {"false"}}, &w)
		return w.Work.Cite, err
	}
	var p api.Passage
	err := d.json(ctx, path, nil, &p)
	return p.Cite, err
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
	return a.copyOut(d.get(ctx, path, nil, f.Media))
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
