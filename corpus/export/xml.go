package export

import (
	"bufio"
	"encoding/xml"
	"io"
)

// tags writes XML. What fails is kept by the buffer and told by Flush.
type tags struct{ *bufio.Writer }

func newTags(w io.Writer) tags { return tags{bufio.NewWriter(w)} }

// raw writes markup as it is.
func (t tags) raw(markup string) { t.WriteString(markup) }

// text writes escaped text; what XML cannot hold becomes U+FFFD.
func (t tags) text(s string) {
	_ = xml.EscapeText(t.Writer, []byte(s)) // the buffer tells again
}

// open writes a start tag with attributes, name and value in turn. An attribute
// without value is left out.
func (t tags) open(name string, attrs ...string) {
	t.begin(name, attrs)
	t.raw(">")
}

func (t tags) close(name string) { t.raw("</" + name + ">") }

// empty writes an element that has attributes only.
func (t tags) empty(name string, attrs ...string) {
	t.begin(name, attrs)
	t.raw("/>")
}

// element writes an element with its text, if there is any.
func (t tags) element(name, value string, attrs ...string) {
	if value == "" {
		return
	}
	t.open(name, attrs...)
	t.text(value)
	t.close(name)
}

func (t tags) begin(name string, attrs []string) {
	t.raw("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		t.raw(" " + attrs[i] + `="`)
		t.text(attrs[i+1])
		t.raw(`"`)
	}
}

// failed is the first failure to write.
func (t tags) failed() error {
	_, err := t.Write(nil)
	return err
}
