package main

import (
	"context"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"concordance/corpus/export"
)

func exportCommand(a *app) *cobra.Command {
	var f searchFlags
	var format string
	c := &cobra.Command{
		Use:   "export QUERY...",
		Short: "Write everything a search finds, for a reference manager, a spreadsheet or a program",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if _, ok := export.Find(format); !ok {
				return unknownFormat(format)
			}
			v, err := f.values(args)
			if err != nil {
				return err
			}
			v.Set("format", format)
			return a.export(c.Context(), v)
		},
	}
	f.register(c)
	c.Flags().StringVar(&format, "format", "ris", "`format`: "+strings.Join(formatNames(), ", "))
	return c
}

func (a *app) export(ctx context.Context, v url.Values) error {
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	return a.copyOut(d.get(ctx, "/api/v1/export", v, "*/*"))
}
