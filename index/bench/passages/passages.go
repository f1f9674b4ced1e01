// Package passages generates works in the manner of the UN, for benchmarks:
// numbered paragraphs of 30 to 200 words by organs, with symbols, phrases that
// recur, titles that the passages of a work share, and facets.
//
// All words but those of grammar are invented, by rule from syllables, and are
// as frequent as words are (Zipf); each work keeps to a topic. The same seed
// gives the same works. Works are made one at a time, so that a million
// passages need no memory.
//
// Files: passages.go (works), words.go (the language), table.go (works as lines
// of a file, which any peer can read).
package passages

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// PerWork is how many provisions a work has; the last may have fewer.
const PerWork = 50

var (
	kinds = []corpus.Kind{corpus.KindReport, corpus.KindResolution, corpus.KindDocument, corpus.KindGuide, corpus.KindStatement,
		corpus.KindBriefing, corpus.KindFramework, corpus.KindDeclaration, corpus.KindStrategy, corpus.KindAnalysis}
	roles = []corpus.Role{corpus.RoleContext, corpus.RoleCall, corpus.RoleObligation, corpus.RoleRecommendation, corpus.RolePractice,
		corpus.RoleFinding, corpus.RoleCase, corpus.RolePrinciple, corpus.RoleProcedure}
	organs = strings.Fields(`Harbours Lighthouses Orchards Bridges Ferries Meadows Quarries Libraries Theatres Markets Aqueducts
		Observatories Granaries Vineyards Fisheries Foundries Canals Gardens Archives Workshops`)
)

// Numbers of values of the facets that are made of letters and numbers.
const (
	themes    = 40
	countries = 90
	firstYear = 1985
	years     = 40
)

// generator makes works one after another.
type generator struct {
	*language
	r *rand.Rand

	grammar, word, phrase, topicWord *rand.Zipf
	kind, organ, role, theme, state  *rand.Zipf
}

func newGenerator(seed uint64) *generator {
	r := rand.New(rand.NewPCG(seed, 0x9a55a9e5))
	zipf := func(s, v float64, n int) *rand.Zipf { return rand.NewZipf(r, s, v, uint64(n-1)) }
	return &generator{
		language: newLanguage(r), r: r,
		grammar: zipf(1.2, 2, len(function)), word: zipf(1.08, 12, contentWords), phrase: zipf(1.05, 10, phraseCount),
		topicWord: zipf(1.2, 8, topicWords),
		kind:      zipf(1.3, 1, len(kinds)), organ: zipf(1.1, 2, len(organs)), role: zipf(1.2, 1, len(roles)),
		theme: zipf(1.1, 4, themes), state: zipf(1.1, 6, countries),
	}
}

// Works gives works that hold n provisions together.
func Works(seed uint64, n int) iter.Seq[*corpus.Work] {
	return func(yield func(*corpus.Work) bool) {
		g := newGenerator(seed)
		for i := 0; n > 0; i++ {
			if !yield(g.work(i, min(n, PerWork))) {
				return
			}
			n -= PerWork
		}
	}
}

func (g *generator) work(i, size int) *corpus.Work {
	organ := int(g.organ.Uint64())
	year := firstYear + g.r.IntN(years)
	topic := g.topics[g.r.IntN(topicCount)]
	w := &corpus.Work{Description: corpus.Description{
		ID:     corpus.WorkID(fmt.Sprintf("x-%c-%d", 'a'+organ, i)),
		Symbol: g.symbol(organ, i),
		Titles: map[lang.Tag]string{lang.English: g.title(topic)},
		Kind:   kinds[g.kind.Uint64()],
		Body:   "Council for " + organs[organ],
		Date:   fmt.Sprintf("%d-%02d-%02d", year, 1+g.r.IntN(12), 1+g.r.IntN(28)),
	}}
	for n := range size {
		w.Provisions = append(w.Provisions, g.provision(n+1, topic))
	}
	return w
}

// symbol is of an organ that is not: X/CL.3/1204.
func (g *generator) symbol(organ, i int) string { return fmt.Sprintf("X/CL.%d/%d", organ+1, i) }

func (g *generator) title(topic []int) string {
	words := make([]string, 4+g.r.IntN(6))
	for i := range words {
		words[i] = g.next(topic)
	}
	return upper(strings.Join(words, " "))
}

func (g *generator) provision(n int, topic []int) corpus.Provision {
	l := corpus.Locator(fmt.Sprintf("para-%d", n))
	p := &corpus.Passage{Locator: l, Text: g.text(topic), Role: roles[g.role.Uint64()]}
	if g.r.IntN(10) < 6 {
		s := rune(g.state.Uint64())
		p.Country = fmt.Sprintf("X%c%c", 'A'+s/26, 'A'+s%26)
	}
	for _, t := range g.themes() {
		p.Terms = append(p.Terms, corpus.TermUse{ID: fmt.Sprintf("theme/x%d", t)})
	}
	return corpus.Provision{Locator: l, Number: fmt.Sprint(n), Texts: map[lang.Tag]*corpus.Passage{lang.English: p}}
}

// themes gives one to three, none twice.
func (g *generator) themes() []uint64 {
	var out []uint64
	for range 1 + g.r.IntN(3) {
		t := g.theme.Uint64()
		if len(out) == 0 || out[len(out)-1] < t {
			out = append(out, t)
		}
	}
	return out
}

// text is 30 to 200 words, shorter ones more often, in clauses.
func (g *generator) text(topic []int) string {
	var b strings.Builder
	size := 30 + g.r.IntN(1+g.r.IntN(171))
	opener := pick(g.r, openers)
	b.WriteString(opener)
	clause, before := 0, ""
	for n := 1 + strings.Count(opener, " "); n < size; {
		s, words := g.part(topic)
		if given[s] && given[before] {
			continue // words of grammar seldom stand together
		}
		if clause += words; clause > 7 && g.r.IntN(4) == 0 {
			b.WriteByte(',')
			clause = 0
		}
		b.WriteByte(' ')
		b.WriteString(s)
		before = s
		n += words
	}
	b.WriteByte(".;"[g.r.IntN(2)])
	return b.String()
}

// part is what comes next, and of how many words: a phrase, a reference or a word.
func (g *generator) part(topic []int) (string, int) {
	switch x := g.r.IntN(1000); {
	case x < 50:
		p := g.phrases[g.phrase.Uint64()]
		return strings.Join(p, " "), len(p)
	case x < 56:
		return "decision " + g.symbol(g.r.IntN(len(organs)), g.r.IntN(20_000)), 2
	case x < 62:
		return fmt.Sprintf("since %d", firstYear+g.r.IntN(years)), 2
	}
	return g.next(topic), 1
}

// next is a word: of grammar, of the topic, or any.
func (g *generator) next(topic []int) string {
	switch x := g.r.IntN(100); {
	case x < 50:
		return function[g.grammar.Uint64()]
	case x < 68:
		return g.content[topic[g.topicWord.Uint64()]]
	}
	return g.content[g.word.Uint64()]
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
