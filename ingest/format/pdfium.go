package format

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/tetratelabs/wazero/api"
)

// pdfium is one running pdfium: its functions and its memory. An error of a
// call is a trap, after which it can no longer be used.
type pdfium struct {
	module    api.Module
	memory    api.Memory
	functions map[string]api.Function
	stack     [8]uint64
	scratch   uint32 // where answers of more than one value are put
}

// scratchSize is room for the longest answer: the name of a font.
const scratchSize = 256

func newPDFium(m api.Module) (*pdfium, error) {
	p := &pdfium{module: m, memory: m.Memory(), functions: map[string]api.Function{}}
	at, err := p.malloc(scratchSize)
	p.scratch = at
	return p, err
}

func (p *pdfium) function(name string) api.Function {
	f := p.functions[name]
	if f == nil {
		f = p.module.ExportedFunction(name)
		p.functions[name] = f
	}
	return f
}

// call calls a function of pdfium's API by its name.
func (p *pdfium) call(name string, args ...uint64) (uint64, error) {
	return p.callFunction(p.function(name), args...)
}

func (p *pdfium) callFunction(f api.Function, args ...uint64) (uint64, error) {
	p.stack[0] = 0 // some functions give nothing
	copy(p.stack[:], args)
	err := f.CallWithStack(context.Background(), p.stack[:])
	return p.stack[0], err
}

func (p *pdfium) malloc(size int) (uint32, error) {
	at, err := p.call("malloc", uint64(size))
	if err == nil && at == 0 {
		err = fmt.Errorf("%w: no memory for %d bytes", ErrTooLarge, size)
	}
	return uint32(at), err
}

// pdfText is the text of a page as pdfium holds it. The first trap stays in err,
// and every answer after it is nothing.
type pdfText struct {
	p    *pdfium
	page uint64
	err  error

	fonts map[string]*font // by the bytes of pdfium's answer

	// asked for every character
	unicode, charOrigin, looseBox, fontInfo, fontSize, matrix api.Function
}

func newPDFText(p *pdfium, page uint64) *pdfText {
	return &pdfText{p: p, page: page, fonts: map[string]*font{},
		unicode:    p.function("FPDFText_GetUnicode"),
		charOrigin: p.function("FPDFText_GetCharOrigin"),
		looseBox:   p.function("FPDFText_GetLooseCharBox"),
		fontInfo:   p.function("FPDFText_GetFontInfo"),
		fontSize:   p.function("FPDFText_GetFontSize"),
		matrix:     p.function("FPDFText_GetMatrix"),
	}
}

func (t *pdfText) ask(f api.Function, args ...uint64) uint64 {
	if t.err != nil {
		return 0
	}
	stack := t.p.stack[:]
	stack[0] = t.page
	copy(stack[1:], args)
	if t.err = f.CallWithStack(context.Background(), stack); t.err != nil {
		return 0
	}
	return stack[0]
}

// answer is the first n bytes of what a function put into the scratch memory.
func (t *pdfText) answer(n uint32) []byte {
	b, ok := t.p.memory.Read(t.p.scratch, n)
	if !ok {
		return make([]byte, n)
	}
	return b
}

func (t *pdfText) count() int {
	return int(int32(t.ask(t.p.function("FPDFText_CountChars"))))
}

func (t *pdfText) char(i int) rune { return rune(uint32(t.ask(t.unicode, uint64(i)))) }

// origin is where the pen stood to write the character.
func (t *pdfText) origin(i int) (x, y float64, ok bool) {
	at := uint64(t.p.scratch)
	ok = uint32(t.ask(t.charOrigin, uint64(i), at, at+8)) != 0
	b := t.answer(16)
	return float64At(b, 0), float64At(b, 8), ok
}

// box is the place of a character: its advance by the height of its font.
type box struct{ left, top, right, bottom float64 }

func (b box) height() float64 { return b.top - b.bottom }

func (t *pdfText) box(i int) (box, bool) {
	ok := uint32(t.ask(t.looseBox, uint64(i), uint64(t.p.scratch))) != 0
	b := t.answer(16)
	return box{float32At(b, 0), float32At(b, 4), float32At(b, 8), float32At(b, 12)}, ok
}

// spaceAt is where the space at index i begins; 0 when it is not in the file but
// pdfium's reading of a gap.
func (t *pdfText) spaceAt(i int) float64 {
	if int32(t.ask(t.p.function("FPDFText_IsGenerated"), uint64(i))) != 0 {
		return 0
	}
	x, _, ok := t.origin(i)
	if !ok {
		return 0
	}
	return x
}

// hand is how a character is written.
type hand struct {
	font  *font
	size  float64 // height in points
	angle float64 // of the line, in radians
	slant float64 // to the right, of each unit up: italics made of an upright font
}

// hand is how the character at index i is written.
func (t *pdfText) hand(i int) hand {
	at := uint64(t.p.scratch)
	h := hand{font: noFont}
	if n := uint32(t.ask(t.fontInfo, uint64(i), at+4, scratchSize-4, at)); n > 0 {
		b := t.answer(4 + min(n, scratchSize-4))
		if h.font = t.fonts[string(b)]; h.font == nil {
			h.font = newFont(strings.TrimRight(string(b[4:]), "\x00"), binary.LittleEndian.Uint32(b))
			t.fonts[string(b)] = h.font
		}
	}
	h.size = api.DecodeF64(t.ask(t.fontSize, uint64(i)))
	if uint32(t.ask(t.matrix, uint64(i), at)) != 0 {
		m := t.answer(16)
		a, b, c, d := float32At(m, 0), float32At(m, 4), float32At(m, 8), float32At(m, 12)
		if area, wide := a*d-b*c, math.Hypot(a, b); area != 0 && wide > 0 {
			h.size *= math.Abs(area) / wide
			h.slant = (a*c + b*d) / area
		}
		h.angle = math.Atan2(b, a)
	}
	return h
}

// kai is the face that Chinese has in the place of italics.
var kai = regexp.MustCompile(`kai(?:ti|[-_,+]|$)|simkai|楷`)

var noFont = &font{}

// newFont reads the descriptor's flags and, since many do not set them, the name.
func newFont(name string, flags uint32) *font {
	low := strings.ToLower(name)
	return &font{
		name:   name,
		bold:   strings.Contains(low, "bold") || strings.Contains(low, "black") || strings.Contains(low, "heavy") || flags&(1<<18) != 0,
		italic: strings.Contains(low, "italic") || strings.Contains(low, "oblique") || flags&(1<<6) != 0 || kai.MatchString(low),
	}
}

func float32At(b []byte, at int) float64 {
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(b[at:])))
}

func float64At(b []byte, at int) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(b[at:]))
}
