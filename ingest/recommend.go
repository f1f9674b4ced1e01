package ingest

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// advisory are a language's phrases of recommendation, folded.
type advisory struct{ advice, ought, advised []string }

var advisories = sync.OnceValue(func() map[lang.Tag]advisory {
	all := map[lang.Tag]advisory{}
	for _, t := range lang.Texts {
		l := lang.Get(t)
		all[t] = advisory{foldAll(l.Advice, t), foldAll(l.Ought, t), foldAll(l.Advised, t)}
	}
	return all
})

func foldAll(phrases []string, l lang.Tag) []string {
	var out []string
	for _, p := range phrases {
		out = append(out, string(foldWords(p, l)))
	}
	return out
}

// remarks are sentences that say "should" and ask nothing of anyone.
var remarks = regexp.MustCompile(`(?i)\b(?:it|this|that|which) should (?:also |however, )?be (?:noted|recalled|stressed|emphasi[sz]ed|mentioned|remembered|borne in mind|understood)|` +
	`il convient (?:également |toutefois )?de (?:noter|rappeler|souligner|signaler|relever|préciser)|(?:conviene|cabe|debería) (?:señalar|recordar|destacar|subrayar|mencionar)se?|` +
	`(?:следует|необходимо) (?:также )?(?:отметить|напомнить|подчеркнуть|иметь в виду)|(?:ينبغي|يتعين) (?:الإشارة|التنويه|التذكير)|(?:应当?|应该)(?:指出|注意|强调|回顾)`)

// recommends reports whether a text recommends: by a phrase that does so
// anywhere, or, in a text written to guide, by "should" and its like.
func recommends(text string, l lang.Tag, guidance bool) bool {
	a := advisories()[l]
	folded := string(foldWords(remarks.ReplaceAllString(text, "·"), l))
	if hasAny(folded, a.advice, l) {
		return true
	}
	return guidance && hasAny(folded, a.ought, l)
}

// advised reports whether one of the headings is over recommendations. They end
// with the next heading of their level, as headings do.
func advised(headings []string, l lang.Tag) bool {
	for _, h := range headings {
		if len(h) < 200 && hasAny(string(foldWords(h, l)), advisories()[l].advised, l) {
			return true
		}
	}
	return false
}

func hasAny(folded string, phrases []string, l lang.Tag) bool {
	for _, p := range phrases {
		for from := 0; ; {
			i := strings.Index(folded[from:], p)
			if i < 0 {
				break
			}
			at := from + i
			if l == lang.Chinese || standsAlone(folded, at, at+len(p), l) {
				return true
			}
			from = at + len(p)
		}
	}
	return false
}

// standsAlone reports whether s[at:end] is whole words. In Arabic "and" is
// joined to the word that follows it.
func standsAlone(s string, at, end int, l lang.Tag) bool {
	before, after := []rune(s[:at]), []rune(s[end:])
	if len(after) > 0 && unicode.IsLetter(after[0]) {
		return false
	}
	n := len(before)
	if n == 0 || !unicode.IsLetter(before[n-1]) {
		return true
	}
	return l == lang.Arabic && strings.ContainsRune("وف", before[n-1]) && (n == 1 || !unicode.IsLetter(before[n-2]))
}

// advise gives the paragraphs that recommend that role; guidance tells that the
// text is written to guide. Passages that have a role already keep it.
func (c *composer) advise(guidance bool) {
	for i := range c.doc.Passages {
		p := &c.doc.Passages[i]
		if p.Role != "" || !paragraphLike(p.Locator) {
			continue
		}
		if recommends(p.Text, c.lang, guidance) || advised(p.Headings, c.lang) && p.Number != "" {
			p.Role, p.Force = corpus.RoleRecommendation, corpus.ForceGuidance
		}
	}
}

// paragraphLike reports whether a passage is text of the document proper: no
// footnote, table, heading.
func paragraphLike(l corpus.Locator) bool {
	class := l.Class()
	switch class[strings.LastIndexByte(class, '/')+1:] {
	case "para", "section":
		return true
	}
	return false
}

// declaration is the word for a text that a body annexes to its resolution to
// give it weight.
var declaration = regexp.MustCompile(`(?i)\b(?:declaration|déclaration|declaración|strategy|stratégie|estrategia|plan of action|plan d['’]action|plan de acción|programme of action)\b|` +
	`декларация|стратегия|план действий|программа действий|إعلان|استراتيجية|خطة عمل|خطة العمل|宣言|战略|行动计划`)

// weighAnnexes gives the paragraphs annexed to a resolution their weight. What
// the Assembly or the Economic and Social Council adopts by annexing it weighs
// as their recommendation; of the annexes of the Security Council only
// declarations and the like do, and as the Council's call. A paragraph that only
// recalls or welcomes is context there too.
func (c *composer) weighAnnexes(assembly bool) {
	for i := range c.doc.Passages {
		p := &c.doc.Passages[i]
		if p.Role != "" || !strings.HasPrefix(string(p.Locator), "annex") || !paragraphLike(p.Locator) {
			continue
		}
		force := corpus.ForceRecommendation
		if !assembly {
			if !declaration.MatchString(strings.Join(p.Headings, "\n")) {
				continue
			}
			force = corpus.ForceHortatory
		}
		verb, class := c.verbs(i, 0)
		p.Verb = verb
		switch {
		case p.Number == "" && !recommends(p.Text, c.lang, true) && weight[class] < weight[hortatory],
			class == contextual && !recommends(p.Text, c.lang, true):
			p.Role = corpus.RoleContext
		default:
			p.Role = corpus.RoleRecommendation
		}
		p.Force = force
	}
}
