package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestQueries(t *testing.T) {
	table, err := writePassages(options{n: 3000, dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSample(table)
	if err != nil {
		t.Fatal(err)
	}
	for _, lo := range []float64{.003, .01, .02, .05} {
		n := 0
		for _, w := range s.words {
			if float64(s.df[w])/float64(s.size) > lo {
				n++
			}
		}
		fmt.Println(lo, n)
	}
	for _, c := range classes {
		q, err := s.class(c)
		if err != nil {
			t.Error(err)
			continue
		}
		fmt.Println(c, q[:4])
	}
	_ = bytes.MinRead
	_ = os.Args
	_ = filepath.Join
	_ = strings.Fields
}
