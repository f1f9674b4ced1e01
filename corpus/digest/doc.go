// Package digest is the embedded corpus: what is known of each work, and notes
// that say in our own words what its passages ask of whom.
//
// Adding a work adds an entry to catalogue.yaml; adding notes adds a file named
// for the work. No official text is here.
//
// Files: digest.go (loading, names), check.go (the faults a corpus can have, and
// its size), catalogue.yaml (the works), one YAML file of notes a work.
package digest
