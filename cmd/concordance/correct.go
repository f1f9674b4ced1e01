package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/spf13/cobra"

	"concordance/api"
	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// correctionOrder is a person's word on a citation, in the person's names for
// things. The action "remove" takes a correction back.
type correctionOrder struct {
	Action    corpus.Action    `json:"action"`
	Work      string           `json:"work"`
	Lang      lang.Tag         `json:"lang"`
	Locator   corpus.Locator   `json:"locator"`
	Surface   string           `json:"surface"`
	Nth       int              `json:"nth"`
	Target    string           `json:"target"`
	Pinpoints []corpus.Locator `json:"pinpoints"`
	By        string           `json:"by"`
	Note      string           `json:"note"`
}

const removeCorrection corpus.Action = "remove"

func correctCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "correct",
		Short: "Add, change or reject a citation: a person's word, which survives every re-reading",
		Long: "A correction names the words that cite, as the passage has them, and wins over what the program finds\n" +
			"there. It is kept apart from the documents: reading them again does not undo it. One that no longer finds\n" +
			"its words is kept and listed as an orphan. Who corrects is named by --by or CONCORDANCE_BY, and shown.",
		Example: "  concordance correct add 'S/RES/2396 (2017)/para-42' 'Sanctions List' SC-COMMITTEE/1267-1989-2253 --by 'A. Reader'\n" +
			"  concordance correct change 'S/RES/2396 (2017)/para-42' '2253 (2015)' 'S/RES/2253 (2015)/para-1' --by 'A. Reader'\n" +
			"  concordance correct reject 'S/RES/2396 (2017)/para-42' '1989 (2011)' --by 'A. Reader' --note 'why'\n" +
			"  concordance correct list\n" +
			"  concordance correct remove 'S/RES/2396 (2017)/para-42' 'Sanctions List'",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return fmt.Errorf("say what to do: add, change, reject, list or remove")
		},
	}
	c.AddCommand(
		a.correction(corpus.AddTag, "add WORK/LOCATOR WORDS TARGET[/LOCATOR]", "Say that words cite a work"),
		a.correction(corpus.ChangeTag, "change WORK/LOCATOR WORDS TARGET[/LOCATOR]", "Say that words cite another work or place than was found"),
		a.correction(corpus.RejectTag, "reject WORK/LOCATOR WORDS", "Say that words are no citation"),
		a.correction(removeCorrection, "remove WORK/LOCATOR WORDS", "Take a correction back"),
		a.correctionList(),
	)
	return c
}

// correction is the command of one action.
func (a *app) correction(action corpus.Action, use, short string) *cobra.Command {
	o := correctionOrder{Action: action}
	var l string
	var pins []string
	tags := action == corpus.AddTag || action == corpus.ChangeTag
	args := 2
	if tags {
		args = 3
	}
	c := &cobra.Command{
		Use: use, Short: short, Args: cobra.ExactArgs(args),
		RunE: func(c *cobra.Command, args []string) error {
			var ok bool
			if o.Lang, ok = lang.Parse(l); !ok {
				return fmt.Errorf("--lang %s is not a language of texts: use one of %v", l, lang.Texts)
			}
			if o.Work, o.Locator = reference(args[0]); o.Locator == "" {
				return fmt.Errorf("%s names no passage: write WORK/LOCATOR, such as 'S/RES/2396 (2017)/para-27'", args[0])
			}
			if only := o.Locator.Only(); only != "" && !c.Flags().Changed("lang") {
				o.Lang = only // pp-3@fr says its language
			}
			if o.By == "" && action != removeCorrection {
				return errors.New("say who corrects, with --by NAME or CONCORDANCE_BY")
			}
			if c.Flags().Changed("nth") && o.Nth < 1 {
				return errors.New("--nth counts from 1")
			}
			o.Surface = args[1]
			if tags {
				o.Target = args[2]
			}
			for _, p := range pins {
				o.Pinpoints = append(o.Pinpoints, corpus.Locator(p))
			}
			return a.correct(c.Context(), o)
		},
	}
	f := c.Flags()
	f.StringVar(&l, "lang", "en", "`language` of the text")
	f.IntVar(&o.Nth, "nth", 0, "which time the words stand in the passage, from 1")
	if action != removeCorrection {
		f.StringVar(&o.By, "by", os.Getenv("CONCORDANCE_BY"), "`name` of who corrects (CONCORDANCE_BY)")
		f.StringVar(&o.Note, "note", "", "why, in `words`")
	}
	if tags {
		f.StringSliceVar(&pins, "pinpoint", nil, "`locator` in the work cited, such as para-2.e; may be given again")
	}
	return c
}

func (a *app) correct(ctx context.Context, o correctionOrder) error {
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	body, err := d.post(ctx, "/internal/correct", o)
	if err != nil {
		return err
	}
	defer body.Close()
	var c api.Correction
	if err := json.NewDecoder(body).Decode(&c); err != nil {
		return failed(err)
	}
	switch a.output {
	case "json":
		return a.printJSON(c)
	case "ndjson":
		return a.printLine(c)
	}
	if o.Action == removeCorrection {
		fmt.Fprint(a.out, "taken back: ")
	}
	a.printCorrection(c)
	return nil
}

func (a *app) printCorrection(c api.Correction) {
	fmt.Fprintf(a.out, "%s %s/%s %q", c.Action, c.Document, c.Locator, c.Surface)
	if c.Nth > 1 {
		fmt.Fprintf(a.out, " (%d)", c.Nth)
	}
	if c.Target != "" {
		fmt.Fprintf(a.out, " -> %s", c.Target)
	}
	for _, p := range c.Pinpoints {
		fmt.Fprintf(a.out, " %s", p)
	}
	fmt.Fprintf(a.out, "; %s, %s", c.By, strings.SplitN(c.At, "T", 2)[0])
	if c.Note != "" {
		fmt.Fprintf(a.out, ": %s", c.Note)
	}
	if c.Orphan {
		fmt.Fprint(a.out, " [orphan: it no longer finds its words]")
	}
	fmt.Fprintln(a.out)
}

func (a *app) correctionList() *cobra.Command {
	return &cobra.Command{
		Use: "list [WORK]", Short: "List the corrections, of one work or all", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			of := ""
			if len(args) == 1 {
				of, _ = reference(args[0])
			}
			return a.listCorrections(c.Context(), of)
		},
	}
}

func (a *app) listCorrections(ctx context.Context, of string) error {
	d, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	all, err := d.corrections(ctx)
	if err != nil {
		return err
	}
	if of != "" {
		id := cite.WorkID(corpus.Target(of))
		all = slices.DeleteFunc(all, func(c api.Correction) bool { return c.Work != id })
	}
	switch a.output {
	case "json":
		err = a.printJSON(all)
	default:
		for _, c := range all {
			if a.output == "table" {
				a.printCorrection(c)
			} else if err = a.printLine(c); err != nil {
				return err
			}
		}
	}
	if err == nil && len(all) == 0 {
		return nothing("no corrections")
	}
	return err
}

// corrections are all the corrections, page by page.
func (d *desk) corrections(ctx context.Context) ([]api.Correction, error) {
	all := []api.Correction{}
	for query := (url.Values{"size": {"1000"}}); ; {
		var part api.Corrections
		if err := d.json(ctx, "/api/v1/corrections", query, &part); err != nil {
			return nil, err
		}
		all = append(all, part.Corrections...)
		if part.Next == "" {
			return all, nil
		}
		query.Set("cursor", part.Next)
	}
}

// correct carries out an order and brings the index up to it.
func (s *server) correct(c *gin.Context) {
	var o correctionOrder
	if err := c.ShouldBindJSON(&o); err != nil {
		refuse(c, http.StatusBadRequest, "Bad order", err.Error())
		return
	}
	s.change.Lock()
	defer s.change.Unlock()
	ctx := c.Request.Context()
	kept, err := s.keep(ctx, o)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		refuse(c, http.StatusNotFound, "Not found", err.Error())
	case errors.Is(err, corpus.ErrBadCorrection):
		refuse(c, http.StatusUnprocessableEntity, "Not corrected", err.Error())
	case err != nil:
		refuse(c, http.StatusInternalServerError, "Not corrected", err.Error())
	default:
		if err := s.catchUp(context.WithoutCancel(ctx), func(event) {}); err != nil {
			refuse(c, http.StatusInternalServerError, "Not indexed", "the correction is kept, and the index does not hold it yet: "+err.Error())
			return
		}
		c.JSON(http.StatusOK, api.NewCorrection(kept))
	}
}

// keep does in the library what o says.
func (s *server) keep(ctx context.Context, o correctionOrder) (corpus.Correction, error) {
	c := corpus.Correction{Locator: o.Locator, Surface: strings.Join(strings.Fields(o.Surface), " "), Nth: o.Nth,
		Action: o.Action, By: strings.TrimSpace(o.By), At: time.Now().UTC().Truncate(time.Second), Note: strings.TrimSpace(o.Note)}
	id, err := s.library.Find(ctx, corpus.Target(o.Work))
	if o.Action == removeCorrection {
		if err != nil { // the work may be gone, and the correction an orphan
			id = cite.WorkID(corpus.Target(o.Work))
		}
		c.Document = corpus.NewDocumentID(id, o.Lang)
		return s.library.Uncorrect(ctx, c)
	}
	if err != nil {
		return c, err
	}
	if err := s.holds(ctx, id, o.Lang); err != nil {
		return c, err
	}
	c.Document = corpus.NewDocumentID(id, o.Lang)
	if o.Target != "" {
		var place corpus.Locator
		if c.Target, place, err = s.meant(ctx, o.Target); err != nil {
			return c, err
		}
		if place != "" {
			c.Pinpoints = append(c.Pinpoints, place)
		}
	}
	c.Pinpoints = append(c.Pinpoints, o.Pinpoints...)
	return s.library.Correct(ctx, c)
}

// holds says in which languages a work is held, when l is none of them.
func (s *server) holds(ctx context.Context, id corpus.WorkID, l lang.Tag) error {
	w, err := s.library.Summary(ctx, id)
	if err != nil {
		return err
	}
	switch held := w.Texts(); {
	case slices.Contains(held, l):
		return nil
	case len(held) == 0:
		return fmt.Errorf("the text of %s is not held, only notes on it: ingest the text first: %w", w.Name(l), corpus.ErrNotFound)
	default:
		return fmt.Errorf("%s is held in %v, not in %s: say which with --lang: %w", w.Name(l), held, l, corpus.ErrNotFound)
	}
}

// named is the canonical form of what has no symbol: UN-CHARTER, TREATY/NPT, SC-COMMITTEE/1373.
var named = regexp.MustCompile(`^[A-Z]+(?:-[A-Z0-9]+)*(?:/[A-Z0-9-]+|-[A-Z0-9]+)$`)

// meant is the canonical target that a person names, by symbol, ID or alias,
// and the place in it. Members of a set are joined by " + ".
func (s *server) meant(ctx context.Context, text string) (corpus.Target, corpus.Locator, error) {
	var targets []string
	var place corpus.Locator
	for one := range strings.SplitSeq(text, " + ") {
		r, parsed := cite.ParseReference(one)
		if !parsed {
			r.Target = corpus.Target(strings.TrimSpace(one))
		}
		id, err := s.library.Find(ctx, r.Target)
		switch {
		case err == nil:
			w, err := s.library.Summary(ctx, id)
			if err != nil {
				return "", "", err
			}
			r.Target = w.Target()
		case !errors.Is(err, corpus.ErrNotFound):
			return "", "", err
		case !parsed && !named.MatchString(string(r.Target)):
			return "", "", fmt.Errorf("%w: %q is no symbol, and no work in the library has that name: write a symbol, such as 'S/RES/2396 (2017)', or the ID of a work",
				corpus.ErrBadCorrection, one)
		}
		targets = append(targets, string(r.Target))
		place = r.Locator
	}
	if len(targets) > 1 {
		place = "" // of which of them, nobody could tell
	}
	return corpus.Target(strings.Join(targets, " + ")), place, nil
}
