package ui

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Keys go from paragraph to paragraph, unless someone types or has turned them
// off; the contents follow; a citation shows where it leads.
func TestReadingInABrowser(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(site(t))
	defer server.Close()
	visit, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(visit, chromedp.EmulateViewport(1280, 700), chromedp.Navigate(server.URL+"/w/s-res-9901-2099?hl=en")); err != nil {
		t.Fatal(err)
	}
	press := func(keys string) {
		t.Helper()
		if err := chromedp.Do(visit, chromedp.KeyEvent(keys)); err != nil {
			t.Fatal(err)
		}
	}
	// until waits for an expression to be true.
	until := func(what, expression string) {
		t.Helper()
		if _, err := chromedp.Run(visit, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
			t.Fatalf("%s: %s is never true: %v", what, expression, err)
		}
	}
	at := func(id string) string { return `document.activeElement.closest(".prov")?.id === "` + id + `"` }
	const body = `document.activeElement === document.body || document.activeElement.id === "keys"`

	press("j")
	until("the first j", at("pp-1"))
	press("j")
	until("the second j", at("para-1"))
	press("k")
	until("k", at("pp-1"))
	press("k")
	until("k at the beginning", at("pp-1"))

	until("the box", `document.getElementById("keys").checked && !document.querySelector(".keys").hidden`)
	// tick clicks until the box is so: it may have moved from under the first
	// click, while the page was still scrolling.
	tick := func(on string) {
		t.Helper()
		for range 5 {
			if err := chromedp.Do(visit, chromedp.Click("#keys")); err != nil {
				t.Fatal(err)
			}
			if _, err := chromedp.Run(visit, chromedp.Poll[bool](`document.getElementById("keys").checked === `+on, chromedp.WithPollingTimeout(3*time.Second))); err == nil {
				return
			}
		}
		t.Fatalf("the box does not become %s", on)
	}
	tick("false")
	press("j")
	until("keys turned off", body)
	tick("true")
	if err := chromedp.Do(visit, chromedp.Focus("#find")); err != nil {
		t.Fatal(err)
	}
	press("jk")
	until("typing", `document.getElementById("find").value === "jk"`)

	if err := chromedp.Do(visit, chromedp.EmulateViewport(1280, 300), chromedp.Navigate(server.URL+"/w/s-res-9901-2099?hl=en&lang=en#para-2")); err != nil {
		t.Fatal(err)
	}
	until("the contents", `document.querySelector(".contents [aria-current]") !== null`)

	if err := chromedp.Do(visit, chromedp.Focus("#para-1 .cite.held")); err != nil {
		t.Fatal(err)
	}
	until("the preview", `document.querySelector(".preview p") !== null`)
	said, err := chromedp.Run(visit, chromedp.Evaluate[string](`document.querySelector(".preview").textContent`))
	if err != nil || !strings.Contains(said, "S/RES/9902 (2098), para. 1") || !strings.Contains(said, "count its visitors") {
		t.Errorf("the preview says %q %v", said, err)
	}
	press("\x1b")
	until("Escape", `document.querySelector(".preview") === null`)
}
