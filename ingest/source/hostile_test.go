package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// linkZip is a zip with a symbolic link, a device and a file.
func linkZip(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range []struct {
		name, data string
		mode       fs.FileMode
	}{{"link.txt", "/etc/hostname", fs.ModeSymlink | 0o777}, {"device.txt", "x", fs.ModeDevice | 0o666}, {"pipe.txt", "x", fs.ModeNamedPipe | 0o666}, {"one.txt", "1", 0o644}} {
		h := &zip.FileHeader{Name: m.name}
		h.SetMode(m.mode)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write([]byte(m.data))
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

// linkTar is a tar with every kind of thing that is no file, and a file.
func linkTar(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i, kind := range []byte{tar.TypeSymlink, tar.TypeLink, tar.TypeChar, tar.TypeBlock, tar.TypeFifo} {
		if err := w.WriteHeader(&tar.Header{Name: fmt.Sprintf("%d.txt", i), Typeflag: kind, Linkname: "../../etc/hostname", Mode: 0o777}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.WriteHeader(&tar.Header{Name: "one.txt", Typeflag: tar.TypeReg, Size: 1, Mode: 0o644}); err != nil {
		t.Fatal(err)
	}
	w.Write([]byte("1"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Links and devices inside archives lead nowhere: they are named and refused,
// and the files beside them are read.
func TestArchiveLinks(t *testing.T) {
	dir := t.TempDir()
	ball := linkTar(t)
	for name, c := range map[string]struct {
		data    []byte
		refused int
	}{"x.zip": {linkZip(t), 3}, "x.tar": {ball, 5}, "x.tar.gz": {gzipped(t, ball), 5}, "x.tar.zst": {zstded(t, ball), 5}} {
		refused := 0
		for f, err := range Files(put(t, dir, name, c.data)) {
			switch {
			case errors.Is(err, ErrType):
				refused++
			case err != nil:
				t.Errorf("%s: %v", f.Name, err)
			default:
				if b, err := contents(f); err != nil || string(b) != "1" || !strings.HasSuffix(f.Name, "!one.txt") {
					t.Errorf("%s holds %q, %v", f.Name, b, err)
				}
			}
		}
		if refused != c.refused {
			t.Errorf("%s: %d refused, want %d", name, refused, c.refused)
		}
	}
}

// Paths that lead out of an archive are refused, in each way of writing them,
// and nothing is written anywhere.
func TestArchivePaths(t *testing.T) {
	dir := t.TempDir()
	var ms []member
	for _, p := range []string{"../x.txt", "a/../../x.txt", "/x.txt", "//host/x.txt", `..\x.txt`, `a\..\..\x.txt`, `C:\x.txt`, "c:/x.txt", `\\host\x.txt`, "a/.././../x.txt"} {
		ms = append(ms, member{p, "x"})
	}
	ball := tarOf(t, ms...)
	for name, data := range map[string][]byte{"x.zip": zipOf(t, ms...), "x.tar": ball, "x.tar.gz": gzipped(t, ball), "x.tar.zst": zstded(t, ball)} {
		n := 0
		for f, err := range Files(put(t, filepath.Join(dir, "in"), name, data)) {
			if n++; !errors.Is(err, ErrPath) {
				t.Errorf("%s: %v, want it refused", f.Name, err)
			}
		}
		if n != len(ms) {
			t.Errorf("%s: %d refused, want %d", name, n, len(ms))
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("beside the archives' folder: %v %v", left, err)
	}
}

// overlapped is a zip whose members all are the same bytes, named n times by its
// directory: a small file of immense contents without any archive inside it.
func overlapped(t *testing.T, n int) []byte {
	t.Helper()
	one := zipOf(t, member{"0000.txt", strings.Repeat("\x00", 8<<20)})
	at := bytes.Index(one, []byte("PK\x01\x02"))
	end := bytes.LastIndex(one, []byte("PK\x05\x06"))
	entry := one[at:end]
	out := bytes.Clone(one[:at])
	for i := range n {
		e := bytes.Clone(entry)
		copy(e[46:], fmt.Sprintf("%04d.txt", i))
		out = append(out, e...)
	}
	tail := bytes.Clone(one[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(entry)))
	return append(out, tail...)
}

// liar is a zip whose member says it has few bytes and has many.
func liar(t *testing.T) []byte {
	t.Helper()
	raw := zipOf(t, member{"one.txt", strings.Repeat("\x00", MaxMember+1<<20)})
	at := bytes.Index(raw, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(raw[at+24:], 100)
	return raw
}

// many is a tar of more members than an archive may have.
func many(t *testing.T) []byte {
	t.Helper()
	header := tarOf(t, member{"a.txt", ""})[:512]
	return append(bytes.Repeat(header, MaxMembers+2), make([]byte, 1024)...)
}

// Archives that expand without end are refused for it before much is read.
func TestArchiveBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("expands and packs hundreds of megabytes: left out of short runs")
	}
	dir := t.TempDir()
	ball := many(t)
	for _, c := range []struct {
		name string
		data []byte
		is   error
		most int // bytes that may be read before
	}{
		{"overlapped.zip", overlapped(t, 200), ErrLimit, 96 << 20},
		{"liar.zip", liar(t), ErrArchive, 1 << 20},
		{"many.tar", ball, ErrLimit, 0},
		{"many.tar.gz", gzipped(t, ball), ErrLimit, 0},
		{"many.tar.zst", zstded(t, ball), ErrLimit, 0},
		{"one.zip", zipOf(t, member{"one.txt", strings.Repeat("\x00", MaxMember+1)}), ErrLimit, 0},
	} {
		p := put(t, dir, c.name, c.data)
		start, read, refused := time.Now(), 0, error(nil)
		for f, err := range Files(p) {
			if err == nil {
				var b []byte
				b, err = contents(f)
				read += len(b)
			}
			if err != nil && !errors.Is(err, ErrEmpty) && refused == nil {
				refused = err
			}
		}
		t.Logf("%s: %d bytes, %d read, %.2f s: %v", c.name, len(c.data), read, time.Since(start).Seconds(), refused)
		if !errors.Is(refused, c.is) || read > c.most {
			t.Errorf("%s: read %d bytes, then %v; want %v", c.name, read, refused, c.is)
		}
	}
}

// An archive with nothing in it is named.
func TestEmptyArchives(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string][]byte{"x.zip": zipOf(t), "x.tar": tarOf(t), "x.tar.gz": gzipped(t, tarOf(t)), "x.tar.zst": zstded(t, tarOf(t)), "zeros.tar": make([]byte, 4096)} {
		if diff := cmp.Diff([]string{name + "! empty file: an archive with nothing in it"}, list(t, dir, put(t, dir, name, data))); diff != "" {
			t.Error(diff)
		}
	}
}

// An archive inside an archive is named and not opened, whatever its depth.
func TestNested(t *testing.T) {
	dir := t.TempDir()
	inner := zipOf(t, member{"one.txt", "1"})
	for range 5 {
		inner = zipOf(t, member{"inner.zip", string(inner)})
	}
	n := 0
	for f, err := range Files(put(t, dir, "x.zip", inner)) {
		if n++; !errors.Is(err, ErrNested) || !strings.HasSuffix(f.Name, "x.zip!inner.zip") {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if n != 1 {
		t.Errorf("%d entries, want the inner archive alone", n)
	}
}

// Folders deeper than the limit are named, not followed.
func TestDeepFolders(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(append([]string{dir}, strings.Split(strings.Repeat("d ", MaxDepth+10), " ")...)...)
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	var last error
	for _, err := range Files(dir) {
		last = err
	}
	if !errors.Is(last, ErrLimit) {
		t.Errorf("%v, want the depth refused", last)
	}
}
