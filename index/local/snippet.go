package local

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"concordance/corpus/lang"
	"concordance/index"
)

// snippetLen is how long a snippet is, in characters; of Chinese, half as many.
const snippetLen = 280

// snippet fills in the snippet, its language and its spans: from the official
// text in the reader's language if the query is found in it, else in the
// language where it is, else from our note. When it is found in none, the
// match was in a title or a citation: then the text begins.
func (fs *finders) snippet(h *index.Hit, r *record, k key) {
	s := fs.s
	for _, t := range s.languages(r, k) {
		if fs.show(h, channelOf(t), r.Texts[t], k, true) {
			h.Lang, h.Summary = t, r.Note
			return
		}
	}
	if r.Note != "" && fs.show(h, noteChannel, r.Note, k, true) {
		h.Lang, h.Note = lang.English, true
		return
	}
	for _, t := range s.languages(r, k) {
		fs.show(h, channelOf(t), r.Texts[t], k, false)
		h.Lang, h.Summary = t, r.Note
		return
	}
	if r.Note != "" {
		fs.show(h, noteChannel, r.Note, k, false)
		h.Lang, h.Note = lang.English, true
	}
}

// languages lists the languages held: the reader's, then that of the best score.
func (s *search) languages(r *record, k key) []lang.Tag {
	var ts []lang.Tag
	for _, t := range lang.Texts {
		if r.Texts[t] != "" {
			ts = append(ts, t)
		}
	}
	rank := func(t lang.Tag) int {
		switch {
		case t == s.req.Lang:
			return 2
		case k.channel >= 0 && t == channels[k.channel].tag:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(ts, func(a, b lang.Tag) int { return cmp.Compare(rank(b), rank(a)) })
	return ts
}

// show cuts the snippet out of text. With must it does so only when the query
// is found there.
func (fs *finders) show(h *index.Hit, c int, text string, k key, must bool) bool {
	p, local := fs.s.v.locate(k.doc)
	found := fs.finder(c).find(text, p, local)
	if must && len(found) == 0 {
		return false
	}
	from, to := window(text, found, budget(channels[c].tag))
	h.Snippet, h.Spans = cut(text, from, to, found)
	return true
}

func budget(t lang.Tag) int {
	if t == lang.Chinese {
		return snippetLen / 2
	}
	return snippetLen
}

// found is a place where the query is found: bytes from at to end.
type found struct {
	at, end int
	what    string
	weight  float32
}

// finders are those of a search, by channel; not for several goroutines.
type finders struct {
	s  *search
	by []*finder
}

func (fs *finders) finder(c int) *finder {
	if fs.by == nil {
		fs.by = make([]*finder, len(channels))
	}
	if fs.by[c] == nil {
		f := &finder{c: c, a: channels[c].analyser(), terms: map[string]string{}, sought: map[*vocabulary]*sought{}, tokens: tokenRoom.Get().(*[]token), weight: fs.s.bound.weight[c], common: fs.s.common}
		f.add(fs.s.plan, c)
		for _, p := range fs.s.apart {
			f.apart(p.words)
		}
		fs.by[c] = f
	}
	return fs.by[c]
}

// done gives back what the finders took.
func (fs *finders) done() {
	for _, f := range fs.by {
		if f != nil {
			tokenRoom.Put(f.tokens)
		}
	}
}

// tokenRoom has tokens to use again: a text makes many, for a moment.
var tokenRoom = sync.Pool{New: func() any { return new([]token) }}

// finder finds the words and phrases of a plan in texts of a channel.
type finder struct {
	a        *analyser
	terms    map[string]string // stem, or pair of Han characters: what it is
	prefixes []string
	phrases  [][]string // stems
	nears    []*near
	c        int
	weight   map[string]float32
	common   func(form string) bool

	sought map[*vocabulary]*sought // words that any of these asks for
	tokens *[]token                // of the text at hand
}

// sought are words of a vocabulary, sorted. Nearly all that are asked for are not
// among them, and mask mostly tells.
type sought struct {
	words []uint32
	mask  uint64
}

func (s *sought) has(word uint32) bool {
	if s.mask&(1<<(word&63)) == 0 {
		return false
	}
	_, ok := slices.BinarySearch(s.words, word)
	return ok
}

func (f *finder) add(p plan, c int) {
	switch p := p.(type) {
	case *every:
		for _, o := range p.parts {
			f.add(o, c)
		}
	case *either:
		for _, o := range p.parts {
			f.add(o, c)
		}
	case *term:
		f.terms[p.stem(c)] = p.stem(c)
	case *prefix:
		f.prefixes = append(f.prefixes, p.form)
	case *fuzzy:
		if p.stems != nil {
			for _, s := range p.stems[c] {
				f.terms[s] = s
			}
		}
	case *near:
		if p.units != nil && p.units[c] != nil {
			f.nears = append(f.nears, p)
		}
	case *phrase:
		if p.title {
			return // not looked for in texts
		}
		f.phrase(channels[c].stems(p.words))
	case *ref:
		f.phrase(channels[c].stems(numbers(string(p.Target))))
	case *concept:
		f.naming(p.words, c)
		for _, n := range p.names {
			if n.tag == channels[c].tag {
				f.phrase(channels[c].stems(n.words))
			}
		}
	}
}

// apart adds the words of a phrase; of Chinese, pairs of characters.
func (f *finder) apart(words []string) {
	for i, w := range words {
		stem := f.a.word(w).stem
		switch {
		case !startsHan(w):
			if !f.common(fold(w)) {
				f.terms[stem] = stem
			}
		case i > 0 && startsHan(words[i-1]):
			pair := fold(words[i-1]) + fold(w)
			f.terms[pair] = pair
		}
	}
}

// naming adds the words that name a term, whole or in part, but no common word
// by itself.
func (f *finder) naming(words plan, c int) {
	all, ok := words.(*every)
	if !ok {
		f.add(words, c)
		return
	}
	for _, o := range all.parts {
		if w, ok := o.(*term); !ok || !f.common(fold(w.text)) {
			f.add(o, c)
		}
	}
	for _, o := range all.extra {
		if whole, ok := o.(*phrase); ok {
			f.add(whole, c)
		}
	}
}

func (f *finder) phrase(stems []string) {
	if len(stems) > 0 {
		f.phrases = append(f.phrases, stems)
	}
}

// numbers are the words of a symbol by which texts name the work: "2396 (2017)", "60/288".
func numbers(symbol string) []string {
	i := strings.IndexFunc(symbol, unicode.IsDigit)
	if i < 0 {
		return nil
	}
	return splitWords(symbol[i:])
}

// find lists where the query stands in the text of an entry, in order, without overlap.
func (f *finder) find(text string, p *part, local uint32) []found {
	if len(f.terms)+len(f.prefixes)+len(f.phrases)+len(f.nears) == 0 {
		return nil
	}
	_, words := p.forward.words(local, f.c)
	ts := f.cut(text, p.forward.vocab[channels[f.c].tag], words.b)
	var out []found
	add := func(from, to int, what string) {
		w := f.weight[what]
		if w == 0 {
			w = .1
		}
		out = append(out, found{ts[from].at, ts[to].end, what, w})
	}
	for i := range ts {
		t := &ts[i]
		if t.form == "" { // it is no part of anything
			continue
		}
		if what, ok := f.terms[t.stem]; ok {
			add(i, i, what)
		}
		if what, ok := f.terms[t.pair]; ok && t.pair != "" {
			add(i-1, i, what)
		}
		for _, p := range f.prefixes {
			if strings.HasPrefix(t.form, p) || strings.HasPrefix(t.stem, p) {
				add(i, i, p+"*")
			}
		}
		for _, p := range f.phrases {
			if begins(ts[i:], p) {
				add(i, i+len(p)-1, phraseKey(p))
			}
		}
	}
	for _, p := range f.nears {
		for _, at := range p.in(f.c, ts) {
			add(at[0], at[1]-1, p.typed)
		}
	}
	return merge(out)
}

// in lists the stretches of words of a text that make the NEAR true there.
func (p *near) in(c int, ts []token) [][2]int {
	all := p.passages(c)
	found := make([][]int, len(all.units))
	for i, u := range all.units {
		found[i] = u.places(ts)
	}
	var out [][2]int
	all.each(maxTries, found, func(at []int) bool {
		for i, x := range at {
			out = append(out, [2]int{x, x + len(all.units[i])})
		}
		return len(out) < maxTries
	})
	return out
}

// places lists where the unit begins.
func (u unit) places(ts []token) []int {
	var out []int
	for i := 0; i+len(u) <= len(ts); i++ {
		whole := true
		for k, stems := range u {
			if _, ok := slices.BinarySearch(stems, ts[i+k].stem); !ok {
				whole = false
				break
			}
		}
		if whole {
			out = append(out, i)
		}
	}
	return out
}

// cut cuts a text into words; those that cannot be part of what is sought have
// no forms. Which they are tells the forward index, where the text is encoded.
func (f *finder) cut(text string, voc *vocabulary, encoded []byte) []token {
	words := f.words(voc)
	at, id := 0, uint32(0)
	*f.tokens = f.a.cut(text, (*f.tokens)[:0], func(pos int, s string) (word, bool) {
		for ; at < pos && len(encoded) > 0; at++ {
			id, encoded = next(encoded)
		}
		if at == pos && !f.seeks(voc, id-firstWord, words) {
			return word{}, false
		}
		return f.a.word(s), true
	})
	return *f.tokens
}

// words are the words of the stems sought.
func (f *finder) words(voc *vocabulary) *sought {
	out := f.sought[voc]
	if out != nil {
		return out
	}
	out = &sought{}
	add := func(s string) {
		if i, ok := voc.stems.find(s); ok {
			for words := voc.wordsOfStem(uint32(i)); len(words) > 0; words = words[4:] {
				out.words = append(out.words, words.at(0))
				out.mask |= 1 << (words.at(0) & 63)
			}
		}
	}
	for s := range f.terms {
		add(s)
	}
	for _, p := range f.phrases {
		for _, s := range p {
			add(s)
		}
	}
	for _, n := range f.nears {
		for _, u := range n.units[f.c] {
			for _, s := range u {
				for _, s := range s {
					add(s)
				}
			}
		}
	}
	slices.Sort(out.words)
	f.sought[voc] = out
	return out
}

// seeks reports whether a word may be part of what is sought.
func (f *finder) seeks(voc *vocabulary, id uint32, words *sought) bool {
	return words.has(id) || slices.ContainsFunc(f.prefixes, func(p string) bool {
		return bytes.HasPrefix(voc.words.at(int(id)), []byte(p)) || bytes.HasPrefix(voc.stems.at(int(voc.stem(id))), []byte(p))
	})
}

func begins(ts []token, stems []string) bool {
	if len(ts) < len(stems) {
		return false
	}
	for i, s := range stems {
		if ts[i].stem != s {
			return false
		}
	}
	return true
}

// merge joins places that overlap.
func merge(fs []found) []found {
	slices.SortFunc(fs, func(a, b found) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.end, a.end)) })
	var out []found
	for _, f := range fs {
		if n := len(out); n > 0 && f.at < out[n-1].end {
			last := &out[n-1]
			last.end = max(last.end, f.end)
			if f.weight > last.weight {
				last.weight, last.what = f.weight, f.what
			}
			continue
		}
		out = append(out, f)
	}
	return out
}

// window picks the stretch of text to show: the one whose words weigh most,
// each counted once, beginning where a sentence does if it can. What was found
// is in the order of the text.
func window(text string, fs []found, budget int) (from, to int) {
	if utf8.RuneCountInString(text) <= budget {
		return 0, len(text)
	}
	best := float32(-1)
	starts := sentences(text)
	var seen []string // what stands in the stretch
	for _, start := range begin(text, starts, fs, budget) {
		end := ahead(text, start, budget)
		score := float32(0)
		seen = seen[:0]
		first, _ := slices.BinarySearchFunc(fs, start, func(f found, start int) int { return f.at - start })
		for _, f := range fs[first:] {
			if f.at >= end {
				break
			}
			switch {
			case f.end > end:
			case slices.Contains(seen, f.what):
				score += f.weight / 10
			default:
				seen = append(seen, f.what)
				score += f.weight
			}
		}
		if score > best {
			best, from, to = score, start, end
		}
	}
	return from, wordEnd(text, to)
}

// begin lists where a snippet may begin: at each sentence, and a little before
// each match.
func begin(text string, starts []int, fs []found, budget int) []int {
	out := []int{0}
	for _, f := range fs {
		i, ok := slices.BinarySearch(starts, f.at)
		if !ok {
			i--
		}
		near := i >= 0 && f.at-starts[i] < budget/2*utf8.UTFMax // else there is no need to count
		if near && utf8.RuneCountInString(text[starts[i]:f.at]) < budget/2 {
			out = append(out, starts[i])
		} else {
			out = append(out, wordStart(text, back(text, f.at, budget/4)))
		}
	}
	return slices.Compact(out)
}

// sentences lists where sentences begin.
func sentences(text string) []int {
	starts := []int{0}
	ended := false
	for i := 0; i < len(text); {
		if asciiWord[text[i]] { // most are
			ended = false
			i++
			continue
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		switch r {
		case '。', '！', '？', '；', '\n':
			if i < len(text) {
				starts = append(starts, i)
			}
			ended = false
		case '.', '!', '?', ';', '؟', '؛':
			ended = true
		default:
			if ended && unicode.IsSpace(r) {
				starts = append(starts, i)
			}
			ended = false
		}
	}
	return slices.Compact(starts)
}

// back is n characters before at.
func back(text string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		k := 1
		if text[at-1] >= utf8.RuneSelf {
			_, k = utf8.DecodeLastRuneInString(text[:at])
		}
		at -= k
	}
	return at
}

func ahead(text string, at, n int) int {
	for ; n > 0 && at < len(text); n-- {
		k := 1
		if text[at] >= utf8.RuneSelf {
			_, k = utf8.DecodeRuneInString(text[at:])
		}
		at += k
	}
	return at
}

// wordStart moves on to the next beginning of a word, if it is near.
func wordStart(text string, at int) int {
	if at == 0 {
		return 0
	}
	if i := strings.IndexFunc(text[at:], unicode.IsSpace); i >= 0 && i < 60 {
		return at + i + 1
	}
	return at
}

// wordEnd moves back to the end of a word, if it is near.
func wordEnd(text string, to int) int {
	if to == len(text) {
		return to
	}
	if i := strings.LastIndexFunc(text[:to], unicode.IsSpace); i > to-60 && i > 0 {
		return i
	}
	return to
}

const ellipsis = "…"

// cut makes the snippet; what was left out is marked by an ellipsis.
func cut(text string, from, to int, fs []found) (string, []index.Span) {
	var b strings.Builder
	if from > 0 {
		b.WriteString(ellipsis + " ")
	}
	shift := b.Len() - from
	b.WriteString(strings.ReplaceAll(text[from:to], "\n", " "))
	if to < len(text) {
		b.WriteString(" " + ellipsis)
	}
	var spans []index.Span
	for _, f := range fs {
		if f.at >= from && f.end <= to {
			spans = append(spans, index.Span{Start: f.at + shift, End: f.end + shift})
		}
	}
	return b.String(), spans
}
