package digest

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/cite"
)

// Every pinpoint that a verified note claims stands in the list of paragraphs
// that were found in the documents themselves.
func TestPinpoints(t *testing.T) {
	b, err := os.ReadFile("../../../shared/domain/verified-pinpoints.tsv")
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CONCORDANCE_SHARED") != "require" {
		t.Skip("the list of verified pinpoints is not beside this checkout")
	}
	if err != nil {
		t.Fatal(err)
	}
	found := map[corpus.WorkID]map[corpus.Locator]bool{}
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(line, "\t")
		id, l := listed(cells[0]), locator(cells[1])
		if id == "" || l == "" {
			continue
		}
		if found[id] == nil {
			found[id] = map[corpus.Locator]bool{}
		}
		found[id][l] = true
	}
	ds, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, d := range ds {
		for _, n := range d.Notes {
			if n.Status != Verified || n.Locator == "" {
				continue
			}
			if checked++; !found[d.ID][n.Locator] {
				t.Errorf("%s: no such paragraph in the document", n.ID)
			}
		}
	}
	if checked < 560 {
		t.Errorf("only %d pinpoints were there to check", checked)
	}
}

// listed is the work that the list means by name.
func listed(name string) corpus.WorkID {
	if strings.HasPrefix(name, "CTC concept note") {
		return "ctc-concept-note-2021-01-27"
	}
	s, ok := cite.ParseSymbol(name)
	if !ok {
		return ""
	}
	return cite.WorkID(s)
}

var pinpointForms = []struct {
	form *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`^pp([0-9]+)$`), "pp-$1"},
	{regexp.MustCompile(`^([0-9]+)$`), "para-$1"},
	{regexp.MustCompile(`^([0-9]+)\(([a-z]+)\)$`), "para-$1.$2"},
	{regexp.MustCompile(`^([0-9]+)-item([0-9]+)$`), "para-$1.$2"},
	{regexp.MustCompile(`^annex-([0-9]+)$`), "annex/para-$1"},
	{regexp.MustCompile(`^Principle ([0-9]+)$`), "principle-$1"},
}

// locator turns the list's pinpoint into ours; "" when it has none.
func locator(pinpoint string) corpus.Locator {
	for _, f := range pinpointForms {
		if f.form.MatchString(pinpoint) {
			return corpus.Locator(f.form.ReplaceAllString(pinpoint, f.to))
		}
	}
	return ""
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(files); err != nil {
			b.Fatal(err)
		}
	}
}
