package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// look is how a run of characters is set.
type look struct {
	italic, bold bool
	href         string
}

// builder collects a paragraph run by run, normalises it as it comes and keeps
// the offsets of emphasis, links and footnote marks true. The zero value is ready.
type builder struct {
	buf   []byte
	spans []span
	refs  []Ref
}

type span struct {
	start, end int
	look       look
}

// write appends a run of text.
func (b *builder) write(s string, l look) {
	from := len(b.buf)
	b.buf = appendNormal(b.buf, s)
	from = min(from, len(b.buf)) // a line break takes back the space before it
	if l == (look{}) || len(b.buf) == from {
		return
	}
	if n := len(b.spans); n > 0 && b.spans[n-1].look == l && b.spans[n-1].end >= from {
		b.spans[n-1].end = len(b.buf)
		return
	}
	b.spans = append(b.spans, span{from, len(b.buf), l})
}

// ref puts the mark of a footnote after what was written last.
func (b *builder) ref(note int) {
	b.buf = []byte(strings.TrimRight(string(b.buf), " "))
	b.refs = append(b.refs, Ref{At: len(b.buf), Note: note})
}

// take gives what was collected as a block without a kind, and starts anew.
// ok is false when nothing but space was written.
func (b *builder) take() (block Block, ok bool) {
	text := strings.TrimRight(string(b.buf), " \n")
	for _, s := range b.spans {
		s.start, s.end = trimSpan(text, s.start, s.end)
		if s.start >= s.end {
			continue
		}
		if s.look.italic || s.look.bold {
			block.Marks = append(block.Marks, Mark{s.start, s.end, s.look.italic, s.look.bold})
		}
		if s.look.href != "" {
			block.Links = appendLink(block.Links, Link{s.start, s.end, s.look.href})
		}
	}
	for _, r := range b.refs {
		block.Refs = append(block.Refs, Ref{At: min(r.At, len(text)), Note: r.Note})
	}
	block.Text = text
	*b = builder{}
	return block, text != ""
}

// appendLink joins a link broken by a change of font.
func appendLink(links []Link, l Link) []Link {
	if n := len(links); n > 0 && links[n-1].Href == l.Href && l.Start-links[n-1].End <= 1 {
		links[n-1].End = l.End
		return links
	}
	return append(links, l)
}

// trimSpan shrinks a span to whole characters without space at its ends.
func trimSpan(text string, start, end int) (int, int) {
	end = min(end, len(text))
	start = min(start, end)
	for start < end && !utf8.RuneStart(text[start]) {
		start++
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	for start < end && (text[start] == ' ' || text[start] == '\n') {
		start++
	}
	for end > start && (text[end-1] == ' ' || text[end-1] == '\n') {
		end--
	}
	return start, end
}

// drop removes the first n bytes of the block's text and moves the offsets.
func (b *Block) drop(n int) {
	b.Text = b.Text[n:]
	shift := func(start, end int) (int, int) { return max(start-n, 0), end - n }
	marks, links := b.Marks[:0], b.Links[:0]
	for _, m := range b.Marks {
		if m.Start, m.End = shift(m.Start, m.End); m.End > m.Start {
			m.Start, m.End = trimSpan(b.Text, m.Start, m.End)
			marks = append(marks, m)
		}
	}
	for _, l := range b.Links {
		if l.Start, l.End = shift(l.Start, l.End); l.End > l.Start {
			links = append(links, l)
		}
	}
	for i := range b.Refs {
		b.Refs[i].At = max(b.Refs[i].At-n, 0)
	}
	b.Marks, b.Links = marks, links
}

// allBold reports whether every letter of the block is bold.
func (b *Block) allBold() bool {
	at := 0
	for _, m := range b.Marks {
		if !m.Bold {
			continue
		}
		if hasLetter(b.Text[at:max(at, m.Start)]) {
			return false
		}
		at = max(at, m.End)
	}
	return at > 0 && !hasLetter(b.Text[at:])
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
