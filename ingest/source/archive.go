package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// An archiveReader yields the members of an open archive; false when told to stop.
type archiveReader func(name string, f *os.File, yield func(File, error) bool) bool

// archiveOf tells by its name how a file is read as an archive, nil when it is none.
func archiveOf(name string) archiveReader {
	switch n := strings.ToLower(name); {
	case strings.HasSuffix(n, ".zip"):
		return zipped
	case strings.HasSuffix(n, ".tar"):
		return tarred(func(r io.Reader) (io.Reader, func(), error) { return r, func() {}, nil })
	case strings.HasSuffix(n, ".tar.gz"), strings.HasSuffix(n, ".tgz"):
		return tarred(func(r io.Reader) (io.Reader, func(), error) {
			g, err := gzip.NewReader(r)
			return g, func() {}, err
		})
	case strings.HasSuffix(n, ".tar.zst"), strings.HasSuffix(n, ".tzst"):
		return tarred(func(r io.Reader) (io.Reader, func(), error) {
			d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
			if err != nil {
				return nil, nil, err
			}
			return d, d.Close, nil
		})
	}
	return nil
}

func archive(name string, read archiveReader, yield func(File, error) bool) bool {
	f, err := os.Open(name)
	if err != nil {
		return yield(File{Name: name, Size: -1}, reason(err))
	}
	defer f.Close()
	return read(name, f, yield)
}

// admit checks a member's path and kind: "" to pass it over.
func admit(member string) (string, error) {
	p := strings.ReplaceAll(member, `\`, "/")
	if strings.HasPrefix(p, "/") || len(p) > 1 && p[1] == ':' || strings.ContainsRune(p, 0) {
		return "", ErrPath
	}
	for part := range strings.SplitSeq(p, "/") {
		switch {
		case part == "..":
			return "", ErrPath
		case part != "." && hidden(part):
			return "", nil
		}
	}
	p = path.Clean(p)
	if archiveOf(p) != nil || nested(p) {
		return p, ErrNested
	}
	return p, nil
}

// nested: compressed files that are not read.
func nested(p string) bool {
	switch path.Ext(strings.ToLower(p)) {
	case ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst":
		return true
	}
	return false
}

// budget counts what an archive expands to.
type budget struct {
	members  int
	expanded int64
	read     func() int64 // compressed bytes read so far
}

// take counts n bytes of a member and says when it is too much.
func (b *budget) take(n int64) error {
	b.expanded += n
	switch {
	case b.expanded > MaxExpanded:
		return fmt.Errorf("%w: the archive expands to more than %d GB", ErrLimit, MaxExpanded>>30)
	case b.expanded > 16<<20 && b.expanded/MaxRatio > b.read()+1:
		return fmt.Errorf("%w: the archive expands more than %d times", ErrLimit, MaxRatio)
	}
	return nil
}

func (b *budget) member() error {
	if b.members++; b.members > MaxMembers {
		return fmt.Errorf("%w: more than %d files in the archive", ErrLimit, MaxMembers)
	}
	return nil
}

// limited reads a member within the budget.
type limited struct {
	r      io.Reader
	budget *budget
	size   int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.size += int64(n); l.size > MaxMember {
		return n, tooLarge()
	}
	if over := l.budget.take(int64(n)); over != nil {
		return n, over
	}
	if err != nil && err != io.EOF {
		err = damaged(err)
	}
	return n, err
}

func (l *limited) Close() error { return nil }

var errNothing = fmt.Errorf("%w: an archive with nothing in it", ErrEmpty)

// damaged words an error of an archive reader.
func damaged(err error) error {
	if errors.Is(err, ErrLimit) {
		return err
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: it ends too early; fetch it anew", ErrArchive)
	}
	return fmt.Errorf("%w: %v; fetch it anew", ErrArchive, err)
}

// counter counts the compressed bytes read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// tarred streams a tar whose compression open undoes.
func tarred(open func(io.Reader) (io.Reader, func(), error)) archiveReader {
	return func(name string, f *os.File, yield func(File, error) bool) bool {
		c := &counter{r: f}
		r, done, err := open(c)
		if err != nil {
			return yield(File{Name: name, Size: -1}, damaged(err))
		}
		defer done()
		b := &budget{read: func() int64 { return c.n }}
		t := tar.NewReader(&limitedStream{r: r, budget: b})
		for {
			h, err := t.Next()
			if err == io.EOF && b.members == 0 {
				return yield(File{Name: name, Size: -1}, errNothing)
			}
			if err == io.EOF {
				return true
			}
			if err != nil {
				return yield(File{Name: name, Size: -1}, damaged(err))
			}
			if err := b.member(); err != nil {
				return yield(File{Name: name, Size: -1}, err)
			}
			p, err := admit(h.Name)
			file := File{Name: name + "!" + h.Name, Size: h.Size}
			switch {
			case h.Typeflag == tar.TypeDir || p == "" && err == nil || h.Typeflag == tar.TypeXGlobalHeader:
				continue
			case err != nil:
			case h.Typeflag != tar.TypeReg:
				err = ErrType
			case h.Size == 0:
				err = ErrEmpty
			case h.Size > MaxMember:
				err = tooLarge()
			default:
				file.Open = func() (io.ReadCloser, error) {
					return io.NopCloser(&memberReader{r: t}), nil
				}
			}
			if !yield(file, err) {
				return false
			}
		}
	}
}

// limitedStream counts what a stream of members expands to, skipped ones too.
type limitedStream struct {
	r      io.Reader
	budget *budget
	over   error // once over the budget, always: io.ReadFull forgets an error that comes with the last byte
}

func (l *limitedStream) Read(p []byte) (int, error) {
	if l.over != nil {
		return 0, l.over
	}
	n, err := l.r.Read(p)
	if l.over = l.budget.take(int64(n)); l.over != nil {
		return n, l.over
	}
	return n, err
}

// memberReader words the errors of a member of a stream.
type memberReader struct{ r io.Reader }

func (m *memberReader) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if err != nil && err != io.EOF {
		err = damaged(err)
	}
	return n, err
}

// zipped yields the members of a zip in the order of its directory.
func zipped(name string, f *os.File, yield func(File, error) bool) bool {
	info, err := f.Stat()
	if err != nil {
		return yield(File{Name: name, Size: -1}, reason(err))
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return yield(File{Name: name, Size: -1}, zipDamage(f, err))
	}
	if len(z.File) == 0 {
		return yield(File{Name: name, Size: -1}, errNothing)
	}
	b := &budget{read: info.Size}
	for _, m := range z.File {
		if err := b.member(); err != nil {
			return yield(File{Name: name, Size: -1}, err)
		}
		p, err := admit(m.Name)
		file := File{Name: name + "!" + m.Name, Size: int64(m.UncompressedSize64)}
		switch mode := m.Mode(); {
		case mode.IsDir() || p == "" && err == nil:
			continue
		case err != nil:
		case !mode.IsRegular():
			err = ErrType
		case m.UncompressedSize64 == 0:
			err = ErrEmpty
		case m.UncompressedSize64 > MaxMember:
			err = tooLarge()
		case m.Flags&1 != 0:
			err = errors.New("the file is encrypted; unpack it with its password first")
		default:
			file.Open = func() (io.ReadCloser, error) {
				r, err := m.Open()
				if err != nil {
					return nil, damaged(err)
				}
				return struct {
					io.Reader
					io.Closer
				}{&limited{r: r, budget: b}, r}, nil
			}
		}
		if !yield(file, err) {
			return false
		}
	}
	return true
}

// zipDamage tells a zip cut short from what is no zip.
func zipDamage(f *os.File, err error) error {
	head := make([]byte, 4)
	if _, e := f.ReadAt(head, 0); e == nil && bytes.Equal(head, []byte("PK\x03\x04")) {
		return fmt.Errorf("%w: truncated zip; fetch it anew", ErrArchive)
	}
	return fmt.Errorf("%w: %v", ErrArchive, err)
}
