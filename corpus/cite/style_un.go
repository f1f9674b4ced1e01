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
// its symbol, and only one without a symbol by its title. The short form leaves
// out the organ, and of a title the body and the year.
func writeUN(c cited) string {
	s, l := unStyle(c.ui)
	var head string
	switch {
	case c.class == byNumber:
		form := s.Resolution[organs[c.organ].word]
		if c.short {
			form = s.Short
		}
		head = filled(form, c.number+filled(s.Year, c.year))
	case c.work.Symbol != "":
		head = c.work.Symbol
	default:
		if c.work.Titles[l] == "" {
			s, l = unStyle(lang.English)
		}
		head = c.titled(s, l)
	}
	out := joined(s.Separator, head, Pinpoint(c.work, l, c.locator))
	if s.Stop == "." {
		return fullStop(out)
	}
	return out + s.Stop
}

// titled names a work without a symbol: body, title and year.
func (c cited) titled(s *lang.Style, l lang.Tag) string {
	title := c.work.Title(l)
	if c.short {
		return title
	}
	body, year := "", c.date.year
	if l == lang.English {
		body = c.issuer("UN") // known in English only
	}
	if strings.Contains(title, year) {
		year = ""
	}
	return joined(s.Separator, body, title, year)
}

// writePlain is the symbol, or the title where there is none, and the place.
func writePlain(c cited) string {
	return joined(", ", c.work.Name(c.ui), Pinpoint(c.work, lang.English, c.locator))
}
