package local

import (
	"archive/tar"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
	"concordance/index/query"

	"github.com/klauspost/compress/zstd"
)

// cutWord is a word as it stands in a text, by another way than the engine's.
type cutWord struct {
	text    string
	at, end int
}

// cutWords cuts at everything but letters, digits and marks, and around every
// Chinese character.
func cutWords(s string) []cutWord {
	var out []cutWord
	from := -1
	flush := func(to int) {
		if from >= 0 && strings.ContainsFunc(s[from:to], func(r rune) bool { return !unicode.IsMark(r) }) {
			out = append(out, cutWord{s[from:to], from, to})
		}
		from = -1
	}
	for i, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			flush(i)
			out = append(out, cutWord{string(r), i, i + len(string(r))})
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && from >= 0, r == 0xAD && from >= 0:
			if from < 0 {
				from = i
			}
		default:
			flush(i)
		}
	}
	flush(len(s))
	return out
}

// checker checks what is marked by what was asked.
type checker struct {
	texts map[string]string // by work/locator/language
	words map[lang.Tag]map[string]bool
	near  map[string]map[string]bool // stems that a misspelt word may stand for
}

func textKey(w corpus.WorkID, l corpus.Locator, in string) string {
	return fmt.Sprint(w, "/", l, "/", in)
}

func newChecker(works []*corpus.Work) *checker {
	c := &checker{map[string]string{}, map[lang.Tag]map[string]bool{}, map[string]map[string]bool{}}
	learn := func(l lang.Tag, s string) {
		if c.words[l] == nil {
			c.words[l] = map[string]bool{}
		}
		for _, w := range cutWords(s) {
			c.words[l][w.text] = true
		}
	}
	for _, w := range works {
		for l, s := range w.Titles {
			learn(l, s)
		}
		for _, p := range w.Provisions {
			for l, t := range p.Texts {
				c.texts[textKey(w.ID, p.Locator, string(l))] = t.Text
				learn(l, t.Text)
			}
			if s := notesText(&p); s != "" {
				c.texts[textKey(w.ID, p.Locator, "note")] = s
				learn("en", s)
			}
		}
	}
	return c
}

// alike lists the stems of words of l within so many letters of a word.
func (c *checker) alike(l lang.Tag, f askedFuzzy) map[string]bool {
	k := fmt.Sprint(l, f)
	if c.near[k] == nil {
		c.near[k] = map[string]bool{}
		want := analysers()[l].word(f.text)
		for w := range c.words[l] {
			if got := analysers()[l].word(w); apart(got.form, want.form) <= f.edits {
				c.near[k][got.stem] = true
			}
		}
	}
	return c.near[k]
}

// apart counts letters changed, added, left out or swapped with the next.
func apart(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case x[i-1] == y[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], 1+d[i-2][j-2])
			}
		}
	}
	return d[len(x)][len(y)]
}

// run is words from to to of a text.
type run struct{ from, to int }

// standing lists where words side by side stand.
func standing(l lang.Tag, text []cutWord, words string) []run {
	a := analysers()[l]
	ws := cutWords(words)
	var out []run
	for i := 0; len(ws) > 0 && i+len(ws) <= len(text); i++ {
		whole := true
		for k := range ws {
			whole = whole && a.word(text[i+k].text).stem == a.word(ws[k].text).stem
		}
		if whole {
			out = append(out, run{i, i + len(ws)})
		}
	}
	return out
}

// single lists where a word asked for by itself stands: of Chinese, the pairs of
// its characters.
func single(l lang.Tag, text []cutWord, w string) []run {
	parts := cutWords(w)
	var out []run
	for i := range parts {
		han := func(k int) bool { return unicode.Is(unicode.Han, []rune(parts[k].text)[0]) }
		switch {
		case han(i) && i+1 < len(parts) && han(i+1):
			for _, at := range standing(l, text, parts[i].text+parts[i+1].text) {
				if text[at.from].end == text[at.from+1].at {
					out = append(out, at)
				}
			}
		case han(i) && i > 0 && han(i-1):
		default:
			out = append(out, standing(l, text, parts[i].text)...)
		}
	}
	return out
}

// places lists where the parts of a NEAR stand as they should.
func (n askedNear) places(l lang.Tag, text []cutWord) []run {
	var out []run
	at := make([]run, len(n.parts))
	var place func(i int)
	place = func(i int) {
		if i == len(at) {
			out = append(out, at...)
			return
		}
	next:
		for _, x := range standing(l, text, n.parts[i]) {
			for k := range i {
				d := max(x.from-at[k].to, at[k].from-x.to) + 1
				if d < 1 || k == i-1 && d > n.within[k] || n.mutual && d > n.within[0] {
					continue next
				}
			}
			at[i] = x
			place(i + 1)
		}
	}
	place(0)
	return out
}

// matches lists where a query is found in a text of l. loose is what may be
// marked besides: other names of terms, and the words of phrases that were relaxed.
func (c *checker) matches(q asked, res *index.Result, reader, l lang.Tag, text []cutWord) (sure, loose []run) {
	for _, w := range q.words {
		parts := cutWords(w)
		common := slices.ContainsFunc(parts, func(w cutWord) bool { return commonAnywhere(w.text) })
		switch {
		case !common:
			sure = append(sure, single(l, text, w)...)
		case len(parts) > 1:
			loose = append(loose, single(l, text, w)...)
		}
	}
	for _, p := range q.phrases {
		sure = append(sure, standing(l, text, p)...)
	}
	for i, w := range text {
		word := analysers()[l].word(w.text)
		for _, p := range q.prefixes {
			if p = fold(p); strings.HasPrefix(word.form, p) || strings.HasPrefix(word.stem, p) {
				sure = append(sure, run{i, i + 1})
			}
		}
		for _, f := range q.fuzzy {
			switch all := c.alike(l, f); {
			case !all[word.stem]:
			case len(all) < maxPrefix/2: // of more, the engine takes some
				sure = append(sure, run{i, i + 1})
			default:
				loose = append(loose, run{i, i + 1})
			}
		}
	}
	for _, n := range q.nears {
		sure = append(sure, n.places(l, text)...)
	}
	for _, facet := range vocab.Facets() {
		for _, t := range vocab.Terms(facet.Name) {
			if slices.Contains(res.Expanded, t.Label(reader)) {
				for _, name := range t.Names(l) {
					loose = append(loose, standing(l, text, name)...)
				}
			}
		}
	}
	relaxed := slices.ContainsFunc(res.Repairs, func(r index.Repair) bool { return r.Code == query.Relaxed || r.Code == query.RelaxedNone })
	for _, p := range q.phrases {
		if !relaxed || q.size < sentence {
			continue
		}
		loose = append(loose, single(l, text, strings.ReplaceAll(p, " ", ""))...) // pairs of characters
		for _, w := range cutWords(p) {
			if !commonAnywhere(w.text) && !startsHan(w.text) {
				loose = append(loose, standing(l, text, w.text)...)
			}
		}
	}
	return sure, loose
}

// check checks a hit, and tells how many spans it has.
func (c *checker) check(t *testing.T, q asked, res *index.Result, reader lang.Tag, h index.Hit) int {
	t.Helper()
	in, l := string(h.Lang), h.Lang
	if h.Note {
		in, l = "note", lang.English
	}
	whole := strings.ReplaceAll(c.texts[textKey(h.Work, h.Locator, in)], "\n", " ")
	core, ahead := strings.CutPrefix(h.Snippet, "… ")
	shift := len(h.Snippet) - len(core)
	if core = strings.TrimSuffix(core, " …"); !ahead {
		shift = 0
	}
	at := strings.Index(whole, core)
	if at < 0 || whole == "" {
		t.Errorf("%s: the snippet of %s/%s is not of its text: %q", q.text, h.Work, h.Locator, h.Snippet)
		return 0
	}
	text := cutWords(whole)
	sure, loose := c.matches(q, res, reader, l, text)
	both := slices.Concat(sure, loose)
	for _, s := range h.Spans {
		from, to := s.Start-shift+at, s.End-shift+at
		covered := map[int]bool{}
		for _, m := range both {
			if text[m.from].at >= from && text[m.to-1].end <= to {
				for i := m.from; i < m.to; i++ {
					covered[i] = true
				}
			}
		}
		first, last := -1, -1
		for i, w := range text {
			if w.end > from && w.at < to {
				if last = i; first < 0 {
					first = i
				}
				if !covered[i] {
					t.Errorf("%s marks %q in %s %q, where %q is not asked for", q.text, h.Snippet[s.Start:s.End], in, h.Snippet, w.text)
				}
			}
		}
		if first < 0 || text[first].at != from || text[last].end != to {
			t.Errorf("%s marks %q, which are no whole words", q.text, h.Snippet[s.Start:s.End])
		}
	}
	for _, m := range sure { // what is found and shown is marked
		from, to := text[m.from].at-at+shift, text[m.to-1].end-at+shift
		if from < shift || to > shift+len(core) {
			continue
		}
		if !slices.ContainsFunc(h.Spans, func(s index.Span) bool { return s.Start <= from && s.End >= to }) {
			t.Errorf("%s does not mark %q in %s %q", q.text, h.Snippet[from:to], in, h.Snippet)
		}
	}
	return len(h.Spans)
}

// highlights asks n queries and checks all that is marked.
func highlights(t *testing.T, m *maker, works []*corpus.Work, n, most int) {
	e := open(t, "")
	if err := e.Rebuild(context.Background(), 1, yields(works)); err != nil {
		t.Fatal(err)
	}
	c, a := newChecker(works), newAsker(m, works)
	spans, hits, found := 0, 0, 0
	for range n {
		q, reader := a.query(), a.oneOf(spoken)
		res, err := e.Search(context.Background(), index.Request{Query: q.text, Lang: reader, NoFacets: true, Size: most})
		if err != nil {
			t.Fatalf("%s: %v", q.text, err)
		}
		if res.Total > 0 {
			found++
		}
		for _, h := range res.Hits {
			hits++
			spans += c.check(t, q, res, reader, h)
		}
		if t.Failed() {
			t.Fatalf("read as %s, with %v", res.Query, res.Repairs)
		}
	}
	t.Logf("%d queries, of which %d found something, %d hits, %d spans", n, found, hits, spans)
	if found < n/3 || spans < n {
		t.Errorf("of %d queries %d found something, and %d spans were checked", n, found, spans)
	}
}

// Every marked place matches, and every match shown is marked: of words by
// their stems, of phrases and NEARs only as a whole.
func TestHighlights(t *testing.T) {
	m := newMaker(20)
	highlights(t, m, m.works(60), 1000, 10)
}

// The same over real texts, where they are beside the checkout.
func TestHighlightsInArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("reads real files: left out of short runs")
	}
	const name = "../../../shared/data/un-akn-sc.tar.zst"
	if _, err := os.Stat(name); err != nil {
		if os.Getenv("CONCORDANCE_SHARED") == "require" {
			t.Fatal(err)
		}
		t.Skip("the real files of ../shared are not beside this checkout (.ci/run requires them where it is): ", err)
	}
	highlights(t, newMaker(21), archived(t, name, 16), 500, 5)
}

// archived reads every so manieth resolution of an archive, roughly: each
// paragraph is a provision.
func archived(t *testing.T, name string, every int) []*corpus.Work {
	t.Helper()
	f, err := os.Open(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	folders := map[string]lang.Tag{"English": "en", "French": "fr", "Spanish": "es", "Russian": "ru", "Arabic": "ar", "Chinese": "zh"}
	var works []*corpus.Work
	in := tar.NewReader(z)
	for n := 0; ; n++ {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return works
		}
		if err != nil {
			t.Fatal(err)
		}
		l := folders[path.Base(path.Dir(head.Name))]
		if l == "" || n%every != 0 {
			continue
		}
		w := &corpus.Work{Description: corpus.Description{ID: corpus.WorkID(fmt.Sprintf("real-%d", n)), Kind: corpus.KindResolution}}
		for i, s := range paragraphs(in) {
			loc := corpus.Locator(fmt.Sprintf("para-%d", i+1))
			w.Provisions = append(w.Provisions, corpus.Provision{Locator: loc, Texts: map[lang.Tag]*corpus.Passage{l: {Locator: loc, Text: s}}})
		}
		if len(w.Provisions) > 0 {
			works = append(works, w)
		}
	}
}

// paragraphs are the texts of the elements p of a file, as far as it can be read.
func paragraphs(r io.Reader) []string {
	d := xml.NewDecoder(r)
	d.Strict = false
	var out []string
	var b strings.Builder
	inside := 0
	for {
		tok, err := d.Token()
		if err != nil {
			return out
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if tok.Name.Local == "p" {
				inside++
			}
		case xml.EndElement:
			if tok.Name.Local == "p" {
				if inside--; inside == 0 {
					if s := strings.Join(strings.Fields(b.String()), " "); len(s) > 40 {
						out = append(out, s)
					}
					b.Reset()
				}
			}
		case xml.CharData:
			if inside > 0 {
				b.Write(tok)
			}
		}
	}
}
