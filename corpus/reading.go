package corpus

// Reading says how a document was read and how sure the reading is. It is zero
// for documents stored before readings were kept.
type Reading struct {
	Genre    string `json:"genre,omitempty"`    // the genre that read it: "resolution", "press release"
	Identity Origin `json:"identity,omitempty"` // how it is known which work it is
	Pages    int    `json:"pages,omitempty"`    // 0 where the format has none
	Words    int    `json:"words,omitempty"`    // in Chinese, characters
	Notes    int    `json:"notes,omitempty"`    // footnotes
	OCR      bool   `json:"ocr,omitempty"`      // the text was recognised from pictures of pages
	// Confidence is high where the source marks its structure, or prints numbers
	// without a gap, and there is no doubt; medium where layout or one kind of
	// doubt leaves something open; low where words were recognised, pages have no
	// text, or many numbers are in doubt.
	Confidence Confidence `json:"confidence,omitempty"`
	// Sketch is a small sample of the text, by which another file of the same
	// text is recognised: see package ingest.
	Sketch []uint32 `json:"sketch,omitempty"`
}

// Confidence is how sure a reading is.
type Confidence string

// From the surest to the least sure.
const (
	ConfidenceHigh   Confidence = "high"
	ConfidenceMedium Confidence = "medium"
	ConfidenceLow    Confidence = "low"
)

// Origin is where a document's identity comes from.
type Origin string

// From the most trusted to the least.
const (
	OriginMasthead Origin = "masthead" // the symbol printed in it
	OriginTitle    Origin = "title"    // its title line or its title
	OriginMetadata Origin = "metadata" // what the file says of itself
	OriginFileName Origin = "file-name"
	OriginText     Origin = "text" // its text is that of a work held
)
