package local

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"unsafe"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"

	"github.com/klauspost/compress/s2"
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

// titles and text are what is searched in a channel; the notes share the English
// titles.
func (r *record) titles(c int) string {
	if channels[c].note {
		return ""
	}
	return r.Names[channels[c].tag]
}

func (r *record) text(c int) string {
	if channels[c].note {
		return r.Note
	}
	return r.Texts[channels[c].tag]
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

// The stored form is the strings, each after its length, S2 over all, and a
// checksum of that. S2 is undone in a tenth of the time zstd takes, and ten are
// undone for every page of hits; they take a sixth more room.

func (r *record) marshal() []byte {
	b := make([]byte, 0, 1<<10)
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
	b = s2.Encode(nil, b)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

var errRecord = errors.New("index/local: a stored record is damaged: reindex")

// maxRecord bounds what a damaged record may claim to be.
const maxRecord = 64 << 20

func unmarshal(stored []byte) (*record, error) {
	end := len(stored) - 4
	if end < 0 || crc32.Checksum(stored[:end], castagnoli) != binary.LittleEndian.Uint32(stored[end:]) {
		return nil, errRecord
	}
	if n, err := s2.DecodedLen(stored[:end]); err != nil || n > maxRecord {
		return nil, errRecord
	}
	b, err := s2.Decode(nil, stored[:end])
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
