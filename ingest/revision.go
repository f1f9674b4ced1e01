package ingest

import (
	"regexp"
	"strconv"
	"strings"

	"concordance/corpus"
	"concordance/ingest/format"
)

// suffix is the last part of a symbol that ties a document to another one.
var suffix = regexp.MustCompile(`(?i)^(.+)/(rev|add|corr|amend)\.([0-9]{1,3})$`)

// relationsOf reads off a symbol what the document is to another: a revision
// supersedes what it revises and the revisions before it, an addendum and a
// corrigendum belong to the document whose symbol they carry on. Of a document
// with two symbols both are read.
func relationsOf(symbol string) []corpus.Relation {
	var out []corpus.Relation
	first, second, _ := strings.Cut(symbol, "-S/")
	for i, s := range []string{first, second} {
		if i == 1 && s != "" {
			s = "S/" + s
		}
		for m := suffix.FindStringSubmatch(s); m != nil; m = suffix.FindStringSubmatch(s) {
			n, _ := strconv.Atoi(m[3])
			out = append(out, relationOf(strings.ToLower(m[2]), m[1], n)...)
			s = m[1]
		}
	}
	return out
}

func relationOf(kind, base string, n int) []corpus.Relation {
	switch kind {
	case "rev":
		rs := []corpus.Relation{{Type: "supersedes", Target: corpus.Target(base)}}
		for k := 1; k < n && k < 20; k++ {
			rs = append(rs, corpus.Relation{Type: "supersedes", Target: corpus.Target(base + "/Rev." + strconv.Itoa(k))})
		}
		return rs
	case "add":
		return []corpus.Relation{{Type: "addendum-to", Target: corpus.Target(base)}}
	case "corr":
		return []corpus.Relation{{Type: "corrects", Target: corpus.Target(base)}}
	}
	return []corpus.Relation{{Type: "amends", Target: corpus.Target(base)}}
}

var (
	reissued = regexp.MustCompile(`(?i)reissued for technical reasons|nouveau tirage pour raisons? techniques?|publicad[oa] nuevamente por razones técnicas|` +
		`переиздан\pL* по техническим причинам|أعيد إصدار\pL* لأسباب (?:فنية|تقنية)|(?:由于|因)技术原因重新(?:印发|分发)`)
	starred     = regexp.MustCompile(`^[A-Z]{1,4}(?:/[A-Za-z0-9.\-]+)+(?: ?\([0-9]{4}\))? ?\*{1,3}$`)
	reissueName = regexp.MustCompile(`_0(?:-[0-9]{7}[A-Z])?\.[a-z]+$`)
)

// reissue notes that the file is the later issue of its document: the symbol in
// the masthead has an asterisk, or a note says so. Of two files of one version
// and format the reissue is kept.
func (c *composer) reissue() {
	star, noted, date := false, false, ""
	look := func(text string) {
		if reissued.MatchString(text) {
			noted = true
			date = dateIn(text, c.lang)
		}
	}
	for i, x := range c.text.Blocks {
		if x.Area == format.Cover {
			for line := range strings.SplitSeq(x.Text, "\n") {
				star = star || starred.MatchString(strings.TrimSpace(line))
			}
		}
		if i < 40 && len(x.Text) < 300 {
			look(x.Text)
		}
	}
	for _, n := range c.text.Notes {
		if len(n.Text) < 300 {
			look(n.Text)
		}
	}
	named := reissueName.MatchString(c.text.Meta.Other["file"])
	if !star && !noted && !named {
		return
	}
	c.doc.Source.Reissued = pick(date != "", date, "yes")
	switch {
	case noted && date != "":
		c.warn("", "reissued for technical reasons on %s", date)
	case noted:
		c.warn("", "reissued for technical reasons")
	case star:
		c.warn("", "the symbol has an asterisk in the masthead: the document was reissued or has a note there")
	}
}
