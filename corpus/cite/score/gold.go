package score

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Limits of a gold file.
const (
	MaxLine  = 16 << 20 // bytes
	MaxLines = 100_000
)

// Line is a text with the mentions expected in it. A line without a text is a
// pointer: the text is the passage Locator of Work in Lang.
type Line struct {
	ID       json.RawMessage   `json:"id"`
	Lang     lang.Tag          `json:"lang"`
	Work     string            `json:"work"` // symbol, or ID
	Locator  corpus.Locator    `json:"locator"`
	Text     string            `json:"text"`
	Sum      string            `json:"sum"` // see Sum; "" when it does not matter
	Mentions []corpus.Citation `json:"mentions"`
}

// Sum is what tells whether a text is the one that was labelled: the first 12
// hexadecimal digits of its SHA-256.
func Sum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:12]
}

// Read calls with for every line of r that is not empty, with its number from
// 1. What is no gold line comes as an error, and reading goes on; what Read
// returns is that r could not be read to its end.
func Read(r io.Reader, with func(n int, l *Line, err error)) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), MaxLine)
	for n := 1; lines.Scan(); n++ {
		if n > MaxLines {
			return fmt.Errorf("more than %d lines: split the file", MaxLines)
		}
		if b := bytes.TrimSpace(lines.Bytes()); len(b) > 0 {
			l, err := parse(b)
			with(n, l, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%w (a line may have %d bytes)", err, MaxLine)
	}
	return nil
}

func parse(b []byte) (*Line, error) {
	var l Line
	if err := json.Unmarshal(b, &l); err != nil {
		return nil, fmt.Errorf("not a JSON object with id, lang, work, locator and mentions: %w", err)
	}
	t, ok := lang.Parse(string(l.Lang))
	if !ok {
		return nil, fmt.Errorf("lang %q is not a language of texts: use one of %v", l.Lang, lang.Texts)
	}
	l.Lang = t
	if l.Text == "" && (l.Work == "" || l.Locator == "") {
		return nil, fmt.Errorf("neither a text nor the work and locator of one")
	}
	slices.SortStableFunc(l.Mentions, func(a, b corpus.Citation) int { return a.Start - b.Start })
	return &l, nil
}

// Check reports why text cannot be the one that was labelled: another sum, or
// a mention that is no part of it.
func (l *Line) Check(text string) error {
	if got := Sum(text); l.Sum != "" && l.Sum != got {
		return fmt.Errorf("the text has the sum %s, not %s: it is not the one that was labelled", got, l.Sum)
	}
	for i, m := range l.Mentions {
		if m.Start < 0 || m.End <= m.Start || m.End > len(text) || !whole(text, m.Start) || !whole(text, m.End) {
			return fmt.Errorf("mention %d [%d:%d] is no part of the text of %d bytes: offsets are bytes of UTF-8", i+1, m.Start, m.End, len(text))
		}
		if i > 0 && m.Start == l.Mentions[i-1].Start && m.End == l.Mentions[i-1].End {
			return fmt.Errorf("mentions %d and %d have one span: leave one out", i, i+1)
		}
	}
	return nil
}

// whole reports whether no rune is cut at i.
func whole(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
