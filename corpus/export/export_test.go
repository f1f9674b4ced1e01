package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"concordance/corpus"
	"concordance/corpus/export"
	"concordance/corpus/lang"
)

var update = flag.Bool("update", false, "write the golden files anew")

const site = "http://localhost:8080/w/"

// record makes a record of the place l in w.
func record(w *corpus.Work, l corpus.Locator, t lang.Tag) export.Record {
	r := export.Record{Work: w, Locator: l, Lang: t, URL: site + string(w.ID)}
	if l != "" {
		r.Provision = w.Provision(l)
		r.URL += "/" + string(l)
	}
	return r
}

// cut gives the parts of a text that begin with the marks.
func cut(text string, of corpus.Locator, marks ...string) (ps []corpus.Part) {
	for i, m := range marks {
		start, end := strings.Index(text, "("+m+")"), len(text)
		if i+1 < len(marks) {
			end = strings.Index(text, "\n("+marks[i+1]+")")
		}
		ps = append(ps, corpus.Part{Locator: of + corpus.Locator("."+m), Number: "(" + m + ")", Start: start, End: end})
	}
	return ps
}

const callText = "Calls upon towns:\n(a) To count their lanterns, as in S/2098/1177;\n(b) To light them;"

// resolution is made up, with text in two languages and a verified note.
func resolution() *corpus.Work {
	return &corpus.Work{
		Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)", Kind: corpus.KindResolution, Body: "Security Council",
			Date: "2099-12-21", Meeting: "9148", Titles: map[lang.Tag]string{"en": "Lanterns of harbour towns & quays", "fr": "Les lanternes des ports"},
			Addresses: map[lang.Tag]string{"en": "https://docs.un.org/en/S/RES/9901(2099)"}},
		Documents: []corpus.DocumentInfo{
			{ID: "s-res-9901-2099.en", Lang: "en", Source: corpus.Source{Format: "akn", SHA256: strings.Repeat("ab", 32), Marked: "2100-01-04"}},
			{ID: "s-res-9901-2099.ar", Lang: "ar", Source: corpus.Source{Format: "pdf", SHA256: strings.Repeat("cd", 32)}}},
		Provisions: []corpus.Provision{
			{Locator: "pp-3", Texts: map[lang.Tag]*corpus.Passage{"en": {Locator: "pp-3", Text: "Noting that lanterns go out,", Role: corpus.RoleContext}}},
			{Locator: "para-2", Number: "2", Texts: map[lang.Tag]*corpus.Passage{
				"en": {Locator: "para-2", Number: "2", Text: callText, Parts: cut(callText, "para-2", "a", "b"),
					Citations: []corpus.Citation{{Start: strings.Index(callText, "S/2098"), End: strings.Index(callText, ";"), Target: "S/2098/1177", Form: "symbol", Relation: "cites", Status: corpus.Resolved}},
					Role:      corpus.RoleCall, Force: corpus.ForceHortatory, Terms: []corpus.TermUse{{ID: "theme/lantern-care", From: "rule"}}},
				"ar": {Locator: "para-2", Number: "2", Text: "يهيب بالمدن أن تحصي مصابيحها", Role: corpus.RoleCall}},
				Notes: []corpus.Note{{ID: "s-res-9901-2099/para-2", Locator: "para-2", Text: "Towns are asked to count their lanterns and to light them.", Role: corpus.RoleCall,
					Force: corpus.ForceHortatory, Status: "verified", Terms: []corpus.TermUse{{ID: "theme/lantern-care", From: "curated"}, {ID: "theme/counting", From: "curated"}}}}},
			{Locator: "para-3", Number: "3", Texts: map[lang.Tag]*corpus.Passage{"ar": {Locator: "para-3", Number: "3", Text: "يقرر أن تبقى المسألة قيد نظره.", Role: corpus.RoleProcedure}}},
		},
	}
}

// memorandum has notes only: one verified, one of the document only, one unverified.
func memorandum() *corpus.Work {
	note := func(l corpus.Locator, text, status string) corpus.Provision {
		return corpus.Provision{Locator: l, Number: l.Number(), Notes: []corpus.Note{{ID: "harbour-memorandum-2097/" + string(l), Locator: l, Text: text,
			Role: corpus.RolePractice, Force: corpus.ForceGuidance, Status: status}}}
	}
	return &corpus.Work{
		Description: corpus.Description{ID: "harbour-memorandum-2097", Kind: corpus.KindMemorandum, Body: "Forum of Harbours; Quay Office, Lantern Unit",
			Date: "2097-06", Titles: map[lang.Tag]string{"en": "Harbour Memorandum on the Care of Lanterns"}},
		Provisions: []corpus.Provision{
			note("practice-3", "Keep one keeper to each lantern.", "verified"),
			note("practice-4", "Share oil.", "document-only"),
			note("practice-5", "Nobody has read this.", "unverified"),
			note("practice-6", "Nor this.", ""),
		},
	}
}

func records() []export.Record {
	res, mem := resolution(), memorandum()
	undated := &corpus.Work{Description: corpus.Description{ID: "a-leaflet", Kind: corpus.KindDocument, Titles: map[lang.Tag]string{"en": "A leaflet"}}}
	return []export.Record{
		record(res, "", "fr"), record(res, "para-2", "en"), record(res, "para-2.a", "en"), record(res, "para-3", "ar"), record(res, "pp-3", "en"),
		record(mem, "practice-3", "en"), record(mem, "practice-4", "en"), record(mem, "practice-5", "en"), record(mem, "practice-6", "en"),
		record(undated, "", "en"),
	}
}

func write(t testing.TB, format string, rs ...export.Record) string {
	t.Helper()
	f, ok := export.Find(format)
	if !ok {
		t.Fatalf("no format %s", format)
	}
	var b bytes.Buffer
	w := f.New(&b)
	for _, r := range rs {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unpacked is an export as text: of a zip file, the files in it.
func unpacked(t testing.TB, out string) string {
	t.Helper()
	if !strings.HasPrefix(out, "PK") {
		return out
	}
	z, err := zip.NewReader(strings.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s\n%s\n", f.Name, content)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, f := range export.Formats {
		got := unpacked(t, write(t, f.Name, records()...))
		path := filepath.Join("testdata", "records"+f.Extension)
		if f.Name == "xlsx" || f.Name == "docx" {
			path += ".txt"
		}
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s (-update writes it anew):\n%s", f.Name, d)
		}
	}
}

func TestEmptyExport(t *testing.T) {
	for name, want := range map[string]string{"ris": "", "bibtex": "", "csl-json": "[\n]\n", "ndjson": ""} {
		if got := write(t, name); got != want {
			t.Errorf("%s of nothing: %q, want %q", name, got, want)
		}
	}
	if got := write(t, "csv"); strings.Count(got, "\r\n") != 1 || !strings.HasPrefix(got, "\uFEFFwork,") {
		t.Errorf("csv of nothing: %q", got)
	}
}

// A pinpoint is claimed where the text is held or a note is verified, and
// nowhere else; not in the address either.
func TestPinpointIsEarned(t *testing.T) {
	mem, res := memorandum(), resolution()
	unheld := record(res, "para-2", "en")
	unheld.Locator = "para-2.z" // no such point in the text
	foreign := record(res, "para-2", "en")
	foreign.Locator = "para-9" // not of this provision
	for _, c := range []struct {
		name   string
		record export.Record
		want   string
	}{
		{"text held", record(res, "pp-3", "en"), "preamble, para. 3"},
		{"point of a text held", record(res, "para-2.b", "en"), "para. 2 (b)"},
		{"verified note", record(mem, "practice-3", "en"), "good practice 3"},
		{"document-only note", record(mem, "practice-4", "en"), ""},
		{"unverified note", record(mem, "practice-5", "en"), ""},
		{"note without status", record(mem, "practice-6", "en"), ""},
		{"no such point", unheld, ""},
		{"another provision's place", foreign, ""},
		{"whole work", record(mem, "", "en"), ""},
	} {
		for _, format := range []string{"ris", "bibtex", "csl-json"} {
			out := write(t, format, c.record)
			claims := strings.Contains(out, "Pinpoint") || strings.Contains(out, "\n  note = ")
			if claims != (c.want != "") || !strings.Contains(out, c.want) {
				t.Errorf("%s: %s: want pinpoint %q in\n%s", c.name, format, c.want, out)
			}
			if c.want == "" && c.record.Locator != "" && strings.Contains(out, "/"+string(c.record.Locator)) {
				t.Errorf("%s: %s: the address points to the place:\n%s", c.name, format, out)
			}
			if strings.Contains(out, "Nobody has read this") || strings.Contains(out, "Nor this") || strings.Contains(out, "Share oil") {
				t.Errorf("%s: %s: a note without a pinpoint speaks for the whole work:\n%s", c.name, format, out)
			}
		}
	}
}

// hostile is a title that tries every format.
const hostile = "=HYPERLINK(\"http://x\")\r\nER  - \r\n\r\nTY  - BOOK\nTI  - },\n}\n@book{evil, title={\\input{/etc/passwd} 100% & #1 $x_y^z~ {unbalanced " +
	"\u202Egnp.exe\u202C \u2066in\u2069 \x00\x1b[31m\x7f\u0085\u2028 \uFEFF“q” 🙂 \xff <script>alert(1)</script>"

func hostileWork(title string) *corpus.Work {
	w := resolution()
	w.Titles = map[lang.Tag]string{"en": title}
	w.Body, w.Meeting, w.Date = title, title, title
	w.Provisions[1].Texts["en"].Text = title
	w.Provisions[1].Texts["en"].Parts, w.Provisions[1].Texts["en"].Citations = nil, nil
	w.Provisions[1].Notes[0].Text = title
	w.Provisions[1].Notes[0].Terms[0].ID = "theme/" + title
	return w
}

func TestHostile(t *testing.T) {
	r := record(hostileWork(hostile), "para-2", "en")
	r.URL += "?a=}{\\\"\r\nER  - \u202E"
	for _, f := range export.Formats {
		out := unpacked(t, write(t, f.Name, r, record(resolution(), "pp-3", "en"), record(r.Work, "", "en")))
		for _, c := range strings.TrimPrefix(out, "\uFEFF") {
			if unicode.Is(unicode.Bidi_Control, c) || unicode.IsControl(c) && c != '\n' && c != '\r' {
				t.Errorf("%s holds %U", f.Name, c)
			}
		}
		if f.Name != "ndjson" && !strings.Contains(out, "🙂") {
			t.Errorf("%s lost an emoji", f.Name)
		}
	}

	ris := write(t, "ris", r)
	if strings.Count(ris, "\r\nER  - ") != 1 || strings.Count(ris, "TY  - ") != 1+strings.Count(ris, " TY  - ") || strings.Count(ris, "\n") != strings.Count(ris, "\r\n") {
		t.Errorf("RIS: a value has lines of its own:\n%s", ris)
	}

	bib := write(t, "bibtex", r)
	if strings.Contains(bib, "\n@book") || strings.Count(bib, "{") != strings.Count(bib, "}") || strings.Contains(bib, `\input`) {
		t.Errorf("BibTeX:\n%s", bib)
	}
	depth := 0
	for _, c := range bib { // never below zero: no value ends the entry
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < 0 {
			t.Fatalf("BibTeX: braces do not nest:\n%s", bib)
		}
	}

	var items []map[string]any
	if err := json.Unmarshal([]byte(write(t, "csl-json", r)), &items); err != nil || len(items) != 1 {
		t.Errorf("CSL-JSON: %d items, %v", len(items), err)
	}

	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(write(t, "csv", r), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 2 || len(rows[0]) != len(rows[1]) {
		t.Fatalf("CSV: %d rows, %v", len(rows), err)
	}
	for i, cell := range rows[1] {
		if strings.ContainsAny(cell, "\r\n\t") || cell != "" && strings.Contains("=+-@", cell[:1]) {
			t.Errorf("CSV: column %s holds %q", rows[0][i], cell)
		}
	}
	for _, sign := range []string{"=1", "+1", "-1", "@x", "＝1", " =1", "\t=1", "\u202E=1"} {
		rows, err := csv.NewReader(strings.NewReader(write(t, "csv", record(hostileWork(sign), "", "en")))).ReadAll()
		if err != nil || !strings.HasPrefix(rows[1][2], "'") {
			t.Errorf("CSV: title %q came out as %q, %v", sign, rows[1][2], err)
		}
	}

	line := write(t, "ndjson", r)
	var o struct {
		Text map[lang.Tag]string
	}
	if err := json.Unmarshal([]byte(line), &o); err != nil || strings.Count(line, "\n") != 1 {
		t.Fatalf("NDJSON: %v", err)
	}
	if want := strings.ToValidUTF8(hostile, "\uFFFD"); o.Text["en"] != want {
		t.Errorf("NDJSON: the text is another: %q", o.Text["en"])
	}
}

// endless counts what is written and keeps nothing.
type endless struct{ n int }

func (e *endless) Write(p []byte) (int, error) { e.n += len(p); return len(p), nil }

// A cell of Excel holds 32,767 units of UTF-16, and no text that its escapes or
// its formulas would change.
func TestCellsOfExcel(t *testing.T) {
	cell := regexp.MustCompile(`<c r="M2" s="([0-9])" t="inlineStr"><is><t xml:space="preserve">(.*?)</t>`)
	for _, c := range []struct {
		text, style, want string
	}{
		{"plain _x0041_ text", "0", "plain _x005F_x0041_ text"},
		{"=1+1", "2", "=1+1"},
		{strings.Repeat("a", 32_767), "0", strings.Repeat("a", 32_767)},
		{strings.Repeat("🙂", 16_383), "0", strings.Repeat("🙂", 16_383)},
		{strings.Repeat("🙂", 16_384), "0", ""},
		{strings.Repeat("ж", 40_000), "0", ""},
	} {
		w := resolution()
		w.Provisions[1].Texts["en"] = &corpus.Passage{Locator: "para-2", Text: c.text}
		m := cell.FindStringSubmatch(unpacked(t, write(t, "xlsx", record(w, "para-2", "en"))))
		if m == nil {
			t.Fatal("no cell")
		}
		units := len(utf16.Encode([]rune(m[2])))
		if m[1] != c.style || c.want != "" && m[2] != c.want || units > 32_767 || c.want == "" && (units < 32_700 || !strings.HasSuffix(m[2], "at the permalink]")) {
			t.Errorf("%.20s: style %s, %d units, %.40s", c.text, m[1], units, m[2])
		}
	}
}

// Points are elements with addresses of their own, citations are links, and what
// is ours stands outside the text.
func TestAkomaNtosoPoints(t *testing.T) {
	out := write(t, "akn", record(resolution(), "para-2", "en"), record(resolution(), "para-2.b", "en"), record(resolution(), "", "en"), record(memorandum(), "practice-3", "en"))
	for _, want := range []string{
		`<paragraph eId="cmp_1__para_2"><num>2</num><intro eId="cmp_1__para_2__intro"><p>Calls upon towns:</p></intro><point eId="cmp_1__para_2__point_a"><num>(a)</num>`,
		`as in <ref eId="cmp_1__ref_1" href="http://localhost:8080/w/s-2098-1177">S/2098/1177</ref>;</p>`,
		`<portionBody><point eId="cmp_2__para_2__point_b"><num>(b)</num><content eId="cmp_2__para_2__point_b__content"><p>To light them;</p></content></point></portionBody>`,
		`<statement name="resolution">`, `<recital eId="cmp_3__pp_3"><p>Noting that lanterns go out,</p></recital>`,
		`<FRBRuri value="/akn/un/statement/deliberation/unsc/2099-12-21/9901-2099"/>`,
		`<portion includedIn="/akn/int/doc/memorandum/2097-06/harbour-memorandum-2097/und@">`, `<container name="text-not-held"`,
		`<p>Summary, not the official text: Keep one keeper to each lantern.</p></note></notes>`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

// passages makes n records of works of 250 provisions, one work at a time, as a
// library does.
func passages(n int) iter.Seq2[export.Record, error] {
	return func(yield func(export.Record, error) bool) {
		var w *corpus.Work
		for i := range n {
			if k := i % 250; k == 0 {
				w = resolution()
				w.ID, w.Symbol = corpus.WorkID(fmt.Sprintf("s-res-%d-2099", i)), fmt.Sprintf("S/RES/%d (2099)", i)
				w.Provisions = nil
				for l := range 250 {
					loc := corpus.Locator(fmt.Sprintf("para-%d", l+1))
					text := fmt.Sprintf("Calls upon %d towns to count their lanterns, number %d;", i, l)
					w.Provisions = append(w.Provisions, corpus.Provision{Locator: loc, Number: loc.Number(), Texts: map[lang.Tag]*corpus.Passage{
						"en": {Locator: loc, Number: loc.Number(), Text: text, Terms: []corpus.TermUse{{ID: []string{"theme/risk-assessment", "theme/risk-management", "none"}[l%3]}}}}})
				}
			}
			p := &w.Provisions[i%250]
			if !yield(export.Record{Work: w, Provision: p, Locator: p.Locator, Lang: "en", URL: site + string(w.ID) + "/" + string(p.Locator)}, nil) {
				return
			}
		}
	}
}

// measured hands records on, and tells the highest live memory seen behind each
// of the marks.
func measured(rs iter.Seq2[export.Record, error], marks ...int) (iter.Seq2[export.Record, error], func() []uint64) {
	var seen []uint64
	return func(yield func(export.Record, error) bool) {
		n := 0
		for r, err := range rs {
			if n++; len(seen) < len(marks) && n == marks[len(seen)] {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				seen = append(seen, m.HeapAlloc)
			}
			if !yield(r, err) {
				return
			}
		}
	}, func() []uint64 { return seen }
}

// An export of ten times as many passages holds no more.
func TestLongExports(t *testing.T) {
	if testing.Short() {
		t.Skip("not in short runs: the race detector counts as memory")
	}
	t.Setenv("TMPDIR", t.TempDir())
	const n = 10_000
	for _, f := range export.Formats {
		var out endless
		rs, memory := measured(passages(n), n/10, n)
		if err := f.Write(&out, rs); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		m := memory()
		if grown := int64(m[1]) - int64(m[0]); grown > 1<<20 {
			t.Errorf("%s: %d passages hold %d bytes more than %d do", f.Name, n, grown, n/10)
		}
		if out.n < n*10 { // zip files are small
			t.Errorf("%s: only %d bytes of %d passages", f.Name, out.n, n)
		}
	}
	nothingLeft(t)
}

// An export that is given up half-way says so and leaves nothing behind.
func TestCancelledExports(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, f := range export.Formats {
		ctx, cancel := context.WithCancel(context.Background())
		var out endless
		n := 0
		err := f.Write(&out, func(yield func(export.Record, error) bool) {
			for r := range passages(4_000) {
				if n++; n == 2_000 {
					cancel()
				}
				if !yield(r, ctx.Err()) {
					return
				}
			}
		})
		if !errors.Is(err, context.Canceled) || n != 2_000 {
			t.Errorf("%s: %v after %d passages", f.Name, err, n)
		}
		if err := f.Write(full{}, passages(2_000)); err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s on a full disk: %v", f.Name, err)
		}
	}
	nothingLeft(t)
}

// nothingLeft looks for temporary files.
func nothingLeft(t *testing.T) {
	t.Helper()
	files, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Errorf("%s was left behind", f.Name())
	}
}

// BenchmarkHundredThousand writes 100,000 passages, and tells how many bytes
// more than 10,000 of them they hold.
func BenchmarkHundredThousand(b *testing.B) {
	const n = 100_000
	for _, f := range export.Formats {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				var out endless
				rs, memory := measured(passages(n), n/10, n)
				if err := f.Write(&out, rs); err != nil {
					b.Fatal(err)
				}
				m := memory()
				b.ReportMetric(float64(m[0])/(1<<20), "MB/10k")
				b.ReportMetric(float64(m[1])/(1<<20), "MB/100k")
				b.ReportMetric(float64(out.n)/(1<<20), "MB-written")
			}
		})
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWriteErrors(t *testing.T) {
	for _, f := range export.Formats {
		w := f.New(full{})
		var err error
		for range 200 {
			err = errors.Join(err, w.Write(record(resolution(), "para-2", "en")))
		}
		if err = errors.Join(err, w.Close()); err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestKeysDiffer(t *testing.T) {
	w := &corpus.Work{Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)"}}
	for _, l := range []corpus.Locator{"para-1", "para-1.a", "para-1~1", "annex/para-1", "annex-2/para-1", "pp-1", "pp-1@fr", "para-11", "para-1a"} {
		w.Provisions = append(w.Provisions, corpus.Provision{Locator: l, Texts: map[lang.Tag]*corpus.Passage{"en": {Locator: l, Text: "x"}}})
	}
	var rs []export.Record
	for i := range w.Provisions {
		rs = append(rs, record(w, w.Provisions[i].Locator, "en"))
	}
	rs = append(rs, record(w, "", "en"))
	for i := range 3 {
		o := *w
		o.ID = corpus.WorkID([]string{"s-res-9901-2098", "s-prst-2099-1", "a-leaflet"}[i])
		rs = append(rs, record(&o, "", "en"))
	}
	var items []struct{ ID string }
	if err := json.Unmarshal([]byte(write(t, "csl-json", rs...)), &items); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, x := range items {
		if seen[x.ID] {
			t.Errorf("two items are %s", x.ID)
		}
		seen[x.ID] = true
	}
	if len(items) != len(rs) {
		t.Errorf("%d items of %d records", len(items), len(rs))
	}
}

func BenchmarkExport(b *testing.B) {
	res := resolution()
	for _, f := range export.Formats {
		b.Run(f.Name, func(b *testing.B) {
			w := f.New(io.Discard)
			r := record(res, "para-2", "en")
			for b.Loop() {
				if err := w.Write(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Words of a recording, a letter or a scan are not passed off as the official text.
func TestStandingStandsOverTheText(t *testing.T) {
	for _, s := range corpus.Standings[1:] {
		if lang.Get(lang.English).Pack.Standing[string(s)] == "" {
			t.Errorf("no words for a text that is %s", s)
		}
	}
	for format, want := range map[string]string{"subtitles": "Captions of a recording", "mail": "A letter as received", "scan": "Text recognised from a scan", "akn": ""} {
		w := resolution()
		w.Documents[0].Source.Format = format
		for _, f := range []string{"docx", "markdown"} {
			out := write(t, f, record(w, "para-2", lang.English))
			if f == "docx" {
				out = unpacked(t, out)
			}
			for _, say := range lang.Get(lang.English).Pack.Standing {
				if got, said := strings.Contains(out, say), want != "" && strings.HasPrefix(say, want); got != said {
					t.Errorf("%s of %s: says %q: %v", f, format, say, got)
				}
			}
		}
	}
}
