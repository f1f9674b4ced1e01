package passages

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Row is a passage as a line of a file: its columns are parted by tabs, and
// Themes by spaces.
type Row struct {
	Work, Symbol, Title, Kind, Body, Date string
	Locator, Role, Country, Themes, Text  string
}

const columns = 11

// Rows gives the passages of w.
func Rows(w *corpus.Work) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, p := range w.Provisions {
			t := p.Texts[lang.English]
			ids := make([]string, len(t.Terms))
			for i, u := range t.Terms {
				ids[i] = u.ID
			}
			r := Row{Work: string(w.ID), Symbol: w.Symbol, Title: w.Titles[lang.English], Kind: string(w.Kind), Body: w.Body, Date: w.Date,
				Locator: string(p.Locator), Role: string(t.Role), Country: t.Country, Themes: strings.Join(ids, " "), Text: t.Text}
			if !yield(r) {
				return
			}
		}
	}
}

// Write writes works line by line.
func Write(to io.Writer, works iter.Seq[*corpus.Work]) error {
	b := bufio.NewWriterSize(to, 1<<20)
	for w := range works {
		for r := range Rows(w) {
			if _, err := fmt.Fprintln(b, r); err != nil {
				return err
			}
		}
	}
	return b.Flush()
}

// String is the line of r.
func (r Row) String() string {
	return strings.Join([]string{r.Work, r.Symbol, r.Title, r.Kind, r.Body, r.Date, r.Locator, r.Role, r.Country, r.Themes, r.Text}, "\t")
}

// ReadRows reads what Write wrote.
func ReadRows(from io.Reader) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		lines := bufio.NewScanner(from)
		lines.Buffer(make([]byte, 1<<16), 1<<20)
		for lines.Scan() {
			c := strings.Split(lines.Text(), "\t")
			if len(c) != columns {
				yield(Row{}, fmt.Errorf("passages: a line of %d columns, not %d", len(c), columns))
				return
			}
			r := Row{Work: c[0], Symbol: c[1], Title: c[2], Kind: c[3], Body: c[4], Date: c[5],
				Locator: c[6], Role: c[7], Country: c[8], Themes: c[9], Text: c[10]}
			if !yield(r, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(Row{}, err)
		}
	}
}

// Read reads what Write wrote into works again.
func Read(from io.Reader) iter.Seq2[*corpus.Work, error] {
	return func(yield func(*corpus.Work, error) bool) {
		var w *corpus.Work
		for r, err := range ReadRows(from) {
			if err != nil {
				yield(nil, err)
				return
			}
			if w != nil && string(w.ID) != r.Work {
				if !yield(w, nil) {
					return
				}
				w = nil
			}
			if w == nil {
				w = r.work()
			}
			w.Provisions = append(w.Provisions, r.provision())
		}
		if w != nil {
			yield(w, nil)
		}
	}
}

func (r Row) work() *corpus.Work {
	return &corpus.Work{Description: corpus.Description{ID: corpus.WorkID(r.Work), Symbol: r.Symbol, Kind: corpus.Kind(r.Kind), Body: r.Body,
		Date: r.Date, Titles: map[lang.Tag]string{lang.English: r.Title}}}
}

func (r Row) provision() corpus.Provision {
	l := corpus.Locator(r.Locator)
	p := &corpus.Passage{Locator: l, Text: r.Text, Role: corpus.Role(r.Role), Country: r.Country}
	for id := range strings.FieldsSeq(r.Themes) {
		p.Terms = append(p.Terms, corpus.TermUse{ID: id})
	}
	return corpus.Provision{Locator: l, Number: strings.TrimPrefix(r.Locator, "para-"), Texts: map[lang.Tag]*corpus.Passage{lang.English: p}}
}
