package format

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// noteKey finds the note a mark on a page refers to.
type noteKey struct {
	page int
	num  string
}

var (
	noteRule  = regexp.MustCompile(`^[_—―]{8,}$`)
	noteLabel = regexp.MustCompile(`^(?:\(?(\d{1,3}|[*†‡]{1,4}|[a-z])(?:[.)])?(?: |$)|(\d{1,3})\p{Han})`)
)

// takeNotes moves the footnotes of each page to the text's notes: what stands
// under a rule of underscores, or at the end of a page in a smaller font behind
// a mark.
func (d *pdfDocument) takeNotes() {
	d.notes = map[noteKey]int{}
	for n, p := range d.pages {
		at := d.notesStart(p)
		if at < 0 {
			continue
		}
		d.readNotes(p[at:], n+1)
		d.pages[n] = p[:at]
	}
	for n, p := range d.pages { // a rule with nothing under it ends the document
		kept := p[:0]
		for _, l := range p {
			if !noteRule.MatchString(l.text) {
				kept = append(kept, l)
			}
		}
		d.pages[n] = kept
	}
}

// notesStart is the index of the first line of the notes; -1 when there are none.
func (d *pdfDocument) notesStart(p []*pdfLine) int {
	for i := len(p) - 1; i >= 0; i-- {
		if noteRule.MatchString(p[i].text) && i+1 < len(p) && p[i+1].size <= d.size+0.3 && startsNote(p[i+1]) {
			return i
		}
	}
	small := len(p)
	for small > 0 && p[small-1].size < 0.93*d.size {
		small--
	}
	for ; small < len(p); small++ {
		if startsNote(p[small]) && (small == 0 || p[small-1].size >= 0.93*d.size || p[small-1].y-p[small].y > 1.3*d.leading) {
			return small
		}
	}
	return -1
}

// startsNote: the line opens with a raised mark, or with a mark and a space.
func startsNote(l *pdfLine) bool {
	ps := l.pieces
	if len(ps) > 0 && ps[0].raised {
		return noteMark.MatchString(strings.TrimSpace(ps[0].text))
	}
	return noteLabel.MatchString(l.text)
}

// noteNumber parts a note's number from its text.
func noteNumber(s string) (num, text string, ok bool) {
	m := noteLabel.FindStringSubmatch(s)
	switch {
	case m == nil:
		return "", s, false
	case m[2] != "": // Chinese has no space after it
		return m[2], s[len(m[2]):], true
	}
	return m[1], s[len(m[0]):], true
}

// readNotes reads the notes of a page. A line without a mark goes on with the
// note before it, be it on the page before.
func (d *pdfDocument) readNotes(lines []*pdfLine, page int) {
	for _, l := range lines {
		if noteRule.MatchString(l.text) {
			continue
		}
		text := l.text
		if startsNote(l) && d.noteFollows(l, page) {
			num, text, _ := noteNumber(text)
			if ps := l.pieces; ps[0].raised {
				num = strings.TrimSpace(ps[0].text)
				text = strings.TrimPrefix(l.text, num)
				num = strings.Trim(num, "()")
			}
			d.notes[noteKey{page, num}] = len(d.text.Notes)
			d.text.Notes = append(d.text.Notes, Note{Num: num, Page: page, Text: strings.TrimSpace(text)})
			continue
		}
		if n := len(d.text.Notes); n > 0 {
			last := &d.text.Notes[n-1]
			last.Text = d.known.join(last.Text, text)
			continue
		}
		d.notes[noteKey{page, ""}] = len(d.text.Notes)
		d.text.Notes = append(d.text.Notes, Note{Page: page, Text: text})
	}
}

// noteFollows: a number in a note's own text ("12 May 2020 ...") opens no note:
// notes are numbered in order, raised or indented.
func (d *pdfDocument) noteFollows(l *pdfLine, page int) bool {
	ps := l.pieces
	if ps[0].raised || len(d.text.Notes) == 0 {
		return true
	}
	num, _, ok := noteNumber(l.text)
	if !ok || !unicode.IsDigit(rune(num[0])) {
		return ok
	}
	prev := d.text.Notes[len(d.text.Notes)-1]
	n, _ := strconv.Atoi(num)
	last, err := strconv.Atoi(prev.Num)
	switch {
	case err != nil:
		return true
	case prev.Page < page:
		return n > last || n == 1
	}
	return n == last+1
}
