package format

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"strings"
	"testing"
)

// jpeg is the beginning of a picture.
var jpeg = append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), bytes.Repeat([]byte{0x11, 0x80, 0}, 400)...)

func TestDetect(t *testing.T) {
	docx := makeDOCX(t, wp("", wr("x")), nil)
	for _, c := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"a.pdf", []byte("%PDF-1.4\n"), "pdf"},
		{"no-extension", []byte("%PDF-1.4\n"), "pdf"},
		{"a.docx", docx, "docx"},
		{"a.html", []byte("<!DOCTYPE html><p>x"), "html"},
		{"a.htm", []byte("\ufeff<link href=x><table>"), "html"},
		{"no-extension", []byte("<html><p>x"), "html"},
		{"a.xhtml", []byte("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>"), "html"},
		{"a.md", []byte("# x"), "markdown"},
		{"a.txt", []byte("x"), "text"},
		{"README", []byte("x"), "text"},
		{"a.txt", []byte("\xff\xfex\x00"), "text"},
		{"a.xml", []byte(`<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement>`), "akn"},
	} {
		f, err := Detect(c.name, c.raw[:min(len(c.raw), 4096)])
		if err != nil || f.Name != c.want {
			t.Errorf("%s %.20q: %q, %v, want %s", c.name, c.raw, f.Name, err, c.want)
		}
	}
}

func TestDetectRefusals(t *testing.T) {
	for _, c := range []struct {
		name string
		raw  []byte
		says string
	}{
		{"photo.pdf", jpeg, "named PDF, but the content is image/jpeg"},
		{"photo.txt", jpeg, "image/jpeg"},
		{"photo.docx", jpeg, "named DOCX, but the content is image/jpeg"},
		{"feed.xml", []byte(`<?xml version="1.0"?><rss version="2.0"><channel>`), `root element "rss"`},
		{"old.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), "save it as DOCX or PDF"},
		{"a.csv", []byte("a,b\n1,2\n"), "Concordance reads"},
		{"a.bin", []byte("\x00\x01\x02\x03"), "Concordance reads"},
	} {
		_, err := Detect(c.name, c.raw[:min(len(c.raw), 4096)])
		oneLine(t, err, ErrUnknown)
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
	for _, name := range []string{"a.pdf", "a.docx", "a.html", "a.txt", "a.md", "a.xml", "a"} {
		for _, raw := range []string{"", " \n"} {
			_, err := read(t, name, []byte(raw))
			oneLine(t, err, ErrEmpty)
		}
	}
}

// Every format refuses what it cannot read, in one line and without panic.
func TestDecodeRefusals(t *testing.T) {
	if testing.Short() {
		t.Skip("expands tens of megabytes many times: left out of short runs")
	}
	deep := func(open string, n int) []byte { return []byte(strings.Repeat(open, n) + "x") }
	whole := makeDOCX(t, wp("", wr("x")), nil)
	for _, c := range []struct {
		what  string
		f     Format
		raw   []byte
		class error
	}{
		{"picture", text, jpeg, ErrUnknown},
		{"picture", webpage, jpeg, ErrUnknown},
		{"picture", markdown, jpeg, ErrUnknown},
		{"picture", docx, jpeg, ErrDamaged},
		{"picture", pdf, jpeg, ErrDamaged},
		{"rules only", text, []byte("***\n\n---\n"), ErrNoText},
		{"no words", webpage, []byte("<html><body><nav>Menu</nav></body>"), ErrNoText},
		{"deep", webpage, deep("<div>", 2000), ErrTooLarge},
		{"deep tables", webpage, deep("<table><tr><td>", 400), ErrTooLarge},
		{"deep quotations", markdown, deep("> ", 5000), ErrTooLarge},
		{"deep lists", markdown, deep("- ", 5000), ErrTooLarge},
		{"long", markdown, bytes.Repeat([]byte("a b\n"), maxMarkdown/4+1), ErrTooLarge},
		{"cut short", docx, whole[:len(whole)/2], ErrDamaged},
		{"no document", docx, zipOf(t, map[string]string{"x.txt": "x"}), ErrUnknown},
		{"no words", docx, makeDOCX(t, "", nil), ErrNoText},
		{"broken XML", docx, makeDOCX(t, "<w:p><w:r>", nil), ErrDamaged},
		{"deep", docx, makeDOCX(t, strings.Repeat("<w:sdt>", 500)+strings.Repeat("</w:sdt>", 500), nil), ErrTooLarge},
		{"deep tables", docx, makeDOCX(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 200)+strings.Repeat("</w:tc></w:tr></w:tbl>", 200), nil), ErrTooLarge},
		{"entities", docx, zipOf(t, map[string]string{"word/document.xml": billionLaughs}), ErrDamaged},
		{"outside entity", docx, zipOf(t, map[string]string{"word/document.xml": `<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]><w><p><r><t>&e;</t></r></p></w>`}), ErrDamaged},
		{"zip bomb", docx, zipBomb(t, "word/document.xml"), ErrTooLarge},
		{"bomb in a side part", docx, zipBomb(t, "word/styles.xml"), ErrTooLarge},
		{"many parts", docx, manyParts(t), ErrTooLarge},
	} {
		_, err := c.f.Decode(t.Context(), bytes.NewReader(c.raw))
		t.Logf("%s, %s: %v", c.f.Name, c.what, err)
		oneLine(t, err, c.class)
	}
}

// A cell of a million words is read as one block.
func TestHugeCell(t *testing.T) {
	var b strings.Builder
	for i := range 1_000_000 {
		fmt.Fprintf(&b, "w%d ", i*i%99_991)
	}
	words := b.String()
	for name, raw := range map[string][]byte{
		"a.html": []byte("<table><tr><td>" + words + "<td>x</table>"),
		"a.docx": makeDOCX(t, "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>"+wp("", wr(words))+"</w:tc><w:tc>"+wp("", wr("x"))+"</w:tc></w:tr></w:tbl>", nil),
	} {
		text := mustRead(t, name, raw)
		if len(text.Blocks) != 1 || text.Blocks[0].Kind != Row || len(text.Blocks[0].Text) != len(words)-1+len(" | x") {
			t.Errorf("%s: %d blocks", name, len(text.Blocks))
		}
	}
}

func TestTooLarge(t *testing.T) {
	for _, f := range Formats {
		_, err := f.Decode(t.Context(), io.LimitReader(endless{}, MaxBytes+100))
		t.Logf("%s: %v", f.Name, err)
		oneLine(t, err, ErrTooLarge)
	}
}

// endless is a file of the letter a, a word a line.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

const billionLaughs = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<w><body><p><r><t>&c;</t></r></p></body></w>`

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, part := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, part)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipBomb is a DOCX with a part that unpacks to more than a file may hold.
func zipBomb(t testing.TB, part string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	if part != "word/document.xml" {
		w, _ := z.Create("word/document.xml")
		io.WriteString(w, "<w><body>"+wp("", wr("x"))+"</body></w>")
	}
	w, err := z.Create(part)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, "<w><body>")
	block := []byte(strings.Repeat("<sectPr></sectPr>", 60_000))
	for range MaxBytes/len(block) + 1 {
		w.Write(block)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func manyParts(t testing.TB) []byte {
	parts := map[string]string{}
	for i := range MaxParts + 1 {
		parts["word/media/"+strings.Repeat("x", i%7)+string(rune('a'+i%26))+strings.Repeat("y", i/26)] = ""
	}
	return zipOf(t, parts)
}
