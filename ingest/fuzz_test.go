package ingest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"concordance/ingest/format"
)

// FuzzRead: whatever the bytes, no panic; and what is read keeps the rules of
// every document.
func FuzzRead(f *testing.F) {
	for _, name := range fixtures {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, b)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if bytes.HasPrefix(data, []byte("%PDF")) {
			t.Skip("PDFs are read by a worker process, which a fuzzer cannot see into: FuzzPDF in ingest/format has them")
		}
		d, err := Read(context.Background(), name, bytes.NewReader(data))
		if err != nil {
			if strings.Contains(err.Error(), "please report") {
				t.Fatal(err)
			}
			return
		}
		check(t, d)
	})
}

// blockKinds and areas are what the fuzzer makes blocks of.
var (
	blockKinds = map[byte]format.Kind{'h': format.Heading, 'p': format.Paragraph, 'i': format.Item, 'f': format.Formula, 'r': format.Row, 'b': format.Box}
	areas      = map[byte]format.Area{'c': format.Cover, 'p': format.Preamble, 'b': format.Body, 'a': format.Annex}
)

// textOf makes a text of lines "kind area level number|words".
func textOf(s string) *format.Text {
	t := &format.Text{Notes: []format.Note{{Num: "1", Text: "a note"}, {Num: "*", Text: "a star"}}}
	for line := range strings.Lines(s) {
		head, words, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "|")
		if len(head) < 3 {
			continue
		}
		b := format.Block{Kind: blockKinds[head[0]], Area: areas[head[1]], Level: int(head[2]) % 6, Num: format.Normalize(head[3:]), Text: format.Normalize(words)}
		if b.Kind == "" || b.Area == "" {
			continue
		}
		if b.Area == format.Annex {
			b.Annex = 1 + b.Level/3
		}
		if n := len(b.Text); n > 2 {
			b.Marks = []format.Mark{{Start: 0, End: 1 + n/2, Italic: n%2 == 0, Bold: n%3 == 0}}
			b.Refs = []format.Ref{{At: n, Note: n % 2}}
		}
		t.Blocks = append(t.Blocks, b)
	}
	return t
}

// FuzzParse gives every genre any blocks.
func FuzzParse(f *testing.F) {
	resolutionText := "fb0|The Security Council,\npb0|Recalling fog,\npb01.|Decides:\nib1(a)|to go;\nib2(i)|on;\nhb3|Bells\npb0|Urges all;\npb03.|Decides to remain seized.\nha0|Annex\npa01.|Oil.\nra0|a | b\n"
	f.Add(0, resolutionText)
	f.Add(1, "pb0|At a meeting:\npb0|“The Security Council notes fog.\npb0–|and gulls;\npb0|“(i) and bells.\n")
	f.Add(2, "hb1I.|Introduction\npb01.|One.\npb01.|One again.\npb09.|Nine.\npb05.|Five.\npb0|4 - Four.\n")
	f.Add(3, "hb2|Principle 1: Walk\npb0|Keepers walk.\nhb2|Principle 2: Sit\nhb2|Principle 2: Sit\npb01.1.|Nested.\n")
	f.Add(4, "bb0|Box\npb0A.|Letters\npb0quater|x\npb012 quater.|y\npa0|z\n")
	f.Fuzz(func(t *testing.T, kind int, s string) {
		k := Kinds[((kind%len(Kinds))+len(Kinds))%len(Kinds)]
		d, err := k.Parse(textOf(s))
		if err != nil {
			return
		}
		Identify(d, nil)
		check(t, d)
		for i, p := range d.Passages {
			if strings.HasPrefix(p.Text, " ") || strings.HasSuffix(p.Text, " ") {
				t.Errorf("passage %s: space at an end: %q", strconv.Itoa(i), p.Text)
			}
		}
	})
}
