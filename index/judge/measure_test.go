package judge

import (
	"fmt"
	"math"
	"testing"
)

func TestMeasure(t *testing.T) {
	graded := Grades{"a": 3, "b": 2, "c": 1, "d": 0, "e": -1}
	for _, c := range []struct {
		name    string
		ranking []string
		grades  Grades
		want    Scores
	}{
		{
			// Gain 2/log2(2) + 3/log2(4) + 1/log2(6) = 2 + 1.5 + .386853 = 3.886853 of
			// 3/log2(2) + 2/log2(3) + 1/log2(4) = 3 + 1.261860 + .5 = 4.761860.
			// Precision 1/1, 2/3, 3/5 at the three relevant: (1 + .666667 + .6) / 3.
			// All but x were judged: 4 of 5.
			name: "graded", ranking: []string{"b", "x", "a", "d", "c"}, grades: graded,
			want: Scores{NDCG: .816247, MAP: .755556, Recall: 1, Judged: .8},
		},
		{
			// A grade below 0 is no gain, and no loss: 3/log2(3) = 1.892789 of 4.761860.
			// Precision 1/2 at one of three relevant.
			name: "negative", ranking: []string{"e", "a"}, grades: graded,
			want: Scores{NDCG: .397490, MAP: .166667, Recall: .333333, Judged: 1},
		},
		{
			name: "best order", ranking: []string{"a", "b", "c", "x"}, grades: graded,
			want: Scores{NDCG: 1, MAP: 1, Recall: 1, Judged: .75},
		},
		{
			// Binary: 1/log2(3) + 1/log2(5) = .630930 + .430677 = 1.061607 of
			// 1 + .630930 + .5 = 2.130930, with a third relevant that was not found.
			// Precision 1/2 and 2/4: 1/3 in all.
			name: "binary", ranking: []string{"x", "a", "y", "b"}, grades: Grades{"a": 1, "b": 1, "gone": 1},
			want: Scores{NDCG: .498190, MAP: .333333, Recall: .666667, Judged: .5},
		},
		{
			// Twelve relevant, found at 1 to 12: the ideal has ten of them too.
			name: "more relevant than looked at", ranking: numbered(1, 12), grades: ones(1, 12),
			want: Scores{NDCG: 1, MAP: 1, Recall: 1, Judged: 1},
		},
		{
			// Relevant at 11: behind the ten of nDCG, precision 1/11. Not one of the ten was judged.
			name: "eleventh", ranking: numbered(1, 11), grades: ones(11, 11),
			want: Scores{NDCG: 0, MAP: .090909, Recall: 1, Judged: 0},
		},
		{
			// Relevant at 100 counts, at 101 does not: 1/100 of two.
			name: "hundredth", ranking: numbered(1, 101), grades: ones(100, 101),
			want: Scores{NDCG: 0, MAP: .005, Recall: .5, Judged: 0},
		},
		{name: "nothing found", grades: graded, want: Scores{Judged: 1}},
		{name: "nothing relevant", ranking: []string{"d"}, grades: Grades{"d": 0}, want: Scores{Judged: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Measure(c.ranking, c.grades); !near(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestMean(t *testing.T) {
	answers := []Answer{
		{Scores: Scores{NDCG: 1, MAP: .5, Recall: 1, Judged: .2}},
		{Scores: Scores{NDCG: .5, MAP: .25, Recall: 0, Judged: .6}},
	}
	if got, want := Mean(answers), (Scores{NDCG: .75, MAP: .375, Recall: .5, Judged: .4}); !near(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := Mean(nil); got != (Scores{}) {
		t.Errorf("the mean of nothing is %+v", got)
	}
}

func near(a, b Scores) bool {
	for _, d := range []float64{a.NDCG - b.NDCG, a.MAP - b.MAP, a.Recall - b.Recall, a.Judged - b.Judged} {
		if !(math.Abs(d) < 1e-6) {
			return false
		}
	}
	return true
}

// numbered are the documents "from" to "to".
func numbered(from, to int) []string {
	var names []string
	for i := from; i <= to; i++ {
		names = append(names, fmt.Sprint(i))
	}
	return names
}

func ones(from, to int) Grades {
	g := Grades{}
	for _, n := range numbered(from, to) {
		g[n] = 1
	}
	return g
}
