package cite

import (
	"archive/tar"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"

	"github.com/klauspost/compress/zstd"
)

// shared returns the path of a file of real data, or skips the test.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CONCORDANCE_SHARED") == "require" {
			t.Fatalf("the shared data is required: %v", err)
		}
		t.Skipf("the real files of ../shared are not beside this checkout (.ci/run requires them where it is): %v", err)
	}
	return path
}

// archive calls read with every file of a .tar.zst.
func archive(t testing.TB, path string, read func(name string, b []byte)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		read(h.Name, b)
	}
}

// link is a hyperlink over text[start:end].
type link struct {
	start, end int
	href       string
}

var (
	paragraphTag = regexp.MustCompile(`(?s)<p\b[^>]*>(.*?)</p>`)
	noteTag      = regexp.MustCompile(`(?s)<authorialNote\b.*?</authorialNote>`)
	anyTag       = regexp.MustCompile(`(?s)<[^>]*>`)
	hrefOf       = regexp.MustCompile(`href="([^"]*)"`)
)

// paragraphs returns the text of each <p> and its links; neighbours with one
// address are one link.
func paragraphs(b []byte) (texts []string, links [][]link) {
	for _, masthead := range []string{"<preamble", "<mainBody"} { // what stands before links nothing
		if i := bytes.Index(b, []byte(masthead)); i >= 0 {
			b = b[i:]
			break
		}
	}
	var notes []byte
	b = noteTag.ReplaceAllFunc(b, func(n []byte) []byte { // a note stands inside the sentence it explains
		notes = append(notes, n...)
		return nil
	})
	for _, m := range paragraphTag.FindAllSubmatch(append(b, notes...), -1) {
		var text strings.Builder
		var ls []link
		open, at := -1, 0
		put := func(s string) { text.WriteString(html.UnescapeString(s)) }
		for _, tag := range anyTag.FindAllIndex(m[1], -1) {
			put(string(m[1][at:tag[0]]))
			at = tag[1]
			switch s := string(m[1][tag[0]:tag[1]]); {
			case strings.HasPrefix(s, "<a "):
				if h := hrefOf.FindStringSubmatch(s); h != nil {
					ls = append(ls, link{start: text.Len(), end: -1, href: html.UnescapeString(h[1])})
					open = len(ls) - 1
				}
			case s == "</a>" && open >= 0:
				ls[open].end = text.Len()
				open = -1
			}
		}
		put(string(m[1][at:]))
		texts = append(texts, text.String())
		links = append(links, merged(text.String(), ls))
	}
	return texts, links
}

func merged(text string, ls []link) []link {
	var out []link
	for _, l := range ls {
		if l.end < l.start {
			continue
		}
		if n := len(out); n > 0 && out[n-1].href == l.href && strings.TrimFunc(text[out[n-1].end:l.start], func(r rune) bool { return isSpace(r) || unseen(r) }) == "" {
			out[n-1].end = l.end
			continue
		}
		out = append(out, l)
	}
	return out
}

// partOf is the letter of a part, which the links leave out.
var partOf = regexp.MustCompile(` [A-Z]( \(|$)`)

// unlike is what the links add to a symbol or write otherwise.
var unlike = regexp.MustCompile(`([0-9])(?:[a-z]|\((?:supp|PartI)\))$`)

// addressed is the target that a link names, "" when it is no symbol.
func addressed(href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || u.Host != "undocs.org" && u.Host != "docs.un.org" {
		return ""
	}
	path := strings.TrimLeft(u.Path, "/")
	if i := strings.IndexByte(path, '/'); i == 2 && path[0] >= 'a' {
		path = path[i+1:]
	}
	path = unlike.ReplaceAllString(path, "$1")
	t, ok := ParseSymbol(strings.TrimLeft(path, "/"))
	if !ok {
		return ""
	}
	return comparable(t)
}

func comparable(t corpus.Target) string {
	s := strings.TrimSpace(partOf.ReplaceAllString(string(t), "$1"))
	s = strings.TrimSuffix(s, " (Part I)")
	if first, _, ok := strings.Cut(s, "-S/"); ok { // one document, two symbols: either names it
		return first
	}
	return s
}

var digits = regexp.MustCompile(`[0-9]+`)

// agrees reports whether the number shown is a number of the target.
func agrees(shown, target string) bool {
	have := digits.FindAllString(target, -1)
	for _, d := range digits.FindAllString(shown, -1) {
		if !slices.Contains(have, d) {
			return false
		}
	}
	return digits.MatchString(shown)
}

// count is a measurement.
type count struct{ right, missed, extra, files int }

func (c count) scores() (p, r, f float64) {
	p = float64(c.right) / float64(max(1, c.right+c.extra))
	r = float64(c.right) / float64(max(1, c.right+c.missed))
	return p, r, 2 * p * r / max(1e-9, p+r)
}

// compare counts what was found in one paragraph against its links. A link
// whose number is not the one shown says nothing; a resolution named without
// its year is often left unlinked, and counts only where it is.
func compare(c *count, text string, ls []link, found []corpus.Citation, say func(difference)) {
	used := map[int]bool{}
	for _, l := range ls {
		want := addressed(l.href)
		sure := want != "" && agrees(text[l.start:l.end], want)
		ok := false
		for i, f := range found {
			if used[i] || f.End <= l.start || f.Start >= l.end || f.Form == "committee" {
				continue
			}
			if !sure || comparable(f.Target) == want {
				used[i], ok = true, true
				break
			}
		}
		switch {
		case !sure:
		case ok:
			c.right++
		default:
			c.missed++
			say(difference{text, l.start, l.end, want, over(l, found)})
		}
	}
	for i, f := range found {
		switch f.Form {
		case "resolution", "session", "economic", "assembly", "symbol":
			if !used[i] && !strings.HasPrefix(string(f.Target), "SC/") { // press releases are never linked
				c.extra++
				say(difference{text, f.Start, f.End, linkedTo(f, ls), &found[i]})
			}
		}
	}
}

// difference is where the links and Find differ: over text[start:end] a link
// leads to linked ("" when there is none) and found was read, or nothing.
type difference struct {
	text       string
	start, end int
	linked     string
	found      *corpus.Citation
}

func (d difference) surface() string { return d.text[d.start:d.end] }

func (d difference) String() string {
	read := "nothing"
	if d.found != nil {
		read = string(d.found.Target) + " " + string(d.found.Status)
	}
	return fmt.Sprintf("linked %q, read %s in %q", d.linked, read, around(d.text, d.start, d.end))
}

// cause is the sort of difference, as the scoreboard groups them.
func (d difference) cause() string {
	f := d.found
	switch {
	case d.linked != "" && f == nil && !strings.ContainsAny(d.surface(), "(（/"):
		return "linked, not read: a number alone"
	case d.linked != "" && f == nil:
		return "linked, not read: another cause"
	case d.linked != "" && f.Form == "name":
		return "linked inside the title of a document, which is read as that document"
	case d.linked != "" && strings.HasPrefix(string(f.Target), "A/HRC/RES/") && strings.HasPrefix(d.linked, "A/RES/"):
		return "the words name the Human Rights Council, the link leads to the Assembly"
	case d.linked != "":
		return "linked and read as different works"
	case f.Target == "":
		return "no link; read, not resolved"
	case f.Status == corpus.WrongYear:
		return "no link; the printed year is wrong"
	case f.Form == "symbol":
		return "no link on a document symbol"
	case f.Form == "resolution":
		return "no link on a resolution printed with its year"
	}
	return "no link on another number"
}

// over is what was read at a link: a resolution or symbol before a name or committee.
func over(l link, found []corpus.Citation) *corpus.Citation {
	var best *corpus.Citation
	for i, f := range found {
		if f.End > l.start && f.Start < l.end && f.Form != "committee" && (best == nil || best.Form == "name") {
			best = &found[i]
		}
	}
	return best
}

// linkedTo is where a link over f leads.
func linkedTo(f corpus.Citation, ls []link) string {
	for _, l := range ls {
		if f.End > l.start && f.Start < l.end {
			return addressed(l.href)
		}
	}
	return ""
}

func around(text string, start, end int) string {
	return strings.ToValidUTF8(text[max(0, start-60):start]+"⟦"+text[start:end]+"⟧"+text[end:min(len(text), end+30)], "")
}

// folders are the languages as the archives name them.
var folders = map[string]lang.Tag{
	"English": lang.English, "French": lang.French, "Spanish": lang.Spanish, "Russian": lang.Russian,
	"Arabic": lang.Arabic, "Chinese": lang.Chinese, "German": lang.German,
}

// languageOf is the language of a file of the archives, "" when it is left out.
func languageOf(name string) lang.Tag {
	parts := strings.Split(name, "/")
	if len(parts) < 3 || strings.Contains(name, "PRST") {
		return ""
	}
	if parts[1] == "Pre-2020" {
		if parts[2] >= "2016" && strings.Contains(name, "S_RES") {
			return lang.English
		}
		return ""
	}
	return folders[parts[2]]
}

// dated is what a reader sees first of a Council resolution.
var dated = regexp.MustCompile(`[0-9]{3,4}\s*\((?:19|20)[0-9]{2}\)`)

// unlinked reports whether a file was left without links: fewer than half of
// the numbers with a year have one.
func unlinked(texts []string, links [][]link) bool {
	seen, linked := 0, 0
	for i, text := range texts {
		seen += len(dated.FindAllString(text, -1))
		linked += len(links[i])
	}
	return linked == 0 || linked < seen/2
}

// finder reads the citations of a text in a language.
type finder func(text string, l lang.Tag) []corpus.Citation

// naive is the baseline: what one regular expression a language finds. It knows
// numbers with a year, symbols, and numbers of the Assembly behind the word for
// a resolution.
func naive() finder {
	const space = `[\s\p{Z}\p{Cf}]*` // no-break spaces and marks of direction too
	patterns := map[lang.Tag]*regexp.Regexp{}
	for _, l := range lang.Texts {
		words := `第`
		if l != lang.Chinese {
			var ws []string
			for _, key := range []string{"resolutions", "resolution"} {
				for _, w := range lang.Get(l).Citation[key] {
					ws = append(ws, regexp.QuoteMeta(w))
				}
			}
			words = strings.Join(ws, "|")
		}
		patterns[l] = regexp.MustCompile(`([0-9]{1,4})` + space + `[(（]((?:19|20)[0-9]{2})[)）]|\b([SAE]/[A-Z0-9][A-Za-z0-9./-]*[A-Za-z0-9](?:` + space + `\([0-9]{4}\))?)|(?i:` + words + `)` + space + `([0-9]{1,2}/[0-9]{1,3})`)
	}
	return func(text string, l lang.Tag) (found []corpus.Citation) {
		for _, m := range patterns[l].FindAllStringSubmatchIndex(text, -1) {
			part := func(n int) string { return text[m[2*n]:m[2*n+1]] }
			switch {
			case m[2] >= 0:
				target := corpus.Target("S/RES/" + part(1) + " (" + part(2) + ")")
				found = append(found, corpus.Citation{Start: m[2], End: m[1], Target: target, Form: "resolution"})
			case m[6] >= 0:
				if target, ok := ParseSymbol(part(3)); ok {
					found = append(found, corpus.Citation{Start: m[6], End: m[7], Target: target, Form: "symbol"})
				}
			default:
				found = append(found, corpus.Citation{Start: m[8], End: m[9], Target: corpus.Target("A/RES/" + part(4)), Form: "assembly"})
			}
		}
		return found
	}
}

// measured is one archive's measurement.
type measured struct {
	ours, baseline map[lang.Tag]*count
	causes         map[string]*differences
}

// differences are those of one cause: how many a language, and a few of them.
type differences struct {
	by    map[lang.Tag]int
	shown []string
}

const mostShown = 5

func (m *measured) differ(l lang.Tag, file string, d difference) {
	of := m.causes[d.cause()]
	if of == nil {
		of = &differences{by: map[lang.Tag]int{}}
		m.causes[d.cause()] = of
	}
	of.add(l, fmt.Sprintf("`%s` %s", file, strings.Join(strings.Fields(d.surface()), " ")))
}

func (of *differences) add(l lang.Tag, pointer string) {
	of.by[l]++
	if len(of.shown) < mostShown && !slices.Contains(of.shown, pointer) {
		of.shown = append(of.shown, pointer)
	}
}

// silver measures Find, and the baseline, on every file of an archive.
func silver(t *testing.T, path string, only func(name string) bool) *measured {
	tagger, simple := NewTagger(nil), naive()
	m := &measured{map[lang.Tag]*count{}, map[lang.Tag]*count{}, map[string]*differences{}}
	show := os.Getenv("CITE_SHOW") // a language whose differences are wanted
	archive(t, path, func(name string, b []byte) {
		l := languageOf(name)
		if l == "" || !strings.HasSuffix(name, ".xml") || !only(name) {
			return
		}
		texts, links := paragraphs(b)
		if unlinked(texts, links) {
			return
		}
		if m.ours[l] == nil {
			m.ours[l], m.baseline[l] = &count{}, &count{}
		}
		m.ours[l].files++
		for i, text := range texts {
			var told []difference
			compare(m.ours[l], text, links[i], tagger.Find(text, l, Place{}), func(d difference) {
				// What is linked and read as different works is missed and extra: told once.
				if slices.ContainsFunc(told, func(o difference) bool { return o.linked != "" && d.found != nil && o.found == d.found }) {
					return
				}
				told = append(told, d)
				m.differ(l, filepath.Base(name), d)
				if show == string(l) {
					t.Logf("%s: %s", filepath.Base(name), d)
				}
			})
			compare(m.baseline[l], text, links[i], simple(text, l), func(difference) {})
		}
	})
	return m
}

var update = flag.Bool("update", false, "write the scoreboard anew")

const scoreboard = "SCORES.md"

// byLabels is the heading under which the measurement on our own gold begins; it
// is the test's of cmd/concordance/gold_test.go.
const byLabels = "\n## By our own labels\n"

// The links that the United Nations put into its own files of Council
// resolutions are a standard that nobody made for this test; Assembly
// resolutions name most works by session and number alone.
func TestLinks(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every file of the archives: left out of short runs")
	}
	council := silver(t, shared(t, "data/un-akn-sc.tar.zst"), func(name string) bool {
		return strings.Contains(name, "S_RES") || strings.Contains(name, "SC_2")
	})
	assembly := silver(t, shared(t, "data/un-akn-ga-ct.tar.zst"), func(string) bool { return true })
	for _, l := range lang.Texts {
		least := 0.995
		if l == lang.German { // no language of the United Nations: its links are often wrong or absent
			least = 0.985
		}
		atLeast(t, "Council resolutions", council.ours[l], l, least)
		if l != lang.German {
			atLeast(t, "Assembly resolutions", assembly.ours[l], l, 0.97)
		}
	}
	versions := agreement(t, shared(t, "data/un-akn-sc.tar.zst"))
	versions.enough(t)
	got := board(council, assembly, versions)
	b, err := os.ReadFile(scoreboard)
	if err != nil && !*update {
		t.Fatal(err)
	}
	have, rest, ok := strings.Cut(string(b), byLabels)
	if ok {
		rest = byLabels + rest
	}
	if *update {
		if err := os.WriteFile(scoreboard, []byte(got+rest), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if have != got {
		t.Error("the scoreboard is out of date: run this test with -update, and read the difference")
	}
}

func atLeast(t *testing.T, what string, c *count, l lang.Tag, least float64) {
	t.Helper()
	if c == nil || c.right < 1000 {
		t.Errorf("%s, %s: too few links to measure", what, l)
		return
	}
	if _, _, f := c.scores(); f < least {
		t.Errorf("%s, %s: F1 %.4f is under %.3f", what, l, f, least)
	}
}

// board prints the part of the scoreboard that is measured on links.
func board(council, assembly *measured, versions *agreed) string {
	var b strings.Builder
	b.WriteString("# How well citations are tagged\n\n## By the links of the United Nations\n\n" +
		"Nobody here made this standard: the hyperlinks that the Secretariat put into its own XML files of 2016 to 2026.\n" +
		"Neighbouring links with one address are one; a link whose text and address disagree says nothing; a file in which\n" +
		"fewer than half of the numbers with a year are linked is left out. A mention counts by its work alone: links give no\n" +
		"places in it. A resolution named without its year counts only where it is linked. The baseline is one regular\n" +
		"expression a language: a number with a year, a symbol, and *nn/nnn* behind the language's word for a resolution.\n" +
		"The grammar was mended while looking at these files: nothing is held out. Written by\n" +
		"`go test ./corpus/cite -run TestLinks -update` with the shared data; do not edit.\n")
	section(&b, "Council resolutions", council)
	section(&b, "Assembly resolutions on terrorism", assembly)
	versions.print(&b)
	return b.String()
}

func section(b *strings.Builder, title string, m *measured) {
	fmt.Fprintf(b, "\n### %s\n\n| language | files | links | precision | recall | F1 | baseline precision | recall | F1 |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n", title)
	var ls []lang.Tag
	for _, l := range lang.Texts {
		c := m.ours[l]
		if c == nil || c.right < 100 {
			continue
		}
		ls = append(ls, l)
		p, r, f := c.scores()
		bp, br, bf := m.baseline[l].scores()
		fmt.Fprintf(b, "| %s | %d | %d | %.4f | %.4f | **%.4f** | %.4f | %.4f | %.4f |\n", l, c.files, c.right+c.missed, p, r, f, bp, br, bf)
	}
	printCauses(b, m.causes, ls, "file, words")
}

// printCauses prints how often each language differs for each cause.
func printCauses(b *strings.Builder, causes map[string]*differences, ls []lang.Tag, examples string) {
	b.WriteString("\nThe differences that remain, by cause:\n\n| cause |")
	for _, l := range ls {
		fmt.Fprintf(b, " %s |", l)
	}
	fmt.Fprintf(b, " such as (%s) |\n|---|%s---|\n", examples, strings.Repeat("---:|", len(ls)))
	for _, name := range slices.Sorted(maps.Keys(causes)) {
		of := causes[name]
		fmt.Fprintf(b, "| %s |", name)
		for _, l := range ls {
			fmt.Fprintf(b, " %d |", of.by[l])
		}
		fmt.Fprintf(b, " %s |\n", strings.Join(of.shown, "; "))
	}
}
