package cite

import _ "embed"

// Scoreboard is the table of the tagger, as Markdown; pages show some of it.
//
//go:embed SCORES.md
var Scoreboard string
