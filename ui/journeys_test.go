package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	chrome "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"concordance/corpus"
)

// What people come to do, each from beginning to end in a browser, over the
// made-up library. What only the whole archive can show is in
// cmd/concordance/archive_test.go.

// says asks for the text of what a selector finds.
func (v visit) says(selector, want string) {
	v.Helper()
	v.until(selector+" says "+want, `[...document.querySelectorAll(`+literal(selector)+`)].some((e) => e.textContent.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").includes(`+literal(want)+`))`)
}

// follow clicks on the first thing a selector finds and waits for the address
// it leads to, of which a part is named.
func (v visit) follow(selector, to string) {
	v.Helper()
	v.do("following "+selector, chromedp.Click(selector))
	v.until("at "+to, `document.readyState === "complete" && decodeURIComponent(location.href).includes(`+literal(to)+`)`)
}

// fetched is the beginning of what a link's address answers, with its media type.
func (v visit) fetched(link string) string {
	v.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 20*time.Second)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`fetch(document.querySelector(`+literal(link)+`).href)
		.then(async (r) => r.status + " " + r.headers.get("Content-Type") + "\n" + await r.text())`, chromedp.EvalAwaitPromise))
	if err != nil {
		v.Fatalf("%s: %v", link, err)
	}
	return got
}

func literal(s string) string { return "`" + strings.ReplaceAll(s, "`", "\\`") + "`" }

// pasting lets pages write to the clipboard, and the test read it.
var pasting = chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := cdp.Call(ctx, t, chrome.SetPermission, chrome.SetPermissionParams{
			Permission: &chrome.PermissionDescriptor{Name: name}, Setting: chrome.PermissionSettingGranted})
		if err != nil {
			return err
		}
	}
	return nil
})

// An official, ten minutes before a meeting: finds, opens, reads the text beside
// our sentence, sees who relies on it, copies the citation, prints.
func TestJourneyOfAnOfficial(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	v.do("the first page", pasting, media("prefers-color-scheme", "light"), chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/?hl=en"), chromedp.WaitVisible("#q"))
	v.do("asking", chromedp.Click("#q"), chromedp.KeyEvent("ferries private operators"), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(".hit"))
	v.says(".hit:first-child h3", "S/RES/9901 (2099), para. 2")
	v.says(".hit:first-child .force", "calls upon")
	v.says(".hit:first-child .said.ours", "Towns are asked to tell ferry operators")
	v.until("no login", `!document.querySelector("[type=password]") && document.cookie === ""`)

	v.follow(".hit:first-child h3 a", "/w/s-res-9901-2099/para-2")
	v.says(".official", "share what they learn with private operators")
	v.says(".note", "Towns are asked to tell ferry operators")
	v.until("note and text are seen together", `(() => {
		const seen = (e) => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; };
		return seen(document.querySelector(".official")) && seen(document.querySelector(".note"));
	})()`)
	v.says(".citing", "S/RES/9903 (2100)")

	v.do("copying the citation", chromedp.Click("#style-un .copy-button"))
	v.says("#style-un .copy-button", "Copied")
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](`navigator.clipboard.readText()`, chromedp.EvalAwaitPromise))
	if err != nil || !strings.Contains(got, "resolution 9901 (2099)") || !strings.Contains(got, "para. 2") {
		t.Errorf("copied %q %v", got, err)
	}
	v.do("copying the link", chromedp.Click("dd.copy:has(a) .copy-button"))
	got, err = chromedp.Run(v.ctx, chromedp.Evaluate[string](`navigator.clipboard.readText()`, chromedp.EvalAwaitPromise))
	if err != nil || !strings.HasSuffix(got, "/w/s-res-9901-2099/para-2") {
		t.Errorf("copied %q %v", got, err)
	}
	paper, err := chromedp.Run(v.ctx, chromedp.PrintToPDF())
	if pages := strings.Count(string(paper), "/Type /Page\n"); err != nil || pages < 1 || pages > 2 {
		t.Errorf("printed on %d pages (%v)", pages, err)
	}
}

// The same official in French and Arabic: the language of the pages and that of
// the texts are two choices, and a page says where a text is not held in one.
func TestJourneyInAnotherLanguage(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	v.do("the first page", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/?hl=en"))
	v.do("the list of languages", chromedp.Click(".tongues summary"))
	v.follow(`.tongues a[hreflang=fr]`, "hl=fr")
	v.do("asking", chromedp.Click("#q"), chromedp.KeyEvent("gardiens ports bondés"), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(".hit"))
	v.says(".hit:first-child .snippet[lang=fr]", "tous les gardiens")
	v.follow(".hit:first-child h3 a", "/w/s-res-9901-2099/para-1")
	v.is(`document.documentElement.lang + " " + document.querySelector(".official").lang`, "fr fr")
	v.follow(`.tabs a[hreflang=zh]`, "lang=zh")
	v.is(`document.documentElement.lang + " " + document.querySelector(".official").lang`, "fr zh")
	v.do("the list of languages", chromedp.Click(".tongues summary"))
	v.follow(`.tongues a[hreflang=ar]`, "hl=ar")
	v.is(`document.documentElement.dir + " " + document.querySelector(".official").lang`, "rtl zh")
	v.follow(`.cites a`, "/w/s-res-9902-2098/para-1")
	v.is(`document.querySelector(".official").lang`, "en")
	v.until("the page says that the text is in another language", `document.querySelector(".main-col .notice").textContent.trim().length > 0`)
}

// An analyst: filters by what binds and by subject, follows citations both
// ways, compares two languages, takes the set away, checks a draft.
func TestJourneyOfAnAnalyst(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	v.do("the subjects", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/themes?hl=en"))
	v.follow(`.entry > a[href*="/themes/theme/risk-assessment"]`, "/themes/theme/risk-assessment")
	v.says("section h2 .force", "binding")
	v.do("everything", chromedp.Navigate(base+"/search?hl=en"), chromedp.WaitVisible(".hit"))
	v.do("a subject", eval(`window.all = document.querySelectorAll(".hit").length; document.getElementById("f-theme").open = true; document.querySelector("[name=theme][value='theme/risk-assessment']").click()`))
	v.until("fewer", `location.search.includes("theme=") && document.querySelectorAll(".hit").length < window.all`)
	v.do("what binds", eval(`document.getElementById("f-force").open = true; document.querySelector("[name=force][value=binding-decides]").click()`))
	v.until("only what binds", `location.search.includes("force=binding-decides") && [...document.querySelectorAll(".hit-head .force")].every((e) => e.classList.contains("binding"))`)
	v.says(".chosen", "Risk")

	for format, want := range map[string]string{"docx": "200 application/vnd.openxmlformats-officedocument.wordprocessingml.document\nPK", "csv": "200 text/csv"} {
		if got := v.fetched(`.takeaway a[href*="format=` + format + `"]`); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %.80q", format, got)
		}
	}

	v.follow(".hit h3 a", "/w/s-res-9901-2099/para-1")
	v.follow(".cites a", "/w/s-res-9902-2098/para-1")
	v.follow(".citing .places a", "/w/s-res-9901-2099/")
	v.follow(`.beside-with a[hreflang=fr]`, "beside=fr")
	v.until("the same paragraph stands beside", `(() => {
		const a = document.querySelector(".official:not(.second)").getBoundingClientRect(), b = document.querySelector(".official.second").getBoundingClientRect();
		return a.top === b.top && a.right <= b.left && document.querySelector(".official.second").lang === "fr";
	})()`)

	v.do("a draft", chromedp.Navigate(base+"/check?hl=en"), chromedp.SetValue("#text", faulty), chromedp.Click(".draft-form button"), chromedp.WaitVisible(".verdicts"))
	for _, fault := range []string{"wrong year", "no such paragraph"} {
		v.says(".finding.fault .verdict", fault)
	}
	v.says(".compared del", "burning")
	v.says(".compared ins", "painting")
	v.says(".finding .mend", "9901 (2099)")
	v.do("to its place in the draft", chromedp.Click(".finding.fault .surface"))
	v.until("its place", `document.querySelector(".draft .verdict:target") !== null`)
}

// The next day a new text is there: it stands among the new, the older one
// shows who cites it, the feed of a search has it.
func TestJourneyOfTheNextDay(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base, add := growing(t)
	v.do("a search that is kept", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/search?hl=en&q=lighthouses"), chromedp.WaitVisible(".hit"))
	const feed = `link[type="application/atom+xml"]`
	if got := v.fetched(feed); strings.Contains(got, "9909") || !strings.Contains(got, "<entry") {
		t.Errorf("the feed before: %.200q", got)
	}
	add(&corpus.Document{
		Description: corpus.Description{ID: "s-res-9909-2100", Symbol: "S/RES/9909 (2100)", Kind: corpus.KindResolution, Body: "Security Council", Date: "2100-06-01"},
		Lang:        "en",
		Source:      corpus.Source{File: "9909.txt", Format: "text", SHA256: strings.Repeat("9", 64)},
		Passages:    []corpus.Passage{passage("para-1", "1", "Repeats what [S/RES/9902 (2098)#para-1|paragraph 1 of resolution 9902 (2098)] asks of lighthouses.")},
	})
	if got := v.fetched(feed); !strings.Contains(got, "S/RES/9909 (2100)") {
		t.Errorf("the feed after: %.400q", got)
	}
	v.do("the paragraph it cites", chromedp.Navigate(base+"/w/s-res-9902-2098/para-1?hl=en"))
	v.says(".citing", "S/RES/9909 (2100)")
	v.do("what is new", chromedp.Navigate(base+"/new?hl=en"))
	v.says("main", "S/RES/9909 (2100)")
}

// A researcher: phrases near each other, years, by date; all of them to a
// reference manager; every address opens the same paragraph again.
func TestJourneyOfAResearcher(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	v.do("asking", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+`/search?hl=en&q="crowded+harbours"+NEAR/10+keepers+2090..2100`), chromedp.WaitVisible(".hit"))
	v.until("one phrase marked", `[...document.querySelectorAll(".hit mark")].some((e) => e.textContent.includes("crowded harbours"))`)
	v.do("more of them", eval(`const q = document.getElementById("q"); q.value = "lanterns OR lighthouses OR harbours"; q.focus()`), chromedp.KeyEvent(kb.Enter))
	v.until("several", `document.querySelectorAll(".hit").length > 3`)
	v.do("the oldest first", eval(`[...document.querySelectorAll(".sorts a")].find((a) => a.search.includes("sort=oldest")).click()`))
	v.until("by date", `location.search.includes("sort=oldest")`)
	v.until("the years rise", `(() => {
		const years = [...document.querySelectorAll(".hit .facts")].map((e) => Number(e.textContent.match(/20[89]\d|2100/)?.[0])).filter(Boolean);
		return years.length > 2 && years.every((y, i) => !i || years[i - 1] <= y);
	})()`)
	v.until("a reference manager finds each", `document.querySelectorAll(".hit").length === document.querySelectorAll(".hit .unapi-id").length && document.querySelectorAll(".hit").length === document.querySelectorAll(".hit .Z3988").length`)
	ris := v.fetched(`.takeaway a[href*="format=ris"]`)
	hits, err := chromedp.Run(v.ctx, chromedp.Evaluate[int](`document.querySelectorAll(".hit").length`))
	if n := strings.Count(ris, "\nER  -"); err != nil || n != hits || n == 0 {
		t.Errorf("%d records for %d hits (%v): %.300q", n, hits, err, ris)
	}
	v.do("an address that was kept", chromedp.Navigate(base+"/w/s-res-9901-2099/para-1?hl=en"))
	v.says(".official", "all keepers shall assess")
	v.do("unfolding the styles", chromedp.Click(".cite-this details summary"), chromedp.WaitVisible("#style-oscola"))
	v.says("#style-oscola", "UNSC")
}

// A researcher who doubts us: how tags were made and how often they are wrong,
// the rule behind a tag, what nobody could resolve, everything to take away.
func TestJourneyOfADoubter(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	v.do("help", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/help?hl=en"))
	v.says("#tags ~ *", "grammar of citations")
	v.follow(`section a[href*="/unresolved"]`, "/unresolved")
	v.follow(`main li a[href*="no+work"]`, "no+work+of+that+name")
	v.says(".hit", "the Lantern Charter")
	v.do("a tag", chromedp.Navigate(base+"/w/s-res-9901-2099/para-1?hl=en"))
	v.says(".term-from", "by rule")
	v.do("how it was read", chromedp.Navigate(base+"/w/s-res-9901-2099/report?hl=en"))
	v.says("main", "one line could not be placed")
	v.do("everything", chromedp.Navigate(base+"/search?hl=en"), chromedp.WaitVisible(".takeaway"))
	if got := v.fetched(`.takeaway a[href*="format=ndjson"]`); strings.Count(got, "\n") < 10 || !strings.Contains(got, `"sha256"`) {
		t.Errorf("everything: %.300q", got)
	}
}

// An officer adds the ministry's own copy: the text appears under the note that
// waited for it.
func TestJourneyOfAnOwnCopy(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base, add := growing(t)
	v.do("notes only", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/w/invented-memorandum-2097?hl=en"))
	v.says(".notice", "Notes only")
	v.until("no text", `!document.querySelector(".official")`)
	v.follow(`.notice a[href*="/help"]`, "#add")
	add(&corpus.Document{
		Description: corpus.Description{ID: "invented-memorandum-2097", Titles: digests()[1].Titles, Kind: corpus.KindMemorandum, Body: "Forum of Piers", Date: "2097"},
		Lang:        "en",
		Source:      corpus.Source{File: "piers.pdf", Format: "pdf", SHA256: strings.Repeat("7", 64)},
		Passages:    []corpus.Passage{passage("practice-3", "3", "Owners of piers and the police should train as one.")},
		Warnings:    []corpus.Warning{{Where: "page 4", Text: "the page is a picture"}},
	})
	v.do("the same page", chromedp.Navigate(base+"/w/invented-memorandum-2097?hl=en"))
	v.says("#practice-3 .official", "train as one")
	v.says("#practice-3 .note", "train together")
	v.do("what could not be read", chromedp.Navigate(base+"/w/invented-memorandum-2097/report?hl=en"))
	v.says("main", "page 4")
}

// With the keyboard alone: past the navigation, into the box, to a hit, to its
// text, its citation and another language.
func TestJourneyByKeyboard(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	v.do("the first page", pasting, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/?hl=en"), chromedp.WaitVisible("#q"))
	v.do("the first stop", chromedp.KeyEvent(kb.Tab))
	v.until("past the navigation", `document.activeElement.matches(".skip") && document.activeElement.getBoundingClientRect().top >= 0`)
	v.do("there", chromedp.KeyEvent(kb.Enter))
	v.until("in the middle of the page", `location.hash === "#main"`)
	v.do("into the box", chromedp.KeyEvent("/"), chromedp.KeyEvent("crowded harbours"), chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(".hit"))
	v.do("to the first hit", eval(`document.activeElement.blur()`), chromedp.KeyEvent("j"), chromedp.KeyEvent(kb.Enter))
	v.until("its page", `location.pathname.startsWith("/w/") && document.readyState === "complete" && !!document.querySelector(".copy-button")`)
	v.tabTo(`document.activeElement.matches("#style-un .copy-button")`)
	v.do("copied", chromedp.KeyEvent(" "))
	v.says("#style-un .copy-button", "Copied")
	v.tabTo(`document.activeElement.matches(".tongues summary")`)
	v.do("the languages", chromedp.KeyEvent(kb.Enter))
	v.tabTo(`document.activeElement.matches(".tongues a[hreflang=fr]")`)
	v.do("French", chromedp.KeyEvent(kb.Enter))
	v.until("French", `document.documentElement.lang === "fr" && location.pathname.startsWith("/w/")`)
	v.do("a draft", chromedp.Navigate(base+"/check?hl=en"), chromedp.WaitVisible("#text"))
	v.tabTo(`document.activeElement.matches("#text")`)
	v.do("typing", chromedp.KeyEvent("See resolution 9901 (2097)."))
	v.tabTo(`document.activeElement.matches(".draft-form button")`)
	v.do("sending", chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(".verdicts"))
	v.says(".finding.fault", "wrong year")
}

// tabTo presses the Tab key until a condition holds, which it must do before
// the focus has been everywhere.
func (v visit) tabTo(condition string) {
	v.Helper()
	for range 150 {
		v.do("Tab", chromedp.KeyEvent(kb.Tab))
		if is, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](condition)); err == nil && is {
			return
		}
	}
	v.Fatalf("the Tab key does not lead to where %s", condition)
}

// Without scripts the same is done with links and forms (searching is
// TestSearchWithoutScript).
func TestJourneyWithoutScript(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	v.do("the first page", withoutScripts, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/?hl=en"), chromedp.WaitVisible("#q"))
	v.do("asking", chromedp.Click("#q"), chromedp.KeyEvent("crowded harbours"), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(".hit"))
	v.follow(".hit:first-child h3 a", "/w/s-res-9901-2099/para-1")
	v.says(".styles dd", "resolution 9901 (2099)")
	v.do("the formats", chromedp.Click(".cite-this details:last-of-type summary"), chromedp.WaitVisible(".formats a"))
	v.follow(`.beside-with a[hreflang=ar]`, "beside=ar")
	v.says(".official.second[dir=rtl]", "يقرر")
	v.do("the list of languages", chromedp.Click(".tongues summary"))
	v.follow(`.tongues a[hreflang=es]`, "hl=es")
	v.is(`document.documentElement.lang`, "es")
	v.do("the work", chromedp.Navigate(base+"/w/s-res-9901-2099?hl=en"))
	v.do("finding in it", chromedp.Click("#find"), chromedp.KeyEvent("lanterns"), chromedp.KeyEvent(kb.Enter))
	v.until("found", `location.search.includes("find=lanterns") && document.querySelectorAll(".found li").length > 0`)
	v.do("a draft", chromedp.Navigate(base+"/check?hl=en"), chromedp.Click("#text"), chromedp.KeyEvent("See resolution 9901 (2097)."), chromedp.Click(".draft-form button"), chromedp.WaitVisible(".verdicts"))
	v.says(".finding.fault", "wrong year")
}
