package local

import (
	"encoding/binary"
	"errors"
	"strings"
	"sync"
	"unsafe"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"

	"github.com/klauspost/compress/zstd"
)

// record is what is kept of a provision to show it as a hit.
type record struct {
	Work     corpus.WorkID
	Name     string
	Symbol   string
	Locator  corpus.Locator
	Kind     corpus.Kind
	Body     string
	Date     string
	Role     corpus.Role
	Force    corpus.Force
	Titles   map[lang.Tag]string
	Headings map[lang.Tag]string // the innermost
	Note     string
	Texts    map[lang.Tag]string
	Names    map[lang.Tag]string // of the work, and headings: what is searched as titles, a line each
	Aliases  string              // other names of the work, a line each
}

func newRecord(w *corpus.Work, p *corpus.Provision) *record {
	r := &record{Work: w.ID, Name: string(w.Target()), Symbol: w.Symbol, Locator: p.Locator, Kind: w.Kind, Body: w.Body, Date: w.Date,
		Role: index.RoleOf(p), Force: index.ForceOf(p), Titles: w.Titles, Headings: map[lang.Tag]string{}, Texts: map[lang.Tag]string{}, Names: map[lang.Tag]string{}}
	for _, t := range lang.Texts {
		r.Names[t] = strings.Join(titleParts(w, p, t), "\n")
	}
	for t, passage := range p.Texts {
		r.Texts[t] = passage.Text
		if n := len(passage.Headings); n > 0 {
			r.Headings[t] = passage.Headings[n-1]
		}
	}
	for _, a := range w.Aliases {
		r.Aliases += a.Text + "\n"
	}
	r.Note = notesText(p)
	return r
}

// title is the title in l, else in English, else in any language.
func (r *record) title(l lang.Tag) string {
	if s := pick(r.Titles, l); s != "" {
		return s
	}
	return string(r.Work)
}

func pick(m map[lang.Tag]string, l lang.Tag) string {
	if s := m[l]; s != "" {
		return s
	}
	for _, t := range lang.Texts {
		if s := m[t]; s != "" {
			return s
		}
	}
	return ""
}

// The stored form is the strings, each after its length, zstd over all.

func (r *record) marshal() []byte {
	var b []byte
	str := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	for _, s := range []string{string(r.Work), r.Name, r.Symbol, string(r.Locator), string(r.Kind), r.Body, r.Date,
		string(r.Role), string(r.Force), r.Note, r.Aliases} {
		str(s)
	}
	for _, m := range []map[lang.Tag]string{r.Titles, r.Headings, r.Texts, r.Names} {
		for _, t := range lang.Texts {
			str(m[t])
		}
	}
	return encoder().EncodeAll(b, nil)
}

var errRecord = errors.New("index/local: a stored record is damaged: reindex")

// maxRecord bounds what a damaged record may claim to be.
const maxRecord = 64 << 20

func unmarshal(stored []byte) (*record, error) {
	b, err := decoder().DecodeAll(stored, nil)
	if err != nil {
		return nil, errRecord
	}
	all := unsafe.String(unsafe.SliceData(b), len(b)) // the strings of the record are parts of it; b is written no more
	ok := true
	str := func() string {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			ok = false
			return ""
		}
		at := len(all) - len(b) + k
		b = b[k+int(n):]
		return all[at : at+int(n)]
	}
	r := &record{Work: corpus.WorkID(str()), Name: str(), Symbol: str(), Locator: corpus.Locator(str()), Kind: corpus.Kind(str()),
		Body: str(), Date: str(), Role: corpus.Role(str()), Force: corpus.Force(str()), Note: str(), Aliases: str()}
	for _, m := range []*map[lang.Tag]string{&r.Titles, &r.Headings, &r.Texts, &r.Names} {
		for _, t := range lang.Texts {
			s := str()
			if s == "" {
				continue
			}
			if *m == nil {
				*m = map[lang.Tag]string{}
			}
			(*m)[t] = s
		}
	}
	if !ok {
		return nil, errRecord
	}
	return r, nil
}

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(4), zstd.WithWindowSize(1<<17))
	if err != nil {
		panic(err) // only wrong options fail
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxRecord))
	if err != nil {
		panic(err) // only wrong options fail
	}
	return d
})
