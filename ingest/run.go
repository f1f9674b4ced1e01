package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/ingest/format"
	"concordance/ingest/source"
)

// Options of a run. The zero value is ready.
type Options struct {
	Workers    int // readers at once; 0 means 2
	Batch      int // documents stored in one transaction; 0 means 64
	BatchBytes int // and bytes of their text; 0 means 8 MB
	Names      []cite.Name
	Progress   func(Progress) // called from one goroutine, in the order of files
}

// Progress is how far a run is.
type Progress struct {
	File   string
	Files  int // read so far, failed ones included
	Failed int
	Stored int   // documents the library holds by now: what a kill cannot lose
	Bytes  int64 // read so far
}

// maxDoubts is how many warnings the report takes from one file.
const maxDoubts = 8

// Run reads many files into the library. A bad file stops nothing: it is named
// in the report with its reason. The report, like the library, does not depend
// on the number of workers. Run returns early, with the report so far, when ctx
// is done or the library fails.
func Run(ctx context.Context, lib corpus.Library, t Tagger, files iter.Seq2[source.File, error], o Options) (*Report, error) {
	o.Workers, o.Batch, o.BatchBytes = orElse(o.Workers, 2), orElse(o.Batch, 64), orElse(o.BatchBytes, 8<<20)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	works, err := holdings(ctx, lib)
	if err != nil {
		return &Report{Failed: []Failure{}, Warnings: []Doubt{}}, err
	}
	o.Names = append(nameless(works), o.Names...)
	w := &writerOf{lib: lib, options: o, kin: newKin(works), tagger: t, report: &Report{Failed: []Failure{}, Warnings: []Doubt{}}}
	for r := range readAll(ctx, t, files, o) {
		if err := w.take(ctx, r); err != nil {
			return w.report, err
		}
	}
	if err := ctx.Err(); err != nil {
		return w.report, err
	}
	return w.report, w.flush(ctx)
}

// nameless lists the works of the library that have no symbol, by their titles:
// the catalogue's, and those that were read before.
func nameless(works []*corpus.Work) []cite.Name {
	var names []cite.Name
	for _, w := range works {
		if w.Symbol == "" {
			names = append(names, nameOf(w.Description))
		}
	}
	return names
}

func orElse(n, standard int) int {
	if n > 0 {
		return n
	}
	return standard
}

// result is what became of reading one file.
type result struct {
	name string
	size int64
	doc  *corpus.Document
	err  error
}

// job is a file on its way through a reader; its result comes on out.
type job struct {
	name string
	data []byte
	out  chan result
}

// readAll reads files with several workers and yields the results in the order
// of the files. No more than a few files are in memory at once.
func readAll(ctx context.Context, t Tagger, files iter.Seq2[source.File, error], o Options) iter.Seq[result] {
	return func(yield func(result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		jobs := make(chan job)
		queue := make(chan chan result, 2*o.Workers) // in the order of files
		for range o.Workers {
			go func() {
				for j := range jobs {
					j.out <- readOne(ctx, t, j, o.Names)
				}
			}()
		}
		go func() {
			defer close(queue)
			defer close(jobs)
			for f, err := range files {
				j := job{name: f.Name, out: make(chan result, 1)}
				if err == nil {
					j.data, err = bytesOf(f)
				}
				select {
				case queue <- j.out:
				case <-ctx.Done():
					return
				}
				if err != nil {
					j.out <- result{name: f.Name, err: err}
					continue
				}
				select {
				case jobs <- j:
				case <-ctx.Done():
					j.out <- result{name: f.Name, err: ctx.Err()}
					return
				}
			}
		}()
		for out := range queue {
			if !yield(<-out) {
				return
			}
		}
	}
}

// bytesOf reads a file into memory: a member of an archive is gone once the
// next one is asked for.
func bytesOf(f source.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, format.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(b) > format.MaxBytes {
		return nil, fmt.Errorf("%w: more than %d MB; split the file", format.ErrTooLarge, format.MaxBytes>>20)
	}
	return b, nil
}

func readOne(ctx context.Context, t Tagger, j job, names []cite.Name) (r result) {
	r = result{name: j.name, size: int64(len(j.data))}
	defer func() {
		if p := recover(); p != nil {
			r.doc, r.err = nil, fmt.Errorf("the tagger failed on it (%v); please report the file", p)
		}
	}()
	r.doc, r.err = read(ctx, j.name, bytes.NewReader(j.data))
	if r.err == nil {
		Identify(r.doc, names)
		if t != nil {
			t.Tag(r.doc)
		}
	}
	return r
}

// writerOf stores documents in batches and keeps the report.
type writerOf struct {
	lib     corpus.Library
	options Options
	kin     *kin
	tagger  Tagger
	report  *Report
	batch   []*corpus.Document
	bytes   int
	done    Progress
}

// take takes one result: a document into the batch, a failure into the report.
func (w *writerOf) take(ctx context.Context, r result) error {
	if r.err != nil && ctx.Err() != nil && errors.Is(r.err, ctx.Err()) {
		return ctx.Err()
	}
	w.done.File, w.done.Bytes = r.name, w.done.Bytes+r.size
	w.done.Files++
	if r.err != nil {
		w.done.Failed++
		w.report.Failed = append(w.report.Failed, Failure{File: r.name, Reason: oneLine(r.err.Error())})
	} else {
		if w.kin.join(r.doc) && w.tagger != nil {
			w.tagger.Tag(r.doc) // what it says of itself now means another work
		}
		w.doubts(r.doc)
		w.batch = append(w.batch, r.doc)
		for i := range r.doc.Passages {
			w.bytes += len(r.doc.Passages[i].Text)
		}
	}
	w.tell()
	if len(w.batch) >= w.options.Batch || w.bytes >= w.options.BatchBytes {
		return w.flush(ctx)
	}
	return nil
}

func (w *writerOf) tell() {
	if w.options.Progress != nil {
		w.options.Progress(w.done)
	}
}

// doubts reports the warnings of a document, a few of many.
func (w *writerOf) doubts(d *corpus.Document) {
	for i, x := range d.Warnings {
		text := x.Text
		if x.Where != "" {
			text = x.Where + ": " + text
		}
		if i == maxDoubts && len(d.Warnings) > maxDoubts+1 {
			text = fmt.Sprintf("and %d more warnings", len(d.Warnings)-maxDoubts)
		}
		w.report.Warnings = append(w.report.Warnings, Doubt{File: d.Source.File, Warning: oneLine(text)})
		if i == maxDoubts {
			return
		}
	}
}

// flush stores the batch.
func (w *writerOf) flush(ctx context.Context) error {
	if len(w.batch) == 0 {
		return nil
	}
	outcomes, err := w.lib.Add(ctx, w.batch...)
	if err != nil {
		return fmt.Errorf("storing %s and %d files after it: %w", w.batch[0].Source.File, len(w.batch)-1, err)
	}
	for i, o := range outcomes {
		switch o.Result {
		case corpus.Added:
			w.report.Added++
		case corpus.Replaced:
			w.report.Replaced++
		default:
			w.report.Unchanged++
		}
		if o.Result != corpus.Unchanged {
			w.report.Passages += len(w.batch[i].Passages)
		}
		if o.NewWork {
			w.report.Works++
		}
		if o.Warning != "" {
			w.report.Warnings = append(w.report.Warnings, Doubt{File: w.batch[i].Source.File, Warning: oneLine(o.Warning)})
		}
	}
	w.done.Stored += len(w.batch)
	w.batch, w.bytes = w.batch[:0], 0
	w.tell()
	return nil
}

// oneLine is a message without line breaks, of a length a terminal can bear.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 500 {
		s = strings.ToValidUTF8(s[:500], "") + " ..."
	}
	return s
}
