package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concordance/ingest"
)

// concordance runs a command in this process on the data directory and returns
// its exit code, output and messages.
func concordance(t *testing.T, data string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), append([]string{"--data", data}, args...), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// TestHostileFiles: each bad file is one line with its name and a reason, and
// stops neither the program nor the good file beside it.
func TestHostileFiles(t *testing.T) {
	dir := t.TempDir()
	good := write(t, dir, "good.txt", []byte(madeUpNote))
	cases := []struct{ name, reason string }{
		{write(t, dir, "empty.xml", nil), "empty"},
		{filepath.Join(dir, "missing.pdf"), "does not exist"},
		{write(t, dir, "photo.pdf", append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), make([]byte, 2000)...)), "jpeg"},
		{write(t, dir, "truncated.zip", zipped(t, "a.txt", []byte(madeUpNote))[:120]), "zip"},
		{write(t, dir, "entities.xml", []byte(entityBomb)), ""},
		{write(t, dir, "cut.xml", []byte(`<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta>`)), ""},
		{write(t, dir, "noise.docx", bytes.Repeat([]byte{0, 1, 2, 3}, 500)), ""},
	}
	if !testing.Short() { // to deflate gigabytes takes the race detector minutes
		cases = append(cases, struct{ name, reason string }{write(t, dir, "bomb.pdf", pdfBomb(t)), ""})
	}
	for _, c := range cases {
		t.Run(filepath.Base(c.name), func(t *testing.T) {
			code, out, errs := concordance(t, t.TempDir(), "ingest", "-o", "json", c.name, good)
			if code != exitPartly {
				t.Errorf("exit code %d, want %d\n%s", code, exitPartly, errs)
			}
			var r ingest.Report
			if err := json.Unmarshal([]byte(out), &r); err != nil {
				t.Fatalf("report: %v\n%s", err, out)
			}
			if r.Added != 1 || len(r.Failed) != 1 {
				t.Fatalf("added %d, failed %v: want the good file added and the bad one named", r.Added, r.Failed)
			}
			f := r.Failed[0]
			if f.File != c.name || !strings.Contains(strings.ToLower(f.Reason), c.reason) || f.Reason == "" || strings.Contains(f.Reason, "\n") {
				t.Errorf("failure %+v: want the name as given and a reason of one line with %q", f, c.reason)
			}
			if n := strings.Count(strings.TrimSpace(errs), "\n"); n != 0 {
				t.Errorf("messages have %d lines, want 1:\n%s", n+1, errs)
			}
		})
	}
}

func write(t *testing.T, dir, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(t *testing.T, name string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write(b)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pdfBomb is a page whose content is two gigabytes of spaces, deflated twice:
// a few kilobytes on disk.
func pdfBomb(t *testing.T) []byte {
	t.Helper()
	var once bytes.Buffer
	z := zlib.NewWriter(&once)
	block := bytes.Repeat([]byte(" "), 1<<20)
	for range 2 << 10 {
		z.Write(block)
	}
	z.Close()
	var twice bytes.Buffer
	z, _ = zlib.NewWriterLevel(&twice, zlib.BestCompression)
	io.Copy(z, &once)
	z.Close()
	var pdf bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, pdf.Len())
		fmt.Fprintf(&pdf, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	pdf.WriteString("%PDF-1.5\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>")
	object(fmt.Sprintf("<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream", twice.Len(), twice.Bytes()))
	xref := pdf.Len()
	fmt.Fprintf(&pdf, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&pdf, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&pdf, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return pdf.Bytes()
}

const entityBomb = `<?xml version="1.0"?>
<!DOCTYPE akomaNtoso [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><mainBody><paragraph><num>1.</num><content><p>&c;</p></content></paragraph></mainBody></statement></akomaNtoso>`

// madeUpNote is a briefing paper in the form of the real ones.
const madeUpNote = `Open briefing on the protection of night markets

Tuesday, 3 March 2099, 10.00 a.m.

Concept note

I. Introduction

1. Night markets draw crowds after dark. The Council spoke of them in resolution 9901 (2099), paragraph 4.

2. Stallholders are seldom asked what they see.

II. Objective

3. The meeting gathers what works: lighting, stewards, and a number to call.
`
