package index

import (
	"context"
	"fmt"
	"iter"

	"concordance/corpus"
)

// batch is how many works go into the engine at once: a bound on memory.
const batch = 100

// CatchUp brings an engine up to the library: it rebuilds a stale engine, and
// puts what changed since the last change the engine holds. progress, which may
// be nil, is told how many works of how many are done.
func CatchUp(ctx context.Context, lib corpus.Library, e Engine, progress func(done, total int)) error {
	st, err := e.Status(ctx)
	if err != nil {
		return err
	}
	counts, err := lib.Counts(ctx)
	if err != nil {
		return err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	if st.Stale || st.Seq > counts.Seq || st.Provisions == 0 && counts.Works > 0 { // an empty one is built faster than replayed
		return Rebuild(ctx, lib, e, progress)
	}
	return replay(ctx, lib, e, st.Seq, progress)
}

// Rebuild makes the engine anew from the library.
func Rebuild(ctx context.Context, lib corpus.Library, e Engine, progress func(done, total int)) error {
	counts, err := lib.Counts(ctx)
	if err != nil {
		return err
	}
	return e.Rebuild(ctx, counts.Seq, whole(ctx, lib, counts.Works, progress))
}

// whole yields every work with its provisions.
func whole(ctx context.Context, lib corpus.Library, total int, progress func(done, total int)) iter.Seq2[*corpus.Work, error] {
	return func(yield func(*corpus.Work, error) bool) {
		done := 0
		for w, err := range lib.Works(ctx, corpus.Filter{}) {
			if err == nil {
				w, err = lib.Work(ctx, w.ID)
			}
			if !yield(w, err) {
				return
			}
			done++
			progress(done, total)
		}
	}
}

func replay(ctx context.Context, lib corpus.Library, e Engine, since uint64, progress func(done, total int)) error {
	var changes []corpus.Change
	for c, err := range lib.Changes(ctx, since) {
		if err != nil {
			return err
		}
		changes = append(changes, c)
	}
	for i := 0; i < len(changes); i += batch {
		part := changes[i:min(i+batch, len(changes))]
		if err := apply(ctx, lib, e, part); err != nil {
			return fmt.Errorf("index: catching up with the library: %w", err)
		}
		progress(i+len(part), len(changes))
	}
	return nil
}

func apply(ctx context.Context, lib corpus.Library, e Engine, part []corpus.Change) error {
	seq := part[len(part)-1].Seq
	var works []*corpus.Work
	var gone []corpus.WorkID
	for _, c := range part {
		if c.Removed {
			gone = append(gone, c.Work)
			continue
		}
		w, err := lib.Work(ctx, c.Work)
		if err != nil {
			return err
		}
		works = append(works, w)
	}
	if len(gone) > 0 {
		if err := e.Delete(ctx, part[0].Seq-1, gone...); err != nil {
			return err
		}
	}
	return e.Put(ctx, seq, works...)
}
