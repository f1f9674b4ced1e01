package format

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"os/exec"
	"time"

	klippa "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// renderWorker as the value of workerVariable makes a run of this program draw
// the pages of one PDF, for text recognition, and end.
const renderWorker = "render"

// Limits on drawn pages.
const (
	MaxDrawnPages = 200
	drawnDPI      = 300
	maxDrawnSide  = 5000     // pixels: a page larger than 16 inches is drawn coarser
	maxDrawnBytes = 64 << 20 // of one picture, as PNG
	drawTime      = 60 * time.Second
)

// drawnPage is what a worker says of one page.
type drawnPage struct {
	Pages int // of the document
	PNG   []byte
	Error string
}

// DrawPages draws the pages of a PDF, one after the other, and calls each with
// the page's number from 1 and its picture (PNG, 300 dots an inch, grey or
// coloured as it is). It stops at the first error of each. Drawing is done by a
// worker process, as reading is.
func DrawPages(ctx context.Context, raw []byte, each func(page, pages int, picture []byte) error) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("starting the PDF reader: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), workerVariable+"="+renderWorker)
	cmd.Stdin = io.MultiReader(bytes.NewReader(binary.BigEndian.AppendUint64(nil, uint64(len(raw)))), bytes.NewReader(raw))
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("starting the PDF reader: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting the PDF reader: %w", err)
	}
	defer cmd.Wait()
	defer cancel()
	budget := &io.LimitedReader{R: out}
	answers := gob.NewDecoder(budget)
	for n, pages := 1, 1; n <= min(pages, MaxDrawnPages); n++ {
		budget.N = maxDrawnBytes
		var p drawnPage
		timer := time.AfterFunc(drawTime+pick(n == 1, maxPDFStart, 0), cancel)
		err := answers.Decode(&p)
		if timer.Stop(); err != nil {
			if ctx.Err() != nil {
				return fmt.Errorf("%w: drawing page %d takes too long", ErrTooLarge, n)
			}
			return fmt.Errorf("%w: page %d cannot be drawn", ErrDamaged, n)
		}
		if p.Error != "" {
			return fmt.Errorf("%w: page %d cannot be drawn: %s", ErrDamaged, n, p.Error)
		}
		pages = p.Pages
		if err := each(n, pages, p.PNG); err != nil {
			return err
		}
	}
	return nil
}

func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

// draw is the work of a render worker.
func draw(in io.Reader, out io.Writer) error {
	limitMemory()
	var size uint64
	if err := binary.Read(in, binary.BigEndian, &size); err != nil {
		return err
	}
	if size > MaxBytes {
		return fmt.Errorf("a request of %d bytes", size)
	}
	raw := make([]byte, size)
	if _, err := io.ReadFull(in, raw); err != nil {
		return err
	}
	engine, err := newPDFEngine()
	if err != nil {
		return err
	}
	instance, err := engine.pool.GetInstance(30 * time.Second)
	if err != nil {
		return err
	}
	answers := gob.NewEncoder(out)
	doc, err := instance.OpenDocument(&requests.OpenDocument{File: &raw})
	if err != nil {
		return answers.Encode(drawnPage{Error: Normalize(err.Error())})
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return answers.Encode(drawnPage{Error: Normalize(err.Error())})
	}
	for n := range min(count.PageCount, MaxDrawnPages) {
		stop := limitTime(2 * drawTime)
		p := drawnPage{Pages: count.PageCount}
		if p.PNG, err = drawOne(instance, doc.Document, n); err != nil {
			p.Error = Normalize(err.Error())
		}
		stop()
		if err := answers.Encode(p); err != nil || p.Error != "" {
			return err
		}
	}
	return nil
}

// drawOne draws a page, from 0.
func drawOne(instance klippa.Pdfium, doc references.FPDF_DOCUMENT, n int) ([]byte, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: n}}
	size, err := instance.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return nil, err
	}
	side := max(size.Width, size.Height) // points, 72 an inch
	if side <= 0 {
		return nil, errors.New("a page without a size")
	}
	dpi := min(drawnDPI, int(maxDrawnSide*72/side))
	if dpi < 20 {
		return nil, errors.New("a page too large to draw")
	}
	drawn, err := instance.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: dpi})
	if err != nil {
		return nil, err
	}
	defer drawn.Cleanup()
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(&b, drawn.Result.RenderedImage); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
