package local

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/mmap-go"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/google/renameio/v2"
)

// shelf keeps the forward indexes of a generation: of large segments as files
// beside Bleve's own, read through the memory map, of small ones in memory. A
// file that is missing or is another segment's is made again.
type shelf struct {
	mu   sync.Mutex
	held map[uint64]*forward // by segment, of the latest view
}

// fileFrom is how many entries make a forward index worth a file.
const fileFrom = 2000

// hold takes a reference.
func (f *forward) hold() *forward {
	f.refs.Add(1)
	return f
}

// release gives a reference back; the last lets go of the file.
func (f *forward) release() {
	if f != nil && f.refs.Add(-1) == 0 && f.mapped != nil {
		_ = f.mapped.Unmap()
	}
}

// forwards gives each part of a view its forward index.
func (g *generation) forwards(v *view) error {
	g.shelf.mu.Lock()
	defer g.shelf.mu.Unlock()
	g.writeDrafted(v)
	held := map[uint64]*forward{}
	for _, p := range v.parts {
		id := p.snap.Id()
		f := g.shelf.held[id]
		if f == nil {
			var err error
			if f, err = g.forward(p); err != nil {
				return err
			}
		}
		held[id] = f
		p.forward = f.hold()
	}
	for id, f := range g.shelf.held {
		if held[id] == nil {
			f.release()
		}
	}
	g.shelf.held = held
	g.sweepForwards(held)
	return nil
}

// sweepForwards removes the files of segments that are no more.
func (g *generation) sweepForwards(held map[uint64]*forward) {
	if g.dir == "" {
		return
	}
	sweepSpools(g.dir)
	all, _ := filepath.Glob(filepath.Join(g.dir, forwardDir, "*.fwd"))
	for _, name := range all {
		id, err := strconv.ParseUint(strings.TrimSuffix(filepath.Base(name), ".fwd"), 16, 64)
		if err == nil && held[id] == nil {
			_ = os.Remove(name) // what stays is swept next time
		}
	}
}

// forwardDir is where they lie, in the directory of the generation.
const forwardDir = "forward"

// forward opens the forward index of a segment, or makes it.
func (g *generation) forward(p *part) (*forward, error) {
	mark, ok := fingerprintOf(p.snap.Segment())
	if g.dir != "" && ok && p.size >= fileFrom {
		name := g.forwardName(p)
		f, err := mapForward(name, mark, p.size)
		if err != nil && saveFile(name, func(w io.Writer) error { return writeForward(w, mark, p.size, storedRecords(p.snap), g.dir) }) == nil {
			f, err = mapForward(name, mark, p.size)
		}
		if err == nil {
			return f.hold(), nil
		} // a full disk: it is kept in memory
	}
	f, err := makeForward(p.snap, mark)
	if err != nil {
		return nil, err
	}
	return f.hold(), nil
}

func (g *generation) forwardName(p *part) string {
	return filepath.Join(g.dir, forwardDir, fmt.Sprintf("%012x.fwd", p.snap.Id()))
}

// writeDrafted writes the forward index of what has just been built. Where that
// cannot be, it is made anew.
func (g *generation) writeDrafted(v *view) {
	ds := g.drafts
	if ds == nil {
		return
	}
	g.drafts = nil
	defer ds.close()
	if _, whole := v.whole(g); !whole {
		return
	}
	mark, _ := fingerprintOf(v.parts[0].snap.Segment())
	if numbers := ds.numbers(v); numbers != nil {
		_ = saveFile(g.forwardName(v.parts[0]), func(w io.Writer) error {
			return ds.write(w, mark, v.size, func(local uint32) uint32 { return numbers[local] }, storedRecords(v.parts[0].snap))
		})
	}
}

// saveFile writes a file whole or not at all, and its directory.
func saveFile(name string, write func(w io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("index/local: %w", err)
	}
	out, err := renameio.NewPendingFile(name, renameio.WithPermissions(0o600))
	if err != nil {
		return fmt.Errorf("index/local: %w", err)
	}
	defer out.Cleanup()
	w := bufio.NewWriterSize(out, 1<<20)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("index/local: %w", err)
	}
	if err := out.CloseAtomicallyReplace(); err != nil {
		return fmt.Errorf("index/local: %w", err)
	}
	return nil
}

// mapFile reads a file through the memory map.
func mapFile(name string) (mmap.MMap, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return mmap.Map(in, mmap.RDONLY, 0)
}

func mapForward(name string, mark uint64, size int) (*forward, error) {
	m, err := mapFile(name)
	if err != nil {
		return nil, err
	}
	f, err := openForward(m)
	if err == nil && (f.identity() != mark || f.size != size) {
		err = fmt.Errorf("index/local: %s is of another segment", name)
	}
	if err != nil {
		_ = m.Unmap()
		return nil, err
	}
	f.mapped = m
	return f, nil
}

// fingerprintOf tells segments of a directory apart, also when a number is used
// again after a crash: by the checksum at the end of its file, and the layout of
// forward indexes.
func fingerprintOf(s segment.Segment) (uint64, bool) {
	file, ok := s.(segment.PersistedSegment)
	if !ok {
		return 0, false
	}
	in, err := os.Open(file.Path())
	if err != nil {
		return 0, false
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil || info.Size() < 4 {
		return 0, false
	}
	var sum [4]byte
	if _, err := in.ReadAt(sum[:], info.Size()-4); err != nil {
		return 0, false
	}
	return uint64(binary.BigEndian.Uint32(sum[:]))<<32 | uint64(uint32(info.Size())) ^ version, true
}

// drop lets go of all: the generation is closed.
func (s *shelf) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.held {
		f.release()
	}
	s.held = nil
}
