package ui

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"concordance/corpus/check"
	"concordance/corpus/lang"
)

// DraftReader takes the words out of a file, of which it knows the name. An
// error's text is for the reader, in English.
type DraftReader func(ctx context.Context, name string, r io.Reader) (string, error)

func plainDraft(_ context.Context, _ string, r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	return string(b), err
}

// CheckPath is where drafts are sent.
const CheckPath = "/check"

// MaxForm is how many bytes of a form are read. More than a draft may have, so
// that who sends too much gets an answer and not a broken connection.
const MaxForm = 32 << 20

// Limits of a draft.
const (
	maxDraftFile = 10 << 20
	maxFindings  = 500 // listed under one heading
	checkTime    = 30 * time.Second
)

// checkPage is the view of templates/check.html. Nothing of it outlives the
// answer: a draft is neither stored nor logged, and the answer is not kept.
type checkPage struct {
	*Page
	Languages []Choice
	Draft     string // what stands in the form
	Problem   string // why nothing was checked
	Detail    Said
	NoText    bool // no official text is held: paragraphs cannot be checked
	Checked   bool
	Summary   []Verdicts
	Lines     []DraftLine
	DraftLang lang.Tag // "" when it cannot be told
	DraftDir  string
	Groups    []FindingGroup
}

// problem is why a draft was not checked: a status and a key of the messages.
type problem struct {
	status int
	key    string
	cause  error // nil, or what a file's reader says
}

func (e *problem) Error() string { return e.key }

// checkForm is the empty form.
func (u *UI) checkForm(c *gin.Context) {
	u.answerCheck(c, u.newCheck(c), nil)
}

// checkDraft checks the draft of a form and answers with the findings. The form
// needs no token: it changes nothing, and its answer depends on it alone.
func (u *UI) checkDraft(c *gin.Context) {
	v := u.newCheck(c)
	ctx, cancel := context.WithTimeout(c.Request.Context(), checkTime)
	defer cancel()
	text, l, err := u.readForm(ctx, c)
	v.choose(l)
	v.Draft = text
	if err == nil {
		err = u.check(ctx, v, text, l)
	}
	if errors.Is(err, context.DeadlineExceeded) && c.Request.Context().Err() == nil {
		err = &problem{status: http.StatusServiceUnavailable, key: "too-slow"}
	}
	u.answerCheck(c, v, err)
}

func (u *UI) newCheck(c *gin.Context) *checkPage {
	p := u.newPage(c)
	p.Nav, p.Title, p.Lead = "check", p.T("check.title"), p.T("check.about")
	v := &checkPage{Page: p}
	v.choose("")
	return v
}

// choose lists the languages a draft may be in, l chosen; the first choice is to tell it from the text.
func (v *checkPage) choose(l lang.Tag) {
	v.Languages = []Choice{{Label: v.T("check.automatic"), Current: l == ""}}
	for _, t := range lang.Texts {
		v.Languages = append(v.Languages, Choice{Label: v.Language(t), Tag: t, Current: t == l})
	}
}

func (u *UI) answerCheck(c *gin.Context, v *checkPage, err error) {
	c.Header("Cache-Control", "no-store")
	status := http.StatusOK
	var bad *problem
	if errors.As(err, &bad) {
		status, v.Problem, err = bad.status, v.T("check.problem-"+bad.key), nil
		if bad.cause != nil {
			v.Detail = said(bad.cause.Error(), lang.English)
		}
	}
	n, counted := u.Library.Counts(c.Request.Context())
	if err = errors.Join(err, counted); err != nil {
		u.fail(c, v.Page, err)
		return
	}
	v.NoText = n.Documents == 0
	u.render(c, status, "check", v)
}

// readForm reads the form part by part: nothing of it touches the disk.
func (u *UI) readForm(ctx context.Context, c *gin.Context) (text string, l lang.Tag, err error) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, MaxForm)
	defer io.Copy(io.Discard, c.Request.Body)
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return "", "", &problem{status: http.StatusBadRequest, key: "empty"}
	}
	fromFile := false // it takes the place of the text
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return text, l, unreadable(err)
		}
		switch part.FormName() {
		case "language":
			b, err := io.ReadAll(io.LimitReader(part, 16))
			if err != nil {
				return text, l, unreadable(err)
			}
			l, _ = lang.Parse(string(b))
		case "text":
			if fromFile {
				continue
			}
			if text, err = readText(part); err != nil {
				return "", l, err
			}
		case "file":
			if fromFile = part.FileName() != ""; !fromFile {
				continue // none was chosen
			}
			if text, err = u.readFile(ctx, part); err != nil {
				return "", l, err
			}
		}
	}
	if text == "" {
		return "", l, &problem{status: http.StatusBadRequest, key: "empty"}
	}
	return text, l, nil
}

func readText(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, 2*check.MaxText)) // a browser writes two bytes for the end of a line
	if err != nil {
		return "", unreadable(err)
	}
	return fit(string(b))
}

func (u *UI) readFile(ctx context.Context, part *multipart.Part) (string, error) {
	in := &io.LimitedReader{R: part, N: maxDraftFile + 1}
	text, err := u.ReadDraft(ctx, part.FileName(), in)
	switch {
	case in.N == 0:
		return "", &problem{status: http.StatusRequestEntityTooLarge, key: "large-file"}
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", &problem{http.StatusUnprocessableEntity, "file", err}
	}
	if text, err = fit(text); text == "" && err == nil {
		err = &problem{status: http.StatusUnprocessableEntity, key: "no-words"}
	}
	return text, err
}

// fit makes one sort of line ends, drops what is no text, and refuses what is too long.
func fit(text string) (string, error) {
	text = strings.ToValidUTF8(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(text), "\uFFFD")
	if text = strings.Trim(text, "\n\t "); len(text) > check.MaxText {
		return "", &problem{status: http.StatusRequestEntityTooLarge, key: "long-text"}
	}
	return text, nil
}

func unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &problem{status: http.StatusRequestEntityTooLarge, key: "large-file"}
	}
	return &problem{status: http.StatusBadRequest, key: "cut-off"}
}

// check fills in what was found.
func (u *UI) check(ctx context.Context, v *checkPage, text string, l lang.Tag) error {
	r, err := check.Draft(ctx, u.Library, u.Tagger(), text, l)
	if err != nil {
		return err
	}
	v.Checked = true
	if v.DraftLang = l; l == "" {
		v.DraftLang, _ = lang.Detect(text)
	}
	v.DraftDir = said("", v.DraftLang).Dir
	v.summary(r)
	v.findings(r)
	v.Lines = v.draft(r)
	return nil
}
