package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// request is a line to an engine's process.
//
//	build   makes an index in Dir of the file Passages, and closes it
//	open    opens it; the answer comes when searches can
//	search  asks Query; Page: narrowed by Facet to Value, six facets counted, snippets
//	settle  gives back what memory it can
type request struct {
	Do       string `json:"do"`
	Dir      string `json:"dir,omitempty"`
	Passages string `json:"passages,omitempty"`
	Profile  string `json:"profile,omitempty"`
	query
}

// answer is a line from it. A search is timed inside the process: from the
// query as a string to hits, titles, snippets and counts in hand.
type answer struct {
	Error    string `json:"error,omitempty"`
	NS       int64  `json:"ns,omitempty"`
	Written  int64  `json:"written,omitempty"` // of a build: ns until all was written, before merging to one
	Passages int    `json:"passages,omitempty"`
	Total    int    `json:"total"`
	Hits     int    `json:"hits"`
	Counted  int    `json:"counted,omitempty"` // of a page: all counts of the values of the six facets together
	Heap     uint64 `json:"heap,omitempty"`
	Version  string `json:"version,omitempty"`
}

// engine is how to start one.
type engine struct {
	name string
	argv []string
	warm int // passes before measuring
}

// engines lists those that can run here; the error says why others can not.
func engines(o options) ([]engine, error) {
	self := o.self
	if self == "" {
		var err error
		if self, err = os.Executable(); err != nil {
			return nil, err
		}
	}
	list := []engine{{name: "ours", argv: []string{self, "-serve"}, warm: o.warm}}
	sqlite, lucene := filepath.Join(o.peers, "fts5.py"), filepath.Join(o.peers, "Lucene.class")
	list = append(list,
		engine{name: "sqlite", argv: []string{"python3", sqlite}, warm: o.warm},
		engine{name: "lucene", argv: []string{"java", "-Xmx2g", "-XX:+UseSerialGC", "-cp", o.peers + ":" + filepath.Join(o.peers, "*"), "Lucene"}, warm: max(o.warm, jvmWarm)})
	if o.only != "" {
		list = slices.DeleteFunc(list, func(e engine) bool { return !listed(o.only, e.name) })
	}
	for _, e := range list {
		if e.name == "sqlite" && !exists(sqlite) || e.name == "lucene" && !exists(lucene) {
			return nil, fmt.Errorf("the peers are not in %q: run index/bench/peers/install DIR, then give -peers DIR, or run -only ours", o.peers)
		}
	}
	return list, nil
}

// jvmWarm is how many passes the Java machine gets to compile what is hot.
const jvmWarm = 20

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

// peer is an engine in a process of its own.
type peer struct {
	engine
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
	started time.Time

	stop chan struct{}
	peak atomic.Int64 // of anonymous memory, bytes
}

func (e engine) start() (*peer, error) {
	p := &peer{engine: e, cmd: exec.Command(e.argv[0], e.argv[1:]...), stop: make(chan struct{})}
	p.cmd.Stderr = os.Stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewScanner(out)
	p.out.Buffer(nil, 1<<20)
	p.started = time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", e.name, err)
	}
	go p.watch()
	return p, nil
}

// watch follows the memory of the process.
func (p *peer) watch() {
	for {
		select {
		case <-p.stop:
			return
		case <-time.After(20 * time.Millisecond):
			if n := p.anonymous("status", "RssAnon:"); n > p.peak.Load() {
				p.peak.Store(n)
			}
		}
	}
}

// anonymous reads a line of /proc of the process, in bytes; 0 where there is none.
func (p *peer) anonymous(file, key string) int64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/%s", p.cmd.Process.Pid, file))
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, key); ok {
			n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n << 10
		}
	}
	return 0
}

func (p *peer) ask(r request) (answer, error) {
	var a answer
	b, err := json.Marshal(r)
	if err != nil {
		return a, err
	}
	if _, err := p.in.Write(append(b, '\n')); err != nil {
		return a, fmt.Errorf("%s: %w", p.name, err)
	}
	if !p.out.Scan() {
		return a, fmt.Errorf("%s: %w", p.name, errors.Join(p.out.Err(), io.ErrUnexpectedEOF))
	}
	if err := json.Unmarshal(p.out.Bytes(), &a); err != nil {
		return a, fmt.Errorf("%s said %q: %w", p.name, p.out.Text(), err)
	}
	if a.Error != "" {
		return a, fmt.Errorf("%s, asked %s: %s", p.name, b, a.Error)
	}
	return a, nil
}

// close ends the process and waits for it.
func (p *peer) close() error {
	close(p.stop)
	_ = p.in.Close()
	return p.cmd.Wait()
}

// size is how many bytes the files under dir have.
func size(dir string) (int64, error) {
	var n int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		i, err := d.Info()
		if err == nil {
			n += i.Size()
		}
		return err
	})
	return n, err
}
