package judge

import (
	"maps"
	"math"
	"slices"
)

// Depths of the measures: how many hits each looks at.
const (
	Top  = 10  // nDCG, and the share that is judged
	Deep = 100 // recall and average precision
)

// Scores are the measures of one query, or their means over several.
type Scores struct {
	// NDCG is the gain of the first ten, a grade each, discounted by rank, as a
	// share of the gain of the best order of all that was judged.
	NDCG float64 `json:"ndcg@10"`
	// MAP is the mean, over all relevant documents, of the precision at the rank
	// of each; 0 for those that are not among the first hundred.
	MAP float64 `json:"map"`
	// Recall is the share of the relevant documents among the first hundred.
	Recall float64 `json:"recall@100"`
	// Judged is the share of the first ten that somebody judged: what nobody
	// judged counts as wrong, so a low share makes the others unsure.
	Judged float64 `json:"judged@10"`
}

// Measure scores a ranking, the best first, by the judgements on a query.
func Measure(ranking []string, g Grades) Scores {
	var s Scores
	relevant, found, gain := g.relevant(), 0, 0.0
	for i, doc := range ranking[:min(len(ranking), Deep)] {
		grade, judged := g[doc]
		if grade > 0 {
			found++
			s.MAP += float64(found) / float64(i+1)
		}
		if i < Top {
			gain += discounted(grade, i)
			if judged {
				s.Judged++
			}
		}
	}
	if n := min(len(ranking), Top); n > 0 {
		s.Judged /= float64(n)
	} else {
		s.Judged = 1 // nothing was found that nobody judged
	}
	if relevant > 0 {
		s.NDCG = gain / ideal(g)
		s.MAP /= float64(relevant)
		s.Recall = float64(found) / float64(relevant)
	}
	return s
}

// discounted is the gain of a document at rank i, counted from 0.
func discounted(grade, i int) float64 {
	return float64(max(0, grade)) / math.Log2(float64(i+2))
}

// ideal is the gain of the first ten in the best order of the judged documents.
func ideal(g Grades) float64 {
	grades := slices.Sorted(maps.Values(g))
	slices.Reverse(grades)
	sum := 0.0
	for i, grade := range grades[:min(len(grades), Top)] {
		sum += discounted(grade, i)
	}
	return sum
}

// Mean is the mean over the queries that were asked; 0 of none.
func Mean(answers []Answer) Scores {
	var s Scores
	for i := range answers {
		a := &answers[i].Scores
		s.NDCG, s.MAP, s.Recall, s.Judged = s.NDCG+a.NDCG, s.MAP+a.MAP, s.Recall+a.Recall, s.Judged+a.Judged
	}
	if n := float64(len(answers)); n > 0 {
		s.NDCG, s.MAP, s.Recall, s.Judged = s.NDCG/n, s.MAP/n, s.Recall/n, s.Judged/n
	}
	return s
}
