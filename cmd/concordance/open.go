package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/digest"
	"concordance/corpus/store"
	"concordance/corpus/vocab"
	"concordance/index"
	"concordance/index/local"
)

// house is an opened data directory: this process owns it.
type house struct {
	dir     string
	library *store.Store
	engine  index.Engine
}

// openHouse opens the library and the engine in dir, making them if they are
// not there. It returns an error that wraps store.ErrOwned when another process
// owns the directory.
func openHouse(dir string) (*house, error) {
	go vocab.Facets() // read meanwhile: all that comes needs it
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w; choose another with --data", err)
	}
	lib, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	engine, err := local.Open(filepath.Join(dir, "index"))
	if err != nil {
		lib.Close()
		return nil, err
	}
	return &house{dir, lib, engine}, nil
}

// ready puts the embedded corpus into the library, if it is not there or
// another version is, and brings the engine up to the library.
func (h *house) ready(ctx context.Context, progress func(done, total int)) error {
	if err := h.embed(ctx); err != nil {
		return fmt.Errorf("embedded corpus: %w", err)
	}
	return index.CatchUp(ctx, h.library, h.engine, progress)
}

const digestKey = "digest" // store.Meta: hash of the digest that was put in

func (h *house) embed(ctx context.Context) error {
	if h.library.Meta(digestKey) == digest.Hash() {
		return nil
	}
	works, err := digest.Load()
	if err != nil {
		return err
	}
	if err := h.library.DescribeAll(ctx, works...); err != nil {
		return err
	}
	return h.library.SetMeta(digestKey, digest.Hash())
}

func (h *house) Close() error {
	err := h.engine.Close()
	if e := h.library.Close(); err == nil {
		err = e
	}
	return err
}

// tagger marks citations and terms.
type tagger struct {
	cites *cite.Tagger
	terms *vocab.Tagger
}

func newTagger() tagger { return tagger{citeTagger(), vocab.NewTagger()} }

// citeTagger knows the works of the embedded corpus by name, all of which it reads.
var citeTagger = sync.OnceValue(func() *cite.Tagger { return cite.NewTagger(digest.Names()) })

func (t tagger) Tag(d *corpus.Document) {
	t.cites.Tag(d)
	t.terms.Tag(d)
}
