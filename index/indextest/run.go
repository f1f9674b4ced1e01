// Package indextest is the suite that every engine must pass. An engine's own
// test is a few lines:
//
//	func TestEngine(t *testing.T) {
//		indextest.Run(t, func(t *testing.T) index.Engine { ... })
//	}
//
// Files: run.go (the suite), asked.go (closeness, likeness, reasons, spelling,
// filters), works.go (made-up works).
package indextest

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/query"
)

// Run tests an engine. open gives an empty one, and closes it when the test ends.
func Run(t *testing.T, open func(t *testing.T) index.Engine) {
	for _, c := range []struct {
		name string
		test func(*testing.T, index.Engine)
	}{
		{"empty", empty},
		{"put, replace and delete", change},
		{"languages", languages},
		{"concepts", concepts},
		{"wider", wider},
		{"matching", matching},
		{"closeness", closeness},
		{"misspelt words", misspelt},
		{"sentences", sentences},
		{"best bets", bestBets},
		{"facets", facets},
		{"filters", filters},
		{"years and order", order},
		{"pages", pages},
		{"joined by work", grouped},
		{"more like this", like},
		{"why", reasons},
		{"did you mean", meant},
		{"highlights", highlights},
		{"snippets", snippets},
		{"junk", junk},
		{"suggestions", suggestions},
		{"rebuild while searching", rebuild},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func put(t *testing.T, e index.Engine, works ...*corpus.Work) {
	t.Helper()
	if err := e.Put(context.Background(), 1, works...); err != nil {
		t.Fatal(err)
	}
}

func search(t *testing.T, e index.Engine, r index.Request) *index.Result {
	t.Helper()
	res, err := e.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("searching %+v: %v", r, err)
	}
	return res
}

// found lists the hits as work/locator.
func found(res *index.Result) []string {
	out := []string{}
	for _, h := range res.Hits {
		out = append(out, string(h.Work)+"/"+string(h.Locator))
	}
	return out
}

func wantFirst(t *testing.T, res *index.Result, query, want string) {
	t.Helper()
	if got := found(res); len(got) == 0 || got[0] != want {
		t.Errorf("%q finds %v first, want %s", query, got, want)
	}
}

func wantAll(t *testing.T, res *index.Result, query string, want ...string) {
	t.Helper()
	got := found(res)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || res.Total != len(want) {
		t.Errorf("%q finds %d: %v, want %v", query, res.Total, got, want)
	}
}

func empty(t *testing.T, e index.Engine) {
	res := search(t, e, index.Request{Query: "harbour"})
	if res.Total != 0 || len(res.Hits) != 0 || res.Next != "" {
		t.Errorf("an empty index finds %+v", res)
	}
	st, err := e.Status(context.Background())
	if err != nil || st.Provisions != 0 || st.Seq != 0 || st.Stale || st.Fingerprint == "" {
		t.Errorf("status of an empty index: %+v, %v", st, err)
	}
}

func change(t *testing.T, e index.Engine) {
	ctx := context.Background()
	put(t, e, council(), assembly())
	before, _ := e.Status(ctx)
	if before.Provisions != 6 || before.Seq != 1 {
		t.Errorf("after putting: %+v", before)
	}
	w := assembly()
	w.Provisions = w.Provisions[:1]
	w.Provisions[0].Texts["en"].Text = "Invites dairies to bake bread."
	if err := e.Put(ctx, 5, w); err != nil {
		t.Fatal(err)
	}
	after, _ := e.Status(ctx)
	if after.Provisions != 4 || after.Seq != 5 || after.Generation == before.Generation {
		t.Errorf("after replacing: %+v, before: %+v", after, before)
	}
	wantAll(t, search(t, e, index.Request{Query: "ripen"}), "ripen")
	wantAll(t, search(t, e, index.Request{Query: "bread"}), "bread", "a-res-88-777/para-1")
	if err := e.Delete(ctx, 6, w.ID, "never-there"); err != nil {
		t.Fatal(err)
	}
	last, _ := e.Status(ctx)
	if last.Provisions != 3 || last.Seq != 6 || last.Generation == after.Generation {
		t.Errorf("after deleting: %+v", last)
	}
	wantAll(t, search(t, e, index.Request{Query: "bread"}), "bread")
}

func languages(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, c := range []struct {
		query string
		l     lang.Tag
	}{
		{"winter storm", "en"}, {"WINTER-STORMS", "en"},
		{"tempête d’hiver", "fr"}, {"tempete d'hiver", "fr"}, {"tempêtes", "fr"},
		{"tormenta invernal", "es"}, {"tormentas invernales", "es"},
		{"зимняя буря", "ru"}, {"зимней бури", "ru"},
		{"عاصفة شتوية", "ar"}, {"العاصفة", "ar"}, {"عَاصِفَة", "ar"},
		{"冬季风暴", "zh"}, {"风暴", "zh"},
	} {
		for _, reader := range []lang.Tag{c.l, "en", "fr"} {
			res := search(t, e, index.Request{Query: c.query, Lang: reader})
			wantFirst(t, res, c.query, "s-res-9901-2099/para-1")
			if len(res.Hits) > 0 && res.Hits[0].Lang != c.l {
				t.Errorf("%q is shown in %s", c.query, res.Hits[0].Lang)
			}
			if len(res.Hits) > 0 && len(res.Hits[0].Spans) == 0 {
				t.Errorf("%q is not marked in %q", c.query, res.Hits[0].Snippet)
			}
		}
	}
}

// concepts: official renderings that differ, and languages, meet.
func concepts(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, q := range []string{"soft targets", "cibles molles", "cibles vulnérables", "blancos fáciles", "objetivos desprotegidos",
		"уязвимые цели", "слабозащищенные цели", "الأهداف غير المحصنة", "软目标"} {
		res := search(t, e, index.Request{Query: q, Lang: lang.English})
		wantFirst(t, res, q, "s-res-9901-2099/para-1")
		if len(res.Expanded) == 0 {
			t.Errorf("%q: the result does not say that other names were searched", q)
		}
		if len(res.Absent) != 0 {
			t.Errorf("%q: found by another name, yet %v is called absent", q, res.Absent)
		}
	}
	res := search(t, e, index.Request{Query: "cibles molles", Lang: lang.English})
	if h := res.Hits[0]; h.Lang != "en" || !strings.Contains(marked(h), "[soft targets]") {
		t.Errorf("an English reader is shown %s %q", h.Lang, marked(h))
	}
}

// wider: of a subject that no passage names the wider one may tell, which is said;
// that the words of its name stand here and there does not count as naming it.
func wider(t *testing.T, e index.Engine) {
	w := &corpus.Work{Description: corpus.Description{ID: "note-of-the-quay", Kind: corpus.KindReport, Date: "2097", Titles: map[lang.Tag]string{"en": "Note of the quay"}}}
	w.Provisions = []corpus.Provision{
		provision("para-1", map[lang.Tag]string{"en": "Crowds gather on the quay.", "es": "La gente se reúne en el muelle."}),
		provision("para-2", map[lang.Tag]string{"en": "The centre of the town lies far from those who go shopping.", "es": "El centro está lejos; la red comercial, también."}),
		provision("para-3", map[lang.Tag]string{"en": "A nightclub stands on the pier."}),
	}
	w.Provisions[0].Texts["en"].Terms = []corpus.TermUse{{ID: "target/c-soft-target", From: "rule"}}
	put(t, e, council(), assembly(), w)
	for _, c := range []struct {
		query string
		lang  lang.Tag
		want  []string
		said  bool
	}{
		{"shopping centre", "en", []string{"note-of-the-quay/para-1", "note-of-the-quay/para-2"}, true},
		{"centro comercial", "es", []string{"note-of-the-quay/para-1", "note-of-the-quay/para-2"}, true},
		{"nightclub", "en", []string{"note-of-the-quay/para-3"}, false},
		{"boîte de nuit", "fr", []string{"note-of-the-quay/para-3"}, false},
		{"crowds NOT (shopping centre)", "en", []string{"note-of-the-quay/para-1"}, false},
		{"soft targets -museum", "en", []string{"note-of-the-quay/para-1", "s-res-9901-2099/para-1", "a-res-88-777/para-1"}, false},
	} {
		res := search(t, e, index.Request{Query: c.query, Lang: c.lang})
		wantAll(t, res, c.query, c.want...)
		if said := slices.ContainsFunc(res.Repairs, func(r index.Repair) bool { return r.Code == query.Wider }); said != c.said {
			t.Errorf("%q: repairs %v", c.query, res.Repairs)
		}
	}
}

func matching(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	const p1, a1, a2, a10 = "s-res-9901-2099/para-1", "a-res-88-777/para-1", "a-res-88-777/para-2", "a-res-88-777/para-10"
	const pp1, p2, g0, g3 = "s-res-9901-2099/pp-1", "s-res-9901-2099/para-2", "harbour-keepers-guide/", "harbour-keepers-guide/practice-3"
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"cheese AND ripen", []string{a1}},
		{"the cheese AND that ripens", []string{a1}},
		{"ripen", []string{a1}},
		{"cheese NEAR/3 caves", []string{a1}},
		{"ferries OR dairies", []string{p2, a1, g3}},
		{"ferries -guard", []string{g3}},
		{"ferries NOT guard", []string{g3}},
		{"(ferries OR dairies) caves", []string{a1}},
		{`"soft cheese"`, []string{a2}},
		{`"cheese soft"`, nil},
		{`"seized of the cheese"`, []string{a10}},
		{`"seized the cheese"`, nil},
		{"timet*", []string{p2}},
		{"timetab*", []string{p2}},
		{"blackout*", []string{g3}},
		{"work:a-res-88-777", []string{a1, a2, a10}},
		{`work:"A/RES/88/777"`, []string{a1, a2, a10}},
		{"work:A/RES/88/777 seized", []string{a10}},
		{"kind:guide", []string{g0, g3}},
		{"theme:training-and-exercises", []string{g3}},
		{"cites:A/RES/88/777", []string{p2}},
		{"citedby:S/RES/9901", []string{a1, a2, a10, g3}}, // the whole of one, a practice of the other
		{"citedby:S/RES/9901 (2099)", []string{a1, a2, a10, g3}},
		{`citedby:"S/RES/9901 (2099)/para-1"`, []string{g3}},
		{`citedby:"S/RES/9901 (2099)/para-2" seized`, []string{a10}},
		{"citedby:s-res-9901-2099 -blackout", []string{a1, a2, a10}},
		{"citedby:harbour-keepers-guide", nil},
		{"citedby:S/RES/4242", nil},
		{"lang:ar", []string{pp1, p1, p2}},
		{`body:"security council" storm`, []string{p1}},
		{"2099..2099", []string{pp1, p1, p2}},
		{"..2098 caves", []string{a1}},
		{"title:lighthouses", []string{pp1, p1, p2}},
		{"zeppelin AND cheese", nil},
		{"lighthouses AND storm", []string{p1}}, // a word of the title counts
	} {
		res := search(t, e, index.Request{Query: c.query})
		wantAll(t, res, c.query, c.want...)
		if len(res.Repairs) != 0 {
			t.Errorf("%q is mended: %v", c.query, res.Repairs)
		}
	}
	// What no passage holds whole is relaxed, and said.
	res := search(t, e, index.Request{Query: "which zeppelin ripens cheese"})
	wantFirst(t, res, "which zeppelin ripens cheese", a1)
	if len(res.Repairs) != 1 || res.Repairs[0].Code != query.RelaxedNone {
		t.Errorf("relaxing says %v", res.Repairs)
	}
	// Where few hold it whole, they come first and those that hold some follow.
	res = search(t, e, index.Request{Query: "the cheese that ripens"})
	wantFirst(t, res, "the cheese that ripens", a1)
	if len(res.Repairs) != 1 || res.Repairs[0].Code != query.Relaxed || res.Repairs[0].Values["count"] != "1" || res.Total < 2 {
		t.Errorf("%d hits, and relaxing says %v", res.Total, res.Repairs)
	}
	// So is a word that no passage holds, unless it is asked to be missing.
	for query, want := range map[string][]string{
		"lighthouses kayak*":            {"kayak*"},
		"umbrella OR lighthouses":       {"umbrella"},
		"umbrella":                      {"umbrella"},
		"lighthouses NOT umbrella":      nil,
		`lighthouses "purple umbrella"`: {"purple umbrella"},
	} {
		if res := search(t, e, index.Request{Query: query}); !slices.Equal(res.Absent, want) {
			t.Errorf("%q: absent %v, want %v", query, res.Absent, want)
		}
	}
}

func bestBets(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide(), charter())
	for _, c := range []struct{ query, want string }{
		{"S/RES/9901 (2099) para 2", "s-res-9901-2099/para-2"},
		{"S/RES/9901 (2099)", "s-res-9901-2099/pp-1"},
		{"88/777", "a-res-88-777/para-1"},
		{"A/RES/88/777 para 10", "a-res-88-777/para-10"},
		{"Guide of the harbour keepers", "harbour-keepers-guide/"},
		{"Lighthouses in peril para 2", "s-res-9901-2099/para-2"},
		{"lighthouses paragraph 2", "s-res-9901-2099/para-2"}, // as the name of one work begins
		{"Gull Charter para 3", "a-res-88-778/annex/para-3"},
		{"Gull Charter para 1", "a-res-88-778/annex/para-1"}, // not of the resolution that annexes it
		{"Gull Charter para 2", "a-res-88-778/para-2"},
		{"A/RES/88/778 para 1", "a-res-88-778/para-1"},
	} {
		res := search(t, e, index.Request{Query: c.query})
		wantFirst(t, res, c.query, c.want)
		for i, h := range res.Hits {
			if h.Best != (i == 0) {
				t.Errorf("%q: hit %d has Best %v", c.query, i, h.Best)
			}
		}
	}
	res := search(t, e, index.Request{Query: "88/777"})
	if !slices.Contains(found(res), "s-res-9901-2099/para-2") {
		t.Errorf("the passage that cites 88/777 is not among %v", found(res))
	}
}

// counted is the count of a facet's value.
func counted(res *index.Result, facet, value string) index.ValueCount {
	for _, f := range res.Facets {
		for _, v := range f.Values {
			if f.Name == facet && v.Value == value {
				return v
			}
		}
	}
	return index.ValueCount{}
}

func facets(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	res := search(t, e, index.Request{})
	if res.Total != 8 || len(res.Facets) != len(index.Facets) {
		t.Fatalf("everything is %d with %d facets", res.Total, len(res.Facets))
	}
	for i, f := range index.Facets {
		if res.Facets[i].Name != f.Name {
			t.Errorf("facet %d is %s, want %s", i, res.Facets[i].Name, f.Name)
		}
	}
	for _, c := range []struct {
		facet, value string
		n            int
	}{{"kind", "resolution", 6}, {"kind", "guide", 2}, {"language", "en", 6}, {"language", "ru", 3},
		{"force", "hortatory", 3}, {"year", "2098", 3}, {"cites", "A/RES/88/777", 1}, {"theme", "theme/training-and-exercises", 1}} {
		if got := counted(res, c.facet, c.value); got.Count != c.n || got.Chosen {
			t.Errorf("%s=%s counts %+v, want %d", c.facet, c.value, got, c.n)
		}
	}
	res = search(t, e, index.Request{Facets: map[string][]string{"body": {"General Assembly"}, "language": {"en"}}})
	if res.Total != 3 {
		t.Errorf("the Assembly in English has %d", res.Total)
	}
	if got := counted(res, "body", "Security Council"); got.Count != 3 || got.Chosen {
		t.Errorf("a facet's own choice narrows it: %+v", got)
	}
	if got := counted(res, "body", "General Assembly"); got.Count != 3 || !got.Chosen {
		t.Errorf("the chosen value counts %+v", got)
	}
	if got := counted(res, "language", "fr"); got.Count != 0 {
		t.Errorf("another facet's choice does not narrow: %+v", got)
	}
	res = search(t, e, index.Request{Facets: map[string][]string{"body": {"Nobody", "General Assembly"}}})
	if got := counted(res, "body", "Nobody"); res.Total != 3 || !got.Chosen {
		t.Errorf("of two values, one unknown: %d, %+v", res.Total, got)
	}
	if res := search(t, e, index.Request{NoFacets: true}); res.Facets != nil || res.Total != 8 {
		t.Errorf("NoFacets gives %v", res.Facets)
	}
}

func order(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide(), many(1))
	all := []string{"s-res-9901-2099/pp-1", "s-res-9901-2099/para-1", "s-res-9901-2099/para-2",
		"a-res-88-777/para-1", "a-res-88-777/para-2", "a-res-88-777/para-10", "barnacle-report/para-1",
		"harbour-keepers-guide/", "harbour-keepers-guide/practice-3"}
	if got := found(search(t, e, index.Request{Sort: index.Newest})); !slices.Equal(got, all) {
		t.Errorf("newest first: %v", got)
	}
	oldest := slices.Concat(all[6:7], all[3:6], all[:3], all[7:])
	if got := found(search(t, e, index.Request{Sort: index.Oldest})); !slices.Equal(got, oldest) {
		t.Errorf("oldest first: %v", got)
	}
	if res := search(t, e, index.Request{From: 2098, To: 2098}); res.Total != 3 {
		t.Errorf("of 2098 there are %d", res.Total)
	}
	if res := search(t, e, index.Request{From: 2099}); res.Total != 3 {
		t.Errorf("since 2099 there are %d", res.Total)
	}
	if res := search(t, e, index.Request{To: 2097}); res.Total != 1 {
		t.Errorf("until 2097 there are %d", res.Total)
	}
}

func pages(t *testing.T, e index.Engine) {
	put(t, e, many(257), council(), assembly())
	for _, r := range []index.Request{
		{Query: "barnacle", Size: 10},
		{Query: "barnacle", Size: 100, Sort: index.Newest},
		{Size: 7, Sort: index.Oldest},
		{Query: "hull number carries barnacle cheese", Size: 50},
	} {
		var got []string
		last := 1e9
		total := -1
		for n := 0; ; n++ {
			res := search(t, e, r)
			if total >= 0 && res.Total != total {
				t.Errorf("page %d of %+v: the total moves from %d to %d", n, r, total, res.Total)
			}
			total = res.Total
			got = append(got, found(res)...)
			for _, h := range res.Hits {
				if r.Sort == index.Relevance && h.Score > last {
					t.Errorf("page %d of %+v: scores rise", n, r)
				}
				last = h.Score
			}
			if res.Next == "" {
				break
			}
			if len(res.Hits) != r.Size {
				t.Fatalf("page %d of %+v has %d hits", n, r, len(res.Hits))
			}
			r.Cursor = res.Next
		}
		unique := slices.Clone(got)
		slices.Sort(unique)
		if len(slices.Compact(unique)) != total || len(got) != total {
			t.Errorf("%+v: %d hits on all pages, total %d", r, len(got), total)
		}
	}
	_, err := e.Search(context.Background(), index.Request{Query: "barnacle", Cursor: "made up"})
	if !errors.Is(err, index.ErrBadCursor) {
		t.Errorf("a made-up cursor gives %v", err)
	}
	other := search(t, e, index.Request{Query: "barnacle", Size: 1}).Next
	if _, err := e.Search(context.Background(), index.Request{Query: "hull", Cursor: other}); !errors.Is(err, index.ErrBadCursor) {
		t.Errorf("a cursor of another search gives %v", err)
	}
}

// marked is a snippet with its spans in brackets.
func marked(h index.Hit) string {
	var b strings.Builder
	at := 0
	for _, s := range h.Spans {
		b.WriteString(h.Snippet[at:s.Start] + "[" + h.Snippet[s.Start:s.End] + "]")
		at = s.End
	}
	return b.String() + h.Snippet[at:]
}

func highlights(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, c := range []struct {
		query, first string
		l            lang.Tag
		want         []string // marked in the first hit, in order
	}{
		{`"soft cheese"`, "a-res-88-777/para-2", "en", []string{"soft cheese"}},
		{`"national cheese board" soft`, "a-res-88-777/para-2", "en", []string{"national cheese board", "soft"}},
		{"cheeses seizing", "a-res-88-777/para-10", "en", []string{"seized", "cheese"}},
		{"rip*", "a-res-88-777/para-1", "en", []string{"ripen", "ripens"}},
		{"tempête", "s-res-9901-2099/para-1", "fr", []string{"tempête"}},
		{"冬季风暴", "s-res-9901-2099/para-1", "zh", []string{"冬季风暴"}},
		{"منارات", "s-res-9901-2099/pp-1", "ar", []string{"المنارات"}},
		{"-cheese blackout", "harbour-keepers-guide/practice-3", "en", []string{"blackout"}},
	} {
		res := search(t, e, index.Request{Query: c.query, Lang: c.l})
		wantFirst(t, res, c.query, c.first)
		if len(res.Hits) == 0 {
			continue
		}
		var got []string
		h := res.Hits[0]
		for _, s := range h.Spans {
			got = append(got, h.Snippet[s.Start:s.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q marks %q in %q, want %q", c.query, got, h.Snippet, c.want)
		}
	}
}

func snippets(t *testing.T, e index.Engine) {
	w := assembly()
	filler := strings.Repeat("The board met again and wrote nothing down. ", 30)
	w.Provisions[0].Texts["en"].Text = filler + "One evening a lamplighter came to the door. " + filler
	put(t, e, w, council(), guide())
	h := search(t, e, index.Request{Query: "lamplighter"}).Hits[0]
	if !strings.Contains(marked(h), "One evening a [lamplighter] came to the door.") || len(h.Snippet) > 500 {
		t.Errorf("the sentence is not shown: %q", marked(h))
	}
	h = search(t, e, index.Request{Query: "storm", Lang: "en"}).Hits[0]
	if h.Note || h.Summary != council().Provisions[1].Notes[0].Text || h.Lang != "en" {
		t.Errorf("official text found: %+v", h)
	}
	if len(h.Langs) != 6 || h.Name != "S/RES/9901 (2099)" || h.Title != "Lighthouses in peril" || h.Force == "" || h.Kind != corpus.KindResolution {
		t.Errorf("what is shown of a hit: %+v", h)
	}
	h = search(t, e, index.Request{Query: "threatens open places"}).Hits[0]
	if !h.Note || h.Summary != "" || h.Lang != "en" {
		t.Errorf("only the note has the words: %+v", h)
	}
	h = search(t, e, index.Request{Query: "rehearse", Lang: "fr"}).Hits[0]
	if !h.Note || len(h.Langs) != 0 {
		t.Errorf("no official text is held: %+v", h)
	}
	h = search(t, e, index.Request{Query: "work:s-res-9901-2099", Lang: "ru"}).Hits[0]
	if h.Lang != "ru" || h.Snippet == "" || len(h.Spans) != 0 {
		t.Errorf("found by its work alone: %+v", h)
	}
}

func junk(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, q := range []string{"#", `"`, "(", ")))", "AND", "OR OR", "-", "--", "*", "a*", "**", "~", "theme:", "theme:\"", "x:y", "\x00", "\xff\xfe",
		"2015..", "..", "2015...2020", "\u202eevil", "e\u0301", "ﬁ", "Ｓ／ＲＥＳ", "𝔰𝔬𝔣𝔱", "🧀", strings.Repeat("(", 5000), strings.Repeat("a ", 3000),
		strings.Repeat("ا", 4000), strings.Repeat("目", 4000), strings.Repeat("\u0301", 1000), "NOT NOT NOT", "-(-(-x))", "work:", "cites:((", "Сheese" /* Cyrillic С */} {
		for _, l := range []lang.Tag{"", "ar", "zh"} {
			res := search(t, e, index.Request{Query: q, Lang: l})
			if len(res.Hits) > res.Total {
				t.Errorf("%q finds %d hits of %d", q, len(res.Hits), res.Total)
			}
		}
	}
	if res := search(t, e, index.Request{Query: "Сheese"}); res.Total != 3 {
		t.Errorf("a Cyrillic letter in a Latin word finds %d", res.Total)
	}
}

func suggestions(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, c := range []struct{ prefix, kind, url string }{
		{"S/RES/99", "work", "/w/s-res-9901-2099"},
		{"9901", "work", "/w/s-res-9901-2099"},
		{"88/7", "work", "/w/a-res-88-777"},
		{"lightho", "work", "/w/s-res-9901-2099"},
		{"guide of the harb", "work", "/w/harbour-keepers-guide"},
		{"S/RES/9901 (2099) para 2", "passage", "/w/s-res-9901-2099/para-2"},
		{"train", "term", ""},
	} {
		ss, err := e.Suggest(context.Background(), c.prefix, lang.English)
		if err != nil {
			t.Fatal(err)
		}
		if len(ss) == 0 || len(ss) > 10 || ss[0].Kind != c.kind || ss[0].URL != c.url || ss[0].Text == "" || ss[0].Label == "" {
			t.Errorf("%q suggests %+v", c.prefix, ss)
		}
	}
	for _, q := range []string{"", "zzzz", "\xff", "(", strings.Repeat("x", 5000)} {
		if ss, err := e.Suggest(context.Background(), q, ""); err != nil || len(ss) != 0 {
			t.Errorf("%.20q suggests %v, %v", q, ss, err)
		}
	}
}

func seq(works ...*corpus.Work) iter.Seq2[*corpus.Work, error] {
	return func(yield func(*corpus.Work, error) bool) {
		for _, w := range works {
			if !yield(w, nil) {
				return
			}
		}
	}
}

func rebuild(t *testing.T, e index.Engine) {
	ctx := context.Background()
	put(t, e, many(20))
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				res, err := e.Search(ctx, index.Request{Query: "barnacle", Size: 5})
				if err != nil || res.Total != 20 && res.Total != 30 {
					t.Errorf("while rebuilding: %v, %v", res, err)
					return
				}
			}
		})
	}
	before, _ := e.Status(ctx)
	for range 3 {
		if err := e.Rebuild(ctx, 9, seq(many(30), council())); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	wg.Wait()
	after, _ := e.Status(ctx)
	if after.Provisions != 33 || after.Seq != 9 || after.Stale || after.Generation == before.Generation {
		t.Errorf("after rebuilding: %+v", after)
	}
	broken := func(yield func(*corpus.Work, error) bool) {
		if yield(assembly(), nil) {
			yield(nil, errors.New("the library is gone"))
		}
	}
	if err := e.Rebuild(ctx, 10, broken); err == nil {
		t.Error("a rebuild from a broken library succeeds")
	}
	if st, _ := e.Status(ctx); st.Provisions != 33 || st.Seq != 9 {
		t.Errorf("a failed rebuild leaves %+v", st)
	}
	if err := e.Put(ctx, 11, assembly()); err != nil {
		t.Fatal(err)
	}
	wantAll(t, search(t, e, index.Request{Query: "caves"}), "caves", "a-res-88-777/para-1")
}
