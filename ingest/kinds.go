package ingest

// Kinds is the table of genres; the first that matches parses the text. Order
// matters: the last takes anything with text.
var Kinds = []Kind{recording, resolution, statement, conceptNote, pressRelease, principles, compendium, report, numbered}
