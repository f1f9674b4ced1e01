package corpus

// Role is what a passage is. Per passage, not per work.
type Role string

const (
	RoleObligation     Role = "obligation"
	RoleCall           Role = "call"
	RoleRecommendation Role = "recommendation"
	RolePrinciple      Role = "principle"
	RolePractice       Role = "good-practice"
	RoleCase           Role = "case-study"
	RoleFinding        Role = "finding"
	RoleContext        Role = "context"
	RoleProcedure      Role = "procedure"
)

// Force is the weight a passage's operative verb and its chapter give it; the
// values are the IDs of the vocabulary's "force" facet.
type Force string

const (
	ForceBinding        Force = "binding-decides"      // the Council decides or demands under Chapter VII
	ForceBindingOther   Force = "binding-other"        // decides outside Chapter VII: disputed
	ForceHortatory      Force = "hortatory"            // calls upon, urges, requests, encourages, invites, recommends
	ForceContextual     Force = "contextual"           // preamble; recalls, notes, welcomes
	ForceGuidance       Force = "guidance-non-binding" // principles, memoranda, compendium, guides
	ForceRecommendation Force = "recommendation-ga"    // an Assembly resolution's hortatory verbs
	ForceStandard       Force = "standard-voluntary"
	ForceSARP           Force = "sarp-icao"
	ForceNational       Force = "national-law"
	ForceInformational  Force = "informational"
)

// TermUse is a term of the vocabulary on a passage or a note, with its provenance.
type TermUse struct {
	ID   string `json:"id" yaml:"id"`                         // "theme/risk-assessment", "target/religious-site"
	From string `json:"from,omitempty" yaml:"from,omitempty"` // "curated", "rule" or "person"
}
