package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"concordance/ingest"
)

func ingestCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Read files, folders and archives into the library",
		Long: "Read files, folders and archives (.zip .tar .tar.gz .tar.zst) into the library: Akoma Ntoso XML,\n" +
			"DOCX, HTML, PDF, Markdown, plain text, subtitles (.vtt .srt) and mails (.eml) with their attachments;\n" +
			"and .doc, .odt and .rtf where LibreOffice is installed. What cannot be read is named, and stops nothing.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.ingest(c.Context(), args) },
	}
}

func (a *app) ingest(ctx context.Context, paths []string) error {
	given := map[string]string{} // absolute -> as given
	var order ingestOrder
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return failed(err)
		}
		given[abs] = p
		order.Paths = append(order.Paths, abs)
	}
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	r, err := a.follow(ctx, d, "/internal/ingest", order)
	if err != nil {
		return err
	}
	if r == nil {
		return failed(errors.New("the server went away before it finished: run the same command again, nothing is lost"))
	}
	for i, f := range r.Failed {
		r.Failed[i].File = asGiven(f.File, given)
	}
	for i, w := range r.Warnings {
		r.Warnings[i].File = asGiven(w.File, given)
	}
	return a.report(r)
}

// asGiven turns an absolute path of the report back into what the person wrote.
func asGiven(file string, given map[string]string) string {
	for abs, p := range given {
		if rest, ok := strings.CutPrefix(file, abs); ok && (rest == "" || strings.ContainsAny(rest[:1], "/\\!")) {
			return p + rest
		}
	}
	return file
}

// follow sends an order, shows its progress and returns its report, if it gives one.
func (a *app) follow(ctx context.Context, d *desk, path string, order any) (*ingest.Report, error) {
	body, err := d.post(ctx, path, order)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	bars := map[string]*bar{}
	var report *ingest.Report
	for events := json.NewDecoder(body); ; {
		var e event
		switch err := events.Decode(&e); {
		case errors.Is(err, io.EOF):
			return report, nil
		case err != nil:
			return nil, failed(fmt.Errorf("the answer broke off: %w", err))
		case e.Error != "":
			return nil, failed(errors.New(e.Error))
		case e.Report != nil:
			report = e.Report
		case e.Stage != "":
			if bars[e.Stage] == nil {
				bars[e.Stage] = a.bar(e.Stage)
			}
			bars[e.Stage].Set(e.Done, e.Total)
		}
	}
}

// report prints what became of the files. Faults end with exit code 3.
func (a *app) report(r *ingest.Report) error {
	switch a.output {
	case "json":
		if err := a.printJSON(r); err != nil {
			return err
		}
	case "ndjson":
		if err := a.printLine(r); err != nil {
			return err
		}
	default:
		fmt.Fprintf(a.out, "%d added, %d replaced, %d unchanged; %d new works, %d passages read\n",
			r.Added, r.Replaced, r.Unchanged, r.Works, r.Passages)
	}
	for _, w := range r.Warnings {
		if a.verbose {
			fmt.Fprintf(a.err, "doubt: %s: %s\n", w.File, w.Warning)
		}
	}
	if n := len(r.Warnings); n > 0 && !a.verbose && a.output == "table" {
		fmt.Fprintf(a.err, "%d doubts: see them with -v, or with -o json\n", n)
	}
	for _, f := range r.Failed {
		fmt.Fprintf(a.err, "not read: %s: %s\n", f.File, f.Reason)
	}
	if len(r.Failed) > 0 {
		return exitError{code: exitPartly}
	}
	return nil
}
