// Package localtest makes engines of package local in a state that tests of
// other packages need.
package localtest

import (
	"os"
	"path/filepath"
	"testing"

	"concordance/index/local"
)

// Stale gives an engine whose index must be made again: the generation that is
// said to be current is not there. It is closed when the test ends.
func Stale(t testing.TB) *local.Engine {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "current"), []byte("gone\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := local.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	if st, err := e.Status(t.Context()); err != nil || !st.Stale {
		t.Fatalf("an index without a generation is not stale: %+v, %v", st, err)
	}
	return e
}
