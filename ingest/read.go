package ingest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"concordance/corpus"
	"concordance/ingest/format"
)

// sniff is how many bytes of a file tell its format.
const sniff = 4096

// Read makes a document of one file. The error is one line: the file, what is
// wrong and where, and what to do. Whatever the bytes, it does not panic.
func Read(ctx context.Context, name string, r io.Reader) (*corpus.Document, error) {
	d, err := read(ctx, name, r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return d, nil
}

func read(ctx context.Context, name string, r io.Reader) (d *corpus.Document, err error) {
	defer func() {
		if p := recover(); p != nil {
			d, err = nil, fmt.Errorf("%w: the reader failed on it (%v); please report the file", format.ErrDamaged, p)
		}
	}()
	sum := sha256.New()
	in := bufio.NewReaderSize(io.TeeReader(io.LimitReader(r, format.MaxBytes+1), sum), sniff)
	head, err := in.Peek(sniff)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if len(bytes.TrimSpace(head)) == 0 && len(head) < sniff {
		return nil, format.ErrEmpty
	}
	f, err := format.Detect(name, head)
	if err != nil {
		return nil, err
	}
	var raw bytes.Buffer
	source := io.Reader(in)
	if f.Name == "pdf" && recognises() {
		source = io.TeeReader(in, &raw)
	}
	text, err := f.Decode(ctx, source)
	if errors.Is(err, format.ErrNoText) && raw.Len() > 0 {
		text, err = readScan(ctx, name, raw.Bytes())
		f.Name = scanned
	}
	if err != nil {
		return nil, withAdvice(err)
	}
	if _, err := io.Copy(io.Discard, in); err != nil {
		return nil, err
	}
	if text.Meta.Other == nil {
		text.Meta.Other = map[string]string{}
	}
	text.Meta.Other["file"] = name
	if err := softError(text); err != nil {
		return nil, err
	}
	d, err = Parse(text)
	if err != nil {
		return nil, err
	}
	d.Source = corpus.Source{
		File: name, Format: f.Name, MediaType: f.Media, SHA256: hex.EncodeToString(sum.Sum(nil)),
		Address: text.Meta.Address, Marked: text.Meta.Marked,
		Reissued: d.Source.Reissued,
	}
	Identify(d, nil)
	assess(d, text)
	return d, nil
}

// Parse makes a document of a decoded text, by the first genre that takes it.
func Parse(t *format.Text) (*corpus.Document, error) {
	for _, k := range Kinds {
		if k.Match(t) {
			d, err := k.Parse(t)
			if err == nil {
				d.Reading.Genre = k.Name
			}
			return d, err
		}
	}
	return nil, format.ErrNoText
}

// withAdvice adds what the person can do.
func withAdvice(err error) error {
	switch {
	case errors.Is(err, format.ErrDamaged):
		return fmt.Errorf("%w; fetch the file anew, or use its PDF or Word version", err)
	case errors.Is(err, format.ErrNoText) && strings.Contains(err.Error(), "scan"):
		return fmt.Errorf("%w, or install tesseract and add the file again", err)
	case errors.Is(err, format.ErrTooLarge):
		return fmt.Errorf("%w; split the file", err)
	}
	return err
}

// finish closes the document: the footnotes are in, nothing is left open.
func (c *composer) finish() (*corpus.Document, error) {
	c.end()
	if len(c.twice) > 0 {
		c.warn(c.twice[0], "%d paragraphs have a number that another has already", len(c.twice))
	}
	if len(c.doc.Passages) == 0 {
		return nil, format.ErrNoText
	}
	for i := range c.doc.Passages {
		c.doc.Passages[i].Text = strings.TrimSpace(c.doc.Passages[i].Text)
	}
	return c.doc, nil
}
