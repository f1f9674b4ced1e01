package ui

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"concordance/corpus"
	"concordance/corpus/lang"
)

// unresolvedPage is the view of templates/unresolved.html: the mentions that could
// not be resolved, by status and reason, or those of one reason.
type unresolvedPage struct {
	*Page
	Count    string
	Statuses []doubtShelf
	Chosen   string // the status in words, "" on the first page
	Reason   Said
	Back     string
	Mentions []doubtful
	Previous string
	Next     string
}

// doubtShelf is a status with its reasons, the most frequent first.
type doubtShelf struct {
	Label   string
	Count   string
	Reasons []reasonShelf
	n       int
}

// reasonShelf is the mentions that have a reason in common.
type reasonShelf struct {
	Reason Said // empty when each has its own
	URL    string
	Count  string
	n      int
}

// doubtful is a mention with the words around it.
type doubtful struct {
	Name, Place, URL string
	Text             Said
	Segments         []Segment
	Read             string // what it was read as, "" when nothing
	Why              Said
	Lang             string
}

const (
	maxMentions = 50  // on a page
	around      = 120 // bytes of the text before and after a mention
)

// unresolvedCache keeps the mentions while the library does not change.
type unresolvedCache struct {
	sync.Mutex
	seq   uint64
	known bool
	all   []corpus.Mention
}

// list gives the mentions, by document. They are shared: not to be changed.
func (c *unresolvedCache) list(ctx context.Context, lib corpus.Library) ([]corpus.Mention, error) {
	n, err := lib.Counts(ctx)
	if err != nil {
		return nil, err
	}
	c.Lock()
	defer c.Unlock()
	if c.known && c.seq == n.Seq {
		return c.all, nil
	}
	var all []corpus.Mention
	for m, err := range lib.Unresolved(ctx, "") {
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	c.seq, c.known, c.all = n.Seq, true, all
	return all, nil
}

// common is the reason that a mention has in common with others of its status:
// its code, or a sentence of another hand. What names a work or a year is its
// own, and left out.
func common(c *corpus.Citation) string {
	if c.Status == corpus.WrongYear || c.Status == corpus.NoSuchParagraph {
		return ""
	}
	if rs := c.Why(); len(rs) > 0 {
		return rs[len(rs)-1].Code
	}
	return c.Detail
}

// shared words what common gave.
func (p *Page) shared(reason string) Said {
	if p.Has("reason." + reason) {
		return said(p.kindOf(corpus.Because(reason)), p.Tag)
	}
	return said(reason, lang.English)
}

func (u *UI) unresolved(ctx context.Context, p *Page) (any, error) {
	p.Nav = "sources"
	p.Title = p.T("unresolved.title")
	all, err := u.doubts.list(ctx, u.Library)
	if err != nil {
		return nil, err
	}
	v := &unresolvedPage{Page: p, Count: p.N("unresolved.count", len(all)), Back: p.Link("/unresolved", "")}
	status := corpus.Status(p.Query.Get("status"))
	if status == "" {
		p.Canonical = p.base + "/unresolved"
		v.Statuses = p.doubtShelves(all)
		return v, nil
	}
	if !slices.Contains([]corpus.Status{corpus.Unresolved, corpus.Ambiguous, corpus.WrongYear, corpus.NoSuchParagraph}, status) {
		return nil, badRequest{errors.New("there is no such status")}
	}
	p.NoIndex = true
	reason := p.Query.Get("reason")
	v.Chosen, v.Reason = p.Word("status", string(status)), p.shared(reason)
	var here []corpus.Mention
	for _, m := range all {
		if m.Citation.Status == status && common(&m.Citation) == reason {
			here = append(here, m)
		}
	}
	v.Count = p.N("unresolved.count", len(here))
	if here, err = v.turn(here); err != nil {
		return nil, badRequest{err}
	}
	v.Mentions, err = u.doubtfuls(ctx, p, here)
	return v, err
}

// turn cuts out the page asked for and sets the links to its neighbours.
func (v *unresolvedPage) turn(ms []corpus.Mention) ([]corpus.Mention, error) {
	n := 1
	if s := v.Query.Get("page"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil || n < 1 {
			return nil, errors.New("page is a number from 1")
		}
	}
	if n-1 > len(ms)/maxMentions {
		return nil, errors.New("there are fewer pages")
	}
	start := (n - 1) * maxMentions
	end := min(len(ms), start+maxMentions)
	if n > 1 {
		v.Previous = v.with("page", strconv.Itoa(n-1))
	}
	if end < len(ms) {
		v.Next = v.with("page", strconv.Itoa(n+1))
	}
	return ms[start:end], nil
}

func (p *Page) doubtShelves(all []corpus.Mention) []doubtShelf {
	counts := map[corpus.Status]map[string]int{}
	for i := range all {
		c := &all[i].Citation
		if counts[c.Status] == nil {
			counts[c.Status] = map[string]int{}
		}
		counts[c.Status][common(c)]++
	}
	var out []doubtShelf
	for status, reasons := range counts {
		s := doubtShelf{Label: p.Word("status", string(status))}
		for why, n := range reasons {
			at := url.Values{"status": {string(status)}}
			if why != "" {
				at.Set("reason", why)
			}
			s.Reasons = append(s.Reasons, reasonShelf{p.shared(why), p.link("/unresolved", at, ""), p.Num(n), n})
			s.n += n
		}
		s.Count = p.Num(s.n)
		slices.SortFunc(s.Reasons, func(a, b reasonShelf) int { return cmp.Or(b.n-a.n, cmp.Compare(a.Reason.Text, b.Reason.Text)) })
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b doubtShelf) int { return cmp.Or(b.n-a.n, cmp.Compare(a.Label, b.Label)) })
	return out
}

// doubtfuls reads the texts of mentions, which come by work.
func (u *UI) doubtfuls(ctx context.Context, p *Page, ms []corpus.Mention) ([]doubtful, error) {
	var out []doubtful
	var w *corpus.Work
	for _, m := range ms {
		if w == nil || w.ID != m.Work {
			var err error
			if w, err = u.Library.Work(ctx, m.Work); err != nil {
				return nil, err
			}
		}
		_, l := m.Document.Split()
		d := doubtful{Name: w.Name(p.Tag), Place: p.Locator(m.Locator), URL: p.link(workPath(w.ID, m.Locator), url.Values{"lang": {string(l)}}, ""),
			Why: p.why(m.Citation.Why(), m.Citation.Detail), Lang: p.Word("language", string(l))}
		if m.Citation.Target != "" {
			d.Read = p.T("unresolved.read", "citation", p.citation(&m.Citation))
		}
		if x := w.Provision(m.Locator); x != nil && x.Texts[l] != nil {
			d.Text, d.Segments = said("", l), surroundings(x.Texts[l].Text, m.Citation.Start, m.Citation.End)
		}
		out = append(out, d)
	}
	return out, nil
}

// surroundings are the words from start to end, marked, with those around them.
func surroundings(text string, start, end int) []Segment {
	if start < 0 || end < start || end > len(text) {
		return nil
	}
	before, after := text[:start], text[end:]
	if i := len(before) - around; i > 0 {
		if k := strings.IndexAny(before[i:], " \n"); k >= 0 {
			i += k
		}
		before = "…" + strings.ToValidUTF8(before[i:], "")
	}
	if len(after) > around {
		i := around
		if k := strings.LastIndexAny(after[:i], " \n"); k > 0 {
			i = k
		}
		after = strings.ToValidUTF8(after[:i], "") + "…"
	}
	return []Segment{{Text: before}, {Text: text[start:end], Match: true}, {Text: after}}
}
