// Package format turns the bytes of a file into blocks of normalised text.
//
// A Format knows one file type. What it gives, a [Text], says what stands in
// the file and how it was marked up (numbers, headings, areas, footnotes), not
// what it means: that is for the genres of package ingest. Text is normalised
// here once and never again, so every offset made later stays true.
//
// Files: format.go (the types, the table), detect.go (what a refused file is),
// normal.go, encoding.go and builder.go (text made normal, with true offsets),
// number.go (the numbers paragraphs open with), hyphen.go, masthead.go, settle.go
// (what formats without markup have in common), and the types: akn.go, html.go
// with htmlmain.go and htmlnotes.go, markdown.go, text.go, docx.go with docxbody.go,
// docxlists.go and docxnumber.go, office.go (old Word through LibreOffice), subtitles.go, mail.go, and PDF: pdf.go (limits), pdfpool.go and pdfworker.go (processes),
// pdfium.go, pdfchars.go, pdflines.go, pdfrtl.go, pdfpages.go, pdfnotes.go, pdfblocks.go (from
// glyphs to blocks, in this order), pdfrender.go (pages drawn for text recognition).
package format

import (
	"context"
	"errors"
	"io"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Limits on hostile or huge input. A file over one of them is refused with an
// error that wraps ErrTooLarge.
const (
	MaxBytes  = 64 << 20 // of one file, compressed or not
	MaxText   = 32 << 20 // of the text of one file
	MaxBlocks = 200_000  // of one file
	MaxDepth  = 200      // of nested elements
	MaxParts  = 2_000    // of files in a DOCX
)

// Errors that Decode wraps.
var (
	ErrTooLarge = errors.New("over the size limit")
	ErrDamaged  = errors.New("damaged file")
	ErrNoText   = errors.New("no text in the file")
	ErrEmpty    = errors.New("empty file")
	ErrUnknown  = errors.New("unknown file type")
	ErrLocked   = errors.New("protected by a password")
)

// brief shortens a message that quotes the file, in which a name may have a
// thousand letters: what to do must still fit on the line.
func brief(s string) string {
	if len(s) <= 160 {
		return s
	}
	return strings.ToValidUTF8(s[:160], "") + "…"
}

// Format is one file type.
type Format struct {
	Name  string // "akn", "docx", "html", "pdf", "text", "markdown", "subtitles", "mail", "office": as corpus.Source.Format
	Media string // media type
	// Match tells by the file's name and its first bytes (up to 4 KiB).
	Match func(name string, head []byte) bool
	// Decode reads the whole file. It must not panic, whatever the bytes.
	Decode func(ctx context.Context, r io.Reader) (*Text, error)
}

// Formats is the table of file types; the first that matches reads the file.
// Order matters: the most specific come first.
var Formats = []Format{akn, pdf, docx, office, markdown, subrip, subtitles, message, webpage, text}

// Detect returns the format of a file by its name and first bytes.
func Detect(name string, head []byte) (Format, error) {
	for _, f := range Formats {
		if f.Match(name, head) {
			return f, nil
		}
	}
	return Format{}, refusal(name, head)
}

// Text is what a file holds, in reading order.
type Text struct {
	Meta     Meta
	Blocks   []Block
	Notes    []Note // footnotes and endnotes, in order of their marks
	Warnings []corpus.Warning
}

// Meta is what a file says of itself, unchecked; "" for what it does not say.
type Meta struct {
	Symbol    string // masthead or metadata: "S/RES/2617 (2021)"
	Type      string // the file's own word: "resolution", "statement"
	Title     string // the real title, without masthead lines
	Body      string // "Security Council"
	Date      string // adoption, else issue: "2021-12-30"; never 0001-01-01
	Meeting   string // "7775th"
	Lang      lang.Tag
	Published string            // date of issue, "2022-01-11"
	Marked    string            // markup date, "2022-01-06"
	Address   string            // official address in the file
	Other     map[string]string // anything else a genre may need, by the file's own names
}

// Area is the part of the document a block stands in.
type Area string

const (
	Cover    Area = "cover"    // masthead, title page
	Preamble Area = "preamble" // only where the file marks it as such
	Body     Area = "body"
	Annex    Area = "annex" // Block.Annex counts which
)

// Kind is what a block is.
type Kind string

const (
	Heading   Kind = "heading"   // Level 1 is the highest
	Paragraph Kind = "paragraph" // with its number in Num, if it has one
	Item      Kind = "item"      // a point of the paragraph before; Level 1 is (a), 2 is (i) ...
	Formula   Kind = "formula"   // "The Security Council,"
	Row       Kind = "row"       // a row of a table, cells joined by " | "
	Box       Kind = "box"       // text set apart: a case study, a text box
)

// Block is a paragraph-like piece.
type Block struct {
	Kind  Kind
	Area  Area
	Annex int // 1 for the first annex; 0 outside
	Level int
	Num   string // as printed, trimmed: "27.", "(a)", "40 -", "•"; "" when none; of a recording the time, "00:12:31"
	Text  string // normalised; never holds the number
	Page  int    // from 1; 0 where the format has no pages
	Style string // the source's own class: "H23", "Heading 2"
	Box   int    // 1 for the first box, whose items and headings have it too; 0 outside and where the format only knows Kind
	Marks []Mark // emphasis
	Refs  []Ref  // footnote marks
	Links []Link
}

// Mark is a run of emphasis, in byte offsets into Block.Text.
type Mark struct {
	Start, End int
	Italic     bool
	Bold       bool
}

// Ref is a footnote mark at a byte offset of Block.Text; Note indexes Text.Notes.
type Ref struct{ At, Note int }

// Link is a hyperlink over Block.Text[Start:End].
type Link struct {
	Start, End int
	Href       string
}

// Note is a footnote.
type Note struct {
	Num   string // as printed: "1", "*"
	Text  string
	Page  int
	Links []Link
}
