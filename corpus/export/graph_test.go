package export_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"concordance/corpus/export"
)

// drawn is a graph of three nodes, one with what markup makes hard.
func drawn(t *testing.T, format string) string {
	t.Helper()
	f, ok := export.FindGraph(format)
	if !ok {
		t.Fatalf("no graph format %s", format)
	}
	var b bytes.Buffer
	g := f.New(&b)
	steps := []error{
		g.Node(export.Node{ID: "s-res-9901-2099", Name: "S/RES/9901 (2099)", Kind: "resolution", Body: "Security Council", Date: "2099-12-21", Work: "s-res-9901-2099", Held: true}),
		g.Node(export.Node{ID: "s-res-9900-2098/para-2", Name: "S/RES/9900 (2098)/para-2", Work: "s-res-9900-2098", Locator: "para-2", Held: true}),
		g.Edge(export.Edge{Source: "s-res-9901-2099", Target: "s-res-9900-2098/para-2", Relation: "recalls", Count: 3}),
		g.Edge(export.Edge{Source: "s-res-9901-2099", Target: "s-res-9900-2098/para-2", Relation: "extends", Count: 1}),
		g.Node(export.Node{ID: "quays", Name: `Quays & "lanterns" <中文>` + "\x01", Work: "quays"}),
		g.Edge(export.Edge{Source: "s-res-9901-2099", Target: "quays", Relation: "cites", Count: 1}),
		g.Close(),
	}
	for _, err := range steps {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

type datum struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

type element struct {
	ID     string  `xml:"id,attr"`
	Source string  `xml:"source,attr"`
	Target string  `xml:"target,attr"`
	Data   []datum `xml:"data"`
}

func (e element) value(key string) string {
	for _, d := range e.Data {
		if d.Key == key {
			return d.Value
		}
	}
	return ""
}

func TestGraphML(t *testing.T) {
	var got struct {
		XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
		Keys    []struct {
			ID string `xml:"id,attr"`
		} `xml:"key"`
		Graph struct {
			Directed string    `xml:"edgedefault,attr"`
			Nodes    []element `xml:"node"`
			Edges    []element `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal([]byte(drawn(t, "graphml")), &got); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, k := range got.Keys {
		keys[k.ID] = true
	}
	for _, e := range slices.Concat(got.Graph.Nodes, got.Graph.Edges) {
		for _, d := range e.Data {
			if !keys[d.Key] {
				t.Errorf("the key %s is not declared", d.Key)
			}
		}
	}
	if len(got.Graph.Nodes) != 3 || len(got.Graph.Edges) != 3 || got.Graph.Directed != "directed" {
		t.Fatalf("%+v", got.Graph)
	}
	if n := got.Graph.Nodes[0]; n.value("name") != "S/RES/9901 (2099)" || n.value("body") != "Security Council" || n.value("date") != "2099-12-21" || n.value("held") != "true" {
		t.Errorf("%+v", n)
	}
	if n := got.Graph.Nodes[2]; n.value("name") != `Quays & "lanterns" <中文>`+"\uFFFD" || n.value("held") != "false" {
		t.Errorf("%+v", n)
	}
	if e := got.Graph.Edges[0]; e.Source != "s-res-9901-2099" || e.Target != "s-res-9900-2098/para-2" || e.value("relation") != "recalls" || e.value("count") != "3" {
		t.Errorf("%+v", e)
	}
}

func TestGraphJSON(t *testing.T) {
	var got struct {
		Directed bool
		Nodes    []export.Node
		Edges    []export.Edge
	}
	if err := json.Unmarshal([]byte(drawn(t, "json")), &got); err != nil {
		t.Fatal(err)
	}
	if !got.Directed || len(got.Nodes) != 3 || len(got.Edges) != 3 || got.Edges[0].Count != 3 || got.Nodes[1].Locator != "para-2" {
		t.Errorf("%+v", got)
	}
	f, _ := export.FindGraph("json")
	var b bytes.Buffer
	if err := f.New(&b).Close(); err != nil || !json.Valid(b.Bytes()) {
		t.Errorf("an empty graph: %v in %s", err, &b)
	}
}

func TestNetworkxReads(t *testing.T) {
	need(t, "pip install networkx", "python3", "-c", "import networkx")
	const program = `
import sys, io, json, networkx
form, text = sys.stdin.buffer.read().split(b'\n', 1)
if form == b'graphml':
    g = networkx.read_graphml(io.BytesIO(text))
else:
    g = networkx.node_link_graph(json.loads(text), edges='edges')
print(json.dumps({'directed': g.is_directed(), 'nodes': dict(g.nodes(data=True)),
    'edges': [[a, b, d['relation'], d['count']] for a, b, d in g.edges(data=True)]}))`
	for _, f := range export.GraphFormats {
		var got struct {
			Directed bool
			Nodes    map[string]map[string]any
			Edges    [][]any
		}
		python(t, f.Name+"\n"+drawn(t, f.Name), program, &got)
		if !got.Directed || len(got.Nodes) != 3 || len(got.Edges) != 3 {
			t.Fatalf("%s: %+v", f.Name, got)
		}
		if n := got.Nodes["s-res-9901-2099"]; n["name"] != "S/RES/9901 (2099)" || n["held"] != true || n["kind"] != "resolution" {
			t.Errorf("%s: %v", f.Name, n)
		}
		if n, _ := got.Nodes["quays"]["name"].(string); !strings.HasPrefix(n, `Quays & "lanterns" <中文>`) {
			t.Errorf("%s: %q", f.Name, n)
		}
		if !slices.ContainsFunc(got.Edges, func(e []any) bool { return e[2] == "recalls" && e[3] == 3.0 }) {
			t.Errorf("%s: %v", f.Name, got.Edges)
		}
	}
}
