// Package source says where bytes come from: files, folders and archives.
//
// Files: source.go (Files), archive.go (zip and tar in their compressions),
// mail.go (what is attached to saved mails).
package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is one readable thing. Name is as the user gave it; inside an archive
// the path there follows after "!": "un-akn-sc.tar.zst!SCresolutions/2021/x.xml".
type File struct {
	Name string
	// Open gives the bytes. For a member of a streamed archive it is valid only
	// until the next file is asked for.
	Open func() (io.ReadCloser, error)
	Size int64 // -1 when unknown
}

// Limits on archives and folders. What is over one of them is refused with an
// error that wraps ErrLimit.
const (
	MaxMember   = 64 << 20 // bytes of one file, expanded
	MaxExpanded = 4 << 30  // bytes of all members of one archive
	MaxMembers  = 200_000  // of one archive
	MaxRatio    = 200      // bytes that one compressed byte may expand to
	MaxDepth    = 64       // of nested folders
)

// Errors that entries of Files wrap.
var (
	ErrLimit   = errors.New("over the limit")
	ErrPath    = errors.New("unsafe path in the archive")
	ErrArchive = errors.New("damaged archive")
	ErrNested  = errors.New("archive inside an archive: unpack it first")
	ErrEmpty   = errors.New("empty file")
	ErrType    = errors.New("not a regular file")
)

// Files yields the files under the paths: files as they are, folders in order
// of name, the members of archives as they stand, mails and then what is attached
// to them. Hidden files are passed over,
// and symbolic links that lead out of the folder given. An error stands for one
// bad thing, named in File.Name; iteration goes on after it.
func Files(paths ...string) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		yield = withAttachments(yield)
		for _, p := range paths {
			if !walk(p, yield) {
				return
			}
		}
	}
}

// walk yields what one path given by the user holds; false when told to stop.
func walk(p string, yield func(File, error) bool) bool {
	info, err := os.Stat(p)
	if err != nil {
		return yield(File{Name: p, Size: -1}, reason(err))
	}
	if !info.IsDir() {
		return one(p, info, yield)
	}
	root, err := filepath.EvalSymlinks(p)
	if err != nil {
		return yield(File{Name: p, Size: -1}, reason(err))
	}
	return folder(p, root, 0, yield)
}

// folder yields a folder's files and those of the folders in it.
func folder(dir, root string, depth int, yield func(File, error) bool) bool {
	if depth > MaxDepth {
		return yield(File{Name: dir, Size: -1}, fmt.Errorf("%w: folders nested deeper than %d", ErrLimit, MaxDepth))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return yield(File{Name: dir, Size: -1}, reason(err))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if hidden(e.Name()) || e.Type()&fs.ModeSymlink != 0 && !within(name, root) {
			continue
		}
		info, err := os.Stat(name)
		switch {
		case err != nil:
			if !yield(File{Name: name, Size: -1}, reason(err)) {
				return false
			}
		case info.IsDir():
			if e.Type()&fs.ModeSymlink != 0 {
				continue // its files are reached by their own path
			}
			if !folder(name, root, depth+1, yield) {
				return false
			}
		default:
			if !one(name, info, yield) {
				return false
			}
		}
	}
	return true
}

// within reports whether a link leads to a place under root.
func within(name, root string) bool {
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(root, target)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// hidden: dot files, and what archivers leave behind.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "__MACOSX" || name == "Thumbs.db" || name == "desktop.ini"
}

// one yields a file, or the members of an archive.
func one(name string, info fs.FileInfo, yield func(File, error) bool) bool {
	switch {
	case !info.Mode().IsRegular():
		return yield(File{Name: name, Size: -1}, ErrType)
	case info.Size() == 0:
		return yield(File{Name: name}, ErrEmpty)
	}
	if read := archiveOf(name); read != nil {
		return archive(name, read, yield)
	}
	if info.Size() > MaxMember {
		return yield(File{Name: name, Size: info.Size()}, tooLarge())
	}
	return yield(File{Name: name, Size: info.Size(), Open: func() (io.ReadCloser, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, reason(err)
		}
		return f, nil
	}}, nil)
}

func tooLarge() error { return fmt.Errorf("%w: more than %d MB", ErrLimit, MaxMember>>20) }

// reason is an error of the file system without the path, which the entry's
// name gives already, and with what to do.
func reason(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w; check the path", fs.ErrNotExist)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: you may not read it", fs.ErrPermission)
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
