package local

import "concordance/corpus/lang"

// channel is one way to search: the texts of a language, or our notes.
type channel struct {
	tag   lang.Tag
	note  bool
	text  string // field of the text
	title string // field of titles and headings
}

// channels lists the languages in the order of lang.Texts, then the notes.
var channels = makeChannels()

func makeChannels() []channel {
	var cs []channel
	for _, t := range lang.Texts {
		cs = append(cs, channel{tag: t, text: "text." + string(t), title: "title." + string(t)})
	}
	en := lang.English
	return append(cs, channel{tag: en, note: true, text: "note.en", title: "title.en"})
}

// noteChannel is the index of the notes in channels.
var noteChannel = len(channels) - 1

func channelOf(t lang.Tag) int {
	for i, c := range channels {
		if c.tag == t && !c.note {
			return i
		}
	}
	return -1
}

func (ch *channel) analyser() *analyser { return analysers()[ch.tag] }
