package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// citation adds what becomes of the i-th mention.
func (c *checker) citation(ms []corpus.Citation, i int) error {
	m := ms[i]
	f := Finding{
		Start: m.Start, End: m.End, Surface: c.report.Text[m.Start:m.End], Target: m.Target,
		Pinpoints: slices.Clone(m.Pinpoints), Status: OK, Candidates: m.Candidates, Reasons: []corpus.Reason{},
	}
	if f.Pinpoints == nil {
		f.Pinpoints = []corpus.Locator{}
	}
	var err error
	switch {
	case m.Status == corpus.Ambiguous:
		if f.is(Ambiguous, "may-mean", "works", join(m.Candidates)); len(m.Candidates) == 0 {
			f.is(Ambiguous, "not-told")
		}
	case strings.Contains(string(m.Target), " + "): // those resolutions: each was checked where it is named
	default:
		err = c.identify(&f, m, c.organ(ms, i))
	}
	if err == nil && f.Status != Ambiguous && f.Status != Unknown || f.Work != "" {
		err = c.places(&f)
	}
	c.report.Citations = append(c.report.Citations, f)
	return err
}

var (
	councilNumber  = regexp.MustCompile(`^(?:[SA]/RES/)?([0-9]{1,4})\s*(?:[(（]\s*((?:19|20)[0-9]{2})\s*[)）])?$`)
	sessionNumber  = regexp.MustCompile(`^(?:[SA]/RES/)?((?:E?S-)?[0-9]{1,2}/[0-9]{1,3})(?:\s*[A-Z])?$`)
	romanNumber    = regexp.MustCompile(`^(?:[SA]/RES/)?([0-9]{1,4}(?: [A-Z])?)\s*\([IVXLC]+\)$`)
	councilTarget  = regexp.MustCompile(`^S/RES/([0-9]{1,4}) \(([0-9]{4})\)$`)
	assemblyTarget = regexp.MustCompile(`^A/RES/(E?S-)?([0-9]{1,2})/[0-9]{1,3}(?: [A-Z])?$`)
)

// lastUnderRoman is the last resolution that the Assembly numbered through all
// its sessions, in 1975.
const lastUnderRoman = 3541

// identify finds the work that is meant, and what is wrong with its name. o is
// the organ that the words around the number say adopted it.
func (c *checker) identify(f *Finding, m corpus.Citation, o organ) error {
	switch {
	case strings.HasPrefix(f.Surface, "S/RES/"):
		o = council
	case strings.HasPrefix(f.Surface, "A/RES/"):
		o = assembly
	}
	if n := councilNumber.FindStringSubmatch(f.Surface); n != nil && m.Form != "antecedent" && (m.Form != "bare" || o == noOrgan || o == council || o == assembly) {
		number, _ := strconv.Atoi(n[1])
		if o == assembly {
			return c.notTheAssemblys(f, number, n[2])
		}
		return c.council(f, number, n[2])
	}
	if o == council && numbered(m.Target) && (sessionNumber.MatchString(f.Surface) || romanNumber.MatchString(f.Surface)) {
		return c.notTheCouncils(f)
	}
	if m.Status == corpus.Unresolved {
		f.Status, f.Reasons, f.Detail = NotHeld, append(f.Reasons, m.Why()...), m.Detail
		return nil
	}
	return c.lookUp(f)
}

// numbered reports whether t is a resolution of the Assembly or of the Council.
func numbered(t corpus.Target) bool {
	return strings.HasPrefix(string(t), "A/RES/") || strings.HasPrefix(string(t), "S/RES/")
}

// council checks a resolution of the Security Council; year is "" when none is printed.
func (c *checker) council(f *Finding, number int, year string) error {
	n := strconv.Itoa(number)
	id, err := c.find(corpus.Target("S/RES/" + n)) // its number alone is unique
	if err != nil {
		return err
	}
	f.Work, f.Target = id, ""
	if id != "" {
		h, err := c.work(id)
		if err != nil {
			return err
		}
		if h != nil {
			f.Target = h.Target()
		}
	}
	certain, sure := cite.ParseSymbol("S/RES/" + n)
	if f.Target == "" && sure {
		f.Target = certain
	}
	if f.Target != "" {
		right := councilTarget.FindStringSubmatch(string(f.Target))
		if right != nil && year != "" && right[2] != year {
			f.is(WrongYear, "other-year", "work", string(f.Target), "year", right[2], "printed", year)
			f.Suggestion = strings.Replace(f.Surface, year, right[2], 1)
		}
		return nil
	}
	latest, latestYear := cite.LatestCouncil()
	t, ok := cite.ParseSymbol(fmt.Sprintf("S/RES/%s (%s)", n, year))
	switch {
	case number > latest:
		f.is(Unknown, "not-yet", "number", n, "latest", strconv.Itoa(latest), "year", strconv.Itoa(latestYear))
	case number == 0:
		f.is(Unknown, "zero")
	case year == "":
		f.is(Ambiguous, "number-alone", "number", n)
	case ok:
		f.Target = t
	default:
		f.is(Unknown, "not-in-year", "number", n, "printed", year)
	}
	return nil
}

// notTheCouncils is a number of the Assembly that is called a Council resolution.
func (c *checker) notTheCouncils(f *Finding) error {
	number := strings.TrimPrefix(strings.TrimPrefix(f.Surface, "S/RES/"), "A/RES/")
	f.Target, _ = cite.ParseSymbol("A/RES/" + number)
	id, err := c.find(f.Target)
	f.Work = id
	f.is(Unknown, "assembly-number", "number", number)
	f.Suggestion = string(f.Target)
	return err
}

// notTheAssemblys is a number as the Council's that is called an Assembly resolution.
func (c *checker) notTheAssemblys(f *Finding, number int, year string) error {
	if number <= lastUnderRoman && year == "" {
		f.Target = ""
		f.is(Ambiguous, "needs-session")
		if t, ok := cite.ParseSymbol("S/RES/" + strconv.Itoa(number)); ok {
			f.Candidates = []corpus.Target{t}
			f.because(corpus.Because("councils", "work", string(t)))
		}
		return nil
	}
	if y, _ := strconv.Atoi(year); number <= lastUnderRoman && y >= 1946 && y <= 1976 {
		f.Target = ""
		f.is(NotHeld, "by-session", "number", strconv.Itoa(number))
		return nil
	}
	if err := c.council(f, number, year); err != nil {
		return err
	}
	if f.Target == "" || f.Status == WrongYear {
		f.Suggestion = ""
	}
	f.is(Unknown, "no-assembly-number", "number", strings.TrimPrefix(f.Surface, "A/RES/"))
	if f.Target != "" {
		f.Suggestion = string(f.Target)
		f.because(corpus.Because("councils", "work", string(f.Target)))
	}
	return nil
}

// lookUp finds any other work by its target.
func (c *checker) lookUp(f *Finding) error {
	id, err := c.find(f.Target)
	if err != nil || id != "" {
		f.Work = id
		return err
	}
	t := string(f.Target)
	if s := assemblyTarget.FindStringSubmatch(t); s != nil && s[1] == "" {
		if n, _ := strconv.Atoi(s[2]); n > time.Now().Year()-1945 {
			f.is(Unknown, "session-to-come", "session", s[2])
			return nil
		}
	}
	switch {
	case strings.HasPrefix(t, "SC-COMMITTEE/"), strings.HasPrefix(t, "SC-BODY/"): // bodies have no text to look up
	case len(f.Pinpoints) == 0 && !strings.Contains(t, "/"): // known by its title
	default:
		f.is(NotHeld, "work-not-held", "work", t)
	}
	return nil
}

// later marks the citations of works that later ones supersede or extend.
func (c *checker) later() error {
	cited := map[corpus.WorkID]bool{}
	for _, f := range c.report.Citations {
		if f.Work != "" {
			cited[f.Work] = true
		}
	}
	if len(cited) == 0 {
		return nil
	}
	by, err := c.successors(cited)
	if err != nil {
		return err
	}
	for i := range c.report.Citations {
		f := &c.report.Citations[i]
		if s := by[f.Work]; len(s) > 0 && (f.Status == OK || f.Status == NotHeld) {
			f.Status, f.Successors = Superseded, s
			before := f.Reasons
			f.Reasons = nil
			for _, x := range s {
				f.because(x.reason())
			}
			f.because(before...)
			f.Suggestion = string(s[len(s)-1].Target)
		}
	}
	return nil
}

// The relations by which a later work takes the place of another, and their inverses.
var (
	succeeding = map[string]string{
		"extends": "extended", "supersedes": "superseded", "revises": "revised",
		"succeeds": "succeeded", "updates": "updated", "replaces": "replaced",
	}
	succeeded = map[string]string{
		"extended-by": "extended", "superseded-by": "superseded", "revised-by": "revised",
		"succeeded-by": "succeeded", "updated-by": "updated", "replaced-by": "replaced",
	}
)

// reason has the relation for its code; its remark is English.
func (s Successor) reason() corpus.Reason {
	r := corpus.Because(s.Relation, "work", string(s.Target))
	if s.Detail != "" {
		r.Values["remark"] = " (" + s.Detail + ")"
	}
	return r
}

// successors tells for each work of cited by what it is superseded or extended,
// as the catalogue has it of either.
func (c *checker) successors(cited map[corpus.WorkID]bool) (map[corpus.WorkID][]Successor, error) {
	by := map[corpus.WorkID][]Successor{}
	add := func(id corpus.WorkID, s Successor) {
		for _, o := range by[id] {
			if o.Target == s.Target {
				return
			}
		}
		by[id] = append(by[id], s)
	}
	for w, err := range c.lib.Works(c.ctx, corpus.Filter{}) {
		if err != nil {
			return nil, err
		}
		for _, r := range w.Relations {
			if how := succeeding[r.Type]; how != "" {
				id, err := c.find(r.Target)
				if err != nil {
					return nil, err
				}
				if cited[id] && id != w.ID {
					add(id, Successor{w.Target(), how, r.Detail})
				}
			}
			if how := succeeded[r.Type]; how != "" && cited[w.ID] {
				add(w.ID, Successor{r.Target, how, r.Detail})
			}
		}
	}
	return by, nil
}

func join(ts []corpus.Target) string {
	var s []string
	for _, t := range ts {
		s = append(s, string(t))
	}
	return strings.Join(s, " + ")
}

// pinpoint writes places as the United Nations does, in English.
func pinpoint(w *corpus.Work, ls ...corpus.Locator) string {
	return cite.Pinpoint(w, lang.English, ls...)
}
