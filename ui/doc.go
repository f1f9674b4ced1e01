// Package ui is the pages: server-rendered, complete without JavaScript, in
// six languages of interface.
//
// A page is built in three steps. A handler (one file a page: home.go,
// search.go, work.go, passage.go, map.go, themes.go, sources.go, new.go, help.go)
// asks the library and the engine, and makes a view: plain values with every word
// already in the reader's language. The view goes into a template
// (templates/), the template into a buffer, the buffer to the reader; so a
// page that fails half way is an error page and never half a page.
//
// Two languages are at work and never mixed: the interface's (?hl=, else
// Accept-Language) and the texts' (?lang=, else the interface's). Every link
// keeps both. An element whose language is not the page's says so (lang, dir).
//
// Files: ui.go (configuration, routes, rendering), page.go (what all pages
// share), words.go (messages, plurals, numbers, dates), locator.go (locators as
// words), link.go (addresses), mark.go (text cut into citations and matches),
// timeline.go (hits by year), why.go (why a hit was found), feed.go (a search as
// an Atom feed), chip.go (what a citation links to), provision.go (a passage with its
// notes), cite.go (cite this, and who asks a permalink for a record), capture.go
// (what reference managers, search engines and harvesters take from a page),
// moved.go (old permalinks), static.go (style sheet and script under hashed addresses),
// beside.go (a second language beside the first), find.go (words in a work),
// errors.go. Every word of the pages stands in messages/, one file a language.
package ui
