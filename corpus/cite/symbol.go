package cite

import (
	"regexp"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

var councilForm = regexp.MustCompile(`(?i)^(?:S/RES/|UNSCR |SCR )?([0-9]{1,4})(?: ?\(([0-9]{4})\))?$`)
var assemblyForm = regexp.MustCompile(`(?i)^(?:A/RES/)?([0-9]{2}/[0-9]{1,3}(?: ?[A-Z])?)$`)

// ParseSymbol reads one symbol as people write it.
func ParseSymbol(s string) (corpus.Target, bool) {
	s = strings.TrimSpace(s)
	if m := assemblyForm.FindStringSubmatch(s); m != nil {
		return corpus.Target("A/RES/" + m[1]), true
	}
	if m := councilForm.FindStringSubmatch(s); m != nil && m[2] != "" {
		return corpus.Target("S/RES/" + m[1] + " (" + m[2] + ")"), true
	}
	if strings.Contains(s, "/") {
		return corpus.Target(s), true
	}
	return "", false
}

var notID = regexp.MustCompile(`[^a-z0-9]+`)

// WorkID is the address form of a target: "S/RES/2396 (2017)" is "s-res-2396-2017".
func WorkID(t corpus.Target) corpus.WorkID {
	return corpus.WorkID(strings.Trim(notID.ReplaceAllString(strings.ToLower(string(t)), "-"), "-"))
}

// Address is the official address of t in l, "" when it is not known.
func Address(t corpus.Target, l lang.Tag) string {
	s := string(t)
	if !strings.HasPrefix(s, "S/") && !strings.HasPrefix(s, "A/") && !strings.HasPrefix(s, "E/") {
		return ""
	}
	return "https://docs.un.org/" + string(l) + "/" + strings.ReplaceAll(s, " ", "")
}

// Reference is a work and a place in it; either the locator is "" or it is valid.
type Reference struct {
	Target  corpus.Target
	Locator corpus.Locator
}

// ParseReference reads a whole string as a reference.
func ParseReference(s string) (Reference, bool) {
	w, l, ok := strings.Cut(s, "/para-")
	t, known := ParseSymbol(w)
	if !known {
		return Reference{}, false
	}
	r := Reference{Target: t}
	if ok {
		r.Locator = corpus.Locator("para-" + l)
	}
	return r, true
}
