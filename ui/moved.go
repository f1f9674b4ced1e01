package ui

import (
	"context"
	"net/http"
	"net/url"

	"concordance/corpus"
)

// fromParam carries, in the address of a page, the locator that its reader followed.
const fromParam = "from"

// moved sends the reader of an old permalink on to where its passage stands
// now, or says on the page what they should know: that they were sent on, or
// that another passage had this number before. o is what the work has at l, nil
// for nothing. The error is missing when nothing is or ever was there.
func (u *UI) moved(ctx context.Context, p *Page, w *corpus.Work, o *corpus.Provision, l corpus.Locator) error {
	ms, err := u.Library.Moved(ctx, w.ID)
	if err != nil {
		return err
	}
	here := o != nil && has(o, l)
	m, ok := corpus.Follow(ms, l, p.Text)
	if ok {
		to := w.Provision(m.To)
		ok = m.To != l && to != nil && has(to, m.To)
	}
	switch {
	case ok && (!here || m.Lang == p.Text && o.Texts[p.Text] == nil):
		return elsewhere{http.StatusFound, p.movedTo(w, m)}
	case !here:
		return missing{w, l}
	case ok:
		p.Notice = p.T("passage.number-moved", "place", p.Locator(l), "to", p.Locator(m.To), "language", p.Language(m.Lang))
		p.NoticeURL = p.movedTo(w, m)
		return nil
	}
	from := corpus.Locator(p.Query.Get(fromParam))
	if m, ok := corpus.Follow(ms, from, p.Text); ok && from.Valid() && m.To == l {
		p.Notice = p.T("passage.moved", "from", p.Locator(from), "to", p.Locator(l))
	}
	return nil
}

// movedTo is the address of where m leads. A passage that stands apart in one
// language is read in that language.
func (p *Page) movedTo(w *corpus.Work, m corpus.Move) string {
	v := url.Values{fromParam: {string(m.From)}}
	if l := m.To.Only(); l != "" {
		v.Set("lang", string(l))
	}
	return p.link(workPath(w.ID, m.To), v, "")
}
