package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// ris writes the format of citation managers. The type is always RPRT, which
// keeps the symbol; GEN comes back from Zotero as a journal article. A body has
// no comma, for readers split an author there. RIS has no locator (SP is for
// pages): the pinpoint stands in a note and in the address.
type ris struct {
	w    *bufio.Writer
	once once
}

func newRIS(w io.Writer) Writer { return &ris{bufio.NewWriter(w), once{}} }

func (x *ris) Write(r Record) error {
	i := newItem(r)
	if !x.once.pass(r, i) {
		return nil
	}
	x.line("TY", "RPRT")
	x.line("ID", i.key)
	x.line("TI", i.title)
	for _, a := range i.authors(" ") {
		x.line("AU", strings.ReplaceAll(a, ",", ""))
	}
	if y := i.date[0]; y > 0 {
		x.line("PY", fmt.Sprintf("%04d", y))
		x.line("DA", fmt.Sprintf("%04d/%s/%s/", y, two(i.date[1]), two(i.date[2])))
	}
	x.line("SN", i.number)
	x.line("PB", i.publisher())
	x.line("M3", i.genre)
	x.line("LA", string(i.lang))
	x.line("UR", i.link())
	x.line("AB", i.abstract())
	for _, k := range i.keywords {
		x.line("KW", k)
	}
	x.line("N1", i.place())
	for _, n := range i.more() {
		x.line("N1", n)
	}
	x.w.WriteString("ER  - \r\n")
	_, err := x.w.WriteString("\r\n")
	return err
}

// line writes a tag with its value, if there is one.
func (x *ris) line(tag, value string) {
	if value != "" {
		fmt.Fprintf(x.w, "%s  - %s\r\n", tag, value)
	}
}

func (x *ris) Close() error { return x.w.Flush() }

// two is "07", or nothing for what is not known.
func two(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%02d", n)
}
