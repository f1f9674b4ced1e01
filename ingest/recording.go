package ingest

import (
	"path"
	"regexp"
	"strings"

	"concordance/corpus"
	"concordance/ingest/format"
)

// recording is what was said in a recorded briefing, read from its subtitles. A
// passage is a turn of one speaker, addressed by the time it begins; the speaker
// is its heading.
var recording = Kind{Name: "recording", Match: isRecording, Parse: parseRecording}

func isRecording(t *format.Text) bool { return t.Meta.Type == "recording" }

func parseRecording(t *format.Text) (*corpus.Document, error) {
	c := newComposer(t, corpus.KindBriefing)
	name := path.Base(strings.ReplaceAll(t.Meta.Other["file"], `\`, "/"))
	if t.Meta.Title == "" {
		t.Meta.Title = titleOfName(name)
	}
	c.identify()
	if c.doc.Date == "" {
		c.doc.Date = isoDate.FindString(name)
	}
	if c.doc.Date == "" {
		c.doc.Date = dateIn(t.Meta.Title, c.lang)
	}
	for _, x := range t.Blocks {
		c.turn(x)
	}
	c.end()
	c.inform(corpus.RoleContext)
	return c.finish()
}

// turn is a passage of its own under its speaker's name.
func (c *composer) turn(x format.Block) {
	c.headings = nil
	if x.Style != "" {
		c.headings = []heading{{level: 1, text: x.Style}}
	}
	if clockTime.MatchString(x.Num) {
		c.start(corpus.Locator("time-"+strings.ReplaceAll(x.Num, ":", ".")), x.Num, format.Block{Text: x.Text})
	} else { // nothing says when
		c.start(c.count("head"), "", format.Block{})
		c.append(x.Num, format.Block{Text: x.Text})
	}
	c.end()
}

var (
	clockTime = regexp.MustCompile(`^[0-9]{2,3}:[0-9]{2}:[0-9]{2}$`)
	isoDate   = regexp.MustCompile(`(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}`)
	nameSpace = regexp.MustCompile(`[_\s.-]+`)
	nameEnd   = regexp.MustCompile(`(?i)(?:[._-](?:ar|zh|en|fr|de|ru|es|eng|fra|spa|rus|ara|zho|auto|subtitles|captions))*\.[a-z]{2,6}$`)
)

// titleOfName makes a title of a file's name, "open-briefing_2099-04-14.en.vtt":
// "open briefing".
func titleOfName(name string) string {
	s := nameEnd.ReplaceAllString(name, "")
	s = isoDate.ReplaceAllString(s, "")
	return strings.TrimSpace(nameSpace.ReplaceAllString(s, " "))
}
