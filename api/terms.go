package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"concordance/corpus/lang"
	"concordance/corpus/vocab"
)

// Vocabulary lists the facets with their terms.
type Vocabulary struct {
	Facets []VocabularyFacet `json:"facets"`
}

// VocabularyFacet is a kind of term.
type VocabularyFacet struct {
	Name   string              `json:"name" example:"theme"`
	Labels map[lang.Tag]string `json:"labels"`
	Use    string              `json:"use" enum:"passages,labels,queries" doc:"What the terms are for: put on passages, naming other values, or only widening queries"`
	Terms  []VocabularyTerm    `json:"terms"`
}

// VocabularyTerm is an entry of the vocabulary.
type VocabularyTerm struct {
	ID     string              `json:"id" example:"theme/risk-assessment"`
	Labels map[lang.Tag]string `json:"labels" doc:"In six languages"`
	// Sources is the provenance of each label.
	Sources    map[lang.Tag]string   `json:"sources" doc:"Where each label was read: GA and SC (language versions of Assembly and Council resolutions), UB (UNBIS Thesaurus), m (from memory), ours (our own translation)"`
	Synonyms   map[lang.Tag][]string `json:"synonyms" doc:"Other names by which it is found"`
	Definition string                `json:"definition,omitempty" doc:"English, our own words"`
	Broader    string                `json:"broader,omitempty"`
	UNBIS      string                `json:"unbis,omitempty" doc:"Address in the UNBIS Thesaurus"`
}

func (a *API) termsRoute() huma.Operation {
	return huma.Operation{
		OperationID: "terms", Path: "/api/v1/terms", Tags: []string{"vocabulary"}, Summary: "The vocabulary",
		Description: "Facets with their terms, labels in six languages and where each label was read.",
		Parameters:  []*huma.Param{query("facet", "Only this facet", huma.TypeString)},
		Middlewares: huma.Middlewares{a.visited, a.cached},
	}
}

func (a *API) terms(ctx context.Context, _ *struct{}) (*answer[Vocabulary], error) {
	only := visitOf(ctx).query.Get("facet")
	out := Vocabulary{Facets: []VocabularyFacet{}}
	var names []string
	for _, f := range vocab.Facets() {
		names = append(names, f.Name)
		if only == "" || only == f.Name {
			out.Facets = append(out.Facets, vocabularyFacet(f))
		}
	}
	if len(out.Facets) == 0 {
		return nil, &Missing{"the vocabulary has no facet " + only + ": it has those nearby", names}
	}
	return &answer[Vocabulary]{Body: out}, nil
}

func vocabularyFacet(f vocab.Facet) VocabularyFacet {
	out := VocabularyFacet{Name: f.Name, Labels: dict(f.Labels), Use: string(f.Use), Terms: []VocabularyTerm{}}
	for _, t := range f.Terms {
		sources := map[lang.Tag]string{}
		for l := range t.Labels {
			sources[l] = t.Source(l)
		}
		out.Terms = append(out.Terms, VocabularyTerm{
			t.ID, dict(t.Labels), sources, dict(t.Synonyms), t.Definition, t.Broader, t.UNBIS,
		})
	}
	return out
}
