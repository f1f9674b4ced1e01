package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// maxValue bounds what one value may unfold to.
const maxValue = 512 << 20

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err) // only for options that contradict each other
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxValue))
	if err != nil {
		panic(err)
	}
	return d
})

func pack(plain []byte) []byte { return encoder().EncodeAll(plain, nil) }

func unpack(b []byte, v any) error {
	plain, err := decoder().DecodeAll(b, nil)
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, v)
}

func putJSON(b *bolt.Bucket, key []byte, v any) error {
	j, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.Put(key, j)
}

// version is what is kept of a document beside its text.
type version struct {
	Source   corpus.Source    `json:"source"`
	Reading  corpus.Reading   `json:"reading,omitzero"`
	Warnings []corpus.Warning `json:"warnings,omitempty"`
	// Content is a hash of the parsed document: another parser or tagger gives
	// another. Reading and warnings are no part of it, for they may speak of the file's name
	// and folder, and the same bytes may lie in two.
	Content   string `json:"content"`
	Passages  int    `json:"passages"`
	Citations int    `json:"citations"` // as corrections leave them
	// Apart are the locators of passages that could not be aligned with the
	// work's other versions: joined, they have addresses of their own.
	Apart []corpus.Locator `json:"apart,omitempty"`
}

// entry is a document ready to be stored.
type entry struct {
	doc     *corpus.Document
	version version
	json    []byte
}

func newEntry(d *corpus.Document) (entry, error) {
	if err := check(d); err != nil {
		return entry{}, err
	}
	bare := *d
	bare.Source, bare.Reading, bare.Warnings = corpus.Source{}, corpus.Reading{}, nil
	j, err := json.Marshal(&bare)
	if err != nil {
		return entry{}, fmt.Errorf("%s: %w", d.DocumentID(), err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n", d.Source.Format, d.Source.Marked)
	h.Write(j)
	v := version{Source: d.Source, Reading: d.Reading, Warnings: d.Warnings, Content: hex.EncodeToString(h.Sum(nil)), Passages: len(d.Passages)}
	return entry{doc: d, version: v, json: j}, nil
}

func check(d *corpus.Document) error {
	switch {
	case d == nil:
		return fmt.Errorf("store: no document")
	case d.ID == "" || d.Lang == "":
		return fmt.Errorf("store: %q has no work ID or no language", d.Source.File)
	case len(d.ID) > maxKey:
		return fmt.Errorf("store: %q has a work ID of %d bytes; at most %d fit", d.Source.File, len(d.ID), maxKey)
	}
	return nil
}

// document reads a document as it was tagged, nil when it is not there.
func document(tx *bolt.Tx, id corpus.DocumentID) (*corpus.Document, error) {
	b := documents.of(tx).Get([]byte(id))
	if b == nil {
		return nil, nil
	}
	d := new(corpus.Document)
	if err := unpack(b, d); err != nil {
		return nil, fmt.Errorf("document %s: %w", id, err)
	}
	v, err := versionOf(tx, id)
	if err != nil {
		return nil, err
	}
	if v != nil {
		d.Source, d.Reading, d.Warnings = v.Source, v.Reading, v.Warnings
	}
	return d, nil
}

// versionOf reads a version, nil when it is not there.
func versionOf(tx *bolt.Tx, id corpus.DocumentID) (*version, error) {
	return get[version](versions.of(tx), []byte(id))
}

// get reads a JSON value, nil when it is not there.
func get[T any](b *bolt.Bucket, key []byte) (*T, error) {
	j := b.Get(key)
	if j == nil {
		return nil, nil
	}
	v := new(T)
	if err := json.Unmarshal(j, v); err != nil {
		return nil, fmt.Errorf("entry %q: %w", key, err)
	}
	return v, nil
}

// digest reads what the digest knows of a work, nil when it knows nothing.
func digest(tx *bolt.Tx, id corpus.WorkID) (*corpus.Digest, error) {
	b := digests.of(tx).Get([]byte(id))
	if b == nil {
		return nil, nil
	}
	d := new(corpus.Digest)
	if err := unpack(b, d); err != nil {
		return nil, fmt.Errorf("digest of %s: %w", id, err)
	}
	return d, nil
}

// documentIDs lists the versions held of a work.
func documentIDs(tx *bolt.Tx, id corpus.WorkID) []corpus.DocumentID {
	var ids []corpus.DocumentID
	prefix := string(id) + "."
	c := versions.of(tx).Cursor()
	for k, _ := c.Seek([]byte(prefix)); k != nil && len(k) >= len(prefix) && string(k[:len(prefix)]) == prefix; k, _ = c.Next() {
		d := corpus.DocumentID(k)
		if w, _ := d.Split(); w == id {
			ids = append(ids, d)
		}
	}
	return ids
}
