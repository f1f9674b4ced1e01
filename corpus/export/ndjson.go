package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

// ndjson writes everything known of a record, an object a line: the texts to
// the byte, in all languages, with the offsets of their citations; the notes
// with their status; the checksums of the files the texts came from.
type ndjson struct{ w *bufio.Writer }

func newNDJSON(w io.Writer) Writer { return ndjson{bufio.NewWriter(w)} }

type object struct {
	Work      string                         `json:"work"` // symbol where there is one, else the ID
	ID        corpus.WorkID                  `json:"work_id"`
	Symbol    string                         `json:"symbol,omitempty"`
	Title     string                         `json:"title"`
	Kind      corpus.Kind                    `json:"kind,omitempty"`
	Body      string                         `json:"body,omitempty"`
	Date      string                         `json:"date,omitempty"`
	Locator   corpus.Locator                 `json:"locator,omitempty"`
	Pinpoint  string                         `json:"pinpoint,omitempty"` // only where it may be cited
	Number    string                         `json:"number,omitempty"`
	Role      corpus.Role                    `json:"role,omitempty"`
	Force     corpus.Force                   `json:"force,omitempty"`
	Text      map[lang.Tag]string            `json:"text,omitempty"`
	Notes     []corpus.Note                  `json:"notes,omitempty"`
	Terms     []corpus.TermUse               `json:"terms,omitempty"`
	Citations map[lang.Tag][]corpus.Citation `json:"citations,omitempty"` // offsets into text of the same language
	Permalink string                         `json:"permalink,omitempty"`
	Official  string                         `json:"official_address,omitempty"`
	Sources   []sourceFile                   `json:"sources,omitempty"`
}

type sourceFile struct {
	Lang   lang.Tag `json:"lang"`
	Format string   `json:"format"`
	SHA256 string   `json:"sha256"`
	Marked string   `json:"marked,omitempty"`
}

func (x ndjson) Write(r Record) error {
	i := newItem(r)
	w := r.Work
	o := object{Work: string(w.Target()), ID: w.ID, Symbol: w.Symbol, Title: i.title, Kind: w.Kind, Body: w.Body, Date: date(i.date),
		Locator: locator(r), Pinpoint: i.pinpoint, Permalink: r.URL, Official: i.official}
	for _, d := range w.Documents {
		if r.Provision == nil || r.Provision.Texts[d.Lang] != nil {
			o.Sources = append(o.Sources, sourceFile{d.Lang, d.Source.Format, d.Source.SHA256, d.Source.Marked})
		}
	}
	if p := r.Provision; p != nil {
		o.Number, o.Role, o.Force, o.Notes = p.Number, index.RoleOf(p), index.ForceOf(p), p.Notes
		o.Text, o.Citations = map[lang.Tag]string{}, map[lang.Tag][]corpus.Citation{}
		for l, t := range p.Texts {
			o.Text[l] = t.Text
			if len(t.Citations) > 0 {
				o.Citations[l] = t.Citations
			}
		}
		o.Terms = terms(p)
	}
	j, err := marshal(o)
	if err != nil {
		return fmt.Errorf("export of %s: %w", w.ID, err)
	}
	x.w.WriteString(visible(string(j)))
	return x.w.WriteByte('\n')
}

func (x ndjson) Close() error { return x.w.Flush() }

// terms are those of all texts, each once; those of notes stand in the notes.
func terms(p *corpus.Provision) []corpus.TermUse {
	var out []corpus.TermUse
	seen := map[corpus.TermUse]bool{}
	for _, l := range lang.Texts {
		if t := p.Texts[l]; t != nil {
			for _, u := range t.Terms {
				if !seen[u] {
					seen[u] = true
					out = append(out, u)
				}
			}
		}
	}
	return out
}

// visible writes marks that turn the direction of a text as JSON escapes: the
// value is the same, and a line shows what it holds.
func visible(j string) string {
	if strings.IndexFunc(j, hidden) < 0 {
		return j
	}
	var b strings.Builder
	for _, r := range j {
		if hidden(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hidden(r rune) bool {
	return unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF' || r == 0x7f || r >= 0x80 && r < 0xa0
}
