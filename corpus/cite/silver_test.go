package cite

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
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
		t.Skipf("real data is not here: %v", err)
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
func compare(c *count, text string, ls []link, found []corpus.Citation, say func(string)) {
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
			say(fmt.Sprintf("missed %s in %q", want, around(text, l.start, l.end)))
		}
	}
	for i, f := range found {
		switch f.Form {
		case "resolution", "session", "economic", "assembly", "symbol":
			if !used[i] && !strings.HasPrefix(string(f.Target), "SC/") { // press releases are never linked
				c.extra++
				say(fmt.Sprintf("extra %s in %q", f.Target, around(text, f.Start, f.End)))
			}
		}
	}
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

// silver measures Find on every step-th file of each language of an archive.
func silver(t *testing.T, path string, step int, only func(name string) bool) map[lang.Tag]*count {
	tagger := NewTagger(nil)
	counts, seen := map[lang.Tag]*count{}, map[lang.Tag]int{}
	show := os.Getenv("CITE_SHOW") // a language whose differences are wanted
	archive(t, path, func(name string, b []byte) {
		l := languageOf(name)
		if l == "" || !strings.HasSuffix(name, ".xml") || !only(name) {
			return
		}
		if seen[l]++; seen[l]%step != 0 {
			return
		}
		if counts[l] == nil {
			counts[l] = &count{}
		}
		texts, links := paragraphs(b)
		if unlinked(texts, links) {
			return
		}
		counts[l].files++
		for i, text := range texts {
			found := tagger.Find(text, l, Place{})
			compare(counts[l], text, links[i], found, func(s string) {
				if show == string(l) {
					t.Logf("%s: %s", filepath.Base(name), s)
				}
			})
		}
	})
	return counts
}

// The links that the United Nations put into its own files of Council
// resolutions are a standard that nobody made for this test.
func TestLinksOfCouncilResolutions(t *testing.T) {
	path := shared(t, "data/un-akn-sc.tar.zst")
	step := 3
	if os.Getenv("CITE_ALL") != "" {
		step = 1
	}
	counts := silver(t, path, step, func(name string) bool { return strings.Contains(name, "S_RES") || strings.Contains(name, "SC_2") })
	for _, l := range lang.Texts {
		c := counts[l]
		if c == nil || c.right < 100 {
			t.Errorf("%s: too few links to measure", l)
			continue
		}
		p, r, f := c.scores()
		t.Logf("%s: %d files, %d links: precision %.4f, recall %.4f, F1 %.4f", l, c.files, c.right+c.missed, p, r, f)
		if f < 0.98 {
			t.Errorf("%s: F1 %.4f is under 0.98", l, f)
		}
	}
}

// Assembly resolutions name most works by session and number alone.
func TestLinksOfAssemblyResolutions(t *testing.T) {
	path := shared(t, "data/un-akn-ga-ct.tar.zst")
	counts := silver(t, path, 1, func(string) bool { return true })
	for _, l := range lang.Interface {
		c := counts[l]
		if c == nil || c.right < 100 {
			t.Errorf("%s: too few links to measure", l)
			continue
		}
		p, r, f := c.scores()
		t.Logf("%s: %d files, %d links: precision %.4f, recall %.4f, F1 %.4f", l, c.files, c.right+c.missed, p, r, f)
		if f < 0.95 {
			t.Errorf("%s: F1 %.4f is under 0.95", l, f)
		}
	}
}
