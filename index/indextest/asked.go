package indextest

import (
	"fmt"
	"slices"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/query"
)

const (
	councilPP1, council1, council2   = "s-res-9901-2099/pp-1", "s-res-9901-2099/para-1", "s-res-9901-2099/para-2"
	assembly1, assembly2, assembly10 = "a-res-88-777/para-1", "a-res-88-777/para-2", "a-res-88-777/para-10"
	guide3                           = "harbour-keepers-guide/practice-3"
)

// closeness: NEAR between words, phrases, prefixes and misspelt words, in chains,
// and phrases whose words may stand apart.
func closeness(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, c := range []struct {
		query string
		want  []string
	}{
		// Invites dairies to ripen cheese in caves near harbours. Targets ...
		{"caves NEAR/2 harbours", []string{assembly1}},
		{"harbours NEAR/2 caves", []string{assembly1}},
		{"caves NEAR/1 harbours", nil},
		{"harbours NEAR/1 targets", []string{assembly1, council1}}, // over the end of a sentence
		{`"ripen cheese" NEAR/2 "caves near"`, []string{assembly1}},
		{`"caves near" NEAR/2 "ripen cheese"`, []string{assembly1}},
		{`"ripen cheese" NEAR/1 "caves near"`, nil},
		{`"cheese ripen" NEAR/9 "caves near"`, nil},
		{`"soft cheese" NEAR/3 "cheese board"`, []string{assembly2}}, // "judges every" lies between
		{`"soft cheese" NEAR/2 "cheese board"`, nil},
		{`"soft cheese" NEAR/3 board`, []string{assembly2}},
		{"rip* NEAR/3 cav*", []string{assembly1}},
		{"rip* NEAR/2 cav*", nil},
		{"cavez~1 NEAR/2 harbours", []string{assembly1}},
		{"dairies NEAR/3 cheese NEAR/2 caves", []string{assembly1}},
		{"dairies NEAR/3 cheese NEAR/1 caves", nil},
		{"dairies NEAR/1 cheese NEAR/2 caves", nil},
		{"harbours NEAR/3 invites", nil}, // near in the title alone, which is another text
		{"cheese NEAR/2 harbours", []string{assembly1, assembly2, assembly10}},
		{"حراس NEAR/2 يسهرون", []string{councilPP1}},
		{"حراس NEAR/1 يسهرون", nil},
		{"смотрители NEAR/2 охраняют", []string{councilPP1}},
		{"灯塔 NEAR/9 港湾", []string{councilPP1}},
		{"灯塔 NEAR/8 港湾", nil},
		{"keepers NEAR/3 blackout", []string{guide3}}, // in a note

		{`"caves dairies"~5`, []string{assembly1}},
		{`"caves dairies"~4`, nil},
		{`"cheese dairies caves"~5`, []string{assembly1}},
		{`"cheese dairies caves"~4`, nil},
		{`"few soft"~2`, []string{assembly1}},
		{`"cheese soft"~1`, []string{assembly2}},
	} {
		res := search(t, e, index.Request{Query: c.query})
		wantAll(t, res, c.query, c.want...)
		if len(res.Repairs) != 0 {
			t.Errorf("%q is mended: %v", c.query, res.Repairs)
		}
	}
	// What is marked is where the parts stand close, nowhere else.
	for q, want := range map[string]string{
		"cheese NEAR/2 caves":                "Invites dairies to ripen [cheese] in [caves] near harbours. Targets for the year are soft and few. Cheese ripens.",
		`"ripen cheese" NEAR/2 "caves near"`: "Invites dairies to [ripen cheese] in [caves near] harbours. Targets for the year are soft and few. Cheese ripens.",
		`"few soft"~2`:                       "Invites dairies to ripen cheese in caves near harbours. Targets for the year are [soft] and [few]. Cheese ripens.",
	} {
		res := search(t, e, index.Request{Query: q})
		for _, h := range res.Hits {
			if string(h.Work)+"/"+string(h.Locator) == assembly1 && marked(h) != want {
				t.Errorf("%s marks %s", q, marked(h))
			}
		}
	}
}

// misspelt: words that may differ by some letters, as written.
func misspelt(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"dairis~1", []string{assembly1}},
		{"chese~1 AND ripen", []string{assembly1}},
		{"diaries~1", []string{assembly1}}, // two letters swapped are one
		{"dairy~1 caves", []string{assembly1}},
		{"timetaples~1", []string{council2}},
		{"timetapels~1", nil},
		{"timetapels~2", []string{council2}},
		{"blakcout~", []string{guide3}},
		{"phrae~1", []string{councilPP1, council1, council2}}, // in a title, too
		{"смотретели~1", []string{councilPP1}},
		{"xqzwv~2", nil},
	} {
		wantAll(t, search(t, e, index.Request{Query: c.query}), c.query, c.want...)
	}
}

// grouped: of the hits of a work only the best is shown, and the total counts works.
func grouped(t *testing.T, e index.Engine) {
	var works []*corpus.Work
	for i := range 23 {
		works = append(works, numbered(fmt.Sprintf("w-%02d", i), 1+i%4))
	}
	put(t, e, works...)
	for _, r := range []index.Request{
		{Query: "barnacle", Size: 5},
		{Query: "barnacle", Size: 5, Sort: index.Oldest},
		{Query: "barnacle", Size: 23, Sort: index.Newest},
		{Size: 7},
	} {
		apart := search(t, e, index.Request{Query: r.Query, Sort: r.Sort, Size: index.MaxSize})
		want, seen := map[corpus.WorkID]int{}, map[corpus.WorkID]bool{}
		for _, h := range apart.Hits {
			want[h.Work]++
		}
		r.Group = index.ByWork
		for pages := 0; ; pages++ {
			res := search(t, e, r)
			if res.Total != len(works) {
				t.Fatalf("%+v: the total is %d, want %d works", r, res.Total, len(works))
			}
			for _, h := range res.Hits {
				if seen[h.Work] {
					t.Errorf("%+v: %s is shown twice", r, h.Work)
				}
				if seen[h.Work] = true; h.Others != want[h.Work]-1 {
					t.Errorf("%+v: %s has %d other hits, want %d", r, h.Work, h.Others, want[h.Work]-1)
				}
			}
			if res.Next == "" {
				break
			}
			if len(res.Hits) != r.Size || pages > len(works) {
				t.Fatalf("%+v: page %d has %d hits", r, pages, len(res.Hits))
			}
			r.Cursor = res.Next
		}
		if len(seen) != len(works) {
			t.Errorf("%+v: %d works on all pages, want %d", r, len(seen), len(works))
		}
	}
	apart := search(t, e, index.Request{Query: "barnacle"})
	if joined := search(t, e, index.Request{Query: "barnacle", Group: index.ByWork}); found(joined)[0] != found(apart)[0] {
		t.Errorf("the best hit is %s, joined by work %s", found(apart)[0], found(joined)[0])
	}
	if got := counted(search(t, e, index.Request{Query: "barnacle", Group: index.ByWork}), "work", "w-03"); got.Count != 4 {
		t.Errorf("facets count passages, also when hits are joined: %+v", got)
	}
}

// numbered is a work of n passages that hold the word "barnacle".
func numbered(id string, n int) *corpus.Work {
	w := many(n)
	w.ID = corpus.WorkID(id)
	return w
}

// like: a passage by its likeness to another.
func like(t *testing.T, e index.Engine) {
	w := &corpus.Work{Description: corpus.Description{ID: "rope-book", Kind: corpus.KindGuide, Date: "2090-01-01"}}
	for i, s := range []string{
		"Splice the mooring rope with a wooden fid and whip its end with waxed twine.",
		"A wooden fid opens the mooring rope, waxed twine whips the end of every splice.",
		"Waxed twine and a wooden fid keep dry in a tin.",
		"Bake the bread before dawn and sell it at noon.",
		"Sell the tin lamp and the bread knife at noon.",
	} {
		w.Provisions = append(w.Provisions, provision(corpus.Locator(fmt.Sprintf("para-%d", i+1)), map[lang.Tag]string{"en": s}))
	}
	put(t, e, w, council(), assembly())
	res := search(t, e, index.Request{Like: "rope-book/para-1"})
	wantFirst(t, res, "like rope-book/para-1", "rope-book/para-2")
	got := found(res)
	if slices.Contains(got, "rope-book/para-1") || slices.Contains(got, "rope-book/para-4") {
		t.Errorf("like rope-book/para-1 are %v", got)
	}
	for i, h := range res.Hits {
		if i > 0 && h.Score > res.Hits[i-1].Score {
			t.Errorf("what is less like it stands before: %v", got)
		}
	}
	if h := res.Hits[0]; len(h.Why) == 0 || h.Why[0].Part != index.PartWord {
		t.Errorf("why it is like it: %+v", h.Why)
	}
	wantAll(t, search(t, e, index.Request{Like: "rope-book/para-1", Query: "tin"}), "tin, like it", "rope-book/para-3")
	wantAll(t, search(t, e, index.Request{Like: "rope-book/para-1", Query: "cheese"}), "cheese, like it")
	wantAll(t, search(t, e, index.Request{Like: "rope-book/para-1", Query: "-tin"}), "not tin, like it", "rope-book/para-2")
	wantAll(t, search(t, e, index.Request{Like: "rope-book/para-1", Facets: map[string][]string{"kind": {"resolution"}}}), "resolutions like it")
	wantAll(t, search(t, e, index.Request{Like: "rope-book/para-1", From: 2095}), "like it since 2095")
	wantAll(t, search(t, e, index.Request{Like: "no-such-book/para-1"}), "like what is not there")
	wantAll(t, search(t, e, index.Request{Like: "\xff/("}), "like nonsense")
}

// reasons: every hit says why it is one.
func reasons(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, c := range []struct {
		query, hit string
		l          lang.Tag
		want       index.Why // Share is at least
	}{
		{"ripen", assembly1, "en", index.Why{Part: index.PartWord, Text: "ripen", In: "en", Share: .9}},
		{"Ripening caves", assembly1, "en", index.Why{Part: index.PartWord, Text: "Ripening", In: "en", Share: .2}},
		{`"soft cheese"`, assembly2, "en", index.Why{Part: index.PartPhrase, Text: "soft cheese", In: "en", Share: .5}},
		{"dairies NEAR/9 caves", assembly1, "en", index.Why{Part: index.PartNear, Text: "dairies NEAR/9 caves", In: "en", Share: .9}},
		{"timet*", council2, "en", index.Why{Part: index.PartWord, Text: "timet*", In: "en", Share: .9}},
		{"blakcout~", guide3, "en", index.Why{Part: index.PartWord, Text: "blakcout~", In: "note", Share: .9}},
		{"tempête", council1, "fr", index.Why{Part: index.PartWord, Text: "tempête", In: "fr", Share: .9}},
		{"буря", council1, "en", index.Why{Part: index.PartWord, Text: "буря", In: "ru", Share: .9}},
		{"عاصفة", council1, "en", index.Why{Part: index.PartWord, Text: "عاصفة", In: "ar", Share: .9}},
		{"rehearse", guide3, "fr", index.Why{Part: index.PartWord, Text: "rehearse", In: "note", Share: .9}},
		{"cibles molles", council1, "en", index.Why{Part: index.PartConcept, Text: "Soft target", In: "en", Share: .5}},
		{"exercise and training", guide3, "en", index.Why{Part: index.PartTag, Text: "Training and exercises", Share: .9}},
		{"88/777", assembly2, "en", index.Why{Part: index.PartNamed, Text: "A/RES/88/777", Share: .9}},
		{"88/777", council2, "en", index.Why{Part: index.PartCites, Text: "A/RES/88/777", Share: .9}},
		{"ripen cheese caves", assembly1, "en", index.Why{Part: index.PartNear, In: "en", Share: .01}},
	} {
		res := search(t, e, index.Request{Query: c.query, Lang: c.l})
		i := slices.Index(found(res), c.hit)
		if i < 0 {
			t.Errorf("%q does not find %s", c.query, c.hit)
			continue
		}
		why, sum := res.Hits[i].Why, 0.0
		for j, w := range why {
			if sum += w.Share; w.Share <= 0 || j > 0 && w.Share > why[j-1].Share {
				t.Errorf("%q: shares are not in order: %+v", c.query, why)
			}
		}
		if sum < .99 || sum > 1.01 {
			t.Errorf("%q: the shares are %v together: %+v", c.query, sum, why)
		}
		if !slices.ContainsFunc(why, func(w index.Why) bool {
			return w.Part == c.want.Part && w.Text == c.want.Text && w.In == c.want.In && w.Share >= c.want.Share
		}) {
			t.Errorf("%q finds %s for %+v, want %+v among it", c.query, c.hit, why, c.want)
		}
	}
	for _, h := range search(t, e, index.Request{}).Hits {
		if len(h.Why) != 0 {
			t.Errorf("everything is asked for, and %s/%s says %+v", h.Work, h.Locator, h.Why)
		}
	}
}

// meant: misspelt words get a proposal from the words of the library.
func meant(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	for _, c := range []struct {
		query string
		l     lang.Tag
		want  string
	}{
		{"ligthouses", "en", "lighthouses"},
		{"cheesse ripen", "en", "cheese ripen"},
		{"lighthosues OR timetabels", "en", "lighthouses OR timetables"},
		{"tampête", "fr", "tempete"},
		{"tormwnta", "es", "tormenta"},
		{"смотретели", "ru", "смотрители"},
		{"lighthouses", "en", ""},
		{"zzzqqqxxx", "en", ""},
		{"zep*", "en", ""},
		{"xyz", "en", ""},          // too short to say
		{"-ligthouses", "en", ""},  // asked to be missing
		{`"soft chese"`, "en", ""}, // a phrase is not taken apart
	} {
		if got := search(t, e, index.Request{Query: c.query, Lang: c.l}).Meant; got != c.want {
			t.Errorf("%q: did you mean %q, want %q", c.query, got, c.want)
		}
	}
	// A word whose last passage is gone is not proposed.
	w := assembly()
	w.Provisions = w.Provisions[:1]
	put(t, e, w)
	if got := search(t, e, index.Request{Query: "natoinall soldd"}).Meant; got != "national soldd" { // "national" is left in the other
		t.Errorf("after its passage went: did you mean %q", got)
	}
}

// sentences: quoted ones that stand nowhere, and numbers that only look like references.
func sentences(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide())
	const quoted = `"owners of ferries publish their timetables"`
	res := search(t, e, index.Request{Query: quoted})
	wantFirst(t, res, quoted, council2)
	if len(res.Repairs) != 1 || res.Repairs[0].Code != query.RelaxedNone {
		t.Errorf("looking for a sentence by its words says %v", res.Repairs)
	}
	if len(res.Hits) > 0 && marked(res.Hits[0]) != "Calls upon [owners] of [ferries] to share [timetables] with the coast guard;" {
		t.Errorf("its words are marked as %s", marked(res.Hits[0]))
	}
	const whole = `"owners of ferries to share timetables"`
	res = search(t, e, index.Request{Query: whole})
	wantAll(t, res, whole, council2)
	if len(res.Repairs) != 0 || marked(res.Hits[0]) != "Calls upon [owners of ferries to share timetables] with the coast guard;" {
		t.Errorf("a sentence that stands there: %v, %s", res.Repairs, marked(res.Hits[0]))
	}
	wantAll(t, search(t, e, index.Request{Query: `"ferries publish timetables"`}), "three words that stand nowhere side by side")

	w := many(1)
	w.Symbol, w.ID = "S/RES/1811 (2008)", "s-res-1811-2008"
	put(t, e, w)
	for _, q := range []string{"which ferries sailed in 1811 ?", "which ferries sailed in 1811?", "ferries in 1811"} {
		for _, h := range search(t, e, index.Request{Query: q}).Hits {
			if h.Best || slices.ContainsFunc(h.Why, func(w index.Why) bool { return w.Part == index.PartNamed }) {
				t.Errorf("%q is read as a reference: %s/%s, %+v", q, h.Work, h.Locator, h.Why)
			}
		}
	}
	wantFirst(t, search(t, e, index.Request{Query: "1811"}), "1811", "s-res-1811-2008/para-1")
}

// filters: a count is of the hits that the other filters let through.
func filters(t *testing.T, e index.Engine) {
	put(t, e, council(), assembly(), guide(), numbered("barnacle-report", 4))
	res := search(t, e, index.Request{From: 2098, To: 2098})
	if res.Total != 3 {
		t.Errorf("of 2098 there are %d", res.Total)
	}
	for year, n := range map[string]int{"2098": 3, "2099": 3, "2050": 4} {
		if got := counted(res, "year", year); got.Count != n || got.Chosen {
			t.Errorf("only 2098 is asked for, and %s counts %+v, want %d", year, got, n)
		}
	}
	if got := counted(res, "body", "Security Council"); got.Count != 0 {
		t.Errorf("the years do not narrow another facet: %+v", got)
	}
	// The years and a year chosen are one filter; another one narrows.
	res = search(t, e, index.Request{From: 2098, Facets: map[string][]string{"year": {"2099"}, "kind": {"resolution"}}})
	if res.Total != 3 {
		t.Errorf("resolutions of 2099 since 2098 are %d", res.Total)
	}
	for year, n := range map[string]int{"2098": 3, "2099": 3, "2050": 0} {
		if got := counted(res, "year", year).Count; got != n {
			t.Errorf("resolutions of %s count %d, want %d", year, got, n)
		}
	}
	if got := counted(res, "kind", "report").Count; got != 0 {
		t.Errorf("reports of 2099 count %d", got)
	}

	everyFilter(t, e)
}

// everyFilter holds all counts, with every two filters chosen, against what a
// search for the value finds.
func everyFilter(t *testing.T, e index.Engine) {
	choices := []struct{ name, value string }{
		{"kind", "resolution"}, {"kind", "guide"}, {"body", "General Assembly"}, {"body", "Security Council"}, {"language", "en"},
		{"language", "fr"}, {"force", "hortatory"}, {"role", "obligation"}, {"year", "2098"}, {"year", "2050"}, {"work", "a-res-88-777"},
	}
	for i, a := range choices {
		for _, b := range choices[:i] {
			r := index.Request{Query: "harbours OR barnacle OR cheese", Facets: map[string][]string{}}
			r.Facets[a.name] = append(r.Facets[a.name], a.value)
			r.Facets[b.name] = append(r.Facets[b.name], b.value)
			res := search(t, e, r)
			for _, c := range choices {
				alone := index.Request{Query: r.Query, NoFacets: true, Facets: map[string][]string{}}
				for name, values := range r.Facets {
					if name != c.name {
						alone.Facets[name] = values
					}
				}
				alone.Facets[c.name] = []string{c.value}
				if got, want := counted(res, c.name, c.value).Count, search(t, e, alone).Total; got != want {
					t.Errorf("with %v: %s=%s counts %d, and finds %d", r.Facets, c.name, c.value, got, want)
				}
			}
		}
	}
}
