//go:build unix

package format

import (
	"os/exec"
	"syscall"
)

// ownGroup makes an end of the program the end of what it started.
func ownGroup(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
}
