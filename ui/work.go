package ui

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
)

// workPage is the view of templates/work.html: a work to be read.
type workPage struct {
	*Page
	Head       Work
	Facts      []Fact
	Languages  []Choice
	BesideWith []Choice // the languages that can be set beside the one read
	Read       string   // whose words the text read is, and in which language
	Second     *Version // the language set beside it, nil for none
	Find       *Sought  // what was looked for in the text, nil for nothing
	Missing    string   // says that the language wanted is not held
	Held       []string // sentences that say what is held of the work, and what is not
	Basis      string   // how the facts are known
	Relations  []Related
	Heads      []Heading // the contents
	General    []Note    // notes on the whole work
	Passages   []*Passage
	Footnotes  []*Passage
	Noted      bool // some passage has notes: they stand beside the text
	HasText    bool
	HasNotes   bool
	Jumps      []Choice // the numbered paragraphs
	CitedBy    string   // "cited by 40 passages", "" when nothing cites it
	CitedURL   string
	MapURL     string // the map of what it cites and what cites it
	Doubts     []Said
	Reading    string // address of the page that says how it was read, "" when no text is held
	Cite       CiteThis
}

// Work is the head of a work.
type Work struct {
	ID       corpus.WorkID
	Name     string // symbol, else title
	Symbol   string
	Heading  Said // title
	Kind     string
	Body     Said
	Date     string
	Charter  string // says that it stands under Chapter VII, when it does
	Official string // official address, "" unknown
	Lang     lang.Tag
}

// Fact is a line of the table of facts.
type Fact struct {
	Name  string
	Value Said
	Basis string // how it is known, when on a weaker basis than the others
}

// Related is a relation to another work.
type Related struct {
	Type string
	Cited
	Detail string
}

// Heading is a heading of the text.
type Heading struct {
	ID    string
	Text  string
	Level int // 1 is the outermost
}

// fewParagraphs need no list of their numbers.
const fewParagraphs = 6

// work answers /w/ID, /w/ID/LOCATOR and /w/ID/report; a symbol in their place is sent on to
// the proper address.
func (u *UI) work(ctx context.Context, p *Page) (any, error) {
	p.Nav = "sources"
	path := strings.Trim(strings.TrimPrefix(p.Path, "/w"), "/")
	format := ""
	if rest, suffix, ok := cutFormat(path); ok {
		path, format = rest, suffix
	}
	id, rest, _ := strings.Cut(path, "/")
	w, err := u.Library.Work(ctx, corpus.WorkID(id))
	if errors.Is(err, corpus.ErrNotFound) {
		return nil, u.refer(ctx, p, path)
	}
	if err != nil {
		return nil, err
	}
	if rest == mapPath {
		p.template = "map"
		return u.mapPage(ctx, p, w)
	}
	if rest == readingPath {
		p.template = "reading"
		return u.readingPage(p, w)
	}
	if format != "" {
		return nil, elsewhere{http.StatusSeeOther, recordPath(w.ID, corpus.Locator(rest)) + "." + format}
	}
	if to := p.negotiated(p.accept, w.ID, corpus.Locator(rest)); to != "" {
		return nil, elsewhere{http.StatusSeeOther, to}
	}
	if rest != "" {
		p.template = "passage"
		return u.passagePage(ctx, p, w, corpus.Locator(rest))
	}
	return u.workPage(ctx, p, w)
}

// refer finds the work that a symbol or a reference in an address names.
func (u *UI) refer(ctx context.Context, p *Page, path string) error {
	r, ok := cite.ParseReference(path)
	if !ok {
		return fmt.Errorf("%q: %w", path, corpus.ErrNotFound)
	}
	id, err := u.Library.Find(ctx, r.Target)
	if err != nil {
		return err
	}
	return redirect(p.Work(id, r.Locator))
}

func (u *UI) workPage(ctx context.Context, p *Page, w *corpus.Work) (any, error) {
	l := reading(w, p.Text)
	v := &workPage{Page: p, Head: p.head(w, l), HasText: l != "", HasNotes: w.NoteCount > 0}
	v.Facts = p.facts(w)
	v.Held = p.holdings(w)
	if w.Basis != "" {
		v.Basis = p.Word("basis", string(w.Basis))
	}
	v.Languages = p.languages(w, l)
	v.Read = p.label(w.Standing(l), l)
	if l != "" && l != p.Text {
		v.Missing = p.T("work.missing", "wanted", p.Language(p.Text), "shown", p.Language(l))
	}
	v.Relations = p.relations(ctx, w)
	counts, total, err := u.citedBy(ctx, w)
	if err != nil {
		return nil, err
	}
	if total > 0 {
		v.CitedBy = p.N("work.cited-by", total)
		v.CitedURL = p.facetLink("cites", string(w.Target()))
	}
	v.MapURL = p.Work(w.ID, mapPath)
	v.fill(ctx, w, l, counts)
	v.Doubts = doubts(w, l)
	if len(w.Documents) > 0 {
		v.Reading = p.Work(w.ID, readingPath)
	}
	p.Title = w.Name(p.Tag)
	p.Lead = v.Head.Heading.Text
	p.record(w, nil, "", l)
	v.Cite = p.citeThis(w, nil, "")
	return v, nil
}

// fill lays out the provisions.
func (v *workPage) fill(ctx context.Context, w *corpus.Work, l lang.Tag, counts map[corpus.Locator]int) {
	second := v.beside(w, l)
	if l != "" {
		v.BesideWith = v.besideWith(w.Texts(), l, second)
		v.Find = v.sought()
	}
	if second != "" {
		v.Second = &Version{Lang: second, Dir: lang.Get(second).Dir(), Label: v.label(w.Standing(second), second)}
	}
	see, seeSecond := shown(w, l), shown(w, second)
	var above []string // headings the passage before stands under
	for i := range w.Provisions {
		o := &w.Provisions[i]
		if !see(o) && (second == "" || o.Texts[second] == nil || !seeSecond(o)) {
			continue
		}
		s := v.passage(ctx, w, o, l, "")
		v.pair(ctx, w, o, s, l, second, "")
		s.CitedBy = counts[o.Locator]
		if v.Find != nil {
			v.Find.look(v.Page, s)
		}
		if text, in := o.Passage(l); text != nil && !footnote(o.Locator) && (second == "" || in == l) {
			s.Headings = begun(above, text.Headings, len(v.Heads))
			above = text.Headings
		}
		v.put(o, s)
	}
	if len(v.Jumps) < fewParagraphs {
		v.Jumps = nil
	}
	v.inPlace()
	if v.Find != nil {
		v.Find.conclude(v.Page)
	}
}

// put sets s where it belongs: among the general notes, the footnotes or the
// passages with their headings and numbers.
func (v *workPage) put(o *corpus.Provision, s *Passage) {
	if o.Locator == "" {
		v.General = append(v.General, s.Notes...)
		return
	}
	v.Noted = v.Noted || len(s.Notes) > 0
	if footnote(o.Locator) {
		v.Footnotes = append(v.Footnotes, s)
		return
	}
	v.Heads = append(v.Heads, s.Headings...)
	v.Passages = append(v.Passages, s)
	if jump := len(v.Jumps); o.Number != "" && !strings.Contains(string(o.Locator), "/") && (jump == 0 || v.Jumps[jump-1].Label != o.Number) {
		v.Jumps = append(v.Jumps, Choice{Label: o.Number, URL: "#" + string(o.Locator)})
	}
}

// inPlace takes each footnote to the passage that its mark stands in first; the
// others stay at the end.
func (v *workPage) inPlace() {
	notes := map[corpus.Locator]*Passage{}
	for _, fn := range v.Footnotes {
		notes[fn.Locator] = fn
	}
	for _, s := range v.Passages {
		for _, r := range s.refs {
			if fn := notes[r.Locator]; fn != nil {
				s.Feet = append(s.Feet, fn)
				delete(notes, r.Locator)
			}
		}
	}
	v.Footnotes = keep(v.Footnotes, func(s *Passage) bool { return notes[s.Locator] != nil })
}

// begun are the headings of now that did not stand above before.
func begun(before, now []string, n int) []Heading {
	same := 0
	for same < len(before) && same < len(now) && before[same] == now[same] {
		same++
	}
	var out []Heading
	for i := same; i < len(now); i++ {
		n++
		out = append(out, Heading{ID: fmt.Sprintf("heading-%d", n), Text: now[i], Level: min(i+1, 3)})
	}
	return out
}

// head is the head of a work read in l.
func (p *Page) head(w *corpus.Work, l lang.Tag) Work {
	h := Work{
		ID:     w.ID,
		Name:   w.Name(p.Tag),
		Symbol: w.Symbol,
		Kind:   p.term("kind/" + string(w.Kind)),
		Body:   p.word("body", w.Body),
		Lang:   l,
	}
	h.Heading = title(w, p.Tag)
	if w.Date != "" {
		h.Date = p.Date(w.Date)
	}
	if w.ChapterVII == "yes" {
		h.Charter = p.T("chapter-vii.short")
	}
	h.Official = official(w, p.Text)
	return h
}

// word is a word of the data in the interface's language, or as it stands, in English.
func (p *Page) word(prefix, name string) Said {
	if p.Has(prefix + "." + slug(name)) {
		return said(p.Word(prefix, name), p.Tag)
	}
	return said(name, lang.English)
}

// title is the title of w in t or the language it has one in.
func title(w *corpus.Work, t lang.Tag) Said {
	for _, o := range append([]lang.Tag{t}, lang.Texts...) {
		if s := w.Titles[o]; s != "" {
			return said(s, o)
		}
	}
	if w.Symbol != "" {
		return Said{}
	}
	return Said{Text: string(w.ID)}
}

// official is the official address of a work, in l where there is one.
func official(w *corpus.Work, l lang.Tag) string {
	for _, o := range append([]lang.Tag{l}, lang.Texts...) {
		if s := w.Addresses[o]; external(s) {
			return s
		}
	}
	if s := cite.Address(w.Target(), l); external(s) {
		return s
	}
	return ""
}

// factKeys are the catalogue's keys of the facts.
var factKeys = map[string]string{"symbol": "symbol", "kind": "kind", "body": "body", "date": "date", "meeting": "meeting",
	"chapter-vii": "chapter-vii", "alias": "aliases"}

// holdings says what the library holds of w and what it does not.
func (p *Page) holdings(w *corpus.Work) []string {
	var out []string
	texts := w.Texts()
	for _, s := range corpus.Standings {
		if held := keep(texts, func(t lang.Tag) bool { return w.Standing(t) == s }); len(held) > 0 {
			out = append(out, p.T("work.held-"+string(s), "languages", p.names(held)))
		}
	}
	var missing []lang.Tag
	for _, t := range w.Languages {
		if len(texts) > 0 && !slices.Contains(texts, t) {
			missing = append(missing, t)
		}
	}
	if len(missing) > 0 {
		out = append(out, p.T("work.not-held", "languages", p.names(missing)))
	}
	noted, bare := 0, 0
	for i := range w.Provisions {
		o := &w.Provisions[i]
		switch {
		case o.Locator == "":
		case len(o.Notes) > 0:
			noted++
		case o.Number != "" && len(o.Texts) > 0 && !footnote(o.Locator):
			bare++
		}
	}
	if noted > 0 {
		out = append(out, p.T("work.noted", "notes", p.N("held.notes", w.NoteCount), "places", p.N("work.on-places", noted)))
	}
	if noted > 0 && bare > 0 {
		out = append(out, p.N("work.bare", bare))
	}
	if noted > 0 && len(texts) == 0 {
		out = append(out, p.T("work.rest-not-held"))
	}
	return out
}

func (p *Page) names(ts []lang.Tag) string {
	var names []string
	for _, t := range ts {
		names = append(names, p.Language(t))
	}
	return strings.Join(names, p.T("list.comma"))
}

func (p *Page) facts(w *corpus.Work) []Fact {
	var out []Fact
	add := func(key string, value Said) {
		if value.Text == "" {
			return
		}
		f := Fact{Name: p.T("fact." + key), Value: value}
		if b := w.Facts[factKeys[key]]; b != "" {
			f.Basis = p.Word("basis-short", string(b))
		}
		out = append(out, f)
	}
	add("symbol", Said{Text: w.Symbol})
	add("kind", said(p.term("kind/"+string(w.Kind)), p.Tag))
	add("body", p.word("body", w.Body))
	if w.Date != "" {
		add("date", said(p.Date(w.Date), p.Tag))
	}
	add("meeting", Said{Text: w.Meeting})
	switch w.ChapterVII {
	case "yes", "no":
		add("chapter-vii", said(p.T("chapter-vii."+w.ChapterVII), p.Tag))
	}
	for _, a := range w.Aliases {
		if a.Lang == "" || a.Lang == p.Tag || a.Lang == lang.English {
			add("alias", said(a.Text, a.Lang))
		}
	}
	return out
}

// languages are the versions held, each a link to the page in it.
func (p *Page) languages(w *corpus.Work, current lang.Tag) []Choice {
	var out []Choice
	for _, t := range w.Texts() {
		l := lang.Get(t)
		out = append(out, Choice{Label: l.Name, URL: p.with("lang", string(t)), Tag: t, Dir: l.Dir(), Current: t == current})
	}
	return out
}

func (p *Page) relations(ctx context.Context, w *corpus.Work) []Related {
	var out []Related
	for _, r := range w.Relations {
		c := corpus.Citation{Target: r.Target, Status: corpus.Resolved, Relation: r.Type}
		out = append(out, Related{
			Type:   p.Word("relation", r.Type),
			Cited:  Cited{Text: string(r.Target), Chip: p.chip(ctx, &c)},
			Detail: r.Detail,
		})
	}
	return out
}

// citedBy counts the passages of other works that cite each provision of w,
// and all that cite w. The language versions of a citing passage count once.
func (u *UI) citedBy(ctx context.Context, w *corpus.Work) (map[corpus.Locator]int, int, error) {
	type place struct {
		work    corpus.WorkID
		locator corpus.Locator
	}
	all := map[place]bool{}
	each := map[corpus.Locator]map[place]bool{}
	here := map[corpus.Locator]bool{}
	for i := range w.Provisions {
		here[w.Provisions[i].Locator] = true
	}
	for m, err := range u.Library.CitedBy(ctx, w.Target(), "") {
		if err != nil {
			return nil, 0, err
		}
		from := place{m.Work, m.Locator}
		all[from] = true
		for _, l := range m.Citation.Pinpoints {
			for l != "" && !here[l] {
				l = l.Parent()
			}
			if l == "" {
				continue
			}
			if each[l] == nil {
				each[l] = map[place]bool{}
			}
			each[l][from] = true
		}
	}
	counts := map[corpus.Locator]int{}
	for l, places := range each {
		counts[l] = len(places)
	}
	return counts, len(all), nil
}

// doubts are what the sources and their joining left uncertain.
func doubts(w *corpus.Work, l lang.Tag) []Said {
	var out []Said
	for _, s := range slices.Concat(w.Doubts, w.Warnings) {
		out = append(out, said(s, lang.English))
	}
	for _, d := range w.Documents {
		if d.Lang != l {
			continue
		}
		for _, x := range d.Warnings {
			s := x.Text
			if x.Where != "" {
				s = x.Where + ": " + s
			}
			out = append(out, said(s, lang.English))
		}
	}
	return out
}
