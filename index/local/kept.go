package local

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"path/filepath"

	"concordance/index"
)

// Reading the columns of a large index out of its postings takes most of the
// time until it is ready. Of an index that is one whole segment they are kept
// in a file as they stand in memory, and made again when it does not fit:
//
//	magic, mark, and all lists, each its length in bytes and its numbers
//	a checksum of what came before
const (
	keptMagic = "CONCCOL2"
	keptFile  = "columns"
)

// whole gives the mark of what is made of an index that is one whole segment
// and large: files beside it bear the mark. also is what else they depend on.
func (v *view) whole(g *generation, also ...any) (mark uint64, ok bool) {
	if g.dir == "" || len(v.parts) != 1 || v.size < fileFrom || v.count != v.size {
		return 0, false
	}
	segment, ok := fingerprintOf(v.parts[0].snap.Segment())
	h := fnv.New64a()
	fmt.Fprint(h, segment, channels, also)
	for _, f := range index.Facets {
		fmt.Fprint(h, f.Name, "/")
	}
	return h.Sum64(), ok
}

// columns fills the columns and lengths, from the file where it can.
func (v *view) columns(g *generation) error {
	mark, whole := v.whole(g)
	name := filepath.Join(g.dir, forwardDir, keptFile)
	kept := whole && v.readKept(name, mark) == nil
	if !kept {
		if err := v.read(); err != nil {
			return err
		}
	}
	v.work = v.facets[facetIndex("work")]
	v.weigh()
	if kept {
		return nil
	}
	v.rank()
	if whole { // on a full disk they are read anew next time
		_ = saveFile(name, func(w io.Writer) error { return v.writeKept(w, mark) })
	}
	return nil
}

// kept are the addresses of all lists in the file, in their order.
func (v *view) kept() []any {
	out := []any{&v.place}
	for _, c := range append([]*column{v.order, v.date}, v.facets...) {
		out = append(out, &c.values, &c.frequency, &c.base, &c.off)
		for _, o := range []*ordinals{&c.one, &c.many} {
			out = append(out, &o.of8, &o.of16, &o.of32)
		}
	}
	for i, c := range channels {
		out = append(out, &v.texts[i].words, &v.texts[i].avg, &v.texts[i].n)
		if !c.note { // see weigh
			out = append(out, &v.titles[i].words, &v.titles[i].avg, &v.titles[i].n)
		}
	}
	return out
}

func (v *view) writeKept(to io.Writer, mark uint64) error {
	sum := crc32.New(castagnoli)
	w := &counter{w: io.MultiWriter(to, sum)}
	w.write(binary.LittleEndian.AppendUint64([]byte(keptMagic), mark))
	for _, list := range v.kept() {
		b, err := encodeList(list)
		if err != nil {
			return err
		}
		w.write(binary.LittleEndian.AppendUint64(nil, uint64(len(b))))
		w.write(b)
	}
	w.write(binary.LittleEndian.AppendUint32(nil, sum.Sum32()))
	return w.err
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errKept is of a file that is another index's or damaged.
var errKept = errors.New("index/local: columns of another index")

func (v *view) readKept(name string, mark uint64) error {
	m, err := mapFile(name)
	if err != nil {
		return err
	}
	defer m.Unmap() // all is copied
	const head, tail = len(keptMagic) + 8, 4
	if len(m) < head+tail || string(m[:len(keptMagic)]) != keptMagic || binary.LittleEndian.Uint64(m[len(keptMagic):]) != mark {
		return errKept
	}
	end := len(m) - tail
	if crc32.Checksum(m[:end], castagnoli) != binary.LittleEndian.Uint32(m[end:]) {
		return errKept
	}
	v.order, v.date = &column{}, &column{}
	v.facets = make([]*column, len(index.Facets))
	for i := range v.facets {
		v.facets[i] = &column{}
	}
	v.texts, v.titles = make([]lengths, len(channels)), make([]lengths, len(channels))
	lists := v.kept()
	encoded := make([][]byte, len(lists))
	for i, b := 0, m[head:end]; i < len(lists); i++ {
		n := binary.LittleEndian.Uint64(b)
		encoded[i], b = b[8:8+n], b[8+n:]
	}
	return spread(len(lists), func() func(int) error {
		return func(i int) error { return decodeList(encoded[i], lists[i]) }
	})
}

// encodeList gives the bytes of a list, given by its address.
func encodeList(list any) ([]byte, error) {
	switch l := list.(type) {
	case *[]string:
		var b []byte
		for _, x := range *l {
			b = append(binary.AppendUvarint(b, uint64(len(x))), x...)
		}
		return b, nil
	case *int:
		return binary.LittleEndian.AppendUint64(nil, uint64(*l)), nil
	}
	return binary.Append(nil, binary.LittleEndian, list)
}

// decodeList is the inverse; an empty list is nil.
func decodeList(b []byte, list any) (err error) {
	if len(b) == 0 {
		return nil
	}
	switch l := list.(type) {
	case *[]string:
		for len(b) > 0 {
			n, k := binary.Uvarint(b)
			*l = append(*l, string(b[k:k+int(n)]))
			b = b[k+int(n):]
		}
	case *[]uint8:
		*l = bytes.Clone(b)
	case *[]uint16:
		*l = make([]uint16, len(b)/2)
		_, err = binary.Decode(b, binary.LittleEndian, *l)
	case *[]uint32:
		*l = make([]uint32, len(b)/4)
		_, err = binary.Decode(b, binary.LittleEndian, *l)
	case *int:
		*l = int(binary.LittleEndian.Uint64(b))
	default:
		_, err = binary.Decode(b, binary.LittleEndian, list)
	}
	return err
}
