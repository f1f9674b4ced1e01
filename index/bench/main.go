// Command bench measures our engine beside SQLite FTS5 and Lucene: the same
// passages, the same queries, one run in which the engines take turns.
//
//	go run ./index/bench -n 100000
//
// README.md says how to install the peers, RESULTS.md what was measured.
//
// Files: main.go, query.go (the queries), peer.go (an engine in a process of
// its own), ours.go (ours in one), measure.go (the run), report.go (the table).
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"concordance/index/bench/passages"
)

// seed of all passages.
const seed = 6

// options of a run.
type options struct {
	n            int
	dir, peers   string
	only, self   string
	classes      string
	warm, passes int
	keep         string
	update       string
	profile      string
}

func main() {
	var o options
	flag.IntVar(&o.n, "n", 100_000, "how many passages")
	flag.StringVar(&o.dir, "dir", "", "folder for passages and indexes, kept and used again (a temporary one)")
	flag.StringVar(&o.peers, "peers", os.Getenv("CONCORDANCE_PEERS"), "folder that peers/install filled")
	flag.StringVar(&o.only, "only", "", "engines to run, by commas: ours,sqlite,lucene")
	flag.StringVar(&o.classes, "class", "", "classes of queries to run, by commas")
	flag.StringVar(&o.self, "ours", "", "another build of this command, whose engine to measure")
	flag.IntVar(&o.warm, "warm", 3, "passes before measuring")
	flag.IntVar(&o.passes, "passes", 7, "passes measured; the best of each query counts")
	flag.StringVar(&o.keep, "keep", "", "engines whose indexes that stand in -dir are used again, by commas")
	flag.StringVar(&o.update, "update", "", "file to write the table to as well: index/bench/RESULTS.md")
	flag.StringVar(&o.profile, "cpuprofile", "", "file for a profile of our engine's searches")
	serve := flag.Bool("serve", false, "be our engine, for another of these")
	flag.Parse()
	var err error
	if *serve {
		err = serveOurs(os.Stdin, os.Stdout)
	} else {
		err = run(o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	if o.dir == "" {
		dir, err := os.MkdirTemp("", "bench")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.dir = dir
	}
	table, err := writePassages(o)
	if err != nil {
		return err
	}
	queries, err := chooseQueries(table)
	if err != nil {
		return err
	}
	if o.classes != "" {
		queries = slices.DeleteFunc(queries, func(q query) bool { return !listed(o.classes, q.Class) })
	}
	r, err := measure(o, table, queries)
	if err != nil {
		return err
	}
	text := r.markdown()
	fmt.Print(text)
	if o.update != "" {
		old, err := os.ReadFile(o.update)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return os.WriteFile(o.update, []byte(merge(string(old), text, o.n)), 0o644)
	}
	return nil
}

func listed(list, name string) bool { return slices.Contains(strings.Split(list, ","), name) }

func (o options) keeps(name string) bool { return listed(o.keep, name) }

// writePassages makes the file all engines read, unless it stands already.
func writePassages(o options) (string, error) {
	path := filepath.Join(o.dir, fmt.Sprintf("passages-%d.tsv", o.n))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(o.dir, 0o755); err != nil {
		return "", err
	}
	f, err := os.Create(path + ".part")
	if err != nil {
		return "", err
	}
	defer f.Close()
	if err := passages.Write(f, passages.Works(seed, o.n)); err != nil {
		return "", err
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	return path, os.Rename(path+".part", path)
}
