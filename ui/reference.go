package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"maps"
	"regexp"
	"slices"
	"strings"

	"concordance/corpus"
)

// referencePath is the page that shows the description of the API.
const referencePath = "/help/api"

// referencePage is the view of templates/reference.html. Its matter is what the
// API says of itself, which is English.
type referencePage struct {
	*Page
	About    []template.HTML // paragraphs
	Chapters []*APIChapter
}

// APIChapter is the operations of one kind.
type APIChapter struct {
	ID, Label  string
	Operations []Operation
}

// Operation is one method of one address.
type Operation struct {
	ID, Method, Path string
	Summary          string
	About            template.HTML
	Parameters       []Parameter
}

// Parameter is what an operation can be given.
type Parameter struct {
	Name, In string
	Required bool
	About    template.HTML
}

// openAPI is what is read of a description.
type openAPI struct {
	Info struct{ Description string }
	Tags []struct{ Name, Description string }
	// by path and method
	Paths map[string]map[string]struct {
		Summary, Description string
		Tags                 []string
		Parameters           []struct {
			Name, In, Description string
			Required              bool
		}
	}
}

// reference shows the description of the API, so that it can be read without a
// program of a third party.
func (u *UI) reference(_ context.Context, p *Page) (any, error) {
	if u.Description == nil {
		return nil, fmt.Errorf("no description of the API: %w", corpus.ErrNotFound)
	}
	var d openAPI
	if err := json.Unmarshal(u.Description(), &d); err != nil {
		return nil, fmt.Errorf("description of the API: %w", err)
	}
	p.Nav = "help"
	p.Title = p.T("help.reference")
	p.Canonical = p.base + referencePath
	v := &referencePage{Page: p}
	for paragraph := range strings.SplitSeq(d.Info.Description, "\n\n") {
		v.About = append(v.About, plainMarks(paragraph))
	}
	v.Chapters = chapters(&d)
	return v, nil
}

// chapters sorts the operations by their tags, in the order of the description,
// then by address and method.
func chapters(d *openAPI) []*APIChapter {
	byTag := map[string]*APIChapter{}
	var all []*APIChapter
	for _, t := range d.Tags {
		c := &APIChapter{ID: t.Name, Label: t.Description}
		byTag[t.Name] = c
		all = append(all, c)
	}
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			x := d.Paths[path][method]
			if len(x.Tags) == 0 || byTag[x.Tags[0]] == nil {
				continue
			}
			c := byTag[x.Tags[0]]
			o := Operation{ID: c.ID + "-" + fmt.Sprint(len(c.Operations)+1), Method: strings.ToUpper(method), Path: path,
				Summary: x.Summary, About: plainMarks(x.Description)}
			for _, a := range x.Parameters {
				o.Parameters = append(o.Parameters, Parameter{Name: a.Name, In: a.In, Required: a.Required, About: plainMarks(a.Description)})
			}
			c.Operations = append(c.Operations, o)
		}
	}
	return slices.DeleteFunc(all, func(c *APIChapter) bool { return len(c.Operations) == 0 })
}

var strong = regexp.MustCompile(`\*\*([^*]+)\*\*`)

// plainMarks are words with the two marks that descriptions use: code and strong.
func plainMarks(s string) template.HTML {
	s = html.EscapeString(s)
	s = code.ReplaceAllString(s, "<code>$1</code>")
	return template.HTML(strong.ReplaceAllString(s, "<strong>$1</strong>")) // escaped above
}
