package cite

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"

	"github.com/goccy/go-yaml"
)

//go:embed names.yaml
var namesFile []byte

// wellKnown are the instruments that texts name by title: target to language to titles.
var wellKnown = sync.OnceValue(func() map[corpus.Target]map[lang.Tag][]string {
	var m map[corpus.Target]map[lang.Tag][]string
	if err := yaml.UnmarshalWithOptions(namesFile, &m, yaml.Strict()); err != nil {
		panic(fmt.Errorf("corpus/cite/names.yaml: %w", err)) // compiled in: only a broken build comes here
	}
	return m
})

// noCitation is the target of titles that are no citation but begin with the
// words of one: "Устава Механизма" beside "Устава".
const noCitation = "none"

// lexicon is the lexicon of l with the names known in it.
func (t *Tagger) lexicon(l lang.Tag) *lexicon {
	x := newLexicon(lang.Get(l))
	for _, n := range t.names {
		for _, a := range n.Texts {
			if a.Lang == l || a.Lang == "" {
				x.title(n.Target, a.Text)
			}
		}
	}
	for target, titles := range wellKnown() {
		for _, text := range titles[l] {
			x.title(target, text)
		}
	}
	return x
}

// title makes a title known. What reads as a symbol is left to the grammar,
// and what is too short to be told from a word is left out.
func (x *lexicon) title(t corpus.Target, text string) {
	text = strings.TrimSpace(text)
	if _, symbol := ParseSymbol(text); symbol || utf8.RuneCountInString(text) < 3 || len(text) > 1000 {
		return
	}
	n := &name{target: string(t), text: text}
	if before, own, ok := strings.Cut(text, ": "); ok {
		if target, symbol := ParseSymbol(before); symbol {
			n.after, n.text = string(target), own
		}
	}
	if short, ok := strings.CutPrefix(n.text, "("); ok {
		n.text, n.again = strings.TrimSuffix(short, ")"), true
	}
	if start, end, ok := strings.Cut(n.text, " ... "); ok {
		n.text, n.tail = start, end
	}
	n.exact = len(strings.Fields(n.text)) < 3
	x.add(n)
}
