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
	maxPDFPages   = 1500
	maxPDFGlyphs  = 8_000_000
	maxPageGlyphs = 200_000          // of one page: ten times what the fullest has
	maxPDFMemory  = 384 << 20        // bytes pdfium may use on the largest file: see pdfMemoryFor
	maxGoMemory   = 192 << 20        // bytes a worker uses beside, as far as collecting garbage helps
	enoughMemory  = 200 << 20        // bytes of a worker, after which it is replaced
	maxPDFTime    = 60 * time.Second // from the request to the answer
	maxPDFStart   = 3 * time.Minute  // for the first worker ever, which compiles pdfium
	maxPDFAnswer  = 4 * MaxText      // bytes of an answer
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

// pdfMemoryFor is how many bytes pdfium may use on a PDF of so many. It takes 18
// MB for the honest ones we have, the file in it; a small file that unpacks to
// hundreds is up to no good, and costs a second for every hundred.
func pdfMemoryFor(size int) uint64 {
	return min(maxPDFMemory, 96<<20+8*uint64(size))
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
