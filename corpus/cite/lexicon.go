package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus/lang"
)

// slot is the role that words play in the grammar. The words of each stand in
// the data of the languages, under "citation", by the same name.
type slot uint8

const (
	none slot = iota
	resolutionWord
	resolutionsWord // the plural, where a language tells it
	decisionWord
	statementWord
	councilWord
	assemblyWord
	ecosocWord
	hrcWord
	otherOrganWord // an organ whose resolutions have numbers of their own, which we do not resolve
	ordinalWord    // Chinese 第
	paragraphWord
	preambleWord
	pointWord
	principleWord
	practiceWord
	sectionWord
	caseWord
	footnoteWord
	articleWord
	chapterWord
	annexWord
	appendixWord
	enclosureWord
	aboveWord
	belowWord
	andWord
	rangeWord
	ofWord       // ties a pinpoint to its head: "of", "de la"
	linkWord     // may stand between them too: "its", "the"
	documentWord // a document that has no symbol before its name: "report"
	itsWord      // "its": the paragraph of the resolution just named
	thisWord     // "this resolution"
	thatWord
	thoseWord
	ibidWord
	thereofWord
	particularWord // "in particular": what follows is a part of what stands before
	operativeWord  // "of the operative part", behind a pinpoint
	committeeWord
	bodyWord
	establishedWord // "established pursuant to"
	letterWord      // Arabic letters of points, in the order of a, b, c ...
	partWord        // Arabic names of the letters A, B, C
	romanWord       // ordinals written out, for I, II, III ...
	numeralWord     // Chinese numerals
	recallsWord
	reaffirmsWord
	pursuantWord
	extendsWord
	amendsWord
	supersedesWord
	amendedByWord  // "as amended by": what follows has changed what stands before
	extendedByWord // "as extended by"
	throughWord    // Chinese 经, of what a verb behind the list says: 经第9901(2099)号决议修正
	verbWord       // another operative verb: ends the reach of the one before
	nameWord       // a title or alias
	eitherWord     // of a language without a plural: "that resolution" or "those resolutions"
	annexesWord    // the plural, where a language tells it: an annex only with a number
	thisAnnexWord  // "this annex": the one that the text stands in
	nthWord        // ordinals in words, before a preambular paragraph: "tenth"
	theWord        // "the resolution": refers back where a pinpoint needs it, else a plain noun
	sameWord       // French "celles": the measures of the resolution just named
	reportWord     // "that report": refers back to a document; "the report" as theWord does
)

// slots names the slots as the language data does. The order says which wins
// when one phrase has two: the relations come first, as they are only read
// beside another slot.
var slots = map[string]slot{
	"resolution": resolutionWord, "resolutions": resolutionsWord, "decision": decisionWord, "statement": statementWord,
	"council": councilWord, "assembly": assemblyWord, "ecosoc": ecosocWord, "hrc": hrcWord, "other-organ": otherOrganWord,
	"ordinal": ordinalWord, "paragraph": paragraphWord, "preamble": preambleWord, "point": pointWord,
	"principle": principleWord, "practice": practiceWord, "section": sectionWord, "case": caseWord, "footnote": footnoteWord,
	"article": articleWord, "chapter": chapterWord, "annex": annexWord, "annexes": annexesWord, "this-annex": thisAnnexWord, "appendix": appendixWord, "enclosure": enclosureWord,
	"above": aboveWord, "below": belowWord, "and": andWord, "range": rangeWord, "of": ofWord, "link": linkWord, "document": documentWord,
	"its": itsWord, "this": thisWord, "that": thatWord, "those": thoseWord, "ibid": ibidWord, "thereof": thereofWord, "particular": particularWord, "operative": operativeWord,
	"committee": committeeWord, "body": bodyWord, "established": establishedWord,
	"the": theWord, "same": sameWord, "report": reportWord, "nth": nthWord,
	"letters": letterWord, "parts": partWord, "roman": romanWord, "numerals": numeralWord,
	"recalls": recallsWord, "reaffirms": reaffirmsWord, "pursuant-to": pursuantWord,
	"amended-by": amendedByWord, "extended-by": extendedByWord, "through": throughWord,
	"extends": extendsWord, "amends": amendsWord, "supersedes": supersedesWord,
}

// set is a set of slots.
type set uint64

func of(slots ...slot) (s set) {
	for _, x := range slots {
		s |= 1 << x
	}
	return s
}

func (s set) has(x slot) bool    { return s&(1<<x) != 0 }
func (s set) any(other set) bool { return s&other != 0 }

// lexicon finds the phrases of a language in a text, longest first. It is a
// trie over folded runes.
type lexicon struct {
	nodes  []node
	root   map[rune]int32
	low    [lowRunes]int32      // the root's edges for the first runes, 0 for none
	starts [1 << 15 / 64]uint64 // how phrases begin: see mayBegin
}

// lowRunes are the runes of two bytes: Latin, Cyrillic, Arabic.
const lowRunes = 0x800

type node struct {
	edges []edge
	slots set
	order int32 // position in its slot's list, for slots whose order counts
	names []*name
}

type edge struct {
	r  rune
	to int32
}

// name is a title or alias with its target.
type name struct {
	target string
	text   string
	tail   string // of a title given by its beginning and its end
	exact  bool   // the letters' case counts, as in short names
	again  bool   // a short name, read only where the full one stands before it
	after  string // of a name that means something only behind that target's: "the addendum thereto"
}

func newLexicon(l *lang.Language) *lexicon {
	x := &lexicon{nodes: make([]node, 1), root: map[rune]int32{}}
	if l == nil {
		return x
	}
	for key, s := range slots {
		for i, phrase := range l.Citation[key] {
			n := &x.nodes[x.put(phrase)]
			n.slots |= of(s)
			if s == theWord {
				n.slots |= of(resolutionWord)
			}
			if s == letterWord || s == partWord || s == romanWord || s == numeralWord || s == nthWord {
				n.order = int32(i)
			}
		}
	}
	for _, verbs := range l.Verbs {
		for _, v := range verbs {
			x.nodes[x.put(v)].slots |= of(verbWord)
		}
	}
	return x
}

// add makes n known under its text.
func (x *lexicon) add(n *name) {
	at := &x.nodes[x.put(n.text)]
	at.slots |= of(nameWord)
	at.names = append(at.names, n)
}

// put makes room for phrase and returns the node of its end.
func (x *lexicon) put(phrase string) int32 {
	at := int32(0)
	x.begin(phrase)
	for _, r := range strings.Join(strings.Fields(phrase), " ") {
		r = fold(r)
		if unseen(r) {
			continue
		}
		next := x.step(at, r)
		if next == 0 {
			next = int32(len(x.nodes))
			x.nodes = append(x.nodes, node{})
			x.link(at, r, next)
		}
		at = next
	}
	return at
}

func (x *lexicon) link(at int32, r rune, to int32) {
	switch {
	case at != 0:
		x.nodes[at].edges = append(x.nodes[at].edges, edge{r, to})
	case r < lowRunes:
		x.low[r] = to
	default:
		x.root[r] = to
	}
}

func (x *lexicon) step(at int32, r rune) int32 {
	if at == 0 {
		if r < lowRunes {
			return x.low[r]
		}
		return x.root[r]
	}
	for _, e := range x.nodes[at].edges {
		if e.r == r {
			return e.to
		}
	}
	return 0
}

// begin makes the beginning of phrase known to mayBegin. Any letter may follow
// what is no letter or digit, and nothing need follow.
func (x *lexicon) begin(phrase string) {
	key, n := 0, 0
	for _, r := range phrase {
		if r = fold(r); n == 3 || r >= utf8.RuneSelf || !letters[byte(r)] {
			break
		}
		key = key<<5 | int(r&31)
		n++
	}
	free := 5 * (3 - n)
	for i := key << free; i < (key+1)<<free; i++ {
		x.starts[i/64] |= 1 << (i % 64)
	}
}

// mayBegin tells by three bytes whether a phrase can begin at text[i], which
// is a letter or digit of ASCII.
func (x *lexicon) mayBegin(text string, i int) bool {
	if i+2 >= len(text) {
		return true
	}
	a, b, c := text[i], text[i+1], text[i+2]
	key := int(a&31)<<10 | int(b&31)<<5 | int(c&31)
	return (b|c) >= utf8.RuneSelf || x.starts[key/64]&(1<<(key%64)) != 0
}

// longest returns the longest phrase that begins at text[i:] and ends at the
// end of a word, and where it ends; nil when there is none. open are the titles
// on the way of which this is only the beginning.
func (x *lexicon) longest(text string, i int) (found *node, end int, open []*name) {
	at := int32(0)
	for j := i; j < len(text); {
		r, size := rune(text[j]), 1
		switch {
		case r > ' ' && r < utf8.RuneSelf:
			r = fold(r)
		default:
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(text[j:])
			}
			if unseen(r) && j > i {
				if j += size; end == j-size && found != nil {
					end = j
				}
				continue
			}
			if isSpace(r) {
				size = skipSpace(text, j) - j
				r = ' '
			} else {
				r = fold(r)
			}
		}
		at = x.step(at, r)
		if at == 0 {
			break
		}
		j += size
		n := &x.nodes[at]
		if n.slots == 0 || !ends(text, j, r) && !(n.slots.any(of(paragraphWord, preambleWord)) && j < len(text) && text[j] >= '0' && text[j] <= '9') {
			continue
		}
		found, end = n, j
		for _, title := range n.names {
			if title.tail != "" {
				open = append(open, title)
			}
		}
	}
	return found, end, open
}

// ends reports whether a word can end at j, the last rune being r.
func ends(text string, j int, r rune) bool {
	if j >= len(text) || !isLetter(r) && !unicode.IsDigit(r) || isHan(r) {
		return true
	}
	if c := text[j]; c < utf8.RuneSelf {
		return !letters[c]
	}
	next, size := utf8.DecodeRuneInString(text[j:])
	for unseen(next) {
		j += size
		next, size = utf8.DecodeRuneInString(text[j:])
	}
	return !isLetter(next) && !unicode.IsDigit(next) && !unicode.Is(unicode.Mn, next)
}

// fold makes the spellings of one letter or mark one.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		if r == '`' {
			return '\''
		}
		return r
	}
	switch r {
	case '’', '‘', 'ʼ', '′':
		return '\''
	case '“', '”', '«', '»', '„':
		return '"'
	case '‐', '‑', '‒', '–', '−':
		return '-'
	case 'أ', 'إ', 'آ':
		return 'ا'
	}
	return unicode.ToLower(r)
}

// unseen are marks that carry no text: direction, joiners, soft hyphens, and
// the Arabic vowel signs, which are written or not.
func unseen(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x640, r >= 0x64B && r <= 0x652, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E,
		r >= 0x2060 && r <= 0x2069, r == 0xFEFF:
		return true
	}
	return false
}

func isSpace(r rune) bool {
	switch {
	case r == ' ', r == '\n', r == '\t', r == '\r', r == 0xA0:
		return true
	case r < 0x2000:
		return false
	}
	return r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r)
}

// skipSpace returns the first byte at or after i that is seen.
func skipSpace(text string, i int) int {
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isSpace(r) && !unseen(r) {
			return i
		}
		i += size
	}
	return i
}
