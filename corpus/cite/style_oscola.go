package cite

import (
	"concordance/corpus"
	"concordance/corpus/lang"
)

// writeOSCOLA follows the fourth edition; footnotes get their full stop from
// the author.
//
//	UNSC Res 2396 (21 December 2017) UN Doc S/RES/2396, para 27
//	UNSC, ‘Statement by the President ...’ (15 December 2022) UN Doc S/PRST/2022/7, para 21
//	Global Counterterrorism Forum, ‘Antalya Memorandum ...’ (2017), good practice 3
func writeOSCOLA(c cited) string {
	pin := oscolaWords.render(c.work, []corpus.Locator{c.locator})
	when := bracketed(c.date.british())
	if c.class == byNumber {
		doc := c.work.Symbol
		if c.year != "" {
			doc = doc[:len(doc)-len(bracketed(c.year))] // the date says it
		}
		return joined(", ", organs[c.organ].oscola+" Res "+c.number+when+" UN Doc "+doc, pin)
	}
	body := c.issuer("UN")
	if o := organs[c.organ]; o.oscola != "" {
		body = o.oscola
	} else if short := oscolaBodies[body]; short != "" {
		body = short
	}
	doc := ""
	if c.work.Symbol != "" {
		doc = " " + c.work.Symbol
		if unSymbolForm.MatchString(c.work.Symbol) {
			doc = " UN Doc " + c.work.Symbol
		}
	}
	title := c.title(lang.English)
	if title != "" {
		title = "‘" + title + "’"
	}
	return joined(", ", joined(", ", body, title)+when+doc, pin)
}

var oscolaBodies = map[string]string{
	"UN Security Council": "UNSC", "UN General Assembly": "UNGA", "UN Economic and Social Council": "ECOSOC",
	"UN Human Rights Council": "UNHRC", "UN Secretary-General": "UNSG",
}

var oscolaWords = pinWords{
	kinds: map[string][2]string{
		"para": {"para %s", "paras %s"}, "pp": {"preamble, para %s", "preamble, paras %s"},
		"guiding-principle": {"guiding principle %s", "guiding principles %s"}, "principle": {"principle %s", "principles %s"},
		"practice": {"good practice %s", "good practices %s"}, "section": {"s %s", "ss %s"},
		"case": {"case study %s", "case studies %s"}, "box": {"box %s", "boxes %s"}, "table": {"table %s", "tables %s"},
		"fn": {"fn %s", "fns %s"}, "time": sameForm("at %s"),
	},
	containers: unWords[lang.English].containers,
	point:      "(%s)", item: ", item %s", after: "unnumbered paragraph after %s", sep: ", ", list: ", ", and: " and ", dash: "–",
}
