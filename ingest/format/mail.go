package format

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
)

// message is a mail saved as a file (.eml): its own text. The files attached to
// it are files of their own, which package source gives.
var message = Format{
	Name:   "mail",
	Media:  "message/rfc822",
	Match:  func(name string, head []byte) bool { return IsMail(name) && mailHead.Match(head) },
	Decode: decodeMail,
}

// IsMail reports whether a file is named as saved mails are.
func IsMail(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".eml" || ext == ".mht" || ext == ".mhtml"
}

var mailHead = regexp.MustCompile(`(?i)^(?:\xef\xbb\xbf|From [^\n]*\n|\s)*[!-9;-~]{1,76}:`)

// Limits on mails.
const (
	maxMailDepth = 10  // of parts inside parts
	maxMailParts = 500 // of one mail
)

// Mail is a mail taken apart.
type Mail struct {
	Subject string // without "Re:" and "Fwd:"
	From    string
	Date    string // "2099-04-14"; "" when the mail does not say
	HTML    []byte // the text as a page, nil when there is none
	Plain   []byte // the text in UTF-8, nil when there is none
	Files   []Attachment
	parts   int
}

// Attachment is a file attached to a mail. Name is as the mail has it: it may be
// a path, and must not be trusted as one.
type Attachment struct {
	Name string
	Data []byte
}

// Empty reports whether the mail has no text of its own.
func (m *Mail) Empty() bool {
	return len(bytes.TrimSpace(m.HTML)) == 0 && len(bytes.TrimSpace(m.Plain)) == 0
}

// ReadMail takes a mail apart. Errors wrap ErrDamaged or ErrTooLarge.
func ReadMail(r io.Reader) (*Mail, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	raw = bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), "\r\n")
	if bytes.HasPrefix(raw, []byte("From ")) { // the line mailboxes put before
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	msg, err := mail.ReadMessage(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		return nil, fmt.Errorf("%w: no mail: %v", ErrDamaged, err)
	}
	m := &Mail{Subject: bareSubject(words2047(msg.Header.Get("Subject"))), From: words2047(msg.Header.Get("From"))}
	if at, err := msg.Header.Date(); err == nil && at.Year() > 1970 {
		m.Date = at.Format("2006-01-02")
	}
	if err := m.part(textproto.MIMEHeader(msg.Header), msg.Body, 0); err != nil {
		return nil, err
	}
	return m, nil
}

var replied = regexp.MustCompile(`(?i)^(?:(?:re|fwd?|tr|rv|rif|aw|wg|ref|отв|на|رد)(?:\[\d+\])? ?[:：] ?|(?:回复|转发|答复)[:：] ?)+`)

func bareSubject(s string) string {
	return strings.TrimSpace(replied.ReplaceAllString(Normalize(strings.ReplaceAll(s, "\n", " ")), ""))
}

// words2047 decodes "=?utf-8?q?...?=".
func words2047(s string) string {
	d := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if out, err := d.DecodeHeader(s); err == nil {
		return out
	}
	return s
}

// part reads one part of a mail and those inside it.
func (m *Mail) part(h textproto.MIMEHeader, body io.Reader, depth int) error {
	if m.parts++; depth > maxMailDepth || m.parts > maxMailParts {
		return fmt.Errorf("%w: a mail of more than %d parts, or nested deeper than %d", ErrTooLarge, maxMailParts, maxMailDepth)
	}
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		media = "text/plain"
	}
	if strings.HasPrefix(media, "multipart/") && params["boundary"] != "" {
		return m.several(multipart.NewReader(body, params["boundary"]), depth)
	}
	data, err := io.ReadAll(decoded(h.Get("Content-Transfer-Encoding"), body))
	if err != nil && len(data) == 0 {
		return fmt.Errorf("%w: a part of the mail: %v", ErrDamaged, err)
	}
	how, where, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	name := words2047(where["filename"])
	if name == "" {
		name = words2047(params["name"])
	}
	switch {
	case media == "message/rfc822" && name == "":
		m.Files = append(m.Files, Attachment{Name: fmt.Sprintf("message-%d.eml", m.parts), Data: data})
	case name == "" && how != "attachment" && media == "text/html" && m.HTML == nil:
		if m.HTML = data; declaredCharset(data) == "" {
			m.HTML = inUTF8(data, params["charset"])
		}
	case name == "" && how != "attachment" && media == "text/plain":
		m.Plain = append(append(m.Plain, inUTF8(data, params["charset"])...), '\n')
	case name != "" && !decoration(media):
		m.Files = append(m.Files, Attachment{Name: name, Data: data})
	}
	return nil
}

func (m *Mail) several(r *multipart.Reader, depth int) error {
	for {
		p, err := r.NextRawPart()
		if errors.Is(err, io.EOF) || err != nil && m.parts > 1 {
			return nil // what was cut off at the end is gone; what came is kept
		}
		if err != nil {
			return fmt.Errorf("%w: the mail ends too early", ErrDamaged)
		}
		if err := m.part(p.Header, p, depth+1); err != nil {
			return err
		}
	}
}

// decoded undoes the encoding of a part.
func decoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	}
	return r
}

// decoration: pictures, style sheets, calendars and signatures are no documents.
func decoration(media string) bool {
	for _, p := range []string{"image/", "audio/", "video/", "font/", "text/css", "text/calendar", "text/vcard", "text/javascript", "application/javascript",
		"application/ics", "application/pgp-", "application/pkcs7-", "application/x-pkcs7-"} {
		if strings.HasPrefix(media, p) {
			return true
		}
	}
	return false
}

// inUTF8 decodes a text as the part's header says, when it says so truly.
func inUTF8(data []byte, declared string) []byte {
	if declared == "" || strings.EqualFold(declared, "utf-8") {
		return data
	}
	enc, name := charset.Lookup(declared)
	if enc == nil || name == "utf-8" {
		return data
	}
	if out, err := enc.NewDecoder().Bytes(data); err == nil {
		return out
	}
	return data
}

var quoteMarks = regexp.MustCompile(`(?m)^(?:> ?)+`)

// decodeMail reads the text of a mail, as a page where it has one. Its subject
// is the title; all of it is body, for mails have no cover.
func decodeMail(ctx context.Context, r io.Reader) (*Text, error) {
	m, err := ReadMail(r)
	if err != nil {
		return nil, err
	}
	var t *Text
	if len(bytes.TrimSpace(m.HTML)) > 0 {
		t, err = decodeHTML(ctx, bytes.NewReader(m.HTML))
	} else {
		t, err = decodeText(ctx, bytes.NewReader(quoteMarks.ReplaceAll(m.Plain, nil)))
	}
	if errors.Is(err, ErrEmpty) {
		err = fmt.Errorf("%w: the mail has no words of its own", ErrNoText)
	}
	if err != nil {
		return nil, err
	}
	for i := range t.Blocks {
		if t.Blocks[i].Area == Cover {
			t.Blocks[i].Area = Body
		}
	}
	if m.Subject != "" {
		t.Meta.Title = m.Subject
	}
	if t.Meta.Date == "" {
		t.Meta.Date = m.Date
	}
	t.Meta.Other = map[string]string{"from": Normalize(m.From)}
	return t, nil
}
