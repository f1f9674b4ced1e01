package corpus

import (
	"regexp"
	"strings"

	"concordance/corpus/lang"
)

// Locator is the address of a passage, or of a point in it, inside its work:
//
//	para-27  para-2.e  para-3.b.iv  para-12quater   numbered paragraph, point, sub-point
//	pp-3                                            preambular paragraph, counted
//	principle-9  practice-3                         by its own number, wherever it stands
//	section-2.4.1  case-7  box-2  fn-12
//	annex/para-77  annex-2/para-1  part-2/para-1    inside an annex or a part
//	annex  annex-2                                  an annex as a whole
//	letter/para-2                                   of the letter that transmits the document, counted
//	art-39.1  chapter-VII                           of a charter or treaty
//	para-4~1                                        first unnumbered passage after paragraph 4
//	pp-3@fr                                         a version that could not be aligned, kept apart
//	time-00.12.30                                   recording
//
// Locators do not depend on the language: that is where versions meet.
type Locator string

var locatorForm = regexp.MustCompile(`^(?:(?:annex|appendix|enclosure|letter|part)(?:-[0-9]+)?/)*` +
	`(?:(?:annex|appendix|enclosure|letter|part)(?:-[0-9]+)?|(?:para|pp|principle|practice|section|case|box|fn|time|head|table|art)-[0-9]+[a-z0-9.~]*|chapter-[0-9IVXLC]+)(?:@[a-z]{2})?$`)

// Valid reports whether l has the form of a locator.
func (l Locator) Valid() bool { return len(l) <= 200 && locatorForm.MatchString(string(l)) }

// Parent is the address of the enclosing passage or point: "para-2.e" to
// "para-2"; "" when l is not a point. "section-2.4.1" has the parent
// "section-2.4": whether that exists is for the work to say.
func (l Locator) Parent() Locator {
	s, at, _ := strings.Cut(string(l), "@")
	slash := strings.LastIndexByte(s, '/')
	if i := strings.LastIndexByte(s, '.'); i > slash {
		if at != "" {
			return Locator(s[:i] + "@" + at)
		}
		return Locator(s[:i])
	}
	return ""
}

var wholeForm = regexp.MustCompile(`^(?:[a-z]+(?:-[0-9]+)?/)*(?:annex|appendix|enclosure|letter|part)(?:-[0-9]+)?$`)

// Whole reports whether l is an annex or its like as a whole: it holds passages
// and is none.
func (l Locator) Whole() bool { return wholeForm.MatchString(string(l)) }

// Contains reports whether o is l or a point of it.
func (l Locator) Contains(o Locator) bool {
	return o == l || strings.HasPrefix(string(o), string(l)+".")
}

// Class is the container and kind of the passage, without its number: "para",
// "pp", "annex/para".
func (l Locator) Class() string {
	s, _, _ := strings.Cut(string(l), "@")
	slash := strings.LastIndexByte(s, '/')
	if i := strings.IndexByte(s[slash+1:], '-'); i >= 0 {
		return s[:slash+1+i]
	}
	return s
}

// Number is what follows the kind: "27", "2.e", "4~1".
func (l Locator) Number() string {
	s, _, _ := strings.Cut(string(l), "@")
	return strings.TrimPrefix(s[len(l.Class()):], "-")
}

// Only is the language of a version kept apart ("pp-3@fr"), "" for a shared locator.
func (l Locator) Only() lang.Tag {
	_, at, _ := strings.Cut(string(l), "@")
	return lang.Tag(at)
}

// In is the locator of the version in t when it is kept apart.
func (l Locator) In(t lang.Tag) Locator { return Locator(string(l) + "@" + string(t)) }
