package local

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
	"concordance/index/indextest"
	"concordance/index/query"
)

func TestMemory(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Engine { return open(t, "") })
}

func TestDisk(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Engine { return open(t, t.TempDir()) })
}

func open(t testing.TB, dir string) *Engine {
	t.Helper()
	e, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

func work(id, text string) *corpus.Work {
	return &corpus.Work{
		Description: corpus.Description{ID: corpus.WorkID(id), Kind: corpus.KindReport, Titles: map[lang.Tag]string{"en": "Report"}},
		Provisions:  []corpus.Provision{{Locator: "para-1", Texts: map[lang.Tag]*corpus.Passage{"en": {Text: text}}}},
	}
}

func status(t *testing.T, e *Engine) index.Status {
	t.Helper()
	st, err := e.Status(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestReopen(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	e := open(t, dir)
	if err := e.Put(ctx, 4, work("a", "anchors")); err != nil {
		t.Fatal(err)
	}
	was := status(t, e)
	if _, err := Open(dir); err == nil {
		t.Error("two engines opened one directory")
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	e = open(t, dir)
	if got := status(t, e); got != was {
		t.Errorf("reopened: %+v, was %+v", got, was)
	}
	res, err := e.Search(ctx, index.Request{Query: "anchor"})
	if err != nil || res.Total != 1 {
		t.Errorf("reopened: %+v, %v", res, err)
	}
}

// A damaged or outdated index opens empty and stale, and a rebuild mends it.
func TestDamage(t *testing.T) {
	ctx := context.Background()
	for name, damage := range map[string]func(t *testing.T, dir, gen string){
		"pointer":  func(t *testing.T, dir, gen string) { write(t, filepath.Join(dir, pointer), "gen/../../x") },
		"no index": func(t *testing.T, dir, gen string) { _ = os.RemoveAll(gen) },
		"meta":     func(t *testing.T, dir, gen string) { write(t, filepath.Join(gen, "index_meta.json"), "{") },
		"root":     func(t *testing.T, dir, gen string) { write(t, filepath.Join(gen, "store", "root.bolt"), "nothing") },
		"segment": func(t *testing.T, dir, gen string) {
			files, _ := filepath.Glob(filepath.Join(gen, "store", "*.zap"))
			if len(files) == 0 {
				t.Fatal("no segment on disk")
			}
			for _, f := range files {
				write(t, f, "short")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			e := open(t, dir)
			if err := e.Put(ctx, 4, work("a", "anchors")); err != nil {
				t.Fatal(err)
			}
			gen := e.gen.dir
			if err := e.Close(); err != nil {
				t.Fatal(err)
			}
			damage(t, dir, gen)
			e = open(t, dir)
			if st := status(t, e); !st.Stale || st.Provisions != 0 || st.Seq != 0 {
				t.Errorf("a damaged index opens as %+v", st)
			}
			if err := e.Close(); err != nil {
				t.Fatal(err)
			}
			e = open(t, dir)
			if st := status(t, e); !st.Stale {
				t.Error("opened again it is not stale")
			}
			says := func() bool {
				res, err := e.Search(ctx, index.Request{Query: "anchors"})
				if err != nil {
					t.Fatal(err)
				}
				if len(res.Absent) > 0 {
					t.Errorf("absent: %v", res.Absent)
				}
				return slices.ContainsFunc(res.Repairs, func(r index.Repair) bool { return r.Code == query.Rebuilding })
			}
			if !says() {
				t.Error("an answer from an index that is to be made again does not say so")
			}
			if err := e.Rebuild(ctx, 5, func(yield func(*corpus.Work, error) bool) { yield(work("a", "anchors"), nil) }); err != nil {
				t.Fatal(err)
			}
			if st := status(t, e); st.Stale || st.Provisions != 1 || st.Seq != 5 {
				t.Errorf("rebuilt: %+v", st)
			}
			if says() {
				t.Error("rebuilt, it says that it is being made again")
			}
			if gens, _ := filepath.Glob(filepath.Join(dir, "gen-*")); len(gens) != 1 {
				t.Errorf("generations left: %v", gens)
			}
		})
	}
}

// An index that is being made again does not say what no passage names.
func TestStaleIsModest(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	w := work("a", "Crowds on a quay.")
	w.Provisions[0].Texts["en"].Terms = []corpus.TermUse{{ID: "target/c-soft-target", From: "rule"}}
	said := func(e *Engine) []query.Code {
		if err := e.Put(ctx, 1, w); err != nil {
			t.Fatal(err)
		}
		res, err := e.Search(ctx, index.Request{Query: "nightclub"})
		if err != nil || res.Total != 1 {
			t.Fatalf("%+v, %v", res, err)
		}
		var codes []query.Code
		for _, r := range res.Repairs {
			codes = append(codes, r.Code)
		}
		return codes
	}
	if got := said(open(t, "")); !slices.Equal(got, []query.Code{query.Wider}) {
		t.Errorf("a whole index says %v", got)
	}
	write(t, filepath.Join(dir, pointer), "gone\n")
	if got := said(open(t, dir)); !slices.Equal(got, []query.Code{query.Rebuilding}) {
		t.Errorf("one that is made again says %v", got)
	}
}

func write(t *testing.T, file, s string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
		t.Fatal(err)
	}
}

func FuzzSearch(f *testing.F) {
	e := open(f, "")
	ctx := context.Background()
	if err := e.Put(ctx, 1, work("a", "Anchors hold the ship, and chains hold the anchors."), work("b", "锚链 якорь مرساة")); err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"anchors", `"the ship`, "ship OR (chain", "якор*", "锚", "work:a -ship", "S/RES/1 (2000) x", "\xff(", "2000..2001"} {
		f.Add(s, "en", "")
	}
	for _, s := range hostile([]string{"anchors", "ship", "the", "chains", "hold", "锚链", "якорь", "مرساة"}) {
		f.Add(s, "ar", "")
	}
	f.Add("ankors", "no language", "")
	f.Fuzz(func(t *testing.T, q, l, cursor string) {
		res, err := e.Search(ctx, index.Request{Query: q, Lang: lang.Tag(l)})
		if err != nil {
			t.Fatalf("%q: %v", q, err)
		}
		for _, h := range res.Hits {
			for _, s := range h.Spans {
				if s.Start < 0 || s.Start >= s.End || s.End > len(h.Snippet) {
					t.Errorf("%q: span %v in %d bytes", q, s, len(h.Snippet))
				}
			}
		}
		if _, err := e.Suggest(ctx, q, lang.Tag(l)); err != nil {
			t.Errorf("suggesting %q: %v", q, err)
		}
	})
}

// The query language knows the name of every facet.
func TestFields(t *testing.T) {
	for _, f := range index.Facets {
		if !slices.Contains(query.Fields, f.Name) {
			t.Errorf("query.Fields lacks the facet %s", f.Name)
		}
	}
}
