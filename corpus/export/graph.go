package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"

	"concordance/corpus"
)

// Node is a work of the citation graph or, at passage level, a passage.
type Node struct {
	ID      string         `json:"id"` // work ID, with "/locator" for a passage
	Name    string         `json:"name"`
	Kind    corpus.Kind    `json:"kind,omitempty"`
	Body    string         `json:"body,omitempty"`
	Date    string         `json:"date,omitempty"`
	Work    corpus.WorkID  `json:"work"`
	Locator corpus.Locator `json:"locator,omitempty"`
	Held    bool           `json:"held"` // false: known from citations alone
}

// Edge leads from what cites to what is cited.
type Edge struct {
	Source   string `json:"source"`
	Target   string `json:"target"`
	Relation string `json:"relation"`
	Count    int    `json:"count"` // passages that cite, whatever the number of their languages
}

// GraphWriter writes a graph as it is found: a node is written before the edges
// that touch it. Close ends the file.
type GraphWriter interface {
	Node(Node) error
	Edge(Edge) error
	Close() error
}

// GraphFormat is one way out for graphs.
type GraphFormat struct {
	Name  string
	Media string
	New   func(io.Writer) GraphWriter
}

// GraphFormats in the order they are offered.
var GraphFormats = []GraphFormat{
	{"graphml", "application/graphml+xml", newGraphML},
	{"json", "application/json", newGraphJSON},
}

// FindGraph returns the graph format of a name.
func FindGraph(name string) (GraphFormat, bool) {
	for _, f := range GraphFormats {
		if f.Name == name {
			return f, true
		}
	}
	return GraphFormat{}, false
}

// graphML writes http://graphml.graphdrawing.org: a directed graph; two works
// may be joined by an edge for each relation.
type graphML struct {
	w   *bufio.Writer
	err error
}

func newGraphML(w io.Writer) GraphWriter {
	g := &graphML{w: bufio.NewWriter(w)}
	g.w.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
		` xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	for _, k := range []struct{ id, of, kind string }{
		{"name", "node", "string"}, {"kind", "node", "string"}, {"body", "node", "string"}, {"date", "node", "string"},
		{"work", "node", "string"}, {"locator", "node", "string"}, {"held", "node", "boolean"},
		{"relation", "edge", "string"}, {"count", "edge", "int"},
	} {
		fmt.Fprintf(g.w, `<key id="%s" for="%s" attr.name="%[1]s" attr.type="%[3]s"/>`+"\n", k.id, k.of, k.kind)
	}
	g.w.WriteString(`<graph id="concordance" edgedefault="directed">` + "\n")
	return g
}

func (g *graphML) Node(n Node) error {
	g.w.WriteString("<node")
	g.attr("id", n.ID)
	g.w.WriteString(">")
	for _, d := range [][2]string{{"name", n.Name}, {"kind", string(n.Kind)}, {"body", n.Body}, {"date", n.Date},
		{"work", string(n.Work)}, {"locator", string(n.Locator)}, {"held", strconv.FormatBool(n.Held)}} {
		g.data(d[0], d[1])
	}
	_, err := g.w.WriteString("</node>\n")
	return err
}

func (g *graphML) Edge(e Edge) error {
	g.w.WriteString("<edge")
	g.attr("source", e.Source)
	g.attr("target", e.Target)
	g.w.WriteString(">")
	g.data("relation", e.Relation)
	g.data("count", strconv.Itoa(e.Count))
	_, err := g.w.WriteString("</edge>\n")
	return err
}

func (g *graphML) attr(name, value string) {
	g.w.WriteString(" " + name + `="`)
	g.escape(value)
	g.w.WriteString(`"`)
}

// data writes a value; what is not known is left out.
func (g *graphML) data(key, value string) {
	if value == "" {
		return
	}
	g.w.WriteString(`<data key="` + key + `">`)
	g.escape(value)
	g.w.WriteString("</data>")
}

// escape writes text; what XML cannot hold becomes U+FFFD.
func (g *graphML) escape(s string) {
	if err := xml.EscapeText(g.w, []byte(s)); err != nil && g.err == nil {
		g.err = err
	}
}

func (g *graphML) Close() error {
	g.w.WriteString("</graph>\n</graphml>\n")
	if g.err != nil {
		return g.err
	}
	return g.w.Flush()
}

// graphJSON writes node-link data, as d3 and networkx read it. The edges come
// first and are not held; the nodes are.
type graphJSON struct {
	w     *bufio.Writer
	nodes []Node
	some  bool // an edge is written
}

func newGraphJSON(w io.Writer) GraphWriter {
	g := &graphJSON{w: bufio.NewWriter(w)}
	g.w.WriteString(`{"directed":true,"multigraph":true,"graph":{"name":"concordance"},"edges":[`)
	return g
}

func (g *graphJSON) Node(n Node) error {
	g.nodes = append(g.nodes, n)
	return nil
}

func (g *graphJSON) Edge(e Edge) error {
	err := g.element(e, g.some)
	g.some = true
	return err
}

func (g *graphJSON) element(v any, more bool) error {
	j, err := marshal(v)
	if err != nil {
		return err
	}
	if more {
		g.w.WriteString(",")
	}
	_, err = g.w.WriteString("\n" + visible(string(j)))
	return err
}

func (g *graphJSON) Close() error {
	g.w.WriteString("\n],\"nodes\":[")
	for i, n := range g.nodes {
		if err := g.element(n, i > 0); err != nil {
			return err
		}
	}
	g.w.WriteString("\n]}\n")
	return g.w.Flush()
}
