package store

import (
	"bytes"
	"regexp"
	"strings"

	bolt "go.etcd.io/bbolt"

	"concordance/corpus"
	"concordance/corpus/cite"
)

// Ranks of a name: of two works, the one that has it by the better rank is meant.
const (
	rankID byte = iota + 1
	rankSymbol
	rankAlias
)

// fold makes the key of a name: the canonical symbol where it is one, else its
// words in lower case.
func fold(s string) string {
	if t, ok := cite.ParseSymbol(s); ok {
		s = string(t)
	}
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	if len(s) > maxKey {
		s = s[:maxKey]
	}
	return s
}

var yearForm = regexp.MustCompile(` \([0-9]{4}\)$`)

// namesOf lists the folded names of a work with their ranks. A Council
// resolution is also named by its symbol without the year: its number alone is
// unique.
func namesOf(d *corpus.Description) map[string]byte {
	m := map[string]byte{}
	add := func(s string, rank byte) {
		if k := fold(s); k != "" && (m[k] == 0 || rank < m[k]) {
			m[k] = rank
		}
	}
	add(string(d.ID), rankID)
	if d.Symbol != "" {
		add(d.Symbol, rankSymbol)
		k := fold(d.Symbol)
		if short := yearForm.ReplaceAllString(k, ""); short != k && strings.HasPrefix(k, "s/res/") {
			m[short] = rankSymbol
		}
	}
	for _, a := range d.Aliases {
		add(a.Text, rankAlias)
	}
	return m
}

// find returns the works that a name means: those that have it by the best rank.
func find(tx *bolt.Tx, name string) []corpus.WorkID {
	prefix := join(fold(name), "")
	var ids []corpus.WorkID
	best := byte(255)
	c := names.of(tx).Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		switch id := corpus.WorkID(k[len(prefix):]); {
		case v[0] < best:
			ids, best = []corpus.WorkID{id}, v[0]
		case v[0] == best:
			ids = append(ids, id)
		}
	}
	return ids
}
