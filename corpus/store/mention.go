package store

import (
	"strings"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// targets are the folded targets of a citation: the members of a plural
// reference one by one.
func targets(t corpus.Target) []string {
	var out []string
	for one := range strings.SplitSeq(string(t), " + ") {
		if k := fold(one); k != "" {
			out = append(out, k)
		}
	}
	return out
}

// eachMention calls f for every citation of d with its place in the order of reading.
func eachMention(d *corpus.Document, f func(ord []byte, m corpus.Mention) error) error {
	id := d.DocumentID()
	for i := range d.Passages {
		p := &d.Passages[i]
		for k, c := range p.Citations {
			if err := f(ordinal(i, k), corpus.Mention{Work: d.ID, Document: id, Locator: p.Locator, Citation: c}); err != nil {
				return err
			}
		}
	}
	return nil
}

// putMentions enters the citations of d in the lists.
func putMentions(tx *bolt.Tx, d *corpus.Document) error {
	return eachMention(d, func(ord []byte, m corpus.Mention) error {
		for _, t := range targets(m.Citation.Target) {
			if err := putJSON(citations.of(tx), citationKey(t, m.Document, ord), m); err != nil {
				return err
			}
		}
		if m.Citation.Status == corpus.Resolved && !doubtful(&m.Citation) {
			return nil
		}
		return putJSON(unresolved.of(tx), unresolvedKey(m.Document, ord), m)
	})
}

// dropMentions takes the citations of d out of the lists.
func dropMentions(tx *bolt.Tx, d *corpus.Document) error {
	return eachMention(d, func(ord []byte, m corpus.Mention) error {
		for _, t := range targets(m.Citation.Target) {
			if err := citations.of(tx).Delete(citationKey(t, m.Document, ord)); err != nil {
				return err
			}
		}
		return unresolved.of(tx).Delete(unresolvedKey(m.Document, ord))
	})
}

// eachNoteMention calls f for every work that a note cites. Such a mention has
// no document and no span: it is the digest's word, not the text's.
func eachNoteMention(d *corpus.Digest, f func(key []byte, m corpus.Mention) error) error {
	for i, n := range d.Notes {
		for k, t := range n.Cites {
			m := corpus.Mention{Work: d.ID, Locator: n.Locator,
				Citation: corpus.Citation{Target: t, Form: "note", Relation: "cites", Status: corpus.Resolved}}
			for _, one := range targets(t) {
				if err := f(citationKey(one, corpus.NewDocumentID(d.ID, ""), ordinal(i, k)), m); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func dropNoteMentions(tx *bolt.Tx, d *corpus.Digest) error {
	return eachNoteMention(d, func(key []byte, _ corpus.Mention) error { return citations.of(tx).Delete(key) })
}

// putNoteMentions enters what the notes of a work cite, except where the
// official text beside the note is held and says so itself.
func putNoteMentions(tx *bolt.Tx, d *corpus.Digest, w *corpus.Work) error {
	return eachNoteMention(d, func(key []byte, m corpus.Mention) error {
		if textCites(w.Provision(m.Locator), key) {
			return nil
		}
		return putJSON(citations.of(tx), key, m)
	})
}

// textCites reports whether a version of p cites the target that key is under.
func textCites(p *corpus.Provision, key []byte) bool {
	if p == nil {
		return false
	}
	target, _, _ := strings.Cut(string(key), "\x00")
	for _, t := range p.Texts {
		for _, c := range t.Citations {
			for _, one := range targets(c.Target) {
				if one == target {
					return true
				}
			}
		}
	}
	return false
}
