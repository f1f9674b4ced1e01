package main

import (
	"bufio"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

func tagCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "tag",
		Short: "Tag the citations in passages: NDJSON in, NDJSON out",
		Long: "Reads lines {\"id\",\"text\",\"lang\",\"work\"?,\"locator\"?} from standard input and writes lines\n" +
			"{\"id\",\"mentions\":[{\"start\",\"end\",\"target\",\"pinpoints\",\"form\",\"relation\",\"status\",...}]}; offsets are bytes of UTF-8.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.tag() },
	}
}

// tagged is a line in, mentions a line out.
type (
	tagged struct {
		ID      json.RawMessage `json:"id"`
		Text    string          `json:"text"`
		Lang    string          `json:"lang"`
		Work    string          `json:"work"`
		Locator corpus.Locator  `json:"locator"`
	}
	mentions struct {
		ID       json.RawMessage `json:"id"`
		Mentions []mention       `json:"mentions"`
	}
	// mention always carries a target, null where there is none.
	mention struct {
		corpus.Citation
		Target    *corpus.Target   `json:"target"`
		Pinpoints []corpus.Locator `json:"pinpoints"`
	}
)

const maxLine = 16 << 20 // bytes of a line of input

func (a *app) tag() error {
	t := citeTagger()
	lines := bufio.NewScanner(a.in)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	out := bufio.NewWriter(a.out)
	defer out.Flush()
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	bad := 0
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		m, err := tagLine(t, lines.Bytes())
		if err != nil {
			fmt.Fprintf(a.err, "line %d: %v\n", n, err)
			bad++
			continue
		}
		if err := e.Encode(m); err != nil {
			return failed(err)
		}
	}
	if err := lines.Err(); err != nil {
		return failed(fmt.Errorf("standard input: %w (a line may have %d bytes)", err, maxLine))
	}
	if bad > 0 {
		return exitError{code: exitPartly}
	}
	return nil
}

func tagLine(t *cite.Tagger, line []byte) (*mentions, error) {
	var in tagged
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, fmt.Errorf("not a JSON object with id, text and lang: %w", err)
	}
	l := lang.English
	if in.Lang != "" {
		var ok bool
		if l, ok = lang.Parse(in.Lang); !ok {
			return nil, fmt.Errorf("lang %q is not a language of texts: use one of %v", in.Lang, lang.Texts)
		}
	}
	out := &mentions{ID: in.ID, Mentions: []mention{}}
	for _, c := range t.Find(in.Text, l, standing(in.Work, in.Locator)) {
		m := mention{Citation: c, Pinpoints: c.Pinpoints}
		if c.Target != "" {
			m.Target = &c.Target
		}
		if m.Pinpoints == nil {
			m.Pinpoints = []corpus.Locator{}
		}
		out.Mentions = append(out.Mentions, m)
	}
	return out, nil
}

// standing is the place of a text in a work, given by its symbol or ID.
func standing(work string, l corpus.Locator) cite.Place {
	if w, ok := cite.ParseSymbol(work); ok {
		return cite.Place{Work: w, Locator: l}
	}
	return cite.Place{Work: corpus.Target(work), Locator: l}
}
