package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"concordance/corpus/cite"
	"concordance/index"
)

// table writes CSV that spreadsheets open as it is: a byte order mark, without
// which Excel takes UTF-8 for something else, CRLF, and no cell that is a
// formula.
type table struct {
	out   io.Writer
	w     *csv.Writer
	begun bool
}

func newCSV(w io.Writer) Writer {
	x := &table{out: w, w: csv.NewWriter(w)}
	x.w.UseCRLF = true
	return x
}

// columns in their order. The locator is the row's address; what may be cited
// stands under pinpoint and citation.
var columns = []string{"work", "id", "title", "kind", "body", "date", "locator", "pinpoint", "role", "force", "country", "language of text",
	"text", "summary (not the official text)", "summary status", "terms", "citation", "permalink", "official address"}

func (x *table) Write(r Record) error {
	if err := x.begin(); err != nil {
		return err
	}
	cells, err := row(r)
	if err != nil {
		return err
	}
	for k := range cells {
		cells[k] = guard(cells[k])
	}
	return x.w.Write(cells)
}

// row has a plain line for each of the columns.
func row(r Record) ([]string, error) {
	i := newItem(r)
	citation, err := i.cite("un", r)
	if err != nil {
		return nil, err
	}
	var role, force, country string
	if p := r.Provision; p != nil {
		role, force = string(index.RoleOf(p)), string(index.ForceOf(p))
		if t, _ := p.Passage(r.Lang); t != nil {
			country = t.Country
		}
	}
	number := i.number
	if number == "" {
		number = string(r.Work.ID)
	}
	cells := []string{number, string(r.Work.ID), i.title, string(r.Work.Kind), strings.Join(i.bodies, "; "), date(i.date),
		string(locator(r)), i.pinpoint, role, force, country, string(i.textLang), i.text, i.summary, i.status,
		strings.Join(i.keywords, "; "), citation, r.URL, i.official}
	for k := range cells {
		cells[k] = cite.PlainLine(cells[k])
	}
	return cells, nil
}

// begin writes the mark and the head once.
func (x *table) begin() error {
	if x.begun {
		return nil
	}
	x.begun = true
	if _, err := io.WriteString(x.out, "\uFEFF"); err != nil {
		return err
	}
	return x.w.Write(columns)
}

func (x *table) Close() error {
	if err := x.begin(); err != nil {
		return err
	}
	x.w.Flush()
	return x.w.Error()
}

// guard makes text of a cell that a spreadsheet would compute. The signs are
// those that begin a formula, and their wide forms.
func guard(cell string) string {
	if r, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@＝＋－＠", r) && cell != "" {
		return "'" + cell
	}
	return cell
}

// date is "2017-12-21" as far as it is known.
func date(d [3]int) string {
	switch {
	case d[0] == 0:
		return ""
	case d[1] == 0:
		return fmt.Sprintf("%04d", d[0])
	case d[2] == 0:
		return fmt.Sprintf("%04d-%02d", d[0], d[1])
	}
	return fmt.Sprintf("%04d-%02d-%02d", d[0], d[1], d[2])
}
