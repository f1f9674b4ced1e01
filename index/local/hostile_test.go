package local

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
	generate "concordance/index/bench/passages"
	"concordance/index/query"
)

// large is an engine of 20,000 generated passages, made once.
var large = sync.OnceValues(func() (*Engine, error) {
	e, err := Open("")
	if err != nil {
		return nil, err
	}
	return e, e.Rebuild(context.Background(), 1, func(yield func(*corpus.Work, error) bool) {
		for w := range generate.Works(5, 20_000) {
			if !yield(w, nil) {
				return
			}
		}
	})
})

// largeView is a view of it, to search without the engine.
func largeView(t testing.TB) *view {
	t.Helper()
	if testing.Short() {
		t.Skip("indexes 20,000 passages: left out of short runs")
	}
	e, err := large()
	if err != nil {
		t.Fatal(err)
	}
	v, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.release)
	return v
}

// repeated joins n pieces.
func repeated(n int, sep string, piece func(i int) string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = piece(i)
	}
	return strings.Join(all, sep)
}

// mostFrequent lists the words of a view in most entries, the most frequent first.
func mostFrequent(v *view, n int) []string {
	times := map[string]uint32{}
	for _, p := range v.parts {
		voc := p.forward.vocab["en"]
		for i := range voc.words.len() {
			times[string(voc.words.at(i))] += voc.df.at(i)
		}
	}
	all := slices.SortedFunc(maps.Keys(times), func(a, b string) int {
		return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(a, b))
	})
	return all[:min(n, len(all))]
}

// hostile are queries, of some words and others, that ask for as much as a query can.
func hostile(words []string) map[string]string {
	letters := "abcdefghijklmnopqrstuvwxyz"
	two := func(i int) string { return string(letters[i%26]) + string("aeioulrhtsn"[i/26%11]) }
	word := func(i int) string { return words[i%len(words)] }
	return map[string]string{
		"prefixes":             repeated(200, " OR ", func(i int) string { return two(i) + "*" }),
		"prefixes together":    repeated(200, " ", func(i int) string { return two(i) + "*" }),
		"misspelt":             repeated(200, " ", func(i int) string { return word(i) + "x~2" }),
		"misspelt either":      repeated(200, " OR ", func(i int) string { return "st" + two(i) + "ing~2" }),
		"misspelt and long":    repeated(30, " ", func(i int) string { return strings.Repeat(two(i), 50) + "~2" }),
		"a phrase":             `"` + repeated(200, " ", word) + `"`,
		"a phrase of one":      `"` + repeated(200, " ", func(int) string { return "the" }) + `"`,
		"phrases":              repeated(150, " ", func(i int) string { return `"` + word(i) + " " + word(i+1) + `"` }),
		"phrases of the":       repeated(100, " OR ", func(i int) string { return `"the ` + word(i) + `"` }),
		"near":                 repeated(100, " ", func(i int) string { return word(i) + " NEAR/100 " + word(i+7) }),
		"near either":          repeated(100, " OR ", func(i int) string { return "the NEAR/100 " + word(i) }),
		"a chain":              repeated(200, " NEAR/100 ", word),
		"a short chain":        "the NEAR/100 of NEAR/100 and NEAR/100 to NEAR/100 in NEAR/1 for NEAR/1 on",
		"a chain that fails":   "the NEAR/100 of NEAR/100 the NEAR/100 and NEAR/100 the NEAR/100 to NEAR/1 the",
		"slop":                 `"the of and to in for on with by that"~100`,
		"slop that fails":      `"the of and to in for on with by that"~9`,
		"near prefixes":        "co* NEAR/5 re* NEAR/5 st*",
		"many near prefixes":   repeated(60, " OR ", func(i int) string { return two(i) + "* NEAR/9 " + two(i+1) + "*" }),
		"near misspelt":        repeated(60, " OR ", func(i int) string { return word(i) + "x~2 NEAR/9 " + word(i+3) + "~1" }),
		"words":                repeated(200, " ", word),
		"either of words":      repeated(200, " OR ", word),
		"words that are not":   repeated(200, " ", func(i int) string { return "zq" + two(i) + "quzqw" }),
		"none of words":        repeated(200, " ", func(i int) string { return "-" + word(i) }),
		"years":                repeated(200, " OR ", func(i int) string { return fmt.Sprint(1900+i, "..") }),
		"facets":               repeated(200, " OR ", func(int) string { return "lang:en" }),
		"references":           repeated(200, " OR ", func(i int) string { return fmt.Sprintf("X/CL.%d/%d", i%20, i) }),
		"cited":                repeated(200, " ", func(i int) string { return fmt.Sprintf("citedby:X/CL.%d/%d", i%20, i) }),
		"titles":               repeated(200, " OR ", func(i int) string { return "title:" + word(i) }),
		"terms":                repeated(40, " ", func(int) string { return "critical infrastructure soft targets civil aviation" }),
		"parentheses":          strings.Repeat("(", 2000) + "the" + strings.Repeat(")", 2000),
		"nested":               repeated(150, "", func(i int) string { return "(the OR (" + word(i) + " AND " }) + "of",
		"nots in nots":         strings.Repeat("-(the ", 300),
		"a letter":             strings.Repeat("a", 4096),
		"letters":              strings.Repeat("a ", 2048),
		"stars":                strings.Repeat("a* ", 1300),
		"an expression":        "/" + strings.Repeat("(a|b)*", 15) + "/ /[a-z]{1,9}+.*/ /((((a*)*)*)*)*/",
		"wildcards":            repeated(200, " ", func(i int) string { return "*" + two(i) + "?" + two(i+1) + "*" }),
		"right to left":        strings.Repeat("\u202e\u2067\u200fا\u2069 ", 200),
		"marks":                strings.Repeat("a\u0301\u0302\u0303", 500),
		"Chinese":              strings.Repeat("目标", 600),
		"one Chinese phrase":   `"` + strings.Repeat("目", 1200) + `"`,
		"bytes":                strings.Repeat("\x00\xff\xfe\xc3(", 800),
		"quotation marks":      strings.Repeat(`"the`, 900),
		"operators":            strings.Repeat("AND OR NOT NEAR/3 ", 220),
		"numbers":              strings.Repeat("2396 (2017) para 27 ", 200),
		"colons":               strings.Repeat("work:theme:", 350),
		"signs":                strings.Repeat("🧀👩\u200d🚀 ", 250),
		"common words quoted":  repeated(190, " ", func(i int) string { return `"of the"` }) + ` "the of"`,
		"tildes":               strings.Repeat(`"the of"~`, 400),
		"every word a concept": repeated(200, " OR ", func(i int) string { return []string{"stadium", "school", "drone", "airport", "CI"}[i%5] }),
	}
}

// No query reads more than is allowed, but for its last part, and what is left
// out is said.
func TestHostileQueries(t *testing.T) {
	v := largeView(t)
	dear, cut, ran := 0, 0, 0
	all := hostile(mostFrequent(v, 400))
	for name, q := range all {
		t.Run(name, func(t *testing.T) {
			ran++
			req := index.Request{Query: q, Lang: lang.English}
			s := &search{v: v, req: req, query: query.Parse(q, req.Lang)}
			res, err := s.do(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if work := s.bound.lister.work; work > maxWork+nearWork/4 {
				t.Errorf("%d postings read, %d allowed; read as %.200s", work, maxWork, res.Query)
			} else if work > maxWork/100 {
				dear++
			}
			said := slices.ContainsFunc(res.Repairs, func(r index.Repair) bool { return r.Code == query.TooMuch })
			if left := s.bound.cut || s.bound.lister.cut; left != said {
				t.Errorf("parts are left out: %v, said: %v", left, said)
			}
			if said {
				cut++
			}
			for _, h := range res.Hits {
				for _, s := range h.Spans {
					if s.Start < 0 || s.Start >= s.End || s.End > len(h.Snippet) {
						t.Errorf("span %v in %d bytes", s, len(h.Snippet))
					}
				}
			}
		})
	}
	t.Logf("%d queries read much, %d too much", dear, cut)
	if ran == len(all) && (dear < 20 || cut == 0) {
		t.Errorf("%d queries read much and %d too much: they are not hostile", dear, cut)
	}
}

// A list that could not be made whole is not kept for queries that come after.
func TestCutListsAreNotKept(t *testing.T) {
	v := largeView(t)
	v.lists = newListCache(cacheBytes(v.size))
	spent := &lister{v: v, work: maxWork + 1}
	c := channelOf(lang.English)
	some, err := spent.prefix(c, "pr")
	if err != nil || !spent.cut {
		t.Fatalf("a spent lister cuts nothing: %v", err)
	}
	fresh := &lister{v: v}
	all, err := fresh.prefix(c, "pr")
	if err != nil || fresh.cut || all.list.size() <= some.list.size() || all.list.size() == 0 {
		t.Errorf("%d entries after %d, %v", all.list.size(), some.list.size(), err)
	}
}

func BenchmarkHostile(b *testing.B) {
	v := largeView(b)
	for name, q := range hostile(mostFrequent(v, 400)) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				v.lists = newListCache(cacheBytes(v.size))
				s := &search{v: v, req: index.Request{Query: q, Lang: lang.English}, query: query.Parse(q, lang.English)}
				if _, err := s.do(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
