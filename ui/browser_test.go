package ui

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser starts a Chromium, or skips; CONCORDANCE_BROWSER=require makes a
// missing one a failure.
func browser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CONCORDANCE_BROWSER") == "require" {
			t.Fatal("no Chromium on the PATH, and CONCORDANCE_BROWSER=require")
		}
		t.Skip("no Chromium on the PATH: install it, or see pages_test.go for what is tested without")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx,
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("%s does not start: %v", path, err)
	}
	return ctx
}

// scheme asks for light or dark.
func scheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
		return err
	})
}

// TestBrowser opens pages wide and narrow, in English and Arabic: nothing may
// stick out sideways and the console must stay silent. With CONCORDANCE_SHOTS
// it leaves pictures there, to be looked at.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(site(t))
	defer server.Close()
	shots := os.Getenv("CONCORDANCE_SHOTS")
	if shots != "" {
		if err := os.MkdirAll(shots, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, page := range []struct{ name, path, query, draft string }{
		{name: "home", path: "/", query: "?"},
		{name: "search", path: "/search", query: "?q=harbour&"},
		{name: "empty", path: "/search", query: "?q=zzzzqqq&"},
		{name: "work", path: "/w/s-res-9901-2099", query: "?"},
		{name: "notes", path: "/w/invented-memorandum-2097", query: "?"},
		{name: "passage", path: "/w/s-res-9901-2099/para-2.a", query: "?"},
		{name: "pair", path: "/w/s-res-9901-2099", query: "?beside=fr&find=harbour&"},
		{name: "passage-pair", path: "/w/s-res-9901-2099/para-1", query: "?beside=zh&"},
		{name: "map", path: "/w/s-res-9901-2099/map", query: "?"},
		{name: "new", path: "/new", query: "?"},
		{name: "themes", path: "/themes", query: "?"},
		{name: "term", path: "/themes/theme/public-private-partnership", query: "?"},
		{name: "sources", path: "/sources", query: "?"},
		{name: "check", path: "/check", query: "?"},
		{name: "checked", path: "/check", query: "?", draft: faulty + "\n\nعملا بالفقرة 1 من القرار 9902 (2098) والقرار 9901 (2097)."},
		{name: "unresolved", path: "/unresolved", query: "?"},
		{name: "help", path: "/help", query: "?"},
	} {
		for _, l := range []string{"en", "ar"} {
			for _, width := range []int64{1280, 390} {
				name := fmt.Sprintf("%s-%s-%d", page.name, l, width)
				t.Run(name, func(t *testing.T) {
					visit, cancel := context.WithTimeout(ctx, 30*time.Second)
					defer cancel()
					console := chromedp.Console(visit)
					err := chromedp.Do(visit, chromedp.EmulateViewport(width, 900), scheme("light"),
						chromedp.Navigate(server.URL+page.path+page.query+"hl="+l))
					if err != nil {
						t.Fatal(err)
					}
					if page.draft != "" {
						err := chromedp.Do(visit, chromedp.SetValue("#text", page.draft),
							chromedp.Click(".draft-form button"), chromedp.WaitVisible(".verdicts"))
						if err != nil {
							t.Fatal(err)
						}
					}
					if over, err := chromedp.Run(visit, chromedp.Evaluate[string](sticksOut)); err != nil || over != "" {
						t.Errorf("wider than the window: %s %v", over, err)
					}
					if others, err := chromedp.Run(visit, chromedp.Evaluate[[]string](foreign)); err != nil || len(others) > 0 {
						t.Errorf("asked a third party: %v %v", others, err)
					}
					const end = "end of the page"
					if _, err := chromedp.Run(visit, chromedp.Evaluate[bool](`console.log("`+end+`"), true`)); err != nil {
						t.Fatal(err)
					}
					for m, err := range console {
						if err != nil || m.Text == end {
							break
						}
						t.Errorf("console: %s", m)
					}
					if shots == "" {
						return
					}
					picture, err := chromedp.Run(visit, chromedp.FullScreenshot(100))
					if err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(filepath.Join(shots, name+".png"), picture, 0o644); err != nil {
						t.Fatal(err)
					}
				})
			}
		}
	}
}

// foreign are the addresses that the browser asked for and that are not ours.
const foreign = `performance.getEntriesByType("resource").map((e) => e.name).filter((name) => !name.startsWith(location.origin + "/"))`

// sticksOut names the first element that makes the page scroll sideways.
const sticksOut = `(() => {
	const wide = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= wide) return "";
	for (const e of document.body.querySelectorAll("*")) {
		const r = e.getBoundingClientRect();
		if (r.right > wide + 1 || r.left < -1) return e.outerHTML.slice(0, 120);
	}
	return "the page";
})()`
