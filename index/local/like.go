package local

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"concordance/corpus/lang"
)

// likeWords is by how many words of an entry others like it are sought: those
// that say most of it.
const likeWords = 20

// alike gives the node of the entries like s.like, of those that root finds;
// none when there is no such entry.
func (s *search) alike(root node) (node, error) {
	if s.like < 0 {
		return &setNode{newBits(s.v.size)}, nil
	}
	d := uint32(s.like)
	r, err := s.v.record(d)
	if err != nil {
		return nil, err
	}
	c, text := s.likeText(r)
	if c < 0 {
		return &setNode{newBits(s.v.size)}, nil
	}
	type word struct {
		text  string
		times float32
		score float32
	}
	var words []word
	a := channels[c].analyser()
	seen := map[string]int{}
	for _, t := range a.tokens(text, nil) {
		w := text[t.at:t.end]
		if a.stop[t.form] || strings.ContainsFunc(w, unicode.IsDigit) {
			continue
		}
		i, ok := seen[t.stem]
		if !ok {
			i = len(words)
			seen[t.stem] = i
			words = append(words, word{text: w})
		}
		words[i].times++
	}
	for i := range words {
		w := &words[i]
		l, err := s.bound.lister.term(c, channels[c].analyser().word(w.text).stem)
		if err != nil {
			return nil, err
		}
		if l.size() > 1 {
			w.score = idf(l.size(), max(s.v.texts[c].n, l.size())) * w.times / (w.times + 1)
		}
	}
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(b.score, a.score) })
	words = slices.DeleteFunc(words[:min(len(words), likeWords)], func(w word) bool { return w.score == 0 })
	some := &someNode{}
	for _, w := range words {
		n, err := s.bound.term(&term{text: w.text, boost: 2 * w.times / (w.times + 1)})
		if err != nil {
			return nil, err
		}
		some.may = append(some.may, n)
		some.weight = append(some.weight, w.score)
		some.whole += w.score
	}
	some.least = likeShare * some.whole
	itself := newBits(s.v.size)
	itself.add(d)
	out := &andNode{parts: []node{some, &notNode{&setNode{itself}}}, plans: []plan{nil, nil}}
	if _, all := s.plan.(everything); !all && root != nil {
		out.parts, out.plans = append(out.parts, root), append(out.plans, s.plan)
	}
	return out, nil
}

// likeShare is how much of the words of an entry another must hold, by weight,
// to be called like it.
const likeShare = .25

// likeText is the text to compare by: in the reader's language, else in the
// first held, else our note.
func (s *search) likeText(r *record) (channel int, text string) {
	for _, t := range append([]lang.Tag{s.req.Lang}, lang.Texts...) {
		if r.Texts[t] != "" {
			return channelOf(t), r.Texts[t]
		}
	}
	if r.Note != "" {
		return noteChannel, r.Note
	}
	return -1, ""
}
