package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

func TestRelationsOf(t *testing.T) {
	for symbol, want := range map[string][]corpus.Relation{
		"S/2099/71":                   nil,
		"S/2099/71/Rev.1":             {{Type: "supersedes", Target: "S/2099/71"}},
		"S/2099/71/Rev.2":             {{Type: "supersedes", Target: "S/2099/71"}, {Type: "supersedes", Target: "S/2099/71/Rev.1"}},
		"A/99/8/Add.3":                {{Type: "addendum-to", Target: "A/99/8"}},
		"A/99/8/Corr.1":               {{Type: "corrects", Target: "A/99/8"}},
		"A/99/8/Add.1/Rev.1":          {{Type: "supersedes", Target: "A/99/8/Add.1"}, {Type: "addendum-to", Target: "A/99/8"}},
		"A/99/8/Add.1-S/2099/9/Add.1": {{Type: "addendum-to", Target: "A/99/8"}, {Type: "addendum-to", Target: "S/2099/9"}},
		"S/RES/9901 (2099)":           nil,
	} {
		if diff := cmp.Diff(want, relationsOf(symbol)); diff != "" {
			t.Errorf("%s: %s", symbol, diff)
		}
	}
}

// A server's excuse is no document; a document that speaks of one is.
func TestSoftErrors(t *testing.T) {
	for _, page := range []string{
		"The document you are looking for does not exist in the Archive (ODS).",
		"There is no document matching your request.",
		"404 Not Found", "Access Denied", "503 Service Unavailable",
		"Just a moment...", "Enable JavaScript and cookies to continue",
		"Page introuvable", "Página no encontrada", "Страница не найдена", "الصفحة غير موجودة", "页面不存在",
	} {
		html := "<html><head><title>x</title></head><body><main><p>" + page + "</p><p>Contact us.</p></main></body></html>"
		_, err := Read(context.Background(), "S_RES_9901(2099).html", strings.NewReader(html))
		if !errors.Is(err, ErrNotDocument) {
			t.Errorf("%q: %v", page, err)
		}
	}
	long := "<html><body><main><p>404 Not Found is what the keeper read.</p>" + strings.Repeat("<p>She went to the bridge and counted the planks again, slowly.</p>", 40) + "</main></body></html>"
	if _, err := Read(context.Background(), "story.html", strings.NewReader(long)); err != nil {
		t.Error(err)
	}
}

// The masthead is trusted where the file's name says otherwise, and both are named.
func TestDisagreement(t *testing.T) {
	b := "United Nations\n\nS/2099/22\n\nSecurity Council\n\nDistr.: General\n\n9 January 2099\n\nReport on lamps\n\n1. The first lamp was lit.\n\n2. The second was not.\n"
	d, err := Read(context.Background(), "S_2099_23.txt", strings.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if d.Symbol != "S/2099/22" || d.Reading.Identity != corpus.OriginMasthead {
		t.Errorf("%s by %s", d.Symbol, d.Reading.Identity)
	}
	found := false
	for _, w := range d.Warnings {
		found = found || strings.Contains(w.Text, "S/2099/23") && strings.Contains(w.Text, "S/2099/22")
	}
	if !found {
		t.Errorf("the disagreement is not said: %v", d.Warnings)
	}
}

// Texts without symbol and title do not share an ID.
func TestNameless(t *testing.T) {
	d, err := Read(context.Background(), "box/minutes-of-may.en.txt", strings.NewReader("a lamp was lit, and then another one was lit, and nobody saw it."))
	if err != nil {
		t.Fatal(err)
	}
	if d.ID != "minutes-of-may" || d.Reading.Identity != corpus.OriginFileName {
		t.Errorf("%s by %s", d.ID, d.Reading.Identity)
	}
}

// lines is a text of n different sentences, each from its own words.
func lines(from, n int) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, "%d. Keeper %d counted plank %d of bridge %d and wrote number %d beside lamp %d.\n\n", i-from+1, i*7, i*11, i*13, i*17, i*19)
	}
	return b.String()
}

// Another copy of a text joins its work, whatever its name; another text and
// another language do not.
func TestNearDuplicates(t *testing.T) {
	first, copyOf, other := lines(1, 40), "Saved from a page\n\n"+lines(1, 40), lines(100, 40)
	read := func(name, text string) *corpus.Document {
		t.Helper()
		d, err := Read(context.Background(), name, bytes.NewReader([]byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	k := newKin(nil)
	a, b, c := read("first.txt", first), read("second.txt", copyOf), read("third.txt", other)
	if k.join(a) || !k.join(b) || k.join(c) {
		t.Errorf("joined as %s, %s, %s", a.ID, b.ID, c.ID)
	}
	if b.ID != a.ID || b.Reading.Identity != corpus.OriginText || c.ID == a.ID {
		t.Errorf("joined as %s, %s, %s", a.ID, b.ID, c.ID)
	}
	french := *read("fourth.txt", first)
	french.Lang = lang.French
	if k.join(&french) {
		t.Error("a text in another language was joined by its words")
	}
}

func TestConfidence(t *testing.T) {
	d := readFixture(t, "letter.en.txt")
	if d.Reading.Confidence != corpus.ConfidenceHigh {
		t.Errorf("numbers without a gap: %s", d.Reading.Confidence)
	}
	if d := readFixture(t, "report.en.txt"); d.Reading.Confidence != corpus.ConfidenceMedium {
		t.Errorf("one number is missing: %s", d.Reading.Confidence)
	}
	text := &format.Text{Blocks: []format.Block{{Page: 1, Text: "One."}, {Page: 3, Text: "Three."}}}
	paged := &corpus.Document{Lang: lang.English, Passages: []corpus.Passage{{Locator: "para-0~1", Text: "One."}}}
	assess(paged, text)
	if paged.Reading.Confidence != corpus.ConfidenceLow || paged.Reading.Pages != 3 || len(paged.Warnings) != 1 || paged.Warnings[0].Where != "page 2" {
		t.Errorf("a page without text: %+v %v", paged.Reading, paged.Warnings)
	}
}
