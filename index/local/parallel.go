package local

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls f on as many goroutines as there are processors, at most n,
// each with its number. A panic, as of Bleve over a damaged segment, is an error.
func parallel(n int, f func(i int) error) error {
	n = min(n, processors())
	if n <= 0 {
		return nil
	}
	if n == 1 {
		return guarded(0, f)
	}
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n - 1 {
		wg.Go(func() { errs[i+1] = guarded(i+1, f) })
	}
	errs[0] = guarded(0, f)
	wg.Wait()
	return firstError(errs...)
}

// spread calls f for every number below n, each once, on all processors; begin
// is called on each and gives its f.
func spread(n int, begin func() func(i int) error) error {
	var at atomic.Int64
	return parallel(n, func(int) error {
		f := begin()
		for i := int(at.Add(1)) - 1; i < n; i = int(at.Add(1)) - 1 {
			if err := f(i); err != nil {
				return err
			}
		}
		return nil
	})
}

func processors() int { return runtime.GOMAXPROCS(0) }

func guarded(i int, f func(i int) error) (err error) {
	defer damaged(&err)
	return f(i)
}

// damaged, deferred, makes an error of a panic.
func damaged(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("index/local: the index is damaged, reindex: %v", p)
	}
}
