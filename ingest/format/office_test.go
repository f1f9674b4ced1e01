package format

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const richText = `{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}
{\pard United Nations\par}{\pard S/RES/9901 (2099)\par}{\pard {\i The Security Council},\par}
{\pard {\i Recalling} the lanterns of the old market\u8217?s keepers,\par}
{\pard 1.\tab {\i Calls upon} keepers to:\par}{\pard (a)\tab Trim the wick;\par}{\pard (b)\tab Fill the lamp;\par}
{\pard 2.\tab {\i Decides} to meet again.\par}}`

var richTextBlocks = []string{
	"cover, paragraph [] United Nations",
	"cover, paragraph [] S/RES/9901 (2099)",
	"body, formula [] *The Security Council*,",
	"body, paragraph [] *Recalling* the lanterns of the old market’s keepers,",
	"body, paragraph [1.] *Calls upon* keepers to:",
	"body, item 1 [(a)] Trim the wick;",
	"body, item 1 [(b)] Fill the lamp;",
	"body, paragraph [2.] *Decides* to meet again.",
}

// needOffice skips a test where LibreOffice is missing.
func needOffice(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("starts LibreOffice: left out of short runs")
	}
	p := findOffice()
	if p == "" {
		if os.Getenv("CONCORDANCE_READERS") == "require" {
			t.Fatal("LibreOffice is required")
		}
		t.Skip("LibreOffice is not installed: .ci/run installs it and requires this test")
	}
	return p
}

func TestOffice(t *testing.T) {
	program := needOffice(t)
	dir := t.TempDir()
	in := filepath.Join(dir, "r.rtf")
	if err := os.WriteFile(in, []byte(richText), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-env:UserInstallation="+fileURL(filepath.Join(dir, "profile")), "--headless", "--convert-to", "doc:MS Word 97", "--outdir", dir, in).CombinedOutput()
	raw, readErr := os.ReadFile(filepath.Join(dir, "r.doc"))
	if err != nil || readErr != nil {
		t.Fatalf("making a .doc: %v, %v: %s", err, readErr, out)
	}
	if d := cmp.Diff(richTextBlocks, render(mustRead(t, "a.doc", raw))); d != "" {
		t.Error(d)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "concordance-office-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Who gives up waiting is not kept waiting.
func TestOfficeStops(t *testing.T) {
	needOffice(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := decodeOffice(ctx, strings.NewReader(richText)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// Without LibreOffice the refusal says what to do.
func TestOfficeMissing(t *testing.T) {
	places := officePlaces
	officePlaces = nil
	t.Cleanup(func() { officePlaces = places })
	t.Setenv("PATH", t.TempDir())
	for name, raw := range map[string]string{"a.rtf": richText, "b.doc": string(oleHead) + strings.Repeat("\x00", 600),
		"c.odt": "PK\x03\x04" + strings.Repeat("\x00", 26) + "mimetypeapplication/vnd.oasis.opendocument.text"} {
		_, err := read(t, name, []byte(raw))
		oneLine(t, err, ErrUnknown)
		if !strings.Contains(err.Error(), "LibreOffice") || !strings.Contains(err.Error(), "save it as DOCX or PDF") {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := read(t, "locked.docx", []byte(string(oleHead)+strings.Repeat("\x00", 600)))
	oneLine(t, err, ErrLocked)
}
