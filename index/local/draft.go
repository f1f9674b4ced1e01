package local

import (
	"cmp"
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"sync"

	"concordance/corpus"
	"concordance/corpus/lang"

	bindex "github.com/blevesearch/bleve_index_api"
)

// A forward index is drafted before it is written: every goroutine that cuts
// entries into words keeps a draft, in which words have numbers in the order they
// came. When all entries are cut, words get the numbers they keep, the most
// frequent the lowest, and entries their place. A rebuild drafts what it cuts for
// the postings anyhow; for a segment without a forward index its stored texts
// are cut again.
type drafts struct {
	dir string // of the files; "" is in memory

	mu  sync.Mutex
	all []*draft

	works []draftedWork // in the order they came; of a rebuild
}

// draft has the words of the entries that one goroutine cuts.
type draft struct {
	lists   []*wordList // by language, see listOf
	out     *spool      // nil when only the postings are wanted
	entries uint32      // so many, with the one at hand
	last    uint32      // the greatest number of one
	cut     []spelled
	buf     []byte
	kept    map[string]bindex.TokenFrequencies // of single keywords
}

// spelled is what an entry has in a channel, as numbers of words. Most entries
// have the titles of the one before.
type spelled struct {
	title, text []uint32
	titles      string // the title as written

	titleFreqs  bindex.TokenFrequencies // of the title, once they are asked for
	titleLength int
}

// draftedWork is a work whose provisions are entries with successive numbers.
type draftedWork struct {
	id    corpus.WorkID
	first uint32
	size  int
}

// Beside numbers of words, what is spelled has
const (
	partEnds = 1<<32 - 1 // a title or heading ends
	pairs    = 1 << 31   // added to a Han character just after another
)

// begin gives a draft to a goroutine.
func (ds *drafts) begin() (*draft, error) {
	out, err := newSpool(ds.dir)
	if err != nil {
		return nil, err
	}
	d := newDraft()
	d.out = out
	ds.mu.Lock()
	defer ds.mu.Unlock()
	ds.all = append(ds.all, d)
	return d, nil
}

func newDraft() *draft {
	d := &draft{cut: make([]spelled, len(channels)), kept: map[string]bindex.TokenFrequencies{}}
	for _, t := range lang.Texts {
		d.lists = append(d.lists, newWordList(t))
	}
	return d
}

// words is how many it knows.
func (d *draft) words() int {
	n := 0
	for _, l := range d.lists {
		n += len(l.words)
	}
	return n
}

// listOf is the place of a channel's language in lang.Texts.
func listOf(c int) int {
	if channels[c].note {
		return channelOf(channels[c].tag)
	}
	return c
}

// spell cuts the titles, a line each, and the text of a channel.
func (d *draft) spell(c int, titles, text string) *spelled {
	s, list := &d.cut[c], d.lists[listOf(c)]
	s.text = list.spell(text, s.text[:0])
	if titles == s.titles {
		return s
	}
	s.titles, s.title, s.titleFreqs = titles, s.title[:0], nil
	for titles != "" {
		part, rest, _ := strings.Cut(titles, "\n")
		if len(s.title) > 0 {
			s.title = append(s.title, partEnds)
		}
		s.title, titles = list.spell(part, s.title), rest
	}
	return s
}

// record drafts the texts of a record.
func (d *draft) record(number uint32, r *record) error {
	for i := range channels {
		d.spell(i, r.titles(i), r.text(i))
	}
	return d.end(number)
}

// end keeps the entry whose channels were all cut.
func (d *draft) end(number uint32) error {
	if d.out == nil {
		return nil
	}
	d.entries++
	d.last = max(d.last, number)
	d.buf = append(binary.LittleEndian.AppendUint32(d.buf[:0], number), 0, 0, 0, 0) // the length
	for c := range d.cut {
		s := &d.cut[c]
		if len(s.title)+len(s.text) == 0 {
			continue
		}
		list := d.lists[listOf(c)]
		d.buf = binary.AppendUvarint(d.buf, uint64(c+1))
		for _, words := range [][]uint32{s.title, s.text} {
			d.buf = binary.AppendUvarint(d.buf, uint64(list.groups(words)))
			d.buf = binary.AppendUvarint(d.buf, uint64(len(words)))
			d.buf = list.write(words, d.entries, d.buf)
		}
	}
	binary.LittleEndian.PutUint32(d.buf[4:], uint32(len(d.buf)-8))
	return d.out.write(d.buf)
}

// keywords is a field of whole values. Those of single values are shared: most
// come again and again.
func (d *draft) keywords(name string, values ...string) *field {
	if len(values) != 1 {
		return &field{name: name, options: bindex.IndexField | bindex.SkipFreqNorm, length: len(values), freqs: once(values...)}
	}
	freqs := d.kept[values[0]]
	if freqs == nil {
		if len(d.kept) == maxKept {
			clear(d.kept)
		}
		value := strings.Clone(values[0]) // else it would keep the text that it is part of
		freqs = once(value)
		d.kept[value] = freqs
	}
	return &field{name: name, options: bindex.IndexField | bindex.SkipFreqNorm, length: 1, freqs: freqs}
}

// maxKept bounds the keywords that are shared.
const maxKept = 1 << 15

// wordList has the words of a language that a draft has met.
type wordList struct {
	a      *analyser
	met    map[string]uint32 // number of a word as written
	lately []lately          // the short ones met last, by hash
	id     map[string]uint32 // as folded
	words  []listedWord
	gram   map[string]uint32
	grams  []listedGram
	sum    uint64 // letter groups in all entries
	docs   uint64 // entries with such groups
	last   uint32 // entry counted last in docs

	stem    map[string]uint32
	stems   []string
	pair    map[[2]uint32]uint32 // of Han characters: place in stems
	count   []int                // by stem, in the text at hand
	counted []uint32             // those that are in it
}

type listedWord struct {
	form   string
	stem   uint32 // place in stems
	common bool
	grams  []uint32
	df     uint32
	last   uint32 // entry counted last
}

type listedGram struct{ df, last uint32 }

func newWordList(t lang.Tag) *wordList {
	return &wordList{a: analysers()[t], met: map[string]uint32{}, id: map[string]uint32{}, gram: map[string]uint32{},
		stem: map[string]uint32{}, pair: map[[2]uint32]uint32{}}
}

// spell appends the numbers of the words of s.
func (l *wordList) spell(s string, to []uint32) []uint32 {
	if s != "" && l.lately == nil {
		l.lately = make([]lately, 1<<latelyBits)
	}
	after := -1 // where the last Han character ends
	eachWord(s, func(from, end int, han bool) {
		n := l.number(s, from, end)
		if han {
			if from == after {
				n |= pairs
			}
			after = end
		}
		to = append(to, n)
	})
	return to
}

// lately is a word of at most sixteen bytes that was met, with its number: most
// words of a text were, and are compared in two steps.
type lately struct {
	head, tail uint64 // its first and last eight bytes
	size       int32
	n          uint32
}

const latelyBits = 14

// number is the number of the word that stands there in s.
func (l *wordList) number(s string, from, end int) uint32 {
	size := end - from
	if size > 16 || from+8 > len(s) {
		return l.lookUp(s[from:end])
	}
	head := eight(s[from:])
	tail := uint64(0)
	if size < 8 {
		head &= 1<<(8*size) - 1
	} else {
		tail = eight(s[end-8:])
	}
	w := &l.lately[(head*0x9E3779B97F4A7C15^tail*0xC2B2AE3D27D4EB4F)>>(64-latelyBits)]
	if w.head != head || w.tail != tail || int(w.size) != size {
		*w = lately{head, tail, int32(size), l.lookUp(s[from:end])}
	}
	return w.n
}

// eight is the first eight bytes of s, which the compiler reads at once.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func (l *wordList) lookUp(s string) uint32 {
	n, ok := l.met[s]
	if !ok {
		written := strings.Clone(s) // s would keep its whole text
		n = l.add(l.a.word(written))
		l.met[written] = n
	}
	return n
}

// add gives the number of a word.
func (l *wordList) add(w word) uint32 {
	if n, ok := l.id[w.form]; ok {
		return n
	}
	n := uint32(len(l.words))
	l.id[w.form] = n
	x := listedWord{form: w.form, stem: l.addStem(w.stem), common: l.a.stop[w.form]}
	for g := range letterGroups(l.a.tag, w.form) {
		i, ok := l.gram[g]
		if !ok {
			i = uint32(len(l.grams))
			l.gram[g] = i
			l.grams = append(l.grams, listedGram{})
		}
		x.grams = append(x.grams, i)
	}
	l.words = append(l.words, x)
	return n
}

func (l *wordList) addStem(s string) uint32 {
	n, ok := l.stem[s]
	if !ok {
		n = uint32(len(l.stems))
		l.stem[s] = n
		l.stems = append(l.stems, s)
		l.count = append(l.count, 0)
	}
	return n
}

// postings counts the stems of words. The length is in words that are not common.
func (l *wordList) postings(words []uint32) (freqs bindex.TokenFrequencies, length int) {
	add := func(stem uint32) {
		if l.count[stem] == 0 {
			l.counted = append(l.counted, stem)
		}
		l.count[stem]++
	}
	for i, n := range words {
		if n == partEnds {
			continue
		}
		w := &l.words[n&^pairs]
		add(w.stem)
		if n&pairs != 0 {
			add(l.pairOf(words[i-1]&^pairs, n&^pairs))
		}
		if !w.common {
			length++
		}
	}
	freqs = make(bindex.TokenFrequencies, len(l.counted)+1)
	for _, s := range l.counted {
		freqs[l.stems[s]] = times(l.count[s])
		l.count[s] = 0
	}
	l.counted = l.counted[:0]
	freqs[mark] = times(1)
	return freqs, length
}

// pairOf is the term of two Han characters side by side.
func (l *wordList) pairOf(a, b uint32) uint32 {
	n, ok := l.pair[[2]uint32{a, b}]
	if !ok {
		n = l.addStem(l.words[a].form + l.words[b].form)
		l.pair[[2]uint32{a, b}] = n
	}
	return n
}

// groups is how many groups of letters words have.
func (l *wordList) groups(words []uint32) int {
	n := 0
	for _, w := range words {
		if w != partEnds {
			n += len(l.words[w&^pairs].grams)
		}
	}
	return n
}

// write appends words as they are drafted, and counts the entry for them.
func (l *wordList) write(words []uint32, entry uint32, to []byte) []byte {
	for _, n := range words {
		if n == partEnds {
			to = append(to, partBreak)
			continue
		}
		n &^= pairs
		w := &l.words[n]
		l.sum += uint64(len(w.grams))
		if w.last != entry {
			w.last = entry
			w.df++
			l.meet(w.grams, entry)
		}
		to = binary.AppendUvarint(to, uint64(n)+firstWord)
	}
	return to
}

// meet counts the entry for groups of letters.
func (l *wordList) meet(grams []uint32, entry uint32) {
	for _, g := range grams {
		if n := &l.grams[g]; n.last != entry {
			n.last = entry
			n.df++
		}
	}
	if l.last != entry && len(grams) > 0 {
		l.last = entry
		l.docs++
	}
}

// join makes one list of several, the most frequent words first; numbers has by
// list what its words are called in it.
func join(t lang.Tag, lists []*wordList) (all *wordList, numbers [][]uint32) {
	met := newWordList(t)
	numbers = make([][]uint32, len(lists))
	for i, l := range lists {
		numbers[i] = make([]uint32, len(l.words))
		for j := range l.words {
			w := &l.words[j]
			n := met.add(word{w.form, l.stems[w.stem]})
			met.words[n].df += w.df
			numbers[i][j] = n
		}
		for g, n := range l.gram {
			met.grams[met.gram[g]].df += l.grams[n].df
		}
		met.sum += l.sum
		met.docs += l.docs
	}
	order := make([]uint32, len(met.words))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		x, y := &met.words[a], &met.words[b]
		return cmp.Or(cmp.Compare(y.df, x.df), strings.Compare(x.form, y.form))
	})
	words, now := make([]listedWord, len(order)), make([]uint32, len(order))
	for i, n := range order {
		words[i], now[n] = met.words[n], uint32(i)
	}
	met.words, met.id = words, nil
	for _, ns := range numbers {
		for j, n := range ns {
			ns[j] = now[n]
		}
	}
	return met, numbers
}

// write writes the forward index of a segment; number gives the number under
// which an entry was drafted, or would have been, record what is stored of it.
func (ds *drafts) write(to io.Writer, identity uint64, size int, number func(local uint32) uint32, record func(uint32) (*record, error)) error {
	var all phrases
	counted := make(chan error, 1)
	go func() {
		counted <- guarded(0, func(int) (err error) {
			all, err = countPhrases(size, record)
			return err
		})
	}()
	f := &forwardWriter{w: to}
	f.begin(identity, size)
	joined := make([]*wordList, len(lang.Texts))
	numbers := make([][][]uint32, len(lang.Texts))
	for i, t := range lang.Texts {
		lists := make([]*wordList, len(ds.all))
		for j, d := range ds.all {
			lists[j] = d.lists[i]
		}
		joined[i], numbers[i] = join(t, lists)
	}
	if err := firstError(ds.writeEntries(f, size, number, numbers), <-counted); err != nil {
		return err
	}
	for i, t := range lang.Texts {
		f.vocabulary(joined[i], all[t].kept())
	}
	f.end()
	return f.err
}

// writeEntries writes the words of all entries; numbers are by language, draft
// and the number there.
func (ds *drafts) writeEntries(f *forwardWriter, size int, number func(uint32) uint32, numbers [][][]uint32) error {
	where, written, err := ds.where()
	if err != nil {
		return err
	}
	offsets := make([]byte, 0, 4*size+4)
	var buf, words []byte
	for local := range uint32(size) {
		offsets = binary.LittleEndian.AppendUint32(offsets, uint32(f.at))
		n := number(local)
		if int(n) >= len(where) || where[n] == 0 {
			continue // deleted
		}
		draft, at := placed(where[n])
		b := written[draft][at:]
		buf, b = buf[:0], b[8:][:binary.LittleEndian.Uint32(b[4:])]
		for len(b) > 0 {
			var c, groups, count uint32
			c, b = next(b)
			buf, words = binary.AppendUvarint(buf, uint64(c)), words[:0]
			for range 2 { // titles, text
				groups, b = next(b)
				count, b = next(b)
				before := len(words)
				words, b = renumber(b, count, numbers[listOf(int(c)-1)][draft], words)
				buf = binary.AppendUvarint(binary.AppendUvarint(buf, uint64(groups)), uint64(len(words)-before))
			}
			buf = append(buf, words...)
		}
		f.write(buf)
	}
	f.section(binary.LittleEndian.AppendUint32(offsets, uint32(f.at)))
	return f.err
}

// renumber reads so many numbers and appends what the words are called now.
func renumber(b []byte, count uint32, numbers []uint32, to []byte) (_, rest []byte) {
	for range count {
		var n uint32
		if n, b = next(b); n >= firstWord {
			n = numbers[n-firstWord] + firstWord
		}
		to = binary.AppendUvarint(to, uint64(n))
	}
	return to, b
}

// where lists by number where entries are drafted, as place writes it; 0 is
// nowhere, and by draft what was written.
func (ds *drafts) where() (where []uint64, written [][]byte, err error) {
	last := uint32(0)
	for _, d := range ds.all {
		last = max(last, d.last+1)
	}
	where = make([]uint64, last)
	for i, d := range ds.all {
		b, err := d.out.bytes()
		if err != nil {
			return nil, nil, err
		}
		written = append(written, b)
		for at := 0; at < len(b); {
			number, n := binary.LittleEndian.Uint32(b[at:]), binary.LittleEndian.Uint32(b[at+4:])
			where[number] = place(i, at)
			at += 8 + int(n)
		}
	}
	return where, written, nil
}

// place joins the number of a draft and a place in it, so that none is 0.
func place(draft, at int) uint64 { return uint64(draft+1)<<48 | uint64(at) }

func placed(p uint64) (draft, at int) { return int(p>>48) - 1, int(p & (1<<48 - 1)) }

// close lets go of all.
func (ds *drafts) close() {
	for _, d := range ds.all {
		d.out.close()
	}
}

// numbers gives the numbers of the entries of a view that has just been built:
// nil when it is not whole.
func (ds *drafts) numbers(v *view) []uint32 {
	works := slices.Clone(ds.works)
	slices.SortFunc(works, func(a, b draftedWork) int { return cmp.Compare(a.id, b.id) })
	var byPlace []uint32 // in the order of works and of provisions in each
	for i, w := range works {
		if i > 0 && works[i-1].id == w.id {
			return nil
		}
		for n := range uint32(w.size) {
			byPlace = append(byPlace, w.first+n)
		}
	}
	drafted := 0
	for _, d := range ds.all {
		drafted += int(d.entries)
	}
	if len(v.parts) != 1 || v.count != v.size || v.size != len(byPlace) || v.size != drafted {
		return nil
	}
	numbers := make([]uint32, v.size)
	for d, at := range v.place {
		numbers[d] = byPlace[at]
	}
	return numbers
}
