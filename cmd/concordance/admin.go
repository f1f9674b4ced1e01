package main

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/renameio/v2"

	"concordance/corpus/digest"
	"concordance/index"
	"concordance/ingest"
	"concordance/ingest/source"
)

// event is a line of a change's answer: how far it is, or how it ended.
type event struct {
	Stage  string         `json:"stage,omitempty"`  // "read" or "index"
	Done   int            `json:"done,omitempty"`   // files, or works
	Total  int            `json:"total,omitempty"`  // -1 unknown
	Stored int            `json:"stored,omitempty"` // documents that a kill cannot lose any more
	Report *ingest.Report `json:"report,omitempty"`
	Error  string         `json:"error,omitempty"`
}

// ingestOrder and backupOrder name files by absolute paths: the server may run
// in another folder than the one who asks.
type (
	ingestOrder struct {
		Paths []string `json:"paths"`
	}
	backupOrder struct {
		File string `json:"file"`
	}
)

// adminRoutes are the doors for whoever can read the data directory: they
// answer to the token that lies there, and to nobody else.
func (s *server) adminRoutes(r *gin.Engine) {
	g := r.Group("/internal", s.authorised)
	g.POST("/ingest", order(s, s.ingest))
	g.POST("/reindex", order(s, s.reindex))
	g.POST("/backup", order(s, s.backup))
	g.POST("/correct", s.correct)
	g.POST("/doctor", s.doctor)
	g.POST("/doctor/corpus", s.inspect)
}

func (s *server) authorised(c *gin.Context) {
	token, _ := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	if subtle.ConstantTimeCompare([]byte(token), []byte(s.owner.Token)) != 1 {
		refuse(c, http.StatusForbidden, "Forbidden", "changes are asked for by a command on the machine that holds the data directory")
	}
}

// order reads an order, carries it out alone, and streams its events as NDJSON.
func order[T any](s *server, do func(ctx context.Context, order T, say func(event)) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		var o T
		if err := c.ShouldBindJSON(&o); err != nil {
			refuse(c, http.StatusBadRequest, "Bad order", err.Error())
			return
		}
		s.change.Lock()
		defer s.change.Unlock()
		c.Header("Content-Type", "application/x-ndjson")
		c.Status(http.StatusOK)
		c.Writer.Flush()
		out := json.NewEncoder(c.Writer)
		say := func(e event) {
			out.Encode(e)
			c.Writer.Flush()
		}
		if err := do(c.Request.Context(), o, say); err != nil {
			say(event{Error: err.Error()})
		}
	}
}

func (s *server) ingest(ctx context.Context, o ingestOrder, say func(event)) error {
	report, err := ingest.Run(ctx, s.library, newTagger(), source.Files(o.Paths...), ingest.Options{
		Names:    digest.Names(),
		Progress: func(p ingest.Progress) { say(event{Stage: "read", Done: p.Files, Total: -1, Stored: p.Stored}) },
	})
	// What was stored is searchable even when the run broke off, or the one who
	// asked went away.
	if e := s.catchUp(context.WithoutCancel(ctx), say); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	say(event{Report: report})
	return nil
}

func (s *server) catchUp(ctx context.Context, say func(event)) error {
	return index.CatchUp(ctx, s.library, s.engine, indexed(say))
}

func (s *server) reindex(ctx context.Context, _ struct{}, say func(event)) error {
	return index.Rebuild(ctx, s.library, s.engine, indexed(say))
}

func indexed(say func(event)) func(done, total int) {
	return func(done, total int) { say(event{Stage: "index", Done: done, Total: total}) }
}

// backup writes the library, which is the truth; the index is rebuilt from it.
func (s *server) backup(_ context.Context, o backupOrder, _ func(event)) error {
	f, err := renameio.NewPendingFile(o.File, renameio.WithPermissions(os.FileMode(0o600)))
	if err != nil {
		return err
	}
	defer f.Cleanup()
	if _, err := s.library.WriteTo(f); err != nil {
		return err
	}
	return f.CloseAtomicallyReplace()
}
