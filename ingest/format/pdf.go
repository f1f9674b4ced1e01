package format

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"
)

// Limits on one PDF, beside those every format has.
const (
	maxPDFPages  = 1500
	maxPDFGlyphs = 8_000_000
	maxPDFMemory = 384 << 20        // bytes pdfium may use
	maxPDFTime   = 60 * time.Second // from the request to the answer
	maxPDFStart  = 3 * time.Minute  // for the first worker ever, which compiles pdfium
	maxPDFAnswer = 4 * MaxText      // bytes of an answer
)

// pdf reads PDFs in worker processes: see pdfpool.go and pdfworker.go.
var pdf = Format{
	Name:  "pdf",
	Media: "application/pdf",
	Match: func(name string, head []byte) bool {
		if strings.EqualFold(filepath.Ext(name), ".pdf") { // rubbish before the mark is allowed
			return bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-"))
		}
		return bytes.HasPrefix(head, []byte("%PDF-"))
	},
	Decode: (&pdfPool{free: make(chan *pdfClient, 2), slots: make(chan struct{}, 2)}).decode,
}

func (p *pdfPool) decode(ctx context.Context, r io.Reader) (*Text, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	t, err := p.read(ctx, raw)
	if err != nil {
		return nil, err
	}
	return t, t.check()
}
