package format

import (
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// idle is how long a worker without work is kept.
const idle = time.Minute

// pdfPool keeps up to cap(slots) worker processes. A worker is a second run of
// this program that reads PDFs and nothing else, so that a hostile file can
// exhaust or crash the worker alone.
type pdfPool struct {
	slots chan struct{}   // held while a document is read
	free  chan *pdfClient // workers waiting for work
}

// pdfClient is this program's end of a worker.
type pdfClient struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *gob.Decoder
	budget *io.LimitedReader // bytes the worker may still answer
	stderr *tail
	retire *time.Timer // ends an idle worker; nil while it works
}

// pdfAnswer is what a worker says of a document.
type pdfAnswer struct {
	Text  *Text
	Error string
	Class int  // 1 + index into sentinels; 0: no error, or one of no class
	Last  bool // the worker ends after this answer
}

// sentinels are the errors that keep their identity on the way from a worker.
var sentinels = []error{ErrTooLarge, ErrDamaged, ErrNoText, ErrEmpty, ErrUnknown, ErrLocked}

// workerError is an error told by a worker.
type workerError struct {
	message string
	class   error
}

func (e workerError) Error() string { return e.message }
func (e workerError) Unwrap() error { return e.class }

func (a *pdfAnswer) error() error {
	if a.Error == "" {
		return nil
	}
	if a.Class > 0 && a.Class <= len(sentinels) {
		return workerError{a.Error, sentinels[a.Class-1]}
	}
	return workerError{a.Error, ErrDamaged}
}

// read has a worker read a document.
func (p *pdfPool) read(ctx context.Context, raw []byte) (*Text, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	w, err := p.worker(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := w.ask(ctx, raw)
	if err != nil {
		w.end()
		return nil, err
	}
	if answer.Last {
		w.end()
	} else {
		p.keep(w)
	}
	return answer.Text, answer.error()
}

// worker gives a waiting worker or starts one.
func (p *pdfPool) worker(ctx context.Context) (*pdfClient, error) {
	for {
		select {
		case w := <-p.free:
			if w.retire.Stop() {
				return w, nil
			}
			// its time has come: it is being ended
		default:
			return startPDFClient(ctx)
		}
	}
}

// keep puts a worker back to wait for work, for a while.
func (p *pdfPool) keep(w *pdfClient) {
	w.retire = time.AfterFunc(idle, w.end)
	select {
	case p.free <- w:
	default:
		if w.retire.Stop() {
			w.end()
		}
	}
}

func startPDFClient(ctx context.Context) (*pdfClient, error) {
	if os.Getenv(workerVariable) != "" {
		return nil, errors.New("the PDF reader was started without RunWorkerIfAsked at the head of main")
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("starting the PDF reader: %w", err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), workerVariable+"=1")
	w := &pdfClient{cmd: cmd, stderr: &tail{}}
	cmd.Stderr = w.stderr
	if w.in, err = cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting the PDF reader: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting the PDF reader: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the PDF reader: %w", err)
	}
	w.budget = &io.LimitedReader{R: out, N: maxPDFAnswer}
	w.out = gob.NewDecoder(w.budget)
	var ready pdfAnswer
	if err := w.within(ctx, maxPDFStart, func() error { return w.out.Decode(&ready) }); err != nil {
		w.end()
		return nil, fmt.Errorf("the PDF reader does not start: %w", w.explain(err))
	}
	return w, nil
}

// ask sends a document and waits for the answer.
func (w *pdfClient) ask(ctx context.Context, raw []byte) (*pdfAnswer, error) {
	w.budget.N = maxPDFAnswer
	answer := new(pdfAnswer)
	err := w.within(ctx, maxPDFTime, func() error {
		head := binary.BigEndian.AppendUint64(nil, uint64(len(raw)))
		if _, err := w.in.Write(head); err != nil {
			return err
		}
		if _, err := w.in.Write(raw); err != nil {
			return err
		}
		return w.out.Decode(answer)
	})
	if err != nil {
		return nil, w.explain(err)
	}
	return answer, nil
}

// pdfTime is how long a worker may compute on a PDF of so many bytes, some fifty
// times what honest ones take: a small one that takes long is up to no good.
func pdfTime(size int) time.Duration {
	return min(maxPDFTime, time.Second+time.Duration(size)*time.Second/50_000)
}

var errTime = errors.New("time is up")

// within does f, which waits for the worker, and kills the worker when time is
// up or the context ends: nothing else stops a computation gone astray.
func (w *pdfClient) within(ctx context.Context, limit time.Duration, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		w.cmd.Process.Kill()
		<-done
		return ctx.Err()
	case <-timer.C:
		w.cmd.Process.Kill()
		<-done
		return errTime
	}
}

// explain turns a broken conversation into an error a reader can use.
func (w *pdfClient) explain(err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errTime):
		return fmt.Errorf("%w: reading this PDF takes too long", ErrTooLarge)
	}
	w.end()
	said := w.stderr.firstLine()
	if said == errTime.Error() {
		return fmt.Errorf("%w: reading this PDF takes too long", ErrTooLarge)
	}
	if strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory") {
		return fmt.Errorf("%w: reading this PDF takes more memory than allowed", ErrTooLarge)
	}
	if said == "" {
		said = err.Error()
	}
	return fmt.Errorf("%w: the PDF reader broke down on it: %s", ErrDamaged, said)
}

// end stops the worker and waits for it.
func (w *pdfClient) end() {
	w.in.Close()
	w.cmd.Process.Kill()
	w.cmd.Wait()
}

// tail keeps the first bytes a worker writes to its standard error.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := 4096 - len(t.buf); room > 0 {
		t.buf = append(t.buf, p[:min(room, len(p))]...)
	}
	return len(p), nil
}

func (t *tail) firstLine() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	line, _, _ := strings.Cut(strings.TrimSpace(string(t.buf)), "\n")
	return Normalize(line[:min(len(line), 200)])
}
