package format

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func fixtureAKN(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAKNBlocks(t *testing.T) {
	text, err := decodeAKN(context.Background(), bytes.NewReader(fixtureAKN(t, "resolution.en.xml")))
	if err != nil {
		t.Fatal(err)
	}
	m := text.Meta
	if m.Symbol != "S/RES/9901 (2099)*" || m.Type != "resolution" || m.Body != "Security Council" || m.Date != "2099-03-03" ||
		m.Meeting != "12345th" || m.Lang != "en" || m.Published != "2099-03-04" || m.Marked != "2099-04-01" ||
		m.Title != "Security Council resolution 9901 (2099) [on harbour lighthouses]" {
		t.Errorf("meta: %+v", m)
	}
	var got []string
	for _, b := range text.Blocks {
		if b.Area != Cover {
			got = append(got, strings.Join([]string{string(b.Kind), string(b.Area), b.Num, b.Text}, "|"))
		}
	}
	want := []string{
		"formula|preamble||The Security Council,",
		"paragraph|preamble||Recalling its resolution 9900 (2098) on lanterns, and the good will of lamplighters,",
		"paragraph|preamble||Night and fog",
		"paragraph|preamble||Noting that a lit quay will:",
		"item|preamble|(a)|guide pilots,",
		"item|preamble|(b)|calm gulls,",
		"paragraph|preamble||Acting under Chapter VII of the Charter,",
		"heading|body||Lamps",
		"paragraph|body|1.|Decides that every harbour shall keep one lamp lit from dusk, and encourages poets to visit;",
		"paragraph|body|2.|Сalls upon harbour masters to:",
		"item|body|(a)|trim wicks, and",
		"item|body|(i)|with shears;",
		"item|body|(ii)|by hand;",
		"item|body|(b)|polish lenses;",
		"paragraph|body||as often as the weather asks;",
		"heading|body||Bells",
		"paragraph|body||Requests the bell-ringers to report before the equinox;",
		"paragraph|body|4.|Welcomes the following:",
		"paragraph|body|•|louder bells;",
		"paragraph|body|•|softer ropes;",
		"paragraph|body|4 bis.|Demands that bells be tuned;",
		"paragraph|body|5.|Decides to remain seized of the lamps.",
		"heading|annex||Annex",
		"paragraph|annex|1.|Lamp oil is kept in casks.",
		"row|annex||Cask | Litres",
		"row|annex||Red | 40",
		"paragraph|annex|2.|Casks are rolled, never thrown.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Emphasis, links and footnote marks stay on the words they were put on.
func TestAKNOffsets(t *testing.T) {
	text, err := decodeAKN(context.Background(), bytes.NewReader(fixtureAKN(t, "resolution.en.xml")))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range text.Blocks {
		if !strings.HasPrefix(b.Text, "Recalling") {
			continue
		}
		if s := b.Text[b.Marks[0].Start:b.Marks[0].End]; s != "Recalling" || !b.Marks[0].Italic {
			t.Errorf("mark on %q", s)
		}
		if s := b.Text[b.Links[0].Start:b.Links[0].End]; s != "9900 (2098)" || !strings.HasSuffix(b.Links[0].Href, "S/RES/9900(2098)") {
			t.Errorf("link on %q", s)
		}
		if at := b.Refs[0].At; !strings.HasSuffix(b.Text[:at], "lanterns,") {
			t.Errorf("footnote mark after %q", b.Text[:at])
		}
		if n := text.Notes[b.Refs[0].Note]; n.Num != "1" || n.Text != "See also S/2098/44." || n.Text[n.Links[0].Start:n.Links[0].End] != "S/2098/44" {
			t.Errorf("note %+v", n)
		}
		return
	}
	t.Error("no such block")
}

func TestOrdinal(t *testing.T) {
	for s, want := range map[string]string{"1": "1st", "第46次": "46th", "7882nd": "7882nd", "12e": "12th", "113": "113th", "9909.": "9909th", "101e": "101st", "": "", "none": ""} {
		if got := Ordinal(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// words are the words of the body, footnotes apart, counted on the raw tokens.
func rawAKNWords(t *testing.T, data []byte) map[string]int {
	t.Helper()
	inline := map[string]bool{"span": true, "a": true, "sup": true, "i": true, "b": true, "authorialNote": true, "inline": true, "docDate": true, "mod": true}
	d := xml.NewDecoder(bytes.NewReader(data))
	var open []string
	inside := func(names ...string) bool {
		for _, o := range open {
			for _, n := range names {
				if o == n {
					return true
				}
			}
		}
		return false
	}
	var text strings.Builder
	space := func(name string) {
		if !inline[name] && !inside("authorialNote") {
			text.WriteByte(' ')
		}
	}
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			open = append(open, tok.Name.Local)
			space(tok.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
			space(tok.Name.Local)
		case xml.CharData:
			if !inside("meta", "authorialNote", "coverPage", "preface", "conclusions") {
				text.WriteString(strings.ReplaceAll(string(tok), "\n", " "))
			}
		}
	}
	words := map[string]int{}
	for w := range strings.FieldsSeq(Normalize(text.String())) {
		words[w]++
	}
	return words
}

// Every word inside the body lands in a block, exactly once.
func TestAKNLosesNothing(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.xml")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	if more, _ := filepath.Glob("../../../shared/data/samples/*.xml"); len(more) > 0 {
		files = append(files, more...)
	} else if os.Getenv("CONCORDANCE_SHARED") == "require" {
		t.Fatal("real files are required")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := decodeAKN(context.Background(), bytes.NewReader(data))
		if err != nil {
			t.Logf("%s is no measure: %v", name, err)
			continue
		}
		words := rawAKNWords(t, data)
		for _, b := range text.Blocks {
			if b.Area == Cover {
				continue
			}
			for w := range strings.FieldsSeq(b.Num + " " + b.Text) {
				if w != "|" {
					words[w]--
				}
			}
		}
		for w, n := range words {
			if n != 0 {
				t.Errorf("%s: %q %+d", name, w, -n)
			}
		}
	}
}

func FuzzAKN(f *testing.F) {
	for _, name := range []string{"resolution.en.xml", "resolution.ar.xml", "statement.en.xml", "assembly.en.xml"} {
		f.Add(fixtureAKN(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := decodeAKN(context.Background(), bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, b := range text.Blocks {
			if Normalize(b.Text) != b.Text {
				t.Errorf("%q is not normal", b.Text)
			}
			for _, m := range b.Marks {
				if m.Start < 0 || m.End > len(b.Text) || m.Start >= m.End {
					t.Errorf("mark %+v on %q", m, b.Text)
				}
			}
			for _, l := range b.Links {
				if l.Start < 0 || l.End > len(b.Text) || l.Start >= l.End {
					t.Errorf("link %+v on %q", l, b.Text)
				}
			}
			for _, r := range b.Refs {
				if r.At < 0 || r.At > len(b.Text) || r.Note < 0 || r.Note >= len(text.Notes) {
					t.Errorf("ref %+v on %q", r, b.Text)
				}
			}
		}
	})
}
