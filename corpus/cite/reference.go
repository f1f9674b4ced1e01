package cite

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Reference is a work and, where Locator is not empty, a place in it.
type Reference struct {
	Target  corpus.Target
	Locator corpus.Locator
}

// plainLexicons are the words of each language, without names.
var plainLexicons = sync.OnceValue(func() []*lexicon {
	var xs []*lexicon
	for _, l := range lang.Texts {
		xs = append(xs, newLexicon(lang.Get(l)))
	}
	return xs
})

// MaxReference is the longest string that can be a reference, in bytes.
const MaxReference = 300

var (
	workID = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)+$`)
	// unitNumber is a unit written to its number: "OP27", "para27".
	unitNumber = regexp.MustCompile(`(?i)\b(ops?|pps?|paras?\.?)-?([0-9])`)
)

// ParseReference reads a whole string as a reference to a work or a place in
// it: "2396 (2017) para 27", "OP 27 of 2396", "resolution 2396 (2017), para.
// 27", "S/RES/2396 (2017)/para-27", "s-res-2396-2017/para-27", "60/288",
// "2396", and the same in the words of the other languages. Of several places
// it takes the first. A bare number that may as well be a year ("2017") is none.
func ParseReference(s string) (Reference, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > MaxReference {
		return Reference{}, false
	}
	if r, ok := byAddress(s); ok {
		return r, true
	}
	if n, err := strconv.Atoi(s); err == nil {
		if 1900 <= n && n < 2100 || n < 100 {
			return Reference{}, false
		}
	}
	if t, ok := ParseSymbol(s); ok {
		return Reference{Target: t}, true
	}
	return inAnyWords(s, "")
}

// ParsePlace reads a whole string as a place in a work that is named elsewhere:
// "principle 20", "OP27", "annex, para. 3". Of several places it takes the first.
func ParsePlace(s string) (corpus.Locator, bool) {
	if len(s) > MaxReference {
		return "", false
	}
	const elsewhere = "named elsewhere"
	r, ok := inAnyWords(s, elsewhere)
	return r.Locator, ok && r.Locator != ""
}

// inAnyWords reads a reference in the words of whatever language it is in.
func inAnyWords(s string, target corpus.Target) (Reference, bool) {
	s = unitNumber.ReplaceAllString(tidyWords(s), "$1 $2")
	for _, x := range plainLexicons() {
		if r, ok := inWords(s, x, target); ok {
			return r, true
		}
	}
	return Reference{}, false
}

// tidyWords makes an upper-case copy of the symbols in s and leaves its words alone.
func tidyWords(s string) string {
	fields := strings.Fields(s)
	for i, f := range fields {
		if strings.Contains(f, "/") && len(f) < longestIdent {
			fields[i] = suffix.ReplaceAllStringFunc(strings.ToUpper(f), asPrinted)
		}
	}
	return strings.Join(fields, " ")
}

// byAddress reads "WORK/LOCATOR" and the ID of a work that has a symbol.
func byAddress(s string) (Reference, bool) {
	for i, c := range s {
		if c != '/' {
			continue
		}
		if l := corpus.Locator(s[i+1:]); l.Valid() {
			if t, ok := byID(s[:i]); ok {
				return Reference{Target: t, Locator: l}, true
			}
			if t, ok := ParseSymbol(s[:i]); ok {
				return Reference{Target: t, Locator: l}, true
			}
			if workID.MatchString(s[:i]) {
				return Reference{Target: corpus.Target(s[:i]), Locator: l}, true
			}
		}
	}
	t, ok := byID(s)
	return Reference{Target: t}, ok
}

// idForms give back the symbol that an ID was made of, where that is certain.
var idForms = []struct {
	re     *regexp.Regexp
	symbol string
}{
	{regexp.MustCompile(`^s-res-([0-9]{1,4})-([0-9]{4})$`), "S/RES/$1 ($2)"},
	{regexp.MustCompile(`^s-prst-([0-9]{4})-([0-9]{1,3})$`), "S/PRST/$1/$2"},
	{regexp.MustCompile(`^s-([0-9]{4})-([0-9]{1,4})$`), "S/$1/$2"},
	{regexp.MustCompile(`^s-([0-9]{4})-([0-9]{1,4})-rev-([0-9]{1,2})$`), "S/$1/$2/Rev.$3"},
	{regexp.MustCompile(`^a-res-([0-9]{2})-([0-9]{1,3})$`), "A/RES/$1/$2"},
	{regexp.MustCompile(`^a-res-([0-9]{2})-([0-9]{1,3})-([a-z])$`), "A/RES/$1/$2 $3"},
	{regexp.MustCompile(`^a-([0-9]{2})-([0-9]{1,4})$`), "A/$1/$2"},
	{regexp.MustCompile(`^a-([0-9]{2})-([0-9]{1,4})-s-([0-9]{4})-([0-9]{1,4})$`), "A/$1/$2-S/$3/$4"},
	{regexp.MustCompile(`^e-res-([0-9]{4})-([0-9]{1,3})$`), "E/RES/$1/$2"},
	{regexp.MustCompile(`^a-hrc-res-([0-9]{1,2})-([0-9]{1,3})$`), "A/HRC/RES/$1/$2"},
}

func byID(s string) (corpus.Target, bool) {
	for _, f := range idForms {
		if f.re.MatchString(s) {
			return ParseSymbol(f.re.ReplaceAllString(s, f.symbol))
		}
	}
	return "", false
}

// inWords reads a reference that uses the words of a language; with a target, a
// place in it.
func inWords(s string, x *lexicon, target corpus.Target) (Reference, bool) {
	p := parser{text: s, tokens: lex(s, x, nil)}
	p.head.at, p.organAt, p.pending.owner = -100, -100, -1
	c := context{head: resolutionWord}
	container := ""
	for i := 0; i < len(p.tokens); {
		t := &p.tokens[i]
		next := i + 1
		switch {
		case t.any(containers):
			container, next = p.containerAt(i)
		case t.any(units), t.is(ordinalWord):
			if end := p.pinpoint(i); end > i {
				next = end
				if n := len(p.mentions); n > 0 && target == "" { // 第2396号决议
					target = p.mentions[n-1].target
				}
			} else if !t.is(ordinalWord) {
				return Reference{}, false
			}
		case t.kind == identToken || t.kind == numberToken:
			if target != "" {
				return Reference{}, false
			}
			if t.kind == identToken && c.organ == none {
				c.organ = p.organAfter(i)
			}
			r := council(int(t.number), 0)
			if t.kind == identToken {
				r, _ = t.ident.form.read(t.ident.parts, c)
			}
			if r.status != corpus.Resolved {
				return Reference{}, false
			}
			target = r.target
		case t.any(organWords):
			c.organ = p.whichOrgan(t)
		case t.is(decisionWord):
			c.head = decisionWord
		case t.any(resolutions | of(ofWord, linkWord)), t.mark(','), t.mark('('), t.mark(')'), t.mark(':'), t.mark('.'):
		default:
			return Reference{}, false
		}
		i = next
	}
	if container != "" && p.pending.container == "" {
		p.pending.container = container
	}
	locs := p.places()
	if target == "" || len(locs) > 0 && !locs[0].Valid() {
		return Reference{}, false
	}
	if len(locs) == 0 {
		return Reference{Target: target}, len(p.tokens) > 0 && !p.pending.on
	}
	return Reference{Target: target, Locator: locs[0]}, true
}
