package cite

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concordance/corpus/lang"
)

// seedCitations lists every citation of the concept note, by hand: paragraph,
// the words of the mention (its first and last ones where it is long), and the
// target. The note gives no pinpoints. Events and initiatives it names are no
// citations.
var seedCitations = []struct{ paragraph, surface, target string }{
	{"4", "2396 (2017)", "S/RES/2396 (2017)"},
	{"4", "2396 (2017)", "S/RES/2396 (2017)"},
	{"5", "Addendum to … (2018)", "S/2018/1177"},
	{"5", "S/2018/1177", "S/2018/1177"},
	{"7", "Framework document … Member States", "S/2020/731"},
	{"7", "S/2020/731", "S/2020/731"},
	{"7", "Technical guide … other resolutions", "S/2017/716"},
	{"7", "S/2017/716", "S/2017/716"},
	{"11", "Compendium of good practices … terrorist attacks", "un-compendium-critical-infrastructure-2018"},
	{"11", "2341 (2017)", "S/RES/2341 (2017)"},
	{"11", "Compendium", "un-compendium-critical-infrastructure-2018"},
	{"11", "2396 (2017)", "S/RES/2396 (2017)"},
	{"12", "Antalya memorandum … counterterrorism context", "gctf-antalya-memorandum-2017"},
	{"14", "2341 (2017)", "S/RES/2341 (2017)"},
	{"15", "2396 (2017)", "S/RES/2396 (2017)"},
	{"15", "2341 (2017)", "S/RES/2341 (2017)"},
	{"16", "2396 (2017)", "S/RES/2396 (2017)"},
	{"17", "2396 (2017)", "S/RES/2396 (2017)"},
	{"24", "2396 (2017)", "S/RES/2396 (2017)"},
}

func TestSeedNote(t *testing.T) {
	b, err := os.ReadFile(shared(t, "seeds/ctc-concept-note-2021-01-27.txt"))
	if err != nil {
		t.Fatal(err)
	}
	numbered := regexp.MustCompile(`^([0-9]+)\. `)
	tagger := NewTagger(nil)
	var got []string
	for line := range strings.Lines(string(b)) {
		number := "-"
		if m := numbered.FindStringSubmatch(line); m != nil {
			number = m[1]
		}
		for _, c := range tagger.Find(line, lang.English, Place{Work: "ctc-concept-note-2021-01-27"}) {
			got = append(got, strings.Join(append([]string{number, line[c.Start:c.End], string(c.Target)}, string(c.Status)), " | "))
		}
	}
	var want []string
	for i, c := range seedCitations {
		surface := c.surface
		if first, last, ok := strings.Cut(surface, " … "); ok && i < len(got) {
			parts := strings.Split(got[i], " | ")
			if strings.HasPrefix(parts[1], first) && strings.HasSuffix(parts[1], last) {
				surface = parts[1]
			}
		}
		want = append(want, strings.Join([]string{c.paragraph, surface, c.target, "resolved"}, " | "))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
