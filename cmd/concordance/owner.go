package main

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// owner says which process owns a data directory and how to ask it for
// changes. It lies in the directory, readable by its owner alone.
type owner struct {
	Address string `json:"address"` // "http://127.0.0.1:8080"
	Token   string `json:"token"`
	Process int    `json:"pid"`
}

func newOwner(address string) owner {
	return owner{Address: address, Token: rand.Text(), Process: os.Getpid()}
}

func ownerFile(dir string) string { return filepath.Join(dir, "owner.json") }

func (o owner) write(dir string) error {
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return renameio.WriteFile(ownerFile(dir), b, 0o600)
}

// readOwner returns who owns dir; the error says what to do when nobody can be asked.
func readOwner(dir string) (owner, error) {
	var o owner
	b, err := os.ReadFile(ownerFile(dir))
	if errors.Is(err, os.ErrNotExist) {
		return o, fmt.Errorf("another command is at work in %s: wait for it, or use another --data", dir)
	}
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal(b, &o); err != nil {
		return o, fmt.Errorf("%s is damaged (%v): stop the server that owns the directory and start it again", ownerFile(dir), err)
	}
	return o, nil
}
