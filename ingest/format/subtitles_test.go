package format

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// said lists the turns: time, speaker and text.
func said(t *Text) []string {
	var out []string
	for _, b := range t.Blocks {
		out = append(out, b.Num+" "+b.Style+": "+b.Text)
	}
	return out
}

func TestSubtitles(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"SubRip, cues without a blank line, thousandths after a comma": {
			"1\r\n00:00:01,000 --> 00:00:02,500\r\nThe lamps\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nare lit.\r\n\r\n3\r\n01:00:09,900 --> 01:00:11,000\r\nNow they are out.",
			[]string{"00:00:01 : The lamps are lit.", "01:00:09 : Now they are out."}},
		"names before a colon, and what is none": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\nMr. Otto Wick: One thing remains: the oil.\n\n00:02.000 --> 00:03.000\nNote: it is dear. We said: no.\n\n" +
				"00:03.000 --> 00:04.000\nTHE CHAIR: Thank you.\n\n00:04.000 --> 00:05.000\nAmber de la Mare (Harbour Trust): I agree.",
			[]string{"00:00:01 Mr. Otto Wick: One thing remains: the oil. Note: it is dear. We said: no.", "00:00:03 THE CHAIR: Thank you.",
				"00:00:04 Amber de la Mare (Harbour Trust): I agree."}},
		"voices in one cue share its time": {
			"WEBVTT\n\n00:00:10.000 --> 00:00:20.000\n<v.loud Ann>Who lit it?</v> <v Bo>I did.</v>",
			[]string{"00:00:10 Ann: Who lit it?", "00:00:15 Bo: I did."}},
		"labels in a script without capitals are those that come again": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\nالمنسق: نبدأ الآن.\n\n00:03.000 --> 00:04.000\nالحارس: نعم.\n\n00:05.000 --> 00:06.000\nالمنسق: شكرا.\n\n" +
				"00:07.000 --> 00:08.000\nالحارس: عفوا.\n\n00:09.000 --> 00:10.000\nالمنسق: انتهينا.\n\n00:11.000 --> 00:12.000\nالحارس: حسنا: نذهب.",
			[]string{"00:00:01 المنسق: نبدأ الآن.", "00:00:03 الحارس: نعم.", "00:00:05 المنسق: شكرا.", "00:00:07 الحارس: عفوا.", "00:00:09 المنسق: انتهينا.", "00:00:11 الحارس: حسنا: نذهب."}},
		"captions that roll show each line once": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\nwe lit the lamps<00:01.500><c> of the square</c>\n\n00:02.000 --> 00:03.000\nwe lit the lamps of the square\nand the gate\n\n" +
				"00:03.000 --> 00:04.000\nand the gate\n",
			[]string{"00:00:01 : we lit the lamps of the square and the gate"}},
	} {
		text := mustRead(t, "a.vtt", []byte(c.file))
		if d := cmp.Diff(c.want, said(text)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// A long speech is parted at the ends of sentences, and each part begins when
// its first words are said.
func TestSubtitlesTurns(t *testing.T) {
	var file strings.Builder
	file.WriteString("WEBVTT\n")
	for i := range 60 {
		file.WriteString("\n" + clockOf(i*3) + ".000 --> " + clockOf(i*3+3) + ".000\n")
		file.WriteString("Lamp number " + strings.Repeat("x", i%7+1) + " is lit. The keeper of it")
		if i%2 == 1 {
			file.WriteString(" sleeps.")
		}
		file.WriteString("\n")
	}
	text := mustRead(t, "speech.vtt", []byte(file.String()))
	if len(text.Blocks) < 4 {
		t.Fatalf("%d turns", len(text.Blocks))
	}
	last := ""
	for i, b := range text.Blocks {
		if len(b.Text) > 600 || !strings.HasSuffix(b.Text, ".") && i < len(text.Blocks)-1 || b.Num <= last {
			t.Errorf("turn at %s after %s: %q", b.Num, last, b.Text)
		}
		last = b.Num
	}
}

func clockOf(seconds int) string { return clock(time.Duration(seconds) * time.Second) }

func TestSubtitlesRefused(t *testing.T) {
	for name, c := range map[string]string{"a.vtt": "WEBVTT\n\nNOTE nothing was said\n", "b.srt": "1\n00:00 -> 00:01\nbroken\n"} {
		_, err := read(t, name, []byte(c))
		oneLine(t, err, ErrNoText)
	}
	text := mustRead(t, "c.srt", []byte("1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:0x,000 --> 00:00:04,000\nTwo.\n"))
	if len(text.Warnings) != 1 || text.Warnings[0].Where != "line 6" {
		t.Errorf("warnings %v", text.Warnings)
	}
}

func FuzzSubtitles(f *testing.F) {
	f.Add([]byte("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello.\n- a\n>> b\n"))
	f.Add([]byte("1\n00:00:01,000 --> 00:00:00,000\nA: b\n2\n0:00:00 --> 999:99:99\n{\\an8}x"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if text, err := decodeSubtitles(t.Context(), strings.NewReader(string(raw))); err == nil {
			sound(t, text)
		}
	})
}
