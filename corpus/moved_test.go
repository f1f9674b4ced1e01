package corpus_test

import (
	"fmt"
	"slices"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// The paragraphs of these works share no more than what such paragraphs share.
const (
	quays    = "Decides that every harbour town shall light its quays from dusk until the last ferry has left;"
	ferries  = "Urges ferry operators to count their passengers and to keep the number at the pier;"
	lanterns = "Encourages the training of lantern keepers, in particular on nights of fog and on feast days;"
	bells    = "Requests the harbour masters to ring the bells whenever a boat is overdue;"
	seized   = "Decides to remain seized of the matter."
)

func version(l lang.Tag, kind string, texts ...string) *corpus.Document {
	d := &corpus.Document{Description: corpus.Description{ID: "s-res-9901-2099"}, Lang: l}
	for i, s := range texts {
		d.Passages = append(d.Passages, corpus.Passage{Locator: corpus.Locator(fmt.Sprintf("%s-%d", kind, i+1)), Text: s})
	}
	return d
}

func work(ds ...*corpus.Document) *corpus.Work { return corpus.Join(corpus.Digest{}, ds) }

func TestMoves(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after *corpus.Work
		want          []corpus.Move
	}{
		{"nothing has changed", work(version("en", "para", quays, ferries)), work(version("en", "para", quays, ferries)), nil},
		{"signs and case are no change", work(version("en", "para", quays, ferries)), work(version("en", "para", "DECIDES"+quays[7:]+" ", ferries)), nil},
		{"a paragraph is put in", work(version("en", "para", quays, ferries, seized)), work(version("en", "para", quays, lanterns, ferries, seized)),
			[]corpus.Move{{"para-2", "para-3", "en"}, {"para-3", "para-4", "en"}}},
		{"a paragraph is taken out", work(version("en", "para", quays, lanterns, ferries)), work(version("en", "para", quays, ferries)),
			[]corpus.Move{{"para-3", "para-2", "en"}}},
		{"two change places", work(version("en", "para", quays, ferries)), work(version("en", "para", ferries, quays)),
			[]corpus.Move{{"para-1", "para-2", "en"}, {"para-2", "para-1", "en"}}},
		{"amended where it stands", work(version("en", "para", quays, ferries)),
			work(version("en", "para", quays, "Urges ferry operators to count all their passengers, and keep the number at each pier;")), nil},
		{"amended and moved", work(version("en", "para", quays, ferries)),
			work(version("en", "para", quays, bells, "Urges ferry operators to count all their passengers, and keep the number at each pier;")),
			[]corpus.Move{{"para-2", "para-3", "en"}}},
		{"written anew", work(version("en", "para", quays, ferries)), work(version("en", "para", quays, bells)), nil},
		{"the same words twice follow nobody", work(version("en", "para", quays, seized)), work(version("en", "para", seized, quays, seized)),
			[]corpus.Move{{"para-1", "para-2", "en"}}},
		{"into an annex", work(version("en", "para", quays, ferries)), work(version("en", "annex/para", quays, ferries)),
			[]corpus.Move{{"para-1", "annex/para-1", "en"}, {"para-2", "annex/para-2", "en"}}},
		{"a language that counts otherwise arrives", work(version("fr", "pp", "Rappelant les quais et les bacs,", "Saluant les gardiens des lanternes,")),
			work(version("fr", "pp", "Rappelant les quais et les bacs,", "Saluant les gardiens des lanternes,"), version("en", "pp", "Recalling the quays,", "Recalling the ferries,", "Welcoming the keepers,")),
			[]corpus.Move{{"pp-1", "pp-1@fr", "fr"}, {"pp-2", "pp-2@fr", "fr"}}},
		{"a language leaves", work(version("en", "para", quays), version("fr", "para", ferries)), work(version("en", "para", quays)), nil},
	} {
		if got := corpus.Moves(c.before, c.after); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A point is followed too, where it is given another letter or does not go with
// its paragraph.
func TestMovesOfPoints(t *testing.T) {
	lettered := func(l corpus.Locator, points ...string) corpus.Passage {
		p := corpus.Passage{Locator: l, Text: "Calls upon harbour towns:"}
		for i, s := range points {
			letter := string(rune('a' + i))
			p.Text += "\n"
			start := len(p.Text)
			p.Text += "(" + letter + ") " + s
			p.Parts = append(p.Parts, corpus.Part{Locator: l + corpus.Locator("."+letter), Number: "(" + letter + ")", Start: start, End: len(p.Text)})
		}
		return p
	}
	doc := func(ps ...corpus.Passage) *corpus.Work {
		return work(&corpus.Document{Description: corpus.Description{ID: "s-res-9901-2099"}, Lang: "en", Passages: ps})
	}
	got := corpus.Moves(doc(lettered("para-1", quays, ferries)), doc(lettered("para-1", quays, lanterns, ferries)))
	if want := []corpus.Move{{"para-1.b", "para-1.c", "en"}}; !slices.Equal(got, want) {
		t.Errorf("a point put in: %v", got)
	}
	got = corpus.Moves(doc(lettered("para-1", quays, ferries)), doc(corpus.Passage{Locator: "para-1", Text: bells}, lettered("para-2", quays, ferries)))
	if want := []corpus.Move{{"para-1", "para-2", "en"}}; !slices.Equal(got, want) {
		t.Errorf("points that go with their paragraph: %v", got)
	}
}

func TestFollow(t *testing.T) {
	ms := []corpus.Move{{"para-2", "para-3", "en"}, {"para-2", "para-4", "fr"}, {"pp-1", "pp-1@fr", "fr"}}
	for _, c := range []struct {
		at     corpus.Locator
		wanted lang.Tag
		to     corpus.Locator
	}{
		{"para-2", "en", "para-3"}, {"para-2", "fr", "para-4"}, {"para-2", "ru", "para-3"}, {"para-2.e.iv", "fr", "para-4.e.iv"},
		{"pp-1", "en", "pp-1@fr"}, {"para-20", "en", ""}, {"para-1", "en", ""},
	} {
		m, ok := corpus.Follow(ms, c.at, c.wanted)
		if ok != (c.to != "") || ok && (m.To != c.to || m.From != c.at) {
			t.Errorf("%s in %s: %v, %v", c.at, c.wanted, m, ok)
		}
	}
}
