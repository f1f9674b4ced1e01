package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// sheet is a page of a made-up PDF: text at places, in points from the lower left.
type sheet struct{ content bytes.Buffer }

// font names of made-up PDFs.
const (
	plainFont  = "F1" // Times-Roman
	boldFont   = "F2"
	italicFont = "F3"
)

func (s *sheet) show(x, y float64, font string, size float64, text string) {
	raw, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	raw = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(raw)
	fmt.Fprintf(&s.content, "BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", font, size, x, y, raw)
}

// lines shows lines of one paragraph, the first indented, and returns the y of
// the paragraph after.
func (s *sheet) lines(y float64, lines ...string) float64 {
	for i, l := range lines {
		x := 90.0
		if i == 0 {
			x = 115
		}
		s.show(x, y, plainFont, 10, l)
		y -= 12
	}
	return y - 6
}

// makePDF writes the pages as a PDF with a correct cross-reference table.
func makePDF(sheets ...*sheet) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	font := func(name string) string {
		return "<</Type/Font/Subtype/Type1/BaseFont/" + name + "/Encoding/WinAnsiEncoding>>"
	}
	objects = append(objects, font("Times-Roman"), font("Times-Bold"), font("Times-Italic"))
	var kids []string
	for _, s := range sheets {
		objects = append(objects, fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", s.content.Len(), s.content.String()))
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>>>>>", len(objects)))
		kids = append(kids, fmt.Sprintf("%d 0 R", len(objects)))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(kids))
	return assemble(objects)
}

func assemble(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", len(objects)+1, start)
	return b.Bytes()
}

// resolution is a fictional S/RES/9901 (2099) as the real ones are set.
func resolution9901() []byte {
	p1, p2 := &sheet{}, &sheet{}
	p1.show(90, 740, plainFont, 14, "United Nations")
	p1.show(400, 740, plainFont, 20, "S/RES/9901 (2099)")
	p1.show(90, 700, boldFont, 18, "Security Council")
	p1.show(400, 700, plainFont, 10, "Distr.: General")
	p1.show(400, 688, plainFont, 10, "4 May 2099")
	p1.show(90, 640, boldFont, 14, "Resolution 9901 (2099)")
	p1.show(90, 612, boldFont, 12, "Adopted by the Security Council at its 12345th meeting, on")
	p1.show(90, 598, boldFont, 12, "4 May 2099")
	p1.show(115, 570, italicFont, 10, "The Security Council")
	p1.show(198, 570, plainFont, 10, ",")
	y := p1.lines(552, "Recalling with some fondness the lanterns of the old market, and all the counter-", "measures that its keepers took against the wind,")
	y = p1.lines(y, "Noting the price of oil as it was told in another paper")
	p1.show(340, y+22, plainFont, 6.5, "1")
	p1.show(346, y+18, plainFont, 10, "of the same year,")
	p1.show(90, y-4, boldFont, 12, "I.   Care of lanterns")
	y = p1.lines(y-24, "1.    Calls upon all keepers of lanterns in every square of every town to trim the", "wicks of them before dusk;")
	y = p1.lines(y, "2.    Decides that keepers:")
	p1.show(125, y, plainFont, 10, "(a)   Shall meet;")
	p1.show(125, y-18, plainFont, 10, "(b)   Shall, when they meet in the market or in another square that is large enough")
	p1.show(90, 128, plainFont, 10, "____________________")
	p1.show(90, 116, plainFont, 6.5, "1")
	p1.show(96, 112, plainFont, 8, "See the Handbook of lanterns, which nobody has printed, and its second")
	p1.show(90, 102, plainFont, 8, "volume.")
	p1.show(90, 50, plainFont, 8, "99-00001 (E)    050599")
	p1.show(90, 40, plainFont, 8, "*9900001*")

	p2.show(90, 740, boldFont, 9, "S/RES/9901 (2099)")
	p2.show(90, 700, plainFont, 10, "for all of them, report to the Office;")
	p2.show(115, 682, plainFont, 10, "3.    Decides to meet again.")
	p2.show(90, 40, plainFont, 8, "2/2")
	p2.show(480, 40, plainFont, 8, "99-00001")
	return makePDF(p1, p2)
}

func TestPDF(t *testing.T) {
	text := mustRead(t, "s-res-9901.pdf", resolution9901())
	want := []string{
		"cover, paragraph [] United Nations",
		"cover, paragraph [] S/RES/9901 (2099)",
		"cover, paragraph [] **Security Council**",
		"cover, paragraph [] Distr.: General",
		"cover, paragraph [] 4 May 2099",
		"cover, heading 1 [] **Resolution 9901 (2099)**",
		"cover, heading 1 [] **Adopted by the Security Council at its 12345th meeting, on** **4 May 2099**",
		"body, formula [] *The Security Council*,",
		"body, paragraph [] Recalling with some fondness the lanterns of the old market, and all the counter-measures that its keepers took against the wind,",
		"body, paragraph [] Noting the price of oil as it was told in another paper{1} of the same year,",
		"body, heading 1 [I.] **Care of lanterns**",
		"body, paragraph [1.] Calls upon all keepers of lanterns in every square of every town to trim the wicks of them before dusk;",
		"body, paragraph [2.] Decides that keepers:",
		"body, item 1 [(a)] Shall meet;",
		"body, item 1 [(b)] Shall, when they meet in the market or in another square that is large enough for all of them, report to the Office;",
		"body, paragraph [3.] Decides to meet again.",
		"note [1] See the Handbook of lanterns, which nobody has printed, and its second volume.",
	}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	m := text.Meta
	if m.Symbol != "S/RES/9901 (2099)" || m.Body != "Security Council" || m.Date != "2099-05-04" || m.Meeting != "12345th" {
		t.Errorf("masthead: %+v", m)
	}
	if p := text.Blocks[len(text.Blocks)-1].Page; p != 2 {
		t.Errorf("last paragraph on page %d", p)
	}
}

func TestPDFColumns(t *testing.T) {
	s := &sheet{}
	s.show(150, 740, boldFont, 14, "Lanterns in two columns of one page")
	for i := range 20 {
		s.show(72, 700-float64(i)*12, plainFont, 10, fmt.Sprintf("left line %d goes on and on until it is full", i))
		s.show(320, 700-float64(i)*12, plainFont, 10, fmt.Sprintf("right line %d goes on and on until it is full", i))
	}
	text := mustRead(t, "columns.pdf", makePDF(s))
	var all []string
	for _, b := range text.Blocks {
		all = append(all, b.Text)
	}
	joined := strings.Join(all, " ")
	last, first := strings.Index(joined, "left line 19"), strings.Index(joined, "right line 0")
	if last < 0 || first < last {
		t.Errorf("the right column is read before the left: %q", joined)
	}
}

// A short right column, with text of its own measure, is read after the left
// one, and the notes at the feet of both after everything.
func TestPDFShortColumn(t *testing.T) {
	s := &sheet{}
	for i := range 30 {
		s.show(72, 700-12*float64(i), plainFont, 10, fmt.Sprintf("left line %d goes on and on until it is full", i))
	}
	s.show(72, 340, plainFont, 10, "end")
	s.show(87, 343.5, plainFont, 6, "1")
	for i := range 6 {
		s.show(320, 694-13*float64(i), plainFont, 10, fmt.Sprintf("right %d %s", i, strings.Repeat("goes on ", i)))
	}
	s.show(320, 610, plainFont, 10, "end")
	s.show(335, 613.5, plainFont, 6, "2")
	s.show(72, 102, plainFont, 6, "1")
	s.show(78, 99, plainFont, 8, "Of the left.")
	s.show(320, 102, plainFont, 6, "2")
	s.show(326, 99, plainFont, 8, "Of the right.")
	text := mustRead(t, "columns.pdf", makePDF(s))
	got := render(text)
	all := strings.Join(got, "\n")
	left, right := strings.LastIndex(all, "left line 29"), strings.Index(all, "right 0")
	if left < 0 || right < left {
		t.Errorf("the right column stands inside the left:\n%s", all)
	}
	if n := len(got); n < 2 || got[n-2] != "note [1] Of the left." || got[n-1] != "note [2] Of the right." {
		t.Errorf("the notes are not read:\n%s", all)
	}
	for _, ref := range []string{"{1}", "{2}"} {
		if !strings.Contains(all, ref) {
			t.Errorf("no mark %s:\n%s", ref, all)
		}
	}
}

// What is largest on the first page is the title, unless much else is as large.
func TestPDFTitle(t *testing.T) {
	for _, c := range []struct {
		second float64 // size of the line under it
		title  string
	}{{12, "Lanterns of the Old Market"}, {19, ""}} {
		s := &sheet{}
		s.show(90, 740, boldFont, 20, "Lanterns of the Old Market")
		s.show(90, 700, boldFont, c.second, "A paper of the Office")
		y := 640.0
		for range 3 {
			y = s.lines(y, "The keepers of lanterns walked the square at dusk and again at dawn, and they", "wrote down what they had seen there, each in a book of his own.")
		}
		if text := mustRead(t, "x.pdf", makePDF(s)); text.Meta.Title != c.title {
			t.Errorf("over %g points: title %q, want %q", c.second, text.Meta.Title, c.title)
		}
	}
}

func TestPDFTable(t *testing.T) {
	s := &sheet{}
	y := s.lines(740, "The table below says how many lanterns hang in each square of the town, and who", "keeps them.")
	for i, row := range [][]string{{"Square", "Lanterns", "Keeper"}, {"Old market", "12", "The Office"}, {"New market", "7", "Nobody"}} {
		for j, c := range row {
			s.show(90+float64(j)*150, y-float64(i)*20, plainFont, 10, c)
		}
	}
	got := render(mustRead(t, "table.pdf", makePDF(s)))
	want := []string{
		"body, paragraph [] The table below says how many lanterns hang in each square of the town, and who keeps them.",
		"body, row [] Square | Lanterns | Keeper",
		"body, row [] Old market | 12 | The Office",
		"body, row [] New market | 7 | Nobody",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The "Annex" of a table of contents begins no annex.
func TestPDFContents(t *testing.T) {
	p1, p2, p3 := &sheet{}, &sheet{}, &sheet{}
	p1.show(90, 740, boldFont, 12, "Contents")
	for i, l := range []string{"I.   Lanterns .................................... 2", "II.  Squares ..................................... 2", "Annex", "Prices of oil .................................... 3"} {
		p1.show(90, 700-float64(i)*20, plainFont, 10, l)
	}
	p2.show(90, 740, boldFont, 12, "I.   Lanterns")
	p2.lines(710, "1.    Lanterns hang in squares.")
	p3.show(90, 740, boldFont, 12, "Annex")
	p3.lines(710, "1.    Oil is dear.")
	want := []string{
		"cover, heading 1 [] **Contents**",
		"cover, row [] I. Lanterns | 2",
		"cover, row [] II. Squares | 2",
		"cover, paragraph [] Annex",
		"cover, row [] Prices of oil | 3",
		"body, heading 1 [I.] **Lanterns**",
		"body, paragraph [1.] Lanterns hang in squares.",
		"annex 1, heading 1 [] **Annex**",
		"annex 1, paragraph [1.] Oil is dear.",
	}
	if d := cmp.Diff(want, render(mustRead(t, "contents.pdf", makePDF(p1, p2, p3)))); d != "" {
		t.Error(d)
	}
}

// Right-to-left lines, as files give them: glyphs from left to right.
func TestReadingOrder(t *testing.T) {
	for _, c := range []struct{ seen, want string }{
		{"ةحاس", "ساحة"},
		{"(2099) 9901 رارق", "قرار 9901 (2099)"},
		{"S/RES/9901 رارق", "قرار S/RES/9901"},
		{"2098-2097 ةرتفلا", "الفترة 2097-2098"},
		{"1,5 ةبسن", "نسبة 1,5"},
		{"،(2099) 79/912 رارق", "قرار 79/912 (2099)،"},
	} {
		var gs []*glyph
		x := 0.0
		for i, r := range []rune(c.seen) {
			if r != ' ' {
				gs = append(gs, &glyph{r: r, x: x, left: x, right: x + 5, size: 10, font: &font{}, id: 1000 - 2*i})
			}
			x += 5
		}
		if got := newLine(gs, true).text; got != c.want {
			t.Errorf("%q is read as %q, want %q", c.seen, got, c.want)
		}
	}
}

func TestPDFRefusals(t *testing.T) {
	blank := makePDF(&sheet{})
	for name, c := range map[string]struct {
		raw   []byte
		class error
	}{
		"no text":    {blank, ErrNoText},
		"truncated":  {resolution9901()[:300], ErrDamaged},
		"only head":  {[]byte("%PDF-1.7\n"), ErrDamaged},
		"no pages":   {assemble([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"}), ErrDamaged},
		"own parent": {assemble([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"}), ErrNoText},
	} {
		_, err := read(t, "x.pdf", c.raw)
		t.Log(name, ": ", err)
		oneLine(t, err, c.class)
	}
}

// A worker killed from outside costs its document and no other.
func TestPDFWorkerDies(t *testing.T) {
	pool := &pdfPool{free: make(chan *pdfClient, 1), slots: make(chan struct{}, 1)}
	w, err := startPDFClient(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.cmd.Process.Kill()
	pool.keep(w)
	_, err = pool.read(t.Context(), resolution9901())
	oneLine(t, err, ErrDamaged)
	if _, err := pool.read(t.Context(), resolution9901()); err != nil {
		t.Errorf("with a new worker: %v", err)
	}
}

// More documents at once than workers: each gets its own answer.
func TestPDFParallel(t *testing.T) {
	for i := range 6 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			s := &sheet{}
			want := fmt.Sprintf("%d lanterns hang in the square", 1000+i)
			s.show(90, 700, plainFont, 10, want)
			text := mustRead(t, "x.pdf", makePDF(s))
			if len(text.Blocks) != 1 || text.Blocks[0].Text != want {
				t.Errorf("got %q", render(text))
			}
		})
	}
}

// A cancelled context ends the wait, and the worker with it.
func TestPDFCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	pool := &pdfPool{free: make(chan *pdfClient, 1), slots: make(chan struct{}, 1)}
	if _, err := pool.read(ctx, resolution9901()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(resolution9901())
	f.Add(makePDF(&sheet{}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, err := pdf.Decode(t.Context(), bytes.NewReader(raw))
		if err == nil {
			sound(t, text)
		}
	})
}

// FuzzLayout lays out glyphs at any place.
func FuzzLayout(f *testing.F) {
	f.Add([]byte("(a) text 1.\n* note"), uint16(7))
	f.Add([]byte("قرار (2099) 9901 S/RES"), uint16(300))
	f.Fuzz(func(t *testing.T, raw []byte, seed uint16) {
		p := &pdfPage{number: 1, width: 612, height: 792}
		x, y := 72.0, 700.0
		for i, r := range []rune(string(raw)) {
			if r == '\n' || r < ' ' {
				x, y = 72, y-float64(seed%40)
				continue
			}
			size := 6 + math.Mod(float64(seed)*float64(i), 9)
			p.glyphs = append(p.glyphs, glyph{r: r, x: x, y: y + math.Mod(float64(i), 3), left: x, right: x + size/2, size: size,
				font: &font{bold: i%5 == 0, italic: i%7 == 0}, id: i, space: i%4 == 0})
			x += float64(seed%97) / 7
		}
		if text, err := layout([]*pdfPage{p}); err == nil {
			sound(t, text)
		}
	})
}
