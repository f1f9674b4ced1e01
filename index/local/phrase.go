package local

import (
	"strings"

	index "github.com/blevesearch/bleve_index_api"
)

func (r *run) phrase(p *phrase, into *scores) bitset {
	out := newBits(r.v.size)
	for c := range channels {
		stems := channels[c].stems(p.words)
		r.gatherPhrase(c, stems, p.title)
		r.settle(c, phraseKey(stems), 1, into, out, false)
	}
	return out
}

// stems are the terms of words as written.
func (ch *channel) stems(words []string) []string {
	stems := make([]string, len(words))
	for i, w := range words {
		stems[i] = ch.analyser().word(w).stem
	}
	return stems
}

// phraseKey names a phrase among the weights of a run.
func phraseKey(stems []string) string { return strings.Join(stems, " ") }

// gatherPhrase adds the frequencies of words side by side in channel c.
func (r *run) gatherPhrase(c int, stems []string, titleOnly bool) {
	ch := &channels[c]
	if !titleOnly {
		r.sideBySide(ch.text, stems, r.v.texts[c])
	}
	r.sideBySide(ch.title, stems, r.v.titles[c])
}

// walker walks the postings of one word of a phrase.
type walker struct {
	t    index.TermFieldReader
	buf  index.TermFieldDoc
	doc  *index.TermFieldDoc
	at   uint32
	rest int // place of the word in the phrase
}

// to moves to the first entry from d on; false at the end.
func (c *walker) to(d uint32) (bool, error) {
	if c.doc != nil && c.at >= d {
		return true, nil
	}
	var err error
	if c.doc == nil && d == 0 {
		c.doc, err = c.t.Next(&c.buf)
	} else {
		c.doc, err = c.t.Advance(idOf(d), &c.buf)
	}
	if err != nil || c.doc == nil {
		return false, err
	}
	c.at = docOf(c.doc.ID)
	return true, nil
}

func (r *run) sideBySide(field string, stems []string, l lengths) {
	if l.n == 0 {
		return
	}
	cursors := make([]*walker, 0, len(stems))
	defer func() {
		for _, c := range cursors {
			_ = c.t.Close()
		}
	}()
	rarest := 0
	for i, s := range stems {
		t, err := r.v.reader.TermFieldReader(r.ctx, []byte(s), field, true, false, true)
		if err != nil {
			r.fail(err)
			return
		}
		cursors = append(cursors, &walker{t: t, rest: i})
		n := t.Count()
		if n == 0 {
			return
		}
		if n < cursors[rarest].t.Count() {
			rarest = i
		}
	}
	cursors[0], cursors[rarest] = cursors[rarest], cursors[0]
	r.fail(r.join(cursors, l))
}

// walk is what a step of a phrase costs, in postings.
const walk = 8

// join finds the entries that all cursors share and counts the phrases there.
func (r *run) join(cs []*walker, l lengths) error {
	d := uint32(0)
next:
	for {
		for _, c := range cs {
			r.work += walk
			ok, err := c.to(d)
			if err != nil || !ok {
				return err
			}
			if c.at > d {
				d = c.at
				if c != cs[0] {
					continue next
				}
			}
		}
		if n := phrases(cs); n > 0 && l.norm[d] > 0 {
			r.tf[d] += float32(n) * l.norm[d]
			r.hit.add(d)
		}
		d++
	}
}

// phrases counts where the words stand in their order, side by side.
func phrases(cs []*walker) int {
	n := 0
	for _, v := range cs[0].doc.Vectors {
		start := int(v.Pos) - cs[0].rest
		whole := true
		for _, c := range cs[1:] {
			if !stands(c.doc.Vectors, uint64(start+c.rest)) {
				whole = false
				break
			}
		}
		if whole {
			n++
		}
	}
	return n
}

func stands(vs []*index.TermFieldVector, pos uint64) bool {
	for _, v := range vs {
		if v.Pos == pos {
			return true
		}
	}
	return false
}
