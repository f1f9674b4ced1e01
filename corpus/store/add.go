package store

import (
	"context"
	"fmt"

	"concordance/corpus"
)

// Add stores documents in one transaction. What becomes of one is decided by
// comparing it with the version held, and by nothing else:
//
//	none held                       added
//	same parse                      unchanged, be the bytes the same or not
//	same bytes, another parse       replaced: the parser or a tagger has learned
//	other bytes, a better source    replaced, with a warning that names both files
//	other bytes, any other          unchanged, with a warning that names both
//
// Better is a strict order, so the best of any set of files is held after one
// run in whatever order, and a second run over them changes nothing. Of equal
// sources the one read first stays.
func (s *Store) Add(ctx context.Context, ds ...*corpus.Document) ([]corpus.Outcome, error) {
	entries := make([]entry, len(ds))
	for i, d := range ds {
		e, err := newEntry(d)
		if err != nil {
			return nil, err
		}
		entries[i] = e
	}
	outcomes := make([]corpus.Outcome, len(ds))
	err := s.update(ctx, func(w *writer) error {
		for i, e := range entries {
			o, err := w.add(e)
			if err != nil {
				return fmt.Errorf("library: %s: %w", e.doc.Source.File, err)
			}
			outcomes[i] = o
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

func (w *writer) add(e entry) (corpus.Outcome, error) {
	o := corpus.Outcome{Document: e.doc.DocumentID(), Work: e.doc.ID}
	held, err := versionOf(w.tx, o.Document)
	if err != nil {
		return o, err
	}
	o.Result, o.Warning = decide(held, e.version)
	if o.Result == corpus.Unchanged {
		return o, nil
	}
	o.NewWork = works.of(w.tx).Get([]byte(o.Work)) == nil && !w.touched[o.Work]
	return o, w.put(e)
}

// decide compares a version with the one held, which may be nil.
func decide(held *version, v version) (corpus.Result, string) {
	switch {
	case held == nil:
		return corpus.Added, ""
	case held.Content == v.Content && !learns(held, v):
		return corpus.Unchanged, ""
	case held.Source.SHA256 == v.Source.SHA256:
		return corpus.Replaced, ""
	case v.Source.Better(held.Source):
		return corpus.Replaced, fmt.Sprintf("%s replaces %s: the better source", describe(v.Source), describe(held.Source))
	case held.Source.Better(v.Source):
		return corpus.Unchanged, fmt.Sprintf("%s is kept: the better source than %s", describe(held.Source), describe(v.Source))
	default:
		return corpus.Unchanged, fmt.Sprintf("%s is kept: %s is another file of the same version and no better", describe(held.Source), describe(v.Source))
	}
}

// learns reports whether a version only adds how the same file was read, which
// libraries of earlier versions did not keep.
func learns(held *version, v version) bool {
	return held.Reading.Genre == "" && v.Reading.Genre != "" && held.Source.SHA256 == v.Source.SHA256
}

// describe names a source: "resolution.xml (akn, marked up 2022-01-06)".
func describe(s corpus.Source) string {
	if s.Marked != "" {
		return fmt.Sprintf("%s (%s, marked up %s)", s.File, s.Format, s.Marked)
	}
	return fmt.Sprintf("%s (%s)", s.File, s.Format)
}
