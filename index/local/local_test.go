package local

import (
	"context"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"
)

func TestSmoke(t *testing.T) {
	e, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	ctx := context.Background()
	w := &corpus.Work{Description: corpus.Description{ID: "a-b", Symbol: "S/RES/9901 (2099)", Kind: "resolution", Date: "2099-01-02", Titles: map[lang.Tag]string{"en": "Cheese"}}}
	w.Provisions = []corpus.Provision{{Locator: "para-1", Texts: map[lang.Tag]*corpus.Passage{
		"en": {Text: "Decides that soft targets, and cheese, shall ripen."}, "fr": {Text: "Décide que les cibles vulnérables mûrissent."}, "zh": {Text: "决定软目标包括奶酪"}}}}
	if err := e.Put(ctx, 3, w); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"", "soft target", `"soft targets"`, "cibles vulnerables", "软目标", "ripe*", "nothing cheese here", "S/RES/9901 (2099)", "(("} {
		r, err := e.Search(ctx, index.Request{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%q: %d %q %q", q, r.Total, r.Query, r.Repairs)
		for _, h := range r.Hits {
			t.Logf("   %v %v %.3f %q %v", h.Locator, h.Lang, h.Score, h.Snippet, h.Spans)
		}
	}
	t.Log(e.Status(ctx))
}
