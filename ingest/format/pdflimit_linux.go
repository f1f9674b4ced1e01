// The race detector needs more memory and time than the limits leave it.

//go:build !race

package format

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

// limitMemory has the garbage collected in time, and the system refuse the
// worker more than its share, should the limits inside fail.
func limitMemory() {
	debug.SetMemoryLimit(maxGoMemory)
	debug.SetGCPercent(200) // collecting more often costs a quarter of the time
	const share = maxPDFMemory + 640<<20
	syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: share, Max: share})
}

// reserve gives memory that costs nothing until it is used. Go's own would be
// filled with zeros as often as not, all of it, and count as live.
func reserve(size int) ([]byte, error) {
	return syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
}

// empty fills reserved memory with zeros; most of what is more than usual goes
// back to the system.
func empty(b []byte) {
	const usual = 32 << 20
	if len(b) > usual && syscall.Madvise(b[usual:], syscall.MADV_DONTNEED) == nil {
		b = b[:usual]
	}
	clear(b)
}

// memoryHeld is how many bytes of memory this process holds.
func memoryHeld() uint64 {
	var all, held uint64
	if b, err := os.ReadFile("/proc/self/statm"); err == nil {
		fmt.Sscan(string(b), &all, &held)
	}
	return held * uint64(os.Getpagesize())
}

// limitTime ends the worker when it computes longer than d from now, until the
// function it returns is called. It counts time of the processor: a busy machine
// is no fault of the file. (RLIMIT_CPU would not do: Go takes its signal for a
// notice.)
func limitTime(d time.Duration) (stop func()) {
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		return func() {} // pdfium is interpreted there, and slow on any file
	}
	runtime.GOMAXPROCS(max(2, runtime.GOMAXPROCS(0))) // pdfium holds one of them
	end := processorTime() + d
	done := make(chan struct{})
	go func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				if processorTime() > end {
					fmt.Fprintln(os.Stderr, errTime)
					os.Exit(1)
				}
			}
		}
	}()
	return func() { close(done) }
}

// processorTime is what this process has computed so far.
func processorTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
