package local

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/google/renameio/v2"
)

// generation is one Bleve index. name is unique over time, so that answers of
// two generations are never taken for each other.
type generation struct {
	name  string
	dir   string // "" in memory
	idx   bleve.Index
	names sync.Map // see view.known
	shelf shelf

	drafts *drafts // of the forward index, when it has just been built
}

// The pointer file names the generation in use.
const pointer = "current"

// Keys of what an index says of itself; each batch writes them along.
var (
	fingerprintKey = []byte("fingerprint")
	seqKey         = []byte("seq")
	changesKey     = []byte("changes")
)

// errBusy says that another process has the index open.
var errBusy = errors.New("another process has the search index open: stop it, or use another data directory")

// settings of Bleve: more segments are let stand than by default, since each
// merge writes all it merges anew; while an index is built nearly all, since all
// are then merged at once. Bleve writes into the map it is given, so each index
// gets its own.
var (
	settings         = settingsOf(25)
	buildingSettings = settingsOf(400)
)

func settingsOf(segments int) map[string]any {
	return map[string]any{
		"bolt_timeout":           "2s",
		"scorchMergePlanOptions": map[string]any{"MaxSegmentsPerTier": segments, "SegmentsPerMergeTask": segments},
	}
}

// create makes an empty generation under dir, in memory when dir is "".
func create(dir string, with map[string]any) (*generation, error) {
	m := mapping.NewIndexMapping()
	m.DefaultMapping = mapping.NewDocumentDisabledMapping() // entries bring their fields
	g := &generation{name: strconv.FormatInt(time.Now().UnixNano(), 36)}
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("index/local: %w", err)
		}
		g.dir = filepath.Join(dir, "gen-"+g.name)
	}
	var err error
	g.idx, err = bleve.NewUsing(g.dir, m, scorch.Name, scorch.Name, maps.Clone(with))
	if err != nil {
		return nil, fmt.Errorf("index/local: making an index in %s: %w", dir, err)
	}
	return g, nil
}

// current opens the generation in use; nil when there is none yet.
func current(dir string) (g *generation, err error) {
	b, err := os.ReadFile(filepath.Join(dir, pointer))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	name := strings.TrimSpace(string(b))
	if name == "" || name != filepath.Base(name) {
		return nil, fmt.Errorf("index/local: %s names no generation", pointer)
	}
	g = &generation{name: name, dir: filepath.Join(dir, "gen-"+name)}
	defer func() { // a damaged file makes Bleve panic
		if p := recover(); p != nil {
			g, err = nil, fmt.Errorf("index/local: damaged index: %v", p)
		}
	}()
	g.idx, err = bleve.OpenUsing(g.dir, maps.Clone(settings))
	if err != nil && strings.Contains(err.Error(), "timeout") {
		return nil, errBusy
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}

// reopen opens the index again, with the settings of one that is built.
func (g *generation) reopen() error {
	err := g.idx.Close()
	if err == nil {
		g.idx, err = bleve.OpenUsing(g.dir, maps.Clone(settings))
	}
	if err != nil {
		return fmt.Errorf("index/local: opening what was built: %w", err)
	}
	return nil
}

// choose makes g the generation in use.
func (g *generation) choose(dir string) error {
	if dir == "" {
		return nil
	}
	if err := renameio.WriteFile(filepath.Join(dir, pointer), []byte(g.name+"\n"), 0o600); err != nil {
		return fmt.Errorf("index/local: %w", err)
	}
	return nil
}

// sweep removes every other generation under dir.
func (g *generation) sweep(dir string) {
	if dir == "" {
		return
	}
	all, _ := filepath.Glob(filepath.Join(dir, "gen-*"))
	for _, d := range all {
		if d != g.dir {
			_ = os.RemoveAll(d) // what stays is swept next time
		}
	}
}

// discard closes and removes g.
func (g *generation) discard() {
	g.shelf.drop()
	if g.drafts != nil {
		g.drafts.close()
	}
	if g.idx != nil {
		_ = g.idx.Close()
	}
	if g.dir != "" {
		_ = os.RemoveAll(g.dir)
	}
}

// state is what an index says of itself.
type state struct {
	fingerprint string
	seq         uint64
	changes     uint64 // number of the latest change, see Engine.tries
}

func (s state) write(b *bleve.Batch) {
	b.SetInternal(fingerprintKey, []byte(s.fingerprint))
	b.SetInternal(seqKey, binary.BigEndian.AppendUint64(nil, s.seq))
	b.SetInternal(changesKey, binary.BigEndian.AppendUint64(nil, s.changes))
}

func (g *generation) state() (state, error) {
	r, err := g.reader()
	if err != nil {
		return state{}, err
	}
	defer r.Close()
	var s state
	num := func(key []byte) uint64 {
		b, _ := r.GetInternal(key)
		if len(b) != 8 {
			return 0
		}
		return binary.BigEndian.Uint64(b)
	}
	fp, err := r.GetInternal(fingerprintKey)
	if err != nil {
		return state{}, err
	}
	s.fingerprint, s.seq, s.changes = string(fp), num(seqKey), num(changesKey)
	return s, nil
}

func (g *generation) reader() (index.IndexReader, error) {
	i, err := g.idx.Advanced()
	if err != nil {
		return nil, err
	}
	return i.Reader()
}
