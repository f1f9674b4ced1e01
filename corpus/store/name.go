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

// fold makes the key of a name: its words in lower case. It must never change:
// keys on the disk are made of it.
func fold(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	if len(s) > maxKey {
		s = s[:maxKey]
	}
	return s
}

// spellings are the keys of a name: as it is written, and as the canonical
// symbol that it may be a spelling of.
func spellings(s string) []string {
	keys := []string{fold(s)}
	if t, ok := cite.ParseSymbol(s); ok && fold(string(t)) != keys[0] {
		keys = append(keys, fold(string(t)))
	}
	return keys
}

var (
	yearForm = regexp.MustCompile(` \([0-9]{4}\)$`)
	council  = regexp.MustCompile(`^s/res/[0-9]+ \([0-9]{4}\)$`)
	joint    = regexp.MustCompile(`^(a/.+)-(s/.+)$`) // one document of two organs
	yearless = regexp.MustCompile(`^s/res/[0-9]+$`)
)

// namesOf lists the folded names of a work with their ranks. A Council
// resolution is also named by its symbol without the year, for its number alone
// is unique; a document of two organs by each of its two symbols.
func namesOf(d *corpus.Description) map[string]byte {
	m := map[string]byte{}
	add := func(k string, rank byte) {
		if k != "" && (m[k] == 0 || rank < m[k]) {
			m[k] = rank
		}
	}
	add(fold(string(d.ID)), rankID)
	for _, k := range spellings(d.Symbol) {
		add(k, rankSymbol)
		if council.MatchString(k) {
			add(yearForm.ReplaceAllString(k, ""), rankSymbol)
		}
	}
	if m := joint.FindStringSubmatch(fold(d.Symbol)); m != nil {
		add(m[1], rankAlias)
		add(m[2], rankAlias)
	}
	for _, a := range d.Aliases {
		for _, k := range spellings(a.Text) {
			add(k, rankAlias)
		}
	}
	return m
}

// find returns the works that a name means: those that have it by the best
// rank, under the first of its spellings that any has.
func find(tx *bolt.Tx, name string) []corpus.WorkID {
	for _, k := range spellings(name) {
		if ids := holders(tx, k); len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// holders are the works that have a folded name by the best rank.
func holders(tx *bolt.Tx, folded string) []corpus.WorkID {
	prefix := join(folded, "")
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
