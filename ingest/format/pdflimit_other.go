//go:build !linux

package format

// limitMemory: elsewhere the limits inside the worker must do.
func limitMemory() {}
