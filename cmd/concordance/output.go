package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"

	"concordance/corpus"
)

// printJSON writes v as one indented document.
func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return failed(e.Encode(v))
}

// printLine writes v as one line of NDJSON.
func (a *app) printLine(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	return failed(e.Encode(v))
}

// log is the logger: warnings only, unless asked.
func (a *app) log() *slog.Logger {
	level := slog.LevelWarn
	if a.verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
}

// wrap breaks text into lines of at most width runes, each after indent.
func wrap(text, indent string, width int) string {
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(text) {
		l := len([]rune(w))
		switch {
		case n == 0:
			b.WriteString(indent)
		case n+1+l > width:
			fmt.Fprint(&b, "\n", indent)
			n = 0
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += l
	}
	return b.String()
}

// place names a passage, or the whole work when there is no locator.
func place(work string, l corpus.Locator) string {
	if l == "" {
		return work
	}
	return work + "/" + string(l)
}
