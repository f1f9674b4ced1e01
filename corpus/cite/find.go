package cite

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"concordance/corpus"
)

// mention is what the parser finds, before what it refers to is resolved.
type mention struct {
	reading
	start, end int
	form       string
	pins       []corpus.Locator
	relation   string
	deictic    slot // thatWord, thoseWord, reportWord or ibidWord: resolved from the mentions before
	list       int  // mentions of one list of resolutions share it
	joined     bool // its list goes on from the one before: "resolutions ... and Assembly resolutions ..."
	open       bool // the list is open: "including resolution ...", "and subsequent resolutions"
	aside      bool // it stands in parentheses: no antecedent
	near       bool // the citing work, named just before, is its antecedent
	weak       bool // it is no mention at all where nothing before resolves it
}

// parser reads the tokens of one text from left to right.
type parser struct {
	text     string
	in       Place
	tokens   []token
	mentions []mention

	head      head
	organ     slot // the organ last named
	organAt   int
	pending   pending
	committee committee
	verb      slot            // the operative verb in force
	verbAt    int             // its token
	named     map[string]bool // the targets named by title
	lists     int
	depth     int          // of parentheses
	pointsTo  int          // the token after the points that pointsAt has read
	full      map[int]bool // the Council resolutions that the text names in full; nil until asked
}

// head is the noun in force ("resolutions") and the list it rules.
type head struct {
	slot   slot
	plural bool
	organ  slot
	at     int // token of the noun
	last   int // token of the noun or of the latest member of the list
	used   bool
	open   bool             // "including resolutions ..."
	pins   []corpus.Locator // of every member, when the noun is plural
	rel    string
}

// pending is a pinpoint whose work is still to come, or has just been.
type pending struct {
	on        bool
	locs      []corpus.Locator
	points    []string // points named without their paragraph
	unit      slot
	from, to  int // tokens
	container string
	position  bool // above, below
	its       bool // "its" stands before it: a place of the resolution just named
	owner     int  // the mention just before, -1 for none
	of        bool // "of" follows
	plural    bool // "annexes" without numbers: those of several resolutions
	here      bool // "of this annex"
	also      bool // "and" has followed the unknown words
	words     int  // unknown words since
	last      int  // where the locs of the unit read last begin
	parts     []part
}

// part begins another part of a pinpoint: "in paragraph 3, and in paragraph 4".
type part struct {
	loc      int // its first place
	from, to int // the token it begins with, and the token after the part before
}

// committee is a committee whose resolutions are still to come.
type committee struct {
	on          bool
	start, end  int // bytes
	established bool
	words       int
	numbers     []string
	first       int // its first mention
}

func (p *parser) run() {
	p.head.at, p.organAt, p.pending.owner = -100, -100, -1
	for i := 0; i < len(p.tokens); {
		if p.tokens[i].kind == wordToken && !p.pending.on && !p.committee.on {
			i++
			continue
		}
		p.settle(i)
		i = p.next(i)
	}
	p.flush(len(p.tokens))
	p.closeCommittee()
}

// settle ends what token i ends: a sentence, a pinpoint, a committee.
func (p *parser) settle(i int) {
	t := &p.tokens[i]
	if t.mark(';') || t.mark('.') && !p.gluedAfter(i) {
		p.verb = none
	}
	if p.pending.on && !p.transparent(i) {
		p.flush(i)
	}
	if p.committee.on && !p.continues(i) {
		p.closeCommittee()
	}
}

// gluedAfter reports whether the token after i touches it.
func (p *parser) gluedAfter(i int) bool { return i+1 < len(p.tokens) && p.tokens[i+1].glued }

var (
	organWords  = of(councilWord, assemblyWord, ecosocWord, hrcWord, otherOrganWord)
	resolutions = of(resolutionWord, resolutionsWord, decisionWord, statementWord)
	containers  = of(annexWord, annexesWord, appendixWord, enclosureWord)
	units       = of(paragraphWord, preambleWord, pointWord, principleWord, practiceWord, sectionWord, caseWord, footnoteWord, articleWord, chapterWord)
	deictics    = of(thisWord, thatWord, thoseWord, ibidWord)
	backward    = of(theWord, reportWord) // they refer back where a pinpoint needs it
	positions   = of(aboveWord, belowWord)
	relations   = of(recallsWord, reaffirmsWord, extendsWord, amendsWord, supersedesWord)
)

// next reads what begins at token i and returns the token after it.
func (p *parser) next(i int) int {
	t := &p.tokens[i]
	switch t.kind {
	case identToken:
		return p.ident(i)
	case numberToken:
		return p.number(i)
	case markToken:
		switch t.r {
		case '(':
			if next := p.pointsAt(i); next > i {
				return next
			}
			p.depth++
		case ')':
			p.depth = max(0, p.depth-1)
		}
		return i + 1
	case wordToken:
		return i + 1
	}
	switch {
	case t.any(deictics):
		return p.deictic(i)
	case t.any(backward) && p.refersBack(i):
		return p.deictic(i)
	case t.is(nameWord):
		if next := p.name(i); next > i {
			return next
		}
	}
	switch {
	case t.any(resolutions):
		p.noun(i)
	case t.any(organWords):
		p.organ, p.organAt = p.whichOrgan(t), i
		if i-p.head.at <= 4 && !p.head.used {
			p.head.organ, p.head.last = p.organ, i
		}
	case t.is(committeeWord):
		return p.openCommittee(i)
	case t.any(containers):
		return p.contain(i)
	case t.is(thisAnnexWord):
		return p.containHere(i)
	case t.any(units), t.is(ordinalWord), t.is(nthWord):
		if next := p.pinpoint(i); next > i {
			return next
		}
	case t.is(thereofWord):
		if p.pending.on && i == p.pending.to {
			return p.deictic(i)
		}
	case t.is(establishedWord):
		p.committeeAfter(i)
	}
	p.relate(i)
	return i + 1
}

// relate notes an operative verb.
func (p *parser) relate(i int) {
	t := &p.tokens[i]
	for _, s := range []slot{extendsWord, amendsWord, supersedesWord, recallsWord, reaffirmsWord, verbWord} {
		if !t.is(s) {
			continue
		}
		if (s == extendsWord || s == amendsWord) && p.changedBy(i, s) {
			return
		}
		p.verb, p.verbAt = s, i
		return
	}
}

// changedBy gives the list that the Chinese verb at token i closes its relation:
// 经第9901(2099)号决议修正. It reports whether there is one.
func (p *parser) changedBy(i int, verb slot) bool {
	if !p.head.used || i-p.head.last > 3 || p.head.at < 1 || !p.tokens[p.head.at-1].is(throughWord) {
		return false
	}
	for k := len(p.mentions) - 1; k >= 0 && p.mentions[k].list == p.lists; k-- {
		if p.mentions[k].relation = "extended-by"; verb == amendsWord {
			p.mentions[k].relation = "amended-by"
		}
	}
	return true
}

func (p *parser) whichOrgan(t *token) slot {
	for _, s := range []slot{hrcWord, ecosocWord, assemblyWord, councilWord, otherOrganWord} {
		if t.is(s) {
			return s
		}
	}
	return none
}

// noun reads a head noun.
func (p *parser) noun(i int) {
	t := &p.tokens[i]
	if p.head.used && i == p.head.last+1 && !t.is(resolutionsWord) && p.follows(i) {
		p.head.last = i // Chinese: the noun closes the list
		return
	}
	if t.is(resolutionsWord) {
		p.openList(i)
	}
	h := head{slot: resolutionWord, plural: t.is(resolutionsWord), at: i, last: i, open: p.particular(i)}
	switch {
	case t.is(decisionWord):
		h.slot = decisionWord
	case t.is(statementWord):
		h.slot = statementWord
	}
	if i-p.organAt <= 4 && p.plainBetween(p.organAt+1, i) {
		h.organ = p.organ
	}
	p.head = h
}

// particular reports whether what stands at token i is only a part of a set:
// "including its resolutions", "notably resolution".
func (p *parser) particular(i int) bool {
	return i > 0 && p.tokens[i-1].is(particularWord) || i > 1 && p.tokens[i-2].is(particularWord) && p.tokens[i-1].kind != markToken
}

// openList makes the list before the plural noun at token i an open one, when
// the noun adds others to it without a number: "and subsequent resolutions".
func (p *parser) openList(i int) {
	if !p.head.used || i-p.head.last > 4 || i+1 < len(p.tokens) && p.tokens[i+1].kind == identToken {
		return
	}
	also := false
	for j := p.head.last + 1; j < i; j++ {
		also = also || p.tokens[j].is(andWord)
		if p.tokens[j].kind == markToken {
			return
		}
	}
	for k := len(p.mentions) - 1; also && k >= 0 && p.mentions[k].list == p.lists; k-- {
		p.mentions[k].open = true
	}
}

// follows reports whether the noun at i stands behind the numbers it rules,
// as in Chinese: it begins with the measure word or touches them.
func (p *parser) follows(i int) bool {
	return strings.HasPrefix(p.text[p.tokens[i].start:], "号") || p.tokens[i].glued
}

// plainBetween reports whether no mark stands between tokens a and b.
func (p *parser) plainBetween(a, b int) bool {
	for ; a < b; a++ {
		if p.tokens[a].kind == markToken {
			return false
		}
	}
	return true
}

// ident reads an identifier.
func (p *parser) ident(i int) int {
	t := &p.tokens[i]
	if t.glued && i > 0 && (p.tokens[i-1].mark('/') || p.tokens[i-1].mark('.') || p.text[t.start-1] < utf8.RuneSelf && isLetter(rune(p.text[t.start-1]))) {
		return i + 1
	}
	if t.ident.form.name == "numbers" {
		n, year, two := strings.Cut(t.ident.parts[0], "/")
		if p.closeBehind(i) && two && len(year) == 4 { // resolution 2396/2017
			if r, _ := readCouncil([]string{n, year}, context{head: p.head.slot, organ: p.head.organ}); r.status == corpus.Resolved {
				p.member(i, t.start, t.end, "resolution", r)
				return i + 1
			}
		}
		return p.numbers(i, strings.Split(t.ident.parts[0], "/"))
	}
	c := context{work: p.in.Work}
	if i > 0 && p.tokens[i-1].is(ordinalWord) {
		noun, ruled := p.nounAfter(i), p.ruled(i) && p.organAt <= p.head.last
		switch {
		case ruled && (noun == none || noun == p.head.slot):
		case noun == none:
			return i + 1
		default:
			p.head = head{slot: noun, at: i - 1, last: i - 1, organ: p.organBefore(i - 1)}
		}
	}
	if (!p.ruled(i) || p.organAt > p.head.last) && p.gluedAfter(i) && strings.HasPrefix(p.text[t.end:], "号") { // S-16/1号
		if noun := p.nounAfter(i); noun != none {
			p.head = head{slot: noun, at: max(0, i-1), last: i - 1, organ: p.organBefore(i)}
		}
	}
	if p.ruled(i) {
		c.head, c.organ = p.head.slot, p.head.organ
		if c.organ == none {
			c.organ = p.organAfter(i)
		}
	}
	r, ok := t.ident.form.read(t.ident.parts, c)
	if t.ident.form.name == "resolution" && t.ident.parts[0] == t.ident.parts[1] && i > 0 && p.tokens[i-1].kind == wordToken {
		return i + 1 // "of 28 May 2099 (2099)": the year of a date
	}
	if !ok && p.besideResolution(i) {
		c.head = resolutionWord
		r, ok = t.ident.form.read(t.ident.parts, c)
	}
	if !ok {
		return i + 1
	}
	p.member(i, t.start, t.end, t.ident.form.name, r)
	return i + 1
}

// besideResolution reports whether another resolution follows the one at token
// i in a list without a noun: "not prohibited by 1556 (2005) and 1591 (2005)".
func (p *parser) besideResolution(i int) bool {
	if i+2 >= len(p.tokens) || p.tokens[i].ident.form.name != "resolution" || !p.tokens[i+1].is(andWord) && !p.tokens[i+1].mark(',') {
		return false
	}
	next := &p.tokens[i+2]
	if next.kind != identToken || next.ident.form.name != "resolution" {
		return false
	}
	_, ok := next.ident.form.read(next.ident.parts, context{})
	return ok
}

// nounAfter is the noun that closes the list that token i opens: 号决议, 号决定.
func (p *parser) nounAfter(i int) slot {
	for end := min(len(p.tokens), i+20*longestGap); i < end; i++ {
		switch t := &p.tokens[i]; {
		case t.is(decisionWord):
			return decisionWord
		case t.any(resolutions):
			return resolutionWord
		case t.kind == identToken, t.mark(','), t.is(andWord), t.is(ordinalWord), p.dated(i), t.end-t.start == 1:
		case p.text[t.start:t.end] == "号":
		default:
			return none
		}
	}
	return none
}

// dated reports whether token i belongs to a Chinese date.
func (p *parser) dated(i int) bool {
	t := &p.tokens[i]
	switch p.text[t.start:t.end] {
	case "年", "月", "日":
		return true
	}
	return t.kind == numberToken
}

// organBefore is the organ named before token i, a date at most between.
func (p *parser) organBefore(i int) slot {
	if p.organAt < 0 || p.organAt >= i || i-p.organAt > 10 {
		return none
	}
	for j := p.organAt + 1; j < i; j++ {
		if !p.dated(j) && !p.tokens[j].is(linkWord) && p.text[p.tokens[j].start:p.tokens[j].end] != "在" {
			return none
		}
	}
	return p.organ
}

// han reports whether token i is Chinese, where words touch.
func (p *parser) han(i int) bool { return p.text[p.tokens[i].start] >= 0xE3 }

// longestGap is how many tokens may stand between two members of a list.
const longestGap = 40

// ruled reports whether token i stands in the list that the head noun rules.
func (p *parser) ruled(i int) bool {
	if p.head.at < 0 || p.head.slot == none || i <= p.head.last || i-p.head.last > longestGap {
		return false
	}
	words := 0
	for j := p.head.last + 1; j < i; j++ {
		switch t := &p.tokens[j]; {
		case t.mark(';'), t.mark('.') && !p.gluedAfter(j), t.any(units &^ of(sectionWord)), t.any(relations) && !t.is(andWord):
			return false
		case t.kind == identToken && t.ident.form.name == "symbol":
			words++
		case t.kind == wordToken, t.kind == numberToken, t.kind == identToken:
			if !p.head.used && t.kind == wordToken {
				words += 2 // a noun and its number stand close
			}
			words++
		}
	}
	return words <= 9
}

// organAfter finds the organ that a list names behind it: "of the General Assembly".
func (p *parser) organAfter(i int) slot {
	for j := i + 1; j < len(p.tokens) && j <= i+12; j++ {
		t := &p.tokens[j]
		switch {
		case t.any(organWords):
			if before := &p.tokens[j-1]; before.kind == identToken || before.is(ofWord) || before.is(linkWord) && p.tokens[j-2].is(ofWord) {
				return p.whichOrgan(t)
			}
			return none
		case t.kind == identToken, t.mark(','), t.is(andWord), t.is(ofWord), t.is(linkWord), t.mark('\''):
		default:
			return none
		}
	}
	return none
}

// member records a mention of a resolution, a decision or a document.
func (p *parser) member(i, start, end int, form string, r reading) {
	listed := p.head.used && p.ruled(i)
	if !listed {
		p.lists++
	}
	m := mention{reading: r, start: start, end: end, form: form, list: p.lists, aside: p.depth > 0}
	m.open = p.ruled(i) && p.head.open || p.particular(i)
	m.joined = !listed && p.goesOn(i)
	m.relation = p.relation(i)
	if !p.attach(&m, i) && listed {
		m.pins = append(m.pins, p.head.pins...)
		m.relation = p.head.rel
	}
	if form != "symbol" || strings.HasPrefix(string(r.target), "S/RES/") || strings.HasPrefix(string(r.target), "A/RES/") {
		if !listed && p.head.plural {
			p.head.pins = m.pins
		}
		if !p.ruled(i) && p.head.last < i {
			p.head = head{slot: resolutionWord, at: i, last: i, open: m.open} // a list without a noun
		}
		p.head.last, p.head.used, p.head.rel = i, true, m.relation
	}
	if p.committee.on {
		p.joinCommittee(&m)
	}
	p.mentions = append(p.mentions, m)
}

// goesOn reports whether "and" alone, with organs and dates, stands between the
// mention before and token i.
func (p *parser) goesOn(i int) bool {
	if len(p.mentions) == 0 || p.mentions[len(p.mentions)-1].list == 0 {
		return false
	}
	end, and := p.mentions[len(p.mentions)-1].end, false
	for j := i - 1; j >= 0 && j > i-20 && p.tokens[j].start >= end; j-- {
		switch t := &p.tokens[j]; {
		case t.is(andWord):
			and = true
		case t.mark(','), p.dated(j), t.any(organWords | resolutions | of(linkWord, ofWord, itsWord, ordinalWord)):
		default:
			return false
		}
	}
	return and
}

// number reads a plain number: a resolution without its year, or the number of
// a committee.
func (p *parser) number(i int) int {
	t := &p.tokens[i]
	if end := p.elided(i); end > i {
		return end
	}
	if end := p.nthInDigits(i); end > i {
		return end
	}
	if p.bareOf(i) {
		p.head = head{slot: resolutionWord, at: i - 1, last: i - 1}
		p.bare(i)
		return i + 1
	}
	if t.number < 100 || t.number > 9999 || t.end-t.start > 4 {
		return i + 1
	}
	if namesCommittee(int(t.number)) && i+1 < len(p.tokens) && p.tokens[i+1].is(committeeWord) {
		return p.numbers(i, []string{strconv.Itoa(int(t.number))})
	}
	if !p.closeBehind(i) || p.gluedAfter(i) && !p.tokens[i+1].mark(',') && !p.tokens[i+1].mark('.') && !p.tokens[i+1].mark(')') && !p.tokens[i+1].mark(';') {
		p.short(i)
		return i + 1
	}
	p.bare(i)
	return i + 1
}

// short reads a number that stands for a resolution which the text names in
// full elsewhere: "the 2272 reviews", beside "resolution 2272 (2016)". A number
// that may be a year does not stand so.
func (p *parser) short(i int) {
	t := &p.tokens[i]
	if t.number < 1000 || 1900 <= t.number && t.number <= 2100 || t.end-t.start != 4 || i+1 >= len(p.tokens) || !p.namesInFull(int(t.number)) {
		return
	}
	next := &p.tokens[i+1]
	if t.glued || next.glued || next.fresh || next.kind != wordToken {
		return
	}
	p.mentions = append(p.mentions, mention{
		reading: council(int(t.number), 0), start: t.start, end: t.end, form: "bare", relation: p.relation(i), aside: true,
	})
}

// namesInFull reports whether the text names Council resolution n with its year.
func (p *parser) namesInFull(n int) bool {
	if p.full == nil {
		p.full = map[int]bool{}
		for i := range p.tokens {
			if t := &p.tokens[i]; t.kind == identToken && t.ident.form.name == "resolution" {
				n, _ := strconv.Atoi(t.ident.parts[0])
				p.full[n] = council(n, 0).status == corpus.Resolved
			}
		}
	}
	return p.full[n]
}

// bareOf reports whether token i is a resolution without year and noun behind
// its paragraph: "paragraph 15 of 1970,". A year does not stand so.
func (p *parser) bareOf(i int) bool {
	t, q := &p.tokens[i], &p.pending
	if !q.on || !q.of || q.words > 0 || i != q.to+1 || t.number < 1000 || t.end-t.start != 4 || council(int(t.number), 0).status != corpus.Resolved {
		return false
	}
	return i+1 == len(p.tokens) || p.tokens[i+1].kind == markToken || p.tokens[i+1].is(andWord)
}

// elided reads paragraphs whose unit was left out, in a list of such:
// "paragraphs 11 of resolution 2213 (2015), 9 and 11 of resolution 2362 (2017)".
// It returns i where there are none.
func (p *parser) elided(i int) int {
	if i == 0 || p.tokens[i].number > 200 || len(p.mentions) == 0 || p.mentions[len(p.mentions)-1].pins == nil || i-p.head.last > 3 {
		return i
	}
	if before := &p.tokens[i-1]; !before.mark(',') && !before.is(andWord) {
		return i
	}
	items, end := p.items(i, paragraphWord)
	if len(items) == 0 || end >= len(p.tokens) || !p.tokens[end].is(ofWord) {
		return i
	}
	for j := end + 1; j < len(p.tokens) && j < end+4; j++ {
		if p.tokens[j].any(resolutions) {
			p.record(i, end, paragraphWord, "para", items)
			return end
		}
		if !p.tokens[j].is(linkWord) {
			break
		}
	}
	return i
}

// bare records a resolution whose year is not printed.
func (p *parser) bare(i int) {
	t := &p.tokens[i]
	r := council(int(t.number), 0)
	switch p.head.organ {
	case assemblyWord:
		r = unresolved("the session of the Assembly is not printed")
	case ecosocWord, hrcWord, otherOrganWord:
		r = unresolved(notOurs)
	}
	p.member(i, t.start, t.end, "bare", r)
}

// closeBehind reports whether token i stands right behind the head noun or a
// member of its list.
func (p *parser) closeBehind(i int) bool {
	if p.head.at < 0 || p.head.slot != resolutionWord || i <= p.head.last || i-p.head.last > longestGap {
		return false
	}
	for j := p.head.last + 1; j < i; j++ {
		t := &p.tokens[j]
		if end := p.date(j); end > j && p.head.used && p.head.plural && p.date(i+1) > i+1 {
			j = end - 1 // "resolutions 918 of 17 May 1994, 997 of 9 June 1995"
			continue
		}
		if !t.is(andWord) && !t.is(ordinalWord) && !t.mark(',') {
			return false
		}
		if t.mark(',') && !p.head.used {
			return false
		}
	}
	return true
}

// date returns the token after a date at token i ("of 17 May 1994", ", de 17 de
// mayo de 1994"), i where there is none.
func (p *parser) date(i int) int {
	j := i
	next := func(ok func(t *token) bool) bool {
		if j < len(p.tokens) && ok(&p.tokens[j]) {
			j++
			return true
		}
		return false
	}
	tie := func(t *token) bool { return t.any(of(ofWord, linkWord)) }
	next(func(t *token) bool { return t.mark(',') })
	next(tie)
	if !next(func(t *token) bool { return t.kind == numberToken && t.number >= 1 && t.number <= 31 }) {
		return i
	}
	next(tie)
	if !next(func(t *token) bool { return t.kind == wordToken }) {
		return i
	}
	next(tie)
	if !next(func(t *token) bool { return t.kind == numberToken && t.number >= firstYear && t.number <= lastYear }) {
		return i
	}
	return j
}

// relation says how the text around token i cites.
func (p *parser) relation(i int) string {
	before := p.tie(i)
	switch {
	case before == amendedByWord:
		return "amended-by"
	case before == extendedByWord:
		return "extended-by"
	case p.verb == extendsWord:
		return "extends"
	case p.verb == amendsWord:
		return "amends"
	case p.verb == supersedesWord:
		return "supersedes"
	case before == pursuantWord:
		return "pursuant-to"
	case p.verb == recallsWord:
		return "recalls"
	case p.verb == reaffirmsWord:
		return "reaffirms"
	}
	return "cites"
}

// tie is the word that ties what is cited at token i to what stands before it:
// pursuantWord, amendedByWord, extendedByWord or none.
func (p *parser) tie(i int) slot {
	j := i - 1
	if p.head.at >= 0 && p.head.at < i && p.head.last <= i && p.ruled(i) {
		j = p.head.at - 1
	}
	if p.pending.on && p.pending.from < i {
		j = p.pending.from - 1
	}
	for ; j >= 0; j-- {
		t := &p.tokens[j]
		for _, s := range []slot{amendedByWord, extendedByWord, pursuantWord} {
			if t.is(s) {
				return s
			}
		}
		if t.mark('\'') || t.end-t.start == 1 && t.kind == wordToken {
			continue // l’Article
		}
		if t.kind != phraseToken || !t.any(organWords|of(ofWord, linkWord, ordinalWord)|resolutions|containers) {
			break
		}
	}
	return none
}

// deictic reads "this resolution", "that resolution", "ibid.".
func (p *parser) deictic(i int) int {
	t := &p.tokens[i]
	if i+1 < len(p.tokens) && (t.is(thatWord) || t.is(thoseWord)) && (p.tokens[i+1].kind == identToken || p.tokens[i+1].kind == numberToken) {
		p.head = head{slot: resolutionWord, plural: t.is(thoseWord), at: i, last: i} // "noting that resolution 1540 (2004) ..."
		return i + 1
	}
	m := mention{start: t.start, end: t.end, form: "antecedent", aside: p.depth > 0}
	if t.is(thereofWord) {
		m.deictic, m.near = thatWord, p.besideSelf()
		m.weak = of(annexWord, articleWord, sectionWord, chapterWord).has(p.pending.unit)
	}
	if t.is(theWord) {
		m.deictic, m.weak = thatWord, true
	}
	for _, s := range []slot{thatWord, thoseWord, ibidWord, reportWord} {
		if t.is(s) {
			m.deictic = s
		}
	}
	m.weak = m.weak || t.is(reportWord)
	if t.is(thatWord) && t.is(thoseWord) {
		m.deictic = eitherWord
	}
	switch {
	case t.is(thisWord) && p.tellsOf(i):
		m.deictic = thatWord
	case t.is(thisWord):
		m.form = "self"
		m.deictic = none
		m.reading = p.self()
		if p.head.used && p.closeBehind(i) {
			m.list = p.lists // "resolutions ... and this resolution": one set
		}
	}
	m.relation = p.relation(i)
	if t.is(reportWord) { // du rapport, del informe
		for _, of := range []string{"du ", "del "} {
			if strings.HasPrefix(p.text[m.start:m.end], of) {
				m.start += len(of)
			}
		}
	}
	p.attach(&m, i)
	p.mentions = append(p.mentions, m)
	return i + 1
}

// tellsOf reports whether "this resolution" at token i begins a sentence of a
// report: it then is the one just named, as the text is none itself.
func (p *parser) tellsOf(i int) bool {
	w := string(p.in.Work)
	return w != "" && !strings.Contains(w, "/RES/") && !strings.Contains(w, "/PRST/") && i > 0 && p.tokens[i-1].mark('.')
}

// besideSelf reports whether the pending pinpoint follows a mention of the
// citing work: "the preamble of this resolution and paragraph 8 thereof".
func (p *parser) besideSelf() bool {
	if !p.pending.on || len(p.mentions) == 0 {
		return false
	}
	last := &p.mentions[len(p.mentions)-1]
	i := p.pending.from - 1
	for i > 0 && p.tokens[i].any(of(andWord, linkWord, ofWord)) {
		i--
	}
	return last.form == "self" && i >= 0 && p.tokens[i].end == last.end
}

// refersBack reports whether "the resolution" or "that report" at token i is
// the work of the pending pinpoint, and nothing behind it names another.
func (p *parser) refersBack(i int) bool {
	q := &p.pending
	if !q.on || q.position || !p.near(q.to, i) {
		return false
	}
	return i+1 == len(p.tokens) || p.tokens[i+1].kind == markToken && !p.tokens[i+1].mark('(')
}

// self is the citing work.
func (p *parser) self() reading {
	if p.in.Work == "" {
		return unresolved("the text does not say which work it is")
	}
	return resolved(string(p.in.Work))
}

// name reads a title or alias; it returns i when there is none to record.
func (p *parser) name(i int) int {
	t := &p.tokens[i]
	n, end := p.whichName(t)
	if n == nil || n.exact && !strings.Contains(n.text, " ") && !p.standsAlone(i) {
		return i
	}
	next := i + 1
	for next < len(p.tokens) && p.tokens[next].start < end {
		next++
	}
	if n.target == noCitation || p.defines(i, next, n) {
		return next
	}
	if p.named == nil {
		p.named = map[string]bool{}
	}
	p.named[n.target] = true
	m := mention{reading: resolved(n.target), start: t.start, end: end, form: "name", aside: p.depth > 0}
	if title, ok := strings.CutPrefix(p.text[m.start:m.end], "《"); ok && strings.HasSuffix(title, "》") {
		m.start, m.end = m.start+len("《"), m.end-len("》")
	}
	m.relation = p.relation(i)
	p.attach(&m, i)
	p.mentions = append(p.mentions, m)
	return next
}

// whichName is the name that begins with t, and where it ends: of several
// titles that begin so, the longest one that stands there.
func (p *parser) whichName(t *token) (found *name, end int) {
	for _, n := range *t.names {
		if n.again && !p.named[n.target] || n.after != "" && !p.named[n.after] {
			continue
		}
		to := t.end
		if n.tail != "" {
			if to = tailEnd(p.text, t.start, n.tail); to < 0 {
				continue
			}
		}
		if to > end {
			found, end = n, to
		}
	}
	return found, end
}

// longestTitle limits the words between the beginning and the end of a title, in bytes.
const longestTitle = 400

// tailEnd finds the end of a title in text[from:], -1 when it does not come.
func tailEnd(text string, from int, tail string) int {
	for i := from; i < len(text) && i < from+longestTitle; i++ {
		if text[i] == ';' || text[i] == '\n' {
			return -1
		}
		if n := foldedPrefix(text[i:], tail); n > 0 {
			return i + n
		}
	}
	return -1
}

// foldedPrefix is the length of the beginning of text that reads as s, 0 when
// it does not.
func foldedPrefix(text, s string) int {
	i := 0
	for _, want := range s {
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unseen(r) {
				break
			}
			i += size
		}
		if i >= len(text) {
			return 0
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case want == ' ' && isSpace(r):
			i = skipSpace(text, i)
		case fold(r) == fold(want):
			i += size
		default:
			return 0
		}
	}
	return i
}

// standsAlone reports whether a short name is no part of a longer one: no
// capital before it and no "of" behind it.
func (p *parser) standsAlone(i int) bool {
	if i > 0 {
		before := &p.tokens[i-1]
		if c := p.text[before.start]; before.kind == wordToken && (c >= 'A' && c <= 'Z') && !before.fresh {
			return false
		}
	}
	return i+1 >= len(p.tokens) || !p.tokens[i+1].is(ofWord)
}

// defines reports whether the name n, tokens i to next, only stands in a
// parenthesis that makes it an alias of what was named before.
func (p *parser) defines(i, next int, n *name) bool {
	a, b := i-1, next
	for a >= 0 && (p.tokens[a].mark('"') || p.tokens[a].mark('\'') || p.tokens[a].is(linkWord)) {
		a--
	}
	for b < len(p.tokens) && (p.tokens[b].mark('"') || p.tokens[b].mark('\'')) {
		b++
	}
	if a < 0 || b >= len(p.tokens) || !p.tokens[a].mark('(') || !p.tokens[b].mark(')') || len(p.mentions) == 0 {
		return false
	}
	last := p.mentions[len(p.mentions)-1]
	return last.target == corpus.Target(n.target) || p.tokens[a].start-last.end <= 4
}
