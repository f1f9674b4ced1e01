package cite

import (
	"slices"
	"strings"

	"concordance/corpus"
)

// resolve settles what the mentions of one text refer to that depends on the
// mentions before them. An antecedent is looked for in the same text only.
func resolve(ms []mention) {
	for i := range ms {
		m := &ms[i]
		if m.deictic == none {
			continue
		}
		switch m.deictic {
		case thatWord:
			m.reading = one(ms[:i])
		case thoseWord:
			m.reading = several(ms[:i])
		case ibidWord:
			m.reading = last(ms[:i])
		}
	}
}

// adopted reports whether m names a resolution by itself.
func adopted(m *mention) bool {
	return m.deictic == none && m.list > 0 && !m.aside && (m.form != "symbol" || strings.Contains(string(m.target), "/RES/"))
}

// latest returns the targets of the list of resolutions named last.
func latest(ms []mention) (list []mention) {
	for _, m := range slices.Backward(ms) {
		if !adopted(&m) {
			continue
		}
		if len(list) > 0 && m.list != list[0].list {
			break
		}
		list = append(list, m)
	}
	slices.Reverse(list)
	return list
}

// one is the antecedent of "that resolution".
func one(ms []mention) reading {
	list := latest(ms)
	switch {
	case len(list) == 0:
		return unresolved("no resolution is named before it in the paragraph")
	case len(list) > 1:
		r := ambiguous("several resolutions are named before it")
		for _, m := range list {
			if m.target != "" && !slices.Contains(r.candidates, m.target) {
				r.candidates = append(r.candidates, m.target)
			}
		}
		return r
	case list[0].status != corpus.Resolved:
		return unresolved("the resolution named before it is not resolved")
	}
	return resolved(string(list[0].target))
}

// several is the antecedent of "those resolutions": all of a list or nothing.
func several(ms []mention) reading {
	list := latest(ms)
	if len(list) == 1 { // "resolution A and resolution B": lists of one each
		list = nil
		for _, m := range ms {
			if adopted(&m) {
				list = append(list, m)
			}
		}
	}
	if len(list) < 2 {
		return unresolved("no list of resolutions stands before it in the paragraph")
	}
	var targets []string
	for _, m := range list {
		if m.status != corpus.Resolved {
			return unresolved("a resolution of the list before it is not resolved")
		}
		if !slices.Contains(targets, string(m.target)) {
			targets = append(targets, string(m.target))
		}
	}
	return resolved(strings.Join(targets, " + "))
}

// last is the antecedent of "ibid.".
func last(ms []mention) reading {
	for _, m := range slices.Backward(ms) {
		if m.form != "internal" && m.status == corpus.Resolved && m.target != "" {
			return resolved(string(m.target))
		}
	}
	return unresolved("nothing is cited before it in the paragraph")
}
