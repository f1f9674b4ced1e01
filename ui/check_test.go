package ui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/gin-gonic/gin"

	"concordance/corpus/check"
	"concordance/corpus/store"
	"concordance/index/local"
)

// post sends the form of a draft; fields are pairs. A field "file:NAME" is a file.
func post(t testing.TB, h http.Handler, target string, fields ...string) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		name, file := fields[i], ""
		var part io.Writer
		var err error
		if name, file, _ = strings.Cut(name, ":"); name == "file" {
			part, err = form.CreateFormFile(name, file)
		} else {
			part, err = form.CreateFormField(name)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	form.Close()
	r := httptest.NewRequest(http.MethodPost, target, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// faulty has two sound citations, a wrong year, a paragraph that does not exist,
// and three quotations: exact, altered, made up.
const faulty = `Under paragraph 1 of resolution 9902 (2098), States “Urges every lighthouse to count its visitors”.
Paragraph 2 of resolution 9902 (2098) “Encourages the burning of lighthouses”.

Resolution 9901 (2097) <b>says more</b>, and paragraph 41 of resolution 9902 (2098) says “no ferry shall ever leave the inner harbour again”.`

func checked(t testing.TB, h http.Handler, target string, fields ...string) *goquery.Document {
	t.Helper()
	w := post(t, h, target, fields...)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", target, w.Code, w.Body)
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	if w.Header().Get("ETag") != "" || len(w.Result().Cookies()) > 0 {
		t.Error("the answer can be told again")
	}
	return read(t, w)
}

func TestCheckShowsFaults(t *testing.T) {
	d := checked(t, site(t), "/check?hl=en", "text", faulty, "language", "", "file:", "")
	faults := d.Find(".finding.fault")
	said := text(faults)
	for _, want := range []string{"wrong year", "9901 (2099)", "no such paragraph", "para. 2"} {
		if !strings.Contains(said, want) {
			t.Errorf("the faults do not say %q: %s", want, said)
		}
	}
	if s := text(faults.Find(".surface")); strings.Contains(s, "paragraph 1 of") || strings.Contains(s, "count its visitors") {
		t.Errorf("something sound is accused: %s", s)
	}
	if got := text(faults.Find(".compared del")); !strings.Contains(got, "in the draft:") || !strings.Contains(got, "burning") {
		t.Errorf("the altered word is not marked: %q", got)
	}
	if got := text(faults.Find(".compared ins")); !strings.Contains(got, "in the source:") || !strings.Contains(got, "painting") {
		t.Errorf("the word of the source is not given: %q", got)
	}
	if d.Find(".findings").First().Find(".finding").Not(".fault").Length() > 0 {
		t.Error("faults do not stand first")
	}
	if s := text(d.Find(".verdicts")); !strings.Contains(s, "citations: 2 need attention") {
		t.Errorf("summary %q", s)
	}
	if d.Find(`.finding a[href^="/w/s-res-9902-2098/para-1"]`).Length() == 0 || !strings.Contains(text(d.Find(".passage-fold")), "Urges every lighthouse") {
		t.Error("the paragraph and its words are not offered")
	}
	shown := d.Find(".draft").Clone()
	shown.Find(".verdict").Remove()
	if got, want := text(shown), strings.Join(strings.Fields(faulty), " "); got != want {
		t.Errorf("the draft is shown as %q, want %q", got, want)
	}
	if got := d.Find("textarea").Text(); got != faulty {
		t.Errorf("the form has %q", got)
	}
	whole(t, d)
}

// whole checks that every verdict leads to its finding and back, and has words.
func whole(t testing.TB, d *goquery.Document) {
	t.Helper()
	ids := map[string]int{}
	d.Find("[id]").Each(func(_ int, s *goquery.Selection) { ids[s.AttrOr("id", "")]++ })
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%d elements %q", n, id)
		}
	}
	d.Find(`main a[href^="#"]`).Each(func(_ int, s *goquery.Selection) {
		if ids[strings.TrimPrefix(s.AttrOr("href", ""), "#")] == 0 {
			t.Errorf("%s leads nowhere", s.AttrOr("href", ""))
		}
	})
	d.Find(".verdict").Each(func(_ int, s *goquery.Selection) {
		if text(s) == "" {
			t.Error("a verdict by colour alone")
		}
	})
	if d.Find("[style], script:not([src])").Length() > 0 {
		t.Error("inline style or script, which the policy forbids")
	}
}

func TestCheckSound(t *testing.T) {
	h := site(t)
	d := checked(t, h, "/check", "text", "As paragraph 1 of resolution 9902 (2098) has it, in S/RES/9901 (2099).")
	if n := d.Find(".finding.fault").Length(); n > 0 {
		t.Errorf("%d sound citations accused: %s", n, text(d.Find(".finding.fault")))
	}
	if d.Find(".finding.sound").Length() != 2 || d.Find(".verdicts .fault").Length() > 0 {
		t.Errorf("sound citations: %s", text(d.Find("main")))
	}
	if d := checked(t, h, "/check", "text", "No harbour is named here."); d.Find("main .notice").Length() != 1 {
		t.Error("a text without citations is not told so")
	}
}

func TestCheckArabic(t *testing.T) {
	d := checked(t, site(t), "/check?hl=ar", "text", "عملا بالفقرة 1 من القرار 9902 (2098) والقرار 9901 (2097).", "language", "ar")
	if d.Find("html").AttrOr("dir", "") != "rtl" || d.Find(".draft").AttrOr("dir", "") != "rtl" || d.Find(".draft").AttrOr("lang", "") != "ar" {
		t.Error("not from right to left")
	}
	if d.Find(".finding.fault").Length() != 1 || d.Find(".finding.sound").Length() != 1 {
		t.Errorf("findings: %s", text(d.Find(".findings")))
	}
	if got := d.Find(`select option[selected]`).AttrOr("value", ""); got != "ar" {
		t.Errorf("the choice of language is lost: %q", got)
	}
	if got := d.Find("form.draft-form").AttrOr("action", ""); got != "/check?hl=ar" {
		t.Errorf("the form loses the language of the page: %s", got)
	}
	whole(t, d)
}

// What is wrong is said in the language of the page, with what is there instead.
func TestCheckInEachLanguage(t *testing.T) {
	h := site(t)
	for l, want := range map[string][]string{
		"en": {"no para. 41", "its last is para. 2", "adopted in 2099, not in 2097", "a number from 1 to 2", "says it in other words"},
		"fr": {"ne contient pas par. 41", "le dernier est par. 2", "adoptée en 2099, et non en 2097", "un numéro de 1 à 2", "en d’autres termes"},
		"es": {"no tiene párr. 41", "se aprobó en 2099, no en 2097", "un número del 1 al 2", "con otras palabras"},
		"ru": {"п. 41", "последнее — п. 2", "2099, а не 2097", "номер от 1 до 2", "другими словами"},
		"ar": {"الفقرة 41", "وآخر ما فيه الفقرة 2", "رقم من 1 إلى 2", "بكلمات أخرى"},
		"zh": {"没有第41段", "最后为第2段", "通过于2099年，而非2097年", "1至2之间的编号", "措辞不同"},
	} {
		d := checked(t, h, "/check?hl="+l, "text", faulty, "language", "en")
		found := d.Find(".findings")
		said := text(found.Find(".says, .suggest"))
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s: the faults do not say %q: %s", l, w, said)
			}
		}
		if n := found.Find(".says").Length(); n == 0 || found.Find(`.says > [lang="`+l+`"]`).Length() != n {
			t.Errorf("%s: something is said in another language: %s", l, said)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	h := site(t)
	for name, x := range map[string]struct {
		fields []string
		status int
		says   string
	}{
		"nothing":    {[]string{"text", " \r\n ", "file:", ""}, http.StatusBadRequest, "Paste a text"},
		"long text":  {[]string{"text", strings.Repeat("lantern ", check.MaxText/8+1)}, http.StatusRequestEntityTooLarge, "1 MB"},
		"large file": {[]string{"file:draft.txt", strings.Repeat("lantern ", maxDraftFile/8+1)}, http.StatusRequestEntityTooLarge, "10 MB"},
		"torn file":  {[]string{"file:torn.docx", "torn"}, http.StatusUnprocessableEntity, "the file is torn"},
		"empty file": {[]string{"text", "resolution 9902 (2098)", "file:draft.txt", "\n"}, http.StatusUnprocessableEntity, "no words"},
	} {
		w := post(t, h, "/check?hl=en", x.fields...)
		if w.Code != x.status || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: status %d, %q", name, w.Code, w.Header().Get("Cache-Control"))
		}
		d := read(t, w)
		if got := text(d.Find("[role=alert]")); !strings.Contains(got, x.says) {
			t.Errorf("%s: said %q", name, got)
		}
		if d.Find("form.draft-form").Length() != 1 {
			t.Errorf("%s: no form to try again", name)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/check?hl=en", strings.NewReader("text=resolution"))
	r.Header.Set("Content-Type", "text/plain")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusBadRequest {
		t.Errorf("no form at all: status %d", w.Code)
	}
}

func TestCheckFile(t *testing.T) {
	h := site(t)
	for _, fields := range [][]string{
		{"text", "resolution 9902 (2098)", "language", "en", "file:draft.txt", "\ufeffResolution 9901 (2097)\r\non lanterns."},
		{"file:draft.txt", "Resolution 9901 (2097)\ron lanterns.", "language", "en", "text", "resolution 9902 (2098)"},
	} {
		d := checked(t, h, "/check", fields...)
		if got := text(d.Find(".finding .surface")); !strings.HasSuffix(got, "9901 (2097)") {
			t.Errorf("checked %q, want what stands in the file", got)
		}
	}
}

// Without official texts the page says what cannot be checked, and how to add them.
func TestCheckWithoutTexts(t *testing.T) {
	lib, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if err := lib.Describe(t.Context(), digests()...); err != nil {
		t.Fatal(err)
	}
	engine, err := local.Open("")
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	u, err := New(Config{Library: lib, Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	r := gin.New()
	u.Routes(r)
	for _, d := range []*goquery.Document{open(t, r, "/check?hl=en"), checked(t, r, "/check?hl=en", "text", "paragraph 2 of resolution 9901 (2099)")} {
		if d.Find(`.notice a[href="/help?hl=en#add"]`).Length() != 1 {
			t.Error("not said that paragraphs cannot be checked")
		}
	}
}

// Marks that overlap, touch or lie out of bounds never change the text.
func TestRunsKeepTheText(t *testing.T) {
	const draft = "été 1\n\n第2段, harbour"
	mark := func(r *Run) { r.Class = fault }
	for start := -1; start <= len(draft)+1; start++ {
		for end := start - 1; end <= len(draft)+1; end++ {
			var lines []string
			for _, l := range runs(draft, []extent{{start, end, mark, &Verdict{}}, {3, 12, mark, nil}, {0, 5, mark, nil}}) {
				var b strings.Builder
				for _, r := range l {
					b.WriteString(r.Text)
				}
				if b.Len() > 0 { // else it holds a verdict alone
					lines = append(lines, b.String())
				}
			}
			if got := strings.Join(lines, "\n\n"); got != draft {
				t.Fatalf("%d to %d: %q", start, end, got)
			}
		}
	}
}

// tornReader reads plain text, and fails on a file called torn.
func tornReader(_ context.Context, name string, r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	if strings.HasPrefix(name, "torn") {
		err = errors.New("the file is torn")
	}
	return strings.TrimPrefix(string(b), "\ufeff"), err
}
