package ui

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"concordance/corpus"
)

// mapPage is the view of templates/map.html: what cites a work and what it
// cites, drawn and as lists.
type mapPage struct {
	*Page
	Head    Work
	Back    string
	Citing  []Neighbour // the works that cite it, those that do so most first
	Cited   []Neighbour // the works it cites
	Drawing *Drawing    // nil when there is nothing to draw
	Partly  string      // says that the drawing leaves some out, "" when it does not
}

// Neighbour is a work at the other end of citations.
type Neighbour struct {
	Name  string
	Title Said
	URL   string // "" when nothing is known of it
	Times string // in how many passages
	date  string
	n     int
}

// Drawing is the map: the work in the middle, a line to each neighbour.
type Drawing struct {
	Width, Height, Middle int
	Names                 []DrawnName
	Lines                 []DrawnLine
}

// DrawnName is a name on the map.
type DrawnName struct {
	X, Y   int
	Anchor string // "start", "middle", "end"
	Text   string
}

// DrawnLine is a curve to the middle; the more citations, the thicker.
type DrawnLine struct{ X1, Y1, CX1, CX2, X2, Y2, Thick int }

// mapPath is the last part of the page's address.
const mapPath = "map"

// Measures of the drawing.
const (
	drawn     = 14 // neighbours drawn on a side
	rowHeight = 30
	nameWidth = 230
	mapWidth  = 800
	longName  = 26 // letters
)

func (u *UI) mapPage(ctx context.Context, p *Page, w *corpus.Work) (any, error) {
	v := &mapPage{Page: p, Head: p.head(w, reading(w, p.Text)), Back: p.Work(w.ID, "")}
	var err error
	if v.Citing, err = u.citingWorks(ctx, p, w); err != nil {
		return nil, err
	}
	v.Cited = u.citedWorks(ctx, p, w)
	if len(v.Citing)+len(v.Cited) > 0 {
		v.Drawing = draw(w.Name(p.Tag), v.Citing, v.Cited, p.Dir() == "rtl")
	}
	if len(v.Citing) > drawn || len(v.Cited) > drawn {
		v.Partly = p.T("map.partly", "n", drawn)
	}
	p.Title = p.T("map.title") + p.T("list.colon") + w.Name(p.Tag)
	p.Canonical = p.base + workPath(w.ID, mapPath)
	return v, nil
}

// citingWorks are the works that cite w. The language versions of a citing
// passage count once.
func (u *UI) citingWorks(ctx context.Context, p *Page, w *corpus.Work) ([]Neighbour, error) {
	places := map[corpus.WorkID]map[corpus.Locator]bool{}
	for m, err := range u.Library.CitedBy(ctx, w.Target(), "") {
		if err != nil {
			return nil, err
		}
		if places[m.Work] == nil {
			places[m.Work] = map[corpus.Locator]bool{}
		}
		places[m.Work][m.Locator] = true
	}
	var out []Neighbour
	for id, at := range places {
		n, err := u.neighbour(ctx, p, id, len(at))
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	rank(out)
	return out, nil
}

// neighbour is a work that is held.
func (u *UI) neighbour(ctx context.Context, p *Page, id corpus.WorkID, times int) (Neighbour, error) {
	w, err := u.Library.Summary(ctx, id)
	if err != nil {
		return Neighbour{}, err
	}
	n := Neighbour{Name: w.Name(p.Tag), URL: p.Work(id, ""), Times: p.N("map.times", times), date: w.Date, n: times}
	if w.Symbol != "" {
		n.Title = title(w, p.Tag)
	}
	return n, nil
}

// citedWorks are the works that w cites, held or not.
func (u *UI) citedWorks(ctx context.Context, p *Page, w *corpus.Work) []Neighbour {
	times := map[corpus.Target]int{}
	for i := range w.Provisions {
		text, _ := w.Provisions[i].Passage(p.Text)
		if text == nil {
			continue
		}
		here := map[corpus.Target]bool{}
		for _, c := range text.Citations {
			for t := range strings.SplitSeq(string(c.Target), " + ") {
				if t := corpus.Target(t); c.Status == corpus.Resolved && t != "" && t != w.Target() && !here[t] {
					here[t] = true
					times[t]++
				}
			}
		}
	}
	var out []Neighbour
	for t, n := range times {
		if id, err := p.visits.find(ctx, t); err == nil && id != "" {
			if held, err := u.neighbour(ctx, p, id, n); err == nil {
				out = append(out, held)
				continue
			}
		}
		chip := p.chip(ctx, &corpus.Citation{Target: t, Status: corpus.Resolved})
		out = append(out, Neighbour{Name: string(t), URL: chip.URL, Times: p.N("map.times", n), n: n})
	}
	rank(out)
	return out
}

// rank puts the closest first, of equals the latest.
func rank(ns []Neighbour) {
	slices.SortFunc(ns, func(a, b Neighbour) int {
		return cmp.Or(b.n-a.n, cmp.Compare(b.date, a.date), cmp.Compare(a.Name, b.Name))
	})
}

// draw lays the map out: what cites stands where reading begins, what is cited
// where it ends; mirrored for a page that is read from the right.
func draw(name string, citing, cited []Neighbour, mirrored bool) *Drawing {
	citing, cited = citing[:min(len(citing), drawn)], cited[:min(len(cited), drawn)]
	d := &Drawing{Width: mapWidth, Height: rowHeight * (max(len(citing), len(cited), 2) + 1)}
	d.Middle = d.Height / 2
	d.Names = append(d.Names, DrawnName{X: mapWidth / 2, Y: d.Middle, Anchor: "middle", Text: short(name)})
	d.side(citing, mirrored)
	d.side(cited, !mirrored)
	return d
}

// side draws neighbours on the left, or on the right.
func (d *Drawing) side(ns []Neighbour, right bool) {
	name, edge, hub, anchor := nameWidth, nameWidth+10, mapWidth/2-90, "end"
	if right {
		name, edge, hub, anchor = mapWidth-nameWidth, mapWidth-nameWidth-10, mapWidth/2+90, "start"
	}
	top := (d.Height - rowHeight*(len(ns)-1)) / 2
	for i, n := range ns {
		y := top + i*rowHeight
		d.Names = append(d.Names, DrawnName{X: name, Y: y, Anchor: anchor, Text: short(n.Name)})
		d.Lines = append(d.Lines, DrawnLine{X1: edge, Y1: y, CX1: (edge + hub) / 2, CX2: (edge + hub) / 2, X2: hub, Y2: d.Middle,
			Thick: min(1+int(math.Log2(float64(n.n))), 6)})
	}
}

// short is a name cut to the room that the map has for it.
func short(name string) string {
	if r := []rune(name); len(r) > longName {
		return strings.TrimRight(string(r[:longName-1]), " ") + "…"
	}
	return name
}
