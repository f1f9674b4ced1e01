package local

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"concordance/corpus/lang"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/mmap-go"
)

// A forward index lists the words of each entry of a segment in their order:
// what an inverted index forgets. Phrases, nearness and kinship of words are
// judged by it, for the few entries that come into question. It is made from
// what is stored of the entries, and can be made again at any time.
//
// Its bytes are the same in memory and in a file:
//
//	magic, identity of the segment, number of entries
//	words of the entries: by channel its number plus one, length and words;
//	    a word is its number plus two, partBreak and textBegins stand between
//	sections, a list of numbers or of strings each: see the constants
//	the place of every section, and of the table of these places
type forward struct {
	b       []byte
	mapped  mmap.MMap // the file; nil in memory
	refs    atomic.Int32
	size    int
	vocab   map[lang.Tag]*vocabulary
	offsets nums // by entry, one more
}

// vocabulary has the words of a language in a segment.
type vocabulary struct {
	words    texts // as folded, in the order they came
	table    nums  // by word, one more, two numbers: place of its stem in stems; where its grams begin
	byForm   nums  // the words in the order of the alphabet
	stems    texts // sorted
	wordsAt  nums  // by stem, one more: its words are wordsOf[wordsAt[s]:wordsAt[s+1]]
	wordsOf  nums
	df       nums   // by word: entries that have it
	grams    nums   // groups of letters of the words, one word after another: places in gram
	gram     texts  // the groups of letters, sorted
	gramDF   nums   // by group: entries that have it
	gramSum  uint64 // groups in all entries
	gramDocs uint64 // entries with such groups
	phrases  texts  // that recur, folded, sorted: see recurring.go
	written  texts  // the same as they are written
	times    nums   // and how often

	scratch sync.Pool // *marks
}

const (
	partBreak  = 0 // a title or heading ends
	textBegins = 1 // what came before were titles
	firstWord  = 2
)

const forwardMagic = "CONCFWD3"

// Sections of a vocabulary, in the order they are written.
const (
	secWordEnds = iota
	secWords
	secTable
	secStemEnds
	secStems
	secByForm
	secWordsAt
	secWordsOf
	secDF
	secGrams
	secGramEnds
	secGram
	secGramDF
	secGramSum
	secPhraseEnds
	secPhrases
	secWrittenEnds
	secWritten
	secTimes
	sections
)

// nums is a list of 32-bit numbers in a forward index.
type nums []byte

func (n nums) len() int        { return len(n) / 4 }
func (n nums) at(i int) uint32 { return binary.LittleEndian.Uint32(n[4*i:]) }

// texts is a list of strings in a forward index.
type texts struct {
	ends  nums
	bytes []byte
}

func (s texts) len() int { return s.ends.len() }

func (s texts) at(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = s.ends.at(i - 1)
	}
	return s.bytes[from:s.ends.at(i)]
}

// stem is the place of a word's stem in stems.
func (voc *vocabulary) stem(w uint32) uint32 { return voc.table.at(2 * int(w)) }

// about gives the place of a word's stem in stems, and its groups of letters.
func (voc *vocabulary) about(w uint32) (stem uint32, grams nums) {
	b := voc.table[8*w:][:16] // and of the next word where its groups begin
	u32 := binary.LittleEndian.Uint32
	return u32(b), voc.grams[4*u32(b[4:]) : 4*u32(b[12:])]
}

// wordsOfStem are the numbers of the words of a stem.
func (voc *vocabulary) wordsOfStem(s uint32) nums {
	return voc.wordsOf[4*voc.wordsAt.at(int(s)) : 4*voc.wordsAt.at(int(s)+1)]
}

// beginning lists the words that begin so, or whose stems do, at most so many.
func (voc *vocabulary) beginning(form string, most int) []uint32 {
	var out []uint32
	from := sort.Search(voc.byForm.len(), func(i int) bool { return string(voc.words.at(int(voc.byForm.at(i)))) >= form })
	for i := from; i < voc.byForm.len() && len(out) < most; i++ {
		w := voc.byForm.at(i)
		if !bytes.HasPrefix(voc.words.at(int(w)), []byte(form)) {
			break
		}
		out = append(out, w)
	}
	s, _ := voc.stems.find(form)
	for ; s < voc.stems.len() && len(out) < most && bytes.HasPrefix(voc.stems.at(s), []byte(form)); s++ {
		for words := voc.wordsOfStem(uint32(s)); len(words) > 0; words = words[4:] {
			out = append(out, words.at(0))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// find is the place of x among sorted strings.
func (s texts) find(x string) (int, bool) {
	lo, hi := 0, s.len()
	for lo < hi {
		if m := int(uint(lo+hi) >> 1); string(s.at(m)) < x {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, lo < s.len() && string(s.at(lo)) == x
}

// openForward reads what writeForward wrote.
func openForward(b []byte) (f *forward, err error) {
	defer func() { // a place outside the bytes
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("index/local: damaged forward index: %v", p)
		}
	}()
	const head, tail = len(forwardMagic) + 16, 8
	if len(b) < head+tail || string(b[:len(forwardMagic)]) != forwardMagic {
		return nil, fmt.Errorf("index/local: not a forward index")
	}
	f = &forward{b: b, size: int(binary.LittleEndian.Uint64(b[len(forwardMagic)+8:])), vocab: map[lang.Tag]*vocabulary{}}
	table := b[binary.LittleEndian.Uint64(b[len(b)-tail:]) : len(b)-tail]
	next := func() []byte {
		from, n := binary.LittleEndian.Uint64(table), binary.LittleEndian.Uint64(table[8:])
		table = table[16:]
		return b[from : from+n]
	}
	f.offsets = next()
	for _, t := range lang.Texts {
		var s [sections][]byte
		for i := range s {
			s[i] = next()
		}
		v := &vocabulary{words: texts{s[secWordEnds], s[secWords]}, table: s[secTable], stems: texts{s[secStemEnds], s[secStems]},
			byForm: s[secByForm], wordsAt: s[secWordsAt], wordsOf: s[secWordsOf],
			df: s[secDF], grams: s[secGrams], gram: texts{s[secGramEnds], s[secGram]}, gramDF: s[secGramDF],
			phrases: texts{s[secPhraseEnds], s[secPhrases]}, written: texts{s[secWrittenEnds], s[secWritten]}, times: s[secTimes],
			gramSum: binary.LittleEndian.Uint64(s[secGramSum]), gramDocs: binary.LittleEndian.Uint64(s[secGramSum][8:])}
		f.vocab[t] = v
	}
	if f.offsets.len() != f.size+1 {
		return nil, fmt.Errorf("index/local: damaged forward index: %d places of %d entries", f.offsets.len(), f.size)
	}
	return f, nil
}

// identity is what tells whose forward index it is.
func (f *forward) identity() uint64 { return binary.LittleEndian.Uint64(f.b[len(forwardMagic):]) }

// errForward is the panic over damaged words, as of any place outside the bytes:
// the search that meets it fails.
var errForward = errors.New("damaged forward index")

// words gives the words of an entry in a channel, encoded; nil when it has none.
func (f *forward) words(local uint32, channel int) []byte {
	b := f.b[f.offsets.at(int(local)):f.offsets.at(int(local)+1)]
	for len(b) > 0 {
		c, k := binary.Uvarint(b)
		n, m := binary.Uvarint(b[k:])
		if k <= 0 || m <= 0 {
			panic(errForward)
		}
		b = b[k+m:]
		if int(c) == channel+1 {
			return b[:n]
		}
		b = b[n:]
	}
	return nil
}

// next reads one number of encoded words. Most are of one or two bytes.
func next(b []byte) (uint32, []byte) {
	if x := b[0]; x < 0x80 {
		return uint32(x), b[1:]
	}
	if x := b[1]; x < 0x80 {
		return uint32(b[0]&0x7f) | uint32(x)<<7, b[2:]
	}
	v, n := binary.Uvarint(b)
	if n <= 0 {
		panic(errForward)
	}
	return uint32(v), b[n:]
}

// forwardWriter makes a forward index.
type forwardWriter struct {
	w       io.Writer
	at      uint64
	err     error
	offsets []byte
	places  []byte // of sections
	vocab   map[lang.Tag]*newVocabulary
	buf     []byte
	ids     []uint32 // words of the text at hand
	entry   uint32
	sample  uint32 // phrases are counted in every so many entries
}

// newVocabulary is a vocabulary being made.
type newVocabulary struct {
	tag   lang.Tag
	id    map[string]uint32
	words []newWord
	gram  map[string]uint32
	grams []newGram
	sum   uint64
	docs  uint64
	last  uint32 // entry counted last in docs, plus one

	recurring recurring
}

type newWord struct {
	form  string
	stem  string
	grams []uint32
	df    uint32
	last  uint32 // entry counted last, plus one

	content, number bool // no common word, and none with digits; one with digits
}

type newGram struct {
	df, last uint32
}

// writeForward writes the forward index of entries; record gives what is stored
// of an entry, nil where it is deleted. It may be called from several goroutines.
func writeForward(w io.Writer, identity uint64, size int, record func(local uint32) (*record, error)) error {
	f := &forwardWriter{w: w, vocab: map[lang.Tag]*newVocabulary{}, offsets: make([]byte, 0, 4*size+4), sample: uint32(size/phraseSample + 1)}
	for _, t := range lang.Texts {
		f.vocab[t] = &newVocabulary{tag: t, id: map[string]uint32{}, gram: map[string]uint32{}, recurring: recurring{by: map[phraseID]*recurs{}}}
	}
	head := binary.LittleEndian.AppendUint64([]byte(forwardMagic), identity)
	f.write(binary.LittleEndian.AppendUint64(head, uint64(size)))
	if err := f.entries(size, record); err != nil {
		return err
	}
	f.offsets = binary.LittleEndian.AppendUint32(f.offsets, uint32(f.at))
	f.section(f.offsets)
	for _, t := range lang.Texts {
		f.vocabulary(f.vocab[t])
	}
	table := f.at
	f.write(f.places)
	f.write(binary.LittleEndian.AppendUint64(nil, table))
	return f.err
}

func (f *forwardWriter) write(b []byte) {
	if f.err != nil {
		return
	}
	n, err := f.w.Write(b)
	f.at += uint64(n)
	f.err = err
}

func (f *forwardWriter) section(b []byte) {
	f.places = binary.LittleEndian.AppendUint64(f.places, f.at)
	f.places = binary.LittleEndian.AppendUint64(f.places, uint64(len(b)))
	f.write(b)
}

// spelled is an entry cut into words, by channel.
type spelled struct {
	title, text [][]token // by channel; titles have tokens of no form between their parts
	written     []string  // by channel: the text
}

// batch is how many entries are cut into words by one goroutine at a time.
const batch = 256

// entries writes the words of all entries. Cutting texts is most of the work
// and goes on in parallel; numbering words does not.
func (f *forwardWriter) entries(size int, record func(uint32) (*record, error)) error {
	type result struct {
		entries []spelled
		err     error
	}
	n := (size + batch - 1) / batch
	done := make([]chan result, n)
	for i := range done {
		done[i] = make(chan result, 1)
	}
	slots := make(chan struct{}, 2*runtime.GOMAXPROCS(0))
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for i := range n {
			select {
			case slots <- struct{}{}:
			case <-stop:
				return
			}
			go func() {
				var r result
				r.err = guarded(i, func(int) (err error) {
					r.entries, err = spell(i*batch, min(size, (i+1)*batch), record)
					return err
				})
				done[i] <- r
			}()
		}
	}()
	for i := range n {
		r := <-done[i]
		<-slots
		if r.err != nil {
			return r.err
		}
		for j := range r.entries {
			f.add(&r.entries[j])
		}
		if f.err != nil {
			return f.err
		}
	}
	return nil
}

func spell(from, to int, record func(uint32) (*record, error)) ([]spelled, error) {
	out := make([]spelled, to-from)
	for d := from; d < to; d++ {
		r, err := record(uint32(d))
		if err != nil {
			return nil, err
		}
		if r != nil {
			out[d-from] = r.spell()
		}
	}
	return out, nil
}

// spell cuts the texts of a record into words.
func (r *record) spell() spelled {
	s := spelled{make([][]token, len(channels)), make([][]token, len(channels)), make([]string, len(channels))}
	for i := range channels {
		c := &channels[i]
		text := r.Texts[c.tag]
		if c.note {
			text = r.Note
		} else {
			for _, part := range strings.Split(r.Names[c.tag], "\n") {
				if len(s.title[i]) > 0 {
					s.title[i] = append(s.title[i], token{})
				}
				s.title[i] = c.analyser().tokens(part, slices.Grow(s.title[i], len(part)/8+2))
			}
		}
		if text != "" {
			s.written[i] = text
			s.text[i] = c.analyser().tokens(text, make([]token, 0, len(text)/6+4))
		}
	}
	return s
}

// add writes the next entry.
func (f *forwardWriter) add(s *spelled) {
	f.offsets = binary.LittleEndian.AppendUint32(f.offsets, uint32(f.at))
	for c := range s.title {
		if len(s.title[c])+len(s.text[c]) == 0 {
			continue
		}
		v := f.vocab[channels[c].tag]
		f.buf = f.buf[:0]
		for _, t := range s.title[c] {
			f.buf = f.word(v, &t, f.buf)
		}
		f.buf = append(f.buf, textBegins)
		f.ids = f.ids[:0]
		for i := range s.text[c] {
			f.buf = f.word(v, &s.text[c][i], f.buf)
		}
		if f.entry%f.sample == 0 {
			v.recurring.add(v, f.entry, f.ids, s.text[c], s.written[c])
		}
		head := binary.AppendUvarint(nil, uint64(c+1))
		f.write(binary.AppendUvarint(head, uint64(len(f.buf))))
		f.write(f.buf)
	}
	f.entry++
}

func (f *forwardWriter) word(v *newVocabulary, t *token, to []byte) []byte {
	if t.form == "" && t.end == 0 {
		return append(to, partBreak)
	}
	id, ok := v.id[t.form]
	if !ok {
		id = v.add(t.word)
	}
	f.ids = append(f.ids, id)
	w := &v.words[id]
	v.sum += uint64(len(w.grams))
	if w.last != f.entry+1 {
		w.last = f.entry + 1
		w.df++
		for _, g := range w.grams {
			if n := &v.grams[g]; n.last != f.entry+1 {
				n.last = f.entry + 1
				n.df++
			}
		}
		if v.last != f.entry+1 && len(w.grams) > 0 {
			v.last = f.entry + 1
			v.docs++
		}
	}
	return binary.AppendUvarint(to, uint64(id)+firstWord)
}

// add gives a word its number.
func (v *newVocabulary) add(w word) uint32 {
	id := uint32(len(v.words))
	n := newWord{form: w.form, stem: w.stem, number: strings.ContainsFunc(w.form, unicode.IsDigit)}
	n.content = !n.number && !analysers()[v.tag].stop[w.form] && (startsHan(w.form) || utf8.RuneCountInString(w.form) > 1)
	for g := range letterGroups(v.tag, w.form) {
		i, ok := v.gram[g]
		if !ok {
			i = uint32(len(v.grams))
			v.gram[g] = i
			v.grams = append(v.grams, newGram{})
		}
		n.grams = append(n.grams, i)
	}
	v.id[w.form] = id
	v.words = append(v.words, n)
	return id
}

// letterGroups gives the groups of letters of a word, its ends marked; none of
// a common word, and of one too short the whole word.
func letterGroups(t lang.Tag, form string) func(yield func(string) bool) {
	n := lang.Get(t).Search.Grams
	return func(yield func(string) bool) {
		if n == 0 || analysers()[t].stop[form] {
			return
		}
		s := "_" + form + "_"
		starts := make([]int, 0, 32)
		for i := range s {
			starts = append(starts, i)
		}
		starts = append(starts, len(s))
		if len(starts) <= n {
			yield(s)
			return
		}
		for i := 0; i+n < len(starts); i++ {
			if !yield(s[starts[i]:starts[i+n]]) {
				return
			}
		}
	}
}

// vocabulary writes the sections of a vocabulary.
func (f *forwardWriter) vocabulary(v *newVocabulary) {
	var out [sections][]byte
	u32 := binary.LittleEndian.AppendUint32
	text := func(ends, bytes int, s string) {
		out[bytes] = append(out[bytes], s...)
		out[ends] = u32(out[ends], uint32(len(out[bytes])))
	}
	stems := make([]string, len(v.words))
	for i := range v.words {
		stems[i] = v.words[i].stem
	}
	slices.Sort(stems)
	stems = slices.Compact(stems)
	for _, s := range stems {
		text(secStemEnds, secStems, s)
	}
	byForm := make([]uint32, len(v.words))
	for i := range byForm {
		byForm[i] = uint32(i)
	}
	slices.SortFunc(byForm, func(a, b uint32) int { return strings.Compare(v.words[a].form, v.words[b].form) })
	byStem := make([][]uint32, len(stems))
	for _, w := range byForm {
		out[secByForm] = u32(out[secByForm], w)
		s, _ := slices.BinarySearch(stems, v.words[w].stem)
		byStem[s] = append(byStem[s], w)
	}
	out[secWordsAt] = u32(out[secWordsAt], 0)
	for _, words := range byStem {
		for _, w := range words {
			out[secWordsOf] = u32(out[secWordsOf], w)
		}
		out[secWordsAt] = u32(out[secWordsAt], uint32(len(out[secWordsOf])/4))
	}
	grams := make([]string, 0, len(v.gram))
	for g := range v.gram {
		grams = append(grams, g)
	}
	slices.Sort(grams)
	place := make([]uint32, len(grams))
	for i, g := range grams {
		text(secGramEnds, secGram, g)
		place[v.gram[g]] = uint32(i)
		out[secGramDF] = u32(out[secGramDF], v.grams[v.gram[g]].df)
	}
	for i := range v.words {
		w := &v.words[i]
		text(secWordEnds, secWords, w.form)
		s, _ := slices.BinarySearch(stems, w.stem)
		out[secTable] = u32(u32(out[secTable], uint32(s)), uint32(len(out[secGrams])/4))
		out[secDF] = u32(out[secDF], w.df)
		for _, g := range w.grams {
			out[secGrams] = u32(out[secGrams], place[g])
		}
	}
	out[secTable] = u32(u32(out[secTable], 0), uint32(len(out[secGrams])/4))
	out[secGramSum] = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, v.sum), v.docs)
	for _, p := range v.recurring.kept(v) {
		text(secPhraseEnds, secPhrases, p.key)
		text(secWrittenEnds, secWritten, p.written)
		out[secTimes] = u32(out[secTimes], p.times)
	}
	for _, b := range out {
		f.section(b)
	}
}

// makeForward makes the forward index of a segment in memory.
func makeForward(s *scorch.SegmentSnapshot, identity uint64) (*forward, error) {
	var b bytes.Buffer
	if err := writeForward(&b, identity, int(s.FullSize()), storedRecords(s)); err != nil {
		return nil, err
	}
	return openForward(b.Bytes())
}

// storedRecords reads the records of a segment.
func storedRecords(s *scorch.SegmentSnapshot) func(local uint32) (*record, error) {
	deleted := s.Deleted()
	return func(local uint32) (*record, error) {
		if deleted != nil && deleted.Contains(local) {
			return nil, nil
		}
		return readRecord(s, uint64(local))
	}
}
