package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"concordance/api"
	"concordance/corpus/check"
	"concordance/corpus/lang"
)

func checkCommand(a *app) *cobra.Command {
	var l string
	c := &cobra.Command{
		Use:   "check FILE|-",
		Short: "Check the citations and quotations of a draft",
		Long: "Looks up every citation of a draft (text, Markdown or DOCX; - is standard input): its year, its paragraphs,\n" +
			"what supersedes it; and compares quotations with the paragraphs they are said to come from.\n" +
			"Offsets are bytes of the text; those of a DOCX count in the words that -o json prints as text.\n" +
			"Ends with 1 when there are faults, with 0 when there are none. The draft is not kept.",
		Example: "  concordance check paper.docx\n  concordance check - -o json < paper.txt",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if _, ok := lang.Parse(l); l != "" && !ok {
				return fmt.Errorf("--lang %s is not a language of texts: use one of %v", l, lang.Texts)
			}
			return a.check(c.Context(), args[0], l)
		},
	}
	c.Flags().StringVar(&l, "lang", "", "`language` of the draft; found out when not given")
	return c
}

func (a *app) check(ctx context.Context, file, l string) error {
	text, taken, err := a.draftText(ctx, file)
	if err != nil {
		return failed(fmt.Errorf("%s: %w", file, err))
	}
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	r, err := d.check(ctx, text, l)
	if err != nil {
		return err
	}
	if taken {
		r.Text = text
	}
	switch a.output {
	case "json":
		err = a.printJSON(r)
	case "ndjson":
		err = a.printLine(r)
	default:
		a.printChecked(r, text)
	}
	if err == nil && r.Faults > 0 {
		return exitError{code: exitNothing}
	}
	return err
}

// draftText reads a draft. Plain text stays as it is, so that offsets are the
// file's own; taken says that the words were taken out of another format.
func (a *app) draftText(ctx context.Context, file string) (text string, taken bool, err error) {
	in := a.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", false, errors.Unwrap(err)
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, api.MaxDraft+1))
	switch {
	case err != nil:
		return "", false, err
	case len(b) > api.MaxDraft:
		return "", false, fmt.Errorf("longer than %d bytes: check it in parts", api.MaxDraft)
	case plain(b):
		return string(b), false, nil
	}
	text, err = readDraft(ctx, file, bytes.NewReader(b))
	return text, true, err
}

// plain reports whether b is text as it stands.
func plain(b []byte) bool {
	head := bytes.TrimSpace(b[:min(len(b), draftHead)])
	return len(head) > 0 && utf8.Valid(b) && !bytes.ContainsRune(b, 0) && head[0] != '<' && !bytes.HasPrefix(head, []byte("%PDF")) && !bytes.HasPrefix(head, []byte("PK"))
}

// check asks the API about a draft.
func (d *desk) check(ctx context.Context, text, l string) (*api.Checked, error) {
	b, err := json.Marshal(map[string]string{"text": text, "lang": l})
	if err != nil {
		return nil, failed(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.base+api.CheckPath, bytes.NewReader(b))
	if err != nil {
		return nil, failed(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	body, err := d.do(r)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	var out api.Checked
	return &out, failed(json.NewDecoder(body).Decode(&out))
}

// printChecked lists the faults, then what to know, then how much is sound.
func (a *app) printChecked(r *api.Checked, text string) {
	sound, unread := 0, 0
	for _, faults := range []bool{true, false} {
		for _, f := range r.Citations {
			switch {
			case f.Status == check.OK && !faults:
				sound++
			case f.Status == check.NotHeld && !faults:
				unread++
			}
			if f.Status.Fault() == faults && f.Status != check.OK && (f.Status != check.NotHeld || a.verbose) {
				a.printFinding(lineOf(text, f.Start), f.Surface, string(f.Status), f.Detail, f.Suggestion)
			}
		}
		for _, q := range r.Quotations {
			switch {
			case q.Status == check.Exact && !faults:
				sound++
			case q.Status == check.QuoteNotHeld && !faults:
				unread++
			}
			if q.Status.Fault() == faults && faults {
				a.printFinding(lineOf(text, q.Start), "“"+short(q.Text)+"”", string(q.Status), q.Detail, q.Suggestion)
				for _, x := range q.Differences {
					fmt.Fprintf(a.out, "    “%s” is “%s” in the text\n", short(x.Quoted), short(x.Source))
				}
			}
		}
	}
	fmt.Fprintf(a.out, "faults: %d; sound: %d; could not be looked up here: %d\n", r.Faults, sound, unread)
	if unread > 0 && !a.verbose {
		fmt.Fprintln(a.err, "what could not be looked up: see it with -v, or with -o json")
	}
}

func (a *app) printFinding(line int, surface, status, detail, suggestion string) {
	fmt.Fprintf(a.out, "line %d: %s: %s\n", line, surface, status)
	if detail != "" {
		fmt.Fprintln(a.out, wrap(detail, "    ", 92))
	}
	if suggestion != "" {
		word := "write: "
		if status == string(check.Superseded) {
			word = "see: "
		}
		fmt.Fprintln(a.out, wrap(word+suggestion, "    ", 92))
	}
}

// lineOf is the number of the line that holds the byte at.
func lineOf(text string, at int) int { return 1 + strings.Count(text[:min(at, len(text))], "\n") }

// short makes one short line of s.
func short(s string) string {
	words := strings.Join(strings.Fields(s), " ")
	if rs := []rune(words); len(rs) > 70 {
		return string(rs[:69]) + "…"
	}
	return words
}
