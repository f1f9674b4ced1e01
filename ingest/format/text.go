package format

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	t.settle()
	return t, t.check()
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
	for i := range chunks {
		chunks[i].dropPageBreaks(i == 0)
	}
	told := map[string]bool{}
	return slices.DeleteFunc(chunks, func(c chunk) bool {
		if len(c.lines) != 1 {
			return len(c.lines) == 0
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

// dropPageBreaks removes page numbers inside the chunk, where they stand beside
// the symbol that heads every page. The symbol of the masthead stays.
func (c *chunk) dropPageBreaks(first bool) {
	furniture := func(i int) bool {
		if first && i < 6 || i < 0 || i >= len(c.lines) {
			return false
		}
		return pageNumber.MatchString(c.lines[i]) || symbolLine.MatchString(c.lines[i])
	}
	var kept []string
	for i, l := range c.lines {
		if furniture(i) && (furniture(i-1) || furniture(i+1)) || strings.HasPrefix(l, "*") && pageNumber.MatchString(l) {
			continue
		}
		kept = append(kept, l)
	}
	c.lines = kept
}

// pageNumber: "3", "- 3 -", "2/34", "2/34 25-08959", "25-08959 3/34", "Page 3 of 7".
var pageNumber = regexp.MustCompile(`^\d{1,4}$|^[-–] ?\d{1,4} ?[-–]$|^(?:\d\d-\d{5} )?\d{1,3}/\d{1,3}(?: \d\d-\d{5})?$|^\d\d-\d{5}(?: ?\([A-Z]\))?$|^(?i:page) \d{1,4}(?: (?:of|/) \d{1,4})?$|^\*\d{5,8}\*$`)

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
			follows := lab.class == arabic && lab.value == last+1
			begins = forced && !continues(l) || numbered && (closes(before) || forced || follows) || isFormula(l)
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

// broken reports whether next's first word would have fitted after line: by
// far, or a little where the line closes a clause.
func broken(line, next string, width int) bool {
	word, _, _ := strings.Cut(next, " ")
	length := utf8.RuneCountInString(line) + 1 + utf8.RuneCountInString(word)
	return length <= width*6/10 || length <= width*9/10 && closes(line)
}

func closes(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".;:,،؛。；：，", r)
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
