package format

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"concordance/corpus"
)

var text = Format{
	Name:  "text",
	Media: "text/plain",
	Match: func(name string, head []byte) bool {
		switch strings.ToLower(filepath.Ext(name)) {
		case ".txt", ".text", ".asc", "":
			return readable(head) && !looksXML(head)
		}
		return false
	},
	Decode: decodeText,
}

func decodeText(ctx context.Context, r io.Reader) (*Text, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	s, warning, err := toUTF8(raw)
	if err != nil {
		return nil, err
	}
	t := &Text{}
	if warning != "" {
		t.warn("", warning)
	}
	chunks := t.dropFurniture(split(s))
	known := words{}
	for _, c := range chunks {
		for _, l := range c.lines {
			known.add(l)
		}
	}
	for _, c := range chunks {
		for _, lines := range c.paragraphs(c.width(chunks)) {
			t.addLines(lines, known)
		}
	}
	if len(t.Blocks) == 0 {
		return nil, ErrNoText
	}
	t.markAreas()
	return t, t.check()
}

// readAll reads a file within the limit.
func readAll(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading: %w", err)
	case len(raw) > MaxBytes:
		return nil, fmt.Errorf("%w of %d MB a file", ErrTooLarge, MaxBytes>>20)
	case len(bytes.TrimSpace(raw)) == 0:
		return nil, ErrEmpty
	}
	return raw, nil
}

// readable reports whether the head of a file can be text: no zero bytes but
// in UTF-16 with its mark, and hardly any control characters.
func readable(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) {
		return true
	}
	odd := 0
	for _, c := range head {
		if c == 0 {
			return false
		}
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			odd++
		}
	}
	return odd*100 <= len(head)
}

// toUTF8 decodes UTF-8, UTF-16 with a byte order mark, and, when it is neither,
// windows-1252 with a warning. Anything binary is refused.
func toUTF8(raw []byte) (s, warning string, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return utf16String(raw[2:], func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }), "", nil
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return utf16String(raw[2:], func(b []byte) uint16 { return uint16(b[1]) | uint16(b[0])<<8 }), "", nil
	case !readable(raw):
		return "", "", fmt.Errorf("%w: binary data, not text", ErrUnknown)
	case utf8.Valid(raw):
		return string(raw), "", nil
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", "", fmt.Errorf("%w: neither UTF-8 nor windows-1252", ErrDamaged)
	}
	return string(decoded), "not UTF-8: read as windows-1252", nil
}

func utf16String(raw []byte, unit func([]byte) uint16) string {
	units := make([]uint16, 0, len(raw)/2)
	for ; len(raw) >= 2; raw = raw[2:] {
		units = append(units, unit(raw))
	}
	return string(utf16.Decode(units))
}

// chunk is a run of lines between blank lines.
type chunk struct {
	line  int // of the file, from 1
	lines []string
}

func split(s string) []chunk {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n\n", "\u2028", "\n", "\u2029", "\n\n").Replace(s)
	var chunks []chunk
	var open *chunk
	for i, l := range strings.Split(s, "\n") {
		l = Normalize(l)
		if !strings.ContainsFunc(l, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			open = nil // blank, or a rule such as "* * *"
			continue
		}
		if open == nil {
			chunks = append(chunks, chunk{line: i + 1})
			open = &chunks[len(chunks)-1]
		}
		open.lines = append(open.lines, l)
	}
	return chunks
}

// dropFurniture removes page numbers and running heads: a line that stands
// alone three times or more, is no paragraph and closes no sentence.
func (t *Text) dropFurniture(chunks []chunk) []chunk {
	count := map[string]int{}
	for _, c := range chunks {
		if c.runningHead() {
			count[c.lines[0]]++
		}
	}
	told := map[string]bool{}
	return slices.DeleteFunc(chunks, func(c chunk) bool {
		if len(c.lines) != 1 {
			return false
		}
		l := c.lines[0]
		if pageNumber.MatchString(l) {
			return true
		}
		if count[l] < 3 {
			return false
		}
		if !told[l] {
			told[l] = true
			t.warn(fmt.Sprintf("line %d", c.line), fmt.Sprintf("left out as a running head, %d times: %q", count[l], l))
		}
		return true
	})
}

// pageNumber: "3", "- 3 -", "2/34", "2/34 25-08959", "25-08959 3/34", "Page 3 of 7".
var pageNumber = regexp.MustCompile(`^(?:[-–] ?)?\d{1,4}(?: ?[-–])?$|^(?:\d\d-\d{5} )?\d{1,3}/\d{1,3}(?: \d\d-\d{5})?$|^\d\d-\d{5}(?: ?\([A-Z]\))?$|^(?i:page) \d{1,4}(?: (?:of|/) \d{1,4})?$`)

func (c chunk) runningHead() bool {
	if len(c.lines) != 1 {
		return false
	}
	l := c.lines[0]
	if _, numbered := readLabel(l); numbered || isFormula(l) {
		return false
	}
	return len(l) <= 120 && strings.Count(l, " ") >= 2 && !strings.ContainsAny(l[len(l)-1:], ".;:,?!")
}

// width is the length of a full line where the chunk's lines were broken by
// hand: of its own lines when there are enough, else of the whole file's.
func (c chunk) width(all []chunk) int {
	const enough, hardest = 4, 130
	if len(c.lines) < enough {
		var lengths []int
		for _, o := range all {
			for _, l := range o.lines {
				if n := utf8.RuneCountInString(l); n <= hardest && len(o.lines) > 1 {
					lengths = append(lengths, n)
				}
			}
		}
		if len(lengths) >= enough {
			slices.Sort(lengths)
			return max(60, lengths[len(lengths)*9/10])
		}
	}
	w := 60
	for _, l := range c.lines {
		w = max(w, utf8.RuneCountInString(l))
	}
	return w
}

// paragraphs groups the chunk's lines. A line begins a paragraph when it opens
// with a number, or when its first word would have fitted on the line before,
// so that somebody broke it there on purpose. Emphasis left open joins lines.
func (c chunk) paragraphs(width int) [][]string {
	var out [][]string
	last := 0 // number of the paragraph before
	for i, l := range c.lines {
		lab, numbered := readLabel(l)
		begins := i == 0
		if i > 0 {
			before := c.lines[i-1]
			forced := broken(before, l, width)
			closed := strings.HasSuffix(before, ".") || strings.HasSuffix(before, ";") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, ",")
			follows := lab.class == arabic && lab.value == last+1
			begins = forced && !continues(l) || numbered && (closed || forced || follows) || isFormula(l)
			if strings.Count(strings.Join(out[len(out)-1], ""), "**")%2 == 1 {
				begins = false
			}
		}
		if numbered && begins && lab.class == arabic {
			last = lab.value
		}
		if begins {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], l)
	}
	return out
}

// broken reports whether next's first word would have fitted after line.
func broken(line, next string, width int) bool {
	word, _, _ := strings.Cut(next, " ")
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= width*9/10
}

// continues: a line in the middle of a sentence begins with a small letter.
func continues(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLower(r)
}

// addLines makes a block of the lines of one paragraph.
func (t *Text) addLines(lines []string, w words) {
	joined := lines[0]
	for _, l := range lines[1:] {
		joined = w.join(joined, l)
	}
	var b builder
	writeEmphasis(&b, joined)
	block, ok := b.take()
	if !ok {
		return
	}
	block.classify()
	t.Blocks = append(t.Blocks, block)
}

var emphasis = regexp.MustCompile(`\*\*([^*\s](?:[^*]*[^*\s])?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*`)

// writeEmphasis resolves *italics* and **bold**; a lone asterisk is a mark of
// the text and stays.
func writeEmphasis(b *builder, s string) {
	at := 0
	for _, m := range emphasis.FindAllStringSubmatchIndex(s, -1) {
		before, _ := utf8.DecodeLastRuneInString(s[:m[0]])
		after, _ := utf8.DecodeRuneInString(s[m[1]:])
		if m[0] > 0 && wordRune(before) || m[1] < len(s) && wordRune(after) {
			continue
		}
		b.write(s[at:m[0]], look{})
		if m[2] >= 0 {
			b.write(s[m[2]:m[3]], look{bold: true})
		} else {
			b.write(s[m[4]:m[5]], look{italic: true})
		}
		at = m[1]
	}
	b.write(s[at:], look{})
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// classify tells headings, formulas, points and paragraphs apart where the file
// has no markup for it, and takes the number off the text.
func (b *Block) classify() {
	b.Kind = Paragraph
	lab, ok := readLabel(b.Text)
	switch {
	case isFormula(b.Text):
		b.Kind = Formula
	case ok && (lab.class == upperRoman || lab.class == upperAlpha || lab.class == section):
		if !titleLike(b.Text) {
			return // "A. Smith took the floor."
		}
		b.Kind, b.Level = Heading, headingLevel(lab)
		b.setLabel(lab)
	case ok && lab.class.isPoint():
		b.Kind, b.Level = Item, 1
		b.setLabel(lab)
	case ok:
		b.setLabel(lab)
	case b.allBold() && titleLike(b.Text) || capitals(b.Text):
		b.Kind, b.Level = Heading, 1
	}
}

func (b *Block) setLabel(l label) {
	b.Num = l.num
	b.drop(l.size)
}

func headingLevel(l label) int {
	switch l.class {
	case upperRoman:
		return 1
	case section:
		return strings.Count(strings.TrimRight(l.num, "."), ".") + 1
	}
	return 2
}

// titleLike: short, and no sentence.
func titleLike(s string) bool {
	return utf8.RuneCountInString(s) <= 160 && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ";") && !strings.HasSuffix(s, ",")
}

// capitals: a line all in capitals, longer than an acronym.
func capitals(s string) bool {
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) || unicode.In(r, unicode.Arabic, unicode.Han) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 6 && strings.Contains(s, " ") && titleLike(s)
}

// markAreas sets the areas of a file without markup: the cover is what comes
// before the body begins to speak, or before the first numbered heading or
// paragraph. It also settles the levels of points and reads the masthead.
func (t *Text) markAreas() {
	start := slices.IndexFunc(t.Blocks, func(b Block) bool {
		return b.Kind == Formula || b.Num != "" && b.Kind != Item
	})
	var o outline
	for i := range t.Blocks {
		b := &t.Blocks[i]
		if b.Area == "" {
			b.Area = Body
			if i < start {
				b.Area = Cover
			}
		}
		if b.Kind != Item {
			o.reset()
		} else if lab, ok := readLabel(b.Num + " "); ok {
			b.Level = o.place(lab)
		}
	}
	readMasthead(&t.Meta, t.Blocks)
}

func (t *Text) warn(where, what string) {
	t.Warnings = append(t.Warnings, corpus.Warning{Where: where, Text: what})
}

// check keeps the limits on what a file may hold.
func (t *Text) check() error {
	if len(t.Blocks) > MaxBlocks {
		return fmt.Errorf("%w of %d blocks", ErrTooLarge, MaxBlocks)
	}
	size := 0
	for _, b := range t.Blocks {
		size += len(b.Text)
	}
	for _, n := range t.Notes {
		size += len(n.Text)
	}
	if size > MaxText {
		return fmt.Errorf("%w of %d MB of text", ErrTooLarge, MaxText>>20)
	}
	return nil
}
