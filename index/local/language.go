package local

import (
	"unicode"

	"concordance/corpus/lang"
	"concordance/index/query"
)

// language is the channel of the language that the query is in: by its script;
// of languages in Latin letters that in which most of its words stand, by
// weight, and of equals that whose common words it has, then the reader's.
func (s *search) language() (int, error) {
	words := queryWords(s.query.Root)
	for _, w := range words {
		for _, r := range w {
			switch {
			case unicode.Is(unicode.Cyrillic, r):
				return channelOf(lang.Russian), nil
			case unicode.Is(unicode.Arabic, r):
				return channelOf(lang.Arabic), nil
			case unicode.Is(unicode.Han, r):
				return channelOf(lang.Chinese), nil
			}
		}
	}
	first := languageOf(s.query)
	best, most := channelOf(first), float32(-1)
	for _, t := range append([]lang.Tag{first}, latin...) {
		c := channelOf(t)
		known, err := s.known(c, words)
		if err != nil {
			return 0, err
		}
		if known > most*1.01 {
			best, most = c, known
		}
	}
	return best, nil
}

// known weighs the words of a query that stand in a channel.
func (s *search) known(c int, words []string) (float32, error) {
	sum, made := float32(0), lister{v: s.v} // the words are bound: their lists are there
	if !s.v.has(c) {
		return 0, nil
	}
	for _, w := range words {
		for _, word := range splitWords(w) {
			l, err := made.term(c, channels[c].analyser().word(word).stem)
			if err != nil {
				return 0, err
			}
			if l.size() > 0 {
				sum++
			}
		}
	}
	return sum, nil
}

// languageOf is the language in Latin letters whose common words stand most in
// the query, else the reader's, else English.
func languageOf(q query.Query) lang.Tag {
	counts := map[lang.Tag]int{}
	for _, w := range q.Words() {
		for _, t := range analysers()[lang.English].tokens(w, nil) {
			for _, l := range latin {
				if analysers()[l].stop[t.form] {
					counts[l]++
				}
			}
		}
	}
	best := q.Lang
	if counts[best] == 0 && !isLatin(best) {
		best = lang.English
	}
	for _, l := range latin {
		if counts[l] > counts[best] {
			best = l
		}
	}
	return best
}
