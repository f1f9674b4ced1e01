package export_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concordance/corpus/export"
)

// These tests hand the exports to programs that others wrote and read back what
// they understood. Where a program is not installed the test is skipped; with
// CONCORDANCE_READERS=require, as on CI, it fails.

// need ends the test when the command cannot be run.
func need(t *testing.T, how string, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		why := name + " does not run (" + err.Error() + "): " + how + "\n" + string(out)
		if os.Getenv("CONCORDANCE_READERS") == "require" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
}

// run gives the command the input and returns what it prints.
func run(t *testing.T, input, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = strings.NewReader(input)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, &problems)
	}
	return out.Bytes()
}

// readable are records whose values every reader must give back.
func readable() []export.Record {
	return append(records(), record(hostileWork(hostile), "para-2", "en"))
}

// python runs a program that reads standard input and prints JSON.
func python(t *testing.T, input, program string, v any) {
	t.Helper()
	out := run(t, input, "python3", "-c", program)
	if err := json.Unmarshal(out, v); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
}

func TestRispyReads(t *testing.T) {
	need(t, "pip install rispy", "python3", "-c", "import rispy")
	rs := readable()
	rs[len(rs)-1].Work.ID = "hostile"
	var got []struct {
		Type    string   `json:"type_of_reference"`
		ID      string   `json:"id"`
		Title   string   `json:"title"`
		Authors []string `json:"authors"`
		Year    string   `json:"year"`
		Date    string   `json:"date"`
		Number  string   `json:"issn"` // rispy's name for SN
		Notes   []string `json:"notes"`
		URLs    []string `json:"urls"`
		Unknown any      `json:"unknown_tag"`
	}
	python(t, write(t, "ris", rs...), "import sys, json, rispy; sys.stdin.reconfigure(encoding='utf-8'); print(json.dumps(rispy.loads(sys.stdin.read())))", &got)
	if len(got) != 9 {
		t.Fatalf("%d references, want 9", len(got))
	}
	for _, g := range got {
		if g.Type != "RPRT" || g.Unknown != nil {
			t.Errorf("%+v", g)
		}
	}
	g := got[1]
	if g.ID != "UNSC_Res9901_2099:para-2" || g.Title != "Lanterns of harbour towns & quays" || !slices.Equal(g.Authors, []string{"United Nations Security Council"}) ||
		g.Year != "2099" || g.Date != "2099/12/21/" || g.Number != "S/RES/9901 (2099)" || !slices.Contains(g.Notes, "Pinpoint: para. 2") {
		t.Errorf("%+v", g)
	}
	if g := got[7]; g.Year != "" || g.Date != "" || g.Number != "" || len(g.Authors) != 0 {
		t.Errorf("a work of which only the title is known: %+v", g)
	}
}

func TestBibutilsReadsRIS(t *testing.T) {
	need(t, "apt-get install bibutils", "ris2xml", "--version")
	// Of itself bibutils takes every RIS author for a person; it is told which are not.
	bodies := filepath.Join(t.TempDir(), "bodies")
	if err := os.WriteFile(bodies, []byte("United Nations Security Council\nForum of Harbours\nQuay Office Lantern Unit\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := mods(t, run(t, write(t, "ris", readable()...), "ris2xml", "-u", "--asis", bodies))
	if len(got) != 9 {
		t.Fatalf("%d references, want 9", len(got))
	}
	g := got[1]
	if g.title() != "Lanterns of harbour towns & quays" || g.name() != "United Nations Security Council" || !strings.HasPrefix(g.date(), "2099-12-21") {
		t.Errorf("%q by %q of %q", g.title(), g.name(), g.date())
	}
}

func TestBibutilsReadsBibTeX(t *testing.T) {
	need(t, "apt-get install bibutils", "bib2xml", "--version")
	got := mods(t, run(t, write(t, "bibtex", readable()...), "bib2xml", "-u"))
	if len(got) != 9 {
		t.Fatalf("%d references, want 9", len(got))
	}
	g := got[1]
	if g.name() != "United Nations, Security Council" || !strings.HasPrefix(g.date(), "2099-12") || !strings.Contains(g.title(), "Lanterns") {
		t.Errorf("%q by %q of %q", g.title(), g.name(), g.date())
	}
}

// mod is what bibutils prints, in MODS.
type mod struct {
	Titles []string `xml:"titleInfo>title"`
	Names  []struct {
		Parts []string `xml:"namePart"`
	} `xml:"name"`
	Dates []string `xml:"originInfo>dateIssued"`
}

func (m mod) title() string { return strings.Join(m.Titles, "|") }
func (m mod) date() string  { return strings.Join(m.Dates, "|") }
func (m mod) name() string {
	if len(m.Names) == 0 {
		return ""
	}
	return strings.Join(m.Names[0].Parts, "|")
}

func mods(t *testing.T, b []byte) []mod {
	t.Helper()
	var c struct {
		Mods []mod `xml:"mods"`
	}
	if err := xml.Unmarshal(bytes.TrimPrefix(b, []byte("\uFEFF")), &c); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return c.Mods
}

func TestBibtexparserReads(t *testing.T) {
	need(t, "pip install bibtexparser", "python3", "-c", "import bibtexparser")
	rs := readable()
	rs[len(rs)-1].Work.ID = "hostile"
	const program = `
import sys, json, bibtexparser
sys.stdin.reconfigure(encoding='utf-8')
text = sys.stdin.read()
if hasattr(bibtexparser, 'parse_string'):
    lib = bibtexparser.parse_string(text)
    entries = [dict({f.key: str(f.value) for f in e.fields}, ID=e.key, ENTRYTYPE=e.entry_type) for e in lib.entries]
    failed = len(lib.failed_blocks)
else:
    parser = bibtexparser.bparser.BibTexParser(common_strings=True)
    entries, failed = bibtexparser.loads(text, parser).entries, 0
print(json.dumps({'entries': entries, 'failed': failed}))`
	var got struct {
		Entries []map[string]string
		Failed  int
	}
	python(t, write(t, "bibtex", rs...), program, &got)
	if len(got.Entries) != 9 || got.Failed != 0 {
		t.Fatalf("%d entries, want 9; %d failed: %v", len(got.Entries), got.Failed, got.Entries)
	}
	for k, want := range map[string]string{"ENTRYTYPE": "techreport", "ID": "UNSC_Res9901_2099:para-2", "author": "{United Nations, Security Council}",
		"number": "S/RES/9901 (2099)", "institution": "United Nations", "type": "Resolution", "year": "2099", "day": "21", "note": "para. 2"} {
		if g := got.Entries[1][k]; g != want {
			t.Errorf("%s is %q, want %q", k, g, want)
		}
	}
	if e := got.Entries[7]; e["year"] != "" || e["number"] != "" || e["author"] != "" {
		t.Errorf("a work of which only the title is known: %v", e)
	}
}

// Pandoc's citation processor prints a bibliography in its default style
// (Chicago, author-date).
func TestPandocReads(t *testing.T) {
	need(t, "apt-get install pandoc", "pandoc", "--version")
	for _, f := range []string{"csl-json", "bibtex"} {
		format, _ := export.Find(f)
		path := filepath.Join(t.TempDir(), "references"+format.Extension)
		rs := records()
		if err := os.WriteFile(path, []byte(write(t, f, rs...)), 0o600); err != nil {
			t.Fatal(err)
		}
		doc := "---\nnocite: '@*'\n---\n\nTowns must count [@{UNSC_Res9901_2099:para-2}, para. 2].\n"
		got := string(run(t, doc, "pandoc", "--citeproc", "--bibliography", path, "--from", "markdown", "--to", "plain", "--wrap", "none"))
		for _, want := range []string{"(United Nations, Security Council 2099a, para. 2)", "Lanterns of Harbour Towns & Quays", "Resolution S/RES/9901 (2099)",
			"Les lanternes des ports", "Forum of Harbours, and Quay Office, Lantern Unit. 2097", "“A Leaflet.” n.d."} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", f, want, got)
			}
		}
		if strings.Contains(got, "???") || strings.Contains(got, "Pub. L.") {
			t.Errorf("%s:\n%s", f, got)
		}
	}
}
