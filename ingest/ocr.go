package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// OCRVariable in the environment turns the recognition of scanned pages "off".
const OCRVariable = "CONCORDANCE_OCR"

// scanned is Source.Format of what was recognised from pictures: the poorest source.
const scanned = "scan"

// Limits of recognition.
const (
	recogniseTime = 2 * time.Minute // a page
	recogniseSize = 1 << 20         // bytes of text a page may give
)

// tesseractNames are the languages as tesseract calls its models.
var tesseractNames = []struct {
	lang  lang.Tag
	model string
}{
	{lang.English, "eng"}, {lang.French, "fra"}, {lang.Spanish, "spa"}, {lang.Russian, "rus"},
	{lang.Arabic, "ara"}, {lang.Chinese, "chi_sim"}, {lang.German, "deu"},
}

// tesseract is the program where it is installed, with the models it has.
type tesseract struct {
	path   string
	models map[lang.Tag]string
}

// recogniser finds tesseract; nil without it, or without a model for any of our
// languages.
var recogniser = sync.OnceValue(func() *tesseract {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, path, "--list-langs").CombinedOutput()
	if err != nil {
		return nil
	}
	t := &tesseract{path, map[lang.Tag]string{}}
	have := strings.Fields(string(out))
	for _, n := range tesseractNames {
		if slices.Contains(have, n.model) {
			t.models[n.lang] = n.model
		}
	}
	if len(t.models) == 0 {
		return nil
	}
	return t
})

// recognises reports whether scans can be read here.
func recognises() bool { return os.Getenv(OCRVariable) != "off" && recogniser() != nil }

// readScan reads the pages of a scanned PDF by text recognition. The first page
// is read with the model of the language the file's name tells, or with all
// there are; the others with that of the language it turned out to be in.
func readScan(ctx context.Context, name string, raw []byte) (*format.Text, error) {
	t := recogniser()
	model := t.models[pick(languageOfName(name) != "", languageOfName(name), languageOfFolder(name))]
	if model == "" {
		model = t.all()
	}
	var text strings.Builder
	read, total := 0, 0
	err := format.DrawPages(ctx, raw, func(page, pages int, picture []byte) error {
		said, err := t.read(ctx, picture, model)
		if err != nil {
			return fmt.Errorf("page %d: %w", page, err)
		}
		if page == 1 {
			if found, sure := lang.Detect(said); sure >= 0.5 && t.models[found] != "" {
				model = t.models[found]
			}
		}
		read, total = page, pages
		text.WriteString(said)
		text.WriteString("\n\n")
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !words(text.String()) {
		return nil, fmt.Errorf("%w: text recognition found none on %d pages", format.ErrNoText, read)
	}
	decoded, err := plainText(ctx, text.String())
	if err != nil {
		return nil, err
	}
	if decoded.Meta.Other == nil {
		decoded.Meta.Other = map[string]string{}
	}
	decoded.Meta.Other["ocr"], decoded.Meta.Other["pages"] = model, strconv.Itoa(total)
	decoded.Warnings = append(decoded.Warnings, corpus.Warning{
		Text: fmt.Sprintf("a scan: the words of %d pages were recognised by tesseract (%s); check them before you quote", read, model)})
	if read < total {
		decoded.Warnings = append(decoded.Warnings, corpus.Warning{Text: fmt.Sprintf("only the first %d of %d pages were read", read, total)})
	}
	return decoded, nil
}

// all joins the models, English last.
func (t *tesseract) all() string {
	var ms []string
	for _, n := range slices.Backward(tesseractNames) {
		if m := t.models[n.lang]; m != "" {
			ms = append(ms, m)
		}
	}
	return strings.Join(ms, "+")
}

// read recognises the text of one picture.
func (t *tesseract) read(ctx context.Context, picture []byte, model string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, recogniseTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, t.path, "stdin", "stdout", "-l", model, "--dpi", "300")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin = bytes.NewReader(picture)
	out, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("%w: text recognition takes too long", format.ErrTooLarge)
	case err != nil:
		return "", errors.New("text recognition failed on it")
	case len(out) > recogniseSize:
		return "", fmt.Errorf("%w: more text than a page holds", format.ErrTooLarge)
	}
	return strings.ReplaceAll(string(out), "\f", "\n"), nil
}

// plainText decodes a text as a file of plain text is.
func plainText(ctx context.Context, s string) (*format.Text, error) {
	for _, f := range format.Formats {
		if f.Name == "text" {
			return f.Decode(ctx, strings.NewReader(s))
		}
	}
	return nil, format.ErrUnknown
}
