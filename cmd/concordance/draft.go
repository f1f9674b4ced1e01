package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"concordance/ingest/format"
)

// draftFormats are the formats that a draft may come in: what is written in,
// not what is published in.
var draftFormats = []string{"docx", "text", "markdown"}

// draftHead is how many bytes of a file tell its format.
const draftHead = 4096

// readDraft takes the words out of a file: its paragraphs, a line each, then its
// footnotes. name is only looked at for its ending. Errors are the format's own,
// and say what is wrong; whatever the bytes, it does not panic.
func readDraft(ctx context.Context, name string, r io.Reader) (text string, err error) {
	defer func() {
		if p := recover(); p != nil {
			text, err = "", fmt.Errorf("%w: the reader failed on it (%v)", format.ErrDamaged, p)
		}
	}()
	in := bufio.NewReaderSize(r, draftHead)
	head, err := in.Peek(draftHead)
	if err != nil && err != io.EOF {
		return "", err
	}
	if len(head) == 0 {
		return "", format.ErrEmpty
	}
	f, err := format.Detect(name, head)
	if err != nil {
		return "", err
	}
	if !slices.Contains(draftFormats, f.Name) {
		return "", fmt.Errorf("%w: a draft may be a Word file (.docx) or plain text (.txt, .md)", format.ErrUnknown)
	}
	t, err := f.Decode(ctx, in)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, x := range t.Blocks {
		draftLine(&b, x.Num, x.Text)
	}
	for _, n := range t.Notes {
		draftLine(&b, n.Num, n.Text)
	}
	return b.String(), nil
}

// draftLine writes a paragraph after its number.
func draftLine(b *strings.Builder, number, text string) {
	b.WriteString(strings.TrimSpace(number + " " + text))
	b.WriteString("\n")
}
