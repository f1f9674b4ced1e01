package digest

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"

	"github.com/goccy/go-yaml"
)

//go:embed *.yaml
var files embed.FS

const catalogue = "catalogue.yaml"

// note is an entry of a file of notes. Its terms were chosen by a person.
type note struct {
	ID        string          `yaml:"id"`
	Locator   corpus.Locator  `yaml:"locator"`
	Text      string          `yaml:"text"`
	Role      corpus.Role     `yaml:"role"`
	Force     corpus.Force    `yaml:"force"`
	Verb      string          `yaml:"verb"`
	Addressee string          `yaml:"addressee"`
	Terms     []string        `yaml:"terms"`
	Cites     []corpus.Target `yaml:"cites"`
	Status    string          `yaml:"status"`
}

func (n note) note() corpus.Note {
	out := corpus.Note{ID: n.ID, Locator: n.Locator, Text: n.Text, Role: n.Role, Force: n.Force,
		Verb: n.Verb, Addressee: n.Addressee, Cites: n.Cites, Status: n.Status}
	for _, t := range n.Terms {
		out.Terms = append(out.Terms, corpus.TermUse{ID: t, From: "curated"})
	}
	return out
}

var (
	works  = sync.OnceValues(func() ([]corpus.Description, error) { return describe(files) })
	loaded = sync.OnceValues(func() ([]corpus.Digest, error) { return load(files) })
)

// Load returns the embedded corpus, in the order of the catalogue. It is read
// once; the notes are shared, so change none.
func Load() ([]corpus.Digest, error) {
	ds, err := loaded()
	return slices.Clone(ds), err
}

func load(files fs.FS) ([]corpus.Digest, error) {
	works, err := describe(files)
	if err != nil {
		return nil, err
	}
	var ds []corpus.Digest
	at := map[string]int{}
	for _, w := range works {
		at[string(w.ID)+".yaml"] = len(ds)
		ds = append(ds, corpus.Digest{Description: w})
	}
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == catalogue {
			continue
		}
		i, ok := at[name]
		if !ok {
			return nil, fmt.Errorf("corpus/digest/%s: no work of that ID in %s", name, catalogue)
		}
		var notes []note
		if err := read(files, name, &notes); err != nil {
			return nil, err
		}
		for _, n := range notes {
			ds[i].Notes = append(ds[i].Notes, n.note())
		}
	}
	return ds, nil
}

// describe reads the catalogue alone.
func describe(files fs.FS) ([]corpus.Description, error) {
	var works []corpus.Description
	if err := read(files, catalogue, &works); err != nil {
		return nil, err
	}
	for i := range works {
		addresses(&works[i])
	}
	return works, nil
}

// addresses gives a work with a symbol its official address in each language
// it is published in; an address of the catalogue wins.
func addresses(w *corpus.Description) {
	for _, l := range w.Languages {
		a := cite.Address(corpus.Target(w.Symbol), l)
		if a == "" || w.Addresses[l] != "" {
			continue
		}
		if w.Addresses == nil {
			w.Addresses = map[lang.Tag]string{}
		}
		w.Addresses[l] = a
	}
}

// read parses one file; an unknown key is an error, with its line.
func read(files fs.FS, name string, v any) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("corpus/digest: %w", err)
	}
	if err := yaml.UnmarshalWithOptions(b, v, yaml.Strict()); err != nil {
		return fmt.Errorf("corpus/digest/%s: %w", name, err)
	}
	return nil
}

// Names lists the names the works go by, for the citation tagger: their
// aliases. Titles are left out, for many describe and do not name: a text that
// speaks of vehicle security barriers cites no standard. It reads no notes.
func Names() []cite.Name {
	all, _ := works() // a broken corpus has no names; Load itself says why
	var names []cite.Name
	for _, w := range all {
		if len(w.Aliases) > 0 {
			names = append(names, cite.Name{Target: target(w), Texts: slices.Clone(w.Aliases)})
		}
	}
	return names
}

func target(d corpus.Description) corpus.Target {
	if d.Symbol != "" {
		return corpus.Target(d.Symbol)
	}
	return corpus.Target(d.ID)
}

// Hash is the SHA-256 of the embedded files, hex: it changes when they do.
func Hash() string {
	h := sha256.New()
	entries, _ := files.ReadDir(".") // an embedded folder is always there
	for _, e := range entries {
		b, _ := files.ReadFile(e.Name())
		fmt.Fprintf(h, "%s %d\n", e.Name(), len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil))
}
