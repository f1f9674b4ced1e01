package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// version is the release; CHANGELOG.md says what is in it.
const version = "0.1.0"

func versionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := map[string]string{"version": version, "go": runtime.Version()}
			switch a.output {
			case "json":
				return a.printJSON(v)
			case "ndjson":
				return a.printLine(v)
			}
			fmt.Fprintf(a.out, "concordance %s (%s)\n", version, runtime.Version())
			return nil
		},
	}
}
