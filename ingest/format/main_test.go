package format

import (
	"archive/tar"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func TestMain(m *testing.M) {
	RunWorkerIfAsked()
	os.Exit(m.Run())
}

// read detects and decodes a file as ingest does.
func read(t testing.TB, name string, raw []byte) (*Text, error) {
	t.Helper()
	f, err := Detect(name, raw[:min(len(raw), 4096)])
	if err != nil {
		return nil, err
	}
	return f.Decode(context.Background(), bytes.NewReader(raw))
}

func mustRead(t testing.TB, name string, raw []byte) *Text {
	t.Helper()
	text, err := read(t, name, raw)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	sound(t, text)
	return text
}

// render writes blocks one a line: area, kind and level, number, text with
// *italics*, **bold**, <links> and footnote marks {1}.
func render(t *Text) []string {
	var lines []string
	for _, b := range t.Blocks {
		area := string(b.Area)
		if b.Annex > 0 {
			area += fmt.Sprint(" ", b.Annex)
		}
		kind := string(b.Kind)
		if b.Level > 0 {
			kind += fmt.Sprint(" ", b.Level)
		}
		lines = append(lines, fmt.Sprintf("%s, %s [%s] %s", area, kind, b.Num, b.marked(t.Notes)))
	}
	for _, n := range t.Notes {
		lines = append(lines, fmt.Sprintf("note [%s] %s", n.Num, n.Text))
	}
	return lines
}

func (b *Block) marked(notes []Note) string {
	type event struct {
		at   int
		text string
	}
	var events []event
	for _, m := range b.Marks {
		s := "*"
		if m.Bold {
			s = "**"
		}
		events = append(events, event{m.Start, s}, event{m.End, s})
	}
	for _, l := range b.Links {
		events = append(events, event{l.Start, "<"}, event{l.End, ">"})
	}
	for _, r := range b.Refs {
		events = append(events, event{r.At, "{" + notes[r.Note].Num + "}"})
	}
	slices.SortStableFunc(events, func(a, b event) int { return cmp.Compare(a.at, b.at) })
	var out strings.Builder
	at := 0
	for _, e := range events {
		out.WriteString(b.Text[at:e.at])
		out.WriteString(e.text)
		at = e.at
	}
	return out.String() + b.Text[at:]
}

// sound checks what holds of every text, whatever was read.
func sound(t testing.TB, text *Text) {
	t.Helper()
	for i, b := range text.Blocks {
		if b.Text != Normalize(b.Text) {
			t.Fatalf("block %d is not normal: %q", i, b.Text)
		}
		if b.Text == "" && b.Num == "" {
			t.Fatalf("block %d is empty", i)
		}
		for _, m := range b.Marks {
			if m.Start < 0 || m.End > len(b.Text) || m.Start > m.End {
				t.Fatalf("block %d: mark %v outside %q", i, m, b.Text)
			}
		}
		for _, l := range b.Links {
			if l.Start < 0 || l.End > len(b.Text) || l.Start > l.End {
				t.Fatalf("block %d: link %v outside %q", i, l, b.Text)
			}
		}
		for _, r := range b.Refs {
			if r.At < 0 || r.At > len(b.Text) || r.Note < 0 || r.Note >= len(text.Notes) {
				t.Fatalf("block %d: reference %v", i, r)
			}
		}
	}
	for i, n := range text.Notes {
		if n.Text != Normalize(n.Text) {
			t.Fatalf("note %d is not normal: %q", i, n.Text)
		}
	}
}

// oneLine checks that err is of a class and says so in one line.
func oneLine(t testing.TB, err, class error) {
	t.Helper()
	if !errors.Is(err, class) {
		t.Fatalf("got %v, want %q", err, class)
	}
	if s := err.Error(); strings.ContainsAny(s, "\n\r") || len(s) > 300 {
		t.Errorf("not one line: %q", s)
	}
}

// shared gives a real file, which lies beside the repository and not in it.
func shared(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", name))
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CONCORDANCE_SHARED") != "require" {
		t.Skip("the real files of ../shared are not beside this checkout (.ci/run requires them where it is): ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// sharedArchive opens a .tar.zst of real files; the function it returns gives
// the first file whose name satisfies is, or nil.
func sharedArchive(t testing.TB, name string) func(is func(string) bool) []byte {
	t.Helper()
	raw := shared(t, name)
	return func(is func(string) bool) []byte {
		z, err := zstd.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		for r := tar.NewReader(z); ; {
			h, err := r.Next()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				t.Fatal(err)
			}
			if is(h.Name) {
				b, err := io.ReadAll(r)
				if err != nil {
					t.Fatal(err)
				}
				return b
			}
		}
	}
}
