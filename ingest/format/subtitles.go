package format

import (
	"context"
	"fmt"
	"html"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"concordance/corpus/lang"
)

// subtitles are the words of a recording, as WebVTT.
var subtitles = Format{
	Name:  "subtitles",
	Media: "text/vtt",
	Match: func(name string, head []byte) bool {
		if !readable(head) {
			return false
		}
		switch strings.ToLower(filepath.Ext(name)) {
		case ".vtt", ".srt", ".webvtt":
			return true
		case ".txt", "":
			return subtitleHead.Match(head)
		}
		return false
	},
	Decode: decodeSubtitles,
}

// subrip are subtitles of the older form, SubRip (.srt), which many tools write.
var subrip = Format{
	Name:  "subtitles",
	Media: "application/x-subrip",
	Match: func(name string, head []byte) bool {
		return subtitles.Match(name, head) && !webVTT.Match(head)
	},
	Decode: decodeSubtitles,
}

var (
	webVTT       = regexp.MustCompile(`^(?:\xef\xbb\xbf)?WEBVTT`)
	subtitleHead = regexp.MustCompile(`^(?:\xef\xbb\xbf)?(?:WEBVTT(?:[ \t]|\r?\n)|\s*\d+\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> )`)
	cueTimes     = regexp.MustCompile(`^\s*(?:(\d{1,3}):)?(\d\d?):(\d\d)(?:[.,](\d{1,3}))?\s+-->\s+(?:(\d{1,3}):)?(\d\d?):(\d\d)(?:[.,](\d{1,3}))?(?:\s|$)`)
)

// A turn is what a recording's block holds: sentences of one speaker that follow
// each other. It ends with a sentence once it is long enough to read, at a new
// speaker, at a silence, and at the latest at maxTurn.
const (
	goodTurn = 400             // characters
	maxTurn  = 1_500           // characters, for captions without full stops
	silence  = 4 * time.Second // between cues
)

// cue is one subtitle.
type cue struct {
	start, end time.Duration
	speaker    string // of a voice tag; "" unknown
	text       string
	line       int // of the file, from 1
}

// decodeSubtitles gives a block for each turn: Num is the time it begins,
// "00:12:31", Style its speaker.
func decodeSubtitles(ctx context.Context, r io.Reader) (*Text, error) {
	raw, err := readAll(r)
	if err != nil {
		return nil, err
	}
	s, warning, err := toUTF8(raw)
	if err != nil {
		return nil, err
	}
	t := &Text{Meta: Meta{Type: "recording"}}
	if warning != "" {
		t.warn("", warning)
	}
	cues, err := t.readCues(ctx, s)
	if err != nil {
		return nil, err
	}
	if len(cues) == 0 {
		return nil, fmt.Errorf("%w: no subtitle with its times (00:12:31.000 --> 00:12:34.000)", ErrNoText)
	}
	w := &turns{text: t, labels: speakerLabels(cues)}
	for _, c := range cues {
		w.cue(c)
	}
	w.end()
	if len(t.Blocks) == 0 {
		return nil, ErrNoText
	}
	return t, t.check()
}

// readCues reads the cues and what the head of a WebVTT file says.
func (t *Text) readCues(ctx context.Context, s string) ([]cue, error) {
	var cues []cue
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n")
	if head, ok := strings.CutPrefix(lines[0], "WEBVTT"); ok {
		t.Meta.Title = Normalize(strings.TrimLeft(head, " \t-–—:"))
	}
	broken, disordered := 0, 0
	for i := 0; i < len(lines); i++ {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		line := lines[i]
		m := cueTimes.FindStringSubmatch(line)
		switch {
		case m != nil:
		case strings.Contains(line, "-->"):
			if broken++; broken == 1 {
				t.warn(fmt.Sprintf("line %d", i+1), fmt.Sprintf("a subtitle's times cannot be read: %.60q", line))
			}
			continue
		case len(cues) == 0:
			t.headLine(line)
			continue
		default:
			continue // an identifier, a NOTE, a STYLE
		}
		c := cue{start: at(m[1:5]), end: at(m[5:9]), line: i + 1}
		var text []string
		for i++; i < len(lines) && strings.TrimSpace(lines[i]) != "" && !strings.Contains(lines[i], "-->"); i++ {
			text = append(text, lines[i])
		}
		if i < len(lines) && strings.Contains(lines[i], "-->") { // no blank line between: the last line is the next cue's number
			if n := len(text); n > 0 && digitsValue(strings.TrimSpace(text[n-1])) > 0 {
				text = text[:n-1]
			}
			i--
		}
		if n := len(cues); n > 0 && c.start < cues[n-1].start {
			disordered++
		}
		for _, c := range c.voices(text) {
			if len(cues) >= MaxBlocks {
				return nil, fmt.Errorf("%w of %d subtitles", ErrTooLarge, MaxBlocks)
			}
			cues = append(cues, c)
		}
	}
	if broken > 1 {
		t.warn("", fmt.Sprintf("the times of %d subtitles cannot be read", broken))
	}
	if disordered > 0 {
		t.warn("", fmt.Sprintf("%d subtitles begin before the one that stands before them", disordered))
	}
	return cues, nil
}

// headLine reads "Language: en" before the first cue.
func (t *Text) headLine(line string) {
	if v, ok := strings.CutPrefix(line, "Language:"); ok {
		v, _, _ = strings.Cut(strings.TrimSpace(v), "-")
		if l, ok := lang.Parse(v); ok {
			t.Meta.Lang = l
		}
	}
}

// at is a time of hours ("" for none), minutes, seconds and thousandths.
func at(m []string) time.Duration {
	var n [4]int
	for i, s := range m {
		n[i], _ = strconv.Atoi(s)
	}
	for i := len(m[3]); i > 0 && i < 3; i++ {
		n[3] *= 10
	}
	return time.Duration(n[0])*time.Hour + time.Duration(n[1])*time.Minute + time.Duration(n[2])*time.Second + time.Duration(n[3])*time.Millisecond
}

var (
	voiceTag = regexp.MustCompile(`<v(?:\.[^\s>]*)?\s+([^>]{1,200})>`)
	cueTag   = regexp.MustCompile(`</?[a-zA-Z][^>\n]{0,200}>|</?[a-z]>|<\d[\d:.]{4,}>|\{\\[^}\n]{0,200}\}`)
	noise    = regexp.MustCompile(`^[\[(♪♫][^\])]*[\])♪♫]?$`) // [applause], ♪ music ♪
)

// voices parts a cue by its voice tags, cleans its text and leaves out what is
// no speech.
func (c cue) voices(lines []string) []cue {
	var out []cue
	add := func(speaker, s string) {
		s = Normalize(html.UnescapeString(cueTag.ReplaceAllString(strings.ReplaceAll(s, "\n", " "), "")))
		if s != "" && !noise.MatchString(s) {
			n := c
			n.speaker, n.text = speaker, s
			out = append(out, n)
		}
	}
	s := strings.Join(lines, "\n")
	marks := voiceTag.FindAllStringSubmatchIndex(s, -1)
	if len(marks) == 0 {
		for _, l := range dialogue(lines) {
			add("", l)
		}
		return spread(out)
	}
	add("", s[:marks[0][0]])
	for i, m := range marks {
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		add(Normalize(html.UnescapeString(s[m[2]:m[3]])), s[m[1]:end])
	}
	return spread(out)
}

// spread shares the time of a cue among those who speak in it.
func spread(cs []cue) []cue {
	for i := range cs {
		step := (cs[i].end - cs[i].start) / time.Duration(len(cs))
		cs[i].end = cs[i].start + step*time.Duration(i+1)
		cs[i].start += step * time.Duration(i)
	}
	return cs
}

// dialogue parts lines by the dashes or arrows that mark another speaker.
func dialogue(lines []string) []string {
	var out []string
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if n := len(out); n > 0 && !strings.HasPrefix(l, "- ") && !strings.HasPrefix(l, ">>") {
			out[n-1] += " " + l
			continue
		}
		out = append(out, l)
	}
	return out
}

// speakerForm is a name before a colon: a title and a name, words that all begin
// with a capital, or words all in capitals, with what the person is in brackets.
var (
	speakerForm = regexp.MustCompile(`^(?:>>+ ?|- )?(\pL[^:：!?;،؛\n]{1,70}?(?: ?[(（][^()（）:]{1,60}[)）])?) ?[:：] ?`)
	bracketed   = regexp.MustCompile(` ?[(（].*$`)
	titles      = regexp.MustCompile(`^(?:The )?(?:Mr|Mrs|Ms|Mme|Mlle|M|Dr|Sir|Dame|Sr|Sra|Ambassador|President|Chair|Chairperson|Moderator|Secretary-General|Г-н|Г-жа|السيد|السيدة|الرئيس|الرئيسة)\.?(?: |$)|主席|先生|女士`)
	particles   = map[string]bool{"of": true, "the": true, "de": true, "del": true, "la": true, "le": true, "da": true, "dos": true, "van": true, "von": true, "der": true, "den": true, "bin": true, "al": true, "and": true, "y": true, "et": true, "du": true}
)

// labelOf is the name a cue opens with, and the bytes it takes; "" when what
// stands before the colon does not look like one.
func labelOf(s string, known map[string]int) (name string, size int) {
	m := speakerForm.FindStringSubmatchIndex(s)
	if m == nil {
		return "", 0
	}
	name = s[m[2]:m[3]]
	bare := bracketed.ReplaceAllString(name, "")
	if named(bare) || known[name] >= 3 {
		return name, m[1]
	}
	return "", 0
}

// named reports whether words look like a person's name.
func named(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 8 {
		return false
	}
	titled := titles.MatchString(s)
	upper, capitals := 0, 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case strings.HasSuffix(w, ".") && utf8.RuneCountInString(w) > 4:
			return false // the end of a sentence, not "Mrs."
		case w == strings.ToUpper(w) && w != strings.ToLower(w) && utf8.RuneCountInString(w) > 1:
			upper++
			capitals++
		case unicode.IsUpper(r):
			capitals++
		case !particles[w] && !titled:
			return false
		}
	}
	return titled || upper == len(words) || capitals >= 2
}

// speakerLabels counts what stands before the colon at the head of cues: what
// comes again and again is a speaker, in scripts without capitals too.
func speakerLabels(cues []cue) map[string]int {
	known := map[string]int{}
	for _, c := range cues {
		if m := speakerForm.FindStringSubmatch(c.text); m != nil && len(strings.Fields(m[1])) <= 5 && len(known) < 10_000 {
			known[m[1]]++
		}
	}
	return known
}

// turns joins cues.
type turns struct {
	text    *Text
	labels  map[string]int
	speaker string
	b       strings.Builder
	from    time.Duration // where the turn at hand begins
	last    cue
}

// cue takes the next cue.
func (w *turns) cue(c cue) {
	text := c.text
	switch {
	case text == w.last.text && c.speaker == w.last.speaker:
		w.last = c
		return // shown twice
	case c.start-w.last.end >= silence && terminated(w.b.String()):
		w.end()
	}
	text = rolled(w.last.text, text)
	w.last = c
	if name, size := labelOf(text, w.labels); name != "" && c.speaker == "" {
		c.speaker, text = name, text[size:]
	} else if rest := strings.TrimLeft(text, ">"); len(text)-len(rest) >= 2 || strings.HasPrefix(text, "- ") {
		w.end() // someone else, not named
		w.speaker, text = "", strings.TrimLeft(rest, "- ")
	}
	if c.speaker != "" && c.speaker != w.speaker {
		w.end()
		w.speaker = c.speaker
	}
	w.sentences(c, text)
}

// rolled is text without what the cue before showed already: captions that roll
// show each line twice.
func rolled(before, text string) string {
	if before == "" {
		return text
	}
	for at := 0; at < len(before); at++ {
		if at > 0 && before[at-1] != ' ' {
			continue
		}
		if tail := before[at:]; len(tail) >= 12 && strings.HasPrefix(text, tail) && (len(text) == len(tail) || text[len(tail)] == ' ') {
			return strings.TrimLeft(text[len(tail):], " ")
		}
	}
	return text
}

var sentenceEnd = regexp.MustCompile(`[.!?؟۔]["”’»)\]]* |[。！？]["”’』」]*`)

// sentences adds a cue's text; a turn that is long enough ends with the sentence.
func (w *turns) sentences(c cue, text string) {
	whole := max(len(text), 1)
	done := 0
	for text != "" {
		size := len(text)
		if m := sentenceEnd.FindStringIndex(text); m != nil {
			size = m[1]
		}
		w.write(c.start+(c.end-c.start)*time.Duration(done)/time.Duration(whole), text[:size])
		done, text = done+size, text[size:]
		if n := utf8.RuneCountInString(w.b.String()); n >= goodTurn && terminated(w.b.String()) || n >= maxTurn {
			w.end()
		}
	}
}

func (w *turns) write(from time.Duration, s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	if w.b.Len() == 0 {
		w.from = from
	} else if last, _ := utf8.DecodeLastRuneInString(w.b.String()); last != ' ' && !unicode.Is(unicode.Han, last) && !strings.ContainsRune("，。！？、；：", last) {
		w.b.WriteByte(' ')
	}
	w.b.WriteString(s)
}

// end closes the turn. One that begins in the same second as the one before goes
// on with it.
func (w *turns) end() {
	text := Normalize(w.b.String())
	w.b.Reset()
	if text == "" {
		return
	}
	num := clock(w.from)
	if n := len(w.text.Blocks); n > 0 && w.text.Blocks[n-1].Num == num && w.text.Blocks[n-1].Style == w.speaker {
		w.text.Blocks[n-1].Text = Normalize(w.text.Blocks[n-1].Text + " " + text)
		return
	}
	w.text.Blocks = append(w.text.Blocks, Block{Kind: Paragraph, Area: Body, Num: num, Text: text, Style: w.speaker})
}

// clock writes a time as hours, minutes and seconds: "00:12:31".
func clock(d time.Duration) string {
	s := int(d / time.Second)
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// abbreviated: the full stop is of "Mr.", "No." or an initial.
var abbreviated = regexp.MustCompile(`(?:^|[ (])(?:Mr|Mrs|Ms|Dr|St|No|Nos|para|paras|art|vs|Sr|Sra|núm|párr|par|г|п|\pL)\.$`)

// terminated reports whether a text ends as sentences end.
func terminated(s string) bool {
	s = strings.TrimRight(s, ` "”’»)]』」`)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?؟۔。！？", r) && !abbreviated.MatchString(s)
}
