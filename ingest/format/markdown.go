package format

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"concordance/corpus/lang"
)

var markdown = Format{
	Name:  "markdown",
	Media: "text/markdown",
	Match: func(name string, head []byte) bool {
		switch strings.ToLower(filepath.Ext(name)) {
		case ".md", ".markdown", ".mdown", ".mkd":
			return readable(head)
		}
		return false
	},
	Decode: decodeMarkdown,
}

// maxMarkdown: nobody writes more by hand, and nested markup costs more than its size.
const maxMarkdown = 4 << 20

// nested is a line that opens too many blocks inside each other.
var nested = regexp.MustCompile(fmt.Sprintf(`(?m)^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])){%d,}`, MaxDepth/2))

// decodeMarkdown renders the file as a web page, whose structure is the same,
// and reads that. Every line break is kept as one so that points written on
// lines of their own, "(a) ...", are seen.
func decodeMarkdown(ctx context.Context, r io.Reader) (*Text, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	if len(raw) > maxMarkdown {
		return nil, fmt.Errorf("%w of %d MB for Markdown", ErrTooLarge, maxMarkdown>>20)
	}
	s, warning, err := toUTF8(raw)
	if err != nil {
		return nil, err
	}
	if nested.MatchString(s) {
		return nil, fmt.Errorf("%w: lists or quotations nested deeper than %d", ErrTooLarge, MaxDepth/2)
	}
	front, s := frontMatter(s)
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote, extension.Strikethrough),
		goldmark.WithRendererOptions(html.WithHardWraps(), html.WithUnsafe()))
	var page bytes.Buffer
	page.WriteString(`<!doctype html><meta charset="utf-8"><body>`)
	if err := md.Convert([]byte(s), &page); err != nil {
		return nil, fmt.Errorf("%w: Markdown: %v", ErrDamaged, err)
	}
	t, err := decodeHTML(ctx, &page)
	if err != nil {
		return nil, err
	}
	if warning != "" {
		t.warn("", warning)
	}
	front.into(&t.Meta)
	return t, nil
}

// matter is the front matter of a file: lines "key: value" between two "---".
type matter map[string]string

func frontMatter(s string) (matter, string) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	rest, ok := strings.CutPrefix(s, "---\n")
	head, body, closed := strings.Cut(rest, "\n---\n")
	if !ok || !closed {
		return nil, s
	}
	m := matter{}
	for _, line := range strings.Split(head, "\n") {
		if key, value, ok := strings.Cut(line, ":"); ok {
			m[strings.ToLower(strings.TrimSpace(key))] = Normalize(strings.Trim(strings.TrimSpace(value), `"'`))
		}
	}
	return m, body
}

func (f matter) into(m *Meta) {
	for key, to := range map[string]*string{"title": &m.Title, "symbol": &m.Symbol, "date": &m.Date, "body": &m.Body, "url": &m.Address, "address": &m.Address} {
		if v := f[key]; v != "" {
			*to = v
		}
	}
	for _, key := range []string{"lang", "language"} {
		if t, ok := lang.Parse(f[key]); ok {
			m.Lang = t
		}
	}
}
