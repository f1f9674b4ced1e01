package source

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// attached is a part of a mail that holds a file.
func attached(name, media, data string) string {
	return fmt.Sprintf("Content-Type: %s; name=%q\r\nContent-Disposition: attachment; filename=%q\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n",
		media, name, name, base64.StdEncoding.EncodeToString([]byte(data)))
}

func letter(parts ...string) []byte {
	const head = "From: Keeper <keeper@example.org>\r\nSubject: Lamps\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
	return []byte(head + "--b\r\n" + strings.Join(parts, "\r\n--b\r\n") + "\r\n--b--\r\n")
}

const words = "Content-Type: text/plain; charset=utf-8\r\n\r\nThe lamps are lit.\r\n"

// names lists the files, or why they are refused.
func names(t *testing.T, dir string, path string) []string {
	t.Helper()
	var out []string
	for _, l := range list(t, dir, path) {
		if i := strings.Index(l, ": From:"); i >= 0 {
			l = l[:i] + ": (mail)"
		}
		out = append(out, l)
	}
	return out
}

func TestMail(t *testing.T) {
	dir := t.TempDir()
	inner := string(letter(words, attached("deep.txt", "text/plain", "deep")))
	inner = strings.ReplaceAll(strings.ReplaceAll(inner, `boundary="b"`, `boundary="c"`), "--b", "--c")
	mail := letter(words,
		attached("annex.docx", "application/octet-stream", "PK docx"),
		attached("logo.png", "image/png", "png"),
		attached("annex.docx", "application/octet-stream", "PK again"),
		attached("../../up.txt", "text/plain", "x"),
		attached("all.zip", "application/zip", "PK"),
		attached("empty.txt", "text/plain", ""),
		"Content-Type: message/rfc822\r\n\r\n"+inner,
	)
	want := []string{
		"m.eml: (mail)", "m.eml!annex.docx: PK docx", "m.eml!2-annex.docx: PK again",
		"m.eml!../../up.txt! unsafe path in the archive", "m.eml!all.zip! archive inside an archive: unpack it first", "m.eml!empty.txt! empty file",
		"m.eml!message-9.eml: (mail)", "m.eml!message-9.eml!deep.txt: deep",
	}
	if d := cmp.Diff(want, names(t, dir, put(t, dir, "m.eml", mail))); d != "" {
		t.Error(d)
	}
	for i := range want {
		want[i] = "z.zip!d/" + want[i]
	}
	if d := cmp.Diff(want, names(t, dir, put(t, dir, "z.zip", zipOf(t, member{"d/m.eml", string(mail)})))); d != "" {
		t.Error(d)
	}
	only := letter(attached("annex.txt", "text/plain", "all there is"))
	if d := cmp.Diff([]string{"only.eml!annex.txt: all there is"}, names(t, dir, put(t, dir, "only.eml", only))); d != "" {
		t.Error(d)
	}
}

// Mails attached to mails end somewhere.
func TestMailDepth(t *testing.T) {
	dir := t.TempDir()
	mail := letter(words)
	for range 12 {
		mail = letter(words, attached("again.eml", "application/octet-stream", string(mail)))
	}
	got := names(t, dir, put(t, dir, "deep.eml", mail))
	if last := got[len(got)-1]; len(got) != maxMails+2 || !strings.Contains(last, "deeper") {
		t.Errorf("%d files, the last: %s", len(got), last)
	}
}
