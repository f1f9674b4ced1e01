package ui

import (
	"slices"
	"strings"

	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index/judge"
)

// Board is a table of the scoreboards, cut to what a reader wants to know.
type Board struct {
	Heads []string
	Rows  [][]string // the first cell names the row
}

// scores reads the table of a scoreboard whose head begins with some columns:
// its rows as maps from the head of a column to the cell.
func scores(markdown string, begins ...string) []map[string]string {
	var out []map[string]string
	var heads []string
	for line := range strings.Lines(markdown) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			if out != nil {
				break
			}
			heads = nil
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.Trim(cells[i], " *")
		}
		switch {
		case heads == nil && len(cells) >= len(begins) && slices.Equal(cells[:len(begins)], begins):
			heads = cells
		case heads != nil && !strings.HasPrefix(cells[0], "--"):
			row := map[string]string{}
			for i, c := range cells[:min(len(cells), len(heads))] {
				if _, twice := row[heads[i]]; !twice {
					row[heads[i]] = c
				}
			}
			out = append(out, row)
		}
	}
	return out
}

// board keeps some columns of rows under their heads; the first is named by name.
func board(heads []string, rows []map[string]string, name func(string) string, columns ...string) Board {
	b := Board{Heads: heads}
	for _, r := range rows {
		cells := []string{name(r[columns[0]])}
		for _, c := range columns[1:] {
			cells = append(cells, r[c])
		}
		b.Rows = append(b.Rows, cells)
	}
	return b
}

// kept are the rows that a condition holds of.
func kept(rows []map[string]string, is func(map[string]string) bool) []map[string]string {
	return slices.DeleteFunc(rows, func(r map[string]string) bool { return !is(r) })
}

// linked compares the tagger with the links of the United Nations, a language a row.
func (p *Page) linked() Board {
	return board([]string{p.T("help.tongue"), p.T("help.links"), p.T("help.precision"), p.T("help.recall")},
		scores(cite.Scoreboard, "language", "files", "links"), p.language, "language", "links", "precision", "recall")
}

// labelled compares the tagger with labelled paragraphs, a language a row.
func (p *Page) labelled() Board {
	rows := kept(scores(cite.Scoreboard, "language", "form"), func(r map[string]string) bool { return r["form"] == "all" && r["language"] != "all" })
	for _, r := range rows {
		r["pinpoints"] = strings.Replace(r["pinpoints"], " of ", "/", 1)
	}
	return board([]string{p.T("help.tongue"), p.T("help.mentions"), p.T("help.precision"), p.T("help.recall"), p.T("help.places")},
		rows, p.language, "language", "expected", "precision", "recall", "pinpoints")
}

// ruled compares rules with editors, on texts in the language of the page.
func (p *Page) ruled() Board {
	rows := kept(scores(vocab.Scoreboard, "facet", "language"), func(r map[string]string) bool { return r["language"] == string(p.Tag) })
	return board([]string{p.T("help.subject"), p.T("help.precision"), p.T("help.recall")}, rows, p.facet, "facet", "precision", "recall")
}

// ranked is how search does on public collections.
func (p *Page) ranked() Board {
	rows := scores(judge.Scoreboard, "collection", "language")
	for _, r := range rows {
		r["language"] = p.language(r["language"])
	}
	return board([]string{p.T("help.collection"), p.T("help.tongue"), p.T("help.queries"), "nDCG@10", "R@100"},
		rows, strings.TrimSpace, "collection", "language", "queries", "nDCG@10", "R@100")
}

func (p *Page) language(tag string) string { return p.Language(lang.Tag(tag)) }
