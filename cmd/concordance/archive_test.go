package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concordance/api"
	"concordance/index"
	"concordance/ingest"
)

// sharedData is the folder of real files beside the checkout.
func sharedData(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("reads the whole archive of real files: left out of short runs")
	}
	dir, err := filepath.Abs("../../../shared")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CONCORDANCE_SHARED") == "require" {
			t.Fatal(err)
		}
		t.Skip("the real files of ../shared are not beside this checkout (.ci/run requires them where it is): ", err)
	}
	return dir
}

// What the archives hold: see their README.
const (
	archiveFiles     = 3512
	archiveMalformed = 40
)

// TestArchive is the main job on real sources: every well-formed file is
// added, every malformed one named, nothing changes the second time, and the
// questions people ask are answered.
func TestArchive(t *testing.T) {
	dir, data := sharedData(t), t.TempDir()
	paths := []string{
		filepath.Join(dir, "data/un-akn-sc.tar.zst"), filepath.Join(dir, "data/un-akn-ga-ct.tar.zst"), filepath.Join(dir, "seeds"),
	}
	read := func() (int, ingest.Report) {
		code, out, errs := concordance(t, data, append([]string{"ingest", "-o", "json"}, paths...)...)
		var r ingest.Report
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatalf("exit code %d: %v\n%s", code, err, errs)
		}
		return code, r
	}
	code, r := read()
	if n := r.Added + r.Replaced + r.Unchanged; code != exitPartly || n != archiveFiles-archiveMalformed+1 || len(r.Failed) != archiveMalformed {
		t.Errorf("exit code %d, %d files read, %d failed; want %d, %d (the seed too), %d",
			code, n, len(r.Failed), exitPartly, archiveFiles-archiveMalformed+1, archiveMalformed)
	}
	for _, f := range r.Failed {
		if !strings.Contains(f.Reason, "line ") {
			t.Errorf("%s: %s: want the line of the fault", f.File, f.Reason)
		}
	}
	t.Run("again", func(t *testing.T) {
		if code, r := read(); code != exitPartly || r.Added+r.Replaced+r.Works != 0 {
			t.Errorf("exit code %d, %d added, %d replaced, %d new works the second time", code, r.Added, r.Replaced, r.Works)
		}
	})
	p := serve(t, data)
	t.Run("search", func(t *testing.T) { p.searchArchive(t, data) })
	t.Run("show", func(t *testing.T) { p.showArchive(t, data) })
	t.Run("seed", func(t *testing.T) { seedIsWhole(t, data) })
	t.Run("notes", func(t *testing.T) { notesAreWitnessed(t, data, filepath.Join(dir, "data/pdf")) })
	p.cmd.Process.Kill()
	p.cmd.Wait()
	t.Run("rules", func(t *testing.T) { rulesAreMeasured(t, data) })
	t.Run("citations", func(t *testing.T) { goldIsMeasured(t, data) })
	t.Run("judged", func(t *testing.T) { judgedAreMeasured(t, data) })
	t.Run("parts", func(t *testing.T) { partsAreMeasured(t, data) })
}

// searchArchive asks in six languages, also in words that the paragraphs sought
// do not all hold.
func (p *process) searchArchive(t *testing.T, data string) {
	for _, c := range []struct {
		query string
		want  []string // among the first five
	}{
		// The one paragraph of 2396 on assessing risks to soft targets; its
		// operative paragraphs on them, 27 and 28, speak of neither risk nor assessment.
		{"national risk assessment soft targets", []string{"S/RES/2396 (2017)/pp-14"}},
		{"partnerships stakeholders soft targets", []string{"S/RES/2396 (2017)/para-27"}},
		{"capacity development response plans soft targets", []string{"S/RES/2396 (2017)/para-28"}},
		{"évaluation nationale des risques cibles vulnérables", []string{"S/RES/2617 (2021)/para-40"}},
		{"تقييم المخاطر الوطنية الأهداف غير المحصنة", []string{"S/RES/2617 (2021)/para-40"}},
		{"国家风险评估 软目标", []string{"S/RES/2617 (2021)/para-40"}},
		{"национальная оценка рисков уязвимые цели", []string{"S/RES/2617 (2021)/para-40"}},
		{"evaluación nacional de riesgos blancos fáciles", []string{"S/RES/2617 (2021)/para-40"}},
		{"ПЗРК", []string{"S/RES/2093 (2013)/annex/para-1"}}, // held in English only
	} {
		code, out, errs := concordance(t, data, "search", c.query, "--size", "5", "-o", "json")
		var r index.Result
		if err := json.Unmarshal([]byte(out), &r); err != nil || code != exitFound {
			t.Fatalf("%s: exit code %d, %v\n%s", c.query, code, err, errs)
		}
		found := map[string]bool{}
		for _, h := range r.Hits {
			found[place(h.Name, h.Locator)] = true
		}
		for _, w := range c.want {
			if !found[w] {
				t.Errorf("%s: %s is not among the first five: %v", c.query, w, found)
			}
		}
	}
	code, out, _ := concordance(t, data, "search", "2396 (2017) para 27", "--size", "1", "-o", "json")
	var r index.Result
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != exitFound || place(r.Hits[0].Name, r.Hits[0].Locator) != "S/RES/2396 (2017)/para-27" {
		t.Errorf("a pinpoint as a query: exit code %d, %v\n%s", code, err, out)
	}
}

// showArchive: the command, the API and the page tell the same of a paragraph.
func (p *process) showArchive(t *testing.T, data string) {
	code, out, errs := concordance(t, data, "show", "S/RES/2396 (2017)/para-27", "-o", "json")
	var shown api.Passage
	if err := json.Unmarshal([]byte(out), &shown); err != nil || code != exitFound {
		t.Fatalf("exit code %d, %v\n%s", code, err, errs)
	}
	if shown.Text["en"] == "" || len(shown.Notes) == 0 || shown.Citations == nil || shown.CitedBy == nil {
		t.Errorf("text %q, %d notes, citations %v, %d cited by: want all of them", shown.Text["en"], len(shown.Notes), shown.Citations, len(shown.CitedBy))
	}
	if got := p.body(t, "/api/v1/works/s-res-2396-2017/passages/para-27"); !sameJSON(t, got, out) {
		t.Errorf("the API and the command differ:\n%s\n%s", got, out)
	}
	page := p.body(t, "/w/s-res-2396-2017/para-27")
	for _, want := range []string{shown.Notes[0].Text[:40], "para. 27", "2396 (2017)"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func (p *process) body(t *testing.T, path string) string {
	t.Helper()
	r, err := http.Get(p.base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", path, r.Status, err)
	}
	return string(b)
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal([]byte(a), &x); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(b), &y); err != nil {
		t.Fatal(err)
	}
	xs, _ := json.Marshal(x)
	ys, _ := json.Marshal(y)
	return string(xs) == string(ys)
}

// seedIsWhole: the note the project started from has 26 paragraphs under 6
// headings, and meets the catalogue's entry with its notes.
func seedIsWhole(t *testing.T, data string) {
	code, out, errs := concordance(t, data, "show", "ctc-concept-note-2021-01-27", "-o", "json")
	var w api.Work
	if err := json.Unmarshal([]byte(out), &w); err != nil || code != exitFound {
		t.Fatalf("exit code %d, %v\n%s", code, err, errs)
	}
	numbered, noted := 0, 0
	headings := map[string]bool{}
	for _, p := range w.Passages {
		if strings.HasPrefix(string(p.Locator), "para-") && p.Text["en"] != "" {
			numbered++
			noted += len(p.Notes)
			if len(p.Headings) > 0 {
				headings[p.Headings[len(p.Headings)-1]] = true
			}
		}
	}
	if numbered != 26 || len(headings) != 6 || noted == 0 {
		t.Errorf("%d numbered paragraphs under %d headings %v, %d notes on them: want 26, 6, some", numbered, len(headings), headings, noted)
	}
}

// notesAreWitnessed adds the works that are there as PDF only, and has doctor
// look up every pinpoint of the embedded notes in the texts.
func notesAreWitnessed(t *testing.T, data, pdf string) {
	if code, _, errs := concordance(t, data, "ingest", pdf); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	code, out, errs := concordance(t, data, "doctor", "--corpus", "-o", "json")
	var in inspection
	if err := json.Unmarshal([]byte(out), &in); err != nil {
		t.Fatalf("exit code %d: %v\n%s", code, err, errs)
	}
	if o := in.Official; code != 0 || o.Found != o.Pinpoints || o.Found < 650 || o.Compared < 1500 {
		t.Errorf("exit code %d, %+v, failing %q", code, o, in.Failing)
	}
}
