package cite

import (
	"slices"
	"strings"
	"sync"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Name is a work or treaty cited by title: its target and every title and
// alias it goes by. An alias without a language is read in every language.
type Name struct {
	Target corpus.Target
	Texts  []corpus.Alias
}

// Place is where a text stands: the citing work and the passage. Either may be
// empty; what the text says of itself then stays unresolved.
type Place struct {
	Work    corpus.Target
	Locator corpus.Locator
}

// Tagger finds the citations of texts. It may be used by several goroutines.
type Tagger struct {
	names    []Name
	symbols  map[corpus.Target]corpus.Target // another symbol of a work: the target it has
	lexicons map[lang.Tag]func() *lexicon
}

// NewTagger returns a tagger that knows names besides the well-known ones.
func NewTagger(names []Name) *Tagger {
	t := &Tagger{names: names, symbols: map[corpus.Target]corpus.Target{}, lexicons: map[lang.Tag]func() *lexicon{}}
	for _, n := range names {
		for _, a := range n.Texts {
			if s, ok := ParseSymbol(a.Text); ok && s != n.Target && a.Lang == "" {
				t.symbols[s] = n.Target
			}
		}
	}
	for _, l := range lang.Texts {
		t.lexicons[l] = sync.OnceValue(func() *lexicon { return t.lexicon(l) })
	}
	return t
}

// tokenRooms are the rooms for tokens that nobody uses.
var tokenRooms = sync.Pool{New: func() any { return new([]token) }}

// mostKept limits the tokens that a room may have when it is kept.
const mostKept = MaxText / 4

// MaxText is how much of one text Find reads, in bytes; it is far above any passage.
const MaxText = 4 << 20

// Find returns the mentions that text makes of works, by their start. None
// overlaps another, but a committee encloses the resolutions that name it. l
// is the language of the text, "" where it is not known. The time taken grows
// with the length of the text alone.
func (t *Tagger) Find(text string, l lang.Tag, in Place) []corpus.Citation {
	text = text[:min(len(text), MaxText)]
	known, ok := t.lexicons[l]
	if !ok {
		if l, _ = lang.Detect(text); l == "" {
			l = lang.English
		}
		known = t.lexicons[l]
	}
	room := tokenRooms.Get().(*[]token)
	tokens := lex(text, known(), slices.Grow((*room)[:0], len(text)/6))
	p := parser{text: text, in: in, tokens: tokens}
	p.run()
	if *room = tokens; cap(tokens) <= mostKept {
		clear(tokens) // the text must not be kept alive
		tokenRooms.Put(room)
	}
	resolve(p.mentions)
	for i := range p.mentions {
		if other, ok := t.symbols[p.mentions[i].target]; ok {
			p.mentions[i].target = other
		}
	}
	return citations(p.mentions)
}

// citations gives the mentions their outward form, in order, without overlap.
func citations(ms []mention) []corpus.Citation {
	slices.SortStableFunc(ms, func(a, b mention) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var cs []corpus.Citation
	free, committee := 0, 0 // up to where the text is taken, up to where a committee reaches
	for _, m := range ms {
		if m.start < free || m.end <= m.start || m.start < committee && m.end > committee {
			continue
		}
		if m.form == "committee" {
			committee = m.end
		} else {
			free = m.end
		}
		cs = append(cs, corpus.Citation{
			Start: m.start, End: m.end, Target: m.target, Pinpoints: slices.Compact(m.pins), Form: m.form,
			Relation: m.relation, Status: m.status, Candidates: m.candidates, Detail: m.detail,
		})
	}
	return cs
}

// Tag sets the citations of every passage of d. A passage's citations do not
// overlap: of a committee and the resolutions that name it, the resolutions stay.
func (t *Tagger) Tag(d *corpus.Document) {
	var note *corpus.Passage // the footnote before
	for i := range d.Passages {
		p := &d.Passages[i]
		p.Citations = flat(t.Find(p.Text, d.Lang, Place{Work: target(d), Locator: p.Locator}))
		if c := p.Locator.Class(); c != "fn" && !strings.HasSuffix(c, "/fn") {
			continue
		}
		if note != nil && note.Locator.Class() == p.Locator.Class() {
			fromNote(p.Citations, note.Citations)
		}
		note = p
	}
}

// fromNote settles each "ibid." that nothing precedes in its footnote by the
// footnote before, where that cites one work; among several it chooses none.
func fromNote(cs, before []corpus.Citation) {
	var only corpus.Target
	for _, c := range before {
		if c.Status != corpus.Resolved || only != "" && only != c.Target {
			return
		}
		only = c.Target
	}
	for i := range cs {
		if c := &cs[i]; only != "" && c.Form == "antecedent" && c.Detail == nothingBefore {
			c.Target, c.Status, c.Detail = only, corpus.Resolved, ""
		}
	}
}

// flat leaves out the mentions that enclose others.
func flat(cs []corpus.Citation) []corpus.Citation {
	var kept []corpus.Citation
	for i, c := range cs {
		if i+1 < len(cs) && cs[i+1].Start < c.End {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

func target(d *corpus.Document) corpus.Target {
	if d.Symbol != "" {
		return corpus.Target(d.Symbol)
	}
	return corpus.Target(d.ID)
}
