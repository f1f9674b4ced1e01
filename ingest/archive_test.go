package ingest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/ingest/format"
	"concordance/ingest/source"
)

// shared is the folder of real files; the test is skipped where it is not, and
// fails when it is said to be required.
func shared(t testing.TB, name string) string {
	t.Helper()
	p := filepath.Join("..", "..", "shared", name)
	if _, err := os.Stat(p); err != nil {
		if os.Getenv("CONCORDANCE_SHARED") == "require" {
			t.Fatalf("real files are required: %v", err)
		}
		t.Skipf("the real files of ../shared are not beside this checkout (.ci/run requires them where it is): %v", err)
	}
	return p
}

// archive yields every file of the two archives of Akoma Ntoso.
func archive(t testing.TB) iter.Seq2[source.File, error] {
	return source.Files(shared(t, "data/un-akn-sc.tar.zst"), shared(t, "data/un-akn-ga-ct.tar.zst"))
}

// Every document of the archives has exactly the numbered paragraphs its XML
// has, counted here in another way; what is not well formed is named with its
// reason; nothing of the text is lost.
func TestArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 3,512 files: left out of short runs")
	}
	files, failed, documents := 0, 0, map[corpus.WorkID]*corpus.Document{}
	for f, err := range archive(t) {
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		files++
		data, err := bytesOf(f)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Read(t.Context(), f.Name, bytes.NewReader(data))
		if err != nil {
			failed++
			if !errors.Is(err, format.ErrDamaged) || !strings.Contains(err.Error(), ": line ") {
				t.Errorf("not a reason: %v", err)
			}
			continue
		}
		check(t, d)
		if got, want := printedNumbers(d), rawNumbers(string(data)); !slices.Equal(got, want) {
			t.Errorf("%s\n got %v\nwant %v", f.Name, got, want)
		}
		if lost := lostWords(t, d, data); len(lost) > 0 {
			t.Errorf("%s: lost %q", f.Name, lost)
		}
		if d.Lang == "en" {
			documents[d.ID] = d
		}
	}
	if files != 3512 || failed != 40 {
		t.Errorf("%d files, %d failed; want 3512 and 40", files, failed)
	}
	pinpoints(t, documents)
}

// printedNumbers are the numbers that passages have of the source's markup.
func printedNumbers(d *corpus.Document) []string {
	var ns []string
	for _, p := range d.Passages {
		if !strings.HasSuffix(p.Locator.Class(), "fn") && p.Number != "" && !p.Inferred {
			ns = append(ns, p.Number)
		}
		for _, part := range p.Parts {
			if n := paragraphForm.FindStringSubmatch(part.Number); n != nil && d.Kind == corpus.KindStatement {
				ns = append(ns, n[1])
			}
		}
	}
	return ns
}

var (
	anyTag        = regexp.MustCompile(`(?s)<!--.*?-->|<(/?)([A-Za-z0-9:]+)(?:\s[^>]*?)?(/?)>`)
	paragraphForm = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)*(?: ?(?:bis|ter|quater))?)[ .–-]*$`)
)

// rawNumbers counts in the raw XML: the <num> of every <paragraph> that holds a
// number and nothing else.
func rawNumbers(s string) []string {
	var ns, open []string
	start := -1
	for _, m := range anyTag.FindAllStringSubmatchIndex(s, -1) {
		if m[4] < 0 || m[7] > m[6] {
			continue
		}
		name := s[m[4]:m[5]]
		switch {
		case m[3] == m[2]:
			if name == "num" && len(open) > 0 && open[len(open)-1] == "paragraph" {
				start = m[1]
			}
			open = append(open, name)
			continue
		case name == "num" && start >= 0:
			if n := paragraphForm.FindStringSubmatch(strings.TrimSpace(s[start:m[0]])); n != nil {
				ns = append(ns, n[1])
			}
			start = -1
		}
		open = open[:len(open)-1]
	}
	return ns
}

// lostWords are words of the file's body that stand in no passage and no heading.
func lostWords(t *testing.T, d *corpus.Document, data []byte) []string {
	t.Helper()
	f, err := format.Detect("x.xml", data[:min(len(data), sniff)])
	if err != nil {
		t.Fatal(err)
	}
	text, err := f.Decode(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]int{}
	count := func(s string, n int) {
		for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(" \n“”‘’\"-–•(),.:", r) }) {
			have[w] += n
		}
	}
	headings := map[string]bool{}
	for _, p := range d.Passages {
		count(p.Text, 1)
		if p.Number != "" && !strings.HasSuffix(p.Locator.Class(), "fn") {
			count(p.Number, 1)
		}
		for _, h := range p.Headings {
			headings[h] = true
		}
	}
	for h := range headings {
		count(h, 1)
	}
	seen := map[string]bool{} // a heading repeated is one heading to the passages under it
	for _, b := range text.Blocks {
		if b.Area == format.Cover || b.Kind == format.Formula || !words(b.Num+b.Text) {
			continue
		}
		whole := strings.TrimSpace(b.Num + " " + b.Text)
		if headings[strings.ReplaceAll(whole, "\n", " ")] && seen[whole] {
			continue
		}
		seen[whole] = true
		count(b.Num, -1)
		count(b.Text, -1)
	}
	for _, n := range text.Notes {
		count(n.Text, -1)
	}
	var lost []string
	for w, n := range have {
		if n < 0 {
			lost = append(lost, w)
		}
	}
	slices.Sort(lost)
	return lost
}

// pinpoints holds the documents against paragraphs that people have verified.
func pinpoints(t *testing.T, documents map[corpus.WorkID]*corpus.Document) {
	f, err := os.Open(shared(t, "domain/verified-pinpoints.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	found := 0
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		d := documents[cite.WorkID(corpus.Target(row[0]))]
		l := locatorOf(row[1])
		if d == nil || l == "" || strings.HasPrefix(string(l), "annex") && !holds(d, "annex/para-1") {
			continue
		}
		found++
		text, ok := excerpt(d, l)
		if !ok {
			t.Errorf("%s has no %s (%q)", row[0], l, row[2])
		} else if !strings.HasPrefix(plainWords(text), plainWords(row[2])) {
			t.Errorf("%s %s begins %.40q, want %q", row[0], l, text, row[2])
		}
	}
	if found < 2000 {
		t.Errorf("%d verified pinpoints compared, want some 2,500", found)
	}
}

var pinpointForms = []struct {
	form *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`^([0-9]+)$`), "para-$1"},
	{regexp.MustCompile(`^pp([0-9]+)$`), "pp-$1"},
	{regexp.MustCompile(`^([0-9]+)\(([a-z])\)$`), "para-$1.$2"},
	{regexp.MustCompile(`^([0-9]+)-item([0-9]+)$`), "para-$1.$2"},
	{regexp.MustCompile(`^annex-([0-9]+)$`), "annex/para-$1"},
}

// locatorOf writes a verified pinpoint as a locator, "" for one of a form that
// locators have not.
func locatorOf(pinpoint string) corpus.Locator {
	for _, f := range pinpointForms {
		if f.form.MatchString(pinpoint) {
			return corpus.Locator(f.form.ReplaceAllString(pinpoint, f.to))
		}
	}
	return ""
}

func holds(d *corpus.Document, l corpus.Locator) bool {
	_, ok := excerpt(d, l)
	return ok
}

// excerpt is the text at a locator, a point without its number.
func excerpt(d *corpus.Document, l corpus.Locator) (string, bool) {
	for i := range d.Passages {
		p := &d.Passages[i]
		if p.Locator == l {
			return p.Text, true
		}
		for _, part := range p.Parts {
			if part.Locator == l {
				return strings.TrimPrefix(p.Text[part.Start:part.End], part.Number), true
			}
		}
	}
	return "", false
}

// plainWords is s in lower case, letters and digits only.
func plainWords(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return foldRune(r, lang.English)
		}
		return -1
	}, s)
}
