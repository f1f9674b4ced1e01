package passages

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"

	"github.com/google/go-cmp/cmp"
)

func works(seed uint64, n int) []*corpus.Work { return slices.Collect(Works(seed, n)) }

func TestWorksFollowTheSeed(t *testing.T) {
	a, b := works(1, 120), works(1, 120)
	if d := cmp.Diff(a, b); d != "" {
		t.Errorf("two runs of one seed differ:\n%s", d)
	}
	if cmp.Equal(a, works(2, 120)) {
		t.Error("another seed gives the same works")
	}
	if d := cmp.Diff(a[:2], works(1, 100)); d != "" {
		t.Errorf("a longer run begins otherwise than a shorter one:\n%s", d)
	}
}

func TestWorksAreInTheManner(t *testing.T) {
	total, found := 0, map[string]int{}
	for _, w := range works(1, 2_020) {
		total += len(w.Provisions)
		for _, p := range w.Provisions {
			s := p.Texts[lang.English].Text
			if n := len(strings.Fields(s)); n < 30 || n > 203 {
				t.Errorf("%s %s has %d words", w.ID, p.Locator, n)
			}
			for f := range strings.FieldsFuncSeq(s, func(r rune) bool { return r < 'a' || r > 'z' }) {
				found[f]++
			}
		}
	}
	if total != 2_020 {
		t.Errorf("%d provisions, not 2020", total)
	}
	if found["the"] < total || len(found) < 10_000 {
		t.Errorf("%d different words, the first %d times: not as words are", len(found), found["the"])
	}
}

func TestTableReadsBack(t *testing.T) {
	want := works(3, 130)
	var b bytes.Buffer
	if err := Write(&b, slices.Values(want)); err != nil {
		t.Fatal(err)
	}
	var got []*corpus.Work
	for w, err := range Read(&b) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, w)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("what was written is not what is read:\n%s", d)
	}
	for _, err := range Read(strings.NewReader("one\ttwo\n")) {
		if err == nil {
			t.Error("a broken line is read without an error")
		}
	}
}
