package cite

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
)

// reading is what an identifier says.
type reading struct {
	target     corpus.Target
	status     corpus.Status
	detail     string
	candidates []corpus.Target
}

func resolved(t string) reading { return reading{target: corpus.Target(t), status: corpus.Resolved} }

func unresolved(why string) reading { return reading{status: corpus.Unresolved, detail: why} }

func ambiguous(why string, ts ...corpus.Target) reading {
	return reading{status: corpus.Ambiguous, detail: why, candidates: ts}
}

func wrongYear(t string, printed int) reading {
	return reading{target: corpus.Target(t), status: corpus.WrongYear, detail: strconv.Itoa(printed)}
}

// context is what stands around an identifier.
type context struct {
	head  slot // resolutionWord, decisionWord, statementWord or none
	organ slot // councilWord, assemblyWord ... or none
	work  corpus.Target
}

const notOurs = "a resolution of another organ"

// space is what may stand inside an identifier unseen: every kind of space and
// the marks of direction.
const space = `[\s\p{Zs}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]*`

// pattern compiles a form's pattern: ~ is optional space.
func pattern(p string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + strings.ReplaceAll(p, "~", space) + `)`)
}

// longestIdent limits what is read of a text for one identifier, in bytes.
const longestIdent = 160

// match returns the first form that text begins with, and its length. next is
// the follower of the number that text begins with, 0 when it is not known.
func match(forms []*form, text string, next byte) (*ident, int) {
	window := text[:min(len(text), longestIdent)]
	for _, f := range forms {
		if next != 0 && strings.IndexByte(f.next, next) < 0 {
			continue
		}
		m := f.re.FindStringSubmatchIndex(window)
		if m == nil {
			continue
		}
		id, size := &ident{form: f}, m[1]
		for g := 1; g < len(m)/2; g++ {
			part := ""
			if m[2*g] >= 0 {
				part = window[m[2*g]:m[2*g+1]]
			}
			if f.part == g && part != "" && (isArticle(part, text[m[1]:]) || beginsWithLetter(text[m[1]:])) {
				part, size = "", m[2*g]
			}
			id.parts = append(id.parts, part)
		}
		size = len(strings.TrimRight(window[:size], " \u00a0\u200e\u200f.-"))
		if next := text[size:]; f.whole && next != "" && next[0] < utf8.RuneSelf && (next[0] >= '0' && next[0] <= '9' || next[0] == '/' || isLetter(rune(next[0]))) {
			continue
		}
		return id, size
	}
	return nil, 0
}

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isLetter(r) && !unicode.Is(unicode.Han, r)
}

// isArticle reports whether a capital A or I that follows an identifier is a
// word of the sentence and no part of a resolution ("60/288 A new strategy").
func isArticle(part, rest string) bool {
	if part != "A" && part != "I" || len(rest) < 2 || rest[0] != ' ' {
		return false
	}
	word, _, _ := strings.Cut(rest[1:], " ")
	switch word {
	case "and", "et", "y", "und", "to", "à", "a", "of", "du", "de", "des", "del", "vom", "der":
		return false
	}
	return rest[1] >= 'a' && rest[1] <= 'z'
}

func councilSymbol(n, year int) string {
	return "S/RES/" + strconv.Itoa(n) + " (" + strconv.Itoa(year) + ")"
}

// readCouncil reads "2396 (2017)".
func readCouncil(p []string, c context) (reading, bool) {
	n, _ := strconv.Atoi(p[0])
	year, _ := strconv.Atoi(p[1])
	if c.organ == otherOrganWord || c.organ == hrcWord || c.organ == ecosocWord {
		return unresolved(notOurs), true
	}
	r := council(n, year)
	if c.head != resolutionWord && (r.status != corpus.Resolved || n < 30) {
		return reading{}, false // "in 1994 (1995)": nothing says it is a resolution
	}
	return r, true
}

// readSession reads "2625 (XXV)" and "217 A (III)".
func readSession(p []string, c context) (reading, bool) {
	n, _ := strconv.Atoi(p[0])
	if n == 0 || session(p[2]) == "" || c.head == none && n < 100 && p[1] == "" {
		return reading{}, false
	}
	s := p[0]
	if part := latinPart(p[1]); part != "" {
		s += " " + part
	}
	s += " (" + session(p[2]) + ")"
	switch c.organ {
	case ecosocWord:
		return resolved("E/RES/" + s), true
	case otherOrganWord, hrcWord:
		return unresolved(notOurs), true
	}
	return resolved("A/" + kindOf(c) + "/" + s), true
}

// readAssembly reads "60/288", "53/243 A", "S-23/2", "ES-10/24".
func readAssembly(p []string, c context) (reading, bool) {
	s := dashes.Replace(p[0]) + "/" + p[1]
	if part := latinPart(p[2]); part != "" {
		s += " " + part
	}
	if c.head == none || c.head == statementWord {
		if p[0][0] == 'E' { // an emergency session is nothing else
			return resolved("A/RES/" + s), true
		}
		return reading{}, false
	}
	sess, _ := strconv.Atoi(p[0])
	human := resolved("A/HRC/" + kindOf(c) + "/" + s)
	switch {
	case c.organ == hrcWord:
		return human, true
	case c.organ == otherOrganWord:
		return unresolved(notOurs), true
	case c.organ == ecosocWord:
		return unresolved("the Economic and Social Council numbers its resolutions by year"), true
	case (c.organ == none || c.organ == councilWord) && strings.HasPrefix(string(c.work), "A/HRC/"):
		return human, true
	case sess > 0 && sess < 31:
		if c.organ == assemblyWord || c.head == decisionWord {
			return unresolved("the Assembly numbered its resolutions so from its thirty-first session on"), true
		}
		return ambiguous("the organ is not named", human.target), true
	}
	return resolved("A/" + kindOf(c) + "/" + s), true
}

// readArabicSession reads the special sessions دإ (S) and دإط (ES).
func readArabicSession(p []string, c context) (reading, bool) {
	sess, number, _ := strings.Cut(p[1], "/")
	if p[0] != "" {
		return readAssembly([]string{"ES-" + sess, number, ""}, c)
	}
	return readAssembly([]string{"S-" + sess, number, ""}, c)
}

// readEconomic reads "1996/31".
func readEconomic(p []string, c context) (reading, bool) {
	if c.head == none {
		return reading{}, false
	}
	if c.head == statementWord {
		return resolved("S/PRST/" + p[0] + "/" + p[1]), true
	}
	if c.organ != ecosocWord && c.organ != none {
		return unresolved(notOurs), true
	}
	s := p[0] + "/" + p[1]
	if p[2] != "" {
		s += " " + p[2]
	}
	return resolved("E/" + kindOf(c) + "/" + s), true
}

func kindOf(c context) string {
	if c.head == decisionWord {
		return "DEC"
	}
	return "RES"
}

// readSymbol reads a symbol as printed.
func readSymbol(p []string, _ context) (reading, bool) {
	if !strings.ContainsAny(p[0], "0123456789") {
		return reading{}, false
	}
	return readWhole(p[0])
}

// readNothing is for forms that the grammar reads by their place.
func readNothing([]string, context) (reading, bool) { return reading{}, false }

// otherParts are the letters of parts as Arabic names them, and as Russian
// keyboards write them.
var otherParts = map[string]string{
	"ألف": "A", "باء": "B", "جيم": "C", "دال": "D", "هاء": "E", "А": "A", "В": "B", "С": "C",
}

func latinPart(s string) string {
	if l, ok := otherParts[s]; ok {
		return l
	}
	return s
}

// session gives the Roman number of a session that Arabic writes in digits (د-25).
func session(s string) string {
	digits := strings.Trim(s, "د- \u200e\u200f")
	if n, err := strconv.Atoi(digits); err == nil {
		return roman(n)
	}
	return s
}

func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.n && n < 400; n -= r.n {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

// fromRoman is the number of a Roman numeral, 0 when s is none.
func fromRoman(s string) int {
	n, _ := strconv.Atoi(s)
	for i := 1; i < 90 && n == 0; i++ {
		if roman(i) == strings.ToUpper(s) {
			n = i
		}
	}
	return n
}
