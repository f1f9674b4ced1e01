// Package api is the HTTP API of Concordance: search, works, passages, the
// citations between them, the vocabulary, and exports. Gin serves it; huma
// describes it, so that /openapi.json is made of the very types the handlers
// answer with.
//
// Everything is read-only and open to every origin. Errors are RFC 9457
// problems that say what to do. An answer carries an ETag made of the index's
// generation and the address asked, so that a poll costs nothing while nothing
// changes.
//
// Files: api.go (Config, New, the table of routes), route.go (huma's
// operations on Gin: locators with slashes, suffixes, HEAD), spec.go and
// params.go (the description), errors.go (errors and their statuses), visit.go
// (address, time limit and caching of a request), page.go (cursors),
// resources.go (the resource types), build.go and builder.go (making them of
// works, without HTTP), and one file a group of routes: search.go, suggest.go,
// terms.go, works.go, passages.go, moved.go (places with another locator now),
// citations.go, export.go, unapi.go, health.go, metrics.go.
package api
