package api

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/danielgtaylor/huma/v2"
)

// Health is the answer of /healthz: the process answers.
type Health struct {
	Status string `json:"status" enum:"ok"`
}

// Ready is the answer of /readyz: searches are answered from all the library holds.
type Ready struct {
	Status     string `json:"status" enum:"ready"`
	Works      int    `json:"works"`
	Provisions uint64 `json:"provisions"`
	Seq        uint64 `json:"seq" doc:"Latest change of the library, which the index holds"`
}

func operation(id, path, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Path: path, Tags: []string{"operation"}, Summary: summary}
}

func healthRoute() huma.Operation {
	return operation("health", "/healthz", "Whether the process answers")
}

func readyRoute() huma.Operation {
	op := operation("ready", "/readyz", "Whether searches are answered in full")
	op.Description = "503, with the reason, while the index is being built or brought up to the library."
	return op
}

func versionRoute() huma.Operation { return operation("version", "/version", "What is running") }

func (a *API) health(context.Context, *struct{}) (*answer[Health], error) {
	return &answer[Health]{Body: Health{"ok"}}, nil
}

func (a *API) version(context.Context, *struct{}) (*answer[Build], error) {
	return &answer[Build]{Body: a.build()}, nil
}

func (a *API) ready(ctx context.Context, _ *struct{}) (*answer[Ready], error) {
	ctx, cancel := context.WithTimeout(ctx, a.Timeout)
	defer cancel()
	counts, err := a.Library.Counts(ctx)
	if err != nil {
		return nil, err
	}
	st, err := a.Engine.Status(ctx)
	if err != nil {
		return nil, err
	}
	notReady := func(format string, args ...any) error { return problem{errNotReady, fmt.Errorf(format, args...)} }
	switch {
	case counts.Works == 0:
		return nil, notReady("the library is empty: the embedded corpus is still being read, or nothing was ingested")
	case st.Stale:
		return nil, notReady("the index is of another version and is being rebuilt")
	case st.Seq < counts.Seq:
		return nil, notReady("the index is being brought up to the library: it holds change %d of %d", st.Seq, counts.Seq)
	case st.Provisions == 0:
		return nil, notReady("the index holds nothing: run concordance reindex")
	}
	return &answer[Ready]{Body: Ready{"ready", counts.Works, st.Provisions, counts.Seq}}, nil
}

// Build is the answer of /version.
type Build struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Go       string `json:"go" doc:"Version of the Go toolchain"`
	Revision string `json:"revision,omitempty" doc:"Commit it was built from"`
}

func (a *API) build() Build {
	b := Build{Name: "concordance", Version: a.Version}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Go = info.GoVersion
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			b.Revision = s.Value
		}
	}
	return b
}
