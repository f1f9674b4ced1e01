// Package country names States and areas in the six languages of the United
// Nations, and finds them in text. The names and codes are facts of the
// Organization's own list (M49), with the short names documents use beside the
// formal ones.
//
// Files: country.go, countries.csv (a line a country: ISO 3166 alpha-3 code,
// then its names in en, fr, es, ru, ar, zh; the first of several is the one shown).
package country

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"concordance/corpus/lang"
)

//go:embed countries.csv
var data string

// name is one name of a country, folded.
type name struct{ folded, code string }

type table struct {
	shown map[string]map[lang.Tag]string
	names map[lang.Tag][]name // the longest first: "Guinea-Bissau" before "Guinea"
}

var all = sync.OnceValue(func() table {
	t := table{map[string]map[lang.Tag]string{}, map[lang.Tag][]name{}}
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		panic(fmt.Errorf("corpus/country/countries.csv: %w", err)) // compiled in: only a broken build comes here
	}
	for _, row := range rows[1:] {
		t.shown[row[0]] = map[lang.Tag]string{}
		for i, cell := range row[1:] {
			l := lang.Tag(rows[0][i+1])
			for k, n := range strings.Split(cell, "|") {
				if k == 0 {
					t.shown[row[0]][l] = n
				}
				t.names[l] = append(t.names[l], name{fold(n), row[0]})
			}
		}
	}
	for _, ns := range t.names {
		slices.SortFunc(ns, func(a, b name) int {
			if n := len(b.folded) - len(a.folded); n != 0 {
				return n
			}
			return strings.Compare(a.folded, b.folded)
		})
	}
	return t
})

// Codes lists the ISO 3166 alpha-3 codes, sorted.
func Codes() []string {
	var out []string
	for c := range all().shown {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// Name is the name of a country in l, in English where l has none, and the code
// itself where there is no such country.
func Name(code string, l lang.Tag) string {
	names := all().shown[code]
	if n := names[l]; n != "" {
		return n
	}
	if n := names[lang.English]; n != "" {
		return n
	}
	return code
}

// In lists the countries that text names in l, each once, in the order of their
// first mention. Names are looked for as the list has them: in Russian only in
// the nominative. A longer name hides the shorter ones in it.
func In(text string, l lang.Tag) []string {
	type found struct {
		at   int
		code string
	}
	folded := []byte(fold(text))
	var hits []found
	for _, n := range all().names[l] {
		for from := 0; from < len(folded); {
			i := bytes.Index(folded[from:], []byte(n.folded))
			if i < 0 {
				break
			}
			at := from + i
			end := at + len(n.folded)
			if whole(folded, at, end, l) {
				hits = append(hits, found{at, n.code})
				for k := at; k < end; k++ { // hidden from shorter names
					folded[k] = 0
				}
			}
			from = end
		}
	}
	slices.SortFunc(hits, func(a, b found) int { return a.at - b.at })
	var out []string
	for _, f := range hits {
		if !slices.Contains(out, f.code) {
			out = append(out, f.code)
		}
	}
	return out
}

// whole reports whether folded[at:end] stands by itself: Chinese has no spaces,
// and in Arabic a one-letter preposition may be joined to the name.
func whole(folded []byte, at, end int, l lang.Tag) bool {
	if l == lang.Chinese {
		return true
	}
	before, n := utf8.DecodeLastRune(folded[:at])
	after, _ := utf8.DecodeRune(folded[end:])
	if letter(after) {
		return false
	}
	if !letter(before) {
		return true
	}
	prior, _ := utf8.DecodeLastRune(folded[:at-n])
	return l == lang.Arabic && strings.ContainsRune("وبلفك", before) && !letter(prior)
}

func letter(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// fold makes case and apostrophes one: the titles of case studies are often all
// in capitals.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\'', '‘', '’', 'ʼ':
			return '’'
		case 'ё':
			return 'е'
		}
		return unicode.ToLower(r)
	}, s)
}
