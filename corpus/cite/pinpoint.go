package cite

import (
	"slices"
	"strconv"
	"strings"

	"concordance/corpus"
)

// kinds gives the locator's word for each unit.
var kinds = []struct {
	slot slot
	kind string
}{
	{preambleWord, "pp"}, {pointWord, ""}, {principleWord, "principle"}, {practiceWord, "practice"}, {caseWord, "case"},
	{footnoteWord, "fn"}, {sectionWord, "section"}, {articleWord, "art"}, {chapterWord, "chapter"}, {paragraphWord, "para"},
}

// unitOf is the unit that t names, and the locator's word for it.
func unitOf(t *token) (slot, string) {
	for _, k := range kinds {
		if t.is(k.slot) {
			return k.slot, k.kind
		}
	}
	return none, ""
}

// item is a member of a pinpoint: a number with its points.
type item struct {
	number string
	points []string // "e", "c.iv"; nil for the paragraph itself
}

// The most numbers that a range may name, and a pinpoint, and how deep its points
// go: more is none.
const (
	longestRange = 150
	mostPlaces   = 300
	deepest      = 8 // points inside points
)

// pinpoint reads a pinpoint at token i: a unit and its numbers, or in Chinese
// the numbers and their unit. It returns i when there is none.
func (p *parser) pinpoint(i int) int {
	t := &p.tokens[i]
	var items []item
	var unit slot
	var kind string
	next := i + 1
	if t.is(nthWord) {
		return p.nth(i)
	}
	if t.any(units) {
		unit, kind = unitOf(t)
		if next+1 < len(p.tokens) && p.tokens[next].mark('(') && p.tokens[next].glued && p.text[p.tokens[next+1].start:p.tokens[next+1].end] == "s" {
			return i // "paragraph(s)"
		}
		if next+2 < len(p.tokens) && p.tokens[next].any(of(ofWord, linkWord)) && p.tokens[next+1].kind == numberToken && p.tokens[next+2].is(rangeWord) {
			next++ // "paragraphs from 30 to 39"
		}
		if next < len(p.tokens) && p.tokens[next].is(ordinalWord) {
			next++ // 执行部分第19段
			return p.numbered(i, next)
		}
		items, next = p.items(next, unit)
		if len(items) == 0 {
			return i
		}
	} else {
		return p.numbered(i, next)
	}
	p.record(i, next, unit, kind, items)
	return p.position(next)
}

// nth reads ordinals in words before preambular paragraphs: "third and tenth
// preambular paragraphs". It returns i where there are none.
func (p *parser) nth(i int) int {
	var items []item
	for j := i; j < len(p.tokens) && j < i+mostPlaces; j++ {
		switch t := &p.tokens[j]; {
		case t.is(nthWord):
			items = append(items, item{number: strconv.Itoa(int(t.order) + 1)})
		case t.is(preambleWord):
			p.record(i, j+1, preambleWord, "pp", items)
			return p.position(j + 1)
		case t.mark(','), t.is(andWord):
		default:
			return i
		}
	}
	return i
}

// nthInDigits reads "10th preambular paragraph". It returns i where there is none.
func (p *parser) nthInDigits(i int) int {
	if i+2 >= len(p.tokens) || !p.tokens[i+2].is(preambleWord) {
		return i
	}
	t, suffix := &p.tokens[i], &p.tokens[i+1]
	if t.number < 1 || t.number > longestRange || !suffix.glued || suffix.kind != wordToken || suffix.end-suffix.start > 4 {
		return i
	}
	p.record(i, i+3, preambleWord, "pp", []item{{number: strconv.Itoa(int(t.number))}})
	return p.position(i + 3)
}

// numbered reads numbers and the unit behind them: 第1和2段, 第3段(c)和(d)分段.
// from is the first token, i the first number.
func (p *parser) numbered(from, i int) int {
	if i < len(p.tokens) && p.tokens[i].kind == identToken {
		return from
	}
	if end := p.bareEnd(i); end > i {
		return p.bareList(from, i, end)
	}
	items, next := p.items(i, paragraphWord)
	if len(items) == 0 && i < len(p.tokens) && p.tokens[i].is(numeralWord) { // 第七章
		items, next = p.items(i, chapterWord)
	}
	if len(items) == 0 || next >= len(p.tokens) {
		return from
	}
	t := &p.tokens[next]
	unit, kind := unitOf(t)
	if unit == none {
		return from
	}
	next++
	if points, end := p.items(next, pointWord); len(points) > 0 && points[0].number == "" && len(items) == 1 && items[0].points == nil {
		items[0].points, next = points[0].points, end
		if next < len(p.tokens) && p.tokens[next].is(pointWord) {
			next++
		}
	}
	if from > 0 && p.tokens[from].is(ordinalWord) && p.tokens[from-1].any(units) {
		from--
	}
	p.record(from, next, unit, kind, items)
	return p.position(next)
}

// bareEnd returns the token after the numbers of resolutions that stand bare
// before 号决议, i where there are none.
func (p *parser) bareEnd(i int) int {
	for j := i; j < len(p.tokens) && j < i+2*longestRange; j++ {
		t := &p.tokens[j]
		switch {
		case t.kind == numberToken && t.number >= 100, t.mark(','), t.is(andWord), t.is(ordinalWord):
		case t.any(resolutions) && j > i && strings.HasPrefix(p.text[t.start:], "号") && p.tokens[j-1].kind == numberToken:
			return j
		default:
			return i
		}
	}
	return i
}

// bareList records resolutions named by number alone between 第 and 号决议.
func (p *parser) bareList(from, i, end int) int {
	p.head = head{slot: resolutionWord, at: from, last: from, organ: p.organBefore(from)}
	for ; i < end; i++ {
		if t := &p.tokens[i]; t.kind == numberToken && t.number >= 100 && t.number <= 9999 {
			p.bare(i)
		}
	}
	return end
}

// pointsAt reads points that stand before their unit, as in Chinese:
// (a)和(b)分段. It returns i when there are none.
func (p *parser) pointsAt(i int) int {
	if i < p.pointsTo || i+3 >= len(p.tokens) || !p.tokens[i+2].mark(')') || p.pending.on {
		return i
	}
	items, next := p.items(i, pointWord)
	p.pointsTo = next
	if len(items) != 1 || items[0].number != "" || next >= len(p.tokens) || !p.tokens[next].is(pointWord) || !p.han(next) || !p.tokens[next].glued {
		return i
	}
	p.record(i, next+1, pointWord, "", items)
	return p.position(next + 1)
}

// position reads "above" or "below" behind the pinpoint that ends before next.
func (p *parser) position(next int) int {
	if p.pending.on && next < len(p.tokens) && p.tokens[next].is(operativeWord) {
		next++
		p.pending.to = next
	}
	if p.pending.on && next < len(p.tokens) && p.tokens[next].any(positions) {
		p.pending.position, p.pending.to = true, next+1
		return p.positionAgain(next+1, p.pending.unit)
	}
	return next
}

// positionAgain reads numbers that share their unit with a pinpoint of another
// position: "paragraphs 19 above and 28 and 29 below".
func (p *parser) positionAgain(next int, unit slot) int {
	if next+1 >= len(p.tokens) || !p.tokens[next].is(andWord) || p.tokens[next+1].kind != numberToken {
		return next
	}
	items, end := p.items(next+1, unit)
	if len(items) == 0 || end >= len(p.tokens) || !p.tokens[end].any(positions) {
		return next
	}
	p.record(next+1, end, unit, "para", items)
	return p.position(end)
}

// items reads numbers and points with what joins them, from token i.
func (p *parser) items(i int, unit slot) ([]item, int) {
	var items []item
	for i < len(p.tokens) && len(items) < mostPlaces {
		it, next, ok := p.item(i, unit, items)
		if !ok {
			return items, i
		}
		items = add(items, it)
		i = next
		for i < len(p.tokens) && p.tokens[i].any(of(rangeWord)) || i < len(p.tokens) && p.tokens[i].mark('-') {
			last, next, ok := p.item(i+1, unit, items)
			if !ok {
				break
			}
			if within := &items[len(items)-1]; unit == articleWord && within.points == nil && lower(last.number, within.number) { // Article 98-2
				within.points, i = []string{last.number}, next
				continue
			}
			items, i = expand(items, last), next
		}
		next, joined := p.joins(i, items[len(items)-1])
		if len(items) > 1 && i < len(p.tokens) && p.tokens[i].kind == numberToken && p.tokens[i-1].kind == numberToken &&
			p.tokens[i].number > p.tokens[i-1].number && p.tokens[i].number < p.tokens[i-1].number+20 { // "18, 19 20, 21": a comma is missing
			next, joined = i, true
		}
		if !joined {
			return items, i
		}
		i = next
	}
	return items, i
}

// lower reports whether the number a is below b.
func lower(a, b string) bool {
	m, err := strconv.Atoi(a)
	n, _ := strconv.Atoi(b)
	return err == nil && m < n
}

// joins reads "," or "and" before another item of the same unit. A point alone
// joins another point; behind a bare number it begins something else.
func (p *parser) joins(i int, before item) (int, bool) {
	j, comma := i, false
	for j < len(p.tokens) && (p.tokens[j].mark(',') || p.tokens[j].is(andWord)) {
		if _, _, ok := p.point(j); ok && j > i { // Spanish "e)" is no "and"
			break
		}
		comma = p.tokens[j].mark(',')
		if j++; j > i+2 {
			return i, false
		}
	}
	if j == i || j >= len(p.tokens) {
		return i, false
	}
	if p.tokens[j].is(ordinalWord) && j+1 < len(p.tokens) && p.tokens[j+1].kind == numberToken && p.unitAfter(j+1) { // 第4和第5段
		j++
	}
	t := &p.tokens[j]
	if t.kind != numberToken {
		_, _, ok := p.point(j)
		return j, ok && before.points != nil
	}
	if p.depth == 0 && j+1 < len(p.tokens) && p.tokens[j+1].mark(')') && p.tokens[j+1].glued {
		return i, false // "paragraph 12 (b), 3) measures": the next item of a list
	}
	if comma && j+1 < len(p.tokens) {
		// "paragraph 5, 12 months": the number counts what follows it.
		_, _, point := p.point(j + 1)
		if after := &p.tokens[j+1]; after.kind == wordToken && !after.glued && !p.han(j+1) && !point {
			return i, false
		}
	}
	return j, t.number > 0 && t.number < 1000
}

// unitAfter reports whether a unit stands behind the Chinese numbers at token i.
func (p *parser) unitAfter(i int) bool {
	for ; i < len(p.tokens); i++ {
		t := &p.tokens[i]
		if t.any(units) {
			return true
		}
		if t.kind != numberToken && !t.mark(',') && !t.is(andWord) && !t.is(ordinalWord) && !t.is(rangeWord) && !t.mark('-') {
			return false
		}
	}
	return false
}

// add appends it, or joins its points to the number before.
func add(items []item, it item) []item {
	if it.number == "" && len(items) > 0 {
		last := &items[len(items)-1]
		for _, point := range it.points {
			if n := len(last.points); n > 0 {
				point = beside(last.points[n-1], point)
			}
			last.points = append(last.points, point)
		}
		return items
	}
	return append(items, it)
}

// beside places a point named alone beside the one before it: after "c.iv",
// "vi" is "c.vi" and "d" is "d".
func beside(before, point string) string {
	up, last, deep := cutLast(before)
	if deep && isRoman(last) == isRoman(point) {
		return up + "." + point
	}
	return point
}

func cutLast(s string) (up, last string, deep bool) {
	if i := strings.LastIndexByte(s, '.'); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return "", s, false
}

func isRoman(s string) bool { return s != "" && strings.Trim(s, "ivx") == "" }

// expand adds the items from the last one on to the end of a range.
func expand(items []item, end item) []item {
	first := items[len(items)-1]
	a, _ := strconv.Atoi(first.number)
	b, _ := strconv.Atoi(end.number)
	switch {
	case len(first.points) > 0 && len(end.points) == 1 && (end.number == "" || end.number == first.number):
		last := &items[len(items)-1]
		last.points = append(last.points, between(first.points[len(first.points)-1], end.points[0])...)
		return items
	case first.points == nil && a > 0 && b > a && b-a <= longestRange:
		for n := a + 1; n < b; n++ {
			items = append(items, item{number: strconv.Itoa(n)})
		}
	}
	return add(items, end)
}

// between lists the points after a up to b: "b", "c", "d" for a, d.
func between(a, b string) []string {
	up, from, deep := cutLast(a)
	if _, to, ok := cutLast(b); ok {
		b = to
	}
	prefix := ""
	if deep {
		prefix = up + "."
	}
	var points []string
	switch m, n := fromRoman(from), fromRoman(b); {
	case isRoman(from) && isRoman(b) && (len(b) > 1 || from == "i") && m < n:
		for m++; m <= n; m++ {
			points = append(points, prefix+strings.ToLower(roman(m)))
		}
	case len(from) == 1 && len(b) == 1 && from < b:
		for c := from[0] + 1; c <= b[0]; c++ {
			points = append(points, prefix+string(rune(c)))
		}
	default:
		points = append(points, prefix+b)
	}
	return points
}

// item reads one number with its points, or points alone.
func (p *parser) item(i int, unit slot, before []item) (item, int, bool) {
	if i >= len(p.tokens) {
		return item{}, i, false
	}
	t := &p.tokens[i]
	var it item
	switch {
	case t.kind == numberToken && t.number > 0 && t.number < 1000:
		it.number = p.text[t.start:t.end]
		i++
		if i < len(p.tokens) && ordinalSuffix(p.text[p.tokens[i].start:p.tokens[i].end]) && (i+1 == len(p.tokens) || p.tokens[i+1].kind != numberToken) {
			it.number += p.text[p.tokens[i].start:p.tokens[i].end]
			i++
		}
		if unit == sectionWord || unit == paragraphWord || unit == caseWord {
			for i+1 < len(p.tokens) && p.tokens[i].mark('.') && p.tokens[i].glued && p.tokens[i+1].glued && p.tokens[i+1].kind == numberToken {
				it.number += "." + p.text[p.tokens[i+1].start:p.tokens[i+1].end]
				i += 2
			}
		}
	case unit == chapterWord || unit == articleWord || unit == sectionWord:
		n, next := p.numeral(i)
		if n == 0 {
			return item{}, i, false
		}
		it.number = strconv.Itoa(n)
		i = next
	case t.is(ordinalWord) && i+1 < len(p.tokens):
		return item{}, i, false
	}
	if i+1 < len(p.tokens) && it.number != "" && p.tokens[i].mark('.') && p.tokens[i].glued && p.tokens[i+1].glued && p.tokens[i+1].end-p.tokens[i+1].start == 1 &&
		p.tokens[i+1].kind != markToken && p.tokens[i+1].kind != numberToken { // "40.c"
		it.points = []string{strings.ToLower(p.text[p.tokens[i+1].start:p.tokens[i+1].end])}
		i += 2
	}
	if i < len(p.tokens) && it.number != "" && p.tokens[i].mark(')') && p.tokens[i].glued {
		if _, _, ok := p.point(i + 1); ok && unit == paragraphWord { // paragraphe 3) a)
			i++
		}
	}
	path, next, ok := p.point(i)
	for depth := 0; ok && depth < deepest; depth++ {
		it.points = []string{strings.TrimPrefix(strings.Join([]string{strings.Join(it.points, "."), path}, "."), ".")}
		i = next
		path, next, ok = p.point(i)
	}
	if points, end := p.pointRange(i); end > i {
		up := strings.Join(it.points, ".")
		it.points = nil
		for _, point := range points {
			it.points = append(it.points, strings.TrimPrefix(up+"."+point, "."))
		}
		i = end
	}
	if it.number == "" && unit == paragraphWord && len(before) == 0 && it.points != nil && !t.mark('(') {
		return item{}, i, false
	}
	return it, i, it.number != "" || it.points != nil
}

// pointRange reads a range of points inside one pair of parentheses: "(ii-iv)",
// "(1-4)". It returns i where there is none.
func (p *parser) pointRange(i int) ([]string, int) {
	if i+4 >= len(p.tokens) || !p.tokens[i].mark('(') || !p.tokens[i+4].mark(')') || !p.tokens[i+2].mark('-') && !p.tokens[i+2].is(rangeWord) {
		return nil, i
	}
	from, to := &p.tokens[i+1], &p.tokens[i+3]
	if from.kind == numberToken && to.kind == numberToken {
		if from.number < 1 || to.number <= from.number || to.number >= 100 {
			return nil, i
		}
		var points []string
		for n := from.number; n <= to.number; n++ {
			points = append(points, strconv.Itoa(int(n)))
		}
		return points, i + 5
	}
	a, b := p.letter(from), p.letter(to)
	if a == "" || b == "" {
		return nil, i
	}
	return append([]string{a}, between(a, b)...), i + 5
}

func ordinalSuffix(s string) bool {
	return s == "bis" || s == "ter" || s == "quater" || s == "quinquies"
}

// numeral reads a number written in letters: "VII", السابع, 七, 四十一.
func (p *parser) numeral(i int) (n, next int) {
	t := &p.tokens[i]
	switch {
	case t.is(romanWord):
		return int(t.order) + 1, i + 1
	case t.is(numeralWord):
		digits := []int{}
		for i < len(p.tokens) && p.tokens[i].is(numeralWord) && len(digits) < 4 {
			digits = append(digits, int(p.tokens[i].order)+1)
			i++
		}
		return chinese(digits), i
	case t.kind == wordToken || t.kind == phraseToken:
		s := p.text[t.start:t.end]
		if strings.Trim(s, "IVXLC") == "" {
			return fromRoman(s), i + 1
		}
	}
	return 0, i
}

// chinese is the number that numerals make: 十 is ten, or times ten.
func chinese(digits []int) int {
	n, d := 0, 0
	for _, x := range digits {
		if x < 10 {
			d = x
			continue
		}
		n += max(d, 1) * 10
		d = 0
	}
	return n + d
}

// point reads "(e)", "e)", "(iv)", ’1‘, ㈣ or (أ) at token i.
func (p *parser) point(i int) (string, int, bool) {
	if i >= len(p.tokens) {
		return "", i, false
	}
	t := &p.tokens[i]
	if t.kind == markToken && t.r >= '㈠' && t.r <= '㈩' {
		return strings.ToLower(roman(int(t.r-'㈠') + 1)), i + 1, true
	}
	open := t.mark('(')
	quoted := t.mark('\'')
	j := i
	if open || quoted {
		j++
	}
	if j+1 >= len(p.tokens) {
		return "", i, false
	}
	letter, end := &p.tokens[j], &p.tokens[j+1]
	if quoted {
		if letter.kind == numberToken && letter.number > 0 && letter.number < 30 && end.mark('\'') {
			return strings.ToLower(roman(int(letter.number))), j + 2, true
		}
		return "", i, false
	}
	if !end.mark(')') || !end.glued && !open {
		return "", i, false
	}
	switch {
	case letter.kind == numberToken && open && letter.number > 0 && letter.number < 100:
		return strconv.Itoa(int(letter.number)), j + 2, true
	case letter.is(letterWord):
		return string(rune('a' + letter.order)), j + 2, true
	case letter.is(numeralWord) && open:
		return strings.ToLower(roman(int(letter.order) + 1)), j + 2, true
	}
	s := p.letter(letter)
	return s, j + 2, s != ""
}

// letter is the letter or Roman numeral of a point, "" where t is none.
func (p *parser) letter(t *token) string {
	if t.end-t.start > 6 {
		return ""
	}
	s := strings.ToLower(lookalikes.Replace(p.text[t.start:t.end]))
	if len(s) > 4 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" || len(s) > 2 && !isRoman(s) || len(s) == 2 && s[0] != s[1] && !isRoman(s) {
		return ""
	}
	return s
}

// lookalikes are the Cyrillic letters that stand for Latin ones in points.
var lookalikes = strings.NewReplacer("а", "a", "с", "c", "е", "e", "о", "o", "р", "p", "х", "x", "і", "i")

// record makes items the pending pinpoint, or a part of it.
func (p *parser) record(from, to int, unit slot, kind string, items []item) {
	var locs []corpus.Locator
	var points []string
	for _, it := range items {
		number := it.number
		if unit == chapterWord {
			n, _ := strconv.Atoi(number)
			number = roman(n)
		}
		switch {
		case number == "":
			points = append(points, it.points...)
		case it.points == nil:
			locs = append(locs, locator(kind, number))
		default:
			for _, point := range it.points {
				locs = append(locs, locator(kind, number+"."+point))
			}
		}
	}
	q := &p.pending
	if q.on && q.unit == annexWord && len(q.locs) == 1 && p.apart(q.to, from) { // annex II, paragraph 3
		*q = pending{on: true, locs: locs, points: points, unit: unit, from: q.from, to: to, owner: q.owner, container: string(q.locs[0])}
		if q.from > 0 && p.tokens[q.from-1].any(positions) { // Chinese: 上文附件二第17段
			q.position, q.from = true, q.from-1
		}
		return
	}
	if q.on && len(q.locs) == 1 && len(locs) == 1 && q.unit == unit && from == q.to+1 && (p.tokens[q.to].is(rangeWord) || p.tokens[q.to].mark('-')) { // paragraph 34 to paragraph 36
		for _, it := range expand([]item{{number: q.locs[0].Number()}}, items[0])[1:] {
			q.locs = append(q.locs, locator(kind, it.number))
		}
		q.to = to
		return
	}
	if q.on && q.points != nil && q.locs == nil && len(points) == 0 && len(locs) > 0 && p.near(q.to, from) { // "(c) and (d)" of paragraph 3
		q.its = q.its || p.tokens[from-1].is(itsWord)
		for _, loc := range locs {
			for _, point := range q.points {
				q.locs = append(q.locs, loc+corpus.Locator("."+point))
			}
		}
		q.points, q.unit, q.to, q.of = nil, unit, to, false
		return
	}
	if q.on && q.points != nil && len(points) == 1 && unit == pointWord && p.near(q.to, from) { // (ii) of (b) of paragraph 3
		for i, point := range q.points {
			q.points[i] = points[0] + "." + point
		}
		q.to, q.of = to, false
		return
	}
	if q.on && unit == articleWord && q.unit == paragraphWord && len(locs) == 1 && p.near(q.to, from) { // paragraph 1 of Article 39
		for i, l := range q.locs {
			q.locs[i] = locs[0] + corpus.Locator("."+l.Number())
		}
		q.unit, q.to, q.of = unit, to, false
		return
	}
	if q.on && len(q.locs) == q.last+1 && p.tokens[q.to].mark(',') && from <= q.to+2 {
		switch within := q.locs[q.last]; {
		case q.unit == articleWord && unit == paragraphWord && len(locs) > 0: // Article 2, paragraph 4
			q.locs = q.locs[:q.last]
			for _, l := range locs {
				q.locs = append(q.locs, within+corpus.Locator("."+l.Number()))
			}
			q.to = to
			return
		case q.unit == paragraphWord && unit == pointWord && len(points) > 0 && len(locs) == 0: // paragraphe 2, alinéa e)
			q.locs = q.locs[:q.last]
			for _, point := range points {
				q.locs = append(q.locs, within+corpus.Locator("."+point))
			}
			q.to = to
			return
		case q.unit == sectionWord && unit == paragraphWord && len(locs) > 0: // section II, paragraph 5
			q.locs, q.unit, q.to = locs, unit, to
			return
		}
	}
	if q.on && !q.position && len(q.locs)+len(q.points) < mostPlaces {
		q.last = len(q.locs)
		if p.tokens[from-1].is(linkWord) {
			q.parts = append(q.parts, part{loc: q.last, from: from, to: q.to})
		}
		q.locs, q.points, q.to = append(q.locs, locs...), append(q.points, points...), to
		return
	}
	p.flush(from)
	owner, container := p.owner(from)
	*q = pending{on: true, locs: locs, points: points, unit: unit, from: from, to: to, owner: owner, container: container}
	q.its = p.tokens[from].is(itsWord) || from > 0 && p.tokens[from-1].is(itsWord)
	if from > 0 && p.tokens[from-1].any(positions) { // Chinese: 上文第9段
		q.position, q.from = true, from-1
	}
}

func locator(kind, number string) corpus.Locator {
	if kind == "" {
		kind = "para"
	}
	return corpus.Locator(kind + "-" + number)
}

// apart reports whether at most a comma or an opening parenthesis stands
// between the tokens a and b.
func (p *parser) apart(a, b int) bool {
	for ; a < b; a++ {
		if !p.tokens[a].mark(',') && !p.tokens[a].mark('(') && !p.tokens[a].any(of(linkWord, ordinalWord)) {
			return false
		}
	}
	return true
}

// near reports whether only words that tie a part to its whole stand between
// the tokens a and b.
func (p *parser) near(a, b int) bool {
	for ; a < b; a++ {
		if !p.tokens[a].any(of(ofWord, linkWord, itsWord)) && !p.tokens[a].mark('\'') { // de l’alinéa
			return false
		}
	}
	return true
}

// tied is near, a head noun and its organ included.
func (p *parser) tied(a, b int) bool {
	for ; a < b; a++ {
		if !p.tokens[a].any(of(ofWord, linkWord) | resolutions | organWords) {
			return false
		}
	}
	return true
}

// owner finds the mention that a pinpoint beginning at token i stands right
// behind, and the annex between the two.
func (p *parser) owner(i int) (int, string) {
	if len(p.mentions) == 0 {
		return -1, p.containerBefore(i)
	}
	last := len(p.mentions) - 1
	for k := last; k > 0 && p.mentions[k].form == "committee"; k-- {
		last = k - 1
	}
	end := p.mentions[last].end
	for j := i - 1; j >= 0 && j > i-9; j-- {
		t := &p.tokens[j]
		if t.start < end {
			return last, p.containerBefore(i)
		}
		switch {
		case t.mark(','), t.mark('('), t.mark('"'), t.mark(')'), t.any(containers), t.is(romanWord), t.is(numeralWord), t.any(of(linkWord, particularWord, operativeWord)),
			t.any(organWords | of(ofWord)), t.mark('\''),
			t.kind == numberToken, t.any(resolutions) && p.follows(j), t.kind == wordToken && p.romanAt(j):
		default:
			return -1, p.containerBefore(i)
		}
	}
	return -1, p.containerBefore(i)
}

func (p *parser) romanAt(j int) bool {
	return strings.Trim(p.text[p.tokens[j].start:p.tokens[j].end], "IVXLC") == ""
}

// containerBefore is the annex that a pinpoint at token i stands in: "annex II, ".
func (p *parser) containerBefore(i int) string {
	j := i - 1
	for j >= 0 && j > i-4 {
		t := &p.tokens[j]
		if t.any(containers) {
			c, _ := p.containerAt(j)
			return c
		}
		if !t.mark(',') && !t.is(numeralWord) && !t.is(romanWord) && t.kind != numberToken && !p.romanAt(j) {
			return ""
		}
		j--
	}
	return ""
}

// containerAt reads "annex", "annex II", 附件二 and returns the token after it.
func (p *parser) containerAt(i int) (string, int) {
	word := "annex"
	switch t := &p.tokens[i]; {
	case t.is(appendixWord):
		word = "appendix"
	case t.is(enclosureWord):
		word = "enclosure"
	}
	if i+1 < len(p.tokens) {
		if next := &p.tokens[i+1]; next.kind == numberToken && next.number > 0 && next.number < 100 {
			return word + "-" + strconv.Itoa(int(next.number)), i + 2
		}
		if n, next := p.numeral(i + 1); n > 0 {
			return word + "-" + strconv.Itoa(n), next
		}
	}
	return word, i + 1
}

// contain reads annexes: the place of the pinpoint that is pending, a place
// beside it, or a place themselves.
func (p *parser) contain(i int) int {
	c, next := p.containerAt(i)
	q := &p.pending
	switch {
	case q.on && q.container == "" && q.unit != annexWord && p.near(q.to, i):
		q.container, q.to = c, next
		return p.position(next)
	case q.on && q.container == "" && p.joined(q.to, i) && !p.tokens[i].is(annexesWord): // paragraphs 3 and 4 and the annex
		q.last, q.to = len(q.locs), next
		q.locs = append(q.locs, corpus.Locator(c))
		return next
	case q.on:
		return next
	}
	if next < len(p.tokens) && (p.capital(next) || strings.HasPrefix(p.text[p.tokens[next].start:], "№")) { // annex A: its address is not known; Дополнение № 53 is a supplement
		return next
	}
	locs, next := p.annexes(i)
	owner, _ := p.owner(i)
	*q = pending{on: true, locs: locs, unit: annexWord, from: i, to: next, owner: owner}
	q.plural = p.tokens[i].is(annexesWord) && !strings.Contains(c, "-")
	return next
}

// capital reports whether token i is one capital letter.
func (p *parser) capital(i int) bool {
	t := &p.tokens[i]
	return t.end == t.start+1 && p.text[t.start] >= 'A' && p.text[t.start] <= 'Z'
}

// annexes reads the annexes at token i as places, and returns the token after
// them. Only the plural goes on to another number: "annexes I and III".
func (p *parser) annexes(i int) (locs []corpus.Locator, next int) {
	c, next := p.containerAt(i)
	locs = []corpus.Locator{corpus.Locator(c)}
	word, _, numbered := strings.Cut(c, "-")
	for numbered && p.tokens[i].is(annexesWord) {
		n, end := p.annexAfter(next)
		if n == 0 {
			break
		}
		locs, next = append(locs, corpus.Locator(word+"-"+strconv.Itoa(n))), end
	}
	return locs, next
}

// annexAfter reads another number of a list of annexes: ", II", "and III".
func (p *parser) annexAfter(i int) (n, next int) {
	if i+1 >= len(p.tokens) || !p.tokens[i].mark(',') && !p.tokens[i].is(andWord) {
		return 0, i
	}
	if t := &p.tokens[i+1]; t.kind == numberToken && t.number > 0 && t.number < 100 {
		return int(t.number), i + 2
	}
	return p.numeral(i + 1)
}

// joined reports whether "and" stands between the tokens a and b, and nothing
// but words that tie.
func (p *parser) joined(a, b int) bool {
	and := false
	for ; a < b; a++ {
		switch t := &p.tokens[a]; {
		case t.is(andWord):
			and = true
		case !t.mark(',') && !t.any(of(ofWord, linkWord)):
			return false
		}
	}
	return and
}

// containHere reads "of this annex": the pinpoint that is pending stands in the
// annex that the text stands in.
func (p *parser) containHere(i int) int {
	q := &p.pending
	if !q.on || q.container != "" || !p.near(q.to, i) {
		return i + 1
	}
	if q.container = p.annexHere(); q.container == "" {
		*q = pending{owner: -1} // the annex of something else
		return i + 1
	}
	q.here, q.owner, q.of, q.to = true, -1, false, i+1
	p.flush(i + 1)
	return i + 1
}

// annexHere is the annex that the text stands in, "" for none.
func (p *parser) annexHere() string {
	l := string(p.in.Locator)
	return l[:max(0, strings.LastIndexByte(l, '/'))]
}

// transparent reports whether the pending pinpoint can still meet its work
// behind token i.
func (p *parser) transparent(i int) bool {
	t, q := &p.tokens[i], &p.pending
	if i < q.to {
		return true
	}
	if q.position {
		return false
	}
	if i == q.to && (q.unit == annexWord && t.is(linkWord) || t.is(ofWord) || t.is(documentWord) || t.kind == wordToken && i+1 < len(p.tokens) && p.tokens[i+1].is(documentWord)) {
		q.of = true // Russian ties them without a word
	}
	switch {
	case t.any(deictics), t.any(backward) && p.refersBack(i), t.is(thisAnnexWord), t.is(nameWord), t.kind == identToken, t.is(thereofWord) && i == q.to:
		return true
	case t.mark(','):
		return p.groupAfter(i) || i == q.to && p.headAfter(i+1)
	case t.is(andWord) && q.of && q.words > 0 && !q.also:
		q.also = true // "of the report of A and B (S/2099/1)"
		return true
	case t.is(andWord):
		return p.groupAfter(i)
	case t.is(documentWord) && q.also:
		return false // another document
	case t.is(rangeWord) && i == q.to && i+1 < len(p.tokens) && p.tokens[i+1].any(units):
		return true // du paragraphe 24 au paragraphe 34
	case t.mark('-') && i == q.to && i+1 < len(p.tokens) && p.tokens[i+1].any(units):
		return true // OP27–OP29
	case t.any(units) || t.is(ordinalWord) || t.is(nthWord):
		return true
	case t.any(organWords | resolutions | containers | of(ofWord, linkWord)):
		return true
	case t.mark('"'), t.mark('\''):
		return q.words == 0 || q.of
	case t.kind == numberToken && (!q.of || q.words == 0):
		return p.closeBehind(i) || p.bareOf(i)
	}
	if !q.of || t.kind == markToken && !t.mark('(') && !t.mark('-') && !t.mark('\'') && !(t.mark('/') && q.words > 0) {
		return false
	}
	q.words++
	return q.words <= 20
}

// headAfter reports whether the work of the pending pinpoint follows the comma
// before token i: "Article 2, paragraph 4, of the Charter", "in paragraph 27,
// resolution 2396 (2017) calls".
func (p *parser) headAfter(i int) bool {
	if i+1 >= len(p.tokens) {
		return false
	}
	if p.tokens[i].is(ofWord) {
		p.pending.of = p.tokens[i+1].any(resolutions|organWords|deictics|backward|containers|of(linkWord, itsWord, nameWord, documentWord)) || p.tokens[i+1].kind == identToken || p.tokens[i+1].mark('\'')
		return p.pending.of
	}
	return p.pending.owner < 0 && p.tokens[i].is(resolutionWord) && p.tokens[i+1].kind == identToken
}

// groupAfter reports whether another pinpoint of the same kind follows the
// separator at token i.
func (p *parser) groupAfter(i int) bool {
	for i++; i < len(p.tokens); i++ {
		t := &p.tokens[i]
		if t.is(andWord) || t.is(linkWord) {
			continue
		}
		if t.is(ordinalWord) {
			return i+1 < len(p.tokens) && p.tokens[i+1].kind == numberToken
		}
		return t.any(units|containers) || t.is(nthWord)
	}
	return false
}

// attach gives the pending pinpoint to m, which begins at token i.
func (p *parser) attach(m *mention, i int) bool {
	q := p.pending
	if !q.on || q.position {
		return false
	}
	if q.words > 0 && m.form != "symbol" {
		p.pending = pending{owner: -1} // the paragraph of something we do not know
		return false
	}
	if q.owner >= 0 && !q.of && !p.tied(q.to, i) {
		p.flush(i)
		return false
	}
	if q.plural && !p.head.plural { // which of its annexes, nothing says
		p.pending = pending{owner: -1}
		return false
	}
	m.pins = append(m.pins, p.places()...)
	p.pending = pending{owner: -1}
	return len(m.pins) > 0
}

// places are the locators of the pending pinpoint, inside its annex.
func (p *parser) places() []corpus.Locator {
	q := &p.pending
	locs := slices.Clone(q.locs)
	for _, point := range q.points {
		top := string(p.in.Locator)
		if i := strings.IndexByte(top, '.'); i > 0 {
			top = top[:i]
		}
		if p.in.Locator.Class() == "para" || strings.HasSuffix(p.in.Locator.Class(), "/para") {
			locs = append(locs, corpus.Locator(top+"."+point))
		}
	}
	if q.container != "" {
		for i, l := range locs {
			if c := l.Class(); c == "para" || c == "section" {
				locs[i] = corpus.Locator(q.container + "/" + string(l))
			}
		}
	}
	return locs
}

// flush ends the pending pinpoint at token i: it belongs to the mention before
// it, or to the citing work itself, or to something the grammar does not know.
func (p *parser) flush(i int) {
	q := p.pending
	if !q.on {
		return
	}
	locs := p.places()
	p.pending = pending{owner: -1}
	if q.plural {
		return
	}
	if q.owner >= 0 && q.owner < len(p.mentions) && !q.position {
		if m := &p.mentions[q.owner]; m.pins == nil && (q.points == nil || q.locs != nil) {
			m.pins = locs
			p.share(q)
			return
		}
	}
	if q.position && q.container == "" {
		locs = within(p.annexHere(), locs)
	}
	inner := q.unit == paragraphWord || q.unit == preambleWord || q.unit == pointWord
	if len(locs) == 0 || q.unit == annexWord || !inner && !q.position || q.of || q.words > 0 || q.container != "" && !q.position && !q.here && !p.ownAnnex(&q) {
		return
	}
	if class := p.in.Locator.Class(); !q.position && q.from > 0 && p.tokens[q.from-1].mark(',') && (class == "fn" || strings.HasSuffix(class, "/fn")) {
		return // of a publication that the footnote names
	}
	if !q.position && q.from > 0 && p.tokens[q.from].is(ordinalWord) && p.tokens[q.from-1].is(documentWord) {
		return // 公报第2段
	}
	if (q.its || p.recalled(&q)) && !q.position && p.inSentence(q.from) {
		p.mentions = append(p.mentions, mention{
			deictic: thatWord, form: "antecedent", relation: "cites", pins: locs, aside: p.depth > 0,
			start: p.tokens[q.from].start, end: p.tokens[q.to-1].end,
		})
		return
	}
	if q.points != nil || len(locs) != len(q.locs) {
		q.parts = nil
	}
	for first := 0; ; {
		m := mention{reading: p.self(), form: "internal", relation: "cites", pins: locs[first:], aside: p.depth > 0, start: p.tokens[q.from].start}
		if len(q.parts) == 0 {
			m.end = p.tokens[q.to-1].end
			p.mentions = append(p.mentions, m)
			return
		}
		next := q.parts[0]
		m.pins, m.end = locs[first:next.loc], p.tokens[next.to-1].end
		p.mentions = append(p.mentions, m)
		first, q.from, q.parts = next.loc, next.from, q.parts[1:]
	}
}

// recalled reports whether the pinpoint is what the verb before it recalls, as
// no text recalls a paragraph of its own, or stands beside one of the resolution
// just named: "celles édictées au paragraphe 12".
func (p *parser) recalled(q *pending) bool {
	for j := q.from - 1; j >= 0 && j >= q.from-4 && p.tokens[j].kind != markToken; j-- {
		if p.tokens[j].is(sameWord) {
			return len(p.mentions) > 0 && len(p.mentions[len(p.mentions)-1].pins) > 0
		}
	}
	return (p.verb == recallsWord || p.verb == reaffirmsWord) && p.verbAt < q.from && q.from-p.verbAt <= 3
}

// ownAnnex reports whether the pinpoint stands in a numbered annex of the
// citing work: nothing around it says whose annex it is.
func (p *parser) ownAnnex(q *pending) bool {
	if !strings.Contains(q.container, "-") {
		return false
	}
	if q.to < len(p.tokens) {
		if t := &p.tokens[q.to]; t.any(of(ofWord, linkWord, documentWord)) || t.kind == wordToken && !p.han(q.to) {
			return false
		}
	}
	return q.from == 0 || p.tokens[q.from-1].kind != wordToken || !p.han(q.from)
}

// within gives the places of the text's own annex.
func within(annex string, locs []corpus.Locator) []corpus.Locator {
	if annex == "" {
		return locs
	}
	var inside []corpus.Locator
	for _, l := range locs {
		if !strings.HasPrefix(string(l), annex+"/") {
			l = corpus.Locator(annex + "/" + string(l))
		}
		inside = append(inside, l)
	}
	return inside
}

// share gives the place behind a Chinese list of resolutions to all that the
// noun closes: 第1267(1999)和1989(2011)号决议第2段.
func (p *parser) share(q pending) {
	last := q.owner
	if last > 0 { // (A/9901/53 and A/9901/53/Corr.1), chap. II
		m, before := &p.mentions[last], &p.mentions[last-1]
		if m.form == "symbol" && before.pins == nil && strings.HasPrefix(string(m.target), string(before.target)+"/Corr.") {
			before.pins = slices.Clone(m.pins)
		}
	}
	if q.from == 0 || !p.tokens[q.from-1].any(resolutions) || !p.follows(q.from-1) || p.mentions[last].list == 0 {
		return
	}
	for k := last - 1; k >= 0 && k > last-longestList; k-- {
		m, after := &p.mentions[k], &p.mentions[k+1]
		if m.list != after.list || m.pins != nil || after.start < m.end || strings.Contains(p.text[m.end:after.start], "决议") {
			return
		}
		m.pins = slices.Clone(p.mentions[last].pins)
	}
}

// longestSentence limits how far back "its" looks for its resolution, in bytes.
const longestSentence = 800

// inSentence reports whether the sentence that token i stands in has named a
// resolution before it.
func (p *parser) inSentence(i int) bool {
	for k := len(p.mentions) - 1; k >= 0 && k > len(p.mentions)-longestList; k-- {
		m := &p.mentions[k]
		if p.tokens[i].start-m.end > longestSentence {
			return false
		}
		if m.form == "internal" || m.form == "self" || m.end > p.tokens[i].start {
			continue
		}
		return (m.list > 0 || m.deictic == thatWord) && !strings.ContainsAny(p.text[m.end:p.tokens[i].start], ".;。；\n")
	}
	return false
}
