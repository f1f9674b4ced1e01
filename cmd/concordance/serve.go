package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"concordance/corpus/store"
)

func serveCommand(a *app) *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the pages and the API",
		Long: "Serve the pages and the API. The first start builds the embedded corpus.\n" +
			"While it runs, the other commands on the same data directory go through it.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), addr) },
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "`address` to listen on")
	return c
}

func (a *app) serve(ctx context.Context, addr string) error {
	h, err := openHouse(a.data)
	if errors.Is(err, store.ErrOwned) {
		o, err := readOwner(a.data)
		if err != nil {
			return failed(err)
		}
		return failed(fmt.Errorf("%s is served already, at %s: use that, or another --data", a.data, o.Address))
	}
	if err != nil {
		return failed(err)
	}
	defer h.Close()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return failed(fmt.Errorf("%w: choose another address with --addr", err))
	}
	o := newOwner("http://" + reachable(l.Addr().(*net.TCPAddr)))
	if err := o.write(h.dir); err != nil {
		return failed(err)
	}
	defer os.Remove(ownerFile(h.dir))
	return failed(a.listen(ctx, newServer(h, o, a.base, a.log()), l))
}

// reachable is the address by which this machine reaches the listener.
func reachable(addr *net.TCPAddr) string {
	if addr.IP.IsUnspecified() {
		return fmt.Sprintf("127.0.0.1:%d", addr.Port)
	}
	return addr.String()
}

// listen answers at once, while the index is still being brought up to the
// library: /readyz says when it is whole.
func (a *app) listen(ctx context.Context, s *server, l net.Listener) error {
	web := &http.Server{Handler: s.handler(), ReadTimeout: readTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderSize}
	done := make(chan error, 1)
	go func() { done <- web.Serve(l) }()
	fmt.Fprintf(a.err, "Concordance answers at %s (data in %s)\n", s.owner.Address, s.dir)
	if err := s.prepare(ctx, a.bar("index")); err != nil {
		web.Close()
		return err
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return web.Shutdown(grace)
}

func (s *server) prepare(ctx context.Context, b *bar) error {
	s.change.Lock()
	defer s.change.Unlock()
	defer b.Done()
	err := s.ready(ctx, b.Set)
	if ctx.Err() != nil {
		return nil // asked to stop while building: the next start goes on
	}
	return err
}
