package corpus

import (
	"strings"
	"time"

	"concordance/corpus/lang"
)

// DocumentID names a language version: "s-res-2396-2017.en".
type DocumentID string

// Document is one language version of a work, read from one file.
type Document struct {
	Description           // as this file states it
	Lang        lang.Tag  `json:"lang"`
	Source      Source    `json:"source"`
	Reading     Reading   `json:"reading,omitzero"`
	Passages    []Passage `json:"passages"` // in reading order
	Warnings    []Warning `json:"warnings,omitempty"`
}

// DocumentID is the ID of this version.
func (d *Document) DocumentID() DocumentID { return NewDocumentID(d.ID, d.Lang) }

// NewDocumentID joins a work and a language.
func NewDocumentID(w WorkID, l lang.Tag) DocumentID { return DocumentID(string(w) + "." + string(l)) }

// Split parts a document ID into its work and language.
func (id DocumentID) Split() (WorkID, lang.Tag) {
	i := strings.LastIndexByte(string(id), '.')
	if i < 0 {
		return WorkID(id), ""
	}
	return WorkID(id[:i]), lang.Tag(id[i+1:])
}

// DocumentInfo is a document without its passages, as works list it.
type DocumentInfo struct {
	ID       DocumentID `json:"id"`
	Lang     lang.Tag   `json:"lang"`
	Source   Source     `json:"source"`
	Reading  Reading    `json:"reading,omitzero"`
	Passages int        `json:"passages"`
	Warnings []Warning  `json:"warnings,omitempty"`
}

// Info is d without its passages.
func (d *Document) Info() DocumentInfo {
	return DocumentInfo{ID: d.DocumentID(), Lang: d.Lang, Source: d.Source, Reading: d.Reading, Passages: len(d.Passages), Warnings: d.Warnings}
}

// Standing is what the words of a document are to those who issued them.
type Standing string

// A reader must be told of all but the first.
const (
	StandingOfficial   Standing = "official"   // the text as issued
	StandingRecognised Standing = "recognised" // recognised from pictures of its pages, with the errors of that
	StandingCaptions   Standing = "captions"   // what was said in a recording, as its captions have it
	StandingLetter     Standing = "letter"     // a letter as received
	// StandingTranslation is a version in a language that is none of the official ones.
	StandingTranslation Standing = "translation"
)

// Standings lists them, the official text first.
var Standings = []Standing{StandingOfficial, StandingTranslation, StandingRecognised, StandingCaptions, StandingLetter}

// Standing tells it from how the document was read.
func (d *DocumentInfo) Standing() Standing {
	switch {
	case d.Source.Format == "subtitles":
		return StandingCaptions
	case d.Source.Format == "mail":
		return StandingLetter
	case d.Source.Format == "scan", d.Reading.OCR:
		return StandingRecognised
	}
	if l := lang.Get(d.Lang); l != nil && !l.Official {
		return StandingTranslation
	}
	return StandingOfficial
}

// Source says where a document came from.
type Source struct {
	File      string    `json:"file"`   // name as given, with the path inside an archive
	Format    string    `json:"format"` // name of the format that read it: "akn", "docx", "html", "pdf", "text", "markdown", "subtitles", "mail", "office", "scan"
	MediaType string    `json:"media_type,omitempty"`
	SHA256    string    `json:"sha256"` // of the bytes read, hex
	Address   string    `json:"address,omitempty"`
	Retrieved time.Time `json:"retrieved,omitzero"`
	Marked    string    `json:"marked,omitempty"` // markup date of the file, "2022-01-06"; "" unknown
	// Reissued says that the document was issued again for technical reasons:
	// the date when it is printed, else "yes"; "" for a first issue.
	Reissued string `json:"reissued,omitempty"`
}

// ranks orders formats from the poorest source to the best.
var ranks = map[string]int{"scan": 0, "text": 1, "markdown": 1, "subtitles": 1, "mail": 1, "pdf": 2, "html": 3, "office": 3, "docx": 4, "akn": 5}

// Better reports whether s is a better source than o of the same work and
// language: official XML before DOCX, HTML, PDF and text; of equals the reissue,
// then the later markup date.
func (s Source) Better(o Source) bool {
	if ranks[s.Format] != ranks[o.Format] {
		return ranks[s.Format] > ranks[o.Format]
	}
	if (s.Reissued != "") != (o.Reissued != "") {
		return s.Reissued != ""
	}
	return s.Marked > o.Marked
}

// Warning is a doubt raised while a file was read. Where is a locator, a page
// ("page 3"), a line or empty.
type Warning struct {
	Where string `json:"where,omitempty"`
	Text  string `json:"text"`
}

// Passage is the smallest citable piece of a document: a paragraph, a
// principle, a good practice, a case study, a footnote. Its points (a), (i)
// are parts of it with addresses of their own.
type Passage struct {
	Locator  Locator `json:"locator"`
	Number   string  `json:"number,omitempty"`   // as printed, without its full stop: "27", "principle 9" is "9"
	Inferred bool    `json:"inferred,omitempty"` // the number is missing in the source and was inferred from its neighbours
	// Headings are the headings the passage stands under, outermost first.
	Headings []string `json:"headings,omitempty"`
	// Text is normalised once, at decoding, and never changes: every offset is
	// a byte offset into it. Paragraphs and points are separated by "\n"; a
	// point keeps its number: "(a) Ensure ...".
	Text  string `json:"text"`
	Parts []Part `json:"parts,omitempty"` // points and sub-points, in order of Start
	Refs  []Ref  `json:"refs,omitempty"`  // footnote marks
	Role  Role   `json:"role,omitempty"`
	Force Force  `json:"force,omitempty"`
	Verb  string `json:"verb,omitempty"` // the operative or preambular words, as printed
	// Country is the ISO 3166 alpha-3 code of the State a case study is about, or
	// for which the person speaks whose words a press release reports.
	Country   string     `json:"country,omitempty"`
	Citations []Citation `json:"citations,omitempty"` // by Start, no overlap
	Terms     []TermUse  `json:"terms,omitempty"`
}

// Part is a point of a passage: Text[Start:End], its number included.
type Part struct {
	Locator Locator `json:"locator"`
	Number  string  `json:"number"` // as printed: "(a)", "–"
	Start   int     `json:"start"`
	End     int     `json:"end"`
}

// Ref is a footnote mark: the note at Locator ("fn-3") is tied to the byte At.
type Ref struct {
	At      int     `json:"at"`
	Locator Locator `json:"locator"`
}

// Excerpt is the text the locator names: a point's words, or the whole passage.
func (p *Passage) Excerpt(l Locator) string {
	for _, part := range p.Parts {
		if part.Locator == l && 0 <= part.Start && part.Start <= part.End && part.End <= len(p.Text) {
			return p.Text[part.Start:part.End]
		}
	}
	return p.Text
}
