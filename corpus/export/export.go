package export

import (
	"io"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Record is one thing to export.
type Record struct {
	Work      *corpus.Work
	Provision *corpus.Provision // nil: the whole work
	Locator   corpus.Locator    // of the provision or of a point in it; "" is the provision's own
	Lang      lang.Tag          // in which titles and texts are preferred
	URL       string            // the permalink
}

// Writer writes records in one format. Close ends the file and reports what
// could not be written; it does not close what it writes to.
type Writer interface {
	Write(Record) error
	Close() error
}

// Format is one way out.
type Format struct {
	Name      string // as commands and addresses write it
	Media     string // media type
	Extension string // of files, with its dot
	New       func(io.Writer) Writer
}

// Formats in the order pages offer them.
var Formats = []Format{
	{"ris", "application/x-research-info-systems", ".ris", newRIS},
	{"bibtex", "application/x-bibtex", ".bib", newBibTeX},
	{"csl-json", "application/vnd.citationstyles.csl+json", ".json", newCSL},
	{"csv", "text/csv; charset=utf-8", ".csv", newCSV},
	{"ndjson", "application/x-ndjson", ".ndjson", newNDJSON},
}

// Find returns the format of a name.
func Find(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
