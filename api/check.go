package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"concordance/corpus/check"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// CheckPath is where drafts are checked, and MaxDraft how many bytes
// a file may have that is sent there. The text in it may have check.MaxText.
const (
	CheckPath = "/api/v1/citations/check"
	MaxDraft  = 10 << 20
)

// checkTime is how many times as long a draft may take as another answer.
const checkTime = 3

// Checked is what was found in a draft. Neither the draft nor this is kept.
type Checked struct {
	Citations  []check.Finding   `json:"citations"`
	Quotations []check.Quotation `json:"quotations"`
	Faults     int               `json:"faults" doc:"Citations and quotations that an author has to mend"`
	Text       string            `json:"text,omitempty" doc:"The words taken from a file, which the offsets count in; absent where the text itself was sent"`
}

// draft is what a request asks to check.
type draft struct {
	Text string `json:"text"`
	Lang string `json:"lang"`
	read bool   // Text was taken from a file
}

type draftKey struct{}

func (a *API) checkRoute() huma.Operation {
	str := &huma.Schema{Type: huma.TypeString}
	file := &huma.Schema{Type: huma.TypeString, Format: "binary", Description: "A draft: plain text, Markdown or DOCX"}
	fields := map[string]*huma.Schema{"text": str, "lang": str}
	form := map[string]*huma.Schema{"file": file, "text": str, "lang": str}
	return huma.Operation{
		OperationID: "check-citations", Path: CheckPath, Tags: []string{"citations"}, Summary: "Check the citations of a draft",
		Description: "Each citation comes back as ok, wrong-year, no-such-paragraph, superseded, ambiguous, unknown, or not-held (the work " +
			"is not in this library, so that nothing is said against it); each quotation beside one as exact, differs, not-found or not-held. " +
			fmt.Sprintf("A text may have %d bytes, a file %d. Drafts are neither stored nor logged.", check.MaxText, MaxDraft),
		Parameters: []*huma.Param{languageParam()},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			"application/json":    {Schema: &huma.Schema{Type: huma.TypeObject, Properties: fields, Required: []string{"text"}}},
			"multipart/form-data": {Schema: &huma.Schema{Type: huma.TypeObject, Properties: form}},
			"text/plain":          {Schema: str},
		}},
		Middlewares: huma.Middlewares{a.visited, a.drafted},
	}
}

// drafted reads the draft of a request for the handler.
func (a *API) drafted(ctx huma.Context, next func(huma.Context)) {
	d, err := a.readDraft(ctx)
	if err != nil {
		a.fail(humagin.Unwrap(ctx), err)
		return
	}
	ctx.SetHeader("Cache-Control", "no-store")
	next(huma.WithContext(ctx, context.WithValue(ctx.Context(), draftKey{}, d)))
}

func (a *API) readDraft(ctx huma.Context) (*draft, error) {
	const most = MaxDraft + 64<<10 // a form around the file
	body, err := io.ReadAll(io.LimitReader(ctx.BodyReader(), most+1))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long) || len(body) > most:
		return nil, problem{check.ErrTooLong, fmt.Errorf("the request is longer than %d bytes: check the draft in parts", MaxDraft)}
	case err != nil:
		return nil, bad("the request broke off: %w", err)
	}
	media, params, err := mime.ParseMediaType(ctx.Header("Content-Type"))
	if err != nil && ctx.Header("Content-Type") != "" {
		return nil, problem{errMedia, fmt.Errorf("Content-Type: %w", err)}
	}
	d := &draft{Lang: ctx.Query("lang")}
	switch media {
	case "application/json":
		if err := json.Unmarshal(body, d); err != nil {
			return nil, bad(`the body is not a JSON object {"text": "...", "lang": "en"}: %w`, err)
		}
	case "multipart/form-data":
		if err := a.readForm(ctx.Context(), d, multipart.NewReader(bytes.NewReader(body), params["boundary"])); err != nil {
			return nil, err
		}
	case "text/plain", "text/markdown":
		d.Text = string(body)
	default:
		return nil, problem{errMedia, fmt.Errorf("a draft comes as application/json, multipart/form-data or text/plain, not as %q", media)}
	}
	d.Text = strings.ToValidUTF8(d.Text, "\uFFFD")
	if strings.TrimSpace(d.Text) == "" {
		return nil, bad("there is no text: send the draft as text, or as a file")
	}
	return d, nil
}

// readForm reads the fields of a form. A file goes before a text.
func (a *API) readForm(ctx context.Context, d *draft, r *multipart.Reader) error {
	for {
		p, err := r.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return bad("the form cannot be read: %w", err)
		}
		switch name := p.FormName(); {
		case name == "file" || p.FileName() != "":
			if a.ReadDraft == nil {
				return problem{errMedia, errors.New("files are not read here: send the draft as text")}
			}
			text, err := a.ReadDraft(ctx, p.FileName(), p)
			if err != nil {
				return bad("%s: %w", cite.PlainLine(p.FileName()), err)
			}
			d.Text, d.read = text, true
		case name == "text" && !d.read, name == "lang":
			b, err := io.ReadAll(p)
			if err != nil {
				return bad("the form cannot be read: %w", err)
			}
			if name == "lang" {
				d.Lang = string(b)
			} else {
				d.Text = string(b)
			}
		}
	}
}

func (a *API) check(ctx context.Context, _ *struct{}) (*answer[Checked], error) {
	d, _ := ctx.Value(draftKey{}).(*draft)
	if d == nil {
		return nil, bad("there is no text: send the draft as text, or as a file")
	}
	var l lang.Tag
	if d.Lang != "" {
		var ok bool
		if l, ok = lang.Parse(d.Lang); !ok {
			return nil, bad("lang=%s is not a language of texts: use one of %v, or leave it out", cite.PlainLine(d.Lang), lang.Texts)
		}
	}
	r, err := check.Draft(ctx, a.Library, a.Tagger(), d.Text, l)
	if err != nil {
		return nil, err
	}
	base := visitOf(ctx).base
	for i := range r.Citations {
		r.Citations[i].URL = readAt(base, &r.Citations[i], l)
	}
	body := Checked{Citations: r.Citations, Quotations: r.Quotations, Faults: r.Faults()}
	if d.read {
		body.Text = d.Text
	}
	return &answer[Checked]{nil, body}, nil
}

// readAt is where the work of f is read: here at the place it names, else at
// its official address; "" when neither is known.
func readAt(base string, f *check.Finding, l lang.Tag) string {
	switch {
	case f.Work == "":
		return cite.Address(f.Target, l)
	case f.Passage != "":
		return Permalink(base, f.Work, f.Locator)
	}
	return Permalink(base, f.Work, "")
}
