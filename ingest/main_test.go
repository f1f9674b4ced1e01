package ingest

import (
	"os"
	"testing"

	"concordance/ingest/format"
)

// TestMain lets the PDF worker start: it is this binary, run again.
func TestMain(m *testing.M) {
	format.RunWorkerIfAsked()
	os.Exit(m.Run())
}
