// The race detector needs more memory than the limit leaves it.

//go:build !race

package format

import (
	"syscall"
	"time"
)

// limitMemory has the system refuse the worker more than its share, should the
// limits inside fail.
func limitMemory() {
	const share = maxPDFMemory + 640<<20
	syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: share, Max: share})
}

// limitTime has the system end the worker when it computes longer than d from now.
func limitTime(d time.Duration) {
	var used syscall.Rusage
	var limit syscall.Rlimit
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil || syscall.Getrlimit(syscall.RLIMIT_CPU, &limit) != nil {
		return
	}
	limit.Cur = min(uint64(used.Utime.Sec+used.Stime.Sec)+uint64(d/time.Second), limit.Max)
	syscall.Setrlimit(syscall.RLIMIT_CPU, &limit)
}
