package ui

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/gin-gonic/gin"

	"concordance/corpus"
	"concordance/corpus/lang"
	"concordance/corpus/store"
	"concordance/index"
	"concordance/index/local"
)

// The library of these tests is made up: a resolution in four languages, one
// it cites, one that cites it, and a memorandum of which only notes are held.

var citation = regexp.MustCompile(`\[([^|\]]*)\|([^\]]*)\]`)

// passage makes a passage of text in which [target#locator|words] is a
// citation, [?reason|words] one that could not be settled, and lines that
// begin with (a) are points.
func passage(l corpus.Locator, number, text string) corpus.Passage {
	p := corpus.Passage{Locator: l, Number: number, Role: corpus.RoleCall, Force: corpus.ForceHortatory}
	var b strings.Builder
	at := 0
	for _, m := range citation.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(text[at:m[0]])
		start := b.Len()
		b.WriteString(text[m[4]:m[5]])
		at = m[1]
		c := corpus.Citation{Start: start, End: b.Len(), Form: "resolution", Relation: "recalls", Status: corpus.Resolved}
		target, pin, _ := strings.Cut(text[m[2]:m[3]], "#")
		c.Target = corpus.Target(target)
		if pin != "" {
			c.Pinpoints = []corpus.Locator{corpus.Locator(pin)}
		}
		if why, ok := strings.CutPrefix(target, "?"); ok {
			c.Target, c.Status, c.Detail = "", corpus.Unresolved, why
		}
		p.Citations = append(p.Citations, c)
	}
	b.WriteString(text[at:])
	p.Text = b.String()
	offset := 0
	for line := range strings.SplitSeq(p.Text, "\n") {
		if strings.HasPrefix(line, "(") {
			n, _, _ := strings.Cut(line, " ")
			letter := strings.Trim(n, "()")
			p.Parts = append(p.Parts, corpus.Part{Locator: l + corpus.Locator("."+letter), Number: n, Start: offset, End: offset + len(line)})
		}
		offset += len(line) + 1
	}
	return p
}

func documents() []*corpus.Document {
	base := func(symbol, id, date string, l lang.Tag, title string, ps ...corpus.Passage) *corpus.Document {
		return &corpus.Document{
			Description: corpus.Description{ID: corpus.WorkID(id), Symbol: symbol, Kind: corpus.KindResolution, Body: "Security Council",
				Date: date, Meeting: "99001", ChapterVII: "yes", Titles: map[lang.Tag]string{l: title}},
			Lang:     l,
			Source:   corpus.Source{File: id + "." + string(l) + ".txt", Format: "text", SHA256: strings.Repeat("0", 64)},
			Passages: ps,
		}
	}
	harbour := func(l lang.Tag, title, pp, p1, a, b, p2, fn, head string) *corpus.Document {
		one, two := passage("para-1", "1", p1), passage("para-2", "2", p2+"\n(a) "+a+"\n(b) "+b)
		one.Headings, two.Headings = []string{head}, []string{head}
		one.Force, one.Role = corpus.ForceBinding, corpus.RoleObligation
		one.Refs = []corpus.Ref{{At: len(one.Text), Locator: "fn-1"}}
		one.Terms = []corpus.TermUse{{ID: "theme/risk-assessment", From: "rule"}}
		d := base("S/RES/9901 (2099)", "s-res-9901-2099", "2099-03-01", l, title,
			passage("pp-1", "", pp), one, two, passage("fn-1", "1", fn))
		d.Warnings = []corpus.Warning{{Where: "page 2", Text: "one line could not be placed"}}
		d.Reading = corpus.Reading{Genre: "resolution", Identity: corpus.OriginMasthead, Pages: 2, Words: 1234, Notes: 1, Confidence: corpus.ConfidenceMedium}
		return d
	}
	return []*corpus.Document{
		harbour("en", "Invented resolution on harbour lanterns",
			"Recalling [S/RES/9902 (2098)|resolution 9902 (2098)] on lighthouses and [?no work of that name|the Lantern Charter],",
			"Decides that all keepers shall assess the risk to crowded harbours, as set out in [S/RES/9902 (2098)#para-1|paragraph 1 of resolution 9902 (2098)]",
			"share what they learn with private operators of ferries <b>& piers</b>;", "keep lanterns lit on feast days;",
			"Calls upon harbour towns:", "An invented footnote on lanterns.", "Lanterns and crowds"),
		harbour("fr", "Résolution inventée sur les lanternes du port",
			"Rappelant la [S/RES/9902 (2098)|résolution 9902 (2098)] sur les phares et [?aucune œuvre de ce nom|la Charte des lanternes],",
			"Décide que tous les gardiens évaluent le risque dans les ports bondés, comme le veut le [S/RES/9902 (2098)#para-1|paragraphe 1 de la résolution 9902 (2098)]",
			"partager ce qu’ils apprennent avec les exploitants privés de bacs ;", "tenir les lanternes allumées les jours de fête ;",
			"Demande aux villes portuaires de :", "Une note inventée.", "Lanternes et foules"),
		harbour("ar", "قرار مخترع بشأن فوانيس الميناء",
			"إذ يشير إلى [S/RES/9902 (2098)|القرار 9902 (2098)] بشأن المنارات و[?لا يوجد عمل بهذا الاسم|ميثاق الفوانيس]،",
			"يقرر أن يقيّم جميع الحراس الخطر في الموانئ المزدحمة، على النحو الوارد في [S/RES/9902 (2098)#para-1|الفقرة 1 من القرار 9902 (2098)]",
			"أن تتبادل ما تتعلمه مع مشغلي العبّارات من القطاع الخاص؛", "أن تبقي الفوانيس مضاءة في أيام الأعياد؛",
			"يهيب بالمدن الساحلية:", "حاشية مخترعة.", "الفوانيس والحشود"),
		harbour("zh", "关于港口灯笼的虚构决议",
			"回顾关于灯塔的[S/RES/9902 (2098)|第9902(2098)号决议]和[?没有此名称的文件|灯笼宪章]，",
			"决定所有看守人都应评估拥挤港口的风险，如[S/RES/9902 (2098)#para-1|第9902(2098)号决议第1段]所述",
			"与私营渡轮经营者分享所学；", "在节日保持灯笼明亮；",
			"呼吁港口城镇：", "虚构的脚注。", "灯笼与人群"),
		base("S/RES/9902 (2098)", "s-res-9902-2098", "2098-05", "en", "Invented resolution on lighthouses",
			passage("para-1", "1", "Urges every lighthouse to count its visitors."),
			passage("para-2", "2", "Encourages the painting of lighthouses.")),
		base("S/RES/9903 (2100)", "s-res-9903-2100", "2100-01-02", "en", "Invented resolution that follows up on lanterns",
			passage("para-1", "1", "Reaffirms what [S/RES/9901 (2099)#para-2.a|paragraph 2 (a) of resolution 9901 (2099)] asks of towns."),
			passage("para-2", "2", "Notes [A/RES/98/765|resolution 98/765] of the Assembly, beside [S/RES/9903 (2100)|this resolution].")),
	}
}

func digests() []corpus.Digest {
	return []corpus.Digest{{
		Description: corpus.Description{ID: "s-res-9901-2099", Symbol: "S/RES/9901 (2099)", Kind: corpus.KindResolution, Body: "Security Council"},
		Notes: []corpus.Note{{
			ID: "s-res-9901-2099/para-2", Locator: "para-2.a", Text: "Towns are asked to tell ferry operators what they know.",
			Role: corpus.RoleCall, Force: corpus.ForceHortatory, Addressee: "harbour towns", Status: "verified",
			Terms: []corpus.TermUse{{ID: "theme/public-private-partnership", From: "curated"}},
		}},
	}, {
		Description: corpus.Description{ID: "invented-memorandum-2097", Titles: map[lang.Tag]string{"en": "Invented Memorandum on Piers"},
			Kind: corpus.KindMemorandum, Body: "Forum of Piers", Date: "2097", Addresses: map[lang.Tag]string{"en": "https://example.org/piers"},
			Basis: corpus.BasisText, Facts: map[string]corpus.Basis{"date": corpus.BasisMemory},
			Doubts: []string{"the month is unknown"}},
		Notes: []corpus.Note{{
			ID: "invented-memorandum-2097/practice-3", Locator: "practice-3", Text: "Let pier owners and the police train together.",
			Role: corpus.RolePractice, Force: corpus.ForceGuidance, Status: "verified", Cites: []corpus.Target{"S/RES/9902 (2098)"},
			Terms: []corpus.TermUse{{ID: "theme/public-private-partnership", From: "curated"}},
		}},
	}}
}

// site serves the pages over the made-up library.
func site(t testing.TB) http.Handler { return siteWith(t) }

// siteWith has more documents beside the made-up ones.
func siteWith(t testing.TB, more ...*corpus.Document) http.Handler {
	t.Helper()
	return siteOn(t, library(t, more...))
}

// library holds the made-up works, and more.
func library(t testing.TB, more ...*corpus.Document) *store.Store {
	t.Helper()
	ctx := context.Background()
	lib, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	if err := lib.Describe(ctx, digests()...); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Add(ctx, append(documents(), more...)...); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Correct(ctx, corpus.Correction{Document: "s-res-9902-2098.en", Locator: "para-2", Surface: "painting of lighthouses",
		Action: corpus.AddTag, Target: "A/RES/98/764", By: "a reader"}); err != nil {
		t.Fatal(err)
	}
	return lib
}

// siteOn serves the pages over a library.
func siteOn(t testing.TB, lib *store.Store) http.Handler {
	t.Helper()
	engine, err := local.Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	if err := index.CatchUp(context.Background(), lib, engine, nil); err != nil {
		t.Fatal(err)
	}
	return pagesOn(t, lib, engine)
}

// pagesOn serves the pages over a library and an engine.
func pagesOn(t testing.TB, lib *store.Store, engine index.Engine) http.Handler {
	t.Helper()
	u, err := New(Config{Library: lib, Engine: engine, Version: "test", Base: "https://concordance.example", ReadDraft: tornReader})
	if err != nil {
		t.Fatal(err)
	}
	gin.SetMode(gin.TestMode)
	r := gin.New()
	u.Routes(r)
	r.NoRoute(u.NotFound)
	return r
}

// get asks for a page; headers are pairs.
func get(t testing.TB, h http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// open gets a page that must be there.
func open(t testing.TB, h http.Handler, target string, headers ...string) *goquery.Document {
	t.Helper()
	w := get(t, h, target, headers...)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d", target, w.Code)
	}
	return read(t, w)
}

func read(t testing.TB, w *httptest.ResponseRecorder) *goquery.Document {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// text is what a selection says, spaces folded.
func text(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// closed is a library that cannot be read any more.
func closed(t testing.TB) corpus.Library {
	t.Helper()
	lib, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	return lib
}
