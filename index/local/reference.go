package local

import (
	"encoding/binary"
	"strconv"
	"strings"

	"concordance/corpus/cite"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// cited finds the entries that the entries of a work, or one of them, cite. What
// a work cites of itself is left out.
func (b *binder) cited(p *cited) (node, error) {
	out := newBits(b.v.size)
	cites, err := b.v.cited()
	if err != nil {
		return nil, err
	}
	for target := range places(cites, b.v.citing(p.Reference)) {
		if target.Locator != "" {
			if d := b.v.passage(target); d >= 0 {
				out.add(uint32(d))
			}
			continue
		}
		for _, d := range b.v.entriesOf(target) {
			out.add(d)
		}
	}
	for _, d := range b.v.entriesOf(cite.Reference{Target: p.Target}) {
		out[d>>6] &^= 1 << (d & 63)
	}
	return &setNode{out}, nil
}

// citing lists the entries that a reference names: of a passage the one that holds it.
func (v *view) citing(r cite.Reference) []uint32 {
	if r.Locator == "" {
		return v.entriesOf(r)
	}
	if d := v.passage(r); d >= 0 {
		return []uint32{uint32(d)}
	}
	return nil
}

// entriesOf lists the entries of the works a reference names.
func (v *view) entriesOf(r cite.Reference) []uint32 {
	var out []uint32
	for _, o := range v.worksOf(r) {
		out, _ = v.holders(facetPrefix+"work", v.work.values[o], out)
	}
	return out
}

// places are what entries cite, each once.
func places(cites *column, entries []uint32) map[cite.Reference]bool {
	out := map[cite.Reference]bool{}
	for _, d := range entries {
		cites.each(d, func(o uint32) { out[placeOf(cites.values[o])] = true })
	}
	return out
}

// worksOf lists the ordinals of the works a reference names.
func (v *view) worksOf(r cite.Reference) []uint32 {
	id := string(cite.WorkID(r.Target))
	if o, ok := v.work.ord(id); ok {
		return []uint32{o}
	}
	var out []uint32
	for o, w := range v.work.values { // "s-res-2396" means "s-res-2396-2017"
		if rest, ok := strings.CutPrefix(w, id+"-"); ok && len(rest) == 4 && strings.Trim(rest, "0123456789") == "" {
			out = append(out, uint32(o))
		}
	}
	return out
}

// passage is the entry a reference names: the passage of its locator, or that
// which holds it; of a whole work its own entry, else its first. -1 when there is none.
func (v *view) passage(r cite.Reference) int {
	for _, o := range v.worksOf(r) {
		entries, err := v.holders(facetPrefix+"work", v.work.values[o], nil)
		if err != nil || len(entries) == 0 {
			continue
		}
		prefix := v.idPrefix(entries[0])
		for l := r.Locator; l != ""; l = l.Parent() {
			if d := v.entryCalled(prefix + string(l)); d >= 0 {
				return d
			}
		}
		if r.Locator != "" {
			continue
		}
		if d := v.entryCalled(prefix); d >= 0 {
			return d
		}
		first := entries[0]
		for _, d := range entries {
			if v.place[d] < v.place[first] {
				first = d
			}
		}
		return int(first)
	}
	return -1
}

// idPrefix is what the IDs of all entries of a work begin with, as entryID writes
// them; d is one of them.
func (v *view) idPrefix(d uint32) string {
	id, _ := v.reader.ExternalID(internalID(d))
	prefix, _, _ := strings.Cut(id, "/")
	return prefix + "/"
}

// entryCalled is the entry with an ID, -1 when there is none.
func (v *view) entryCalled(id string) int {
	if in, err := v.reader.InternalID(id); err == nil && in != nil {
		return int(docOf(in))
	}
	return -1
}

func internalID(d uint32) bleveindex.IndexInternalID {
	return binary.BigEndian.AppendUint64(nil, uint64(d))
}

// docOf is the number of an entry in its snapshot.
func docOf(id bleveindex.IndexInternalID) uint32 { return uint32(binary.BigEndian.Uint64(id)) }

// years finds the entries of works of from to to; 0 is open.
func (v *view) years(from, to int) bitset {
	out := newBits(v.size)
	year := v.facets[facetIndex("year")]
	in := make([]bool, len(year.values))
	for o, s := range year.values {
		n, err := strconv.Atoi(s)
		in[o] = err == nil && n >= from && (to == 0 || n <= to)
	}
	v.live.each(func(d uint32) {
		if year.any(d, in) {
			out.add(d)
		}
	})
	return out
}
