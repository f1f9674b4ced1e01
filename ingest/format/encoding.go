package format

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// readAll reads a file within the limit.
func readAll(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading: %w", err)
	case len(raw) > MaxBytes:
		return nil, fmt.Errorf("%w of %d MB a file", ErrTooLarge, MaxBytes>>20)
	case len(bytes.TrimSpace(raw)) == 0:
		return nil, ErrEmpty
	}
	return raw, nil
}

// readable reports whether the head of a file can be text: no zero bytes but
// in UTF-16 with its mark, and hardly any control characters.
func readable(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) {
		return true
	}
	odd := 0
	for _, c := range head {
		if c == 0 {
			return false
		}
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			odd++
		}
	}
	return odd*100 <= len(head)
}

// toUTF8 decodes UTF-8, UTF-16 with a byte order mark, and, when it is neither,
// windows-1252 with a warning. Anything binary is refused.
func toUTF8(raw []byte) (s, warning string, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return utf16String(raw[2:], func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }), "", nil
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return utf16String(raw[2:], func(b []byte) uint16 { return uint16(b[1]) | uint16(b[0])<<8 }), "", nil
	case !readable(raw):
		return "", "", fmt.Errorf("%w: binary data, not text", ErrUnknown)
	case utf8.Valid(raw):
		s, warning = untwice(string(raw))
		return s, warning, nil
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return "", "", fmt.Errorf("%w: neither UTF-8 nor windows-1252", ErrDamaged)
	}
	return string(decoded), "not UTF-8: read as windows-1252", nil
}

func utf16String(raw []byte, unit func([]byte) uint16) string {
	units := make([]uint16, 0, len(raw)/2)
	for ; len(raw) >= 2; raw = raw[2:] {
		units = append(units, unit(raw))
	}
	return string(utf16.Decode(units))
}

// untwice repairs text that was taken for windows-1252 and encoded as UTF-8 a
// second time ("Ã©" for "é"): such text is valid UTF-8 again when it is taken
// back, and honest text is not.
func untwice(s string) (repaired, warning string) {
	s = strings.TrimPrefix(s, "\ufeff")
	if ascii([]byte(s)) {
		return s, ""
	}
	once := make([]byte, 0, len(s))
	for _, r := range s {
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok && r >= 0x80 && r < 0xA0 { // bytes windows-1252 has no letter for
			c, ok = byte(r), true
		}
		if !ok {
			return s, ""
		}
		once = append(once, c)
	}
	if !utf8.Valid(once) {
		return s, ""
	}
	return strings.TrimPrefix(string(once), "\ufeff"), "encoded as UTF-8 twice: repaired"
}

// htmlToUTF8 decodes a page by its byte order mark, then as UTF-8 when it is
// valid whatever it declares (declarations lie), then as declared, then as
// windows-1252.
func htmlToUTF8(raw []byte) (s, warning string) {
	enc, name, certain := charset.DetermineEncoding(raw, "text/html")
	body := bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if string(body) == strings.ToValidUTF8(string(body), "") && !strings.HasPrefix(name, "utf-16") {
		if declared := declaredCharset(raw); declared != "" && declared != "utf-8" && !ascii(body) {
			return string(body), fmt.Sprintf("declares the encoding %s but is UTF-8: read as UTF-8", declared)
		}
		return untwice(string(body))
	}
	if name == "utf-8" { // declared, and not true
		enc, name = charset.Lookup("windows-1252")
		certain = false
	}
	decoded, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd"), "broken encoding: some characters are lost"
	}
	if !certain && declaredCharset(raw) != name {
		return string(decoded), "read as " + name + ": the file declares " + orNone(declaredCharset(raw))
	}
	return string(decoded), ""
}

func orNone(s string) string {
	if s == "" {
		return "no encoding"
	}
	return s
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_\-]+)`)

// declaredCharset is the canonical name of the encoding the page declares.
func declaredCharset(raw []byte) string {
	m := metaCharset.FindSubmatch(raw[:min(len(raw), 4096)])
	if m == nil {
		return ""
	}
	_, name := charset.Lookup(string(m[1]))
	return name
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
