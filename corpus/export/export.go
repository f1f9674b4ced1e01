package export

import (
	"io"
	"iter"

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

// dropper is a Writer with files of its own. drop takes them away, whether Close
// was called or not.
type dropper interface{ drop() }

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
	{"biblatex", "application/x-biblatex", ".biblatex.bib", newBibLaTeX},
	{"csl-json", "application/vnd.citationstyles.csl+json", ".json", newCSL},
	{"mods", "application/mods+xml", ".mods.xml", newMODS},
	{"csv", "text/csv; charset=utf-8", ".csv", newCSV},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", newXLSX},
	{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", newDOCX},
	{"markdown", "text/markdown; charset=utf-8", ".md", newMarkdown},
	{"akn", "application/akn+xml", ".xml", newAKN},
	{"json-ld", "application/ld+json", ".jsonld", newJSONLD},
	{"ndjson", "application/x-ndjson", ".ndjson", newNDJSON},
}

// Write writes records one after another and ends the file. The first failure,
// a record's or its own, ends it there: what was written stays unfinished, and
// nothing else is left behind.
func (f Format) Write(to io.Writer, rs iter.Seq2[Record, error]) error {
	w := f.New(to)
	if d, ok := w.(dropper); ok {
		defer d.drop()
	}
	for r, err := range rs {
		if err == nil {
			err = w.Write(r)
		}
		if err != nil {
			return err
		}
	}
	return w.Close()
}

// Names are the names of the formats, in their order.
func Names() (ns []string) {
	for _, f := range Formats {
		ns = append(ns, f.Name)
	}
	return ns
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
