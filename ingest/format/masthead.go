package format

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"concordance/corpus/lang"
)

// bodies are the issuing bodies as mastheads and opening formulas name them.
var bodies = []struct {
	english string
	names   []string
}{
	{"Security Council", []string{"The Security Council", "Security Council", "Le Conseil de sécurité", "Conseil de sécurité",
		"El Consejo de Seguridad", "Consejo de Seguridad", "Совет Безопасности", "إن مجلس الأمن", "مجلس الأمن", "安全理事会",
		"Der Sicherheitsrat", "Sicherheitsrat"}},
	{"General Assembly", []string{"The General Assembly", "General Assembly", "L'Assemblée générale", "Assemblée générale",
		"La Asamblea General", "Asamblea General", "Генеральная Ассамблея", "إن الجمعية العامة", "الجمعية العامة", "大会",
		"Die Generalversammlung", "Generalversammlung"}},
	{"Economic and Social Council", []string{"The Economic and Social Council", "Economic and Social Council",
		"Le Conseil économique et social", "Conseil économique et social", "El Consejo Económico y Social", "Consejo Económico y Social",
		"Экономический и Социальный Совет", "إن المجلس الاقتصادي والاجتماعي", "المجلس الاقتصادي والاجتماعي", "经济及社会理事会",
		"Der Wirtschafts- und Sozialrat"}},
}

// bodyNamed returns the English name of the body s names and nothing else.
func bodyNamed(s string) string {
	s = strings.ReplaceAll(s, "’", "'")
	for _, b := range bodies {
		for _, n := range b.names {
			if s == n {
				return b.english
			}
		}
	}
	return ""
}

// isFormula recognises the words by which a body begins to speak: its name and
// a comma.
func isFormula(s string) bool {
	name := strings.TrimRight(s, " ,،，")
	return name != s && bodyNamed(name) != ""
}

var (
	symbolForm = regexp.MustCompile(`\b(?:A|S|E|ST|CCPR|CAT|CRC|DP|TD)(?:/[A-Z0-9][A-Za-z0-9.\-]*)+(?: ?\(\d{4}\))?`)
	symbolLine = regexp.MustCompile(`^(?:United Nations )?(` + symbolForm.String() + `)\*{0,3}$`)
	meeting    = regexp.MustCompile(`(?:at its|à sa|en su|на (?:его|ее)) (\d{1,5})(?:st|nd|rd|th|e|ème|[aª.]{1,2}|-м)? (?:plenary )?(?:meeting|séance|sesión|заседании)|في جلست(?:ه|ها) (\d{1,5})|(\d{1,5}) ?次(?:全体)?会议`)
	distrLine  = regexp.MustCompile(`\bDistr(?:ibution)?\b|Распространение|التوزيع`)
)

// readMasthead fills what the cover evidently states: a symbol on a line of its
// own, the issuing body, the date of adoption and of issue. Anything that takes
// judgement is left to the genres.
func readMasthead(m *Meta, blocks []Block) {
	distr := false
	var title []string
	for _, b := range blocks {
		if b.Area != Cover {
			break
		}
		for _, line := range strings.Split(strings.ReplaceAll(b.Text, " | ", "\n"), "\n") {
			readMastheadLine(m, line, &distr)
		}
		if b.Kind == Heading && b.Num == "" && !mastheadLine(b.Text) {
			title = append(title, b.Text)
		}
	}
	if m.Title == "" && len(title) == 1 { // of several nobody can tell here
		m.Title = title[0]
	}
}

var (
	organization = regexp.MustCompile(`^(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|الأم[ـم]+ المتح[ـد]+ة|联合国|Vereinte Nationen)$`)
	session      = regexp.MustCompile(`(?i)\b(?:session|year|année|período de sesiones|año|сессия|год)$`)
	resolution   = regexp.MustCompile(`(?i)^(?:(?:resolution|résolution|resolución|резолюция|القرار)\b.{0,30}|第.{1,12}号决议)$`)
)

// mastheadLine: one of the lines every masthead has, and no title.
func mastheadLine(s string) bool {
	return bodyNamed(s) != "" || organization.MatchString(s) || session.MatchString(s) || resolution.MatchString(s) ||
		symbolLine.MatchString(s) || adopted.MatchString(s) || annexHead.MatchString(s)
}

func readMastheadLine(m *Meta, line string, distr *bool) {
	if s := symbolLine.FindStringSubmatch(line); s != nil && m.Symbol == "" {
		m.Symbol = s[1]
	}
	name, _, _ := strings.Cut(line, " Distr")
	if b := bodyNamed(name); b != "" && m.Body == "" {
		m.Body = b
	}
	if s := meeting.FindStringSubmatch(line); s != nil && m.Meeting == "" {
		m.Meeting = Ordinal(s[1] + s[2] + s[3])
	}
	if distrLine.MatchString(line) {
		*distr = true
	}
	date, whole := findDate(line)
	switch {
	case date == "":
	case whole && *distr:
		if m.Published == "" {
			m.Published = date
		}
	case adopted.MatchString(line):
		m.Date = date
	}
	if m.Date == "" && m.Published != "" && adoptedNever(m) {
		m.Date = m.Published
	}
}

// adopted: the line under a resolution's number, which dates the adoption.
var adopted = regexp.MustCompile(`(?i)adopted by|adoptée|aprobada por|принятая|الذي اتخذه|التي اتخذتها|通过|verabschiedet`)

// adoptedNever: a document that is issued and not adopted is dated by its issue.
func adoptedNever(m *Meta) bool { return !strings.Contains(m.Symbol, "/RES/") }

var (
	dayMonthYear = regexp.MustCompile(`(\d{1,2})(?:st|nd|rd|th|er|\.)?(?: de)? ([\p{L}/ ]{3,30}?)(?: de)? (\d{4})`)
	chineseDate  = regexp.MustCompile(`(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日`)
)

// findDate finds the first date written out in line; whole tells that the line
// holds nothing else.
func findDate(line string) (date string, whole bool) {
	if m := chineseDate.FindStringSubmatch(line); m != nil {
		month, _ := strconv.Atoi(m[2])
		return isoDate(m[1], month, m[3]), m[0] == line
	}
	for _, m := range dayMonthYear.FindAllStringSubmatch(line, -1) {
		if month := monthNamed(m[2]); month > 0 {
			return isoDate(m[3], month, m[1]), m[0] == line
		}
	}
	return "", false
}

func isoDate(year string, month int, day string) string {
	d, _ := strconv.Atoi(day)
	if month < 1 || month > 12 || d < 1 || d > 31 || year < "1900" {
		return ""
	}
	return fmt.Sprintf("%s-%02d-%02d", year, month, d)
}

// monthNamed returns 1 to 12, or 0 when s is no month in any language read here.
func monthNamed(s string) int {
	s = s[strings.LastIndexByte(s, '/')+1:] // Arabic gives both names of a month
	for _, t := range lang.Texts {
		for i, name := range lang.Get(t).Months {
			if strings.EqualFold(s, name) {
				return i + 1
			}
		}
	}
	return 0
}
