package cite

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concordance/corpus"
)

// openCommittee reads "Committee", which the resolutions that name it may
// follow, or its numbers ("Comité 1540").
func (p *parser) openCommittee(i int) int {
	t := &p.tokens[i]
	if i+1 < len(p.tokens) {
		next := &p.tokens[i+1]
		if next.kind == identToken && next.ident.form.name == "numbers" {
			p.body("SC-COMMITTEE/", strings.Split(next.ident.parts[0], "/"), t.start, next.end, i)
			return i + 2
		}
		if next.kind == numberToken && next.end-next.start == len("1540") && namesCommittee(int(next.number)) && !p.year(i+1) {
			p.body("SC-COMMITTEE/", []string{p.text[next.start:next.end]}, t.start, next.end, i)
			return i + 2
		}
	}
	p.committee = committee{on: true, start: p.wordStart(t.start), first: len(p.mentions)}
	if i+1 < len(p.tokens) && p.tokens[i+1].is(resolutionWord) {
		p.committee.established = true
	}
	return i + 1
}

// wordStart is where the written word begins that the Arabic token at byte i
// stands in: a preposition or "and" is written to it.
func (p *parser) wordStart(i int) int {
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(p.text[:i])
		if !unicode.Is(unicode.Arabic, r) || !unicode.IsLetter(r) {
			break
		}
		i -= size
	}
	return i
}

// namesCommittee reports whether a number alone can name a committee and is
// hardly a year.
func namesCommittee(n int) bool { return n >= 600 && n <= 9999 && (n < 2010 || n > 2040) }

// year reports whether token i is the year of a Chinese date.
func (p *parser) year(i int) bool { return strings.HasPrefix(p.text[p.tokens[i].end:], "年") }

// continues reports whether token i can still belong to the committee that is open.
func (p *parser) continues(i int) bool {
	t, c := &p.tokens[i], &p.committee
	if t.kind == identToken {
		return true
	}
	if len(c.numbers) > 0 {
		return t.kind == numberToken || t.mark(',') || t.is(andWord) || t.any(resolutions) || t.is(ordinalWord)
	}
	if t.is(establishedWord) {
		c.established = true
		return true
	}
	switch {
	case t.mark(','), t.is(ofWord), t.is(linkWord), t.any(organWords), t.any(units), t.is(ordinalWord), t.kind == numberToken,
		t.mark('('), t.mark(')'):
		return true
	case t.any(resolutions):
		return c.established
	case t.kind == wordToken:
		c.words++
		return c.words <= 3
	}
	return false
}

// joinCommittee makes m one of the resolutions that name the open committee.
func (p *parser) joinCommittee(m *mention) {
	c := &p.committee
	n, ok := strings.CutPrefix(string(m.target), "S/RES/")
	if !ok || !c.established || m.status != corpus.Resolved && m.status != corpus.WrongYear {
		p.closeCommittee()
		return
	}
	n, _, _ = strings.Cut(n, " ")
	c.numbers = append(c.numbers, n)
	c.end = m.end
}

// closeCommittee records the open committee if any resolution named it.
func (p *parser) closeCommittee() {
	c := p.committee
	p.committee = committee{}
	if len(c.numbers) == 0 {
		return
	}
	m := mention{
		reading: resolved("SC-COMMITTEE/" + strings.Join(c.numbers, "-")),
		start:   c.start, end: c.end, form: "committee", relation: "cites",
	}
	p.mentions = slices.Insert(p.mentions, c.first, m)
	if p.pending.on && p.pending.owner >= c.first {
		p.pending.owner++
	}
}

// committeeAfter reads a committee that stands behind the resolutions that
// name it, as in Chinese: 第1718(2006)号决议所设委员会.
func (p *parser) committeeAfter(i int) {
	before := i - 1
	for before > i-8 && before > 0 && (p.tokens[before].any(units|of(ordinalWord)) || p.tokens[before].kind == numberToken) {
		before-- // 第9901(2099)号决议第8段所设委员会
	}
	if !p.head.used || before < 0 || !p.tokens[before].any(resolutions) || p.head.last < before-1 {
		return
	}
	j := i + 1
	for j < len(p.tokens) && j <= i+12 && !p.tokens[j].is(committeeWord) {
		if p.tokens[j].kind == markToken {
			return
		}
		j++
	}
	if j >= len(p.tokens) || !p.tokens[j].is(committeeWord) {
		return
	}
	first := len(p.mentions)
	var numbers []string
	for first > 0 && p.mentions[first-1].list == p.lists {
		first--
	}
	for _, m := range p.mentions[first:] {
		n, ok := strings.CutPrefix(string(m.target), "S/RES/")
		if !ok {
			return
		}
		n, _, _ = strings.Cut(n, " ")
		numbers = append(numbers, n)
	}
	if len(numbers) == 0 {
		return
	}
	start := p.mentions[first].start
	if before := strings.TrimRight(p.text[:start], " "); strings.HasSuffix(before, "第") {
		start = len(before) - len("第")
	}
	m := mention{
		reading: resolved("SC-COMMITTEE/" + strings.Join(numbers, "-")),
		start:   start, end: p.tokens[j].end, form: "committee", relation: "cites",
	}
	p.mentions = slices.Insert(p.mentions, first, m)
}

// numbers reads a committee or another body behind its numbers: "1267/1989/2253
// Sanctions Committee". It may have a name of some words between.
func (p *parser) numbers(i int, ns []string) int {
	t := &p.tokens[i]
	for j := i + 1; j < len(p.tokens) && (j <= i+12 || j <= i+30 && p.han(j)); j++ {
		switch next := &p.tokens[j]; {
		case next.is(committeeWord):
			p.body("SC-COMMITTEE/", ns, t.start, next.end, i)
			return j + 1
		case next.is(bodyWord):
			p.body("SC-BODY/", ns, t.start, next.end, i)
			return j + 1
		case next.mark('.'), next.mark(';'), next.mark(','), next.kind == identToken, next.any(resolutions):
			return i + 1
		}
	}
	return i + 1
}

// body records a committee or another body by the numbers of its resolutions.
func (p *parser) body(kind string, ns []string, start, end, i int) {
	if p.depth > 0 && i > 0 && p.tokens[i-1].mark('"') {
		return // a parenthesis that only makes it an alias
	}
	p.mentions = append(p.mentions, mention{
		reading: resolved(kind + strings.Join(ns, "-")),
		start:   start, end: end, form: "committee", relation: p.relation(i), aside: p.depth > 0,
	})
}
