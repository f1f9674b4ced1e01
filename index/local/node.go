package local

import (
	"cmp"
	"math/bits"
	"slices"
)

// node is a plan bound to a view. It is asked chunk by chunk.
type node interface {
	// any reports whether a chunk may have entries of the node.
	any(chunk int) bool
	// eval finds the entries of the worker's chunk, of those in within only
	// (nil is all), and adds to their scores (into nil does not). What it returns
	// is the caller's until the next chunk.
	eval(w *worker, within *chunkBitset, into *sums) *chunkBitset
	// size is about how many entries there are; 0 only when there are none.
	size() int
}

type (
	allNode struct{}
	andNode struct {
		parts []node
		plans []plan // what the parts are bound from
		extra []node // add to the score of what is found
	}
	orNode  struct{ parts []node }
	notNode struct{ of node }
	setNode struct{ set bitset }
	// listNode finds what is in any of its lists. With top, the higher of two
	// scores of an entry stays; else they add up.
	listNode struct {
		lists []weighted
		top   bool
	}
	conceptNode struct {
		words  node
		names  *listNode
		tagged *list // entries that have the term
		bonus  float32
	}
	// someNode finds what all of must find, and enough of may.
	someNode struct {
		must, may []node
		weight    []float32 // of each of may
		least     float32   // of the weights together
		whole     float32
		extra     []node
		apart     []*phrase // of may: quoted phrases whose words count, too
	}
)

// weighted is a list of a channel with what one unit of impact counts.
type weighted struct {
	channel int
	list    *list
	weight  float32
}

func (n *listNode) add(c int, l *list, weight float32) {
	n.lists = append(n.lists, weighted{c, l, weight})
}

func (allNode) any(int) bool    { return true }
func (allNode) size() int       { return 1 << 30 }
func (n *notNode) any(int) bool { return true }
func (n *notNode) size() int    { return 1 << 30 }

func (n *andNode) any(c int) bool {
	for _, p := range n.parts {
		if !p.any(c) {
			return false
		}
	}
	return true
}

func (n *andNode) size() int {
	if len(n.parts) == 0 {
		return 1 << 30
	}
	return n.parts[0].size()
}

// sort puts the rarest part first: the others need only look at what it finds.
func (n *andNode) sort() {
	order := make([]int, len(n.parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(n.parts[a].size(), n.parts[b].size()) })
	parts, plans := make([]node, len(order)), make([]plan, len(order))
	for i, o := range order {
		parts[i], plans[i] = n.parts[o], n.plans[o]
	}
	n.parts, n.plans = parts, plans
}

func (n *orNode) any(c int) bool {
	return slices.ContainsFunc(n.parts, func(p node) bool { return p.any(c) })
}

func (n *orNode) size() int { return sizes(n.parts) }

func sizes(ns []node) int {
	sum := 0
	for _, n := range ns {
		sum = min(sum+n.size(), 1<<30)
	}
	return sum
}

func (n *setNode) any(c int) bool {
	const words = chunkSize / 64
	for _, w := range n.set[min(c*words, len(n.set)):min((c+1)*words, len(n.set))] {
		if w != 0 {
			return true
		}
	}
	return false
}

func (n *setNode) size() int { return n.set.count() }

func (n *listNode) any(c int) bool {
	for i := range n.lists {
		if from, to := n.lists[i].list.in(c); from < to {
			return true
		}
	}
	return false
}

func (n *listNode) size() int {
	sum := 0
	for i := range n.lists {
		sum += n.lists[i].list.size()
	}
	return sum
}

func (n *conceptNode) any(c int) bool {
	from, to := n.tagged.in(c)
	return from < to || n.words.any(c) || n.names.any(c)
}

func (n *conceptNode) size() int { return min(n.words.size()+n.names.size()+n.tagged.size(), 1<<30) }

func (n *someNode) any(c int) bool {
	for _, p := range n.must {
		if !p.any(c) {
			return false
		}
	}
	return n.least == 0 && len(n.must) > 0 || slices.ContainsFunc(n.may, func(p node) bool { return p.any(c) })
}

func (n *someNode) size() int { return sizes(n.may) }

func (allNode) eval(w *worker, within *chunkBitset, _ *sums) *chunkBitset {
	out := w.bits()
	if within != nil {
		*out = *within
	} else {
		*out = w.live
	}
	return out
}

func (n *setNode) eval(w *worker, within *chunkBitset, _ *sums) *chunkBitset {
	out := w.bits()
	out.copyChunk(n.set, w.chunk)
	if within != nil {
		out.and(within)
	}
	return out
}

func (n *notNode) eval(w *worker, within *chunkBitset, _ *sums) *chunkBitset {
	out := allNode{}.eval(w, within, nil)
	if n.of.any(w.chunk) {
		out.andNot(n.of.eval(w, out, nil))
	}
	return out
}

// eval scores the first part last: of its entries few hold the others.
func (n *andNode) eval(w *worker, within *chunkBitset, into *sums) *chunkBitset {
	var out *chunkBitset
	switch len(n.parts) {
	case 0:
		out = allNode{}.eval(w, within, nil)
	case 1:
		out = n.parts[0].eval(w, within, into)
	default:
		out = n.parts[0].eval(w, within, nil)
		for _, p := range n.parts[1:] {
			if out.empty() {
				return out
			}
			out = p.eval(w, out, into)
		}
		n.score(w, n.parts[:1], out, into)
	}
	if !out.empty() {
		n.score(w, n.extra, out, into)
	}
	return out
}

// score adds what parts give to the scores of what is found.
func (*andNode) score(w *worker, parts []node, found *chunkBitset, into *sums) {
	if into == nil {
		return
	}
	for _, p := range parts {
		if p.any(w.chunk) {
			p.eval(w, found, into)
		}
	}
}

func (n *orNode) eval(w *worker, within *chunkBitset, into *sums) *chunkBitset {
	out := w.bits()
	for _, p := range n.parts {
		if p.any(w.chunk) {
			out.or(p.eval(w, within, into))
		}
	}
	return out
}

// few is how many times shorter a set must be than a list for its members to be
// looked up one by one.
const few = 16

func (n *listNode) eval(w *worker, within *chunkBitset, into *sums) *chunkBitset {
	out := w.bits()
	members := -1
	listed := false // in w.members
	if within != nil {
		members = within.count()
	}
	for i := range n.lists {
		l := &n.lists[i]
		from, to := l.list.in(w.chunk)
		if from == to {
			continue
		}
		var by *chunkScores
		if into != nil {
			by = into.channel(l.channel)
		}
		weight := l.weight * impactStep
		if l.list.bits != nil {
			l.list.dense(w.chunk).eval(within, weight, by, out, n.top)
			if by != nil {
				into.dirty[l.channel].or(out)
			}
			continue
		}
		low, impact := l.list.low.cut(from, to), l.list.impact.cut(from, to)
		switch {
		case members >= 0 && members*few < low.len():
			if !listed {
				w.members, listed = within.appendTo(w.members[:0]), true
			}
			w.lookUp(low, impact, weight, by, out, n.top)
		case within != nil:
			w.lookIn(within, low, impact, weight, by, out, n.top)
		case n.top:
			for i := range low.len() {
				x := low.at(i)
				out.add(x)
				if by != nil {
					by.add(x, weight*float32(impact.at(i)), true)
				}
			}
		case by == nil:
			for ; len(low) >= 2; low = low[2:] {
				out.add(low.at(0))
			}
		default:
			for ; len(low) >= 2 && len(impact) >= 2; low, impact = low[2:], impact[2:] {
				x := low.at(0)
				out.add(x)
				by[x&chunkMask] += weight * float32(impact.at(0))
			}
		}
		if by != nil {
			into.dirty[l.channel].or(out)
		}
	}
	return out
}

// eval finds the entries of a dense list that are in a set.
func (d denseChunk) eval(within *chunkBitset, weight float32, by *chunkScores, out *chunkBitset, top bool) {
	for i := range out {
		word := d.word(i)
		found := word
		if within != nil {
			found &= within[i]
		}
		out[i] |= found
		if by == nil {
			continue
		}
		for ; found != 0; found &= found - 1 {
			x := i<<6 + bits.TrailingZeros64(found)
			by.add(uint16(x), weight*float32(d.at(x, word)), top)
		}
	}
}

// lookIn looks the entries of a list up in a set. Which are in it cannot be
// foreseen: the places of those that are come first, without a branch.
func (w *worker) lookIn(within *chunkBitset, low, impact shorts, weight float32, by *chunkScores, out *chunkBitset, top bool) {
	n := 0
	for i, rest := uint16(0), low; len(rest) >= 2; i, rest = i+1, rest[2:] {
		x := rest.at(0) & chunkMask
		w.places[n&chunkMask] = i
		n += int(within[x>>6] >> (x & 63) & 1)
	}
	for _, i := range w.places[:n] {
		x := low.at(int(i))
		out.add(x)
		if by != nil {
			by.add(x, weight*float32(impact.at(int(i))), top)
		}
	}
}

// lookUp looks the worker's members up in a list, in order.
func (w *worker) lookUp(low, impact shorts, weight float32, by *chunkScores, out *chunkBitset, top bool) {
	at := 0
	for _, x := range w.members {
		step := 1 // gallop, then halve
		for at+step < low.len() && low.at(at+step) < x {
			step *= 2
		}
		i, ok := low.cut(uint32(at), uint32(min(at+step+1, low.len()))).find(x)
		at += i
		if ok {
			out.add(x)
			if by != nil {
				by.add(x, weight*float32(impact.at(at)), top)
			}
		}
		if at == low.len() {
			return
		}
	}
}

func (n *conceptNode) eval(w *worker, within *chunkBitset, into *sums) *chunkBitset {
	var own *sums
	if into != nil {
		own = w.sums()
	}
	out := w.bits()
	if n.words.any(w.chunk) {
		out.or(n.words.eval(w, within, own))
	}
	if n.names.any(w.chunk) {
		out.or(n.names.eval(w, within, own))
	}
	n.tagged.eachOf(w.chunk, func(x uint16) {
		if within != nil && !within.has(x) {
			return
		}
		out.add(x)
		if own != nil {
			own.bonus(x, n.bonus)
		}
	})
	if into != nil {
		into.addAll(own)
		w.free(own)
	}
	return out
}

func (n *someNode) eval(w *worker, within *chunkBitset, into *sums) *chunkBitset {
	must := within
	for _, p := range n.must {
		must = p.eval(w, must, into)
	}
	seen := w.bits()
	for i, p := range n.may {
		if !p.any(w.chunk) {
			continue
		}
		found := p.eval(w, must, into)
		seen.or(found)
		weight := n.weight[i]
		w.members = found.appendTo(w.members[:0])
		for _, x := range w.members {
			w.held[x] += weight
		}
	}
	if into != nil {
		for _, p := range n.extra {
			if p.any(w.chunk) {
				p.eval(w, seen, into)
			}
		}
	}
	out := w.bits()
	if n.least == 0 && must != nil {
		seen = must
	}
	w.members = seen.appendTo(w.members[:0])
	for _, x := range w.members {
		if w.held[x] >= n.least {
			out.add(x)
		}
		w.share[x] = w.held[x] / max(n.whole, 1e-6)
		w.held[x] = 0
	}
	return out
}

// chunkScores are the scores of the entries of a chunk in a channel.
type chunkScores [chunkSize]float32

func (s *chunkScores) add(x uint16, score float32, top bool) {
	if top {
		s[x&chunkMask] = max(s[x&chunkMask], score)
	} else {
		s[x&chunkMask] += score
	}
}

// sums are the scores of the entries of a chunk by channel.
type sums struct {
	by      []*chunkScores
	dirty   []chunkBitset // where they are not nought
	touched []int         // channels
}

func newSums() *sums {
	return &sums{by: make([]*chunkScores, len(channels)), dirty: make([]chunkBitset, len(channels))}
}

func (s *sums) channel(c int) *chunkScores {
	for _, t := range s.touched {
		if t == c {
			return s.by[c]
		}
	}
	if s.by[c] == nil {
		s.by[c] = new(chunkScores)
	}
	s.touched = append(s.touched, c)
	return s.by[c]
}

// bonus adds to an entry in every channel where it has a score, else in the first.
func (s *sums) bonus(x uint16, score float32) {
	scored := false
	for _, c := range s.touched {
		if s.dirty[c].has(x) && s.by[c][x&chunkMask] > 0 {
			s.by[c][x&chunkMask] += score
			scored = true
		}
	}
	if !scored {
		s.channel(0)[x&chunkMask] += score
		s.dirty[0].add(x)
	}
}

func (s *sums) addAll(o *sums) {
	for _, c := range o.touched {
		by := s.channel(c)
		from := o.by[c]
		s.dirty[c].or(&o.dirty[c])
		bitset(o.dirty[c][:]).each(func(x uint32) { by[x&chunkMask] += from[x&chunkMask] })
	}
}

// clear makes all nought again.
func (s *sums) clear() {
	for _, c := range s.touched {
		by := s.by[c]
		bitset(s.dirty[c][:]).each(func(x uint32) { by[x&chunkMask] = 0 })
		clear(s.dirty[c][:])
	}
	s.touched = s.touched[:0]
}

// best is the score of an entry in its best channel, and which that is; -1 in none.
func (s *sums) best(x uint16) (score float32, channel int8) {
	channel = -1
	for _, c := range s.touched {
		if v := s.by[c][x&chunkMask]; v > score {
			score, channel = v, int8(c)
		}
	}
	return score, channel
}
