package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"concordance/ingest/format"
)

// word makes a Word file of paragraphs.
func word(t *testing.T, paragraphs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name, body string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	add("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)
	add("word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>`+
		strings.Join(paragraphs, `</w:t></w:r></w:p><w:p><w:r><w:t>`)+`</w:t></w:r></w:p></w:body></w:document>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadDraft(t *testing.T) {
	const one, two = "Lanterns are lit, as paragraph 3 of resolution 9901 (2099) has it.", "Ferries wait for the second bell."
	for name, body := range map[string][]byte{
		"draft.docx": word(t, one, two),
		"draft.txt":  []byte(one + "\n\n" + two + "\n"),
		"draft.md":   []byte(one + "\n\n" + two + "\n"),
	} {
		got, err := readDraft(t.Context(), name, bytes.NewReader(body))
		if err != nil || got != one+"\n"+two+"\n" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for name, x := range map[string]struct {
		body string
		want error
	}{
		"empty.txt":  {"", format.ErrEmpty},
		"draft.pdf":  {"%PDF-1.7 and no more", format.ErrUnknown},
		"draft.html": {"<!doctype html><p>Lanterns</p>", format.ErrUnknown},
		"torn.docx":  {"PK\x03\x04 and no more", format.ErrDamaged},
	} {
		if _, err := readDraft(t.Context(), name, strings.NewReader(x.body)); !errors.Is(err, x.want) {
			t.Errorf("%s: %v, want %v", name, err, x.want)
		}
	}
}
