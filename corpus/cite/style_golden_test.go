package cite_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/digest"
	"concordance/corpus/lang"
)

const goldenFile = "testdata/styles.golden"

// golden are the works of the embedded corpus whose citations were read against
// the manuals' rules: each kind, each issuing body, each form of symbol, dates
// known to the day, to the month, to the year and not at all, and each kind of
// place.
var golden = []string{
	"s-res-2396-2017/para-27",
	"s-res-1373-2001/para-2.e",
	"s-res-2341-2017/pp-8",
	"s-res-2734-2024/annex-1/para-16",
	"s-res-1535-2004",
	"s-prst-2022-7/para-21",
	"s-prst-2010-19/para-5",
	"a-res-60-288/annex/para-13",
	"a-res-77-298/para-74",
	"a-res-76-181/annex/para-77",
	"a-res-71-291",
	"s-2018-1177/annex/principle-50",
	"s-2023-1035",
	"a-79-912-s-2025-306/principle-9",
	"s-2025-22/para-24.f",
	"s-2025-496/para-31",
	"s-2025-71-rev-1/fn-12",
	"a-77-718/para-45",
	"s-2017-716/section-2.4.1",
	"s-2020-731/box-2",
	"sc-12714",
	"delhi2022/para-3",
	"ctc-concept-note-2021-01-27/para-16",
	"cted-brief2025/time-00.12.30",
	"un-compendium-critical-infrastructure-2022/case-7",
	"unoct-uas-module-2022/table-4",
	"gctf-antalya-memorandum-2017/practice-3",
	"mse-pve/section-4",
	"iso-22341-2021/section-5.2",
	"uk-terrorism-protection-of-premises-act-2025/section-5",
}

// rules are those of the manuals, by style: for a work cited by its number, a
// statement, a document with a symbol, and a work without one.
var rules = map[string][4]string{
	"un":                  {"U1", "U2", "U2", "U3"},
	"oscola":              {"O1", "O2", "O2", "O3"},
	"bluebook":            {"B1", "B2", "B3", "B4"},
	"chicago":             {"C1", "C2", "C2", "C3"},
	"chicago-author-date": {"D1", "D2", "D2", "D3"},
	"apa":                 {"A1", "A2", "A2", "A3"},
	"plain":               {"S1", "S1", "S1", "S2"},
}

const goldenHead = `# Citations of the embedded corpus, read against the rules of the manuals. One line a citation:
# style or language, rule, full form | short form. go test ./corpus/cite -run Golden -update rewrites it: read the difference.
#
# U1 organ and number name an adopted resolution, its symbol is not repeated; place after a comma, point in brackets after a space
# U2 a document is named by its symbol alone   U3 a work without symbol: body, title, year unless the title says it
# O1 UNSC Res N (day month year) UN Doc symbol without year, place without full stops   O2 body, ‘title’ (date) UN Doc symbol, place
# O3 the same without symbol: nothing stands in its place   O4 an Act by its title alone
# B1 S.C. Res. N, ¶ place (Mon. day, year)   B2 S.C. Pres. Statement year/N   B3 body, title, ¶ place, U.N. Doc. symbol (date)
# B4 the same without symbol
# C1 UN organ, Resolution N, title where the organ gave one, symbol without year (Month day, year), place   C2 author, title, symbol (date), place   C3 without symbol
# D1 D2 D3 the same as an entry of the list: author. year. title. symbol. Month day; the place stands in the text's citation
# A1 A2 A3 author. (year, Month day). Title (symbol). address; the place stands in the text's citation; n.d. where no date is known
# S1 the symbol and the place   S2 the title and the place: a symbol is never made up
# Dates are written as far as they are known. The short form is what stands in a later note or, of author and date, in the text.
`

func TestGoldenCitations(t *testing.T) {
	works := map[corpus.WorkID]*corpus.Work{}
	ds, err := digest.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		works[d.ID] = &corpus.Work{Description: d.Description}
	}
	var b strings.Builder
	b.WriteString(goldenHead)
	kinds := map[corpus.Kind]bool{}
	for _, name := range golden {
		id, l, _ := strings.Cut(name, "/")
		w := works[corpus.WorkID(id)]
		if w == nil {
			t.Fatalf("%s is not in the embedded corpus", id)
		}
		kinds[w.Kind] = true
		fmt.Fprintf(&b, "\n%s (%s)\n", name, w.Kind)
		for _, s := range cite.Styles {
			b.WriteString(goldenLine(t, s.Name, s.Name, w, corpus.Locator(l), lang.English))
		}
		for _, ui := range lang.Interface[1:] {
			b.WriteString(goldenLine(t, string(ui), "un", w, corpus.Locator(l), ui))
		}
	}
	if len(golden) < 30 || len(kinds) < 14 {
		t.Errorf("%d works of %d kinds are few", len(golden), len(kinds))
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(goldenFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	got, lines := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(lines)) {
		if i >= len(got) || i >= len(lines) || got[i] != lines[i] {
			t.Fatalf("%s, line %d: cited now as\n%s\nIf that is right, run with -update and read the difference.", goldenFile, i+1, got[min(i, len(got)-1)])
		}
	}
}

func goldenLine(t *testing.T, name, style string, w *corpus.Work, l corpus.Locator, ui lang.Tag) string {
	t.Helper()
	full, err := cite.Cite(style, w, l, ui)
	short, errShort := cite.CiteShort(style, w, l, ui)
	if err != nil || errShort != nil {
		t.Fatalf("%s of %s/%s: %v, %v", style, w.ID, l, err, errShort)
	}
	rule := rules[style][classOf(w)]
	if style == "oscola" && w.Kind == corpus.KindLegislation {
		rule = "O4"
	}
	return fmt.Sprintf("%-19s %s  %s | %s\n", name, rule, full, short)
}

// classOf is the column of rules that w falls under.
func classOf(w *corpus.Work) int {
	switch {
	case strings.Contains(w.Symbol, "/RES/"):
		return 0
	case strings.HasPrefix(w.Symbol, "S/PRST/"):
		return 1
	case w.Symbol != "":
		return 2
	}
	return 3
}
