package local

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

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
//	words of the entries: by channel its number plus one; of the titles and of
//	    the text how many groups of letters and how many bytes; their words. A
//	    word is its number plus one, and partBreak stands between titles
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
	df       nums  // by word: entries that have it
	grams    nums  // groups of letters of the words, one word after another: places in gram
	gram     texts // the groups of letters, sorted
	gramDF   nums  // by group: entries that have it
	gramAt   nums  // by group, one more: the words that have it are gramOf[gramAt[g]:gramAt[g+1]]
	gramOf   nums
	gramSum  uint64 // groups in all entries
	gramDocs uint64 // entries with such groups
	phrases  texts  // that recur, folded, sorted: see recurring.go
	written  texts  // the same as they are written
	times    nums   // and how often

	scratch sync.Pool // *marks
}

const (
	partBreak = 0 // a title or heading ends
	firstWord = 1
)

const forwardMagic = "CONCFWD4"

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
	secGramAt
	secGramOf
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

// wordsOfGroup are the numbers of the words that have a group of letters.
func (voc *vocabulary) wordsOfGroup(g int) nums {
	return voc.gramOf[4*voc.gramAt.at(g) : 4*voc.gramAt.at(g+1)]
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
			gramAt: s[secGramAt], gramOf: s[secGramOf],
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

// wording is the words of titles or of a text, encoded.
type wording struct {
	b      []byte
	groups uint32 // of letters
}

// words gives the words of an entry's titles and of its text in a channel. The
// notes share the English titles.
func (f *forward) words(local uint32, c int) (title, text wording) {
	if channels[c].note {
		title, _ = f.held(local, channelOf(channels[c].tag))
		_, text = f.held(local, c)
		return title, text
	}
	return f.held(local, c)
}

// held is what is held of an entry for a channel.
func (f *forward) held(local uint32, channel int) (title, text wording) {
	b := f.b[f.offsets.at(int(local)):f.offsets.at(int(local)+1)]
	for len(b) > 0 {
		var c, titleBytes, textBytes uint32
		c, b = next(b)
		title.groups, b = next(b)
		titleBytes, b = next(b)
		text.groups, b = next(b)
		textBytes, b = next(b)
		if int(c) == channel+1 {
			title.b, b = b[:titleBytes], b[titleBytes:]
			text.b = b[:textBytes]
			return title, text
		}
		b = b[titleBytes:][textBytes:]
	}
	return wording{}, wording{}
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

// forwardWriter writes a forward index: begin, the words of entries, a section of
// their places, the vocabulary of each language, end.
type forwardWriter struct {
	w      io.Writer
	at     uint64
	err    error
	places []byte // of sections
}

func (f *forwardWriter) begin(identity uint64, size int) {
	head := binary.LittleEndian.AppendUint64([]byte(forwardMagic), identity)
	f.write(binary.LittleEndian.AppendUint64(head, uint64(size)))
}

func (f *forwardWriter) end() {
	table := f.at
	f.write(f.places)
	f.write(binary.LittleEndian.AppendUint64(nil, table))
}

// batch is how many entries are cut into words by one goroutine at a time.
const batch = 256

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
func (f *forwardWriter) vocabulary(v *wordList, phrases []phraseTimes) {
	var out [sections][]byte
	u32 := binary.LittleEndian.AppendUint32
	text := func(ends, bytes int, s string) {
		out[bytes] = append(out[bytes], s...)
		out[ends] = u32(out[ends], uint32(len(out[bytes])))
	}
	stems := slices.Sorted(slices.Values(v.stems))
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
		s, _ := slices.BinarySearch(stems, v.stems[v.words[w].stem])
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
	have := make([][]uint32, len(grams)) // words, by group
	for i := range v.words {
		w := &v.words[i]
		text(secWordEnds, secWords, w.form)
		s, _ := slices.BinarySearch(stems, v.stems[w.stem])
		out[secTable] = u32(u32(out[secTable], uint32(s)), uint32(len(out[secGrams])/4))
		out[secDF] = u32(out[secDF], w.df)
		for _, g := range w.grams {
			p := place[g]
			out[secGrams] = u32(out[secGrams], p)
			if of := have[p]; len(of) == 0 || of[len(of)-1] != uint32(i) { // it may have it twice
				have[p] = append(of, uint32(i))
			}
		}
	}
	out[secGramAt] = u32(out[secGramAt], 0)
	for _, of := range have {
		for _, w := range of {
			out[secGramOf] = u32(out[secGramOf], w)
		}
		out[secGramAt] = u32(out[secGramAt], uint32(len(out[secGramOf])/4))
	}
	out[secTable] = u32(u32(out[secTable], 0), uint32(len(out[secGrams])/4))
	out[secGramSum] = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, v.sum), v.docs)
	for _, p := range phrases {
		text(secPhraseEnds, secPhrases, p.key)
		text(secWrittenEnds, secWritten, p.written)
		out[secTimes] = u32(out[secTimes], p.times)
	}
	for _, b := range out {
		f.section(b)
	}
}

// writeForward writes the forward index of entries; record gives what is stored
// of an entry, nil where it is deleted, and may be called from several goroutines.
// What is too large for memory lies in dir meanwhile; "" has all in memory.
func writeForward(w io.Writer, identity uint64, size int, record func(local uint32) (*record, error), dir string) error {
	ds := &drafts{dir: dir}
	defer ds.close()
	err := spread((size+batch-1)/batch, func() func(int) error {
		d, err := ds.begin()
		return func(i int) error {
			if err != nil {
				return err
			}
			for local := uint32(i * batch); local < uint32(min(size, (i+1)*batch)); local++ {
				r, err := record(local)
				if err != nil {
					return err
				}
				if r == nil {
					continue
				}
				if err := d.record(local, r); err != nil {
					return err
				}
			}
			return nil
		}
	})
	if err != nil {
		return err
	}
	return ds.write(w, identity, size, func(local uint32) uint32 { return local }, record)
}

// makeForward makes the forward index of a segment in memory.
func makeForward(s *scorch.SegmentSnapshot, identity uint64) (*forward, error) {
	var b bytes.Buffer
	if err := writeForward(&b, identity, int(s.FullSize()), storedRecords(s), ""); err != nil {
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
