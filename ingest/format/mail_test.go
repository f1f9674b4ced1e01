package format

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const plainMail = "From: =?utf-8?q?R=C3=A9my?= <remy@example.org>\r\nDate: Tue, 14 Apr 2099 09:00:00 +0200\r\n" +
	"Subject: Re: FW: =?iso-8859-1?q?R=E9verb=E8res?=\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"Dear all,\r\n\r\nsee below what S/RES/9901 (2099) says of r=E9verb=E8res.\r\n\r\n> 1. Calls upon keepers to trim their wicks;\r\n> 2. Decides to meet.\r\n"

func TestMail(t *testing.T) {
	text := mustRead(t, "a.eml", []byte(plainMail))
	want := []string{
		"body, paragraph [] Dear all,",
		"body, paragraph [] see below what S/RES/9901 (2099) says of réverbères.",
		"body, paragraph [1.] Calls upon keepers to trim their wicks;",
		"body, paragraph [2.] Decides to meet.",
	}
	if d := cmp.Diff(want, render(text)); d != "" {
		t.Error(d)
	}
	if m := text.Meta; m.Title != "Réverbères" || m.Date != "2099-04-14" || m.Other["from"] != "Rémy <remy@example.org>" {
		t.Errorf("%+v", m)
	}
}

// Of the same text as page and as plain text the page is read, once.
func TestMailAlternative(t *testing.T) {
	raw := "Subject: Lamps\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nLit lamps.\n--x\n" +
		"Content-Type: text/html; charset=windows-1252\n\n<p><b>Lit</b> lamps \x96 all.</p>\n--x--\n"
	if d := cmp.Diff([]string{"body, paragraph [] **Lit** lamps – all."}, render(mustRead(t, "a.eml", []byte(raw)))); d != "" {
		t.Error(d)
	}
}

func TestMailRefused(t *testing.T) {
	_, err := read(t, "a.eml", []byte("Subject: nothing\n\n \n"))
	oneLine(t, err, ErrNoText)
	many := "Subject: many\nContent-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat("--x\nContent-Type: text/plain\n\na\n", maxMailParts+1) + "--x--\n"
	_, err = read(t, "a.eml", []byte(many))
	oneLine(t, err, ErrTooLarge)
	if _, err := ReadMail(strings.NewReader("no header here")); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(plainMail))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/a; boundary=y\n\n--y\n\na\n--x\nContent-Disposition: attachment; filename=\"../a\"\n\nb"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if text, err := decodeMail(t.Context(), bytes.NewReader(raw)); err == nil {
			sound(t, text)
		}
	})
}
