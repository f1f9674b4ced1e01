package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

type member struct{ name, data string }

func zipOf(t *testing.T, ms ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range ms {
		w, err := z.Create(m.name)
		if err == nil {
			_, err = io.WriteString(w, m.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t *testing.T, ms ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range ms {
		h := &tar.Header{Name: m.name, Size: int64(len(m.data)), Mode: 0o644, Typeflag: tar.TypeReg}
		if strings.HasSuffix(m.name, "/") {
			h.Typeflag, h.Size = tar.TypeDir, 0
		}
		if target, ok := strings.CutPrefix(m.data, "-> "); ok {
			h.Typeflag, h.Linkname, h.Size, m.data = tar.TypeSymlink, target, 0, ""
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, m.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstded(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

// list reads everything and gives "name: contents" or "name! reason".
func list(t *testing.T, dir string, paths ...string) []string {
	t.Helper()
	var out []string
	for f, err := range Files(paths...) {
		name := strings.TrimPrefix(strings.TrimPrefix(f.Name, dir), "/")
		if err == nil {
			var data []byte
			if data, err = contents(f); err == nil {
				out = append(out, fmt.Sprintf("%s: %s", name, data))
				continue
			}
		}
		if strings.Contains(err.Error(), "\n") {
			t.Errorf("%q is not one line", err)
		}
		out = append(out, fmt.Sprintf("%s! %v", name, err))
	}
	return out
}

func contents(f File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	outside := put(t, t.TempDir(), "secret.txt", []byte("secret"))
	put(t, dir, "b/two.txt", []byte("2"))
	put(t, dir, "a.txt", []byte("1"))
	put(t, dir, ".hidden/x.txt", []byte("x"))
	put(t, dir, "b/.DS_Store", []byte("x"))
	put(t, dir, "empty.txt", nil)
	for from, to := range map[string]string{"out.txt": outside, "in.txt": filepath.Join(dir, "a.txt"), "b/up": dir, "b/gone.txt": filepath.Join(dir, "no")} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	want := []string{"a.txt: 1", "b/two.txt: 2", "empty.txt! empty file", "in.txt: 1", "missing! file does not exist; check the path"}
	if diff := cmp.Diff(want, list(t, dir, dir, filepath.Join(dir, "missing"))); diff != "" {
		t.Error(diff)
	}
}

func TestArchives(t *testing.T) {
	dir := t.TempDir()
	members := []member{{"one.txt", "1"}, {"d/two.txt", "2"}, {".hidden", "x"}, {"__MACOSX/one.txt", "x"}, {"d/empty.txt", ""},
		{"../up.txt", "x"}, {"/root.txt", "x"}, {`d\..\..\up.txt`, "x"}, {"inner.zip", "PK"}, {"old.tar.gz", "x"}, {"d/three.txt", "3"}}
	want := func(name string) []string {
		return []string{
			name + "!one.txt: 1", name + "!d/two.txt: 2", name + "!d/empty.txt! empty file",
			name + "!../up.txt! unsafe path in the archive", name + "!/root.txt! unsafe path in the archive",
			name + `!d\..\..\up.txt! unsafe path in the archive`,
			name + "!inner.zip! archive inside an archive: unpack it first", name + "!old.tar.gz! archive inside an archive: unpack it first",
			name + "!d/three.txt: 3",
		}
	}
	plain := tarOf(t, members...)
	for name, data := range map[string][]byte{
		"x.zip": zipOf(t, members...), "x.tar": plain, "x.tar.gz": gzipped(t, plain), "x.TGZ": gzipped(t, plain), "x.tar.zst": zstded(t, plain),
	} {
		if diff := cmp.Diff(want(name), list(t, dir, put(t, dir, name, data))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestDamagedArchives(t *testing.T) {
	dir := t.TempDir()
	big := strings.Repeat("lighthouse keeper ", 4000)
	plain := tarOf(t, member{"one.txt", "1"}, member{"two.txt", big})
	for _, c := range []struct {
		name, says string
		data       []byte
		is         error
	}{
		{"cut.zip", "truncated zip", zipOf(t, member{"one.txt", big})[:100], ErrArchive},
		{"no.zip", "not a valid zip", []byte("hello there"), ErrArchive},
		{"cut.tar", "ends too early", plain[:5000], ErrArchive},
		{"cut.tar.gz", "ends too early", gzipped(t, plain)[:200], ErrArchive},
		{"no.tar.gz", "", []byte("hello there"), ErrArchive},
		{"no.tar.zst", "", []byte("hello there"), ErrArchive},
		{"empty.zip", "empty file", nil, ErrEmpty},
	} {
		var last error
		for f, err := range Files(put(t, dir, c.name, c.data)) {
			if err == nil {
				_, err = contents(f)
			}
			if err != nil {
				last = err
			}
		}
		if !errors.Is(last, c.is) || !strings.Contains(last.Error(), c.says) || strings.Contains(last.Error(), "\n") {
			t.Errorf("%s: %v", c.name, last)
		}
	}
}

// A link, a device or a folder inside a tar is no file.
func TestTarTypes(t *testing.T) {
	dir := t.TempDir()
	got := list(t, dir, put(t, dir, "x.tar", tarOf(t, member{"d/", ""}, member{"d/link.txt", "-> /etc/passwd"}, member{"d/one.txt", "1"})))
	if diff := cmp.Diff([]string{"x.tar!d/link.txt! not a regular file", "x.tar!d/one.txt: 1"}, got); diff != "" {
		t.Error(diff)
	}
}

// A small archive that expands without end is refused, not read.
func TestBombs(t *testing.T) {
	dir := t.TempDir()
	huge := member{"zeros.txt", strings.Repeat("\x00", MaxMember+1)}
	for name, data := range map[string][]byte{"b.zip": zipOf(t, huge), "b.tar.gz": gzipped(t, tarOf(t, huge)), "b.tar.zst": zstded(t, tarOf(t, huge))} {
		refused := false
		for f, err := range Files(put(t, dir, name, data)) {
			if err == nil {
				_, err = contents(f)
			}
			refused = refused || errors.Is(err, ErrLimit)
		}
		if !refused {
			t.Errorf("%s was read", name)
		}
	}
	var many []member
	for i := range 8 {
		many = append(many, member{fmt.Sprintf("%d.txt", i), strings.Repeat("\x00", 20<<20)})
	}
	var read int
	var last error
	for f, err := range Files(put(t, dir, "many.tar.zst", zstded(t, tarOf(t, many...)))) {
		if err == nil {
			var b []byte
			b, err = contents(f)
			read += len(b)
		}
		if err != nil {
			last = err
		}
	}
	if !errors.Is(last, ErrLimit) || read > 100<<20 {
		t.Errorf("read %d bytes, then %v", read, last)
	}
}

// The user may stop at any file.
func TestStop(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", []byte("1"))
	put(t, dir, "b.zip", zipOf(t, member{"one.txt", "1"}, member{"two.txt", "2"}))
	put(t, dir, "c.txt", []byte("3"))
	for stop := 1; stop <= 4; stop++ {
		n := 0
		for range Files(dir) {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Errorf("stopped at %d of %d", n, stop)
		}
	}
}

func TestReason(t *testing.T) {
	err := reason(&fs.PathError{Op: "open", Path: "/a/b", Err: fs.ErrPermission})
	if strings.Contains(err.Error(), "/a/b") || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v", err)
	}
}
