package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
)

// Exit codes: part of the command line's contract.
const (
	exitFound   = 0 // done or found
	exitNothing = 1 // nothing found, or faults found
	exitUsage   = 2 // wrong usage
	exitPartly  = 3 // partly done, or nothing readable
)

// exitError carries an exit code out of a command. A nil cause prints nothing.
type exitError struct {
	code  int
	cause error
}

func (e exitError) Error() string {
	if e.cause == nil {
		return ""
	}
	return e.cause.Error()
}

func (e exitError) Unwrap() error { return e.cause }

// nothing ends a command that found nothing.
func nothing(format string, args ...any) error {
	return exitError{exitNothing, fmt.Errorf(format, args...)}
}

// app is what the commands share.
type app struct {
	in       io.Reader
	out, err io.Writer
	data     string // data directory
	base     string // public address, for permalinks
	output   string // table, json or ndjson
	verbose  bool
}

// commands is the table of commands; the order is that of the help.
var commands = []func(*app) *cobra.Command{
	serveCommand, ingestCommand, searchCommand, showCommand, tagCommand, citeCommand, exportCommand,
	evalCommand, reindexCommand, backupCommand, doctorCommand, versionCommand,
}

// run is the whole program: it parses args, runs one command and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	a := &app{in: in, out: out, err: errs}
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitFound
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(errs, "concordance:", text)
	}
	var exit exitError
	if errors.As(err, &exit) {
		return exit.code
	}
	return exitUsage
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "concordance",
		Short:         "Good practices on protecting soft targets, found, read and cited to the paragraph",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	f := root.PersistentFlags()
	f.StringVar(&a.data, "data", defaultData(), "data `directory` (CONCORDANCE_DATA)")
	f.StringVar(&a.base, "base", os.Getenv("CONCORDANCE_BASE"), "public `address` for permalinks, e.g. behind a proxy (CONCORDANCE_BASE)")
	f.StringVarP(&a.output, "output", "o", "table", "output: table, json or ndjson")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "log every request and step")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		switch a.output {
		case "table", "json", "ndjson":
			return nil
		}
		return fmt.Errorf("-o %s is unknown: use table, json or ndjson", a.output)
	}
	for _, c := range commands {
		root.AddCommand(c(a))
	}
	return root
}

// defaultData is the user's data directory.
func defaultData() string {
	if d := os.Getenv("CONCORDANCE_DATA"); d != "" {
		return d
	}
	return filepath.Join(xdg.DataHome, "concordance")
}

// failed makes an error of a command's work (not its usage) end with exit code 3.
func failed(err error) error {
	if err == nil {
		return nil
	}
	var exit exitError
	if errors.As(err, &exit) {
		return err
	}
	return exitError{exitPartly, err}
}
