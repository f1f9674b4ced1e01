package vocab

import (
	"slices"
	"testing"

	"concordance/corpus"
	"concordance/corpus/lang"
)

func TestLoad(t *testing.T) {
	v, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if len(v.facets) != len(order) {
		t.Errorf("%d facets, want %d", len(v.facets), len(order))
	}
	entries, err := files.ReadDir(".")
	if err != nil || len(entries) != len(order) {
		t.Errorf("%d files for %d facets: %v", len(entries), len(order), err)
	}
	for _, f := range v.facets {
		if !slices.Contains([]Use{ForPassages, ForLabels, ForQueries}, f.Use) {
			t.Errorf("%s: use %q", f.Name, f.Use)
		}
		for _, term := range f.Terms {
			for _, l := range lang.Interface {
				if term.Labels[l] == "" {
					t.Errorf("%s: no label in %s", term.ID, l)
				}
			}
			if f.Use == ForPassages && term.Definition == "" {
				t.Errorf("%s: no definition", term.ID)
			}
		}
	}
}

// A name that can never be found is a slip of the pen, and so is one that two
// terms of one facet share.
func TestNames(t *testing.T) {
	shared := map[string]bool{ // on purpose: one event is often both
		"cultural and sports events": true, "manifestations culturelles et sportives": true, "actos culturales y deportivos": true,
		"культурные и спортивные мероприятия": true, "المناسبات الثقافية والرياضية": true, "文化体育活动": true,
	}
	for _, f := range Facets() {
		if f.Use == ForLabels {
			continue
		}
		for _, l := range lang.Interface {
			owner := map[string]string{}
			for _, term := range f.Terms {
				for i, s := range term.Names(l) {
					if i > 0 && slices.ContainsFunc(words(s, l), func(w word) bool { return len(w) == 0 }) {
						t.Errorf("%s: %q holds a break and is never found", term.ID, s)
					}
					if o := owner[s]; o != "" && o != term.ID && !shared[s] {
						t.Errorf("%q names %s and %s", s, o, term.ID)
					}
					owner[s] = term.ID
				}
			}
		}
	}
}

func TestLookup(t *testing.T) {
	term := Lookup("theme/risk-assessment")
	if term == nil || term.Label(lang.French) != "Évaluation du risque" || term.Source(lang.French) != "UB" {
		t.Fatalf("%+v", term)
	}
	if got := term.Label(lang.German); got != "Risk assessment" {
		t.Errorf("German falls back to %q", got)
	}
	if got := term.Source(lang.Chinese); got != "ours" {
		t.Errorf("source of the Chinese label: %q", got)
	}
	if Lookup("theme/none") != nil || Terms("none") != nil {
		t.Error("found what is not there")
	}
	if b := Lookup("target/c-soft-target").Broader; Lookup(b) == nil {
		t.Errorf("broader %q", b)
	}
}

// The Council and the Assembly translate two terms differently: both count.
func TestBothRenderings(t *testing.T) {
	for _, c := range []struct {
		l    lang.Tag
		text string
		want []string
	}{
		{"fr", "cibles molles", []string{"target/c-soft-target"}},
		{"fr", "cibles vulnérables", []string{"target/c-soft-target", "target/c-vulnerable-target"}},
		{"es", "objetivos desprotegidos", []string{"target/c-soft-target"}},
		{"es", "blancos fáciles", []string{"target/c-soft-target"}},
		{"ru", "слабозащищенных целей", []string{"target/c-soft-target"}},
		{"ru", "уязвимых целей", []string{"target/c-soft-target", "target/c-vulnerable-target"}},
		{"fr", "infrastructures essentielles", []string{"target/c-ci"}},
		{"fr", "infrastructures critiques", []string{"target/c-ci"}},
		{"es", "infraestructuras críticas", []string{"target/c-ci"}},
		{"es", "infraestructura vital", []string{"target/c-ci"}},
		{"ru", "важнейших объектов инфраструктуры", []string{"target/c-ci"}},
		{"ru", "критически важным объектам инфраструктуры", []string{"target/c-ci"}},
		{"zh", "“软”目标", []string{"target/c-soft-target"}},
		{"zh", "软目标", []string{"target/c-soft-target"}},
	} {
		var got []string
		for _, term := range Expand(c.text, c.l) {
			got = append(got, term.ID)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %q: %v, want %v", c.l, c.text, got, c.want)
		}
	}
}

// Roles, forces and kinds of the domain all have labels.
func TestLabelsOfTheDomain(t *testing.T) {
	for _, r := range []corpus.Role{corpus.RoleObligation, corpus.RoleCall, corpus.RoleRecommendation, corpus.RolePrinciple,
		corpus.RolePractice, corpus.RoleCase, corpus.RoleFinding, corpus.RoleContext, corpus.RoleProcedure} {
		if Lookup("role/"+string(r)) == nil {
			t.Errorf("no label for role %q", r)
		}
	}
	for _, f := range []corpus.Force{corpus.ForceBinding, corpus.ForceBindingOther, corpus.ForceHortatory, corpus.ForceContextual, corpus.ForceGuidance,
		corpus.ForceRecommendation, corpus.ForceStandard, corpus.ForceSARP, corpus.ForceNational, corpus.ForceInformational} {
		if Lookup("force/"+string(f)) == nil {
			t.Errorf("no label for force %q", f)
		}
	}
	for _, k := range []corpus.Kind{corpus.KindResolution, corpus.KindStatement, corpus.KindPrinciples, corpus.KindMemorandum, corpus.KindCompendium,
		corpus.KindGuide, corpus.KindFramework, corpus.KindReport, corpus.KindConceptNote, corpus.KindBriefing, corpus.KindPressRelease,
		corpus.KindDeclaration, corpus.KindDraft, corpus.KindStandard, corpus.KindStrategy, corpus.KindLegislation, corpus.KindInitiative,
		corpus.KindAnalysis, corpus.KindDocument} {
		if Lookup("kind/"+string(k)) == nil {
			t.Errorf("no label for kind %q", k)
		}
	}
}
