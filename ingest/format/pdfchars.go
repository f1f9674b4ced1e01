package format

import (
	"fmt"
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
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

func readPDFPages(p pdfium.Pdfium, raw []byte) ([]*pdfPage, error) {
	doc, err := p.OpenDocument(&requests.OpenDocument{File: &raw})
	if err != nil {
		return nil, openError(err)
	}
	defer p.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
	count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, fmt.Errorf("counting pages: %w", err)
	}
	switch {
	case count.PageCount == 0:
		return nil, fmt.Errorf("%w: a PDF without pages", ErrDamaged)
	case count.PageCount > maxPDFPages:
		return nil, fmt.Errorf("%w of %d pages: it has %d", ErrTooLarge, maxPDFPages, count.PageCount)
	}
	var pages []*pdfPage
	total := 0
	for i := range count.PageCount {
		page, err := readPDFPage(p, doc.Document, i)
		if err != nil {
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
func openError(err error) error {
	switch s := err.Error(); {
	case strings.HasPrefix(s, "4:"), strings.HasPrefix(s, "5:"):
		return fmt.Errorf("%w: save it without one first", ErrLocked)
	case strings.HasPrefix(s, "2:"), strings.HasPrefix(s, "3:"), strings.HasPrefix(s, "1:"), strings.HasPrefix(s, "6:"):
		return fmt.Errorf("%w: not a complete PDF", ErrDamaged)
	}
	return fmt.Errorf("opening the PDF: %w", err)
}

func readPDFPage(p pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) (*pdfPage, error) {
	loaded, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return &pdfPage{number: index + 1}, trapped(err) // one broken page is no broken file
	}
	defer p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	page := &pdfPage{number: index + 1}
	by := requests.Page{ByReference: &loaded.Page}
	if w, err := p.FPDF_GetPageWidth(&requests.FPDF_GetPageWidth{Page: by}); err == nil {
		page.width = w.Width
	}
	if h, err := p.FPDF_GetPageHeight(&requests.FPDF_GetPageHeight{Page: by}); err == nil {
		page.height = h.Height
	}
	text, err := p.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: by})
	if err != nil {
		return page, trapped(err)
	}
	defer p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	if err := page.readGlyphs(p, text.TextPage); err != nil {
		return page, err
	}
	page.turn()
	return page, nil
}

// trapped tells an error of the machine from one of the document.
func trapped(err error) error {
	if s := err.Error(); strings.Contains(s, "wasm error") || strings.Contains(s, "module closed") || strings.Contains(s, "out of memory") || strings.Contains(s, "unreachable") {
		return err
	}
	return nil
}

// readGlyphs asks pdfium for each character. Fonts and angles are asked once a
// word: they do not change inside one often enough to pay for it.
func (page *pdfPage) readGlyphs(p pdfium.Pdfium, text references.FPDF_TEXTPAGE) error {
	count, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return trapped(err)
	}
	if count.Count > maxPDFGlyphs {
		return fmt.Errorf("%w of %d characters", ErrTooLarge, maxPDFGlyphs)
	}
	fonts := map[string]*font{}
	var f *font
	var size, angle float64
	fresh, space, spaceX := true, false, 0.0
	var lastY, lastHeight float64
	for i := range count.Count {
		u, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return trapped(err)
		}
		r := rune(uint32(u.Unicode))
		switch {
		case r == ' ' || r == 0xA0 || r == '\t' || r == '\r' || r == '\n':
			if !space {
				spaceX = spaceAt(p, text, i)
			}
			fresh, space = true, true
			continue
		case r == 2: // pdfium's mark for a hyphen at the end of a line
			r = '-'
		case r == 0 || r == 0xFFFE || r == 0xFFFF:
			continue
		}
		o, err := p.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
		if err != nil {
			if err := trapped(err); err != nil {
				return err
			}
			continue
		}
		b, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
		if err != nil {
			if err := trapped(err); err != nil {
				return err
			}
			continue
		}
		height := float64(b.Rect.Top - b.Rect.Bottom)
		if fresh || math.Abs(o.Y-lastY) > 0.1 || math.Abs(height-lastHeight) > 0.1 {
			f, size, angle = wordFont(p, text, i, fonts)
			fresh = false
		}
		lastY, lastHeight = o.Y, height
		g := glyph{r: r, x: o.X, y: o.Y, size: size, font: f, id: len(page.glyphs), space: space, turns: quarters(angle),
			left: float64(b.Rect.Left), right: float64(b.Rect.Right), top: float64(b.Rect.Top), bottom: float64(b.Rect.Bottom)}
		if g.size <= 0 {
			g.size = math.Abs(height)
		}
		if space && spaceX != 0 {
			g.spaceWide = math.Hypot(o.X-spaceX, 0)
		}
		space = false
		page.glyphs = append(page.glyphs, g)
	}
	return nil
}

// spaceAt is where the space at index i begins; 0 when it is not in the file but
// pdfium's reading of a gap.
func spaceAt(p pdfium.Pdfium, text references.FPDF_TEXTPAGE, i int) float64 {
	if g, err := p.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text, Index: i}); err != nil || g.IsGenerated {
		return 0
	}
	o, err := p.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return 0
	}
	return o.X
}

// wordFont is the font, the height in points and the angle in radians of the
// character at index i.
func wordFont(p pdfium.Pdfium, text references.FPDF_TEXTPAGE, i int, fonts map[string]*font) (f *font, size, angle float64) {
	f = &font{}
	if info, err := p.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: i}); err == nil {
		key := fmt.Sprint(info.FontName, info.Flags)
		if fonts[key] == nil {
			name := strings.ToLower(info.FontName)
			fonts[key] = &font{
				name:   info.FontName,
				bold:   strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy") || info.Flags&(1<<18) != 0,
				italic: strings.Contains(name, "italic") || strings.Contains(name, "oblique") || info.Flags&(1<<6) != 0,
			}
		}
		f = fonts[key]
	}
	if s, err := p.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i}); err == nil {
		size = s.FontSize
	}
	if m, err := p.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i}); err == nil {
		size *= math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
		angle = math.Atan2(float64(m.Matrix.B), float64(m.Matrix.A))
	}
	return f, size, angle
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
