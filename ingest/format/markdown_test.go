package format

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const handbook = `---
title: "Handbook of lanterns"
symbol: S/2098/17
lang: es
---
# Lanterns

## A. Care

1. Trim the *wick*[^w] every day.

   A second paragraph of the same item.
2. Then:
   (a) fill the oil;
   (b) close the **door**.

- loose point

| Square | Number |
|--------|--------|
| Old    | 12     |

> Case study: the old market.

[^w]: Cotton, not wool.
`

func TestMarkdown(t *testing.T) {
	text := mustRead(t, "handbook.md", []byte(handbook))
	want := []string{
		"cover, heading 1 [] Lanterns",
		"body, heading 2 [A.] Care",
		"body, paragraph [1.] Trim the *wick*{1} every day.",
		"body, paragraph [] A second paragraph of the same item.",
		"body, paragraph [2.] Then:",
		"body, item 1 [(a)] fill the oil;",
		"body, item 1 [(b)] close the **door**.",
		"body, item 2 [•] loose point",
		"body, row [] Square | Number",
		"body, row [] Old | 12",
		"body, box [] Case study: the old market.",
		"note [1] Cotton, not wool.",
	}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	if m := text.Meta; m.Title != "Handbook of lanterns" || m.Symbol != "S/2098/17" || m.Lang != "es" {
		t.Errorf("front matter: %+v", m)
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte(handbook))
	f.Add([]byte("---\n---\n[^1]: a\n\n[^1]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if text, err := decodeMarkdown(t.Context(), strings.NewReader(string(raw))); err == nil {
			sound(t, text)
		}
	})
}
