package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// writer is one change under way: a transaction, the counts it will leave, and
// the works it has touched.
type writer struct {
	tx      *bolt.Tx
	counts  corpus.Counts
	touched map[corpus.WorkID]bool
	before  map[corpus.WorkID]*corpus.Work         // touched works as they stood, nil for new ones
	fresh   map[corpus.DocumentID]*corpus.Document // written or read in this change, and corrected: no need to read them back
}

// update runs f in one transaction and brings every touched work up to date. A
// change that touches nothing is not written at all.
func (s *Store) update(ctx context.Context, f func(*writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	tx, err := s.db.Begin(true)
	if err != nil {
		return fmt.Errorf("library: %w", err)
	}
	defer tx.Rollback() // does nothing after a commit
	w := &writer{tx: tx, touched: map[corpus.WorkID]bool{}, before: map[corpus.WorkID]*corpus.Work{}, fresh: map[corpus.DocumentID]*corpus.Document{}}
	if w.counts, err = counts(tx); err != nil {
		return err
	}
	if err := f(w); err != nil {
		return err
	}
	if len(w.touched) == 0 {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(w.touched)) {
		if err := w.rejoin(id); err != nil {
			return fmt.Errorf("library: work %s: %w", id, err)
		}
	}
	if err := putJSON(meta.of(tx), []byte(keyCounts), w.counts); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("library: write to disk: %w", err)
	}
	return nil
}

// rejoin joins a work anew and writes all that follows from it: its summary,
// its names, the citations its notes make, and the entry in the log.
func (w *writer) rejoin(id corpus.WorkID) error {
	old, err := get[corpus.Work](works.of(w.tx), []byte(id))
	if err != nil {
		return err
	}
	if old != nil {
		if err := w.dropNames(&old.Description); err != nil {
			return err
		}
	}
	dig, docs, err := w.parts(id)
	if err != nil {
		return err
	}
	if dig == nil && len(docs) == 0 {
		if old != nil {
			w.counts.Works--
		}
		for _, b := range []bucket{works, extents} {
			if err := b.of(w.tx).Delete([]byte(id)); err != nil {
				return err
			}
		}
		return w.log(id, true)
	}
	if old == nil {
		w.counts.Works++
	}
	if dig == nil {
		dig = new(corpus.Digest)
	}
	work := corpus.Join(*dig, docs)
	if err := putJSON(works.of(w.tx), []byte(id), work); err != nil {
		return err
	}
	if err := w.follow(work); err != nil {
		return err
	}
	if err := w.setApart(work); err != nil {
		return err
	}
	if err := setExtent(w.tx, work); err != nil {
		return err
	}
	for name, rank := range namesOf(&work.Description) {
		if err := names.of(w.tx).Put(join(name, string(id)), []byte{rank}); err != nil {
			return err
		}
	}
	if err := dropNoteMentions(w.tx, dig); err != nil {
		return err
	}
	if err := putNoteMentions(w.tx, dig, work); err != nil {
		return err
	}
	return w.log(id, false)
}

// setApart notes with each version which of its passages stand apart.
func (w *writer) setApart(work *corpus.Work) error {
	apart := map[lang.Tag][]corpus.Locator{}
	for i := range work.Provisions {
		p := &work.Provisions[i]
		if l := p.Locator.Only(); l != "" && p.Texts[l] != nil {
			apart[l] = append(apart[l], p.Texts[l].Locator)
		}
	}
	for _, d := range work.Documents {
		v, err := versionOf(w.tx, d.ID)
		if err != nil {
			return err
		}
		if v == nil || slices.Equal(v.Apart, apart[d.Lang]) {
			continue
		}
		v.Apart = apart[d.Lang]
		if err := putJSON(versions.of(w.tx), []byte(d.ID), v); err != nil {
			return err
		}
	}
	return nil
}

// parts are what a work is joined of.
func (w *writer) parts(id corpus.WorkID) (*corpus.Digest, []*corpus.Document, error) {
	dig, err := digest(w.tx, id)
	if err != nil {
		return nil, nil, err
	}
	var docs []*corpus.Document
	for _, d := range documentIDs(w.tx, id) {
		doc := w.fresh[d]
		if doc == nil {
			if doc, err = corrected(w.tx, d); err != nil {
				return nil, nil, err
			}
		}
		docs = append(docs, doc)
	}
	return dig, docs, nil
}

func (w *writer) dropNames(d *corpus.Description) error {
	for name := range namesOf(d) {
		if err := names.of(w.tx).Delete(join(name, string(d.ID))); err != nil {
			return err
		}
	}
	return nil
}

// log gives the work the next sequence number, in place of the one it had.
func (w *writer) log(id corpus.WorkID, removed bool) error {
	w.counts.Seq++
	if old := latest.of(w.tx).Get([]byte(id)); old != nil {
		if err := changes.of(w.tx).Delete(old); err != nil {
			return err
		}
	}
	key := seqKey(w.counts.Seq)
	if err := latest.of(w.tx).Put([]byte(id), key); err != nil {
		return err
	}
	return putJSON(changes.of(w.tx), key, corpus.Change{Seq: w.counts.Seq, Work: id, Removed: removed})
}

// put stores a document in place of the version held, if there is one.
func (w *writer) put(e entry) error {
	id := e.doc.DocumentID()
	if err := w.remember(e.doc.ID); err != nil {
		return err
	}
	if err := w.drop(id); err != nil {
		return err
	}
	if err := documents.of(w.tx).Put([]byte(id), pack(e.json)); err != nil {
		return err
	}
	doc, err := correct(w.tx, e.doc)
	if err != nil {
		return err
	}
	e.version.Citations = citing(doc)
	if err := putJSON(versions.of(w.tx), []byte(id), e.version); err != nil {
		return err
	}
	if err := putMentions(w.tx, doc); err != nil {
		return err
	}
	w.fresh[id], w.touched[e.doc.ID] = doc, true
	w.counts.Documents++
	w.counts.Passages += e.version.Passages
	w.counts.Citations += e.version.Citations
	return nil
}

// drop takes a document out, if it is there.
func (w *writer) drop(id corpus.DocumentID) error {
	v, err := versionOf(w.tx, id)
	if v == nil || err != nil {
		return err
	}
	work, _ := id.Split()
	if err := w.remember(work); err != nil {
		return err
	}
	doc, err := corrected(w.tx, id)
	if err != nil {
		return err
	}
	if err := dropMentions(w.tx, doc); err != nil {
		return err
	}
	for _, b := range []bucket{documents, versions} {
		if err := b.of(w.tx).Delete([]byte(id)); err != nil {
			return err
		}
	}
	delete(w.fresh, id)
	w.touched[doc.ID] = true
	w.counts.Documents--
	w.counts.Passages -= v.Passages
	w.counts.Citations -= v.Citations
	return nil
}

func counts(tx *bolt.Tx) (corpus.Counts, error) {
	c, err := get[corpus.Counts](meta.of(tx), []byte(keyCounts))
	if c == nil || err != nil {
		return corpus.Counts{}, err
	}
	return *c, nil
}
