package local

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"concordance/corpus/lang"

	"github.com/blevesearch/bleve/v2/analysis"
)

// analyser makes tokens of a language's texts and of queries in it.
//
// A word is a run of letters, marks and digits; everything else parts words.
// Han characters are words of one character each; as terms they are joined by
// pairs of neighbours, so that a word of two weighs more than its characters.
// Common words are kept: phrases need them, and a query drops them.
type analyser struct {
	tag  lang.Tag
	stem analysis.TokenFilter
	stop map[string]bool

	// seen are words met lately, at one of two places that their hash gives them.
	// Most words of a text are among them, and no lock is needed to know.
	seen []atomic.Pointer[seenWord]
}

// seenWord is a word with its form as written.
type seenWord struct {
	written string
	word
}

// word is a word in its two forms.
type word struct {
	form string // folded
	stem string // of the folded form
}

// token is a word at its place in a text.
type token struct {
	word
	at, end int    // bytes
	pos     int    // from 1
	pair    string // with the Han character before it, else ""
}

// seenBits bounds the memory of an analyser's words.
const seenBits = 17

// maxWord is the longest word in bytes; longer runs are cut, as they are no words.
const maxWord = 120

func newAnalyser(t lang.Tag) *analyser {
	w := languages[t]
	return &analyser{tag: t, stem: w.stem, stop: stopWords(w.stop), seen: make([]atomic.Pointer[seenWord], 1<<seenBits)}
}

var analysers = sync.OnceValue(func() map[lang.Tag]*analyser {
	m := map[lang.Tag]*analyser{}
	for _, t := range lang.Texts {
		m[t] = newAnalyser(t)
	}
	return m
})

// tokens appends the tokens of s to to.
func (a *analyser) tokens(s string, to []token) []token {
	return a.cut(s, to, func(_ int, s string) (word, bool) { return a.word(s), true })
}

// cut appends the tokens of s to to, with the forms that of gives of each word
// at its place: not ok leaves them out, but for Han characters, whose pairs need them.
func (a *analyser) cut(s string, to []token, of func(pos int, s string) (w word, ok bool)) []token {
	pos, after := 0, -1 // where the last Han character ends
	eachWord(s, func(from, end int, han bool) {
		pos++
		t := token{at: from, end: end, pos: pos}
		if han {
			if t.word = a.word(s[from:end]); from == after {
				t.pair = to[len(to)-1].form + t.form
			}
			after = end
		} else if w, ok := of(pos, s[from:end]); ok {
			t.word = w
		}
		to = append(to, t)
	})
	return to
}

// eachWord calls f with the place of each word of s; han tells those of one Han
// character.
func eachWord(s string, f func(from, end int, han bool)) {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf && !asciiWord[s[i]] {
			i++
			continue
		}
		if end := asciiEnd(s, i); end > i && (end == len(s) || s[end] < utf8.RuneSelf) && end-i <= maxWord {
			f(i, end, false)
			i = end
			continue
		}
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case ideograph(r):
			f(i, i+n, true)
			i += n
		case !inWord(r) || unicode.IsMark(r):
			i += n
		default:
			end := i + wordLen(s[i:])
			f(i, end, false)
			i = end
		}
	}
}

// asciiWord are the letters and digits of one byte.
var asciiWord = func() (in [256]bool) {
	for c := range utf8.RuneSelf {
		in[c] = inWord(rune(c))
	}
	return in
}()

// asciiEnd is where the plain letters and digits end that s has from i on.
func asciiEnd(s string, i int) int {
	for i < len(s) && asciiWord[s[i]] {
		i++
	}
	return i
}

func ideograph(r rune) bool {
	return r >= 0x2E80 && (unicode.Is(unicode.Han, r) || unicode.In(r, unicode.Hiragana, unicode.Katakana))
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// wordLen is the length of the word that s begins with.
func wordLen(s string) int {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if !inWord(r) && r != 0xAD || ideograph(r) || i+n > maxWord {
			return i
		}
		i += n
	}
	return len(s)
}

// word gives the forms of a word as written.
func (a *analyser) word(s string) word {
	h := maphash.String(seenSeed, s)
	at := h >> (64 - seenBits) &^ 1
	for i := range uint64(2) {
		if w := a.seen[at|i].Load(); w != nil && w.written == s {
			return w.word
		}
	}
	w := &seenWord{written: strings.Clone(s)} // s would keep its whole text
	w.word = a.forms(w.written)
	a.seen[at|h&1].Store(w)
	return w.word
}

var seenSeed = maphash.MakeSeed()

func (a *analyser) forms(s string) word {
	form := fold(s)
	if a.stem == nil || form == "" {
		return word{form, form}
	}
	t := a.stem.Filter(analysis.TokenStream{{Term: []byte(form)}})
	if len(t) != 1 || len(t[0].Term) == 0 {
		return word{form, form}
	}
	return word{form, string(t[0].Term)}
}
