package cite

import (
	"slices"
	"strings"

	"concordance/corpus"
)

// longestList is how many resolutions "those resolutions" may stand for.
const longestList = 60

// antecedents is what the mentions read so far offer to those that refer back.
type antecedents struct {
	list   []mention       // the resolutions of the list named last
	before []mention       // the list that it goes on from
	all    []mention       // the first ones of all lists
	last   reading         // what was cited last
	self   bool            // it is the citing work
	docs   []corpus.Target // the documents cited that are no resolutions
}

// resolve settles what the mentions of one text refer to that depends on the
// mentions before them. An antecedent is looked for in the same text only.
func resolve(ms []mention) {
	var a antecedents
	for i := range ms {
		m := &ms[i]
		switch m.deictic {
		case thatWord:
			if m.reading = a.one(); m.near && a.self {
				m.reading = a.last
			}
		case reportWord:
			m.reading = a.document()
		case thoseWord:
			m.reading = a.several()
		case eitherWord:
			if m.reading = a.several(); m.status != corpus.Resolved && len(a.list) == 1 {
				m.reading = a.one()
			}
		case ibidWord:
			m.reading = a.ibid()
		default:
			a.add(m)
		}
		if m.weak && m.status != corpus.Resolved {
			m.end = m.start // said of something else
		}
	}
}

// add makes m an antecedent of what follows.
func (a *antecedents) add(m *mention) {
	if m.form != "internal" && m.status == corpus.Resolved {
		a.last, a.self = m.reading, m.form == "self"
	}
	if m.form == "symbol" && m.status == corpus.Resolved && !strings.Contains(string(m.target), "/RES/") && !slices.Contains(a.docs, m.target) && len(a.docs) < longestList {
		a.docs = append(a.docs, m.target)
	}
	if m.list == 0 || m.aside || m.form == "symbol" && !strings.Contains(string(m.target), "/RES/") {
		return
	}
	if len(a.list) > 0 && a.list[0].list != m.list {
		a.before = a.before[:0]
		if m.joined {
			a.before = append(a.before, a.list...)
		}
		a.list = a.list[:0]
	}
	if len(a.list) <= longestList {
		a.list = append(a.list, *m)
	}
	if len(a.all) <= longestList {
		a.all = append(a.all, *m)
	}
}

// one is the antecedent of "that resolution".
func (a *antecedents) one() reading {
	switch {
	case len(a.list) == 0:
		return unresolved("no resolution is named before it in the paragraph")
	case len(a.list) > 1:
		r := ambiguous("several resolutions are named before it")
		for _, m := range a.list {
			if m.target != "" && !slices.Contains(r.candidates, m.target) {
				r.candidates = append(r.candidates, m.target)
			}
		}
		return r
	case a.list[0].target == "":
		return unresolved("the resolution named before it is not resolved")
	}
	return resolved(string(a.list[0].target))
}

// several is the antecedent of "those resolutions": all of a list or nothing.
// Lists of one each ("resolution A and resolution B") make one together.
func (a *antecedents) several() reading {
	list := slices.Concat(a.before, a.list)
	if len(list) == 1 {
		list = a.all
	}
	switch {
	case len(list) < 2:
		return unresolved("no list of resolutions stands before it in the paragraph")
	case len(list) > longestList:
		return unresolved("the list of resolutions before it is too long")
	}
	var targets []string
	for _, m := range list {
		if m.open {
			return unresolved("the set of resolutions before it is open")
		}
		if m.target == "" {
			return unresolved("a resolution of the list before it is not resolved")
		}
		if !slices.Contains(targets, string(m.target)) {
			targets = append(targets, string(m.target))
		}
	}
	if len(targets) < 2 {
		return unresolved("no list of resolutions stands before it in the paragraph")
	}
	return resolved(strings.Join(targets, " + "))
}

// document is the antecedent of "that report": the one document cited before.
func (a *antecedents) document() reading {
	switch len(a.docs) {
	case 0:
		return unresolved("no document is cited before it in the paragraph")
	case 1:
		return resolved(string(a.docs[0]))
	}
	return ambiguous("several documents are cited before it", a.docs...)
}

// nothingBefore is why an "ibid." at the head of a text stays unresolved there;
// in a footnote, the one before may settle it (see Tag).
const nothingBefore = "nothing is cited before it in the paragraph"

// ibid is the antecedent of "ibid.".
func (a *antecedents) ibid() reading {
	if a.last.target == "" {
		return unresolved(nothingBefore)
	}
	return a.last
}
