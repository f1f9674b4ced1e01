// Package export writes works and provisions in the formats of citation
// managers, spreadsheets and programs.
//
// A format is a [Writer] that writes one record after another and holds none,
// so that an export may be as long as the library. What a record may claim is
// decided in one place (item.go): a pinpoint is exported only where the
// official text is held or a note on it is verified; no symbol, date or place
// is made up.
//
// READERS.md lists the programs that read the formats back in the tests.
//
// Files: export.go (the types, the table of formats), item.go (what a record
// says, whatever the format), ris.go, bibtex.go (BibLaTeX too), csl.go, mods.go,
// csv.go, xlsx.go, docx.go and docxparts.go (the pack), words.go (its words),
// markdown.go, akn.go, jsonld.go, ndjson.go; xml.go (escaping), spool.go (what
// can be written only later); graph.go (the citation graph, written in the same
// manner: as it is found).
package export
