package api

import (
	"cmp"
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"concordance/corpus"
	"concordance/corpus/cite"
	"concordance/corpus/lang"
	"concordance/corpus/vocab"
	"concordance/index"
)

// builder makes resources, and remembers what it looked up in the library.
type builder struct {
	lib   corpus.Library
	base  string
	held  map[corpus.Target]corpus.WorkID // "" for a target that is not held
	works map[corpus.WorkID]*corpus.Work  // summaries
	ui    lang.Tag                        // in which citations are written
}

func newBuilder(lib corpus.Library, base string) *builder {
	return &builder{lib, base, map[corpus.Target]corpus.WorkID{}, map[corpus.WorkID]*corpus.Work{}, lang.English}
}

// find is the ID of the held work that t names, "" when none is.
func (b *builder) find(ctx context.Context, t corpus.Target) (corpus.WorkID, error) {
	if t == "" || strings.Contains(string(t), " + ") {
		return "", nil
	}
	if id, ok := b.held[t]; ok {
		return id, nil
	}
	id, err := b.lib.Find(ctx, t)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return "", err
	}
	b.held[t] = id
	return id, nil
}

// summary is a held work without its provisions.
func (b *builder) summary(ctx context.Context, id corpus.WorkID) (*corpus.Work, error) {
	if w, ok := b.works[id]; ok {
		return w, nil
	}
	w, err := b.lib.Summary(ctx, id)
	if err != nil {
		return nil, err
	}
	b.works[id] = w
	return w, nil
}

// address is the permalink of the first of ls in the work that t names, "" when it is not held.
func (b *builder) address(ctx context.Context, t corpus.Target, ls []corpus.Locator) (string, error) {
	id, err := b.find(ctx, t)
	if err != nil || id == "" {
		return "", err
	}
	if len(ls) > 0 {
		return Permalink(b.base, id, ls[0]), nil
	}
	return Permalink(b.base, id, ""), nil
}

func (b *builder) passage(ctx context.Context, w *corpus.Work, p *corpus.Provision, l corpus.Locator, ms []corpus.Mention) (Passage, error) {
	out := Passage{
		Work: string(w.Target()), WorkID: w.ID, Title: w.Title(lang.English),
		Locator: l, Number: p.Number,
		Role: index.RoleOf(p), Force: index.ForceOf(p), Verb: verb(p),
		Headings: []string{}, Text: map[lang.Tag]string{}, Parts: []Part{}, Notes: list(p.Notes), Terms: terms(p),
		Citations: []Citation{}, CitedBy: []Citing{},
		Cite: styles(w, p.Claims(l), b.ui, cite.Cite), Short: styles(w, p.Claims(l), b.ui, cite.CiteShort), URL: Permalink(b.base, w.ID, l), Address: official(w),
	}
	if t, _ := p.Passage(lang.English); t != nil {
		out.Headings, out.Country = list(t.Headings), t.Country
	}
	if l != p.Locator {
		out.Excerpt = map[lang.Tag]string{}
	}
	for _, t := range lang.Texts {
		text := p.Texts[t]
		if text == nil {
			continue
		}
		out.Text[t] = text.Text
		for _, part := range text.Parts {
			if part.Locator == l && out.Excerpt != nil {
				out.Number, out.Excerpt[t] = part.Number, text.Text[part.Start:part.End]
			}
			out.Parts = append(out.Parts, Part{part.Locator, part.Number, t, part.Start, part.End})
		}
		for _, c := range text.Citations {
			r, err := b.citation(ctx, text.Text, t, c)
			if err != nil {
				return out, err
			}
			out.Citations = append(out.Citations, r)
		}
	}
	places := distinct(ms)
	out.Citing = len(places)
	for _, m := range places[:min(len(places), maxCiting)] {
		c, err := b.citing(ctx, m)
		if err != nil {
			return out, err
		}
		out.CitedBy = append(out.CitedBy, c)
	}
	return out, nil
}

func (b *builder) citation(ctx context.Context, text string, l lang.Tag, c corpus.Citation) (Citation, error) {
	at := c.Pinpoints
	if c.Status == corpus.NoSuchParagraph {
		at = nil // the work is the nearest there is
	}
	u, err := b.address(ctx, c.Target, at)
	return Citation{
		Lang: l, Start: c.Start, End: c.End, Surface: surface(text, c),
		Target: c.Target, Pinpoints: list(c.Pinpoints), Form: c.Form, Relation: c.Relation,
		Status: c.Status, Candidates: c.Candidates, Detail: c.Detail, From: c.From, URL: u,
	}, err
}

// surface is the words of the mention; "" when the span is not one of the text.
func surface(text string, c corpus.Citation) string {
	if c.Start < 0 || c.End > len(text) || c.Start > c.End {
		return ""
	}
	return text[c.Start:c.End]
}

func (b *builder) citing(ctx context.Context, m corpus.Mention) (Citing, error) {
	w, err := b.summary(ctx, m.Work)
	if err != nil {
		return Citing{}, err
	}
	_, l := m.Document.Split()
	return Citing{
		Work: string(w.Target()), WorkID: w.ID, Locator: m.Locator, Relation: cmp.Or(m.Citation.Relation, plainly), Lang: l,
		URL: Permalink(b.base, w.ID, m.Locator),
	}, nil
}

// distinct leaves one mention of each citing passage: that of the first
// language in the order readers fall back. The works keep their order.
func distinct(ms []corpus.Mention) []corpus.Mention {
	type place struct {
		w corpus.WorkID
		l corpus.Locator
	}
	at := map[place]int{}
	var out []corpus.Mention
	for _, m := range ms {
		k := place{m.Work, m.Locator}
		i, seen := at[k]
		switch {
		case !seen:
			at[k] = len(out)
			out = append(out, m)
		case rank(m) < rank(out[i]):
			out[i] = m
		}
	}
	return out
}

// rank orders mentions by the language of their document; a note's comes last.
func rank(m corpus.Mention) int {
	_, l := m.Document.Split()
	if i := slices.Index(lang.Texts, l); i >= 0 {
		return i
	}
	return len(lang.Texts)
}

func (b *builder) work(ctx context.Context, w *corpus.Work) (WorkInfo, error) {
	out := WorkInfo{
		ID: w.ID, Symbol: w.Symbol, Name: w.Name(lang.English), Title: w.Title(lang.English), Titles: dict(w.Titles),
		Aliases: list(w.Aliases), Kind: w.Kind, Body: w.Body, Date: w.Date, Meeting: w.Meeting, ChapterVII: w.ChapterVII,
		Languages: list(w.Texts()), Published: list(w.Languages), Addresses: dict(w.Addresses),
		Relations: []Relation{}, Versions: []Version{}, Notes: []corpus.Note{}, NoteCount: w.NoteCount,
		Basis: w.Basis, Facts: dict(w.Facts), Doubts: list(w.Doubts), Warnings: list(w.Warnings),
		Cite: styles(w, "", b.ui, cite.Cite), Short: styles(w, "", b.ui, cite.CiteShort), URL: Permalink(b.base, w.ID, ""), Address: official(w),
	}
	for _, r := range w.Relations {
		u, err := b.address(ctx, r.Target, nil)
		if err != nil {
			return out, err
		}
		out.Relations = append(out.Relations, Relation{r.Type, r.Target, r.Detail, u})
	}
	for _, d := range w.Documents {
		out.Versions = append(out.Versions, version(d))
	}
	for _, p := range w.Provisions {
		if p.Locator == "" {
			out.Notes = append(out.Notes, p.Notes...)
		}
	}
	return out, nil
}

// version leaves the folder of the file out: it is the operator's own.
func version(d corpus.DocumentInfo) Version {
	s := d.Source
	return Version{
		ID: d.ID, Lang: d.Lang, Passages: d.Passages, File: path.Base(strings.ReplaceAll(s.File, `\`, "/")), Format: s.Format,
		MediaType: s.MediaType, SHA256: s.SHA256, Address: s.Address, Retrieved: s.Retrieved, Marked: s.Marked,
		Warnings: list(d.Warnings),
	}
}

func verb(p *corpus.Provision) string {
	if t, _ := p.Passage(lang.English); t != nil && t.Verb != "" {
		return t.Verb
	}
	for _, n := range p.Notes {
		if n.Verb != "" {
			return n.Verb
		}
	}
	return ""
}

// provenance orders where a term comes from: what a person settled wins over a rule.
var provenance = []string{"curated", "person", "rule"}

// terms are those of the notes and of every language, each once, with its best provenance.
func terms(p *corpus.Provision) []Term {
	from := map[string]string{}
	add := func(us []corpus.TermUse, otherwise string) {
		for _, u := range us {
			f := cmp.Or(u.From, otherwise)
			if old, ok := from[u.ID]; !ok || slices.Index(provenance, f) < slices.Index(provenance, old) {
				from[u.ID] = f
			}
		}
	}
	for _, n := range p.Notes {
		add(n.Terms, "curated")
	}
	for _, t := range p.Texts {
		add(t.Terms, "rule")
	}
	out := []Term{}
	for id, f := range from {
		t := Term{ID: id, Label: id, From: f}
		if v := vocab.Lookup(id); v != nil {
			t.Label = v.Label(lang.English)
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b Term) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// styles cites w, or a place in it, in every style that can.
func styles(w *corpus.Work, l corpus.Locator, ui lang.Tag, write citing) map[string]string {
	m := map[string]string{}
	for _, s := range cite.Styles {
		if c, err := write(s.Name, w, l, ui); err == nil {
			m[s.Name] = c
		}
	}
	return m
}

// citing is cite.Cite or cite.CiteShort.
type citing func(style string, w *corpus.Work, l corpus.Locator, ui lang.Tag) (string, error)

// official is the official address of w: in English, else in a language it is held in.
func official(w *corpus.Work) string {
	for _, l := range lang.Texts {
		if a := w.Addresses[l]; a != "" {
			return a
		}
	}
	if w.Symbol == "" {
		return ""
	}
	return cite.Address(w.Target(), lang.English)
}

// list and dict make what is empty an empty list and object, never null.
func list[T any](xs []T) []T {
	if xs == nil {
		return []T{}
	}
	return xs
}

func dict[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return m
}
