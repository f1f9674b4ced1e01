package format

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlNotes are the footnotes of a page: elements at its end that marks in the
// text link to and that link back, or say they are footnotes.
type htmlNotes struct {
	byID  map[string]*html.Node // id -> the element that holds the note
	nodes map[*html.Node]bool
	order []htmlNote // in order of their marks
}

type htmlNote struct {
	node *html.Node
	num  string // as the mark prints it
}

var (
	noteID   = regexp.MustCompile(`(?i)^(?:_?ftn|_edn|fn|footnote|note|en)[-_:.]?\d+`)
	noteMark = regexp.MustCompile(`^[\[(]?(?:\d{1,3}|\*{1,3}|[†‡]|[a-z])[\])]?$`)
)

// findNotes looks for elements that marks in the text point to.
func findNotes(content *goquery.Selection) htmlNotes {
	notes := htmlNotes{byID: map[string]*html.Node{}, nodes: map[*html.Node]bool{}}
	content.Find(`a[href^="#"]`).Each(func(_ int, a *goquery.Selection) {
		id := strings.TrimPrefix(a.AttrOr("href", ""), "#")
		if id == "" || !noteMark.MatchString(strings.TrimSpace(a.Text())) || notes.byID[id] != nil {
			return
		}
		target := content.FindNodes(notesByID(content, id)...)
		if target.Length() == 0 {
			return
		}
		if role := target.AttrOr("role", ""); role != "doc-footnote" && role != "doc-endnote" && !noteID.MatchString(id) {
			return
		}
		holder := noteHolder(target.Nodes[0])
		if holder == nil || contains(holder, a.Nodes[0]) {
			return
		}
		notes.byID[id] = holder
		notes.nodes[holder] = true
	})
	return notes
}

func notesByID(content *goquery.Selection, id string) []*html.Node {
	var found []*html.Node
	content.Find("[id], a[name]").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		if s.AttrOr("id", "") == id || s.AttrOr("name", "") == id {
			found = s.Nodes
		}
		return found == nil
	})
	return found
}

// noteHolder is the block around the anchor of a note.
func noteHolder(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.P, atom.Li, atom.Div, atom.Dd:
			return n
		case atom.Body, atom.Html, atom.Article, atom.Main:
			return nil
		}
	}
	return nil
}

func contains(outer, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

func (h *htmlNotes) isNote(n *html.Node) bool { return h.nodes[n] }

// footnoteMark takes a link to a note as its mark.
func (w *walker) footnoteMark(n *html.Node) bool {
	a := n
	if n.DataAtom == atom.Sup && n.FirstChild != nil && n.FirstChild == n.LastChild {
		a = n.FirstChild
	}
	if a.DataAtom != atom.A || len(w.notes.byID) == 0 {
		return false
	}
	holder := w.notes.byID[strings.TrimPrefix(attr(a, "href"), "#")]
	if holder == nil || !strings.HasPrefix(attr(a, "href"), "#") {
		return false
	}
	num := strings.Trim(strings.TrimSpace(goquery.NewDocumentFromNode(a).Text()), "[]()")
	for i, o := range w.notes.order {
		if o.node == holder {
			w.b.ref(i)
			return true
		}
	}
	w.b.ref(len(w.notes.order))
	w.notes.order = append(w.notes.order, htmlNote{holder, num})
	return true
}

// addNotes reads the notes that were marked.
func (w *walker) addNotes() {
	order := w.notes.order
	w.notes = htmlNotes{} // a link back is a link like any other
	for _, o := range order {
		w.inline(o.node, look{}, 0)
		block, _ := w.b.take()
		block.trimBacklinks(o.num)
		w.text.Notes = append(w.text.Notes, Note{Num: o.num, Text: block.Text, Links: block.Links})
	}
}

// trimBacklinks removes the number before a note's text and the arrow after it.
func (b *Block) trimBacklinks(num string) {
	for _, mark := range []string{"[" + num + "]", "(" + num + ")", num + ".", num} {
		if rest, ok := strings.CutPrefix(b.Text, mark); ok {
			rest = strings.TrimLeft(rest, " ")
			b.drop(len(b.Text) - len(rest))
			break
		}
	}
	b.Text = strings.TrimRight(b.Text, " ↩︎↑^")
}
