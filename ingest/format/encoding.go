package format

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
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
	enc, name := guessEncoding(raw)
	decoded, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return "", "", fmt.Errorf("%w: neither UTF-8 nor %s", ErrDamaged, name)
	}
	return string(decoded), "not UTF-8: read as " + name, nil
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
	if name == "utf-8" || name == "windows-1252" { // declared, and not true; or what is taken where nothing is declared
		if guess, as := guessEncoding(raw); name == "utf-8" || as != name {
			enc, name, certain = guess, as, false
		}
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

// guesses are the encodings of old pages and texts, by the letters that make up
// most of a text in the language: what is decoded wrongly has few of them.
var guesses = []struct {
	name   string
	enc    encoding.Encoding
	common string
	weight float64 // so that a share of 0.35 is enough
}{
	{"windows-1251", charmap.Windows1251, "оеаинтсрвлкмдпуы", 0.6},
	{"koi8-r", charmap.KOI8R, "оеаинтсрвлкмдпуы", 0.6},
	{"windows-1256", charmap.Windows1256, "اليمنرتوبدعةهسفأ", 0.6},
	{"gb18030", simplifiedchinese.GB18030, "的一是在不和有人这中大为国议会理事安全决关于合联其并及所以本成员各秘书长报告方行进恐怖主义问题第年月日", 2},
	{"big5", traditionalchinese.Big5, "的一是在不和有人這中大為國議會理事安全決關於合聯其並及所以本成員各秘書長報告方行進恐怖主義問題第年月日", 2},
}

// guessEncoding tells what a text is encoded in that is not UTF-8: windows-1252,
// unless most of its letters are of another script.
func guessEncoding(raw []byte) (encoding.Encoding, string) {
	raw = raw[:min(len(raw), 64<<10)]
	raw = markup.ReplaceAll(raw, nil)
	high, low := 0, 0
	for _, c := range raw {
		switch {
		case c >= 0x80:
			high++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			low++
		}
	}
	best, name, most := encoding.Encoding(charmap.Windows1252), "windows-1252", 0.35
	if high < 20 || high < low {
		return best, name
	}
	for _, g := range guesses {
		decoded, err := g.enc.NewDecoder().Bytes(raw)
		if err != nil {
			continue
		}
		common, all := 0, 0
		for _, r := range string(decoded) {
			if r < 0x80 || !unicode.IsLetter(r) && r != utf8.RuneError {
				continue
			}
			all++
			if strings.ContainsRune(g.common, r) {
				common++
			}
		}
		if share := g.weight * float64(common) / float64(max(all, 1)); share > most {
			best, name, most = g.enc, g.name, share
		}
	}
	return best, name
}

var markup = regexp.MustCompile(`(?s)<[^<>]{1,1000}>`)

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
