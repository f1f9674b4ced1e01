// Package source says where bytes come from: files, folders and archives.
//
// Files: source.go (Files), archive.go (zip and tar in their compressions).
package source

import "io"

// File is one readable thing. Name is as the user gave it; inside an archive
// the path there follows after "!": "un-akn-sc.tar.zst!SCresolutions/2021/x.xml".
type File struct {
	Name string
	// Open gives the bytes. For a member of a streamed archive it is valid only
	// until the next file is asked for.
	Open func() (io.ReadCloser, error)
	Size int64 // -1 when unknown
}
