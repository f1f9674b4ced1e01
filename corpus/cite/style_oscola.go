package cite

import (
	"concordance/corpus"
	"concordance/corpus/lang"
)

// writeOSCOLA follows the fourth edition; footnotes get their full stop from
// the author. The short form is that of a later footnote, to which the author
// adds the number of the first: "(n 5)".
//
//	UNSC Res 2396 (21 December 2017) UN Doc S/RES/2396, para 27
//	UNSC, ‘Statement by the President ...’ (15 December 2022) UN Doc S/PRST/2022/7, para 21
//	Global Counterterrorism Forum, ‘Antalya Memorandum ...’ (2017), good practice 3
//	Terrorism (Protection of Premises) Act 2025, s 5
func writeOSCOLA(c cited) string {
	pin := oscolaWords.render(c.work, []corpus.Locator{c.locator})
	when := bracketed(c.date.british())
	doc := c.bareSymbol() // the date says the year
	if unSymbolForm.MatchString(doc) {
		doc = "UN Doc " + doc
	}
	title := c.title(lang.English)
	if title != "" {
		title = "‘" + title + "’"
	}
	switch {
	case c.class == byNumber && c.short:
		return joined(", ", organs[c.organ].oscola+" Res "+c.number, pin)
	case c.class == byNumber:
		return joined(", ", organs[c.organ].oscola+" Res "+c.number+when+" "+doc, pin)
	case c.work.Kind == corpus.KindLegislation:
		return joined(", ", c.title(lang.English), pin)
	case c.short && doc != "":
		return joined(", ", doc, pin)
	case c.short:
		return joined(", ", title, pin)
	}
	body := c.issuer("UN")
	if o := organs[c.organ]; o.oscola != "" {
		body = o.oscola
	} else if short := oscolaBodies[body]; short != "" {
		body = short
	}
	return joined(", ", joined(" ", joined(", ", body, title)+when, doc), pin)
}

var oscolaBodies = map[string]string{
	"UN Security Council": "UNSC", "UN General Assembly": "UNGA", "UN Economic and Social Council": "ECOSOC",
	"UN Human Rights Council": "UNHRC", "UN Secretary-General": "UNSG",
}

var oscolaWords = pinWords{
	kinds: map[string][2]string{
		"art": {"art %s", "arts %s"}, "chapter": {"ch %s", "chs %s"}, "para": {"para %s", "paras %s"}, "pp": {"preamble, para %s", "preamble, paras %s"},
		"guiding-principle": {"guiding principle %s", "guiding principles %s"}, "principle": {"principle %s", "principles %s"},
		"practice": {"good practice %s", "good practices %s"}, "section": {"s %s", "ss %s"},
		"case": {"case study %s", "case studies %s"}, "box": {"box %s", "boxes %s"}, "table": {"table %s", "tables %s"},
		"fn": {"fn %s", "fns %s"}, "time": sameForm("at %s"),
	},
	containers: map[string][2]string{"annex": container2("annex"), "appendix": container2("appendix"),
		"letter": container2("letter"), "enclosure": container2("enclosure"), "part": container2("pt")},
	point: "(%s)", clause: "(%s)", item: ", item %s", after: "unnumbered paragraph after %s", sep: ", ", list: ", ", and: " and ", dash: "–",
}
