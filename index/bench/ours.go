package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"time"

	"concordance/index"
	"concordance/index/bench/passages"
	"concordance/index/local"
)

// ours is our engine behind the lines that peers speak.
type ours struct{ e *local.Engine }

func serveOurs(in io.Reader, out io.Writer) error {
	var o ours
	answers := json.NewEncoder(out)
	for lines := bufio.NewScanner(in); lines.Scan(); {
		var r request
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return err
		}
		a, err := o.do(r)
		if err != nil {
			a.Error = err.Error()
		}
		if err := answers.Encode(a); err != nil {
			return err
		}
	}
	pprof.StopCPUProfile()
	if o.e == nil {
		return nil
	}
	return o.e.Close()
}

func (o *ours) do(r request) (answer, error) {
	switch r.Do {
	case "build":
		return o.build(r)
	case "open":
		return o.open(r)
	case "search":
		return o.search(r)
	case "settle":
		return o.settle(), nil
	}
	return answer{}, fmt.Errorf("%q is nothing to do", r.Do)
}

func (o *ours) build(r request) (answer, error) {
	f, err := os.Open(r.Passages)
	if err != nil {
		return answer{}, err
	}
	defer f.Close()
	start := time.Now()
	e, err := local.Open(r.Dir)
	if err != nil {
		return answer{}, err
	}
	ctx := context.Background()
	if err := e.Rebuild(ctx, 1, passages.Read(f)); err != nil {
		return answer{}, err
	}
	s, err := e.Status(ctx)
	if err != nil {
		return answer{}, err
	}
	err = e.Close()
	return answer{NS: time.Since(start).Nanoseconds(), Passages: int(s.Provisions)}, err
}

// open opens the index, which loads its columns.
func (o *ours) open(r request) (answer, error) {
	e, err := local.Open(r.Dir)
	if err != nil {
		return answer{}, err
	}
	o.e = e
	s, err := e.Status(context.Background())
	if err != nil {
		return answer{}, err
	}
	if s.Stale {
		return answer{}, fmt.Errorf("the index in %s is of another build: make it again", r.Dir)
	}
	if r.Profile != "" {
		f, err := os.Create(r.Profile)
		if err != nil {
			return answer{}, err
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			return answer{}, err
		}
	}
	return answer{Version: runtime.Version(), Passages: int(s.Provisions)}, nil
}

func (o *ours) search(r request) (answer, error) {
	q := index.Request{Query: r.Query, Size: 10, NoFacets: !r.Page}
	if r.Page {
		q.Facets = map[string][]string{r.Facet: {r.Value}}
	}
	start := time.Now()
	res, err := o.e.Search(context.Background(), q)
	ns := time.Since(start).Nanoseconds()
	if err != nil {
		return answer{}, err
	}
	a := answer{NS: ns, Total: res.Total, Hits: len(res.Hits)}
	for _, f := range res.Facets {
		for _, v := range f.Values {
			if slices.Contains(sixFacets, f.Name) {
				a.Counted += v.Count
			}
		}
	}
	return a, nil
}

func (o *ours) settle() answer {
	runtime.GC()
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return answer{Heap: m.HeapAlloc}
}
