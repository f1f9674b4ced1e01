package format

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"concordance/corpus/lang"
)

var docx = Format{
	Name:  "docx",
	Media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	Match: func(name string, head []byte) bool {
		if !bytes.HasPrefix(head, []byte("PK\x03\x04")) {
			return false
		}
		ext := strings.ToLower(filepath.Ext(name))
		return ext == ".docx" || ext == ".docm" || ext == ".dotx" || bytes.Contains(head, []byte("word/"))
	},
	Decode: decodeDOCX,
}

// docxFile is an opened DOCX: a zip of XML parts.
type docxFile struct {
	parts map[string]*zip.File
	read  int64 // bytes unpacked so far
}

func decodeDOCX(ctx context.Context, r io.Reader) (*Text, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	f, err := openDOCX(raw)
	if err != nil {
		return nil, err
	}
	main := f.mainPart()
	d := &docxReader{ctx: ctx, text: &Text{}, file: f, noteAt: map[string]int{}}
	if d.links, err = f.links(main); err != nil {
		return nil, err
	}
	if d.styles, err = f.styles(path.Join(path.Dir(main), "styles.xml")); err != nil {
		return nil, err
	}
	if d.lists, err = f.numbering(path.Join(path.Dir(main), "numbering.xml"), d.styles); err != nil {
		return nil, err
	}
	if d.notes, err = d.readNotes(path.Dir(main)); err != nil {
		return nil, err
	}
	if err := d.readPart(main); err != nil {
		return nil, err
	}
	d.flush()
	if err := f.readCore(d.text); err != nil {
		return nil, err
	}
	if len(d.text.Blocks) == 0 {
		return nil, ErrNoText
	}
	if err := d.numberNotes(path.Dir(main)); err != nil {
		return nil, err
	}
	if d.unheaded() > 0 {
		d.text.warn("", fmt.Sprintf("left out: the table of contents, %d lines", len(d.contents)))
	}
	d.unframe()
	d.text.settle()
	if d.text.Meta.Symbol == "" {
		if err := d.readHeads(main); err != nil {
			return nil, err
		}
	}
	return d.text, d.text.check()
}

func openDOCX(raw []byte) (*docxFile, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("%w: DOCX is cut short or no zip archive", ErrDamaged)
	}
	if len(z.File) > MaxParts {
		return nil, fmt.Errorf("%w of %d parts in a DOCX", ErrTooLarge, MaxParts)
	}
	f := &docxFile{parts: map[string]*zip.File{}}
	for _, p := range z.File {
		f.parts[strings.TrimPrefix(p.Name, "/")] = p
	}
	if f.parts[f.mainPart()] == nil {
		return nil, fmt.Errorf("%w: a zip archive without a Word document in it", ErrUnknown)
	}
	return f, nil
}

// mainPart is the name of the document's part, as the package relations say.
func (f *docxFile) mainPart() string {
	var rels docxRelations
	if f.decode("_rels/.rels", &rels) == nil {
		for _, r := range rels.Relationship {
			if strings.HasSuffix(r.Type, "/officeDocument") {
				return strings.TrimPrefix(path.Clean(r.Target), "/")
			}
		}
	}
	return "word/document.xml"
}

// open gives a part within the limits, or nil when there is none.
func (f *docxFile) open(name string) (io.ReadCloser, error) {
	p := f.parts[name]
	if p == nil {
		return nil, nil
	}
	rc, err := p.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: DOCX part %s: %v", ErrDamaged, name, err)
	}
	// Honest XML is packed to a tenth or a thirtieth of its size.
	share := max(8<<20, 150*int64(p.CompressedSize64))
	return struct {
		io.Reader
		io.Closer
	}{&budgetReader{rc, f, name, share}, rc}, nil
}

// budgetReader counts what is unpacked against the limit of the whole file and
// against what a part of its size may hold.
type budgetReader struct {
	r     io.Reader
	file  *docxFile
	name  string
	share int64
}

func (b *budgetReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.file.read += int64(n)
	b.share -= int64(n)
	if b.file.read > MaxBytes || b.share < 0 {
		return n, fmt.Errorf("%w: DOCX part %s unpacks to too much", ErrTooLarge, b.name)
	}
	return n, err
}

// decode reads a small part into v. A part that is not there leaves v as it is.
func (f *docxFile) decode(name string, v any) error {
	rc, err := f.open(name)
	if rc == nil || err != nil {
		return err
	}
	defer rc.Close()
	return partError(name, xml.NewDecoder(rc).Decode(v))
}

// partError says in which part the XML is broken.
func partError(name string, err error) error {
	if err == nil || errors.Is(err, ErrTooLarge) || errors.Is(err, ErrDamaged) {
		return err
	}
	return fmt.Errorf("%w: DOCX part %s: %s", ErrDamaged, name, brief(err.Error()))
}

type docxRelations struct {
	Relationship []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
		Mode   string `xml:"TargetMode,attr"`
	}
}

// links are the outside addresses of a part's hyperlinks, by relation ID.
func (f *docxFile) links(part string) (map[string]string, error) {
	var rels docxRelations
	if err := f.decode(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"), &rels); err != nil {
		return nil, err
	}
	m := map[string]string{}
	for _, r := range rels.Relationship {
		if r.Mode == "External" && strings.HasSuffix(r.Type, "/hyperlink") {
			m[r.ID] = r.Target
		}
	}
	return m, nil
}

// readHeads reads the masthead out of the page headers, where the templates of
// the United Nations keep the first line of it.
func (d *docxReader) readHeads(main string) error {
	var rels docxRelations
	if err := d.file.decode(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), &rels); err != nil {
		return err
	}
	for _, r := range rels.Relationship {
		if !strings.HasSuffix(r.Type, "/header") {
			continue
		}
		name := path.Join(path.Dir(main), r.Target)
		if path.IsAbs(r.Target) {
			name = strings.TrimPrefix(r.Target, "/")
		}
		n := &docxReader{ctx: d.ctx, text: &Text{}, file: d.file, styles: d.styles, lists: &docxLists{}, noteAt: map[string]int{}}
		if err := n.readPart(name); err != nil {
			return err
		}
		distr := false
		for _, b := range n.text.Blocks {
			for line := range strings.SplitSeq(b.Text, " | ") {
				readMastheadLine(&d.text.Meta, line, &distr)
			}
		}
	}
	return nil
}

// readCore reads the core properties. A title there is too often a template's
// to be believed, so it goes to Other.
func (f *docxFile) readCore(text *Text) error {
	m := &text.Meta
	var core struct {
		Title    string `xml:"title"`
		Language string `xml:"language"`
	}
	if err := f.decode("docProps/core.xml", &core); err != nil {
		return err
	}
	if t, ok := lang.Parse(core.Language); ok && !contradicted(t, text) {
		m.Lang = t
	}
	if t := Normalize(core.Title); t != "" {
		m.Other = map[string]string{"dc:title": t}
	}
	return nil
}

// contradicted reports whether a long text is in another language than the file
// says: word processors write the language of their own interface.
func contradicted(said lang.Tag, t *Text) bool {
	var b strings.Builder
	for _, x := range t.Blocks {
		b.WriteString(x.Text)
		b.WriteByte('\n')
		if b.Len() > 4000 {
			break
		}
	}
	found, _ := lang.Detect(b.String())
	return b.Len() > 1000 && found != "" && found != said
}
