package format

// pdfTitle is the heading set largest on the first page with text.
type pdfTitle struct {
	text string
	page int
	size float64
	next float64 // size of the next largest there
}

// see takes note of a block of these lines.
func (t *pdfTitle) see(b *Block, size float64) {
	if t.page == 0 {
		t.page = b.Page
	}
	switch {
	case b.Page != t.page:
	case size > t.size:
		t.text, t.size, t.next = b.Text, size, t.size
		if b.Kind != Heading || b.Num != "" {
			t.text = ""
		}
	default:
		t.next = max(t.next, size)
	}
}

// readTitle takes for the title of a document without a masthead what is set in
// the largest type of its first page, well larger than all else there. Lines of
// the cover beside it, larger than the text but not bold, head nothing.
func (d *pdfDocument) readTitle() {
	t, m := d.title, &d.text.Meta
	if m.Symbol != "" || m.Body != "" || m.Published != "" || t.text == "" || mastheadLine(t.text) || t.size < 1.3*d.size || t.size < 1.2*t.next {
		return
	}
	m.Title = t.text
	for i := range d.text.Blocks {
		b := &d.text.Blocks[i]
		if b.Area == Cover && b.Page == t.page && b.Kind == Heading && b.Num == "" && b.Text != t.text && !b.allBold() {
			b.Kind, b.Level = Paragraph, 0
		}
	}
}
