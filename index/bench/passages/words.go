package passages

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// Sizes of the language that passages are written in.
const (
	contentWords = 60_000
	phraseCount  = 4_000
	topicCount   = 400
	topicWords   = 160
)

// Parts that words are put together from, and the endings they take.
var (
	onsets  = strings.Fields("b br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w")
	nuclei  = strings.Fields("a a a e e e i i o o u ai ea io ou")
	codas   = append(strings.Fields("b ck d ft g l ll lt m mp n n n nd nk nt p r r rd rk rm rn rt s s sk st t t th x"), "", "", "", "")
	endings = append(strings.Fields("s s ed ing ment ments tion tions al able ity er ers ive ly ness"), "", "", "", "", "", "", "")
)

// function holds words of grammar, the most frequent first.
var function = strings.Fields(`the of and to in for on with by that as from their its all at or which this be are is has have been
	such through between within other any under including where these into not also against those it may should shall when during
	each both more after before than about among whose upon must will can while there only there they`)

// openers begin a passage.
var openers = []string{
	"Asks that", "Urges each of", "Notes with care", "Holds that", "Agrees to", "Invites", "Bears in mind", "Looks forward to",
	"Is mindful of", "Welcomes once more", "Wishes", "Remains of the view that", "Insists on", "Requests anew", "Commends", "Regrets",
	"Underscores", "Sets out", "Records", "Returns to",
}

// language is what a generator's words are drawn from.
type language struct {
	content []string   // the most frequent first
	phrases [][]string // that recur, the most frequent first
	topics  [][]int    // of content
}

func newLanguage(r *rand.Rand) *language {
	l := &language{content: inventWords(r)}
	word := rand.NewZipf(r, 1.1, 20, contentWords/4-1)
	for range phraseCount {
		l.phrases = append(l.phrases, l.inventPhrase(r, word))
	}
	for range topicCount {
		topic := make([]int, topicWords)
		for i := range topic {
			topic[i] = 50 + r.IntN(contentWords/6)
		}
		l.topics = append(l.topics, topic)
	}
	return l
}

// inventWords makes the content words: no two alike, none of grammar. A stem
// brings its endings with it, so that stemming has something to join.
func inventWords(r *rand.Rand) []string {
	seen := map[string]bool{}
	for _, w := range function {
		seen[w] = true
	}
	var words []string
	for len(words) < contentWords {
		stem := inventStem(r)
		for range 1 + r.IntN(3) {
			w := stem + pick(r, endings)
			if len(w) > 3 && !seen[w] {
				seen[w] = true
				words = append(words, w)
			}
		}
	}
	words = words[:contentWords]
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return words
}

func inventStem(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(3)/2 + r.IntN(2) {
		b.WriteString(pick(r, onsets))
		b.WriteString(pick(r, nuclei))
	}
	b.WriteString(pick(r, codas))
	return b.String()
}

// inventPhrase joins two to four words, now and then by one of grammar.
func (l *language) inventPhrase(r *rand.Rand, word *rand.Zipf) []string {
	p := []string{l.content[word.Uint64()], l.content[word.Uint64()]}
	switch r.IntN(4) {
	case 0:
		p = slices.Insert(p, 1, "of")
	case 1:
		p = append(p, l.content[word.Uint64()])
	}
	return p
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// given are the words of passages that are English, not invented.
var given = func() map[string]bool {
	m := map[string]bool{"decision": true, "since": true}
	for _, w := range append(strings.Fields(strings.ToLower(strings.Join(openers, " "))), function...) {
		m[w] = true
	}
	return m
}()

// Invented reports whether w, a lower-case word of a passage, is a content word.
func Invented(w string) bool { return !given[w] }
