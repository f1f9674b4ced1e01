package local

import (
	"encoding/base64"
	"encoding/json"
	"hash/fnv"
	"math"
	"slices"

	"concordance/index"
)

// bookmark is where a page ended, by values rather than by numbers of a snapshot:
// it stays true when the index changes.
type bookmark struct {
	Search uint64 `json:"q"` // which search it is of
	First  bool   `json:"f"` // it is the entry the query names, before all others
	Score  uint32 `json:"s"` // bits of the float
	Date   string `json:"d"`
	Work   string `json:"w"`
	Order  string `json:"o"`
}

// fingerprint tells searches apart; the size of a page and the reader's
// language may change between pages.
func (s *search) fingerprint() uint64 {
	r := s.req
	r.Cursor, r.Size, r.Lang = "", 0, ""
	r.Query = s.typed
	v := r.Values()
	for _, x := range v {
		slices.Sort(x)
	}
	h := fnv.New64a()
	h.Write([]byte(v.Encode()))
	return h.Sum64()
}

func (s *search) writeCursor(k key) string {
	m := bookmark{Search: s.fingerprint(), Score: math.Float32bits(k.score), First: s.after == nil && int(k.doc) == s.best}
	m.Date, m.Work, m.Order = s.v.date.value(k.doc), s.v.work.value(k.doc), s.v.order.value(k.doc)
	b, _ := json.Marshal(m) // strings and numbers only
	return base64.RawURLEncoding.EncodeToString(b)
}

func (s *search) readCursor() (*key, error) {
	if s.req.Cursor == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s.req.Cursor)
	var m bookmark
	if err != nil || json.Unmarshal(b, &m) != nil || m.Search != s.fingerprint() {
		return nil, index.ErrBadCursor
	}
	if m.First {
		return &key{score: math.MaxFloat32, date: 1 << 50, place: -1}, nil
	}
	k := &key{score: math.Float32frombits(m.Score)}
	if m.Date != "" {
		o, ok := s.v.date.ord(m.Date)
		k.date = between(int(o)+1, ok)
	}
	k.place = s.v.placeOf(m.Work, m.Order)
	return k, nil
}

// between doubles an ordinal; one that is not there stands before its place.
func between(o int, there bool) int {
	if there {
		return 2 * o
	}
	return 2*o - 1
}

// placeOf is the doubled place of a work's entry, or between two when it is gone.
func (v *view) placeOf(work, order string) int {
	w, okW := v.work.ord(work)
	o, okO := v.order.ord(order)
	n, there := 0, false
	v.live.each(func(d uint32) {
		dw, do := v.work.first(d)-1, v.order.first(d)-1
		switch {
		case dw < w, okW && dw == w && do < o:
			n++
		case okW && okO && dw == w && do == o:
			there = true
		}
	})
	return between(n, there)
}
