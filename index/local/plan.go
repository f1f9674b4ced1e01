package local

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
	"concordance/index/query"
)

// plan is a query compiled for the index: what to look up, not yet for which
// snapshot.
type plan interface{ isPlan() }

type (
	// everything finds every entry.
	everything struct{}
	// every finds what all of its parts find. When none does and relax is set,
	// entries that some of the loose parts find will do.
	every struct {
		parts []plan
		extra []plan // add to the score of what is found, and ask for nothing
		relax bool
	}
	either struct{ parts []plan }
	but    struct{ of plan }
	// term is a word as written, or a pair of Han characters.
	term struct {
		text  string
		pair  bool
		again int     // how many more times the query says it
		boost float32 // what it weighs; 0 is 1
	}
	// phrase is words side by side; in titles only, if so asked.
	phrase struct {
		words  []string
		title  bool
		quoted bool // typed as a phrase: never relaxed
	}
	prefix struct{ form string }
	// fuzzy is a word that may differ by so many letters.
	fuzzy struct {
		text  string
		edits int
		stems [][]string // by channel, once bound
	}
	// near is words, phrases, prefixes and fuzzy words, each within so many words
	// of the one before; when mutual, of all the others.
	near struct {
		parts  []plan
		within []int // of each but the first
		mutual bool
		typed  string
		units  [][]unit // by channel, once bound
	}
	// facet finds the entries that have one of the values.
	facet struct {
		name   string
		values []string
	}
	// cited finds what a work, or a passage of it, cites: the paragraphs that it
	// names, or the whole work where it names none.
	cited struct{ cite.Reference }
	span  struct{ from, to int } // years
	// ref finds a work's entries and those that cite it.
	ref struct{ cite.Reference }
	// concept is words that name a term of the vocabulary, with its other names.
	concept struct {
		term  *vocab.Term
		label string // in the reader's language
		words plan
		names []name
		size  int  // words
		loose bool // the words are a wider name: that they stand nowhere is worth saying
	}
)

// name is one name of a concept in a language.
type name struct {
	tag   lang.Tag
	words []string
}

func (everything) isPlan() {}
func (*every) isPlan()     {}
func (*either) isPlan()    {}
func (*but) isPlan()       {}
func (*term) isPlan()      {}
func (*phrase) isPlan()    {}
func (*prefix) isPlan()    {}
func (*fuzzy) isPlan()     {}
func (*near) isPlan()      {}
func (*facet) isPlan()     {}
func (*cited) isPlan()     {}
func (*span) isPlan()      {}
func (*ref) isPlan()       {}
func (*concept) isPlan()   {}

// compiler turns a tree into a plan.
type compiler struct {
	lang     lang.Tag
	stop     func(form string) bool
	expanded []string // terms of the vocabulary that the query names
}

func compile(q query.Query) (p plan, expanded []string) {
	c := &compiler{lang: q.Lang, stop: common(q)}
	if q.Root == nil {
		return everything{}, nil
	}
	p = c.node(q.Root)
	if e, ok := p.(*every); ok {
		a, isAnd := q.Root.(query.And)
		e.relax = !isAnd || !a.Strict
	}
	return p, c.expanded
}

func (c *compiler) node(n query.Node) plan {
	switch n := n.(type) {
	case query.And:
		return c.and(n.Of)
	case query.Or:
		a := &either{}
		for _, o := range n.Of {
			a.parts = append(a.parts, c.node(o))
		}
		a.parts = unique(a.parts)
		return a
	case query.Not:
		return &but{c.node(n.Of)}
	case query.Word:
		return c.and([]query.Node{n})
	case query.Near:
		return c.near(n)
	case query.Fuzzy:
		return c.fuzzy(n)
	case query.Prefix:
		return &prefix{fold(n.Text)}
	case query.Phrase:
		if n.Slop > 0 {
			return c.slop(n)
		}
		return c.phrase(n.Text, false)
	case query.Field:
		return c.field(n)
	case query.Years:
		return &span{n.From, n.To}
	case query.Ref:
		return &ref{n.Reference}
	}
	return everything{}
}

// and compiles parts asked for together; common words go, unless all are.
func (c *compiler) and(nodes []query.Node) plan {
	e := &every{}
	for _, keep := range []bool{false, true} {
		for i := 0; i < len(nodes); i++ {
			var words []query.Word
			for ; i < len(nodes); i++ {
				w, ok := nodes[i].(query.Word)
				if !ok {
					break
				}
				words = append(words, w)
			}
			parts, extra := c.words(words, keep)
			e.parts, e.extra = append(e.parts, parts...), append(e.extra, extra...)
			if i < len(nodes) && !keep {
				e.parts = append(e.parts, c.node(nodes[i]))
			}
		}
		if len(e.parts) > 0 {
			break
		}
	}
	e.parts, e.extra = unique(e.parts), unique(e.extra)
	switch {
	case len(e.parts) == 0:
		return &either{}
	case len(e.parts) == 1 && len(e.extra) == 0:
		return e.parts[0]
	}
	return e
}

// unique drops repeated words, phrases, prefixes and concepts; a word said
// twice weighs twice.
func unique(ps []plan) []plan {
	seen := map[string]plan{}
	return slices.DeleteFunc(ps, func(p plan) bool {
		k := ""
		switch p := p.(type) {
		case *term:
			k = "w " + p.text
		case *phrase:
			k = fmt.Sprint("p ", p.title, p.words)
		case *prefix:
			k = "* " + p.form
		case *concept:
			k = "c " + p.term.ID
		default:
			return false
		}
		first, ok := seen[k]
		if !ok {
			seen[k] = p
		} else if t, ok := first.(*term); ok {
			t.again++
		}
		return ok
	})
}

// plain compiles pieces that name nothing. A word as typed may be several
// pieces: "counter-terrorism" is two words, "软目标" pairs of characters, "C.6/79" a phrase. keep keeps common words.
func (c *compiler) plain(ps []piece, keep bool) (parts, extra []plan) {
	for len(ps) > 0 {
		n := 1
		han := startsHan(ps[0].form)
		for n < len(ps) && ps[n].of == ps[0].of && startsHan(ps[n].form) == han && (!han || ps[n].pair != "") {
			n++
		}
		p, x := c.run(ps[:n], han, keep)
		parts, extra = append(parts, p...), append(extra, x...)
		ps = ps[n:]
	}
	return parts, extra
}

func (c *compiler) run(ps []piece, han, keep bool) (parts, extra []plan) {
	if han && len(ps) > 1 {
		for i, t := range ps {
			if i > 0 {
				parts = append(parts, &term{text: t.pair, pair: true, boost: pairWeight(len(ps))})
			}
			extra = append(extra, &term{text: t.form})
		}
		return parts, extra
	}
	var words []string
	digits := false
	for _, t := range ps {
		if keep || !c.stop(t.form) {
			words = append(words, t.raw)
			digits = digits || strings.ContainsFunc(t.raw, unicode.IsDigit)
		}
	}
	if digits && len(words) > 1 {
		return []plan{&phrase{words: words}}, nil
	}
	for _, w := range words {
		parts = append(parts, &term{text: w})
	}
	return parts, extra
}

// pairWeight is what each pair of a stretch of n Han characters weighs: the pairs
// overlap, and together should weigh as a few words do.
func pairWeight(n int) float32 { return 1 / float32(math.Sqrt(float64(max(n-1, 1)))) }

func startsHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return ideograph(r)
}

func (c *compiler) phrase(s string, title bool) plan {
	words := splitWords(s)
	if len(words) == 0 {
		return &either{}
	}
	return &phrase{words: words, title: title, quoted: true}
}

// slop compiles a phrase whose words may stand apart.
func (c *compiler) slop(n query.Phrase) plan {
	words := splitWords(n.Text)
	if len(words) < 2 {
		return c.phrase(n.Text, false)
	}
	p := &near{mutual: true, typed: query.Query{Root: n}.String()}
	for i, w := range words {
		p.parts = append(p.parts, &phrase{words: []string{w}})
		if i > 0 {
			p.within = append(p.within, n.Slop)
		}
	}
	return p
}

// near compiles a chain of NEARs.
func (c *compiler) near(n query.Near) plan {
	p := &near{typed: query.Query{Root: n}.String()}
	var add func(query.Node)
	add = func(o query.Node) {
		if n, ok := o.(query.Near); ok {
			add(n.A)
			p.within = append(p.within, n.Within)
			add(n.B)
			return
		}
		part := c.node(o)
		if w, ok := o.(query.Word); ok {
			part = &phrase{words: splitWords(w.Text)}
		}
		p.parts = append(p.parts, part)
	}
	add(n)
	return p
}

func (c *compiler) fuzzy(n query.Fuzzy) plan {
	e := &every{}
	for _, w := range splitWords(n.Text) {
		e.parts = append(e.parts, &fuzzy{text: w, edits: n.Edits})
	}
	if len(e.parts) == 1 {
		return e.parts[0]
	}
	return e
}

// splitWords lists the words of s as written.
func splitWords(s string) []string {
	var words []string
	for _, t := range analysers()[lang.English].tokens(s, nil) {
		words = append(words, s[t.at:t.end])
	}
	return words
}

func (c *compiler) field(f query.Field) plan {
	if f.Name == "title" {
		return c.phrase(f.Value, true)
	}
	if f.Name == "citedby" {
		return &cited{reference(f.Value)}
	}
	return &facet{f.Name, facetValues(f.Name, f.Value)}
}

// reference reads the name of a work or passage; a work without a symbol is
// named by its ID.
func reference(s string) cite.Reference {
	if r, ok := cite.ParseReference(s); ok {
		return r
	}
	for i := range s { // "harbour-memorandum/annex/para-1"
		if l := corpus.Locator(s[i+1:]); s[i] == '/' && l.Valid() {
			return cite.Reference{Target: corpus.Target(s[:i]), Locator: l}
		}
	}
	return cite.Reference{Target: corpus.Target(s)}
}

// facetValues lists the values that a value as typed may mean: an ID without
// its facet, a label in any language, a symbol.
func facetValues(name, value string) []string {
	vs := []string{value, strings.ToLower(value)}
	if name == "work" || name == "cites" {
		if r, ok := cite.ParseReference(value); ok {
			vs = append(vs, string(r.Target), string(cite.WorkID(r.Target)))
		}
		return append(vs, string(cite.WorkID(corpus.Target(value))))
	}
	if name == "language" {
		if t, ok := lang.Parse(value); ok {
			vs = append(vs, string(t))
		}
		return vs
	}
	slug := strings.ReplaceAll(strings.ToLower(value), " ", "-")
	vs = append(vs, slug, name+"/"+slug, titleCase(value))
	for _, t := range vocab.Terms(name) {
		for _, l := range lang.Interface {
			if strings.EqualFold(t.Label(l), value) {
				vs = append(vs, t.ID, strings.TrimPrefix(t.ID, name+"/"))
			}
		}
	}
	return vs
}

// titleCase writes the names of bodies as records have them: "Security Council".
func titleCase(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

// common tells the common words of the query's language. Words in Latin
// letters are of the language whose common words stand among them most, else
// the reader's.
func common(q query.Query) func(form string) bool {
	best := languageOf(q)
	return func(form string) bool {
		for _, l := range []lang.Tag{best, lang.Russian, lang.Arabic, lang.Chinese} {
			if analysers()[l].stop[form] {
				return true
			}
		}
		return false
	}
}

var latin = []lang.Tag{lang.English, lang.French, lang.Spanish, lang.German}

func isLatin(t lang.Tag) bool {
	for _, l := range latin {
		if l == t {
			return true
		}
	}
	return false
}

// relaxedRepair says that entries are shown that do not hold all the words; n do.
func relaxedRepair(n int) query.Repair {
	if n == 0 {
		return query.Mended(query.RelaxedNone)
	}
	return query.Mended(query.Relaxed, "count", strconv.Itoa(n))
}

// facetIndex is the place of a facet in index.Facets, -1 when there is none.
func facetIndex(name string) int {
	for i, f := range index.Facets {
		if f.Name == name {
			return i
		}
	}
	return -1
}
