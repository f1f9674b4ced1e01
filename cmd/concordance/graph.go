package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"concordance/corpus/export"
)

func graphCommand(a *app) *cobra.Command {
	var format, level string
	c := &cobra.Command{
		Use:   "graph [WORK]",
		Short: "Write the graph of citations, or what one work cites and is cited by",
		Example: "  concordance graph > citations.graphml\n" +
			"  concordance graph 'S/RES/2396 (2017)' --level passage --format json",
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if _, ok := export.FindGraph(format); !ok {
				return fmt.Errorf("--format %s is unknown: use one of %s", format, strings.Join(graphFormats(), ", "))
			}
			v := url.Values{"format": {format}, "level": {level}}
			if len(args) > 0 {
				work, l := reference(args[0])
				if l != "" {
					return fmt.Errorf("a graph is of whole works: leave /%s out", l)
				}
				v.Set("work", work)
			}
			return a.graph(c.Context(), v)
		},
	}
	c.Flags().StringVar(&format, "format", "graphml", "`format`: "+strings.Join(graphFormats(), " or "))
	c.Flags().StringVar(&level, "level", "work", "what the nodes are: work or passage")
	return c
}

func graphFormats() []string {
	var ns []string
	for _, f := range export.GraphFormats {
		ns = append(ns, f.Name)
	}
	return ns
}

func (a *app) graph(ctx context.Context, v url.Values) error {
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	return a.copyOut(d.get(ctx, "/api/v1/citations/graph", v, "*/*"))
}
