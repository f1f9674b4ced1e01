package cite

import (
	"concordance/corpus"
	"concordance/corpus/lang"
)

// writeBluebook follows rule 21; the author gives the full stop, and in a later
// note "supra note" with its number, which only the paper knows.
//
//	S.C. Res. 2396, ¶ 27 (Dec. 21, 2017)
//	S.C. Pres. Statement 2022/7, ¶ 21 (Dec. 15, 2022)
//	U.N. Secretary-General, Title, ¶ 31, U.N. Doc. S/2025/496 (July 31, 2025)
//	Global Counterterrorism Forum, Antalya Memorandum ..., good practice 3 (2017)
func writeBluebook(c cited) string {
	pin := bluebookWords.render(c.work, []corpus.Locator{c.locator})
	when := bracketed(c.date.american(monthAbbreviations))
	if c.short {
		when = ""
	}
	switch c.class {
	case byNumber:
		return joined(", ", organs[c.organ].bluebook+" Res. "+c.number, pin) + when
	case byStatement:
		return joined(", ", organs[c.organ].bluebook+" Pres. Statement "+c.number, pin) + when
	}
	doc := c.work.Symbol
	if unSymbolForm.MatchString(doc) {
		doc = "U.N. Doc. " + doc
	}
	if c.short && c.title(lang.English) != "" {
		return joined(", ", c.title(lang.English), pin)
	}
	return joined(", ", c.issuer("U.N."), c.title(lang.English), pin, doc) + when
}

var bluebookWords = pinWords{
	kinds: map[string][2]string{
		"art": {"art. %s", "arts. %s"}, "chapter": {"ch. %s", "chs. %s"}, "para": {"¶ %s", "¶¶ %s"}, "pp": {"pmbl. ¶ %s", "pmbl. ¶¶ %s"},
		"guiding-principle": {"guiding principle %s", "guiding principles %s"}, "principle": {"principle %s", "principles %s"},
		"practice": {"good practice %s", "good practices %s"}, "section": {"§ %s", "§§ %s"},
		"case": {"case study %s", "case studies %s"}, "box": {"box %s", "boxes %s"}, "table": {"tbl.%s", "tbls.%s"},
		"fn": {"n.%s", "nn.%s"}, "time": sameForm("at %s"),
	},
	containers: map[string][2]string{"annex": container2("annex"), "appendix": container2("app."),
		"letter":    container2("letter"),
		"enclosure": container2("enclosure"), "part": container2("pt.")},
	point: "(%s)", clause: ", ¶ %s", item: ", item %s", after: "unnumbered paragraph after %s", sep: ", ", list: ", ", and: " & ", dash: "–",
}
