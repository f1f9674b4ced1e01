package corpus

import (
	"slices"
	"strings"

	"concordance/corpus/lang"
)

// WorkID names a work in addresses: "s-res-2396-2017", "gctf-antalya-memorandum-2017".
// Package cite derives it from the symbol where there is one.
type WorkID string

// Kind is the genre of a work: one of the Kind constants.
type Kind string

const (
	KindResolution   Kind = "resolution"
	KindStatement    Kind = "presidential-statement"
	KindPrinciples   Kind = "guiding-principles"
	KindMemorandum   Kind = "memorandum"
	KindCompendium   Kind = "compendium"
	KindGuide        Kind = "guide"
	KindFramework    Kind = "framework-document"
	KindReport       Kind = "report"
	KindConceptNote  Kind = "concept-note"
	KindBriefing     Kind = "briefing"
	KindPressRelease Kind = "press-release"
	KindDeclaration  Kind = "declaration"
	KindDraft        Kind = "draft"
	KindStandard     Kind = "standard"
	KindStrategy     Kind = "strategy"
	KindLegislation  Kind = "legislation"
	KindInitiative   Kind = "initiative"
	KindAnalysis     Kind = "analysis"
	KindDocument     Kind = "document" // anything else with numbered paragraphs
)

// Description is what is known of a work apart from its texts.
type Description struct {
	ID     WorkID `json:"id" yaml:"id"`
	Symbol string `json:"symbol,omitempty" yaml:"symbol,omitempty"` // as printed, "" when it has none; never invented
	// Aliases are other symbols and names the work goes by, in any language.
	Aliases []Alias             `json:"aliases,omitempty" yaml:"aliases,omitempty"`
	Titles  map[lang.Tag]string `json:"titles,omitempty" yaml:"titles,omitempty"`
	Kind    Kind                `json:"kind" yaml:"kind"`
	Body    string              `json:"body,omitempty" yaml:"body,omitempty"` // issuing body in English: "Security Council"
	Date    string              `json:"date,omitempty" yaml:"date,omitempty"` // adoption or issue, "2017-12-21", "2019-06" or "2017"; "" unknown
	Meeting string              `json:"meeting,omitempty" yaml:"meeting,omitempty"`
	// ChapterVII: "yes", "no" or "" (unknown).
	ChapterVII string              `json:"chapter_vii,omitempty" yaml:"chapter-vii,omitempty"`
	Languages  []lang.Tag          `json:"published,omitempty" yaml:"languages,omitempty"` // languages it is published in
	Addresses  map[lang.Tag]string `json:"addresses,omitempty" yaml:"addresses,omitempty"` // official addresses
	Relations  []Relation          `json:"relations,omitempty" yaml:"relations,omitempty"`
	// Basis says how the facts above are known; Facts those known on a weaker
	// basis, by their key: {"date": "memory"}.
	Basis Basis            `json:"basis,omitempty" yaml:"basis,omitempty"`
	Facts map[string]Basis `json:"facts,omitempty" yaml:"facts,omitempty"`
	// Doubts says, in words, which of the facts above are uncertain and why.
	Doubts []string `json:"doubts,omitempty" yaml:"doubts,omitempty"`
}

// Basis is how a fact is known.
type Basis string

// From the strongest to the weakest; "" is not known.
const (
	BasisText      Basis = "text"      // the document itself was read
	BasisPart      Basis = "part"      // a part of it was seen: masthead, contents, opening, a page about it
	BasisCitation  Basis = "citation"  // another document of the field cites it so
	BasisSecondary Basis = "secondary" // secondary sources say so
	BasisMemory    Basis = "memory"    // nothing at hand says so: look it up before use
)

// Bases lists them, the strongest first.
var Bases = []Basis{BasisText, BasisPart, BasisCitation, BasisSecondary, BasisMemory}

// Alias is another name of a work. Lang is empty for symbols.
type Alias struct {
	Text string   `json:"text" yaml:"text"`
	Lang lang.Tag `json:"lang,omitempty" yaml:"lang,omitempty"`
}

// Relation ties a work to another: "extends", "amends", "supersedes",
// "addendum-to", "implements", "recalls", "establishes" ...
type Relation struct {
	Type   string `json:"type" yaml:"type"`
	Target Target `json:"target" yaml:"target"`
	Detail string `json:"detail,omitempty" yaml:"detail,omitempty"`
}

// Work is a work as readers see it: what is known of it, which language
// versions are held, and its provisions in order.
type Work struct {
	Description
	Documents  []DocumentInfo `json:"documents,omitempty"`  // versions held, in the order of lang.Texts
	Provisions []Provision    `json:"-"`                    // in reading order
	Warnings   []string       `json:"warnings,omitempty"`   // what joining the versions could not settle
	NoteCount  int            `json:"note_count,omitempty"` // how many notes the digest has on it
}

// Name is what the work is cited by: its symbol, else its title in l (or English, or any).
func (w *Work) Name(l lang.Tag) string {
	if w.Symbol != "" {
		return w.Symbol
	}
	return w.Title(l)
}

// Title is the title in l, else in English, else in any language held, else the ID.
func (w *Work) Title(l lang.Tag) string {
	if t := w.Titles[l]; t != "" {
		return t
	}
	for _, o := range lang.Texts {
		if t := w.Titles[o]; t != "" {
			return t
		}
	}
	return string(w.ID)
}

// Target is the canonical form by which citations name this work.
func (w *Work) Target() Target {
	if w.Symbol != "" {
		return Target(w.Symbol)
	}
	return Target(w.ID)
}

// Texts lists the languages of the versions held.
func (w *Work) Texts() []lang.Tag {
	var ts []lang.Tag
	for _, d := range w.Documents {
		ts = append(ts, d.Lang)
	}
	return ts
}

// Standing is what the words of the version in l are.
func (w *Work) Standing(l lang.Tag) Standing {
	for i := range w.Documents {
		if w.Documents[i].Lang == l {
			return w.Documents[i].Standing()
		}
	}
	return StandingOfficial
}

// Provision finds a provision by its locator, or the one that holds the point
// it names ("para-2.e" is found in "para-2"). It returns nil when there is none.
func (w *Work) Provision(l Locator) *Provision {
	for p := l; p != ""; p = p.Parent() {
		for i := range w.Provisions {
			if w.Provisions[i].Locator == p {
				return &w.Provisions[i]
			}
		}
	}
	return nil
}

// Within is the locator of the first provision that the annex l holds, "" when
// there is none: see Locator.Whole.
func (w *Work) Within(l Locator) Locator {
	for i := range w.Provisions {
		if at := w.Provisions[i].Locator; l.Whole() && strings.HasPrefix(string(at), string(l)+"/") {
			return at
		}
	}
	return ""
}

// Provision is where the language versions of a passage meet: the unit of
// search, of citation and of every permalink.
type Provision struct {
	Locator Locator               `json:"locator"`
	Number  string                `json:"number,omitempty"` // as printed, without its full stop: "27"
	Texts   map[lang.Tag]*Passage `json:"-"`                // empty when only notes are held
	Notes   []Note                `json:"notes,omitempty"`
}

// Passage returns the version in l, else the first held in the order of
// lang.Texts, and its language; nil when no official text is held.
func (p *Provision) Passage(l lang.Tag) (*Passage, lang.Tag) {
	if t := p.Texts[l]; t != nil {
		return t, l
	}
	for _, o := range lang.Texts {
		if t := p.Texts[o]; t != nil {
			return t, o
		}
	}
	return nil, ""
}

// Claims is the place that a citation of l in p may claim: l where its official
// text is held or a note on it was verified, else "", which cites the whole work.
func (p *Provision) Claims(l Locator) Locator {
	for _, t := range p.Texts {
		if p.Locator == l || slices.ContainsFunc(t.Parts, func(x Part) bool { return x.Locator == l }) {
			return l
		}
	}
	for _, n := range p.Notes {
		if n.Status == "verified" && l.Contains(n.Locator) {
			return l
		}
	}
	return ""
}

// Note is a record of the digest: our own-words statement of what a passage
// asks of whom. It is never the official text.
type Note struct {
	ID        string    `json:"id" yaml:"id"`           // stable: "s-res-2396-2017/para-27" or with "#2" for a second one
	Locator   Locator   `json:"locator" yaml:"locator"` // "" for a note on the whole work
	Text      string    `json:"text" yaml:"text"`       // English, our own words
	Role      Role      `json:"role" yaml:"role"`
	Force     Force     `json:"force" yaml:"force"`
	Verb      string    `json:"verb,omitempty" yaml:"verb,omitempty"` // operative verb as printed
	Addressee string    `json:"addressee,omitempty" yaml:"addressee,omitempty"`
	Terms     []TermUse `json:"terms,omitempty" yaml:"terms,omitempty"`
	Cites     []Target  `json:"cites,omitempty" yaml:"cites,omitempty"`
	// Status: "verified" (the whole paragraph was read) or "document-only" (no
	// pinpoint is claimed). Anything else is never exported as a citation.
	Status string `json:"status" yaml:"status"`
}
