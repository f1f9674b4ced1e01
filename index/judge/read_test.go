package judge

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	got, err := Read("testdata/harbour", "")
	if err != nil {
		t.Fatal(err)
	}
	want := &Collection{
		Name: "harbour", Lang: "fr",
		Docs: []Doc{
			{ID: "phare/1 bis", Title: "Le phare", Text: "Le gardien du phare allume la lampe."},
			{ID: "b", Text: "La lampe est neuve."},
			{ID: "c", Title: "Le port"},
			{ID: "d", Title: "Le marché", Text: "On y vend des poissons et des lampes, et des lampes encore."},
		},
		Queries: []Query{
			{ID: "1", Text: "gardien phare", Lang: "fr"}, {ID: "2", Text: "port", Lang: "fr"}, {ID: "4", Text: "fromage", Lang: "fr"},
		},
		Grades: map[string]Grades{
			"1": {"phare/1 bis": 2, "gone": 1, "b": 0}, "2": {"c": 1}, "3": {"d": 0}, "4": {"b": 1}, "5": {"b": 1},
		},
		Idle:    1,
		Unknown: 2, // the document "gone", the query 5
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got, err := Read("testdata/harbour", "es"); err != nil || got.Lang != "es" || got.Queries[0].Lang != "es" {
		t.Errorf("a language that is given goes before the README's: %v", err)
	}
}

func TestReadOfLibrary(t *testing.T) {
	c, err := Read("testdata/library", "")
	if err != nil {
		t.Fatal(err)
	}
	if !c.OfLibrary() || c.Lang != "" || c.Unknown != 0 {
		t.Errorf("read as a collection with documents in %q, %d unknown", c.Lang, c.Unknown)
	}
	want := []Query{
		{ID: "en-1", Text: "ferry timetables", Lang: "en", Who: "official"},
		{ID: "fr-1", Text: "gardiens de phare", Lang: "fr", Who: "analyst"},
	}
	if d := cmp.Diff(want, c.Queries); d != "" {
		t.Error(d)
	}
	if _, ok := c.Grades["fr-1"]["harbour-keepers-guide"]; !ok {
		t.Errorf("a whole work goes by its ID alone: %v", c.Grades["fr-1"])
	}
}

// TestReadFaults: an error says where, and what was wanted.
func TestReadFaults(t *testing.T) {
	good := map[string]string{
		aboutFile:   "language: en\n",
		docsFile:    `{"_id": "a", "title": "", "text": "cheese"}` + "\n",
		queriesFile: `{"_id": "1", "text": "cheese"}` + "\n",
		gradesFile:  "query-id\tcorpus-id\tscore\n1\ta\t1\n",
	}
	const absent = "absent"
	for _, c := range []struct{ name, file, text, want string }{
		{"no language", aboutFile, "# A collection\n", aboutFile + `: no line "language: xx": write one, or give --lang`},
		{"no README", aboutFile, absent, `no line "language: xx"`},
		{"unknown language", aboutFile, "\nlanguage: tlh\n", aboutFile + ` line 2: "tlh" is not a language of texts`},
		{"no document", docsFile, good[docsFile] + "\n[1]\n", docsFile + ` line 3: not an object with "_id", "title" and "text"`},
		{"document without an ID", docsFile, `{"text": "cheese"}`, docsFile + ` line 1: "_id" is missing`},
		{"document twice", docsFile, good[docsFile] + good[docsFile], docsFile + ` line 2: "a" was there before`},
		{"no queries", queriesFile, absent, queriesFile},
		{"query twice", queriesFile, good[queriesFile] + good[queriesFile], queriesFile + ` line 2: "1" was there before`},
		{"query without a text", queriesFile, `{"_id": "1", "text": " "}`, queriesFile + " line 1: a query without a text"},
		{"query cut short", queriesFile, `{"_id": "1", "te`, queriesFile + ` line 1: not an object with "_id" and "text"`},
		{"query to the library without a language", docsFile, absent, queriesFile + ` line 1: "" is not a language of texts`},
		{"no judgements", gradesFile, absent, gradesFile},
		{"no header", gradesFile, "1\ta\t1\n", gradesFile + " line 1: the first line has to name the columns"},
		{"four columns", gradesFile, good[gradesFile] + "1\t0\ta\t1\n", gradesFile + " line 3: 4 columns: want query-id, corpus-id and score"},
		{"empty column", gradesFile, good[gradesFile] + "\ta\t1\n", gradesFile + " line 3: an empty column"},
		{"no number", gradesFile, good[gradesFile] + "1\ta\tyes\n", gradesFile + ` line 3: score "yes" is not a whole number`},
		{"two minds", gradesFile, good[gradesFile] + "1\ta\t2\n", gradesFile + " line 3: a was judged 1 for query 1 before, and is 2 here"},
		{"long line", queriesFile, strings.Repeat("x", MaxLine+1), queriesFile + " line 1: bufio.Scanner: token too long (a line may have 16777216 bytes)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range good {
				if name == c.file {
					text = c.text
				}
				if text == absent {
					continue
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := Read(dir, ""); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	t.Run("nothing relevant", func(t *testing.T) {
		dir := t.TempDir()
		good[gradesFile] = "query-id\tcorpus-id\tscore\n1\ta\t0\n"
		for name, text := range good {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Read(dir, ""); !errors.Is(err, ErrNothing) {
			t.Errorf("got %v, want %v", err, ErrNothing)
		}
	})
}
