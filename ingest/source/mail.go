package source

import (
	"bytes"
	"fmt"
	"io"

	"concordance/ingest/format"
)

// maxMails is how deep mails may be attached to mails.
const maxMails = 5

// withAttachments passes files on; after a mail come the files attached to it,
// named after it: "notice.eml!annex.docx". A mail without words of its own is
// not passed on when it has attachments.
func withAttachments(yield func(File, error) bool) func(File, error) bool {
	return func(f File, err error) bool {
		if err != nil || !format.IsMail(f.Name) {
			return yield(f, err)
		}
		return mail(f, 0, yield)
	}
}

func mail(f File, depth int, yield func(File, error) bool) bool {
	data, err := bytesOf(f)
	if err != nil {
		return yield(f, err)
	}
	f.Open = opener(data)
	m, err := format.ReadMail(bytes.NewReader(data))
	if err != nil || len(m.Files) == 0 {
		return yield(f, nil) // what is wrong with it, its reader says
	}
	if !m.Empty() && !yield(f, nil) {
		return false
	}
	taken := map[string]int{}
	for _, a := range m.Files {
		p, err := admit(a.Name)
		name := a.Name
		if taken[name]++; taken[name] > 1 {
			name = fmt.Sprintf("%d-%s", taken[name], name)
		}
		file := File{Name: f.Name + "!" + name, Size: int64(len(a.Data)), Open: opener(a.Data)}
		ok := true
		switch {
		case err == nil && p == "":
		case err != nil:
			ok = yield(file, err)
		case len(a.Data) == 0:
			ok = yield(file, ErrEmpty)
		case format.IsMail(name) && depth+1 > maxMails:
			ok = yield(file, fmt.Errorf("%w: mails attached to mails deeper than %d", ErrLimit, maxMails))
		case format.IsMail(name):
			ok = mail(file, depth+1, yield)
		default:
			ok = yield(file, nil)
		}
		if !ok {
			return false
		}
	}
	return true
}

func opener(data []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
}

// bytesOf reads a file within the limit.
func bytesOf(f File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, MaxMember+1))
	if err == nil && len(data) > MaxMember {
		err = tooLarge()
	}
	return data, err
}
