package judge

import _ "embed"

// Scoreboard is the table of search, as Markdown; pages show some of it.
//
//go:embed SCORES.md
var Scoreboard string
