package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"concordance/corpus/lang"
)

// csl writes CSL-JSON, an array of items of type "report": "legislation" prints
// "Pub. L. No." in American styles. A locator belongs to a citation, not to an
// item; here it stands in the note.
type csl struct {
	w    *bufio.Writer
	any  bool
	once once
}

func newCSL(w io.Writer) Writer { return &csl{w: bufio.NewWriter(w), once: once{}} }

type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Genre     string    `json:"genre,omitempty"`
	Title     string    `json:"title,omitempty"`
	Author    []cslName `json:"author,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Number    string    `json:"number,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Language  lang.Tag  `json:"language,omitempty"`
	Abstract  string    `json:"abstract,omitempty"`
	Keyword   string    `json:"keyword,omitempty"`
	Note      string    `json:"note,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

func (x *csl) Write(r Record) error {
	i := newItem(r)
	if !x.once.pass(r, i) {
		return nil
	}
	it := cslItem{
		ID: i.key, Type: "report", Genre: i.genre, Title: i.title, Number: i.number, Publisher: i.publisher(), URL: i.link(),
		Language: i.lang, Abstract: i.abstract(), Keyword: strings.Join(i.keywords, ", "), Note: strings.TrimPrefix(strings.Join(append([]string{i.place()}, i.more()...), "\n"), "\n"),
	}
	for _, a := range i.authors(", ") {
		it.Author = append(it.Author, cslName{a})
	}
	for n, part := range i.date {
		if part == 0 {
			break
		}
		it.Issued = &cslDate{[][]int{append([]int{}, i.date[:n+1]...)}}
	}
	j, err := marshal(it)
	if err != nil {
		return err
	}
	if !x.any {
		x.w.WriteString("[\n")
	} else {
		x.w.WriteString(",\n")
	}
	x.any = true
	_, err = x.w.Write(j)
	return err
}

func (x *csl) Close() error {
	if !x.any {
		x.w.WriteString("[")
	}
	x.w.WriteString("\n]\n")
	return x.w.Flush()
}

// marshal is json.Marshal that leaves < > & readable.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
