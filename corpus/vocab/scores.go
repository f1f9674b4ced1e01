package vocab

import _ "embed"

// Scoreboard is the table of the rules that put terms on passages, as Markdown; pages show some of it.
//
//go:embed SCORES.md
var Scoreboard string
