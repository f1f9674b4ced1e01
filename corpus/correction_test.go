package corpus

import (
	"slices"
	"testing"
	"time"
	"unicode/utf8"
)

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		text, surface string
		want          []int
	}{
		{"the plan, the plan", "the plan", []int{0, 10}},
		{"990 and 9901, then 990", "990", []int{0, 19}},
		{"第9901(2099)号决议", "9901(2099)", []int{3}},
		{"aaaa", "aa", []int{0, 2}},
		{"11 1", "1", []int{3}},
		{"the plan", "the moon", nil},
		{"the plan", "", nil},
	} {
		if got := Places(c.text, c.surface); !slices.Equal(got, c.want) {
			t.Errorf("%q in %q: %v, want %v", c.surface, c.text, got, c.want)
		}
	}
}

// Of two persons' tags that come to overlap, which a changed text can make, one
// stays, whatever the order they are kept in.
func TestCorrectOverlap(t *testing.T) {
	early, late := time.Unix(1, 0), time.Unix(2, 0)
	cs := []Correction{
		{Surface: "plan of lanterns", Nth: 1, Action: AddTag, Target: "B", At: late},
		{Surface: "plan", Nth: 1, Action: AddTag, Target: "A", At: early},
		{Surface: "lanterns", Nth: 1, Action: AddTag, Target: "C", At: early},
	}
	for range 2 {
		out, done := Correct("the plan of lanterns", nil, cs)
		if len(out) != 2 || out[0].Target != "A" || out[1].Target != "C" {
			t.Errorf("%+v", out)
		}
		for i, c := range cs {
			if done[i] != (c.Target != "B") {
				t.Errorf("%s took effect: %v", c.Target, done[i])
			}
		}
		slices.Reverse(cs)
	}
}

// FuzzCorrect: citations stand in order, without overlap, within the text and
// on its letters, and a correction that took effect is seen.
func FuzzCorrect(f *testing.F) {
	f.Add("recalls 9901 (2099) and the plan", "9901 (2099)", "the plan", 1, 8, 19, 4, 9)
	f.Add("第9901(2099)号决议", "9901", "号", 1, 3, 9, 12, 20)
	f.Fuzz(func(t *testing.T, text, one, two string, nth, a, b, c, d int) {
		if !utf8.ValidString(text) || !utf8.ValidString(one) || !utf8.ValidString(two) {
			return // texts are normalised, corrections checked
		}
		var machine []Citation
		if 0 <= a && a < b && b <= c && c < d && d <= len(text) {
			machine = []Citation{{Start: a, End: b, Target: "M"}, {Start: c, End: d, Target: "N"}}
		}
		cs := []Correction{
			{Surface: one, Nth: nth, Action: AddTag, Target: "A"},
			{Surface: two, Nth: 1, Action: ChangeTag, Target: "B"},
			{Surface: two, Nth: nth, Action: RejectTag},
		}
		before := slices.Clone(machine)
		out, done := Correct(text, machine, cs)
		if !slices.EqualFunc(before, machine, func(x, y Citation) bool { return x.Start == y.Start && x.Target == y.Target }) {
			t.Fatal("what the tagger found was changed")
		}
		end := 0
		for _, x := range out {
			if x.Start < end || x.End <= x.Start || x.End > len(text) {
				t.Fatalf("%+v", out)
			}
			end = x.End
			if x.From == FromPerson && !utf8.ValidString(text[x.Start:x.End]) {
				t.Fatalf("%+v cuts a letter", x)
			}
		}
		for i, target := range []Target{"A", "B"} {
			if seen := slices.ContainsFunc(out, func(x Citation) bool { return x.Target == target }); seen != done[i] {
				t.Fatalf("%s took effect: %v, is seen: %v", target, done[i], seen)
			}
		}
	})
}
