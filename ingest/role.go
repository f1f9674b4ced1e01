package ingest

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// The weights of operative and preambular words: keys of lang.Language.Verbs.
const (
	decides    = "decides"
	demands    = "demands"
	hortatory  = "hortatory"
	contextual = "contextual"
)

// weight orders the weights; the heaviest of a passage gives its force.
var weight = map[string]int{decides: 4, demands: 3, hortatory: 2, contextual: 1}

// phrase is an operative word in folded runes.
type phrase struct {
	runes []rune
	class string
}

// phrases holds a language's words by their first rune, the longest first.
var phrases = sync.OnceValue(func() map[lang.Tag]map[rune][]phrase {
	all := map[lang.Tag]map[rune][]phrase{}
	for _, t := range lang.Texts {
		m := map[rune][]phrase{}
		for class, words := range lang.Get(t).Verbs {
			for _, w := range words {
				if rs := foldWords(w, t); len(rs) > 0 {
					m[rs[0]] = append(m[rs[0]], phrase{rs, class})
				}
			}
		}
		for _, ps := range m {
			slices.SortFunc(ps, func(a, b phrase) int {
				if n := len(b.runes) - len(a.runes); n != 0 {
					return n
				}
				return strings.Compare(a.class, b.class)
			})
		}
		all[t] = m
	}
	return all
})

// foldWords folds a phrase for comparison.
func foldWords(s string, l lang.Tag) []rune {
	var rs []rune
	for _, r := range s {
		if r = foldRune(r, l); r != 0 {
			rs = append(rs, r)
		}
	}
	return rs
}

// latin and cyrillic letters that look alike, in step.
const lookLatin, lookCyrillic = "aeopcyxikmhtb", "аеорсухікмнтв"

// foldRune makes look-alikes, case, apostrophes and Arabic letter forms one; 0
// for what comparison passes over.
func foldRune(r rune, l lang.Tag) rune {
	r = unicode.ToLower(r)
	switch {
	case r == '’' || r == '‘':
		return '\''
	case r == 'ـ' || r >= 0x64B && r <= 0x652:
		return 0
	case r == 'أ' || r == 'إ' || r == 'آ':
		return 'ا'
	case r == 'ى':
		return 'ي'
	case l == lang.Russian && r < 0x80:
		if i := strings.IndexRune(lookLatin, r); i >= 0 {
			return []rune(lookCyrillic)[i]
		}
	case l != lang.Russian && r >= 0x400 && r < 0x460:
		if i := runeIndex(lookCyrillic, r); i >= 0 {
			return rune(lookLatin[i])
		}
	}
	return r
}

// leadingVerb finds the operative or preambular words a text opens with, past a
// quotation mark. It returns the bytes up to their end and their class, or ""
// when there are none.
func leadingVerb(text string, l lang.Tag) (end int, class string) {
	skip := strings.IndexFunc(text, unicode.IsLetter)
	if skip < 0 || skip > 12 {
		return 0, ""
	}
	n, class := verbAt(text[skip:], l)
	return skip + n, class
}

// verbAt matches the longest phrase at the start of s.
func verbAt(s string, l lang.Tag) (n int, class string) {
	r, _ := utf8.DecodeRuneInString(s)
	for _, p := range phrases()[l][foldRune(r, l)] {
		if n, ok := hasPhrase(s, p.runes, l); ok {
			return n, p.class
		}
	}
	return 0, ""
}

// hasPhrase reports whether s opens with a phrase, whole words only, and the
// bytes it takes there.
func hasPhrase(s string, p []rune, l lang.Tag) (int, bool) {
	k := 0
	for i, r := range s {
		f := foldRune(r, l)
		if f == 0 {
			continue
		}
		if k == len(p) {
			return i, l == lang.Chinese || !unicode.IsLetter(f)
		}
		if f != p[k] {
			return 0, false
		}
		k++
	}
	return len(s), k == len(p)
}

// verbs are the operative words of a passage: those it opens with, and those
// the source sets in italics further on. class is the heaviest of them.
func (c *composer) verbs(i, from int) (printed, class string) {
	p := &c.doc.Passages[i]
	var all []string
	add := func(start int) {
		n, cl := verbAt(p.Text[start:], c.lang)
		if cl == "" {
			return
		}
		if v := strings.TrimSpace(p.Text[start : start+n]); !slices.Contains(all, v) {
			all = append(all, v)
		}
		if weight[cl] > weight[class] {
			class = cl
		}
	}
	open := strings.IndexFunc(p.Text[from:], unicode.IsLetter)
	if open >= 0 && open <= 12 {
		start := from + open
		for range 3 { // "Also", "Once again" may stand before the verb
			if add(start); class != "" {
				break
			}
			space := strings.IndexByte(p.Text[start:], ' ')
			if space < 0 {
				break
			}
			start += space + 1
		}
	}
	end := len(p.Text)
	if len(p.Parts) > 0 {
		end = p.Parts[0].Start // the points' own words qualify, they do not decide
	}
	for _, at := range clauses(p.Text[from:end], c.lang) {
		if _, cl := verbAt(p.Text[from+at:], c.lang); weight[cl] >= weight[hortatory] && !isNoun(p.Text[from+at:], c.lang) {
			add(from + at)
		}
	}
	for _, m := range c.leads[i] {
		if m.start > from+open && m.start < end {
			s := m.start
			for _, join := range []string{"and ", "et ", "y ", "и ", "und "} {
				if strings.HasPrefix(p.Text[s:], join) {
					s += len(join)
				}
			}
			add(s)
		}
	}
	return strings.Join(all, ", "), class
}

// joins are what may stand between the end of a clause and the operative words
// of the next: "..., and in this regard further calls upon ...".
var joins = map[lang.Tag]*regexp.Regexp{
	lang.English: regexp.MustCompile(`(?i)(?:[,;.]|\band)(?: and)?(?:,? in this (?:regard|respect|context|connection),?)?(?: (?:the (?:security )?council|the (?:general )?assembly|it))?(?: (?:also|further|therefore|thus|again|once again|hereby))? `),
	lang.French:  regexp.MustCompile(`(?i)(?:[,;.]|\bet)(?: et)?(?:,? à cet égard,?)?(?: (?:le conseil de sécurité|l['’]assemblée générale|elle|il))? `),
	lang.Spanish: regexp.MustCompile(`(?i)(?:[,;.]|\b[ye])(?: [ye])?(?:,? a (?:este|ese) respecto,?)?(?: (?:el consejo de seguridad|la asamblea general))? `),
	lang.Russian: regexp.MustCompile(`(?i)(?:[,;.]| [иа])(?: [иа])?(?:,? в этой связи,?)?(?: (?:совет безопасности|генеральная ассамблея))? `),
	lang.Arabic:  regexp.MustCompile(`[،؛. ]و`),
	lang.Chinese: regexp.MustCompile(`[，；。](?:并|还|又|同时|在这方面|在此方面|为此)*`),
	lang.German:  regexp.MustCompile(`(?i)(?:[,;.]|\bund)(?: und)?(?: in dieser hinsicht)? `),
}

// clauses are the places in text where a further clause may begin with
// operative words of its own.
func clauses(text string, l lang.Tag) []int {
	join := joins[l]
	if join == nil {
		return nil
	}
	var at []int
	for _, m := range join.FindAllStringIndex(text, -1) {
		if m[1] < len(text) {
			at = append(at, m[1])
		}
	}
	return at
}

// isNoun tells "requests for extradition" from "requests the Secretary-General".
func isNoun(s string, l lang.Tag) bool { return l == lang.English && nouns.MatchString(s) }

var nouns = regexp.MustCompile(`(?i)^(?:requests|appeals|demands|approaches) (?:for|of|from|by|to be|made|received|and|or|that are)\b|^calls (?:to|from|by|made|and|or)\b`)

// seized are the words by which a body closes a resolution.
var seized = map[lang.Tag][]string{
	lang.English: {"seized", "seised"}, lang.French: {"saisi", "saisie"}, lang.Spanish: {"ocupándose", "ocupando", "examinando la cuestión"},
	lang.Russian: {"заниматься"}, lang.Arabic: {"قيد نظره", "قيد النظر"}, lang.Chinese: {"处理此案", "处理本案", "审议此案", "此案"},
	lang.German: {"befasst"},
}

// weigh gives every passage of a resolution its role, force and verb.
func (c *composer) weigh() {
	chapter := c.chapterVII()
	if c.text.Meta.Body != "" || c.doc.Symbol != "" {
		c.doc.ChapterVII = chapter
	}
	assembly := strings.HasPrefix(c.doc.Symbol, "A/") || strings.HasPrefix(c.doc.Symbol, "E/")
	assembly = assembly || c.doc.Symbol == "" && !c.councilSpeaks()
	if assembly {
		c.doc.ChapterVII = ""
	}
	c.weighAnnexes(assembly)
	last := -1
	for i := range c.doc.Passages {
		p := &c.doc.Passages[i]
		switch kind := p.Locator.Class(); {
		case kind == "pp":
			p.Verb, _ = c.verbs(i, 0)
			p.Role, p.Force = corpus.RoleContext, corpus.ForceContextual
		case kind == "para" || strings.HasPrefix(kind, "part-"):
			verb, class := c.verbs(i, 0)
			p.Verb = verb
			p.Role, p.Force = standing(class, chapter == "yes", assembly)
			last = i
		case p.Role == "":
			p.Role, p.Force = corpus.RoleContext, corpus.ForceInformational
		}
		if c.doc.Kind == corpus.KindDraft {
			p.Force = corpus.ForceInformational
		}
	}
	if last >= 0 && c.closes(c.doc.Passages[last].Text) {
		p := &c.doc.Passages[last]
		p.Role, p.Force = corpus.RoleProcedure, corpus.ForceContextual
		if c.doc.Kind == corpus.KindDraft {
			p.Force = corpus.ForceInformational
		}
	}
}

// councilSpeaks reports whether the Security Council is said to be the body that
// speaks. Where nothing says so, no paragraph is taken to bind anyone.
func (c *composer) councilSpeaks() bool {
	if c.doc.Body == "Security Council" {
		return true
	}
	for _, x := range c.text.Blocks {
		if x.Kind == format.Formula && councilWithin(x.Text, c.lang, 15) > 0 {
			return true
		}
	}
	return false
}

// closes reports whether a paragraph only keeps the matter before the body.
func (c *composer) closes(text string) bool {
	if utf8.RuneCountInString(text) > 160 {
		return false
	}
	for _, w := range seized[c.lang] {
		if strings.Contains(strings.ToLower(text), w) {
			return true
		}
	}
	return false
}

// standing is what an operative paragraph of that weight is.
func standing(class string, chapterVII, assembly bool) (corpus.Role, corpus.Force) {
	switch {
	case class == "" || class == contextual:
		return corpus.RoleContext, corpus.ForceContextual
	case assembly:
		return corpus.RoleRecommendation, corpus.ForceRecommendation
	case class == decides && chapterVII:
		return corpus.RoleObligation, corpus.ForceBinding
	case class == demands && chapterVII:
		return corpus.RoleObligation, corpus.ForceBinding
	case class == decides:
		return corpus.RoleObligation, corpus.ForceBindingOther
	}
	return corpus.RoleCall, corpus.ForceHortatory
}

// chapterVII tells whether the preamble invokes the Chapter: "yes" or "no", ""
// when there is no preamble to tell by.
func (c *composer) chapterVII() string {
	l := lang.Get(c.lang)
	if l == nil {
		return ""
	}
	found := ""
	for _, p := range c.doc.Passages {
		if p.Locator.Class() != "pp" {
			continue
		}
		found = "no"
		text := string(foldWords(p.Text, c.lang))
		for _, w := range l.ChapterVII {
			if strings.Contains(text, string(foldWords(w, c.lang))) {
				return "yes"
			}
		}
	}
	return found
}
