package export

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
)

// spooled is how much of a spool stays in memory, in bytes.
const spooled = 64 << 10

// spool keeps what can be written only later: in memory while it is short, then
// in a temporary file, which drop takes away.
type spool struct {
	head bytes.Buffer
	file *os.File
}

func (s *spool) Write(p []byte) (int, error) {
	if s.head.Len()+len(p) > spooled {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	return s.head.Write(p)
}

// spill moves what is in memory to the file.
func (s *spool) spill() error {
	if s.file == nil {
		f, err := os.CreateTemp("", "concordance-export-*")
		if err != nil {
			return err
		}
		s.file = f
		_ = os.Remove(f.Name()) // where open files can go, nothing is left after a kill
	}
	_, err := s.head.WriteTo(s.file)
	return err
}

// copyTo writes all that is kept to w.
func (s *spool) copyTo(w io.Writer) error {
	if s.file != nil {
		if err := s.spill(); err != nil {
			return err
		}
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		_, err := io.Copy(w, s.file)
		return err
	}
	_, err := s.head.WriteTo(w)
	return err
}

func (s *spool) drop() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
		s.file = nil
	}
	s.head = bytes.Buffer{}
}

// part begins a file in z. Files have no time: the same records make the same bytes.
func part(z *zip.Writer, name string) (io.Writer, error) {
	return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
}

// parts writes whole files, name and content in turn.
func parts(z *zip.Writer, files ...[2]string) error {
	for _, f := range files {
		w, err := part(z, f[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, f[1]); err != nil {
			return err
		}
	}
	return nil
}
