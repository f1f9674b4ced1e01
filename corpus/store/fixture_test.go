package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/store"
)

var ctx = context.Background()

func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// resolution makes up a language version of the fictional S/RES/n (2099) with
// paragraphs, each of which cites the targets.
func resolution(n int, l lang.Tag, paragraphs int, cites ...corpus.Target) *corpus.Document {
	d := &corpus.Document{
		Description: corpus.Description{
			ID: corpus.WorkID(fmt.Sprintf("s-res-%d-2099", n)), Symbol: fmt.Sprintf("S/RES/%d (2099)", n),
			Kind: corpus.KindResolution, Body: "Security Council", Date: "2099-05-04",
			Titles: map[lang.Tag]string{l: fmt.Sprintf("Resolution %d (2099) %s", n, l)},
		},
		Lang: l,
	}
	for i := 1; i <= paragraphs; i++ {
		p := corpus.Passage{Locator: corpus.Locator(fmt.Sprintf("para-%d", i)), Number: fmt.Sprint(i), Role: corpus.RoleCall}
		p.Text = fmt.Sprintf("Invites harbour towns to count their lanterns, item %d of %d in %s, and recalls", i, n, l)
		for _, t := range cites {
			p.Text += " "
			start := len(p.Text)
			p.Text += string(t)
			p.Citations = append(p.Citations, corpus.Citation{Start: start, End: len(p.Text), Target: t,
				Form: "symbol", Relation: "recalls", Status: corpus.Resolved})
		}
		d.Passages = append(d.Passages, p)
	}
	return from(d, "akn", "2099-06-01", fmt.Sprintf("%d-%s.xml", n, l))
}

// from gives d a source; the hash is that of the file's name.
func from(d *corpus.Document, format, marked, file string) *corpus.Document {
	h := sha256.Sum256([]byte(file))
	d.Source = corpus.Source{File: file, Format: format, SHA256: hex.EncodeToString(h[:]), Marked: marked}
	return d
}

func add(t testing.TB, lib corpus.Library, ds ...*corpus.Document) []corpus.Outcome {
	t.Helper()
	o, err := lib.Add(ctx, ds...)
	if err != nil {
		t.Fatal(err)
	}
	if len(o) != len(ds) {
		t.Fatalf("%d outcomes for %d documents", len(o), len(ds))
	}
	return o
}

func results(os []corpus.Outcome) string {
	var out []string
	for _, o := range os {
		out = append(out, string(o.Result))
	}
	return strings.Join(out, " ")
}

func all[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for x, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// places lists mentions as "work/locator".
func places(ms []corpus.Mention) []string {
	var out []string
	for _, m := range ms {
		out = append(out, string(m.Work)+"/"+string(m.Locator))
	}
	return out
}

func equal[T comparable](t testing.TB, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
