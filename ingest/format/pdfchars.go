package format

import (
	"fmt"
	"math"

	"github.com/tetratelabs/wazero/api"
)

// glyph is a character as it stands on a page. Units are points; y grows upwards.
type glyph struct {
	r           rune
	x, y        float64 // origin: on the baseline
	left, right float64 // its advance
	size        float64 // height of its font
	font        *font
	id          int     // place in the page's stream
	space       bool    // the stream has a space before it
	spaceWide   float64 // how wide it is; 0 when pdfium found it in a gap
	raised      bool    // a superscript
	marks       string  // combining marks over it
	turns       int     // quarter turns to the left its line makes; -1 askew
	top, bottom float64
}

// font is what tells fonts apart.
type font struct {
	name         string
	bold, italic bool
}

// pdfPage is a page turned upright.
type pdfPage struct {
	number        int
	width, height float64
	glyphs        []glyph // in the order of the stream
}

// readPDFPages reads the characters of every page.
func readPDFPages(p *pdfium, raw []byte) ([]*pdfPage, error) {
	at, err := p.malloc(len(raw))
	if err != nil {
		return nil, err
	}
	if !p.memory.Write(at, raw) {
		return nil, fmt.Errorf("%w: no room for the file", ErrTooLarge)
	}
	doc, err := p.call("FPDF_LoadMemDocument", uint64(at), uint64(len(raw)), 0)
	if err != nil {
		return nil, err
	}
	if doc == 0 {
		return nil, p.openError()
	}
	count, err := p.call("FPDF_GetPageCount", doc)
	if err != nil {
		return nil, fmt.Errorf("counting pages: %w", err)
	}
	switch {
	case count == 0:
		return nil, fmt.Errorf("%w: a PDF without pages", ErrDamaged)
	case count > maxPDFPages:
		return nil, fmt.Errorf("%w of %d pages: it has %d", ErrTooLarge, maxPDFPages, count)
	}
	var pages []*pdfPage
	total := 0
	for i := range count {
		page := &pdfPage{number: int(i) + 1}
		if err := page.read(p, doc, i); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		if total += len(page.glyphs); total > maxPDFGlyphs {
			return nil, fmt.Errorf("%w of %d characters", ErrTooLarge, maxPDFGlyphs)
		}
		pages = append(pages, page)
	}
	if total == 0 {
		return nil, fmt.Errorf("%w: an image-only scan (pages: %d) without a text layer; run text recognition (OCR) on it first", ErrNoText, len(pages))
	}
	return pages, nil
}

// openError names pdfium's codes: 2 file, 3 format, 4 password, 5 security.
func (p *pdfium) openError() error {
	code, err := p.call("FPDF_GetLastError")
	switch {
	case err != nil:
		return err
	case code == 4, code == 5:
		return fmt.Errorf("%w: save it without one first", ErrLocked)
	}
	return fmt.Errorf("%w: not a complete PDF", ErrDamaged)
}

// read reads a page's characters. A page that pdfium does not load stays empty:
// one broken page is no broken file.
func (page *pdfPage) read(p *pdfium, doc, index uint64) error {
	loaded, err := p.call("FPDF_LoadPage", doc, index)
	if err != nil || loaded == 0 {
		return err
	}
	width, err := p.call("FPDF_GetPageWidthF", loaded)
	if err != nil {
		return err
	}
	height, err := p.call("FPDF_GetPageHeightF", loaded)
	if err != nil {
		return err
	}
	page.width, page.height = float64(api.DecodeF32(width)), float64(api.DecodeF32(height))
	text, err := p.call("FPDFText_LoadPage", loaded)
	if err != nil {
		return err
	}
	if text != 0 {
		if err := page.readGlyphs(newPDFText(p, text)); err != nil {
			return err
		}
		if _, err := p.call("FPDFText_ClosePage", text); err != nil {
			return err
		}
	}
	page.turn()
	_, err = p.call("FPDF_ClosePage", loaded)
	return err
}

// readGlyphs asks pdfium for each character.
func (page *pdfPage) readGlyphs(t *pdfText) error {
	count := t.count()
	if count > maxPageGlyphs {
		return fmt.Errorf("%w of %d characters a page", ErrTooLarge, maxPageGlyphs)
	}
	page.glyphs = make([]glyph, 0, max(count, 0))
	space, spaceX := false, 0.0
	for i := 0; i < count && t.err == nil; i++ {
		r := t.char(i)
		switch {
		case r == ' ' || r == 0xA0 || r == '\t' || r == '\r' || r == '\n':
			if !space {
				spaceX = t.spaceAt(i)
			}
			space = true
			continue
		case r == 2: // pdfium's mark for a hyphen at the end of a line
			r = '-'
		case r == 0 || r == 0xFFFE || r == 0xFFFF:
			continue
		}
		x, y, ok := t.origin(i)
		if !ok {
			continue
		}
		b, ok := t.box(i)
		if !ok {
			continue
		}
		h := t.hand(i)
		g := glyph{r: r, x: x, y: y, size: h.size, font: h.font, id: len(page.glyphs), space: space, turns: quarters(h.angle),
			left: b.left, right: b.right, top: b.top, bottom: b.bottom}
		if g.size <= 0 {
			g.size = math.Abs(b.height())
		}
		if h.slant > 0 && g.turns == 0 { // the box of a slanted letter reaches over the next
			g.right = max(g.left, g.right-h.slant*max(0, g.top-g.y))
		}
		if space && spaceX != 0 {
			g.spaceWide = math.Abs(x - spaceX)
		}
		space = false
		page.glyphs = append(page.glyphs, g)
	}
	return t.err
}

// quarters rounds an angle to quarter turns; -1 when it is none.
func quarters(angle float64) int {
	q := math.Round(angle / (math.Pi / 2))
	if math.Abs(angle-q*math.Pi/2) > 0.05 {
		return -1
	}
	return (int(q) + 4) % 4
}

// turn makes the page upright by the way most of its text runs and drops what
// runs another way: watermarks, notes in the margin.
func (page *pdfPage) turn() {
	var count [4]int
	for _, g := range page.glyphs {
		if g.turns >= 0 {
			count[g.turns]++
		}
	}
	most := 0
	for t, n := range count {
		if n > count[most] {
			most = t
		}
	}
	kept := page.glyphs[:0]
	for _, g := range page.glyphs {
		if g.turns == most {
			g.turn(page.width, page.height)
			kept = append(kept, g)
		}
	}
	page.glyphs = kept
}

func (g *glyph) turn(width, height float64) {
	switch g.turns {
	case 1:
		g.x, g.y, g.left, g.right = g.y, height-g.x, g.bottom, g.top
	case 2:
		g.x, g.y, g.left, g.right = width-g.x, height-g.y, width-g.right, width-g.left
	case 3:
		g.x, g.y, g.left, g.right = width-g.y, g.x, width-g.top, width-g.bottom
	}
}
