package ui

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/gin-gonic/gin"

	"concordance/api"
	"concordance/corpus"
	"concordance/index"
	"concordance/index/local"
)

// served serves the pages and the API, of which suggestions are part.
func served(t *testing.T) string {
	t.Helper()
	base, _ := growing(t)
	return base
}

// growing is a site to which documents come while it is served.
func growing(t *testing.T) (base string, add func(...*corpus.Document)) {
	t.Helper()
	ctx := context.Background()
	lib := library(t)
	engine, err := local.Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	if err := index.CatchUp(ctx, lib, engine, nil); err != nil {
		t.Fatal(err)
	}
	a := api.New(api.Config{Library: lib, Engine: engine})
	u, err := New(Config{Library: lib, Engine: engine, Description: a.Document})
	if err != nil {
		t.Fatal(err)
	}
	gin.SetMode(gin.TestMode)
	r := gin.New()
	a.Routes(r)
	u.Routes(r)
	r.NoRoute(u.NotFound)
	server := httptest.NewServer(http.Handler(r))
	t.Cleanup(server.Close)
	return server.URL, func(ds ...*corpus.Document) {
		t.Helper()
		if _, err := lib.Add(ctx, ds...); err != nil {
			t.Fatal(err)
		}
		if err := index.CatchUp(ctx, lib, engine, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// visit is a reader at a page.
type visit struct {
	*testing.T
	ctx context.Context
}

func (v visit) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	v.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		v.Fatalf("%s: %v", what, err)
	}
}

// until waits for a JavaScript expression to become true, on whatever page
// the reader comes to.
func (v visit) until(what, expression string) {
	v.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 10*time.Second)
	defer cancel()
	for {
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if err == nil && is {
			return
		}
		select {
		case <-time.After(30 * time.Millisecond):
		case <-ctx.Done():
			at, _ := chromedp.Run(v.ctx, chromedp.Evaluate[string](`location.href + " | " + (document.activeElement?.outerHTML ?? "").slice(0, 200)`))
			v.Fatalf("%s: not so: %s (%v) at %s", what, expression, err, at)
		}
	}
}

// is asks for a string.
func (v visit) is(expression, want string) {
	v.Helper()
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](expression))
	if err != nil || got != want {
		v.Errorf("%s is %q, want %q (%v)", expression, got, want, err)
	}
}

// TestResultsInPlace: ticking a filter changes the results without a new page,
// keeps the focus, tells the count, and can be taken back.
func TestResultsInPlace(t *testing.T) {
	v := visit{t, browser(t)}
	base := served(t)
	v.do("opening", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/search?q=lanterns+OR+lighthouses&hl=en"), chromedp.WaitVisible(".hit"))
	const box = `document.querySelector('[name=force][value=binding-decides]')`
	v.do("marking", eval(`window.mark = "same page"; window.all = document.querySelectorAll(".hit").length; document.getElementById("f-kind").open = true`))
	v.do("ticking", eval(box+`.focus()`), chromedp.KeyEvent(" "))
	v.until("the results narrow", `location.search.includes("force=binding-decides") && document.querySelectorAll(".hit").length < window.all`)
	v.is(`window.mark`, "same page")
	v.until("the focus is kept", `document.activeElement === `+box+` && `+box+`.checked`)
	v.until("what was unfolded stays so", `document.getElementById("f-kind").open`)
	v.until("the count is told", `document.getElementById("said").textContent === document.getElementById("count").textContent`)
	v.until("the other language of the page is that of this search", `document.querySelector('.tongues a[hreflang=fr]').search.includes("force=binding-decides")`)
	v.until("the feed is that of this search", `document.querySelector('link[type="application/atom+xml"]').href.includes("force=binding-decides")`)
	v.until("empty fields are not in the address", `!location.search.includes("from=")`)

	v.do("back", eval(`history.back()`))
	v.until("the filter is gone", `!location.search.includes("force=") && !`+box+`.checked && document.querySelectorAll(".hit").length === window.all`)
	v.do("forth", eval(`history.forward()`))
	v.until("the filter is back", `location.search.includes("force=") && `+box+`.checked`)

	v.do("removing the filter", chromedp.Click(".chosen a"))
	v.until("no filter", `!location.search.includes("force=") && !document.querySelector(".chosen")`)
	v.until("the focus goes to the count, where its place is gone", `document.activeElement.id === "count"`)

	v.do("a year", eval(`document.querySelector("#y2098").focus()`), chromedp.KeyEvent(kb.Enter))
	v.until("that year", `location.search.includes("from=2098&") && location.search.includes("to=2098")`)
	v.do("another query", eval(`const q = document.getElementById("q"); q.value = "visitors"; q.focus()`), chromedp.KeyEvent(kb.Enter))
	v.until("the query changes and the year stays", `location.search.includes("q=visitors") && location.search.includes("from=2098") && document.querySelectorAll(".hit").length === 1`)
	v.until("the reader stays in the box", `document.activeElement.id === "q"`)
	v.do("more like it", chromedp.Click(".hit .like"))
	v.until("the box is empty, as the query is", `location.search.includes("like=") && document.getElementById("q").value === "" && document.activeElement.id === "count"`)
	v.is(`window.mark`, "same page")

	v.do("a year that is none", eval(`{ const y = document.getElementById("from"); y.removeAttribute("min"); y.type = "text"; y.value = "soon"; y.focus() }`), chromedp.KeyEvent(kb.Enter))
	v.until("the server's page says what is wrong", `!window.mark && document.title.length > 0 && !document.querySelector(".desk") && location.search.includes("from=soon")`)
}

// withoutScripts keeps pages from running theirs; those of the test still run.
var withoutScripts = chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
	_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return err
})

// TestSearchWithoutScript: the same journey with no script at all: the form,
// its boxes and its years go together, and chips and bars are links.
func TestSearchWithoutScript(t *testing.T) {
	v := visit{t, browser(t)}
	base := served(t)
	v.do("turning scripts off", chromedp.EmulateViewport(1280, 900), withoutScripts)
	v.do("opening", chromedp.Navigate(base+"/search?hl=en&q=lanterns+OR+lighthouses"), chromedp.WaitVisible(".hit"))
	v.is(`document.getElementById("q").type + " " + document.getElementById("q").hasAttribute("role")`, "search false")
	v.do("a box", chromedp.Click(`[name=force][value=hortatory]`), chromedp.WaitVisible(".apply"))
	v.until("nothing happens yet", `!location.search.includes("force=")`)
	v.do("years", chromedp.Click("#from"), chromedp.KeyEvent("2098"), chromedp.Click("#to"), chromedp.KeyEvent("2099"), chromedp.Click(".years button"))
	v.until("box and years go together", `["force=hortatory", "from=2098", "to=2099", "hl=en"].every((one) => location.search.includes(one)) && document.querySelectorAll(".chosen a:not(.clear)").length === 3`)
	v.do("a bar", chromedp.Click("#y2098 .area"))
	v.until("its year", `location.search.includes("from=2098") && location.search.includes("to=2098") && document.querySelectorAll(".hit").length > 0`)
	v.do("all filters", chromedp.Click(".chosen .clear"))
	v.until("none is left", `!document.querySelector(".chosen") && location.search.includes("q=lanterns")`)
	v.do("a query", chromedp.Click("#q"), chromedp.KeyEvent(" OR visitors"), chromedp.KeyEvent(kb.Enter))
	v.until("another search", `location.search.includes("visitors") && document.querySelectorAll(".hit").length > 0`)
}

// TestBars: the years are one stop of the Tab key, and arrows walk along them
// in the direction of the page.
func TestBars(t *testing.T) {
	v := visit{t, browser(t)}
	base := served(t)
	for _, x := range []struct{ hl, forth string }{{"en", kb.ArrowRight}, {"ar", kb.ArrowLeft}} {
		v.do("opening", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/search?q=lanterns+OR+lighthouses&hl="+x.hl), chromedp.WaitVisible(".hit"),
			eval(`document.querySelector(".timeline a").focus()`), chromedp.KeyEvent(x.forth))
		v.is(`document.activeElement.id`, "y2099")
		v.do("the last", chromedp.KeyEvent(kb.End))
		v.is(`document.activeElement.id`, "y2100")
		v.until("one stop", `document.querySelectorAll('.timeline a[tabindex="0"]').length === 1`)
		v.until("drawn from where the page begins", `(document.querySelector("#y2098 .bar").getBoundingClientRect().left < document.querySelector("#y2100 .bar").getBoundingClientRect().left) === (document.dir === "ltr")`)
	}
	// From the middle of 2098 to the middle of 2099, with the mouse.
	v.do("opening", chromedp.Navigate(base+"/search?q=lanterns+OR+lighthouses&hl=en"), chromedp.WaitVisible(".hit"))
	ctx, cancel := context.WithTimeout(v.ctx, 10*time.Second)
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`["y2098", "y2099"].flatMap((id) => {
		const r = document.getElementById(id).getBoundingClientRect();
		return [r.left + r.width / 2, r.bottom - 2];
	})`))
	if err != nil {
		t.Fatal(err)
	}
	v.do("brushing", chromedp.DragAndDropXY(at[0], at[1], at[2], at[3]))
	v.until("two years", `location.search.includes("from=2098&") && location.search.includes("to=2099") && document.getElementById("to").value === "2099"`)

	v.do("j", eval(`document.activeElement.blur()`), chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("k"))
	v.until("the first hit", `document.activeElement === document.querySelector(".hit h3 a")`)
	v.do("keys turned off", eval(`localStorage.setItem("concordance.keys", "off")`), chromedp.KeyEvent("j"))
	v.until("still the first", `document.activeElement === document.querySelector(".hit h3 a")`)
	v.do("keys turned on", eval(`localStorage.removeItem("concordance.keys")`))
}

// TestSuggestions: the box is a combobox as ARIA 1.2 has it.
func TestSuggestions(t *testing.T) {
	v := visit{t, browser(t)}
	base := served(t)
	const box, list = `document.getElementById("q")`, `document.getElementById("suggestions")`
	v.do("opening", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/?hl=en"), chromedp.WaitVisible("#q"))
	v.is(box+`.getAttribute("role") + " " + `+box+`.getAttribute("aria-expanded") + " " + `+box+`.getAttribute("aria-autocomplete")`, "combobox false list")
	v.is(`document.getElementById(`+box+`.getAttribute("aria-controls")).getAttribute("role")`, "listbox")

	v.do("typing", eval(box+`.focus()`), chromedp.KeyEvent("S/RES/99"))
	v.until("suggestions", box+`.getAttribute("aria-expanded") === "true" && `+list+`.children.length > 2`)
	v.until("how many are told", `document.getElementById("said").textContent === "Suggestions: " + `+list+`.children.length`)
	v.until("none is chosen", `!`+box+`.hasAttribute("aria-activedescendant") && !`+list+`.querySelector("[aria-selected=true]")`)

	v.do("down", chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown))
	v.is(box+`.getAttribute("aria-activedescendant")`, "suggestion-1")
	v.until("one option is selected", list+`.querySelectorAll("[role=option][aria-selected=true]").length === 1 && `+list+`.children[1].ariaSelected === "true"`)
	v.until("the focus stays in the box", `document.activeElement === `+box)
	v.do("home", chromedp.KeyEvent(kb.Home))
	v.is(box+`.getAttribute("aria-activedescendant")`, "suggestion-0")
	v.do("end", chromedp.KeyEvent(kb.End))
	v.until("the last", box+`.getAttribute("aria-activedescendant") === `+list+`.lastChild.id`)
	v.do("past the end", chromedp.KeyEvent(kb.ArrowDown))
	v.until("back in the box", `!`+box+`.hasAttribute("aria-activedescendant")`)
	v.do("escape", chromedp.KeyEvent(kb.Escape))
	v.until("closed, and what was typed stays", list+`.hidden && `+box+`.getAttribute("aria-expanded") === "false" && `+box+`.value === "S/RES/99"`)

	v.do("down opens", chromedp.KeyEvent(kb.ArrowDown))
	v.until("open", `!`+list+`.hidden`)
	v.do("the first", chromedp.KeyEvent(kb.ArrowDown), eval(`window.taken = `+list+`.children[0].dataset.text`), eval(`sessionStorage.setItem("taken", window.taken)`), chromedp.KeyEvent(kb.Enter))
	v.until("its search", `location.pathname === "/search" && new URLSearchParams(location.search).get("q") === sessionStorage.getItem("taken")`)
	v.until("the language stays", `new URLSearchParams(location.search).get("hl") === "en"`)
	v.do("the page", chromedp.WaitVisible(".hit"))

	v.do("a click", eval(`window.mark = "same page"; `+box+`.select()`), chromedp.KeyEvent("lighth"))
	v.until("suggestions", `!document.getElementById("suggestions").hidden`)
	v.do("on the first", chromedp.Click("#suggestion-0"))
	v.until("its search, in place", `new URLSearchParams(location.search).get("q") === `+box+`.value && `+box+`.value !== "lighth" && window.mark === "same page"`)
	v.do("leaving", eval(box+`.focus()`), chromedp.KeyEvent("x"), chromedp.KeyEvent(kb.Tab))
	v.until("nothing stays open", list+`.hidden && document.activeElement !== `+box)
}

// eval runs a statement for its effect.
func eval(statement string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(() => { `+statement+`; return true; })()`))
		return err
	})
}
