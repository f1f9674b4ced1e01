package local

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/mmap-go"
)

// spool is bytes written once and then read: in memory, or in a file that goes
// when it is closed.
type spool struct {
	size   uint64
	b      []byte // in memory, or not yet in the file
	file   *os.File
	mapped mmap.MMap
}

// spoolRoom is how much is written at once.
const spoolRoom = 1 << 20

// newSpool begins a spool in dir, or in memory when dir is "".
func newSpool(dir string) (*spool, error) {
	if dir == "" {
		return &spool{}, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("index/local: %w", err)
	}
	f, err := os.CreateTemp(dir, "spool-*")
	if err != nil {
		return nil, fmt.Errorf("index/local: %w", err)
	}
	return &spool{file: f, b: make([]byte, 0, spoolRoom)}, nil
}

func (s *spool) write(b []byte) error {
	s.size += uint64(len(b))
	if s.b = append(s.b, b...); s.file == nil || len(s.b) < spoolRoom {
		return nil
	}
	return s.flush()
}

func (s *spool) flush() error {
	if _, err := s.file.Write(s.b); err != nil {
		return fmt.Errorf("index/local: %w", err)
	}
	s.b = s.b[:0]
	return nil
}

// bytes gives all that was written, until the spool is closed.
func (s *spool) bytes() ([]byte, error) {
	if s.file == nil || s.size == 0 {
		return s.b, nil
	}
	if err := s.flush(); err != nil {
		return nil, err
	}
	if s.mapped == nil {
		m, err := mmap.Map(s.file, mmap.RDONLY, 0)
		if err != nil {
			return nil, fmt.Errorf("index/local: %w", err)
		}
		s.mapped = m
	}
	return s.mapped, nil
}

func (s *spool) close() {
	if s.mapped != nil {
		_ = s.mapped.Unmap()
	}
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}

// sweepSpools removes what a build left that was cut short.
func sweepSpools(dir string) {
	all, _ := filepath.Glob(filepath.Join(dir, "spool-*"))
	for _, name := range all {
		_ = os.Remove(name)
	}
}
