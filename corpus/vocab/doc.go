// Package vocab is the controlled vocabulary: facets of terms with labels and
// synonyms in the six languages, and the rule tagger that finds them in texts.
//
// Adding a facet adds a file; adding a term adds an entry. Each file says where
// a label was read: GA and SC (language versions of Assembly and Council
// resolutions), UB (UNBIS Thesaurus), m (from memory). A label without a mark
// is our own translation. The Assembly and the Council translate some terms
// differently; the other rendering stands among the synonyms.
//
// A theme holds many things, so its names do not all mean the same; the concepts
// (concept.yaml) do: they widen queries, and are put on no passage.
//
// Files: vocab.go (facets, terms, loading), words.go (cutting and folding
// text), trie.go (matching), tagger.go (tagging documents, expanding queries),
// one YAML file a facet.
package vocab
