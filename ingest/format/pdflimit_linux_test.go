//go:build !race

package format

import (
	"fmt"
	"os"
	"regexp"
	"testing"
)

// The system itself holds a worker to its memory.
func TestPDFWorkerLimit(t *testing.T) {
	w, err := startPDFClient(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer w.end()
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", w.cmd.Process.Pid))
	if err != nil {
		t.Skip("no /proc here: ", err)
	}
	m := regexp.MustCompile(`Max data size +(\w+)`).FindSubmatch(limits)
	if m == nil {
		t.Fatalf("no limit of data in %s", limits)
	}
	if string(m[1]) == "unlimited" {
		t.Error("a worker may take all memory")
	}
}
