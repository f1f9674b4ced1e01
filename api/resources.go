package api

import (
	"time"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// Passage is a provision of a work, or a point of it, with all its languages.
// Lists are never null, here or anywhere in the API.
type Passage struct {
	Work     string              `json:"work" doc:"Symbol of the work where it has one, else its ID" example:"S/RES/9901 (2099)"`
	WorkID   corpus.WorkID       `json:"work_id" example:"s-res-9901-2099"`
	Title    string              `json:"title" doc:"Title of the work in English, else in a language held"`
	Locator  corpus.Locator      `json:"locator" doc:"Place in the work, the same in every language" example:"para-2.e"`
	Number   string              `json:"number" doc:"Number as printed, empty when none is"`
	Role     corpus.Role         `json:"role" doc:"What the passage is" example:"call"`
	Force    corpus.Force        `json:"force" doc:"Weight that its verb and its chapter give it" example:"hortatory"`
	Verb     string              `json:"verb" doc:"Operative or preambular words, as printed"`
	Country  string              `json:"country,omitempty" doc:"ISO 3166 alpha-3 code of the State a case study is about"`
	Headings []string            `json:"headings" doc:"Headings it stands under, outermost first"`
	Text     map[lang.Tag]string `json:"text" doc:"Official text by language; empty when only notes are held. Offsets elsewhere are bytes of it"`
	Excerpt  map[lang.Tag]string `json:"excerpt,omitempty" doc:"When a point was asked for: its own words by language"`
	Parts    []Part              `json:"parts" doc:"Points and sub-points"`
	Notes    []corpus.Note       `json:"notes" doc:"What the digest says of it, in its own words: never the official text"`
	Terms    []Term              `json:"terms" doc:"Terms of the vocabulary, with where each comes from"`
	// Citations are the mentions this passage makes.
	Citations []Citation `json:"citations" doc:"Mentions of other works in the text"`
	CitedBy   []Citing   `json:"cited_by" doc:"Passages of other works that point here, at most 100"`
	Citing    int        `json:"cited_by_total" doc:"How many passages point here"`
	// Cite is the citation of this passage in each style.
	Cite    map[string]string `json:"cite" doc:"Ready citations by style, in the language asked for where a style has a form of it"`
	Short   map[string]string `json:"cite_short" doc:"The same for a work cited before: later notes, and what stands in the text"`
	URL     string            `json:"url" doc:"Permalink"`
	Address string            `json:"address" doc:"Official address of the work, empty when unknown"`
	// Moved is for whoever follows an old address.
	Moved []corpus.Move `json:"moved,omitempty" doc:"Where what stood at this locator before stands now, by language"`
}

// In is the official text in l (the point's own words when a point was asked
// for), else in the first language held; "" when only notes are.
func (p Passage) In(l lang.Tag) (string, lang.Tag) {
	texts := p.Text
	if p.Excerpt != nil {
		texts = p.Excerpt
	}
	if s, ok := texts[l]; ok {
		return s, l
	}
	for _, o := range lang.Texts {
		if s, ok := texts[o]; ok {
			return s, o
		}
	}
	return "", ""
}

// Part is a point of a passage in one language: bytes Start to End of its text.
type Part struct {
	Locator corpus.Locator `json:"locator" example:"para-2.e"`
	Number  string         `json:"number" example:"(e)"`
	Lang    lang.Tag       `json:"lang" example:"en"`
	Start   int            `json:"start"`
	End     int            `json:"end"`
}

// Term is a term of the vocabulary on a passage.
type Term struct {
	ID    string `json:"id" example:"theme/risk-assessment"`
	Label string `json:"label" doc:"English label"`
	From  string `json:"from" doc:"Where it comes from: curated, rule or person"`
}

// Citation is a mention of another work in a passage's text.
type Citation struct {
	Lang       lang.Tag         `json:"lang" example:"en"`
	Start      int              `json:"start"`
	End        int              `json:"end"`
	Surface    string           `json:"surface" doc:"The words that make the mention"`
	Target     corpus.Target    `json:"target" doc:"Canonical name of what is meant; members of a set joined by ' + '; empty when unresolved"`
	Pinpoints  []corpus.Locator `json:"pinpoints"`
	Form       string           `json:"form" doc:"Form of the citation grammar"`
	Relation   string           `json:"relation" doc:"recalls, reaffirms, pursuant-to ...; cites when the verb says nothing"`
	Status     corpus.Status    `json:"status" enum:"resolved,unresolved,ambiguous,wrong-year,no-such-paragraph"`
	Candidates []corpus.Target  `json:"candidates,omitempty" doc:"What an ambiguous mention may mean"`
	Detail     string           `json:"detail,omitempty" doc:"Why it is not resolved"`
	From       string           `json:"from,omitempty" doc:"person where a person corrected it"`
	URL        string           `json:"url,omitempty" doc:"Permalink of the target, when it is held"`
}

// Citing is a passage of another work that points here.
type Citing struct {
	Work     string         `json:"work"`
	WorkID   corpus.WorkID  `json:"work_id"`
	Locator  corpus.Locator `json:"locator"`
	Relation string         `json:"relation"`
	Lang     lang.Tag       `json:"lang" doc:"Language of the version that was read; empty when only a note says so"`
	URL      string         `json:"url"`
}

// Work is a work with its passages, in reading order.
type Work struct {
	Work     WorkInfo  `json:"work"`
	Passages []Passage `json:"passages"`
	Next     string    `json:"next,omitempty" doc:"Cursor of the next page of passages"`
	Links    *Links    `json:"links,omitempty"`
}

// WorkInfo is what is known of a work apart from its passages.
type WorkInfo struct {
	ID         corpus.WorkID           `json:"id" example:"s-res-9901-2099"`
	Symbol     string                  `json:"symbol" doc:"As printed; empty when it has none"`
	Name       string                  `json:"name" doc:"What it is cited by: its symbol, else its title"`
	Title      string                  `json:"title" doc:"In English, else in a language held"`
	Titles     map[lang.Tag]string     `json:"titles"`
	Aliases    []corpus.Alias          `json:"aliases"`
	Kind       corpus.Kind             `json:"kind" example:"resolution"`
	Body       string                  `json:"body" doc:"Issuing body, in English"`
	Date       string                  `json:"date" doc:"Adoption or issue: 2017-12-21, 2019-06 or 2017; empty when unknown"`
	Meeting    string                  `json:"meeting,omitempty"`
	ChapterVII string                  `json:"chapter_vii,omitempty" doc:"yes or no; left out when unknown"`
	Languages  []lang.Tag              `json:"languages" doc:"Languages of the official text held"`
	Published  []lang.Tag              `json:"published" doc:"Languages it is published in"`
	Addresses  map[lang.Tag]string     `json:"addresses" doc:"Official addresses"`
	Relations  []Relation              `json:"relations"`
	Versions   []Version               `json:"versions" doc:"Language versions held, with their sources"`
	Notes      []corpus.Note           `json:"notes" doc:"Notes on the work as a whole"`
	NoteCount  int                     `json:"note_count" doc:"How many notes the digest has on it"`
	Basis      corpus.Basis            `json:"basis,omitempty" doc:"How these facts are known: text (the document was read), part, citation, secondary or memory"`
	Facts      map[string]corpus.Basis `json:"facts" doc:"Facts known on a weaker basis, by name"`
	Doubts     []string                `json:"doubts" doc:"Which of these facts are uncertain, and why"`
	Warnings   []string                `json:"warnings" doc:"What joining the language versions could not settle"`
	Cite       map[string]string       `json:"cite" doc:"Ready citations by style, in the language asked for where a style has a form of it"`
	Short      map[string]string       `json:"cite_short" doc:"The same for a work cited before: later notes, and what stands in the text"`
	URL        string                  `json:"url" doc:"Permalink"`
	Address    string                  `json:"address" doc:"Official address, empty when unknown"`
}

// Relation ties a work to another.
type Relation struct {
	Type   string        `json:"type" example:"extends"`
	Target corpus.Target `json:"target"`
	Detail string        `json:"detail,omitempty"`
	URL    string        `json:"url,omitempty" doc:"Permalink of the target, when it is held"`
}

// Version is a language version of a work that is held.
type Version struct {
	ID        corpus.DocumentID `json:"id" example:"s-res-9901-2099.en"`
	Lang      lang.Tag          `json:"lang"`
	Passages  int               `json:"passages"`
	File      string            `json:"file" doc:"Name of the file it was read from, without its folder"`
	Format    string            `json:"format" example:"akn"`
	MediaType string            `json:"media_type,omitempty"`
	SHA256    string            `json:"sha256" doc:"Of the bytes read"`
	Address   string            `json:"address,omitempty"`
	Retrieved time.Time         `json:"retrieved,omitzero"`
	Marked    string            `json:"marked,omitempty" doc:"Markup date of the file"`
	Warnings  []corpus.Warning  `json:"warnings" doc:"Doubts raised while it was read"`
}

// Links are the addresses beside an answer, as in its Link header.
type Links struct {
	Self    string            `json:"self"`
	First   string            `json:"first,omitempty"`
	Next    string            `json:"next,omitempty"`
	Formats map[string]string `json:"formats,omitempty" doc:"The same in other formats, by name"`
}
