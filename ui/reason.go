package ui

import (
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

// why puts reasons into words. detail is their English sentence; it is given
// as it is where a reason has no words of ours, or where there are none.
func (p *Page) why(rs []corpus.Reason, detail string) Said {
	var out []string
	for _, r := range rs {
		if !p.Has("reason." + r.Code) {
			return said(detail, lang.English)
		}
		out = append(out, p.reason(r))
	}
	if len(out) == 0 {
		if detail == "" {
			return Said{}
		}
		return said(detail, lang.English)
	}
	return said(strings.Join(out, p.T("list.semicolon")), p.Tag)
}

func (p *Page) reason(r corpus.Reason) string {
	return r.Fill(p.T("reason."+r.Code), func(name, value string) string {
		switch name {
		case "works":
			var names []string
			for w := range strings.SplitSeq(value, " + ") {
				names = append(names, p.apart(w))
			}
			return strings.Join(names, p.T("list.comma"))
		case "place", "places":
			return p.run(corpus.Locators(value))
		case "remark": // from the catalogue, in English
			if p.Tag != lang.English {
				return ""
			}
			return value
		}
		return p.apart(value)
	})
}

// kindOf words a reason without its values, for what many mentions have in common.
func (p *Page) kindOf(r corpus.Reason) string {
	return r.Fill(p.T("reason."+r.Code), func(_, _ string) string { return "…" })
}

// repair words what was mended or relaxed in a query, of which the parts stand
// apart from the sentence, whichever way they are written.
func (p *Page) repair(r index.Repair) string {
	key := "repair." + string(r.Code)
	sentence := p.T(key)
	if n, err := strconv.Atoi(r.Values["count"]); err == nil {
		sentence = p.N(key, n)
	}
	return r.Fill(sentence, func(value string) string { return "\u2068" + value + "\u2069" })
}

// run is places in words; of more than six the first and the last.
func (p *Page) run(ls []corpus.Locator) string {
	if len(ls) > 6 {
		return p.Locator(ls[0]) + " – " + p.Locator(ls[len(ls)-1])
	}
	return p.places(ls)
}

// apart keeps a name from being turned about in a sentence that runs from right to left.
func (p *Page) apart(name string) string {
	if p.Dir() == "rtl" {
		return "\u2068" + name + "\u2069"
	}
	return name
}
