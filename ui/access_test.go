package ui

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"concordance/corpus/lang"
)

// TestZoom: a window of 1280 pixels holds 640 at 200 % and 320 at 400 %; no
// page may ask to be scrolled sideways.
func TestZoom(t *testing.T) {
	if testing.Short() {
		t.Skip("pages are as wide in a short run: the long one looks at all of them")
	}
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	for _, l := range []lang.Tag{"en", "ru", "ar"} { // Russian has the longest words
		for _, k := range kinds {
			v.do("light", media("prefers-color-scheme", "light"), chromedp.EmulateViewport(640, 480))
			v.opened(base, in(k.address, l), k.draft)
			for _, width := range []int64{640, 320} {
				v.do("zooming", chromedp.EmulateViewport(width, 480))
				if over, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](sticksOut)); err != nil || over != "" {
					t.Errorf("%s in %s at %d: wider than the window: %s %v", k.name, l, width, over, err)
				}
			}
		}
	}
}

// TestReducedMotion: nothing moves for a reader who asks for that, also while
// results are on their way.
func TestReducedMotion(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	const moving = `[document.documentElement, ...document.body.querySelectorAll("*")].filter((e) => {
		const s = getComputedStyle(e);
		return s.animationName !== "none" || parseFloat(s.transitionDuration) > 0 || s.scrollBehavior === "smooth";
	}).length`
	for _, k := range kinds {
		v.do("motion", media("prefers-reduced-motion", "no-preference"))
		v.opened(base, in(k.address, "en"), k.draft)
		v.do("waiting", eval(`document.querySelector(".desk")?.setAttribute("aria-busy", "true")`))
		v.until(k.name+": something moves where it may", moving+` > 0`)
		v.do("no motion", media("prefers-reduced-motion", "reduce"))
		v.until(k.name+": nothing moves", moving+` === 0`)
	}
}

// TestForcedColours: where the reader's colours replace ours, what colour alone
// or a background would say is still there to see.
func TestForcedColours(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	const framed = `.every((e) => { const s = getComputedStyle(e); return s.borderStyle !== "none" || s.outlineStyle !== "none" || s.textDecorationLine !== "none"; })`
	for _, scheme := range []string{"light", "dark"} {
		v.do("forced colours", media("forced-colors", "active", "prefers-color-scheme", scheme))
		for _, x := range []struct{ address, draft, marks string }{
			{address: "/search?q=harbour", marks: ".force, .said.ours, mark"},
			{address: "/w/s-res-9901-2099?find=harbour", marks: ".note, mark"},
			{address: "/w/s-res-9901-2099/para-2.a", marks: ".line.asked"},
			{address: "/check", draft: faulty, marks: ".verdict, .cited, .differs"},
		} {
			v.opened(base, in(x.address, "en"), x.draft)
			all := fmt.Sprintf(`[...document.querySelectorAll(%q)]`, x.marks)
			v.until(x.address+" has marks", all+`.length > 0`)
			v.until(x.address+": they are seen", all+framed)
		}
		v.opened(base, "/search?q=lanterns+OR+lighthouses&hl=en", "")
		v.until("bars have the colour of links", `getComputedStyle(document.querySelector("rect.bar")).fill === getComputedStyle(document.querySelector(".hit h3 a")).color`)
		v.opened(base, "/w/s-res-9901-2099/map?hl=en", "")
		v.until("the map has the colours of text", `(() => {
			const ink = getComputedStyle(document.body).color;
			return getComputedStyle(document.querySelector(".drawing path")).stroke === ink && getComputedStyle(document.querySelector(".drawing text:last-of-type")).fill === ink;
		})()`)
	}
}

// TestFocusIsSeen: whatever the Tab key reaches shows that it is reached.
func TestFocusIsSeen(t *testing.T) {
	v := visit{T: t, ctx: browser(t)}
	base := served(t)
	for _, k := range kinds {
		v.opened(base, in(k.address, "en"), k.draft)
		v.do("the Tab key", chromedp.KeyEvent("\t"))
		unseen, err := chromedp.Run(v.ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
			.filter((e) => e.checkVisibility())
			.filter((e) => {
				e.focus();
				const s = getComputedStyle(e);
				return document.activeElement !== e || s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2;
			})
			.map((e) => e.outerHTML.slice(0, 120))`))
		if err != nil || len(unseen) > 0 {
			t.Errorf("%s: the focus is not seen on %q %v", k.name, unseen, err)
		}
	}
}
