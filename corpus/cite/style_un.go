package cite

import (
	"strings"

	"concordance/corpus/lang"
)

// writeUN follows the Editorial Manual's footnotes, in the reader's language
// where its forms are known:
//
//	Security Council resolution 2396 (2017), para. 27.
//	S/2018/1177, annex, guiding principle 50.
//	Global Counterterrorism Forum, Antalya Memorandum ..., 2017, good practice 3.
//
// The symbol of an adopted resolution is not repeated; a document is named by
// its symbol, and only one without a symbol by its title.
func writeUN(c cited) string {
	l := c.ui
	if _, ok := unResolution[l]; !ok {
		l = lang.English
	}
	var head string
	switch {
	case c.class == byNumber && l == lang.Chinese:
		head = unResolution[l](c.organ, c.number+parenthesis(c.year))
	case c.class == byNumber:
		head = unResolution[l](c.organ, c.number+bracketed(c.year))
	case c.work.Symbol != "":
		head = c.work.Symbol
	default:
		if c.work.Titles[l] == "" {
			l = lang.English
		}
		body := c.issuer("UN") // known in English only
		if l != lang.English {
			body = ""
		}
		title, year := c.work.Title(l), c.date.year
		if strings.Contains(title, year) {
			year = ""
		}
		head = joined(unWords[l].sep, body, title, year)
	}
	s := joined(unWords[l].sep, head, Pinpoint(c.work, l, c.locator))
	if l == lang.Chinese {
		return s + "。"
	}
	return fullStop(s)
}

// parenthesis is "(s)", close to what comes before, or nothing.
func parenthesis(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

// writePlain is the symbol, or the title where there is none, and the place.
func writePlain(c cited) string {
	return joined(", ", c.work.Name(c.ui), Pinpoint(c.work, lang.English, c.locator))
}
