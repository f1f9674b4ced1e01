package ingest

import (
	"regexp"
	"strings"

	"concordance/corpus"
	"concordance/ingest/format"
)

// report is a report or a summary of a meeting: numbered paragraphs of which
// some recommend and others conclude.
var report = Kind{Name: "report", Match: isReport, Parse: parseReport}

var (
	reportWords = regexp.MustCompile(`(?im)^(?:[\pL-]+ ){0,4}reports?\b|^(?:[\pL-]+ ){0,3}rapports?\b|^(?:[\pL-]+ ){0,3}informes?\b|^(?:[\pL-]+ ){0,4}доклад|^(?:ال)?تقرير|报告$`)
	summary     = regexp.MustCompile(`(?im)^(?:(?:co-)?chair(?:['’]s|s['’]|person['’]s)? |executive |meeting )?summary\b.{0,60}(?:discussion|meeting|conference|workshop|proceeding|record)|^meeting summary|^(?:co-)?chair(?:['’]s|s['’]) summary|` +
		`^(?:résumé|synthèse|compte rendu) .{0,30}(?:débats|réunion|discussions|conférence)|^resumen .{0,30}(?:debates|reunión|deliberaciones|conferencia)|` +
		`^(?:краткий отчет|резюме) .{0,40}(?:заседани|обсуждени|совещани|конференци)|^(?:موجز|ملخص) (?:ال)?(?:مناقشات|اجتماع|جلسة|مؤتمر)|(?:会议|讨论)(?:摘要|纪要)$`)
	concluding = regexp.MustCompile(`(?i)\b(?:conclusions?|observations|findings|conclusiones|observaciones|constatations|outcomes?)\b|выводы|заключени|замечания|استنتاجات|الاستنتاجات|ملاحظات|الملاحظات|结论|意见`)
)

func isReport(t *format.Text) bool {
	head := headline(t)
	return reportWords.MatchString(head) || summary.MatchString(head)
}

func parseReport(t *format.Text) (*corpus.Document, error) {
	c := newComposer(t, corpus.KindReport)
	c.identify()
	readBody(c, uncover(t), false)
	c.advise(false)
	for i := range c.doc.Passages {
		p := &c.doc.Passages[i]
		if p.Role == "" && paragraphLike(p.Locator) && concluding.MatchString(strings.Join(p.Headings, "\n")) {
			p.Role, p.Force = corpus.RoleFinding, corpus.ForceInformational
		}
	}
	c.inform(corpus.RoleContext)
	return c.finish()
}
