package store

import (
	"encoding/binary"
	"strings"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
)

// bucket declares one bucket: what its keys and values are, and what it is for.
type bucket struct{ name, key, value, about string }

var (
	meta = bucket{"meta", "name", "text or JSON",
		"The store's own entries: keySchema and keyCounts."}
	settings = bucket{"settings", "name", "text",
		"Small strings the program keeps with the library: Meta and SetMeta."}
	documents = bucket{"documents", "document ID", "zstd of the JSON of corpus.Document, without Source and Warnings",
		"The language versions, as they were parsed and tagged."}
	versions = bucket{"versions", "document ID", "JSON of version",
		"Where each document came from, the doubts it was read with, and what decides whether a file brings anything new."}
	digests = bucket{"digests", "work ID", "zstd of the JSON of corpus.Digest",
		"What the digest knows of a work, and its notes."}
	works = bucket{"works", "work ID", "JSON of corpus.Work, without provisions",
		"The summary of each work, written whenever the work is joined anew: what lists show."}
	names = bucket{"names", "folded name, NUL, work ID", "one byte: a rank",
		"The names works go by: ID, symbol, symbol without its year, aliases."}
	citations = bucket{"citations", "folded target, NUL, document ID, NUL, ordinal", "JSON of corpus.Mention",
		"Every mention under each of its targets: cited-by. A note's have a document ID without language."}
	unresolved = bucket{"unresolved", "document ID, NUL, ordinal", "JSON of corpus.Mention",
		"Every mention that is not resolved, and every one that names a place: whether that exists is decided when it is read."}
	extents = bucket{"extents", "work ID", "JSON of corpus.Extent",
		"Which places a work has, as far as its texts show it."}
	corrections = bucket{"corrections", "document ID, NUL, locator, NUL, surface, NUL, nth, 4 bytes big-endian", "JSON of corpus.Correction",
		"What persons say of citations. Only Correct and Uncorrect write here: documents come and go without touching it."}
	moved = bucket{"moved", "work ID, NUL, locator, NUL, language", "JSON of corpus.Move",
		"Where passages went that stood at another locator before: permalinks are kept by it."}
	changes = bucket{"changes", "sequence number, 8 bytes big-endian", "JSON of corpus.Change",
		"The log: each work once, under its latest number; removed works too."}
	latest = bucket{"latest", "work ID", "sequence number, 8 bytes big-endian",
		"Where in the log a work stands, so that a newer entry replaces it."}
)

// buckets lists them all, for migrations and for the reader.
var buckets = []bucket{meta, settings, documents, versions, digests, works, names, citations, unresolved, extents, corrections, moved, changes, latest}

// Keys of meta.
const (
	keySchema = "schema" // decimal: how many migrations have run
	keyCounts = "counts" // JSON of corpus.Counts, kept true by every change
)

// of is the bucket in tx.
func (b bucket) of(tx *bolt.Tx) *bolt.Bucket { return tx.Bucket([]byte(b.name)) }

// maxKey bounds an ID or a name inside a key, in bytes; bbolt takes 32 KiB.
const maxKey = 1000

// join makes a key of parts. A part never holds a NUL: it is taken out.
func join(parts ...string) []byte {
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(p, "\x00", "")
	}
	return []byte(strings.Join(parts, "\x00"))
}

// ordinal is the place of a mention in its document, so that keys keep the
// order of reading: the passage's number, then the citation's in it.
func ordinal(passage, citation int) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(passage)), uint32(citation))
}

// citationKey is the key of a mention in a document, under one target.
func citationKey(target string, d corpus.DocumentID, ord []byte) []byte {
	return append(join(target, string(d), ""), ord...)
}

func unresolvedKey(d corpus.DocumentID, ord []byte) []byte {
	return append(join(string(d), ""), ord...)
}

// correctionKey is the key of a correction; without its nth it is the prefix of
// those on the same words.
func correctionKey(c *corpus.Correction) []byte {
	k := join(string(c.Document), string(c.Locator), c.Surface, "")
	if c.Nth == 0 {
		return k
	}
	return binary.BigEndian.AppendUint32(k, uint32(c.Nth))
}

func seqKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
