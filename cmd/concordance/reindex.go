package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"
)

func reindexCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "reindex",
		Short: "Build the index anew from the library, while the old one serves",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			d, err := a.openDesk(c.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			if _, err := a.follow(c.Context(), d, "/internal/reindex", struct{}{}); err != nil {
				return err
			}
			fmt.Fprintln(a.err, "The index is built anew.")
			return nil
		},
	}
}

func backupCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a copy of the library to FILE, also while it is served",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			file, err := filepath.Abs(args[0])
			if err != nil {
				return failed(err)
			}
			d, err := a.openDesk(c.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			if _, err := a.follow(c.Context(), d, "/internal/backup", backupOrder{file}); err != nil {
				return err
			}
			fmt.Fprintf(a.err, "The library is copied to %s. To use it, put it into an empty data directory as library.db.\n", args[0])
			return nil
		},
	}
}
