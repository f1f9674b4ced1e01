package local

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"sync"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/index"

	"github.com/blevesearch/bleve/v2"
	bindex "github.com/blevesearch/bleve_index_api"
)

// version is of the layout of the index: entries, fields, records. An index of
// another version is not read.
const version = 6

// Engine implements index.Engine.
type Engine struct {
	dir     string
	ranking Ranking

	write sync.Mutex // one change at a time; a change waits for a rebuild
	tries uint64     // changes made to the generation, also those that failed
	draft *draft     // counts the words of changes

	mu     sync.Mutex // guards what follows
	gen    *generation
	state  state
	view   *view // of the latest state; nil until it is wanted
	closed bool
}

var _ index.Engine = (*Engine)(nil)

// Open opens the index in dir, or makes one there; "" is in memory. A damaged
// or outdated index is no error: the engine is then empty and Stale. It is an
// error when the directory cannot be written, or another process has it open.
func Open(dir string) (*Engine, error) {
	e := &Engine{dir: dir}
	if dir != "" {
		err := e.load()
		if errors.Is(err, errBusy) {
			return nil, err
		}
		if err == nil && e.gen != nil {
			e.gen.sweep(dir)
			return e, nil
		}
		if err != nil {
			return e, e.fresh("") // damaged: no fingerprint, so Stale
		}
	}
	return e, e.fresh(Fingerprint())
}

// load opens the generation in use and tries it.
func (e *Engine) load() error {
	g, err := current(e.dir)
	if g == nil || err != nil {
		return err
	}
	e.gen = g
	if e.state, err = g.state(); err == nil && e.readable() {
		_, err = e.acquire()
	}
	if err == nil && !e.readable() {
		err = fmt.Errorf("index/local: an index of another version")
	}
	if err != nil {
		g.shelf.drop()
		_ = g.idx.Close()
		e.gen, e.view = nil, nil
		return err
	}
	e.tries = e.state.changes
	go func(v *view) { // before they are asked for: of many works it takes a while
		defer v.release()
		_, _ = v.names() // whoever asks is told what is wrong
	}(e.view)
	return nil
}

// readable reports whether the layout is ours.
func (e *Engine) readable() bool {
	var v int
	_, err := fmt.Sscanf(e.state.fingerprint, "%d-", &v)
	return err == nil && v == version
}

// fresh starts an empty generation.
func (e *Engine) fresh(fingerprint string) error {
	g, err := create(e.dir, settings)
	if err != nil {
		return err
	}
	e.gen, e.state, e.tries = g, state{fingerprint: fingerprint}, 0
	b := g.idx.NewBatch()
	e.state.write(b)
	if err := g.idx.Batch(b); err != nil {
		g.discard()
		return fmt.Errorf("index/local: %w", err)
	}
	if err := g.choose(e.dir); err != nil {
		return err
	}
	g.sweep(e.dir)
	return nil
}

// Fingerprint is of everything that decides what is in an index and how it is
// asked: layout, languages, facets, scoring.
func Fingerprint() string {
	h := sha256.New()
	fmt.Fprintln(h, version, lang.Texts, channels, scoring)
	for _, f := range index.Facets {
		fmt.Fprintln(h, f.Name)
	}
	return fmt.Sprintf("%d-%x", version, h.Sum(nil)[:8])
}

// SetRanking changes how hits are ranked, from the next search on: for measuring.
func (e *Engine) SetRanking(r Ranking) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ranking = r
	e.drop()
}

// Put implements index.Engine. Works go in by parts, each work whole; seq goes
// in with the last, so that a change cut short is made again.
func (e *Engine) Put(ctx context.Context, seq uint64, works ...*corpus.Work) error {
	e.write.Lock()
	defer e.write.Unlock()
	parts := partition(works)
	for i, part := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := e.state
		if i == len(parts)-1 {
			s.seq = seq
		}
		if err := e.change(s, func(b *bleve.Batch, r bindex.IndexReader) error { return e.replace(b, r, part) }); err != nil {
			return fmt.Errorf("index/local: putting %d works, the first %s: %w", len(works), part[0].ID, err)
		}
	}
	if len(parts) == 0 {
		s := e.state
		s.seq = seq
		return e.change(s, func(*bleve.Batch, bindex.IndexReader) error { return nil })
	}
	return nil
}

// Delete implements index.Engine.
func (e *Engine) Delete(ctx context.Context, seq uint64, ids ...corpus.WorkID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e.write.Lock()
	defer e.write.Unlock()
	s := e.state
	s.seq = seq
	err := e.change(s, func(b *bleve.Batch, r bindex.IndexReader) error {
		for _, id := range ids {
			if err := remove(b, r, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("index/local: deleting works: %w", err)
	}
	return nil
}

// change applies one batch, with the state it leads to.
func (e *Engine) change(s state, fill func(*bleve.Batch, bindex.IndexReader) error) error {
	if e.closed {
		return errClosed
	}
	r, err := e.gen.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	b := e.gen.idx.NewBatch()
	e.tries++
	s.changes = e.tries
	if err := fill(b, r); err != nil {
		return err
	}
	s.write(b)
	if err := e.gen.idx.Batch(b); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.state = s
	e.drop()
	return nil
}

// drop lets go of the view: the next search takes a new one.
func (e *Engine) drop() {
	if e.view != nil {
		e.view.release()
		e.view = nil
	}
}

// maxPart is how many provisions go in one batch: a bound on memory.
const maxPart = 400

// partition cuts works into runs of at most maxPart provisions, or one work.
func partition(works []*corpus.Work) [][]*corpus.Work {
	var parts [][]*corpus.Work
	size := 0
	for _, w := range works {
		if len(parts) == 0 || size+len(w.Provisions) > maxPart {
			parts = append(parts, nil)
			size = 0
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], w)
		size += len(w.Provisions)
	}
	return parts
}

// maxDrafted bounds the words that are known from one change to the next.
const maxDrafted = 1 << 15

// replace takes the entries of works out of the batch's index and adds the new ones.
func (e *Engine) replace(b *bleve.Batch, r bindex.IndexReader, works []*corpus.Work) error {
	if e.draft == nil || e.draft.words() > maxDrafted {
		e.draft = newDraft()
	}
	for nth, w := range works {
		if err := remove(b, r, w.ID); err != nil {
			return err
		}
		for i := range w.Provisions {
			if err := b.IndexAdvanced(e.draft.newEntry(e.tries, nth, w, &w.Provisions[i], i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// remove deletes the entries of a work.
func remove(b *bleve.Batch, r bindex.IndexReader, id corpus.WorkID) error {
	t, err := r.TermFieldReader(context.Background(), []byte(id), facetPrefix+"work", false, false, false)
	if err != nil {
		return err
	}
	defer t.Close()
	for {
		d, err := t.Next(nil)
		if err != nil || d == nil {
			return err
		}
		entry, err := r.ExternalID(d.ID)
		if err != nil {
			return err
		}
		b.Delete(entry)
	}
}

// Rebuild implements index.Engine.
func (e *Engine) Rebuild(ctx context.Context, seq uint64, works iter.Seq2[*corpus.Work, error]) error {
	e.write.Lock()
	defer e.write.Unlock()
	if e.closed {
		return errClosed
	}
	defer lessGC()()
	g, err := create(e.dir, buildingSettings)
	if err != nil {
		return err
	}
	s := state{fingerprint: Fingerprint(), seq: seq, changes: 1}
	if err := build(ctx, g, s, works); err != nil {
		g.discard()
		return fmt.Errorf("index/local: rebuilding: %w", err)
	}
	v, err := e.look(g, s) // makes the forward indexes, too
	if err == nil {
		if err = g.choose(e.dir); err != nil {
			v.release()
		}
	}
	if err != nil {
		g.discard()
		return err
	}
	e.mu.Lock()
	old := e.gen
	e.gen, e.state, e.tries, e.draft = g, s, s.changes, nil
	e.drop()
	e.view = v
	e.mu.Unlock()
	old.discard()
	return nil
}

// Status implements index.Engine.
func (e *Engine) Status(ctx context.Context) (index.Status, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return index.Status{}, errClosed
	}
	n, err := e.gen.idx.DocCount()
	if err != nil {
		return index.Status{}, fmt.Errorf("index/local: %w", err)
	}
	fp := Fingerprint()
	return index.Status{Provisions: n, Seq: e.state.seq, Fingerprint: fp, Stale: e.state.fingerprint != fp, Generation: e.generation()}, nil
}

// look takes a view of a generation.
func (e *Engine) look(g *generation, s state) (v *view, err error) {
	defer damaged(&err)
	r, err := g.reader()
	if err != nil {
		return nil, err
	}
	v, err = newView(r, g, e.ranking)
	if err != nil {
		_ = r.Close()
		return nil, err
	}
	v.generation, v.stale = generationName(g, s), s.fingerprint != Fingerprint()
	return v, nil
}

// generation names the state of the index.
func (e *Engine) generation() string { return generationName(e.gen, e.state) }

// generationName names a state of an index; the scoring is part of it.
func generationName(g *generation, s state) string {
	return fmt.Sprintf("%s-%d-%s", g.name, s.changes, Fingerprint())
}

// errClosed is returned for a call after Close.
var errClosed = errors.New("index/local: the index is closed")

// Close implements index.Engine. Searches under way end well.
func (e *Engine) Close() error {
	e.write.Lock()
	defer e.write.Unlock()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.drop()
	if e.closed {
		return nil
	}
	e.closed = true
	e.gen.shelf.drop()
	if err := e.gen.idx.Close(); err != nil {
		return fmt.Errorf("index/local: %w", err)
	}
	return nil
}

// acquire gives the view of the latest state; release it after use.
func (e *Engine) acquire() (*view, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, errClosed
	}
	if e.view == nil {
		v, err := e.look(e.gen, e.state)
		if err != nil {
			return nil, err
		}
		e.view = v
	}
	e.view.refs.Add(1)
	return e.view, nil
}
