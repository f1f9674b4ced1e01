package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"concordance/corpus/store"
)

// defaultBase is where a server answers that was started without options: the
// permalinks of a command lead there.
const defaultBase = "http://127.0.0.1:8080"

// desk is where a command asks: the server that owns the data directory, or
// one inside this process.
type desk struct {
	base   string
	token  string
	client *http.Client
	close  func() error
}

// openDesk opens the data directory, or finds who owns it.
func (a *app) openDesk(ctx context.Context) (*desk, error) {
	h, err := openHouse(a.data)
	if errors.Is(err, store.ErrOwned) {
		o, err := readOwner(a.data)
		if err != nil {
			return nil, failed(err)
		}
		return &desk{o.Address, o.Token, http.DefaultClient, func() error { return nil }}, nil
	}
	if err != nil {
		return nil, failed(err)
	}
	bar := a.bar("index")
	if err := h.ready(ctx, bar.Set); err != nil {
		h.Close()
		return nil, failed(err)
	}
	bar.Done()
	o := newOwner(defaultBase)
	s := newServer(h, o, a.base, a.log())
	return &desk{o.Address, o.Token, &http.Client{Transport: inProcess{s.handler()}}, h.Close}, nil
}

func (d *desk) Close() { d.close() }

// problem is the part of an RFC 9457 body that a command shows.
type problem struct {
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Status int    `json:"status"`
}

// get answers the body of path?query; the caller closes it. A 404 becomes exit
// code 1, a 400 exit code 2, with the server's own words.
func (d *desk) get(ctx context.Context, path string, query url.Values, accept string) (io.ReadCloser, error) {
	u := d.base + path
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, failed(err)
	}
	r.Header.Set("Accept", accept)
	return d.do(r)
}

// post sends a change to the owner of the data directory.
func (d *desk) post(ctx context.Context, path string, body any) (io.ReadCloser, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return nil, failed(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.base+path, bytes.NewReader(b))
	if err != nil {
		return nil, failed(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+d.token)
	return d.do(r)
}

func (d *desk) do(r *http.Request) (io.ReadCloser, error) {
	resp, err := d.client.Do(r)
	if err != nil {
		return nil, failed(fmt.Errorf("%w: is the server that owns the data directory alive?", err))
	}
	if resp.StatusCode < 300 {
		return resp.Body, nil
	}
	defer resp.Body.Close()
	var p problem
	if json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&p); p.Detail == "" {
		p.Detail = resp.Status
	}
	code := exitPartly
	switch resp.StatusCode {
	case http.StatusNotFound:
		code = exitNothing
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		code = exitUsage
	}
	return nil, exitError{code, errors.New(p.Detail)}
}

// json reads the answer of path?query into to.
func (d *desk) json(ctx context.Context, path string, query url.Values, to any) error {
	b, err := d.get(ctx, path, query, "application/json")
	if err != nil {
		return err
	}
	defer b.Close()
	return failed(json.NewDecoder(b).Decode(to))
}

// inProcess is a transport that hands requests to a handler of this process
// and streams its answer.
type inProcess struct{ handler http.Handler }

func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	pr, pw := io.Pipe()
	w := &streamed{header: http.Header{}, body: pw, started: make(chan struct{})}
	go func() {
		t.handler.ServeHTTP(w, r)
		w.WriteHeader(http.StatusOK)
		pw.Close()
	}()
	select {
	case <-w.started:
	case <-r.Context().Done():
		pr.CloseWithError(r.Context().Err())
		return nil, r.Context().Err()
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: pr, ContentLength: -1, Request: r,
	}, nil
}

// streamed is a response writer over a pipe.
type streamed struct {
	header, sent http.Header
	status       int
	body         *io.PipeWriter
	started      chan struct{}
}

func (w *streamed) Header() http.Header { return w.header }

func (w *streamed) WriteHeader(status int) {
	if w.status != 0 {
		return
	}
	w.status, w.sent = status, w.header.Clone()
	close(w.started)
}

func (w *streamed) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}

// Flush has nothing to do: a pipe holds nothing back.
func (w *streamed) Flush() { w.WriteHeader(http.StatusOK) }

// SetWriteDeadline breaks the answer off when the time is past: so a handler
// says that what it has written is not whole. A pipe needs no other deadline.
func (w *streamed) SetWriteDeadline(t time.Time) error {
	if !t.IsZero() && t.Before(time.Now()) {
		return w.body.CloseWithError(io.ErrUnexpectedEOF)
	}
	return nil
}
