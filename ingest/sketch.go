package ingest

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// A sketch is the sketchSize smallest hashes of a text's runs of shingle words
// (in Chinese, characters): a sample that is the same for the same text, and as
// alike for two texts as they are (a bottom-k MinHash, A. Broder 1997). Two files
// in one language are one text when their samples share alikeness of their
// hashes: copies that differ in line breaks, masthead, a saved page's furniture.
const (
	sketchSize = 64
	shingle    = 5
	alikeness  = 0.8
	sketchable = 60 // words a text needs at least: fewer tell nothing
)

// sketch samples the text of a document, nil when it is too short.
func sketch(d *corpus.Document) []uint32 {
	var words []string
	for i := range d.Passages {
		words = append(words, shingleWords(d.Passages[i].Text, d.Lang)...)
	}
	if len(words) < sketchable {
		return nil
	}
	seen := map[uint32]bool{}
	h := fnv.New32a()
	for i := 0; i+shingle <= len(words); i++ {
		h.Reset()
		for _, w := range words[i : i+shingle] {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		seen[mix(h.Sum32())] = true
	}
	out := make([]uint32, 0, len(seen))
	for x := range seen {
		out = append(out, x)
	}
	slices.Sort(out)
	return slices.Clip(slices.Clone(out[:min(len(out), sketchSize)]))
}

// mix spreads the bits of a hash, so that the smallest are a fair sample.
func mix(x uint32) uint32 {
	x ^= x >> 16
	x *= 0x7feb352d
	x ^= x >> 15
	x *= 0x846ca68b
	return x ^ x>>16
}

func shingleWords(s string, l lang.Tag) []string {
	if l != lang.Chinese {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	var out []string
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, string(r))
		}
	}
	return out
}

// likenessOf estimates how much of two texts is the same, 0 to 1: the share of
// both among the smallest hashes of either.
func likenessOf(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n, both := 0, 0
	for i, k := 0, 0; n < min(sketchSize, max(len(a), len(b))) && i < len(a) && k < len(b); n++ {
		switch {
		case a[i] == b[k]:
			both++
			i++
			k++
		case a[i] < b[k]:
			i++
		default:
			k++
		}
	}
	return float64(both) / float64(n)
}

// kin finds the work a document without a symbol is another copy of.
type kin struct {
	held []relative
}

type relative struct {
	work   corpus.WorkID
	symbol string
	lang   lang.Tag
	file   string
	sketch []uint32
}

// newKin lists the texts the library holds.
func newKin(works []*corpus.Work) *kin {
	k := &kin{}
	for _, w := range works {
		for _, d := range w.Documents {
			k.held = append(k.held, relative{w.ID, w.Symbol, d.Lang, d.Source.File, d.Reading.Sketch})
		}
	}
	return k
}

// join makes a document without a symbol a version of the work whose text it
// repeats, and says so. It reports whether it did.
func (k *kin) join(d *corpus.Document) bool {
	joined := false
	if d.Symbol == "" && len(d.Reading.Sketch) > 0 {
		best, score := relative{}, 0.0
		for _, r := range k.held {
			if r.lang == d.Lang && r.work != d.ID {
				if s := likenessOf(d.Reading.Sketch, r.sketch); s > score {
					best, score = r, s
				}
			}
		}
		if score >= alikeness {
			d.Warnings = append(d.Warnings, corpus.Warning{Text: fmt.Sprintf("the text is that of %s, from %s: read as another file of it", best.work, best.file)})
			d.ID, d.Symbol, d.Reading.Identity = best.work, best.symbol, corpus.OriginText
			joined = true
		}
	}
	k.held = append(k.held, relative{d.ID, d.Symbol, d.Lang, d.Source.File, d.Reading.Sketch})
	return joined
}

// holdings lists the library's works, without their provisions.
func holdings(ctx context.Context, lib corpus.Library) ([]*corpus.Work, error) {
	var out []*corpus.Work
	for w, err := range lib.Works(ctx, corpus.Filter{}) {
		if err != nil {
			return nil, fmt.Errorf("listing the library's works: %w", err)
		}
		out = append(out, w)
	}
	return out, nil
}
