package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// markdown writes a section a record in CommonMark: the text as a quotation,
// our note apart from it, the citation. Nothing in a value is markup.
type markdown struct {
	w    *bufio.Writer
	once once
}

func newMarkdown(w io.Writer) Writer { return markdown{bufio.NewWriter(w), once{}} }

func (m markdown) Write(r Record) error {
	i := newItem(r)
	if !i.says() && !m.once.pass(r, i) {
		return nil
	}
	say := wordsOf(r.Lang)
	citation, err := i.cite("un", r)
	if err != nil {
		return err
	}
	fmt.Fprintf(m.w, "## %s\n\n", mdEscape(i.heading(r)))
	if i.title != i.name() {
		fmt.Fprintf(m.w, "- %s\n", mdEscape(i.title))
	}
	for _, f := range i.facts() {
		fmt.Fprintf(m.w, "- %s\n", mdEscape(f))
	}
	if s := standing(say, i, r.Work); s != "" {
		fmt.Fprintf(m.w, "- %s\n", mdEscape(s))
	}
	m.w.WriteString("\n")
	m.quote(i, r)
	if i.summary != "" {
		fmt.Fprintf(m.w, "**%s:** %s\n\n", mdEscape(noteLabel(say, i)), mdEscape(i.summary))
	}
	fmt.Fprintf(m.w, "%s%s\n\n", mdEscape(citation), mdLink(i.link()))
	return nil
}

// quote writes the official text. Markdown has no direction of its own.
func (m markdown) quote(i item, r Record) {
	lines := i.lines(r)
	if len(lines) == 0 {
		return
	}
	turn := rightToLeft(i.textLang) || rightToLeft(r.Lang)
	if l := lang.Get(i.textLang); turn && l != nil {
		fmt.Fprintf(m.w, "<div lang=\"%s\" dir=\"%s\">\n\n", l.Tag, l.Dir())
	}
	for n, line := range lines {
		if n > 0 {
			m.w.WriteString(">\n")
		}
		fmt.Fprintf(m.w, "> %s\n", mdEscape(line))
	}
	m.w.WriteString("\n")
	if turn {
		m.w.WriteString("</div>\n\n")
	}
}

func (m markdown) Close() error { return m.w.Flush() }

// says reports whether there are words to print: a text or a note of ours.
func (i item) says() bool { return i.text != "" || i.summary != "" }

// facts are the genre, the bodies and the date, as far as they are known.
func (i item) facts() (out []string) {
	for _, f := range append(append([]string{i.genre}, i.authors(", ")...), date(i.date)) {
		if f != "" {
			out = append(out, f)
		}
	}
	return out
}

// heading is "S/RES/2396 (2017), para. 27" in the reader's language.
func (i item) heading(r Record) string {
	p := cite.Pinpoint(r.Work, r.Lang, i.locator)
	switch {
	case p == "":
		return i.name()
	case rightToLeft(r.Lang):
		return i.name() + "، " + cite.PlainLine(p)
	}
	return i.name() + ", " + cite.PlainLine(p)
}

// mdSigns are the signs Markdown may read as markup, anywhere.
const mdSigns = "\\`*_[]<>#|~&${}^@"

// mdEscape makes one plain line of text for Markdown.
func mdEscape(s string) string {
	var b strings.Builder
	digits := true // so far only digits, as a numbered list begins
	for n, r := range s {
		switch {
		case strings.ContainsRune(mdSigns, r),
			n == 0 && strings.ContainsRune("+-=", r),
			digits && n > 0 && (r == '.' || r == ')'):
			b.WriteByte('\\')
		}
		digits = digits && r >= '0' && r <= '9'
		b.WriteRune(r)
	}
	return b.String()
}

// mdLink is an address as a link, or as text where it is no page's.
func mdLink(u string) string {
	switch {
	case u == "":
		return ""
	case web(u):
		return " <" + u + ">"
	}
	return " " + mdEscape(u)
}
