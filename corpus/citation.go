package corpus

// Target is what a mention resolves to, in canonical form: "S/RES/2368 (2017)",
// "A/RES/60/288", "SC-COMMITTEE/1267-1989-2253", "UN-CHARTER",
// "gctf-antalya-memorandum-2017". A plural reference to a closed set joins its
// members, in text order, with " + ".
type Target string

// Citation is a mention, in a passage, of another work (or of its own).
type Citation struct {
	Start      int       `json:"start"` // byte offsets into the passage's text
	End        int       `json:"end"`
	Target     Target    `json:"target,omitempty"` // "" unless the status says otherwise
	Pinpoints  []Locator `json:"pinpoints,omitempty"`
	Form       string    `json:"form"`               // name of the grammar's form: "resolution", "symbol", "name" ...
	Relation   string    `json:"relation,omitempty"` // "recalls", "pursuant-to", "amended-by" ...; "cites" when the verb says nothing
	Status     Status    `json:"status"`
	Candidates []Target  `json:"candidates,omitempty"` // when ambiguous
	Detail     string    `json:"detail,omitempty"`     // why; or the year printed
	Reasons    []Reason  `json:"-"`                    // what Detail says, where a reader of the library settled it: see Why
	From       string    `json:"from,omitempty"`       // FromPerson where a person corrected it; "" the tagger's
}

// FromPerson marks a citation that a person gave or changed.
const FromPerson = "person"

// Status says how far a mention could be resolved. Unresolved mentions are kept.
type Status string

const (
	Resolved        Status = "resolved"
	Unresolved      Status = "unresolved"
	Ambiguous       Status = "ambiguous"
	WrongYear       Status = "wrong-year" // the target is the instrument meant, the year printed stands in Detail
	NoSuchParagraph Status = "no-such-paragraph"
)

// Mention is a citation with the place it stands in: an entry of a cited-by list.
type Mention struct {
	Work     WorkID     `json:"work"`
	Document DocumentID `json:"document"`
	Locator  Locator    `json:"locator"` // of the citing passage
	Citation Citation   `json:"citation"`
}
