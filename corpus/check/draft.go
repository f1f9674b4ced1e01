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
	if lang.Get(l) == nil {
		if l, _ = lang.Detect(text); l == "" {
			l = lang.English
		}
	}
	c := &checker{
		ctx: ctx, lib: lib, lang: l, organs: organsOf(l), held: map[corpus.WorkID]*held{},
		report: &Report{Text: text, Citations: []Finding{}, Quotations: []Quotation{}},
	}
	mentions := own(tagger.Find(text, l, cite.Place{}))
	for i := range mentions {
		if err := c.citation(mentions, i); err != nil {
			return nil, err
		}
	}
	if err := c.later(); err != nil {
		return nil, err
	}
	if err := c.quotations(); err != nil {
		return nil, err
	}
	return c.report, nil
}

// own leaves out what names no other work: paragraphs of the draft itself, words
// such as "that resolution" that nothing before explains, and committees around
// the resolutions that name them.
func own(cs []corpus.Citation) []corpus.Citation {
	var kept []corpus.Citation
	for i, c := range cs {
		switch {
		case c.Form == "self", c.Form == "internal":
		case c.Form == "antecedent" && c.Status == corpus.Unresolved:
		case i+1 < len(cs) && cs[i+1].Start < c.End:
		default:
			kept = append(kept, c)
		}
	}
	return kept
}

// checker is one reading of one draft.
type checker struct {
	ctx    context.Context
	lib    Library
	lang   lang.Tag
	organs []organWords
	held   map[corpus.WorkID]*held
	report *Report
}

// held is a work of the library with what comparing with it needs.
type held struct {
	*corpus.Work
	extent corpus.Extent
	words  map[lang.Tag]*words
}

// maxHeld bounds the works kept in memory at once.
const maxHeld = 48

// work reads a work; nil when the library does not know it.
func (c *checker) work(id corpus.WorkID) (*held, error) {
	if h, ok := c.held[id]; ok || id == "" {
		return h, nil
	}
	w, err := c.lib.Work(c.ctx, id)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	if len(c.held) >= maxHeld {
		clear(c.held)
	}
	h := &held{w, corpus.ExtentOf(w), map[lang.Tag]*words{}}
	c.held[id] = h
	return h, nil
}

// find is the work that t names, "" when the library does not know it.
func (c *checker) find(t corpus.Target) (corpus.WorkID, error) {
	if t == "" {
		return "", nil
	}
	id, err := c.lib.Find(c.ctx, t)
	if errors.Is(err, corpus.ErrNotFound) {
		return "", nil
	}
	return id, err
}
