package format

import "syscall"

// limitMemory has the system refuse the worker more than its share, should the
// limits inside fail.
func limitMemory() {
	const share = maxPDFMemory + 640<<20
	syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: share, Max: share})
}
