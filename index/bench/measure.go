package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// made is what making an index took. It is kept beside the index.
type made struct {
	Build   time.Duration `json:"build"`   // to one merged index, closed
	Written time.Duration `json:"written"` // to all written, before merging
	Peak    int64         `json:"peak"`    // anonymous memory, bytes
}

// built is an engine with an index, made and opened.
type built struct {
	made
	kept          bool // made in an earlier run
	name, version string
	ready         time.Duration // from start of the process to the answer that it is open
	disk          int64
	steady        int64 // anonymous memory after all searches, what can be given back given back
	heap          uint64
}

// results are all that was measured.
type results struct {
	n       int
	text    int64 // bytes of the passages as a file
	engines []built
	queries []query
	best    [][]time.Duration // by engine and query
	totals  [][]int
	counted [][]int
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
		if b.kept = o.keeps(e.name) && b.made.load(dir+".json") == nil; !b.kept {
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
		fmt.Fprintf(os.Stderr, "%s: built in %v, ready in %v\n", e.name, b.Build.Round(time.Millisecond), b.ready.Round(time.Millisecond))
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
	if err := errors.Join(os.RemoveAll(dir), os.RemoveAll(dir+".json")); err != nil {
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
	b.made = made{Build: time.Duration(a.NS), Written: time.Duration(a.Written), Peak: p.peak.Load()}
	if err := errors.Join(err, p.close()); err != nil {
		return err
	}
	return b.made.save(dir + ".json")
}

func (m *made) load(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, m)
}

func (m *made) save(path string) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
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
	b.ready, b.version = time.Since(p.started), a.Version
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
	r.totals, r.counted = make([][]int, len(peers)), make([][]int, len(peers))
	for i, p := range peers {
		r.best[i] = slices.Repeat([]time.Duration{1 << 62}, len(r.queries))
		r.totals[i], r.counted[i] = make([]int, len(r.queries)), make([]int, len(r.queries))
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
				r.totals[first+i][k], r.counted[first+i][k] = a.Total, a.Counted
			}
		}
	}
	return nil
}
