package cite

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// styleClass is how a work is cited: by number, or by title and symbol.
type styleClass int

const (
	byTitle     styleClass = iota // title, symbol where there is one
	byNumber                      // a resolution of one of the organs
	byStatement                   // a statement by the President of the Security Council
)

// styleSource is what styles need of a work.
type styleSource struct {
	work   *corpus.Work
	class  styleClass
	organ  styleOrgan // of a resolution or statement
	number string     // "2396", "77/298", "2625 (XXV)", of a statement "2022/7"
	year   string     // of a Council resolution, as its symbol has it
	date   styleDate
}

type styleOrgan int

const (
	ofNone styleOrgan = iota
	ofCouncil
	ofAssembly
	ofEcosoc
	ofRights
)

// organs gives, by organ, its key in the data of the languages and its names by style.
var organs = map[styleOrgan]struct{ word, english, oscola, bluebook string }{
	ofCouncil:  {"council", "Security Council", "UNSC", "S.C."},
	ofAssembly: {"assembly", "General Assembly", "UNGA", "G.A."},
	ofEcosoc:   {"ecosoc", "Economic and Social Council", "ECOSOC", "E.S.C."},
	ofRights:   {"hrc", "Human Rights Council", "UNHRC", "H.R.C."},
}

// numberedSymbols are the symbols whose number alone names the work.
var numberedSymbols = []struct {
	form  *regexp.Regexp
	class styleClass
	organ styleOrgan
}{
	{regexp.MustCompile(`^S/RES/(?P<number>[0-9]+)(?: \((?P<year>[0-9]{4})\))?$`), byNumber, ofCouncil},
	{regexp.MustCompile(`^S/PRST/(?P<number>[0-9]{4}/[0-9]+)$`), byStatement, ofCouncil},
	{regexp.MustCompile(`^A/HRC/RES/(?P<number>S?-?[0-9]+/[0-9]+)$`), byNumber, ofRights},
	{regexp.MustCompile(`^A/RES/(?P<number>[0-9A-Z][^()]*(?:\([IVXLC-]+\))?)$`), byNumber, ofAssembly},
	{regexp.MustCompile(`^E/RES/(?P<number>[0-9][^()]*(?:\([IVXLC-]+\))?)$`), byNumber, ofEcosoc},
}

func newStyleSource(w *corpus.Work) styleSource {
	s := styleSource{work: w, date: parseStyleDate(w.Date)}
	for _, n := range numberedSymbols {
		m := n.form.FindStringSubmatch(w.Symbol)
		if m == nil {
			continue
		}
		s.class, s.organ, s.number = n.class, n.organ, m[1]
		if i := n.form.SubexpIndex("year"); i > 0 {
			s.year = m[i]
		}
		break
	}
	if s.date.year == "" && s.year != "" {
		s.date.year = s.year // the symbol says so
	}
	return s
}

// title is the work's own title in l, or its ID when it has neither title nor
// symbol. It is "" where there is none to cite: the Council gives its
// resolutions no title; what the digest calls a resolution of another organ is
// a name of ours; and a designation made of the number ("resolution 2396") says
// nothing more.
func (s styleSource) title(l lang.Tag) string {
	switch t := s.work.Title(l); {
	case s.class == byStatement:
		return "Statement by the President of the Security Council"
	case t == string(s.work.ID) && s.work.Symbol != "":
		return ""
	case s.class == byNumber && (s.organ == ofCouncil || s.work.Basis != "" || strings.Contains(t, s.number)):
		return ""
	default:
		return t
	}
}

// issuer is the body as Chicago and Bluebook write it at the head of a
// document: "UN" before an organ of the United Nations, several bodies in a list.
func (s styleSource) issuer(un string) string {
	names := Bodies(s.work)
	for i, b := range names {
		if isUNOrgan[b] && unSymbolForm.MatchString(s.work.Symbol) {
			names[i] = un + " " + b
		}
	}
	if n := len(names) - 1; n > 0 {
		return strings.Join(names[:n], ", ") + " and " + names[n]
	}
	return joined("", names...)
}

// Bodies are the issuing bodies of w, one by one.
func Bodies(w *corpus.Work) []string {
	var out []string
	for b := range strings.SplitSeq(w.Body, ";") {
		if b = strings.TrimSpace(b); b != "" {
			out = append(out, b)
		}
	}
	return out
}

var unSymbolForm = regexp.MustCompile(`^[ASE]/|^ST/`)

// isUNOrgan are the bodies that "UN" stands before; the others' names say it
// themselves, or are known without.
var isUNOrgan = map[string]bool{
	"Security Council": true, "General Assembly": true, "Economic and Social Council": true,
	"Human Rights Council": true, "Secretary-General": true, "Secretariat": true,
}

// styleDate is a date as far as it is known.
type styleDate struct {
	year       string
	month, day int // 0 unknown
}

var styleDateForm = regexp.MustCompile(`^([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?$`)

func parseStyleDate(s string) styleDate {
	m := styleDateForm.FindStringSubmatch(s)
	if m == nil || m[1] == "0001" {
		return styleDate{}
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	return styleDate{m[1], month, day}
}

var monthNames = [...]string{"", "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December"}

var monthAbbreviations = [...]string{"", "Jan.", "Feb.", "Mar.", "Apr.", "May", "June",
	"July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}

// british is "21 December 2017", "June 2019" or "2017".
func (d styleDate) british() string {
	switch {
	case d.day > 0:
		return strconv.Itoa(d.day) + " " + monthNames[d.month] + " " + d.year
	case d.month > 0:
		return monthNames[d.month] + " " + d.year
	}
	return d.year
}

// american is "December 21, 2017", in the month names given.
func (d styleDate) american(names [13]string) string {
	switch {
	case d.day > 0:
		return names[d.month] + " " + strconv.Itoa(d.day) + ", " + d.year
	case d.month > 0:
		return names[d.month] + " " + d.year
	}
	return d.year
}

// PlainLine makes of s the one line that a citation or an export can hold:
// without control characters, without marks that turn the direction of what
// follows, its spaces single.
func PlainLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\uFEFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}
