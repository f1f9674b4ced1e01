package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"concordance/corpus/lang"
)

// kinds is an address of each kind of page; a draft is sent with the form.
var kinds = []struct{ name, address, draft string }{
	{name: "home", address: "/"},
	{name: "results", address: "/search?q=harbour+OR+lighthouses"},
	{name: "filtered", address: "/search?q=harbour&force=binding-decides&from=2090&to=2100"},
	{name: "mended", address: "/search?q=%28harbours+NEAR%2F500+umbrella"},
	{name: "grouped", address: "/search?q=harbour&group=work"},
	{name: "empty", address: "/search?q=zzzzqqq"},
	{name: "work", address: "/w/s-res-9901-2099?find=harbour"},
	{name: "notes", address: "/w/invented-memorandum-2097"},
	{name: "pair", address: "/w/s-res-9901-2099?beside=ar"},
	{name: "passage", address: "/w/s-res-9901-2099/para-2.a"},
	{name: "passage-pair", address: "/w/s-res-9901-2099/para-1?beside=zh"},
	{name: "report", address: "/w/s-res-9901-2099/report"},
	{name: "map", address: "/w/s-res-9901-2099/map"},
	{name: "themes", address: "/themes"},
	{name: "term", address: "/themes/theme/public-private-partnership"},
	{name: "sources", address: "/sources"},
	{name: "shelf", address: "/sources?body=Security+Council&year=2099"},
	{name: "check", address: "/check"},
	{name: "checked", address: "/check", draft: faulty + "\n\nعملا بالفقرة 1 من القرار 9902 (2098) والقرار 9901 (2097)."},
	{name: "new", address: "/new"},
	{name: "unresolved", address: "/unresolved"},
	{name: "help", address: "/help"},
	{name: "reference", address: "/help/api"},
	{name: "not found", address: "/nowhere"},
	{name: "no such paragraph", address: "/w/s-res-9901-2099/para-99"},
	{name: "bad request", address: "/search?from=soon"},
}

// in is an address with the interface in a language.
func in(address string, l lang.Tag) string {
	if strings.Contains(address, "?") {
		return address + "&hl=" + string(l)
	}
	return address + "?hl=" + string(l)
}

// opened brings the reader to a kind of page, with everything on it unfolded.
func (v visit) opened(base, address, draft string) {
	v.Helper()
	v.do("opening "+address, chromedp.Navigate(base+address))
	if draft != "" {
		v.do("a draft", chromedp.SetValue("#text", draft), chromedp.Click(".draft-form button"), chromedp.WaitVisible(".verdicts"))
	}
	v.do("unfolding", eval(`for (const fold of document.querySelectorAll("details:not(.tongues)")) fold.open = true`))
}

// media asks for how the reader wants pages: name and value in turn.
func media(pairs ...string) chromedp.Action[chromedp.Void] {
	var features []*emulation.MediaFeature
	for i := 0; i+1 < len(pairs); i += 2 {
		features = append(features, &emulation.MediaFeature{Name: pairs[i], Value: pairs[i+1]})
	}
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return err
	})
}

// axe is the source of axe-core: the file that CONCORDANCE_AXE names
// (node_modules/axe-core/axe.min.js, which .ci/run installs).
func axe(t *testing.T) string {
	t.Helper()
	path := os.Getenv("CONCORDANCE_AXE")
	if path == "" {
		if os.Getenv("CONCORDANCE_BROWSER") == "require" {
			t.Fatal("CONCORDANCE_AXE names no axe.min.js, and CONCORDANCE_BROWSER=require")
		}
		t.Skip("CONCORDANCE_AXE names no axe.min.js: npm install axe-core, and see pages_test.go for what is tested without")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// violations runs axe with options and reports what it finds.
func (v visit) violations(where, options string) {
	v.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 30*time.Second)
	defer cancel()
	found, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run(document, `+options+`).then((r) => JSON.stringify({
		passes: r.passes.length,
		violations: r.violations.map((one) => ({rule: one.id, help: one.help, at: one.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + " " + n.failureSummary)})),
	}))`, chromedp.EvalAwaitPromise))
	if err != nil {
		v.Fatalf("%s: axe: %v", where, err)
	}
	var r struct {
		Passes     int
		Violations []struct {
			Rule, Help string
			At         []string
		}
	}
	if err := json.Unmarshal([]byte(found), &r); err != nil {
		v.Fatal(err)
	}
	if r.Passes == 0 {
		v.Errorf("%s: axe looked at nothing", where)
	}
	for _, x := range r.Violations {
		v.Errorf("%s: %s (%s)\n\t%s", where, x.Rule, x.Help, strings.Join(x.At, "\n\t"))
	}
}

// TestAxe: no rule of axe-core is broken on any kind of page, in any language;
// those that colours and widths can break are asked again on a phone in the dark.
func TestAxe(t *testing.T) {
	if testing.Short() {
		t.Skip("pages are the same in a short run: the long one looks at all of them")
	}
	source := axe(t)
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	for _, l := range lang.Interface {
		for _, k := range kinds {
			v.do("a wide window", chromedp.EmulateViewport(1280, 900), media("prefers-color-scheme", "light"))
			v.opened(base, in(k.address, l), k.draft)
			v.do("axe", eval(source))
			where := fmt.Sprintf("%s in %s", k.name, l)
			v.violations(where, `{resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}`)
			v.do("a phone in the dark", media("prefers-color-scheme", "dark"), chromedp.EmulateViewport(390, 844))
			v.violations(where+", dark and narrow", `{resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block", "target-size"], rules: {"target-size": {enabled: true}}}`)
		}
	}
}
