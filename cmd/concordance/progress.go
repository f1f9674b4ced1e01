package main

import (
	"os"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
)

// bar shows progress on a terminal, and nothing elsewhere.
type bar struct{ p *progressbar.ProgressBar }

// bar starts a progress bar with a label; nothing shows until Set is called.
func (a *app) bar(label string) *bar {
	f, ok := a.err.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		return &bar{}
	}
	return &bar{progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(label),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))}
}

// Set says that done of total are done; total is -1 while it is unknown.
func (b *bar) Set(done, total int) {
	if b.p == nil {
		return
	}
	if total != b.p.GetMax() {
		b.p.ChangeMax(total)
	}
	b.p.Set(done)
}

// Done takes the bar away.
func (b *bar) Done() {
	if b.p != nil {
		b.p.Finish()
	}
}
