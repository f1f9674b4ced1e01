package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"concordance/index"
	"concordance/ingest"
)

// asProgram in the environment makes the test binary be the program.
const asProgram = "CONCORDANCE_AS_PROGRAM"

// process is a server of its own on a data directory.
type process struct {
	cmd  *exec.Cmd
	base string
}

// serve starts a server and waits until it is ready.
func serve(t *testing.T, data string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0], "serve", "--data", data, "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	errs, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	said := bufio.NewReader(errs)
	line, err := said.ReadString('\n')
	if err != nil {
		t.Fatalf("serve said %q: %v", line, err)
	}
	go io.Copy(io.Discard, said)
	_, rest, _ := strings.Cut(line, " at ")
	base, _, _ := strings.Cut(rest, " ")
	p := &process{cmd, base}
	for range 2400 { // two minutes, on a busy machine
		if r, err := http.Get(base + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return p
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the server did not become ready")
	return nil
}

// total is how many provisions a server finds.
func (p *process) total(t *testing.T, query string) int {
	t.Helper()
	r, err := http.Get(p.base + "/api/v1/search?" + url.Values{"q": {query}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var result index.Result
	if err := json.NewDecoder(r.Body).Decode(&result); err != nil {
		t.Fatal(err)
	}
	return result.Total
}

// TestIngestBesideServe: what is added through a running server is found there
// without a restart, and the report is the one a person gets without it.
func TestIngestBesideServe(t *testing.T) {
	data, files := t.TempDir(), fixtureDir(t, 3)
	p := serve(t, data)
	if n := p.total(t, "lantern"); n != 0 {
		t.Fatalf("%d hits before the ingest, want 0", n)
	}
	code, out, errs := concordance(t, data, "ingest", "-o", "json", files)
	if code != exitFound {
		t.Fatalf("ingest: exit code %d\n%s", code, errs)
	}
	var r ingest.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil || r.Added != 3 || r.Works != 3 || r.Passages != 9 {
		t.Fatalf("report %s (%v), want 3 added, 3 works, 9 passages", out, err)
	}
	if n := p.total(t, "lantern"); n != 6 {
		t.Errorf("%d hits after the ingest, want 6 (two passages of three works)", n)
	}
	code, out, _ = concordance(t, data, "show", "S/RES/9002 (2099)/para-1", "-o", "json")
	if code != exitFound || !strings.Contains(out, "lantern festivals") {
		t.Errorf("show beside serve: exit code %d\n%s", code, out)
	}
}

// TestKilledIngest: a server killed in the middle of an ingest starts again,
// holds everything it had reported, and finishes when asked again.
func TestKilledIngest(t *testing.T) {
	files := 1500
	if testing.Short() {
		files = 300
	}
	data, dir := t.TempDir(), fixtureDir(t, files)
	p := serve(t, data)
	done := startIngest(t, context.Background(), data, dir, func() {
		p.cmd.Process.Kill()
		p.cmd.Wait()
	})
	t.Logf("killed after %d of %d files were reported", done, files)

	h, err := openHouse(data)
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	counts, err := h.library.Counts(context.Background())
	h.Close()
	if err != nil || counts.Documents < done {
		t.Fatalf("%d documents after the kill (%v), %d were reported", counts.Documents, err, done)
	}
	p = serve(t, data)
	if n := p.total(t, "lantern"); n != 2*counts.Documents {
		t.Errorf("%d hits after the kill, want %d", n, 2*counts.Documents)
	}
	code, out, errs := concordance(t, data, "ingest", "-o", "json", dir)
	var r ingest.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != exitFound {
		t.Fatalf("ingest again: exit code %d, %v\n%s", code, err, errs)
	}
	if r.Added+r.Unchanged != files || r.Unchanged != counts.Documents {
		t.Errorf("ingest again: %d added, %d unchanged, want %d in all and %d unchanged", r.Added, r.Unchanged, files, counts.Documents)
	}
	if n := p.total(t, "lantern"); n != 2*files {
		t.Errorf("%d hits at the end, want %d", n, 2*files)
	}
}

// TestAbandonedIngest: what was stored before the one who asked went away is
// found without a restart.
func TestAbandonedIngest(t *testing.T) {
	data, dir := t.TempDir(), fixtureDir(t, 300)
	p := serve(t, data)
	ctx, cancel := context.WithCancel(context.Background())
	startIngest(t, ctx, data, dir, cancel)
	for range 2400 {
		if p.total(t, "lantern") > 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("what was stored is not found")
}

// startIngest asks the server for an ingest, and calls stop once it has reported
// some documents as stored; it returns how many.
func startIngest(t *testing.T, ctx context.Context, data, dir string, stop func()) (stored int) {
	t.Helper()
	o, err := readOwner(data)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{o.Address, o.Token, http.DefaultClient, nil}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	body, err := d.post(ctx, "/internal/ingest", ingestOrder{Paths: []string{abs}})
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	for events := json.NewDecoder(body); ; {
		var e event
		if err := events.Decode(&e); err != nil || e.Report != nil {
			t.Fatalf("the ingest was over before it was stopped: %v", err)
		}
		if e.Stored > 0 {
			stop()
			return e.Stored
		}
	}
}

// TestCorrectionsSurvive: what a person says of a citation beside a running
// server is there at once, after a kill, after reading the files again, after
// building the index anew, and in a backup.
func TestCorrectionsSurvive(t *testing.T) {
	data, files := t.TempDir(), fixtureDir(t, 3)
	p := serve(t, data)
	must := func(data string, args ...string) string {
		t.Helper()
		code, out, errs := concordance(t, data, args...)
		if code != exitFound {
			t.Fatalf("%v: exit code %d\n%s", args, code, errs)
		}
		return out
	}
	must(data, "ingest", files)
	must(data, "correct", "change", "S/RES/9002 (2099)/para-1", "paragraph 2 of resolution 9001 (2099)", "S/RES/9003 (2099)/para-1", "--by", "a reader")
	must(data, "correct", "add", "S/RES/9003 (2099)/para-1", "lantern festivals", "A/RES/88/7", "--by", "a reader")
	must(data, "correct", "reject", "S/RES/9003 (2099)/para-1", "9001 (2099)", "--by", "a reader")
	check := func(when string, base string) {
		t.Helper()
		for path, want := range map[string][2]string{ // holds the first, and not the second
			"/api/v1/works/s-res-9002-2099/passages/para-1/cites":    {`"work_id":"s-res-9003-2099"`, `"work_id":"s-res-9001-2099"`},
			"/api/v1/works/s-res-9003-2099/passages/para-1/cited-by": {`"work_id":"s-res-9002-2099"`, `"total":0`},
			"/api/v1/works/s-res-9001-2099/cited-by":                 {`"total":0`, `"work_id":"s-res-9002-2099"`},
			"/api/v1/works/s-res-9003-2099/passages/para-1/cites":    {`"work":"A/RES/88/7"`, `"work_id":"s-res-9001-2099"`},
			"/api/v1/search?cites=A%2FRES%2F88%2F7":                  {`"total":1`, `"total":0`},
			"/api/v1/search?cites=S%2FRES%2F9003+%282099%29":         {`"total":1`, `"total":0`},
			"/api/v1/corrections":                                    {`"total":3`, `"orphan":true`},
			"/w/s-res-9002-2099/para-1":                              {"corrected by a reader", "9001 (2099), para. 2"},
		} {
			r, err := http.Get(base + path)
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r.Body)
			r.Body.Close()
			if err != nil || !strings.Contains(string(b), want[0]) || strings.Contains(string(b), want[1]) {
				t.Errorf("%s: %s: want %s and not %s (%v):\n%s", when, path, want[0], want[1], err, b)
			}
		}
	}
	check("at once", p.base)
	p.cmd.Process.Kill()
	p.cmd.Wait()
	p = serve(t, data)
	check("after a kill", p.base)
	must(data, "ingest", files)
	check("after reading again", p.base)
	must(data, "reindex")
	check("after a new index", p.base)
	copied := t.TempDir()
	must(data, "backup", filepath.Join(copied, "library.db"))
	check("in a backup", serve(t, copied).base)
}
