package ingest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/ingest/format"
)

// A scan is read where tesseract is, and marked; without it, it is refused with
// what can be done.
func TestScan(t *testing.T) {
	file := filepath.Join(shared(t, "data/samples"), "1971-10-25_GA_Resolution_2758_ru.pdf")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("without", func(t *testing.T) {
		t.Setenv(OCRVariable, "off")
		_, err := Read(context.Background(), file, bytes.NewReader(b))
		if !errors.Is(err, format.ErrNoText) || !strings.Contains(err.Error(), "tesseract") {
			t.Errorf("%v", err)
		}
	})
	t.Run("with", func(t *testing.T) {
		if r := recogniser(); r == nil || r.models[lang.Russian] == "" {
			if os.Getenv("CONCORDANCE_READERS") == "require" {
				t.Fatal("tesseract and its Russian model are required")
			}
			t.Skip("tesseract and its Russian model are not installed: .ci/run installs them and requires this test")
		}
		d, err := Read(context.Background(), file, bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if !d.Reading.OCR || d.Reading.Confidence != corpus.ConfidenceLow || d.Source.Format != scanned || d.Lang != lang.Russian || d.Reading.Pages != 1 {
			t.Errorf("%+v %+v %s", d.Reading, d.Source, d.Lang)
		}
		if d.Symbol != "" {
			t.Errorf("a symbol was made up: %s", d.Symbol)
		}
		if d.Reading.Words < 200 || len(d.Warnings) == 0 || !strings.Contains(d.Warnings[0].Text, "recognised") {
			t.Errorf("%d words, %v", d.Reading.Words, d.Warnings)
		}
		for _, p := range d.Passages {
			if p.Force == corpus.ForceBinding || p.Force == corpus.ForceBindingOther {
				t.Errorf("%s of nobody known is said to bind: %s", p.Locator, p.Force)
			}
		}
	})
}

// Any PDF is a better source than the words recognised from pictures of it.
func TestScanIsPoorest(t *testing.T) {
	scan := corpus.Source{Format: scanned}
	for _, f := range format.Formats {
		if o := (corpus.Source{Format: f.Name}); !o.Better(scan) || scan.Better(o) {
			t.Errorf("%s is no better than a scan", f.Name)
		}
	}
}

func TestDrawPagesOfRubbish(t *testing.T) {
	err := format.DrawPages(context.Background(), []byte("%PDF-1.4 and nothing more"), func(int, int, []byte) error { return nil })
	if !errors.Is(err, format.ErrDamaged) {
		t.Errorf("%v", err)
	}
}
