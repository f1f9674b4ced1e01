package ui

import (
	"math"
	"strconv"
	"strings"

	"concordance/corpus/lang"
	"concordance/index"
)

// maxReasons is how many reasons a sentence names: the weightiest.
const maxReasons = 6

// found says in a sentence why a hit was found, "" when the engine does not tell.
func (w *Words) found(why []index.Why) string {
	var parts []string
	for _, x := range why {
		if s := w.because(x); s != "" && len(parts) < maxReasons {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return w.T("why.sentence", "parts", strings.Join(parts, w.T("list.semicolon")))
}

// because is one reason in words: what was found, where, and what share of the
// score it has. A kind of reason that has no words is left out.
func (w *Words) because(x index.Why) string {
	key := "why." + string(x.Part)
	if !w.Has(key) {
		return ""
	}
	s := w.T(key, "text", apart(x.Text))
	var facts []string
	switch {
	case x.In == "note":
		facts = append(facts, w.T("why.in-note"))
	case x.In != "":
		facts = append(facts, w.Language(lang.Tag(x.In)))
	}
	if n := int(math.Round(100 * x.Share)); n > 0 {
		facts = append(facts, w.T("why.share", "n", strconv.Itoa(n)))
	}
	if len(facts) > 0 {
		s = w.T("why.with", "what", s, "facts", strings.Join(facts, w.T("list.comma")))
	}
	return s
}

// apart keeps words of another direction from mixing with those about them.
func apart(s string) string { return "\u2068" + s + "\u2069" }

// body names a body in a line of facts, apart from what stands around it: a name
// that is held in English alone would turn a date in Arabic about.
func (p *Page) body(name string) string {
	if name == "" {
		return ""
	}
	return apart(p.Word("body", name))
}
