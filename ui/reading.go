package ui

import (
	"cmp"
	"path"
	"strings"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// readingPage is the view of templates/reading.html: how the files of a work were
// read, and every doubt.
type readingPage struct {
	*Page
	Head  Work
	Back  string
	Files []readFile
	Joins []Said // what joining the versions could not settle
}

// readFile is one language version, read from one file.
type readFile struct {
	Language   string
	Tag        lang.Tag
	URL        string // the work in that language
	Facts      []Fact
	Confidence string // "high", "medium", "low", "" not kept
	Sure       string // the confidence in words
	Doubts     []Said
}

// readingPath is the last part of the page's address.
const readingPath = "report"

func (u *UI) readingPage(p *Page, w *corpus.Work) (any, error) {
	v := &readingPage{Page: p, Head: p.head(w, reading(w, p.Text)), Back: p.Work(w.ID, "")}
	for i := range w.Documents {
		v.Files = append(v.Files, p.readFile(w, &w.Documents[i]))
	}
	for _, s := range w.Warnings {
		v.Joins = append(v.Joins, said(s, lang.English))
	}
	p.Title = p.T("reading.title") + p.T("list.colon") + w.Name(p.Tag)
	return v, nil
}

func (p *Page) readFile(w *corpus.Work, d *corpus.DocumentInfo) readFile {
	r := d.Reading
	f := readFile{Language: p.Language(d.Lang), Tag: d.Lang, URL: p.with("lang", string(d.Lang)), Confidence: string(r.Confidence)}
	f.URL = strings.Replace(f.URL, "/"+readingPath, "", 1)
	if r.Confidence != "" {
		f.Sure = p.T("reading.sure-" + string(r.Confidence))
	}
	add := func(key string, value Said) {
		if value.Text != "" {
			f.Facts = append(f.Facts, Fact{Name: p.T("reading." + key), Value: value})
		}
	}
	number := func(key string, n int) {
		if n > 0 {
			add(key, said(p.Num(n), p.Tag))
		}
	}
	add("file", Said{Text: path.Base(strings.ReplaceAll(d.Source.File, `\`, "/"))}) // its folder is the operator's own
	add("format", said(p.Word("reading.formats", d.Source.Format), p.Tag))
	if r.OCR {
		add("how", said(p.T("reading.ocr"), p.Tag))
	}
	if r.Identity != "" {
		add("identity", said(p.Word("reading.origin", string(r.Identity)), p.Tag))
	}
	number("pages", r.Pages)
	number("passages", d.Passages)
	number("notes", r.Notes)
	number(cmp.Or(map[lang.Tag]string{lang.Chinese: "characters"}[d.Lang], "words"), r.Words)
	for _, x := range d.Warnings {
		s := x.Text
		if x.Where != "" {
			s = x.Where + ": " + s
		}
		f.Doubts = append(f.Doubts, said(s, lang.English))
	}
	return f
}
