package format

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

const conceptNote = `
**Model briefing on the
“Lantern Square” exercise**

Monday, 3 March 2098, 9 a.m.

I. Introduction

1. Squares and *markets* are open by design, and their owners want to keep them so.

2. This paragraph was wrapped by hand at a
column of forty or so, as mail programs do,
and should still be read as one piece.

Office for Imaginary Squares (OIS)

3. The Office published a *Handbook of lanterns* (S/2098/17) and marked it with a star*.

Office for Imaginary Squares (OIS)

II. Objective

Office for Imaginary Squares (OIS)

4. Participants will:
(a) Compare lanterns;
(b) Compare squares.

* * *
`

func TestText(t *testing.T) {
	text := mustRead(t, "note.txt", []byte(conceptNote))
	want := []string{
		"cover, heading 1 [] **Model briefing on the “Lantern Square” exercise**",
		"cover, paragraph [] Monday, 3 March 2098, 9 a.m.",
		"body, heading 1 [I.] Introduction",
		"body, paragraph [1.] Squares and *markets* are open by design, and their owners want to keep them so.",
		"body, paragraph [2.] This paragraph was wrapped by hand at a column of forty or so, as mail programs do, and should still be read as one piece.",
		"body, paragraph [3.] The Office published a *Handbook of lanterns* (S/2098/17) and marked it with a star*.",
		"body, heading 1 [II.] Objective",
		"body, paragraph [4.] Participants will:",
		"body, item 1 [(a)] Compare lanterns;",
		"body, item 1 [(b)] Compare squares.",
	}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	if text.Meta.Title != "Model briefing on the “Lantern Square” exercise" {
		t.Errorf("title %q", text.Meta.Title)
	}
	if len(text.Warnings) != 1 || text.Warnings[0].Where != "line 15" || !strings.Contains(text.Warnings[0].Text, "running head, 3 times") {
		t.Errorf("warnings: %v", text.Warnings)
	}
}

// A resolution as a PDF program leaves it: no blank lines, page furniture.
const wrapped = `United Nations S/RES/9901 (2099)
Security Council Distr.: General
4 May 2099
99-00001 (E)
*9900001*
Resolution 9901 (2099)
Adopted by the Security Council at its 12345th meeting, on
4 May 2099
The Security Council,
Recalling with some fondness the lanterns of the old market and their keepers, and
the songs that went with them,
Noting the price of oil,
1. Calls upon all keepers of lanterns to trim their wicks before dusk, and to do so
2
S/RES/9901 (2099)
with care;
2. Decides to meet again.
`

func TestTextWrapped(t *testing.T) {
	text := mustRead(t, "s-res-9901.txt", []byte(wrapped))
	want := []string{
		"cover, paragraph [] United Nations S/RES/9901 (2099)",
		"cover, paragraph [] Security Council Distr.: General",
		"cover, paragraph [] 4 May 2099",
		"cover, paragraph [] 99-00001 (E)",
		"cover, paragraph [] Resolution 9901 (2099)",
		"cover, paragraph [] Adopted by the Security Council at its 12345th meeting, on 4 May 2099",
		"body, formula [] The Security Council,",
		"body, paragraph [] Recalling with some fondness the lanterns of the old market and their keepers, and the songs that went with them,",
		"body, paragraph [] Noting the price of oil,",
		"body, paragraph [1.] Calls upon all keepers of lanterns to trim their wicks before dusk, and to do so with care;",
		"body, paragraph [2.] Decides to meet again.",
	}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	m := text.Meta
	if m.Symbol != "S/RES/9901 (2099)" || m.Body != "Security Council" || m.Date != "2099-05-04" || m.Published != "2099-05-04" || m.Meeting != "12345th" {
		t.Errorf("masthead: %+v", m)
	}
}

func TestTextEncodings(t *testing.T) {
	const s = "1. Les réverbères de la “place” sont allumés à l’aube – même l’été."
	units := utf16.Encode([]rune(s))
	little, big := []byte{0xFF, 0xFE}, []byte{0xFE, 0xFF}
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	windows := []byte("1. Les r\xe9verb\xe8res de la \x93place\x94 sont allum\xe9s \xe0 l\x92aube \x96 m\xeame l\x92\xe9t\xe9.")
	for name, c := range map[string]struct {
		raw     []byte
		warning string
	}{
		"UTF-8":        {[]byte(s), ""},
		"UTF-8 marked": {[]byte("\ufeff" + s), ""},
		"UTF-16 LE":    {little, ""},
		"UTF-16 BE":    {big, ""},
		"windows-1252": {windows, "windows-1252"},
		"UTF-8 twice":  {[]byte("1. Les rÃ©verbÃ¨res de la â€œplaceâ€\u009d sont allumÃ©s Ã\u00a0 lâ€™aube â€“ mÃªme lâ€™Ã©tÃ©."), "twice"},
	} {
		text := mustRead(t, "a.txt", c.raw)
		if got := render(text); len(got) != 1 || got[0] != "body, paragraph [1.] "+s[3:] {
			t.Errorf("%s: %q", name, got)
		}
		warned := len(text.Warnings) > 0 && strings.Contains(text.Warnings[0].Text, c.warning)
		if (c.warning != "") != warned {
			t.Errorf("%s: warnings %v", name, text.Warnings)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte(conceptNote))
	f.Add([]byte(wrapped))
	f.Add([]byte("**a\n*b** c*\n(i) x\n(v) y\n1. z-\nq"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if text, err := decodeText(t.Context(), strings.NewReader(string(raw))); err == nil {
			sound(t, text)
		}
	})
}
