package ui

import (
	"slices"
	"strconv"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"concordance/corpus/lang"
)

func TestScoreTables(t *testing.T) {
	const page = `# Scores

| other | table |
|---|---|
| 1 | 2 |

Words.

| language | files | **right** | right |
|---|---:|---:|---:|
| en | 4 | **0.5** | 0.4 |
| zh | 2 | 1 | 1 |

| language | files |
|---|---|
| fr | 3 |
`
	rows := scores(page, "language", "files")
	if len(rows) != 2 || rows[0]["right"] != "0.5" || rows[1]["language"] != "zh" {
		t.Errorf("read %v", rows)
	}
	if rows := scores(page, "nothing"); len(rows) != 0 {
		t.Errorf("found %v under no head", rows)
	}
}

// The page of help shows every scoreboard, in each language, with a number in
// each cell.
func TestHelpShowsScores(t *testing.T) {
	h := site(t)
	for _, l := range lang.Interface {
		d := open(t, h, "/help?hl="+string(l))
		for of, want := range map[string]int{"linked": 6, "labelled": 6, "ruled": 5, "ranked": 10} {
			rows := d.Find(`.board[aria-labelledby=` + of + `] tbody tr`)
			if rows.Length() < want {
				t.Errorf("%s: %d rows of %s, want %d", l, rows.Length(), of, want)
			}
			rows.Find("td:last-child").Each(func(_ int, s *goquery.Selection) {
				share := text(s)
				if of == "labelled" { // places: 118 of 119
					return
				}
				if x, err := strconv.ParseFloat(share, 64); err != nil || x < 0 || x > 1 {
					t.Errorf("%s: %s says %q", l, of, share)
				}
			})
		}
		var keys []string
		d.Find("kbd").Each(func(_ int, s *goquery.Selection) { keys = append(keys, text(s)) })
		if !slices.Contains(keys, "/") || !slices.Contains(keys, "j k") {
			t.Errorf("%s: the keys are %v", l, keys)
		}
	}
}
