package main

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"
)

// floors gives every room its floor: a room imports only rooms of lower floors,
// and of its own floor only where together says so.
var floors = map[string]int{
	"corpus/lang": 1, "corpus/country": 1, "corpus": 1, "corpus/vocab": 1, "corpus/cite": 1, "corpus/check": 1, "corpus/cite/score": 1, "corpus/digest": 1,
	"index/query": 1, "ingest/format": 1,
	"index": 2, "index/judge": 2, "index/bench/passages": 2, "ingest": 2, "ingest/source": 2,
	"api": 3, "ui": 3, "index/local": 3, "index/indextest": 3, "index/local/localtest": 3, "corpus/store": 3, "corpus/export": 3,
	"cmd/concordance": 4, "index/bench": 4,
}

// together are the imports allowed on one floor.
var together = map[string][]string{
	"corpus":                {"corpus/lang"},
	"corpus/country":        {"corpus/lang"},
	"corpus/vocab":          {"corpus", "corpus/lang"},
	"corpus/cite":           {"corpus", "corpus/lang"},
	"corpus/check":          {"corpus", "corpus/cite", "corpus/lang"},
	"corpus/digest":         {"corpus", "corpus/cite", "corpus/vocab", "corpus/lang"},
	"index/query":           {"corpus", "corpus/cite", "corpus/vocab", "corpus/lang"},
	"ingest/format":         {"corpus", "corpus/lang"},
	"ingest":                {"ingest/source"},
	"api":                   {"corpus/export"},
	"ui":                    {"corpus/export"},
	"index/indextest":       {},
	"index/local/localtest": {"index/local"},
	"index/judge":           {"index"},
	"corpus/cite/score":     {"corpus", "corpus/lang"},
}

// libraries gives each library the only room that may import it.
var libraries = map[string]string{
	"go.etcd.io/bbolt":                    "corpus/store",
	"github.com/blevesearch":              "index/local",
	"github.com/PuerkitoBio/goquery":      "ingest/format",
	"github.com/klippa-app/go-pdfium":     "ingest/format",
	"github.com/tetratelabs/wazero":       "ingest/format",
	"github.com/danielgtaylor/huma":       "api",
	"github.com/spf13/cobra":              "cmd/concordance",
	"github.com/schollz/progressbar":      "cmd/concordance",
	"github.com/yuin/goldmark":            "ingest/format",
	"codeberg.org/readeck/go-readability": "ingest/format",
	"github.com/prometheus/client_golang": "api",
}

// TestImports keeps the table of DESIGN.md: downwards only, one library one room.
func TestImports(t *testing.T) {
	const module = "concordance/"
	out, err := exec.Command("go", "list", "-f", `{{range .Imports}}{{$.ImportPath}} {{.}}{{"\n"}}{{end}}`, "concordance/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	rooms := 0
	for lines := bufio.NewScanner(strings.NewReader(string(out))); lines.Scan(); {
		from, to, ok := strings.Cut(lines.Text(), " ")
		if !ok {
			continue
		}
		from = strings.TrimPrefix(from, module)
		if _, known := floors[from]; !known {
			t.Errorf("%s is a room without a floor: give it one here and in DESIGN.md", from)
			continue
		}
		rooms++
		if inside, ok := strings.CutPrefix(to, module); ok {
			if !mayImport(from, inside) {
				t.Errorf("%s must not import %s", from, inside)
			}
			continue
		}
		for library, room := range libraries {
			if strings.HasPrefix(to, library) && from != room {
				t.Errorf("%s must not import %s: only %s does", from, to, room)
			}
		}
	}
	if rooms == 0 {
		t.Fatal("go list gave no imports")
	}
}

func mayImport(from, to string) bool {
	if floors[to] < floors[from] {
		// Nothing but commands imports a store or an engine; they are on floor 3, below commands alone.
		return !(strings.HasPrefix(from, "ingest") && strings.HasPrefix(to, "index")) &&
			!(strings.HasPrefix(from, "index") && strings.HasPrefix(to, "ingest"))
	}
	for _, ok := range together[from] {
		if ok == to {
			return true
		}
	}
	return false
}
