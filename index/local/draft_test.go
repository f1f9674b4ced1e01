package local

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"concordance/corpus/lang"
)

// wordsPlainly cuts a text rune by rune.
func wordsPlainly(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case ideograph(r):
			out = append(out, fmt.Sprint(i, i+n, true))
		case inWord(r) && !unicode.IsMark(r):
			n = wordLen(s[i:])
			out = append(out, fmt.Sprint(i, i+n, false))
		}
		i += n
	}
	return out
}

// oddText is of pieces that meet at the borders of words.
func oddText(r *rand.Rand) string {
	pieces := []string{"a", "B", "7", "ship", "anchors", "internationalisation", "é", "ß", "\u0301", "\u00ad", "\u0640", " ", " ", ".", "-", "’", "\n", "\x00", "\xff",
		"锚", "链", "ガ", "якоря", "مرساة", "\u200f", "𝔸", "٣", strings.Repeat("long", 40), strings.Repeat("é", 70)}
	var b strings.Builder
	for range r.IntN(40) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// Words are cut alike by the short way and rune by rune, and a draft counts the
// stems, pairs and lengths of the tokens of the analyser.
func TestDraftedWords(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	made := newMaker(19)
	for _, l := range lang.Texts {
		list, a := newWordList(l), analysers()[l]
		for range 400 {
			s := oddText(r)
			if l != lang.German && r.IntN(3) == 0 { // the maker knows no German
				s += made.text(l, 1+r.IntN(30))
			}
			var cut []string
			eachWord(s, func(from, end int, han bool) { cut = append(cut, fmt.Sprint(from, end, han)) })
			if want := wordsPlainly(s); !slices.Equal(cut, want) {
				t.Fatalf("%q is cut into %v, want %v", s, cut, want)
			}
			want, length := map[string]int{mark: 1}, 0
			for _, tok := range a.tokens(s, nil) {
				want[tok.stem]++
				if tok.pair != "" {
					want[tok.pair]++
				}
				if !a.stop[tok.form] {
					length++
				}
			}
			freqs, n := list.postings(list.spell(s, nil))
			got := map[string]int{}
			for term, tf := range freqs {
				got[term] = tf.Frequency()
			}
			if n != length || !maps.Equal(got, want) {
				t.Fatalf("%s, %q: %v of length %d, want %v of %d", l, s, got, n, want, length)
			}
		}
	}
}
