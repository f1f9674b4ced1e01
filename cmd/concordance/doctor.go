package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/spf13/cobra"

	"concordance/corpus"
	"concordance/corpus/digest"
	"concordance/corpus/lang"
	"concordance/index"
)

func doctorCommand(a *app) *cobra.Command {
	var embedded bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Say how the library and the index are, and every doubt about what was read",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if embedded {
				return a.doctorCorpus(c.Context())
			}
			return a.doctor(c.Context())
		},
	}
	c.Flags().BoolVar(&embedded, "corpus", false, "check the embedded corpus instead")
	return c
}

// diagnosis is the state of a data directory.
type diagnosis struct {
	Library corpus.Counts `json:"library"`
	Index   index.Status  `json:"index"`
	Behind  uint64        `json:"behind"` // changes the index does not hold yet
	Read    []readAs      `json:"read"`   // how each file held was read
	Doubts  []doubt       `json:"doubts"`
	// Corrections are what persons said of citations; those that no longer find
	// their words are doubts.
	Corrections int `json:"corrections"`
	Orphans     int `json:"orphans"`
}

// readAs is how a file was read, and how surely.
type readAs struct {
	Document   corpus.DocumentID `json:"document"`
	File       string            `json:"file"`
	Format     string            `json:"format"`
	Genre      string            `json:"genre,omitempty"`
	Identity   corpus.Origin     `json:"identity,omitempty"`
	Pages      int               `json:"pages,omitempty"`
	Passages   int               `json:"passages"`
	Words      int               `json:"words,omitempty"`
	OCR        bool              `json:"ocr,omitempty"`
	Confidence corpus.Confidence `json:"confidence,omitempty"` // "" for what was read before this was kept
	Doubts     int               `json:"doubts"`
}

func readingOf(d corpus.DocumentInfo) readAs {
	r := d.Reading
	return readAs{d.ID, d.Source.File, d.Source.Format, r.Genre, r.Identity, r.Pages, d.Passages, r.Words, r.OCR, r.Confidence, len(d.Warnings)}
}

// doubt is a warning about a work or one of its documents.
type doubt struct {
	Work    corpus.WorkID     `json:"work"`
	Doc     corpus.DocumentID `json:"document,omitempty"`
	Where   string            `json:"where,omitempty"`
	Warning string            `json:"warning"`
}

func (s *server) doctor(c *gin.Context) {
	d, err := s.diagnose(c.Request.Context())
	if err != nil {
		refuse(c, http.StatusInternalServerError, "Not well", err.Error())
		return
	}
	c.JSON(http.StatusOK, d)
}

func (s *server) diagnose(ctx context.Context) (*diagnosis, error) {
	d := &diagnosis{Read: []readAs{}, Doubts: []doubt{}}
	var err error
	if d.Library, err = s.library.Counts(ctx); err != nil {
		return nil, err
	}
	if d.Index, err = s.engine.Status(ctx); err != nil {
		return nil, err
	}
	if d.Library.Seq > d.Index.Seq {
		d.Behind = d.Library.Seq - d.Index.Seq
	}
	for w, err := range s.library.Works(ctx, corpus.Filter{}) {
		if err != nil {
			return nil, err
		}
		for _, text := range w.Warnings {
			d.Doubts = append(d.Doubts, doubt{Work: w.ID, Warning: text})
		}
		for _, doc := range w.Documents {
			d.Read = append(d.Read, readingOf(doc))
			for _, x := range doc.Warnings {
				d.Doubts = append(d.Doubts, doubt{w.ID, doc.ID, x.Where, x.Text})
			}
		}
	}
	return d, s.orphans(ctx, d)
}

// orphans counts the corrections, and doubts those that change nothing.
func (s *server) orphans(ctx context.Context, d *diagnosis) error {
	for c, err := range s.library.Corrections(ctx) {
		if err != nil {
			return err
		}
		d.Corrections++
		if c.Orphan {
			d.Orphans++
			w, _ := c.Document.Split()
			d.Doubts = append(d.Doubts, doubt{w, c.Document, string(c.Locator),
				fmt.Sprintf("the correction of %q by %s no longer finds its words: make it anew, or take it back with correct remove", c.Surface, c.By)})
		}
	}
	return nil
}

func (a *app) doctor(ctx context.Context) error {
	var d diagnosis
	if err := a.ask(ctx, "/internal/doctor", &d); err != nil {
		return err
	}
	if a.output != "table" {
		return a.printJSON(d)
	}
	fmt.Fprintf(a.out, "library: %d works, %d documents, %d passages, %d notes, %d citations\n",
		d.Library.Works, d.Library.Documents, d.Library.Passages, d.Library.Notes, d.Library.Citations)
	fmt.Fprintf(a.out, "index: %d provisions, %d changes behind\n", d.Index.Provisions, d.Behind)
	fmt.Fprintf(a.out, "corrections: %d, %d of them orphans\n", d.Corrections, d.Orphans)
	a.printReadings(d.Read)
	fmt.Fprintf(a.out, "doubts: %d\n", len(d.Doubts))
	for _, x := range d.Doubts {
		fmt.Fprintf(a.out, "  %s %s %s: %s\n", x.Work, x.Doc, x.Where, x.Warning)
	}
	return nil
}

// printReadings counts the files by how surely they were read, and names those
// to compare with the official text. JSON has all of them.
func (a *app) printReadings(read []readAs) {
	sure := map[corpus.Confidence]int{}
	for _, r := range read {
		sure[r.Confidence]++
	}
	fmt.Fprintf(a.out, "read: %d files; confidence high %d, medium %d, low %d", len(read),
		sure[corpus.ConfidenceHigh], sure[corpus.ConfidenceMedium], sure[corpus.ConfidenceLow])
	if n := sure[""]; n > 0 {
		fmt.Fprintf(a.out, ", not kept %d (read by an earlier version: add them again)", n)
	}
	fmt.Fprintln(a.out)
	for _, r := range read {
		if r.Confidence == corpus.ConfidenceLow {
			how := r.Format
			if r.OCR {
				how += ", words recognised from pictures"
			}
			fmt.Fprintf(a.out, "  low: %s from %s (%s), %d passages, %d doubts\n", r.Document, r.File, how, r.Passages, r.Doubts)
		}
	}
}

// inspection is how the embedded corpus is, and what the official texts in the
// library say of it.
type inspection struct {
	digest.Counts
	Official digest.Evidence `json:"official"`
}

// inspect checks the embedded corpus; its failing lists the faults of both kinds.
func (s *server) inspect(c *gin.Context) {
	works, err := digest.Load()
	if err != nil {
		refuse(c, http.StatusInternalServerError, "No corpus", err.Error())
		return
	}
	in := inspection{Counts: digest.Count(works)}
	if in.Official, err = digest.Witness(c.Request.Context(), s.library, works); err != nil {
		refuse(c, http.StatusInternalServerError, "Not checked", err.Error())
		return
	}
	in.Failing = append(in.Failing, in.Official.Failing...)
	c.JSON(http.StatusOK, in)
}

// doctorCorpus checks the embedded corpus; faults end with exit code 1.
func (a *app) doctorCorpus(ctx context.Context) error {
	var in inspection
	if err := a.ask(ctx, "/internal/doctor/corpus", &in); err != nil {
		return err
	}
	if a.output != "table" {
		if err := a.printJSON(in); err != nil {
			return err
		}
	} else {
		a.printInspection(in)
	}
	if len(in.Failing) > 0 {
		return nothing("%d faults in the embedded corpus", len(in.Failing))
	}
	return nil
}

func (a *app) printInspection(in inspection) {
	fmt.Fprintf(a.out, "%d works, %d notes (%d verified, %d on whole documents), %d terms\n",
		in.Works, in.Notes, in.Verified, in.DocumentOnly, in.Terms)
	fmt.Fprint(a.out, "labels:")
	for _, l := range lang.Interface {
		fmt.Fprintf(a.out, " %s %d", l, in.Labels[l])
	}
	o := in.Official
	fmt.Fprintf(a.out, "\nofficial texts in the library: %d; pinpoints found in them: %d of %d checked, of %d claimed\n",
		o.Texts, o.Found, o.Checked, o.Pinpoints)
	fmt.Fprintf(a.out, "words compared with %d English texts\n", o.Compared)
	for _, f := range in.Failing {
		fmt.Fprintln(a.out, f)
	}
}

// ask has the owner of the data directory answer a question into to.
func (a *app) ask(ctx context.Context, path string, to any) error {
	desk, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer desk.Close()
	body, err := desk.post(ctx, path, struct{}{})
	if err != nil {
		return err
	}
	defer body.Close()
	return failed(json.NewDecoder(body).Decode(to))
}
