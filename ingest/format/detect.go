package format

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// looksXML reports whether a file begins as XML does.
func looksXML(head []byte) bool {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	return bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("\xff\xfe<\x00?\x00")) || bytes.HasPrefix(head, []byte("\xfe\xff\x00<\x00?"))
}

var rootElement = regexp.MustCompile(`<([A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)[\s/>]`)

// refusal says what a file is that no format reads, and what can be done.
func refusal(name string, head []byte) error {
	ext := strings.ToLower(filepath.Ext(name))
	if len(bytes.TrimSpace(head)) == 0 {
		return ErrEmpty
	}
	if looksXML(head) || ext == ".xml" && bytes.ContainsRune(head, '<') {
		root := "unknown"
		if m := rootElement.FindSubmatch(head); m != nil {
			root = string(m[2])
		}
		return fmt.Errorf("%w: XML with the root element %q, not Akoma Ntoso", ErrUnknown, root)
	}
	kind := mimetype.Detect(head)
	what := kind.String()
	if bytes.HasPrefix(head, oleHead) && (ext == ".docx" || ext == ".docm") {
		return fmt.Errorf("%w: take the password off in Word, and save it again", ErrLocked)
	}
	if ext == ".msg" {
		return fmt.Errorf("%w: %s", ErrUnknown, advice[ext])
	}
	if kind.Is("application/x-ole-storage") {
		return fmt.Errorf("%w: an old Microsoft file: save it as DOCX or PDF first", ErrUnknown)
	}
	for k := kind; k != nil; k = k.Parent() {
		if advice := advice[k.Extension()]; advice != "" {
			return fmt.Errorf("%w: %s", ErrUnknown, advice)
		}
	}
	if claimed := claims[ext]; claimed != "" {
		return fmt.Errorf("%w: named %s, but the content is %s", ErrUnknown, claimed, what)
	}
	return fmt.Errorf("%w: %s; Concordance reads Akoma Ntoso XML, DOCX, HTML, PDF, Markdown, plain text, subtitles and mails", ErrUnknown, what)
}

// claims are the extensions of the formats read here.
var claims = map[string]string{".pdf": "PDF", ".docx": "DOCX", ".html": "HTML", ".htm": "HTML", ".txt": "text", ".md": "Markdown", ".xml": "XML"}

// advice for types people have and Concordance does not read.
var advice = map[string]string{
	".doc": "an old Word document (.doc): save it as DOCX or PDF first",
	".rtf": "Rich Text (.rtf): save it as DOCX or PDF first",
	".msg": "an Outlook message (.msg): save it as .eml, and what is attached to it as files",
	".odt": "OpenDocument text (.odt): save it as DOCX or PDF first",
}
