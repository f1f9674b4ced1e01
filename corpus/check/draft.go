package check

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// MaxText is the longest draft that is read, in bytes.
const MaxText = 1 << 20

// ErrTooLong is returned for a draft of more than MaxText bytes.
var ErrTooLong = fmt.Errorf("the text is longer than %d bytes: check it in parts", MaxText)

// Library is what a draft is checked against; a corpus.Library is one.
type Library interface {
	Find(ctx context.Context, t corpus.Target) (corpus.WorkID, error)
	Work(ctx context.Context, id corpus.WorkID) (*corpus.Work, error)
	Works(ctx context.Context, f corpus.Filter) iter.Seq2[*corpus.Work, error]
}

// Draft checks every citation of text, and every quotation beside one. l is the
// language of the text, "" where it is not known. It keeps nothing. Besides
// errors of the library it returns ErrTooLong.
func Draft(ctx context.Context, lib Library, tagger *cite.Tagger, text string, l lang.Tag) (*Report, error) {
	if len(text) > MaxText {
		return nil, ErrTooLong
	}
	r := &Report{Text: text, Citations: []Finding{}, Quotations: []Quotation{}}
	for _, c := range tagger.Find(text, l, cite.Place{}) {
		f := Finding{Start: c.Start, End: c.End, Surface: text[c.Start:c.End], Target: c.Target, Pinpoints: c.Pinpoints, Status: OK, Detail: c.Detail}
		id, err := lib.Find(ctx, c.Target)
		switch {
		case errors.Is(err, corpus.ErrNotFound):
			f.Status = NotHeld
		case err != nil:
			return nil, err
		}
		f.Work = id
		r.Citations = append(r.Citations, f)
	}
	return r, nil
}
