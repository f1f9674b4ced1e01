package judge

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"concordance/corpus/lang"
)

// Limits of a file of a collection.
const (
	MaxFile  = 1 << 30  // bytes
	MaxLine  = 16 << 20 // bytes
	MaxLines = 1_000_000
)

// Names of the files.
const (
	docsFile    = "corpus.jsonl"
	queriesFile = "queries.jsonl"
	gradesFile  = "qrels.tsv"
	aboutFile   = "README.md"
)

const mark = "\ufeff" // byte order mark: no part of a text

// ErrNothing is returned for a collection in which no query has a relevant document.
var ErrNothing = errors.New("no query has a relevant document")

// Read reads the collection in dir. Its language is l, else the one that a line
// "language: xx" of its README.md gives; queries to the library need neither
// when each has its own.
func Read(dir string, l lang.Tag) (*Collection, error) {
	c := &Collection{Name: name(dir), Grades: map[string]Grades{}}
	var err error
	if c.Docs, err = readDocs(filepath.Join(dir, docsFile)); err != nil {
		return nil, err
	}
	if l == "" && !c.OfLibrary() {
		if l, err = language(filepath.Join(dir, aboutFile)); err != nil {
			return nil, err
		}
	}
	if !c.OfLibrary() {
		c.Lang = l
	}
	queries, err := readQueries(filepath.Join(dir, queriesFile), l, c.OfLibrary())
	if err != nil {
		return nil, err
	}
	if err := c.readGrades(filepath.Join(dir, gradesFile), queries); err != nil {
		return nil, err
	}
	for _, q := range queries {
		if c.Grades[q.ID].relevant() > 0 {
			c.Queries = append(c.Queries, q)
		}
	}
	if c.Idle = len(queries) - len(c.Queries); len(c.Queries) == 0 {
		return nil, fmt.Errorf("%s: %w", dir, ErrNothing)
	}
	return c, nil
}

// name is the folder's own, also for ".".
func name(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return filepath.Base(dir)
}

// language finds the line "language: xx".
func language(path string) (lang.Tag, error) {
	found := errors.New("found")
	var l lang.Tag
	err := lines(path, func(line []byte) error {
		s, ok := strings.CutPrefix(string(line), "language:")
		if !ok {
			return nil
		}
		if l, ok = lang.Parse(s); !ok {
			return unreadable(strings.TrimSpace(s))
		}
		return found
	})
	switch {
	case errors.Is(err, found):
		return l, nil
	case err == nil, errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("%s: no line \"language: xx\": write one, or give --lang", path)
	}
	return "", err
}

func unreadable(l string) error {
	return fmt.Errorf("%q is not a language of texts: use one of %v", l, lang.Texts)
}

// readDocs answers nil when there is no such file.
func readDocs(path string) ([]Doc, error) {
	docs, seen := []Doc{}, map[string]bool{}
	err := lines(path, func(line []byte) error {
		var d Doc
		if err := json.Unmarshal(line, &d); err != nil {
			return fmt.Errorf(`not an object with "_id", "title" and "text": %w`, err)
		}
		if err := once(seen, d.ID); err != nil {
			return err
		}
		d.Title, d.Text = clean(d.Title), clean(d.Text)
		docs = append(docs, d)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return docs, err
}

// readQueries reads queries in l; those with a language of their own, when own is set.
func readQueries(path string, l lang.Tag, own bool) ([]Query, error) {
	var queries []Query
	seen := map[string]bool{}
	err := lines(path, func(line []byte) error {
		var q Query
		if err := json.Unmarshal(line, &q); err != nil {
			return fmt.Errorf(`not an object with "_id" and "text": %w`, err)
		}
		if err := once(seen, q.ID); err != nil {
			return err
		}
		if q.Text = clean(q.Text); q.Text == "" {
			return errors.New("a query without a text")
		}
		switch t, ok := lang.Parse(string(q.Lang)); {
		case !own || q.Lang == "" && l != "":
			q.Lang = l
		case !ok:
			return unreadable(string(q.Lang))
		default:
			q.Lang = t
		}
		queries = append(queries, q)
		return nil
	})
	return queries, err
}

// once says what is wrong with an ID, if anything is.
func once(seen map[string]bool, id string) error {
	switch {
	case id == "":
		return errors.New(`"_id" is missing`)
	case seen[id]:
		return fmt.Errorf("%q was there before: an \"_id\" stands for one line", id)
	}
	seen[id] = true
	return nil
}

func clean(s string) string { return strings.TrimSpace(strings.TrimPrefix(s, mark)) }

// readGrades reads the judgements, and counts those on what is not there. They
// stay: a relevant document that cannot be found was not found.
func (c *Collection) readGrades(path string, queries []Query) error {
	known, asked := map[string]bool{}, map[string]bool{}
	for i := range c.Docs {
		known[c.Docs[i].ID] = true
	}
	for i := range queries {
		asked[queries[i].ID] = true
	}
	head := true
	return lines(path, func(line []byte) error {
		if head {
			head = false
			return header(line)
		}
		query, doc, grade, err := judgement(line)
		if err != nil {
			return err
		}
		if c.OfLibrary() {
			doc = strings.TrimSuffix(doc, "/") // a whole work, with the empty locator
		}
		if !asked[query] || !c.OfLibrary() && !known[doc] {
			c.Unknown++
		}
		if c.Grades[query] == nil {
			c.Grades[query] = Grades{}
		}
		if before, ok := c.Grades[query][doc]; ok && before != grade {
			return fmt.Errorf("%s was judged %d for query %s before, and is %d here", doc, before, query, grade)
		}
		c.Grades[query][doc] = grade
		return nil
	})
}

const columns = "query-id, corpus-id and score, with tabs between"

// header makes sure that the first line is no judgement, which would be lost.
func header(line []byte) error {
	if f := strings.Split(string(line), "\t"); len(f) != 3 || strings.TrimSpace(f[2]) != "score" {
		return errors.New("the first line has to name the columns: " + columns)
	}
	return nil
}

func judgement(line []byte) (query, doc string, grade int, err error) {
	f := strings.Split(string(line), "\t")
	if len(f) != 3 {
		return "", "", 0, fmt.Errorf("%d columns: want %s", len(f), columns)
	}
	query, doc = strings.TrimSpace(f[0]), strings.TrimSpace(f[1])
	if query == "" || doc == "" {
		return "", "", 0, errors.New("an empty column: want " + columns)
	}
	if grade, err = strconv.Atoi(strings.TrimSpace(f[2])); err != nil {
		return "", "", 0, fmt.Errorf("score %q is not a whole number", f[2])
	}
	return query, doc, grade, nil
}

// lines calls with for every line that is not empty, until it errs. Errors name
// the file and the line.
func lines(path string, with func(line []byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return err
	} else if !info.Mode().IsRegular() || info.Size() > MaxFile {
		return fmt.Errorf("%s: not a file of at most %d bytes", path, MaxFile)
	}
	s := bufio.NewScanner(f)
	s.Buffer(make([]byte, 0, 64<<10), MaxLine)
	n := 0
	for s.Scan() {
		line := s.Bytes()
		if n++; n > MaxLines {
			return fmt.Errorf("%s: more than %d lines", path, MaxLines)
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte(mark))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := with(line); err != nil {
			return fmt.Errorf("%s line %d: %w", path, n, err)
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("%s line %d: %w (a line may have %d bytes)", path, n+1, err, MaxLine)
	}
	return nil
}
