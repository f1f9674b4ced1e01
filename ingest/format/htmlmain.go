package format

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/PuerkitoBio/goquery"
)

// furniture is what surrounds the content of a page.
const furniture = `script, style, noscript, template, iframe, object, svg, canvas, form, button, select, input, textarea,
	nav, footer, dialog, [hidden], [aria-hidden="true"], [role="navigation"], [role="banner"], [role="contentinfo"], [role="search"],
	.breadcrumb, .breadcrumbs, .cookie, .cookies, .cookie-banner, .cookie-consent, #cookie-banner, .eu-cookie-compliance-banner, .sidebar, .region-sidebar-first,
	.region-sidebar-second, .pager, .pagination, .share, .social, .social-media, .addtoany_list, .a2a_kit, .skip-link, .visually-hidden, .element-invisible, .sr-only,
	.contextual-links, .block-language, .language-switcher, .language-switcher-language-url, .related-content, .print-link, .print_html, .tabs--primary`

// containers are the elements that hold the content of a page, the narrowest
// first: of Drupal, on which the sites of the United Nations, its press service
// and the Counter-Terrorism Committee stand, of DNN (GCTF), and what others,
// INTERPOL's among them, have in common.
var containers = []string{
	"article .field--name-body", ".node__content .field--name-body", ".field--name-body", ".field-name-body",
	"article .node__content", ".node__content", "main article", "article", "#dnn_ContentPane", "main .entry-content", ".entry-content", "#mw-content-text",
	"main .region-content", "main", `[role="main"]`, ".region-content", "#block-system-main", "#main-content", "#content", ".content",
}

// mainContent is the part of the page that holds its content: the first of the
// known containers with a fair share of the text; of a page that has none and is
// full of links what readability takes for the article; else the body.
func mainContent(doc *goquery.Document) *goquery.Selection {
	body := doc.Find("body")
	plain := body.Children().Length() == body.ChildrenFiltered("p, h1, h2, h3, h4, h5, h6, table, ul, ol, hr, br").Length()
	doc.Find(furniture).Remove()
	doc.Find("aside").FilterFunction(beside).Remove()
	whole := size(body)
	for _, s := range containers {
		if c := doc.Find(s); c.Length() == 1 && size(c)*3 >= whole {
			return c
		}
	}
	if !plain && cluttered(body, whole) {
		if article := articleOf(doc, whole); article != nil {
			return article
		}
	}
	body.ChildrenFiltered("header").Remove() // inside an article a header is its title
	return body
}

// sidebar is what pages put beside their content and mark in the same way as
// the boxes of it.
var sidebar = regexp.MustCompile(`(?i)\b(?:side-?bar|related|share|social|newsletter|subscribe|promo|advert\w*|widget|menu|toc)`)

// beside reports whether an <aside> is no box of the content: outside of it, or
// one of links.
func beside(_ int, s *goquery.Selection) bool {
	links := 0
	s.Find("a").Each(func(_ int, a *goquery.Selection) { links += size(a) })
	inside := s.Closest(`article, main, [role="main"]`).Length() > 0
	return !inside || links*3 > size(s) || sidebar.MatchString(s.AttrOr("class", "")+" "+s.AttrOr("id", ""))
}

// size is how much text is in a part of the page, in bytes.
func size(s *goquery.Selection) int { return len(strings.Join(strings.Fields(s.Text()), " ")) }

// cluttered reports whether a page is full of links that stand in no table.
func cluttered(body *goquery.Selection, whole int) bool {
	links, tabled := 0, 0
	body.Find("a").Each(func(_ int, a *goquery.Selection) { links += size(a) })
	body.ChildrenFiltered("table").Each(func(_ int, t *goquery.Selection) { tabled += size(t) })
	return links*5 >= whole && tabled*2 < whole
}

// articleOf is the article that readability finds, nil when that is less than a
// third of the text.
func articleOf(doc *goquery.Document, whole int) *goquery.Selection {
	p := readability.NewParser()
	p.MaxElemsToParse = MaxBlocks
	article, err := p.ParseDocument(doc.Nodes[0], nil)
	if err != nil || article.Node == nil {
		return nil
	}
	s := goquery.NewDocumentFromNode(article.Node).Selection
	if size(s)*3 < whole {
		return nil
	}
	return s
}

var siteName = regexp.MustCompile(` [|–—-] [^|]{2,60}$`)

// pageTitle is the page's heading where its title begins with it, else its title
// without the name of the site.
func pageTitle(doc *goquery.Document) string {
	title := Normalize(strings.Join(strings.Fields(doc.Find("head title").First().Text()), " "))
	if h := doc.Find("h1"); h.Length() == 1 {
		head := Normalize(strings.Join(strings.Fields(h.Text()), " "))
		if utf8.RuneCountInString(head) >= 8 && strings.HasPrefix(title, head) {
			return head
		}
	}
	if cut := siteName.ReplaceAllString(title, ""); strings.Contains(title, " | ") && utf8.RuneCountInString(cut) >= 8 {
		return cut
	}
	return title
}

var isoDay = regexp.MustCompile(`^(?:19|20)\d\d-\d\d-\d\d`)

// pageDate is the day a page was published, as its metadata say.
func pageDate(doc *goquery.Document) string {
	for _, s := range []string{`meta[property="article:published_time"]`, `meta[name="dcterms.date"]`, `meta[name="dcterms.created"]`, `meta[name="DC.date"]`, `meta[name="date"]`} {
		if d := isoDay.FindString(doc.Find(s).AttrOr("content", "")); d != "" {
			return d
		}
	}
	return ""
}
