package local

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/index"

	"github.com/blevesearch/bleve/v2/document"
)

// Names of fields that are no text.
const (
	recordField = "record"
	orderField  = "order" // place in the work, four digits or more
	dateField   = "date"
	citedField  = "cited" // places cited: placeKey
	facetPrefix = "f."
)

// maxValuesEach bounds the values of one facet of an entry.
const maxValuesEach = 500

// entryID names an entry of an index by the change its work came with, the work's
// place there, and the locator. Later ones are greater, so that Bleve need not
// look for them among the earlier.
func entryID(change uint64, nth int, l corpus.Locator) string {
	return fmt.Sprintf("%08x%08x/%s", change, nth, l)
}

// newEntry is a provision of the nth work of a change as a Bleve document; order
// is its place in the work.
func (d *draft) newEntry(change uint64, nth int, w *corpus.Work, p *corpus.Provision, order int) *document.Document {
	doc := document.NewDocument(entryID(change, nth, p.Locator))
	r := newRecord(w, p)
	for c := range channels {
		d.addChannel(doc, c, r)
	}
	for _, f := range index.Facets {
		if values := f.Values(w, p); len(values) > 0 {
			doc.AddField(d.keywords(facetPrefix+f.Name, values[:min(len(values), maxValuesEach)]...))
		}
	}
	doc.AddField(d.keywords(orderField, fmt.Sprintf("%06d", order)))
	if w.Date != "" {
		doc.AddField(d.keywords(dateField, w.Date))
	}
	if places := placesCited(p); len(places) > 0 {
		doc.AddField(d.keywords(citedField, places[:min(len(places), maxValuesEach)]...))
	}
	doc.AddField(stored(recordField, r.marshal()))
	return doc
}

// addChannel adds the fields of a channel that an entry has.
func (d *draft) addChannel(doc *document.Document, c int, r *record) {
	titles, body := r.titles(c), r.text(c)
	words, list := d.spell(c, titles, body), d.lists[listOf(c)]
	_, held := r.Texts[channels[c].tag] // an empty text has a length, too
	if body != "" || held && !channels[c].note {
		freqs, length := list.postings(words.text)
		doc.AddField(text(channels[c].text, freqs, length))
	}
	if titles != "" {
		if words.titleFreqs == nil {
			words.titleFreqs, words.titleLength = list.postings(words.title)
		}
		doc.AddField(text(channels[c].title, words.titleFreqs, words.titleLength))
	}
}

// titleParts are the names of the work in l and the headings of the passage.
// A language in which neither text nor note is held gets none, unless the
// provision has no other.
func titleParts(w *corpus.Work, p *corpus.Provision, l lang.Tag) []string {
	held := p.Texts[l] != nil || l == lang.English && len(p.Notes) > 0
	if !held && len(p.Texts)+len(p.Notes) > 0 && w.Titles[l] == "" {
		return nil
	}
	var parts []string
	defer func() {
		for i := range parts { // a line each where they are stored
			parts[i] = strings.ReplaceAll(parts[i], "\n", " ")
		}
	}()
	if s := w.Titles[l]; s != "" {
		parts = append(parts, s)
	}
	for _, a := range w.Aliases {
		if a.Lang == l || a.Lang == "" && held {
			parts = append(parts, a.Text)
		}
	}
	if w.Symbol != "" && held {
		parts = append(parts, w.Symbol)
	}
	if t := p.Texts[l]; t != nil {
		parts = append(parts, t.Headings...)
	}
	return parts
}

// notesText is the text of the notes on a provision.
func notesText(p *corpus.Provision) string {
	var texts []string
	for _, n := range p.Notes {
		if n.Text != "" {
			texts = append(texts, n.Text)
		}
	}
	return strings.Join(texts, "\n")
}

// placesCited are the places that a provision or its notes cite, as placeKey
// writes them.
func placesCited(p *corpus.Provision) []string {
	seen := map[string]bool{}
	add := func(t corpus.Target, l corpus.Locator) {
		for one := range strings.SplitSeq(string(t), " + ") {
			if one != "" {
				seen[placeKey(corpus.Target(one), l)] = true
			}
		}
	}
	for _, n := range p.Notes {
		for _, t := range n.Cites {
			add(t, "")
		}
	}
	for _, t := range p.Texts {
		for _, c := range t.Citations {
			for _, l := range c.Pinpoints {
				add(c.Target, l)
			}
			if len(c.Pinpoints) == 0 {
				add(c.Target, "")
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// placeKey joins a target and a locator of it: no target holds the mark between.
func placeKey(t corpus.Target, l corpus.Locator) string { return string(t) + "\t" + string(l) }

func placeOf(key string) cite.Reference {
	t, l, _ := strings.Cut(key, "\t")
	return cite.Reference{Target: corpus.Target(t), Locator: corpus.Locator(l)}
}
