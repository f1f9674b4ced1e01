package local

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
	generate "concordance/index/bench/passages"
)

// records are made-up entries; the third is deleted.
func records() []*record {
	return []*record{
		{Names: map[lang.Tag]string{"en": "Ropes and knots\nA heading", "fr": "Cordes"},
			Texts: map[lang.Tag]string{"en": "The ropes hold the Ropes, holding.", "fr": "Les cordes tiennent.", "zh": "绳索牢固"}, Note: "Knots hold."},
		{Texts: map[lang.Tag]string{"ar": "الحبال متينة", "ru": "Верёвки крепкие"}},
		nil,
		{Names: map[lang.Tag]string{"en": "Only a title"}},
		{Note: "Only a note"},
		{Texts: map[lang.Tag]string{"en": strings.Repeat("many different words of ropes ", 300)}},
	}
}

func madeForward(t testing.TB, rs []*record) *forward {
	t.Helper()
	var b bytes.Buffer
	if err := writeForward(&b, 77, len(rs), func(d uint32) (*record, error) { return rs[d], nil }, ""); err != nil {
		t.Fatal(err)
	}
	f, err := openForward(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// said lists encoded words as folded; "/" stands between parts.
func said(voc *vocabulary, b []byte) []string {
	var out []string
	for len(b) > 0 {
		var w uint32
		if w, b = next(b); w < firstWord {
			out = append(out, "/")
		} else {
			out = append(out, string(voc.words.at(int(w-firstWord))))
		}
	}
	return out
}

func TestForward(t *testing.T) {
	f := madeForward(t, records())
	if f.identity() != 77 || f.size != 6 {
		t.Fatalf("identity %d, %d entries", f.identity(), f.size)
	}
	for _, c := range []struct {
		entry       uint32
		channel     int
		title, text string
	}{
		{0, channelOf("en"), "ropes and knots / a heading", "the ropes hold the ropes holding"},
		{0, channelOf("fr"), "cordes", "les cordes tiennent"},
		{0, channelOf("zh"), "", "绳 索 牢 固"},
		{0, channelOf("es"), "", ""},
		{0, noteChannel, "ropes and knots / a heading", "knots hold"}, // the notes share the English titles
		{1, channelOf("ru"), "", "веревки крепкие"},
		{1, channelOf("ar"), "", "الحبال متينه"},
		{1, channelOf("en"), "", ""},
		{2, channelOf("en"), "", ""},
		{3, channelOf("en"), "only a title", ""},
		{4, noteChannel, "", "only a note"},
		{5, channelOf("en"), "", strings.TrimSpace(strings.Repeat("many different words of ropes ", 300))},
	} {
		voc := f.vocab[channels[c.channel].tag]
		title, text := f.words(c.entry, c.channel)
		if got := strings.Join(said(voc, title.b), " "); got != c.title {
			t.Errorf("entry %d, channel %d: the titles are %q, want %q", c.entry, c.channel, got, c.title)
		}
		if got := strings.Join(said(voc, text.b), " "); got != c.text {
			t.Errorf("entry %d, channel %d: the text is %q, want %q", c.entry, c.channel, got, c.text)
		}
		for what, w := range map[string]wording{c.title: title, c.text: text} {
			want := 0
			for _, word := range splitWords(what) {
				want += len(slices.Collect(letterGroups(channels[c.channel].tag, fold(word))))
			}
			if int(w.groups) != want {
				t.Errorf("entry %d, channel %d: %d letter groups in %q, want %d", c.entry, c.channel, w.groups, what, want)
			}
		}
	}
}

// Words know their stems, entries and letter groups.
func TestForwardVocabulary(t *testing.T) {
	f := madeForward(t, records())
	voc := f.vocab["en"]
	if !slices.IsSortedFunc(stringsOf(voc.stems), strings.Compare) || !slices.IsSortedFunc(stringsOf(voc.gram), strings.Compare) {
		t.Error("stems or letter groups are not sorted")
	}
	df := map[string]uint32{"ropes": 2, "the": 1, "hold": 1, "only": 2, "many": 1}
	seen, sum := map[string]bool{}, uint64(0)
	for i, w := range stringsOf(voc.words) {
		if seen[w] {
			t.Errorf("%s is there twice", w)
		}
		seen[w] = true
		if got, want := string(voc.stems.at(int(voc.stem(uint32(i))))), analysers()["en"].word(w).stem; got != want {
			t.Errorf("the stem of %s is %s, want %s", w, got, want)
		}
		if want, ok := df[w]; ok && voc.df.at(i) != want {
			t.Errorf("%s is in %d entries, want %d", w, voc.df.at(i), want)
		}
		var got []string
		_, grams := voc.about(uint32(i))
		for g := range grams.len() {
			got = append(got, string(voc.gram.at(int(grams.at(g)))))
		}
		if want := slices.Collect(letterGroups("en", w)); !slices.Equal(got, want) {
			t.Errorf("the letter groups of %s are %v, want %v", w, got, want)
		}
	}
	for g, written := range stringsOf(voc.gram) {
		var got, want []string
		for words := voc.wordsOfGroup(g); len(words) > 0; words = words[4:] {
			got = append(got, string(voc.words.at(int(words.at(0)))))
		}
		for _, w := range stringsOf(voc.words) {
			if slices.Contains(slices.Collect(letterGroups("en", w)), written) {
				want = append(want, w)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("the words with %s are %v, want %v", written, got, want)
		}
	}
	for _, w := range []string{"ropes", "knots", "heading", "note", "title", "different"} {
		if !seen[w] {
			t.Errorf("%s is missing", w)
		}
	}
	for _, r := range records() {
		if r == nil {
			continue
		}
		for _, s := range []string{r.Names["en"], r.Texts["en"], r.Note} {
			for _, tok := range analysers()["en"].tokens(s, nil) {
				sum += uint64(len(slices.Collect(letterGroups("en", tok.form))))
			}
		}
	}
	if voc.gramSum != sum || voc.gramDocs != 4 {
		t.Errorf("%d letter groups in %d entries, want %d in 4", voc.gramSum, voc.gramDocs, sum)
	}
}

func stringsOf(s texts) []string {
	var out []string
	for i := range s.len() {
		out = append(out, string(s.at(i)))
	}
	return out
}

// All that searches read of a damaged forward index ends: in an answer or in a
// panic, which they make an error of.
func TestForwardDamaged(t *testing.T) {
	whole := madeForward(t, records()).b
	r := rand.New(rand.NewPCG(9, 10))
	try := func(b []byte) (opened bool) {
		f, err := openForward(b)
		if err != nil {
			return false
		}
		_ = guarded(0, func(int) error {
			for d := range uint32(f.size) {
				for c := range channels {
					title, text := f.words(d, c)
					said(f.vocab[channels[c].tag], title.b)
					said(f.vocab[channels[c].tag], text.b)
				}
			}
			return nil
		})
		_ = guarded(0, func(int) error {
			for _, voc := range f.vocab {
				voc.stems.find("rope")
				voc.gram.find("rope")
				for w := range uint32(len(stringsOf(voc.words))) {
					voc.about(w)
				}
				for g := range voc.gram.len() {
					newBits(voc.words.len()).addAll(voc.wordsOfGroup(g))
				}
			}
			return nil
		})
		return true
	}
	if !try(whole) {
		t.Fatal("the whole one is not read")
	}
	for n := range whole {
		if try(whole[:n]) {
			t.Fatalf("cut after %d of %d bytes it is opened", n, len(whole))
		}
	}
	for i := range whole { // every byte once, and some together
		b := slices.Clone(whole)
		b[i] ^= 1 << r.IntN(8)
		try(b)
		b[i] = 0xff
		try(b)
		for range r.IntN(8) {
			b[r.IntN(len(b))] = byte(r.Uint32())
		}
		try(b)
	}
}

// A forward index on disk that is damaged, cut, missing or another segment's is
// made again where it can be told; else the search that meets the damage fails,
// and no panic leaves the engine.
func TestForwardFile(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	e := open(t, dir)
	if err := e.Rebuild(ctx, 1, func(yield func(*corpus.Work, error) bool) {
		for w := range generate.Works(3, fileFrom+500) {
			if !yield(w, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	asked := []string{`"of the"`, "the NEAR/3 of", "between within such", "betwen"}
	answers := func(e *Engine) (out []*index.Result, err error) {
		for _, q := range asked {
			res, err := e.Search(ctx, index.Request{Query: q, NoFacets: true})
			if err != nil {
				return nil, err
			}
			out = append(out, res)
		}
		return out, nil
	}
	want, err := answers(e)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(e.gen.dir, "forward", "*.fwd"))
	if len(files) != 1 {
		t.Fatalf("%d forward indexes on disk", len(files))
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	other := madeForward(t, records()).b
	flipped := func(at int) []byte {
		b := slices.Clone(whole)
		b[at] ^= 0xff
		return b
	}
	for name, b := range map[string][]byte{
		"missing": nil, "empty": {}, "cut": whole[:len(whole)/2], "cut by a byte": whole[:len(whole)-1], "another's": other,
		"magic": flipped(1), "identity": flipped(len(forwardMagic)), "size": flipped(len(forwardMagic) + 8), "table": flipped(len(whole) - 3),
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.Remove(files[0]); err != nil {
				t.Fatal(err)
			}
			if b != nil {
				write(t, files[0], string(b))
			}
			e := open(t, dir)
			defer e.Close()
			got, err := answers(e)
			if err != nil {
				t.Fatal(err)
			}
			sameAnswers(t, asked, got, want)
			if again, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(again, whole) {
				t.Errorf("it is not made again as it was: %v", err)
			}
		})
	}
	r := rand.New(rand.NewPCG(11, 12))
	failed := 0
	for range 25 {
		b := slices.Clone(whole)
		for range 200 {
			b[len(forwardMagic)+16+r.IntN(len(b)-len(forwardMagic)-24)] = byte(r.Uint32())
		}
		write(t, files[0], string(b))
		e := open(t, dir)
		if _, err := answers(e); err != nil {
			failed++
		}
		if _, err := e.Suggest(ctx, "of", ""); err != nil {
			t.Errorf("suggestions need no forward index: %v", err)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if failed == 0 {
		t.Error("no damage was met")
	}
}

// sameAnswers holds answers against others: the same hits in the same order,
// with scores but for the noise of adding floats.
func sameAnswers(t *testing.T, asked []string, got, want []*index.Result) {
	t.Helper()
	for i, q := range asked {
		if got[i].Total != want[i].Total || len(got[i].Hits) != len(want[i].Hits) {
			t.Errorf("%q finds %d, want %d", q, got[i].Total, want[i].Total)
			continue
		}
		for j, h := range want[i].Hits {
			if g := got[i].Hits[j]; g.Work != h.Work || g.Locator != h.Locator || g.Score < h.Score-1e-3 || g.Score > h.Score+1e-3 {
				t.Errorf("%q: hit %d is %s/%s with %v, want %s/%s with %v", q, j, g.Work, g.Locator, g.Score, h.Work, h.Locator, h.Score)
				break
			}
		}
		if got[i].Meant != want[i].Meant || len(got[i].Repairs) != len(want[i].Repairs) || !slices.Equal(got[i].Absent, want[i].Absent) {
			t.Errorf("%q says %q %v %v, want %q %v %v", q, got[i].Meant, got[i].Repairs, got[i].Absent, want[i].Meant, want[i].Repairs, want[i].Absent)
		}
	}
}
