package local

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blevesearch/mmap-go"
)

// The lists of frequent words are too large to be kept in memory, and too slow
// to be made again for each search. Of an index that is one whole segment, as a
// rebuild leaves it, they are written to a file and read through the memory map:
//
//	magic, mark
//	lists: the numbers, or the bits and ranks of a dense list, and the impacts
//	ends of keys, keys; by list its place and its size, twice eight bytes, and the
//	    starts of its chunks
//	the places of these four
//
// What tells of the lists stands together, so that a file that was not read for
// long is opened by reading its end.
type frequent struct {
	b      []byte
	mapped mmap.MMap
	size   int // entries
	keys   texts
	places []byte
	starts nums
}

const (
	frequentMagic = "CONCFRQ3"
	frequentFile  = "frequent.lists"

	// A word is frequent that stands in one of so many entries, and in so many.
	frequentShare = 64
	frequentLeast = 256
)

// list finds the list of a key.
func (f *frequent) list(key string) (*list, bool) {
	if f == nil {
		return nil, false
	}
	i, ok := f.keys.find(key)
	if !ok {
		return nil, false
	}
	at, n := binary.LittleEndian.Uint64(f.places[16*i:]), binary.LittleEndian.Uint64(f.places[16*i+8:])
	l := &list{start: make([]uint32, chunks(f.size)+1), mapped: true}
	for c := range l.start {
		l.start[c] = f.starts.at(i*len(l.start) + c)
	}
	next := func(n uint64) shorts {
		at += n
		return f.b[at-n : at]
	}
	if c := len(l.start) - 1; isDense(int(n), c) {
		l.bits, l.ranks = next(8*chunkWords*uint64(c)), next(2*chunkWords*uint64(c))
	} else {
		l.low = next(2 * n)
	}
	l.impact = next(2 * n)
	return l, true
}

func (f *frequent) close() {
	if f != nil {
		_ = f.mapped.Unmap()
	}
}

// openFrequent gives a view the lists of its frequent words, where it is large
// and whole.
func (v *view) openFrequent(g *generation) {
	mark, ok := v.whole(g, scoring, frequentShare, frequentLeast)
	if !ok || v.ranking.NoTitles {
		return
	}
	name := filepath.Join(g.dir, forwardDir, frequentFile)
	f, err := mapFrequent(name, mark, v.size)
	if err != nil && saveFile(name, func(w io.Writer) error { return v.writeFrequent(w, mark) }) == nil {
		f, err = mapFrequent(name, mark, v.size)
	}
	if err == nil {
		v.frequent = f
	} // else a full disk: lists are made when they are wanted
}

func mapFrequent(name string, mark uint64, size int) (f *frequent, err error) {
	m, err := mapFile(name)
	if err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil { // a place outside the file
			f, err = nil, fmt.Errorf("index/local: damaged %s: %v", name, p)
		}
		if err != nil {
			_ = m.Unmap()
		}
	}()
	const head, tables = len(frequentMagic) + 8, 4
	const tail = 8 * tables
	if len(m) < head+tail || string(m[:len(frequentMagic)]) != frequentMagic || binary.LittleEndian.Uint64(m[len(frequentMagic):]) != mark {
		return nil, errors.New("index/local: lists of another index")
	}
	end := uint64(len(m) - tail)
	at := [tables + 1]uint64{tables: end}
	for i := range tables {
		at[i] = binary.LittleEndian.Uint64(m[end+uint64(8*i):])
	}
	f = &frequent{b: m, mapped: m, size: size, keys: texts{nums(m[at[0]:at[1]]), m[at[1]:at[2]]}, places: m[at[2]:at[3]], starts: nums(m[at[3]:at[4]])}
	return f, f.check()
}

// check looks at every list once, so that none leads outside the file. What is
// cut in the middle may end in noughts, as a table of no lists would.
func (f *frequent) check() error {
	if len(f.places) != 16*f.keys.len() || f.starts.len() != f.keys.len()*(chunks(f.size)+1) {
		return errors.New("index/local: the lists of frequent words are cut")
	}
	for i := range f.keys.len() {
		l, _ := f.list(string(f.keys.at(i)))
		if l == nil || !slices.IsSorted(l.start) || int(l.start[len(l.start)-1]) != l.size() {
			return errors.New("index/local: damaged lists of frequent words")
		}
	}
	return nil
}

// frequentWord is a word of a channel.
type frequentWord struct {
	key  string
	c    int
	stem string
}

// atOnce is how many lists are made at a time: each may be as long as the index.
const atOnce = 4

func (v *view) writeFrequent(to io.Writer, mark uint64) error {
	words, err := v.frequentWords()
	if err != nil {
		return err
	}
	w := &counter{w: to}
	w.write(binary.LittleEndian.AppendUint64([]byte(frequentMagic), mark))
	var ends, keys, places, starts []byte
	u32, u64 := binary.LittleEndian.AppendUint32, binary.LittleEndian.AppendUint64
	for batch := range slices.Chunk(words, atOnce) {
		made := make([]*list, len(batch))
		err := spread(len(batch), func() func(int) error {
			return func(i int) (err error) {
				made[i], err = v.readTerm(batch[i].c, batch[i].stem)
				return err
			}
		})
		if err != nil {
			return err
		}
		for i, l := range made {
			if l.size() == 0 {
				continue
			}
			keys = append(keys, batch[i].key...)
			ends = u32(ends, uint32(len(keys)))
			places = u64(u64(places, w.at), uint64(l.size()))
			for _, s := range l.start {
				starts = u32(starts, s)
			}
			for _, b := range [][]byte{l.bits, l.ranks, l.low, l.impact} {
				w.write(b)
			}
		}
	}
	var at []byte
	for _, b := range [][]byte{ends, keys, places, starts} {
		at = u64(at, w.at)
		w.write(b)
	}
	w.write(at)
	return w.err
}

// frequentWords lists the frequent words, sorted by key.
func (v *view) frequentWords() ([]frequentWord, error) {
	least := uint64(max(frequentLeast, v.size/frequentShare))
	seen := map[string]bool{}
	var out []frequentWord
	for c := range channels {
		if !v.has(c) {
			continue
		}
		for _, field := range []string{channels[c].text, channels[c].title} {
			dict, err := v.reader.FieldDict(field)
			if err != nil {
				return nil, err
			}
			for {
				e, err := dict.Next()
				if err != nil {
					_ = dict.Close()
					return nil, err
				}
				if e == nil {
					break
				}
				if key := listKey('w', c, e.Term); e.Count >= least && e.Term != mark && !seen[key] {
					key = strings.Clone(key)
					seen[key] = true
					out = append(out, frequentWord{key, c, key[2:]})
				}
			}
			_ = dict.Close()
		}
	}
	slices.SortFunc(out, func(a, b frequentWord) int { return strings.Compare(a.key, b.key) })
	return out, nil
}

// counter writes, and counts what it has written.
type counter struct {
	w   io.Writer
	at  uint64
	err error
}

func (c *counter) write(b []byte) {
	if c.err != nil {
		return
	}
	n, err := c.w.Write(b)
	c.at += uint64(n)
	c.err = err
}
