package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// office are the word processors' files that LibreOffice turns into DOCX where it
// is installed: old Word (.doc), OpenDocument text (.odt) and Rich Text (.rtf).
var office = Format{
	Name:   "office",
	Media:  "application/msword",
	Match:  func(name string, head []byte) bool { return officeExt(name, head) != "" },
	Decode: decodeOffice,
}

// Limits on LibreOffice.
const (
	maxOffice  = 32 << 20 // bytes of a file
	officeTime = 60 * time.Second
)

// onlyOffice lets one LibreOffice run at a time: it takes a core and some memory.
var onlyOffice = make(chan struct{}, 1)

// officePlaces are where LibreOffice may be, beside the search path.
var officePlaces = []string{
	"/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice",
	"/Applications/LibreOffice.app/Contents/MacOS/soffice", `C:\Program Files\LibreOffice\program\soffice.exe`,
}

var oleHead = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// officeExt is the extension a file of these types should have, "" for others.
func officeExt(name string, head []byte) string {
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return ".rtf"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head[:min(len(head), 200)], []byte("mimetypeapplication/vnd.oasis.opendocument.text")):
		return ".odt"
	case bytes.HasPrefix(head, oleHead) && (ext == ".doc" || ext == ".dot" || ext == ""):
		return ".doc"
	}
	return ""
}

// decodeOffice reads the file as LibreOffice writes it in DOCX.
func decodeOffice(ctx context.Context, r io.Reader) (*Text, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	ext := officeExt("", raw[:min(len(raw), 4096)])
	program := findOffice()
	if program == "" {
		return nil, fmt.Errorf("%w: %s, or install LibreOffice, with which Concordance reads it", ErrUnknown, advice[ext])
	}
	if len(raw) > maxOffice {
		return nil, fmt.Errorf("%w of %d MB for %s; save it as DOCX", ErrTooLarge, maxOffice>>20, ext)
	}
	select {
	case onlyOffice <- struct{}{}:
		defer func() { <-onlyOffice }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	out, err := runOffice(ctx, program, raw, ext)
	if err != nil {
		return nil, err
	}
	t, err := decodeDOCX(ctx, bytes.NewReader(out))
	if err == nil {
		t.warn("", "turned into DOCX by LibreOffice: compare with the original where the layout matters")
	}
	return t, err
}

func findOffice() string {
	for _, name := range append([]string{"soffice", "libreoffice"}, officePlaces...) {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// officeProfile forbids LibreOffice to run what a file brings along, and to
// fetch what it points to.
const officeProfile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// runOffice turns a file into DOCX in a directory of its own, which is gone
// afterwards, with a profile of its own: LibreOffice open on the desk is not touched.
func runOffice(ctx context.Context, program string, raw []byte, ext string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "concordance-office-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	profile := filepath.Join(dir, "profile", "user")
	in := filepath.Join(dir, "in"+ext)
	if err := errors.Join(os.MkdirAll(profile, 0o700), os.WriteFile(in, raw, 0o600),
		os.WriteFile(filepath.Join(profile, "registrymodifications.xcu"), []byte(officeProfile), 0o600)); err != nil {
		return nil, err
	}
	limit, cancel := context.WithTimeout(ctx, officeTime)
	defer cancel()
	c := exec.CommandContext(limit, program, "-env:UserInstallation="+fileURL(filepath.Join(dir, "profile")), "--headless", "--norestore", "--nolockcheck", "--nodefault",
		"--convert-to", "docx:MS Word 2007 XML", "--outdir", filepath.Join(dir, "out"), in)
	c.Dir = dir
	c.Env = append(os.Environ(), "HOME="+dir, "TMPDIR="+dir)
	c.WaitDelay = 5 * time.Second
	ownGroup(c)
	failed := c.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limit.Err() != nil:
		return nil, fmt.Errorf("%w: LibreOffice was not done with it in %s; save it as DOCX", ErrTooLarge, officeTime)
	}
	out := filepath.Join(dir, "out", "in.docx")
	info, err := os.Stat(out)
	switch {
	case err != nil && failed != nil:
		return nil, fmt.Errorf("%w: LibreOffice could not open it (%v)", ErrDamaged, failed)
	case err != nil:
		return nil, fmt.Errorf("%w: LibreOffice could not open it: it may be protected by a password", ErrDamaged)
	case info.Size() > MaxBytes:
		return nil, fmt.Errorf("%w of %d MB a file", ErrTooLarge, MaxBytes>>20)
	}
	return os.ReadFile(out)
}

// fileURL writes a path as LibreOffice wants it.
func fileURL(p string) string {
	p = filepath.ToSlash(p)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	return "file://" + strings.NewReplacer("%", "%25", " ", "%20", "#", "%23", "?", "%3F").Replace(p)
}
