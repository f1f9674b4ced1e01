package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"concordance/index/bench/passages"
)

// query is one search. Its text means the same to all three engines.
type query struct {
	Class string `json:"class,omitempty"`
	Query string `json:"query,omitempty"`
	Page  bool   `json:"page"`
	Facet string `json:"facet,omitempty"`
	Value string `json:"value,omitempty"`
	// Share is how many postings the query must read at the least, as a share of
	// the passages; 0 is not known.
	Share float64 `json:"-"`
}

// perClass is how many queries a class has.
const perClass = 40

// classes in the order of the table. A page is narrowed by a facet, and has its
// words by AND, as typed, or by OR, where many passages are counted.
var classes = []string{"common", "rare", "and", "or", "phrase", "prefix", "page", "page or"}

// sampled is how many passages the queries are chosen from.
const sampled = 100_000

// sample knows how often words occur in the first passages of a table.
type sample struct {
	r     *rand.Rand
	rows  []passages.Row // one in some
	df    map[string]int
	size  int
	words []string // by name
	// recurring counts phrases of rows.
	recurring map[string]int
}

// chooseQueries makes the queries of every class from what the passages hold.
func chooseQueries(table string) ([]query, error) {
	s, err := newSample(table)
	if err != nil {
		return nil, err
	}
	var out []query
	for _, c := range classes {
		of, err := s.class(c)
		if err != nil {
			return nil, err
		}
		out = append(out, of...)
	}
	return out, nil
}

// class makes the queries of a class, none twice.
func (s *sample) class(name string) ([]query, error) {
	var out []query
	for tries := 0; len(out) < perClass; tries++ {
		if tries == 100*perClass {
			return nil, fmt.Errorf("the passages give only %d queries of class %q", len(out), name)
		}
		q := s.query(name, len(out))
		if q.Query != "" && !slices.ContainsFunc(out, func(o query) bool { return o.Query == q.Query }) {
			q.Class, q.Share = name, s.share(q.Query)
			out = append(out, q)
		}
	}
	return out, nil
}

func newSample(table string) (*sample, error) {
	f, err := os.Open(table)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := &sample{r: rand.New(rand.NewPCG(seed, 1)), df: map[string]int{}, recurring: map[string]int{}}
	for row, err := range passages.ReadRows(f) {
		if err != nil {
			return nil, err
		}
		for _, w := range words(row.Text) {
			s.df[w]++
		}
		if s.size%17 == 0 {
			s.rows = append(s.rows, row)
		}
		if s.size++; s.size == sampled {
			break
		}
	}
	s.words = slices.Sorted(maps.Keys(s.df))
	for _, row := range s.rows {
		for _, n := range []int{2, 3} {
			for _, p := range phrases(row.Text, n) {
				s.recurring[p]++
			}
		}
	}
	return s, nil
}

// words are the invented words of a text, each once.
func words(text string) []string {
	all := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == ';' })
	all = slices.DeleteFunc(all, func(w string) bool { return !invented(w) })
	slices.Sort(all)
	return slices.Compact(all)
}

func invented(w string) bool { return lower(w) && passages.Invented(w) }

func lower(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' })
}

// phrases are runs of n words within a clause that begin and end with an invented one.
func phrases(text string, n int) []string {
	var out []string
	for clause := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '.' || r == ';' }) {
		f := strings.Fields(clause)
		for i := 0; i+n <= len(f); i++ {
			if run := f[i : i+n]; invented(run[0]) && invented(run[n-1]) && !slices.ContainsFunc(run, func(w string) bool { return !lower(w) }) {
				out = append(out, strings.Join(run, " "))
			}
		}
	}
	return out
}

// query makes the i-th query of a class, or an empty one that is no good.
func (s *sample) query(class string, i int) query {
	row := s.row()
	switch class {
	case "common":
		return query{Query: join(s.some(s.words, 1, .02, .6), "")}
	case "rare":
		return query{Query: join(s.some(s.words, 1, 2/float64(s.size), max(5/float64(s.size), .0003)), "")}
	case "and":
		return query{Query: join(s.some(words(row.Text), 2+i%2, .002, .3), " AND ")}
	case "or":
		return query{Query: join(s.some(s.words, 3+i%3, .003, .3), " OR ")}
	case "phrase":
		return query{Query: s.phrase(row, i)}
	case "prefix":
		return query{Query: s.prefix()}
	case "page":
		return narrowed(join(s.some(words(row.Text), 2+i%3, .03, .6), " AND "), row, i)
	default:
		return narrowed(join(s.some(s.words, 2+i%3, .02, .6), " OR "), row, i)
	}
}

// share reckons with all postings of words joined by OR; of others with as many
// of each word as the rarest has, since the rest can be leapt over.
func (s *sample) share(text string) float64 {
	all, least, n := 0, s.size, 0
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '"' }) {
		if df := s.df[w]; df > 0 {
			all, least, n = all+df, min(least, df), n+1
		}
	}
	if !strings.Contains(text, " OR ") {
		all = n * least
	}
	return float64(all) / float64(s.size)
}

func (s *sample) row() passages.Row { return s.rows[s.r.IntN(len(s.rows))] }

// some takes n of the words that stand in that share of the passages; nil when
// there are too few.
func (s *sample) some(from []string, n int, least, most float64) []string {
	var fit []string
	for _, w := range from {
		if share := float64(s.df[w]) / float64(s.size); share >= least && share <= most {
			fit = append(fit, w)
		}
	}
	if len(fit) < n {
		return nil
	}
	s.r.Shuffle(len(fit), func(i, j int) { fit[i], fit[j] = fit[j], fit[i] })
	return fit[:n]
}

func join(words []string, by string) string { return strings.Join(words, by) }

// phrase takes one of two or three words from row; every other one recurs.
func (s *sample) phrase(row passages.Row, i int) string {
	all := slices.DeleteFunc(phrases(row.Text, 2+i/2%2), func(p string) bool { return i%2 == 0 && s.recurring[p] < 3 })
	if len(all) == 0 {
		return ""
	}
	return `"` + all[s.r.IntN(len(all))] + `"`
}

// prefix takes the first three to five letters of a word that is not rare.
func (s *sample) prefix() string {
	w := s.some(s.words, 1, .0005, .3)
	if len(w) == 0 || len(w[0]) < 6 {
		return ""
	}
	return w[0][:3+s.r.IntN(3)] + "*"
}

// sixFacets are those that pages count; ours counts all it has.
var sixFacets = []string{"kind", "body", "year", "role", "country", "theme"}

// narrowed is a page of what row has in one of six facets.
func narrowed(text string, row passages.Row, i int) query {
	if text == "" {
		return query{}
	}
	theme, _, _ := strings.Cut(row.Themes, " ")
	values := []string{row.Kind, row.Body, row.Date[:4], row.Role, row.Country, theme}
	i %= len(sixFacets)
	if values[i] == "" {
		return query{}
	}
	return query{Query: text, Page: true, Facet: sixFacets[i], Value: values[i]}
}
