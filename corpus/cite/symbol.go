package cite

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// prefixes are the organs and bodies that begin a symbol.
const prefixes = `A|S|E|ST|T|AC|APLC|BWC|CAC|CAT|CCD|CCM|CCPR|CCW|CD|CEB|CED|CEDAW|CERD|CLCS|CMW|COP|CRC|CRPD|CTOC|DC|DP|` +
	`DP|ECE|FCCC|GA|GC|HRI|HSP|ICCD|ID|IDB|ISBA|LOS|NPT|PBC|SC|SG|SPLOS|TD|TRADE|UNEP|UNW|WFP`

// symbolPattern is a symbol in running text, as printed. Several parts may be
// joined to another symbol by a hyphen: one document, two symbols.
const symbolPattern = `((?:` + prefixes + `)(?:/~[A-Za-z0-9][A-Za-z0-9.\x{2010}\x{2011}\x{2013}-]*)+` +
	`(?:(?:~[A-Z])?~\((?:(?:19|20)[0-9]{2}|[IVXLC]+|Sect\.?~[0-9]+[A-Z]?|Part~[IVX0-9]+|Vol\.~[IVX0-9]+|Supp\.?|SUPP|Introduction)\))?` +
	`(?:/(?:Add|Rev|Corr|Amend|Summary)[A-Za-z0-9.-]*)*(?:~[A-Z]\b)?)`

// mayBeSymbol tells by the next few bytes whether a symbol can begin at i.
func mayBeSymbol(text string, i int) bool {
	if i > 0 && (text[i-1] == '/' || text[i-1] == '-') {
		return false
	}
	for j := i + 1; j < len(text) && j <= i+6; j++ {
		switch c := text[j]; {
		case c == '/':
			return true
		case c == '-', c == 0xE2: // U+2011 and its like begin so
			return text[i] == 'S' || text[i] == 'E'
		case c < 'A' || c > 'Z':
			return false
		}
	}
	return false
}

// The kinds of symbol that have a canonical form of their own.
var (
	councilRes  = regexp.MustCompile(`^S/RES/([0-9]{1,4}) ?(?:\(((?:19|20)[0-9]{2})\))?$`)
	assemblyRes = regexp.MustCompile(`^A/RES/([0-9]{1,4}) ?([A-Z])? ?\(([IVXLC]+)\) ?([A-Z])?$`)
	withPart    = regexp.MustCompile(`^(A/(?:RES|DEC|HRC/RES|HRC/DEC)/(?:E?S-)?[0-9]{1,2}/[0-9]{1,3}|E/(?:RES|DEC)/[0-9]{4}/[0-9]{1,3}) ?([A-Z])$`)
	dashes      = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u2013", "-", "\u2212", "-")
	beforeSlash = regexp.MustCompile(`\s*/\s*`)
	beforeOpen  = regexp.MustCompile(`\s*\(\s*`)
	suffix      = regexp.MustCompile(`(?i)/(add|rev|corr|amend|pv|sr|c|l|cn|ac|conf|inf|prst|res|dec|hrc|crp)(\.|\b)`)
)

// tidy makes the spaces, hyphens and direction marks of a symbol regular.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unseen(r):
			return -1
		case isSpace(r):
			return ' '
		case r == '（':
			return '('
		case r == '）':
			return ')'
		}
		return r
	}, s)
	s = dashes.Replace(strings.Join(strings.Fields(s), " "))
	s = beforeSlash.ReplaceAllString(s, "/")
	s = beforeOpen.ReplaceAllString(s, " (")
	return strings.TrimRight(s, " .-*")
}

// readWhole gives a symbol its canonical form.
func readWhole(s string) (reading, bool) {
	s = tidy(s)
	if m := councilRes.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		year, _ := strconv.Atoi(m[2])
		return council(n, year), true
	}
	if m := assemblyRes.FindStringSubmatch(s); m != nil {
		if m[2] += m[4]; m[2] != "" {
			m[2] = " " + m[2]
		}
		return resolved("A/RES/" + m[1] + m[2] + " (" + m[3] + ")"), true
	}
	if m := withPart.FindStringSubmatch(s); m != nil {
		return resolved(m[1] + " " + m[2]), true
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 && i == len(s)-2 { // a capital of the sentence behind it
		s = tidy(s[:i])
	}
	return resolved(s), true
}

// loose are ways people write a symbol that no document prints.
var loose = regexp.MustCompile(`^(?:UNSCR|SCR|SC RES|UNSC RES|RES|RESOLUTION|UNGA RES|GA RES|UNGAR|AG/RES)\.? `)

// ParseSymbol reads one symbol or number as people write it: "S/RES/2396",
// "2396 (2017)", "SCR 2396", "60/288", "2625 (XXV)", "s/prst/2015/25". A
// Council resolution without its year gets it where its number tells it; one
// with another year than its number tells is refused.
func ParseSymbol(s string) (corpus.Target, bool) {
	s = tidy(s)
	if s == "" || len(s) > longestIdent {
		return "", false
	}
	if t, ok := parseSymbol(suffix.ReplaceAllStringFunc(s, asPrinted)); ok {
		return t, true
	}
	return parseSymbol(suffix.ReplaceAllStringFunc(strings.ToUpper(s), asPrinted))
}

func parseSymbol(s string) (corpus.Target, bool) {
	upper := loose.ReplaceAllString(s, "")
	if n, err := strconv.Atoi(upper); err == nil && len(upper) <= 4 {
		r := council(n, 0)
		return r.target, r.status == corpus.Resolved
	}
	c := context{head: resolutionWord}
	for _, forms := range [][]*form{letterForms, digitForms} {
		id, size := match(forms, upper, 0)
		if id == nil || size != len(upper) {
			continue
		}
		if r, ok := id.form.read(id.parts, c); ok && r.status == corpus.Resolved {
			return r.target, true
		}
	}
	return "", false
}

// asPrinted gives a suffix its printed case: "/ADD." is "/Add.".
func asPrinted(s string) string {
	switch upper := strings.ToUpper(s); upper {
	case "/ADD.", "/REV.", "/CORR.", "/AMEND.":
		return upper[:2] + strings.ToLower(upper[2:])
	default:
		return upper
	}
}

var notInID = regexp.MustCompile(`[^a-z0-9]+`)

// WorkID is the address form of a target: "S/RES/2396 (2017)" is
// "s-res-2396-2017", "A/79/912-S/2025/306" is "a-79-912-s-2025-306". An ID
// stays what it is.
func WorkID(t corpus.Target) corpus.WorkID {
	return corpus.WorkID(strings.Trim(notInID.ReplaceAllString(strings.ToLower(string(t)), "-"), "-"))
}

// noAddress are the targets that are no documents of docs.un.org.
var noAddress = regexp.MustCompile(`^(?:SC-COMMITTEE|SC-BODY|TREATY|INSTR|SC|SG|GA)/`)

// hasSymbol is what every target with an address begins with.
var hasSymbol = regexp.MustCompile(`^(?:` + prefixes + `)/`)

// Address is the official address of t in l (English where the six languages
// have no l), "" when t has none that can be told from its symbol. Of a
// document with two symbols the first one names it.
func Address(t corpus.Target, l lang.Tag) string {
	s := string(t)
	if noAddress.MatchString(s) || !hasSymbol.MatchString(s) || strings.Contains(s, " + ") {
		return ""
	}
	if d := lang.Get(l); d == nil || !d.Official {
		l = lang.English
	}
	if first, second, ok := strings.Cut(s, "-S/"); ok && second != "" {
		s = first
	}
	s = partLetter.ReplaceAllString(s, "$1$2") // the parts of a resolution stand in one document
	s = (&url.URL{Path: strings.ReplaceAll(s, " (", "(")}).EscapedPath()
	return "https://docs.un.org/" + string(l) + "/" + openParens.Replace(s)
}

// openParens writes parentheses as the United Nations' own links do.
var openParens = strings.NewReplacer("%28", "(", "%29", ")")

var partLetter = regexp.MustCompile(`^([AE]/RES/[^ ]+) [A-Z]((?: \([IVXLC]+\))?)$`)
