package local

import (
	"cmp"
	"slices"

	"concordance/index"
)

// maxWhy is how many parts of a score are told.
const maxWhy = 8

// why tells what a hit's score is made of, the greatest part first.
func (s *search) why(k key) []index.Why {
	var out []index.Why
	sum := float32(0)
	add := func(part index.Part, text string, c int, score float32) {
		if score <= 0 {
			return
		}
		in := ""
		if c >= 0 {
			in = string(channels[c].tag)
			if channels[c].note {
				in = "note"
			}
		}
		sum += score
		for i := range out {
			if out[i].Part == part && out[i].Text == text {
				out[i].Share += float64(score)
				return
			}
		}
		out = append(out, index.Why{Part: part, Text: text, In: in, Share: float64(score)})
	}
	for _, l := range s.bound.leaves {
		for _, w := range l.node.lists {
			channel := w.channel
			switch {
			case l.part == index.PartNamed || l.part == index.PartCites || l.part == index.PartTag:
				channel = -1
			case channel != int(k.channel):
				continue
			}
			add(l.part, l.text, channel, w.list.at(k.doc)*w.weight)
		}
	}
	add(index.PartNear, "", int(k.channel), k.near)
	add(index.PartKin, "", int(k.channel), k.kin)
	for i := range out {
		out[i].Share /= float64(sum)
	}
	slices.SortStableFunc(out, func(a, b index.Why) int { return cmp.Compare(b.Share, a.Share) })
	return out[:min(len(out), maxWhy)]
}
