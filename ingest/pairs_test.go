package ingest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/source"
)

// PairsVariable names a folder of further pairs to hold against each other:
// NAME.pdf (or .docx, .html) and NAME.xml.
const PairsVariable = "CONCORDANCE_PAIRS"

// The PDFs of the United Nations read as their XML twins: the same passages and
// points, in the same order, with the same words.
func TestSameFromPDF(t *testing.T) {
	if testing.Short() {
		t.Skip("searches the whole archive for ten files: left out of short runs")
	}
	pdfs, err := filepath.Glob(shared(t, "data/pdf") + "/S_RES_*.pdf")
	if err != nil || len(pdfs) != 9 {
		t.Fatal(err, pdfs)
	}
	pdfs = append(pdfs, shared(t, "data/samples/S_RES_2770 (2025).en.pdf"))
	twins := map[corpus.WorkID]*corpus.Document{}
	for f, err := range source.Files(shared(t, "data/un-akn-sc.tar.zst")) {
		if err != nil || !strings.Contains(f.Name, "/2025/English/") {
			continue
		}
		data, err := bytesOf(f)
		if err != nil {
			t.Fatal(err)
		}
		if d, err := Read(t.Context(), f.Name, bytes.NewReader(data)); err == nil {
			twins[d.ID] = d
		}
	}
	for _, name := range pdfs {
		d := readFile(t, name)
		if twins[d.ID] == nil {
			t.Errorf("%s is read as %s, which the archive does not have", name, d.ID)
			continue
		}
		samePair(t, twins[d.ID], d)
		sameText(t, twins[d.ID], d)
	}
}

// Pairs from elsewhere, where a person has some.
func TestSameFromOtherPairs(t *testing.T) {
	dir := os.Getenv(PairsVariable)
	if dir == "" {
		t.Skip("a test of a person's own pairs, beside the ten of TestSameFromPDF: set " + PairsVariable + " to a folder of NAME.pdf and NAME.xml")
	}
	twins, err := filepath.Glob(filepath.Join(dir, "*.xml"))
	if err != nil || len(twins) == 0 {
		t.Fatalf("no XML in %s (%v)", dir, err)
	}
	var all difference
	pairs, whole := 0, 0
	for _, twin := range twins {
		want := readFile(t, twin)
		for _, kind := range []string{".pdf", ".docx", ".html"} {
			name := strings.TrimSuffix(twin, ".xml") + kind
			if _, err := os.Stat(name); err != nil {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(t.Context(), name, bytes.NewReader(data))
			if err != nil {
				t.Error(err)
				continue
			}
			d := samePair(t, want, got)
			pairs++
			if len(d.missing)+len(d.extra) == 0 && d.ordered && d.common == d.want && d.common == d.got {
				whole++
			}
			all.same, all.common, all.want, all.got = all.same+d.same, all.common+d.common, all.want+d.want, all.got+d.got
		}
	}
	t.Logf("%d of %d pairs are the same word for word; %d passages; %s of the words", whole, pairs, all.same, all.shares())
}

// difference is what two readings of one text have and have not in common.
type difference struct {
	same                int // locators, of passages and points
	missing, extra      []corpus.Locator
	ordered             bool
	common, want, got   int // words, in order
	lostWords, newWords []string
}

// shares are the shares of the words: of the wanted ones found, of the found ones wanted.
func (d difference) shares() string {
	return fmt.Sprintf("%.3f %% found, %.3f %% right", 100*float64(d.common)/float64(max(d.want, 1)), 100*float64(d.common)/float64(max(d.got, 1)))
}

// samePair wants the same passages in the same order and 99.9 % of the words.
func samePair(t *testing.T, want, got *corpus.Document) difference {
	t.Helper()
	d := compare(want, got)
	name := filepath.Base(got.Source.File)
	t.Logf("%s: %d passages and points same, %d missing, %d extra; %s", name, d.same, len(d.missing), len(d.extra), d.shares())
	if len(d.missing)+len(d.extra) > 0 {
		t.Errorf("%s: missing %v, extra %v", name, d.missing, d.extra)
	} else if !d.ordered {
		t.Errorf("%s: another order", name)
	}
	if d.common*1000 < d.want*999 || d.common*1000 < d.got*999 {
		t.Errorf("%s: words lost %.30q, new %.30q", name, d.lostWords, d.newWords)
	} else if d.common < d.want || d.common < d.got {
		t.Logf("%s: words lost %q, new %q", name, d.lostWords, d.newWords)
	}
	if got.ID != want.ID || got.Lang != want.Lang || got.Date != want.Date || got.Kind != want.Kind || got.Meeting != want.Meeting {
		t.Errorf("%s: %s %s %s %s %q, want %s %s %s %s %q", name, got.ID, got.Lang, got.Kind, got.Date, got.Meeting, want.ID, want.Lang, want.Kind, want.Date, want.Meeting)
	}
	return d
}

func compare(want, got *corpus.Document) difference {
	a, b := locators(want), locators(got)
	d := difference{ordered: true}
	for _, l := range a {
		if slices.Contains(b, l) {
			d.same++
		} else {
			d.missing = append(d.missing, l)
		}
	}
	for _, l := range b {
		if !slices.Contains(a, l) {
			d.extra = append(d.extra, l)
		}
	}
	if len(d.missing)+len(d.extra) == 0 {
		d.ordered = slices.Equal(a, b)
	}
	x, y := wordsInOrder(want), wordsInOrder(got)
	d.want, d.got = len(x), len(y)
	d.common, d.lostWords, d.newWords = commonWords(x, y)
	return d
}

// locators are the addresses of passages and points, footnotes last.
func locators(d *corpus.Document) []corpus.Locator {
	var body, notes []corpus.Locator
	for _, p := range d.Passages {
		if strings.HasSuffix(p.Locator.Class(), "fn") {
			notes = append(notes, p.Locator)
			continue
		}
		body = append(body, p.Locator)
		for _, part := range p.Parts {
			body = append(body, part.Locator)
		}
	}
	return append(body, notes...)
}

// wordsInOrder are the words of headings, passages and footnotes; of texts
// written without spaces, the characters.
func wordsInOrder(d *corpus.Document) []string {
	var out, notes []string
	split := func(s string) []string {
		var ws []string
		for _, w := range strings.FieldsFunc(s, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
		}) {
			if d.Lang == lang.Tag("zh") {
				ws = append(ws, strings.Split(w, "")...)
			} else {
				ws = append(ws, w)
			}
		}
		return ws
	}
	var above []string
	for _, p := range d.Passages {
		if strings.HasSuffix(p.Locator.Class(), "fn") {
			notes = append(notes, split(p.Text)...)
			continue
		}
		for _, h := range p.Headings {
			if !slices.Contains(above, h) {
				out = append(out, split(h)...)
			}
		}
		above = p.Headings
		out = append(out, split(p.Text)...)
	}
	return append(out, notes...)
}

// commonWords is the length of the longest common subsequence of two texts, and the
// words outside it. Texts differ little, so it goes along the diagonal (Myers).
func commonWords(a, b []string) (common int, lost, added []string) {
	const reach = 4000 // differences after which texts are no twins
	ends := map[int]int{1: 0}
	var trace []map[int]int
	for d := 0; d <= min(len(a)+len(b), reach); d++ {
		step := make(map[int]int, d+1)
		for k := -d; k <= d; k += 2 {
			x := ends[k-1] + 1
			if k == -d || k != d && ends[k-1] < ends[k+1] {
				x = ends[k+1]
			}
			for x < len(a) && x-k < len(b) && x >= 0 && x-k >= 0 && a[x] == b[x-k] {
				x++
			}
			step[k] = x
			if x >= len(a) && x-k >= len(b) {
				trace = append(trace, step)
				lost, added = outside(a, b, trace)
				return len(a) - len(lost), lost, added
			}
		}
		trace = append(trace, step)
		ends = step
	}
	return 0, a, b
}

// outside walks back over the steps of commonWords.
func outside(a, b []string, trace []map[int]int) (lost, added []string) {
	x, y := len(a), len(b)
	for d := len(trace) - 1; d > 0; d-- {
		k := x - y
		before := trace[d-1]
		left, hasLeft := before[k-1]
		up, hasUp := before[k+1]
		if hasLeft && (!hasUp || left >= up) {
			lost = append(lost, a[left])
			x, y = left, left-(k-1)
			continue
		}
		added = append(added, b[up-(k+1)])
		x, y = up, up-(k+1)
	}
	slices.Reverse(lost)
	slices.Reverse(added)
	return lost, added
}
