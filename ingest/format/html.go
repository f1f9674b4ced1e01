package format

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"concordance/corpus/lang"
)

var webpage = Format{
	Name:  "html",
	Media: "text/html",
	Match: func(name string, head []byte) bool {
		if !readable(head) || looksXML(head) && !xhtml.Match(head) {
			return false
		}
		switch strings.ToLower(filepath.Ext(name)) {
		case ".html", ".htm", ".xhtml", ".shtml":
			return bytes.ContainsRune(head, '<')
		}
		return htmlStart.Match(head)
	},
	Decode: decodeHTML,
}

var (
	htmlStart = regexp.MustCompile(`(?i)^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|div|article|main|p|h1)[\s>]`)
	xhtml     = regexp.MustCompile(`(?i)<!doctype html|<html[\s>]`)
)

func decodeHTML(ctx context.Context, r io.Reader) (*Text, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	if !readable(raw) {
		return nil, fmt.Errorf("%w: binary data, not a web page", ErrUnknown)
	}
	t := &Text{}
	s, warning := htmlToUTF8(raw)
	if warning != "" {
		t.warn("", warning)
	}
	root, err := html.ParseWithOptions(strings.NewReader(s), html.ParseOptionEnableScripting(false))
	if err != nil { // the parser reads anything but an element nested too deep
		return nil, fmt.Errorf("%w: HTML: %v", ErrTooLarge, err)
	}
	doc := goquery.NewDocumentFromNode(root)
	readHTMLMeta(&t.Meta, doc)
	published := pageDate(doc)
	content := mainContent(doc)
	w := &walker{text: t, ctx: ctx, notes: findNotes(content), whole: size(content)}
	for _, n := range content.Nodes {
		w.walk(n, look{}, 0)
	}
	w.flush(Paragraph)
	if w.err != nil {
		return nil, w.err
	}
	if len(t.Blocks) == 0 {
		return nil, ErrNoText
	}
	w.addNotes()
	t.settle()
	if t.Meta.Date == "" {
		t.Meta.Date = published
	}
	return t, t.check()
}

func readHTMLMeta(m *Meta, doc *goquery.Document) {
	if t, ok := lang.Parse(doc.Find("html").AttrOr("lang", doc.Find("body").AttrOr("lang", ""))); ok {
		m.Lang = t
	}
	m.Title = pageTitle(doc)
	m.Address = doc.Find(`link[rel="canonical"]`).AttrOr("href", "")
	if m.Address == "" {
		m.Address = doc.Find(`meta[property="og:url"]`).AttrOr("content", "")
	}
}

// walker turns elements into blocks.
type walker struct {
	text  *Text
	ctx   context.Context
	b     builder
	style string
	num   string // of the list item begun
	depth int    // of lists
	box   int    // of elements set apart, inside each other
	boxes int    // begun so far
	whole int    // bytes of text in the page
	err   error
	notes htmlNotes
}

// walk visits n and what is in it.
func (w *walker) walk(n *html.Node, l look, depth int) {
	if w.err != nil {
		return
	}
	if depth > MaxDepth {
		w.err = fmt.Errorf("%w: elements nested deeper than %d", ErrTooLarge, MaxDepth)
		return
	}
	switch n.Type {
	case html.TextNode:
		w.b.write(strings.ReplaceAll(n.Data, "\n", " "), l)
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	if w.notes.isNote(n) || w.footnoteMark(n) {
		return
	}
	switch n.DataAtom {
	case atom.I, atom.Em, atom.Cite, atom.Dfn:
		l.italic = true
	case atom.B, atom.Strong:
		l.bold = true
	case atom.A:
		if href := attr(n, "href"); href != "" && !strings.HasPrefix(href, "#") && !strings.HasPrefix(strings.ToLower(href), "javascript:") {
			l.href = strings.TrimSpace(href)
		}
	case atom.Br:
		w.lineBreak(n)
		return
	case atom.Hr:
		w.flush(Paragraph)
		return
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.heading(n, l, depth)
		return
	case atom.Table:
		w.flush(Paragraph)
		w.table(n, l, depth)
		return
	case atom.Ol, atom.Ul:
		w.flush(Paragraph)
		w.list(n, l, depth)
		return
	case atom.Pre:
		w.flush(Paragraph)
	}
	if !isBlock(n.DataAtom) {
		w.children(n, l, depth)
		return
	}
	w.flush(Paragraph)
	apart := w.setApart(n)
	if apart {
		w.enterBox()
	}
	w.style = attr(n, "class")
	w.children(n, l, depth)
	w.flush(Paragraph)
	if apart {
		w.box--
	}
	w.style = ""
}

var (
	boxed  = regexp.MustCompile(`(?i)\b(?:case-?study|callout|text-?box|panel|box)\b`)
	border = regexp.MustCompile(`(?i)(?:^|;)\s*border(?:-(?:left|top|bottom|style))?\s*:[^;]*(?:solid|dashed|dotted|double|groove|ridge|inset|outset)`)
)

// setApart reports whether an element is a box. What frames most of a page is
// its layout.
func (w *walker) setApart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Blockquote, atom.Figure:
		return true
	}
	return (n.DataAtom == atom.Aside || boxed.MatchString(attr(n, "class")) || bordered(n)) && w.part(n)
}

// part reports whether an element holds no more than two thirds of the text.
func (w *walker) part(n *html.Node) bool {
	return size(goquery.NewDocumentFromNode(n).Selection)*3 <= w.whole*2
}

// bordered reports whether an element has a frame drawn around it.
func bordered(n *html.Node) bool {
	return border.MatchString(attr(n, "style")) || n.DataAtom == atom.Table && !strings.HasPrefix(attr(n, "border")+"0", "0")
}

// enterBox opens a box, unless one is open.
func (w *walker) enterBox() {
	if w.box++; w.box == 1 {
		w.boxes++
	}
}

func (w *walker) children(n *html.Node, l look, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, l, depth+1)
	}
}

// lineBreak: one <br> is a space, unless a numbered paragraph follows; two
// begin a paragraph.
func (w *walker) lineBreak(n *html.Node) {
	next := n.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	if next == nil {
		return
	}
	lab, numbered := readLabel(Normalize(next.Data))
	if next.DataAtom == atom.Br || next.Type == html.TextNode && numbered && lab.class != noLabel {
		w.flush(Paragraph)
		return
	}
	w.b.write(" ", look{})
}

func (w *walker) heading(n *html.Node, l look, depth int) {
	w.flush(Paragraph)
	w.style = n.Data
	w.children(n, l, depth)
	block, ok := w.b.take()
	if !ok {
		return
	}
	block.Kind, block.Level, block.Style = Heading, int(n.Data[1]-'0'), n.Data
	if lab, ok := readLabel(block.Text); ok && lab.size < len(block.Text) {
		block.setLabel(lab)
	}
	w.add(block)
	w.style = ""
}

// list gives each item the number a reader sees.
func (w *walker) list(n *html.Node, l look, depth int) {
	w.depth++
	defer func() { w.depth-- }()
	next := 1
	if s, err := strconv.Atoi(attr(n, "start")); err == nil {
		next = s
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li {
			w.walk(c, l, depth+1)
			continue
		}
		if v, err := strconv.Atoi(attr(c, "value")); err == nil {
			next = v
		}
		if w.notes.isNote(c) {
			next++
			continue
		}
		w.flush(Paragraph)
		w.num = "•"
		if n.DataAtom == atom.Ol {
			w.num = listNumber(attr(n, "type"), next)
		}
		next++
		w.style = attr(c, "class")
		w.children(c, l, depth+1)
		w.flush(Item)
		w.num, w.style = "", ""
	}
}

func listNumber(kind string, n int) string {
	switch {
	case n < 1 || n > 5000:
	case kind == "a":
		return "(" + letters(n) + ")"
	case kind == "A":
		return strings.ToUpper(letters(n)) + "."
	case kind == "i":
		return "(" + roman(n) + ")"
	case kind == "I":
		return strings.ToUpper(roman(n)) + "."
	}
	return strconv.Itoa(n) + "."
}

// letters writes a, b ... z, aa, bb ... as official texts do.
func letters(n int) string { return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1) }

// table gives a row for each row, cells joined by " | ". A table that holds
// another, or a whole page in one cell, is layout and is walked through.
func (w *walker) table(n *html.Node, l look, depth int) {
	sel := goquery.NewDocumentFromNode(n).Selection
	if sel.Find("table").Length() > 0 || !w.framed(n, sel) && sel.Find("tr").Length() == 1 && sel.Find("p, div, li").Length() > 3 {
		w.children(n, l, depth)
		return
	}
	if w.framed(n, sel) {
		w.enterBox()
		w.children(n, l, depth)
		w.flush(Paragraph)
		w.box--
		return
	}
	w.rows(n, l, depth)
}

// framed reports whether a table is a box: one column with a frame, drawn around
// the table or around its cells.
func (w *walker) framed(n *html.Node, table *goquery.Selection) bool {
	cells := table.Find("td, th")
	if cells.Length() == 0 || cells.Length() != table.Find("tr").Length() || !w.part(n) {
		return false
	}
	return bordered(n) || boxed.MatchString(attr(n, "class")) || bordered(cells.Nodes[0])
}

func (w *walker) rows(n *html.Node, l look, depth int) {
	for c := n.FirstChild; c != nil && w.err == nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			w.row(c, l, depth+1)
		case atom.Caption:
			w.walk(c, l, depth+1)
			w.flush(Paragraph)
		default:
			if c.Type == html.ElementNode {
				w.rows(c, l, depth+1)
			}
		}
		if depth > MaxDepth {
			w.err = fmt.Errorf("%w: elements nested deeper than %d", ErrTooLarge, MaxDepth)
		}
	}
}

func (w *walker) row(tr *html.Node, l look, depth int) {
	cells, filled := 0, false
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		if cells > 0 {
			w.b.write(" | ", look{})
		}
		cells++
		before := len(w.b.buf)
		w.inline(c, l, depth+1)
		filled = filled || len(bytes.TrimSpace(w.b.buf[min(before, len(w.b.buf)):])) > 0
	}
	block, ok := w.b.take()
	if !ok || !filled {
		return
	}
	block.Kind = Row
	w.add(block)
}

// inline writes all text of n into the block at hand, whatever elements hold it.
func (w *walker) inline(n *html.Node, l look, depth int) {
	if depth > MaxDepth {
		w.err = fmt.Errorf("%w: elements nested deeper than %d", ErrTooLarge, MaxDepth)
		return
	}
	for c := n.FirstChild; c != nil && w.err == nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.b.write(strings.ReplaceAll(c.Data, "\n", " "), l)
		case c.Type != html.ElementNode || w.footnoteMark(c):
		case c.DataAtom == atom.Br || isBlock(c.DataAtom):
			w.b.write(" ", look{})
			w.inline(c, l, depth+1)
			w.b.write(" ", look{})
		default:
			in := l
			switch c.DataAtom {
			case atom.A:
				if href := attr(c, "href"); href != "" && !strings.HasPrefix(href, "#") {
					in.href = strings.TrimSpace(href)
				}
			case atom.I, atom.Em:
				in.italic = true
			case atom.B, atom.Strong:
				in.bold = true
			}
			w.inline(c, in, depth+1)
		}
	}
}

// flush ends the block at hand.
func (w *walker) flush(kind Kind) {
	block, ok := w.b.take()
	if !ok {
		return
	}
	block.Style = w.style
	num := w.num
	w.num = "" // a second paragraph of an item has no number
	switch {
	case num == "" && w.box > 0:
		block.Kind = Box
	case num == "":
		block.classify()
		if kind == Item && block.Kind == Paragraph && block.Num == "" {
			block.Kind, block.Level = Paragraph, 0
		}
	default:
		if lab, ok := readLabel(block.Text); ok && lab.class != bullet && num == "•" {
			block.setLabel(lab) // a list without bullets that prints its own numbers
			num = lab.num
		}
		block.Num = num
		block.Kind = Item
		if lab, ok := readLabel(num + " "); ok && !lab.class.isPoint() && w.depth == 1 {
			block.Kind = Paragraph
		}
		if block.Kind == Item {
			block.Level = w.depth
		}
	}
	w.add(block)
}

func (w *walker) add(b Block) {
	if len(w.text.Blocks) >= MaxBlocks {
		w.err = fmt.Errorf("%w of %d blocks", ErrTooLarge, MaxBlocks)
		return
	}
	if len(w.text.Blocks)%1000 == 0 && w.ctx.Err() != nil {
		w.err = w.ctx.Err()
	}
	if w.box > 0 {
		b.Box = w.boxes
	}
	w.text.Blocks = append(w.text.Blocks, b)
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Main, atom.Header, atom.Body, atom.Html, atom.Blockquote, atom.Figure, atom.Figcaption,
		atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Pre, atom.Address, atom.Center, atom.Details, atom.Summary, atom.Fieldset:
		return true
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
