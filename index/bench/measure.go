package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// built is what an engine took to be made and opened.
type built struct {
	name, version string
	passages      int
	build         time.Duration // to one merged index, closed
	written       time.Duration // to all written, before merging
	ready         time.Duration // from start of the process to the answer that it is open
	disk          int64
	buildPeak     int64 // anonymous memory
	steady        int64 // after all searches, what can be given back given back
	heap          uint64
}

// run is all that was measured.
type results struct {
	n       int
	text    int64 // bytes of the passages as a file
	engines []built
	queries []query
	best    [][]time.Duration // by engine and query
	totals  [][]int
	hits    [][]int
}

func measure(o options, table string, queries []query) (r *results, err error) {
	list, err := engines(o)
	if err != nil {
		return nil, err
	}
	r = &results{n: o.n, queries: queries}
	if r.text, err = size(table); err != nil {
		return nil, err
	}
	var peers []*peer
	defer func() {
		for _, p := range peers {
			err = errors.Join(err, p.close())
		}
	}()
	for _, e := range list {
		dir := filepath.Join(o.dir, fmt.Sprintf("%s-%d", e.name, o.n))
		b := built{name: e.name}
		if !o.keep || !exists(dir) {
			if err := b.make(e, dir, table); err != nil {
				return nil, err
			}
		}
		p, err := b.open(e, dir, o.profile)
		if err != nil {
			return nil, err
		}
		peers = append(peers, p)
		r.engines = append(r.engines, b)
		fmt.Fprintf(os.Stderr, "%s: built in %v, ready in %v\n", e.name, b.build.Round(time.Millisecond), b.ready.Round(time.Millisecond))
	}
	if err := r.search(o, peers); err != nil {
		return nil, err
	}
	for i, p := range peers {
		a, err := p.ask(request{Do: "settle"})
		if err != nil {
			return nil, err
		}
		r.engines[i].heap, r.engines[i].steady = a.Heap, p.anonymous("smaps_rollup", "Anonymous:")
	}
	return r, nil
}

// make builds the index of an engine anew, in a process of its own.
func (b *built) make(e engine, dir, table string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	p, err := e.start()
	if err != nil {
		return err
	}
	a, err := p.ask(request{Do: "build", Dir: dir, Passages: table})
	b.build, b.written, b.buildPeak = time.Duration(a.NS), time.Duration(a.Written), p.peak.Load()
	return errors.Join(err, p.close())
}

// open starts the engine on its index.
func (b *built) open(e engine, dir, profile string) (*peer, error) {
	p, err := e.start()
	if err != nil {
		return nil, err
	}
	r := request{Do: "open", Dir: dir}
	if e.name == "ours" {
		r.Profile = profile
	}
	a, err := p.ask(r)
	b.ready, b.version, b.passages = time.Since(p.started), a.Version, a.Passages
	if err == nil {
		b.disk, err = size(dir)
	}
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// search asks every query of every engine in turn, pass after pass.
func (r *results) search(o options, peers []*peer) error {
	r.best = make([][]time.Duration, len(peers))
	r.totals, r.hits = make([][]int, len(peers)), make([][]int, len(peers))
	for i, p := range peers {
		r.best[i] = slices.Repeat([]time.Duration{1 << 62}, len(r.queries))
		r.totals[i], r.hits[i] = make([]int, len(r.queries)), make([]int, len(r.queries))
		for range p.warm {
			if err := r.pass(peers[i:i+1], i, false); err != nil {
				return err
			}
		}
	}
	for range o.passes {
		if err := r.pass(peers, 0, true); err != nil {
			return err
		}
	}
	return nil
}

// pass asks all queries once; peers begin with the engine of that number.
func (r *results) pass(peers []*peer, first int, measured bool) error {
	for k, q := range r.queries {
		for i, p := range peers {
			a, err := p.ask(request{Do: "search", query: q})
			if err != nil {
				return err
			}
			if measured {
				r.best[first+i][k] = min(r.best[first+i][k], time.Duration(a.NS))
				r.totals[first+i][k], r.hits[first+i][k] = a.Total, a.Hits
			}
		}
	}
	return nil
}
