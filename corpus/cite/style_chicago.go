package cite

import "concordance/corpus/lang"

// writeChicago is a note of the seventeenth edition; a later one has author,
// title and place.
//
//	UN Security Council, Resolution 2396, S/RES/2396 (December 21, 2017), para. 27.
//	UN Secretary-General, Title, S/2025/496 (July 31, 2025), para. 31.
//	Global Counterterrorism Forum, Antalya Memorandum ... (2017), good practice 3.
func writeChicago(c cited) string {
	if c.short {
		name := c.resolution()
		if name == "" && c.class != byStatement { // they all have the same title
			name = c.title(lang.English)
		}
		if name == "" {
			name = c.bareSymbol()
		}
		return fullStop(joined(", ", c.author("UN"), name, Pinpoint(c.work, lang.English, c.locator)))
	}
	head := joined(", ", c.author("UN"), c.resolution(), c.title(lang.English), c.bareSymbol())
	return fullStop(joined(", ", head+bracketed(c.date.american(monthNames)), Pinpoint(c.work, lang.English, c.locator)))
}

// writeChicagoAuthorDate is the entry of the reference list, followed, when a
// place is cited, by the citation that stands in the text:
//
//	UN Security Council. 2017. Resolution 2396. S/RES/2396. December 21. (UN Security Council 2017, para. 27)
func writeChicagoAuthorDate(c cited) string {
	author, year := c.author("UN"), c.date.year
	if year == "" {
		year = "n.d."
	}
	if c.short {
		return c.inText(author, " ", year)
	}
	day := ""
	if d := (styleDate{"", c.date.month, c.date.day}); d.day > 0 {
		day = d.american(monthNames)
		day = day[:len(day)-len(", ")]
	}
	entry := sentences(author, year, joined(", ", c.resolution(), c.title(lang.English)), c.bareSymbol(), day)
	return joined(" ", entry, c.placed(author, " ", year))
}

// writeAPA is the entry of the seventh edition's reference list for a report,
// followed, when a place is cited, by the citation that stands in the text:
//
//	United Nations Security Council. (2017, December 21). Resolution 2396 (S/RES/2396). (United Nations Security Council, 2017, para. 27)
func writeAPA(c cited) string {
	author, year, when := c.author("United Nations"), c.date.year, c.date.year
	if year == "" {
		year, when = "n.d.", "n.d."
	}
	if c.short {
		return c.inText(author, ", ", year)
	}
	if c.date.month > 0 {
		d := styleDate{"", c.date.month, c.date.day}.american(monthNames)
		for len(d) > 0 && (d[len(d)-1] == ' ' || d[len(d)-1] == ',') {
			d = d[:len(d)-1]
		}
		when += ", " + d
	}
	title := joined(", ", c.resolution(), c.title(lang.English))
	if symbol := c.bareSymbol(); title == "" {
		title = symbol
	} else {
		title += bracketed(symbol)
	}
	if author == "" { // the title takes the author's place
		author, title = title, ""
	}
	address := c.work.Addresses[c.ui]
	if address == "" {
		address = c.work.Addresses[lang.English]
	}
	entry := sentences(author, "("+when+")", title)
	return joined(" ", entry, address, c.placed(author, ", ", year))
}

// author is the organ, else the issuing body.
func (c cited) author(un string) string {
	if o := organs[c.organ]; o.english != "" {
		return un + " " + o.english
	}
	return c.issuer(un)
}

// resolution is "Resolution 2396" for what is cited by number.
func (c cited) resolution() string {
	if c.class == byNumber {
		return "Resolution " + c.number
	}
	return ""
}

// bareSymbol is the symbol without the year of a Council resolution.
func (c cited) bareSymbol() string {
	return c.work.Symbol[:len(c.work.Symbol)-len(bracketed(c.year))]
}

// inText is "(author year, place)"; without an author the title stands in its
// place, and without a title the symbol.
func (c cited) inText(author, sep, year string) string {
	if author == "" {
		author = c.title(lang.English)
	}
	if author == "" {
		author = c.bareSymbol()
	}
	return "(" + joined(", ", joined(sep, author, year), Pinpoint(c.work, lang.English, c.locator)) + ")"
}

// placed is inText where a place is cited, which an entry of a list cannot say.
func (c cited) placed(author, sep, year string) string {
	if Pinpoint(c.work, lang.English, c.locator) == "" {
		return ""
	}
	return c.inText(author, sep, year)
}

// sentences ends each part that is not empty with a full stop.
func sentences(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, fullStop(p))
		}
	}
	return joined(" ", out...)
}
