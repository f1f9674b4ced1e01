// Command concordance finds, reads, cites and exports good practices on
// protecting soft targets and critical infrastructure against terrorist attacks.
//
// Every command is a client of the same HTTP API: of the server that already
// owns the data directory, or of one run inside this process. So a page, an API
// answer and a command's output cannot differ.
//
// Files: main.go, root.go (flags, exit codes), one file a command; open.go (the
// data directory: library and engine), desk.go (the client), server.go (the Gin
// engine and its middleware), owner.go (who owns the data directory), admin.go
// (changes, asked for by the owner of the directory), output.go, progress.go.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"concordance/ingest/format"
)

func main() {
	format.RunWorkerIfAsked() // the PDF worker is this same binary
	putOffCollecting()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// What a process makes in its first moments stays: while it is young, garbage is
// not collected until there is this much of everything. A command that opens the
// library takes a quarter less time so.
const (
	young      = 300 * time.Millisecond
	youngBytes = 256 << 20
)

func putOffCollecting() {
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(limit, youngBytes))
	time.AfterFunc(young, func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
}
