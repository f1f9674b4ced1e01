// Package lang holds what Concordance knows of each language: its names, its
// direction, and the words its official documents use for months, operative
// verbs and citations. One YAML file a language; adding a language adds a file.
//
// Files: lang.go (tags and loading), detect.go (language from content),
// xx.yaml (the data).
package lang

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// Tag is an ISO 639-1 code: "en", "fr", "es", "ru", "ar", "zh", "de".
type Tag string

// The languages texts are read in: the six of the United Nations, and German
// where the UN publishes it (unofficial; searchable, no interface).
const (
	English Tag = "en"
	French  Tag = "fr"
	Spanish Tag = "es"
	Russian Tag = "ru"
	Arabic  Tag = "ar"
	Chinese Tag = "zh"
	German  Tag = "de"
)

// Texts lists every language a text may be in, in the order readers fall back.
var Texts = []Tag{English, French, Spanish, Russian, Arabic, Chinese, German}

// Interface lists the languages the pages speak.
var Interface = []Tag{English, French, Spanish, Russian, Arabic, Chinese}

// Language is one data file.
type Language struct {
	Tag      Tag    `yaml:"tag"`
	Name     string `yaml:"name"`    // in the language itself
	English  string `yaml:"english"` // in English
	ISO6392  string `yaml:"iso6392"` // "eng", as Akoma Ntoso writes it
	RTL      bool   `yaml:"rtl"`
	Official bool   `yaml:"official"` // one of the six of the United Nations

	// Months are the twelve names as dates are written, January first.
	Months []string `yaml:"months"`

	// Verbs gives the operative and preambular words by weight. The keys are
	// "decides" (binding where Chapter VII holds), "demands", "hortatory"
	// (calls upon, urges, requests, encourages, invites, recommends) and
	// "contextual" (recalls, notes, welcomes ...). Lower case, as the first
	// words of a paragraph; longer forms win.
	Verbs map[string][]string `yaml:"verbs"`

	// ChapterVII are the phrases by which a preamble invokes the Chapter.
	ChapterVII []string `yaml:"chapter-vii"`

	// Advice are the phrases that make a paragraph of a report, a guide or a
	// declaration a recommendation wherever they stand: "states should",
	// "it is recommended". Ought are those that do so only in texts written to
	// guide: "should". Advised are the words a heading has over recommendations.
	Advice  []string `yaml:"advice"`
	Ought   []string `yaml:"ought"`
	Advised []string `yaml:"advised"`

	// Citation holds the words of the citation grammar: name of a slot to
	// its alternatives. Package cite documents the slots.
	Citation map[string][]string `yaml:"citation"`

	// Style holds the words by which citations in the style of the United
	// Nations are written; nil where it has no manual of the language.
	Style *Style `yaml:"style"`

	// Search is how texts of the language are ranked.
	Search Search `yaml:"search"`

	// Pack holds what documents made for readers say in their own words; nil
	// where the pages do not speak the language.
	Pack *Pack `yaml:"pack"`
}

// Search holds what ranking depends on in one language, as measured on test
// collections (index/judge/SCORES.md).
type Search struct {
	// Grams is the length of the letter groups by which words are kin: "terr",
	// "erro", "rror". 0 compares no letters: the characters are words already.
	Grams int `yaml:"grams"`
	// Kin is the weight of kinship beside that of the words themselves.
	Kin float64 `yaml:"kin"`
	// Near is the weight of nearness: 0 where it was measured to help no one.
	Near float64 `yaml:"near"`
}

// Pack is the words of documents made for readers: a pack of provisions, a list
// of them in Markdown.
type Pack struct {
	Title        string            `yaml:"title"`
	About        string            `yaml:"about"` // what is whose in it
	Provisions   string            `yaml:"provisions"`
	Works        string            `yaml:"works"`
	Themes       string            `yaml:"themes"`
	Other        string            `yaml:"other"` // heading of what has no theme
	Bibliography string            `yaml:"bibliography"`
	Note         string            `yaml:"note"`      // label of a note
	Unclaimed    string            `yaml:"unclaimed"` // said of a note that is on no paragraph for certain
	NoText       string            `yaml:"no-text"`   // said where no official text is held
	Standing     map[string]string `yaml:"standing"`  // stands over a text that is not the official one, by what it is
}

// Style is how the United Nations writes citations in one language. A form
// holds one %s, for what fills it; of two, the second is for several.
type Style struct {
	Resolution map[string]string   `yaml:"resolution"` // by organ: "council", "assembly", "ecosoc", "hrc"
	Short      string              `yaml:"short"`      // a resolution named before
	Year       string              `yaml:"year"`       // after the number of a Council resolution
	Places     map[string][]string `yaml:"places"`     // by kind of place
	Containers map[string][]string `yaml:"containers"` // an annex or part: the only one, and a numbered one
	Point      string              `yaml:"point"`      // "(e)" of a paragraph
	Clause     string              `yaml:"clause"`     // a paragraph of an article
	Item       string              `yaml:"item"`       // one of a list without letters
	After      string              `yaml:"after"`      // an unnumbered passage
	Version    string              `yaml:"version"`    // a place counted in one language alone, by that language's own name
	Separator  string              `yaml:"separator"`
	List       string              `yaml:"list"` // between several, and before the last
	And        string              `yaml:"and"`
	Dash       string              `yaml:"dash"`
	Stop       string              `yaml:"stop"` // at the end
}

// Dir is the HTML direction of the language: "ltr" or "rtl".
func (l *Language) Dir() string {
	if l.RTL {
		return "rtl"
	}
	return "ltr"
}

//go:embed *.yaml
var files embed.FS

var all = sync.OnceValue(func() map[Tag]*Language {
	m := map[Tag]*Language{}
	for _, t := range Texts {
		b, err := files.ReadFile(string(t) + ".yaml")
		if err != nil {
			panic(err) // the file is compiled in: only a broken build comes here
		}
		l := new(Language)
		if err := yaml.UnmarshalWithOptions(b, l, yaml.Strict()); err != nil {
			panic(fmt.Errorf("corpus/lang/%s.yaml: %w", t, err))
		}
		m[t] = l
	}
	return m
})

// Get returns the data of t, or nil when t is not a language of texts.
func Get(t Tag) *Language { return all()[t] }

// Parse reads a tag as people and files write it: "EN", "fr-CA", "fra", "zh-Hans".
// ok is false for a language Concordance does not read.
func Parse(s string) (t Tag, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	base, _, _ := strings.Cut(s, "-")
	for _, t := range Texts {
		if l := Get(t); base == string(t) || base == l.ISO6392 {
			return t, true
		}
	}
	return "", false
}
