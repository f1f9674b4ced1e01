package store

import (
	"strings"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// judge decides, for one reading of the library, which citations name places
// that do not exist. Nothing of it is stored with the citation: it changes when
// a text arrives or goes.
type judge struct {
	extents map[corpus.Target]corpus.Extent // of the works asked for; nil where no text is held
}

func newJudge() *judge { return &judge{map[corpus.Target]corpus.Extent{}} }

// doubtful reports whether a judge could ever find fault with c.
func doubtful(c *corpus.Citation) bool {
	return c.Status == corpus.Resolved && c.Target != "" && len(c.Pinpoints) > 0 && !strings.Contains(string(c.Target), " + ")
}

// guessed are the forms that do not name their work: the grammar takes it from
// what stands around them.
var guessed = map[string]bool{"internal": true, "antecedent": true}

// settle gives c the status NoSuchParagraph, with the reason, when it is due. Where
// the text does not name the work, the fault is not the text's: the mention
// becomes unresolved, for it means another work.
func (j *judge) settle(tx *bolt.Tx, c *corpus.Citation) error {
	if !doubtful(c) {
		return nil
	}
	e, ok := j.extents[c.Target]
	if !ok {
		if ids := find(tx, string(c.Target)); len(ids) == 1 {
			held, err := get[corpus.Extent](extents.of(tx), []byte(ids[0]))
			if err != nil {
				return err
			}
			if held != nil {
				e = *held
			}
		}
		j.extents[c.Target] = e
	}
	for _, l := range c.Pinpoints {
		x, nearest := e.Look(l)
		if x != corpus.Missed {
			continue
		}
		c.Status, c.Reasons = corpus.NoSuchParagraph, []corpus.Reason{corpus.Missing(c.Target, []corpus.Locator{l}, nearest)}
		if guessed[c.Form] {
			c.Status, c.Target, c.Reasons = corpus.Unresolved, "", append(c.Reasons, corpus.Because("another-work"))
		}
		c.Detail = corpus.Explain(c.Reasons...)
		return nil
	}
	return nil
}

// settleAll judges the citations of documents that were read for the caller alone.
func (j *judge) settleAll(tx *bolt.Tx, docs []*corpus.Document) error {
	for _, d := range docs {
		for i := range d.Passages {
			cs := d.Passages[i].Citations
			for k := range cs {
				if err := j.settle(tx, &cs[k]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// setExtent writes what the work has, as its texts show it.
func setExtent(tx *bolt.Tx, w *corpus.Work) error {
	e := corpus.ExtentOf(w)
	if e == nil {
		return extents.of(tx).Delete([]byte(w.ID))
	}
	return putJSON(extents.of(tx), []byte(w.ID), e)
}
