package ui

import (
	"strings"

	"concordance/corpus"
)

// Locator puts a locator into words: "para-2.e" is "para. 2 (e)" in English,
// "annex/para-77" is "annex, para. 77".
func (w *Words) Locator(l corpus.Locator) string {
	path, only, _ := strings.Cut(string(l), "@")
	steps := strings.Split(path, "/")
	for i, s := range steps {
		steps[i] = w.step(s)
	}
	out := strings.Join(steps, w.T("list.comma"))
	if only != "" {
		out = w.T("locator.version", "place", out, "language", w.Word("language", only))
	}
	return out
}

// step is one element of a locator's path: "annex-2", "para-3.b.iv".
func (w *Words) step(s string) string {
	class, number, _ := strings.Cut(s, "-")
	if number == "" {
		return w.Word("locator", class)
	}
	if before, nth, ok := strings.Cut(number, "~"); ok {
		place := w.T("locator.start")
		if before != "0" {
			place = w.step(class + "-" + before)
		}
		return w.T("locator.after", "place", place, "n", nth)
	}
	if class == "time" {
		number = strings.ReplaceAll(number, ".", ":")
	} else if class != "section" {
		number = points(number)
	}
	if !w.Has("locator." + class + "-n") {
		return s
	}
	return w.T("locator."+class+"-n", "n", number)
}

// points writes "3.b.iv" as "3 (b) (iv)" and "12quater" as "12 quater".
func points(number string) string {
	first, rest, _ := strings.Cut(number, ".")
	digits := len(first) - len(strings.TrimLeft(first, "0123456789"))
	out := first[:digits]
	if tail := first[digits:]; len(tail) > 1 {
		out += " " + tail
	} else {
		out += tail
	}
	if rest == "" {
		return out
	}
	for p := range strings.SplitSeq(rest, ".") {
		out += " (" + p + ")"
	}
	return out
}
